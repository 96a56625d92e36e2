/* SPDX-License-Identifier: AGPL-3.0-or-later
** build_sqlite: a generation is a file. */
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "db/build.h"
#include "db/files.h"

/* ---- one builder at a time */

static enum fault lock(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    const struct place *place = &generation->place;
    struct str error = {0};
    TRY(files_lock(arena, place, &generation->lock, ret_why));
    enum fault fault = place->engine->open(arena, place, 0, ENGINE_ADMIN, &generation->main, &error);
    if (fault != OK) {
        *ret_why = str_format(arena, "the database %s cannot be opened (%.*s)", place->shown, STR_ARG(error));
    }
    return fault;
}

static void unlock(struct generation *generation)
{
    db_close(generation->main);
    if (generation->lock >= 0) {
        close(generation->lock);
    }
}

static enum fault raise_main(struct generation *generation)
{
    return engine_sqlite.exec(generation->main, "pragma journal_mode = wal");
}

/* ---- the new file */

static void sweep(struct generation *generation, int64_t low, int64_t high)
{
    files_sweep(&generation->place, low, high);
}

static enum fault start(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    const struct place *place = &generation->place;
    int64_t present = generation->present;
    const char *path = files_evidence(arena, place, present + 1);
    enum fault fault = present == 0 ? FAULT_NOT_FOUND : files_copy(files_evidence(arena, place, present), path);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        *ret_why = str_format(arena, "the evidence cannot be copied to %s; is the disk full?", path);
        return fault;
    }
    struct str error = {0};
    fault = place->engine->open(arena, place, present + 1, ENGINE_BUILD, &generation->build, &error);
    if (fault != OK) {
        *ret_why = str_format(arena, "the new evidence file %s cannot be opened (%.*s)", path, STR_ARG(error));
    }
    return fault;
}

static enum fault find_faults(struct generation *generation, struct str *ret_why)
{
    struct db *db = generation->build;
    struct str said;
    TRY(engine_sqlite.ask(db, generation->arena, "pragma quick_check(1)", &said));
    if (!str_eq(said, S("ok"))) {
        *ret_why = str_format(generation->arena, "the new evidence is damaged: %.*s", STR_ARG(said));
        return FAULT_DAMAGED;
    }
    enum fault fault =
        engine_sqlite.ask(db, generation->arena,
                          "select f.\"table\" || ' ' || coalesce(f.rowid, '') || ' names no row of ' || f.parent"
                          " from pragma_foreign_key_check f limit 1",
                          &said);
    if (fault == OK) {
        *ret_why = str_format(generation->arena, "the new evidence does not hold together: a row of %.*s",
                              STR_ARG(said));
        return FAULT_DAMAGED;
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static enum fault finish(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    const struct place *place = &generation->place;
    struct db *db = generation->build;
    engine_sqlite.unguard(db);
    TRY(engine_sqlite.exec(db, "pragma analysis_limit = 1000; analyze"));
    TRY(find_faults(generation, ret_why));
    TRY(engine_sqlite.exec(db, "pragma journal_mode = delete"));
    db_close(db);
    generation->build = NULL;
    enum fault fault = files_sync(arena, place, files_evidence(arena, place, generation->present + 1));
    if (fault != OK) {
        *ret_why = S("the new evidence cannot be written to disk; is the disk full?");
    }
    return fault;
}

/* ---- a fill: foreign keys are off while evidence is built, and looked at by find_faults */

static enum fault defer(struct generation *generation)
{
    return engine_sqlite.exec(generation->main, "pragma defer_foreign_keys = on");
}

static enum fault leave(struct generation *generation)
{
    (void)generation;
    return OK;
}

static enum fault remove_all(struct generation *generation, bool again)
{
    struct arena *arena = generation->arena;
    struct str why = {0};
    db_close(generation->main);
    generation->main = NULL;
    files_remove(&generation->place);
    if (!again) {
        return OK;
    }
    TRY(files_make(arena, &generation->place, &why));
    return engine_sqlite.open(arena, &generation->place, 0, ENGINE_ADMIN, &generation->main, &why);
}

/* ---- db/verify.h: the engine's own checks, of both files */

struct part {
    const char *where;
    const char *pages; /* "ok" or what is broken */
    const char *links; /* a row whose partner is missing; no row when all is well */
    const char *hint;
};

#define LINKS(schema)                                                                                              \
    "select 'a row of ' || f.\"table\" || ' names no row of ' || f.parent from pragma_foreign_key_check f "         \
    "where f.schema = '" schema "' limit 1"

static const struct part PARTS[] = {
    {"main", "pragma main.integrity_check(1)", LINKS("main"), "bring back a backup"},
    {"evidence", "pragma evidence.integrity_check(1)", LINKS("evidence"), "import the evidence again"},
};

static enum fault must_use verify_part(struct db *db, struct arena *arena, const struct part *part,
                                       struct problems *problems)
{
    struct str said;
    TRY(engine_sqlite.ask(db, arena, part->pages, &said));
    if (!str_eq(said, S("ok"))) {
        problems_add(problems, str_of(part->where), said, str_of(part->hint));
        return OK; /* what is read from broken pages says nothing more */
    }
    enum fault fault = engine_sqlite.ask(db, arena, part->links, &said);
    if (fault == OK) {
        problems_add(problems, str_of(part->where), said, str_of(part->hint));
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static enum fault verify(struct db *db, struct arena *arena, struct problems *problems)
{
    engine_sqlite.unguard(db);
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        TRY(verify_part(db, arena, &PARTS[i], problems));
    }
    return OK;
}

static enum fault dangers(struct db *db, struct arena *arena, struct problems *problems)
{
    (void)db, (void)arena, (void)problems;
    return OK;
}

/* Removed rows are overwritten in the main file (secure_delete); earlier pages stand in its log until it is cut. The
** answer is 1 when somebody reads one of them. */
static enum fault scrub(struct db *db, const char *const *tables, size_t n)
{
    struct arena CLEANUP(arena_done) arena;
    struct str busy;
    (void)tables, (void)n;
    arena_init(&arena, 4096);
    db->engine->unguard(db);
    enum fault fault = db->engine->ask(db, &arena, "pragma main.wal_checkpoint(truncate)", &busy);
    enum fault guarded = db->engine->guard(db);
    TRY(fault);
    TRY(guarded);
    return str_eq(busy, S("0")) ? OK : FAULT_BUSY;
}

const struct builder builder_sqlite = {
    .lock = lock,
    .raise_main = raise_main,
    .start = start,
    .finish = finish,
    .sweep = sweep,
    .unlock = unlock,
    .defer = defer,
    .loosen = leave,
    .tighten = leave,
    .remove = remove_all,
    .verify = verify,
    .dangers = dangers,
    .scrub = scrub,
};
