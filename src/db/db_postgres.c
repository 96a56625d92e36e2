/* SPDX-License-Identifier: AGPL-3.0-or-later
** db_postgres: the engine for what outgrows one file. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/limits.h"
#include "base/scan.h"
#include "db/ahead.h"
#include "db/postgres.h"
#include "db/url.h"
#include "db/wire.h"

#define FETCH_ROWS 256        /* of a statement whose rows have no bound, at a time */
#define IDLE_MS_MAX 60000     /* a transaction that nobody goes on with is taken back */
#define LOCK_WAIT_MS_MAX 1000 /* while opening */

struct postgres_rows {
    struct db_rows rows;
    struct wire_target target;
    const void *shown; /* the answer that is read: its own, or one that was sent ahead */
    bool known;
    bool writes;
    bool cursor; /* rows come a few at a time */
    int at;      /* the row after the present one */
};

struct postgres {
    struct db db;
    struct wire wire; /* its `lasting`: the server knows of the transaction */
    bool begun;       /* by "begin": it does not end with a sync */
    struct ahead ahead;
    char schema[WIRE_NAME_MAX];   /* main, or of the evidence opened */
    char evidence[WIRE_NAME_MAX]; /* attached */
};

static struct postgres *postgres_of(struct db *db)
{
    return (struct postgres *)db;
}

static struct postgres_rows *own_of(struct db_rows *rows)
{
    return (struct postgres_rows *)rows;
}

/* ---- places */

static enum fault parse(struct arena *arena, struct str url, struct place *ret_place, struct str *ret_why)
{
    const char *main = str_c(arena, url);
    const char *shown = str_c(arena, db_url_shown(arena, url));
    const char *why = memchr(url.s, 0, url.n) == NULL ? wire_url_why(arena, main) : "it holds a byte 0";
    if (why != NULL) {
        *ret_why = str_format(arena, "\"%s\" is no address of a database; write it as in "
                              "postgres://user@host/database (%s)", shown, why);
        return FAULT_INVALID;
    }
    *ret_place = (struct place){.engine = &engine_postgres, .main = main, .shown = shown};
    return OK;
}

/* Whether it is there shows when it is opened. */
static bool exists(const struct place *place)
{
    (void)place;
    return true;
}

/* The operator makes the database, as docs/operate.md says. */
static enum fault make(struct arena *arena, const struct place *place, struct str *ret_why)
{
    (void)arena, (void)place, (void)ret_why;
    return OK;
}

const char *postgres_schema(struct arena *arena, int64_t number)
{
    return str_format(arena, "evidence_%lld", (long long)number).s;
}

static const char *evidence(struct arena *arena, const struct place *place, int64_t number)
{
    return str_format(arena, "%s of %s", postgres_schema(arena, number), place->shown).s;
}

/* ---- SQL as text */

enum fault postgres_exec(struct db *db, const char *sql)
{
    return wire_exec(&postgres_of(db)->wire, sql);
}

enum fault postgres_ask(struct db *db, struct arena *arena, const char *sql, struct str *ret_text)
{
    return wire_ask(&postgres_of(db)->wire, arena, sql, ret_text);
}

enum fault postgres_ask_bool(struct db *db, struct arena *arena, const char *sql, bool *ret_is)
{
    struct str said;
    TRY(postgres_ask(db, arena, sql, &said));
    *ret_is = str_eq(said, S("t"));
    return OK;
}

static const char *schema(const struct db *db, bool attached)
{
    const struct postgres *pg = (const struct postgres *)db;
    return attached ? pg->evidence : pg->schema;
}

/* ---- opening */

/* There is one builder at a time: it may take memory to sort in that a server of many pages may not give to each. */
#define BUILD_SETTINGS \
    "set synchronous_commit = off; set work_mem = '32MB'; set maintenance_work_mem = '64MB';" \
    "select set_config('default_toast_compression', 'lz4', false) from pg_settings " \
    "where name = 'default_toast_compression' and 'lz4' = any(enumvals)" /* pglz took 5 in 100 of its time */

static enum fault set_session(struct db *db, struct arena *arena)
{
    bool patient = db->use == ENGINE_ADMIN || db->use == ENGINE_BUILD;
    int lock_ms = patient ? DB_BUSY_ADMIN_MS_MAX : LOCK_WAIT_MS_MAX;
    struct str sql = str_format(
        arena,
        "set search_path = %s, pg_temp; set client_min_messages = warning; set standard_conforming_strings = on;"
        "set jit = off; set statement_timeout = 0; set lock_timeout = %d; set default_transaction_isolation = '%s';"
        "set idle_in_transaction_session_timeout = %d; set client_connection_check_interval = 1000;"
        "set default_transaction_read_only = %s; %s; %s", postgres_of(db)->schema, lock_ms,
        db->use == ENGINE_READ ? "repeatable read" : "read committed", patient ? 0 : IDLE_MS_MAX,
        db->use == ENGINE_READ ? "on" : "off", db->use == ENGINE_BUILD ? BUILD_SETTINGS : "",
        patient ? "" : "listen " POSTGRES_CHANNEL);
    return postgres_exec(db, sql.s);
}

/* FAULT_INVALID and a sentence when texts would sort or be kept in another way than on SQLite. */
static enum fault check_database(struct db *db, struct arena *arena, struct str *ret_error)
{
    int version = wire_version(&postgres_of(db)->wire);
    struct str said;
    if (version < POSTGRES_SERVER_MIN) {
        *ret_error = str_format(arena, "PostgreSQL %d is too old; smallgiants needs %d", version, POSTGRES_SERVER_MIN);
        return FAULT_INVALID;
    }
    TRY(postgres_ask(db, arena,
                     "select pg_encoding_to_char(encoding) || ' ' || case when datlocprovider = 'c' and datcollate in "
                     "('C', 'POSIX', 'C.UTF-8', 'C.utf8') then 'C' "
                     "else format('%s:%s', datlocprovider, datcollate) end "
                     "from pg_database where datname = current_database()", &said));
    if (!str_eq(said, S("UTF8 C"))) {
        *ret_error = str_format(arena,
                                "the database keeps and sorts texts as \"%.*s\", smallgiants needs \"UTF8 C\": make it "
                                "with: createdb --template=template0 --encoding=UTF8 --locale=C NAME", STR_ARG(said));
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault open_main(struct postgres *pg, struct arena *arena, const struct place *place, int64_t number,
                            struct str *ret_error)
{
    snprintf(pg->schema, sizeof pg->schema, "%s", number == 0 ? "main" : postgres_schema(arena, number));
    TRY(wire_open(&pg->wire, place->main, &pg->db));
    TRY(check_database(&pg->db, arena, ret_error));
    return set_session(&pg->db, arena);
}

static enum fault open_place(struct arena *arena, const struct place *place, int64_t number, enum engine_use use,
                             struct db **ret_db, struct str *ret_error)
{
    struct postgres *pg = mem_alloc(sizeof *pg);
    struct str error = {0};
    engine_db_init(&pg->db, &engine_postgres, use);
    ahead_init(&pg->ahead, &pg->wire);
    enum fault fault = open_main(pg, arena, place, number, &error);
    if (fault != OK) {
        *ret_error = error.s != NULL ? error : str_copy(arena, db_error(&pg->db));
        db_close(&pg->db);
        return fault;
    }
    *ret_db = &pg->db;
    return OK;
}

static void close_db(struct db *db)
{
    ahead_done(&postgres_of(db)->ahead);
    wire_close(&postgres_of(db)->wire);
    mem_free(db);
}

/* Whoever removes a generation holds its lock alone, so it is there as long as we share it. */
static enum fault attach(struct db *db, struct arena *arena, const struct place *place, int64_t number)
{
    struct postgres *pg = postgres_of(db);
    const char *name = postgres_schema(arena, number);
    bool shared = false;
    bool there = false;
    (void)place;
    struct str lock =
        str_format(arena, "select pg_try_advisory_lock_shared(%d, %lld)", POSTGRES_LOCK, (long long)number);
    TRY(postgres_ask_bool(db, arena, lock.s, &shared));
    struct str look = str_format(arena, "select count(*) > 0 from pg_namespace where nspname = '%s'", name);
    TRY(postgres_ask_bool(db, arena, look.s, &there));
    if (!shared || !there) {
        return FAULT_NOT_FOUND;
    }
    snprintf(pg->evidence, sizeof pg->evidence, "%s", name);
    return postgres_exec(db, str_format(arena, "set search_path = %s, %s, pg_temp", pg->schema, name).s);
}

/* Opening is over: from here on somebody waits. */
static enum fault guard(struct db *db)
{
    char sql[96 + sizeof POSTGRES_LOOPS];
    if (db->use == ENGINE_ADMIN || db->use == ENGINE_BUILD) {
        return OK;
    }
    snprintf(sql, sizeof sql, "set statement_timeout = %d; set lock_timeout = %d; %s", STATEMENT_TIME_MS_MAX,
             DB_BUSY_MS_MAX, POSTGRES_LOOPS);
    return postgres_exec(db, sql);
}

static void unguard(struct db *db)
{
    enum fault fault = postgres_exec(db, "set statement_timeout = 0; " POSTGRES_NO_LOOPS);
    (void)fault; /* a connection that is lost says so at the next call */
}

static enum fault is_stale(struct db *db, bool *ret_stale)
{
    int64_t generation = 0;
    int64_t content_version = 0;
    TRY(db_state_read(db, &generation, &content_version));
    *ret_stale = generation != db->generation || content_version != db->content_version;
    return OK;
}

static enum fault news(struct db *db, bool *ret_any)
{
    return wire_news(&postgres_of(db)->wire, ret_any);
}

static int news_fd(const struct db *db)
{
    return wire_fd(&((const struct postgres *)db)->wire);
}

/* ---- transactions. A reader's begins with its first statement and ends without waiting, so that neither costs a round
** trip; on SQLite as well it is the first statement that takes the picture. That of a page is what lies between two
** syncs, so that the server need not read "begin" and "rollback" either. */

static enum fault send_lock(struct wire *wire)
{
    char sql[80];
    snprintf(sql, sizeof sql, "select pg_advisory_xact_lock(%d, %d)", POSTGRES_LOCK, POSTGRES_LOCK_WRITER);
    return wire_send(wire, sql);
}

/* Within the transaction, so that they are told when it is committed and not if it is not. */
static enum fault send_news(struct wire *wire)
{
    return wire_send(wire, "notify " POSTGRES_CHANNEL);
}

/* Nobody waits for what is still under way, but once for a statement that the server hears of for the first time: when
** what was sent before it failed, the server has thrown it away. */
static void end_reading(struct postgres *pg)
{
    struct wire *wire = &pg->wire;
    enum fault fault = OK;
    wire_forget(wire);
    if (wire->lasting && !wire_is_lost(wire)) {
        wire->pending = OK;
        fault = wire->unsynced > 0 ? wire_send_sync(wire) : OK; /* from here on the server listens, whatever failed */
        if (pg->begun && fault == OK) {
            fault = wire_send(wire, "rollback");
            fault = fault == OK ? wire_send_sync(wire) : fault;
        }
    }
    wire->lasting = false;
    wire->held = false;
    pg->begun = false;
    if (fault == OK && wire_prepares(wire)) {
        fault = wire_settle(wire);
    }
    (void)fault; /* only a connection that is lost fails here, and stays so */
    ahead_drop(&pg->ahead);
}

static void rollback(struct db *db)
{
    struct wire *wire = &postgres_of(db)->wire;
    if (db->use == ENGINE_READ) {
        end_reading(postgres_of(db));
        return;
    }
    if (!wire->lasting) {
        return;
    }
    enum fault fault = wire_settle(wire);
    if (!wire_is_lost(wire)) {
        wire->pending = OK;
        fault = wire_send(wire, "rollback");
        fault = fault == OK ? wire_send_sync(wire) : fault;
    }
    wire->lasting = false;
    if (fault == OK) {
        fault = wire_settle(wire);
    }
    (void)fault; /* only a connection that is lost fails here, and stays so */
}

static enum fault begin(struct db *db)
{
    struct wire *wire = &postgres_of(db)->wire;
    TRY(wire_pending(wire));
    if (db->use == ENGINE_READ) {
        return OK;
    }
    if (wire->unsynced > 0) { /* what was sent before it is no part of it */
        TRY(wire_send_sync(wire));
    }
    TRY(wire_send(wire, "begin isolation level read committed read write"));
    wire->lasting = true;
    if (db->use == ENGINE_BUILD) {
        return wire_pace(wire);
    }
    enum fault fault = send_lock(wire);
    fault = fault == OK ? wire_settle(wire) : fault;
    if (fault != OK) {
        rollback(db);
    }
    return fault;
}

static enum fault commit(struct db *db)
{
    struct wire *wire = &postgres_of(db)->wire;
    TRY(wire_pending(wire));
    if (db->use == ENGINE_READ) {
        rollback(db); /* nothing was written */
        return OK;
    }
    TRY(db->use == ENGINE_BUILD ? OK : send_news(wire)); /* nobody sees what is built until main names it */
    TRY(wire_send_commit(wire));
    wire->saving = db->use != ENGINE_BUILD; /* nobody has seen what it builds */
    TRY(wire_settle(wire));
    wire->lasting = false;
    return OK;
}

static enum fault begin_if_due(struct db *db)
{
    struct wire *wire = &postgres_of(db)->wire;
    TRY(wire_pending(wire));
    if (db->use != ENGINE_READ || !db->within || wire->lasting) {
        return OK;
    }
    wire->lasting = true;
    wire->held = db->fresh;
    if (db->fresh) {
        db_state_soon(db);
        return OK;
    }
    postgres_of(db)->begun = true;
    return wire_send(wire, "begin isolation level repeatable read read only");
}

/* A cursor wants a transaction that was begun. */
static enum fault begin_for_cursor(struct postgres *pg)
{
    if (pg->begun || !pg->wire.held) {
        return OK;
    }
    pg->begun = true;
    return wire_send(&pg->wire, "begin");
}

/* Its answer has come with those of the page, but for a page that has asked nothing. */
static enum fault look(struct db *db, bool *ret_stale)
{
    if (!postgres_of(db)->wire.lasting) {
        TRY(begin_if_due(db));
    }
    return is_stale(db, ret_stale);
}

/* ---- statements */

static bool is_writing(const char *sql)
{
    struct str text = str_trim(str_of(sql));
    return str_starts(text, S("insert")) || str_starts(text, S("update")) || str_starts(text, S("delete"));
}

/* The server hears of it together with its first run. */
static enum fault prepare(struct db_rows *rows)
{
    struct postgres_rows *own = own_of(rows);
    own->writes = is_writing(rows->statement->sql[DB_POSTGRES]);
    own->target = (struct wire_target){.rows = rows, .known = &own->known};
    return OK;
}

static void soon(struct db_rows *rows, const struct value *in)
{
    if (begin_if_due(rows->db) == OK) {
        ahead_send(&postgres_of(rows->db)->ahead, rows, &own_of(rows)->known, in);
    }
}

/* One statement of a writer: what fails takes back only itself, as on SQLite. Outside of a transaction it is one. */
static enum fault send_writing(struct wire *wire, struct postgres_rows *own, const struct value *in,
                               enum wire_kind kind)
{
    if (!wire->lasting) {
        TRY(send_lock(wire));
        wire->saving = true;
        TRY(wire_send_statement(wire, own->rows.statement, in, kind, &own->target));
        return send_news(wire);
    }
    TRY(wire_send(wire, "savepoint s"));
    TRY(wire_send_statement(wire, own->rows.statement, in, kind, &own->target));
    return wire_send(wire, "release s");
}

/* The statement failed, and the transaction goes on. */
static void take_back(struct wire *wire)
{
    if (wire_is_lost(wire)) {
        return;
    }
    wire->pending = OK;
    enum fault fault = wire_send(wire, "rollback to s");
    fault = fault == OK ? wire_send(wire, "release s") : fault;
    fault = fault == OK ? wire_settle(wire) : fault;
    (void)fault; /* stays pending */
}

/* Sends and waits, but for a builder that wants no rows. */
static enum fault run_statement(struct db_rows *rows, const struct value *in, enum wire_kind kind)
{
    struct db *db = rows->db;
    struct wire *wire = &postgres_of(db)->wire;
    struct postgres_rows *own = own_of(rows);
    bool guarded = own->writes && (db->use == ENGINE_WRITE || db->use == ENGINE_ADMIN);
    TRY(begin_if_due(db));
    TRY(guarded ? send_writing(wire, own, in, kind)
                : wire_send_statement(wire, rows->statement, in, kind, &own->target));
    if (db->use == ENGINE_BUILD && kind == WIRE_RUN) {
        return wire_pace(wire);
    }
    enum fault fault = wire_settle(wire);
    if (fault != OK && guarded && wire->lasting) {
        take_back(wire);
    }
    return fault;
}

static enum fault run(struct db_rows *rows, const struct value *in)
{
    return run_statement(rows, in, WIRE_RUN);
}

static void settle(struct db *db)
{
    struct wire *wire = &postgres_of(db)->wire;
    wire->pending = wire_settle(wire); /* the next call says it */
}

/* ---- rows; those without a bound a few at a time, through a cursor of the server */

static enum fault fetch(struct db_rows *rows)
{
    struct wire *wire = &postgres_of(rows->db)->wire;
    struct postgres_rows *own = own_of(rows);
    char sql[64];
    snprintf(sql, sizeof sql, "fetch forward %d from c%d", FETCH_ROWS, rows->statement->number);
    wire_clear(&own->target);
    own->at = 0;
    TRY(wire_pending(wire));
    TRY(wire_send_rows(wire, sql, &own->target));
    TRY(wire_settle(wire));
    own->shown = own->target.result;
    return OK;
}

static enum fault open_cursor(struct db_rows *rows, const struct value *in)
{
    const struct statement *statement = rows->statement;
    struct wire *wire = &postgres_of(rows->db)->wire;
    struct buf CLEANUP(buf_done) sql;
    buf_init(&sql, DB_SQL_MAX);
    buf_format(&sql, "declare c%d no scroll cursor for %s", statement->number, statement->sql[DB_POSTGRES]);
    buf_put_char(&sql, 0);
    check(!sql.overflow);
    TRY(begin_if_due(rows->db));
    TRY(begin_for_cursor(postgres_of(rows->db)));
    db_follow_note(rows->db, statement->name);
    TRY(wire_send_with(wire, sql.bytes, statement, in));
    own_of(rows)->cursor = true;
    return fetch(rows);
}

static enum fault rows_open(struct db_rows *rows, const struct value *in)
{
    struct postgres_rows *own = own_of(rows);
    bool streams = rows->statement->each && rows->db->within;
    own->cursor = false;
    own->at = 0;
    TRY(ahead_ask(&postgres_of(rows->db)->ahead, rows, in, &own->shown));
    if (own->shown == NULL) {
        enum fault fault = streams ? open_cursor(rows, in) : run_statement(rows, in, WIRE_ROWS);
        if (fault != OK) {
            wire_clear(&own->target);
            return fault;
        }
        own->shown = own->target.result;
    }
    check((size_t)wire_columns(own->shown) == rows->statement->out_count);
    return OK;
}

static enum fault rows_next(struct db_rows *rows, bool *ret_more)
{
    struct postgres_rows *own = own_of(rows);
    if (own->cursor && own->at == FETCH_ROWS) {
        TRY(fetch(rows));
    }
    *ret_more = own->at < wire_rows(own->shown);
    for (size_t i = 0; *ret_more && i < rows->statement->out_count; i++) {
        rows->row[i] = wire_value(own->shown, own->at, (int)i);
    }
    own->at += *ret_more;
    return OK;
}

static void rows_close(struct db_rows *rows)
{
    struct wire *wire = &postgres_of(rows->db)->wire;
    struct postgres_rows *own = own_of(rows);
    wire_clear(&own->target);
    if (own->cursor && wire->lasting && wire->pending == OK) {
        char sql[32];
        snprintf(sql, sizeof sql, "close c%d", rows->statement->number);
        wire->pending = wire_send(wire, sql); /* the next call says it */
    }
    own->cursor = false;
}

static void rows_free(struct db_rows *rows)
{
    wire_clear(&own_of(rows)->target);
}

static enum fault statement_check(struct db *db, struct arena *arena, const struct statement *statement,
                                  struct str *ret_why)
{
    return wire_check(&postgres_of(db)->wire, arena, statement, ret_why);
}

const struct engine engine_postgres = {
    .id = DB_POSTGRES,
    .advice = "does the server run, and may this role use it?",
    .rows_size = sizeof(struct postgres_rows),
    .parse = parse,
    .exists = exists,
    .make = make,
    .evidence = evidence,
    .open = open_place,
    .close = close_db,
    .attach = attach,
    .guard = guard,
    .unguard = unguard,
    .is_stale = is_stale,
    .news = news,
    .news_fd = news_fd,
    .exec = postgres_exec,
    .ask = postgres_ask,
    .schema = schema,
    .count_tables = postgres_count_tables,
    .list_columns = postgres_list_columns,
    .begin = begin,
    .look = look,
    .commit = commit,
    .rollback = rollback,
    .prepare = prepare,
    .soon = soon,
    .run = run,
    .settle = settle,
    .rows_open = rows_open,
    .rows_next = rows_next,
    .rows_close = rows_close,
    .rows_free = rows_free,
    .statement_check = statement_check,
    .builder = &builder_postgres,
};
