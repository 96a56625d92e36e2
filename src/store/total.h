/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** total: one of the counts that an import keeps, by its name, from the rows of q_total_list; 0 when there is none.
*/
#ifndef STORE_TOTAL_H
#define STORE_TOTAL_H

#include "store/source.sql.h"

int64_t total_of(const struct q_total_list *totals, size_t n, struct str name);

#endif
