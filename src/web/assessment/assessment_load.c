/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: what its pages share. */
#include "domain/assessment_ask.h"
#include "store/matrix.h"
#include "text/signature.h"
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
    if (!is_short && !row->adapts && n > 0) {
        struct assessment_rater *half = arena_array(request->arena, struct assessment_rater, n);
        assessment_ask_half(request->arena, told->framework, raters, n, half);
        told->half = assessment_sum_up(request->arena, told->framework, false, half, n);
    }
    told->has_before = before != 0;
    if (told->has_before) {
        n = list_raters(request, told, before, &raters);
        told->before = assessment_sum_up(request->arena, told->framework, is_short, raters, n);
    }
}

/* What may be compared: our framework of one day, or a matrix with the same levels, dimensions and numbers of criteria
** (its words stand nowhere else), with as many questions. */
static struct str edition_of(struct request *request, const struct q_assessment_of *row,
                             const struct assessment_told *told)
{
    const struct framework *framework = told->framework;
    const char *form = row->adapts ? "half" : str_eq(row->form, S("short")) ? "short" : "full";
    if (told->is_own) {
        return str_format(request->arena, "%.*s %.*s %s", STR_ARG(framework->id),
                          STR_ARG(date_iso(request->arena, framework->as_of)), form);
    }
    struct str whole = str_format(request->arena, "%d", framework->levels_n);
    for (size_t i = 0; i < framework->dimensions_n; i++) {
        whole = str_format(request->arena, "%.*s\n%.*s %.*s", STR_ARG(whole), STR_ARG(framework->dimensions[i].id),
                           STR_ARG(framework->dimensions[i].name));
    }
    for (size_t i = 0; i < framework->criteria_n; i++) {
        whole = str_format(request->arena, "%.*s\n%.*s", STR_ARG(whole), STR_ARG(framework->criteria[i].id));
    }
    struct str digest = signature_digest(request->arena, whole);
    return str_format(request->arena, "matrix %.*s %s", STR_ARG(str_hex(request->arena, digest.s, digest.n)), form);
}

static enum fault must_use load_bands(struct request *request, const struct q_assessment_of *row,
                                      struct assessment_told *told)
{
    struct q_assessment_sharing_of sharing;
    struct q_assessment_bands *bands;
    size_t n;
    q_assessment_sharing_of_soon(request->db, row->member_id, told->edition);
    q_assessment_bands_soon(request->db, told->edition, row->member_id);
    enum fault fault = q_assessment_sharing_of(request->db, request->arena, row->member_id, told->edition, &sharing);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    TRY(q_assessment_bands(request->db, request->arena, told->edition, row->member_id, &bands, &n));
    told->shares = fault == OK && sharing.assessment_id == row->id;
    told->bands = bands;
    for (size_t i = 0; i < n && told->shares; i++) { /* who shares nothing compares with nobody */
        if (band_is_shown(&bands[i])) {
            told->bands[told->bands_n++] = bands[i];
        }
    }
    return OK;
}

struct band_shared assessment_shared(struct request *request, const struct q_assessment_of *row,
                                     const struct assessment_told *told)
{
    int *levels = arena_array(request->arena, int, told->framework->dimensions_n);
    for (size_t i = 0; i < told->now.sides_n; i++) {
        levels[told->now.sides[i].dimension] = told->now.sides[i].level;
    }
    return (struct band_shared){row->member_id, told->edition, row->id, levels, told->framework->dimensions_n};
}

const struct q_assessment_bands *assessment_band_of(const struct assessment_told *told, size_t dimension)
{
    for (size_t i = 0; i < told->bands_n; i++) {
        if (told->bands[i].dimension == (int64_t)dimension + 1) {
            return &told->bands[i];
        }
    }
    return NULL;
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
    told.adapts = ret_row->adapts;
    told.edition = edition_of(request, ret_row, &told);
    if (ret_row->closed_at.known) {
        TRY(load_bands(request, ret_row, &told));
    }
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
    size_t half = assessment_ask_max(told->framework);
    return told->adapts && n > half ? half : n;
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
