/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** kept_network: a network for tests of backups: rows with values at their ends, of every kind, in both sets, and the
** sums by which two of them are compared.
*/
#ifndef TESTS_STORE_KEPT_NETWORK_H
#define TESTS_STORE_KEPT_NETWORK_H

#include "jobs/transfer.h"
#include "scratch.h"

/* Into a migrated database: 4 rows that people gave, 2,000 of evidence, which becomes generation 2. */
void kept_network_fill(struct scratch *scratch);
/* One row more, in a transaction of its own. */
void kept_setting_add(struct scratch *scratch, struct str name, struct str value);
/* Of every table of a database, main before evidence. */
struct transfer_sums kept_sums(struct scratch *scratch, struct str url);
void assert_same_sums(const struct transfer_sums *a, const struct transfer_sums *b);

#endif
