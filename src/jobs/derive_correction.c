/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/derive_correction.h"

#include "base/check.h"
#include "store/load_city.sql.h"

#define CONFIDENCE_BY_HAND 10000 /* a person said so: shown as corrected, not as a share */
#define KEYS_MAX 3
#define SCRATCH_MAX (1u << 20)

/* The keys of a city, the surest first; *ret_n of them. */
static void keys_of(struct arena *arena, struct str lau_id, struct str gss_code, struct maybe_int geonames_id,
                    struct str keys[KEYS_MAX], size_t *ret_n)
{
    size_t n = 0;
    if (lau_id.s) {
        keys[n++] = str_join(arena, S("lau "), lau_id);
    }
    if (gss_code.s) {
        keys[n++] = str_join(arena, S("gss "), gss_code);
    }
    if (geonames_id.known) {
        keys[n++] = str_format(arena, "geonames %lld", (long long)geonames_id.v);
    }
    *ret_n = n;
}

static enum fault list(struct arena *arena, struct str url, struct corrections *corrections, struct str *ret_why)
{
    struct db *db = NULL;
    TRY(db_open(arena, url, DB_READ, &db, ret_why));
    enum fault fault = q_correction_list(db, arena, &corrections->items, &corrections->n);
    if (fault != OK) {
        *ret_why = str_format(arena, "what was corrected by hand cannot be read (%.*s)", STR_ARG(db_error(db)));
    }
    db_close(db);
    return fault;
}

enum fault corrections_load(struct arena *arena, struct str url, struct corrections *ret_corrections,
                             struct str *ret_why)
{
    struct corrections corrections = {0};
    map_init(&corrections.cities, arena);
    TRY(list(arena, url, &corrections, ret_why));
    for (size_t i = 0; i < corrections.n; i++) {
        const struct q_correction_list *row = &corrections.items[i];
        struct str keys[KEYS_MAX];
        size_t n;
        keys_of(arena, row->city_lau_id, row->city_gss_code, row->city_geonames_id, keys, &n);
        for (size_t k = 0; k < n; k++) {
            map_add(&corrections.cities, keys[k]);
        }
    }
    *ret_corrections = corrections;
    return OK;
}

static void meet(const struct corrections *corrections, struct arena *scratch, const struct q_load_city_list *city)
{
    struct arena_mark mark = arena_mark(scratch);
    struct str keys[KEYS_MAX];
    size_t n;
    keys_of(scratch, city->lau_id, city->gss_code, city->geonames_id, keys, &n);
    for (size_t k = 0; k < n; k++) {
        struct map_item *item = map_find(&corrections->cities, keys[k]);
        if (item != NULL) {
            item->value.number = city->id.v;
        }
    }
    arena_rewind(scratch, mark);
}

enum fault corrections_meet_cities(const struct corrections *corrections, struct db *db)
{
    struct arena scratch;
    struct db_rows *rows = NULL;
    bool more = corrections->n > 0;
    enum fault fault = OK;
    TRY(q_load_city_list_open(db, &rows));
    arena_init(&scratch, SCRATCH_MAX);
    while (fault == OK && more) {
        struct q_load_city_list row;
        fault = q_load_city_list_next(rows, &row, &more);
        if (fault == OK && more) {
            meet(corrections, &scratch, &row);
        }
    }
    arena_done(&scratch);
    db_rows_close(rows);
    return fault;
}

static const struct q_correction_list *find(const struct corrections *corrections, struct organisation_id organisation)
{
    size_t low = 0, high = corrections->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (corrections->items[middle].organisation_id.v < organisation.v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < corrections->n && corrections->items[low].organisation_id.v == organisation.v;
    return found ? &corrections->items[low] : NULL;
}

/* The city of the first key that one has. */
static struct city_id city_of(const struct corrections *corrections, struct arena *scratch,
                              const struct q_correction_list *row)
{
    struct str keys[KEYS_MAX];
    struct city_id city = {0};
    size_t n;
    keys_of(scratch, row->city_lau_id, row->city_gss_code, row->city_geonames_id, keys, &n);
    for (size_t k = 0; k < n && city.v == 0; k++) {
        const struct map_item *item = map_find(&corrections->cities, keys[k]);
        city.v = item != NULL ? item->value.number : 0;
    }
    return city;
}

void corrections_apply(const struct corrections *corrections, struct arena *scratch,
                       struct organisation_id organisation, struct resolve_answer *answer)
{
    const struct q_correction_list *row = find(corrections, organisation);
    if (row == NULL) {
        return;
    }
    struct arena_mark mark = arena_mark(scratch);
    *answer = (struct resolve_answer){.kind = RESOLVE_NONE, .reason = RESOLVE_CORRECTED,
                                      .confidence = CONFIDENCE_BY_HAND, .language = ""};
    bool known = resolve_kind_parse(row->kind, &answer->kind);
    check(known);
    if (answer->kind != RESOLVE_NONE) {
        answer->city_id = city_of(corrections, scratch, row);
    }
    arena_rewind(scratch, mark);
}
