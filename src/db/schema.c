/* SPDX-License-Identifier: AGPL-3.0-or-later
** schema: which migrations a file has, and running those that it lacks. */
#include "db/schema.h"

#include "base/check.h"
#include "base/scan.h"
#include "db/dialect.h"
#include "db/digest.h"
#include "db/engine.h"

static const struct db_column migration_columns[] = {
    {"number", VALUE_INT, false}, {"file", VALUE_TEXT, false}, {"sha256", VALUE_TEXT, false}};

/* The engine's clock: a row says when it was written, nothing is decided by it. */
static const struct statement add = {
    .name = "schema_migration_add",
    .number = OWN_MIGRATION_ADD,
    .sql = {"insert into schema_migration (number, file, sha256, applied_at) values (?1, ?2, ?3, unixepoch())",
            "insert into schema_migration (number, file, sha256, applied_at) values ($1::bigint, $2::text, $3::text, "
            "extract(epoch from now())::bigint)"},
    .in = migration_columns,
    .in_count = COUNT_OF(migration_columns)};

/* A migration as well, but for its number: it comes before all others. */
static const char schema_table[] =
    "create table if not exists schema_migration (\n"
    "    number integer not null primary key, file text not null, sha256 text not null, applied_at integer not null\n"
    ");\n";

/* One after the other: to ask for all of them in one text would take other words on each engine. */
static enum fault compare(struct db *db, struct arena *arena, const struct migration_set *set, const char *schema,
                          enum schema_state *ret_state, size_t *ret_done)
{
    struct str count;
    int64_t n = 0;
    TRY(db->engine->ask(db, arena, str_format(arena, "select count(*) from %s.schema_migration", schema).s, &count));
    if (!parse_int(count, 0, INT64_MAX, &n)) {
        return FAULT_DAMAGED;
    }
    bool known = n <= (int64_t)set->n;
    for (int64_t i = 0; i < n && known; i++) {
        struct str sha256 = {0};
        struct str sql = str_format(arena, "select sha256 from %s.schema_migration where number = %lld", schema,
                                    (long long)i + 1);
        enum fault fault = db->engine->ask(db, arena, sql.s, &sha256);
        if (fault != OK && fault != FAULT_NOT_FOUND) {
            return fault;
        }
        known = fault == OK && str_eq(sha256, digest_of(arena, set->items[i].text));
    }
    *ret_state = !known ? SCHEMA_UNKNOWN : n == (int64_t)set->n ? SCHEMA_CURRENT : SCHEMA_BEHIND;
    *ret_done = known ? (size_t)n : 0;
    return OK;
}

enum fault schema_find(struct db *db, struct arena *arena, const struct migration_set *set, bool attached,
                       enum schema_state *ret_state, size_t *ret_done)
{
    const char *schema = db->engine->schema(db, attached);
    int64_t tables = 0;
    bool ours = false;
    TRY(db->engine->count_tables(db, arena, schema, &tables, &ours));
    if (!ours) {
        *ret_state = tables == 0 ? SCHEMA_NONE : SCHEMA_FOREIGN;
        *ret_done = 0;
        return OK;
    }
    return compare(db, arena, set, schema, ret_state, ret_done);
}

enum fault schema_judge(struct arena *arena, enum schema_state state, const char *shown, struct str *ret_why)
{
    switch (state) {
    case SCHEMA_CURRENT:
        return OK;
    case SCHEMA_NONE:
        *ret_why = str_format(
            arena, "the database %s has no tables yet; make them with: smallgiants migrate --seed", shown);
        return FAULT_NOT_FOUND;
    case SCHEMA_FOREIGN:
        *ret_why = str_format(arena, "%s is a database of something else; give another file", shown);
        return FAULT_CONFLICT;
    case SCHEMA_BEHIND:
        *ret_why = str_format(arena,
                              "the database %s was made by an earlier version; bring it up to date with: "
                              "smallgiants migrate",
                              shown);
        return FAULT_CONFLICT;
    case SCHEMA_UNKNOWN:
        break;
    }
    *ret_why =
        str_format(arena,
                   "the database %s was made by another version of smallgiants, which this one does not "
                   "know; use that version, or a copy of the database from before it",
                   shown);
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
    TRY(db->engine->exec(db, dialect_translate(arena, str_of(schema_table), db->engine->id).s));
    TRY(db->engine->exec(db, dialect_translate(arena, migration->text, db->engine->id).s));
    TRY(db_run(db, &add, row));
    return db_commit(db);
}

enum fault schema_raise(struct db *db, struct arena *arena, const struct migration_set *set, int *ret_done)
{
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(schema_find(db, arena, set, false, &state, &done));
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
