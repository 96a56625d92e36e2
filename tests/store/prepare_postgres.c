/* SPDX-License-Identifier: AGPL-3.0-or-later
** prepare_postgres: on a private PostgreSQL 15, applies both sets of migrations and prepares every
** statement of the program, comparing number of parameters, and number, names and types of columns, with
** the headings. Each misfit is a line; any fails the test. Before that it prepares a few wrong ones, and
** fails if they pass: so that it is known to be able to fail. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "cluster.h"
#include "db/db.h"
#include "db/dialect.h"
#include "db/schema.h"

#define SKIPPED 77 /* what meson takes for a skipped test */

enum {
    TYPE_BYTEA = 17,
    TYPE_INT8 = 20,
    TYPE_INT4 = 23,
    TYPE_TEXT = 25
}; /* pg_type.oid, fixed in catalog/pg_type.dat */

static bool run(PGconn *pg, const char *sql)
{
    PGresult *result = PQexec(pg, sql);
    bool done = PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
    if (!done) {
        fprintf(stderr, "%s", PQresultErrorMessage(result));
    }
    PQclear(result);
    return done;
}

/* Each set has its schema; names are looked up in main, then in evidence. */
static bool apply(PGconn *pg, struct arena *arena, const struct migration_set *set)
{
    bool done = run(pg, str_format(arena, "create schema %s; set search_path = %s", set->name, set->name).s);
    for (size_t i = 0; done && i < set->n; i++) {
        struct str sql = dialect_translate(arena, set->items[i].text, DB_POSTGRES);
        done = run(pg, str_format(arena, "begin; %.*s commit", STR_ARG(sql)).s);
        if (!done) {
            fprintf(stderr, "migrations/%s/%s does not run on PostgreSQL\n", set->name, set->items[i].file);
        }
    }
    return done;
}

static unsigned type_of(enum value_kind kind)
{
    return kind == VALUE_INT ? TYPE_INT8 : kind == VALUE_TEXT ? TYPE_TEXT : TYPE_BYTEA;
}

/* A bare number in SQL is 32 bits there; a driver reads that as well. A sum of numbers is "numeric" until
** it is cast. */
static bool type_fits(unsigned type, enum value_kind kind)
{
    return type == type_of(kind) || (kind == VALUE_INT && type == TYPE_INT4);
}

static bool columns_fit(const struct statement *statement, const PGresult *described)
{
    bool fit = true;
    if ((size_t)PQnparams(described) != statement->in_count ||
        (size_t)PQnfields(described) != statement->out_count) {
        fprintf(stderr, "%s: %d parameters and %d columns, its heading says %zu and %zu\n", statement->name,
                PQnparams(described), PQnfields(described), statement->in_count, statement->out_count);
        return false;
    }
    for (size_t i = 0; i < statement->in_count; i++) {
        if (PQparamtype(described, (int)i) != type_of(statement->in[i].kind)) {
            fprintf(stderr, "%s: parameter %s has type %u\n", statement->name, statement->in[i].name,
                    PQparamtype(described, (int)i));
            fit = false;
        }
    }
    for (size_t i = 0; i < statement->out_count; i++) {
        const struct db_column *column = &statement->out[i];
        if (strcmp(PQfname(described, (int)i), column->name) != 0) {
            fprintf(stderr, "%s: column %zu is %s, in its heading %s\n", statement->name, i + 1,
                    PQfname(described, (int)i), column->name);
            fit = false;
        } else if (!type_fits(PQftype(described, (int)i), column->kind)) {
            fprintf(stderr, "%s: column %s has type %u, not %u\n", statement->name, column->name,
                    PQftype(described, (int)i), type_of(column->kind));
            fit = false;
        }
    }
    return fit;
}

static bool fits(PGconn *pg, const struct statement *statement)
{
    PGresult *prepared = PQprepare(pg, statement->name, statement->sql[DB_POSTGRES], 0, NULL);
    bool fit = PQresultStatus(prepared) == PGRES_COMMAND_OK;
    if (!fit) {
        fprintf(stderr, "%s: %s", statement->name, PQresultErrorMessage(prepared));
    }
    PQclear(prepared);
    if (fit) {
        PGresult *described = PQdescribePrepared(pg, statement->name);
        fit = PQresultStatus(described) == PGRES_COMMAND_OK && columns_fit(statement, described);
        PQclear(described);
    }
    return fit;
}

/* True when each wrong statement is found to be wrong. */
static bool can_fail(PGconn *pg)
{
    static const struct db_column name[] = {{"name", VALUE_TEXT, false}};
    static const struct statement wrong[] = {
        {.name = "wrong_table", .sql = {NULL, "select name from nowhere"}, .out = name, .out_count = 1},
        {.name = "wrong_name", .sql = {NULL, "select value from setting"}, .out = name, .out_count = 1},
        {.name = "wrong_count",
         .sql = {NULL, "select name, value from setting"},
         .out = name,
         .out_count = 1},
        {.name = "wrong_type", .sql = {NULL, "select 1::bigint as name"}, .out = name, .out_count = 1},
        {.name = "wrong_parameters",
         .sql = {NULL, "select name from setting where name = $1::text"},
         .out = name,
         .out_count = 1},
    };
    size_t found = 0;
    printf("five wrong statements first, each of which must be found:\n");
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        found += !fits(pg, &wrong[i]);
    }
    return found == COUNT_OF(wrong);
}

static int prepare_all(PGconn *pg, struct arena *arena)
{
    if (!apply(pg, arena, &migrations_main) || !apply(pg, arena, &migrations_evidence) ||
        !run(pg, "set search_path = main, evidence")) {
        return 1;
    }
    if (!can_fail(pg)) {
        fprintf(stderr, "a wrong statement passed: this test proves nothing\n");
        return 1;
    }
    size_t misfits = 0;
    for (size_t i = 0; i < statements_count; i++) {
        misfits += !fits(pg, statements[i]);
    }
    printf("PostgreSQL: %zu statements, %zu do not fit\n", statements_count, misfits);
    return misfits == 0 && statements_count > 0 ? 0 : 1;
}

int main(void)
{
    struct cluster cluster;
    struct arena arena;
    int result = 1;
    if (!cluster_is_installed()) {
        fprintf(stderr, "SKIPPED: PostgreSQL 15 is not installed (apt-get install postgresql-15), so no "
                        "statement was prepared on it\n");
        return SKIPPED;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    arena_init(&arena, 8u << 20);
    if (cluster_start(&cluster)) {
        PGconn *pg = PQconnectdb(str_format(&arena, "host=%s user=test dbname=postgres", cluster.folder).s);
        for (int i = 0; i < 100 && PQstatus(pg) != CONNECTION_OK; i++) { /* it listens before it is ready */
            PQreset(pg);
        }
        if (PQstatus(pg) == CONNECTION_OK) {
            result = prepare_all(pg, &arena);
        } else {
            fprintf(stderr, "PostgreSQL: %s", PQerrorMessage(pg));
        }
        PQfinish(pg);
    }
    cluster_stop(&cluster);
    arena_done(&arena);
    return result;
}
