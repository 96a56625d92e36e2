/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** participant_rows: a table of people who take part, as it was pasted: name, organisation, sector, role, mail,
** language. Pure: who is on the list already is for others.
**
** Columns are separated as text/csv finds them, or copied from a spreadsheet (TAB). A first row that names the columns
** (in English or German) puts them in its order; without one they are in the order above. All but the name may be
** empty. What does not fit stands with its row: one column, what, and how to mend it, in words of the catalogue.
*/
#ifndef WEB_PROGRAMME_PARTICIPANT_ROWS_H
#define WEB_PROGRAMME_PARTICIPANT_ROWS_H

#include "base/arena.h"
#include "base/str.h"

#define PARTICIPANT_ROWS_MAX 200

struct participant_pasted {
    int64_t line; /* of what was pasted, from 1 */
    struct str name;
    struct str organisation;
    struct str sector;   /* of the column; "" not said */
    struct str role;
    struct str mail;     /* "" none */
    struct str language; /* "en", "de"; "" not said */
    const char *where;   /* the column that does not fit; NULL: all do */
    const char *what;
    const char *hint;
};

struct participant_rows {
    struct participant_pasted *items;
    size_t n;
    bool is_over; /* there were more than PARTICIPANT_ROWS_MAX: those behind are not read */
};

/* Rows are in the arena and borrow from `text`. */
void participant_rows_read(struct arena *arena, struct str text, struct participant_rows *ret_rows);

#endif
