/* SPDX-License-Identifier: AGPL-3.0-or-later
** db: what is the same on every engine. */
#include "db/db.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "db/engine.h"
#include "db/verify.h"

/* ---- connections */

void engine_db_init(struct db *db, const struct engine *engine, enum engine_use use)
{
    db->engine = engine;
    db->use = use;
    arena_init(&db->kept_arena, DB_KEPT_MAX);
}

static void free_rows(struct db_rows *rows)
{
    if (rows != NULL) {
        rows->db->engine->rows_free(rows);
        mem_free(rows->row);
        mem_free(rows);
    }
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    for (size_t i = 0; i < db->cache_size; i++) {
        free_rows(db->cache[i]);
    }
    for (size_t i = 0; i < ENGINE_OWN_MAX; i++) {
        free_rows(db->own[i]);
    }
    mem_free(db->cache);
    arena_done(&db->kept_arena);
    db->engine->close(db);
}

enum db_engine db_engine_of(const struct db *db)
{
    return db->engine->id;
}

enum fault db_verify(struct db *db, struct arena *arena, struct problems *problems)
{
    return db->engine->builder->verify(db, arena, problems);
}

enum fault db_dangers(struct db *db, struct arena *arena, struct problems *problems)
{
    return db->engine->builder->dangers(db, arena, problems);
}

enum fault db_is_stale(struct db *db, bool *ret_stale)
{
    return db->engine->is_stale(db, ret_stale);
}

enum fault db_news(struct db *db, bool *ret_any)
{
    check(!db->within);
    return db->engine->news(db, ret_any);
}

int db_news_fd(const struct db *db)
{
    return db->engine->news_fd(db);
}

int64_t db_content_version(const struct db *db)
{
    return db->content_version;
}

int64_t db_generation(const struct db *db)
{
    return db->generation;
}

struct arena *db_kept_arena(struct db *db)
{
    check(db->use == ENGINE_READ || db->use == ENGINE_WRITE);
    return &db->kept_arena;
}

const void **db_kept(struct db *db, size_t slot)
{
    check(slot < DB_KEPT_SLOTS);
    return &db->kept[slot];
}

struct str db_error(const struct db *db)
{
    return str_of(db->error);
}

int64_t db_statements_run(const struct db *db)
{
    return db->statements_run;
}

/* ---- statements */

static bool fails(struct db *db, const char *name, enum fault *ret_fault)
{
    bool failed = engine_fails(ret_fault);
    if (failed) {
        snprintf(db->error, sizeof db->error, "%s: failed because a test asked for it", name);
    }
    return failed;
}

static struct db_rows **find_cached(struct db *db, int number)
{
    if (number < 0) {
        check(number >= -ENGINE_OWN_MAX);
        return &db->own[-number - 1];
    }
    size_t i = (size_t)number;
    if (i >= db->cache_size) {
        size_t size = i + 64;
        db->cache = mem_grow(db->cache, size * sizeof *db->cache);
        memset(db->cache + db->cache_size, 0, (size - db->cache_size) * sizeof *db->cache);
        db->cache_size = size;
    }
    return &db->cache[i];
}

int64_t db_round_trips(const struct db *db)
{
    return db->round_trips;
}

int64_t db_unasked(const struct db *db)
{
    return db->unasked;
}

void db_follow(struct db *db, struct buf *to)
{
    db->followed = to;
}

void db_follow_note(struct db *db, const char *what)
{
    if (db->followed != NULL) {
        buf_format(db->followed, "%s ", what);
    }
}

int64_t db_changed(struct db *db)
{
    db->engine->settle(db);
    return db->last == NULL ? 0 : db->last->changed;
}

enum fault db_scrub(struct db *db, const char *const *tables, size_t n)
{
    enum fault fault = OK;
    check(db->use == ENGINE_WRITE && !db->within);
    return fails(db, "scrub", &fault) ? fault : db->engine->builder->scrub(db, tables, n);
}

int64_t db_changes(struct db *db, const struct statement *statement)
{
    db->engine->settle(db);
    const struct db_rows *rows = *find_cached(db, statement->number);
    check(rows == NULL || rows->statement == statement);
    return rows == NULL ? 0 : rows->changes;
}

static struct db_rows *make_rows(struct db *db, const struct statement *statement)
{
    struct db_rows *rows = mem_alloc(db->engine->rows_size);
    rows->db = db;
    rows->statement = statement;
    rows->row = mem_alloc(statement->out_count * sizeof *rows->row);
    return rows;
}

static enum fault prepare(struct db *db, const struct statement *statement, struct db_rows **ret_rows)
{
    struct db_rows **cached = find_cached(db, statement->number);
    if (*cached == NULL) {
        *cached = make_rows(db, statement);
    }
    struct db_rows *rows = *cached;
    check(rows->statement == statement);
    if (!rows->prepared) {
        TRY(db->engine->prepare(rows));
        rows->prepared = true;
    }
    *ret_rows = rows;
    return OK;
}

static enum fault refuse(struct db *db, const struct statement *statement, size_t i, const char *why, enum fault fault)
{
    snprintf(db->error, sizeof db->error, "%s: the value of %s %s", statement->name, statement->in[i].name, why);
    return fault;
}

/* Texts that PostgreSQL cannot keep are refused on every engine. */
static enum fault check_parameters(struct db *db, const struct statement *statement, const struct value *in)
{
    for (size_t i = 0; i < statement->in_count; i++) {
        const struct value *value = &in[i];
        check(value->kind == VALUE_NULL ? statement->in[i].nullable : value->kind == statement->in[i].kind);
        if (value->kind != VALUE_TEXT && value->kind != VALUE_BLOB) {
            continue;
        }
        if (value->text.n > DB_VALUE_MAX) {
            return refuse(db, statement, i, "is too large", FAULT_TOO_LARGE);
        }
        if (value->kind == VALUE_TEXT && value->text.n > 0 && memchr(value->text.s, 0, value->text.n) != NULL) {
            return refuse(db, statement, i, "holds a byte 0", FAULT_INVALID);
        }
        if (value->kind == VALUE_TEXT && !str_is_utf8(value->text)) {
            return refuse(db, statement, i, "is not UTF-8", FAULT_INVALID);
        }
    }
    return OK;
}

enum fault db_statement_check(struct db *db, struct arena *arena, const struct statement *statement,
                              struct str *ret_why)
{
    check(statement->sql[db->engine->id] != NULL);
    return db->engine->statement_check(db, arena, statement, ret_why);
}

/* ---- transactions */

enum fault db_begin(struct db *db)
{
    enum fault fault = OK;
    if (fails(db, "begin", &fault)) {
        return fault;
    }
    check(!db->within);
    TRY(db->engine->begin(db));
    db->within = true;
    return OK;
}

enum fault db_commit(struct db *db)
{
    enum fault fault = OK;
    if (fails(db, "commit", &fault)) {
        return fault;
    }
    check(db->within);
    TRY(db->engine->commit(db));
    db->within = false;
    return OK;
}

void db_rollback(struct db *db)
{
    if (db->within) {
        db->engine->rollback(db);
        db->within = false;
    }
}

enum fault db_end(struct db *db, enum fault fault)
{
    fault = fault == OK ? db_commit(db) : fault;
    if (fault != OK) {
        db_rollback(db);
    }
    return fault;
}

enum fault db_begin_fresh(struct db *db)
{
    check(db->use == ENGINE_READ);
    db->fresh = true;
    enum fault fault = db_begin(db);
    db->fresh = fault == OK;
    return fault;
}

enum fault db_end_fresh(struct db *db, bool *ret_stale)
{
    check(db->within && db->fresh);
    bool stale = false;
    enum fault fault = db->engine->look(db, &stale);
    db_rollback(db);
    db->fresh = false;
    if (fault == OK) {
        *ret_stale = stale;
    }
    return fault;
}

/* ---- running */

enum fault db_run(struct db *db, const struct statement *statement, const struct value *in)
{
    enum fault fault = OK;
    if (fails(db, statement->name, &fault)) {
        return fault;
    }
    struct db_rows *rows = NULL;
    TRY(prepare(db, statement, &rows));
    check(statement->out_count == 0);
    TRY(check_parameters(db, statement, in));
    check(!rows->open);
    db->statements_run++;
    db->last = rows;
    return db->engine->run(rows, in);
}

bool db_takes_soon(const struct db *db)
{
    return db->engine->soon != NULL && db->use == ENGINE_READ && db->within;
}

void db_soon(struct db *db, const struct statement *statement, const struct value *in)
{
    struct db_rows *rows = NULL;
    if (!db_takes_soon(db)) {
        return;
    }
    check(statement->out_count > 0);
    if (prepare(db, statement, &rows) == OK && check_parameters(db, statement, in) == OK) {
        db->engine->soon(rows, in);
    }
}

enum fault db_rows_open(struct db *db, const struct statement *statement, const struct value *in,
                        struct db_rows **ret_rows)
{
    enum fault fault = OK;
    if (fails(db, statement->name, &fault)) {
        return fault;
    }
    struct db_rows *rows = NULL;
    TRY(prepare(db, statement, &rows));
    check(!rows->open);
    TRY(check_parameters(db, statement, in));
    TRY(db->engine->rows_open(rows, in));
    db->statements_run++;
    rows->open = true;
    *ret_rows = rows;
    return OK;
}

/* Each value of the present row is what the heading says. */
static enum fault check_row(const struct db_rows *rows)
{
    const struct statement *statement = rows->statement;
    for (size_t i = 0; i < statement->out_count; i++) {
        const struct db_column *column = &statement->out[i];
        enum value_kind kind = rows->row[i].kind;
        if (kind == VALUE_NULL ? !column->nullable : kind != column->kind) {
            snprintf(rows->db->error, sizeof rows->db->error, "%s: the value of %s breaks the heading",
                     statement->name, column->name);
            return FAULT_DAMAGED;
        }
    }
    return OK;
}

enum fault db_rows_next(struct db_rows *rows, bool *ret_more)
{
    enum fault fault = OK;
    bool more = false;
    check(rows->open);
    if (fails(rows->db, rows->statement->name, &fault)) {
        return fault;
    }
    TRY(rows->db->engine->rows_next(rows, &more));
    if (more) {
        TRY(check_row(rows));
    }
    *ret_more = more;
    return OK;
}

void db_rows_close(struct db_rows *rows)
{
    if (rows != NULL) {
        rows->db->engine->rows_close(rows);
        rows->open = false;
    }
}

bool db_rows_is_null(const struct db_rows *rows, size_t column)
{
    check(rows->open && column < rows->statement->out_count);
    return rows->row[column].kind == VALUE_NULL;
}

int64_t db_rows_int(const struct db_rows *rows, size_t column)
{
    check(rows->open && column < rows->statement->out_count);
    return rows->row[column].number;
}

struct str db_rows_text(const struct db_rows *rows, size_t column)
{
    check(rows->open && column < rows->statement->out_count);
    return rows->row[column].text;
}
