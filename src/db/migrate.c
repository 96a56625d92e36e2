/* SPDX-License-Identifier: AGPL-3.0-or-later
** migrate: main in place, evidence as a raised copy. */
#include "db/migrate.h"

#include "db/build.h"
#include "db/schema.h"

static enum fault raise_main(struct generation *work, int *ret_done, struct str *ret_why)
{
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(schema_find(work->main, work->arena, &migrations_main, false, &state, &done));
    if (state == SCHEMA_FOREIGN || state == SCHEMA_UNKNOWN) {
        return schema_judge(work->arena, state, work->place.shown, ret_why);
    }
    TRY(work->place.engine->builder->raise_main(work));
    return schema_raise(work->main, work->arena, &migrations_main, ret_done);
}

/* *ret_needed: whether the next generation is due, because there is none or its schema is behind. */
static enum fault look_at_evidence(struct generation *work, bool *ret_needed, struct str *ret_why)
{
    const struct place *place = &work->place;
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(build_read_present(work));
    enum fault fault = build_attach(work);
    if (fault == FAULT_NOT_FOUND) {
        *ret_needed = true;
        return OK;
    }
    TRY(fault);
    TRY(schema_find(work->main, work->arena, &migrations_evidence, true, &state, &done));
    *ret_needed = state == SCHEMA_BEHIND;
    const char *shown = place->engine->evidence(work->arena, place, work->present);
    return *ret_needed ? OK : schema_judge(work->arena, state, shown, ret_why);
}

/* Leaves *needed true when `work` is to be published. */
static enum fault raise_all(struct generation *work, bool *needed, int *ret_done, struct str *ret_why)
{
    int main_done = 0;
    int evidence_done = 0;
    TRY(raise_main(work, &main_done, ret_why));
    TRY(look_at_evidence(work, needed, ret_why));
    if (*needed) {
        work->raising = true;
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
    TRY(engine_place(arena, url, &place, ret_why));
    TRY(place.engine->make(arena, &place, ret_why));
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
