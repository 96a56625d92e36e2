/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_known: rows of cities become one of a bid. */
#include "web/bid/bid_known.h"

#include "base/check.h"
#include "domain/bid_stage.h"
#include "domain/who.h"
#include "store/bid_known.sql.h"
#include "text/country.h"
#include "store/event.sql.h"
#include "web/bid/bid_web.h"
#include "web/say.h"

static const struct who *reader(struct request *request)
{
    const struct who *who = request->session.n > 0 ? request_who(request) : NULL;
    return who != NULL && who->cities_count > 0 ? who : NULL;
}

/* The cities that who looks acts for. */
struct ours {
    const struct q_event_cities *items;
    size_t n;
};

static bool is_ours(const struct ours *ours, struct str member_uid)
{
    for (size_t i = 0; i < ours->n; i++) {
        if (str_eq(ours->items[i].uid, member_uid)) {
            return true;
        }
    }
    return false;
}

static struct str say_city(struct out *out, const struct q_bid_known *row)
{
    return str_format(out->arena, "%.*s, %.*s", STR_ARG(row->city), STR_ARG(country_name(out, row->country)));
}

static struct str say_state(struct out *out, const struct q_bid_known *row, enum bid_stage stage)
{
    struct slot slots[] = {slot("stage", say_bid_stage(out, stage)), slot("day", row->day_on),
                           slot("money", say_bid_money(out, row->amount_cents, row->currency))};
    return row->amount_cents.known && stage == BID_GRANTED
               ? words_text(out, W_NOTE("{stage}, {day}: {money}"), slots, 3)
               : words_text(out, W_NOTE("{stage}, {day}"), slots, 2);
}

/* One talks to who leads, and not with oneself. */
static void set_ask(struct request *request, struct out *out, const struct ours *ours,
                    const struct q_bid_known *lead, struct bid_known_row *row)
{
    if (ours->n > 0 && !is_ours(ours, lead->member_uid)) {
        row->ask = url_path_of(request->arena, "/member-cities/{}/ask/{}", ours->items[0].uid, lead->member_uid);
        row->ask_label = SAY(out, "Ask {city} for a first talk", slot("city", lead->city));
    }
}

static struct str say_who(struct out *out, const struct q_bid_known *rows, size_t n)
{
    struct str with = S("");
    for (size_t i = 1; i < n; i++) {
        with = str_format(out->arena, "%.*s%s%.*s", STR_ARG(with), i > 1 ? "; " : "", STR_ARG(say_city(out, &rows[i])));
    }
    struct str first = say_city(out, &rows[0]);
    return with.n > 0 ? SAY(out, "{city}, with {others}", slot("city", first), slot("others", with)) : first;
}

/* The n rows of one bid, who leads first. */
static void add_row(struct request *request, struct out *out, const struct ours *ours, const struct q_bid_known *rows,
                    size_t n, struct str key, struct bid_known *known)
{
    enum bid_stage stage = BID_DECIDED;
    check(bid_stage_parse(rows->stage, &stage));
    bool over = bid_stage_is_end(stage);
    size_t *count = over ? &known->over_n : &known->open_n;
    if (*count == BID_KNOWN_MAX) {
        return;
    }
    struct bid_known_row *row = over ? &known->over[(*count)++] : &known->open[(*count)++];
    *row = (struct bid_known_row){.name = rows->name, .who = say_who(out, rows, n), .ask = {S("")},
                                  .state = say_state(out, rows, stage), .why = over ? rows->why : S(""),
                                  .fund = str_eq(rows->call_key, key) ? S("") : rows->call_title};
    set_ask(request, out, ours, rows, row);
}

void bid_known_soon(struct request *request, struct str key, struct str rule)
{
    const struct who *who = reader(request);
    if (who != NULL) {
        q_bid_known_soon(request->db, key, rule);
        q_event_cities_soon(request->db, who->person_id, request->now);
    }
}

enum fault bid_known_load(struct request *request, struct out *out, struct str key, struct str rule,
                          struct bid_known *ret_known)
{
    const struct who *who = reader(request);
    struct q_bid_known *rows;
    struct q_event_cities *cities;
    struct ours ours = {.n = 0};
    size_t n;
    *ret_known = (struct bid_known){.shown = who != NULL};
    if (who == NULL) {
        return OK;
    }
    TRY(q_bid_known(request->db, request->arena, key, rule, &rows, &n));
    TRY(q_event_cities(request->db, request->arena, who->person_id, request->now, &cities, &ours.n));
    ours.items = cities;
    for (size_t from = 0, of_one; from < n; from += of_one) {
        of_one = 1;
        while (from + of_one < n && str_eq(rows[from + of_one].uid, rows[from].uid)) {
            of_one++;
        }
        add_row(request, out, &ours, rows + from, of_one, key, ret_known);
    }
    return OK;
}
