/* SPDX-License-Identifier: AGPL-3.0-or-later
** area: choosing the municipalities around a city. */
#include "web/area/area_web.h"

#include "base/check.h"
#include "store/member.sql.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/profile/history_web.h"
#include "web/say.h"
#include "web/views.h"

#define PLACE_LETTERS 60
#define SEEN_LETTERS 16

const struct field area_form[] = {
    {.name = "place", .label = W_NOTE("Municipalities around you"), .kind = FIELD_TEXT, .max = PLACE_LETTERS,
     .many = true, .help = "of those that the page shows; repeat for several"},
    {.name = "seen_by", .label = W_NOTE("Who may see it"), .kind = FIELD_CHOICE, .choices = "members city",
     .help = "people of all member cities, or those of this city only"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {0},
};

/* ---- words */

static struct str say_around(struct out *out, const struct maybe_int *populations, size_t n)
{
    struct area_sum sum = area_sum(populations, n);
    struct slot people = slot("people", count(sum.people));
    struct str text = SAY(out, "{people} people in {n} municipality around it.|"
                               "{people} people in {n} municipalities around it.", people,
                          slot("n", count((int64_t)n)));
    return sum.unknown == 0 ? text
                            : str_format(out->arena, "%.*s %.*s", STR_ARG(text),
                                         STR_ARG(SAY(out, "Of {n} of them the number of people is not known.|"
                                                          "Of {n} of them the number of people is not known.",
                                                     slot("n", (int64_t)sum.unknown))));
}

struct area_sum area_sum_of(struct arena *arena, const struct q_area_chosen *rows, size_t n)
{
    struct maybe_int *populations = arena_array(arena, struct maybe_int, n + 1);
    for (size_t i = 0; i < n; i++) {
        populations[i] = rows[i].population;
    }
    return area_sum(populations, n);
}

struct str area_say(struct out *out, struct maybe_int city, const struct q_area_chosen *rows, size_t n)
{
    if (n == 0) {
        return S("");
    }
    struct maybe_int *populations = arena_array(out->arena, struct maybe_int, n);
    for (size_t i = 0; i < n; i++) {
        populations[i] = rows[i].population;
    }
    struct str around = say_around(out, populations, n);
    return !city.known ? around
                       : str_format(out->arena, "%.*s %.*s",
                                    STR_ARG(SAY(out, "{people} people in the city,", slot("people", count(city.v)))),
                                    STR_ARG(around));
}

static struct str note_of(struct out *out, const struct area_choice *choice)
{
    struct str people = say_people(out, choice->population, choice->population_source, choice->population_year);
    return choice->km < 0 ? people : SAY(out, "{km} km, {people}", slot("km", count(choice->km)),
                                         slot("people", people));
}

/* ---- the page */

static bool is_typed(struct request *request, struct str place)
{
    for (size_t i = 0; i <= AREA_CHOSEN_MAX; i++) {
        struct str typed = query_get_nth(&request->typed, "place", i);
        if (typed.s == NULL) {
            return false;
        }
        if (str_eq(str_trim(typed), place)) {
            return true;
        }
    }
    return false;
}

static struct str seen_of(struct arena *arena, const struct area *area, bool members)
{
    uint64_t sum = area->chosen_n + (members ? 1000 : 0);
    for (size_t i = 0; i < area->chosen_n; i++) {
        sum += str_hash(area->choices[i].place);
    }
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

static void add_ticks(struct request *request, struct out *out, const struct area *area, struct area_page *m)
{
    m->chosen = arena_array(request->arena, struct area_tick, area->n + 1);
    m->others = arena_array(request->arena, struct area_tick, area->n + 1);
    for (size_t i = 0; i < area->n; i++) {
        const struct area_choice *choice = &area->choices[i];
        struct area_tick *tick = choice->chosen ? &m->chosen[m->chosen_n++] : &m->others[m->others_n++];
        *tick = (struct area_tick){
            .value = choice->place, .id = str_format(request->arena, "place-%zu", i), .note = note_of(out, choice),
            .name = str_eq(choice->country, area->middle.country)
                        ? choice->name
                        : str_format(request->arena, "%.*s (%.*s)", STR_ARG(choice->name), STR_ARG(choice->country)),
            .ticked = request->acts ? is_typed(request, choice->place) : choice->chosen};
    }
}

static void say_chosen(struct request *request, struct out *out, const struct area *area, struct area_page *m)
{
    struct maybe_int *populations = arena_array(request->arena, struct maybe_int, area->chosen_n + 1);
    for (size_t i = 0; i < area->chosen_n; i++) {
        populations[i] = area->choices[i].population;
    }
    m->sum = area->chosen_n > 0 ? say_around(out, populations, area->chosen_n) : S("");
    m->none = area->n > 0 ? S("")
              : area->is_known ? W(out, "We know no other municipality within 60 km.")
                               : W(out, "We cannot tell yet what lies around you: needs where your city lies, from a "
                                        "list of places.");
}

enum fault area_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct area_page *m = arena_new(request->arena, struct area_page);
    struct q_member_by_uid member;
    struct area area;
    bool members;
    q_area_middle_soon(request->db, request->params[0]);
    q_area_chosen_soon(request->db, request->params[0]);
    q_area_kept_soon(request->db, request->params[0]);
    area_find_seen_soon(request->db, request->params[0]);
    TRY(member_of(request, &member));
    TRY(area_find_seen(request->db, request->arena, request->params[0], &members));
    TRY(area_find(request->db, request->arena, request->params[0], &area));
    m->page = page_of(request, W(&out, "The area around us"),
                      W(&out, "Tick the places that count on your city: your reach is more than your own people."),
                      DOOR_NONE);
    m->page->no_index = true;
    m->back = member_url(request, "/member-cities/{}/profile");
    page_add_crumb(m->page, SAY(&out, "Profile of {city}", slot("city", member.name)), m->back);
    add_ticks(request, &out, &area, m);
    say_chosen(request, &out, &area, m);
    m->seen_by = request->acts ? request_typed(request, "seen_by") : members ? S("members") : S("city");
    m->found = W(&out, "People of all member cities: it is a reason to talk for cities that serve places too");
    m->seen = seen_of(request->arena, &area, members);
    m->problems = form_problems_of(request, area_form);
    m->action = member_url(request, "/member-cities/{}/area");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_area(&out, m);
    return OK;
}

/* ---- what it does */

static enum fault must_use refuse(struct request *request, const char *name, const char *what, const char *hint)
{
    form_refuse(request, form_find(area_form, name), what, hint);
    return FAULT_INVALID;
}

enum fault area_act(struct request *request, struct response *response)
{
    struct str *places = arena_array(request->arena, struct str, AREA_CHOSEN_MAX + 1);
    struct q_member_by_uid member;
    const struct history_part around = {.kind = HISTORY_AREA};
    struct area area;
    struct str was;
    bool members;
    size_t n = 0;
    TRY(member_of(request, &member));
    TRY(area_find_seen(request->db, request->arena, request->params[0], &members));
    TRY(area_find(request->db, request->arena, request->params[0], &area));
    for (struct str typed; n <= AREA_CHOSEN_MAX && (typed = query_get_nth(&request->typed, "place", n)).s != NULL;) {
        places[n++] = str_trim(typed);
    }
    if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, &area, members))) {
        return form_refuse_meanwhile(request, response, form_find(area_form, "seen"));
    }
    TRY(history_text(request->db, request->arena, request->params[0], around, &was));
    enum fault fault = area_save(request->db, member.id, &area, places, n);
    if (fault == FAULT_TOO_LARGE) {
        return refuse(request, "place", W_NOTE("are more than sixty"), W_NOTE("take some out"));
    }
    if (fault == FAULT_NOT_FOUND) {
        return refuse(request, "place", W_NOTE("is none that this page shows"), W_NOTE("tick what stands on the page"));
    }
    TRY(fault);
    TRY(history_changed(request, member.id, around, was));
    TRY(area_save_seen(request->db, member.id, str_eq(request_typed(request, "seen_by"), S("members")), request->now));
    response->status = 303;
    response->location = url_add(request->arena, member_url(request, "/member-cities/{}/profile"), "done",
                                 S("card")).text;
    return OK;
}
