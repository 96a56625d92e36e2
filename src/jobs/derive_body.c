/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Which organisation is a city's own body, and in which city organisations have their seat.
*/
#include "domain/resolve.h"
#include "jobs/derive_parts.h"
#include "jobs/gazetteer.h"
#include "store/derive.sql.h"
#include "store/load_city.sql.h"

#define SCRATCH_MAX (4u << 20)
#define BATCH 4096u /* organisations read before their answers are written */

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
        enum size_fit fit = fit_of(deriving, city);
        if (fit != gazetteer->fits[i]) { /* most have theirs from the import of places */
            TRY(q_load_city_save_fit(deriving->db, city->id, size_fit_word(fit)));
        }
    }
    return OK;
}

/* ---- organisations */

struct answer {
    struct organisation_id organisation;
    struct resolve_answer body;
    struct city_id seat;
};

static struct answer answer_of(struct arena *scratch, const struct corrections *corrections,
                               const struct resolve_index *index,
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
    corrections_apply(corrections, scratch, row->id, &answer.body);
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
    struct answer *answers = NULL;
    size_t n = 0, size = 0;
    bool more = true;
    enum fault fault = OK;
    arena_init(&scratch, SCRATCH_MAX);
    while (fault == OK && more) {
        struct q_derive_organisation_list row;
        fault = q_derive_organisation_list_next(rows, &row, &more);
        if (fault == OK && more) {
            answers = gazetteer_grow(&gazetteer->arena, answers, n, &size, sizeof *answers);
            answers[n++] = answer_of(&scratch, deriving->corrections, gazetteer->index, &row);
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
    TRY(corrections_meet_cities(deriving->corrections, deriving->db));
    TRY(q_derive_clear_body(deriving->db));
    TRY(q_derive_clear_seat(deriving->db));
    TRY(q_derive_organisation_list_open(deriving->db, &rows));
    enum fault fault = resolve_rows(deriving, gazetteer, rows, &answers, &n);
    db_rows_close(rows);
    for (size_t i = 0; fault == OK && i < n; i++) {
        fault = save_answer(deriving->db, &answers[i]);
    }
    TRY(fault);
    return q_derive_body_heads(deriving->db);
}

enum fault derive_bodies(const struct deriving *deriving, struct gazetteer *gazetteer)
{
    watch_progress(deriving->watch, S("councils and seats"), 0, 0);
    TRY(save_fits(deriving, gazetteer));
    TRY(save_bodies(deriving, gazetteer));
    TRY(q_derive_clear_city_project(deriving->db));
    return q_derive_city_project(deriving->db);
}
