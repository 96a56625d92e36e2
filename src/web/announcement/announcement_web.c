/* SPDX-License-Identifier: AGPL-3.0-or-later
** announcement: the list, the feed, and the form. */
#include "web/announcement/announcement_web.h"

#include "text/atom.h"
#include "text/words.h"
#include "web/event/event_web.h"
#include "web/gate.h"
#include "web/say.h"
#include "web/views.h"

#define DAY_LETTERS 32

const struct field announcements_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "made save back",
     .help = "what was done before, to be said"},
    {0},
};

const struct field announcement_form[] = {
    {.name = "title", .label = W_NOTE("In a few words"), .kind = FIELD_TEXT, .max = ANNOUNCEMENT_TITLE_MAX,
     .help = "its heading"},
    {.name = "says", .label = W_NOTE("In a few plain sentences"), .kind = FIELD_TEXT, .max = ANNOUNCEMENT_SAYS_MAX,
     .help = "what is announced"},
    {.name = "link", .label = W_NOTE("Where to read on"), .kind = FIELD_TEXT, .max = ANNOUNCEMENT_LINK_MAX,
     .help = "a link; empty for none"},
    {.name = "until", .label = W_NOTE("Its last day"), .kind = FIELD_TEXT, .max = DAY_LETTERS,
     .help = "as 2026-12-31: until then it stands"},
    {.name = "seen_by", .label = W_NOTE("Who sees it"), .kind = FIELD_CHOICE, .choices = "everybody members",
     .help = "everybody, or people of member cities"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save back",
     .help = "save it, or take it back"},
    {0},
};

/* ---- the list */

static struct announcement_row row_of(struct request *request, struct out *out, const struct q_announcement_list *row,
                                      bool runs)
{
    struct slot slots[] = {slot("date", (struct date){(int32_t)(row->made_at / 86400)}),
                           slot("until", (struct date){(int32_t)row->until_day})};
    struct announcement_row made = {
        .id = row->uid, .title = row->title, .says = row->says,
        .when = words_text(out, row->changed_at > row->made_at ? W_NOTE("Of {date}, corrected since; stands until "
                                                                        "{until}.")
                                                               : W_NOTE("Of {date}; stands until {until}."), slots, 2),
        .tag = event_tag(out, S("on"), row->seen_by)};
    (void)!url_external(request->arena, row->link, &made.link); /* judged when it was typed; "" none */
    if (runs) {
        made.change = url_path_of(request->arena, "/announcements/{}", row->uid);
    }
    return made;
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request_text(request, "done");
    struct str text = str_eq(done, S("made"))   ? W(out, "It is announced: here, on the desks of those who see it, and "
                                                         "in a line of their weekly mail.")
                      : str_eq(done, S("save")) ? W(out, "It is corrected.")
                      : str_eq(done, S("back")) ? W(out, "It is taken back: nobody sees it any more.")
                                                : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

enum fault announcements_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct announcements_page *m = arena_new(request->arena, struct announcements_page);
    struct event_viewer viewer = event_viewer_of(request);
    struct q_announcement_list *rows;
    TRY(q_announcement_list(request->db, request->arena, request->today.days, viewer.is_member, &rows, &m->n));
    m->page = page_of(request, W(&out, "Announcements"), W(&out, "What those who run this network want you to know."),
                      DOOR_NONE);
    m->page->feed = URL("/announcements.atom");
    m->notice = notice_of(request, &out);
    m->rows = arena_array(request->arena, struct announcement_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        m->rows[i] = row_of(request, &out, &rows[i], viewer.runs);
    }
    m->make = viewer.runs ? URL("/announcements/new") : (struct url){S("")};
    m->use = (struct use_data){.atom = m->page->feed};
    response->max_age_s = request->who != NULL ? -1 : response->max_age_s;
    view_announcements(&out, m);
    return OK;
}

enum fault announcements_feed_get(struct request *request, struct response *response)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct q_announcement_list *rows;
    struct slot network = slot("network", request->site->name);
    struct str page = event_whole_url(request, URL("/announcements"));
    int64_t updated_at = (int64_t)request->today.days * 86400;
    size_t n;
    TRY(q_announcement_list(request->db, request->arena, request->today.days, 0, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        updated_at = i == 0 || rows[i].changed_at > updated_at ? rows[i].changed_at : updated_at;
    }
    const struct atom_feed feed = {
        .language = words_tag(request->words), .title = words_text(&out, W_NOTE("Announcements of {network}"), &network,
                                                                   1),
        .id = page, .page = page, .self = event_whole_url(request, URL("/announcements.atom")),
        .author = request->site->name, .updated_at = updated_at};
    atom_begin(&response->body, request->arena, &feed);
    for (size_t i = 0; i < n; i++) {
        const struct atom_entry entry = {
            .uid = rows[i].uid, .title = rows[i].title, .says = rows[i].says, .published_at = rows[i].made_at,
            .updated_at = rows[i].changed_at,
            .url = rows[i].link.n > 0 ? rows[i].link
                                      : str_format(request->arena, "%.*s#%.*s", STR_ARG(page), STR_ARG(rows[i].uid))};
        atom_put(&response->body, request->arena, &entry);
    }
    atom_end(&response->body);
    response->content_type = "application/atom+xml; charset=utf-8";
    return OK;
}

/* ---- the form */

static void show(struct request *request, struct response *response, const struct announcement_new *words)
{
    struct out out = response_out(request, response);
    struct event_edit_page *m = arena_new(request->arena, struct event_edit_page);
    const struct field *form = announcement_form;
    bool is_new = request->params[0].n == 0;
    struct str until = words->until_day > 0
                           ? date_iso(request->arena, (struct date){(int32_t)words->until_day}) : S("");
    event_edit_field(request, m, form, "title", words->title, S(""))->required = true;
    struct form_field *says = event_edit_field(request, m, form, "says", words->says, S(""));
    says->long_text = says->required = true;
    event_edit_field(request, m, form, "link", words->link, W(&out, "Begins with https://; you may leave it empty."));
    struct form_field *day = event_edit_field(request, m, form, "until", until,
                                              W(&out, "It stands until the end of that day, a year at most."));
    day->type = S("date");
    day->required = true;
    event_edit_select(request, m, form_find(form, "seen_by"), S(""), 2);
    event_edit_option(request, m, S("everybody"), W(&out, "Everybody, visitors too"), words->seen_by);
    event_edit_option(request, m, S("members"), W(&out, "People of member cities only"), words->seen_by);
    m->list = m->back = URL("/announcements");
    m->list_name = W(&out, "Announcements");
    m->action = is_new ? URL("/announcements/new")
                       : url_path_of(request->arena, "/announcements/{}", request->params[0]);
    m->button = is_new ? W(&out, "Announce it") : W(&out, "Save");
    m->other = is_new ? S("") : W(&out, "Take it back");
    m->other_says = W(&out, "Nobody sees it any more; the log keeps what it said.");
    event_edit_end(request, response, m, is_new ? W(&out, "Announce something") : W(&out, "Correct an announcement"),
                   W(&out, "It stands on its page and on desks, and in a line of the weekly mail; no mail goes out for "
                           "it alone."), form);
}

enum fault announcement_new_get(struct request *request, struct response *response)
{
    const struct announcement_new none = {S(""), S(""), S(""), S("everybody"), 0};
    show(request, response, &none);
    return OK;
}

/* FAULT_NOT_FOUND as well when it was taken back. */
static enum fault must_use load(struct request *request, struct q_announcement_by_uid *ret_row)
{
    TRY(q_announcement_by_uid(request->db, request->arena, request->params[0], ret_row));
    return str_eq(ret_row->state, S("on")) ? OK : FAULT_NOT_FOUND;
}

enum fault announcement_get(struct request *request, struct response *response)
{
    struct q_announcement_by_uid row;
    TRY(load(request, &row));
    const struct announcement_new words = {row.title, row.says, row.link, row.seen_by, row.until_day};
    show(request, response, &words);
    return OK;
}

/* ---- what is typed */

static void need(struct request *request, const char *name)
{
    if (request_typed(request, name).n == 0) {
        form_refuse(request, form_find(announcement_form, name), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
}

static enum fault must_use read_words(struct request *request, struct announcement_new *words)
{
    struct str seen_by = request_typed(request, "seen_by"), until = request_typed(request, "until");
    struct url link = {S("")};
    struct date day = request->today;
    need(request, "title");
    need(request, "says");
    need(request, "until");
    words->title = request_typed(request, "title");
    words->says = request_typed(request, "says");
    words->link = request_typed(request, "link");
    words->seen_by = seen_by.n > 0 ? seen_by : S("everybody");
    if (words->link.n > 0 && (!url_external(request->arena, words->link, &link) ||
                              str_starts(link.text, S("mailto:")))) {
        form_refuse(request, form_find(announcement_form, "link"), W_NOTE("is not a link"),
                    W_NOTE("write it as in https://meet.example.org/room"));
    }
    if (until.n > 0 && !date_parse(until, &day)) {
        form_refuse(request, form_find(announcement_form, "until"), W_NOTE("is not a day"),
                    W_NOTE("write it as 2026-12-31"));
    } else if (day.days < request->today.days || day.days > request->today.days + ANNOUNCEMENT_DAYS_MAX) {
        form_refuse(request, form_find(announcement_form, "until"), W_NOTE("is past, or more than a year ahead"),
                    W_NOTE("choose another day"));
    }
    words->link = link.text;
    words->until_day = day.days;
    return request->problems.n > 0 ? FAULT_INVALID : OK;
}

static void go_to_list(struct request *request, struct response *response, struct str done)
{
    response->status = 303;
    response->location = url_add(request->arena, URL("/announcements"), "done", done).text;
}

enum fault announcement_new_act(struct request *request, struct response *response)
{
    const struct log_someone who = gate_who(request);
    struct announcement_new words;
    struct str uid;
    TRY(read_words(request, &words));
    TRY(announcement_add(request->db, request->arena, &words, &who, request->now, &uid));
    go_to_list(request, response, S("made"));
    return OK;
}

enum fault announcement_act(struct request *request, struct response *response)
{
    const struct log_someone who = gate_who(request);
    struct q_announcement_by_uid row;
    struct announcement_new words;
    bool back = str_eq(request_typed(request, "do"), S("back"));
    TRY(load(request, &row));
    if (back) {
        TRY(announcement_take_back(request->db, request->arena, &row, &who, request->now));
    } else {
        TRY(read_words(request, &words));
        TRY(announcement_correct(request->db, request->arena, &row, &words, &who, request->now));
    }
    go_to_list(request, response, back ? S("back") : S("save"));
    return OK;
}
