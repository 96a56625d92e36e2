/* SPDX-License-Identifier: AGPL-3.0-or-later
** scratch_postgres: as the superuser of the cluster. */
#include "scratch_postgres.h"

#include <libpq-fe.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/scan.h"

#define SQL_MAX (64u << 20)

static PGconn *connect_as_superuser(const char *database)
{
    const char *const keywords[] = {"host", "user", "dbname", NULL};
    const char *const values[] = {getenv("CLUSTER_FOLDER"), "test", database, NULL};
    PGconn *pg = PQconnectdbParams(keywords, values, 0);
    if (PQstatus(pg) != CONNECTION_OK) {
        fail_msg("PostgreSQL: %s", PQerrorMessage(pg));
    }
    return pg;
}

/* The first column of the first row, or an empty text; copied when there is an arena. */
static struct str run(PGconn *pg, struct arena *arena, const char *sql)
{
    struct str said = S("");
    PGresult *result = PQexec(pg, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fail_msg("%.300s: %s", sql, PQresultErrorMessage(result));
    }
    if (arena != NULL && PQntuples(result) > 0) {
        said = str_copy(arena, str_of(PQgetvalue(result, 0, 0)));
    }
    PQclear(result);
    return said;
}

static struct str run_on(struct arena *arena, const char *database, const char *sql)
{
    PGconn *pg = connect_as_superuser(database);
    struct str said = run(pg, arena, sql);
    PQfinish(pg);
    return said;
}

struct str scratch_postgres_url(struct scratch *scratch, const char *user, const char *database)
{
    return str_format(&scratch->arena, "postgres://%s@/%s?host=%s", user, database, getenv("CLUSTER_FOLDER"));
}

void scratch_postgres_make(struct scratch *scratch, const char *model)
{
    static int made;
    struct arena *arena = &scratch->arena;
    scratch->name = str_format(arena, "t%d_%d", (int)getpid(), ++made).s;
    struct str sql = str_format(arena, "create database %s owner network template %s strategy file_copy", scratch->name,
                                model ? model : "template0");
    run_on(NULL, "postgres", sql.s);
    scratch->url = scratch_postgres_url(scratch, "network", scratch->name);
}

void scratch_postgres_copy(const char *from, const char *to)
{
    char sql[160];
    snprintf(sql, sizeof sql, "create database %s owner network template %s strategy file_copy", to, from);
    run_on(NULL, "postgres", sql);
}

bool scratch_postgres_has(const char *name)
{
    char bytes[64];
    char sql[160];
    struct arena arena;
    arena_init(&arena, sizeof bytes);
    snprintf(sql, sizeof sql, "select count(*) from pg_database where datname = '%s'", name);
    bool has = str_eq(run_on(&arena, "postgres", sql), S("1"));
    arena_done(&arena);
    return has;
}

static void drop(struct scratch *scratch, const char *name)
{
    run_on(NULL, "postgres", str_format(&scratch->arena, "drop database %s with (force)", name).s);
}

void scratch_postgres_drop(struct scratch *scratch)
{
    struct str next = str_format(&scratch->arena, "select datname from pg_database where starts_with(datname, '%s_')",
                                 scratch->name);
    struct str other = run_on(&scratch->arena, "postgres", next.s);
    for (; other.n > 0; other = run_on(&scratch->arena, "postgres", next.s)) {
        drop(scratch, other.s);
    }
    drop(scratch, scratch->name);
}

/* ---- other databases beside it */

static const char *other_name(struct scratch *scratch, const char *name)
{
    return str_format(&scratch->arena, "%s_%s", scratch->name, name).s;
}

struct str scratch_postgres_other(struct scratch *scratch, const char *name)
{
    const char *other = other_name(scratch, name);
    if (!scratch_postgres_has(other)) {
        scratch_postgres_copy("template0", other);
    }
    return scratch_postgres_url(scratch, "network", other);
}

void scratch_postgres_other_remove(struct scratch *scratch, const char *name)
{
    drop(scratch, other_name(scratch, name));
}

bool scratch_postgres_other_is_there(struct scratch *scratch, const char *name)
{
    const char *sql = "select count(*) from pg_namespace where nspname = 'main' or starts_with(nspname, 'evidence')";
    return !str_eq(run_on(&scratch->arena, other_name(scratch, name), sql), S("0"));
}

/* "net.evidence-7.db" is number 7, evidence_7 here, any other 0, main. */
static int64_t number_of(const char *file)
{
    struct scan scan = scan_of(str_of(file));
    uint64_t number = 0;
    bool evidence = scan_literal(&scan, S("net.evidence-")) && scan_unsigned(&scan, INT64_MAX, &number);
    return evidence ? (int64_t)number : 0;
}

static struct str schema_of(struct scratch *scratch, const char *file)
{
    int64_t number = number_of(file);
    return number > 0 ? str_format(&scratch->arena, "evidence_%lld", (long long)number) : S("main");
}

int64_t scratch_postgres_make_schema(struct scratch *scratch, const char *file)
{
    struct str sql = str_format(&scratch->arena, "set client_min_messages = warning; create schema if not exists "
                                "%.*s authorization network", STR_ARG(schema_of(scratch, file)));
    run_on(NULL, scratch->name, sql.s);
    return number_of(file);
}

/* "x'00ff'" is "'\x00ff'" here. */
static void put_blobs(struct buf *to, struct str sql)
{
    for (size_t i = 0; i < sql.n; i++) {
        bool blob = sql.s[i] == 'x' && i + 1 < sql.n && sql.s[i + 1] == '\'' && i > 0 && strchr(" (=,", sql.s[i - 1]);
        if (blob) {
            buf_put_str(to, S("'\\x"));
            i++;
        } else {
            buf_put_char(to, sql.s[i]);
        }
    }
}

/* What is made here belongs to the network as well. */
#define GIVE_AWAY                                                                                                 \
    "do $$ declare t record; begin for t in select schemaname s, tablename n from pg_tables where tableowner = "  \
    "'test' and (schemaname = 'main' or schemaname like 'evidence%') loop "                                       \
    "execute format('alter table %I.%I owner to network', t.s, t.n); end loop; end $$"

struct str scratch_postgres_ask(struct scratch *scratch, const char *file, const char *sql)
{
    struct buf CLEANUP(buf_done) text;
    buf_init(&text, SQL_MAX);
    put_blobs(&text, str_of(sql));
    buf_put_char(&text, 0);
    check(!text.overflow);
    PGconn *pg = connect_as_superuser(scratch->name);
    struct str path = str_format(&scratch->arena, "set client_min_messages = warning; "
                                 "set session_replication_role = replica; set search_path = %.*s",
                                 STR_ARG(schema_of(scratch, file)));
    run(pg, NULL, path.s);
    struct str said = run(pg, &scratch->arena, text.bytes);
    run(pg, NULL, GIVE_AWAY);
    PQfinish(pg);
    return said;
}

void scratch_postgres_exec(struct scratch *scratch, const char *file, const char *sql)
{
    scratch_postgres_ask(scratch, file, sql);
}

void scratch_exec_cluster(const char *sql)
{
    run_on(NULL, "postgres", sql);
}

bool scratch_postgres_has_evidence(struct scratch *scratch, int64_t number)
{
    struct str sql = str_format(&scratch->arena, "select count(*) from pg_namespace where nspname = 'evidence_%lld'",
                                (long long)number);
    return str_eq(run_on(&scratch->arena, scratch->name, sql.s), S("1"));
}
