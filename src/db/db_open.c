/* SPDX-License-Identifier: AGPL-3.0-or-later
** db_open: from a url to a connection that sees main and evidence, or a sentence why not. */
#include "base/check.h"
#include "db/db.h"
#include "db/engine.h"
#include "db/schema.h"

/* A generation can be removed between reading its number and opening its file; then the number has risen. */
#define ATTACH_TRIES 3

static const struct db_column state_columns[] = {{"number", VALUE_INT, false},
                                                 {"content_version", VALUE_INT, false}};

static const struct statement get_state = {
    .name = "generation_state", .number = OWN_STATE,
    .sql = {"select number, content_version from generation where id = 1",
            "select number, content_version from generation where id = 1"},
    .out = state_columns, .out_count = COUNT_OF(state_columns)};

enum fault db_state_read(struct db *db, int64_t *ret_generation, int64_t *ret_content_version)
{
    struct db_rows *rows = NULL;
    bool more = false;
    TRY(db_rows_open(db, &get_state, NULL, &rows));
    enum fault fault = db_rows_next(rows, &more);
    if (fault == OK && more) {
        *ret_generation = db_rows_int(rows, 0);
        *ret_content_version = db_rows_int(rows, 1);
    }
    db_rows_close(rows);
    return fault != OK ? fault : more ? OK : FAULT_DAMAGED;
}

void db_state_soon(struct db *db)
{
    db_soon(db, &get_state, NULL);
}

static enum fault attach_present(struct db *db, struct arena *arena, const struct place *place,
                                 struct str *ret_why)
{
    for (int tries = 0; tries < ATTACH_TRIES; tries++) {
        TRY(db_state_read(db, &db->generation, &db->content_version));
        if (db->generation == 0) {
            *ret_why = str_format(arena, "the database %s is not ready, its first migration did not end; finish it "
                                  "with: smallgiants migrate", place->shown);
            return FAULT_NOT_FOUND;
        }
        enum fault fault = place->engine->attach(db, arena, place, db->generation);
        if (fault != FAULT_NOT_FOUND) {
            return fault;
        }
    }
    *ret_why = str_format(arena,
                          "the evidence %s is missing; make an empty one with: smallgiants migrate, and import the "
                          "evidence again", place->engine->evidence(arena, place, db->generation));
    return FAULT_DAMAGED;
}

static enum fault judge(struct db *db, struct arena *arena, const struct migration_set *set, bool attached,
                        const char *shown, struct str *ret_why)
{
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(schema_find(db, arena, set, attached, &state, &done));
    return schema_judge(arena, state, shown, ret_why);
}

static enum fault make_ready(struct db *db, struct arena *arena, const struct place *place, struct str *ret_why)
{
    TRY(judge(db, arena, &migrations_main, false, place->shown, ret_why));
    TRY(attach_present(db, arena, place, ret_why));
    TRY(judge(db, arena, &migrations_evidence, true, place->shown, ret_why));
    return place->engine->guard(db);
}

static struct str why_not(struct arena *arena, const struct place *place, enum fault fault, struct str error)
{
    if (fault == FAULT_INVALID) {
        return error; /* a whole sentence */
    }
    const char *advice = fault == FAULT_BUSY ? "try again in a moment"
                         : fault == FAULT_DAMAGED
                             ? "is it a database of smallgiants? bring back a backup if it was"
                             : place->engine->advice;
    return str_format(arena, "the database %s cannot be opened; %s (%.*s)", place->shown, advice, STR_ARG(error));
}

enum fault db_open(struct arena *arena, struct str url, enum db_mode mode, struct db **ret_db,
                   struct str *ret_why)
{
    check(mode == DB_READ || mode == DB_WRITE);
    struct place place;
    enum fault fault = OK;
    TRY(engine_place(arena, url, &place, ret_why));
    if (engine_fails(&fault)) {
        *ret_why = why_not(arena, &place, fault, S("a test asked for it"));
        return fault;
    }
    if (!place.engine->exists(&place)) {
        *ret_why = str_format(
            arena, "the database %s does not exist; make it with: smallgiants migrate --seed", place.shown);
        return FAULT_NOT_FOUND;
    }
    struct db *db = NULL;
    struct str error = {0};
    fault = place.engine->open(arena, &place, 0, mode == DB_READ ? ENGINE_READ : ENGINE_WRITE, &db, &error);
    if (fault != OK) {
        *ret_why = why_not(arena, &place, fault, error);
        return fault;
    }
    struct str why = {0};
    fault = make_ready(db, arena, &place, &why);
    if (fault != OK) {
        *ret_why = why.s ? why : why_not(arena, &place, fault, db_error(db));
        db_close(db);
        return fault;
    }
    *ret_db = db;
    return OK;
}
