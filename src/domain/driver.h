/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** driver: who drives the network just now: its driver, else the deputy, else nobody. Who is named counts only while
** they are a coordinator, and does not drive while they are away. Pure.
*/
#ifndef DOMAIN_DRIVER_H
#define DOMAIN_DRIVER_H

#include <stdbool.h>
#include <stdint.h>

enum driver_part { PART_DRIVER, PART_DEPUTY, PART__MAX };
enum driving { DRIVING_NOBODY, DRIVING_DRIVER, DRIVING_DEPUTY };
/* What is to be done about it; the first that applies. */
enum driver_gap { GAP_NONE, GAP_NOBODY, GAP_NO_DRIVER, GAP_NO_DEPUTY };

struct driver_post {
    bool stands;        /* somebody is named, and counts */
    int64_t away_until; /* instant; 0: not away */
};

enum driving driver_drives(const struct driver_post posts[PART__MAX], int64_t now);
/* GAP_NOBODY also while both are away. Somebody who is away is no gap as long as the other one is there. */
enum driver_gap driver_gap(const struct driver_post posts[PART__MAX], int64_t now);

#endif
