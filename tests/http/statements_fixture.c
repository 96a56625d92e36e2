/* SPDX-License-Identifier: AGPL-3.0-or-later
** statements_fixture: no page of the server under test asks the database. */
#include "db/db.h"

const struct statement *const statements[] = {NULL};
const size_t statements_count = 0;
