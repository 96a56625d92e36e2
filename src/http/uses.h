/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** uses: which sessions were used since the last time that was written down. A GET never writes: it is done later,
** several at once (worker_note). Bounded by USES_MAX: what finds no room is asked for again by the next request.
*/
#ifndef HTTP_USES_H
#define HTTP_USES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

struct uses {
    int64_t items[USES_MAX];
    size_t n;
    int64_t since_ms; /* the first of them */
};

/* 0 is none. */
void uses_add(struct uses *uses, int64_t use, int64_t now_ms);
/* Whether it is time to write them down. */
bool uses_are_due(const struct uses *uses, int64_t now_ms);

#endif
