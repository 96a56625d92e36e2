/* SPDX-License-Identifier: AGPL-3.0-or-later
** join: what this network is, and how a city joins; and what all pages of joining say of a city. */
#include "web/join/join_web.h"

#include "domain/official.h"
#include "store/kept.h"
#include "text/country.h"
#include "text/words.h"
#include "web/say.h"
#include "web/views.h"

/* ---- the page */

static void say_size(struct out *out, const struct q_size_bounds_list *bounds, size_t n, struct join_page *m)
{
    m->countries = arena_array(out->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct slot slots[] = {slot("low", count(bounds[i].low)), slot("high", count(bounds[i].high)),
                               slot("country", country_name(out, bounds[i].country)),
                               slot("why", words_text(out, str_c(out->arena, bounds[i].why), NULL, 0))};
        if (bounds[i].country.n == 0) {
            m->size = words_text(out, W_NOTE("Cities of {low} to {high} people, as a rule."), slots, 2);
        } else {
            m->countries[m->countries_n++] = words_text(out, W_NOTE("{country}: {low} to {high} people. {why}"), slots,
                                                        4);
        }
    }
}

enum fault join_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct join_page *m = arena_new(request->arena, struct join_page);
    const struct q_size_bounds_list *bounds;
    size_t n;
    struct drivers drivers;
    driver_load_soon(request->db, request->now);
    TRY(kept_bounds(request->db, &bounds, &n));
    TRY(driver_load(request->db, request->arena, request->now, &drivers));
    m->driver = driver_public_of(request, &out, &drivers);
    say_size(&out, bounds, n, m);
    m->commitment = commitment_words_get(request->arena, 0, words_tag(request->words));
    m->page = page_of(request, W(&out, "Join with your city"),
                      W(&out, "Small cities that learn from each other, and do together what one alone cannot."),
                      DOOR_NONE);
    response->max_age_s = 0; /* a name goes from it at once when its owner takes the yes back */
    view_join(&out, m);
    return OK;
}

/* ---- what is known of a city */

void application_city_soon(struct db *db, const struct q_application_by_uid *row)
{
    const struct q_member_keys keys = application_keys(row);
    q_application_evidence_soon(db, row->lau_id, row->gss_code, row->geonames_id);
    application_find_member_soon(db, &keys);
    kept_soon(db);
}

enum fault application_city_of(struct db *db, struct out *out, const struct q_application_by_uid *row,
                               struct application_city *ret_city)
{
    const struct q_size_bounds_list *bounds;
    struct q_application_evidence found;
    const struct q_member_keys keys = application_keys(row);
    size_t n;
    *ret_city = (struct application_city){0};
    enum fault fault = q_application_evidence(db, out->arena, row->lau_id, row->gss_code, row->geonames_id, &found);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    if (fault == FAULT_NOT_FOUND) {
        found = (struct q_application_evidence){.fit = S("unknown"), .website = S(""), .population_as_of = DATE_NONE};
    }
    fault = application_find_member(db, out->arena, &keys, &ret_city->member);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    ret_city->member.id = fault == OK ? ret_city->member.id : 0;
    TRY(kept_bounds(db, &bounds, &n));
    ret_city->fit = found.fit;
    ret_city->people = say_people(out, found.population, S(""), (struct maybe_int){0});
    ret_city->source = found.population_year.known && found.population_source.n > 0
                           ? str_format(out->arena, "%.*s %lld", STR_ARG(found.population_source),
                                        (long long)found.population_year.v)
                           : found.population_source;
    ret_city->as_of = found.population_as_of;
    ret_city->size = say_fit(out, found.fit, row->country, bounds, n);
    ret_city->domain = official_website(out->arena, found.website);
    return OK;
}

struct str application_place(struct out *out, const struct q_application_by_uid *row)
{
    return str_format(out->arena, "%.*s, %.*s", STR_ARG(row->city), STR_ARG(country_name(out, row->country)));
}

void application_facts(struct request *request, struct deed *m, const struct q_application_by_uid *row,
                       const struct application_city *city)
{
    struct out out = {.words = request->words, .arena = request->arena};
    deed_fact(request, m, W(&out, "City"), application_place(&out, row));
    deed_fact(request, m, W(&out, "Population"), city->people);
    m->facts[m->facts_n - 1].source = city->source;
    m->facts[m->facts_n - 1].as_of = city->as_of;
    deed_fact(request, m, W(&out, "Size"), city->size);
    deed_fact(request, m, W(&out, "What the city dares to change, and by when"), row->wish);
    deed_fact(request, m, W(&out, "Who asks"), row->name);
    deed_fact(request, m, W(&out, "Mail address"), row->mail);
    deed_fact(request, m, W(&out, "What they do there, in their words"), row->says);
}

int64_t application_link_ends(const struct q_application_by_uid *row)
{
    return row->made_at + APPLICATION_PROVE_S + APPLICATION_WAIT_S + APPLICATION_KEPT_S;
}
