/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk: the page: what needs somebody, what changed. */
#include "web/desk/desk_web.h"

#include "base/check.h"
#include "base/scan.h"
#include "domain/profile_hours.h"
#include "domain/who.h"
#include "store/announcement.h"
#include "store/growth.sql.h"
#include "store/person.h"
#include "text/words.h"
#include "web/desk/desk_say.h"
#include "web/desk/desk_things.h"
#include "web/event/event_web.h"
#include "web/gate.h"
#include "web/introduction/introduction_web.h"
#include "web/say.h"
#include "web/trait/trait_web.h"
#include "web/views.h"

#define ASKED_MAX 100
#define GROWTH_YEAR_S (365 * 86400)

const struct field desk_fields[] = {
    {.name = "q", .label = W_NOTE("Search in everything of yours"), .kind = FIELD_TEXT, .max = ASKED_MAX,
     .help = "words of what you look for"},
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "seen",
     .help = "what was done before, to be said"},
    {0},
};

const struct field desk_form[] = {
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "seen", .min = 1,
     .help = "what changed has been seen"},
    {0},
};

/* ---- what needs them */

static struct desk_whose whose_of(struct request *request)
{
    return (struct desk_whose){
        .person_id = request->who->person_id, .acts_for_city = request->who->cities_count > 0,
        .applications = gate_allows(request, RIGHT_APPLICATIONS), .remarks = gate_allows(request, RIGHT_REMARKS),
        .jobs = gate_allows(request, RIGHT_IMPORT), .member_cities = gate_allows(request, RIGHT_CITY_ADDRESSES),
        .drives = gate_allows(request, RIGHT_DRIVER), .rules = gate_allows(request, RIGHT_FUNDING_ANSWER),
        .now = request->now};
}

/* What the session itself shows, beside what stands in tables. */
static size_t add_own(struct request *request, struct desk_item *items)
{
    const struct who *who = request->who;
    size_t n = 0;
    if ((who->is_coordinator || who->is_administrator) && !who->has_second_factor) {
        items[n++] = (struct desk_item){.kind = DESK_SECOND_STEP};
    }
    if (request->closed && gate_allows(request, RIGHT_SETTINGS)) {
        items[n++] = (struct desk_item){.kind = DESK_SET_UP};
    }
    return n;
}

static struct desk_date desk_date_of(struct request *request, struct out *out, const struct q_desk_talks *row,
                                     struct str says)
{
    return (struct desk_date){
        says, url_path_of(request->arena, "/member-cities/{}/introductions/{}", row->member_uid, row->uid),
        SAY(out, "First talk with {other}", slot("other", row->other))};
}

static struct str say_date(struct out *out, bool is_first, struct slot when)
{
    return words_text(out, is_first ? W_NOTE("Your next date: {when}.") : W_NOTE("After that: {when}."), &when, 1);
}

static void add_next_talk(struct request *request, struct out *out, const struct q_desk_talks *talk, bool is_first,
                          struct desk_page *m)
{
    struct zone zone = zone_of(talk->country, talk->lau_id);
    struct slot when = slot("when", say_talk_time(out, &zone, talk->slot.v));
    m->dates[m->dates_n++] = desk_date_of(request, out, talk, say_date(out, is_first, when));
}

static void add_next_event(struct request *request, struct out *out, const struct q_event_next *event, bool is_first,
                           struct desk_page *m)
{
    struct slot when = slot("when", event_say_when(out, event->zone, event->starts_at, event->ends_at));
    m->dates[m->dates_n++] = (struct desk_date){
        say_date(out, is_first, when),
        url_path_of(request->arena, "/events/{}", event->uid), event->title};
}

static void add_programme(struct request *request, struct out *out, const struct q_desk_programme_days *row,
                          struct desk_page *m)
{
    m->dates[m->dates_n++] = (struct desk_date){
        SAY(out, "Next day of a leadership programme: {when}.", slot("when", row->day_on)),
        url_path_of(request->arena, "/member-cities/{}/programmes/{}", row->member_uid, row->uid), row->name};
}

/* What stands in their diary. */
struct desk_diary {
    const struct q_desk_talks *talks;
    size_t talks_n;
    const struct q_event_next *event; /* NULL none */
    const struct q_desk_programme_days *days;
    size_t days_n;
};

/* The next talk, the next event and the next days of leadership programmes, the sooner ones first, and whose answers
** they wait for. */
static void add_dates(struct request *request, struct out *out, const struct desk_diary *diary, struct desk_page *m)
{
    const struct q_desk_talks *talks = diary->talks;
    size_t n = diary->talks_n, day = 0;
    const struct q_event_next *event = diary->event;
    const struct q_desk_talks *talk = desk_next_talk(talks, n, request->now);
    bool is_event_first = event != NULL && (talk == NULL || event->starts_at < talk->slot.v);
    int64_t first = is_event_first ? event->starts_at : talk != NULL ? talk->slot.v : INT64_MAX;
    m->dates = arena_array(request->arena, struct desk_date, n + 2 + diary->days_n);
    while (day < diary->days_n && (int64_t)diary->days[day].day_on.days * 86400 <= first) {
        add_programme(request, out, &diary->days[day++], m);
    }
    bool is_first = day == 0;
    if (is_event_first) {
        add_next_event(request, out, event, is_first, m);
    }
    if (talk != NULL) {
        add_next_talk(request, out, talk, is_first && !is_event_first, m);
    }
    if (event != NULL && !is_event_first) {
        add_next_event(request, out, event, false, m);
    }
    while (day < diary->days_n) {
        add_programme(request, out, &diary->days[day++], m);
    }
    for (size_t i = 0; i < n; i++) {
        if (desk_is_awaited(&talks[i])) {
            m->dates[m->dates_n++] = desk_date_of(
                request, out, &talks[i],
                SAY(out, "{other} has until {when} to answer.", slot("other", talks[i].other),
                    slot("when", say_day(out, (struct maybe_int){true, talks[i].ends_at}))));
        }
    }
}

static enum fault must_use add_needs(struct request *request, struct out *out, const struct desk_whose *whose,
                                     struct desk_page *m)
{
    struct desk_item *listed;
    struct q_desk_talks *talks;
    struct q_event_next *events = NULL;
    struct q_desk_programme_days *days = NULL;
    size_t listed_n, talks_n, events_n = 0, days_n = 0;
    TRY(desk_list(request->db, request->arena, whose, &listed, &listed_n, &talks, &talks_n));
    if (whose->acts_for_city) {
        TRY(q_event_next(request->db, request->arena, whose->person_id, whose->now, &events, &events_n));
        TRY(q_desk_programme_days(request->db, request->arena, whose->person_id, whose->now, request->today, &days,
                                  &days_n));
    }
    const struct desk_diary diary = {talks, talks_n, events_n > 0 ? &events[0] : NULL, days, days_n};
    add_dates(request, out, &diary, m);
    struct desk_item *items = arena_array(request->arena, struct desk_item, listed_n + 2);
    size_t n = add_own(request, items);
    for (size_t i = 0; i < listed_n; i++) {
        items[n++] = listed[i];
    }
    m->needs_n = desk_choose(items, n, request->now);
    for (size_t i = 0; i < m->needs_n; i++) {
        m->needs[i] = (struct desk_need){desk_says(out, &items[i]), desk_when(out, &items[i], request->now),
                                         desk_button(out, items[i].kind), desk_url(request->arena, &items[i])};
    }
    if (n > m->needs_n) {
        m->more = SAY(out, "{n} more thing waits behind these.|{n} more things wait behind these.",
                      slot("n", (int64_t)(n - m->needs_n)));
    }
    return OK;
}

static enum fault must_use add_growth(struct request *request, struct out *out, const struct desk_whose *whose,
                                      struct desk_page *m)
{
    struct q_growth_line row;
    m->growth = S("");
    m->runs_it = whose->drives;
    if (!whose->member_cities) {
        return OK;
    }
    TRY(q_growth_line(request->db, request->arena, request->now - GROWTH_YEAR_S, &row));
    m->growth = SAY(out, "{n} member city; within a year {joined} joined and {ended} left.|{n} member cities; within a "
                         "year {joined} joined and {ended} left.", slot("n", row.cities),
                    slot("joined", count(row.joined)), slot("ended", count(row.ended)));
    return OK;
}

/* One more card about their city, once nothing else needs them. */
static enum fault must_use add_idle(struct request *request, struct out *out, const struct desk_whose *whose,
                                    struct desk_page *m)
{
    struct q_desk_cards *rows;
    bool is_saved[TRAIT_CARD__MAX] = {false};
    size_t n;
    TRY(q_desk_cards(request->db, request->arena, whose->person_id, whose->now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        enum trait_card card;
        if (trait_card_parse(rows[i].card, &card)) {
            is_saved[card] = true;
        }
    }
    for (int card = 0; m->needs_n == 0 && n > 0 && card < TRAIT_CARD__MAX; card++) {
        if (!is_saved[card]) {
            m->idle = SAY(out, "When you have a minute, about {city}: {card}", slot("city", rows[0].city),
                          slot("card", trait_card_title(out, (enum trait_card)card)));
            m->idle_url = url_path_of(request->arena, "/member-cities/{}/about-us/{}", rows[0].member_uid,
                                      trait_card_word((enum trait_card)card));
            return OK;
        }
    }
    return OK;
}

/* ---- what their cities have promised */

static struct str say_promised(struct out *out, const struct q_desk_hours *row, const struct hours_now *now,
                               enum hours_verdict verdict)
{
    struct str promised = SAY(out, "{city} has promised {n} hour a month to other cities.|"
                                   "{city} has promised {n} hours a month to other cities.",
                              slot("city", row->city), slot("n", now->promised));
    struct str rest =
        verdict == HOURS_UNKNOWN ? W(out, "Whether that is too much is unknown: needs the hours it has.")
        : verdict == HOURS_MORE  ? SAY(out, "That is more than the {n} it says it has.", slot("n", now->has.v))
                                 : SAY(out, "It says it has {n}.", slot("n", now->has.v));
    return str_format(out->arena, "%.*s %.*s", STR_ARG(promised), STR_ARG(rest));
}

static struct str say_unsaid(struct out *out, const struct q_desk_hours *row)
{
    return SAY(out, "Of {n} exchange that {city} has agreed it is not said how many hours it takes.|"
                    "Of {n} exchanges that {city} has agreed it is not said how many hours they take.",
               slot("n", row->agreed - row->said), slot("city", row->city));
}

static void add_promise(struct request *request, struct out *out, const struct q_desk_hours *row, struct desk_page *m)
{
    struct hours_now now = {row->agreed, row->said, row->promised, {0}};
    struct url talks = url_path_of(request->arena, "/member-cities/{}/introductions", row->member_uid);
    now.has.known = parse_int(row->has, 0, INT32_MAX, &now.has.v);
    enum hours_verdict verdict = hours_judge(&now);
    if (verdict == HOURS_UNKNOWN || verdict == HOURS_MORE || verdict == HOURS_FIT) {
        m->promised[m->promised_n++] = (struct desk_date){
            say_promised(out, row, &now, verdict),
            url_path_of(request->arena, "/member-cities/{}/about-us/{}", row->member_uid, S("time")),
            W(out, "The time we have")};
    }
    if (row->said < row->agreed) {
        m->promised[m->promised_n++] = (struct desk_date){say_unsaid(out, row), talks, W(out, "Say it")};
    }
}

static enum fault must_use add_promised(struct request *request, struct out *out, const struct desk_whose *whose,
                                        struct desk_page *m)
{
    struct q_desk_hours *rows;
    size_t n;
    TRY(q_desk_hours(request->db, request->arena, whose->person_id, whose->now, &rows, &n));
    m->promised = arena_array(request->arena, struct desk_date, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        add_promise(request, out, &rows[i], m);
    }
    return OK;
}

/* ---- what changed */

static void add_change(struct out *out, struct desk_page *m, struct str says, int64_t at)
{
    m->changes[m->changes_n++] = (struct desk_change){says, {S("")}, say_day(out, (struct maybe_int){true, at})};
}

/* For member cities too, for their people and who runs the network. */
static bool sees_all(const struct desk_whose *whose)
{
    return whose->acts_for_city || whose->applications;
}

static enum fault must_use add_announced(struct request *request, struct out *out, const struct desk_whose *whose,
                                         int64_t since, struct desk_page *m)
{
    struct q_announcement_new *rows;
    size_t n;
    TRY(q_announcement_new(request->db, request->arena, request->today.days, sees_all(whose), since, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        add_change(out, m, SAY(out, "Announced: {title}", slot("title", rows[i].title)), rows[i].made_at);
        m->changes[m->changes_n - 1].url = URL("/announcements");
    }
    return OK;
}

static enum fault must_use add_rules(struct request *request, struct out *out, const struct desk_whose *whose,
                                     int64_t since, struct desk_page *m)
{
    struct q_desk_rules_answered *rows;
    size_t n;
    TRY(q_desk_rules_answered(request->db, request->arena, whose->person_id, since, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        struct slot rule = slot("rule", rows[i].rule);
        add_change(out, m, rows[i].yes ? SAY(out, "A second person said yes to your rule of funding “{rule}”.", rule)
                                       : SAY(out, "A second person said no to your rule of funding “{rule}”.", rule),
                   rows[i].answered_at);
        m->changes[m->changes_n - 1].url = url_path_of(request->arena, "/funding-rules/{}/history", rows[i].rule);
    }
    return OK;
}

/* Sends out what add_changes asks. */
static void changes_soon(struct request *request, const struct desk_whose *whose, int64_t since)
{
    q_announcement_new_soon(request->db, request->today.days, sees_all(whose), since);
    q_desk_joined_soon(request->db, since);
    if (whose->rules) {
        q_desk_rules_answered_soon(request->db, whose->person_id, since);
    }
    if (whose->acts_for_city) {
        q_desk_colleagues_soon(request->db, whose->person_id, since, whose->now);
        q_desk_said_soon(request->db, whose->person_id, since, whose->now);
    }
}

static enum fault must_use add_changes(struct request *request, struct out *out, const struct desk_whose *whose,
                                       int64_t since, struct desk_page *m)
{
    struct q_desk_joined *joined;
    size_t n;
    TRY(add_announced(request, out, whose, since, m));
    TRY(whose->rules ? add_rules(request, out, whose, since, m) : OK);
    TRY(q_desk_joined(request->db, request->arena, since, &joined, &n));
    for (size_t i = 0; i < n; i++) {
        add_change(out, m, SAY(out, "{city} ({country}) has joined the network.", slot("city", joined[i].name),
                               slot("country", joined[i].country)), joined[i].since);
    }
    if (whose->acts_for_city) {
        struct q_desk_colleagues *rows;
        struct q_desk_said said;
        TRY(q_desk_colleagues(request->db, request->arena, whose->person_id, since, whose->now, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            add_change(out, m, SAY(out, "{n} more person acts for {city}.|{n} more people act for {city}.",
                                   slot("n", rows[i].n), slot("city", rows[i].city)), rows[i].at);
        }
        TRY(q_desk_said(request->db, request->arena, whose->person_id, since, whose->now, &said));
        if (said.n > 0) {
            add_change(out, m, SAY(out, "{n} other city has said what it wants or can do.|{n} other cities have said "
                                        "what they want or can do.", slot("n", said.n)), said.at.v);
        }
    }
    m->since = say_day(out, (struct maybe_int){true, since});
    return OK;
}

/* ---- the page */

static enum fault must_use say_roles(struct request *request, struct out *out, const struct q_person_role_list *rows,
                                     size_t n, struct str *ret_text)
{
    struct str text = S("");
    for (size_t i = 0; i < n; i++) {
        if (rows[i].stands) {
            text = str_format(request->arena, "%.*s%s%.*s", STR_ARG(text), text.n > 0 ? "; " : "",
                              STR_ARG(say_person_role(out, rows[i].role, rows[i].city)));
        }
    }
    *ret_text = text;
    return OK;
}

static struct page *desk_page_of(struct request *request, struct out *out, struct str name)
{
    struct page *page = page_of(request, W(out, "Your desk"), W(out, "What needs you, what changed, and everything of "
                                                                     "yours."), DOOR_NONE);
    page->kicker = name;
    page->no_index = true;
    return page;
}

enum fault desk_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct desk_page *m = arena_new(request->arena, struct desk_page);
    struct desk_whose whose = whose_of(request);
    struct q_person_role_list *roles;
    struct q_person_by_id person;
    struct q_desk_seen seen;
    size_t n;
    q_desk_seen_soon(request->db, whose.person_id);
    q_person_role_list_soon(request->db, whose.person_id, request->now);
    desk_list_soon(request->db, &whose);
    if (whose.member_cities) {
        q_growth_line_soon(request->db, request->now - GROWTH_YEAR_S);
    }
    if (whose.acts_for_city) {
        q_desk_cards_soon(request->db, whose.person_id, whose.now);
        q_desk_hours_soon(request->db, whose.person_id, whose.now);
        q_event_next_soon(request->db, whose.person_id, whose.now);
        q_desk_programme_days_soon(request->db, whose.person_id, whose.now, request->today);
    }
    TRY(q_person_by_id(request->db, request->arena, whose.person_id, &person));
    TRY(q_desk_seen(request->db, request->arena, whose.person_id, &seen));
    int64_t since = desk_since(&seen, person.created_at, request->now);
    changes_soon(request, &whose, since);
    TRY(q_person_role_list(request->db, request->arena, whose.person_id, request->now, &roles, &n));
    TRY(say_roles(request, &out, roles, n, &m->roles));
    TRY(add_needs(request, &out, &whose, m));
    TRY(add_growth(request, &out, &whose, m));
    TRY(whose.acts_for_city ? add_idle(request, &out, &whose, m) : OK);
    TRY(whose.acts_for_city ? add_promised(request, &out, &whose, m) : OK);
    TRY(add_changes(request, &out, &whose, since, m));
    desk_add_things(request, &out, roles, n, m);
    m->page = desk_page_of(request, &out, person.name);
    if (str_eq(request_text(request, "done"), S("seen")) && !request->acts) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "What changed until now is not shown again."))};
    }
    m->problems = form_problems_of(request, desk_form);
    m->once = request_once(request);
    m->action = URL("/me");
    response->max_age_s = -1;
    view_desk(&out, m);
    return OK;
}

enum fault desk_act(struct request *request, struct response *response)
{
    TRY(q_desk_see(request->db, request->who->person_id, request->now));
    response->status = 303;
    response->location = S("/me?done=seen");
    return OK;
}
