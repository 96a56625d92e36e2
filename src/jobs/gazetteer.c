/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/gazetteer.h"

#include <string.h>

#include "store/load_city.sql.h"

#define GAZETTEER_ARENA_MAX (1024u << 20)

void *gazetteer_grow(struct arena *arena, void *items, size_t n, size_t *size, size_t item_size)
{
    if (n < *size) {
        return items;
    }
    size_t wanted = *size ? *size * 2 : 64;
    void *grown = arena_array_alloc(arena, wanted, item_size);
    if (n > 0) {
        memcpy(grown, items, n * item_size);
    }
    *size = wanted;
    return grown;
}

static struct resolve_city city_of(struct arena *arena, const struct q_load_city_list *row)
{
    return (struct resolve_city){
        .id = row->id, .country = str_copy(arena, row->country),
        .municipality = row->lau_id.s || row->gss_code.s || row->unit_code.s,
        .part = row->feature.s && str_eq(row->feature, S("PPLX")),
        .population = row->population, .nuts3 = row->nuts3.s ? str_copy(arena, row->nuts3) : S(""),
        .located = row->latitude_micro.known && row->longitude_micro.known,
        .latitude_micro = (int32_t)row->latitude_micro.v, .longitude_micro = (int32_t)row->longitude_micro.v,
    };
}

static enum fault take_city(struct gazetteer *gazetteer, const struct q_load_city_list *row)
{
    size_t fits_size = gazetteer->size; /* the two grow in step */
    struct arena *arena = &gazetteer->arena;
    gazetteer->fits = gazetteer_grow(arena, gazetteer->fits, gazetteer->n, &fits_size, sizeof *gazetteer->fits);
    gazetteer->cities =
        gazetteer_grow(arena, gazetteer->cities, gazetteer->n, &gazetteer->size, sizeof *gazetteer->cities);
    gazetteer->cities[gazetteer->n] = city_of(arena, row);
    return size_fit_parse(row->fit, &gazetteer->fits[gazetteer->n++]) ? OK : FAULT_DAMAGED;
}

static enum fault load_cities(struct gazetteer *gazetteer, struct db *db)
{
    struct db_rows *rows = NULL;
    TRY(q_load_city_list_open(db, &rows));
    bool more = true;
    enum fault fault = OK;
    while (fault == OK && more) {
        struct q_load_city_list row;
        fault = q_load_city_list_next(rows, &row, &more);
        if (fault == OK && more) {
            fault = take_city(gazetteer, &row);
        }
    }
    db_rows_close(rows);
    return fault;
}

/* Gives the names read so far to their city. */
static void end_names(struct gazetteer *gazetteer, size_t city)
{
    if (gazetteer->names_n == 0 || city >= gazetteer->n) {
        return;
    }
    struct name_of_place *names = arena_array(&gazetteer->arena, struct name_of_place, gazetteer->names_n);
    memcpy(names, gazetteer->names, gazetteer->names_n * sizeof *names);
    gazetteer->cities[city].names = names;
    gazetteer->cities[city].names_n = gazetteer->names_n;
    gazetteer->names_n = 0;
}

static void take_name(struct gazetteer *gazetteer, size_t *city, const struct q_load_city_names *row)
{
    while (*city < gazetteer->n && gazetteer->cities[*city].id.v < row->city_id.v) {
        end_names(gazetteer, *city);
        (*city)++;
    }
    gazetteer->names = gazetteer_grow(&gazetteer->arena, gazetteer->names, gazetteer->names_n,
                                      &gazetteer->names_size, sizeof *gazetteer->names);
    gazetteer->names[gazetteer->names_n++] =
        (struct name_of_place){str_copy(&gazetteer->arena, row->folded), (enum name_kind)row->kind};
}

static enum fault load_names(struct gazetteer *gazetteer, struct db *db)
{
    struct db_rows *rows = NULL;
    TRY(q_load_city_names_open(db, &rows));
    bool more = true;
    size_t city = 0;
    enum fault fault = OK;
    while (fault == OK && more) {
        struct q_load_city_names row;
        fault = q_load_city_names_next(rows, &row, &more);
        if (fault == OK && more) {
            take_name(gazetteer, &city, &row);
        }
    }
    end_names(gazetteer, city);
    db_rows_close(rows);
    return fault;
}

enum fault gazetteer_load(struct gazetteer *gazetteer, struct db *db)
{
    *gazetteer = (struct gazetteer){0};
    arena_init(&gazetteer->arena, GAZETTEER_ARENA_MAX);
    TRY(load_cities(gazetteer, db));
    TRY(load_names(gazetteer, db));
    gazetteer->index = resolve_index_new(&gazetteer->arena, gazetteer->cities, gazetteer->n);
    return OK;
}

void gazetteer_done(struct gazetteer *gazetteer)
{
    arena_done(&gazetteer->arena);
}
