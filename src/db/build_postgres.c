/* SPDX-License-Identifier: AGPL-3.0-or-later
** build_postgres: a generation is a schema. Its statements are written by the server from its own catalogue. */
#include <stdio.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/scan.h"
#include "db/build.h"
#include "db/postgres.h"

#define LOCK_WAIT_MS_MAX 2000 /* a builder that died is noticed by the server within this */

/* ---- one builder at a time */

static enum fault lock(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    const struct place *place = &generation->place;
    struct str error = {0};
    enum fault fault = engine_postgres.open(arena, place, 0, ENGINE_ADMIN, &generation->main, &error);
    if (fault != OK) {
        *ret_why = str_format(arena, "the database %s cannot be opened (%.*s)", place->shown, STR_ARG(error));
        return fault;
    }
    struct str sql = str_format(arena, "set lock_timeout = %d; select pg_advisory_lock(%d, %d)", LOCK_WAIT_MS_MAX,
                                POSTGRES_LOCK, POSTGRES_LOCK_BUILDER);
    fault = postgres_exec(generation->main, sql.s);
    if (fault == FAULT_BUSY) {
        *ret_why = S("another import or migration is at work on this database; start again when it has ended");
        return fault;
    }
    if (fault == OK) {
        fault = postgres_exec(generation->main, str_format(arena, "set lock_timeout = %d", DB_BUSY_ADMIN_MS_MAX).s);
    }
    if (fault != OK) {
        *ret_why = str_format(arena, "the database %s cannot be locked (%.*s)", place->shown,
                              STR_ARG(db_error(generation->main)));
    }
    return fault;
}

/* The server hears of a connection's end a little later: whoever comes next should not have to wait for that. */
static void unlock(struct generation *generation)
{
    if (generation->main != NULL) {
        enum fault fault = postgres_exec(generation->main, "select pg_advisory_unlock_all()");
        (void)fault; /* a connection that is lost holds no lock */
    }
    db_close(generation->main);
}

static enum fault raise_main(struct generation *generation)
{
    return postgres_exec(generation->main, "create schema if not exists main");
}

/* ---- leftovers */

/* What somebody still reads stays until the next time. */
static enum fault drop(struct db *db, struct arena *arena, int64_t number)
{
    bool alone = false;
    struct str sql = str_format(arena, "select pg_try_advisory_lock(%d, %lld)", POSTGRES_LOCK, (long long)number);
    TRY(postgres_ask_bool(db, arena, sql.s, &alone));
    if (!alone) {
        return OK;
    }
    sql = str_format(arena, "drop schema if exists %s cascade; select pg_advisory_unlock(%d, %lld)",
                     postgres_schema(arena, number), POSTGRES_LOCK, (long long)number);
    return postgres_exec(db, sql.s);
}

static void sweep(struct generation *generation, int64_t low, int64_t high)
{
    struct db *db = generation->main;
    struct arena *arena = generation->arena;
    struct str rest = {0};
    enum fault fault = postgres_ask(db, arena,
                                    "select coalesce(string_agg(substr(nspname, 10), ' '), '') from pg_namespace "
                                    "where nspname ~ '^evidence_[0-9]{1,9}$'", &rest);
    while (fault == OK && rest.s != NULL) {
        int64_t number = 0;
        if (parse_int(str_cut(rest, ' ', &rest), 0, INT32_MAX, &number) && (number < low || number > high)) {
            fault = drop(db, arena, number);
        }
    }
}

/* ---- the new schema */

/* Asks for a text that is SQL, and runs it: several statements in one transaction. */
static enum fault run_made(struct db *db, struct arena *arena, struct str sql)
{
    struct str made;
    TRY(postgres_ask(db, arena, sql.s, &made));
    return postgres_exec(db, made.s);
}

#define TABLES_OF " from pg_class c where c.relnamespace = '%s'::regnamespace and c.relkind = 'r'"

/* Indexes come after the rows. What refers to another table comes last of all: see `tighten`. */
static enum fault copy(struct db *db, struct arena *arena, const char *from, const char *to)
{
    TRY(run_made(db, arena,
                 str_format(arena,
                            "select coalesce(string_agg(format('create table %s.%%1$I (like %s.%%1$I including all "
                            "excluding indexes); insert into %s.%%1$I select * from %s.%%1$I;', c.relname), ''), '')"
                            TABLES_OF, to, from, to, from, from)));
    TRY(run_made(db, arena,
                 str_format(arena,
                            "select coalesce(string_agg(format('alter table %s.%%I add constraint %%I %%s;', "
                            "c.relname, k.conname, pg_get_constraintdef(k.oid)), ''), '') from pg_constraint k "
                            "join pg_class c on c.oid = k.conrelid where k.connamespace = '%s'::regnamespace "
                            "and k.contype in ('p', 'u')", to, from)));
    return run_made(db, arena,
                    str_format(arena,
                               "select coalesce(string_agg(replace(pg_get_indexdef(i.indexrelid), ' ON %s.', "
                               "' ON %s.') || ';', ''), '') from pg_index i join pg_class c on c.oid = i.indrelid "
                               "where c.relnamespace = '%s'::regnamespace and not exists "
                               "(select from pg_constraint k where k.conindid = i.indexrelid and k.contype in "
                               "('p', 'u'))", from, to, from));
}

/* The references that the tables of a schema have, as SQL that makes them in another. Definitions name no schema when
** the search path finds their tables. `model`: format() of table, name and definition. */
static enum fault list_links(struct db *db, struct arena *arena, const char *from, const char *model,
                             struct str *ret_sql)
{
    TRY(postgres_exec(db, str_format(arena, "set search_path = %s, pg_temp", from).s));
    struct str sql = str_format(
        arena,
        "select coalesce(string_agg(format('%s', c.relname, k.conname, pg_get_constraintdef(k.oid)), '' "
        "order by c.relname, k.conname), '') from pg_constraint k join pg_class c on c.oid = k.conrelid "
        "where k.connamespace = '%s'::regnamespace and k.contype = 'f'", model, from);
    return postgres_ask(db, arena, sql.s, ret_sql);
}

#define ADD_LINK "alter table %I add constraint %I %s;"
#define DROP_LINK "alter table %I drop constraint %I;"

/* Each is checked for every row. */
static enum fault tighten(struct generation *generation)
{
    const char *links = generation->links.n > 0 ? str_c(generation->arena, generation->links) : "";
    generation->links = (struct str){0};
    return postgres_exec(generation->build, links);
}

static enum fault loosen(struct generation *generation)
{
    struct arena *arena = generation->arena;
    const char *name = engine_postgres.schema(generation->build, false);
    struct str drop_them;
    TRY(list_links(generation->build, arena, name, ADD_LINK, &generation->links));
    TRY(list_links(generation->build, arena, name, DROP_LINK, &drop_them));
    return postgres_exec(generation->build, drop_them.s);
}

static enum fault fill(struct generation *generation)
{
    struct arena *arena = generation->arena;
    struct db *db = generation->build;
    const char *from = postgres_schema(arena, generation->present);
    const char *to = postgres_schema(arena, generation->present + 1);
    TRY(postgres_exec(db, str_format(arena, "create schema %s", to).s));
    bool lost = true; /* as a file on the other engine: what is not there any more is made anew */
    TRY(postgres_ask_bool(db, arena, str_format(arena, "select to_regnamespace('%s') is null", from).s, &lost));
    if (lost) {
        return OK;
    }
    TRY(copy(db, arena, from, to));
    TRY(list_links(db, arena, from, ADD_LINK, &generation->links));
    TRY(postgres_exec(db, str_format(arena, "set search_path = %s, pg_temp", to).s));
    return generation->raising ? tighten(generation) : OK;
}

static enum fault start(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    const struct place *place = &generation->place;
    const char *shown = engine_postgres.evidence(arena, place, generation->present + 1);
    struct str error = {0};
    enum fault fault =
        engine_postgres.open(arena, place, generation->present + 1, ENGINE_BUILD, &generation->build, &error);
    if (fault == OK) {
        fault = fill(generation);
        error = db_error(generation->build);
    }
    if (fault != OK) {
        *ret_why = str_format(arena, "the new evidence %s cannot be begun (%.*s)", shown, STR_ARG(error));
    }
    return fault;
}

/* One after the other: VACUUM does not run among others. Nothing is ever written to these tables again, so that it need
** not look at them again either. */
static enum fault tidy(struct db *db, struct arena *arena, const char *name)
{
    struct str rest;
    TRY(postgres_ask(db, arena,
                     str_format(arena, "select coalesce(string_agg(format('vacuum (freeze, analyze) %s.%%I', "
                                "c.relname), ';'), '')" TABLES_OF, name, name).s, &rest));
    while (rest.s != NULL && rest.n > 0) {
        struct str one = str_cut(rest, ';', &rest);
        TRY(postgres_exec(db, str_c(arena, one)));
    }
    return OK;
}

/* What was written with synchronous_commit off is on disk once the transaction that publishes it is: it is one log. */
static enum fault finish(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    struct db *db = generation->build;
    const char *to = postgres_schema(arena, generation->present + 1);
    enum fault fault = tighten(generation);
    if (fault == FAULT_CONFLICT) {
        *ret_why = str_format(arena, "the new evidence does not hold together: %.*s", STR_ARG(db_error(db)));
        return FAULT_DAMAGED;
    }
    TRY(fault);
    TRY(tidy(db, arena, to));
    TRY(postgres_exec(db, str_format(arena, "revoke insert, update, delete, truncate on all tables in schema %s "
                                     "from current_user", to).s));
    db_close(db);
    generation->build = NULL;
    return OK;
}

/* ---- a fill */

/* Of those foreign keys that are made deferrable. */
static enum fault defer(struct generation *generation)
{
    return postgres_exec(generation->main, "set constraints all deferred");
}

static enum fault remove_all(struct generation *generation, bool again)
{
    (void)again; /* main stays open either way: it holds the lock */
    TRY(postgres_exec(generation->main, "drop schema if exists main cascade"));
    sweep(generation, INT64_MAX, INT64_MAX);
    return OK;
}

/* ---- db/verify.h */

/* Every row of every table as text, which reads what is kept beside it as well. */
static enum fault read_through(struct db *db, struct arena *arena, const char *name)
{
    struct str rest;
    TRY(postgres_ask(db, arena,
                     str_format(arena, "select coalesce(string_agg(format('select sum(length(t::text)) from "
                                "%s.%%I t', c.relname), ';'), '')" TABLES_OF, name, name).s, &rest));
    while (rest.s != NULL && rest.n > 0) {
        struct str one = str_cut(rest, ';', &rest);
        struct str sum;
        TRY(postgres_ask(db, arena, str_c(arena, one), &sum));
    }
    return OK;
}

/* A sentence for one reference that leads nowhere; FAULT_NOT_FOUND when all is well. All of ours have one column. */
static enum fault find_broken_link(struct db *db, struct arena *arena, const char *name, struct str *ret_said)
{
    struct str sql;
    TRY(postgres_ask(db, arena,
                     str_format(arena,
                                "select coalesce(string_agg(format('(select ''a row of %%s names no row of %%s'' from "
                                "%s.%%1$I a left join %s.%%2$I b on b.%%4$I = a.%%3$I where a.%%3$I is not null and "
                                "b.%%4$I is null limit 1)', c.relname, r.relname, ca.attname, ra.attname), "
                                "' union all '), 'select '''' where false') from pg_constraint k "
                                "join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid "
                                "join pg_attribute ca on ca.attrelid = c.oid and ca.attnum = k.conkey[1] "
                                "join pg_attribute ra on ra.attrelid = r.oid and ra.attnum = k.confkey[1] "
                                "where k.contype = 'f' and k.connamespace = '%s'::regnamespace", name, name, name).s,
                     &sql));
    return postgres_ask(db, arena, sql.s, ret_said);
}

static enum fault verify_schema(struct db *db, struct arena *arena, bool attached, struct problems *problems)
{
    const char *name = engine_postgres.schema(db, attached);
    struct str where = attached ? S("evidence") : S("main");
    struct str hint = attached ? S("import the evidence again") : S("bring back a backup");
    struct str said = {0};
    enum fault fault = read_through(db, arena, name);
    if (fault == FAULT_DAMAGED) {
        problems_add(problems, where, db_error(db), hint);
        return OK; /* what is read from broken pages says nothing more */
    }
    TRY(fault);
    fault = find_broken_link(db, arena, name, &said);
    if (fault == OK) {
        problems_add(problems, where, said, hint);
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static enum fault verify(struct db *db, struct arena *arena, struct problems *problems)
{
    engine_postgres.unguard(db);
    TRY(verify_schema(db, arena, false, problems));
    return verify_schema(db, arena, true, problems);
}

static enum fault dangers(struct db *db, struct arena *arena, struct problems *problems)
{
    struct str rest;
    bool superuser = false;
    TRY(postgres_ask(db, arena,
                     "select coalesce(string_agg(name, ' ' order by name), '') from pg_settings where setting = 'off' "
                     "and name in ('fsync', 'full_page_writes', 'synchronous_commit')", &rest));
    while (rest.s != NULL && rest.n > 0) {
        problems_add(problems, str_cut(rest, ' ', &rest),
                     S("is off in PostgreSQL: what people were told is kept can be lost when the machine dies"),
                     S("set it to on in postgresql.conf and reload"));
    }
    TRY(postgres_ask_bool(db, arena, "select rolsuper from pg_roles where rolname = current_user", &superuser));
    if (superuser) {
        problems_add(problems, S("role"), S("is a superuser of PostgreSQL: nothing keeps a mistake within the network"),
                     S("make a role of its own, as docs/operate.md says"));
    }
    return OK;
}

/* ---- what tables there are */

enum fault postgres_count_tables(struct db *db, struct arena *arena, const char *name, int64_t *ret_count,
                                 bool *ret_ours)
{
    struct str count;
    TRY(postgres_ask(db, arena,
                     str_format(arena, "select count(*) from pg_tables where schemaname = '%s'", name).s, &count));
    TRY(postgres_ask_bool(db, arena, str_format(arena, "select to_regclass('%s.schema_migration') is not null", name).s,
                          ret_ours));
    return parse_int(count, 0, INT64_MAX, ret_count) ? OK : FAULT_DAMAGED;
}

enum fault postgres_list_columns(struct db *db, struct arena *arena, const char *name, struct str *ret_lines)
{
    struct str sql = str_format(
        arena,
        "select coalesce(string_agg(line, E'\\n' order by t, n), '') from (select c.relname as t, a.attnum as n, "
        "format('%%s %%s %%s %%s %%s', c.relname, a.attname, case a.atttypid when 20 then 'integer' when 17 then "
        "'blob' else 'text' end, a.attnotnull::int, coalesce(array_position(i.indkey::int[], a.attnum::int) + 1, 0)) "
        "as line from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped "
        "left join pg_index i on i.indrelid = c.oid and i.indisprimary "
        "where c.relnamespace = '%s'::regnamespace and c.relkind = 'r') l", name);
    return postgres_ask(db, arena, sql.s, ret_lines);
}

/* An ordinary vacuum leaves the bytes of removed rows in their pages; statistics hold values as well. */
static enum fault scrub(struct db *db, const char *const *tables, size_t n)
{
    enum fault fault = OK;
    db->engine->unguard(db);
    for (size_t i = 0; fault == OK && i < n; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "vacuum (full, analyze) main.%s", tables[i]);
        fault = db->engine->exec(db, sql);
    }
    enum fault guarded = db->engine->guard(db);
    return fault == OK ? guarded : fault;
}

const struct builder builder_postgres = {
    .lock = lock,
    .raise_main = raise_main,
    .start = start,
    .finish = finish,
    .sweep = sweep,
    .unlock = unlock,
    .defer = defer,
    .loosen = loosen,
    .tighten = tighten,
    .remove = remove_all,
    .verify = verify,
    .dangers = dangers,
    .scrub = scrub,
};
