/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: sentences of a closed round for one of the two highest levels, confirmed by somebody of the city who did
** not write them. Without names, in the order of their letters,
    and only where at least five answered: as everywhere. */
#include "base/scan.h"
#include "domain/who.h"
#include "store/person.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

const struct field assessment_evidence_form[] = {
    {.name = "criterion", .label = W_NOTE("Criterion"), .kind = FIELD_INT, .min = 1, .max = FRAMEWORK_CRITERIA_MAX,
     .help = "its place in the framework"},
    {.name = "level", .label = W_NOTE("Level"), .kind = FIELD_INT, .min = 1, .max = RATING_LEVELS_MAX,
     .help = "for which it was written"},
    {.name = "quote", .label = W_NOTE("Sentence"), .kind = FIELD_TEXT, .max = RATING_BECAUSE_MAX,
     .help = "the sentence itself: no number tells whose it is"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "confirm doubt",
     .help = "confirm it, or take that back"},
    {0},
};

struct reviewing {
    struct q_assessment_of row;
    struct assessment_told told;
    struct q_person_by_id me;
};

static enum fault must_use load(struct request *request, struct reviewing *reviewing)
{
    q_person_by_id_soon(request->db, request->who->person_id);
    assessment_load_soon(request);
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &reviewing->me));
    TRY(assessment_load(request, &reviewing->row, &reviewing->told));
    return reviewing->row.closed_at.known ? OK : FAULT_NOT_FOUND;
}

/* By address, else by name. */
static bool is_own(struct request *request, const struct reviewing *reviewing, int64_t rater_id)
{
    for (size_t i = 0; i < reviewing->told.raters_n; i++) {
        const struct q_assessment_raters *rater = &reviewing->told.raters[i];
        if (rater->id == rater_id) {
            return rater->mail_folded.n > 0
                       ? str_eq(rater->mail_folded, person_fold_mail(request->arena, reviewing->me.mail))
                       : rater->name.n > 0 && str_eq(rater->name, reviewing->me.name);
        }
    }
    return false;
}

/* A sentence that may be looked at; of an item that is open. */
static bool is_looked_at(const struct reviewing *reviewing, const struct q_assessment_ratings *rating,
                         const struct assessment_item *item)
{
    const struct framework *framework = reviewing->told.framework;
    return item->is_open && rating->because.n > 0 && rating->level.known &&
           assessment_needs_why(framework, (int)rating->level.v) &&
           str_eq(rating->criterion, framework->criteria[item->criterion].id) &&
           assessment_is_of_round(&reviewing->told, rating->rater_id, reviewing->row.round_id);
}

static void add_row(struct request *request, struct out *out, const struct reviewing *reviewing,
                    const struct q_assessment_ratings *rating, const struct assessment_item *item,
                    struct assessment_evidence_page *m, size_t first)
{
    const struct assessment_evidence row = {
        .name = say_criterion(reviewing->told.framework, item->criterion),
        .criterion = str_format(request->arena, "%zu", item->criterion + 1),
        .level = str_format(request->arena, "%d", (int)rating->level.v),
        .says = say_level(out, reviewing->told.framework, (int)rating->level.v), .quote = rating->because,
        .confirmed = rating->confirmed, .own = is_own(request, reviewing, rating->rater_id),
        .by = rating->confirmed_by};
    size_t at = m->n++;
    for (; at > first && str_cmp(row.quote, m->rows[at - 1].quote) < 0; at--) {
        m->rows[at] = m->rows[at - 1];
    }
    m->rows[at] = row;
}

enum fault assessment_evidence_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct assessment_evidence_page *m = arena_new(request->arena, struct assessment_evidence_page);
    struct reviewing reviewing;
    TRY(load(request, &reviewing));
    const struct assessment_told *told = &reviewing.told;
    m->rows = arena_array(request->arena, struct assessment_evidence, told->ratings_n);
    for (size_t i = 0; i < told->now.n; i++) {
        size_t first = m->n;
        for (size_t k = 0; k < told->ratings_n; k++) {
            if (is_looked_at(&reviewing, &told->ratings[k], &told->now.items[i])) {
                add_row(request, &out, &reviewing, &told->ratings[k], &told->now.items[i], m, first);
            }
        }
    }
    m->page = page_of(request, W(&out, "Confirm what people wrote"),
                      W(&out, "Somebody who did not write it says whether it is so."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, SAY(&out, "How far {city} is", slot("city", reviewing.row.city)),
                   member_url(request, "/member-cities/{}/assessments"));
    page_add_crumb(m->page, reviewing.row.name, assessment_url(request, ""));
    m->problems = form_problems_of(request, assessment_evidence_form);
    m->action = assessment_url(request, "/evidence");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_assessment_evidence(&out, m);
    return OK;
}

enum fault assessment_evidence_act(struct request *request, struct response *response)
{
    struct reviewing reviewing;
    struct str quote = request_typed(request, "quote");
    int64_t place, level;
    TRY(load(request, &reviewing));
    const struct assessment_told *told = &reviewing.told;
    bool found = false, own = false;
    if (!parse_int(request_typed(request, "criterion"), 1, (int64_t)told->framework->criteria_n, &place) ||
        !parse_int(request_typed(request, "level"), 1, told->framework->levels_n, &level)) {
        return FAULT_NOT_FOUND;
    }
    for (size_t i = 0; i < told->now.n; i++) {
        for (size_t k = 0; k < told->ratings_n && told->now.items[i].criterion == (size_t)place - 1; k++) {
            const struct q_assessment_ratings *rating = &told->ratings[k];
            if (is_looked_at(&reviewing, rating, &told->now.items[i]) && rating->level.v == level &&
                str_eq(rating->because, quote)) {
                found = true;
                own = own || is_own(request, &reviewing, rating->rater_id);
            }
        }
    }
    response->status = 303;
    response->location = assessment_url(request, "/evidence").text;
    if (!found) {
        return OK; /* changed meanwhile: the page says how it stands */
    }
    struct str criterion = told->framework->criteria[place - 1].id;
    if (str_eq(request_typed(request, "do"), S("doubt"))) {
        return q_rating_doubt(request->db, reviewing.row.round_id, criterion, level, quote);
    }
    if (own) {
        form_refuse(request, form_find(assessment_evidence_form, "quote"), W_NOTE("is your own"),
                    W_NOTE("let somebody else of your city confirm it"));
        return FAULT_INVALID;
    }
    return q_rating_confirm(request->db, reviewing.row.round_id, criterion, level, quote, request->who->person_id);
}
