/* SPDX-License-Identifier: AGPL-3.0-or-later
** generation: building evidence beside the present one, and switching. */
#include "db/generation.h"

#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "db/build.h"
#include "db/engine.h"
#include "db/schema.h"

static const struct db_column publish_columns[] = {{"next", VALUE_INT, false}, {"present", VALUE_INT, false}};

/* The engine's clock: published_at is shown to people, nothing is decided by it. */
static const struct statement publish = {
    .name = "generation_publish", .number = OWN_PUBLISH,
    .sql = {[DB_SQLITE] = "update main.generation set number = ?1, published_at = unixepoch(), "
                          "content_version = content_version + 1 where id = 1 and number = ?2"},
    .in = publish_columns, .in_count = COUNT_OF(publish_columns)};

static struct str sentence_of(struct arena *arena, const struct db *db, const char *what)
{
    return str_format(arena, "%s (%.*s)", what, STR_ARG(db_error(db)));
}

/* Ends everything but the file. */
static void end(struct generation *generation)
{
    db_close(generation->build);
    db_close(generation->main);
    if (generation->lock >= 0) {
        close(generation->lock);
    }
    mem_free(generation);
}

void generation_abandon(struct generation *generation)
{
    bool started = generation->build != NULL;
    if (started) {
        db_rollback(generation->build);
        db_close(generation->build);
        generation->build = NULL;
        place_sweep(&generation->place, 0, generation->present);
    }
    end(generation);
}

enum fault build_open(struct arena *arena, const struct place *place, struct generation **ret_generation,
                      struct str *ret_why)
{
    struct generation *generation = mem_alloc(sizeof *generation);
    *generation = (struct generation){.arena = arena, .place = *place, .lock = -1};
    enum fault fault = place_lock(arena, place, &generation->lock, ret_why);
    if (fault == OK) {
        struct str error = {0};
        fault = engine_open(arena, place->main, ENGINE_ADMIN, &generation->main, &error);
        if (fault != OK) {
            *ret_why =
                str_format(arena, "the database %s cannot be opened (%.*s)", place->main, STR_ARG(error));
        }
    }
    if (fault != OK) {
        end(generation);
        return fault;
    }
    *ret_generation = generation;
    return OK;
}

enum fault build_read_present(struct generation *generation)
{
    struct str number;
    TRY(engine_ask(generation->main, generation->arena, "select number from main.generation where id = 1",
                   &number));
    generation->present = 0;
    for (size_t i = 0; i < number.n; i++) {
        generation->present = generation->present * 10 + (number.s[i] - '0');
    }
    return OK;
}

enum fault build_start(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    int64_t present = generation->present;
    generation->path = place_evidence(arena, &generation->place, present + 1);
    place_sweep(&generation->place, present - (GENERATIONS_KEPT - 1), present);
    enum fault fault = present == 0
                           ? FAULT_NOT_FOUND
                           : place_copy(place_evidence(arena, &generation->place, present), generation->path);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        *ret_why =
            str_format(arena, "the evidence cannot be copied to %s; is the disk full?", generation->path);
        return fault;
    }
    struct str error = {0};
    fault = engine_open(arena, generation->path, ENGINE_BUILD, &generation->build, &error);
    if (fault != OK) {
        *ret_why = str_format(arena, "the new evidence file %s cannot be opened (%.*s)", generation->path,
                              STR_ARG(error));
    }
    return fault;
}

static enum fault begin(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    TRY(schema_find(generation->main, arena, &migrations_main, "main", &state, &done));
    TRY(schema_judge(arena, state, generation->place.main, ret_why));
    TRY(build_read_present(generation));
    if (!place_exists(place_evidence(arena, &generation->place, generation->present))) {
        *ret_why =
            str_format(arena, "the evidence file %s is missing; make an empty one with: smallgiants migrate",
                       place_evidence(arena, &generation->place, generation->present));
        return FAULT_DAMAGED;
    }
    TRY(build_start(generation, ret_why));
    TRY(schema_find(generation->build, arena, &migrations_evidence, "main", &state, &done));
    TRY(schema_judge(arena, state, generation->place.main, ret_why));
    return engine_guard(generation->build);
}

enum fault generation_begin(struct arena *arena, struct str url, struct generation **ret_generation,
                            struct str *ret_why)
{
    struct place place;
    struct generation *generation = NULL;
    TRY(place_parse(arena, url, &place, ret_why));
    if (!place_exists(place.main)) {
        *ret_why = str_format(
            arena, "the database %s does not exist; make it with: smallgiants migrate --seed", place.main);
        return FAULT_NOT_FOUND;
    }
    TRY(build_open(arena, &place, &generation, ret_why));
    struct str why = {0};
    enum fault fault = begin(generation, &why);
    if (fault != OK) {
        const struct db *db = generation->build ? generation->build : generation->main;
        *ret_why = why.s ? why : sentence_of(arena, db, "new evidence cannot be begun");
        generation_abandon(generation);
        return fault;
    }
    *ret_generation = generation;
    return OK;
}

struct db *generation_db(struct generation *generation)
{
    return generation->build;
}

int64_t generation_number(const struct generation *generation)
{
    return generation->present + 1;
}

static enum fault find_faults(struct generation *generation, struct str *ret_why)
{
    struct db *db = generation->build;
    struct str said;
    TRY(engine_ask(db, generation->arena, "pragma quick_check(1)", &said));
    if (!str_eq(said, S("ok"))) {
        *ret_why = str_format(generation->arena, "the new evidence is damaged: %.*s", STR_ARG(said));
        return FAULT_DAMAGED;
    }
    enum fault fault =
        engine_ask(db, generation->arena,
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

static enum fault finish_file(struct generation *generation, struct str *ret_why)
{
    struct db *db = generation->build;
    engine_unguard(db);
    TRY(engine_exec(db, "pragma analysis_limit = 1000; analyze"));
    TRY(find_faults(generation, ret_why));
    TRY(engine_exec(db, "pragma journal_mode = delete"));
    db_close(db);
    generation->build = NULL;
    return place_sync(generation->arena, &generation->place, generation->path);
}

static enum fault switch_over(struct generation *generation)
{
    struct value row[] = {
        {.kind = VALUE_INT, .number = generation->present + 1},
        {.kind = VALUE_INT, .number = generation->present},
    };
    TRY(db_begin(generation->main));
    enum fault fault = db_run(generation->main, &publish, row);
    if (fault == OK && db_changes(generation->main) != 1) {
        fault = FAULT_CONFLICT;
    }
    if (fault == OK) {
        fault = db_commit(generation->main);
    }
    if (fault != OK) {
        db_rollback(generation->main);
    }
    return fault;
}

enum fault generation_publish(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    struct str why = {0};
    enum fault fault = finish_file(generation, &why);
    if (fault != OK) {
        *ret_why = why.s ? why
                   : generation->build
                       ? sentence_of(arena, generation->build, "the new evidence cannot be finished")
                       : S("the new evidence cannot be written to disk; is the disk full?");
        generation_abandon(generation);
        return fault;
    }
    fault = switch_over(generation);
    if (fault != OK) {
        /* The file stays: a commit whose answer was lost may name it. If not, the next begin removes it. */
        *ret_why = sentence_of(arena, generation->main,
                               "the new evidence is ready, but could not be switched in; start again");
        end(generation);
        return fault;
    }
    place_sweep(&generation->place, generation->present + 1 - (GENERATIONS_KEPT - 1), INT64_MAX);
    end(generation);
    return OK;
}
