/* SPDX-License-Identifier: AGPL-3.0-or-later
** generation: building evidence beside the present one, and switching. */
#include "db/generation.h"

#include "base/check.h"
#include "base/limits.h"
#include "base/scan.h"
#include "db/build.h"
#include "db/schema.h"

static const struct db_column publish_columns[] = {{"next", VALUE_INT, false}, {"present", VALUE_INT, false}};

/* The engine's clock: published_at is shown to people, nothing is decided by it. */
static const struct statement publish = {
    .name = "generation_publish", .number = OWN_PUBLISH,
    .sql = {"update generation set number = ?1, published_at = unixepoch(), content_version = content_version + 1 "
            "where id = 1 and number = ?2",
            "update generation set number = $1::bigint, published_at = floor(extract(epoch from now()))::bigint, "
            "content_version = content_version + 1 where id = 1 and number = $2::bigint"},
    .in = publish_columns, .in_count = COUNT_OF(publish_columns)};

static struct str sentence_of(struct arena *arena, const struct db *db, const char *what)
{
    return str_format(arena, "%s (%.*s)", what, STR_ARG(db_error(db)));
}

/* Ends everything but what was written. */
static void end(struct generation *generation)
{
    db_close(generation->build);
    generation->place.engine->builder->unlock(generation);
    mem_free(generation);
}

void generation_abandon(struct generation *generation)
{
    bool started = generation->build != NULL;
    if (started) {
        db_rollback(generation->build);
        db_close(generation->build);
        generation->build = NULL;
        generation->place.engine->builder->sweep(generation, 0, generation->present);
    }
    end(generation);
}

enum fault build_open(struct arena *arena, const struct place *place, struct generation **ret_generation,
                      struct str *ret_why)
{
    struct generation *generation = mem_alloc(sizeof *generation);
    *generation = (struct generation){.arena = arena, .place = *place, .lock = -1};
    enum fault fault = place->engine->builder->lock(generation, ret_why);
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
    TRY(generation->place.engine->ask(generation->main, generation->arena,
                                      "select number from generation where id = 1", &number));
    return parse_int(number, 0, INT64_MAX, &generation->present) ? OK : FAULT_DAMAGED;
}

enum fault build_attach(struct generation *generation)
{
    const struct place *place = &generation->place;
    return generation->present == 0
               ? FAULT_NOT_FOUND
               : place->engine->attach(generation->main, generation->arena, place, generation->present);
}

enum fault build_start(struct generation *generation, struct str *ret_why)
{
    const struct builder *builder = generation->place.engine->builder;
    builder->sweep(generation, generation->present - (GENERATIONS_KEPT - 1), generation->present);
    return builder->start(generation, ret_why);
}

static enum fault begin(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    enum schema_state state = SCHEMA_NONE;
    size_t done = 0;
    const struct place *place = &generation->place;
    TRY(schema_find(generation->main, arena, &migrations_main, false, &state, &done));
    TRY(schema_judge(arena, state, place->shown, ret_why));
    TRY(build_read_present(generation));
    enum fault fault = build_attach(generation);
    if (fault == FAULT_NOT_FOUND) {
        *ret_why = str_format(arena, "the evidence %s is missing; make an empty one with: smallgiants migrate",
                              place->engine->evidence(arena, place, generation->present));
        return FAULT_DAMAGED;
    }
    TRY(fault);
    TRY(build_start(generation, ret_why));
    TRY(schema_find(generation->build, arena, &migrations_evidence, false, &state, &done));
    TRY(schema_judge(arena, state, place->shown, ret_why));
    return place->engine->guard(generation->build);
}

enum fault generation_begin(struct arena *arena, struct str url, struct generation **ret_generation,
                            struct str *ret_why)
{
    struct place place;
    struct generation *generation = NULL;
    TRY(engine_place(arena, url, &place, ret_why));
    if (!place.engine->exists(&place)) {
        *ret_why = str_format(
            arena, "the database %s does not exist; make it with: smallgiants migrate --seed", place.shown);
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

static enum fault switch_over(struct generation *generation)
{
    struct value row[] = {
        {.kind = VALUE_INT, .number = generation->present + 1},
        {.kind = VALUE_INT, .number = generation->present},
    };
    TRY(db_begin(generation->main));
    enum fault fault = db_run(generation->main, &publish, row);
    if (fault == OK && db_changed(generation->main) != 1) {
        fault = FAULT_CONFLICT;
    }
    return db_end(generation->main, fault);
}

enum fault generation_publish(struct generation *generation, struct str *ret_why)
{
    struct arena *arena = generation->arena;
    struct str why = {0};
    enum fault fault = generation->place.engine->builder->finish(generation, &why);
    if (fault != OK) {
        *ret_why = why.s ? why
                         : sentence_of(arena, generation->build ? generation->build : generation->main,
                                       "the new evidence cannot be finished");
        generation_abandon(generation);
        return fault;
    }
    fault = switch_over(generation);
    if (fault != OK) {
        /* The evidence stays: a commit whose answer was lost may name it. If not, the next begin removes it. */
        *ret_why = sentence_of(arena, generation->main,
                               fault == FAULT_UNSURE
                                   ? "the new evidence is ready; look which one is shown, or start again"
                                   : "the new evidence is ready, but could not be switched in; start again");
        end(generation);
        return fault;
    }
    generation->place.engine->builder->sweep(generation, generation->present + 1 - (GENERATIONS_KEPT - 1), INT64_MAX);
    end(generation);
    return OK;
}
