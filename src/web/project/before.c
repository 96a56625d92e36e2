/* SPDX-License-Identifier: AGPL-3.0-or-later
** before: its facts, and whom to ask. The questions are in questions.c. */
#include "web/project/before.h"

#include "base/check.h"
#include "store/before.sql.h"
#include "text/readable.h"
#include "text/country.h"

#define DAYS_OF_MONTH 3044 /* in hundredths: 365.25 / 12 */

static void add_fact(struct before *m, struct str label, struct html value)
{
    check(m->facts_count < BEFORE_FACTS_MAX);
    m->facts[m->facts_count++] = (struct fact){.label = label, .value = value, .as_of = DATE_NONE};
}

/* ---- first, and after */

/* "SMART (2014), with Oulu and 2 more cities". */
static struct html name_of(struct out *out, const struct q_before_on_theme *row)
{
    struct str name = row->acronym.n ? row->acronym : say_title(out->arena, row->title, row->acronym);
    struct slot slots[] = {slot("project", html_link(out->arena, project_url(out->arena, row->id), name)),
                           slot("year", date_year(row->start_on)), slot("city", row->city),
                           slot("n", count(row->cities - 1))};
    return row->cities > 1 ? say_html(out, W_NOTE("{project} ({year}), with {city} and {n} more city|"
                                                  "{project} ({year}), with {city} and {n} more cities"), slots, 4)
                           : say_html(out, W_NOTE("{project} ({year}), with {city}"), slots, 3);
}

static struct html first_text(struct out *out, const struct before_of *of, struct str theme,
                              const struct q_before_on_theme *rows, size_t n)
{
    struct slot slots[] = {slot("theme", theme), slot("project", n ? name_of(out, &rows[0]) : (struct html){S("")})};
    bool itself = n > 0 && rows[0].id.v == of->project->id.v;
    if (n == 0 || itself) {
        return say_html(out, W_NOTE("This one, as far as we know: no earlier project on {theme} has a city in it."),
                        slots, 1);
    }
    return say_html(out, W_NOTE("On {theme}, of the projects with a city in them: {project}."), slots, 2);
}

static struct html list_of(struct out *out, const struct q_before_on_theme *rows, size_t n, struct project_id self)
{
    struct html list = {S("")};
    size_t shown = 0;
    for (size_t i = 0; i < n && shown < BEFORE_AFTER_SHOWN; i++) {
        if (rows[i].id.v == self.v) {
            continue;
        }
        struct str one = name_of(out, &rows[i]).markup;
        list.markup = shown++ == 0 ? one : str_format(out->arena, "%.*s; %.*s", STR_ARG(list.markup), STR_ARG(one));
    }
    return list;
}

static enum fault load_first_and_after(struct request *request, struct out *out, const struct before_of *of,
                                       struct before *m)
{
    struct q_before_on_theme *rows;
    size_t n;
    struct date began = of->project->start_on;
    struct str first = W(out, "Who did it first");
    struct str after = W(out, "Who came after");
    if (of->theme.v == 0 || date_is_none(began)) {
        struct html need = say_html(out, of->theme.v == 0 ? W_NOTE("unknown: needs a theme, and none fits this project")
                                                          : W_NOTE("unknown: needs the day it began"), NULL, 0);
        add_fact(m, first, need);
        add_fact(m, after, need);
        return OK;
    }
    struct str theme = say_theme(out, of->themes, of->theme);
    struct date ever = date_of(1980, 1, 1);
    q_before_on_theme_soon(request->db, of->theme, ever, 1);
    q_before_on_theme_soon(request->db, of->theme, began, BEFORE_AFTER_SHOWN + 1);
    TRY(q_before_on_theme(request->db, request->arena, of->theme, ever, 1, &rows, &n));
    bool earlier = n > 0 && rows[0].start_on.days < began.days;
    add_fact(m, first, first_text(out, of, theme, rows, earlier ? n : 0));
    TRY(q_before_on_theme(request->db, request->arena, of->theme, began, BEFORE_AFTER_SHOWN + 1, &rows, &n));
    struct html list = list_of(out, rows, n, of->project->id);
    add_fact(m, after, list.markup.n ? list
                                     : say_html(out, W_NOTE("We found no later project on {theme} with a city in it."),
                                                (struct slot[]){slot("theme", theme)}, 1));
    return OK;
}

/* ---- time and money */

static void add_time(struct before *m, struct out *out, const struct q_project_by_id *p, enum status_kind kind)
{
    struct str label = status_is_running(kind) ? W(out, "How long it will take") : W(out, "How long it took");
    if (date_is_none(p->start_on) || date_is_none(p->end_on) || p->end_on.days <= p->start_on.days) {
        add_fact(m, label, say_html(out, W_NOTE("unknown: needs the day it began and the day it ended"), NULL, 0));
        return;
    }
    int64_t months = ((int64_t)(p->end_on.days - p->start_on.days) * 100 + DAYS_OF_MONTH / 2) / DAYS_OF_MONTH;
    struct slot slots[] = {slot("n", count(months)), slot("from", text_date(out, p->start_on)),
                           slot("to", text_date(out, p->end_on))};
    add_fact(m, label, say_html(out, W_NOTE("{n} month, {from} to {to}|{n} months, {from} to {to}"), slots, 3));
}

/* What the cities in it got, from the least to the most. */
static struct str city_money(struct out *out, const struct before_of *of)
{
    int64_t least = INT64_MAX;
    int64_t most = 0;
    for (size_t i = 0; i < of->partners_count; i++) {
        const struct q_project_partners *row = &of->partners[i];
        if (row->city_slug.n > 0 && row->net_ec_cents.known && row->net_ec_cents.v > 0) {
            least = row->net_ec_cents.v < least ? row->net_ec_cents.v : least;
            most = row->net_ec_cents.v > most ? row->net_ec_cents.v : most;
        }
    }
    if (most == 0) {
        return S("");
    }
    return least == most ? SAY(out, "EU money to the city in it: {most}.", slot("most", euros(most)))
                         : SAY(out, "EU money to a city in it: {least} to {most}.", slot("least", euros(least)),
                               slot("most", euros(most)));
}

static void add_cost(struct before *m, struct out *out, const struct before_of *of)
{
    const struct q_project_by_id *p = of->project;
    bool whole = p->total_cost_cents.known && p->total_cost_cents.v > 0;
    bool known = whole || (p->ec_max_cents.known && p->ec_max_cents.v > 0);
    int64_t cents = whole ? p->total_cost_cents.v : p->ec_max_cents.v;
    if (!known || of->partners_count == 0) {
        add_fact(m, W(out, "What it cost per partner"),
                 say_html(out, W_NOTE("unknown: needs the total cost and the partners"), NULL, 0));
        return;
    }
    struct slot slots[] = {slot("money", euros(cents / (int64_t)of->partners_count)),
                           slot("n", count((int64_t)of->partners_count)), slot("cities", city_money(out, of))};
    add_fact(m, W(out, "What it cost per partner"),
             whole ? say_html(out, W_NOTE("{money} on average, with {n} partner. {cities}|"
                                          "{money} on average, with {n} partners. {cities}"), slots, 3)
                   : say_html(out, W_NOTE("{money} of EU money on average, with {n} partner. {cities}|"
                                          "{money} of EU money on average, with {n} partners. {cities}"), slots, 3));
}

/* ---- whom to ask */

static void set_contact(struct out *out, const struct q_project_partners *row, struct ask_line *line)
{
    struct slot name = slot("organisation", readable_name(out->arena, row->name));
    if (url_external(out->arena, row->contact, &line->contact)) {
        line->contact_name = SAY(out, "Write to {organisation}", name);
    } else if (url_external(out->arena, row->website, &line->contact)) {
        line->contact_name = SAY(out, "Website of {organisation}", name);
    }
}

static void add_ask(struct before *m, struct out *out, const struct q_project_partners *row, bool city)
{
    if (m->asks_count == BEFORE_ASK_MAX) {
        m->asks_more++;
        return;
    }
    struct ask_line *line = &m->asks[m->asks_count++];
    *line = (struct ask_line){
        .url = city ? city_url(out->arena, row->city_slug) : organisation_url(out->arena, row->organisation_id),
        .name = city ? row->city_name : readable_name(out->arena, row->name),
        .what = SAY(out, "{country}, {role}", slot("country", country_name(out, row->country)),
                    slot("role", say_role(out, row->role)))};
    set_contact(out, row, line);
}

/* Cities that fit the size before other cities; the coordinator when no city's own body takes part. */
static void set_asks(struct before *m, struct out *out, const struct before_of *of)
{
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < of->partners_count; i++) {
            const struct q_project_partners *row = &of->partners[i];
            bool own = str_eq(row->kind, S("municipality")) || str_eq(row->kind, S("agency"));
            if (own && row->city_slug.n > 0 && str_eq(row->city_fit, S("fits")) == (round == 0)) {
                add_ask(m, out, row, true);
            }
        }
    }
    if (m->asks_count == 0 && of->partners_count > 0) {
        add_ask(m, out, &of->partners[0], false);
    }
}

enum fault before_load(struct request *request, struct out *out, const struct before_of *of, struct before *ret_before)
{
    const struct q_project_by_id *p = of->project;
    const struct q_theme_list *theme = of->theme.v != 0 ? themes_find(of->themes, of->theme) : NULL;
    enum status_kind kind = status_kind_of(p->status, p->start_on, p->end_on, p->has_results, request->today);
    struct before *m = ret_before;
    add_time(m, out, p, kind);
    add_cost(m, out, of);
    TRY(load_first_and_after(request, out, of, m));
    set_asks(m, out, of);
    questions_of(out, kind, theme != NULL ? theme->slug : S(""), m->questions);
    return OK;
}
