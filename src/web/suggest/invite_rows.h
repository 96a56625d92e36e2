/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** invite_rows: a table of cities to invite as it was pasted: city, country, key, reason. Pure: which city is meant is
** for others.
**
** Columns are separated as text/csv finds them, or copied from a spreadsheet (TAB). A first row that names the columns
** puts them in its order; without one they are city, country, key, reason. Country (a code, or its name in a language
** of Europe) and key may be empty. What does not fit stands with its row: one column, what, and how to mend it, in
** words of the catalogue.
*/
#ifndef WEB_SUGGEST_INVITE_ROWS_H
#define WEB_SUGGEST_INVITE_ROWS_H

#include "base/arena.h"
#include "base/str.h"
#include "base/ids.h"

#define INVITE_ROWS_MAX 200

struct invite_row {
    int64_t line;      /* of what was pasted, from 1 */
    struct str city;
    struct str country; /* ISO 3166-1 alpha-2, or "" */
    struct str lau_id;  /* of the keys one at most */
    struct str gss_code;
    struct maybe_int geonames_id;
    struct str reason;
    const char *where; /* the column that does not fit; NULL: all do */
    const char *what;
    const char *hint;
};

struct invite_rows {
    struct invite_row *items;
    size_t n;
    bool is_over; /* there were more than INVITE_ROWS_MAX: those behind are not read */
};

/* Rows are in the arena and borrow from `text`. */
void invite_rows_read(struct arena *arena, struct str text, struct invite_rows *ret_rows);

#endif
