/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** carry: a row that stands in two places, here and there, and how it stood when they parted (a three-way merge, by
** column). A leadership programme is carried to a room without internet and home again (store/carry.h), and both may
** have changed meanwhile.
**
** What stood is kept as marks only: a number as it is, of a text enough to see that it is another one.
*/
#ifndef DOMAIN_CARRY_H
#define DOMAIN_CARRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define CARRY_COLUMNS_MAX 32u /* of one row */

enum carry_how {
    CARRY_BY_COLUMN, /* each column is its own */
    CARRY_WHOLE,     /* its columns belong together: all of here, or all of there */
    CARRY_NEWER,     /* the last column counts changes: the row with more of them */
    CARRY_SUM,       /* the last column is a number that both raise */
};

/* Marks of a row's columns, its keys first; NULL: there is, or was, no such row. */
struct carry_row_at {
    const struct str *was;
    const struct str *here;
    const struct str *there;
    size_t keys;
    size_t n;
    enum carry_how how;
};

enum carry_deed { CARRY_LEAVE, CARRY_PUT, CARRY_REMOVE };

struct carry_outcome {
    enum carry_deed deed;
    bool from_there[CARRY_COLUMNS_MAX]; /* of CARRY_PUT: the column is as it is there */
    size_t differ;                      /* columns that both changed, each otherwise: what stands here stays */
    bool is_back;                       /* it was removed here and changed there: it is put back */
    bool is_kept;                       /* it was removed there and changed here: it stays */
};

/* Removed on one side and unchanged on the other: it goes. New on one side: it comes. Without `was`, what stands on
** both sides and differs stays as here. Twice the same: nothing to do the second time. */
struct carry_outcome carry_merge(const struct carry_row_at *row);

#endif
