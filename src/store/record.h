/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** record: the record of processing activities (GDPR, Article 30): what is kept about people, as the comments of the
** schema say it, with why, on what ground, for how long, and what becomes of it. Pure: from the program, no database.
** Who is responsible, and to whom they can be written, are settings; they belong above it.
*/
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "db/notes.h"
#include "store/personal.h"

struct record_row {
    const struct personal_table *table;
    struct str says;                      /* of the table, from the schema */
    struct note columns[NOTES_COLUMNS_MAX]; /* those about people, with what the schema says of each; "" nothing */
    size_t n;
};

/* The i-th of personal_tables. */
void record_get(struct arena *arena, size_t i, struct record_row *ret_row);

#endif
