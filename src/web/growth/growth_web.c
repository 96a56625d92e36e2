/* SPDX-License-Identifier: AGPL-3.0-or-later
** growth: the page. */
#include "web/growth/growth_web.h"

#include "base/date.h"
#include "text/chart.h"
#include "text/words.h"
#include "web/people/deed.h"
#include "web/say.h"
#include "web/views.h"

static enum fault must_use add_months(struct request *request, struct out *out, struct growth_page *m)
{
    struct q_growth_steps *rows;
    struct growth_month months[GROWTH_MONTHS_MAX];
    size_t n;
    TRY(q_growth_steps(request->db, request->arena, &rows, &n));
    struct growth_step *steps = arena_array(request->arena, struct growth_step, n + 1);
    for (size_t i = 0; i < n; i++) {
        steps[i] = (struct growth_step){rows[i].at, rows[i].joined};
    }
    m->months_n = growth_of(steps, n, request->now, months);
    struct chart_bar *bars = arena_array(request->arena, struct chart_bar, m->months_n + 1);
    for (size_t i = 0; i < m->months_n; i++) {
        const struct growth_month *month = &months[i];
        struct str name = str_format(request->arena, "%d-%02d", month->year, month->month);
        bars[i] = (struct chart_bar){.label = name, .value = month->cities};
        m->months[m->months_n - 1 - i] = (struct growth_row){name, month->joined, month->left, month->cities};
    }
    m->chart = chart_bars(out, bars, m->months_n, W(out, "Member cities at the end of each month; the table beside it "
                                                         "has the numbers"));
    return OK;
}

static enum fault must_use add_quiet(struct request *request, struct out *out, struct growth_page *m)
{
    struct q_growth_quiet *rows;
    TRY(q_growth_quiet(request->db, request->arena, request->now, request->now - DESK_QUIET_S, &rows, &m->quiet_n));
    m->quiet = arena_array(request->arena, struct growth_quiet, m->quiet_n + 1);
    for (size_t i = 0; i < m->quiet_n; i++) {
        struct slot slots[] = {slot("city", rows[i].name), slot("network", request->site->name)};
        m->quiet[i] = (struct growth_quiet){
            .write = rows[i].mail.n == 0 ? (struct url){S("")}
                     : url_mail(request->arena, rows[i].mail,
                                words_text(out, W_NOTE("{city} in {network}"), slots, 2),
                                words_text(out, W_NOTE("We have not heard from {city} for a while. What would help you "
                                                       "most just now? Is somebody else of the city to act for it? A "
                                                       "line is enough."), slots, 1)),
            .name = say_member_city(request->arena, rows[i].name, rows[i].country),
            .url = url_path_of(request->arena, "/member-cities/{}/people", rows[i].uid),
            .says = rows[i].people == 0 ? W(out, "Nobody acts for it")
                    : rows[i].seen_at.known
                        ? SAY(out, "Last here on {when}", slot("when", say_day(out, rows[i].seen_at)))
                        : W(out, "Nobody has signed in yet")};
    }
    return OK;
}

enum fault growth_say_reach(struct request *request, struct out *out, struct str *ret_says)
{
    struct q_growth_reach row;
    TRY(q_growth_reach(request->db, request->arena, &row));
    struct slot n = slot("n", count(row.cities)), people = slot("people", count(row.people.v));
    struct slot around = slot("around", count(row.around.v));
    *ret_says = row.cities == 0 || row.people.v == 0 ? S("")
                : row.around.v == 0
                    ? SAY(out, "{n} member city: {people} people in it.|{n} member cities: {people} people in them.",
                          n, people)
                    : SAY(out, "{n} member city: {people} people in it, and {around} around it in the area that it "
                               "lets member cities see.|{n} member cities: {people} people in them, and {around} "
                               "around them in the areas that they let member cities see.", n, people, around);
    return OK;
}

enum fault growth_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct growth_page *m = arena_new(request->arena, struct growth_page);
    q_growth_steps_soon(request->db);
    q_growth_quiet_soon(request->db, request->now, request->now - DESK_QUIET_S);
    q_growth_reach_soon(request->db);
    TRY(add_months(request, &out, m));
    TRY(add_quiet(request, &out, m));
    TRY(growth_say_reach(request, &out, &m->reach));
    m->page = page_of(request, W(&out, "How the network grows"),
                      W(&out, "How many member cities there are, and which have not been heard from."), DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Your desk"), URL("/me"));
    response->max_age_s = -1;
    view_growth(&out, m);
    return OK;
}
