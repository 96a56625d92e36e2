/* SPDX-License-Identifier: AGPL-3.0-or-later
** action: one of a programme: written, changed, said how it stands, taken out; and the page of who does it, by the
** link of a mail. */
#include "web/notes/action_web.h"

#include "base/check.h"
#include "domain/who.h"
#include "store/note.h"
#include "store/person.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/say.h"

#define HOLDER_LETTERS 40
#define DAY_LETTERS 32

#define DAY_FIELD {.name = "day", .label = W_NOTE("By when"), .kind = FIELD_TEXT, .max = DAY_LETTERS, \
                   .help = "a day"}
#define WHY_FIELD {.name = "why", .label = W_NOTE("Why"), .kind = FIELD_TEXT, .max = ACTION_SAYS_MAX, \
                   .help = "a few words"}

const struct field action_form[] = {
    {.name = "what", .label = W_NOTE("What is done"), .kind = FIELD_TEXT, .max = ACTION_WHAT_MAX,
     .help = "in a sentence"},
    {.name = "holder", .label = W_NOTE("Who does it"), .kind = FIELD_TEXT, .max = HOLDER_LETTERS,
     .help = "p- or u- and the uid of a participant or a person of the city; empty: the organisation"},
    {.name = "who", .label = W_NOTE("An organisation"), .kind = FIELD_TEXT, .max = ACTION_WHO_MAX,
     .help = "when nobody of the list does it"},
    {.name = "decision", .label = W_NOTE("From which decision"), .kind = FIELD_TEXT, .max = HOLDER_LETTERS,
     .help = "its uid; empty: none"},
    DAY_FIELD,
    {.name = "mail", .label = W_NOTE("Mail address of the organisation"), .kind = FIELD_MAIL, .max = PERSON_MAIL_MAX,
     .help = "where it is told and asked"},
    WHY_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "save mail done moved dropped opened out",
     .help = "save it, save the address, say how it stands, take it out"},
    {0},
};

const struct field action_link_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "said",
     .help = "what was done before, to be said"},
    {0},
};

const struct field action_link_form[] = {
    DAY_FIELD,
    WHY_FIELD,
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "done moved dropped",
     .help = "it is done; it has a new day; it will not happen"},
    {0},
};

/* ---- what both pages read */

bool action_read_day(struct request *request, const struct field *field, struct date *ret_day)
{
    if (!date_parse(request_typed(request, "day"), ret_day)) {
        form_refuse(request, field, W_NOTE("is not a day"), W_NOTE("write it as 2027-01-12"));
    } else if (ret_day->days < request->today.days || ret_day->days > request->today.days + 5 * 365) {
        form_refuse(request, field, W_NOTE("is over, or more than five years ahead"), W_NOTE("use another day"));
    }
    return request->problems.n == 0;
}

bool action_read_saying(struct request *request, const struct field *form, struct str what, struct date due_on,
                        struct action_saying *ret_saying)
{
    *ret_saying = (struct action_saying){.due_on = due_on, .says = request_typed(request, "why")};
    check(action_step_parse(what, &ret_saying->step)); /* a choice of the field */
    if (ret_saying->step == ACTION_STEP_MOVED) {
        (void)action_read_day(request, form_find(form, "day"), &ret_saying->due_on);
    }
    bool needs_why = ret_saying->step == ACTION_STEP_MOVED || ret_saying->step == ACTION_STEP_DROPPED;
    if (needs_why && ret_saying->says.n == 0) {
        form_refuse(request, form_find(form, "why"), W_NOTE("is empty"), W_NOTE("a few words: others wait for it"));
    }
    return request->problems.n == 0;
}

/* ---- for facilitators */

struct looking {
    struct q_programme_of programme;
    struct q_action_list *rows;
    size_t n;
    const struct q_action_list *row; /* NULL: a new one */
    struct q_participant_list *people;
    size_t people_n;
    struct q_member_people *persons;
    size_t persons_n;
    struct q_decision_list *decisions;
    size_t decisions_n;
};

static enum fault must_use load(struct request *request, struct looking *to)
{
    struct db *db = request->db;
    struct arena *arena = request->arena;
    struct str uid = request->params[1];
    programme_load_soon(request);
    q_action_list_soon(db, uid);
    q_participant_list_soon(db, uid);
    q_member_people_soon(db, request->params[0], request->now);
    q_decision_list_soon(db, uid);
    TRY(programme_load(request, &to->programme));
    TRY(q_action_list(db, arena, uid, &to->rows, &to->n));
    TRY(q_participant_list(db, arena, uid, &to->people, &to->people_n));
    TRY(q_member_people(db, arena, request->params[0], request->now, &to->persons, &to->persons_n));
    TRY(q_decision_list(db, arena, uid, &to->decisions, &to->decisions_n));
    to->row = NULL;
    for (size_t i = 0; i < to->n; i++) {
        to->row = str_eq(to->rows[i].uid, request->params[2]) ? &to->rows[i] : to->row;
    }
    return to->row != NULL || str_eq(request->params[2], S("new")) ? OK : FAULT_NOT_FOUND;
}

static struct str key_of(struct arena *arena, const char *mark, struct str uid)
{
    return str_format(arena, "%s-%.*s", mark, STR_ARG(uid));
}

static void option(struct request *request, struct deed_select *select, struct str value, struct str name,
                   bool stands)
{
    deed_option(request, select, value, name);
    if (!request->acts && stands) {
        select->options[select->n - 1].chosen = true;
    }
}

static void add_selects(struct request *request, struct out *out, const struct looking *looking,
                        struct deed_form *form)
{
    const struct q_action_list *row = looking->row;
    struct deed_select *holder = deed_select(request, form, form_find(action_form, "holder"), S(""),
                                             looking->people_n + looking->persons_n + 1);
    option(request, holder, S(""), W(out, "The organisation above"), false);
    for (size_t i = 0; i < looking->persons_n; i++) {
        struct str uid = looking->persons[i].uid;
        option(request, holder, key_of(request->arena, "u", uid), looking->persons[i].name,
               row != NULL && str_eq(row->person_uid, uid));
    }
    for (size_t i = 0; i < looking->people_n; i++) {
        if (participant_is_there(&looking->people[i])) {
            struct str uid = looking->people[i].uid;
            option(request, holder, key_of(request->arena, "p", uid), looking->people[i].name,
                   row != NULL && str_eq(row->participant_uid, uid));
        }
    }
    struct deed_select *decision = deed_select(request, form, form_find(action_form, "decision"), S(""),
                                               looking->decisions_n + 1);
    option(request, decision, S(""), W(out, "None"), false);
    for (size_t i = 0; i < looking->decisions_n; i++) {
        if (!looking->decisions[i].removed_at.known) {
            struct str uid = looking->decisions[i].uid;
            option(request, decision, uid, looking->decisions[i].says, row != NULL && str_eq(row->decision_uid, uid));
        }
    }
}

static void add_form(struct request *request, struct out *out, const struct looking *looking, struct deed *m)
{
    const struct q_action_list *row = looking->row;
    struct deed_form *form = deed_form(m, W(out, "The action"), S(""));
    add_selects(request, out, looking, form);
    struct form_field *what = deed_field(request, form, form_find(action_form, "what"), S(""));
    struct form_field *who = deed_field(request, form, form_find(action_form, "who"),
                                        W(out, "When nobody of the list below does it."));
    if (row == NULL) {
        deed_field(request, form, form_find(action_form, "day"), S(""))->type = S("date");
    } else if (!request->acts) {
        what->value = row->what;
        who->value = row->who;
    }
    form->note = W(out, "Who does it is told by mail the day before and the day after, and says by a link how it "
                        "stands. People of your city read what is written here.");
    deed_button(form, "save", W(out, "Save"));
    if (row != NULL) {
        deed_button_quiet(form, "out", W(out, "Take it out"));
    }
}

static void add_saying(struct request *request, struct out *out, const struct q_action_list *row, struct deed *m)
{
    struct deed_form *form = deed_form(m, W(out, "How it stands"), S(""));
    if (!str_eq(row->state, S("open"))) {
        deed_button_quiet(form, "opened", W(out, "It is open again"));
        return;
    }
    deed_button_quiet(form, "done", W(out, "It is done"));
    form = deed_form(m, W(out, "Not yet, or not at all"), W(out, "A new day, or why it will not happen."));
    deed_field(request, form, form_find(action_form, "day"), S(""))->type = S("date");
    deed_field(request, form, form_find(action_form, "why"), S(""));
    deed_button_quiet(form, "moved", W(out, "Give it the new day"));
    deed_button_quiet(form, "dropped", W(out, "It will not happen"));
}

enum fault action_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct looking looking;
    TRY(load(request, &looking));
    const struct q_action_list *row = looking.row;
    struct deed *m = programme_deed(request, &out, &looking.programme,
                                    row != NULL ? W(&out, "An action") : W(&out, "Write an action down"),
                                    W(&out, "What, by whom, by when, and from which decision."));
    page_add_crumb(m->page, W(&out, "Actions"), programme_url(request, "/actions"));
    if (row != NULL) {
        deed_fact(request, m, W(&out, "Who does it"), action_who(&out, row));
        deed_fact(request, m, W(&out, "By when"), text_date(&out, row->due_on));
    }
    add_form(request, &out, &looking, m);
    if (row != NULL && !row->removed_at.known) {
        add_saying(request, &out, row, m);
    }
    if (row != NULL && row->who.n > 0) {
        struct deed_form *form = deed_form(m, W(&out, "Where the organisation is reached"), S(""));
        struct form_field *mail = deed_field(request, form, form_find(action_form, "mail"), S(""));
        mail->type = S("email");
        mail->value = request->acts ? mail->value : row->mail;
        deed_button_quiet(form, "mail", W(&out, "Save the address"));
    }
    deed_link(m, programme_url(request, "/actions"), W(&out, "Back to the actions"));
    m->action = url_path_of(request->arena, "/member-cities/{}/programmes/{}/actions/{}", request->params[0],
                            request->params[1], request->params[2]);
    deed_end(request, response, m, action_form);
    return OK;
}

/* Who the list names; false: it is not there. */
static bool find_holder(const struct looking *looking, struct arena *arena, struct str typed, struct action_new *new)
{
    for (size_t i = 0; i < looking->people_n; i++) {
        if (participant_is_there(&looking->people[i]) &&
            str_eq(typed, key_of(arena, "p", looking->people[i].uid))) {
            new->participant_id = (struct maybe_int){true, looking->people[i].id};
            return true;
        }
    }
    for (size_t i = 0; i < looking->persons_n; i++) {
        if (str_eq(typed, key_of(arena, "u", looking->persons[i].uid))) {
            new->person_id = (struct maybe_int){true, looking->persons[i].person_id};
            return true;
        }
    }
    return false;
}

static bool judge(struct request *request, const struct looking *looking, struct action_new *new)
{
    struct str holder = request_typed(request, "holder"), decision = request_typed(request, "decision");
    const struct q_decision_list *from = decision_find(looking->decisions, looking->decisions_n, decision);
    new->what = request_typed(request, "what");
    new->who = holder.n == 0 ? request_typed(request, "who") : S("");
    new->mail = looking->row != NULL && new->who.n > 0 ? looking->row->mail : S("");
    if (new->what.n == 0) {
        form_refuse(request, form_find(action_form, "what"), W_NOTE("is empty"), W_NOTE("say in a sentence what is "
                                                                                        "done"));
    }
    if (holder.n > 0 ? !find_holder(looking, request->arena, holder, new) : new->who.n == 0) {
        form_refuse(request, form_find(action_form, "holder"), W_NOTE("is not said"),
                    W_NOTE("choose somebody, or type an organisation: what nobody does is not done"));
    }
    if (decision.n > 0 && from == NULL) {
        form_refuse(request, form_find(action_form, "decision"), W_NOTE("is not there any more"),
                    W_NOTE("choose one of the list"));
    } else if (from != NULL) {
        new->decision_id = (struct maybe_int){true, from->id};
    }
    if (looking->row == NULL) {
        (void)action_read_day(request, form_find(action_form, "day"), &new->due_on);
    }
    return request->problems.n == 0;
}

static enum fault must_use say(struct request *request, const struct q_action_list *row, struct str what)
{
    struct q_action_by_uid action;
    struct action_saying saying;
    TRY(q_action_by_uid(request->db, request->arena, row->uid, &action));
    if (!action_read_saying(request, action_form, what, row->due_on, &saying)) {
        return FAULT_INVALID;
    }
    saying.person_id = (struct maybe_int){true, request->who->person_id};
    return action_say(request->db, &action, &saying, request->now);
}

static enum fault must_use save(struct request *request, const struct looking *looking, bool address)
{
    const struct q_action_list *row = looking->row;
    struct action_new new = {.by = request->who->person_id};
    if (address) {
        new = (struct action_new){.what = row->what, .who = row->who, .mail = request_typed(request, "mail")};
        const struct q_decision_list *from = decision_find(looking->decisions, looking->decisions_n,
                                                           row->decision_uid);
        new.decision_id = from != NULL ? (struct maybe_int){true, from->id} : new.decision_id;
    } else if (!judge(request, looking, &new)) {
        return FAULT_INVALID;
    }
    return action_put(request->db, request->arena, looking->programme.id, row != NULL ? row->id : 0, &new,
                      request->now);
}

enum fault action_act(struct request *request, struct response *response)
{
    struct looking looking;
    struct str what = request_typed(request, "do");
    TRY(load(request, &looking));
    const struct q_action_list *row = looking.row;
    if (!programme_has_do(request, action_form)) {
        return FAULT_INVALID;
    }
    bool saves = str_eq(what, S("save")), address = str_eq(what, S("mail")), out = str_eq(what, S("out"));
    if (row == NULL ? !saves : address && row->who.n == 0) {
        return FAULT_NOT_FOUND;
    }
    enum fault fault = saves || address ? save(request, &looking, address)
                       : out            ? q_action_take(request->db, row->id, (struct maybe_int){true, request->now})
                                        : say(request, row, what);
    if (fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(action_form, "what"), W_NOTE("does not fit any more"),
                    W_NOTE("a leadership programme has 200 actions at most, and 25 things are said of one"));
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(q_programme_touch(request->db, looking.programme.id, request->now));
    return programme_done(request, response, "/actions", row == NULL ? S("added") : out ? S("out") : S("saved"));
}

/* ---- for who does it */

static enum fault must_use load_link(struct request *request, struct q_action_by_uid *action)
{
    struct str uid;
    TRY(asking_link(request, ACTION_LINK, &uid));
    return q_action_by_uid(request->db, request->arena, uid, action);
}

static void add_answers(struct request *request, struct out *out, struct deed *m)
{
    deed_button(deed_form(m, W(out, "It is done"), S("")), "done", W(out, "Say that it is done"));
    struct deed_form *form = deed_form(m, W(out, "Not yet, or not at all"),
                                       W(out, "A new day and why; or why it will not happen. Both are fine: others "
                                              "only want to know."));
    deed_field(request, form, form_find(action_link_form, "day"), S(""))->type = S("date");
    deed_field(request, form, form_find(action_link_form, "why"), S(""));
    deed_button_quiet(form, "moved", W(out, "Give it the new day"));
    deed_button_quiet(form, "dropped", W(out, "It will not happen"));
}

enum fault action_link_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_action_by_uid action;
    enum fault fault = load_link(request, &action);
    if (fault == FAULT_NOT_FOUND) {
        asking_show_over(request, response, action_link_form, URL("/"), W(&out, "What this network is"));
        return OK;
    }
    TRY(fault);
    struct deed *m = deed_of(request, action.what, W(&out, "Say how it stands: one click, no account."));
    m->page->kicker = action.programme;
    page_hide_address(m->page);
    if (!request->acts && str_eq(request_text(request, "done"), S("said"))) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Thank you"),
                                    html_text(request->arena, W(&out, "It is noted, and those who hold the leadership "
                                                                      "programme read it."))};
    }
    deed_fact(request, m, W(&out, "By when"), text_date(&out, action.due_on));
    deed_fact(request, m, W(&out, "From which decision"), action.decision);
    deed_fact(request, m, W(&out, "Asked by"), action.city);
    if (str_eq(action.state, S("open"))) {
        add_answers(request, &out, m);
        deed_say(m, SAY(&out, "People of {city} who hold the leadership programme read what you say here.",
                        slot("city", action.city)));
    } else {
        deed_say(m, str_eq(action.state, S("done")) ? W(&out, "It is done.") : W(&out, "It will not happen."));
    }
    m->action = url_path_of(request->arena, "/actions/{}", request->params[0]);
    deed_end(request, response, m, action_link_form);
    return OK;
}

enum fault action_link_act(struct request *request, struct response *response)
{
    struct q_action_by_uid action;
    struct action_saying saying;
    enum fault fault = load_link(request, &action);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask who invited you for another one"));
    }
    TRY(fault);
    if (!programme_has_do(request, action_link_form)) {
        return FAULT_INVALID;
    }
    if (!str_eq(action.state, S("open"))) {
        return asking_refuse(request, response, W_NOTE("stands otherwise now"), W_NOTE("look at the page again"));
    }
    if (!action_read_saying(request, action_link_form, request_typed(request, "do"), action.due_on, &saying)) {
        return FAULT_INVALID;
    }
    fault = action_say(request->db, &action, &saying, request->now);
    if (fault == FAULT_TOO_LARGE) {
        return asking_refuse(request, response, W_NOTE("was said very often"), W_NOTE("tell the people who hold the "
                                                                                      "leadership programme"));
    }
    TRY(fault);
    TRY(q_programme_touch(request->db, action.programme_id, request->now));
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/actions/{}", request->params[0]),
                                 "done", S("said")).text;
    return OK;
}
