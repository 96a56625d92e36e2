/* SPDX-License-Identifier: AGPL-3.0-or-later
** total: a handful of rows, looked through. */
#include "store/total.h"

int64_t total_of(const struct q_total_list *totals, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(totals[i].name, name)) {
            return totals[i].value;
        }
    }
    return 0;
}
