/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** again: a write that was BUSY is begun anew, a bounded number of times.
**
** FAULT_BUSY says that another writer, or a statement that took too long, was in the way and that nothing was kept. A
** transaction that touches nothing but the database can then be done from its beginning:
**
**     struct again again = {0};
**     do {
**         fault = save(db, ...);      the whole transaction: db_begin ... db_end
**     } while (again_due(&again, fault));
**
** Another writer is waited for within each db_begin (DB_BUSY_MS_MAX), and between two tries there is a pause, a little
** longer each time: under two seconds in all, then BUSY is the answer. It sleeps, so it is for commands and jobs;
** who serves others from one loop asks again_pause_ms and goes on with its work meanwhile.
*/
#ifndef DB_AGAIN_H
#define DB_AGAIN_H

#include <stdbool.h>

#include "base/fault.h"

struct again {
    int tries; /* that were BUSY */
};

/* True after a pause, when `fault` is BUSY and another try is allowed. */
bool again_due(struct again *again, enum fault fault);
/* Counts a try that was BUSY: milliseconds until the next one, -1 when there is none. */
int again_pause_ms(struct again *again);

#endif
