/* SPDX-License-Identifier: AGPL-3.0-or-later
** uses: sessions that were used. */
#include "http/uses.h"

void uses_add(struct uses *uses, int64_t use, int64_t now_ms)
{
    bool known = use == 0 || uses->n == USES_MAX;
    for (size_t i = 0; i < uses->n; i++) {
        known |= uses->items[i] == use;
    }
    if (!known) {
        uses->since_ms = uses->n > 0 ? uses->since_ms : now_ms;
        uses->items[uses->n++] = use;
    }
}

bool uses_are_due(const struct uses *uses, int64_t now_ms)
{
    return uses->n == USES_MAX || (uses->n > 0 && now_ms - uses->since_ms >= USES_MS);
}
