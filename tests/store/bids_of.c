/* SPDX-License-Identifier: AGPL-3.0-or-later
** bids_of: rows of somebody. */
#include "bids_of.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/answer.h"
#include "store/assessment.h"
#include "store/assessment_band.h"
#include "store/bid_section.h"
#include "store/deadline.h"
#include "store/matrix.h"
#include "store/action.h"
#include "store/note.h"
#include "store/note_pdf.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/programme_record.h"
#include "store/breakout.h"
#include "store/wall.h"
#include "store/survey.h"
#include "store/vote.h"

#define NOW 1795359600

void bids_of_add(struct db *db, struct arena *arena, int64_t member, int64_t person, struct str uid, struct str mark)
{
    struct str bid_uid;
    assert_int_equal(q_watch_add(db, uid, member, S("EU/1"), S("Heat"), person, NOW), OK);
    assert_int_equal(watched_feed_begin(db, arena, member, person, NOW), OK);
    const struct bid_new bid = {member, uid, S("Heat"), S(""), mark, person, person, {20000}};
    assert_int_equal(bid_begin(db, arena, &bid, NOW, &bid_uid), OK);
    struct q_bid_work_id row;
    struct q_bid_section_last last;
    assert_int_equal(q_bid_work_id(db, arena, bid_uid, &row), OK);
    const struct q_bid_section_add_in section = {.uid = bid_uid, .bid_id = row.id, .number = 1, .title = S("Impact"),
                                                 .asks = S(""), .limit_of = S(""), .member_id = member, .now = NOW};
    assert_int_equal(q_bid_section_add(db, &section), OK);
    assert_int_equal(q_bid_section_last(db, arena, row.id, &last), OK);
    assert_int_equal(last.n, 1);
    int64_t id = row.id; /* a bid has one section here, so both count alike */
    assert_int_equal(q_bid_section_owner(db, id, (struct maybe_int){true, person}, NOW), OK);
    const struct q_bid_text_add_in text = {.section_id = id, .number = 1, .body = mark, .person_id = person,
                                           .member_id = member, .now = NOW};
    assert_int_equal(q_bid_text_add(db, &text), OK);
    const struct q_bid_figure_add_in figure = {.uid = bid_uid, .bid_id = row.id, .name = S("residents"), .says = S("5"),
                                               .value = 5000, .unit = S(""), .source = S(""), .person_id = person,
                                               .now = NOW};
    assert_int_equal(q_bid_figure_add(db, &figure), OK);
    const struct answer_new answer = {
        .member_id = member, .question = mark, .body = S("green"), .fund = S("Heat"), .rule_id = S(""),
        .call_key = S(""), .handed_in_on = S("2024"), .outcome_why = S(""), .person_id = person};
    assert_int_equal(answer_add(db, arena, &answer, NOW, &bid_uid), OK);
}

static void assessment_of_add(struct db *db, struct arena *arena, int64_t person, struct str name, struct str mail)
{
    const struct assessment_new new = {.member_id = 1, .name = S("Heat"), .framework = S("sgm-1"), .is_short = true};
    struct q_assessment_id id;
    struct q_assessment_round_last round;
    struct q_participants_of_mail *found;
    struct q_participant_by_uid participant;
    struct str uid;
    size_t n;
    assert_int_equal(assessment_begin(db, arena, &new, NOW, &uid), OK);
    assert_int_equal(q_assessment_id(db, arena, uid, &id), OK);
    assert_int_equal(q_assessment_round_last(db, arena, id.id, &round), OK);
    assert_int_equal(q_participants_of_mail(db, arena, person_fold_mail(arena, mail), &found, &n), OK);
    assert_int_equal(q_participant_by_uid(db, arena, found[0].uid, &participant), OK);
    struct q_assessment_of row = {.id = id.id, .round_id = round.id};
    const struct rater_new rater = {{true, participant.id}, name, SECTOR_THIRD, mail, S("en")};
    assert_int_equal(assessment_rater_new(db, arena, &row, 0, &rater, NOW), OK);
    /* One rater an assessment here: both count alike. */
    assert_int_equal(rating_say(db, &(struct q_assessment_rater_by_uid){.id = id.id}, S("VIS-1"), 4, name), OK);
    assert_int_equal(q_rating_confirm(db, round.id, S("VIS-1"), 4, name, person), OK);
    assert_int_equal(q_assessment_hand(db, id.id, S("LED"), id.id), OK);
    const struct band_shared shared = {1, uid, id.id, &(int){3}, 1};
    assert_int_equal(band_share(db, arena, &shared, person, NOW), OK);
    assert_int_equal(assessment_close(db, arena, &row, person, NOW), OK);
    const struct matrix_new matrix = {1, S("Heat"), S("City"), S(""), S("{}"), person};
    assert_int_equal(matrix_new_add(db, arena, &matrix, 0, NOW), OK);
    assert_int_equal(q_assessment_level_put(db, &(struct q_assessment_level_put_in){
        .round_id = round.id, .criterion = S("VIS-1"), .level = {true, 3}, .because = S("as agreed"),
        .person_id = person, .now = NOW}), OK);
}

/* One section and one participant a programme here. */
static void notes_of_add(struct db *db, struct arena *arena, int64_t programme_id, int64_t person, struct str name,
                         struct str mail)
{
    const struct note_flow flow = {S("wall"), 1, S("Heat"), S("Heat")};
    const struct decision_new decision = {S("Heat"), S("talk"), S(""), S("")};
    struct note_flowed flowed;
    assert_int_equal(note_flow_in(db, arena, programme_id, S("de"), NULL, NULL, 0, &flow, 1, person, NOW, &flowed), OK);
    struct q_note_of note = {.id = programme_id, .programme_id = programme_id, .step = S("")};
    const struct q_note_sections section = {.id = programme_id};
    assert_int_equal(note_correct(db, arena, &note, &section, programme_id, 1, mail, NOW), OK);
    assert_int_equal(decision_put(db, arena, &note, NULL, &decision, person, NOW), OK);
    const struct action_new action = {.what = S("Heat"), .who = name, .mail = mail, .due_on = {20600}, .by = person};
    assert_int_equal(action_put(db, arena, programme_id, 0, &action, NOW), OK);
    assert_int_equal(q_action_step_add(db, &(struct q_action_step_add_in){
        .action_id = programme_id, .step = S("done"), .due_on = {20600}, .says = name, .by_link = true, .now = NOW}),
        OK);
    assert_int_equal(q_note_pdf_add(db, note.id, str_format(arena, "p%d", (int)note.id), S("d"), S("Heat"), NOW), OK);
    assert_int_equal(q_note_step_add(db, note.id, S("closed"), S(""), person, NOW), OK);
}

void programme_of_add(struct db *db, struct arena *arena, int64_t person, struct str name, struct str mail)
{
    const struct programme_new new = {
        .member_id = 1, .host_kind = S("city"), .host_name = S(""), .name = S("Heat"), .template = S("two_hours"),
        .languages = S("de"), .place = S(""), .begins_on = {20500}, .by = person};
    const struct participant_new participant = {.name = name, .short_name = name, .organisation = name,
                                                .sector = S("private"), .role = name, .mail = mail,
                                                .language = S("de"), .came_by = S("invited")};
    struct q_programme_id id;
    struct q_programme_session_id session;
    struct q_programme_sessions *sessions;
    struct str uid;
    size_t n;
    assert_int_equal(programme_begin(db, arena, &new, NOW, &uid), OK);
    assert_int_equal(q_programme_id(db, arena, uid, &id), OK);
    assert_int_equal(q_programme_sessions(db, arena, uid, &sessions, &n), OK);
    assert_int_equal(q_programme_session_id(db, arena, sessions[0].uid, &session), OK);
    const struct q_programme_of row = {.id = id.id, .languages = S("de")};
    assert_int_equal(participant_add(db, arena, &row, &participant, NOW, &uid), OK);
    const struct wall_card card = {.claim = S("Heat"), .so_what = S(""), .source = S(""), .url = S(""),
                                   .dated_on = S(""), .licence = S("")};
    assert_int_equal(wall_add(db, arena, id.id, &card, person, NOW, &uid), OK);
    const struct survey survey = {0};
    const struct survey_link link = {id.id, id.id, S("private"), true, name};
    struct survey_value value = {S("why"), S(""), mail};
    assert_int_equal(survey_begin(db, arena, id.id, S(SURVEY_BEFORE), S("<document/>"), NOW, &uid), OK);
    assert_int_equal(q_survey_open(db, id.id, true, NOW), OK);
    assert_int_equal(q_survey_ask(db, id.id, id.id), OK);
    assert_int_equal(survey_answer_save(db, arena, &survey, &link, &(struct survey_answers){&value, 1}, true), OK);
    assert_int_equal(q_wall_mark_add(db, id.id, id.id), OK);
    assert_int_equal(q_record_ask_put(db, &(struct q_record_ask_put_in){
        .programme_id = id.id, .uid = uid, .host_kind = S("city"), .host_name = S(""), .begins_on = {1}, .ends_on = {2},
        .name = S("Heat"), .kind = S(""), .place = S(""), .cities = S(""), .themes = S(""), .came_of = S(""),
        .asked_by = person, .now = NOW}), OK);
    assert_int_equal(q_record_put_asked(db, id.id, uid, person, NOW), OK);
    const struct wall_said said = {.programme_id = id.id, .card_id = id.id, .named = true, .by = id.id, .says = mail};
    const struct wall_said ours = {.programme_id = id.id, .card_id = id.id, .by_city = true, .named = true,
                                   .by = person, .says = S("Heat")};
    assert_int_equal(wall_say(db, arena, &said, NOW), OK);
    assert_int_equal(wall_say(db, arena, &ours, NOW), OK);
    assert_int_equal(wall_open(db, id.id, id.id, S("one"), S("any")), OK);
    assert_int_equal(q_breakout_add(db, uid, id.id, 1, 1, NOW), OK);
    assert_int_equal(q_breakout_seat_put(db, id.id, id.id, 1), OK);
    /* One participant and one session a programme here: all count alike. */
    assert_int_equal(q_participant_session_put(db, id.id, session.id, (struct maybe_int){true, 1},
                                               (struct maybe_int){true, NOW}, (struct maybe_int){0}), OK);
    assessment_of_add(db, arena, person, name, mail);
    notes_of_add(db, arena, id.id, person, name, mail);
    const struct str option = S("Skills");
    const struct vote_new vote = {.programme_id = id.id, .kind = S("test"), .question = S("Which?"), .options = &option,
                                  .n = 1};
    const int values[VOTE_OPTIONS_MAX] = {1};
    enum ballot_check check;
    assert_int_equal(vote_put(db, arena, &vote, NOW, &uid), OK);
    assert_int_equal(vote_do(db, arena, id.id, uid, VOTE_OPEN, NOW), OK);
    assert_int_equal(vote_cast(db, arena, id.id, id.id, uid, 1, values, &check), OK);
}
