/* SPDX-License-Identifier: AGPL-3.0-or-later
** lead: which cities lead, for everybody; and the page where one is suggested. */
#include "web/membership/lead_web.h"

#include "base/check.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/gate.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field lead_cities_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "asked",
     .help = "what was done before, to be said"},
    {0},
};

#define CITY {.name = "city", .label = W_NOTE("Which member city"), .kind = FIELD_TEXT, .max = UID_LETTERS, \
              .help = "its uid"}

const struct field lead_suggest_fields[] = {CITY, {0}};

const struct field lead_suggest_form[] = {
    CITY,
    {.name = "reason", .label = W_NOTE("Why this city"), .kind = FIELD_CHOICE, .many = true,
     .choices = "need language region capacity", .help = "one at least; may be repeated"},
    {.name = "why", .label = W_NOTE("Why this city, in a sentence"), .kind = FIELD_TEXT, .min = 1,
     .max = MEMBERSHIP_WHY_MAX, .help = "the city reads it"},
    {.name = "years", .label = W_NOTE("For how long"), .kind = FIELD_CHOICE, .choices = "1 2 3",
     .help = "years, then it ends by itself"},
    {0},
};

static struct date day_of(int64_t at)
{
    return (struct date){(int32_t)(at / 86400)};
}

/* ---- for everybody */

static struct lead_row row_of(struct request *request, struct out *out, const struct q_lead_list *row)
{
    bool chair = str_eq(row->step, city_step_word(STEP_CHAIR));
    struct slot slots[] = {slot("since", day_of(row->since.v)), slot("until", day_of(row->until.v)),
                           slot("chair", day_of(row->at))};
    struct lead_row made = {.name = lead_place(out, row->name, row->country),
                            .says = words_text(out, W_NOTE("It leads since {since}, until {until}."), slots, 2)};
    if (row->slug.n > 0) {
        made.url = url_path_of(request->arena, "/cities/{}", row->slug);
    }
    if (chair) {
        made.tag = (struct tag){W(out, "in the chair"), TONE_GOOD, S("")};
        made.chair = words_text(out, W_NOTE("It is in the chair since {chair}."), slots, 3);
    }
    return made;
}

static void add_links(struct request *request, struct out *out, struct lead_cities_page *m)
{
    const struct who *who = request->who;
    m->links = arena_array(request->arena, struct deed_link, 1 + (who != NULL ? who->cities_count : 0));
    if (gate_allows(request, RIGHT_CITY_ADDRESSES)) {
        m->links[m->links_n++] = (struct deed_link){URL("/lead-cities/suggest"), W(out, "Suggest a lead city")};
    }
}

enum fault lead_cities_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct lead_cities_page *m = arena_new(request->arena, struct lead_cities_page);
    struct q_lead_list *rows;
    size_t n;
    bool staff = gate_allows(request, RIGHT_CITY_ADDRESSES);
    TRY(q_lead_list(request->db, request->arena, request->now, request->now - LEAD_ASKED_S, &rows, &n));
    m->page = page_of(request, W(&out, "Lead cities"),
                      W(&out, "Member cities that have agreed to lead this network for a term, one of them in the "
                              "chair."), DOOR_NONE);
    m->rows = arena_array(request->arena, struct lead_row, n);
    m->asked = arena_array(request->arena, struct str, n);
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(rows[i].step, city_step_word(STEP_LEAD_ASKED))) {
            m->rows[m->n++] = row_of(request, &out, &rows[i]);
        } else if (staff) {
            m->asked[m->asked_n++] = SAY(&out, "{city}, since {date}", slot("city", lead_place(&out, rows[i].name,
                                         rows[i].country)), slot("date", day_of(rows[i].at)));
        }
    }
    if (m->n < LEAD_LEAST) {
        m->few = SAY(&out, "{n} city leads now; there are to be 5 to 10.|{n} cities lead now; there are to be 5 to 10.",
                     slot("n", count((int64_t)m->n)));
    }
    if (staff && request_text(request, "done").n > 0) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "The city is asked, by mail and on its desk."))};
    }
    lead_explain(&out, &m->does, &m->gets);
    add_links(request, &out, m);
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    view_lead_cities(&out, m);
    return OK;
}

/* ---- suggesting one: for the network, or for the member city of the address */

struct asking {
    bool own;
    struct q_member_by_uid member; /* own: who suggests */
    struct q_lead_choices *cities;
    size_t cities_n;
    bool is_full;
};

static enum fault must_use load(struct request *request, struct asking *asking)
{
    struct q_lead_list *rows;
    size_t n;
    asking->own = request->params[0].n > 0;
    struct str but = asking->own ? request->params[0] : S("");
    if (asking->own) {
        q_member_by_uid_soon(request->db, but);
    }
    q_lead_choices_soon(request->db, but, request->now, request->now - LEAD_ASKED_S);
    q_lead_list_soon(request->db, request->now, request->now - LEAD_ASKED_S);
    TRY(asking->own ? member_of(request, &asking->member) : OK);
    TRY(q_lead_choices(request->db, request->arena, but, request->now, request->now - LEAD_ASKED_S, &asking->cities,
                       &asking->cities_n));
    TRY(q_lead_list(request->db, request->arena, request->now, request->now - LEAD_ASKED_S, &rows, &n));
    asking->is_full = n >= LEAD_MOST;
    return OK;
}

static struct str given(struct request *request, const char *name)
{
    return request->acts ? request_typed(request, name) : S("");
}

static void add_cities(struct request *request, struct out *out, const struct asking *asking,
                       struct lead_suggest_page *m)
{
    struct str chosen = request->acts ? request_typed(request, "city") : request_text(request, "city");
    m->city.field = form_field_of(request, form_find(lead_suggest_form, "city"), S(""));
    m->city.options = arena_array(request->arena, struct deed_option, asking->cities_n + 1);
    m->city.options[m->city.n++] = (struct deed_option){S(""), W(out, "Choose one"), false};
    for (size_t i = 0; i < asking->cities_n; i++) {
        const struct q_lead_choices *row = &asking->cities[i];
        m->city.options[m->city.n++] = (struct deed_option){
            row->uid, lead_place(out, row->name, row->country), str_eq(row->uid, chosen)};
    }
}

static void add_years(struct request *request, struct out *out, struct lead_suggest_page *m)
{
    struct str typed = given(request, "years");
    m->years.field = form_field_of(request, form_find(lead_suggest_form, "years"),
                                   W(out, "Two years is usual: long enough to carry one joint project from its start "
                                          "to a result, and no longer than most terms of office."));
    m->years.options = arena_array(request->arena, struct deed_option, LEAD_YEARS_MAX);
    for (int i = 1; i <= LEAD_YEARS_MAX; i++) {
        struct str value = str_format(request->arena, "%d", i);
        m->years.options[m->years.n++] = (struct deed_option){
            value, SAY(out, "{n} year, until {date}|{n} years, until {date}", slot("n", count(i)),
                       slot("date", day_of(commitment_ends(request->now, i)))),
            typed.n > 0 ? str_eq(typed, value) : i == LEAD_YEARS_USUAL};
    }
}

static bool is_ticked(struct request *request, size_t reason)
{
    for (size_t i = 0; request->acts && i < LEAD_REASONS; i++) {
        if (str_eq(str_trim(query_get_nth(&request->typed, "reason", i)), str_of(lead_reason_words[reason]))) {
            return true;
        }
    }
    return false;
}

static void add_reasons(struct request *request, struct out *out, struct lead_suggest_page *m)
{
    m->reason = form_field_of(request, form_find(lead_suggest_form, "reason"), S(""));
    for (size_t i = 0; i < LEAD_REASONS; i++) {
        m->reasons[i] = (struct lead_tick){
            str_of(lead_reason_words[i]), str_format(request->arena, "reason-%s", lead_reason_words[i]),
            lead_reason_says(out, i), is_ticked(request, i)};
    }
}

enum fault lead_suggest_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct lead_suggest_page *m = arena_new(request->arena, struct lead_suggest_page);
    struct asking asking;
    TRY(load(request, &asking));
    m->page = page_of(request, W(&out, "Suggest a lead city"),
                      W(&out, "The city is asked by mail and on its desk; it leads when its main contact says yes."),
                      DOOR_NONE);
    m->page->no_index = true;
    m->is_staff = !asking.own;
    m->back = asking.own ? member_url(request, "/member-cities/{}/membership") : URL("/lead-cities");
    m->action = asking.own ? member_url(request, "/member-cities/{}/suggest-lead") : URL("/lead-cities/suggest");
    page_add_crumb(m->page, asking.own ? SAY(&out, "Membership of {city}", slot("city", asking.member.name))
                                       : W(&out, "Lead cities"), m->back);
    m->closed = asking.is_full ? W(&out, "10 cities lead or are asked, and more than 10 do not: they could not meet. A "
                                         "place is free when a term ends or a city says no.")
                : asking.cities_n == 0 ? W(&out, "There is no other member city that could be asked now.") : S("");
    add_cities(request, &out, &asking, m);
    add_reasons(request, &out, m);
    add_years(request, &out, m);
    m->why = form_field_of(request, form_find(lead_suggest_form, "why"),
                           W(&out, "The city reads it, and it stays in its history. Write no names of people."));
    m->why.long_text = true;
    lead_explain(&out, &m->does, &m->gets);
    m->problems = form_problems_of(request, lead_suggest_form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_lead_suggest(&out, m);
    return OK;
}

static struct str reasons_of(struct request *request)
{
    struct str reasons = S("");
    for (size_t i = 0; i < LEAD_REASONS; i++) {
        if (is_ticked(request, i)) {
            reasons = str_format(request->arena, "%.*s%s%s", STR_ARG(reasons), reasons.n > 0 ? " " : "",
                                 lead_reason_words[i]);
        }
    }
    return reasons;
}

static const struct q_lead_choices *chosen_of(struct request *request, const struct asking *asking)
{
    for (size_t i = 0; i < asking->cities_n; i++) {
        if (str_eq(asking->cities[i].uid, request_typed(request, "city"))) {
            return &asking->cities[i];
        }
    }
    form_refuse(request, form_find(lead_suggest_form, "city"), W_NOTE("is missing"),
                W_NOTE("choose a member city of the list"));
    return NULL;
}

static enum fault must_use ask(struct request *request, const struct asking *asking, const struct q_lead_choices *city,
                               struct str reasons)
{
    const struct log_someone who = gate_who(request);
    struct str years = request_typed(request, "years");
    int n = years.n == 1 ? years.s[0] - '0' /* the field takes 1, 2 and 3 */ : LEAD_YEARS_USUAL;
    const struct lead_change change = {
        {city->id, city->name, STEP_LEAD_ASKED, asking->own, request_typed(request, "why")}, reasons,
        commitment_ends(request->now, n), {asking->own, asking->own ? asking->member.id : 0}};
    return lead_step(request->db, request->arena, &change, &who, request->now);
}

enum fault lead_suggest_act(struct request *request, struct response *response)
{
    struct asking asking;
    TRY(load(request, &asking));
    struct str reasons = reasons_of(request);
    if (asking.is_full) {
        return asking_refuse(request, response, W_NOTE("10 cities lead or are asked"),
                             W_NOTE("no more than 10 do: wait until a place is free"));
    }
    const struct q_lead_choices *city = chosen_of(request, &asking);
    if (reasons.n == 0) {
        form_refuse(request, form_find(lead_suggest_form, "reason"), W_NOTE("is missing"),
                    W_NOTE("tick at least one reason"));
    }
    if (request->problems.n > 0 || city == NULL) {
        return FAULT_INVALID;
    }
    if (asking.own && !asking.member.takes_part) {
        return FAULT_DENIED;
    }
    TRY(ask(request, &asking, city, reasons));
    response->status = 303;
    response->location = asking.own ? url_add(request->arena, member_url(request, "/member-cities/{}/membership"),
                                              "done", S("lead-asked")).text
                                    : S("/lead-cities?done=asked");
    return OK;
}
