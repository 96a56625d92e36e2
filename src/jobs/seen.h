/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** seen: how many times a pair of numbers has stood in a file. Exact, 16 bytes a pair with half the slots free,
** at most
** SEEN_MAX pairs (all of FP7, H2020 and Horizon Europe together have 500,000 participations).
*/
#ifndef JOBS_SEEN_H
#define JOBS_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEEN_MAX 1000000u

struct seen;

struct seen *seen_new(void);
void seen_free(struct seen *seen);
void seen_reset(struct seen *seen);
/* Counts the pair and returns how often it has been seen now, from 1; 0 when there is no more room. Both are within
** 1..UINT32_MAX. */
uint32_t seen_add(struct seen *seen, uint32_t a, uint32_t b);

#endif
