/* SPDX-License-Identifier: AGPL-3.0-or-later
** match: rows of city_theme, and of what the cities did, gathered into one record a city. */
#include "store/match.h"

#include "base/check.h"
#include "store/city.sql.h"
#include "store/kept.h"

static int int_of(struct maybe_int number)
{
    return number.known ? (int)number.v : 0;
}

static struct city_theme theme_of(const struct q_city_match_rows *row)
{
    return (struct city_theme){
        .theme = row->theme_id,
        .projects = (int)row->projects,
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

/* ---- kept: the records of all cities */

/* In the order of their ids. */
struct records {
    struct city_record *items;
    size_t n;
    struct city_theme *themes; /* of all of them */
    struct date day;           /* for which the themes' chances were worked out */
};

static struct city_record *find(struct city_record *cities, size_t n, struct city_id id)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cities[middle].city.v < id.v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < n && cities[low].city.v == id.v ? &cities[low] : NULL;
}

static size_t count_cities(const struct q_city_match_rows *rows, size_t n)
{
    size_t cities = 0;
    for (size_t i = 0; i < n; i++) {
        cities += i == 0 || rows[i].city_id.v != rows[i - 1].city_id.v;
    }
    return cities;
}

/* Rows of one city stand together: each run becomes a record over its part of `themes`. */
static struct records *gather(struct arena *arena, const struct q_city_match_rows *rows, size_t n)
{
    struct records *records = arena_new(arena, struct records);
    struct city_theme *themes = arena_array(arena, struct city_theme, n);
    records->items = arena_array(arena, struct city_record, count_cities(rows, n));
    records->themes = themes;
    records->day = DATE_NONE;
    for (size_t i = 0; i < n;) {
        size_t first = i;
        for (; i < n && rows[i].city_id.v == rows[first].city_id.v; i++) {
            themes[i] = theme_of(&rows[i]);
        }
        struct city_record *record = &records->items[records->n++];
        *record = record_of(&rows[first]);
        record->country = str_copy(arena, record->country);
        record->themes = themes + first;
        record->themes_count = i - first;
    }
    return records;
}

static struct city_work work_of(struct arena *arena, const struct q_city_match_works *row)
{
    return (struct city_work){
        .project = row->project_id,
        .theme = row->theme_id,
        .theme_bp = (int)row->theme_bp,
        .coordinates = row->coordinates,
        .ec_cents = row->ec_cents,
        .status = str_copy(arena, row->status),
        .start_on = row->start_on,
        .end_on = row->end_on,
        .has_results = row->has_results,
    };
}

/* The same with what each city did. */
static void attach_works(struct arena *arena, struct records *records, const struct q_city_match_works *rows, size_t n)
{
    struct city_work *works = arena_array(arena, struct city_work, n);
    for (size_t i = 0; i < n;) {
        size_t first = i;
        for (; i < n && rows[i].city_id.v == rows[first].city_id.v; i++) {
            works[i] = work_of(arena, &rows[i]);
        }
        struct city_record *record = find(records->items, records->n, rows[first].city_id);
        if (record != NULL) {
            record->works = works + first;
            record->works_count = i - first;
        }
    }
}

static void work_out_chances(struct records *records, struct date today)
{
    for (size_t i = 0; i < records->n; i++) {
        const struct city_record *city = &records->items[i];
        struct city_theme *themes = records->themes + (city->themes - records->themes);
        for (size_t j = 0; j < city->themes_count; j++) {
            themes[j].none = match_none(city->works, city->works_count, themes[j].theme, today);
        }
    }
    records->day = today;
}

static enum fault get_records(struct db *db, struct arena *arena, struct date today,
                              const struct records **ret_records)
{
    const void **slot = db_kept(db, KEPT_RECORDS);
    if (*slot == NULL) {
        struct q_city_match_rows *rows;
        struct q_city_match_works *works;
        size_t n, works_n;
        TRY(q_city_match_rows(db, arena, &rows, &n));
        TRY(q_city_match_works(db, arena, &works, &works_n));
        struct records *records = gather(db_kept_arena(db), rows, n);
        attach_works(db_kept_arena(db), records, works, works_n);
        *slot = records;
    }
    struct records *records = (struct records *)(uintptr_t)*slot;
    if (records->day.days != today.days) {
        work_out_chances(records, today);
    }
    *ret_records = records;
    return OK;
}

/* ---- for one asking city */

void match_soon(struct db *db, struct city_id city)
{
    if (*db_kept(db, KEPT_RECORDS) == NULL) {
        q_city_match_rows_soon(db);
        q_city_match_works_soon(db);
    }
    q_city_together_soon(db, city);
}

static enum fault load_together(struct db *db, struct arena *arena, struct city_record *asking)
{
    struct q_city_together *rows;
    TRY(q_city_together(db, arena, asking->city, &rows, &asking->together_count));
    struct city_together *together = arena_array(arena, struct city_together, asking->together_count);
    for (size_t i = 0; i < asking->together_count; i++) {
        together[i] = (struct city_together){rows[i].other_id, (int)rows[i].projects, rows[i].project_id};
    }
    asking->together = together;
    return OK;
}

enum fault match_load(struct db *db, struct arena *arena, const struct city_record *asking, struct date today,
                      struct match_input *ret_input)
{
    const struct records *records;
    TRY(get_records(db, arena, today, &records));
    struct match_input input = {.asking = *asking, .cities = records->items, .n = records->n};
    const struct city_record *own = find(records->items, records->n, asking->city);
    if (own != NULL) {
        input.asking.projects = own->projects;
        input.asking.coordinated = own->coordinated;
        input.asking.themes = own->themes;
        input.asking.themes_count = own->themes_count;
        input.asking.works = own->works;
        input.asking.works_count = own->works_count;
    }
    TRY(load_together(db, arena, &input.asking));
    *ret_input = input;
    return OK;
}
