/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_own: the page of a participant: what is asked now, and what came of the rest. */
#include "base/scan.h"
#include "store/assessment.h"
#include "store/survey_room.sql.h"
#include "text/words.h"
#include "web/link/link.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/views.h"

#define CHOICE_LETTERS 4

const struct field room_own_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE,
     .choices = "answered write move name say back again seat",
     .help = "what was done before, to be said"},
    {.name = "of", .label = W_NOTE("What is asked"), .kind = FIELD_TEXT, .max = 32,
     .help = "the vote that is answered in steps"},
    {.name = "from", .label = W_NOTE("Step"), .kind = FIELD_INT, .min = 1, .max = VOTE_OPTIONS_MAX,
     .help = "the first option, or place, of the step"},
    {0},
};

#define OPTION(number)                                                                                   \
    {.name = "c" #number, .label = W_NOTE("Your answer"), .kind = FIELD_TEXT, .max = CHOICE_LETTERS, \
     .help = "answer to option " #number " of this step: a number"}
const struct field room_own_form[] = {
    {.name = "vote", .label = W_NOTE("What is asked"), .kind = FIELD_TEXT, .min = 1, .max = 32,
     .help = "sent along by the page"},
    {.name = "round", .label = W_NOTE("Round"), .kind = FIELD_INT, .min = 1, .max = 2,
     .help = "sent along by the page"},
    {.name = "from", .label = W_NOTE("Step"), .kind = FIELD_INT, .min = 1, .max = VOTE_OPTIONS_MAX,
     .help = "sent along by the page: the first option, or place, of this step"},
    OPTION(1), OPTION(2), OPTION(3), OPTION(4), OPTION(5),
    {0},
};
_Static_assert(ROOM_STEP == 5, "as many fields");

enum fault room_own_uid(const struct request *request, struct str *ret_uid)
{
    struct mail_link link;
    TRY(mail_link_parse(request->site->key, request->params[0], &link));
    if (!str_eq(link.kind, S(ROOM_LINK)) || link.expires_at <= request->now) {
        return FAULT_NOT_FOUND;
    }
    *ret_uid = link.subject;
    return OK;
}

/* What was typed into the form of this vote. False: it was another's. */
static bool read_typed(const struct request *request, struct str vote, struct room_step *step)
{
    int64_t from = 1;
    if (!request->acts || !str_eq(request_typed(request, "vote"), vote)) {
        return false;
    }
    (void)parse_int(request_typed(request, "from"), 1, VOTE_OPTIONS_MAX, &from);
    step->from = (size_t)from;
    for (size_t i = 0; i < ROOM_STEP; i++) {
        int64_t value = 0;
        struct str typed = request_typed(request, room_own_form[i + 3].name);
        step->values[i] = typed.n == 0 ? 0 : parse_int(typed, 0, 999, &value) ? (int)value : -1;
    }
    return true;
}

/* In a second round the first is where one begins. */
static void read_ballot(const struct q_ballots_of *ballots, size_t n, int64_t vote_id, int64_t last, int *values)
{
    for (int64_t round = 1; round <= last; round++) {
        for (size_t i = 0; i < n; i++) {
            const struct q_ballots_of *row = &ballots[i];
            bool fits = row->vote_id == vote_id && row->round == round && row->number > 0;
            if (fits && row->number <= VOTE_OPTIONS_MAX) {
                values[row->number - 1] = (int)row->value;
            }
        }
    }
}

static void add_form(struct request *request, struct out *out, const struct room *room, const struct q_vote_list *vote,
                     const struct q_ballots_of *ballots, size_t ballots_n, struct room_vote *to)
{
    int values[VOTE_OPTIONS_MAX] = {0};
    struct room_step step = {.from = 1};
    bool typed = read_typed(request, vote->uid, &step);
    room_list_options(out, room, vote, to);
    read_ballot(ballots, ballots_n, vote->id, vote->round, values);
    if (typed) {
        (void)room_step_merge(vote->kind, to->n, &step, values);
    } else if (!request->acts && str_eq(request_text(request, "of"), vote->uid)) {
        step.from = (size_t)request_int(request, "from", 1);
    }
    room_add_choices(request, out, vote, values, step.from, typed, to);
}

static void put_votes(struct request *request, struct out *out, const struct room *room,
                      const struct q_ballots_of *ballots, size_t n, struct room_page *m)
{
    m->votes = arena_array(request->arena, struct room_vote, room->votes_n + 1);
    m->earlier = arena_array(request->arena, struct room_vote, room->votes_n + 1);
    size_t asked = 0;
    for (int over = 0; over <= 1; over++) { /* what is asked now stands first, then what came of the last one */
        asked = m->n;
        for (size_t i = 0; i < room->votes_n; i++) {
            const struct q_vote_list *vote = &room->votes[i];
            bool shown = room_shows(room, vote);
            if (over == 0 && shown && vote->opened_at.known) {
                room_say_vote(request, out, room, vote, &m->votes[m->n]);
                add_form(request, out, room, vote, ballots, n, &m->votes[m->n++]);
                m->asks = true;
            } else if (over == 1 && vote->closed_at.known) { /* a group at work has its hands full */
                bool here = shown && room->round == NULL && m->n == asked;
                room_say_vote(request, out, room, vote, here ? &m->votes[m->n++] : &m->earlier[m->earlier_n++]);
            }
        }
    }
}

/* Of an answer a notice; of what is done over and over a line. */
static void say_done(struct request *request, struct out *out, struct room_page *m)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    m->says = str_eq(done, S("write"))   ? W(out, "Your card is on the table.")
              : str_eq(done, S("move"))  ? W(out, "The card is moved.")
              : str_eq(done, S("name"))  ? W(out, "The name is saved.")
              : str_eq(done, S("say"))   ? W(out, "Your statement stands.")
              : str_eq(done, S("back"))  ? W(out, "It is taken back; you can let it stand again.")
              : str_eq(done, S("again")) ? W(out, "It stands again.")
              : str_eq(done, S("seat"))  ? W(out, "You have a group.")
                                         : S("");
    m->notice = str_eq(done, S("answered"))
                    ? (struct notice){TONE_GOOD, W(out, "Your answer is in"),
                                      html_text(request->arena, W(out, "You can change it until the vote is closed."))}
                    : (struct notice){0};
}

/* Where a survey waits for them. */
static enum fault must_use put_survey(struct request *request, struct out *out, struct str uid, struct room_page *m)
{
    struct q_survey_room *rows;
    size_t n;
    TRY(q_survey_room(request->db, request->arena, uid, &rows, &n));
    m->survey = (struct url){S("")};
    for (size_t i = 0; i < n; i++) {
        if (!rows[i].answered && m->survey.text.n == 0) {
            m->survey = url_path_of(request->arena, "/room/in/{}/survey", request->params[0]);
            m->survey_says = str_eq(rows[i].kind, S(SURVEY_BEFORE))
                                 ? W(out, "Answer the survey") : W(out, "Answer six short questions on the aims");
        }
    }
    return OK;
}

enum fault room_own_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct room_page *m = arena_new(request->arena, struct room_page);
    struct q_room_of_participant row;
    struct room room;
    struct q_ballots_of *ballots;
    struct q_assessment_in_room *rated;
    size_t n, rated_n;
    struct str uid;
    TRY(room_own_uid(request, &uid));
    if (request->db == NULL) {
        return FAULT_LOST;
    }
    q_room_of_participant_soon(request->db, uid, request->today);
    q_ballots_of_soon(request->db, uid);
    q_assessment_in_room_soon(request->db, uid);
    q_survey_room_soon(request->db, uid);
    room_work_soon(request, uid);
    TRY(q_room_of_participant(request->db, request->arena, uid, request->today, &row));
    TRY(q_ballots_of(request->db, request->arena, uid, &ballots, &n));
    TRY(q_assessment_in_room(request->db, request->arena, uid, &rated, &rated_n));
    TRY(put_survey(request, &out, uid, m));
    room_load_soon(request, row.code);
    TRY(room_load(request, row.code, &room));
    m->page = page_of(request, SAY(&out, "You are in, {name}", slot("name", row.short_name)),
                      W(&out, "What the room is asked appears here; keep this page open."), DOOR_NONE);
    m->page->kicker = W(&out, "Leadership programme");
    page_hide_address(m->page);
    m->page->no_index = true;
    say_done(request, &out, m);
    m->problems = form_problems_of(request, request->acts ? request->form_fields : room_own_form);
    TRY(room_work(request, &out, &room, uid, m));
    m->other = str_eq(row.came_by, S("code"))
                   ? url_add(request->arena, url_path_of(request->arena, "/room/{}", row.code), "as", S("new"))
                   : (struct url){0};
    m->action = url_path_of(request->arena, "/room/in/{}", request->params[0]);
    m->rate = rated_n > 0 ? url_path_of(request->arena, "/room/in/{}/rate", request->params[0]) : (struct url){S("")};
    struct str of = request->acts ? S("") : request_text(request, "of");
    m->here = of.n > 0 ? room_step_url(request->arena, m->action, of, (size_t)request_int(request, "from", 1))
                       : m->action;
    m->screen = url_path_of(request->arena, "/room/{}/screen", row.code);
    m->live = room_live(request, &room);
    m->mark = room_mark(request->arena, &room);
    m->once = request_once(request);
    put_votes(request, &out, &room, ballots, n, m);
    response->max_age_s = -1;
    view_room_own(&out, m);
    return OK;
}

static void refuse(struct request *request, enum ballot_check check)
{
    const struct field *where = &room_own_form[3];
    if (check == BALLOT_OVER_BUDGET) {
        form_refuse(request, where, W_NOTE("more dots than you have"), W_NOTE("take some away, then send it again"));
    } else if (check == BALLOT_OVER_EACH) {
        form_refuse(request, where, W_NOTE("too many dots on one option"), W_NOTE("put some of them elsewhere"));
    } else {
        form_refuse(request, where, W_NOTE("not one of the answers"), W_NOTE("choose one that is offered"));
    }
}

/* This step, with what they said in the others. */
static enum fault must_use cast(struct request *request, const struct q_room_of_participant *row, struct str uid,
                                struct room_step *step, size_t *ret_options)
{
    struct str vote_uid = request_typed(request, "vote");
    int values[VOTE_OPTIONS_MAX] = {0};
    int64_t round = 1;
    enum ballot_check check = BALLOT_FINE;
    struct q_vote_of vote;
    struct q_ballots_of *ballots;
    size_t n;
    TRY(q_vote_of(request->db, request->arena, row->id, vote_uid, &vote));
    TRY(q_ballots_of(request->db, request->arena, uid, &ballots, &n));
    (void)read_typed(request, vote_uid, step);
    (void)parse_int(request_typed(request, "round"), 1, 2, &round);
    read_ballot(ballots, n, vote.id, round, values);
    *ret_options = (size_t)vote.options;
    if (!room_step_merge(vote.kind, (size_t)vote.options, step, values)) {
        form_refuse(request, &room_own_form[3], W_NOTE("stands twice"), W_NOTE("give each option one place"));
        return FAULT_INVALID;
    }
    enum fault fault = vote_cast(request->db, request->arena, row->id, row->participant_id, vote_uid, round, values,
                                 &check);
    if (fault == FAULT_INVALID) {
        refuse(request, check);
    }
    return fault;
}

enum fault room_own_act(struct request *request, struct response *response)
{
    struct q_room_of_participant row;
    struct room_step step = {.from = 1};
    struct str uid;
    size_t options = 0;
    TRY(room_own_uid(request, &uid));
    TRY(q_room_of_participant(request->db, request->arena, uid, request->today, &row));
    enum fault fault = cast(request, &row, uid, &step, &options);
    if (fault == FAULT_CONFLICT) {
        return form_refuse_meanwhile(request, response, form_find(room_own_form, "vote"));
    }
    if (fault == OK) {
        struct url url = url_path_of(request->arena, "/room/in/{}", request->params[0]);
        size_t next = step.from + ROOM_STEP;
        response->status = 303;
        response->location = next > options ? url_add(request->arena, url, "done", S("answered")).text
                                            : room_step_url(request->arena, url, request_typed(request, "vote"),
                                                            next).text;
    }
    return fault;
}
