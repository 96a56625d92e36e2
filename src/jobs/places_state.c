/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/check.h"
#include "jobs/places.h"

/* Room for one more item of `size` bytes. On the heap: what an arena leaves behind when an array grows would cost as
** much as the places themselves. */
static void *grow(void *items, size_t n, size_t *size, size_t item_size)
{
    if (n < *size) {
        return items;
    }
    size_t wanted = *size ? *size * 2 : 16;
    *size = wanted;
    return mem_grow(items, wanted * item_size);
}

void places_init(struct places *places, struct arena *arena, struct db *db)
{
    *places = (struct places){.arena = arena, .db = db};
    size_rule_init(&places->size_rule);
    map_init(&places->by_geonames, arena);
    map_init(&places->by_lau, arena);
    map_init(&places->by_gss, arena);
    map_init(&places->by_unit, arena);
    map_init(&places->parts, arena);
    map_init(&places->slugs, arena);
}

void places_done(struct places *places)
{
    mem_free(places->cities);
    mem_free(places->localities);
    mem_free(places->municipalities);
}

bool places_are_full(const struct places *places)
{
    return places->localities_n >= PLACES_MAX || places->municipalities_n >= PLACES_MAX;
}

/* The item of a key, which is copied when it is new. value.number is an index + 1. */
static struct map_item *item_of(struct places *places, struct map *map, struct str key)
{
    struct map_item *item = map_find(map, key);
    return item ? item : map_add(map, str_copy(places->arena, key));
}

struct locality *places_add_locality(struct places *places, int64_t geonames_id)
{
    struct str key = str_format(places->arena, "%lld", (long long)geonames_id);
    struct map_item *item = item_of(places, &places->by_geonames, key);
    if (item->value.number == 0) {
        check(places->localities_n < PLACES_MAX);
        places->localities = grow(places->localities, places->localities_n, &places->localities_size,
                                  sizeof *places->localities);
        places->localities[places->localities_n] =
            (struct locality){.geonames_id = geonames_id, .city = PLACE_NONE};
        item->value.number = (int64_t)++places->localities_n;
    }
    return &places->localities[item->value.number - 1];
}

static int64_t number_of(const struct map *map, struct str key)
{
    struct map_item *item = str_is_empty(key) ? NULL : map_find(map, key);
    return item ? item->value.number : 0;
}

/* Gives the municipality a code it had not. */
static void set_code(struct places *places, struct map *map, struct str code, int64_t number, struct str *set)
{
    if (!str_is_empty(code) && !set->s) {
        *set = str_copy(places->arena, code);
        item_of(places, map, code)->value.number = number;
    }
}

struct municipality *places_add_municipality(struct places *places, struct codes codes)
{
    int64_t number = number_of(&places->by_gss, codes.gss);
    number = number ? number : number_of(&places->by_lau, codes.lau_id);
    number = number ? number : number_of(&places->by_unit, codes.unit);
    if (number == 0) {
        check(places->municipalities_n < PLACES_MAX);
        places->municipalities = grow(places->municipalities, places->municipalities_n,
                                      &places->municipalities_size, sizeof *places->municipalities);
        places->municipalities[places->municipalities_n] = (struct municipality){.city = PLACE_NONE};
        number = (int64_t)++places->municipalities_n;
    }
    struct municipality *municipality = &places->municipalities[number - 1];
    set_code(places, &places->by_lau, codes.lau_id, number, &municipality->lau_id);
    set_code(places, &places->by_gss, codes.gss, number, &municipality->gss);
    set_code(places, &places->by_unit, codes.unit, number, &municipality->unit);
    return municipality;
}

/* ---- from the database */

static struct str keep(struct arena *arena, struct str text)
{
    return text.s ? str_copy(arena, text) : text;
}

static struct q_load_city_list copy_row(struct arena *arena, struct q_load_city_list row)
{
    row.slug = keep(arena, row.slug);
    row.name = keep(arena, row.name);
    row.country = keep(arena, row.country);
    row.population_kind = keep(arena, row.population_kind);
    row.feature = keep(arena, row.feature);
    row.lau_id = keep(arena, row.lau_id);
    row.lau_name = keep(arena, row.lau_name);
    row.gss_code = keep(arena, row.gss_code);
    row.unit_code = keep(arena, row.unit_code);
    row.nuts3 = keep(arena, row.nuts3);
    row.fit = keep(arena, row.fit);
    return row;
}

static struct position position_of(const struct q_load_city_list *row)
{
    return (struct position){
        .known = row->latitude_micro.known && row->longitude_micro.known,
        .latitude_micro = (int32_t)row->latitude_micro.v,
        .longitude_micro = (int32_t)row->longitude_micro.v,
    };
}

static void take_locality(struct places *places, const struct q_load_city_list *row, size_t city)
{
    struct locality *locality = places_add_locality(places, row->geonames_id.v);
    locality->name = row->name;
    locality->country = row->country;
    locality->feature = row->feature;
    locality->at = position_of(row);
    locality->population = row->locality_population.v;
    locality->source = row->source_id;
    locality->city = city;
    places->cities[city].locality = (size_t)(locality - places->localities);
}

static void take_municipality(struct places *places, const struct q_load_city_list *row, size_t city)
{
    struct municipality *municipality = places_add_municipality(
        places, (struct codes){.lau_id = row->lau_id, .gss = row->gss_code, .unit = row->unit_code});
    municipality->name = row->lau_name;
    municipality->country = row->country;
    municipality->nuts3 = row->nuts3;
    municipality->degurba = row->degurba.known ? (int)row->degurba.v : 0;
    municipality->at = position_of(row);
    municipality->source = row->source_id;
    if (str_eq(row->population_kind, S("municipality"))) {
        municipality->population = row->population;
        municipality->year = (int)row->population_year.v;
        municipality->population_source = row->population_source_id;
    }
    municipality->city = city;
    places->cities[city].municipality = (size_t)(municipality - places->municipalities);
}

static void take_city(struct places *places, struct q_load_city_list borrowed)
{
    struct q_load_city_list row = copy_row(places->arena, borrowed);
    if (str_eq(row.population_kind, S("stated"))) { /* no list says so: it is derived anew */
        row.population = row.locality_population;
        row.population_kind = row.population.known ? S("locality") : S("unknown");
        row.population_year = (struct maybe_int){0};
        row.population_source_id = row.population.known ? row.source_id : (struct source_id){0};
    }
    places->cities =
        grow(places->cities, places->cities_n, &places->cities_size, sizeof *places->cities);
    size_t city = places->cities_n++;
    places->cities[city] =
        (struct city_known){.row = row, .locality = PLACE_NONE, .municipality = PLACE_NONE};
    item_of(places, &places->slugs, row.slug)->value.number = 1;
    if (row.geonames_id.known) {
        take_locality(places, &row, city);
    }
    if (row.lau_id.s || row.gss_code.s || row.unit_code.s) {
        take_municipality(places, &row, city);
    }
}

static enum fault load_cities(struct places *places)
{
    struct db_rows *rows = NULL;
    TRY(q_load_city_list_open(places->db, &rows));
    enum fault fault = OK;
    bool more = true;
    while (fault == OK && more) {
        struct q_load_city_list row;
        fault = q_load_city_list_next(rows, &row, &more);
        if (fault == OK && more) {
            take_city(places, row);
        }
    }
    db_rows_close(rows);
    return fault;
}

enum fault places_load(struct places *places)
{
    return load_cities(places);
}
