/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** notes: what the comments of the migrations say of a table and of its columns, for the record of what is kept.
**
** Read from the migrations that are in the program, not from a database: the lines of comment above `create table`,
** those behind a column (and the lines below it that are nothing but a comment), and behind `alter table ... add
** column`. Pure; the texts are in the arena.
*/
#ifndef DB_NOTES_H
#define DB_NOTES_H

#include "base/arena.h"
#include "base/str.h"

#define NOTES_COLUMNS_MAX 60

struct note {
    struct str column;
    struct str says; /* "" nothing */
};

struct notes {
    struct str says; /* of the table */
    struct note columns[NOTES_COLUMNS_MAX]; /* in the order of the migrations */
    size_t n;
};

/* Of a table of main. False: no migration makes it. */
bool notes_of_table(struct arena *arena, struct str table, struct notes *ret_notes);
/* The i-th table of main, in the order of the migrations; no text past the last. */
struct str notes_table_nth(struct arena *arena, size_t i);

#endif
