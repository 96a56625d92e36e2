/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_stage: a table, and the days. */
#include "domain/programme_stage.h"

#include "base/check.h"

static const struct {
    struct str word;
    bool ends;
    bool after[PROGRAMME_STAGE__MAX]; /* may follow these; days among themselves are counted below */
} stages[PROGRAMME_STAGE__MAX] = {
    [PROGRAMME_DRAFT] = {S_INIT("draft"), false, {0}},
    [PROGRAMME_SURVEY_OPEN] = {S_INIT("survey_open"), false, {[PROGRAMME_DRAFT] = true}},
    [PROGRAMME_SURVEY_CLOSED] = {S_INIT("survey_closed"), false, {[PROGRAMME_SURVEY_OPEN] = true}},
    [PROGRAMME_DAY] = {S_INIT("day"), false,
                       {[PROGRAMME_DRAFT] = true, [PROGRAMME_SURVEY_CLOSED] = true, [PROGRAMME_DAY] = true}},
    [PROGRAMME_WRAP_UP] = {S_INIT("wrap_up"), false, {[PROGRAMME_DAY] = true}},
    [PROGRAMME_FOLLOW_UP] = {S_INIT("follow_up"), true, {[PROGRAMME_WRAP_UP] = true}},
    [PROGRAMME_CALLED_OFF] = {S_INIT("called_off"), true,
                              {[PROGRAMME_DRAFT] = true, [PROGRAMME_SURVEY_OPEN] = true,
                               [PROGRAMME_SURVEY_CLOSED] = true}},
};

struct str programme_stage_word(enum programme_stage stage)
{
    return stages[stage].word;
}

bool programme_stage_parse(struct str word, enum programme_stage *ret_stage)
{
    for (enum programme_stage stage = 0; stage < PROGRAMME_STAGE__MAX; stage++) {
        if (str_eq(word, stages[stage].word)) {
            *ret_stage = stage;
            return true;
        }
    }
    return false;
}

bool programme_stage_is_end(enum programme_stage stage)
{
    return stages[stage].ends;
}

bool programme_may_follow(struct programme_at before, struct programme_at next, int days)
{
    check(days >= 1);
    if (!stages[next.stage].after[before.stage]) {
        return false;
    }
    if (next.stage == PROGRAMME_DAY) {
        return next.day == (before.stage == PROGRAMME_DAY ? before.day + 1 : 1) && next.day <= days;
    }
    /* Days that were taken out of the agenda while it was held are over as well. */
    return next.day == 0 && (next.stage != PROGRAMME_WRAP_UP || before.day >= days);
}

bool programme_usual(struct programme_at now, int days, struct programme_at *ret_next)
{
    static const enum programme_stage usual[PROGRAMME_STAGE__MAX] = {
        [PROGRAMME_DRAFT] = PROGRAMME_SURVEY_OPEN, [PROGRAMME_SURVEY_OPEN] = PROGRAMME_SURVEY_CLOSED,
        [PROGRAMME_SURVEY_CLOSED] = PROGRAMME_DAY, [PROGRAMME_DAY] = PROGRAMME_WRAP_UP,
        [PROGRAMME_WRAP_UP] = PROGRAMME_FOLLOW_UP};
    check(days >= 1);
    if (stages[now.stage].ends) {
        return false;
    }
    struct programme_at next = {usual[now.stage], 0};
    if (next.stage == PROGRAMME_DAY) {
        next.day = 1;
    } else if (now.stage == PROGRAMME_DAY && now.day < days) {
        next = (struct programme_at){PROGRAMME_DAY, now.day + 1};
    }
    *ret_next = next;
    return true;
}

bool programme_may_undo(size_t n)
{
    return n > 1;
}

bool programme_stage_by_survey(enum programme_stage stage)
{
    return stage == PROGRAMME_SURVEY_OPEN || stage == PROGRAMME_SURVEY_CLOSED;
}

bool programme_has_begun(enum programme_stage stage)
{
    return stage == PROGRAMME_DAY || stage == PROGRAMME_WRAP_UP || stage == PROGRAMME_FOLLOW_UP;
}
