/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: one of a city: while its round is open who rates; what may be done with it. */
#include "domain/who.h"
#include "store/mail.h"
#include "store/programme.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/assessment/assessment_web.h"
#include "web/member/member_web.h"
#include "web/pasted.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32
#define NAMES_MAX 8000 /* letters: a list of sixty people */

const struct field assessment_one_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "begun people out closed reopened again agreed sent reminded room confirmed share "
                "share-off",
     .help = "what was done before, to be said"},
    {0},
};

const struct field assessment_one_form[] = {
    {.name = "names", .label = W_NOTE("Who rates"), .kind = FIELD_TEXT, .max = NAMES_MAX,
     .help = "to add people: one a line, behind semicolons their sector and address"},
    {.name = "rater", .label = W_NOTE("Whom"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "to take somebody out: their uid"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE,
     .choices = "add participants send remind room room-off share share-off out close reopen again remove",
     .help = "which of them"},
    {0},
};

/* ---- the page of an open round */

/* For whom somebody answers a part: "answers a part for Ann". */
static struct str say_part(struct out *out, const struct assessment_told *told, const struct q_assessment_raters *rater)
{
    for (size_t i = 0; i < told->handed_n && rater->part; i++) {
        for (size_t k = 0; k < told->raters_n && told->handed[i].to_id == rater->id; k++) {
            if (told->raters[k].id == told->handed[i].rater_id) {
                return SAY(out, "answers a part for {name}", slot("name", told->raters[k].name));
            }
        }
    }
    return S("");
}

/* Who is to be mailed: asked, or reminded of what is left. */
static bool is_mailed(const struct q_assessment_of *row, const struct assessment_told *told,
                      const struct q_assessment_raters *rater, bool reminds)
{
    bool here = rater->round_id == row->round_id && rater->name.n > 0 && rater->mail.n > 0;
    bool is_left = (size_t)rater->answers_n < assessment_asked_of(told, rater);
    return here && is_left && (reminds ? rater->asked_at.known : !rater->asked_at.known);
}

static size_t count_mailed(const struct q_assessment_of *row, const struct assessment_told *told, bool reminds)
{
    size_t n = 0;
    for (size_t i = 0; i < told->raters_n; i++) {
        n += is_mailed(row, told, &told->raters[i], reminds);
    }
    return n;
}

static bool may_remind(const struct request *request, const struct q_assessment_of *row)
{
    return !row->reminded_at.known || row->reminded_at.v + ASSESSMENT_REMIND_S <= request->now;
}

static void add_mails(struct request *request, struct out *out, const struct q_assessment_of *row,
                      const struct assessment_told *told, struct assessment_open_page *m)
{
    size_t send = count_mailed(row, told, false), remind = count_mailed(row, told, true);
    if (!asking_is_open(request)) {
        return;
    }
    m->send = send == 0 ? S("") : SAY(out, "Mail {n} link|Mail {n} links", slot("n", count((int64_t)send)));
    m->remind = remind == 0 || !may_remind(request, row)
                    ? S("")
                    : SAY(out, "Remind {n} who has not finished|Remind {n} who have not finished",
                          slot("n", count((int64_t)remind)));
}

static void add_people(struct request *request, struct out *out, const struct q_assessment_of *row,
                       const struct assessment_told *told, struct assessment_open_page *m)
{
    size_t answered = 0;
    m->people = arena_array(request->arena, struct assessment_person, told->raters_n);
    for (size_t i = 0; i < told->raters_n; i++) {
        const struct q_assessment_raters *rater = &told->raters[i];
        if (rater->round_id != row->round_id) {
            continue;
        }
        bool has = rater->answers_n > 0;
        struct slot slots[] = {slot("n", (int)rater->answers_n), slot("all", (int)assessment_asked_of(told, rater))};
        answered += has;
        m->people[m->n++] = (struct assessment_person){
            .uid = rater->name.n > 0 ? rater->uid : S(""),
            .name = rater->name.n > 0 ? rater->name : W(out, "Somebody who was taken out"),
            .sector = say_sector(out, sector_parse(rater->sector)), .part = say_part(out, told, rater),
            .state = !has ? (struct tag){rater->asked_at.known ? W(out, "mailed") : W(out, "not answered"),
                                         TONE_PLAIN, S("")}
                          : (struct tag){words_text(out, W_NOTE("{n} of {all}"), slots, 2), TONE_GOOD, S("")},
            .link = !has && rater->name.n > 0 && !rater->asked_at.known && request->site->key != NULL
                        ? rate_link_of(request, rater->uid, row->opened_at) : (struct url){S("")}};
    }
    m->says = SAY(out, "{n} of {all} has answered.|{n} of {all} have answered.", slot("n", count((int64_t)answered)),
                  slot("all", count((int64_t)m->n)));
}

void assessment_show_open(struct request *request, struct response *response, const struct q_assessment_of *row,
                          const struct assessment_told *told)
{
    struct out out = response_out(request, response);
    struct assessment_open_page *m = arena_new(request->arena, struct assessment_open_page);
    m->page = page_of(request, row->name,
                      W(&out, "Who rates, and their links; what it comes to is shown once the round is closed."),
                      DOOR_NONE);
    m->page->kicker = SAY(&out, "How far we are, round {number}", slot("number", (int)row->number));
    m->page->no_index = true;
    page_add_crumb(m->page, SAY(&out, "How far {city} is", slot("city", row->city)),
                   member_url(request, "/member-cities/{}/assessments"));
    m->notice = assessment_notice(request, &out);
    m->problems = form_problems_of(request, assessment_one_form);
    add_people(request, &out, row, told, m);
    add_mails(request, &out, row, told, m);
    m->in_room = row->in_room;
    m->names = form_field_of(request, form_find(assessment_one_form, "names"),
                             W(&out, "One person a line, such as: Ann Anders; public; ann@city.example. Sectors are "
                                     "public, private and third (associations, charities). With an address they are "
                                     "mailed their link."));
    m->names.long_text = true;
    m->programme = row->programme;
    m->once = request_once(request);
    m->action = assessment_url(request, "");
    response->max_age_s = -1;
    view_assessment_open(&out, m);
}

enum fault assessment_one_get(struct request *request, struct response *response)
{
    struct q_assessment_of row;
    struct assessment_told told;
    assessment_load_soon(request);
    TRY(assessment_load(request, &row, &told));
    if (row.closed_at.known) {
        assessment_show_closed(request, response, &row, &told);
    } else {
        assessment_show_open(request, response, &row, &told);
    }
    return OK;
}

/* ---- what may be done */

static enum fault must_use refuse_names(struct request *request, const char *what, const char *hint)
{
    form_refuse(request, form_find(assessment_one_form, "names"), what, hint);
    return FAULT_INVALID;
}

static size_t count_now(const struct q_assessment_of *row, const struct assessment_told *told)
{
    size_t n = 0;
    for (size_t i = 0; i < told->raters_n; i++) {
        n += told->raters[i].round_id == row->round_id;
    }
    return n;
}

/* One line of those that were typed: "Ann Anders; public; ann@city.example". */
static enum fault must_use add_line(struct request *request, const struct q_assessment_of *row, size_t there,
                                    struct str line)
{
    struct str rest;
    struct rater_new new = {.name = str_trim(str_cut(line, ';', &rest)), .language = words_tag(request->words)};
    struct str sector = str_trim(str_cut(rest, ';', &rest));
    new.mail = str_trim(rest);
    new.sector = sector_parse(sector);
    if (new.name.n == 0 || str_letters(new.name) > RATER_NAME_MAX) {
        return refuse_names(request, W_NOTE("has a line without a name, or with one too long"),
                            W_NOTE("write one person a line, the name first"));
    }
    if (sector.n > 0 && new.sector == SECTOR_NONE) {
        return refuse_names(request, W_NOTE("has a sector that is none"),
                            W_NOTE("write public, private or third behind the semicolon, or nothing"));
    }
    if (new.mail.n > 0 && (new.mail.n > MAIL_ADDRESS_MAX || !pasted_is_mail(new.mail))) {
        return refuse_names(request, W_NOTE("has an address that is none"),
                            W_NOTE("write it as ann@city.example behind the second semicolon, or nothing"));
    }
    enum fault fault = assessment_rater_new(request->db, request->arena, row, there, &new, request->now);
    return fault == FAULT_TOO_LARGE ? refuse_names(request, W_NOTE("is too long: two hundred people rate in a round"),
                                                   W_NOTE("ask fewer"))
                                    : fault;
}

static enum fault must_use act_add(struct request *request, const struct q_assessment_of *row,
                                   const struct assessment_told *told)
{
    size_t there = count_now(row, told), before = there;
    for (struct str rest = request_typed(request, "names"); rest.s != NULL;) {
        struct str line = str_trim(str_cut(rest, '\n', &rest));
        if (line.n > 0) {
            TRY(add_line(request, row, there++, line));
        }
    }
    return there > before ? OK : refuse_names(request, W_NOTE("is empty"), W_NOTE("write one person a line"));
}

/* Those who stand on its list and do not rate yet; two of a name are taken for one. */
static enum fault must_use act_participants(struct request *request, const struct q_assessment_of *row,
                                            const struct assessment_told *told)
{
    struct q_participant_list *people;
    size_t n, there = count_now(row, told);
    TRY(q_participant_list(request->db, request->arena, row->programme_uid, &people, &n));
    for (size_t i = 0; i < n; i++) {
        bool rates = people[i].removed_at.known || people[i].erased_at.known || people[i].name.n == 0;
        for (size_t k = 0; k < told->raters_n && !rates; k++) {
            rates = told->raters[k].round_id == row->round_id && str_eq(told->raters[k].name, people[i].name);
        }
        const struct rater_new new = {{true, people[i].id}, people[i].name, sector_parse(people[i].sector),
                                      people[i].mail, people[i].language};
        enum fault fault = rates ? OK
                                 : assessment_rater_new(request->db, request->arena, row, there++, &new, request->now);
        if (fault == FAULT_TOO_LARGE) {
            return refuse_names(request, W_NOTE("is too long: two hundred people rate in a round"),
                                W_NOTE("ask fewer"));
        }
        TRY(fault);
    }
    return OK;
}

static enum fault must_use act_out(struct request *request, const struct q_assessment_of *row,
                                   const struct assessment_told *told)
{
    struct str uid = request_typed(request, "rater");
    for (size_t i = 0; i < told->raters_n; i++) {
        if (str_eq(told->raters[i].uid, uid) && told->raters[i].round_id == row->round_id) {
            return assessment_rater_out(request->db, row, &told->raters[i], request->now);
        }
    }
    return OK; /* a colleague was quicker */
}

static enum fault must_use act_mail(struct request *request, const struct q_assessment_of *row,
                                    const struct assessment_told *told, bool reminds)
{
    if (!asking_is_open(request) || (reminds && !may_remind(request, row))) {
        return FAULT_CONFLICT;
    }
    for (size_t i = 0; i < told->raters_n; i++) {
        if (is_mailed(row, told, &told->raters[i], reminds)) {
            TRY(assessment_mail(request->db, request->arena, &told->raters[i],
                                reminds ? ASSESSMENT_REMINDER_MAIL : ASSESSMENT_MAIL, request->now));
        }
    }
    return reminds ? q_assessment_round_reminded(request->db, row->round_id, request->now) : OK;
}

static enum fault must_use act_share(struct request *request, const struct q_assessment_of *row,
                                     const struct assessment_told *told, bool shares)
{
    const struct band_shared shared = assessment_shared(request, row, told);
    return shares ? band_share(request->db, request->arena, &shared, request->who->person_id, request->now)
                  : band_take_back(request->db, request->arena, row->member_id, told->edition);
}

/* What is asked for; *ret_done: how it is said. FAULT_CONFLICT: it stands otherwise now. */
static enum fault must_use act(struct request *request, const struct q_assessment_of *row,
                               const struct assessment_told *told, struct str what, struct str *ret_done)
{
    *ret_done = str_eq(what, S("close")) ? S("closed") : str_eq(what, S("reopen")) ? S("reopened") : what;
    if (str_eq(what, S("close"))) {
        const struct band_shared shared = assessment_shared(request, row, told);
        TRY(assessment_close(request->db, request->arena, row, request->who->person_id, request->now));
        return band_change(request->db, request->arena, &shared);
    }
    if (str_eq(what, S("reopen"))) {
        return assessment_reopen(request->db, row, request->now);
    }
    if (str_eq(what, S("again"))) {
        return assessment_again(request->db, request->arena, row, request->now);
    }
    if (str_eq(what, S("out"))) {
        return act_out(request, row, told);
    }
    if (row->closed_at.known) {
        return str_eq(what, S("share")) || str_eq(what, S("share-off"))
                   ? act_share(request, row, told, str_eq(what, S("share")))
                   : FAULT_CONFLICT;
    }
    if (str_eq(what, S("room")) || str_eq(what, S("room-off"))) {
        *ret_done = S("room");
        return q_assessment_room(request->db, row->id, str_eq(what, S("room")) && row->programme_uid.n > 0);
    }
    if (str_eq(what, S("send")) || str_eq(what, S("remind"))) {
        *ret_done = str_eq(what, S("send")) ? S("sent") : S("reminded");
        return act_mail(request, row, told, str_eq(what, S("remind")));
    }
    *ret_done = S("people");
    return str_eq(what, S("participants")) && row->programme_uid.n > 0 ? act_participants(request, row, told)
                                                                       : act_add(request, row, told);
}

enum fault assessment_one_act(struct request *request, struct response *response)
{
    struct q_assessment_of row;
    struct assessment_told told;
    struct str done, what = request_typed(request, "do");
    TRY(assessment_load(request, &row, &told));
    response->status = 303;
    if (str_eq(what, S("remove"))) {
        TRY(assessment_end(request->db, row.id));
        response->location = url_add(request->arena, member_url(request, "/member-cities/{}/assessments"), "done",
                                     S("removed")).text;
        return OK;
    }
    enum fault fault = act(request, &row, &told, what, &done);
    if (fault == FAULT_CONFLICT) { /* a colleague was quicker: the page says how it stands */
        response->location = assessment_url(request, "").text;
        return OK;
    }
    TRY(fault);
    response->location = url_add(request->arena, assessment_url(request, ""), "done", done).text;
    return OK;
}
