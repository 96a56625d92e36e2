/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Which cities are the places that lists name, and who is twinned with whom.
*/
#include "domain/named.h"
#include "jobs/derive_parts.h"
#include "store/load_fact.sql.h"

#define SCRATCH_MAX (4u << 20)
#define BATCH 4096u

struct named {
    int64_t place;
    struct named_answer answer;
};

static struct named named_of(struct arena *scratch, const struct resolve_index *index,
                             const struct q_named_place_list *row)
{
    struct named_place place = {
        .name = row->name, .country = row->country, .population = row->population,
        .located = row->latitude_micro.known && row->longitude_micro.known,
        .latitude_micro = (int32_t)row->latitude_micro.v, .longitude_micro = (int32_t)row->longitude_micro.v,
    };
    struct named named = {row->id, {{0}, NAMED_NO_CITY}};
    if (named_kind_parse(row->kind, &place.kind)) {
        struct arena_mark mark = arena_mark(scratch);
        named.answer = named_find(scratch, index, &place);
        arena_rewind(scratch, mark);
    }
    return named;
}

/* All are read before the first is written: a statement that reads does not see what follows from it. */
static enum fault find_all(const struct deriving *deriving, const struct gazetteer *gazetteer, struct db_rows *rows,
                           struct arena *arena, struct named **ret_named, size_t *ret_n)
{
    struct arena scratch;
    struct named *named = NULL;
    size_t n = 0, size = 0;
    bool more = true;
    enum fault fault = OK;
    arena_init(&scratch, SCRATCH_MAX);
    while (fault == OK && more) {
        struct q_named_place_list row;
        fault = q_named_place_list_next(rows, &row, &more);
        if (fault == OK && more) {
            named = gazetteer_grow(arena, named, n, &size, sizeof *named);
            named[n++] = named_of(&scratch, gazetteer->index, &row);
            if (n % BATCH == 0) {
                watch_progress(deriving->watch, S("places in lists"), n, 0);
            }
        }
    }
    arena_done(&scratch);
    *ret_named = named;
    *ret_n = n;
    return fault;
}

static enum fault save_all(const struct deriving *deriving, const struct named *named, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        TRY(q_named_city_add(deriving->db, named[i].place, named[i].answer.city,
                             named_reason_word(named[i].answer.reason)));
    }
    TRY(q_named_clear_twinning(deriving->db));
    return q_named_twinning(deriving->db);
}

#define NAMED_ARENA_MAX (256u << 20) /* 24 bytes a place */

enum fault derive_named(const struct deriving *deriving, const struct gazetteer *gazetteer)
{
    struct db_rows *rows = NULL;
    struct named *named = NULL;
    size_t n = 0;
    watch_progress(deriving->watch, S("places in lists"), 0, 0);
    TRY(q_named_clear_city(deriving->db));
    TRY(q_named_place_list_open(deriving->db, &rows));
    struct arena arena;
    arena_init(&arena, NAMED_ARENA_MAX);
    enum fault fault = find_all(deriving, gazetteer, rows, &arena, &named, &n);
    db_rows_close(rows);
    if (fault == OK) {
        fault = save_all(deriving, named, n);
    }
    arena_done(&arena);
    return fault;
}

enum fault derive_named_totals(const struct deriving *deriving)
{
    return q_named_totals(deriving->db);
}
