/* SPDX-License-Identifier: AGPL-3.0-or-later
** aims: when a leadership programme asks about its aims. */
#include "domain/aims.h"

#include "domain/rating.h"

_Static_assert(AIMS_LEVELS == RATING_LEVELS_MAX, "any framework's levels have room");

static const struct {
    struct str kind, word;
    int days; /* after its last day; 0: whoever runs it says when */
} times[AIMS_WHEN__MAX] = {
    [AIMS_BEFORE] = {S_INIT("aims_before"), S_INIT("before"), 0},
    [AIMS_END] = {S_INIT("aims_end"), S_INIT("end"), 0},
    [AIMS_90] = {S_INIT("aims_90"), S_INIT("90"), 90},
    [AIMS_YEAR] = {S_INIT("aims_year"), S_INIT("year"), 365},
};

struct str aims_kind(enum aims_when when)
{
    return times[when].kind;
}

struct str aims_word(enum aims_when when)
{
    return times[when].word;
}

bool aims_parse(struct str word, enum aims_when *ret_when)
{
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        if (str_eq(times[when].word, word)) {
            *ret_when = when;
            return true;
        }
    }
    return false;
}

bool aims_kind_parse(struct str kind, enum aims_when *ret_when)
{
    for (enum aims_when when = 0; when < AIMS_WHEN__MAX; when++) {
        if (str_eq(times[when].kind, kind)) {
            *ret_when = when;
            return true;
        }
    }
    return false;
}

struct date aims_due(enum aims_when when, struct date ends_on)
{
    return times[when].days == 0 ? DATE_NONE : (struct date){ends_on.days + times[when].days};
}

bool aims_may_ask(enum aims_when when, const struct aims_of *of, struct date today)
{
    enum programme_stage stage = of->at.stage;
    bool is_over = stage == PROGRAMME_WRAP_UP || stage == PROGRAMME_FOLLOW_UP;
    if (when == AIMS_BEFORE) {
        return stage != PROGRAMME_CALLED_OFF && !programme_has_begun(stage) && today.days <= of->begins_on.days;
    }
    if (!is_over && !(stage == PROGRAMME_DAY && today.days >= of->ends_on.days)) {
        return false;
    }
    int32_t due = when == AIMS_END ? of->ends_on.days : aims_due(when, of->ends_on).days;
    return (when == AIMS_END || today.days >= due) && today.days < due + AIMS_LATE_DAYS;
}

bool aims_is_over(enum aims_when when, const struct aims_of *of, struct date opened_on, struct date today)
{
    return when == AIMS_BEFORE ? programme_has_begun(of->at.stage) || today.days > of->begins_on.days
                               : today.days >= opened_on.days + AIMS_OPEN_DAYS;
}

bool aims_told(int64_t n, int64_t of)
{
    int64_t rest = of - n;
    return of >= SURVEY_SMALL && (n == 0 || n >= SURVEY_SMALL) && (rest == 0 || rest >= SURVEY_SMALL);
}

bool aims_median(const struct survey_totals *totals, struct str code, int64_t *ret_micro, int64_t *ret_n)
{
    *ret_n = survey_total_of(totals, code, S(""), S(""));
    return *ret_n >= SURVEY_SMALL && survey_median(totals, code, S(""), ret_micro);
}

int aims_spread(const size_t (*counts)[AIMS_LEVELS + 1], size_t n, size_t *ret_criteria)
{
    int64_t sum = 0;
    size_t told = 0;
    for (size_t i = 0; i < n; i++) {
        size_t all = 0, below = 0;
        int64_t apart = 0;
        int middle = 0;
        for (int level = 1; level <= AIMS_LEVELS; level++) {
            all += counts[i][level];
        }
        if (all < SURVEY_SMALL) {
            continue;
        }
        for (int level = 1; middle == 0; level++) {
            below += counts[i][level];
            middle = 2 * below >= all ? level : 0;
        }
        for (int level = 1; level <= AIMS_LEVELS; level++) {
            apart += (int64_t)counts[i][level] * (level > middle ? level - middle : middle - level);
        }
        sum += apart * 100 / (int64_t)all;
        told++;
    }
    *ret_criteria = told;
    return told == 0 ? -1 : (int)((sum + (int64_t)told / 2) / (int64_t)told);
}

struct aims_deeds aims_deeds(const struct aims_deed *rows, size_t n, struct date today)
{
    struct aims_deeds deeds = {0};
    bool has_begun = false;
    for (size_t i = 0; i < n; i++) {
        bool is_first = i == 0 || rows[i].decision != rows[i - 1].decision;
        bool goes_on = rows[i].has_action && !rows[i].is_dropped;
        deeds.decisions += is_first;
        has_begun = has_begun && !is_first;
        deeds.begun += goes_on && !has_begun;
        has_begun = has_begun || goes_on;
        if (rows[i].has_action && rows[i].first_on.days < today.days) {
            bool is_done = !date_is_none(rows[i].done_on);
            deeds.due++;
            deeds.in_time += is_done && rows[i].done_on.days <= rows[i].first_on.days;
            deeds.later += is_done && rows[i].done_on.days > rows[i].first_on.days;
        }
    }
    return deeds;
}
