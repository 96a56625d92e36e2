/* SPDX-License-Identifier: AGPL-3.0-or-later
** db_sqlite: the embedded engine. The only file that knows SQLite. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/scan.h"
#include "db/engine.h"
#include "db/files.h"
#include "db/touch.h"

struct sqlite_rows {
    struct db_rows rows;
    sqlite3_stmt *stmt;
};

struct sqlite {
    struct db db;
    sqlite3 *handle;
    sqlite3_stmt *begin; /* prepared once: every page begins and ends a transaction */
    sqlite3_stmt *rollback;
    int64_t deadline_ms; /* of the present call, in processor time; 0 until that was first looked at */
    struct touch touch;  /* the last look at the files, for is_stale */
    struct touch begun;  /* before the transaction of a page took its picture */
    struct touch news;   /* as touch, for news */
};

static struct sqlite *sqlite_of(struct db *db)
{
    return (struct sqlite *)db;
}

static sqlite3 *handle_of(const struct db *db)
{
    return ((const struct sqlite *)db)->handle;
}

static sqlite3_stmt *stmt_of(const struct db_rows *rows)
{
    return ((const struct sqlite_rows *)rows)->stmt;
}

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
        snprintf(db->error, sizeof db->error, "%s: %s (%d)", name, sqlite3_errmsg(handle_of(db)), rc);
    }
    return fault;
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

/* Called every DB_PROGRESS_STEPS; the first look at the clock in a call sets its end, so quick calls pay
** nothing. */
static int is_late(void *context)
{
    struct sqlite *sqlite = context;
    int64_t spent = spent_ms();
    if (sqlite->deadline_ms == 0) {
        sqlite->deadline_ms = spent + STATEMENT_TIME_MS_MAX;
    }
    return spent > sqlite->deadline_ms;
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

static enum fault exec(struct db *db, const char *sql)
{
    return fault_of(db, "exec", sqlite3_exec(handle_of(db), sql, NULL, NULL, NULL));
}

static enum fault set_pragmas(struct db *db)
{
    static const char for_build[] =
        "pragma journal_mode = truncate; pragma synchronous = off; pragma foreign_keys = off;"
        "pragma locking_mode = exclusive; pragma cache_size = -" TEXT_OF(DB_CACHE_BUILD_KIB);
    static const char for_others[] =
        "pragma synchronous = full; pragma secure_delete = on; pragma foreign_keys = on;"
        "pragma temp_store = memory; pragma mmap_size = 0;"
        "pragma journal_size_limit = 4194304; pragma cache_size = -" TEXT_OF(DB_CACHE_MAIN_KIB);
    TRY(exec(db, db->use == ENGINE_BUILD ? for_build : for_others));
    /* A file that is no database shows itself only when it is first read. */
    return exec(db, "select count(*) from main.sqlite_schema");
}

static enum fault open_file(struct sqlite *sqlite, const char *path)
{
    enum engine_use use = sqlite->db.use;
    bool patient = use == ENGINE_ADMIN || use == ENGINE_BUILD;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI |
                (use == ENGINE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                (patient ? SQLITE_OPEN_CREATE : 0);
    /* Processes, no threads: no locks within the library, and no counting of its memory. Only the first call counts. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int rc = sqlite3_open_v2(path, &sqlite->handle, flags, NULL);
    TRY(fault_of(&sqlite->db, "open", rc));
    set_defences(sqlite->handle);
    set_limits(sqlite->handle);
    sqlite3_busy_timeout(sqlite->handle, patient ? DB_BUSY_ADMIN_MS_MAX : DB_BUSY_OPEN_MS_MAX);
    return set_pragmas(&sqlite->db);
}

static enum fault open_place(struct arena *arena, const struct place *place, int64_t number, enum engine_use use,
                             struct db **ret_db, struct str *ret_error)
{
    struct sqlite *sqlite = mem_alloc(sizeof *sqlite);
    engine_db_init(&sqlite->db, &engine_sqlite, use);
    enum fault fault = open_file(sqlite, number == 0 ? place->main : files_evidence(arena, place, number));
    if (fault != OK) {
        *ret_error = str_copy(arena, db_error(&sqlite->db));
        db_close(&sqlite->db);
        return fault;
    }
    *ret_db = &sqlite->db;
    return OK;
}

static enum fault attach(struct db *db, struct arena *arena, const struct place *place, int64_t number)
{
    char *sql = sqlite3_mprintf(
        "attach %Q as evidence; pragma evidence.cache_size = -%d; pragma evidence.mmap_size = %u",
        files_evidence_uri(arena, place, number), DB_CACHE_EVIDENCE_KIB, DB_MMAP_EVIDENCE_MAX);
    check(sql != NULL);
    enum fault fault = exec(db, sql);
    sqlite3_free(sql);
    return fault != OK && !files_exist(files_evidence(arena, place, number)) ? FAULT_NOT_FOUND : fault;
}

/* What a statement may do. The full text index reads one pragma by itself. */
static int authorize(void *context, int action, const char *a, const char *b, const char *schema,
                     const char *trigger)
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

static enum fault guard(struct db *db)
{
    sqlite3 *handle = handle_of(db);
    if (db->use == ENGINE_READ) {
        TRY(exec(db, "pragma query_only = on"));
    }
    if (db->use == ENGINE_READ || db->use == ENGINE_WRITE) {
        sqlite3_busy_timeout(handle, DB_BUSY_MS_MAX); /* opening is over: from here on somebody waits */
        sqlite3_progress_handler(handle, DB_PROGRESS_STEPS, is_late, db);
    }
    sqlite3_set_authorizer(handle, authorize, NULL);
    return OK;
}

static void unguard(struct db *db)
{
    sqlite3_set_authorizer(handle_of(db), NULL, NULL);
    sqlite3_progress_handler(handle_of(db), 0, NULL, NULL);
}

static void close_db(struct db *db)
{
    struct sqlite *sqlite = sqlite_of(db);
    sqlite3_finalize(sqlite->begin);
    sqlite3_finalize(sqlite->rollback);
    check(sqlite3_close(sqlite->handle) == SQLITE_OK);
    mem_free(sqlite);
}

static struct touch look_at_files(const struct sqlite *sqlite)
{
    const char *main = sqlite3_db_filename(sqlite->handle, "main");
    return touch_look(main, sqlite3_filename_wal(main));
}

/* `before`: a look that is older than the picture that the state is read from; it is the one to remember. */
static enum fault compare_state(struct db *db, const struct touch *before, const struct touch *now, bool *ret_stale)
{
    struct sqlite *sqlite = sqlite_of(db);
    int64_t generation = 0;
    int64_t content_version = 0;
    if (touch_is_same(&sqlite->touch, now)) {
        *ret_stale = false;
        return OK;
    }
    TRY(db_state_read(db, &generation, &content_version));
    *ret_stale = generation != db->generation || content_version != db->content_version;
    sqlite->touch = *ret_stale ? (struct touch){.sure = false} : *before;
    return OK;
}

static enum fault is_stale(struct db *db, bool *ret_stale)
{
    struct touch now = look_at_files(sqlite_of(db));
    return compare_state(db, &now, &now, ret_stale);
}

/* The transaction's picture may be older than the files are now. */
static enum fault look(struct db *db, bool *ret_stale)
{
    struct touch now = look_at_files(sqlite_of(db));
    return compare_state(db, &sqlite_of(db)->begun, &now, ret_stale);
}

/* The look is cheaper than the engine's own number of a commit, and needs no lock. */
static enum fault news(struct db *db, bool *ret_any)
{
    struct sqlite *sqlite = sqlite_of(db);
    struct touch now = look_at_files(sqlite);
    *ret_any = !touch_is_same(&sqlite->news, &now);
    sqlite->news = now;
    return OK;
}

static int news_fd(const struct db *db)
{
    (void)db;
    return -1;
}

/* ---- SQL as text, for db's own files */

static enum fault ask(struct db *db, struct arena *arena, const char *sql, struct str *ret_text)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(handle_of(db), sql, -1, &stmt, NULL);
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

static const char *schema(const struct db *db, bool attached)
{
    (void)db;
    return attached ? "evidence" : "main";
}

static enum fault count_tables(struct db *db, struct arena *arena, const char *name, int64_t *ret_count, bool *ret_ours)
{
    struct str count;
    struct str ours;
    TRY(ask(db, arena, str_format(arena, "select count(*) from %s.sqlite_schema", name).s, &count));
    TRY(ask(db, arena,
            str_format(arena, "select count(*) from %s.sqlite_schema where name = 'schema_migration'", name).s, &ours));
    *ret_ours = !str_eq(ours, S("0"));
    return parse_int(count, 0, INT64_MAX, ret_count) ? OK : FAULT_DAMAGED;
}

static enum fault list_columns(struct db *db, struct arena *arena, const char *name, struct str *ret_lines)
{
    struct str sql = str_format(
        arena,
        "select coalesce(group_concat(line, char(10)), '') from (select m.name || ' ' || c.name || ' ' || lower(c.type)"
        " || ' ' || c.\"notnull\" || ' ' || c.pk as line from %s.sqlite_schema m, pragma_table_info(m.name, '%s') c"
        " where m.type = 'table' and m.name not like 'sqlite!_%%' escape '!' order by m.name, c.cid)", name, name);
    return ask(db, arena, sql.s, ret_lines);
}

/* ---- transactions */

static enum fault run_prepared(struct db *db, sqlite3_stmt **stmt, const char *sql)
{
    int rc = SQLITE_OK;
    if (*stmt == NULL) {
        rc = sqlite3_prepare_v3(handle_of(db), sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
    }
    enum fault fault = fault_of(db, sql, rc == SQLITE_OK ? sqlite3_step(*stmt) : rc);
    sqlite3_reset(*stmt);
    return fault;
}

static enum fault begin(struct db *db)
{
    struct sqlite *sqlite = sqlite_of(db);
    sqlite->deadline_ms = 0;
    if (db->fresh) {
        sqlite->begun = look_at_files(sqlite);
    }
    return db->use == ENGINE_READ ? run_prepared(db, &sqlite->begin, "begin") : exec(db, "begin immediate");
}

static enum fault commit(struct db *db)
{
    sqlite_of(db)->deadline_ms = 0;
    return exec(db, "commit");
}

/* SQLite takes a transaction back by itself when the disk is full. */
static void rollback(struct db *db)
{
    struct sqlite *sqlite = sqlite_of(db);
    if (!sqlite3_get_autocommit(sqlite->handle)) {
        sqlite->deadline_ms = 0;
        /* It cannot fail in a way that leaves the transaction open: the check holds SQLite to it. */
        enum fault fault = run_prepared(db, &sqlite->rollback, "rollback");
        check(fault == OK || fault == FAULT_IO || fault == FAULT_BUSY);
        check(sqlite3_get_autocommit(sqlite->handle));
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
    sqlite3_stmt *stmt = stmt_of(rows);
    int rc = SQLITE_OK;
    for (size_t i = 0; i < statement->in_count && rc == SQLITE_OK; i++) {
        rc = bind_one(stmt, (int)i + 1, &in[i], life);
    }
    enum fault fault = fault_of(rows->db, statement->name, rc);
    if (fault != OK) {
        sqlite3_clear_bindings(stmt);
    }
    return fault;
}

static void rows_close(struct db_rows *rows)
{
    sqlite3_reset(stmt_of(rows));
    sqlite3_clear_bindings(stmt_of(rows));
}

static void rows_free(struct db_rows *rows)
{
    sqlite3_finalize(stmt_of(rows));
}

static enum fault prepare(struct db_rows *rows)
{
    struct sqlite_rows *own = (struct sqlite_rows *)rows;
    const struct statement *statement = rows->statement;
    int rc = sqlite3_prepare_v3(handle_of(rows->db), statement->sql[DB_SQLITE], -1, SQLITE_PREPARE_PERSISTENT,
                                &own->stmt, NULL);
    TRY(fault_of(rows->db, statement->name, rc));
    check((size_t)sqlite3_bind_parameter_count(own->stmt) == statement->in_count);
    check((size_t)sqlite3_column_count(own->stmt) == statement->out_count);
    return OK;
}

static enum fault run(struct db_rows *rows, const struct value *in)
{
    struct db *db = rows->db;
    TRY(bind(rows, in, SQLITE_STATIC));
    sqlite_of(db)->deadline_ms = 0;
    enum fault fault = fault_of(db, rows->statement->name, sqlite3_step(stmt_of(rows)));
    rows->changed = fault == OK ? sqlite3_changes64(handle_of(db)) : 0;
    rows->changes += rows->changed;
    rows_close(rows);
    return fault;
}

static void settle(struct db *db)
{
    (void)db; /* every run has ended when it returns */
}

static enum fault rows_open(struct db_rows *rows, const struct value *in)
{
    return bind(rows, in, SQLITE_TRANSIENT);
}

static struct value value_at(sqlite3_stmt *stmt, int i)
{
    int type = sqlite3_column_type(stmt, i);
    if (type == SQLITE_INTEGER) {
        return (struct value){.kind = VALUE_INT, .number = sqlite3_column_int64(stmt, i)};
    }
    if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
        const char *bytes = sqlite3_column_blob(stmt, i);
        struct str text = {bytes ? bytes : "", (size_t)sqlite3_column_bytes(stmt, i)};
        return (struct value){.kind = type == SQLITE_TEXT ? VALUE_TEXT : VALUE_BLOB, .text = text};
    }
    return (struct value){.kind = type == SQLITE_NULL ? VALUE_NULL : VALUE_STRANGE};
}

static enum fault rows_next(struct db_rows *rows, bool *ret_more)
{
    sqlite3_stmt *stmt = stmt_of(rows);
    sqlite_of(rows->db)->deadline_ms = 0;
    int rc = sqlite3_step(stmt);
    TRY(fault_of(rows->db, rows->statement->name, rc));
    for (size_t i = 0; rc == SQLITE_ROW && i < rows->statement->out_count; i++) {
        rows->row[i] = value_at(stmt, (int)i);
    }
    *ret_more = rc == SQLITE_ROW;
    return OK;
}

static struct str judge_columns(struct arena *arena, const struct statement *statement, sqlite3_stmt *stmt)
{
    size_t in = (size_t)sqlite3_bind_parameter_count(stmt);
    size_t out = (size_t)sqlite3_column_count(stmt);
    if (in != statement->in_count || out != statement->out_count) {
        return str_format(arena, "%s: has %zu parameters and %zu columns, its heading %zu and %zu",
                          statement->name, in, out, statement->in_count, statement->out_count);
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

static enum fault statement_check(struct db *db, struct arena *arena, const struct statement *statement,
                                  struct str *ret_why)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(handle_of(db), statement->sql[DB_SQLITE], -1, &stmt, NULL);
    if (rc != SQLITE_OK) {
        *ret_why = str_format(arena, "%s: %s", statement->name, sqlite3_errmsg(handle_of(db)));
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

const struct engine engine_sqlite = {
    .id = DB_SQLITE,
    .advice = "look at the disk and the rights of the file",
    .rows_size = sizeof(struct sqlite_rows),
    .parse = files_parse,
    .exists = files_exist_main,
    .make = files_make,
    .evidence = files_evidence,
    .open = open_place,
    .close = close_db,
    .attach = attach,
    .guard = guard,
    .unguard = unguard,
    .is_stale = is_stale,
    .news = news,
    .news_fd = news_fd,
    .exec = exec,
    .ask = ask,
    .schema = schema,
    .count_tables = count_tables,
    .list_columns = list_columns,
    .begin = begin,
    .look = look,
    .commit = commit,
    .rollback = rollback,
    .prepare = prepare,
    .run = run,
    .settle = settle,
    .rows_open = rows_open,
    .rows_next = rows_next,
    .rows_close = rows_close,
    .rows_free = rows_free,
    .statement_check = statement_check,
    .builder = &builder_sqlite,
};
