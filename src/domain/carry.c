/* SPDX-License-Identifier: AGPL-3.0-or-later
** carry: a row that stands in two places. */
#include "domain/carry.h"

#include "base/check.h"
#include "base/scan.h"

static bool same(const struct str *a, const struct str *b, const struct carry_row_at *row)
{
    for (size_t i = row->keys; i < row->n; i++) {
        if (!str_eq(a[i], b[i])) {
            return false;
        }
    }
    return true;
}

static void take_all(const struct carry_row_at *row, struct carry_outcome *outcome)
{
    outcome->deed = CARRY_PUT;
    for (size_t i = 0; i < row->n; i++) {
        outcome->from_there[i] = true;
    }
}

static struct carry_outcome when_removed(const struct carry_row_at *row)
{
    struct carry_outcome outcome = {0};
    bool was = row->was != NULL;
    if (row->there == NULL && row->here != NULL && was) {
        outcome.is_kept = !same(row->here, row->was, row);
        outcome.deed = outcome.is_kept ? CARRY_LEAVE : CARRY_REMOVE;
    } else if (row->there != NULL && row->here == NULL && !(was && same(row->there, row->was, row))) {
        outcome.is_back = was;
        take_all(row, &outcome);
    }
    return outcome;
}

static bool number(struct str mark, int64_t *ret_number)
{
    return mark.n > 1 && parse_int(str_sub(mark, 1, mark.n), INT64_MIN, INT64_MAX, ret_number);
}

/* The row with more changes; the count is the last column. */
static struct carry_outcome the_newer(const struct carry_row_at *row)
{
    struct carry_outcome outcome = {0};
    int64_t here = 0;
    int64_t there = 0;
    if (number(row->here[row->n - 1], &here) && number(row->there[row->n - 1], &there) && there > here) {
        take_all(row, &outcome);
    }
    return outcome;
}

/* A sum is put by whoever can add; here it is only said whether there is something to add. */
static struct carry_outcome the_sum(const struct carry_row_at *row)
{
    struct carry_outcome outcome = {0};
    size_t last = row->n - 1;
    bool is_new = row->was == NULL || !str_eq(row->there[last], row->was[last]);
    if (is_new) {
        outcome.deed = CARRY_PUT;
        outcome.from_there[last] = true;
    }
    return outcome;
}

static struct carry_outcome by_column(const struct carry_row_at *row)
{
    struct carry_outcome outcome = {0};
    for (size_t i = row->keys; i < row->n; i++) {
        if (str_eq(row->here[i], row->there[i])) {
            continue;
        }
        bool here_is_old = row->was != NULL && str_eq(row->here[i], row->was[i]);
        bool there_is_old = row->was != NULL && str_eq(row->there[i], row->was[i]);
        if (here_is_old) {
            outcome.from_there[i] = true;
            outcome.deed = CARRY_PUT;
        } else if (!there_is_old) {
            outcome.differ++;
        }
    }
    return outcome;
}

/* One column that differs, and the row stays as it is here. */
static struct carry_outcome the_whole(const struct carry_row_at *row)
{
    struct carry_outcome outcome = {0};
    if (same(row->here, row->there, row) || (row->was != NULL && same(row->there, row->was, row))) {
        return outcome;
    }
    if (row->was != NULL && same(row->here, row->was, row)) {
        take_all(row, &outcome);
    } else {
        outcome.differ = 1;
    }
    return outcome;
}

struct carry_outcome carry_merge(const struct carry_row_at *row)
{
    check(row->n <= CARRY_COLUMNS_MAX && row->keys <= row->n && row->keys > 0);
    if (row->here == NULL || row->there == NULL) {
        return when_removed(row);
    }
    switch (row->how) {
    case CARRY_WHOLE:
        return the_whole(row);
    case CARRY_NEWER:
        return the_newer(row);
    case CARRY_SUM:
        return the_sum(row);
    case CARRY_BY_COLUMN:
        break;
    }
    return by_column(row);
}
