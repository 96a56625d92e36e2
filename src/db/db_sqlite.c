/* SPDX-License-Identifier: AGPL-3.0-or-later
** db_sqlite: the embedded engine. The only file that knows SQLite. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "base/limits.h"
#include "db/db.h"
#include "db/engine.h"
#include "db/touch.h"

#define ERROR_MAX 400

/* A prepared statement with its cursor. Made at first use, kept until the connection closes. */
struct db_rows {
    struct db *db;
    const struct statement *statement;
    sqlite3_stmt *stmt;
    bool open;
};

struct db {
    sqlite3 *handle;
    enum engine_use use;
    struct db_rows **cache; /* by statement number; NULL until used */
    size_t cache_size;
    struct db_rows own[ENGINE_OWN_MAX];
    int64_t deadline_ms; /* of the present call, in processor time; 0 until that was first looked at */
    int64_t statements_run;
    int64_t changes;
    int64_t generation;
    int64_t content_version;
    struct touch touch;
    struct arena kept_arena;
    const void *kept[DB_KEPT_SLOTS];
    char error[ERROR_MAX];
};

/* ---- faults */

static enum fault constraint_fault(int extended)
{
    switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return FAULT_CONFLICT;
    default:
        return FAULT_INVALID;
    }
}

static enum fault fault_of_code(int rc)
{
    check((rc & 0xFF) != SQLITE_NOMEM && (rc & 0xFF) != SQLITE_MISUSE);
    switch (rc & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
        return FAULT_BUSY;
    case SQLITE_CONSTRAINT:
        return constraint_fault(rc);
    case SQLITE_TOOBIG:
        return FAULT_TOO_LARGE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return FAULT_DAMAGED;
    default:
        return FAULT_IO;
    }
}

static enum fault fault_of(struct db *db, const char *name, int rc)
{
    enum fault fault = fault_of_code(rc);
    if (fault != OK) {
        snprintf(db->error, sizeof db->error, "%s: %s (%d)", name, sqlite3_errmsg(db->handle), rc);
    }
    return fault;
}

static bool fails(struct db *db, const char *name, enum fault *ret_fault)
{
    bool failed = engine_fails(ret_fault);
    if (failed) {
        snprintf(db->error, sizeof db->error, "%s: failed because a test asked for it", name);
    }
    return failed;
}

/* ---- opening */

/* Processor time, not the clock: a machine that stood still for a moment has not made a statement a slow one. What
** waits for the disk too long is ended with its worker, by REQUEST_TIME_MS_MAX. */
static int64_t spent_ms(void)
{
    struct timespec spent;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return spent.tv_sec * 1000 + spent.tv_nsec / 1000000;
}

/* Called every DB_PROGRESS_STEPS; the first look at the clock in a call sets its end, so quick calls pay nothing. */
static int is_late(void *context)
{
    struct db *db = context;
    int64_t spent = spent_ms();
    if (db->deadline_ms == 0) {
        db->deadline_ms = spent + STATEMENT_TIME_MS_MAX;
    }
    return spent > db->deadline_ms;
}

static void set_limits(sqlite3 *handle)
{
    static const struct { int id; int value; } limits[] = {
        {SQLITE_LIMIT_LENGTH, DB_VALUE_MAX},   {SQLITE_LIMIT_SQL_LENGTH, DB_SQL_MAX},
        {SQLITE_LIMIT_COLUMN, 100},            {SQLITE_LIMIT_EXPR_DEPTH, 100},
        {SQLITE_LIMIT_COMPOUND_SELECT, 20},    {SQLITE_LIMIT_FUNCTION_ARG, 16},
        {SQLITE_LIMIT_ATTACHED, 1},            {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
        {SQLITE_LIMIT_VARIABLE_NUMBER, 100},   {SQLITE_LIMIT_TRIGGER_DEPTH, 4},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        sqlite3_limit(handle, limits[i].id, limits[i].value);
    }
}

static void set_defences(sqlite3 *handle)
{
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

#define TEXT_OF(number) TEXT_OF_(number)
#define TEXT_OF_(number) #number

static enum fault set_pragmas(struct db *db)
{
    static const char for_build[] =
        "pragma journal_mode = truncate; pragma synchronous = off; pragma foreign_keys = off;"
        "pragma locking_mode = exclusive; pragma cache_size = -" TEXT_OF(DB_CACHE_BUILD_KIB);
    static const char for_others[] =
        "pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory; pragma mmap_size = 0;"
        "pragma journal_size_limit = 4194304; pragma cache_size = -" TEXT_OF(DB_CACHE_MAIN_KIB);
    TRY(engine_exec(db, db->use == ENGINE_BUILD ? for_build : for_others));
    /* A file that is no database shows itself only when it is first read. */
    return engine_exec(db, "select count(*) from main.sqlite_schema");
}

enum fault engine_open(struct arena *arena, const char *path, enum engine_use use, struct db **ret_db,
                       struct str *ret_error)
{
    bool patient = use == ENGINE_ADMIN || use == ENGINE_BUILD;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI |
                (use == ENGINE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                (patient ? SQLITE_OPEN_CREATE : 0);
    struct db *db = mem_alloc(sizeof *db);
    db->use = use;
    arena_init(&db->kept_arena, DB_KEPT_MAX);
    /* Processes, no threads: no locks within the library, and no counting of its memory. Only the first call counts. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int rc = sqlite3_open_v2(path, &db->handle, flags, NULL);
    enum fault fault = fault_of(db, "open", rc);
    if (fault == OK) {
        set_defences(db->handle);
        set_limits(db->handle);
        sqlite3_busy_timeout(db->handle, patient ? DB_BUSY_ADMIN_MS_MAX : DB_BUSY_OPEN_MS_MAX);
        fault = set_pragmas(db);
    }
    if (fault != OK) {
        *ret_error = str_copy(arena, db_error(db));
        db_close(db);
        return fault;
    }
    *ret_db = db;
    return OK;
}

enum fault engine_attach(struct db *db, const char *uri)
{
    const char *model = "attach %Q as evidence; pragma evidence.cache_size = -%d; pragma evidence.mmap_size = %u";
    char *sql = sqlite3_mprintf(model, uri, DB_CACHE_EVIDENCE_KIB, DB_MMAP_EVIDENCE_MAX);
    check(sql != NULL);
    enum fault fault = engine_exec(db, sql);
    sqlite3_free(sql);
    return fault;
}

void engine_state_set(struct db *db, int64_t generation, int64_t content_version)
{
    db->generation = generation;
    db->content_version = content_version;
}

/* What a statement may do. The full text index reads one pragma by itself. */
static int authorize(void *context, int action, const char *a, const char *b, const char *schema, const char *trigger)
{
    static const int allowed[] = {SQLITE_READ,   SQLITE_SELECT,   SQLITE_INSERT,    SQLITE_UPDATE,
                                  SQLITE_DELETE, SQLITE_FUNCTION, SQLITE_RECURSIVE, SQLITE_TRANSACTION};
    (void)context, (void)b, (void)schema, (void)trigger;
    for (size_t i = 0; i < COUNT_OF(allowed); i++) {
        if (action == allowed[i]) {
            return SQLITE_OK;
        }
    }
    return action == SQLITE_PRAGMA && strcmp(a, "data_version") == 0 ? SQLITE_OK : SQLITE_DENY;
}

enum fault engine_guard(struct db *db)
{
    if (db->use == ENGINE_READ) {
        TRY(engine_exec(db, "pragma query_only = on"));
    }
    if (db->use == ENGINE_READ || db->use == ENGINE_WRITE) {
        sqlite3_busy_timeout(db->handle, DB_BUSY_MS_MAX); /* opening is over: from here on somebody waits */
        sqlite3_progress_handler(db->handle, DB_PROGRESS_STEPS, is_late, db);
    }
    sqlite3_set_authorizer(db->handle, authorize, NULL);
    return OK;
}

void engine_unguard(struct db *db)
{
    sqlite3_set_authorizer(db->handle, NULL, NULL);
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    for (size_t i = 0; i < db->cache_size; i++) {
        if (db->cache[i] != NULL) {
            sqlite3_finalize(db->cache[i]->stmt);
            mem_free(db->cache[i]);
        }
    }
    for (size_t i = 0; i < ENGINE_OWN_MAX; i++) {
        sqlite3_finalize(db->own[i].stmt);
    }
    mem_free(db->cache);
    arena_done(&db->kept_arena);
    check(sqlite3_close(db->handle) == SQLITE_OK);
    mem_free(db);
}

const char *engine_schema(const struct db *db, const char *set)
{
    return db->use == ENGINE_BUILD ? "main" : set;
}

/* ---- SQL as text, for db's own files */

enum fault engine_exec(struct db *db, const char *sql)
{
    return fault_of(db, "exec", sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

enum fault engine_ask(struct db *db, struct arena *arena, const char *sql, struct str *ret_text)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(stmt);
    }
    enum fault fault = rc == SQLITE_DONE ? FAULT_NOT_FOUND : fault_of(db, "ask", rc);
    if (fault == OK) {
        *ret_text = str_copy(arena, str_of((const char *)sqlite3_column_text(stmt, 0)));
    }
    sqlite3_finalize(stmt);
    return fault;
}

/* ---- statements */

static struct db_rows *find_cached(struct db *db, int number)
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
    if (db->cache[i] == NULL) {
        db->cache[i] = mem_alloc(sizeof *db->cache[i]);
    }
    return db->cache[i];
}

static enum fault prepare(struct db *db, const struct statement *statement, struct db_rows **ret_rows)
{
    struct db_rows *rows = find_cached(db, statement->number);
    check(rows->statement == NULL || rows->statement == statement);
    check(!rows->open);
    if (rows->stmt == NULL) {
        int rc =
            sqlite3_prepare_v3(db->handle, statement->sql[DB_SQLITE], -1, SQLITE_PREPARE_PERSISTENT, &rows->stmt, NULL);
        TRY(fault_of(db, statement->name, rc));
        check((size_t)sqlite3_bind_parameter_count(rows->stmt) == statement->in_count);
        check((size_t)sqlite3_column_count(rows->stmt) == statement->out_count);
        rows->statement = statement;
        rows->db = db;
    }
    *ret_rows = rows;
    return OK;
}

/* ---- transactions */

static const struct statement begin_reading = {.name = "begin", .number = OWN_BEGIN, .sql = {"begin"}};
static const struct statement rollback = {.name = "rollback", .number = OWN_ROLLBACK, .sql = {"rollback"}};

/* Prepared once: every page begins and ends a transaction. */
static enum fault run_own(struct db *db, const struct statement *statement)
{
    struct db_rows *rows = NULL;
    TRY(prepare(db, statement, &rows));
    enum fault fault = fault_of(db, statement->name, sqlite3_step(rows->stmt));
    sqlite3_reset(rows->stmt);
    return fault;
}

enum fault db_begin(struct db *db)
{
    enum fault fault = OK;
    if (fails(db, "begin", &fault)) {
        return fault;
    }
    check(sqlite3_get_autocommit(db->handle));
    db->deadline_ms = 0;
    return db->use == ENGINE_READ ? run_own(db, &begin_reading) : engine_exec(db, "begin immediate");
}

enum fault db_commit(struct db *db)
{
    enum fault fault = OK;
    if (fails(db, "commit", &fault)) {
        return fault;
    }
    check(!sqlite3_get_autocommit(db->handle));
    db->deadline_ms = 0;
    return engine_exec(db, "commit");
}

void db_rollback(struct db *db)
{
    if (!sqlite3_get_autocommit(db->handle)) {
        db->deadline_ms = 0;
        /* It cannot fail in a way that leaves the transaction open: the check holds SQLite to it. */
        enum fault fault = run_own(db, &rollback);
        check(fault == OK || fault == FAULT_IO || fault == FAULT_BUSY);
        check(sqlite3_get_autocommit(db->handle));
    }
}

/* ---- values and rows */

/* An empty blob needs an address, or SQLite takes it for NULL. */
static const char *bytes_of(const struct value *value)
{
    return value->text.s ? value->text.s : "";
}

static int bind_one(sqlite3_stmt *stmt, int i, const struct value *value, sqlite3_destructor_type life)
{
    switch (value->kind) {
    case VALUE_NULL:
        return sqlite3_bind_null(stmt, i);
    case VALUE_INT:
        return sqlite3_bind_int64(stmt, i, value->number);
    case VALUE_TEXT:
        return sqlite3_bind_text64(stmt, i, bytes_of(value), value->text.n, life, SQLITE_UTF8);
    case VALUE_BLOB:
        return sqlite3_bind_blob64(stmt, i, bytes_of(value), value->text.n, life);
    }
    return SQLITE_MISUSE;
}

static enum fault bind(struct db_rows *rows, const struct value *in, sqlite3_destructor_type life)
{
    const struct statement *statement = rows->statement;
    int rc = SQLITE_OK;
    for (size_t i = 0; i < statement->in_count && rc == SQLITE_OK; i++) {
        check(in[i].kind == VALUE_NULL ? statement->in[i].nullable : in[i].kind == statement->in[i].kind);
        rc = bind_one(rows->stmt, (int)i + 1, &in[i], life);
    }
    enum fault fault = fault_of(rows->db, statement->name, rc);
    if (fault != OK) {
        sqlite3_clear_bindings(rows->stmt);
    }
    return fault;
}

static void release(struct db_rows *rows)
{
    sqlite3_reset(rows->stmt);
    sqlite3_clear_bindings(rows->stmt);
    rows->open = false;
}

enum fault db_run(struct db *db, const struct statement *statement, const struct value *in)
{
    enum fault fault = OK;
    if (fails(db, statement->name, &fault)) {
        return fault;
    }
    struct db_rows *rows = NULL;
    TRY(prepare(db, statement, &rows));
    check(statement->out_count == 0);
    TRY(bind(rows, in, SQLITE_STATIC));
    db->statements_run++;
    db->deadline_ms = 0;
    fault = fault_of(db, statement->name, sqlite3_step(rows->stmt));
    db->changes = fault == OK ? sqlite3_changes64(db->handle) : 0;
    release(rows);
    return fault;
}

int64_t db_changes(const struct db *db)
{
    return db->changes;
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
    TRY(bind(rows, in, SQLITE_TRANSIENT));
    db->statements_run++;
    rows->open = true;
    *ret_rows = rows;
    return OK;
}

/* Whether the value of a column is what the heading says. */
static bool fits(const struct db_rows *rows, size_t i)
{
    static const int types[] = {[VALUE_INT] = SQLITE_INTEGER, [VALUE_TEXT] = SQLITE_TEXT, [VALUE_BLOB] = SQLITE_BLOB};
    const struct db_column *column = &rows->statement->out[i];
    int type = sqlite3_column_type(rows->stmt, (int)i);
    return type == SQLITE_NULL ? column->nullable : type == types[column->kind];
}

enum fault db_rows_next(struct db_rows *rows, bool *ret_more)
{
    enum fault fault = OK;
    check(rows->open);
    if (fails(rows->db, rows->statement->name, &fault)) {
        return fault;
    }
    rows->db->deadline_ms = 0;
    int rc = sqlite3_step(rows->stmt);
    TRY(fault_of(rows->db, rows->statement->name, rc));
    for (size_t i = 0; rc == SQLITE_ROW && i < rows->statement->out_count; i++) {
        if (!fits(rows, i)) {
            snprintf(rows->db->error, sizeof rows->db->error, "%s: the value of %s breaks the heading",
                     rows->statement->name, rows->statement->out[i].name);
            return FAULT_DAMAGED;
        }
    }
    *ret_more = rc == SQLITE_ROW;
    return OK;
}

void db_rows_close(struct db_rows *rows)
{
    if (rows != NULL) {
        release(rows);
    }
}

bool db_rows_is_null(const struct db_rows *rows, size_t column)
{
    check(rows->open && column < rows->statement->out_count);
    return sqlite3_column_type(rows->stmt, (int)column) == SQLITE_NULL;
}

int64_t db_rows_int(const struct db_rows *rows, size_t column)
{
    check(rows->open && column < rows->statement->out_count);
    return sqlite3_column_int64(rows->stmt, (int)column);
}

struct str db_rows_text(const struct db_rows *rows, size_t column)
{
    check(rows->open && column < rows->statement->out_count);
    int i = (int)column;
    if (sqlite3_column_type(rows->stmt, i) == SQLITE_NULL) {
        return (struct str){0};
    }
    const char *bytes = sqlite3_column_blob(rows->stmt, i);
    return (struct str){bytes ? bytes : "", (size_t)sqlite3_column_bytes(rows->stmt, i)};
}

/* ---- what a connection knows of itself */

enum db_engine db_engine_of(const struct db *db)
{
    (void)db;
    return DB_SQLITE;
}

int64_t db_content_version(const struct db *db)
{
    return db->content_version;
}

int64_t db_generation(const struct db *db)
{
    return db->generation;
}

struct touch *engine_touch(struct db *db, struct touch *ret_now)
{
    const char *main = sqlite3_db_filename(db->handle, "main");
    *ret_now = touch_look(main, sqlite3_filename_wal(main));
    return &db->touch;
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

static struct str judge_columns(struct arena *arena, const struct statement *statement, sqlite3_stmt *stmt)
{
    size_t in = (size_t)sqlite3_bind_parameter_count(stmt);
    size_t out = (size_t)sqlite3_column_count(stmt);
    if (in != statement->in_count || out != statement->out_count) {
        return str_format(arena, "%s: has %zu parameters and %zu columns, its heading %zu and %zu", statement->name, in,
                          out, statement->in_count, statement->out_count);
    }
    for (size_t i = 0; i < out; i++) {
        const char *name = sqlite3_column_name(stmt, (int)i);
        if (!str_eq(str_of(name), str_of(statement->out[i].name))) {
            return str_format(arena, "%s: column %zu is \"%s\", in its heading \"%s\"", statement->name,
                              i + 1, name, statement->out[i].name);
        }
    }
    return (struct str){0};
}

enum fault db_statement_check(struct db *db, struct arena *arena, const struct statement *statement,
                              struct str *ret_why)
{
    sqlite3_stmt *stmt = NULL;
    check(statement->sql[DB_SQLITE] != NULL);
    int rc = sqlite3_prepare_v2(db->handle, statement->sql[DB_SQLITE], -1, &stmt, NULL);
    if (rc != SQLITE_OK) {
        *ret_why = str_format(arena, "%s: %s", statement->name, sqlite3_errmsg(db->handle));
        return FAULT_DAMAGED;
    }
    struct str why = judge_columns(arena, statement, stmt);
    sqlite3_finalize(stmt);
    if (why.s != NULL) {
        *ret_why = why;
        return FAULT_DAMAGED;
    }
    return OK;
}
