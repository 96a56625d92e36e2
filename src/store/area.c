/* SPDX-License-Identifier: AGPL-3.0-or-later
** area: what lies around, with what was chosen. */
#include "store/area.h"

#include "base/check.h"
#include "store/trait.sql.h"

static struct str place_of(struct arena *arena, struct str lau_id, struct str gss_code, struct maybe_int geonames_id)
{
    if (lau_id.n > 0) {
        return str_join(arena, S("lau "), lau_id);
    }
    return gss_code.n > 0 ? str_join(arena, S("gss "), gss_code)
                          : str_format(arena, "geonames %lld", (long long)geonames_id.v);
}

static enum fault must_use add_chosen(struct db *db, struct arena *arena, struct str member_uid, struct area *area)
{
    struct q_area_chosen *rows;
    struct q_area_kept *keys;
    size_t n, keys_n;
    TRY(q_area_chosen(db, arena, member_uid, &rows, &n));
    TRY(q_area_kept(db, arena, member_uid, &keys, &keys_n));
    for (size_t i = 0; i < n; i++) {
        struct area_choice choice = {
            .place = rows[i].place, .name = rows[i].name, .country = rows[i].country,
            .population = rows[i].population, .population_source = rows[i].population_source,
            .population_year = rows[i].population_year, .km = -1, .chosen = true};
        for (size_t k = 0; k < keys_n; k++) {
            if (str_eq(keys[k].place, rows[i].place)) {
                choice.lau_id = keys[k].lau_id;
                choice.gss_code = keys[k].gss_code;
                choice.geonames_id = keys[k].geonames_id;
            }
        }
        area->choices[area->n++] = choice;
    }
    area->chosen_n = area->n;
    return OK;
}

static struct area_choice *find(const struct area *area, size_t n, struct str place)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(area->choices[i].place, place)) {
            return &area->choices[i];
        }
    }
    return NULL;
}

static enum fault must_use add_near(struct db *db, struct arena *arena, struct area *area)
{
    struct q_area_within *rows;
    size_t rows_n;
    int64_t latitude, longitude;
    int64_t north = area->middle.latitude_micro.v;
    int64_t east = area->middle.longitude_micro.v;
    area_box((int32_t)north, &latitude, &longitude);
    TRY(q_area_within(db, arena, north - latitude, north + latitude, east - longitude, east + longitude, &rows,
                      &rows_n));
    struct area_place *places = arena_array(arena, struct area_place, rows_n + 1);
    for (size_t i = 0; i < rows_n; i++) {
        places[i] = (struct area_place){(int32_t)rows[i].latitude_micro, (int32_t)rows[i].longitude_micro,
                                        rows[i].population, 0, i};
    }
    size_t n = area_nearest(places, rows_n, (int32_t)north, (int32_t)east);
    for (size_t i = 0; i < n; i++) {
        const struct q_area_within *row = &rows[places[i].which];
        int km = (int)(places[i].distance_m / 1000 + 0.5);
        struct str place = place_of(arena, row->lau_id, row->gss_code, row->geonames_id);
        struct area_choice *chosen = find(area, area->chosen_n, place);
        if (chosen != NULL) {
            chosen->km = km;
            continue;
        }
        area->choices[area->n++] = (struct area_choice){
            place, row->name, row->country, row->lau_id, row->gss_code, row->geonames_id, row->population,
            row->population_source, row->population_year, km, false};
    }
    return OK;
}

enum fault area_find(struct db *db, struct arena *arena, struct str member_uid, struct area *ret_area)
{
    struct area area = {.choices = arena_array(arena, struct area_choice, AREA_CHOSEN_MAX + AREA_SHOWN_MAX)};
    enum fault fault = q_area_middle(db, arena, member_uid, &area.middle);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    area.is_known = fault == OK && area.middle.latitude_micro.known && area.middle.longitude_micro.known;
    TRY(add_chosen(db, arena, member_uid, &area));
    TRY(area.is_known ? add_near(db, arena, &area) : OK);
    *ret_area = area;
    return OK;
}

void area_find_seen_soon(struct db *db, struct str member_uid)
{
    q_area_seen_soon(db, member_uid);
}

enum fault area_find_seen(struct db *db, struct arena *arena, struct str member_uid, bool *ret_members)
{
    struct q_area_seen row;
    enum fault fault = q_area_seen(db, arena, member_uid, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    *ret_members = fault == OK && str_eq(row.seen_by, S("members"));
    return OK;
}

enum fault area_save_seen(struct db *db, int64_t member_id, bool members, int64_t now)
{
    return q_trait_card_put(db, member_id, S("area"), members ? S("members") : S("city"), now);
}

enum fault area_save(struct db *db, int64_t member_id, const struct area *area, const struct str *places, size_t n)
{
    if (n > AREA_CHOSEN_MAX) {
        return FAULT_TOO_LARGE;
    }
    for (size_t i = 0; i < n; i++) {
        if (find(area, area->n, places[i]) == NULL) {
            return FAULT_NOT_FOUND;
        }
    }
    TRY(q_area_clear(db, member_id));
    for (size_t i = 0; i < area->n; i++) {
        const struct area_choice *choice = &area->choices[i];
        bool is_chosen = false;
        for (size_t k = 0; k < n; k++) {
            is_chosen |= str_eq(places[k], choice->place);
        }
        const struct q_area_add_in in = {
            .member_id = member_id, .place = choice->place, .name = choice->name, .country = choice->country,
            .lau_id = choice->lau_id, .gss_code = choice->gss_code, .geonames_id = choice->geonames_id};
        TRY(is_chosen ? q_area_add(db, &in) : OK);
    }
    return OK;
}
