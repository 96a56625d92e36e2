/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: what its pages share. */
#include "base/check.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/deadline/deadline_web.h"
#include "web/member/member_web.h"
#include "web/say.h"

void bid_load_soon(struct request *request)
{
    q_member_by_uid_soon(request->db, request->params[0]);
    q_bid_work_of_soon(request->db, request->params[0], request->params[1]);
}

enum fault bid_load(struct request *request, struct q_member_by_uid *ret_member, struct q_bid_work_of *ret_row)
{
    TRY(member_of(request, ret_member));
    return q_bid_work_of(request->db, request->arena, request->params[0], request->params[1], ret_row);
}

enum fault bid_load_yes(struct request *request, struct q_member_by_uid *ret_member, struct q_bid_work_of *ret_row)
{
    TRY(bid_load(request, ret_member, ret_row));
    return bid_takes_part(ret_row) ? OK : FAULT_NOT_FOUND;
}

enum fault bid_load_lead(struct request *request, struct q_member_by_uid *ret_member, struct q_bid_work_of *ret_row)
{
    TRY(bid_load(request, ret_member, ret_row));
    return bid_leads(ret_row) ? OK : FAULT_NOT_FOUND;
}

struct url bid_url(struct request *request, const char *behind)
{
    struct arena *arena = request->arena;
    const char *pattern = str_c(arena, str_format(arena, "/member-cities/{}/bids/{}%s", behind));
    return url_path_of(arena, pattern, request->params[0], request->params[1]);
}

struct deed *bid_deed(struct request *request, struct out *out, const struct q_bid_work_of *row, struct str title,
                      struct str lead)
{
    struct deed *m = deed_of(request, title, lead);
    m->page->kicker = W(out, "Bid");
    page_add_crumb(m->page, SAY(out, "Bids of {city}", slot("city", row->city)),
                   member_url(request, "/member-cities/{}/bids"));
    page_add_crumb(m->page, row->name, bid_url(request, ""));
    return m;
}

enum fault bid_refuse(struct request *request, struct response *response, const struct field *field)
{
    form_refuse(request, field, W_NOTE("has changed meanwhile, by a colleague or another city"),
                W_NOTE("look at it as it is now; what you typed is still here"));
    response->status = 409;
    return FAULT_INVALID;
}

/* ---- people of one's own city */

/* Each once, though somebody may have two parts. */
static bool was_before(const struct q_member_people *people, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (people[i].person_id == people[at].person_id) {
            return true;
        }
    }
    return false;
}

struct deed_select *bid_owner_select(struct request *request, struct deed_form *form, const struct field *field,
                                     struct str hint, const struct q_member_people *people, size_t n, int64_t chosen)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct deed_select *select = deed_select(request, form, field, hint, n + 1);
    bool is_there = false;
    for (size_t i = 0; i < n; i++) {
        is_there = is_there || people[i].person_id == chosen;
    }
    if (!is_there) {
        deed_option(request, select, S(""), W(&out, "Nobody yet"));
    }
    for (size_t i = 0; i < n; i++) {
        if (!was_before(people, i)) {
            deed_option(request, select, people[i].uid, people[i].name);
            struct deed_option *option = &select->options[select->n - 1];
            option->chosen = request->acts ? option->chosen : people[i].person_id == chosen;
        }
    }
    return select;
}

int64_t bid_person_of(const struct q_member_people *people, size_t n, struct str uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(people[i].uid, uid)) {
            return people[i].person_id;
        }
    }
    return 0;
}

/* ---- the next day */

/* While somebody works on it: what was handed in, and what is over, has none. */
static bool is_worked_on(struct str word)
{
    enum bid_stage stage;
    return bid_stage_parse(word, &stage) && !bid_stage_is_end(stage) && stage != BID_HANDED_IN;
}

struct str bid_next_of(struct request *request, struct out *out, const struct q_member_by_uid *member,
                       const struct watched *watched, struct str call_key, struct str stage, struct url *ret_url)
{
    *ret_url = (struct url){0};
    for (size_t i = 0; call_key.n > 0 && i < watched->n; i++) {
        if (!str_eq(watched->rows[i].call_key, call_key)) {
            continue;
        }
        struct watch_way way;
        const struct deadline_reader reader = {zone_of(member->country, member->lau_id), request->today, request->now,
                                               true};
        *ret_url = url_path_of(request->arena, "/member-cities/{}/deadlines/{}", request->params[0],
                               watched->rows[i].uid);
        watched_way_of(&watched->calls[i], &watched->council, request->now, &way);
        return is_worked_on(stage) ? say_deadline_start(out, &reader, &way) : S("");
    }
    return S("");
}

/* ---- a city of it */

void bid_add_city(struct request *request, struct out *out, const struct q_bid_cities *city, bool leads,
                  struct bid_city_line *line)
{
    bool is_yes = str_eq(city->answer, S("yes")) && !str_eq(city->role, S("lead")) && !city->has_left;
    *line = (struct bid_city_line){
        .name = say_member_city(request->arena, city->city, city->country), .says = say_bid_city(out, city),
        .why = leads ? city->why : S(""), .part = city->uid,
        .waits = leads && str_eq(city->answer, S("asked")), .may_lead = leads && is_yes && !city->lead_asked_at.known,
        .lead_asked = leads && is_yes && city->lead_asked_at.known};
}
