/* SPDX-License-Identifier: AGPL-3.0-or-later
** section: one section of a bid: what is asked, the text, how long it is; saving it, also when somebody else did
** meanwhile. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/bid/section_web.h"
#include "web/people/deed.h"
#include "web/say.h"
#include "web/views.h"

const struct field section_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "saved same merged both settled state back", .help = "what was done before, to be said"},
    {0},
};

const struct field section_form[] = {
    {.name = "body", .label = W_NOTE("The text"), .kind = FIELD_TEXT, .max = BID_TEXT_MAX,
     .help = "paragraphs are parted by lines; over the limit of the section it is kept and said"},
    {.name = "base", .label = W_NOTE("What stood there"), .kind = FIELD_INT, .min = 0, .max = INT32_MAX,
     .help = "sent along by the page: the number of the text that was changed"},
    {.name = "use", .label = W_NOTE("Which earlier answer to use"), .kind = FIELD_TEXT, .max = ANSWER_LIKE_UID,
     .help = "its text is put below what is typed; nothing is saved"},
    {.name = "from_answer", .label = W_NOTE("Which earlier answer it was begun from"), .kind = FIELD_TEXT,
     .max = ANSWER_LIKE_UID, .help = "sent along by the page, to be kept with the text"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save ready open first second both",
     .help = "save it; save it and say whether it is ready; settle the first place where two people wrote the same"},
    {0},
};

/* The form beside the text, which has no text. */
static bool is_choice(struct str what)
{
    return str_eq(what, S("first")) || str_eq(what, S("second")) || str_eq(what, S("both"));
}

static enum fault must_use load(struct request *request, struct shop *shop, size_t *ret_at)
{
    shop_soon(request);
    answer_like_soon(request, request->params[0], request->params[2]);
    TRY(shop_load(request, shop));
    const struct q_bid_section_list *row = bid_section_find(shop->sections, shop->sections_n, request->params[2]);
    if (row == NULL) {
        return FAULT_NOT_FOUND;
    }
    *ret_at = (size_t)(row - shop->sections);
    return OK;
}

/* ---- the page */

static const struct { const char *done; const char *says; } DONE[] = {
    {"saved", W_NOTE("Saved.")},
    {"same", W_NOTE("Nothing was changed: the same text stood there.")},
    {"state", W_NOTE("Saved, and so it is shown to all who take part.")},
    {"settled", W_NOTE("Settled. What was left out stands in the earlier versions.")},
    {"back", W_NOTE("That text stands there again.")},
    {"merged", W_NOTE("Saved. Somebody else had saved meanwhile, other paragraphs: both are in the text.")},
    {"both", W_NOTE("Somebody else changed the same paragraph meanwhile. Both stand in the text, nothing is lost.")},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    for (size_t i = 0; i < COUNT_OF(DONE); i++) {
        if (str_eq(done, str_of(DONE[i].done))) {
            bool chooses = str_eq(done, S("both"));
            return (struct notice){
                chooses ? TONE_CARE : TONE_GOOD,
                chooses ? W(out, "Saved, and there is something to choose") : W(out, "Done"),
                html_text(request->arena, words_text(out, DONE[i].says, NULL, 0))};
        }
    }
    return (struct notice){0};
}

static void add_choice(struct out *out, struct str body, struct section_page *m)
{
    struct bid_conflict conflict;
    size_t n = bid_conflict_count(body);
    if (n > 0 && bid_conflict_find(body, &conflict)) {
        m->has_choice = SAY(out, "At {n} place two people wrote at once. Choose what stays:|"
                                 "At {n} places two people wrote at once. Choose what stays at the first:",
                            slot("n", (struct count){(int64_t)n}));
        m->first = conflict.first.n > 0 ? conflict.first : W(out, "Nothing: it was taken away.");
        m->second = conflict.second.n > 0 ? conflict.second : W(out, "Nothing: it was taken away.");
    }
}

static void add_differs(struct request *request, struct out *out, const struct shop *shop, size_t at,
                        struct section_page *m)
{
    struct shop_figures figures;
    shop_look(request, shop, &figures);
    m->differs = arena_array(request->arena, struct str, figures.found.differ);
    for (size_t i = 0; i < figures.found.places_n; i++) {
        const struct bid_place *place = &figures.found.places[i];
        if (place->part == at && place->agree == BID_DIFFERS) {
            m->differs[m->differs_n++] =
                SAY(out, "{name}: the text says {text}, the figure {figure}.",
                    slot("name", figures.of[place->figure]->name), slot("text", place->says),
                    slot("figure", figures.of[place->figure]->says));
        }
    }
}

static void add_body(struct request *request, struct out *out, const struct q_bid_section_list *row,
                     struct section_page *m)
{
    enum bid_limit limit = bid_section_limit(row);
    m->body = form_field_of(request, form_find(section_form, "body"), S(""));
    bool typed = request->acts && !is_choice(request_typed(request, "do"));
    m->body.value = typed ? m->body.value : m->row.text;
    m->counts = limit == BID_LIMIT_CHARACTERS ? S("characters") : S("words");
    m->most = limit == BID_LIMIT_NONE ? S("") : str_format(request->arena, "%lld", (long long)row->limit_n);
    m->count_says = limit == BID_LIMIT_NONE
                        ? SAY(out, "Now: {n} words", slot("n", S("{n}")))
                        : SAY(out, "Now: {n} of {most}", slot("n", S("{n}")),
                              slot("most", (struct count){row->limit_n}));
    m->count_over = SAY(out, "too many: {over}", slot("over", S("{over}"))); /* the script fills them in */
    /* From what text these words were made: of a form that comes again, still that one. */
    m->base = typed && request_typed(request, "base").n > 0
                  ? request_typed(request, "base")
                  : str_format(request->arena, "%lld", (long long)row->text_number);
}

static void add_around(struct request *request, const struct shop *shop, size_t at, struct section_page *m)
{
    m->action = shop_url_of(request, "/sections/{}", m->row.uid);
    m->versions = shop->sections[at].text_number > 0 ? shop_url_of(request, "/sections/{}/versions", m->row.uid)
                                                     : (struct url){0};
    m->figures = shop_url(request, "/figures");
    m->back = shop_url(request, "");
    if (at + 1 < shop->sections_n) {
        m->next = (struct crumb){shop->sections[at + 1].title,
                                 shop_url_of(request, "/sections/{}", shop->sections[at + 1].uid)};
    }
    m->once = request_once(request);
}

static void put_page(struct request *request, struct out *out, const struct shop *shop, size_t at,
                     struct section_page *m)
{
    const struct q_bid_section_list *row = &shop->sections[at];
    m->row = section_row_of(request, out, shop, at);
    m->may_write = bid_may_write(&shop->bid, row);
    m->is_ready = str_eq(row->state, S("ready"));
    m->page = shop_page(request, out, shop, row->title,
                        m->may_write                  ? W(out, "Write here; each save is kept as a version.")
                        : bid_is_written(&shop->bid) ? W(out, "To read: another city of the bid writes it.")
                                                      : W(out, "The bid was handed in: this is what stood in it."));
    m->notice = notice_of(request, out);
    m->problems = form_problems_of(request, section_form);
    if (row->text_at.known) {
        m->who = SAY(out, "Last saved on {when} by {who}.", slot("when", say_day(out, row->text_at)),
                     slot("who", say_bid_who(request->arena, row->wrote, row->wrote_city)));
    }
    if (m->may_write) {
        add_choice(out, m->row.text, m);
    }
    add_body(request, out, row, m);
    add_differs(request, out, shop, at, m);
    add_around(request, shop, at, m);
}

static enum fault must_use add_like(struct request *request, struct out *out, const struct q_bid_section_list *row,
                                    struct section_page *m)
{
    const struct answer_like_ask ask = {
        .member_uid = request->params[0], .section_uid = row->uid, .form_id = S("writing"),
        .words = str_format(request->arena, "%.*s %.*s", STR_ARG(row->title), STR_ARG(row->asks))};
    return answer_like_load(request, out, &ask, &m->like);
}

enum fault section_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct section_page *m = arena_new(request->arena, struct section_page);
    struct shop shop;
    size_t at;
    TRY(load(request, &shop, &at));
    put_page(request, &out, &shop, at, m);
    TRY(add_like(request, &out, &shop.sections[at], m));
    response->max_age_s = -1;
    view_section(&out, m);
    return OK;
}

/* ---- what it does */

/* Nothing that was typed is lost: the page comes again with it. */
static enum fault must_use refuse(struct request *request, struct response *response, const char *what,
                                  const char *hint)
{
    form_refuse(request, form_find(section_form, "body"), what, hint);
    response->status = 409;
    return FAULT_INVALID;
}

static struct bid_saving saving_of(struct request *request)
{
    struct bid_saving saving = {.body = request_typed(request, "body"), .person = request->who->person_id};
    (void)parse_int(request_typed(request, "base"), 0, INT32_MAX, &saving.base); /* the field was looked at */
    return saving;
}

static struct str done_of(const struct bid_saved *saved)
{
    return saved->conflicts > 0 ? S("both") : saved->merged ? S("merged") : saved->changed ? S("saved") : S("same");
}

/* The text with the first place settled, as the number that was shown. */
static enum fault must_use settle(struct request *request, struct response *response,
                                  const struct q_bid_section_list *row, struct str what, struct bid_saving *saving)
{
    struct bid_conflict conflict;
    if (saving->base != row->text_number || !bid_conflict_find(row->body, &conflict)) {
        saving->body = row->body;
        return refuse(request, response, W_NOTE("was saved by somebody else meanwhile"),
                      W_NOTE("this is how it stands now"));
    }
    enum bid_keep choice = str_eq(what, S("first"))    ? BID_CHOICE_FIRST
                             : str_eq(what, S("second")) ? BID_CHOICE_SECOND
                                                         : BID_CHOICE_BOTH;
    saving->body = bid_conflict_settle(request->arena, &conflict, choice);
    return OK;
}

static enum fault must_use set_state(struct request *request, const struct shop *shop,
                                     const struct q_bid_section_list *row, struct str what, struct str *done)
{
    bool ready = str_eq(what, S("ready")), open = str_eq(what, S("open"));
    if (!ready && !open) {
        return OK;
    }
    TRY(q_bid_section_state(request->db, row->id, what, request->now));
    *done = str_eq(*done, S("both")) || str_eq(*done, S("merged")) ? *done : S("state");
    return q_bid_work_touch(request->db, shop->bid.id, request->now);
}

enum fault section_act(struct request *request, struct response *response)
{
    struct shop shop;
    struct bid_saved saved;
    size_t at;
    struct str what = request_typed(request, "do");
    TRY(load(request, &shop, &at));
    const struct q_bid_section_list *row = &shop.sections[at];
    if (request_typed(request, "use").n > 0) {
        return answer_like_use(request, response, request->params[0], "body");
    }
    struct bid_saving saving = saving_of(request);
    TRY(answer_like_id(request, request->params[0], &saving.answer));
    bool settles = is_choice(what);
    if (settles) {
        TRY(settle(request, response, row, what, &saving));
    }
    enum fault fault = bid_text_save(request->db, request->arena, &shop.bid, row, &saving, request->now, &saved);
    if (fault == FAULT_DENIED) {
        return refuse(request, response, W_NOTE("cannot be saved here any more"),
                      W_NOTE("the bid was handed in, or another city writes this section now; what you typed is below: "
                             "copy it"));
    }
    if (fault == FAULT_TOO_LARGE) {
        return refuse(request, response, W_NOTE("is too long with what somebody else wrote meanwhile"),
                      W_NOTE("copy what you typed, open the section again, and put it in by paragraphs"));
    }
    TRY(fault);
    struct str done = settles ? S("settled") : done_of(&saved);
    TRY(set_state(request, &shop, row, what, &done));
    response->status = 303;
    response->location = url_add(request->arena, shop_url_of(request, "/sections/{}", row->uid), "done", done).text;
    return OK;
}
