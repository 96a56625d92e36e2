/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_demo: it begins, people are asked and answer, cards hang on the wall. */
#include "web/programme/programme_demo.h"

#include "base/check.h"
#include "base/rand.h"
#include "store/demo.h"
#include "store/project.sql.h"
#include "store/wall.h"
#include "web/programme/programme_demo_words.h"
#include "web/say.h"
#include "web/survey/aims_web.h"

#define HOST S("Musterhafen" DEMO_MARK)
#define BEGUN_DAYS 40 /* ago */
#define ASKED_DAYS 38
#define ACCEPTED_DAYS 33
#define WALL_DAYS 20
#define OPENED_DAYS 30
#define ANSWERED_DAYS 24
#define CLOSED_DAYS 14
#define DAY_1_DAYS 9
#define AHEAD_DAYS 5  /* the second day */
#define SECRET_BYTES 16u

int64_t programme_demo_ago(const struct programme_demo *made, int days)
{
    return made->now - (int64_t)days * DEMO_DAY_S;
}

int64_t programme_demo_day_1(const struct programme_demo *made, int minutes)
{
    return (int64_t)made->day_1 * DEMO_DAY_S + (int64_t)minutes * 60;
}

enum fault programme_demo_read(struct programme_demo *made)
{
    TRY(q_programme_of(made->db, made->arena, made->member_uid, made->uid, &made->row));
    return agenda_load(made->db, made->arena, made->uid, &made->agenda);
}

const struct q_programme_blocks *programme_demo_block(const struct programme_demo *made, const char *part)
{
    for (size_t i = 0; i < made->agenda.blocks_n; i++) {
        if (str_eq(made->agenda.blocks[i].part, str_of(part))) {
            return &made->agenda.blocks[i];
        }
    }
    check(!"a part of the ready agenda");
    return NULL;
}

bool programme_demo_was_there(size_t person, size_t session)
{
    return demo_participants[person].was[session] == 'y';
}

/* ---- it begins */

/* Nobody meets on a Saturday or Sunday: the day before those, or after. 1970 began with a Thursday. */
static int32_t workday(int32_t day, int step)
{
    while ((day + 3) % 7 >= 5) {
        day += step;
    }
    return day;
}

static enum fault must_use begin(struct programme_demo *made)
{
    made->day_1 = workday((int32_t)(programme_demo_ago(made, DAY_1_DAYS) / DEMO_DAY_S), -1);
    const struct programme_new new = {
        .member_id = made->member_id, .host_kind = S("city"), .host_name = S(""),
        .name = S("What small cities do together" DEMO_MARK), .template = S("two_and_a_half_days"),
        .languages = S("en de"), .place = S("The old fish hall"), .begins_on = {made->day_1}, .by = made->person};
    TRY(programme_begin(made->db, made->arena, &new, programme_demo_ago(made, BEGUN_DAYS), &made->uid));
    TRY(programme_demo_read(made));
    int32_t second = workday((int32_t)(made->now / DEMO_DAY_S) + AHEAD_DAYS, 1);
    int32_t days[] = {made->day_1, second, workday(second + 1, 1)};
    for (size_t i = 2; i < made->agenda.sessions_n; i++) { /* the last first, so that none meets another */
        const struct q_programme_sessions *session = &made->agenda.sessions[made->agenda.sessions_n + 1 - i];
        const struct session_times times = {{days[session->day_on.days - made->day_1]}, (int)session->begins,
                                            (int)session->ends};
        TRY(agenda_session_save(made->db, made->arena, &made->row, session, &times,
                                programme_demo_ago(made, BEGUN_DAYS)));
    }
    return programme_demo_read(made);
}

static enum fault must_use come_to(struct programme_demo *made, enum programme_stage stage, int day, int64_t at)
{
    const struct programme_at next = {stage, day};
    TRY(programme_say(made->db, &made->row, made->row.number, next, made->person, at));
    return programme_demo_read(made);
}

/* ---- who takes part */

static enum fault must_use say_sessions(struct programme_demo *made, size_t person)
{
    const struct demo_participant *from = &demo_participants[person];
    int64_t at = programme_demo_ago(made, ACCEPTED_DAYS);
    bool answered = false;
    for (size_t i = 0; i < made->agenda.sessions_n && i < DEMO_SESSIONS; i++) {
        if (from->says[i] != '?') {
            answered = true;
            TRY(q_participant_accept_session(made->db, made->people[person], made->agenda.sessions[i].id,
                                             from->says[i] == 'y', at));
        }
    }
    return answered ? q_participant_accept(made->db, made->people[person], at) : OK;
}

static enum fault must_use invite(struct programme_demo *made)
{
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        const struct demo_participant *from = &demo_participants[i];
        int sub = from->substitute_of;
        struct q_participant_by_uid row;
        const struct participant_new new = {
            .name = from->name, .organisation = from->organisation, .sector = from->sector, .role = from->role,
            .mail = from->mail, .substitute_of = {sub >= 0, sub >= 0 ? made->people[sub] : 0},
            .came_by = S("invited")};
        TRY(participant_add(made->db, made->arena, &made->row, &new, programme_demo_ago(made, ASKED_DAYS),
                            &made->uids[i]));
        TRY(q_participant_by_uid(made->db, made->arena, made->uids[i], &row));
        made->people[i] = row.id;
        TRY(q_participant_asked(made->db, row.id, programme_demo_ago(made, ASKED_DAYS)));
        TRY(say_sessions(made, i));
    }
    return OK;
}

static enum fault must_use attend(struct programme_demo *made)
{
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        for (size_t k = 0; k < 2; k++) {
            TRY(q_participant_attended(made->db, made->people[i], made->agenda.sessions[k].id,
                                       (struct maybe_int){true, programme_demo_was_there(i, k)}));
        }
    }
    return OK;
}

/* ---- the survey before, and the questions on the aims */

struct answering {
    struct arena *arena;
    struct survey_value values[24];
    size_t n;
};

static void say(struct answering *answering, const char *code, struct str row, struct str value)
{
    if (value.n > 0) {
        check(answering->n < sizeof answering->values / sizeof answering->values[0]);
        answering->values[answering->n++] = (struct survey_value){str_of(code), row, value};
    }
}

/* ranked: each at its place; else each ticked. */
static void say_each(struct answering *answering, const char *code, const char *values, bool ranked)
{
    int place = 0;
    for (struct str rest = str_of(values); rest.s != NULL && rest.n > 0;) {
        struct str value = str_cut(rest, ' ', &rest);
        if (ranked) {
            say(answering, code, str_format(answering->arena, "%d", ++place), value);
        } else {
            say(answering, code, value, S("Y"));
        }
    }
}

static enum fault must_use save(struct programme_demo *made, int64_t survey_id, const struct survey *survey,
                                size_t person, struct answering *answering)
{
    const struct survey_answers answers = {answering->values, answering->n};
    const struct survey_link link = {survey_id, made->people[person], demo_participants[person].sector, false,
                                     rand_hex(made->arena, SECRET_BYTES)};
    return survey_answer_save(made->db, made->arena, survey, &link, &answers, true);
}

static enum fault must_use ask_all(struct programme_demo *made, int64_t survey_id)
{
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        TRY(demo_participants[i].substitute_of < 0 ? q_survey_ask(made->db, survey_id, made->people[i]) : OK);
    }
    return OK;
}

static enum fault must_use answer_before(struct programme_demo *made, struct q_survey_id *ret_row)
{
    struct survey survey;
    struct str uid;
    struct db *db = made->db;
    survey_ready(made->arena, made->row.languages, made->row.name, &survey);
    TRY(survey_begin(db, made->arena, made->row.id, S(SURVEY_BEFORE), survey_structure(made->arena, &survey, NULL),
                     programme_demo_ago(made, OPENED_DAYS), &uid));
    TRY(q_survey_id(db, made->arena, made->row.id, S(SURVEY_BEFORE), ret_row));
    TRY(q_survey_open(db, ret_row->id, false, programme_demo_ago(made, OPENED_DAYS)));
    TRY(ask_all(made, ret_row->id));
    for (size_t i = 0; i < DEMO_ANSWERS; i++) {
        struct answering answering = {.arena = made->arena};
        const struct demo_answer *from = &demo_answers[i];
        say(&answering, "shared", S(""), str_of(from->shared));
        say_each(&answering, "works", from->works, false);
        say(&answering, "hinders", S(""), str_of(from->hinders));
        say_each(&answering, "first", from->first, true);
        say(&answering, "years", S(""), str_of(from->years));
        say(&answering, "smart", S(""), str_of(from->smart));
        TRY(save(made, ret_row->id, &survey, i, &answering));
    }
    return OK;
}

static enum fault must_use answer_aims(struct programme_demo *made, int64_t *ret_id)
{
    const struct survey_sending sending = {.db = made->db, .arena = made->arena,
                                           .now = programme_demo_ago(made, OPENED_DAYS)};
    const struct aims_asking asking = {made->row.id, made->row.name, made->row.languages};
    struct survey survey;
    TRY(aims_open(&sending, &asking, AIMS_BEFORE, ret_id));
    aims_ready(made->arena, made->row.languages, made->row.name, &survey);
    TRY(ask_all(made, *ret_id));
    for (size_t i = 0; i < DEMO_ANSWERS; i++) {
        struct answering answering = {.arena = made->arena};
        const struct demo_aim *from = &demo_aims[i];
        say(&answering, "know", S(""), str_of(from->know));
        say(&answering, "pace", S(""), str_of(from->pace));
        say_each(&answering, "works", from->works, false);
        say(&answering, "ideas", S(""), str_of(from->ideas));
        say(&answering, "burden", S(""), str_of(from->burden));
        say(&answering, "smart", S(""), str_of(from->smart));
        TRY(save(made, *ret_id, &survey, DEMO_ANSWERS - i, &answering)); /* others than those above, as it comes */
    }
    return OK;
}

enum fault programme_demo_asked(struct programme_demo *made)
{
    struct q_survey_id before;
    int64_t aims, closed_at = programme_demo_ago(made, CLOSED_DAYS);
    TRY(come_to(made, PROGRAMME_SURVEY_OPEN, 0, programme_demo_ago(made, OPENED_DAYS)));
    TRY(answer_before(made, &before));
    TRY(answer_aims(made, &aims));
    TRY(q_survey_remind(made->db, before.id, programme_demo_ago(made, ANSWERED_DAYS)));
    TRY(survey_close(made->db, made->arena, before.id, false, closed_at));
    TRY(survey_close(made->db, made->arena, aims, false, closed_at));
    return come_to(made, PROGRAMME_SURVEY_CLOSED, 0, closed_at);
}

/* ---- the wall */

static enum fault must_use hang(struct programme_demo *made, const struct wall_card *card, size_t marks, size_t from)
{
    struct q_wall_card_of row;
    struct str uid;
    TRY(wall_add(made->db, made->arena, made->row.id, card, made->person, programme_demo_ago(made, WALL_DAYS), &uid));
    TRY(q_wall_card_of(made->db, made->arena, made->uid, uid, &row));
    for (size_t i = 0; i < marks; i++) {
        TRY(q_wall_mark_add(made->db, row.id, made->people[(from + i) % DEMO_ANSWERS]));
    }
    return OK;
}

/* What the evidence knows best of a theme; where there is none the wall has a card less. */
static enum fault must_use hang_project(struct programme_demo *made, const struct demo_found *found)
{
    struct q_demo_project *rows;
    struct q_project_by_id project;
    size_t n;
    TRY(q_demo_project(made->db, made->arena, (struct theme_id){found->theme}, &rows, &n));
    if (n == 0) {
        return OK;
    }
    TRY(q_project_by_id(made->db, made->arena, rows[0].id, &project));
    bool is_over = !date_is_none(project.end_on) && (int64_t)project.end_on.days * DEMO_DAY_S <= made->now;
    struct date day = is_over ? project.end_on : project.start_on;
    struct str year = date_is_none(day) ? S("") : str_format(made->arena, "%d", date_year(day));
    const struct wall_card card = {
        .project_id = {true, rows[0].id.v},
        .claim = str_clip_letters(say_title(made->arena, project.title, project.acronym), WALL_CLAIM_MAX),
        .so_what = found->so_what,
        .source = str_clip_letters(str_format(made->arena, "%.*s (%.*s)", STR_ARG(project.acronym),
                                              STR_ARG(project.source)), WALL_SOURCE_MAX),
        .url = S(""), .dated_on = year, .licence = str_clip_letters(project.source_licence, WALL_LICENCE_MAX),
        .theme_id = {found->theme}};
    return hang(made, &card, 6, 3);
}

enum fault programme_demo_wall(struct programme_demo *made)
{
    for (size_t i = 0; i < DEMO_WALL_CARDS; i++) {
        const struct demo_card *from = &demo_cards[i];
        const struct wall_card card = {
            .claim = from->claim, .so_what = from->so_what, .source = from->source, .url = from->url,
            .dated_on = from->dated_on, .licence = S(""), .theme_id = {from->theme}};
        TRY(hang(made, &card, (size_t)from->marks, i));
    }
    for (size_t i = 0; i < COUNT_OF(demo_found); i++) {
        TRY(hang_project(made, &demo_found[i]));
    }
    return OK;
}

/* ---- all of it */

enum fault programme_demo(struct db *db, struct arena *arena, int64_t now)
{
    struct q_demo_host host;
    struct programme_demo *made = arena_new(arena, struct programme_demo);
    TRY(q_demo_host(db, arena, HOST, &host));
    *made = (struct programme_demo){.db = db, .arena = arena, .now = now, .member_id = host.id, .person = host.person,
                                    .colleague = host.colleague != 0 ? host.colleague : host.person,
                                    .member_uid = host.uid};
    TRY(begin(made));
    TRY(invite(made));
    TRY(programme_demo_asked(made));
    TRY(programme_demo_wall(made));
    TRY(attend(made));
    TRY(come_to(made, PROGRAMME_DAY, 1, programme_demo_day_1(made, 8 * 60)));
    TRY(programme_demo_room(made));
    return programme_demo_after(made);
}
