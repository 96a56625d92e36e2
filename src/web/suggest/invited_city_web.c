/* SPDX-License-Identifier: AGPL-3.0-or-later
** invited: the invitation of a city: one page, to print or to hand on, and the way to join. */
#include "store/kept.h"
#include "text/words.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

#define VOICES_SHOWN 5 /* what fits on one page of paper */
#define TIES_SHOWN 4

struct invited {
    struct q_suggestion_by_code row;
    struct q_suggestion_evidence city; /* id 0: it is in no list */
    struct q_suggestion_themes *themes;
    size_t themes_n;
    struct q_suggestion_ties *ties;
    size_t ties_n;
    struct q_suggestion_voices *voices;
    size_t voices_n;
    struct str member_uid;             /* "": it has not joined */
    struct gap_why why;
};

static enum fault must_use load(struct request *request, struct invited *ret_found)
{
    struct db *db = request->db;
    struct arena *arena = request->arena;
    struct q_suggestion_by_code *row = &ret_found->row;
    struct q_application_member member;
    TRY(q_suggestion_by_code(db, arena, request->params[0], row));
    const struct q_member_keys keys = {row->city, row->country, row->lau_id, row->gss_code, row->geonames_id};
    kept_soon(db);
    q_suggestion_evidence_soon(db, row->uid);
    q_suggestion_themes_soon(db, row->lau_id, row->gss_code, row->geonames_id);
    q_suggestion_ties_soon(db, row->lau_id, row->gss_code, row->geonames_id);
    q_suggestion_voices_soon(db, row->uid);
    application_find_member_soon(db, &keys);
    gap_why_soon(db, row->network_gap, &keys);
    enum fault fault = q_suggestion_evidence(db, arena, row->uid, &ret_found->city);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    if (fault == FAULT_NOT_FOUND) {
        ret_found->city = (struct q_suggestion_evidence){.fit = S("unknown"), .website = S("")};
    }
    TRY(q_suggestion_themes(db, arena, row->lau_id, row->gss_code, row->geonames_id, &ret_found->themes,
                            &ret_found->themes_n));
    TRY(q_suggestion_ties(db, arena, row->lau_id, row->gss_code, row->geonames_id, &ret_found->ties,
                          &ret_found->ties_n));
    TRY(q_suggestion_voices(db, arena, row->uid, &ret_found->voices, &ret_found->voices_n));
    TRY(gap_why_find(db, arena, row->network_gap, &keys, &ret_found->why));
    fault = application_find_member(db, arena, &keys, &member);
    ret_found->member_uid = fault == OK ? member.uid : S("");
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

/* ---- who asks */

static struct str say_who(struct out *out, const struct q_suggestion_voices *row)
{
    struct slot city = slot("city", suggestion_place(out, row->member, row->country));
    return str_eq(row->kind, S("twin"))        ? words_text(out, W_NOTE("{city}, a twin city of yours"), &city, 1)
           : str_eq(row->kind, S("neighbour")) ? words_text(out, W_NOTE("{city}, a neighbour of yours"), &city, 1)
           : str_eq(row->kind, S("partner"))   ? words_text(out, W_NOTE("{city}, a partner of yours in a project"),
                                                            &city, 1)
                                               : suggestion_place(out, row->member, row->country);
}

/* A person only while no other member city has the address, nor the invited one has become one: people of member cities
** see each other's names when both have said yes to an introduction, and not here. */
static void add_voices(struct request *request, struct out *out, const struct invited *found,
                       struct invited_city_page *m)
{
    bool may_name = found->row.askers == 1 && found->member_uid.n == 0 && str_eq(found->row.state, S("invited"));
    m->voices = arena_array(request->arena, struct invited_city_voice, found->voices_n + 1);
    for (size_t i = 0; i < found->voices_n && m->voices_n < VOICES_SHOWN; i++) {
        const struct q_suggestion_voices *row = &found->voices[i];
        if (row->takes_part) {
            m->voices[m->voices_n++] = (struct invited_city_voice){
                .who = say_who(out, row), .says = row->says,
                .person = may_name && row->named && row->person.n > 0
                              ? SAY(out, "Who asks there: {name}", slot("name", row->person))
                              : S("")};
        }
    }
}

static bool asks(const struct invited *found, struct str uid)
{
    for (size_t i = 0; i < found->voices_n; i++) {
        if (str_eq(found->voices[i].member_uid, uid)) {
            return true;
        }
    }
    return false;
}

/* Twins before partners in EU projects; those that ask stand above. */
static void add_ties(struct request *request, struct out *out, const struct invited *found, struct invited_city_page *m)
{
    m->ties = arena_array(request->arena, struct str, TIES_SHOWN);
    for (size_t i = 0; i < 2 * found->ties_n && m->ties_n < TIES_SHOWN; i++) {
        const struct q_suggestion_ties *row = &found->ties[i % found->ties_n];
        bool is_twin = row->twin_source.n > 0;
        if (is_twin == (i < found->ties_n) && !asks(found, row->member_uid)) {
            struct slot slots[] = {slot("city", suggestion_place(out, row->name, row->country)),
                                   slot("source", row->twin_source), slot("n", count(row->projects))};
            m->ties[m->ties_n++] =
                is_twin ? words_text(out, W_NOTE("{city}, a twin city of yours ({source})"), slots, 2)
                        : words_text(out, W_NOTE("{city}, with you in {n} EU project (CORDIS)|"
                                                 "{city}, with you in {n} EU projects (CORDIS)"), slots, 3);
        }
    }
}

/* ---- what is known of the city */

static enum fault must_use add_record(struct request *request, struct out *out, const struct invited *found,
                                      struct invited_city_page *m)
{
    struct themes themes;
    struct str names = S("");
    const struct q_suggestion_evidence *city = &found->city;
    TRY(themes_load(request, &themes));
    m->why = gap_say_why(out, &themes, &found->why);
    if (city->id.v == 0) {
        m->record = W(out, "Our lists do not have your city, so we know nothing of what it did before.");
        return OK;
    }
    m->city = city_url(request->arena, city->slug);
    if (!city->projects.known || city->projects.v == 0) {
        m->record = W(out, "We found no EU project of yours in what was searched. That does not mean that there is "
                           "none.");
        return OK;
    }
    struct slot slots[] = {slot("n", count(city->projects.v)), slot("led", count(city->coordinated.v))};
    m->record = city->coordinated.v > 0
                    ? words_text(out, W_NOTE("We found {n} EU project of yours, {led} of them led by you.|"
                                             "We found {n} EU projects of yours, {led} of them led by you."), slots, 2)
                    : words_text(out, W_NOTE("We found {n} EU project of yours.|We found {n} EU projects of yours."),
                                 slots, 1);
    for (size_t i = 0; i < found->themes_n; i++) {
        struct str name = say_theme(out, &themes, found->themes[i].theme_id);
        names = names.n == 0 ? name : str_format(request->arena, "%.*s, %.*s", STR_ARG(names), STR_ARG(name));
    }
    m->themes = names.n > 0 ? SAY(out, "On: {themes}.", slot("themes", names)) : S("");
    return OK;
}

static void add_join(struct request *request, struct out *out, const struct invited *found, struct invited_city_page *m)
{
    struct slot city = slot("city", found->row.city);
    if (found->member_uid.n > 0) {
        m->joined = words_text(out, W_NOTE("{city} has joined already. If you work for it, you can ask to act for it."),
                               &city, 1);
        m->join = url_add(request->arena, URL("/act-for-a-city"), "city", found->member_uid);
        m->join_label = words_text(out, W_NOTE("Ask to act for {city}"), &city, 1);
        return;
    }
    bool is_listed = found->city.id.v > 0;
    struct url url = url_add(request->arena, URL("/join/city"), "city", is_listed ? found->city.name : found->row.city);
    url = url_add(request->arena, url, "which", is_listed ? found->city.slug : S("none"));
    m->join = is_listed ? url : url_add(request->arena, url, "country", found->row.country);
    m->join_label = words_text(out, W_NOTE("Ask that {city} joins"), &city, 1);
}

enum fault invited_city_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct invited_city_page *m = arena_new(request->arena, struct invited_city_page);
    struct invited found = {0};
    const struct q_size_bounds_list *bounds;
    size_t n;
    TRY(load(request, &found));
    TRY(kept_bounds(request->db, &bounds, &n));
    struct slot slots[] = {slot("city", found.row.city), slot("network", request->site->name)};
    const char *lead = found.voices_n > 0 ? W_NOTE("Cities that know you ask you to join {network}.")
                                          : W_NOTE("We ask you to join {network}, a network of small cities.");
    m->page = page_of(request, words_text(&out, W_NOTE("An invitation to {city}"), slots, 1),
                      words_text(&out, lead, slots + 1, 1), DOOR_NONE);
    m->page->no_index = true;
    page_hide_address(m->page);
    m->by_network = found.row.by_network;
    m->network_says = found.row.network_says;
    add_voices(request, &out, &found, m);
    add_ties(request, &out, &found, m);
    m->size = say_fit(&out, found.city.fit, found.row.country, bounds, n);
    TRY(add_record(request, &out, &found, m));
    add_join(request, &out, &found, m);
    m->address = str_format(request->arena, "%.*s/invited/%.*s", STR_ARG(request->site->base_url),
                            STR_ARG(found.row.code));
    response->max_age_s = -1;
    view_invited_city(&out, m);
    return OK;
}
