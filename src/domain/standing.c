/* SPDX-License-Identifier: AGPL-3.0-or-later
** standing: the steps of a member city. */
#include "domain/standing.h"

static const struct {
    struct str word;
    enum standing makes;
    bool from[3]; /* by standing; none: a step of leading */
    bool leading_from[4]; /* by leading */
    bool city, network;   /* who may take it, of leading */
} steps[CITY_STEP__MAX] = {
    [STEP_JOINED] = {S_INIT("joined"), STANDING_MEMBER, {[STANDING_LEFT] = true}, {0}, false, false},
    [STEP_PAUSED] = {S_INIT("paused"), STANDING_PAUSED, {[STANDING_MEMBER] = true}, {0}, false, false},
    [STEP_BACK] = {S_INIT("back"), STANDING_MEMBER, {[STANDING_PAUSED] = true}, {0}, false, false},
    [STEP_LEFT] = {S_INIT("left"), STANDING_LEFT, {[STANDING_MEMBER] = true, [STANDING_PAUSED] = true}, {0}, false,
                   false},
    [STEP_LEAD_ASKED] = {S_INIT("lead-asked"), STANDING_MEMBER, {0}, {[LEADING_NOT] = true}, true, true},
    [STEP_LEADS] = {S_INIT("leads"), STANDING_MEMBER, {0}, {[LEADING_ASKED] = true}, true, false},
    [STEP_LEAD_NO] = {S_INIT("lead-no"), STANDING_MEMBER, {0}, {[LEADING_ASKED] = true}, true, true},
    [STEP_LEAD_ENDED] = {S_INIT("lead-ended"), STANDING_MEMBER, {0}, {[LEADING_LEADS] = true, [LEADING_CHAIR] = true},
                         true, true},
    [STEP_CHAIR] = {S_INIT("chair"), STANDING_MEMBER, {0}, {[LEADING_LEADS] = true}, false, true},
    [STEP_CHAIR_ENDED] = {S_INIT("chair-ended"), STANDING_MEMBER, {0}, {[LEADING_CHAIR] = true}, true, true},
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

/* ---- leading */

bool city_step_is_leading(enum city_step step)
{
    return step >= STEP_LEAD_ASKED;
}

enum leading leading_after(enum city_step last, int64_t at, int64_t until, int64_t now)
{
    switch (last) {
    case STEP_LEAD_ASKED: return at + LEAD_ASKED_S > now ? LEADING_ASKED : LEADING_NOT;
    case STEP_LEADS:
    case STEP_CHAIR_ENDED: return until > now ? LEADING_LEADS : LEADING_NOT;
    case STEP_CHAIR: return until > now ? LEADING_CHAIR : LEADING_NOT;
    default: return LEADING_NOT;
    }
}

bool leading_allows(enum standing standing, enum leading leading, bool own, enum city_step next)
{
    return standing == STANDING_MEMBER && steps[next].leading_from[leading] &&
           (own ? steps[next].city : steps[next].network);
}
