/* SPDX-License-Identifier: AGPL-3.0-or-later
** driver: who drives. */
#include "domain/driver.h"

static bool is_here(const struct driver_post *post, int64_t now)
{
    return post->stands && post->away_until <= now;
}

enum driving driver_drives(const struct driver_post posts[PART__MAX], int64_t now)
{
    return is_here(&posts[PART_DRIVER], now)   ? DRIVING_DRIVER
           : is_here(&posts[PART_DEPUTY], now) ? DRIVING_DEPUTY
                                               : DRIVING_NOBODY;
}

enum driver_gap driver_gap(const struct driver_post posts[PART__MAX], int64_t now)
{
    return driver_drives(posts, now) == DRIVING_NOBODY ? GAP_NOBODY
           : !posts[PART_DRIVER].stands                ? GAP_NO_DRIVER
           : !posts[PART_DEPUTY].stands                ? GAP_NO_DEPUTY
                                                       : GAP_NONE;
}
