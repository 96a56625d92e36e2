/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadline: one funding call that a city watches: each step, why, and what the city says of its bid. */
#include "web/deadline/deadline_web.h"

#include "base/check.h"
#include "store/bid_work.h"
#include "text/words.h"
#include "web/member/member_web.h"
#include "web/say.h"
#include "web/views.h"

#define SEEN_LETTERS 16

const struct field deadline_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "watched saved",
     .help = "what was done before, to be said"},
    {0},
};

const struct field deadline_form[] = {
    {.name = "size", .label = W_NOTE("How much work the bid is"), .kind = FIELD_CHOICE,
     .choices = "small usual large", .help = "nothing: it is guessed by what the funding call pays for"},
    {.name = "own_money", .label = W_NOTE("Whether the city puts in money of its own"), .kind = FIELD_CHOICE,
     .choices = "yes no", .help = "then full council decides as well; nothing counts as yes"},
    {.name = "seen_by", .label = W_NOTE("Who sees that your city watches it"), .kind = FIELD_CHOICE,
     .choices = "city members", .help = "people of this city only, or of all member cities; never which person"},
    {.name = "seen", .label = W_NOTE("What stood there"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page, so that nobody undoes what a colleague saved meanwhile"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save begun not_begun stop",
     .help = "save it, say whether the work has begun, or watch it no more"},
    {0},
};

struct looking {
    struct q_member_by_uid member;
    struct watched watched;
    const struct q_watch_list *row;
    const struct watch_call *call;
    struct watch_way way;
    struct q_bid_work_list *bids;
    size_t bids_n;
};

static enum fault must_use load(struct request *request, struct looking *looking)
{
    q_member_by_uid_soon(request->db, request->params[0]);
    watched_load_soon(request->db, request->params[0]);
    q_bid_work_list_soon(request->db, request->params[0]);
    TRY(member_of(request, &looking->member));
    TRY(watched_load(request->db, request->arena, request->params[0], &looking->watched));
    TRY(q_bid_work_list(request->db, request->arena, request->params[0], &looking->bids, &looking->bids_n));
    looking->row = watched_find(&looking->watched, request->params[1]);
    if (looking->row == NULL) {
        return FAULT_NOT_FOUND;
    }
    looking->call = &looking->watched.calls[looking->row - looking->watched.rows];
    watched_way_of(looking->call, &looking->watched.council, request->now, &looking->way);
    return OK;
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("watched")) ? W(out, "Your city watches it. Other member cities see that it does, "
                                                          "never who.")
                      : str_eq(done, S("saved")) ? W(out, "Saved.")
                                                 : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void say(struct deadline_page *m, struct str sentence)
{
    check(m->says_n < COUNT_OF(m->says));
    m->says[m->says_n++] = sentence;
}

static void add_says(struct out *out, const struct looking *looking, struct deadline_page *m)
{
    const struct watch_way *way = &looking->way;
    if (way->second_unnamed) {
        say(m, W(out, "It has two stages, and its source names one day: it is taken for the first."));
    }
    if (way->more_dates > 0) {
        say(m, SAY(out, "There is {n} later date on which one may apply.|There are {n} later dates on which one may "
                        "apply.", slot("n", count((int64_t)way->more_dates))));
    }
    if (way->n == 2 && watched_first(way) != &way->stages[0] && way->stages[1].path.known) {
        say(m, W(out, "The second stage has to begin before the first: no time is left between them."));
    }
    if (looking->row->identifier.n == 0) {
        say(m, W(out, "No list names this funding call any more, so its deadlines are not known."));
    }
}

/* radio buttons */
static struct deadline_choice choice(struct request *request, const char *name, struct str value, struct str label,
                                     struct str chosen)
{
    return (struct deadline_choice){
        str_of(name), value, str_format(request->arena, "%s-%.*s", name, STR_ARG(value.n > 0 ? value : S("none"))),
        label, str_eq(value, chosen)};
}

static struct str size_label(struct out *out, enum bid_size size)
{
    struct slot n = slot("n", bid_size_days(size));
    switch (size) {
    case BID_SMALL: return SAY(out, "Small: about {n} day of work|Small: about {n} days of work", n);
    case BID_LARGE: return SAY(out, "Large: about {n} day of work|Large: about {n} days of work", n);
    default: return SAY(out, "Usual: about {n} day of work|Usual: about {n} days of work", n);
    }
}

static void add_choices(struct request *request, struct out *out, const struct looking *looking,
                        struct deadline_page *m)
{
    const struct q_watch_list *row = looking->row;
    struct str size = request->acts ? request_typed(request, "size") : row->size;
    struct str money = request->acts ? request_typed(request, "own_money") : row->own_money;
    struct slot guess = slot("size", size_label(out, bid_size_guess(looking->call->pays)));
    for (int i = 0; i < BID_SIZE__MAX; i++) {
        m->sizes[i] = choice(request, "size", bid_size_word((enum bid_size)i), size_label(out, (enum bid_size)i), size);
    }
    m->sizes[BID_SIZE__MAX] = choice(request, "size", S(""), words_text(out, W_NOTE("We do not know yet; counted: "
                                                                                    "{size}"), &guess, 1), size);
    m->money[0] = choice(request, "own_money", S("yes"), W(out, "Yes: full council decides as well"), money);
    m->money[1] = choice(request, "own_money", S("no"), W(out, "No"), money);
    m->money[2] = choice(request, "own_money", S(""), W(out, "We do not know yet; counted as yes"), money);
    m->seen_by = request->acts ? request_typed(request, "seen_by") : row->seen_by;
}

static void add_fact(struct deadline_page *m, struct str label, struct html value)
{
    if (value.markup.n > 0) {
        m->facts[m->facts_n++] = (struct fact){.label = label, .value = value, .source = S(""), .as_of = DATE_NONE};
    }
}

static void add_facts(struct request *request, struct out *out, const struct looking *looking,
                      struct deadline_page *m)
{
    const struct q_watch_list *row = looking->row;
    add_fact(m, W(out, "Identifier"), html_text(request->arena, row->identifier));
    if (row->slug.n > 0) {
        add_fact(m, W(out, "What it is"),
                 html_link(request->arena, url_path_of(request->arena, "/funding/{}", row->slug),
                           W(out, "What it pays for, and its official page")));
    }
    if (row->imported_at.known) {
        add_fact(m, W(out, "Brought in on"),
                 html_text(request->arena, text_date(out, (struct date){(int32_t)(row->imported_at.v / 86400)})));
    }
}

static struct str seen_of(struct arena *arena, const struct q_watch_list *row)
{
    uint64_t sum = str_hash(row->size) * 31 + str_hash(row->own_money) * 7 + str_hash(row->seen_by);
    return str_format(arena, "%016llx", (unsigned long long)sum);
}

static struct url begin_url(struct request *request, const struct q_watch_list *row)
{
    return url_add(request->arena, member_url(request, "/member-cities/{}/bids/new"), "watch", row->uid);
}

/* The newest open bid for it in which the city takes part. */
static void add_bid(struct request *request, const struct looking *looking, struct deadline_page *m)
{
    m->begin = begin_url(request, looking->row);
    for (size_t i = 0; i < looking->bids_n && m->bid.text.n == 0; i++) {
        const struct q_bid_work_list *row = &looking->bids[i];
        enum bid_stage stage;
        bool is_open = bid_stage_parse(row->stage, &stage) && !bid_stage_is_end(stage);
        if (is_open && str_eq(row->answer, S("yes")) && str_eq(row->call_key, looking->row->call_key)) {
            m->bid = url_path_of(request->arena, "/member-cities/{}/bids/{}", request->params[0], row->uid);
            m->bid_name = row->name;
        }
    }
}

static void put_page(struct request *request, struct out *out, const struct looking *looking, struct deadline_page *m)
{
    const struct deadline_reader reader = {zone_of(looking->member.country, looking->member.lau_id), request->today,
                                           request->now, looking->row->begun};
    const struct q_watch_list *row = looking->row;
    m->begun = row->begun;
    add_bid(request, looking, m);
    m->page = page_of(request, row->title, W(out, "By when to start, and each step on the way to the deadline."),
                      DOOR_NONE);
    m->page->kicker = W(out, "Funding call");
    m->page->no_index = true;
    page_add_crumb(m->page, SAY(out, "Deadlines of {city}", slot("city", looking->member.name)),
                   member_url(request, "/member-cities/{}/deadlines"));
    m->notice = notice_of(request, out);
    m->problems = form_problems_of(request, deadline_form);
    add_says(out, looking, m);
    m->start = looking->way.n == 0 ? say_deadline_start(out, &reader, &looking->way) : S("");
    for (size_t i = 0; i < looking->way.n; i++) {
        m->stages[m->n++] = deadline_stage_of(out, &reader, looking->call, &looking->way.stages[i]);
    }
    m->who = say_deadline_who(out, row);
    m->others = say_deadline_others(out, row, &looking->watched);
    add_facts(request, out, looking, m);
    add_choices(request, out, looking, m);
    m->council_url = member_url(request, "/member-cities/{}/council/before");
    m->action = url_path_of(request->arena, "/member-cities/{}/deadlines/{}", request->params[0], row->uid);
    if (m->n > 0) {
        m->calendar = url_path_of(request->arena, "/member-cities/{}/deadlines/{}/calendar", request->params[0],
                                  row->uid);
    }
    m->seen = seen_of(request->arena, row);
    m->once = request_once(request);
}

enum fault deadline_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct deadline_page *m = arena_new(request->arena, struct deadline_page);
    struct looking looking;
    TRY(load(request, &looking));
    put_page(request, &out, &looking, m);
    response->max_age_s = -1;
    view_deadline(&out, m);
    return OK;
}

enum fault deadline_calendar_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct looking looking;
    struct ics_event entries[BID_STEP__MAX];
    TRY(load(request, &looking));
    if (looking.way.n == 0) {
        return FAULT_NOT_FOUND;
    }
    ics_begin(&response->body, request->arena, S("-//Small Giants//EN"), looking.row->title);
    for (size_t i = 0; i < looking.way.n; i++) {
        size_t n = deadline_events(request, &out, request->params[0], looking.row, looking.call,
                                   &looking.way.stages[i], entries);
        for (size_t k = 0; k < n; k++) {
            ics_put_event(&response->body, request->arena, &entries[k]);
        }
    }
    ics_end(&response->body, request->arena);
    response->content_type = "text/calendar; charset=utf-8";
    response->file_name = S("deadline.ics");
    response->max_age_s = -1;
    return OK;
}

/* ---- what it does */

enum fault deadline_act(struct request *request, struct response *response)
{
    struct looking looking;
    TRY(load(request, &looking));
    const struct q_watch_list *row = looking.row;
    struct str what = request_typed(request, "do"), seen_by = request_typed(request, "seen_by");
    if (str_eq(what, S("stop"))) {
        TRY(q_watch_remove(request->db, looking.member.id, row->uid));
        response->location = url_add(request->arena, member_url(request, "/member-cities/{}/deadlines"), "done",
                                     S("stopped")).text;
        response->status = 303;
        return OK;
    }
    bool begun = str_eq(what, S("begun"));
    if (begun || str_eq(what, S("not_begun"))) {
        TRY(q_watch_begun(request->db, looking.member.id, row->uid, (struct maybe_int){begun, request->now}));
    } else if (!str_eq(request_typed(request, "seen"), seen_of(request->arena, row))) {
        return form_refuse_meanwhile(request, response, form_find(deadline_form, "seen"));
    } else {
        TRY(q_watch_save(request->db, looking.member.id, row->uid, request_typed(request, "size"),
                         request_typed(request, "own_money"), seen_by.n > 0 ? seen_by : row->seen_by, request->now));
    }
    response->status = 303;
    response->location = begun ? begin_url(request, row).text
                               : url_add(request->arena, url_path_of(request->arena, "/member-cities/{}/deadlines/{}",
                                                                     request->params[0], row->uid),
                                         "done", S("saved")).text;
    return OK;
}
