/* SPDX-License-Identifier: AGPL-3.0-or-later
** versions: what stood in a section before: who saved it and when, what changed, and putting it back. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/who.h"
#include "domain/zone.h"
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/people/deed.h"
#include "web/say.h"
#include "web/views.h"

const struct field versions_fields[] = {
    {.name = "number", .label = W_NOTE("Which version"), .kind = FIELD_INT, .min = 1, .max = INT32_MAX,
     .help = "its number; the last one when it is not given"},
    {0},
};

const struct field versions_form[] = {
    {.name = "which", .label = W_NOTE("Which version"), .kind = FIELD_INT, .min = 1, .max = INT32_MAX,
     .help = "the number of the text to put back"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_INT, .min = 0, .max = INT32_MAX,
     .help = "sent along by the page: the number of the text that stands"},
    {0},
};

struct looking {
    struct shop shop;
    const struct q_bid_section_list *row;
    struct q_bid_text_list *texts;
    size_t n;
    struct zone zone;
    struct q_bid_text_shown shown; /* number 0: nothing is written yet */
};

static enum fault must_use load(struct request *request, struct looking *looking)
{
    shop_soon(request);
    q_bid_text_list_soon(request->db, request->params[0], request->params[2]);
    TRY(shop_load(request, &looking->shop));
    looking->zone = zone_of(looking->shop.member.country, looking->shop.member.lau_id);
    looking->row = bid_section_find(looking->shop.sections, looking->shop.sections_n, request->params[2]);
    if (looking->row == NULL) {
        return FAULT_NOT_FOUND;
    }
    return q_bid_text_list(request->db, request->arena, request->params[0], request->params[2], &looking->texts,
                           &looking->n);
}

/* Number 0: the last one. */
static enum fault must_use load_shown(struct request *request, int64_t number, struct looking *looking)
{
    q_bid_text_shown_soon(request->db, request->params[2], number);
    TRY(load(request, looking));
    enum fault fault = q_bid_text_shown(request->db, request->arena, request->params[2], number, &looking->shown);
    return fault == FAULT_NOT_FOUND && number == 0 ? OK : fault;
}

static struct str says_of(struct request *request, struct out *out, const struct zone *zone,
                          const struct q_bid_text_list *row)
{
    struct str who = say_bid_who(request->arena, row->person.n > 0                ? row->person
                                                 : row->ours ? W(out, "somebody who is not here any more")
                                                             : S(""), row->city);
    int64_t local = row->made_at + zone_offset_s(zone, row->made_at); /* the clocks of the reader's city */
    struct str hour = str_format(request->arena, "%02d:%02d", (int)(local / 3600 % 24), (int)(local / 60 % 60));
    return SAY(out, "{when}, {hour}, {who}", slot("when", say_day(out, (struct maybe_int){true, local})),
               slot("hour", hour), slot("who", who));
}

static void add_shown(struct request *request, struct out *out, const struct looking *looking,
                      struct versions_page *m)
{
    const struct q_bid_text_shown *shown = &looking->shown;
    struct bid_line_change *changes;
    int64_t number = shown->number;
    m->changes_n = bid_merge_diff(request->arena, shown->before.n > 0 ? shown->before : S(""), shown->body, &changes);
    m->changes = arena_array(request->arena, struct version_change, m->changes_n);
    for (size_t i = 0; i < m->changes_n; i++) {
        m->changes[i] = (struct version_change){changes[i].change, changes[i].text};
    }
    for (size_t i = 0; i < looking->n; i++) {
        if (looking->texts[i].number == number) {
            struct str says = says_of(request, out, &looking->zone, &looking->texts[i]);
            m->shown = SAY(out, "What was changed: {when}", slot("when", says));
        }
    }
    if (number != looking->row->text_number && bid_may_write(&looking->shop.bid, looking->row)) {
        m->which = str_format(request->arena, "%lld", (long long)number);
        m->seen = str_format(request->arena, "%lld", (long long)looking->row->text_number);
    }
}

static bool is_kept(const struct looking *looking, int64_t number)
{
    for (size_t i = 0; i < looking->n; i++) {
        if (looking->texts[i].number == number) {
            return true;
        }
    }
    return false;
}

enum fault versions_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct versions_page *m = arena_new(request->arena, struct versions_page);
    struct looking looking = {0};
    TRY(load_shown(request, request->acts ? 0 : request_int(request, "number", 0), &looking));
    int64_t number = looking.shown.number;
    m->page = shop_page(request, &out, &looking.shop, SAY(&out, "Versions: {title}", slot("title", looking.row->title)),
                        W(&out, "Each save is kept: who, when, and what was changed."));
    m->back = shop_url_of(request, "/sections/{}", looking.row->uid);
    page_add_crumb(m->page, looking.row->title, m->back);
    m->problems = form_problems_of(request, versions_form);
    m->action = shop_url_of(request, "/sections/{}/versions", looking.row->uid);
    m->rows = arena_array(request->arena, struct version_row, looking.n);
    for (size_t i = 0; i < looking.n; i++) {
        const struct q_bid_text_list *row = &looking.texts[i];
        struct str text = str_format(request->arena, "%lld", (long long)row->number);
        m->rows[m->n++] = (struct version_row){url_add(request->arena, m->action, "number", text),
                                               says_of(request, &out, &looking.zone, row), text, row->number == number};
    }
    if (number > 0) {
        add_shown(request, &out, &looking, m);
    }
    m->once = request_once(request);
    response->max_age_s = -1;
    view_versions(&out, m);
    return OK;
}

enum fault versions_act(struct request *request, struct response *response)
{
    struct looking looking = {0};
    struct bid_saved saved;
    int64_t which = 0, seen = -1;
    TRY(load(request, &looking));
    (void)parse_int(request_typed(request, "seen"), 0, INT32_MAX, &seen);
    if (!parse_int(request_typed(request, "which"), 1, INT32_MAX, &which) || !is_kept(&looking, which)) {
        form_refuse(request, form_find(versions_form, "which"), W_NOTE("is not chosen"), W_NOTE("choose one of these"));
        return FAULT_INVALID;
    }
    if (seen != looking.row->text_number) {
        return form_refuse_meanwhile(request, response, form_find(versions_form, "seen"));
    }
    struct bid_saving saving = {.base = seen, .person = request->who->person_id};
    struct q_bid_text_one one;
    TRY(q_bid_text_one(request->db, request->arena, looking.row->uid, which, &one));
    saving.body = one.body;
    TRY(bid_text_save(request->db, request->arena, &looking.shop.bid, looking.row, &saving, request->now, &saved));
    response->status = 303;
    response->location = url_add(request->arena, shop_url_of(request, "/sections/{}", looking.row->uid), "done",
                                 S("back")).text;
    return OK;
}
