/* SPDX-License-Identifier: AGPL-3.0-or-later
** match: rows of city_theme gathered into one record a city. */
#include "store/match.h"

#include "base/check.h"
#include "store/city.sql.h"

#define NEAR_MAX 500 /* cities without a record differ in size only: the nearest will do */

static int int_of(struct maybe_int number)
{
    return number.known ? (int)number.v : 0;
}

static struct city_theme theme_of(const struct q_city_match_rows *row)
{
    return (struct city_theme){
        .theme = row->theme_id,
        .projects = (int)row->projects,
        .ended = (int)row->ended,
        .ended_with_results = (int)row->ended_with_results,
        .running = (int)row->running,
        .terminated = (int)row->terminated,
        .coordinated = (int)row->coordinated,
        .first_year = int_of(row->first_year),
        .last_year = int_of(row->last_year),
        .best_project = row->best_project_id,
    };
}

static struct city_record record_of(const struct q_city_match_rows *row)
{
    return (struct city_record){
        .city = row->city_id,
        .country = row->country,
        .population = row->population,
        .fits = row->fits,
        .projects = int_of(row->all_projects),
        .coordinated = int_of(row->all_coordinated),
        .located = row->latitude_micro.known && row->longitude_micro.known,
        .latitude_micro = (int32_t)row->latitude_micro.v,
        .longitude_micro = (int32_t)row->longitude_micro.v,
    };
}

/* Binary search: the cities come in the order of their ids. */
static struct city_record *find(struct match_input *input, struct city_id id)
{
    size_t low = 0;
    size_t high = input->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (input->cities[middle].city.v < id.v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < input->n && input->cities[low].city.v == id.v ? &input->cities[low] : NULL;
}

static enum fault add_together(struct db *db, struct arena *arena, struct match_input *input)
{
    struct q_city_together *rows;
    size_t n;
    TRY(q_city_together(db, arena, input->asking.city, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct city_record *other = find(input, rows[i].other_id);
        if (other != NULL) {
            other->together = (int)rows[i].projects;
            other->together_project = rows[i].project_id;
        }
    }
    return OK;
}

/* Rows of one city stand together: each run becomes a record over its part of `themes`. */
static void gather(struct arena *arena, const struct q_city_match_rows *rows, size_t n, struct match_input *input)
{
    struct city_theme *themes = arena_array(arena, struct city_theme, n);
    input->cities = arena_array(arena, struct city_record, n);
    for (size_t i = 0; i < n;) {
        size_t first = i;
        for (; i < n && rows[i].city_id.v == rows[first].city_id.v; i++) {
            themes[i] = theme_of(&rows[i]);
        }
        struct city_record *record = &input->cities[input->n];
        if (rows[first].city_id.v == input->asking.city.v) {
            record = &input->asking;
            record->projects = int_of(rows[first].all_projects);
            record->coordinated = int_of(rows[first].all_coordinated);
        } else {
            *record = record_of(&rows[first]);
            input->n++;
        }
        record->themes = themes + first;
        record->themes_count = i - first;
    }
}

enum fault match_load(struct db *db, struct arena *arena, const struct city_record *asking,
                      struct match_input *ret_input)
{
    struct match_input input = {.asking = *asking};
    struct q_city_match_rows *rows;
    size_t n;
    TRY(q_city_match_rows(db, arena, asking->city, &rows, &n));
    gather(arena, rows, n, &input);
    TRY(add_together(db, arena, &input));
    *ret_input = input;
    return OK;
}

enum fault similar_load(struct db *db, struct arena *arena, const struct city_record *asking,
                        struct match_input *ret_input)
{
    struct match_input input;
    TRY(match_load(db, arena, asking, &input));
    if (asking->population.known) {
        struct q_city_near_size *rows;
        size_t n;
        TRY(q_city_near_size(db, arena, asking->population.v, NEAR_MAX, &rows, &n));
        struct city_record *cities = arena_array(arena, struct city_record, input.n + n);
        size_t all = input.n;
        for (size_t i = 0; i < all; i++) {
            cities[i] = input.cities[i];
        }
        for (size_t i = 0; i < n; i++) {
            if (rows[i].id.v == asking->city.v || find(&input, rows[i].id) != NULL) {
                continue;
            }
            cities[all++] = (struct city_record){
                .city = rows[i].id,
                .country = rows[i].country,
                .population = rows[i].population,
                .fits = true,
                .projects = int_of(rows[i].projects),
                .coordinated = int_of(rows[i].coordinated),
                .located = rows[i].latitude_micro.known && rows[i].longitude_micro.known,
                .latitude_micro = (int32_t)rows[i].latitude_micro.v,
                .longitude_micro = (int32_t)rows[i].longitude_micro.v,
            };
        }
        input.cities = cities;
        input.n = all;
    }
    *ret_input = input;
    return OK;
}
