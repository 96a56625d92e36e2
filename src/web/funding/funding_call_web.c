/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: the page of one funding call. */
#include "base/check.h"
#include "text/country.h"
#include "web/funding/funding_member.h"
#include "web/introduction/introduction_web.h"
#include "web/sheet.h"
#include "web/views.h"

#define START_BYTES 900u /* of the text that stand open; the rest is folded */
#define DAY_S 86400

/* What was read of one. */
struct call {
    struct q_funding_call_by_slug row;
    struct q_funding_call_deadlines_of *deadlines;
    struct q_funding_call_themes_of *themes;
    struct q_funding_call_pays_of *pays;
    size_t deadlines_n, themes_n, pays_n;
};

static enum fault load(struct request *request, struct str slug, struct call *call)
{
    struct db *db = request->db;
    struct arena *arena = request->arena;
    q_funding_call_by_slug_soon(db, slug);
    q_funding_call_deadlines_of_soon(db, slug);
    q_funding_call_themes_of_soon(db, slug);
    q_funding_call_pays_of_soon(db, slug);
    TRY(q_funding_call_by_slug(db, arena, slug, &call->row));
    TRY(q_funding_call_deadlines_of(db, arena, slug, &call->deadlines, &call->deadlines_n));
    TRY(q_funding_call_themes_of(db, arena, slug, &call->themes, &call->themes_n));
    return q_funding_call_pays_of(db, arena, slug, &call->pays, &call->pays_n);
}

static enum funding_call_standing standing_of(const struct call *call, struct date today)
{
    const struct funding_call_days days = {call->row.status, call->row.opens_on, call->row.closes_on};
    return funding_call_standing(&days, today);
}

/* ---- for machines: one row */

/* Texts with "; " between. */
static struct str list_add(struct arena *arena, struct str list, struct str one)
{
    return list.n == 0 ? one : str_format(arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(one));
}

static void put_lists(struct sheet *sheet, struct arena *arena, const struct themes *themes, const struct call *call)
{
    struct str deadlines = S(""), pays = S(""), because = S(""), slugs = S("");
    for (size_t i = 0; i < call->deadlines_n; i++) {
        struct str at = call->deadlines[i].hour_known ? instant_iso(arena, call->deadlines[i].closes_at)
                                                      : date_iso(arena, call->deadlines[i].day_on);
        deadlines = list_add(arena, deadlines, at);
    }
    for (size_t i = 0; i < call->pays_n; i++) {
        pays = list_add(arena, pays, call->pays[i].what);
        because = list_add(arena, because, call->pays[i].why);
    }
    for (size_t i = 0; i < call->themes_n; i++) {
        const struct q_theme_list *theme = themes_find(themes, call->themes[i].theme_id);
        slugs = theme != NULL ? list_add(arena, slugs, theme->slug) : slugs;
    }
    sheet_str(sheet, deadlines);
    sheet_str(sheet, pays);
    sheet_str(sheet, because);
    sheet_str(sheet, slugs);
}

static void answer(struct request *request, struct response *response, const struct themes *themes,
                   const struct call *call)
{
    static const char *const columns[] = {"identifier", "title",      "publisher", "country",      "programme",
                                          "call",       "call_title", "action",    "standing",     "model",
                                          "opens",      "deadlines",  "pays",      "pays_because", "themes",
                                          "budget",     "grant_min",  "grant_max", "grants",       "currency",
                                          "source",     "as_of",      "address",   "url",          "text"};
    struct sheet sheet = sheet_open(request, response, columns, COUNT_OF(columns), "funding-call");
    const struct q_funding_call_by_slug *row = &call->row;
    sheet_str(&sheet, row->identifier);
    sheet_str(&sheet, row->title);
    sheet_str(&sheet, row->publisher);
    sheet_str(&sheet, row->country);
    sheet_str(&sheet, row->programme);
    sheet_str(&sheet, row->group_code);
    sheet_str(&sheet, row->group_title);
    sheet_str(&sheet, row->action);
    sheet_str(&sheet, funding_standing_word(standing_of(call, request->today)));
    sheet_str(&sheet, row->model);
    sheet_date(&sheet, row->opens_on);
    put_lists(&sheet, request->arena, themes, call);
    sheet_cents(&sheet, row->budget_cents);
    sheet_cents(&sheet, row->grant_min_cents);
    sheet_cents(&sheet, row->grant_max_cents);
    sheet_maybe(&sheet, row->grants);
    sheet_str(&sheet, row->currency);
    sheet_str(&sheet, row->source);
    sheet_date(&sheet, row->as_of);
    sheet_str(&sheet, row->address);
    sheet_url(&sheet, funding_call_url(request->arena, request->params[0]));
    sheet_str(&sheet, row->body);
    sheet_close(&sheet);
}

/* ---- how it stands */

static void set_standing(struct funding_call_page *m, struct request *request, struct out *out,
                         const struct call *call)
{
    const struct q_funding_call_by_slug *row = &call->row;
    bool dated = !date_is_none(row->closes_on) && row->closes_on.days < request->today.days;
    m->standing = funding_say_standing(out, row->status, row->opens_on, row->closes_on, request->today);
    if (standing_of(call, request->today) == FUNDING_CALL_OVER) {
        struct str why =
            dated ? SAY(out, "Its last deadline was {day}. It stays here as memory.", slot("day", row->closes_on))
                  : W(out, "Its source says that it is closed. It stays here as memory.");
        m->over = (struct notice){TONE_STOPPED, W(out, "This funding call is over"), html_text(out->arena, why)};
    }
    if (!date_is_none(row->opens_on)) {
        m->opens = row->opens_on.days > request->today.days
                       ? SAY(out, "It opens on {day}.", slot("day", row->opens_on))
                       : SAY(out, "It opened on {day}.", slot("day", row->opens_on));
    }
}

/* "two-stage", "single-stage", "multiple cut-off": as the portal writes it. */
static struct str say_stage(struct out *out, struct str model, size_t i, size_t n)
{
    bool stages = str_contains(model, S("two-stage"));
    struct slot slots[] = {slot("n", count((int64_t)i + 1)), slot("all", count((int64_t)n))};
    if (n < 2) {
        return stages ? W(out, "the source names two stages and one date") : S("");
    }
    return stages && n == 2 ? words_text(out, W_NOTE("stage {n} of {all}"), slots, 2)
                            : words_text(out, W_NOTE("date {n} of {all}"), slots, 2);
}

static void set_deadlines(struct funding_call_page *m, struct request *request, struct out *out,
                          const struct call *call)
{
    m->deadlines = arena_array(out->arena, struct funding_deadline, call->deadlines_n + 1);
    m->deadlines_count = call->deadlines_n;
    for (size_t i = 0; i < call->deadlines_n; i++) {
        const struct q_funding_call_deadlines_of *one = &call->deadlines[i];
        struct slot slots[] = {slot("weekday", say_weekday(out, (int64_t)one->day_on.days * DAY_S)),
                               slot("day", one->day_on)};
        m->deadlines[i] = (struct funding_deadline){
            .day = words_text(out, W_NOTE("{weekday} {day}"), slots, 2),
            .hour = funding_say_hour(out, call->row.country, one->closes_at, one->hour_known),
            .stage = say_stage(out, call->row.model, i, call->deadlines_n),
            .is_over = one->day_on.days < request->today.days};
    }
}

/* ---- what it is */

static void set_reasons(struct funding_call_page *m, struct out *out, const struct themes *themes,
                        const struct call *call)
{
    m->pays = arena_array(out->arena, struct funding_reason, call->pays_n + 1);
    m->themes = arena_array(out->arena, struct funding_reason, call->themes_n + 1);
    for (size_t i = 0; i < call->pays_n; i++) {
        enum pays what;
        if (pays_parse(call->pays[i].what, &what)) {
            m->pays[m->pays_count++] =
                (struct funding_reason){.what = words_text(out, funding_pays_name(what), NULL, 0),
                                        .why = funding_say_why(out, call->pays[i].why),
                                        .url = url_add(out->arena, URL("/funding"), "pays", call->pays[i].what)};
        }
    }
    for (size_t i = 0; i < call->themes_n; i++) {
        const struct q_theme_list *theme = themes_find(themes, call->themes[i].theme_id);
        if (theme != NULL) {
            m->themes[m->themes_count++] = (struct funding_reason){
                .what = say_theme(out, themes, theme->id), .why = say_theme_why(out, call->themes[i].why),
                .url = url_add(out->arena, URL("/funding"), "theme", theme->slug)};
        }
    }
}

static void add_fact(struct funding_call_page *m, struct out *out, struct str label, struct str value)
{
    if (value.n > 0) {
        check(m->facts_count < FUNDING_FACTS_MAX);
        m->facts[m->facts_count++] = (struct fact){.label = label, .value = html_text(out->arena, value),
                                                   .source = S(""), .as_of = DATE_NONE};
    }
}

static struct str say_amount(struct out *out, struct str currency, struct maybe_int cents)
{
    if (!cents.known) {
        return S("");
    }
    return str_eq(currency, S("EUR")) ? text_euros(out, euros(cents.v))
                                      : str_format(out->arena, "%.*s %.*s",
                                                   STR_ARG(text_count(out, count(cents.v / 100))), STR_ARG(currency));
}

static struct str say_grant(struct out *out, const struct q_funding_call_by_slug *row)
{
    struct str least = say_amount(out, row->currency, row->grant_min_cents);
    struct str most = say_amount(out, row->currency, row->grant_max_cents);
    if (least.n > 0 && most.n > 0 && !str_eq(least, most)) {
        return SAY(out, "{least} to {most}", slot("least", least), slot("most", most));
    }
    return most.n > 0 ? most : least.n > 0 ? SAY(out, "from {least}", slot("least", least)) : S("");
}

static void set_facts(struct funding_call_page *m, struct out *out, const struct q_funding_call_by_slug *row)
{
    struct str budget = say_amount(out, row->currency, row->budget_cents);
    struct str grant = say_grant(out, row);
    add_fact(m, out, W(out, "Identifier"), row->identifier);
    add_fact(m, out, W(out, "Publisher"), row->publisher.n > 0 ? row->publisher : W(out, "European Union"));
    add_fact(m, out, W(out, "Country"), row->country.n > 0 ? country_name(out, row->country) : S(""));
    add_fact(m, out, W(out, "Funding programme"), row->programme);
    add_fact(m, out, W(out, "It is part of"), row->group_title.n > 0 ? row->group_title : row->group_code);
    add_fact(m, out, W(out, "Type of action"), row->action.n > 0 ? row->action : W(out, "unknown"));
    add_fact(m, out, W(out, "One grant"), grant.n > 0 ? grant : W(out, "unknown"));
    add_fact(m, out, W(out, "All grants together"), budget.n > 0 ? budget : W(out, "unknown"));
    add_fact(m, out, W(out, "Grants expected"), row->grants.known ? text_count(out, count(row->grants.v)) : S(""));
}

/* ---- its text */

static void set_text(struct funding_call_page *m, struct arena *arena, const struct q_funding_call_by_slug *row)
{
    size_t bytes = 0;
    m->start = arena_array(arena, struct paragraph, paragraphs_max(row->body) + 1);
    size_t n = paragraphs_cut(row->body, m->start);
    while (m->start_count < n && (m->start_count == 0 || bytes + m->start[m->start_count].text.n <= START_BYTES)) {
        bytes += m->start[m->start_count++].text.n;
    }
    /* A heading alone at the end belongs to what follows. */
    m->start_count -= m->start_count > 1 && m->start[m->start_count - 1].kind == PARAGRAPH_HEADING;
    m->rest = m->start + m->start_count;
    m->rest_count = n - m->start_count;
    m->conditions = arena_array(arena, struct paragraph, paragraphs_max(row->conditions) + 1);
    m->conditions_count = paragraphs_cut(row->conditions, m->conditions);
}

/* By which name somebody may know what it belongs to. */
static struct str names_of(struct arena *arena, const struct q_funding_call_by_slug *row)
{
    return str_format(arena, "%.*s . %.*s . %.*s . %.*s . %.*s", STR_ARG(row->programme), STR_ARG(row->publisher),
                      STR_ARG(row->group_title), STR_ARG(row->title), STR_ARG(row->identifier));
}

static struct funding_call_page *page_new(struct request *request, struct out *out, const struct themes *themes,
                                          const struct call *call)
{
    const struct q_funding_call_by_slug *row = &call->row;
    struct funding_call_page *m = arena_new(request->arena, struct funding_call_page);
    m->page = page_of(request, row->title, W(out, "Until when, what it pays for, and where to apply."), DOOR_HELP);
    m->page->kicker = W(out, "Funding call");
    page_add_crumb(m->page, W(out, "Find help"), URL("/find-help"));
    page_add_crumb(m->page, W(out, "Funding calls"), URL("/funding"));
    m->language = row->publisher.n > 0 ? S("") : S("en");
    set_standing(m, request, out, call);
    set_deadlines(m, request, out, call);
    set_reasons(m, out, themes, call);
    set_facts(m, out, row);
    set_text(m, request->arena, row);
    (void)url_external(request->arena, row->address, &m->official);
    m->source = funding_say_source(out, row->publisher, row->source, row->as_of, row->imported_at);
    m->use_data = (struct use_data){.csv = sheet_address(request, "csv"), .json = sheet_address(request, "json")};
    return m;
}

enum fault funding_call_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct themes themes;
    struct call call;
    if (request->form == FORM_HTML) {
        funding_meant_soon(request->db);
    }
    TRY(load(request, request->params[0], &call));
    TRY(themes_load(request, &themes));
    if (request->form != FORM_HTML) {
        answer(request, response, &themes, &call);
        return OK;
    }
    struct funding_call_page *m = page_new(request, &out, &themes, &call);
    bid_known_soon(request, call.row.key, S(""));
    const struct call_kind kind = {call.row.programme, call.row.identifier, call.row.action};
    TRY(funding_call_answer(request, &out, &kind, m));
    response->max_age_s = m->cities_count > 0 ? -1 : response->max_age_s;
    if (standing_of(&call, request->today) != FUNDING_CALL_OVER) {
        TRY(watch_button_load(request, &out, call.row.key, &m->watch));
        response->max_age_s = m->watch.n > 0 ? -1 : response->max_age_s;
    }
    TRY(bid_known_load(request, &out, call.row.key, S(""), &m->known));
    response->max_age_s = m->known.shown ? -1 : response->max_age_s;
    TRY(funding_meant_find(request, &out, names_of(request->arena, &call.row), false, m->meant, &m->meant_count));
    /* That an earlier funding call of the same fund is over says nothing of one that is not. */
    m->meant_count = m->over.title.n > 0 ? m->meant_count : 0;
    view_funding_call(&out, m);
    return OK;
}
