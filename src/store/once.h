/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** once: what was answered to a form that acts, so that the same form sent again gets the same answer. http/act.h asks,
** within the transaction of the form.
*/
#ifndef STORE_ONCE_H
#define STORE_ONCE_H

#include "db/db.h"

/* Where the answer led; FAULT_NOT_FOUND: there was none; FAULT_CONFLICT: there was, to another `body`, the form as it
** was sent. */
enum fault must_use once_find(struct db *db, struct arena *arena, struct str token, struct str body,
                              struct str *ret_location);
/* FAULT_CONFLICT: it has one. */
enum fault must_use once_add(struct db *db, struct arena *arena, struct str token, struct str body,
                             struct str location, int64_t now);

#endif
