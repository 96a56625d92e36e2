/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Which organisation is a city's own body, and in which city organisations have their seat.
*/
#include <string.h>

#include "domain/resolve.h"
#include "jobs/derive_parts.h"
#include "store/derive.sql.h"
#include "store/load_city.sql.h"

#define GAZETTEER_ARENA_MAX (1024u << 20) /* some 600 bytes a city; the world's 200,000 places take 120 MiB */
#define SCRATCH_MAX (4u << 20)
#define BATCH 4096u /* organisations read before their answers are written */

struct gazetteer {
    struct arena arena;
    struct resolve_city *cities;
    size_t n, size;
    struct name_of_place *names; /* those of the city being read */
    size_t names_n, names_size;
};

static void *grow(struct arena *arena, void *items, size_t n, size_t *size, size_t item_size)
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

/* ---- cities */

static struct resolve_city city_of(struct arena *arena, const struct q_load_city_list *row)
{
    return (struct resolve_city){
        .id = row->id, .country = str_copy(arena, row->country), .municipality = row->lau_id.s || row->gss_code.s,
        .part = row->feature.s && str_eq(row->feature, S("PPLX")),
        .population = row->population, .nuts3 = row->nuts3.s ? str_copy(arena, row->nuts3) : S(""),
        .located = row->latitude_micro.known && row->longitude_micro.known,
        .latitude_micro = (int32_t)row->latitude_micro.v, .longitude_micro = (int32_t)row->longitude_micro.v,
    };
}

static enum fault load_cities(const struct deriving *deriving, struct gazetteer *gazetteer)
{
    struct db_rows *rows = NULL;
    TRY(q_load_city_list_open(deriving->db, &rows));
    bool more = true;
    enum fault fault = OK;
    while (fault == OK && more) {
        struct q_load_city_list row;
        fault = q_load_city_list_next(rows, &row, &more);
        if (fault == OK && more) {
            gazetteer->cities = grow(&gazetteer->arena, gazetteer->cities, gazetteer->n, &gazetteer->size,
                                     sizeof *gazetteer->cities);
            gazetteer->cities[gazetteer->n++] = city_of(&gazetteer->arena, &row);
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
    gazetteer->names = grow(&gazetteer->arena, gazetteer->names, gazetteer->names_n, &gazetteer->names_size,
                            sizeof *gazetteer->names);
    gazetteer->names[gazetteer->names_n++] =
        (struct name_of_place){str_copy(&gazetteer->arena, row->folded), (enum name_kind)row->kind};
}

static enum fault load_names(const struct deriving *deriving, struct gazetteer *gazetteer)
{
    struct db_rows *rows = NULL;
    TRY(q_load_city_names_open(deriving->db, &rows));
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

/* ---- the size rule */

/* Where no table of municipalities covers the country (PT, GR, CY, LT, IE), a small locality may be
** governed together with its neighbours (Matosinhos): that it is small is then not known. */
static enum size_fit fit_of(const struct deriving *deriving, const struct resolve_city *city)
{
    enum size_fit fit = size_fit(deriving->size_rule, city->country, city->population).fit;
    bool part = !city->municipality && !name_lau_is_municipality(city->country);
    return fit == SIZE_SMALL && part ? SIZE_UNKNOWN : fit;
}

static enum fault save_fits(const struct deriving *deriving, const struct gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->n; i++) {
        const struct resolve_city *city = &gazetteer->cities[i];
        TRY(q_load_city_save_fit(deriving->db, city->id, size_fit_word(fit_of(deriving, city))));
    }
    return OK;
}

/* ---- organisations */

struct answer {
    struct organisation_id organisation;
    struct resolve_answer body;
    struct city_id seat;
};

static struct answer answer_of(struct arena *scratch, const struct resolve_index *index,
                               const struct q_derive_organisation_list *row)
{
    struct resolve_org org = {
        .name = row->name, .short_name = row->short_name, .activity = row->activity, .place = row->place,
        .street = S(""), .country = row->country, .nuts = row->nuts, .sme = row->sme,
        .located = row->latitude_micro.known && row->longitude_micro.known,
        .latitude_micro = (int32_t)row->latitude_micro.v, .longitude_micro = (int32_t)row->longitude_micro.v,
    };
    struct arena_mark mark = arena_mark(scratch);
    struct answer answer = {row->id, resolve(scratch, index, &org), resolve_seat(scratch, index, &org)};
    answer.body.stated = (struct str){0};
    arena_rewind(scratch, mark);
    return answer;
}

static enum fault save_answer(struct db *db, const struct answer *answer)
{
    if (answer->body.kind != RESOLVE_NONE) {
        TRY(q_derive_body_add(db, answer->organisation, answer->body.city_id, resolve_kind_word(answer->body.kind),
                              answer->body.confidence, resolve_reason_word(answer->body.reason)));
    }
    return answer->seat.v ? q_derive_seat_add(db, answer->organisation, answer->seat) : OK;
}

static enum fault resolve_rows(const struct deriving *deriving, struct gazetteer *gazetteer, struct db_rows *rows,
                               struct answer **ret_answers, size_t *ret_n)
{
    struct arena scratch;
    const struct resolve_index *index = resolve_index_new(&gazetteer->arena, gazetteer->cities, gazetteer->n);
    struct answer *answers = NULL;
    size_t n = 0, size = 0;
    bool more = true;
    enum fault fault = OK;
    arena_init(&scratch, SCRATCH_MAX);
    while (fault == OK && more) {
        struct q_derive_organisation_list row;
        fault = q_derive_organisation_list_next(rows, &row, &more);
        if (fault == OK && more) {
            answers = grow(&gazetteer->arena, answers, n, &size, sizeof *answers);
            answers[n++] = answer_of(&scratch, index, &row);
            if (n % BATCH == 0) {
                watch_progress(deriving->watch, S("councils and seats"), n, 0);
            }
        }
    }
    arena_done(&scratch);
    *ret_answers = answers;
    *ret_n = n;
    return fault;
}

static enum fault save_bodies(const struct deriving *deriving, struct gazetteer *gazetteer)
{
    struct db_rows *rows = NULL;
    struct answer *answers = NULL;
    size_t n = 0;
    TRY(q_derive_clear_body(deriving->db));
    TRY(q_derive_clear_seat(deriving->db));
    TRY(q_derive_organisation_list_open(deriving->db, &rows));
    enum fault fault = resolve_rows(deriving, gazetteer, rows, &answers, &n);
    db_rows_close(rows);
    for (size_t i = 0; fault == OK && i < n; i++) {
        fault = save_answer(deriving->db, &answers[i]);
    }
    return fault;
}

static enum fault run(const struct deriving *deriving, struct gazetteer *gazetteer)
{
    watch_progress(deriving->watch, S("councils and seats"), 0, 0);
    TRY(load_cities(deriving, gazetteer));
    TRY(load_names(deriving, gazetteer));
    TRY(save_fits(deriving, gazetteer));
    TRY(save_bodies(deriving, gazetteer));
    TRY(q_derive_clear_city_project(deriving->db));
    return q_derive_city_project(deriving->db);
}

enum fault derive_bodies(const struct deriving *deriving)
{
    struct gazetteer gazetteer = {0};
    arena_init(&gazetteer.arena, GAZETTEER_ARENA_MAX);
    enum fault fault = run(deriving, &gazetteer);
    arena_done(&gazetteer.arena);
    return fault;
}
