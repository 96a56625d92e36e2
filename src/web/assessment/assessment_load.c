/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: what its pages share. */
#include "store/matrix.h"
#include "text/words.h"
#include "web/assessment/assessment_web.h"
#include "web/framework/framework_read.h"
#include "web/link/link.h"
#include "web/member/member_web.h"
#include "web/say.h"

void assessment_load_soon(struct request *request)
{
    q_assessment_of_soon(request->db, request->params[0], request->params[1]);
    q_assessment_raters_soon(request->db, request->params[1]);
    q_assessment_ratings_soon(request->db, request->params[1]);
    q_assessment_levels_soon(request->db, request->params[1]);
    q_assessment_handed_soon(request->db, request->params[1]);
    q_matrix_of_assessment_soon(request->db, request->params[1]);
}

/* Who rated in a round, with what they said. */
static size_t list_raters(struct request *request, const struct assessment_told *told, int64_t round_id,
                          struct assessment_rater **ret_raters)
{
    struct assessment_rater *raters = arena_array(request->arena, struct assessment_rater, told->raters_n);
    size_t n = 0, at = 0;
    for (size_t i = 0; i < told->raters_n && n < ASSESSMENT_RATERS_MAX; i++) {
        const struct q_assessment_raters *row = &told->raters[i];
        if (row->round_id != round_id) {
            continue;
        }
        struct assessment_rater *rater = &raters[n++];
        rater->sector = sector_parse(row->sector);
        rater->answers = arena_array(request->arena, int, told->framework->criteria_n);
        while (at < told->ratings_n && told->ratings[at].rater_id < row->id) { /* both are in the order of raters */
            at++;
        }
        for (; at < told->ratings_n && told->ratings[at].rater_id == row->id; at++) {
            const struct framework_criterion *criterion = framework_find(told->framework, told->ratings[at].criterion);
            int answer = rating_answer(told->ratings[at].answer, told->ratings[at].level);
            if (criterion != NULL && answer <= told->framework->levels_n) {
                rater->answers[criterion - told->framework->criteria] = answer;
            }
        }
    }
    *ret_raters = raters;
    return n;
}

static void sum_up(struct request *request, const struct q_assessment_of *row, struct assessment_told *told)
{
    bool is_short = str_eq(row->form, S("short"));
    struct assessment_rater *raters;
    int64_t before = 0;
    for (size_t i = 0; i < told->raters_n; i++) {
        before = told->raters[i].round_id != row->round_id ? told->raters[i].round_id : before;
    }
    size_t n = list_raters(request, told, row->round_id, &raters);
    told->now = assessment_sum_up(request->arena, told->framework, is_short, raters, n);
    for (size_t i = 0; i < told->now.n && row->hides; i++) {
        told->now.items[i].is_open = false;
    }
    told->has_before = before != 0;
    if (told->has_before) {
        n = list_raters(request, told, before, &raters);
        told->before = assessment_sum_up(request->arena, told->framework, is_short, raters, n);
    }
}

enum fault assessment_load(struct request *request, struct q_assessment_of *ret_row, struct assessment_told *ret_told)
{
    struct assessment_told told = {0};
    struct str uid = request->params[1], body;
    TRY(q_assessment_of(request->db, request->arena, request->params[0], uid, ret_row));
    TRY(q_assessment_raters(request->db, request->arena, uid, &told.raters, &told.raters_n));
    TRY(q_assessment_ratings(request->db, request->arena, uid, &told.ratings, &told.ratings_n));
    TRY(q_assessment_levels(request->db, request->arena, uid, &told.levels, &told.levels_n));
    TRY(q_assessment_handed(request->db, request->arena, uid, &told.handed, &told.handed_n));
    TRY(matrix_text_of(request->db, request->arena, uid, &body));
    TRY(framework_from(request->arena, words_tag(request->words), body, &told.framework));
    told.is_own = body.n == 0;
    sum_up(request, ret_row, &told);
    *ret_told = told;
    return OK;
}

bool assessment_is_of_round(const struct assessment_told *told, int64_t rater_id, int64_t round_id)
{
    for (size_t i = 0; i < told->raters_n; i++) {
        if (told->raters[i].id == rater_id) {
            return told->raters[i].round_id == round_id;
        }
    }
    return false;
}

size_t assessment_asked_of(const struct assessment_told *told, const struct q_assessment_raters *rater)
{
    size_t n = 0;
    for (size_t i = 0; i < told->now.n; i++) {
        size_t dimension = told->framework->criteria[told->now.items[i].criterion].dimension;
        bool away = false, theirs = false;
        for (size_t k = 0; k < told->handed_n; k++) {
            bool same = str_eq(told->handed[k].dimension, told->framework->dimensions[dimension].id);
            away = away || (same && told->handed[k].rater_id == rater->id);
            theirs = theirs || (same && told->handed[k].to_id == rater->id);
        }
        n += rater->part ? theirs : !away;
    }
    return n;
}

struct url rate_link_of(struct request *request, struct str uid, int64_t opened_at)
{
    const struct mail_link link = {S("rate"), uid, opened_at + RATE_LINK_S};
    return url_path_of(request->arena, "/rate/{}", mail_link_make(request->arena, request->site->key, &link));
}

struct url assessment_url(struct request *request, const char *behind)
{
    struct str pattern = str_format(request->arena, "/member-cities/{}/assessments/{}%s", behind);
    return url_path_of(request->arena, str_c(request->arena, pattern), request->params[0], request->params[1]);
}

const struct q_assessment_levels *assessment_level_of(const struct assessment_told *told, int64_t round_id,
                                                      struct str criterion)
{
    for (size_t i = 0; i < told->levels_n; i++) {
        if (told->levels[i].round_id == round_id && str_eq(told->levels[i].criterion, criterion)) {
            return &told->levels[i];
        }
    }
    return NULL;
}

struct tag say_assessed(struct out *out, enum assessed agreed)
{
    switch (agreed) {
    case ASSESSED_AGREE:
        return (struct tag){W(out, "we agree"), TONE_GOOD, S("")};
    case ASSESSED_PARTLY:
        return (struct tag){W(out, "partly"), TONE_CARE, S("")};
    case ASSESSED_NOT_YET:
        return (struct tag){W(out, "not yet"), TONE_STOPPED, S("")};
    case ASSESSED_UNKNOWN:
        break;
    }
    return (struct tag){W(out, "cannot be said"), TONE_PLAIN, S("")};
}

struct str say_level(struct out *out, const struct framework *framework, int level)
{
    return level == 0 ? W(out, "too few answers")
                      : SAY(out, "{n}: {name}", slot("n", level), slot("name", framework->levels[level].name));
}

struct str say_sector(struct out *out, enum sector sector)
{
    return sector == SECTOR_PUBLIC    ? W(out, "public sector")
           : sector == SECTOR_PRIVATE ? W(out, "private sector")
           : sector == SECTOR_THIRD   ? W(out, "third sector")
                                      : S("");
}

struct str say_criterion(const struct framework *framework, size_t criterion)
{
    return framework->criteria[criterion].name;
}
