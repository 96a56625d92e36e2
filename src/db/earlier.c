/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/earlier.h"

#include "db/engine.h"
#include "db/schema.h"

/* A first migration that died may have left a journal, and a connection that only reads cannot take it back. */
static enum fault recover_and_open(struct arena *arena, const struct place *place, struct db **ret_db,
                                   struct str *ret_why)
{
    struct str error = {0};
    enum fault fault = place->engine->open(arena, place, 0, ENGINE_ADMIN, ret_db, &error);
    if (fault == OK) {
        db_close(*ret_db);
        fault = place->engine->open(arena, place, 0, ENGINE_READ, ret_db, &error);
    }
    if (fault != OK) {
        *ret_db = NULL;
        *ret_why = str_format(arena, "the database %s cannot be opened, nothing was changed (%.*s)", place->shown,
                              STR_ARG(error));
    }
    return fault;
}

enum fault earlier_open(struct arena *arena, struct str url, struct db **ret_db, size_t *ret_level, struct str *ret_why)
{
    struct place place;
    struct db *db = NULL;
    enum schema_state state = SCHEMA_NONE;
    size_t level = 0;
    *ret_db = NULL;
    TRY(engine_place(arena, url, &place, ret_why));
    if (!place.engine->exists(&place)) {
        return OK;
    }
    TRY(recover_and_open(arena, &place, &db, ret_why));
    enum fault fault = schema_find(db, arena, &migrations_main, false, &state, &level);
    if (fault != OK) { /* no migration without the backup, so this is no state to go on in */
        *ret_why = str_format(arena, "the database %s could not be looked at, nothing was changed (%.*s)", place.shown,
                              STR_ARG(db_error(db)));
    }
    if (fault != OK || state != SCHEMA_BEHIND) {
        db_close(db);
        return fault; /* what is wrong with its schema is for migrate to say */
    }
    *ret_db = db;
    *ret_level = level;
    return OK;
}
