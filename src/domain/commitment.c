/* SPDX-License-Identifier: AGPL-3.0-or-later
** commitment: until when it holds. */
#include "domain/commitment.h"

#include "base/date.h"

#define DAY_S 86400

enum commitment_state commitment_judge(int64_t ends_at, int64_t now)
{
    if (ends_at == 0) {
        return COMMITMENT_NONE;
    }
    return ends_at <= now                       ? COMMITMENT_ENDED
           : ends_at <= now + COMMITMENT_SOON_S ? COMMITMENT_ENDS_SOON
                                                : COMMITMENT_HOLDS;
}

int64_t commitment_ends(int64_t signed_at, int years)
{
    int year, month, day;
    date_split((struct date){(int32_t)(signed_at / DAY_S)}, &year, &month, &day);
    struct date same = date_of(year + years, month, day);
    return (int64_t)(date_is_none(same) ? date_of(year + years, month, day - 1) : same).days * DAY_S;
}
