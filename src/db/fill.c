/* SPDX-License-Identifier: AGPL-3.0-or-later
** fill: the steps of migrate, with rows between them. */
#include "db/fill.h"

#include <string.h>

#include "base/check.h"
#include "db/build.h"
#include "db/digest.h"
#include "db/schema.h"

struct fill {
    struct generation *work;
};

size_t fill_known(struct arena *arena, const char *set, const struct fill_known **ret_known)
{
    const struct migration_set *migrations = strcmp(set, "main") == 0 ? &migrations_main : &migrations_evidence;
    struct fill_known *known = arena_array(arena, struct fill_known, migrations->n);
    for (size_t i = 0; i < migrations->n; i++) {
        known[i] = (struct fill_known){migrations->items[i].file, digest_of(arena, migrations->items[i].text)};
    }
    *ret_known = known;
    return migrations->n;
}

/* Whether main is nothing yet, or was begun and never finished. */
static enum fault look(struct generation *work, bool *ret_begun, struct str *ret_why)
{
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(schema_find(work->main, work->arena, &migrations_main, false, &state, &done));
    *ret_begun = state != SCHEMA_NONE;
    if (state == SCHEMA_NONE) {
        return OK;
    }
    if (state == SCHEMA_BEHIND || state == SCHEMA_CURRENT) {
        TRY(build_read_present(work));
        if (work->present == 0) {
            return OK;
        }
    }
    *ret_why = str_format(work->arena,
                          "%s holds a database already; name one that does not exist yet, "
                          "on PostgreSQL one that is empty", work->place.shown);
    return FAULT_CONFLICT;
}

static enum fault begin(struct generation *work, size_t level, struct str *ret_why)
{
    const struct builder *builder = work->place.engine->builder;
    bool begun = false;
    int done = 0;
    struct migration_set first = migrations_main;
    TRY(look(work, &begun, ret_why));
    if (begun) {
        TRY(builder->remove(work, true));
    }
    TRY(builder->raise_main(work));
    first.n = level;
    TRY(schema_raise(work->main, work->arena, &first, &done));
    TRY(db_begin(work->main));
    return builder->defer(work);
}

static struct str said(const struct generation *work, const char *what)
{
    const struct db *db = work->build ? work->build : work->main;
    return db ? str_format(work->arena, "%s (%.*s)", what, STR_ARG(db_error(db))) : str_of(what);
}

enum fault fill_begin(struct arena *arena, struct str url, size_t level, struct fill **ret_fill, struct str *ret_why)
{
    struct place place;
    struct generation *work = NULL;
    struct str why = {0};
    check(level >= 1 && level <= migrations_main.n);
    TRY(engine_place(arena, url, &place, ret_why));
    TRY(place.engine->make(arena, &place, ret_why));
    TRY(build_open(arena, &place, &work, ret_why));
    enum fault fault = begin(work, level, &why);
    if (fault != OK) {
        *ret_why = why.s ? why : said(work, "the new database cannot be begun");
        generation_abandon(work);
        return fault;
    }
    struct fill *fill = mem_alloc(sizeof *fill);
    fill->work = work;
    *ret_fill = fill;
    return OK;
}

struct db *fill_main(struct fill *fill)
{
    return fill->work->main;
}

static enum fault begin_evidence(struct generation *work, size_t level, struct str *ret_why)
{
    int done = 0;
    struct migration_set first = migrations_evidence;
    first.n = level;
    TRY(db_commit(work->main));
    TRY(schema_raise(work->main, work->arena, &migrations_main, &done));
    work->present = 0;
    TRY(build_start(work, ret_why));
    TRY(schema_raise(work->build, work->arena, &first, &done));
    TRY(work->place.engine->builder->loosen(work));
    return db_begin(work->build);
}

enum fault fill_begin_evidence(struct fill *fill, size_t level, struct str *ret_why)
{
    struct str why = {0};
    check(level >= 1 && level <= migrations_evidence.n);
    enum fault fault = begin_evidence(fill->work, level, &why);
    if (fault != OK) {
        bool loose = fault == FAULT_CONFLICT;
        *ret_why = why.s ? why
                         : said(fill->work, loose ? "what was to be filled in does not hold together"
                                                  : "the new database cannot be written");
    }
    return fault;
}

struct db *fill_evidence(struct fill *fill)
{
    return fill->work->build;
}

enum fault fill_finish(struct fill *fill, struct str *ret_why)
{
    struct generation *work = fill->work;
    int done = 0;
    enum fault fault = db_commit(work->build);
    if (fault == OK) {
        fault = work->place.engine->builder->tighten(work);
    }
    if (fault == OK) {
        fault = schema_raise(work->build, work->arena, &migrations_evidence, &done);
    }
    if (fault != OK) {
        *ret_why = said(work, "the evidence cannot be written");
        fill_abandon(fill);
        return fault;
    }
    mem_free(fill);
    return generation_publish(work, ret_why);
}

void fill_abandon(struct fill *fill)
{
    if (fill == NULL) {
        return;
    }
    struct generation *work = fill->work;
    if (work->main != NULL) {
        db_rollback(work->main);
    }
    if (work->build != NULL) {
        db_rollback(work->build);
        db_close(work->build);
        work->build = NULL;
    }
    enum fault fault = work->place.engine->builder->remove(work, false); /* while the lock is held */
    (void)fault; /* what is left does not open, and the next fill_begin removes it */
    generation_abandon(fill->work);
    mem_free(fill);
}
