/* SPDX-License-Identifier: AGPL-3.0-or-later
** invite_city: those who run the network invite a city themselves: found by its name as elsewhere (suggest_which), then
** why, in one sentence. What follows is what follows for any city that is suggested. */
#include "domain/who.h"
#include "store/kept.h"
#include "text/words.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

#define GAP_FIELD                                                                                                    \
    {.name = "gap", .label = W_NOTE("What is missing"), .kind = FIELD_TEXT, .max = GAP_WORD_MAX,                     \
     .help = "the gap that it would fill: theme:mobility, language:da, country or twin"}

const struct field invite_city_fields[] = {
    SUGGEST_CITY_FIELDS, GAP_FIELD,
    {0},
};

const struct field invite_city_form[] = {
    SUGGEST_CITY_FIELDS, GAP_FIELD,
    {.name = "says", .label = W_NOTE("Why it should take part"), .kind = FIELD_TEXT, .max = SUGGESTION_SAYS_MAX,
     .help = "one sentence; may be empty where the gap says it"},
    {0},
};

/* Which city is meant, and how it stands. */
struct known {
    bool settled;
    struct q_suggestion_city city;     /* of our lists; else id 0, with what was typed */
    struct q_member_keys keys;
    bool is_member;
    struct q_suggestion_open open;     /* state "": nobody has suggested it */
    struct q_suggestion_application asked; /* state "": it does not ask */
    struct gap_why why;
};

static enum fault must_use find_city(struct request *request, struct known *known)
{
    known->settled = suggest_names_city(request);
    known->city = (struct q_suggestion_city){.name = suggest_given(request, "city"),
                                             .country = suggest_given(request, "country"), .fit = S("unknown")};
    if (suggest_given(request, "which").n == 0) {
        return OK;
    }
    enum fault fault = q_suggestion_city(request->db, request->arena, suggest_given(request, "which"), &known->city);
    known->settled = fault == OK;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static enum fault must_use load(struct request *request, struct known *ret_known)
{
    struct q_application_member member;
    *ret_known = (struct known){0};
    if (suggest_given(request, "which").n > 0) {
        q_suggestion_city_soon(request->db, suggest_given(request, "which"));
    }
    if (suggest_names_city(request)) {
        kept_soon(request->db);
    }
    TRY(find_city(request, ret_known));
    if (!ret_known->settled) {
        return OK;
    }
    const struct q_suggestion_city *city = &ret_known->city;
    ret_known->keys = (struct q_member_keys){city->name, city->country, city->lau_id, city->gss_code,
                                             city->geonames_id};
    struct str place = place_key(request->arena, &ret_known->keys);
    q_suggestion_open_soon(request->db, place, city->lau_id, city->gss_code, city->geonames_id);
    q_suggestion_application_soon(request->db, place, city->lau_id, city->gss_code, city->geonames_id);
    application_find_member_soon(request->db, &ret_known->keys);
    gap_why_soon(request->db, suggest_given(request, "gap"), &ret_known->keys);
    enum fault fault = application_find_member(request->db, request->arena, &ret_known->keys, &member);
    ret_known->is_member = fault == OK;
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    fault = q_suggestion_open(request->db, request->arena, place, city->lau_id, city->gss_code, city->geonames_id,
                              &ret_known->open);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    fault = q_suggestion_application(request->db, request->arena, place, city->lau_id, city->gss_code,
                                     city->geonames_id, &ret_known->asked);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    return gap_why_find(request->db, request->arena, suggest_given(request, "gap"), &ret_known->keys,
                        &ret_known->why);
}

/* ---- how it stands */

static bool is_invited(const struct known *known)
{
    return str_eq(known->open.state, S("invited"));
}

static bool is_refused(const struct known *known)
{
    return str_eq(known->open.state, S("no"));
}

static bool asks(const struct known *known)
{
    return str_eq(known->asked.state, S("waiting"));
}

static struct notice notice_to(struct request *request, struct out *out, const char *title, struct str city,
                               struct url url, struct str says)
{
    struct slot slot = slot("city", city);
    return (struct notice){TONE_GOOD, words_text(out, title, &slot, 1), html_link(request->arena, url, says)};
}

/* Why there is no second step for it. */
static struct notice notice_of(struct request *request, struct out *out, const struct known *known)
{
    struct str city = known->keys.name;
    struct url made = url_path_of(request->arena, "/suggestions/{}", known->open.uid);
    if (!known->settled) {
        return (struct notice){0};
    }
    if (known->is_member) {
        return notice_to(request, out, W_NOTE("{city} takes part already"), city, URL("/invite-a-city"),
                         W(out, "Choose another city"));
    }
    if (asks(known)) {
        return notice_to(request, out, W_NOTE("{city} asks to join already"), city,
                         url_path_of(request->arena, "/applications/{}", known->asked.uid),
                         W(out, "What it asked, and the answer"));
    }
    return is_invited(known)   ? notice_to(request, out, W_NOTE("{city} is invited already"), city, made,
                                           W(out, "See how it stands"))
           : is_refused(known) ? notice_to(request, out, W_NOTE("For {city} the answer was no"), city, made,
                                           W(out, "See why, and take that back there"))
                               : (struct notice){0};
}

static struct str say_before(struct out *out, const struct known *known)
{
    return str_eq(known->open.state, S("suggested")) && !known->open.by_network
               ? W(out, "Member cities suggest it: what they say stands on the invitation too.") : S("");
}

/* ---- the page */

static enum fault must_use ask_why(struct request *request, struct out *out, const struct known *known,
                                   struct invite_city_page *m)
{
    const struct q_size_bounds_list *bounds;
    const struct q_suggestion_city *city = &known->city;
    struct themes themes;
    size_t n;
    TRY(kept_bounds(request->db, &bounds, &n));
    TRY(themes_load(request, &themes));
    m->why = gap_say_why(out, &themes, &known->why);
    m->kept_gap = suggest_given(request, "gap");
    m->place = suggestion_place(out, city->name, city->country);
    m->people = say_people(out, city->population, S(""), (struct maybe_int){0});
    m->size = say_fit(out, city->fit, city->country, bounds, n);
    m->before = say_before(out, known);
    m->kept_which = suggest_given(request, "which");
    m->kept_city = suggest_given(request, "city");
    m->kept_country = suggest_given(request, "country");
    m->says = form_field_of(request, form_find(invite_city_form, "says"),
                            m->why.n > 0 ? W(out, "One sentence more, if you like; it stands on the invitation.")
                                         : W(out, "One sentence; it stands on the invitation that the city gets."));
    m->says.required = m->why.n == 0;
    m->says.long_text = true;
    return OK;
}

static void ask_city(struct request *request, struct invite_city_page *m)
{
    m->box = form_field_of(request, form_find(invite_city_form, "city"), S(""));
    m->box.names_city = true;
    m->box.fills = S("off");
    m->box.required = true;
    m->box.value = S("");
}

enum fault invite_city_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct invite_city_page *m = arena_new(request->arena, struct invite_city_page);
    struct known known;
    TRY(load(request, &known));
    m->notice = notice_of(request, &out, &known);
    m->asks_city = !known.settled || m->notice.title.n > 0;
    if (m->asks_city) {
        ask_city(request, m);
    } else {
        TRY(ask_why(request, &out, &known, m));
    }
    m->page = page_of(request, W(&out, "Invite a city"),
                      W(&out, "Those who run this network invite a city themselves, with one sentence why."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Cities that are suggested"), URL("/suggestions"));
    m->problems = form_problems_of(request, invite_city_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_invite_city(&out, m);
    return OK;
}

/* ---- sending it */

/* gap: "" none that says anything. */
static void judge(struct request *request, const struct known *known, struct str gap)
{
    const struct field *city = form_find(invite_city_form, "city");
    if (!known->settled) {
        form_refuse(request, city, W_NOTE("is missing, or not clear"), W_NOTE("say which city it is"));
    } else if (known->is_member) {
        form_refuse(request, city, W_NOTE("takes part already"), W_NOTE("choose another city"));
    } else if (asks(known)) {
        form_refuse(request, city, W_NOTE("asks to join already"), W_NOTE("answer what it asked"));
    } else if (is_invited(known)) {
        form_refuse(request, city, W_NOTE("is invited already"), W_NOTE("look at how it stands"));
    } else if (is_refused(known)) {
        form_refuse(request, city, W_NOTE("had a no for an answer"), W_NOTE("take that back first"));
    }
    if (request_typed(request, "says").n == 0 && gap.n == 0) {
        form_refuse(request, form_find(invite_city_form, "says"), W_NOTE("is empty"), W_NOTE("say it in a sentence"));
    }
}

/* The gap as a word, when the invitation has something to say of it. */
static enum fault must_use find_gap(struct request *request, const struct known *known, struct str *ret_gap)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct themes themes;
    TRY(themes_load(request, &themes));
    bool says = known->settled && gap_say_why(&out, &themes, &known->why).n > 0;
    *ret_gap = says ? gap_text(request->arena, &known->why.gap) : S("");
    return OK;
}

enum fault invite_city_act(struct request *request, struct response *response)
{
    struct known known;
    struct q_suggestion_by_uid row;
    struct str uid, gap;
    TRY(load(request, &known));
    TRY(find_gap(request, &known, &gap));
    judge(request, &known, gap);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    const struct suggestion_own own = {.keys = known.keys, .person_id = request_who(request)->person_id,
                                       .says = request_typed(request, "says"), .gap = gap};
    TRY(suggestion_invite_own(request->db, request->arena, &own, request->now, &uid));
    TRY(q_suggestion_by_uid(request->db, request->arena, uid, &row));
    TRY(suggestion_note_log(request, "city-invited", &row));
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/suggestions/{}", uid), "done",
                                 S("made")).text;
    return OK;
}
