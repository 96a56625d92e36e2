/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: one begins, from a funding call that the city watches, or by hand for a fund that no list names. */
#include "base/check.h"
#include "domain/fund_scope.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/funding/fund_rules.h"
#include "web/member/member_web.h"
#include "web/say.h"

#define UID_LETTERS 32

#define WATCH_FIELD {.name = "watch", .label = W_NOTE("Watched funding call"), .kind = FIELD_TEXT, \
                     .max = UID_LETTERS, .help = "the uid of what the city watches; nothing: a fund that no list names"}

const struct field bid_new_fields[] = {WATCH_FIELD, {0}};

const struct field bid_new_form[] = {
    {.name = "name", .label = W_NOTE("Name of the bid"), .kind = FIELD_TEXT, .min = 1, .max = BID_NAME_MAX,
     .help = "as its cities call it"},
    {.name = "fund", .label = W_NOTE("Fund"), .kind = FIELD_TEXT, .max = BID_FUND_MAX,
     .help = "its name, when no list here names it"},
    {.name = "owner", .label = W_NOTE("Who of us owns it"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of a person who acts for the city; nothing: oneself"},
    WATCH_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "begin", .help = "begin it"},
    {0},
};

struct beginning {
    struct q_member_by_uid member;
    struct watched watched;
    struct q_member_people *people;
    size_t people_n;
    const struct q_watch_list *watch; /* NULL: by hand */
    struct q_bid_work_list *bids;
    size_t bids_n;
};

static struct str watch_of(struct request *request)
{
    return request->acts ? request_typed(request, "watch") : request_text(request, "watch");
}

static enum fault must_use load(struct request *request, struct beginning *beginning)
{
    struct str us = request->params[0], uid = watch_of(request);
    q_member_by_uid_soon(request->db, us);
    watched_load_soon(request->db, us);
    q_member_people_soon(request->db, us, request->now);
    q_bid_work_list_soon(request->db, us);
    TRY(member_of(request, &beginning->member));
    TRY(watched_load(request->db, request->arena, us, &beginning->watched));
    TRY(q_member_people(request->db, request->arena, us, request->now, &beginning->people, &beginning->people_n));
    TRY(q_bid_work_list(request->db, request->arena, us, &beginning->bids, &beginning->bids_n));
    beginning->watch = uid.n > 0 ? watched_find(&beginning->watched, uid) : NULL;
    return uid.n > 0 && beginning->watch == NULL ? FAULT_NOT_FOUND : OK;
}

/* ---- the page */

/* The open one for the same funding call; NULL: none. */
static const struct q_bid_work_list *find_open(const struct beginning *beginning)
{
    for (size_t i = 0; beginning->watch != NULL && i < beginning->bids_n; i++) {
        const struct q_bid_work_list *row = &beginning->bids[i];
        enum bid_stage stage;
        if (str_eq(row->call_key, beginning->watch->call_key) && str_eq(row->role, S("lead")) &&
            bid_stage_parse(row->stage, &stage) && !bid_stage_is_end(stage)) {
            return row;
        }
    }
    return NULL;
}

/* A title may be longer than a name. */
static struct str name_of(struct str title)
{
    struct str name = title;
    while (str_letters(name) > BID_NAME_MAX) {
        size_t space = name.n - 1; /* at a word; of one that has none nothing stays */
        while (space > 0 && name.s[space] != ' ') {
            space--;
        }
        name = str_trim(str_sub(name, 0, space));
    }
    return name;
}

static void add_fields(struct request *request, struct out *out, const struct beginning *beginning, struct deed *m)
{
    struct deed_form *form = deed_form(m, W(out, "About the bid"),
                                       W(out, "Other member cities see that your city goes for it, never who; you can "
                                              "change that on its page."));
    struct form_field *name = deed_field(request, form, form_find(bid_new_form, "name"),
                                         W(out, "Short, as you would say it in the corridor."));
    if (!request->acts && beginning->watch != NULL) {
        name->value = name_of(beginning->watch->title);
    }
    if (beginning->watch == NULL) {
        deed_field(request, form, form_find(bid_new_form, "fund"),
                   W(out, "Which money it goes for, such as a national or regional fund."))->required = true;
    }
    bid_owner_select(request, form, form_find(bid_new_form, "owner"),
                     W(out, "What is due goes to this person; it can be handed to a colleague at any time."),
                     beginning->people, beginning->people_n, request->who->person_id);
    deed_button(form, "begin", W(out, "Begin the bid"));
}

enum fault bid_new_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct beginning beginning;
    TRY(load(request, &beginning));
    struct deed *m = deed_of(request, W(&out, "Begin a bid"),
                             W(&out, "From then on it stands on your desk, with each next step and day."));
    page_add_crumb(m->page, SAY(&out, "Bids of {city}", slot("city", beginning.member.name)),
                   member_url(request, "/member-cities/{}/bids"));
    m->action = member_url(request, "/member-cities/{}/bids/new");
    if (beginning.watch != NULL) {
        m->page->kicker = beginning.watch->title;
        m->action = url_add(request->arena, m->action, "watch", beginning.watch->uid);
    }
    const struct q_bid_work_list *open = find_open(&beginning);
    if (open != NULL) {
        struct url url = url_path_of(request->arena, "/member-cities/{}/bids/{}", request->params[0], open->uid);
        m->notice = (struct notice){TONE_CARE, W(&out, "Your city has begun a bid for this funding call already"),
                                    html_link(request->arena, url, open->name)};
    }
    add_fields(request, &out, &beginning, m);
    m->hidden_name = S("watch");
    m->hidden = watch_of(request);
    deed_end(request, response, m, bid_new_form);
    return OK;
}

/* ---- what it does */

static void need(struct request *request, const char *name)
{
    if (str_trim(request_typed(request, name)).n == 0) {
        form_refuse(request, form_find(bid_new_form, name), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
}

/* The rule that is the most particular about the funding call; "" none is. */
static enum fault must_use find_rule(struct request *request, struct str call_key, struct str *ret_rule)
{
    struct q_bid_call_scope row;
    struct fund_entries entries;
    unsigned most = 0;
    *ret_rule = S("");
    enum fault fault = q_bid_call_scope(request->db, request->arena, call_key, &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault; /* no list names it any more */
    }
    const struct fund_call call = {row.programme, row.identifier, row.action};
    TRY(fund_rules_load(request->db, request->arena, &entries));
    for (size_t i = 0; i < entries.n; i++) {
        unsigned points = fund_rule_points(&entries.items[i].rule, &call);
        *ret_rule = points > most ? entries.items[i].rule.id : *ret_rule;
        most = points > most ? points : most;
    }
    return OK;
}

/* What follows from where it was begun. */
static enum fault must_use note_watch(struct request *request, const struct beginning *beginning, struct str uid)
{
    const struct q_watch_list *watch = beginning->watch;
    struct str rule;
    if (watch == NULL) {
        return OK;
    }
    TRY(find_rule(request, watch->call_key, &rule));
    TRY(rule.n > 0 ? q_bid_work_rule(request->db, uid, rule) : OK);
    return watch->begun ? OK : q_watch_begun(request->db, beginning->member.id, watch->uid,
                                             (struct maybe_int){true, request->now});
}

enum fault bid_new_act(struct request *request, struct response *response)
{
    struct beginning beginning;
    struct str uid, owner = request_typed(request, "owner");
    TRY(load(request, &beginning));
    const struct q_watch_list *watch = beginning.watch;
    struct bid_new new = {
        .member_id = beginning.member.id, .name = str_trim(request_typed(request, "name")),
        .call_key = watch != NULL ? watch->call_key : S(""), .identifier = watch != NULL ? watch->identifier : S(""),
        .call_title = watch != NULL ? watch->title : str_trim(request_typed(request, "fund")),
        .by = request->who->person_id, .today = request->today,
        .owner = owner.n > 0 ? bid_person_of(beginning.people, beginning.people_n, owner) : request->who->person_id};
    need(request, "name");
    if (watch == NULL) {
        need(request, "fund");
    }
    if (new.owner == 0) {
        form_refuse(request, form_find(bid_new_form, "owner"), W_NOTE("is nobody who acts for your city now"),
                    W_NOTE("choose somebody else"));
    }
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    enum fault fault = bid_begin(request->db, request->arena, &new, request->now, &uid);
    if (fault == FAULT_CONFLICT) {
        form_refuse(request, form_find(bid_new_form, "name"),
                    W_NOTE("is one more: your city has begun a bid for this funding call already"),
                    W_NOTE("go on with that one"));
        response->status = 409;
        return FAULT_INVALID;
    }
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(bid_new_form, "name"), W_NOTE("is one too many: your city leads two hundred"),
                    W_NOTE("those that are over go by themselves after five years"));
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(note_watch(request, &beginning, uid));
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/bids/{}",
                                                             request->params[0], uid), "done", S("begun")).text;
    return OK;
}
