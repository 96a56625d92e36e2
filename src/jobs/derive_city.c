/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** The record of each city, by theme and in all, and the counts of themes and of everything.
*/
#include <string.h>

#include "jobs/derive_parts.h"
#include "store/derive.sql.h"

#define ROW_ARENA_MAX (64u << 10) /* for one row */

/* What adds up, for a city in all or on one theme. */
struct record {
    int64_t projects, ended, with_results, running, terminated, coordinated, ec_cents;
    int first_year, last_year; /* 0 unknown */
    struct project_id best;
    int64_t best_points;
};

struct city_record {
    struct city_id id;
    struct record all;
    struct record themes[THEMES_MAX + 1]; /* by id */
    int64_t organisations, organisation_projects;
};

/* Cities by id: own records first, then what is seated there; both lists are walked side by side. */
struct seats {
    struct db_rows *rows;
    bool more;
    struct q_derive_seat_totals row;
};

static const struct project_fact *find_fact(const struct project_facts *facts, struct project_id id)
{
    size_t low = 0, high = facts->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (facts->items[middle].id.v < id.v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < facts->n && facts->items[low].id.v == id.v ? &facts->items[low] : NULL;
}

/* Which project to name in a reason: one that the city led, that is over with results, that is most about the theme;
** of equals the later one. */
static int64_t points_of(const struct project_fact *fact, bool coordinates, int score)
{
    int64_t points = coordinates ? 40000 : 0;
    points += status_has_results(fact->status) ? 20000 : status_is_ended(fact->status) ? 10000 : 0;
    points -= fact->status == STATUS_TERMINATED ? 30000 : 0;
    return (points + score) * 10000 + fact->first_year;
}

static void add(struct record *record, const struct project_fact *fact, const struct q_derive_city_project_list *row,
                int score)
{
    int64_t points = points_of(fact, row->coordinates, score);
    record->projects++;
    record->ended += status_is_ended(fact->status);
    record->with_results += status_has_results(fact->status);
    record->running += status_is_running(fact->status);
    record->terminated += fact->status == STATUS_TERMINATED;
    record->coordinated += row->coordinates;
    record->ec_cents += row->ec_cents.known ? row->ec_cents.v : 0;
    if (fact->first_year > 0) {
        bool earlier = record->first_year == 0 || fact->first_year < record->first_year;
        record->first_year = earlier ? fact->first_year : record->first_year;
        record->last_year = fact->last_year > record->last_year ? fact->last_year : record->last_year;
    }
    if (record->best.v == 0 || points > record->best_points) {
        record->best = fact->id;
        record->best_points = points;
    }
}

static struct maybe_int year(int number)
{
    return (struct maybe_int){number > 0, number};
}

/* ---- writing one city */

static enum fault save_theme(struct db *db, struct city_id city, int64_t theme, const struct record *r)
{
    return q_derive_city_theme_add(db, &(struct q_derive_city_theme_add_in){
        .city_id = city, .theme_id = {theme}, .projects = r->projects, .ended = r->ended,
        .ended_with_results = r->with_results, .running = r->running, .terminated = r->terminated,
        .coordinated = r->coordinated, .ec_cents = r->ec_cents, .first_year = year(r->first_year),
        .last_year = year(r->last_year), .best_project_id = r->best});
}

static enum fault save_city(struct db *db, const struct city_record *city)
{
    const struct record *r = &city->all;
    for (int64_t theme = 1; theme <= THEMES_MAX; theme++) {
        if (city->themes[theme].projects > 0) {
            TRY(save_theme(db, city->id, theme, &city->themes[theme]));
        }
    }
    return q_derive_city_total_add(db, &(struct q_derive_city_total_add_in){
        .city_id = city->id, .projects = r->projects, .ended = r->ended, .ended_with_results = r->with_results,
        .running = r->running, .terminated = r->terminated, .coordinated = r->coordinated, .ec_cents = r->ec_cents,
        .first_year = year(r->first_year), .last_year = year(r->last_year), .organisations = city->organisations,
        .organisation_projects = city->organisation_projects});
}

static enum fault next_seat(struct seats *seats)
{
    return q_derive_seat_totals_next(seats->rows, &seats->row, &seats->more);
}

/* Cities below `id` that have seated organisations only. */
static enum fault save_seats_before(struct db *db, struct seats *seats, int64_t id)
{
    while (seats->more && seats->row.city_id.v < id) {
        struct city_record city = {.id = seats->row.city_id, .organisations = seats->row.organisations,
                                   .organisation_projects = seats->row.projects};
        TRY(save_city(db, &city));
        TRY(next_seat(seats));
    }
    return OK;
}

static enum fault end_city(struct db *db, struct seats *seats, struct city_record *city)
{
    if (city->id.v == 0) {
        return OK;
    }
    TRY(save_seats_before(db, seats, city->id.v));
    if (seats->more && seats->row.city_id.v == city->id.v) {
        city->organisations = seats->row.organisations;
        city->organisation_projects = seats->row.projects;
        TRY(next_seat(seats));
    }
    return save_city(db, city);
}

static void add_project(struct city_record *city, const struct project_fact *fact,
                        const struct q_derive_city_project_list *row)
{
    add(&city->all, fact, row, 0);
    for (size_t i = 0; i < fact->themes_n; i++) {
        add(&city->themes[fact->themes[i]], fact, row, fact->scores[i]);
    }
}

static enum fault save_cities(struct db *db, struct db_rows *rows, struct seats *seats,
                              const struct project_facts *facts, struct city_record *city)
{
    bool more = true;
    while (more) {
        struct q_derive_city_project_list row;
        TRY(q_derive_city_project_list_next(rows, &row, &more));
        if (!more || row.city_id.v != city->id.v) {
            TRY(end_city(db, seats, city));
            *city = (struct city_record){.id = more ? row.city_id : (struct city_id){0}};
        }
        const struct project_fact *fact = more ? find_fact(facts, row.project_id) : NULL;
        if (fact) {
            add_project(city, fact, &row);
        }
    }
    return save_seats_before(db, seats, INT64_MAX);
}

static enum fault save_records(const struct deriving *deriving, const struct project_facts *facts)
{
    struct db *db = deriving->db;
    struct db_rows *rows = NULL;
    struct seats seats = {0};
    struct city_record city = {0};
    TRY(q_derive_clear_city_theme(db));
    TRY(q_derive_clear_city_total(db));
    TRY(q_derive_seat_totals_open(db, &seats.rows));
    enum fault fault = next_seat(&seats);
    if (fault == OK) {
        fault = q_derive_city_project_list_open(db, &rows);
    }
    if (fault == OK) {
        fault = save_cities(db, rows, &seats, facts, &city);
        db_rows_close(rows);
    }
    db_rows_close(seats.rows);
    return fault;
}

/* ---- counts */

static enum fault save_theme_totals(const struct deriving *deriving, const struct project_facts *facts)
{
    int64_t projects[THEMES_MAX + 1] = {0}, ended[THEMES_MAX + 1] = {0}, cents[THEMES_MAX + 1] = {0};
    for (size_t i = 0; i < facts->n; i++) {
        const struct project_fact *fact = &facts->items[i];
        for (size_t j = 0; j < fact->themes_n; j++) {
            projects[fact->themes[j]]++;
            ended[fact->themes[j]] += status_is_ended(fact->status);
            cents[fact->themes[j]] += fact->ec_max_cents;
        }
    }
    TRY(q_derive_clear_theme_total(deriving->db));
    for (size_t i = 0; i < deriving->themes->n; i++) {
        struct theme_id id = deriving->themes->items[i].id;
        TRY(q_derive_theme_total_add(deriving->db, id, projects[id.v], ended[id.v], cents[id.v]));
    }
    return OK;
}

/* Names of cities change only with places (derive_find_forget); what fits the size, with what cities state as well. */
static enum fault save_places(struct db *db)
{
    struct arena arena CLEANUP(arena_done);
    struct q_derive_city_places_kept row;
    arena_init(&arena, ROW_ARENA_MAX);
    TRY(q_derive_city_places_kept(db, &arena, &row));
    if (row.kept == row.cities) {
        return OK;
    }
    TRY(q_derive_clear_city_place(db));
    return q_derive_city_places(db);
}

enum fault derive_records(const struct deriving *deriving, const struct project_facts *facts)
{
    watch_progress(deriving->watch, S("records of cities"), 0, 0);
    TRY(save_records(deriving, facts));
    TRY(q_derive_clear_seat_project(deriving->db));
    TRY(q_derive_seat_project(deriving->db));
    TRY(q_derive_clear_city_contact(deriving->db));
    TRY(q_derive_city_contact(deriving->db));
    TRY(q_derive_clear_shelf(deriving->db));
    TRY(q_derive_shelf(deriving->db));
    TRY(q_derive_shelf_themes(deriving->db));
    TRY(q_derive_clear_theme_project(deriving->db));
    TRY(q_derive_theme_projects(deriving->db));
    TRY(save_places(deriving->db));
    TRY(q_derive_clear_city_listed(deriving->db));
    TRY(q_derive_city_listed(deriving->db));
    TRY(save_theme_totals(deriving, facts));
    TRY(q_derive_clear_country_total(deriving->db));
    TRY(q_derive_country_totals(deriving->db));
    TRY(q_derive_clear_total(deriving->db));
    return q_derive_totals(deriving->db);
}
