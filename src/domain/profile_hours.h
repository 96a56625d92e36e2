/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile_hours: what a city has promised to other cities, in hours a month, beside the hours that it said it has.
** Only what was said is counted: an exchange whose hours nobody said is unknown, not nothing. Pure.
*/
#ifndef DOMAIN_PROFILE_HOURS_H
#define DOMAIN_PROFILE_HOURS_H

#include <stdint.h>

#include "base/ids.h"

struct hours_now {
    int64_t agreed;        /* exchanges and clusters that both cities named as next */
    int64_t said;          /* of these, how many with hours */
    int64_t promised;      /* their sum, a month */
    struct maybe_int has;  /* what the city said it has, a month */
};

enum hours_verdict {
    HOURS_NONE,    /* nothing was agreed: there is nothing to count */
    HOURS_UNSAID,  /* agreed, and of none it was said what it takes */
    HOURS_UNKNOWN, /* promised, and needs the hours that the city has */
    HOURS_FIT,
    HOURS_MORE,    /* more is promised than the city has */
};

enum hours_verdict hours_judge(const struct hours_now *now);

#endif
