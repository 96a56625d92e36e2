/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile_hours: promised beside what there is. */
#include "domain/profile_hours.h"

enum hours_verdict hours_judge(const struct hours_now *now)
{
    if (now->agreed == 0) {
        return HOURS_NONE;
    }
    if (now->said == 0) {
        return HOURS_UNSAID;
    }
    return !now->has.known ? HOURS_UNKNOWN : now->promised > now->has.v ? HOURS_MORE : HOURS_FIT;
}
