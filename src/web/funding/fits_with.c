/* SPDX-License-Identifier: AGPL-3.0-or-later
** fits_with: loading and choosing. */
#include "web/funding/fits_with.h"

#include "base/check.h"
#include "store/fund_place.sql.h"
#include "store/kept.h"
#include "store/profile.h"
#include "web/introduction/introduction_web.h"
#include "web/profile/profile_web.h"
#include "web/say.h"

#define UID_LETTERS 32

const struct field fits_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved",
     .help = "what was done before, to be said"},
    {.name = "with", .label = W_NOTE("Together with"), .kind = FIELD_TEXT, .max = UID_LETTERS, .many = true,
     .help = "the uid of another member city; repeat for several"},
    {0},
};

void fits_with_soon(struct request *request)
{
    kept_soon(request->db);
    q_fund_place_members_soon(request->db, request->params[0]);
    q_profile_of_soon(request->db, request->params[0]);
    q_profile_items_soon(request->db, request->params[0]);
    q_profile_others_soon(request->db, request->params[0]);
    q_trait_firsts_soon(request->db, request->params[0]);
    q_introduction_of_city_soon(request->db, request->params[0]);
}

/* ---- what was chosen */

static struct str chosen_nth(const struct request *request, size_t i)
{
    return request->acts ? (struct str){0} : query_get_nth(&request->query, "with", i);
}

/* This page with the cities that were chosen, without one of them, or with one more. */
static struct url address(const struct request *request, struct str without, struct str more)
{
    struct arena *arena = request->arena;
    struct url url = url_path_of(arena, "/member-cities/{}/funding", request->params[0]);
    struct str uid;
    for (size_t i = 0; (uid = chosen_nth(request, i)).s != NULL; i++) {
        bool stays = uid.n > 0 && !str_eq(uid, without);
        url = stays ? url_add(arena, url, "with", uid) : url;
    }
    return more.n > 0 ? url_add(arena, url, "with", more) : url;
}

static enum fault must_use mark_chosen(const struct request *request, struct fits_others *others)
{
    struct str uid;
    for (size_t i = 0; (uid = chosen_nth(request, i)).s != NULL; i++) {
        size_t at = 0;
        while (at < others->n && !str_eq(others->items[at].uid, uid)) {
            at++;
        }
        if (at == others->n && uid.n > 0) {
            return FAULT_NOT_FOUND;
        }
        if (uid.n > 0 && !others->items[at].chosen) {
            others->items[at].chosen = true;
            others->chosen_n++;
        }
    }
    return others->chosen_n < FUND_CITIES_MAX ? OK : FAULT_NOT_FOUND;
}

/* ---- all of them */

/* What is known by a reason to talk, in the order of matches. */
struct reasons {
    struct themes themes;
    struct profile_other *others;
    struct help_match *matches;
    size_t n;
};

static enum fault must_use find_reasons(struct request *request, struct reasons *reasons)
{
    struct profile profile;
    struct help_city *said;
    size_t n;
    TRY(themes_load(request, &reasons->themes));
    TRY(profile_find(request->db, request->arena, request->params[0], &profile));
    TRY(profile_list_others(request->db, request->arena, request->params[0], &reasons->others, &said, &n));
    reasons->n = help_match(request->arena, &profile.said, said, n, n, &reasons->matches);
    return OK;
}

static struct fits_other other_of(struct request *request, struct out *out, const struct q_fund_place_members *row)
{
    struct fits_other other = {
        .uid = row->uid, .name = say_member_city(request->arena, row->name, row->country), .reason = S(""),
        .city = fund_city_of(row->name, row->country, row->population, row->degurba,
                             row->lau_id.n > 0 && row->nuts3.n > 0),
        .people = say_people(out, row->population, S(""), (struct maybe_int){0}),
        .with = address(request, S(""), row->uid), .without = address(request, row->uid, S(""))};
    return other;
}

/* Those with a reason first, as matches have it; then the others by name. */
static void put_in_order(struct request *request, struct out *out, const struct reasons *reasons,
                         const struct q_fund_place_members *rows, size_t n, struct fits_others *others)
{
    bool *taken = arena_array(request->arena, bool, n + 1);
    others->by_name = arena_array(request->arena, const struct fits_other *, n + 1);
    for (size_t i = 0; i < reasons->n; i++) {
        const struct help_match *match = &reasons->matches[i];
        for (size_t k = 0; k < n; k++) {
            if (!taken[k] && str_eq(rows[k].uid, reasons->others[match->city].uid)) {
                struct fits_other *other = &others->items[others->n++];
                *other = other_of(request, out, &rows[k]);
                other->reason = profile_say_help(out, &reasons->themes, &match->reasons[0]);
                others->by_name[k] = other;
                taken[k] = true;
            }
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (!taken[k]) {
            others->by_name[k] = &others->items[others->n];
            others->items[others->n++] = other_of(request, out, &rows[k]);
        }
    }
}

enum fault fits_with_load(struct request *request, struct out *out, struct fits_others *ret_others)
{
    struct q_fund_place_members *rows;
    struct q_introduction_of_city *talks;
    struct reasons reasons;
    size_t n, talks_n;
    TRY(find_reasons(request, &reasons));
    TRY(q_fund_place_members(request->db, request->arena, request->params[0], &rows, &n));
    TRY(q_introduction_of_city(request->db, request->arena, request->params[0], &talks, &talks_n));
    struct fits_others others = {.items = arena_array(request->arena, struct fits_other, n + 1)};
    put_in_order(request, out, &reasons, rows, n, &others);
    for (size_t i = 0; i < others.n; i++) {
        struct talk_mark mark = talk_mark_of(request, out, talks, talks_n, others.items[i].uid);
        others.items[i].talk = mark.url;
        others.items[i].talk_label = mark.label;
    }
    TRY(mark_chosen(request, &others));
    *ret_others = others;
    return OK;
}

bool fits_with_who(struct out *out, const struct fits_who *alone, const struct fits_others *others,
                   struct fits_who *ret_who)
{
    struct str names = S("");
    struct fits_who who = {.group = alone->group, .always = true};
    who.group.cities = arena_array(out->arena, struct fund_city, others->chosen_n + 1);
    who.group.n = 1;
    who.group.cities[0] = alone->group.cities[0];
    who.group.facts[FUND_LEGAL_BODY - FUND_CITY_FACTS] = (struct fund_value){0}; /* that is said of the area */
    for (size_t i = 0; i < others->n; i++) {
        const struct fits_other *other = &others->items[i];
        if (other->chosen) {
            who.group.cities[who.group.n++] = other->city;
            names = names.n == 0 ? other->name : str_format(out->arena, "%.*s, %.*s", STR_ARG(names),
                                                            STR_ARG(other->name));
        }
    }
    who.name = SAY(out, "Together with {cities}", slot("cities", names));
    *ret_who = who;
    return others->chosen_n > 0;
}
