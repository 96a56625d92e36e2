/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_row: the clauses of a rule as short rows, such as a form has them, and back. Pure.
**
** Rows are conditions that always hold, then those of each way of applying, of which one is enough. A row with FUND_OR
** is enough in place of the one before it; of one city where both ask the same cities ("every city: the country is
** Ukraine, or it has codes"). What rows say is what the tree says that fund_rows_clause makes of them; a tree that
** is not of this form has no rows (fund_rows_of), and is changed as text only.
*/
#ifndef DOMAIN_FUND_ROW_H
#define DOMAIN_FUND_ROW_H

#include "domain/fund_rule.h"

#define FUND_ROWS_MAX 40 /* the largest of ours has 9 */

/* FUND_ALWAYS, or a way: one city, two and more, two and more that are one legal body. */
enum fund_way { FUND_ALWAYS, FUND_SINGLE, FUND_GROUP, FUND_AGGLOMERATION, FUND_WAYS };
enum fund_goes { FUND_NEEDED, FUND_OR, FUND_USUAL /* what the source calls typical */, FUND_GOES };
enum fund_of { FUND_TOGETHER, FUND_OF_EVERY, FUND_OF_SOME, FUND_OF_LEAD, FUND_OFS };

struct fund_row {
    enum fund_way way;
    enum fund_goes goes;
    enum fund_of of;
    enum fund_subject subject; /* FUND_SHARE: of the people who live in cities of degree of urbanisation 1 or 2 */
    enum fund_compare compare;
    const struct fund_value *values; /* one, or with FUND_IN some */
    size_t values_n;
};

struct fund_rows {
    struct fund_row items[FUND_ROWS_MAX];
    size_t n;
};

/* The word of a way in rules: "single"; "" for FUND_ALWAYS. */
struct str fund_way_word(enum fund_way way);

/* clause NULL: no rows. False: it is not of this form; *ret_rows is then undefined. */
bool fund_rows_of(struct arena *arena, const struct fund_clause *clause, struct fund_rows *ret_rows);
/* NULL: there are none. Rows of a way stand together in the tree, wherever they stand here. */
const struct fund_clause *fund_rows_clause(struct arena *arena, const struct fund_rows *rows);
/* Puts a row behind those of its way, or in the place of the i-th (SIZE_MAX: none). False: there is no room. */
bool fund_rows_put(struct fund_rows *rows, size_t i, const struct fund_row *row);
void fund_rows_remove(struct fund_rows *rows, size_t i);
/* Whether the i-th row says "or" and no row of its way stands before it. */
bool fund_row_hangs(const struct fund_rows *rows, size_t i);

#endif
