/* SPDX-License-Identifier: AGPL-3.0-or-later
** migrate: main in place, evidence as a raised copy. */
#include "db/migrate.h"

#include "db/build.h"
#include "db/engine.h"
#include "db/schema.h"

static enum fault raise_main(struct generation *work, int *ret_done, struct str *ret_why)
{
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(schema_find(work->main, work->arena, &migrations_main, "main", &state, &done));
    if (state == SCHEMA_FOREIGN || state == SCHEMA_UNKNOWN) {
        return schema_judge(work->arena, state, work->place.main, ret_why);
    }
    TRY(engine_exec(work->main, "pragma journal_mode = wal"));
    return schema_raise(work->main, work->arena, &migrations_main, ret_done);
}

static enum fault find_evidence_state(struct generation *work, const char *path, enum schema_state *ret_state,
                                      struct str *ret_why)
{
    struct db *db = NULL;
    size_t done = 0;
    TRY(engine_open(work->arena, path, ENGINE_READ, &db, ret_why));
    enum fault fault = schema_find(db, work->arena, &migrations_evidence, "main", ret_state, &done);
    db_close(db);
    return fault;
}

/* *ret_needed: whether the next generation is due, because there is none or its schema is behind. */
static enum fault look_at_evidence(struct generation *work, bool *ret_needed, struct str *ret_why)
{
    TRY(build_read_present(work));
    const char *path = place_evidence(work->arena, &work->place, work->present);
    if (work->present == 0 || !place_exists(path)) {
        *ret_needed = true;
        return OK;
    }
    enum schema_state state = SCHEMA_NONE;
    TRY(find_evidence_state(work, path, &state, ret_why));
    *ret_needed = state == SCHEMA_BEHIND;
    return state == SCHEMA_BEHIND ? OK : schema_judge(work->arena, state, path, ret_why);
}

/* Leaves *needed true when `work` is to be published. */
static enum fault raise_all(struct generation *work, bool *needed, int *ret_done, struct str *ret_why)
{
    int main_done = 0;
    int evidence_done = 0;
    TRY(raise_main(work, &main_done, ret_why));
    TRY(look_at_evidence(work, needed, ret_why));
    if (*needed) {
        TRY(build_start(work, ret_why));
        TRY(schema_raise(work->build, work->arena, &migrations_evidence, &evidence_done));
    }
    *ret_done = main_done + evidence_done;
    return OK;
}

enum fault migrate(struct arena *arena, struct str url, int *ret_done, struct str *ret_why)
{
    struct place place;
    struct generation *work = NULL;
    TRY(place_parse(arena, url, &place, ret_why));
    TRY(place_make_folders(arena, &place, ret_why));
    TRY(place_make_main(arena, &place, ret_why));
    TRY(build_open(arena, &place, &work, ret_why));
    struct str why = {0};
    bool needed = false;
    int done = 0;
    enum fault fault = raise_all(work, &needed, &done, &why);
    if (fault != OK) {
        const struct db *db = work->build ? work->build : work->main;
        *ret_why = why.s ? why
                         : str_format(arena, "the migration failed and changed nothing more (%.*s)",
                                      STR_ARG(db_error(db)));
        generation_abandon(work);
        return fault;
    }
    if (needed) {
        TRY(generation_publish(work, ret_why));
    } else {
        generation_abandon(work);
    }
    *ret_done = done;
    return OK;
}
