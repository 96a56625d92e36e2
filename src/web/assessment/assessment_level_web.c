/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: a criterion of a closed round: what its levels mean, what people said of it, and what was agreed. */
#include "base/scan.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/member/member_web.h"
#include "web/say.h"

#define QUOTES_MAX 20

const struct field assessment_level_form[] = {
    {.name = "level", .label = W_NOTE("Agreed on"), .kind = FIELD_INT, .min = 1, .max = RATING_LEVELS_MAX,
     .help = "the level; nothing: none"},
    {.name = "because", .label = W_NOTE("Because"), .kind = FIELD_TEXT, .max = RATING_BECAUSE_MAX,
     .help = "why that level; needed with one"},
    {.name = "target", .label = W_NOTE("Where you want to be next time"), .kind = FIELD_INT, .min = 1,
     .max = RATING_LEVELS_MAX, .help = "a level; nothing: not said"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save", .help = "write it down"},
    {0},
};

struct looking {
    struct q_assessment_of row;
    struct assessment_told told;
    const struct framework_criterion *criterion;
    const struct q_assessment_levels *made; /* NULL: nothing yet */
};

static enum fault must_use load(struct request *request, struct looking *looking)
{
    assessment_load_soon(request);
    TRY(assessment_load(request, &looking->row, &looking->told));
    int64_t place;
    if (!parse_int(request->params[2], 1, (int64_t)looking->told.framework->criteria_n, &place) ||
        !looking->row.closed_at.known) {
        return FAULT_NOT_FOUND;
    }
    looking->criterion = &looking->told.framework->criteria[place - 1];
    looking->made = assessment_level_of(&looking->told, looking->row.round_id, looking->criterion->id);
    return OK;
}

static const struct assessment_item *item_of(const struct looking *looking)
{
    for (size_t i = 0; i < looking->told.now.n; i++) {
        if (&looking->told.framework->criteria[looking->told.now.items[i].criterion] == looking->criterion) {
            return &looking->told.now.items[i];
        }
    }
    return NULL;
}

/* Sentences without names, where enough people spoke; those of the round only. In the order of their letters: in that
** of the list of who rates they would tell whose they are. */
static struct str quotes_of(struct request *request, const struct looking *looking)
{
    struct str quotes[QUOTES_MAX], all = S("");
    size_t n = 0;
    for (size_t i = 0; i < looking->told.ratings_n && n < QUOTES_MAX; i++) {
        const struct q_assessment_ratings *rating = &looking->told.ratings[i];
        if (rating->because.n == 0 || !str_eq(rating->criterion, looking->criterion->id) ||
            !assessment_is_of_round(&looking->told, rating->rater_id, looking->row.round_id)) {
            continue;
        }
        size_t at = n++;
        for (; at > 0 && str_cmp(rating->because, quotes[at - 1]) < 0; at--) {
            quotes[at] = quotes[at - 1];
        }
        quotes[at] = rating->because;
    }
    for (size_t i = 0; i < n; i++) {
        all = str_format(request->arena, "%.*s%s“%.*s”", STR_ARG(all), i > 0 ? " " : "", STR_ARG(quotes[i]));
    }
    return all;
}

static void add_options(struct request *request, struct out *out, const struct looking *looking,
                        struct deed_select *select, struct maybe_int chosen)
{
    deed_option(request, select, S(""), W(out, "Not said"));
    for (int level = 1; level <= looking->told.framework->levels_n; level++) {
        deed_option(request, select, str_format(request->arena, "%d", level),
                    say_level(out, looking->told.framework, level));
        if (!request->acts && chosen.known && chosen.v == level) {
            select->options[select->n - 1].chosen = true;
        }
    }
}

static void add_facts(struct request *request, struct out *out, const struct looking *looking, struct deed *m)
{
    const struct assessment_item *item = item_of(looking);
    if (item != NULL) {
        deed_fact(request, m, W(out, "Level of all"), say_level(out, looking->told.framework, item->level));
        deed_fact(request, m, W(out, "How far you agree"), say_assessed(out, item->agreed).name);
        deed_fact(request, m, W(out, "What people wrote"), item->is_open ? quotes_of(request, looking) : S(""));
    }
    for (int level = 1; level <= looking->told.framework->levels_n; level++) {
        deed_fact(request, m, say_level(out, looking->told.framework, level),
                  framework_words(looking->told.framework, looking->criterion, level));
    }
    if (looking->made != NULL && looking->made->person.n > 0) {
        deed_fact(request, m, W(out, "Written down by"), looking->made->person);
    }
}

enum fault assessment_level_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct looking looking;
    TRY(load(request, &looking));
    struct deed *m = deed_of(request, looking.criterion->name,
                             W(&out, "What its levels mean, what your people said, and what you agreed on."));
    page_add_crumb(m->page, SAY(&out, "How far {city} is", slot("city", looking.row.city)),
                   member_url(request, "/member-cities/{}/assessments"));
    page_add_crumb(m->page, looking.row.name, assessment_url(request, ""));
    m->action = url_path_of(request->arena, "/member-cities/{}/assessments/{}/criteria/{}", request->params[0],
                            request->params[1], request->params[2]);
    add_facts(request, &out, &looking, m);
    struct deed_form *form = deed_form(m, W(&out, "What you agreed on"),
                                       W(&out, "After you have talked: the level that all can live with, and why."));
    struct deed_select *level = deed_select(request, form, form_find(assessment_level_form, "level"), S(""),
                                            RATING_LEVELS_MAX + 1);
    add_options(request, &out, &looking, level, looking.made != NULL ? looking.made->level : (struct maybe_int){0});
    struct deed_select *target = deed_select(request, form, form_find(assessment_level_form, "target"), S(""),
                                             RATING_LEVELS_MAX + 1);
    add_options(request, &out, &looking, target, looking.made != NULL ? looking.made->target : (struct maybe_int){0});
    struct form_field *because = deed_field(request, form, form_find(assessment_level_form, "because"),
                                            W(&out, "A sentence: what shows that it is so."));
    if (!request->acts && looking.made != NULL) {
        because->value = looking.made->because;
    }
    deed_button(form, "save", W(&out, "Write it down"));
    deed_end(request, response, m, assessment_level_form);
    return OK;
}

/* Nothing typed: unknown. */
static bool read_level(struct request *request, const struct looking *looking, const char *name,
                       struct maybe_int *ret_level)
{
    struct str typed = request_typed(request, name);
    *ret_level = (struct maybe_int){.known = typed.n > 0};
    if (typed.n > 0 && !parse_int(typed, 1, looking->told.framework->levels_n, &ret_level->v)) {
        form_refuse(request, form_find(assessment_level_form, name), W_NOTE("is no level of this framework"),
                    W_NOTE("choose one"));
        return false;
    }
    return true;
}

enum fault assessment_level_act(struct request *request, struct response *response)
{
    struct looking looking;
    struct maybe_int level, target;
    struct str because = request_typed(request, "because");
    TRY(load(request, &looking));
    bool fits = read_level(request, &looking, "level", &level);
    fits = read_level(request, &looking, "target", &target) && fits;
    if (fits && level.known && because.n == 0) {
        form_refuse(request, form_find(assessment_level_form, "because"), W_NOTE("is empty"),
                    W_NOTE("say in a sentence why that level"));
        fits = false;
    }
    if (!fits) {
        return FAULT_INVALID;
    }
    TRY(q_assessment_level_put(request->db, &(struct q_assessment_level_put_in){
        .round_id = looking.row.round_id, .criterion = looking.criterion->id, .level = level, .because = because,
        .target = target, .person_id = request->who->person_id, .now = request->now}));
    TRY(q_assessment_touch(request->db, looking.row.id, request->now));
    response->status = 303;
    response->location = url_add(request->arena, assessment_url(request, ""), "done", S("agreed")).text;
    return OK;
}
