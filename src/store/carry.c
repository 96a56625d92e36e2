/* SPDX-License-Identifier: AGPL-3.0-or-later
** carry: a leadership programme, carried to a room without internet and home again. */
#include "store/carry.h"

#include <string.h>

#include "base/check.h"
#include "base/map.h"
#include "base/scan.h"
#include "db/digest.h"
#include "store/carry_more.sql.h"
#include "store/carry_rate.sql.h"
#include "store/programme.h"

#define MARK_LETTERS 16u /* of a digest: two texts of one row that fall together are not met */
#define UID_LETTERS 32u
#define DIGEST_LETTERS 64u

#define TABLE(part_, table_, keys_, ...) \
    {.part = #part_, .table = #table_, .list = &statement_carry_##part_, .put = &statement_carry_##part_##_put, \
     .out = &statement_carry_##part_##_out, .keys = (keys_), __VA_ARGS__}

/* What others refer to stands before them. */
const struct carry_table carry_tables[] = {
    TABLE(programme, programme, 1, .how = CARRY_BY_COLUMN),
    TABLE(programme_city, programme_city, 1, .how = CARRY_WHOLE),
    TABLE(programme_stage, programme_stage, 1, .how = CARRY_WHOLE),
    TABLE(session, programme_session, 1, .how = CARRY_BY_COLUMN),
    TABLE(block, programme_block, 1, .how = CARRY_BY_COLUMN),
    TABLE(participant, participant, 1, .how = CARRY_BY_COLUMN, .refers_to_itself = true),
    TABLE(address, participant, 1, .how = CARRY_WHOLE, .is_sealed = true),
    TABLE(attendance, participant_session, 2, .how = CARRY_BY_COLUMN),
    TABLE(card, wall_card, 1, .how = CARRY_BY_COLUMN),
    TABLE(mark, wall_mark, 2, .how = CARRY_BY_COLUMN, .is_sealed = true),
    TABLE(comment, wall_comment, 1, .how = CARRY_BY_COLUMN),
    TABLE(comment_by, wall_comment, 1, .how = CARRY_WHOLE, .is_sealed = true),
    TABLE(breakout, breakout, 1, .how = CARRY_BY_COLUMN),
    TABLE(breakout_group, breakout_group, 2, .how = CARRY_BY_COLUMN),
    TABLE(breakout_block, breakout_block, 1, .how = CARRY_BY_COLUMN),
    TABLE(breakout_seat, breakout_seat, 2, .how = CARRY_BY_COLUMN),
    TABLE(breakout_card, breakout_card, 1, .how = CARRY_BY_COLUMN),
    TABLE(card_group, card_group, 3, .how = CARRY_BY_COLUMN),
    TABLE(breakout_statement, breakout_statement, 1, .how = CARRY_BY_COLUMN),
    TABLE(vote, vote, 1, .how = CARRY_BY_COLUMN),
    TABLE(vote_option, vote_option, 2, .how = CARRY_BY_COLUMN),
    TABLE(vote_total, vote_total, 4, .how = CARRY_BY_COLUMN),
    TABLE(vote_pair, vote_pair, 3, .how = CARRY_WHOLE),
    TABLE(survey, survey, 1, .how = CARRY_BY_COLUMN),
    TABLE(survey_told, survey, 1, .how = CARRY_WHOLE, .is_sealed = true),
    TABLE(survey_total, survey_total, 5, .how = CARRY_SUM, .is_sealed = true),
    TABLE(survey_answer, survey_answer, 1, .how = CARRY_NEWER, .is_sealed = true),
    TABLE(decision, decision, 1, .how = CARRY_BY_COLUMN),
    TABLE(action, action, 1, .how = CARRY_BY_COLUMN),
    TABLE(action_step, action_step, 2, .how = CARRY_WHOLE),
    TABLE(action_address, action, 1, .how = CARRY_WHOLE, .is_sealed = true),
    TABLE(assessment, assessment, 1, .how = CARRY_BY_COLUMN),
    TABLE(assessment_round, assessment_round, 2, .how = CARRY_BY_COLUMN),
    TABLE(rater, assessment_rater, 1, .how = CARRY_BY_COLUMN),
    TABLE(rater_address, assessment_rater, 1, .how = CARRY_WHOLE, .is_sealed = true),
    TABLE(handed, assessment_handed, 2, .how = CARRY_BY_COLUMN),
    TABLE(rating, rating, 2, .how = CARRY_WHOLE, .is_sealed = true),
    TABLE(confirmed, rating_confirmed, 2, .how = CARRY_BY_COLUMN, .is_sealed = true),
    TABLE(level, assessment_level, 3, .how = CARRY_WHOLE),
    TABLE(survey_answered, survey_answered, 2, .how = CARRY_BY_COLUMN), /* who, not what: else they answer twice */
};
const size_t carry_tables_n = sizeof carry_tables / sizeof *carry_tables;

/* ---- marks */

static bool is_hex(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (!strchr("0123456789abcdef", text.s[i])) {
            return false;
        }
    }
    return text.n == UID_LETTERS || text.n == DIGEST_LETTERS;
}

struct str carry_mark(struct arena *arena, const struct value *cell)
{
    switch (cell->kind) {
    case VALUE_INT:
        return str_format(arena, "i%lld", (long long)cell->number);
    case VALUE_TEXT:
        return is_hex(cell->text) ? str_copy(arena, cell->text)
                                  : str_format(arena, "t%.*s", (int)MARK_LETTERS, digest_of(arena, cell->text).s);
    default:
        return S("n");
    }
}

static struct str marks_of(struct arena *arena, const struct value *cells, size_t n)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, CARRY_COLUMNS_MAX * (DIGEST_LETTERS + 1));
    for (size_t i = 0; i < n; i++) {
        buf_put_str(&buf, i > 0 ? S(" ") : S(""));
        buf_put_str(&buf, carry_mark(arena, &cells[i]));
    }
    check(!buf.overflow);
    return str_copy(arena, buf_str(&buf));
}

struct str carry_marks(struct arena *arena, const struct carry_table *table, const struct value *cells)
{
    return marks_of(arena, cells, table->list->out_count);
}

struct str carry_name(struct arena *arena, const struct carry_table *table, const struct value *cells)
{
    return marks_of(arena, cells, table->keys);
}

/* NULL: they are of another number of columns, as of another version. */
static struct str *split(struct arena *arena, const struct carry_table *table, struct str marks)
{
    size_t n = table->list->out_count;
    struct str *all = arena_array(arena, struct str, n);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        size_t begin = at;
        while (at < marks.n && marks.s[at] != ' ') {
            at++;
        }
        if (begin >= marks.n) {
            return NULL;
        }
        all[i] = str_sub(marks, begin, at - begin);
        at++;
    }
    return at >= marks.n ? all : NULL;
}

static bool ends(const char *text, const char *end)
{
    size_t n = strlen(text);
    size_t m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

bool carry_number_fits(const char *column, int64_t number)
{
    bool is_large = ends(column, "_at") || strcmp(column, "seed") == 0 || strcmp(column, "project_id") == 0;
    return is_large || (number >= -CARRY_NUMBER_MAX && number <= CARRY_NUMBER_MAX);
}

/* ---- out */

static struct value cell_of(struct arena *arena, const struct db_rows *rows, const struct statement *list, size_t i)
{
    if (db_rows_is_null(rows, i)) {
        return (struct value){.kind = VALUE_NULL};
    }
    return list->out[i].kind == VALUE_INT
               ? (struct value){.kind = VALUE_INT, .number = db_rows_int(rows, i)}
               : (struct value){.kind = VALUE_TEXT, .text = str_copy(arena, db_rows_text(rows, i))};
}

/* Rows whose number nobody knows beforehand. */
struct gather {
    struct arena *arena;
    struct carry_rows rows;
    size_t room;
};

static enum fault must_use add_row(struct gather *to, struct carry_row row)
{
    if (to->rows.n == CARRY_ROWS_MAX) {
        return FAULT_TOO_LARGE;
    }
    if (to->rows.n == to->room) {
        size_t room = to->room ? to->room * 2 : 256;
        struct carry_row *items = arena_array(to->arena, struct carry_row, room);
        if (to->rows.n > 0) {
            memcpy(items, to->rows.items, to->rows.n * sizeof *items);
        }
        to->rows.items = items;
        to->room = room;
    }
    to->rows.items[to->rows.n++] = row;
    return OK;
}

static enum fault must_use next_rows(struct gather *to, size_t table, struct db_rows *rows)
{
    const struct carry_table *its = &carry_tables[table];
    for (;;) {
        bool more;
        TRY(db_rows_next(rows, &more));
        if (!more) {
            return OK;
        }
        struct value *cells = arena_array(to->arena, struct value, its->list->out_count);
        for (size_t i = 0; i < its->list->out_count; i++) {
            cells[i] = cell_of(to->arena, rows, its->list, i);
        }
        TRY(add_row(to, (struct carry_row){.table = table, .cells = cells,
                                           .name = carry_name(to->arena, its, cells)}));
    }
}

static enum fault must_use read_all(struct db *db, struct gather *to, struct str programme)
{
    const struct value in = {.kind = VALUE_TEXT, .text = programme};
    for (size_t i = 0; i < carry_tables_n && db_takes_soon(db); i++) {
        db_soon(db, carry_tables[i].list, &in);
    }
    for (size_t i = 0; i < carry_tables_n; i++) {
        struct db_rows *rows;
        TRY(db_rows_open(db, carry_tables[i].list, &in, &rows));
        enum fault fault = next_rows(to, i, rows);
        db_rows_close(rows);
        TRY(fault);
    }
    return to->rows.n > 0 ? OK : FAULT_NOT_FOUND;
}

static struct str key_of(struct arena *arena, struct str part, struct str name)
{
    return str_format(arena, "%.*s %.*s", STR_ARG(part), STR_ARG(name));
}

/* How rows stood: marks by part and name. */
static enum fault must_use read_was(struct db *db, struct arena *arena, struct str programme, struct map *ret_was)
{
    struct db_rows *rows;
    struct q_carry_was row;
    bool more = true;
    enum fault fault;
    map_init(ret_was, arena);
    TRY(q_carry_was_open(db, programme, &rows));
    while ((fault = q_carry_was_next(rows, &row, &more)) == OK && more) {
        struct str *marks = arena_new(arena, struct str);
        *marks = str_copy(arena, row.marks);
        map_add(ret_was, key_of(arena, row.part, row.name))->value.pointer = marks;
    }
    db_rows_close(rows);
    return fault;
}

static size_t table_of(struct str part)
{
    size_t i = 0;
    while (i < carry_tables_n && !str_eq(str_of(carry_tables[i].part), part)) {
        i++;
    }
    return i;
}

/* What stood when it came and stands no more is said too: else it would come back at home. */
static enum fault must_use add_gone(struct gather *to, const struct map *was, const struct map *here)
{
    for (size_t i = 0; i < was->n; i++) {
        struct str key = was->items[i].key;
        size_t space = 0;
        while (key.s[space] != ' ') {
            space++;
        }
        size_t table = table_of(str_sub(key, 0, space));
        if (table < carry_tables_n && !carry_tables[table].is_sealed && map_find(here, key) == NULL) {
            TRY(add_row(to, (struct carry_row){.table = table, .name = str_sub(key, space + 1, key.n),
                                               .was = *(struct str *)was->items[i].value.pointer}));
        }
    }
    return OK;
}

static void index_rows(struct arena *arena, const struct carry_rows *rows, struct map *ret_map)
{
    map_init(ret_map, arena);
    for (size_t i = 0; i < rows->n; i++) {
        struct str part = str_of(carry_tables[rows->items[i].table].part);
        map_add(ret_map, key_of(arena, part, rows->items[i].name))->value.pointer = &rows->items[i];
    }
}

enum fault carry_out(struct db *db, struct arena *arena, struct str programme, struct carry_rows *ret_rows)
{
    struct gather to = {.arena = arena};
    struct q_carry_open_votes open;
    struct q_carry_home home;
    struct map was;
    struct map here;
    TRY(q_carry_open_votes(db, arena, programme, &open));
    TRY(open.n > 0 ? FAULT_BUSY : OK);
    TRY(read_all(db, &to, programme));
    enum fault fault = q_carry_home(db, arena, programme, &home);
    if (fault == OK) {
        TRY(read_was(db, arena, programme, &was));
        index_rows(arena, &to.rows, &here);
        for (size_t i = 0; i < to.rows.n; i++) {
            struct carry_row *row = &to.rows.items[i];
            struct map_item *item = map_find(&was, key_of(arena, str_of(carry_tables[row->table].part), row->name));
            row->was = item ? *(struct str *)item->value.pointer : (struct str){0};
        }
        TRY(add_gone(&to, &was, &here));
    }
    *ret_rows = to.rows;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

/* ---- in */

struct bring {
    struct db *db;
    struct arena *arena;
    struct str programme;
    struct map here;
    struct map was;
    bool is_new;
    bool only_looks;
    struct carry_report *report;
};

static enum fault must_use run(struct bring *bring, const struct carry_table *table, const struct statement *statement,
                               const struct value *cells, size_t n)
{
    struct value in[CARRY_COLUMNS_MAX + 1] = {{.kind = VALUE_TEXT, .text = bring->programme}};
    check(n <= CARRY_COLUMNS_MAX && statement->in_count == n + 1);
    memcpy(in + 1, cells, n * sizeof *cells);
    enum fault fault = db_run(bring->db, statement, in);
    fault = fault == OK && statement == table->put && db_changed(bring->db) != 1 ? FAULT_CONFLICT : fault;
    bring->report->refused = fault != OK ? table : NULL;
    return fault;
}

static struct carry_outcome judge(struct bring *bring, const struct carry_row *row, const struct carry_row *here,
                                  struct str **ret_was)
{
    const struct carry_table *table = &carry_tables[row->table];
    struct map_item *item = map_find(&bring->was, key_of(bring->arena, str_of(table->part), row->name));
    struct str was = bring->is_new ? (struct str){0} : item ? *(struct str *)item->value.pointer : row->was;
    *ret_was = was.n > 0 ? split(bring->arena, table, was) : NULL;
    return carry_merge(&(struct carry_row_at){
        .was = *ret_was,
        .here = here ? split(bring->arena, table, carry_marks(bring->arena, table, here->cells)) : NULL,
        .there = row->cells ? split(bring->arena, table, carry_marks(bring->arena, table, row->cells)) : NULL,
        .keys = table->keys,
        .n = table->list->out_count,
        .how = table->how,
    });
}

/* By what people know it. */
static struct str first_words(const struct carry_row *row)
{
    const struct carry_table *table = &carry_tables[row->table];
    for (size_t i = table->keys; row->cells != NULL && i < table->list->out_count; i++) {
        if (row->cells[i].kind == VALUE_TEXT && row->cells[i].text.n > 0 && !is_hex(row->cells[i].text)) {
            return row->cells[i].text;
        }
    }
    return S("");
}

static void note(struct carry_report *report, const struct carry_outcome *outcome, const struct carry_row *row,
                 const struct carry_row *here)
{
    report->added += outcome->deed == CARRY_PUT && here == NULL && !outcome->is_back;
    report->changed += outcome->deed == CARRY_PUT && here != NULL;
    /* Of who is erased what hangs on them goes with them, unsaid. */
    bool goes_with_them = carry_tables[row->table].list == &statement_carry_survey_answered;
    report->removed += outcome->deed == CARRY_REMOVE && !goes_with_them;
    report->back += outcome->is_back;
    report->kept += outcome->is_kept;
    if (outcome->differ > 0) {
        if (report->named < CARRY_DIFFER_MAX && !carry_tables[row->table].is_sealed) {
            report->differs[report->named].table = &carry_tables[row->table];
            report->differs[report->named++].says = first_words(row);
        }
        report->differ++;
    }
}

/* Since they parted, in both places. */
static bool has_answered_twice(const struct carry_row *row, const struct carry_row *here, const struct str *was)
{
    const struct carry_table *table = &carry_tables[row->table];
    size_t last = table->list->out_count - 1;
    return table->list == &statement_carry_survey_answered && here != NULL && row->cells != NULL &&
           here->cells[last].number == 1 && row->cells[last].number == 1 &&
           (was == NULL || !str_eq(was[last], S("i1")));
}

static int64_t last_number(const struct str *marks, size_t n)
{
    int64_t number = 0;
    if (marks != NULL && marks[n - 1].n > 1) {
        (void)parse_int(str_sub(marks[n - 1], 1, marks[n - 1].n), INT64_MIN, INT64_MAX, &number);
    }
    return number;
}

static enum fault must_use put(struct bring *bring, const struct carry_row *row, const struct carry_row *here,
                               const struct carry_outcome *outcome, const struct str *was)
{
    const struct carry_table *table = &carry_tables[row->table];
    size_t n = table->list->out_count;
    struct value cells[CARRY_COLUMNS_MAX];
    for (size_t i = 0; i < n; i++) {
        cells[i] = here == NULL || outcome->from_there[i] ? row->cells[i] : here->cells[i];
    }
    if (table->how == CARRY_SUM) { /* what is put is added */
        cells[n - 1].number = row->cells[n - 1].number - last_number(was, n);
    }
    return run(bring, table, table->put, cells, n);
}

static const struct carry_row *here_of(const struct bring *bring, const struct carry_row *row)
{
    struct str key = key_of(bring->arena, str_of(carry_tables[row->table].part), row->name);
    struct map_item *item = map_find(&bring->here, key);
    return item ? item->value.pointer : NULL;
}

/* A participant's last column says it; nothing of what is said elsewhere comes back. */
static bool is_erased(const struct carry_row *row)
{
    const struct carry_table *table = row ? &carry_tables[row->table] : NULL;
    return row != NULL && table->refers_to_itself && row->cells[table->list->out_count - 1].kind == VALUE_INT;
}

/* Those that go are taken out from the last table to the first. */
static enum fault must_use bring_rows(struct bring *bring, const struct carry_rows *rows)
{
    const struct carry_row **going = arena_array(bring->arena, const struct carry_row *, rows->n + 1);
    size_t going_n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct carry_row *row = &rows->items[i];
        const struct carry_row *here = here_of(bring, row);
        struct str *was;
        if ((row->is_own && !bring->is_new) || is_erased(here)) {
            continue;
        }
        struct carry_outcome outcome = judge(bring, row, here, &was);
        note(bring->report, &outcome, row, here);
        bring->report->twice += has_answered_twice(row, here, was);
        if (bring->only_looks) {
            continue;
        }
        if (outcome.deed == CARRY_PUT) {
            TRY(put(bring, row, here, &outcome, was));
        } else if (outcome.deed == CARRY_REMOVE && row->table != 0) { /* the programme goes by its own page */
            going[going_n++] = here;
        }
    }
    while (going_n > 0) {
        const struct carry_row *row = going[--going_n];
        const struct carry_table *table = &carry_tables[row->table];
        TRY(run(bring, table, table->out, row->cells, table->keys));
    }
    return OK;
}

/* What a row of its own table refers to may have come after it. */
static enum fault must_use bring_again(struct bring *bring, const struct carry_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct carry_row *row = &rows->items[i];
        if (carry_tables[row->table].refers_to_itself && row->cells != NULL && here_of(bring, row) == NULL) {
            TRY(run(bring, &carry_tables[row->table], carry_tables[row->table].put, row->cells,
                    carry_tables[row->table].list->out_count));
        }
    }
    return OK;
}

static enum fault must_use keep_marks(struct bring *bring, const struct carry_rows *rows)
{
    TRY(q_carry_was_clear(bring->db, bring->programme));
    for (size_t i = 0; i < rows->n; i++) {
        const struct carry_row *row = &rows->items[i];
        const struct carry_table *table = &carry_tables[row->table];
        if (row->cells != NULL && !row->is_own) {
            TRY(q_carry_was_put(bring->db, bring->programme, str_of(table->part), row->name,
                                carry_marks(bring->arena, table, row->cells)));
        }
    }
    return OK;
}

/* Who was erased there goes from everything here, not from their row alone. */
static enum fault must_use erase_first(struct bring *bring, const struct carry_rows *rows, int64_t now, bool *ret_any)
{
    *ret_any = false;
    for (size_t i = 0; i < rows->n; i++) {
        const struct carry_row *row = &rows->items[i];
        const struct carry_row *here = here_of(bring, row);
        if (row->cells != NULL && here != NULL && is_erased(row) && !is_erased(here)) {
            TRY(participant_erase(bring->db, bring->arena, row->cells[0].text, now));
            *ret_any = true;
        }
    }
    return OK;
}

/* Who had been erased here before the file came. */
static enum fault must_use erase_again(struct bring *bring, int64_t now)
{
    struct q_carry_erased *rows;
    size_t n;
    TRY(q_carry_erased(bring->db, bring->arena, bring->programme, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(participant_erase(bring->db, bring->arena, rows[i].uid, now));
    }
    return OK;
}

static enum fault must_use read_here(struct bring *bring)
{
    struct gather to = {.arena = bring->arena};
    enum fault fault = read_all(bring->db, &to, bring->programme);
    index_rows(bring->arena, &to.rows, &bring->here);
    bring->is_new = fault == FAULT_NOT_FOUND;
    return bring->is_new ? OK : fault;
}

enum fault carry_in(struct db *db, struct arena *arena, struct str programme, const struct carry_rows *rows,
                    int64_t now, struct carry_report *ret_report)
{
    struct bring bring = {.db = db, .arena = arena, .programme = programme, .report = ret_report};
    bool erased;
    *ret_report = (struct carry_report){0};
    TRY(read_here(&bring));
    TRY(erase_first(&bring, rows, now, &erased));
    TRY(erased ? read_here(&bring) : OK);
    TRY(read_was(db, arena, programme, &bring.was));
    TRY(bring_rows(&bring, rows));
    TRY(bring_again(&bring, rows));
    TRY(keep_marks(&bring, rows));
    TRY(erase_again(&bring, now));
    return q_carry_touch(db, programme, now);
}

enum fault carry_look(struct db *db, struct arena *arena, struct str programme, const struct carry_rows *rows,
                      struct carry_report *ret_report)
{
    struct bring bring = {.db = db, .arena = arena, .programme = programme, .report = ret_report, .only_looks = true};
    *ret_report = (struct carry_report){0};
    TRY(read_here(&bring));
    TRY(read_was(db, arena, programme, &bring.was));
    return bring_rows(&bring, rows);
}
