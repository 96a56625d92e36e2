/* SPDX-License-Identifier: AGPL-3.0-or-later
** suggestion: for those who run the network, which cities are suggested, and what they make of it. */
#include "base/scan.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/gate.h"
#include "web/suggest/suggest_web.h"
#include "web/views.h"

#define VOICES_SHOWN 6

const struct field suggestions_fields[] = {
    {.name = "after", .label = W_NOTE("Where the list goes on"), .kind = FIELD_TEXT, .max = 40,
     .help = "behind this suggestion: its group and number"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "invite no back note many",
     .help = "what was done before, to be said"},
    {0},
};

const struct field suggestion_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "made",
     .help = "what was done before, to be said"},
    {0},
};

const struct field suggestion_form[] = {
    {.name = "why", .label = W_NOTE("Why not"), .kind = FIELD_TEXT, .max = SUGGESTION_WHY_MAX,
     .help = "of a no: the reason, which the cities that suggested it read"},
    {.name = "came", .label = W_NOTE("What came of it"), .kind = FIELD_TEXT, .max = SUGGESTION_WHY_MAX,
     .help = "a note of those who run the network"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "invite no back note",
     .help = "invite it, say no, take that back, or keep a note"},
    {0},
};

/* ---- the list */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("invite")) ? W(out, "The invitation is made: its page is linked where the city "
                                                         "stands.")
                      : str_eq(done, S("no"))   ? W(out, "The cities that suggested it read the reason where they "
                                                         "suggested it.")
                      : str_eq(done, S("back")) ? W(out, "It is as it was suggested again.")
                      : str_eq(done, S("note")) ? W(out, "Your note is saved.")
                      : str_eq(done, S("many")) ? W(out, "The invitations are made: each page is linked where the city "
                                                         "stands.")
                                                : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

/* "0-17": behind the row 17 of the first group; anything else: from the beginning. */
static void read_after(struct str after, int64_t *ret_group, int64_t *ret_id)
{
    struct str rest;
    struct str group = str_cut(after, '-', &rest);
    if (!parse_int(group, 0, 9, ret_group) || !parse_int(rest, 1, INT64_MAX, ret_id)) {
        *ret_group = -1;
        *ret_id = 0;
    }
}

static struct application_row row_of(struct request *request, struct out *out, const struct q_suggestion_list *row)
{
    struct slot slots[] = {slot("n", count(row->voices)),
                           slot("when", (struct date){(int32_t)(row->made_at / 86400)})};
    bool is_member = row->is_member && !str_eq(row->state, S("joined"));
    struct slot own = slot("when", say_day(out, row->network_at));
    struct str who = row->voices == 0 && row->network_at.known
                         ? words_text(out, W_NOTE("By those who run this network, on {when}."), &own, 1)
                         : words_text(out, W_NOTE("Suggested by {n} member city, first on {when}.|"
                                                  "Suggested by {n} member cities, first on {when}."), slots, 2);
    return (struct application_row){
        .url = url_path_of(request->arena, "/suggestions/{}", row->uid),
        .city = suggestion_place(out, row->city, row->country),
        .says = row->came.n == 0 ? who : str_format(request->arena, "%.*s %.*s", STR_ARG(who), STR_ARG(row->came)),
        .state = is_member ? (struct tag){W(out, "member city"), TONE_GOOD, S("")}
                           : suggestion_tag(out, row->state, false)};
}

enum fault suggestions_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct suggestions_page *m = arena_new(request->arena, struct suggestions_page);
    struct q_suggestion_list *rows;
    int64_t group, id;
    read_after(request_text(request, "after"), &group, &id);
    TRY(q_suggestion_list(request->db, request->arena, group, id, &rows, &m->n));
    if (m->n > SUGGESTION_LIST_MAX) {
        const struct q_suggestion_list *last = &rows[--m->n - 1];
        struct str after = str_format(request->arena, "%lld-%lld", (long long)last->sort_group, (long long)last->id);
        m->pages.next = url_add(request->arena, URL("/suggestions"), "after", after);
    }
    m->pages.first = id > 0 ? URL("/suggestions") : (struct url){S("")};
    m->page = page_of(request, W(&out, "Cities that are suggested"),
                      W(&out, "Whom member cities or you want to bring along; those that wait for you stand first."),
                      DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Cities that ask to join"), URL("/applications"));
    m->notice = notice_of(request, &out);
    m->rows = arena_array(request->arena, struct application_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = row_of(request, &out, &rows[i]);
    }
    response->max_age_s = -1;
    view_suggestions(&out, m);
    return OK;
}

/* ---- one of them */

static void add_own(struct request *request, struct out *out, const struct q_suggestion_by_uid *row, struct deed *m)
{
    struct str when = say_day(out, row->network_at);
    if (row->network_at.known) {
        deed_fact(request, m, W(out, "Suggested by those who run this network"),
                  row->network_says.n > 0
                      ? str_format(out->arena, "%.*s: “%.*s”", STR_ARG(when), STR_ARG(row->network_says)) : when);
    }
}

/* The person only to who may see the people of any city. */
static struct str say_voice(struct request *request, struct out *out, const struct q_suggestion_voices *row)
{
    bool sees = gate_allows(request, RIGHT_CITY_PEOPLE) || gate_allows(request, RIGHT_PEOPLE);
    struct str when = say_day(out, (struct maybe_int){true, row->made_at});
    struct slot slots[] = {slot("kind", suggestion_kind(out, row->kind)), slot("when", when), slot("name", row->person),
                           slot("says", row->says)};
    struct str who = sees && row->person.n > 0 ? words_text(out, W_NOTE("{kind}; {when}, by {name}"), slots, 3)
                                               : words_text(out, W_NOTE("{kind}; {when}"), slots, 2);
    return row->says.n > 0 ? str_format(out->arena, "%.*s: “%.*s”", STR_ARG(who), STR_ARG(row->says)) : who;
}

static enum fault must_use add_voices(struct request *request, struct out *out, const struct q_suggestion_by_uid *row,
                                      struct deed *m)
{
    struct q_suggestion_voices *rows;
    size_t n;
    TRY(q_suggestion_voices(request->db, request->arena, row->uid, &rows, &n));
    for (size_t i = 0; i < n && i < VOICES_SHOWN; i++) {
        struct slot city = slot("city", suggestion_place(out, rows[i].member, rows[i].country));
        deed_fact(request, m, words_text(out, W_NOTE("Suggested by {city}"), &city, 1),
                  say_voice(request, out, &rows[i]));
    }
    if (n > VOICES_SHOWN) {
        deed_fact(request, m, W(out, "Suggested by others"),
                  SAY(out, "{n} member city more|{n} member cities more", slot("n", count((int64_t)n - VOICES_SHOWN))));
    }
    if (!suggestion_stands(row)) {
        deed_say(m, W(out, "Nobody suggests it any more."));
    }
    return OK;
}

/* What the city itself did. */
static enum fault must_use add_application(struct request *request, struct out *out,
                                           const struct q_suggestion_by_uid *row, struct deed *m)
{
    struct q_suggestion_application found;
    const struct q_member_keys keys = suggestion_keys(row);
    enum fault fault = q_suggestion_application(request->db, request->arena, place_key(request->arena, &keys),
                                                row->lau_id, row->gss_code, row->geonames_id, &found);
    if (fault == OK) {
        deed_fact(request, m, W(out, "Asked to join"), say_day(out, (struct maybe_int){true, found.made_at}));
        deed_link(m, url_path_of(request->arena, "/applications/{}", found.uid), 
                  W(out, "What it asked, and the answer"));
    }
    if (row->joined_at.known) {
        deed_fact(request, m, W(out, "Joined"), say_day(out, row->joined_at));
    }
    deed_fact(request, m, W(out, "What came of it"), row->came);
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static void add_forms(struct request *request, struct out *out, const struct q_suggestion_by_uid *row, struct deed *m)
{
    struct slot city = slot("city", row->city);
    bool is_invited = str_eq(row->state, S("invited"));
    if (str_eq(row->state, S("suggested")) && suggestion_stands(row)) {
        struct deed_form *form = deed_form(m, words_text(out, W_NOTE("Shall {city} be invited?"), &city, 1),
                                           W(out, "A yes makes one page to print or hand on; nothing is sent by "
                                                  "itself."));
        deed_field(request, form, form_find(suggestion_form, "why"),
                   W(out, "Only for a no; the cities that suggested it read it. No names of "
                          "people."))->long_text = true;
        deed_button(form, "invite", W(out, "Yes, make the invitation"));
        deed_button_quiet(form, "no", W(out, "No"));
    }
    struct deed_form *form = deed_form(m, W(out, "Keep a note"), S(""));
    struct form_field *came = deed_field(request, form, form_find(suggestion_form, "came"),
                                         W(out, "For those who run this network, such as: rang the town hall, ask "
                                                "again in May."));
    came->long_text = true;
    came->value = request->acts ? came->value : row->came;
    deed_button_quiet(form, "note", W(out, "Save the note"));
    if (is_invited || str_eq(row->state, S("no"))) {
        form = deed_form(m, is_invited ? W(out, "Take the invitation back") : W(out, "Take the no back"),
                         is_invited ? W(out, "Its page does not open any more, and what the network wrote of it goes. "
                                             "Did the city say no? Then keep that.")
                                    : W(out, "It waits for an answer again."));
        if (is_invited) {
            deed_field(request, form, form_find(suggestion_form, "why"),
                       W(out, "Only for a no: what the city said. The cities that suggested it read it. No names of "
                              "people."))->long_text = true;
        }
        deed_button_quiet(form, "back", W(out, "Take it back"));
        if (is_invited) {
            deed_button_quiet(form, "no", W(out, "The city said no"));
        }
    }
}

enum fault suggestion_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_suggestion_by_uid row;
    q_suggestion_voices_soon(request->db, request->params[0]);
    suggestion_city_soon(request->db, request->params[0]);
    TRY(q_suggestion_by_uid(request->db, request->arena, request->params[0], &row));
    const struct q_member_keys keys = suggestion_keys(&row);
    q_suggestion_application_soon(request->db, place_key(request->arena, &keys), row.lau_id, row.gss_code,
                                  row.geonames_id);
    struct deed *m = deed_of(request, suggestion_place(&out, row.city, row.country),
                             W(&out, "Who suggested it, whether it fits the size, and what came of it."));
    page_add_crumb(m->page, W(&out, "Cities that are suggested"), URL("/suggestions"));
    m->action = url_path_of(request->arena, "/suggestions/{}", request->params[0]);
    TRY(suggestion_city_facts(request, m, &row));
    if (str_eq(request->acts ? S("") : request_text(request, "done"), S("made"))) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "The invitation is made: open it below, then "
                                                                      "print it or hand on its address."))};
    }
    add_own(request, &out, &row, m);
    TRY(add_voices(request, &out, &row, m));
    suggestion_steps(request, m, &row);
    TRY(add_application(request, &out, &row, m));
    add_forms(request, &out, &row, m);
    if (str_eq(row.state, S("invited")) && suggestion_stands(&row)) {
        suggestion_link_invitation(request, m, &row);
    }
    deed_end(request, response, m, suggestion_form);
    return OK;
}

/* ---- what they make of it */

static void judge(struct request *request, struct str what)
{
    if (what.n == 0) {
        form_refuse(request, form_find(suggestion_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
    } else if (str_eq(what, S("no")) && request_typed(request, "why").n == 0) {
        form_refuse(request, form_find(suggestion_form, "why"), W_NOTE("is missing"),
                    W_NOTE("say why not: the cities that suggested it read it"));
    } else if (str_eq(what, S("invite")) && request_typed(request, "why").n > 0) {
        form_refuse(request, form_find(suggestion_form, "why"), W_NOTE("is filled in"),
                    W_NOTE("empty it for a yes, or answer no"));
    }
}

static enum fault must_use act(struct request *request, const struct q_suggestion_by_uid *row, struct str what)
{
    int64_t by = request_who(request)->person_id;
    if (str_eq(what, S("note"))) {
        return suggestion_note(request->db, row, request_typed(request, "came"), request->now);
    }
    if (str_eq(what, S("invite"))) {
        TRY(suggestion_invite(request->db, row, by, (struct maybe_int){0}, request->now));
        return suggestion_note_log(request, "city-invited", row);
    }
    if (str_eq(what, S("no"))) {
        TRY(suggestion_refuse(request->db, row, request_typed(request, "why"), by, request->now));
        return suggestion_note_log(request, "suggestion-refused", row);
    }
    TRY(suggestion_take_back(request->db, row, request->now));
    return suggestion_note_log(request, "suggestion-reopened", row);
}

enum fault suggestion_act(struct request *request, struct response *response)
{
    struct q_suggestion_by_uid row;
    struct str what = request_typed(request, "do");
    TRY(q_suggestion_by_uid(request->db, request->arena, request->params[0], &row));
    judge(request, what);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    enum fault fault = act(request, &row, what);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("is not possible any more: it was changed meanwhile"),
                             W_NOTE("look at how it stands now"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, URL("/suggestions"), "done", what).text;
    return OK;
}
