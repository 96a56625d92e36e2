/* SPDX-License-Identifier: AGPL-3.0-or-later
** event: making one, and changing it, in three short steps: what and when, where, who. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/event/event_web.h"
#include "web/gate.h"
#include "web/views.h"

#define TIME_LETTERS 32
#define SEATS_LETTERS 6

const struct field event_what_form[] = {
    {.name = "title", .label = W_NOTE("Its name"), .kind = FIELD_TEXT, .min = 1, .max = EVENT_TITLE_MAX,
     .help = "of the event"},
    {.name = "says", .label = W_NOTE("What it is for, in one sentence"), .kind = FIELD_TEXT, .min = 1,
     .max = EVENT_SAYS_MAX, .help = "for who sees it"},
    {.name = "starts", .label = W_NOTE("It begins"), .kind = FIELD_TEXT, .min = 1, .max = TIME_LETTERS,
     .help = "as 2026-12-03T10:00"},
    {.name = "ends", .label = W_NOTE("It ends"), .kind = FIELD_TEXT, .min = 1, .max = TIME_LETTERS,
     .help = "as 2026-12-03T11:30"},
    {.name = "zone", .label = W_NOTE("By whose clocks"), .kind = FIELD_CHOICE,
     .choices = "central western eastern iceland istanbul caucasus utc", .help = "where clocks show these times"},
    {0},
};

const struct field event_place_form[] = {
    {.name = "place", .label = W_NOTE("Where it takes place"), .kind = FIELD_TEXT, .max = EVENT_PLACE_MAX,
     .help = "the room, or empty when it is online only"},
    {.name = "online", .label = W_NOTE("Link to take part online"), .kind = FIELD_TEXT, .max = EVENT_ONLINE_MAX,
     .help = "shown to those who have registered; empty for none"},
    {.name = "languages", .label = W_NOTE("Languages"), .kind = FIELD_TEXT, .max = EVENT_LANGUAGES_MAX,
     .help = "as people read it"},
    {0},
};

const struct field event_who_form[] = {
    {.name = "seats", .label = W_NOTE("How many places"), .kind = FIELD_TEXT, .max = SEATS_LETTERS,
     .help = "a number; empty for as many as like"},
    {.name = "until", .label = W_NOTE("Last day to register"), .kind = FIELD_TEXT, .max = TIME_LETTERS,
     .help = "as 2026-12-01; empty: until it begins"},
    {.name = "seen_by", .label = W_NOTE("Who sees it"), .kind = FIELD_CHOICE, .choices = "everybody members",
     .help = "everybody, or people of member cities"},
    {0},
};

static enum fault must_use load(struct request *request, struct q_event_by_uid *ret_row)
{
    return q_event_by_uid(request->db, request->arena, request->params[0], ret_row);
}

static struct str local_text(struct arena *arena, const struct q_event_by_uid *row, int64_t at, size_t letters)
{
    struct zone zone = event_zone(row->zone);
    return at == 0 ? S("") : str_sub(instant_iso(arena, at + zone_offset_s(&zone, at)), 0, letters);
}

/* ---- the pages */

struct form_field *event_edit_field(struct request *request, struct event_edit_page *m, const struct field *form,
                                    const char *name, struct str value, struct str hint)
{
    check(m->fields_n < COUNT_OF(m->fields));
    struct form_field *field = &m->fields[m->fields_n++];
    *field = form_field_of(request, form_find(form, name), hint);
    field->value = request->acts ? field->value : value;
    return field;
}

void event_edit_select(struct request *request, struct event_edit_page *m, const struct field *field, struct str hint,
                       size_t most)
{
    m->select.field = form_field_of(request, field, hint);
    m->select.options = arena_array(request->arena, struct deed_option, most);
}

void event_edit_option(struct request *request, struct event_edit_page *m, struct str value, struct str name,
                       struct str chosen)
{
    struct str is = request->acts ? m->select.field.value : chosen;
    m->select.options[m->select.n++] = (struct deed_option){value, name, str_eq(value, is)};
}

void event_edit_end(struct request *request, struct response *response, struct event_edit_page *m, struct str title,
                    struct str lead, const struct field *form)
{
    struct out out = response_out(request, response);
    m->page = page_of(request, title, lead, DOOR_NONE);
    m->page->no_index = true;
    page_add_crumb(m->page, m->list_name, m->list);
    m->problems = form_problems_of(request, form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_event_edit(&out, m);
}

static void show(struct request *request, struct response *response, struct event_edit_page *m, struct str title,
                 struct str lead, const struct field *form)
{
    struct out out = response_out(request, response);
    bool is_new = request->params[0].n == 0;
    m->list = URL("/events");
    m->list_name = W(&out, "Events");
    m->back = is_new ? m->list : url_path_of(request->arena, "/events/{}/run", request->params[0]);
    m->button = W(&out, "Save");
    event_edit_end(request, response, m, title, lead, form);
}

/* As select options; the words of event_clocks. */
static struct str clock_name(struct out *out, size_t i)
{
    static const char *const names[EVENT_CLOCKS] = {
        W_NOTE("Central European time: Berlin, Madrid, Rome, Warsaw"),
        W_NOTE("Western European time: Lisbon, Dublin, London"),
        W_NOTE("Eastern European time: Helsinki, Athens, Bucharest, Kyiv"), W_NOTE("Iceland"),
        W_NOTE("Istanbul, Minsk"), W_NOTE("Tbilisi, Yerevan, Baku"), W_NOTE("UTC"),
    };
    return words_text(out, names[i], NULL, 0);
}

static void show_what(struct request *request, struct response *response, const struct q_event_by_uid *row)
{
    struct out out = response_out(request, response);
    struct event_edit_page *m = arena_new(request->arena, struct event_edit_page);
    const struct field *form = event_what_form;
    size_t letters = S("2026-12-03T10:00").n;
    bool is_new = request->params[0].n == 0;
    event_edit_field(request, m, form, "title", row->title, S(""));
    event_edit_field(request, m, form, "says", row->says,
              W(&out, "Such as: three cities show what their heat networks cost."))->long_text = true;
    event_edit_field(request, m, form, "starts", local_text(request->arena, row, row->starts_at, letters),
              S(""))->type = S("datetime-local");
    event_edit_field(request, m, form, "ends", local_text(request->arena, row, row->ends_at, letters),
              S(""))->type = S("datetime-local");
    event_edit_select(request, m, form_find(form, "zone"), W(&out, "Where clocks show these two times."), EVENT_CLOCKS);
    for (size_t i = 0; i < EVENT_CLOCKS; i++) {
        event_edit_option(request, m, event_clocks[i].word, clock_name(&out, i), row->zone);
    }
    m->action = is_new ? URL("/events/new") : url_path_of(request->arena, "/events/{}/what", request->params[0]);
    show(request, response, m, is_new ? W(&out, "Make an event") : W(&out, "What and when"),
         is_new ? W(&out, "First what and when; nobody sees it before you open it.")
                : W(&out, "Who has registered is told by mail when the time changes."), form);
}

enum fault event_new_get(struct request *request, struct response *response)
{
    const struct q_event_by_uid none = {.title = S(""), .says = S(""), .zone = event_clocks[0].word};
    show_what(request, response, &none);
    return OK;
}

enum fault event_what_get(struct request *request, struct response *response)
{
    struct q_event_by_uid row;
    TRY(load(request, &row));
    show_what(request, response, &row);
    return OK;
}

enum fault event_place_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct event_edit_page *m = arena_new(request->arena, struct event_edit_page);
    struct q_event_by_uid row;
    const struct field *form = event_place_form;
    TRY(load(request, &row));
    event_edit_field(request, m, form, "place", row.place,
              W(&out, "Such as: Town hall, room 3, Musterhafen. Leave it empty when it is online only."));
    event_edit_field(request, m, form, "online", row.online,
              W(&out, "Begins with https://. Only those who have registered see it."));
    event_edit_field(request, m, form, "languages", row.languages, W(&out, "Such as: English; German is understood."));
    m->action = url_path_of(request->arena, "/events/{}/where", row.uid);
    show(request, response, m, W(&out, "Where"), W(&out, "A room, a link to take part online, or both."), form);
    return OK;
}

enum fault event_who_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct event_edit_page *m = arena_new(request->arena, struct event_edit_page);
    struct q_event_by_uid row;
    const struct field *form = event_who_form;
    TRY(load(request, &row));
    struct str seats = row.seats.known ? str_format(request->arena, "%lld", (long long)row.seats.v) : S("");
    struct str until = row.register_by.known
                           ? local_text(request->arena, &row, row.register_by.v - 1, S("2026-12-03").n) : S("");
    event_edit_select(request, m, form_find(form, "seen_by"),
                 W(&out, "Those who see it; only people of member cities can register."), 2);
    event_edit_option(request, m, S("everybody"), W(&out, "Everybody, visitors too"), row.seen_by);
    event_edit_option(request, m, S("members"), W(&out, "People of member cities only"), row.seen_by);
    event_edit_field(request, m, form, "seats", seats,
              W(&out, "Leave it empty for as many as like. Who has a place keeps it when you lower the number."));
    event_edit_field(request, m, form, "until", until,
              W(&out, "Leave it empty when one can register until it begins."))->type = S("date");
    m->action = url_path_of(request->arena, "/events/{}/who", row.uid);
    show(request, response, m, W(&out, "Who may come"), W(&out, "Who sees it, how many places there are, and until "
                                                                "when one registers."), form);
    return OK;
}

/* ---- what is typed */

static int64_t read_time(struct request *request, const char *name, const struct zone *zone)
{
    int64_t local = 0;
    if (!instant_parse(request_typed(request, name), &local) || local < 0) {
        form_refuse(request, form_find(event_what_form, name), W_NOTE("is not a day and a time"),
                    W_NOTE("write it as 2026-12-31 10:00"));
        return 0;
    }
    return zone_instant(zone, local - local % 60);
}

static enum fault must_use read_what(struct request *request, struct q_event_by_uid *row)
{
    struct str word = request_typed(request, "zone");
    row->zone = word.n > 0 ? word : event_clocks[0].word;
    struct zone zone = event_zone(row->zone);
    row->title = request_typed(request, "title");
    row->says = request_typed(request, "says");
    row->starts_at = read_time(request, "starts", &zone);
    row->ends_at = read_time(request, "ends", &zone);
    if (request->problems.n > 0) {
        return FAULT_INVALID;
    }
    static const struct { const char *field; const char *what; const char *hint; } SAID[] = {
        [EVENT_ENDS_EARLY] = {"ends", W_NOTE("is not after the beginning"), W_NOTE("choose a later time")},
        [EVENT_LONG] = {"ends", W_NOTE("is more than 14 days later"), W_NOTE("make several events of it")},
        [EVENT_PAST] = {"starts", W_NOTE("is past"), W_NOTE("choose a later time")},
        [EVENT_FAR] = {"starts", W_NOTE("is more than two years ahead"), W_NOTE("choose an earlier time")},
    };
    enum event_wrong wrong = event_judge_times(row->starts_at, row->ends_at, request->now);
    if (wrong != EVENT_FINE) {
        form_refuse(request, form_find(event_what_form, SAID[wrong].field), SAID[wrong].what, SAID[wrong].hint);
        return FAULT_INVALID;
    }
    return OK;
}

static enum fault must_use read_place(struct request *request, struct q_event_by_uid *row)
{
    struct url url = {S("")};
    row->place = request_typed(request, "place");
    row->languages = request_typed(request, "languages");
    row->online = request_typed(request, "online");
    bool is_link = row->online.n == 0 || (url_external(request->arena, row->online, &url) &&
                                          !str_starts(url.text, S("mailto:")));
    if (!is_link) {
        form_refuse(request, form_find(event_place_form, "online"), W_NOTE("is not a link"),
                    W_NOTE("write it as in https://meet.example.org/room"));
    } else if (row->place.n + row->online.n == 0) {
        form_refuse(request, form_find(event_place_form, "place"), W_NOTE("is empty"),
                    W_NOTE("say where it is, or give a link"));
    }
    row->online = row->online.n > 0 ? url.text : row->online;
    return request->problems.n > 0 ? FAULT_INVALID : OK;
}

static enum fault must_use read_who(struct request *request, struct q_event_by_uid *row)
{
    struct str seats = request_typed(request, "seats"), until = request_typed(request, "until");
    struct str seen_by = request_typed(request, "seen_by");
    struct zone zone = event_zone(row->zone);
    struct date day;
    row->seen_by = seen_by.n > 0 ? seen_by : row->seen_by;
    row->seats = row->register_by = (struct maybe_int){0};
    if (seats.n > 0) {
        row->seats.known = parse_int(seats, 1, EVENT_SEATS_MAX, &row->seats.v);
    }
    if (seats.n > 0 && !row->seats.known) {
        form_refuse(request, form_find(event_who_form, "seats"), W_NOTE("is not a number"),
                    W_NOTE("write a whole number, or leave it empty"));
    }
    if (until.n > 0 && !date_parse(until, &day)) {
        form_refuse(request, form_find(event_who_form, "until"), W_NOTE("is not a day"),
                    W_NOTE("write it as 2026-12-31"));
    } else if (until.n > 0 && day.days > event_day(&zone, row->starts_at).days) {
        form_refuse(request, form_find(event_who_form, "until"), W_NOTE("is after the event begins"),
                    W_NOTE("choose an earlier day"));
    } else if (until.n > 0) {
        row->register_by = (struct maybe_int){true, event_day_end(&zone, day)};
    }
    return request->problems.n > 0 ? FAULT_INVALID : OK;
}

/* ---- saving it */

enum fault event_new_act(struct request *request, struct response *response)
{
    struct q_event_by_uid new = {.place = S(""), .online = S(""), .languages = S(""), .seen_by = S("everybody")};
    struct str uid;
    TRY(read_what(request, &new));
    TRY(event_add(request->db, request->arena, &new, request->who->person_id, request->now, &uid));
    response->status = 303;
    response->location = url_path_of(request->arena, "/events/{}/where", uid).text;
    return OK;
}

/* On to `next` while it is made, else back to its page. */
static enum fault must_use save(struct request *request, struct response *response, const struct q_event_by_uid *before,
                                const struct q_event_by_uid *after, const char *next)
{
    const struct log_someone who = gate_who(request);
    bool goes_on = str_eq(before->state, S("draft")) && next != NULL;
    enum fault fault = event_change(request->db, request->arena, before, after, &who, request->now);
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("is not possible any more: it was changed meanwhile"),
                             W_NOTE("look at how it stands now"));
    }
    TRY(fault);
    response->status = 303;
    response->location =
        goes_on ? url_path_of(request->arena, next, before->uid).text
                : url_add(request->arena, url_path_of(request->arena, "/events/{}/run", before->uid), "done",
                          S("saved")).text;
    return OK;
}

typedef enum fault read_step(struct request *request, struct q_event_by_uid *row);

/* next: where it goes on from that step while it is made. */
static enum fault must_use act_step(struct request *request, struct response *response, read_step *read,
                                    const char *next)
{
    struct q_event_by_uid before, after;
    TRY(load(request, &before));
    after = before;
    TRY(read(request, &after));
    return save(request, response, &before, &after, before.place.n + before.online.n == 0 ? next : NULL);
}

enum fault event_what_act(struct request *request, struct response *response)
{
    return act_step(request, response, read_what, "/events/{}/where");
}

enum fault event_place_act(struct request *request, struct response *response)
{
    return act_step(request, response, read_place, "/events/{}/who");
}

enum fault event_who_act(struct request *request, struct response *response)
{
    return act_step(request, response, read_who, NULL);
}
