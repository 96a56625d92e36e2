/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_row: a tree of clauses taken apart into rows, and put together again. */
#include "domain/fund_row.h"

#include "base/check.h"

struct str fund_way_word(enum fund_way way)
{
    static const struct str words[FUND_WAYS] = {
        [FUND_ALWAYS] = S_INIT(""), [FUND_SINGLE] = S_INIT("single"), [FUND_GROUP] = S_INIT("group"),
        [FUND_AGGLOMERATION] = S_INIT("agglomeration")};
    check(way < FUND_WAYS);
    return words[way];
}

/* ---- from a tree */

static enum fund_of of_op(enum fund_op op)
{
    return op == FUND_EVERY ? FUND_OF_EVERY : op == FUND_SOME ? FUND_OF_SOME : op == FUND_LEAD ? FUND_OF_LEAD
                                                                                               : FUND_TOGETHER;
}

static bool is_number(const struct fund_clause *clause, enum fund_subject subject, enum fund_compare compare,
                      int64_t number)
{
    return clause->op == FUND_COMPARE && clause->subject == subject && clause->compare == compare &&
           clause->where == NULL && clause->values[0].number == number;
}

/* When one applies so, as fund_rows_clause writes it. */
static bool is_when(const struct fund_clause *when, enum fund_way way)
{
    if (way == FUND_SINGLE) {
        return is_number(when, FUND_CITIES, FUND_EQ, 1);
    }
    if (way == FUND_GROUP) {
        return is_number(when, FUND_CITIES, FUND_GTE, 2);
    }
    return when->op == FUND_ALL && when->n == 2 && is_number(&when->items[0], FUND_CITIES, FUND_GTE, 2) &&
           is_number(&when->items[1], FUND_LEGAL_BODY, FUND_EQ, 1);
}

static bool is_urban(const struct fund_clause *where)
{
    return where->op == FUND_COMPARE && where->subject == FUND_DEGURBA && where->compare == FUND_IN &&
           where->values_n == 2 && where->values[0].number == 1 && where->values[1].number == 2;
}

/* The opposite of a comparison; false: no comparison is. */
static bool turn(struct arena *arena, struct fund_row *row)
{
    static const enum fund_compare turned[] = {
        [FUND_EQ] = FUND_NE, [FUND_NE] = FUND_EQ, [FUND_LT] = FUND_GTE, [FUND_LTE] = FUND_GT,
        [FUND_GT] = FUND_LTE, [FUND_GTE] = FUND_LT, [FUND_IN] = FUND_NE,
    };
    if (row->values_n != 1) {
        return false;
    }
    if (fund_subject_type(row->subject) == FUND_YES_NO) {
        struct fund_value *value = arena_new(arena, struct fund_value);
        *value = fund_number(!row->values[0].number);
        row->values = value;
        return true;
    }
    row->compare = turned[row->compare];
    return true;
}

static bool add_leaf(struct arena *arena, struct fund_rows *rows, struct fund_row row, const struct fund_clause *leaf)
{
    bool turned = leaf->op == FUND_NOT;
    leaf = turned ? &leaf->items[0] : leaf;
    bool share = leaf->op == FUND_COMPARE && leaf->subject == FUND_SHARE;
    if (leaf->op != FUND_COMPARE || rows->n == FUND_ROWS_MAX || (leaf->where != NULL) != share ||
        (share && !is_urban(leaf->where))) {
        return false;
    }
    row.subject = leaf->subject;
    row.compare = leaf->compare;
    row.values = leaf->values;
    row.values_n = leaf->values_n;
    if (turned && !turn(arena, &row)) {
        return false;
    }
    rows->items[rows->n++] = row;
    return true;
}

/* A comparison, or some of which one is enough, of the cities that `row` says. */
static bool add_leaves(struct arena *arena, struct fund_rows *rows, struct fund_row row,
                       const struct fund_clause *clause)
{
    if (clause->op != FUND_ANY) {
        return add_leaf(arena, rows, row, clause);
    }
    for (size_t i = 0; i < clause->n; i++) {
        if (!add_leaf(arena, rows, row, &clause->items[i])) {
            return false;
        }
        row.goes = FUND_OR;
    }
    return true;
}

/* One part of a condition: of all together, or of cities. */
static bool add_part(struct arena *arena, struct fund_rows *rows, struct fund_row row, const struct fund_clause *clause)
{
    row.of = of_op(clause->op);
    return row.of == FUND_TOGETHER ? add_leaf(arena, rows, row, clause)
                                   : add_leaves(arena, rows, row, &clause->items[0]);
}

static bool add_condition(struct arena *arena, struct fund_rows *rows, enum fund_way way,
                          const struct fund_clause *clause)
{
    struct fund_row row = {.way = way, .goes = clause->op == FUND_USUALLY ? FUND_USUAL : FUND_NEEDED};
    clause = clause->op == FUND_USUALLY ? &clause->items[0] : clause;
    if (clause->op != FUND_ANY) {
        return add_part(arena, rows, row, clause);
    }
    for (size_t i = 0; i < clause->n; i++) { /* two parts that ask the same cities would become one */
        enum fund_of of = of_op(clause->items[i].op);
        bool joins = i > 0 && of != FUND_TOGETHER && of == of_op(clause->items[i - 1].op);
        if (joins || !add_part(arena, rows, row, &clause->items[i])) {
            return false;
        }
        row.goes = FUND_OR;
    }
    return true;
}

static bool add_way(struct arena *arena, struct fund_rows *rows, const struct fund_clause *clause)
{
    enum fund_way way = FUND_SINGLE;
    while (way < FUND_WAYS && !str_eq(fund_way_word(way), clause->as)) {
        way++;
    }
    if (way == FUND_WAYS || !is_when(&clause->items[0], way)) {
        return false;
    }
    const struct fund_clause *then = &clause->items[1];
    bool fits = true;
    for (size_t i = 0; fits && i < (then->op == FUND_ALL ? then->n : 1); i++) {
        fits = add_condition(arena, rows, way, then->op == FUND_ALL ? &then->items[i] : then);
    }
    return fits;
}

static bool is_ways(const struct fund_clause *clause)
{
    bool ways = clause->op == FUND_ANY && clause->n > 0;
    for (size_t i = 0; ways && i < clause->n; i++) {
        ways = clause->items[i].op == FUND_AS;
    }
    return ways || clause->op == FUND_AS;
}

static bool add_top(struct arena *arena, struct fund_rows *rows, const struct fund_clause *clause, bool *ways)
{
    if (!is_ways(clause)) {
        return add_condition(arena, rows, FUND_ALWAYS, clause);
    }
    bool fits = !*ways; /* two lists of ways are another thing than one */
    bool one = clause->op == FUND_AS;
    *ways = true;
    for (size_t i = 0; fits && i < (one ? 1 : clause->n); i++) {
        fits = add_way(arena, rows, one ? clause : &clause->items[i]);
    }
    return fits;
}

bool fund_rows_of(struct arena *arena, const struct fund_clause *clause, struct fund_rows *ret_rows)
{
    bool ways = false, fits = true;
    ret_rows->n = 0;
    if (clause == NULL) {
        return true;
    }
    for (size_t i = 0; fits && i < (clause->op == FUND_ALL ? clause->n : 1); i++) {
        fits = add_top(arena, ret_rows, clause->op == FUND_ALL ? &clause->items[i] : clause, &ways);
    }
    return fits;
}

/* ---- to a tree */

/* A list that grows; one item stands for itself. */
struct list {
    struct fund_clause *items;
    size_t n;
};

static struct list list_of(struct arena *arena, size_t most)
{
    return (struct list){arena_array(arena, struct fund_clause, most), 0};
}

static struct fund_clause whole(enum fund_op op, const struct list *list)
{
    return list->n == 1 ? list->items[0] : (struct fund_clause){.op = op, .items = list->items, .n = list->n};
}

static struct fund_clause within(struct arena *arena, enum fund_op op, struct fund_clause inner)
{
    struct fund_clause *item = arena_new(arena, struct fund_clause);
    *item = inner;
    return (struct fund_clause){.op = op, .items = item, .n = 1};
}

static struct fund_clause compared(struct arena *arena, enum fund_subject subject, enum fund_compare compare,
                                   int64_t number)
{
    struct fund_value *value = arena_new(arena, struct fund_value);
    *value = fund_number(number);
    return (struct fund_clause){.op = FUND_COMPARE, .compare = compare, .subject = subject, .values = value,
                                .values_n = 1};
}

static struct fund_clause leaf_of(struct arena *arena, const struct fund_row *row)
{
    struct fund_clause leaf = {.op = FUND_COMPARE, .compare = row->compare, .subject = row->subject,
                               .values = row->values, .values_n = row->values_n};
    if (row->subject == FUND_SHARE) {
        struct fund_value *degrees = arena_array(arena, struct fund_value, 2);
        struct fund_clause *where = arena_new(arena, struct fund_clause);
        degrees[0] = fund_number(1);
        degrees[1] = fund_number(2);
        *where = (struct fund_clause){.op = FUND_COMPARE, .compare = FUND_IN, .subject = FUND_DEGURBA,
                                      .values = degrees, .values_n = 2};
        leaf.where = where;
    }
    return leaf;
}

/* The condition that begins with the i-th row of `rows`, all of one way; *ret_next: where the next one begins. */
static struct fund_clause condition_of(struct arena *arena, const struct fund_row *const *rows, size_t n, size_t i,
                                       size_t *ret_next)
{
    static const enum fund_op ops[FUND_OFS] = {
        [FUND_OF_EVERY] = FUND_EVERY, [FUND_OF_SOME] = FUND_SOME, [FUND_OF_LEAD] = FUND_LEAD};
    struct list parts = list_of(arena, n);
    size_t k = i;
    while (k == i || (k < n && rows[k]->goes == FUND_OR)) {
        struct list leaves = list_of(arena, n);
        enum fund_of of = rows[k]->of;
        do {
            leaves.items[leaves.n++] = leaf_of(arena, rows[k++]);
        } while (of != FUND_TOGETHER && k < n && rows[k]->goes == FUND_OR && rows[k]->of == of);
        struct fund_clause inner = whole(FUND_ANY, &leaves);
        parts.items[parts.n++] = of == FUND_TOGETHER ? inner : within(arena, ops[of], inner);
    }
    *ret_next = k;
    struct fund_clause condition = whole(FUND_ANY, &parts);
    return rows[i]->goes == FUND_USUAL ? within(arena, FUND_USUALLY, condition) : condition;
}

static size_t add_way_to(struct arena *arena, const struct fund_rows *rows, enum fund_way way, struct list *list)
{
    const struct fund_row *of_way[FUND_ROWS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->items[i].way == way) {
            of_way[n++] = &rows->items[i];
        }
    }
    for (size_t i = 0; i < n;) {
        list->items[list->n++] = condition_of(arena, of_way, n, i, &i);
    }
    return n;
}

static struct fund_clause when_of(struct arena *arena, enum fund_way way)
{
    if (way == FUND_SINGLE) {
        return compared(arena, FUND_CITIES, FUND_EQ, 1);
    }
    struct fund_clause several = compared(arena, FUND_CITIES, FUND_GTE, 2);
    if (way == FUND_GROUP) {
        return several;
    }
    struct list both = list_of(arena, 2);
    both.items[both.n++] = several;
    both.items[both.n++] = compared(arena, FUND_LEGAL_BODY, FUND_EQ, 1);
    return whole(FUND_ALL, &both);
}

const struct fund_clause *fund_rows_clause(struct arena *arena, const struct fund_rows *rows)
{
    struct fund_clause *clause = arena_new(arena, struct fund_clause);
    struct list top = list_of(arena, FUND_ROWS_MAX + 1), ways = list_of(arena, FUND_WAYS);
    add_way_to(arena, rows, FUND_ALWAYS, &top);
    for (enum fund_way way = FUND_SINGLE; way < FUND_WAYS; way++) {
        struct list then = list_of(arena, FUND_ROWS_MAX);
        if (add_way_to(arena, rows, way, &then) > 0) {
            struct fund_clause *items = arena_array(arena, struct fund_clause, 2);
            items[0] = when_of(arena, way);
            items[1] = whole(FUND_ALL, &then);
            ways.items[ways.n++] = (struct fund_clause){
                .op = FUND_AS, .as = fund_way_word(way), .items = items, .n = 2};
        }
    }
    if (ways.n > 0) {
        top.items[top.n++] = ways.n == 1 ? ways.items[0] : whole(FUND_ANY, &ways);
    }
    *clause = whole(FUND_ALL, &top);
    return top.n > 0 ? clause : NULL;
}

/* ---- changing */

void fund_rows_remove(struct fund_rows *rows, size_t i)
{
    check(i < rows->n);
    bool leads = i + 1 < rows->n && rows->items[i].goes != FUND_OR && rows->items[i + 1].goes == FUND_OR &&
                 rows->items[i + 1].way == rows->items[i].way;
    if (leads) { /* the one that was enough in its place takes it */
        rows->items[i + 1].goes = rows->items[i].goes;
    }
    rows->n--;
    for (size_t k = i; k < rows->n; k++) {
        rows->items[k] = rows->items[k + 1];
    }
}

bool fund_rows_put(struct fund_rows *rows, size_t i, const struct fund_row *row)
{
    if (i < rows->n && rows->items[i].way == row->way) {
        rows->items[i] = *row;
        return true;
    }
    if (i < rows->n) {
        fund_rows_remove(rows, i);
    }
    if (rows->n == FUND_ROWS_MAX) {
        return false;
    }
    size_t at = rows->n;
    while (at > 0 && rows->items[at - 1].way > row->way) {
        rows->items[at] = rows->items[at - 1];
        at--;
    }
    rows->items[at] = *row;
    rows->n++;
    return true;
}

bool fund_row_hangs(const struct fund_rows *rows, size_t i)
{
    bool first = true;
    for (size_t k = 0; k < i; k++) {
        first = first && rows->items[k].way != rows->items[i].way;
    }
    return first && rows->items[i].goes == FUND_OR;
}
