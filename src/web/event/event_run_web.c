/* SPDX-License-Identifier: AGPL-3.0-or-later
** event: for who runs the network, who comes, and opening, cancelling, copying and removing one. */
#include "base/check.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/event/event_web.h"
#include "web/gate.h"
#include "web/say.h"
#include "web/views.h"

const struct field event_run_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "saved publish off copy",
     .help = "what was done before, to be said"},
    {0},
};

const struct field event_run_form[] = {
    {.name = "why", .label = W_NOTE("Why, in one sentence"), .kind = FIELD_TEXT, .max = EVENT_WHY_MAX,
     .help = "of one that is cancelled: who sees the event reads it"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "publish off copy remove",
     .help = "open it, cancel it, copy it, or remove a draft"},
    {0},
};

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("saved"))     ? W(out, "It is saved.")
                      : str_eq(done, S("publish")) ? W(out, "It is open.")
                      : str_eq(done, S("off"))     ? W(out, "It is cancelled. Those who had registered get a mail.")
                      : str_eq(done, S("copy"))    ? W(out, "This is the copy, a draft. Look at its day first.")
                                                   : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static struct str say_state(struct out *out, const struct q_event_by_uid *row, int64_t now)
{
    struct slot why = slot("why", row->off_why);
    return str_eq(row->state, S("draft")) ? W(out, "A draft: only those who run this network see it.")
           : str_eq(row->state, S("off")) ? words_text(out, W_NOTE("Cancelled: {why}"), &why, 1)
           : row->ends_at <= now          ? W(out, "It is over.")
                                          : W(out, "It can be seen, and people can register.");
}

static enum fault must_use add_people(struct request *request, struct out *out, const struct q_event_by_uid *row,
                                      struct event_run_page *m)
{
    struct q_event_people *rows;
    int64_t coming = 0;
    TRY(q_event_people(request->db, request->arena, row->uid, &rows, &m->n));
    m->people = arena_array(request->arena, struct event_person_row, m->n + 1);
    for (size_t i = 0; i < m->n; i++) {
        bool comes = str_eq(rows[i].state, S("in"));
        m->people[i] = (struct event_person_row){
            rows[i].name, say_member_city(request->arena, rows[i].city, rows[i].country),
            comes ? W(out, "comes") : W(out, "waits"), rows[i].needs};
        coming += comes;
        m->has_needs |= rows[i].needs.n > 0;
    }
    m->comes = m->n == 0 ? W(out, "Nobody has registered yet.")
                         : SAY(out, "{n} person comes.|{n} people come.", slot("n", count(coming)));
    return OK;
}

static void add_links(struct request *request, struct out *out, const struct q_event_by_uid *row, bool changes,
                      struct event_run_page *m)
{
    const struct { const char *pattern; struct str name; bool shown; } all[] = {
        {"/events/{}", W(out, "As others see it"), true},
        {"/events/{}/what", W(out, "Change what and when"), changes},
        {"/events/{}/where", W(out, "Change where"), changes},
        {"/events/{}/who", W(out, "Change who may come"), changes},
    };
    _Static_assert(COUNT_OF(all) == COUNT_OF(m->links), "one each");
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (all[i].shown) {
            m->links[m->links_n++] =
                (struct deed_link){url_path_of(request->arena, all[i].pattern, row->uid), all[i].name};
        }
    }
}

enum fault event_run_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct event_run_page *m = arena_new(request->arena, struct event_run_page);
    struct q_event_by_uid row;
    q_event_people_soon(request->db, request->params[0]);
    TRY(q_event_by_uid(request->db, request->arena, request->params[0], &row));
    bool is_draft = str_eq(row.state, S("draft")), is_on = str_eq(row.state, S("on")) && row.ends_at > request->now;
    m->page = page_of(request, row.title, row.says, DOOR_NONE);
    m->page->kicker = W(&out, "Event");
    m->page->no_index = true;
    page_add_crumb(m->page, W(&out, "Events"), URL("/events"));
    m->notice = notice_of(request, &out);
    m->says = say_state(&out, &row, request->now);
    m->facts_n = event_facts(request, &out, &row, true, m->facts);
    add_links(request, &out, &row, is_draft || is_on, m);
    TRY(add_people(request, &out, &row, m));
    m->publishes = is_draft;
    m->cancels = is_on;
    m->why = form_field_of(request, form_find(event_run_form, "why"),
                           W(&out, "It stands on the page of the event and in the mail to who has registered."));
    m->problems = form_problems_of(request, event_run_form);
    m->once = request_once(request);
    m->action = url_path_of(request->arena, "/events/{}/run", row.uid);
    response->max_age_s = -1;
    view_event_run(&out, m);
    return OK;
}

static enum fault must_use judge(struct request *request, struct str what)
{
    if (what.n == 0) {
        form_refuse(request, form_find(event_run_form, "do"), W_NOTE("is missing"), W_NOTE("use one of the buttons"));
    } else if (str_eq(what, S("off")) && request_typed(request, "why").n == 0) {
        form_refuse(request, form_find(event_run_form, "why"), W_NOTE("is missing"),
                    W_NOTE("say why: those who registered read it"));
    }
    return request->problems.n > 0 ? FAULT_INVALID : OK;
}

/* *uid: of the event that is shown next. */
static enum fault must_use act(struct request *request, const struct q_event_by_uid *row, struct str what,
                               struct str *uid)
{
    struct db *db = request->db;
    const struct log_someone who = gate_who(request);
    if (str_eq(what, S("publish"))) {
        return event_publish(db, request->arena, row, &who, request->now);
    }
    if (str_eq(what, S("off"))) {
        return event_cancel(db, request->arena, row, request_typed(request, "why"), &who, request->now);
    }
    return str_eq(what, S("copy"))
               ? event_copy(db, request->arena, row, request->who->person_id, request->now, uid)
               : event_remove(db, row);
}

enum fault event_run_act(struct request *request, struct response *response)
{
    struct q_event_by_uid row;
    struct str what = request_typed(request, "do");
    TRY(q_event_by_uid(request->db, request->arena, request->params[0], &row));
    TRY(judge(request, what));
    struct str uid = row.uid;
    enum fault fault = act(request, &row, what, &uid);
    if (fault == FAULT_INVALID || fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(event_run_form, "do"), W_NOTE("is not possible yet"),
                    fault == FAULT_INVALID ? W_NOTE("say first where it is") : W_NOTE("choose first a day to come"));
        return FAULT_INVALID;
    }
    if (fault == FAULT_CONFLICT) {
        return asking_refuse(request, response, W_NOTE("is not possible any more: it was changed meanwhile"),
                             W_NOTE("look at how it stands now"));
    }
    TRY(fault);
    response->status = 303;
    response->location = str_eq(what, S("remove"))
                             ? S("/events?done=removed")
                             : url_add(request->arena, url_path_of(request->arena, "/events/{}/run", uid), "done",
                                       what).text;
    return OK;
}
