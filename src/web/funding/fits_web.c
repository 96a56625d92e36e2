/* SPDX-License-Identifier: AGPL-3.0-or-later
** fits: the two pages. */
#include "web/funding/fits_web.h"

#include "base/check.h"
#include "domain/area.h"
#include "store/bid.sql.h"
#include "store/fund_place.sql.h"
#include "web/member/member_web.h"
#include "web/views.h"

/* ---- of a member city */

/* The city with as many of the places around it as may stand together, the largest. */
static struct fits_who area_of(struct request *request, struct out *out, const struct fits_who *alone,
                               const struct q_fund_place_area *rows, size_t n, struct str *ret_says)
{
    struct maybe_int *populations = arena_array(request->arena, struct maybe_int, n + 1);
    size_t counted = n < FUND_CITIES_MAX ? n : FUND_CITIES_MAX - 1;
    struct fits_who who = {.group = alone->group};
    who.group.cities = arena_array(request->arena, struct fund_city, counted + 1);
    who.group.n = counted + 1;
    who.group.cities[0] = alone->group.cities[0];
    for (size_t i = 0; i < n; i++) {
        populations[i] = rows[i].population;
        if (i < counted) {
            bool coded = rows[i].lau_id.n > 0 && rows[i].nuts3.n > 0;
            who.group.cities[i + 1] = fund_city_of(rows[i].name, rows[i].country, rows[i].population, rows[i].degurba,
                                                   coded);
        }
    }
    struct area_sum sum = area_sum(populations, counted);
    struct slot people = slot("people", count(sum.people)), places = slot("n", count((int64_t)counted));
    struct str size = sum.unknown > 0 ? SAY(out, "at least {people} people in {n} municipality|"
                                                 "at least {people} people in {n} municipalities", people, places)
                                      : SAY(out, "{people} people in {n} municipality|"
                                                 "{people} people in {n} municipalities", people, places);
    who.name = SAY(out, "Together with the area around you ({size})", slot("size", size));
    *ret_says = counted < n ? SAY(out, "Each rule is also asked for your city with the area around it: of {all} "
                                       "municipalities the {n} largest, as no more may stand together here.",
                                  slot("all", count((int64_t)n)), places)
                            : SAY(out, "Each rule is also asked for your city with the area around it: {size}. Where "
                                       "that changes the answer, it is said.", slot("size", size));
    return who;
}

enum fault fits_member_city(struct request *request, struct fund_city *city)
{
    struct q_member_by_uid member;
    struct q_fund_place_of_member place;
    const struct maybe_int none = {0};
    TRY(member_of(request, &member));
    enum fault fault = q_fund_place_of_member(request->db, request->arena, request->params[0], &place);
    if (fault == FAULT_NOT_FOUND) { /* in no list of ours */
        *city = fund_city_of(member.name, member.country, none, none, false);
        return OK;
    }
    TRY(fault);
    *city = fund_city_of(place.name, place.country, place.population, place.degurba,
                         place.lau_id.n > 0 && place.nuts3.n > 0);
    return OK;
}

static void add_forms(struct request *request, struct out *out, const struct fits_facts *facts, bool together,
                      struct fits_page *m)
{
    bool done = str_eq(request_text(request, "done"), S("saved")) && !request->acts;
    fits_facts_ask(request, out, facts, together, m->forms);
    m->notice = done ? (struct notice){TONE_GOOD, W(out, "Saved"),
                                       html_text(request->arena, W(out, "Each rule was asked again with what you "
                                                                        "said."))}
                     : (struct notice){0};
    m->problems = form_problems_of(request, fits_form);
    m->action = member_url(request, "/member-cities/{}/funding");
    m->once = request_once(request);
}

static enum fault must_use add_rows(struct request *request, struct out *out, const struct fits_facts *facts,
                                    struct fits_page *m)
{
    struct fits_who who[FITS_WHO_MAX] = {{.always = true}};
    struct fund_city *city = arena_new(request->arena, struct fund_city);
    struct fits_asks asks = {{false}};
    struct fund_entries entries;
    struct q_fund_place_area *area;
    size_t n, who_n = 1;
    TRY(fund_rules_load(request->db, request->arena, &entries));
    TRY(fits_member_city(request, city));
    TRY(q_fund_place_area(request->db, request->arena, request->params[0], &area, &n));
    who[0].name = city->name;
    who[0].group = (struct fund_group){city, 1, {{0}}, false};
    fits_facts_put(facts, city, &who[0].group);
    m->city = city->name;
    m->own = who[0].group;
    m->area = S("");
    if (n > 0) {
        who[who_n++] = area_of(request, out, &who[0], area, n, &m->area);
    }
    TRY(fits_with_load(request, out, &m->others));
    who_n += fits_with_who(out, &who[0], &m->others, &who[who_n]);
    for (enum fund_subject i = 0; i < FUND_FACTS; i++) {
        asks.has[i] = fits_facts_has(i, n > 0);
    }
    fits_rows_make(out, &entries, who, who_n, &asks, &m->others, request->today, &m->rows);
    return OK;
}

enum fault fits_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct fits_page *m = arena_new(request->arena, struct fits_page);
    struct fits_facts facts;
    fund_rules_soon(request->db);
    q_member_by_uid_soon(request->db, request->params[0]);
    fits_facts_soon(request);
    q_fund_place_of_member_soon(request->db, request->params[0]);
    q_fund_place_area_soon(request->db, request->params[0]);
    fits_with_soon(request);
    funding_member_soon(request);
    TRY(fits_facts_load(request, &facts));
    TRY(add_rows(request, &out, &facts, m));
    TRY(funding_member_next(request, &out, &m->own, &m->next));
    add_forms(request, &out, &facts, m->area.n > 0, m);
    m->page = page_of(request, W(&out, "Which money fits us"),
                      SAY(&out, "Every rule of funding that we know, asked for {city}: its answer, its reason, its "
                                "age.", slot("city", m->city)), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    page_add_crumb(m->page, SAY(&out, "Profile of {city}", slot("city", m->city)),
                   member_url(request, "/member-cities/{}/profile"));
    m->area_url = member_url(request, "/member-cities/{}/area");
    response->max_age_s = -1;
    view_fits(&out, m);
    return OK;
}

enum fault fits_act(struct request *request, struct response *response)
{
    struct q_member_by_uid member;
    TRY(member_of(request, &member));
    TRY(fits_facts_save(request, response, member.id));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/funding"), "done",
                                 S("saved")).text;
    return OK;
}

/* ---- of any city, for everybody */

enum fault fits_city_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct fits_city_page *m = arena_new(request->arena, struct fits_city_page);
    struct fund_city *facts = arena_new(request->arena, struct fund_city);
    const struct q_city_by_slug *city;
    struct q_bid_city more;
    struct fund_entries entries;
    fund_rules_soon(request->db);
    TRY(city_load(request, &city));
    TRY(q_bid_city(request->db, request->arena, city->id, &more));
    TRY(fund_rules_load(request->db, request->arena, &entries));
    *facts = fund_city_of(city->name, city->country, city->population, more.degurba,
                          city->lau_id.n > 0 && city->nuts3.n > 0);
    const struct fits_who who = {city->name, {facts, 1, {{0}}, false}, true};
    fits_rows_make(&out, &entries, &who, 1, &(struct fits_asks){{false}}, &(struct fits_others){0},
                   request->today, &m->rows);
    m->page = city_page_of(request, city, SAY(&out, "Which money fits {city}", slot("city", city->name)),
                           W(&out, "Every rule of funding that we know, asked with public facts alone: its answer, its "
                                   "reason, its age."), true);
    m->calls = url_add(request->arena, URL("/funding"), "city", city->slug);
    view_fits_city(&out, m);
    return OK;
}
