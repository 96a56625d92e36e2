/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: the page of who takes part, behind the link of their mail, without an account: house rules, sessions to
** accept, a substitute, what is kept, and being erased. Of others it shows nobody. */
#include "base/check.h"
#include "store/person.h"
#include "store/rate.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/programme/programme_web.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/views.h"

#define SUBSTITUTES_MAX 3

const struct field taking_part_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "accepted substitute erased",
     .help = "what was done before, to be said"},
    {0},
};

const struct field taking_part_form[] = {
    {.name = "session", .label = W_NOTE("Sessions"), .kind = FIELD_TEXT, .max = 32, .many = true,
     .help = "the uid of each that is accepted"},
    {.name = "name", .label = W_NOTE("Their name"), .kind = FIELD_TEXT, .max = PARTICIPANT_NAME_MAX,
     .help = "of the substitute"},
    {.name = "mail", .label = W_NOTE("Their mail address"), .kind = FIELD_MAIL, .max = PERSON_MAIL_MAX,
     .help = "where a page of their own goes"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "accept substitute erase",
     .help = "accept the sessions that are ticked, name a substitute, or be erased"},
    {0},
};

static const struct rate_limit ADDRESS_LIMIT = {S_INIT("participant-mail"), 3, 86400};

struct reading {
    struct q_participant_by_uid me;
    struct q_programme_of row;
    struct agenda agenda;
    struct q_participant_answers *answers;
    size_t answers_n;
    struct q_participant_substitutes *others;
    size_t others_n;
    struct q_participant_not_needed *not_needed; /* sessions to which whoever they come for comes */
    size_t not_needed_n;
};

/* Of a substitute: whether that session is theirs, since who named them does not come to it. */
static bool is_theirs(const struct reading *reading, int64_t session_id)
{
    for (size_t i = 0; i < reading->not_needed_n; i++) {
        if (reading->not_needed[i].session_id == session_id) {
            return false;
        }
    }
    return true;
}

/* FAULT_NOT_FOUND: no link of ours, too old, taken off the list, or erased. */
static enum fault must_use load(struct request *request, struct reading *reading)
{
    struct db *db = request->db;
    struct arena *arena = request->arena;
    struct str uid;
    TRY(asking_link(request, PARTICIPANT_LINK, &uid));
    q_participant_by_uid_soon(db, uid);
    q_participant_answers_soon(db, uid);
    q_participant_substitutes_soon(db, uid);
    q_participant_not_needed_soon(db, uid);
    TRY(q_participant_by_uid(db, arena, uid, &reading->me));
    struct str programme = reading->me.programme_uid;
    q_programme_of_soon(db, reading->me.member_uid, programme);
    agenda_load_soon(db, programme);
    TRY(q_participant_answers(db, arena, uid, &reading->answers, &reading->answers_n));
    TRY(q_participant_substitutes(db, arena, uid, &reading->others, &reading->others_n));
    TRY(q_participant_not_needed(db, arena, uid, &reading->not_needed, &reading->not_needed_n));
    TRY(q_programme_of(db, arena, reading->me.member_uid, programme, &reading->row));
    return agenda_load(db, arena, programme, &reading->agenda);
}

/* ---- the page */

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("accepted")) ? W(out, "Thank you. You can change it here until the day.")
                      : done.n > 0                ? W(out, "They get a mail with a page of their own.")
                                                  : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static const struct q_participant_answers *answer_of(const struct reading *reading, int64_t session_id)
{
    for (size_t i = 0; i < reading->answers_n; i++) {
        if (reading->answers[i].session_id == session_id) {
            return &reading->answers[i];
        }
    }
    return NULL;
}

/* Before they have answered all are ticked: a team that is there throughout is the aim. A substitute is asked to those
** sessions only that who named them has not said yes to. */
static void add_sessions(struct request *request, struct out *out, const struct reading *reading,
                         struct taking_part_page *m)
{
    m->sessions = arena_array(request->arena, struct taking_session, reading->agenda.sessions_n + 1);
    for (size_t i = 0; i < reading->agenda.sessions_n; i++) {
        const struct q_programme_sessions *session = &reading->agenda.sessions[i];
        const struct q_participant_answers *answer = answer_of(reading, session->id);
        if (!is_theirs(reading, session->id)) {
            continue;
        }
        bool said = answer != NULL && answer->accepted.known;
        m->sessions[m->sessions_n++] = (struct taking_session){
            .uid = session->uid, .id = str_format(request->arena, "session-%zu", i + 1),
            .name = say_session(out, &reading->agenda, session), .when = say_session_when(out, session),
            .ticked = said ? answer->accepted.v == 1 : !m->has_answered};
    }
}

static void fact(struct request *request, struct fact *facts, size_t *n, struct str label, struct str value)
{
    if (value.n > 0) {
        check(*n < 8);
        facts[(*n)++] = (struct fact){.label = label, .value = html_text(request->arena, value), .as_of = DATE_NONE};
    }
}

static void add_facts(struct request *request, struct out *out, const struct reading *reading,
                      struct taking_part_page *m)
{
    const struct q_programme_of *row = &reading->row;
    const struct q_participant_by_uid *me = &reading->me;
    fact(request, m->facts, &m->facts_n, W(out, "When"), say_programme_days(out, row->begins_on, row->ends_on));
    fact(request, m->facts, &m->facts_n, W(out, "Where"), row->place);
    fact(request, m->facts, &m->facts_n, W(out, "For whom"),
         say_programme_host(out, row->city, row->host_kind, row->host_name));
    fact(request, m->facts, &m->facts_n, W(out, "Held by"), say_member_city(request->arena, row->city, row->country));
    fact(request, m->own, &m->own_n, W(out, "Name"), me->name);
    fact(request, m->own, &m->own_n, W(out, "Name in the room"), me->short_name);
    fact(request, m->own, &m->own_n, W(out, "Organisation"), me->organisation);
    fact(request, m->own, &m->own_n, W(out, "What you do there"), me->role);
    fact(request, m->own, &m->own_n, W(out, "Sector"), say_participant_sector(out, me->sector));
    fact(request, m->own, &m->own_n, W(out, "Mail address"), me->mail);
    fact(request, m->own, &m->own_n, W(out, "Language"), say_language(out, me->language));
}

static bool comes_to_all(const struct reading *reading)
{
    size_t comes = 0;
    for (size_t i = 0; i < reading->agenda.sessions_n; i++) {
        const struct q_participant_answers *answer = answer_of(reading, reading->agenda.sessions[i].id);
        comes += answer != NULL && answer->accepted.known && answer->accepted.v == 1;
    }
    return comes == reading->agenda.sessions_n;
}

static bool may_substitute(const struct reading *reading)
{
    return reading->me.other.n == 0 && reading->others_n < SUBSTITUTES_MAX;
}

static void say_others(struct out *out, const struct reading *reading, struct taking_part_page *m)
{
    struct slot me = slot("name", reading->me.other);
    struct str names = S("");
    for (size_t i = 0; i < reading->others_n; i++) {
        struct str name = reading->others[i].name;
        names = names.n == 0 ? name : str_format(out->arena, "%.*s, %.*s", STR_ARG(names), STR_ARG(name));
    }
    struct slot others = slot("names", names);
    m->others = reading->me.other.n > 0
                    ? words_text(out, W_NOTE("{name} has asked that you come for them, to these sessions only."), &me,
                                 1)
                : names.n > 0           ? words_text(out, W_NOTE("You have named a substitute: {names}."), &others, 1)
                                        : S("");
    m->may_substitute = m->is_open && may_substitute(reading);
    m->comes_to_all = comes_to_all(reading);
}

static bool is_open(const struct reading *reading)
{
    enum programme_stage stage = programme_at(&reading->row).stage;
    return stage != PROGRAMME_CALLED_OFF && stage != PROGRAMME_WRAP_UP && stage != PROGRAMME_FOLLOW_UP;
}

static void show_erased(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct deed *m = deed_of(request, W(&out, "You are erased"),
                             W(&out, "Your name, organisation, address and what you do are gone from here."));
    page_hide_address(m->page);
    deed_say(m, W(&out, "What all of you came to stays, without you. This link does not work any more."));
    deed_end(request, response, m, taking_part_form);
}

enum fault taking_part_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct taking_part_page *m = arena_new(request->arena, struct taking_part_page);
    struct reading reading;
    enum fault fault = load(request, &reading);
    if (fault == FAULT_NOT_FOUND) {
        if (!request->acts && str_eq(request_text(request, "done"), S("erased"))) {
            show_erased(request, response);
        } else {
            asking_show_over(request, response, taking_part_form, URL("/"), W(&out, "What this network is"));
        }
        return OK;
    }
    TRY(fault);
    m->is_open = is_open(&reading);
    m->page = page_of(request, reading.row.name,
                      m->is_open ? W(&out, "Read the house rules, then say which sessions you come to.")
                                 : W(&out, "How it stands, the notes of it, and what is kept about you."), DOOR_NONE);
    m->page->kicker = SAY(&out, "Leadership programme of {city}", slot("city", reading.row.city));
    m->page->no_index = true;
    page_hide_address(m->page);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, taking_part_form);
    m->rules_n = say_house_rules(&out, &reading.row, m->rules);
    m->rules_more = reading.row.rules_more;
    m->state = m->is_open ? S("") : say_programme_stage(&out, programme_at(&reading.row));
    struct date today = request->today;
    bool is_on = today.days >= reading.row.begins_on.days && today.days <= reading.row.ends_on.days;
    m->room = m->is_open && is_on ? room_own(request, reading.me.uid, reading.row.ends_on) : (struct url){0};
    m->has_answered = reading.me.accepted_at.known;
    add_sessions(request, &out, &reading, m);
    add_facts(request, &out, &reading, m);
    say_others(&out, &reading, m);
    m->name = form_field_of(request, form_find(taking_part_form, "name"), S(""));
    m->mail = form_field_of(request, form_find(taking_part_form, "mail"), S(""));
    m->mail.type = S("email");
    m->kept = SAY(&out, "People of {city} who prepare it see this. It goes {n} days after the last day, or when you "
                        "erase it.", slot("city", reading.row.city), slot("n", count(PARTICIPANT_KEPT_DAYS)));
    m->action = url_path_of(request->arena, "/taking-part/{}", request->params[0]);
    m->wall = url_path_of(request->arena, "/taking-part/{}/wall", request->params[0]);
    enum programme_stage stage = programme_at(&reading.row).stage;
    if (stage == PROGRAMME_WRAP_UP || stage == PROGRAMME_FOLLOW_UP) { /* before, there is nothing to read */
        m->notes = url_path_of(request->arena, "/taking-part/{}/notes", request->params[0]);
    }
    m->once = request_once(request);
    response->max_age_s = -1;
    view_taking_part(&out, m);
    return OK;
}

/* ---- what it does */

static bool is_ticked(struct request *request, struct str uid)
{
    for (size_t i = 0; query_get_nth(&request->typed, "session", i).s != NULL; i++) {
        if (str_eq(query_get_nth(&request->typed, "session", i), uid)) {
            return true;
        }
    }
    return false;
}

/* A session whose day is over stays as it was said. */
static enum fault must_use accept(struct request *request, const struct reading *reading)
{
    for (size_t i = 0; i < reading->agenda.sessions_n; i++) {
        const struct q_programme_sessions *session = &reading->agenda.sessions[i];
        if (session->day_on.days >= request->today.days - 1 && is_theirs(reading, session->id)) {
            TRY(q_participant_accept_session(request->db, reading->me.id, session->id,
                                             is_ticked(request, session->uid), request->now));
        }
    }
    return q_participant_accept(request->db, reading->me.id, request->now);
}

static bool judge_substitute(struct request *request, struct str name, struct str mail)
{
    if (name.n == 0) {
        form_refuse(request, form_find(taking_part_form, "name"), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    if (mail.n == 0) {
        form_refuse(request, form_find(taking_part_form, "mail"), W_NOTE("is empty"), W_NOTE("fill it in"));
    }
    asking_judge_mail(request, taking_part_form);
    return request->problems.n == 0;
}

static enum fault must_use name_substitute(struct request *request, const struct reading *reading)
{
    struct q_participant_by_uid other;
    struct str uid, name = str_trim(request_typed(request, "name")), mail = request_typed(request, "mail");
    int64_t wait_s;
    if (!judge_substitute(request, name, mail)) {
        return FAULT_INVALID;
    }
    TRY(rate_take(request->db, request->arena, &ADDRESS_LIMIT, person_fold_mail(request->arena, mail), request->now,
                  &wait_s));
    const struct participant_new new = {
        .name = name, .organisation = reading->me.organisation, .sector = reading->me.sector, .role = S(""),
        .mail = mail, .language = reading->me.language, .substitute_of = {true, reading->me.id},
        .came_by = S("invited")};
    enum fault fault = wait_s > 0 ? FAULT_CONFLICT
                                  : participant_add(request->db, request->arena, &reading->row, &new, request->now,
                                                    &uid);
    if (fault == FAULT_CONFLICT || fault == FAULT_TOO_LARGE) {
        form_refuse(request, form_find(taking_part_form, "mail"), W_NOTE("cannot be asked here"),
                    W_NOTE("tell the people who prepare it whom you mean"));
        return FAULT_INVALID;
    }
    TRY(fault);
    TRY(q_participant_by_uid(request->db, request->arena, uid, &other));
    return participant_ask(request->db, request->arena, uid, mail, other.language, other.id, request->now);
}

enum fault taking_part_act(struct request *request, struct response *response)
{
    struct reading reading;
    struct str what = request_typed(request, "do");
    enum fault fault = load(request, &reading);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask who invited you for another one"));
    }
    TRY(fault);
    if (!programme_has_do(request, taking_part_form)) {
        return FAULT_INVALID;
    }
    bool erase = str_eq(what, S("erase")), substitute = str_eq(what, S("substitute"));
    bool may = substitute ? is_open(&reading) && may_substitute(&reading) && !comes_to_all(&reading)
                          : erase || is_open(&reading);
    if (!may) {
        return asking_refuse(request, response, W_NOTE("stands otherwise now"), W_NOTE("look at the page again"));
    }
    TRY(erase        ? participant_erase(request->db, request->arena, reading.me.uid, request->now)
        : substitute ? name_substitute(request, &reading)
                     : accept(request, &reading));
    TRY(q_programme_touch(request->db, reading.me.programme_id, request->now));
    response->status = 303;
    response->location = url_add(request->arena, url_path_of(request->arena, "/taking-part/{}", request->params[0]),
                                 "done", erase ? S("erased") : substitute ? S("substitute") : S("accepted")).text;
    return OK;
}
