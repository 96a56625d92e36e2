/* SPDX-License-Identifier: AGPL-3.0-or-later
** gap: what the network lacks, gathered. */
#include "store/gap.h"

#define OF_THEME_MAX 40
#define OTHERS_MAX 1200

void gap_soon(struct db *db)
{
    q_gap_wants_soon(db, GAP_LEAST);
    q_gap_countries_soon(db);
    q_gap_source_soon(db);
    q_gap_others_soon(db);
}

/* The city of that id, begun when it is new; records have room for one of each theme. */
static struct gap_city *city_of(struct arena *arena, struct gap_input *input, int64_t id, struct str country,
                                int64_t projects, const struct gap_place *place)
{
    for (size_t i = 0; i < input->n; i++) {
        if (input->cities[i].id == id) {
            return &input->cities[i];
        }
    }
    struct gap_city *city = &input->cities[input->n];
    input->places[input->n++] = *place;
    *city = (struct gap_city){.id = id, .country = country, .projects = projects, .twin_of = S(""),
                              .records = arena_array(arena, struct gap_record, GAP_THEMES_MAX)};
    return city;
}

static enum fault must_use add_others(struct db *db, struct arena *arena, struct gap_input *input)
{
    struct q_gap_others *rows;
    size_t n;
    TRY(q_gap_others(db, arena, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct q_gap_others *row = &rows[i];
        const struct gap_place place = {row->slug, row->name, row->population, S(""), DATE_NONE};
        struct gap_city *city = city_of(arena, input, row->id.v, row->country, row->projects, &place);
        if (row->twins > 0) {
            struct gap_place *shown = &input->places[city - input->cities];
            city->twins = row->twins;
            city->twin_of = row->twin_of;
            shown->twin_source = row->twin_source;
            shown->twin_as_of = row->twin_as_of;
        }
    }
    return OK;
}

static enum fault must_use add_theme(struct db *db, struct arena *arena, const struct q_gap_wants *want,
                                     struct gap_input *input)
{
    struct q_gap_of_theme *rows;
    size_t n;
    TRY(q_gap_of_theme(db, arena, want->theme_id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct q_gap_of_theme *row = &rows[i];
        const struct gap_place place = {row->slug, row->name, row->population, S(""), DATE_NONE};
        struct gap_city *city = city_of(arena, input, row->id.v, row->country, row->projects, &place);
        struct gap_record *record = (struct gap_record *)(uintptr_t)&city->records[city->records_n++];
        *record = (struct gap_record){want->theme, row->theme_projects, row->ended, row->coordinated,
                                      row->last_year.known ? row->last_year.v : 0};
    }
    return OK;
}

static enum fault must_use load_gaps(struct db *db, struct arena *arena, const struct q_gap_wants *wants, size_t n,
                                     struct gap_input *input)
{
    struct q_gap_countries *rows;
    TRY(q_gap_countries(db, arena, &rows, &input->countries_n));
    struct gap_want *themes = arena_array(arena, struct gap_want, n + 1);
    for (size_t i = 0; i < n; i++) {
        themes[i] = (struct gap_want){wants[i].theme, wants[i].cities};
    }
    input->countries = arena_array(arena, struct gap_country, input->countries_n + 1);
    for (size_t i = 0; i < input->countries_n; i++) {
        input->countries[i] = (struct gap_country){rows[i].country, rows[i].cities};
    }
    input->gaps_n = gap_list(arena, themes, n, input->countries, input->countries_n, &input->gaps);
    return OK;
}

enum fault gap_load(struct db *db, struct arena *arena, struct gap_input *ret_input)
{
    struct q_gap_wants *wants;
    struct q_gap_source source;
    size_t n;
    TRY(q_gap_wants(db, arena, GAP_LEAST, &wants, &n));
    size_t themes = n < GAP_THEMES_MAX ? n : GAP_THEMES_MAX; /* the first are those of most cities */
    for (size_t i = 0; i < themes; i++) {
        q_gap_of_theme_soon(db, wants[i].theme_id);
    }
    *ret_input = (struct gap_input){
        .cities = arena_array(arena, struct gap_city, OTHERS_MAX + GAP_THEMES_MAX * OF_THEME_MAX),
        .places = arena_array(arena, struct gap_place, OTHERS_MAX + GAP_THEMES_MAX * OF_THEME_MAX)};
    TRY(load_gaps(db, arena, wants, n, ret_input));
    enum fault fault = q_gap_source(db, arena, &source);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    ret_input->source = fault == OK ? source.name : S("");
    ret_input->as_of = fault == OK ? source.as_of : DATE_NONE;
    TRY(add_others(db, arena, ret_input));
    for (size_t i = 0; i < themes; i++) {
        TRY(add_theme(db, arena, &wants[i], ret_input));
    }
    return OK;
}
