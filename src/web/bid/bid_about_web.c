/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: its name, who owns our part of it, who sees it; and that it was begun by mistake. */
#include "base/check.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/member/member_web.h"
#include "web/say.h"

#define UID_LETTERS 32
#define SEEN_LETTERS 16

const struct field bid_about_form[] = {
    {.name = "name", .label = W_NOTE("Name of the bid"), .kind = FIELD_TEXT, .max = BID_NAME_MAX,
     .help = "of the lead applicant: as its cities call it"},
    {.name = "owner", .label = W_NOTE("Who of us owns it"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of a person who acts for the city"},
    {.name = "seen_by", .label = W_NOTE("Who sees that we go for it, while it is open"), .kind = FIELD_CHOICE,
     .choices = "city members", .help = "of the lead applicant: the cities of the bid, or all member cities"},
    {.name = "outcome_seen_by", .label = W_NOTE("Who sees what came of it, and why"), .kind = FIELD_CHOICE,
     .choices = "city members", .help = "the same, once it is over"},
    {.name = "seen", .label = W_NOTE("How it stands"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save remove",
     .help = "save it; or remove the whole bid, begun by mistake"},
    {0},
};

struct changing {
    struct q_member_by_uid member;
    struct q_bid_work_of row;
    struct q_member_people *people;
    size_t people_n;
    struct q_bid_cities *cities;
    size_t cities_n;
};

static enum fault must_use load(struct request *request, struct changing *about)
{
    bid_load_soon(request);
    q_member_people_soon(request->db, request->params[0], request->now);
    q_bid_cities_soon(request->db, request->params[1]);
    TRY(bid_load_yes(request, &about->member, &about->row));
    TRY(q_member_people(request->db, request->arena, request->params[0], request->now, &about->people,
                        &about->people_n));
    return q_bid_cities(request->db, request->arena, request->params[1], &about->cities, &about->cities_n);
}

static struct str seen_of(struct arena *arena, const struct q_bid_work_of *row)
{
    uint64_t sum = str_hash(row->name) * 31 + str_hash(row->seen_by) * 7 + str_hash(row->outcome_seen_by) * 3 +
                   (uint64_t)(row->person_id.known ? row->person_id.v : 0);
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

/* Nothing has come of it, and no other city was asked. */
static bool may_remove(const struct changing *about)
{
    return bid_leads(&about->row) && about->row.number == 1 && about->cities_n == 1;
}

/* ---- the page */

static void add_seen(struct request *request, struct out *out, struct deed_form *form, const char *name,
                     struct str stands)
{
    struct deed_select *select = deed_select(request, form, form_find(bid_about_form, name), S(""), 2);
    deed_option(request, select, S("members"), W(out, "All member cities"));
    deed_option(request, select, S("city"), W(out, "The cities of this bid only"));
    for (size_t i = 0; !request->acts && i < select->n; i++) {
        select->options[i].chosen = str_eq(select->options[i].value, stands);
    }
}

enum fault bid_about_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct changing about;
    TRY(load(request, &about));
    bool leads = bid_leads(&about.row);
    struct deed *m = bid_deed(request, &out, &about.row, W(&out, "About this bid"),
                              leads ? W(&out, "Its name, who of you owns it, and who sees it.")
                                    : W(&out, "Who of you owns your city's part."));
    struct deed_form *form = deed_form(m, leads ? W(&out, "Name, owner, who sees it") : W(&out, "Owner"),
                                       W(&out, "Which person owns it only people of your city see, always."));
    if (leads) {
        struct form_field *name = deed_field(request, form, form_find(bid_about_form, "name"), S(""));
        name->value = request->acts ? name->value : about.row.name;
        name->required = true;
    }
    bid_owner_select(request, form, form_find(bid_about_form, "owner"),
                     W(&out, "What is due goes to this person."), about.people, about.people_n,
                     about.row.person_id.known ? about.row.person_id.v : 0);
    if (leads) {
        add_seen(request, &out, form, "seen_by", about.row.seen_by);
        add_seen(request, &out, form, "outcome_seen_by", about.row.outcome_seen_by);
    }
    deed_button(form, "save", W(&out, "Save"));
    if (may_remove(&about)) {
        deed_button_quiet(deed_form(m, W(&out, "Begun by mistake?"),
                                    W(&out, "Nothing has come of it yet and no city was asked: it can be removed with "
                                            "all that was written in it.")),
                          "remove", W(&out, "Remove this bid"));
    }
    m->action = bid_url(request, "/about");
    m->hidden_name = S("seen");
    m->hidden = seen_of(request->arena, &about.row);
    deed_end(request, response, m, bid_about_form);
    return OK;
}

/* ---- what it does */

static enum fault must_use save(struct request *request, const struct changing *about)
{
    struct str name = str_trim(request_typed(request, "name")), owner = request_typed(request, "owner");
    struct str seen_by = request_typed(request, "seen_by"), outcome = request_typed(request, "outcome_seen_by");
    int64_t person = bid_person_of(about->people, about->people_n, owner);
    bool leads = bid_leads(&about->row);
    if (leads && name.n == 0) {
        form_refuse(request, form_find(bid_about_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    if (owner.n > 0 && person == 0) {
        form_refuse(request, form_find(bid_about_form, "owner"), W_NOTE("is nobody who acts for your city now"),
                    W_NOTE("choose somebody else"));
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    TRY(person != 0 ? q_bid_city_owner(request->db, about->row.part_id, person) : OK);
    return leads ? q_bid_work_save(request->db, about->row.id, name, seen_by.n > 0 ? seen_by : about->row.seen_by,
                                   outcome.n > 0 ? outcome : about->row.outcome_seen_by, request->now)
                 : q_bid_work_touch(request->db, about->row.id, request->now);
}

enum fault bid_about_act(struct request *request, struct response *response)
{
    struct changing about;
    TRY(load(request, &about));
    bool removes = str_eq(request_typed(request, "do"), S("remove"));
    bool is_seen = str_eq(request_typed(request, "seen"), seen_of(request->arena, &about.row));
    if (!is_seen || (removes && !may_remove(&about))) {
        return bid_refuse(request, response, form_find(bid_about_form, "seen"));
    }
    TRY(removes ? bid_remove(request->db, about.row.id) : save(request, &about));
    response->status = 303;
    response->location = removes ? url_add(request->arena, member_url(request, "/member-cities/{}/bids"), "done",
                                           S("removed")).text
                                 : url_add(request->arena, bid_url(request, ""), "done", S("saved")).text;
    return OK;
}
