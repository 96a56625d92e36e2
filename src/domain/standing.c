/* SPDX-License-Identifier: AGPL-3.0-or-later
** standing: the steps of a member city. */
#include "domain/standing.h"

static const struct {
    struct str word;
    enum standing makes;
    bool from[3]; /* by standing */
} steps[CITY_STEP__MAX] = {
    [STEP_JOINED] = {S_INIT("joined"), STANDING_MEMBER, {[STANDING_LEFT] = true}},
    [STEP_PAUSED] = {S_INIT("paused"), STANDING_PAUSED, {[STANDING_MEMBER] = true}},
    [STEP_BACK] = {S_INIT("back"), STANDING_MEMBER, {[STANDING_PAUSED] = true}},
    [STEP_LEFT] = {S_INIT("left"), STANDING_LEFT, {[STANDING_MEMBER] = true, [STANDING_PAUSED] = true}},
};

struct str city_step_word(enum city_step step)
{
    return steps[step].word;
}

bool city_step_parse(struct str word, enum city_step *ret_step)
{
    for (enum city_step step = 0; step < CITY_STEP__MAX; step++) {
        if (str_eq(word, steps[step].word)) {
            *ret_step = step;
            return true;
        }
    }
    return false;
}

enum standing standing_after(enum city_step last)
{
    return steps[last].makes;
}

bool standing_allows(enum standing standing, enum city_step next)
{
    return steps[next].from[standing];
}

bool standing_allows_own(enum standing standing, bool set_by_network, enum city_step next)
{
    bool theirs = next != STEP_JOINED && !(next == STEP_BACK && set_by_network);
    return theirs && standing_allows(standing, next);
}
