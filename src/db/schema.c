/* SPDX-License-Identifier: AGPL-3.0-or-later
** schema: which migrations a file has, and running those that it lacks. */
#include "db/schema.h"

#include "base/check.h"
#include "db/dialect.h"
#include "db/digest.h"
#include "db/engine.h"

static const struct db_column migration_columns[] = {
    {"number", VALUE_INT, false}, {"file", VALUE_TEXT, false}, {"sha256", VALUE_TEXT, false}};

static const struct statement list_main = {
    .name = "schema_migration_list", .number = OWN_MIGRATIONS_MAIN,
    .sql = {[DB_SQLITE] = "select number, file, sha256 from main.schema_migration order by number"},
    .out = migration_columns, .out_count = COUNT_OF(migration_columns)};

static const struct statement list_evidence = {
    .name = "schema_migration_list", .number = OWN_MIGRATIONS_EVIDENCE,
    .sql = {[DB_SQLITE] = "select number, file, sha256 from evidence.schema_migration order by number"},
    .out = migration_columns, .out_count = COUNT_OF(migration_columns)};

/* The engine's clock: a row says when it was written, nothing is decided by it. */
static const struct statement add = {
    .name = "schema_migration_add",
    .number = OWN_MIGRATION_ADD,
    .sql = {[DB_SQLITE] = "insert into main.schema_migration (number, file, sha256, applied_at) values (?1, "
                          "?2, ?3, unixepoch())"},
    .in = migration_columns,
    .in_count = COUNT_OF(migration_columns)};

static const char schema_table[] =
    "create table if not exists main.schema_migration (number integer not null primary key, file text not null,"
    " sha256 text not null, applied_at integer not null) strict";

static enum fault compare(struct db_rows *rows, struct arena *arena, const struct migration_set *set,
                          enum schema_state *ret_state, size_t *ret_done)
{
    size_t n = 0;
    bool more = false;
    TRY(db_rows_next(rows, &more));
    for (; more; n++) {
        bool known = n < set->n && db_rows_int(rows, 0) == (int64_t)n + 1 &&
                     str_eq(db_rows_text(rows, 2), digest_of(arena, set->items[n].text));
        if (!known) {
            *ret_state = SCHEMA_UNKNOWN;
            *ret_done = n;
            return OK;
        }
        TRY(db_rows_next(rows, &more));
    }
    *ret_state = n == set->n ? SCHEMA_CURRENT : SCHEMA_BEHIND;
    *ret_done = n;
    return OK;
}

enum fault schema_find(struct db *db, struct arena *arena, const struct migration_set *set, const char *schema,
                       enum schema_state *ret_state, size_t *ret_done)
{
    bool evidence = str_eq(str_of(schema), S("evidence"));
    struct str tables;
    struct str ours;
    TRY(engine_ask(db, arena, str_format(arena, "select count(*) from %s.sqlite_schema", schema).s, &tables));
    TRY(engine_ask(
        db, arena,
        str_format(arena, "select count(*) from %s.sqlite_schema where name = 'schema_migration'", schema).s,
        &ours));
    if (str_eq(ours, S("0"))) {
        *ret_state = str_eq(tables, S("0")) ? SCHEMA_NONE : SCHEMA_FOREIGN;
        *ret_done = 0;
        return OK;
    }
    struct db_rows *rows = NULL;
    TRY(db_rows_open(db, evidence ? &list_evidence : &list_main, NULL, &rows));
    enum fault fault = compare(rows, arena, set, ret_state, ret_done);
    db_rows_close(rows);
    return fault;
}

enum fault schema_judge(struct arena *arena, enum schema_state state, const char *file, struct str *ret_why)
{
    switch (state) {
    case SCHEMA_CURRENT:
        return OK;
    case SCHEMA_NONE:
        *ret_why = str_format(
            arena, "the database %s has no tables yet; make them with: smallgiants migrate --seed", file);
        return FAULT_NOT_FOUND;
    case SCHEMA_FOREIGN:
        *ret_why = str_format(arena, "%s is a database of something else; give another file", file);
        return FAULT_CONFLICT;
    case SCHEMA_BEHIND:
        *ret_why = str_format(arena,
                              "the database %s was made by an earlier version; bring it up to date with: "
                              "smallgiants migrate",
                              file);
        return FAULT_CONFLICT;
    case SCHEMA_UNKNOWN:
        break;
    }
    *ret_why =
        str_format(arena,
                   "the database %s was made by another version of smallgiants, which this one does not "
                   "know; use that version, or a copy of the database from before it",
                   file);
    return FAULT_CONFLICT;
}

static enum fault run_one(struct db *db, struct arena *arena, const struct migration *migration, size_t number)
{
    struct value row[] = {
        {.kind = VALUE_INT, .number = (int64_t)number},
        {.kind = VALUE_TEXT, .text = str_of(migration->file)},
        {.kind = VALUE_TEXT, .text = digest_of(arena, migration->text)},
    };
    TRY(db_begin(db));
    TRY(engine_exec(db, schema_table));
    TRY(engine_exec(db, dialect_translate(arena, migration->text, DB_SQLITE).s));
    TRY(db_run(db, &add, row));
    return db_commit(db);
}

enum fault schema_raise(struct db *db, struct arena *arena, const struct migration_set *set, int *ret_done)
{
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(schema_find(db, arena, set, "main", &state, &done));
    check(state == SCHEMA_NONE || state == SCHEMA_BEHIND || state == SCHEMA_CURRENT);
    for (size_t i = done; i < set->n; i++) {
        enum fault fault = run_one(db, arena, &set->items[i], i + 1);
        if (fault != OK) {
            db_rollback(db);
            return fault;
        }
    }
    *ret_done = (int)(set->n - done);
    return OK;
}
