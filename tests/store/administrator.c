/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "administrator.h"

#include <time.h>

#include "base/check.h"
#include "store/assessment.h"
#include "store/bid_section.sql.h"
#include "store/bid_work.sql.h"
#include "store/action.h"
#include "store/note.h"
#include "store/programme.sql.h"
#include "store/announcement.sql.h"
#include "store/funding_rule.sql.h"
#include "store/event.sql.h"
#include "store/area.h"
#include "store/answer.h"
#include "store/deadline.h"
#include "store/introduction.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/profile.h"
#include "store/programme.sql.h"
#include "store/session.h"
#include "store/breakout.h"
#include "store/vote.h"
#include "store/wall.h"

static enum fault must_use act_for_a_city(struct db *db, struct arena *arena, int64_t person_id, int64_t now)
{
    struct q_member_by_uid row;
    TRY(q_member_add(db, S(ADMINISTRATOR_CITY), S("Oulu"), S("FI"), (struct str){0}, (struct str){0},
                     (struct maybe_int){0}));
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_CITY), &row));
    TRY(q_member_step_add(db, row.id, S("joined"), now, S("role"), (struct maybe_int){0}, S("")));
    struct role_new role = {.person_id = person_id, .role = S("main_contact"), .member_id = {true, row.id}};
    return role_give(db, arena, &role, now);
}

/* Another member city, which has asked that one for a first talk, and somebody of it. */
static enum fault must_use talk_to_another(struct db *db, struct arena *arena, int64_t person_id, int64_t now)
{
    struct q_member_by_uid us, them;
    TRY(q_member_add(db, S(ADMINISTRATOR_OTHER), S("Lecce"), S("IT"), (struct str){0}, (struct str){0},
                     (struct maybe_int){0}));
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_CITY), &us));
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_OTHER), &them));
    TRY(q_member_step_add(db, them.id, S("joined"), now, S("role"), (struct maybe_int){0}, S("")));
    const struct q_introduction_add_in talk = {
        .uid = S(ADMINISTRATOR_TALK), .from_id = them.id, .to_id = us.id, .from_person = person_id, .need = S("Heat"),
        .reason = S("we-can"), .reason_what = S("energy"), .slot_1 = now + 86400, .slot_2 = now + 2 * 86400,
        .slot_3 = now + 3 * 86400, .asked_role = S("main_contact"), .now = now, .ends_at = now + 3 * 86400,
        .remove_at = now + 9 * 86400};
    return q_introduction_add(db, &talk);
}

/* An event, which that person comes to, and an announcement. */
static enum fault must_use come_to_an_event(struct db *db, struct arena *arena, int64_t person_id, int64_t now)
{
    const struct q_event_add_in event = {
        .uid = S(ADMINISTRATOR_EVENT), .title = S("Heat"), .says = S("Heat"), .starts_at = now + 86400,
        .ends_at = now + 90000, .zone = S("central"), .place = S("Hall"), .online = S(""), .languages = S(""),
        .seen_by = S("members"), .now = now};
    struct q_event_by_uid row;
    struct q_member_by_uid us;
    TRY(q_event_add(db, &event));
    TRY(q_event_by_uid(db, arena, event.uid, &row));
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_CITY), &us));
    const struct q_announcement_add_in announced = {
        .uid = S(ADMINISTRATOR_EVENT), .title = S("Heat"), .says = S("Heat"), .link = S(""), .seen_by = S("members"),
        .until_day = now / 86400 + 1, .now = now};
    TRY(q_announcement_add(db, &announced));
    return q_event_person_add(db, row.id, person_id, us.id, S("in"), S(""), now);
}

/* Both say something that meets, and serve a place around them: the profile shows all that it may. */
static enum fault must_use say_something(struct db *db, struct arena *arena, const char *uid, enum help_kind kind,
                                         int64_t now)
{
    static const struct str bids[] = {S_INIT("bids")};
    struct q_member_by_uid row;
    TRY(q_member_by_uid(db, arena, str_of(uid), &row));
    const struct q_area_add_in place = {.member_id = row.id, .place = S("lau IT_058118"), .name = S("Ciampino"),
                                        .country = S("IT"), .lau_id = S("IT_058118")};
    TRY(profile_save(db, row.id, kind, bids, 1, S("Heat"), now));
    TRY(q_area_add(db, &place));
    return area_save_seen(db, row.id, true, now);
}

/* A draft of that person, and what waits for them to answer. */
static enum fault must_use write_rules(struct db *db, int64_t person_id, int64_t now)
{
    struct q_funding_rule_add_in in = {
        .uid = S("1"), .rule = S(ADMINISTRATOR_DRAFT), .number = 1, .kind = S("change"), .state = S("draft"),
        .why = S(""), .made_by = {true, person_id}, .now = now,
        .says = S("{\"id\": \"r\", \"name\": \"R\", \"source\": \"s\", \"checked\": \"2026-11-22\", \"confidence\": "
                  "\"read\", \"windows\": [{\"id\": \"w\", \"name\": \"one\"}], \"applicant\": {\"gte\": [\"people\", "
                  "10]}, \"cases\": [{\"says\": \"nine\", \"on\": \"2026-11-22\", \"cities\": [{\"population\": 9}], "
                  "\"expect\": \"does not fit\"}]}")};
    TRY(q_funding_rule_add(db, &in));
    in.uid = S("2");
    in.rule = S(ADMINISTRATOR_ASKED);
    in.state = S("asked");
    in.made_by = (struct maybe_int){0};
    return q_funding_rule_add(db, &in);
}

/* An earlier answer of it. */
static enum fault must_use wrote_before(struct db *db, int64_t member_id, int64_t person_id, int64_t now)
{
    const struct q_answer_add_in in = {
        .uid = S(ADMINISTRATOR_EVENT), .member_id = member_id, .question = S("Which roofs?"), .body = S("58 of them"),
        .fund = S("Heat"), .rule_id = S(""), .call_key = S(""), .handed_in_on = S("2024"), .outcome = S("granted"),
        .outcome_why = S("good"), .seen_by = S("members"), .person_id = person_id, .now = now};
    TRY(q_answer_add(db, &in));
    return q_answer_words_add(db, member_id, 1, 3, 1, S("roofs =roof"));
}

/* It watches a funding call that no list here names, and says how its council decides. */
static enum fault must_use watch(struct db *db, struct arena *arena, int64_t person_id, int64_t now)
{
    struct q_member_by_uid us;
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_CITY), &us));
    TRY(q_watch_add(db, S(ADMINISTRATOR_EVENT), us.id, S("EU/1"), S("Heat"), person_id, now));
    TRY(q_council_put(db, us.id, S("recesses"), S("2026-12-21 to 2027-01-08")));
    TRY(wrote_before(db, us.id, person_id, now));
    return q_watch_feed_put(db, us.id, S(ADMINISTRATOR_EVENT), person_id, now);
}

/* It leads a bid for that, in which the other city takes part, and is asked in one of theirs. */
static enum fault must_use bid(struct db *db, struct arena *arena, int64_t person_id, int64_t now)
{
    struct q_member_by_uid us, them;
    struct q_bid_work_id row;
    struct q_bid_city_add_in part = {.uid = S("1"), .role = S("lead"), .answer = S("yes"),
                                     .person_id = {true, person_id}, .says = S(""), .now = now};
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_CITY), &us));
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_OTHER), &them));
    TRY(q_bid_work_add(db, S(ADMINISTRATOR_EVENT), S("EU/1"), S("Heat"), S(""), S("Heat"), now));
    TRY(q_bid_work_id(db, arena, S(ADMINISTRATOR_EVENT), &row));
    part.bid_id = row.id;
    part.member_id = us.id;
    TRY(q_bid_city_add(db, &part));
    part.uid = S("2");
    part.member_id = them.id;
    part.role = S("partner");
    part.person_id = (struct maybe_int){0};
    TRY(q_bid_city_add(db, &part));
    TRY(q_bid_section_add(db, &(struct q_bid_section_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .bid_id = row.id, .number = 1, .title = S("Impact"), .asks = S("What changes"),
        .limit_n = 5, .limit_of = S("words"), .member_id = us.id, .now = now}));
    for (int64_t i = 1; i <= 2; i++) {
        TRY(q_bid_text_add(db, &(struct q_bid_text_add_in){
            .section_id = 1, .number = i, .body = i == 1 ? S("Heat") : S("42 residents"), .person_id = person_id,
            .member_id = us.id, .now = now}));
    }
    TRY(q_bid_figure_add(db, &(struct q_bid_figure_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .bid_id = row.id, .name = S("residents"), .says = S("43"), .value = 43000,
        .unit = S(""), .source = S(""), .each_city = true, .person_id = person_id, .now = now}));
    return q_bid_stage_add(db, &(struct q_bid_stage_add_in){
        .bid_id = row.id, .stage = S("decided"), .day_on = {(int32_t)(now / 86400)}, .person_id = person_id,
        .member_id = us.id, .why = S(""), .currency = S(""), .now = now});
}

/* Closed, so that what it came to is shown. */
static enum fault must_use assess(struct db *db, struct arena *arena, int64_t person_id, int64_t now)
{
    struct q_member_by_uid us;
    struct q_assessment_id row;
    struct q_assessment_round_last round;
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_CITY), &us));
    TRY(q_assessment_add(db, &(struct q_assessment_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .member_id = us.id, .name = S("Heat"), .framework = S("sgm-1"),
        .form = S("short"), .now = now}));
    TRY(q_assessment_id(db, arena, S(ADMINISTRATOR_EVENT), &row));
    TRY(q_assessment_round_add(db, row.id, now));
    TRY(q_assessment_round_last(db, arena, row.id, &round));
    for (int i = 0; i < 6; i++) {
        struct str uid = str_format(arena, "%d", i);
        struct q_assessment_rater_by_uid rater;
        TRY(q_assessment_rater_add(db, &(struct q_assessment_rater_add_in){
            .uid = uid, .round_id = round.id, .name = S("Ada"), .sector = S("public"), .mail = S(""),
            .mail_folded = S(""), .language = S("en"), .now = now}));
        TRY(q_assessment_rater_by_uid(db, arena, uid, &rater));
        TRY(rating_say(db, &rater, S("VIS-1"), 1 + i % 5, S("Heat")));
    }
    return q_assessment_round_close(db, round.id, person_id, 6, 6, false, now);
}

/* It holds a leadership programme with a session, a block, somebody who takes part, and something that is asked. */
static enum fault must_use programme(struct db *db, struct arena *arena, int64_t person_id, int64_t now)
{
    struct q_member_by_uid us;
    struct q_programme_id row;
    struct date today = {(int32_t)(now / 86400)};
    TRY(q_member_by_uid(db, arena, S(ADMINISTRATOR_CITY), &us));
    TRY(q_programme_add(db, &(struct q_programme_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .member_id = us.id, .host_kind = S("city"), .host_name = S(""),
        .name = S("Leaders"), .template = S(""), .languages = S("en"), .place = S(""), .begins_on = today,
        .ends_on = today, .code = S(ADMINISTRATOR_ROOM), .made_by = {true, person_id}, .now = now}));
    TRY(q_programme_id(db, arena, S(ADMINISTRATOR_EVENT), &row));
    TRY(q_programme_stage_add(db, row.id, S("draft"), 0, (struct maybe_int){true, person_id}, now));
    TRY(q_programme_session_add(db, S(ADMINISTRATOR_EVENT), row.id, 1, today, 540, 720));
    TRY(q_programme_block_add(db, &(struct q_programme_block_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .programme_id = row.id, .session_id = 1, .number = 1, .kind = S("breakout"),
        .part = S(""), .title = S(""), .purpose = S(""), .minutes = 30}));
    TRY(q_participant_add(db, &(struct q_participant_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .programme_id = row.id, .name = S("Bo"), .short_name = S("Bo"),
        .organisation = S("Mill"), .sector = S("private"), .role = S(""), .mail = S(""), .mail_folded = S(""),
        .language = S("en"), .came_by = S("invited"), .now = now}));
    TRY(q_wall_card_add(db, &(struct q_wall_card_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .programme_id = row.id, .claim = S("Heat"), .so_what = S(""), .source = S(""),
        .url = S(""), .dated_on = S(""), .licence = S(""), .person_id = person_id, .now = now}));
    TRY(q_note_add(db, row.id, S("en"), person_id, now));
    TRY(q_note_section_add(db, S(ADMINISTRATOR_EVENT), 1, 1, S(""), S("Why?"), S("")));
    TRY(q_note_text_add(db, 1, 1, S("Need."), S("typed"), person_id, now));
    TRY(q_action_add(db, &(struct q_action_add_in){
        .uid = S(ADMINISTRATOR_EVENT), .programme_id = row.id, .what = S("Ask"), .who = S("Mill"), .mail = S(""),
        .mail_folded = S(""), .due_on = today, .made_by = person_id, .now = now}));
    TRY(q_action_review_begin(db, row.id, 30, now));
    struct str uid;
    const struct str option = S("Skills first");
    TRY(vote_put(db, arena, &(struct vote_new){.programme_id = row.id, .kind = S("test"), .question = S("Which?"),
                                               .options = &option, .n = 1}, now, &uid));
    const struct breakout_room room = {row.id, S(ADMINISTRATOR_ROOM)};
    const struct breakout_place place = {row.id, 1, 1};
    TRY(breakout_make(db, arena, &room, &(struct breakout_in){1, S(ADMINISTRATOR_EVENT)}, 1, now));
    TRY(breakout_write(db, arena, &place, S("Heat"), now));
    TRY(q_vote_add(db, &(struct q_vote_add_in){.uid = S(ADMINISTRATOR_EVENT), .programme_id = row.id, .kind = S("dots"),
                                               .question = S("Heat?"), .budget = 1, .each_max = 1, .now = now}));
    TRY(q_vote_option_add(db, 2, 1, S("Roofs"), (struct maybe_int){0}));
    return vote_do(db, arena, row.id, uid, VOTE_OPEN, now);
}

static enum fault must_use add(struct db *db, struct arena *arena, bool second_step, struct str *ret_token)
{
    const struct person_new person = {S("Ada"), S("ada@b.example"), S("en")};
    struct session_new session = {.opened_by = S("password"), .is_staff = true, .second_factor = true,
                                  .browser = S("Firefox, Linux")};
    int64_t now = (int64_t)time(NULL);
    int64_t lasts_s;
    TRY(person_add(db, arena, &person, now, &session.person_id));
    TRY(role_give(db, arena, &(struct role_new){.person_id = session.person_id, .role = S("administrator")}, now));
    TRY(role_give(db, arena, &(struct role_new){.person_id = session.person_id, .role = S("coordinator")}, now));
    TRY(act_for_a_city(db, arena, session.person_id, now));
    TRY(person_set_second(db, session.person_id, second_step ? S("sealed") : S(""), 0));
    TRY(talk_to_another(db, arena, session.person_id, now));
    TRY(come_to_an_event(db, arena, session.person_id, now));
    TRY(write_rules(db, session.person_id, now));
    TRY(watch(db, arena, session.person_id, now));
    TRY(bid(db, arena, session.person_id, now));
    TRY(assess(db, arena, session.person_id, now));
    TRY(programme(db, arena, session.person_id, now));
    TRY(say_something(db, arena, ADMINISTRATOR_CITY, HELP_NEED, now));
    TRY(say_something(db, arena, ADMINISTRATOR_OTHER, HELP_OFFER, now));
    return session_open(db, arena, &session, S(""), now, ret_token, &lasts_s);
}

struct str administrator_cookie(struct arena *arena, struct str url, bool second_step)
{
    struct db *db = NULL;
    struct str why;
    struct str token;
    check(db_open(arena, url, DB_WRITE, &db, &why) == OK);
    check(add(db, arena, second_step, &token) == OK);
    db_close(db);
    return str_join(arena, S("session="), token);
}
