/* SPDX-License-Identifier: AGPL-3.0-or-later
** Somebody's desk, through the real page: what needs them by what they are here, what changed until they say that they
** have seen it, and finding one's own things. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/desk.h"
#include "visit.h"

#define DAY 86400
#define AGO(days) "(1795348800 - (" #days ") * 86400)"
#define PERSON(id, name)                                                                                   \
    "(" #id ", 'p" #id "', '" name "', '" #id "@a.example', '" #id "@a.example', 'en', 'active', '', '', 0, " AGO(100) \
    ", 1999999999, 1)"

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(1, "Annegret") ", "
                 PERSON(2, "Maria <M>") ", " PERSON(3, "Cora") ", " PERSON(4, "Ada"));
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'IT', 1), (8, 'u8', 'Porto <x>', 'PT', 1), (9, 'u9', 'Old', 'DE', 1), "
                 "(10, 'u10', 'Gone', 'FR', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', " AGO(90) ", 'role', ''), (8, 1, 'joined', " AGO(3) ", 'role', ''), "
                 "(9, 1, 'joined', " AGO(80) ", 'role', ''), (10, 1, 'joined', " AGO(2) ", 'role', ''), "
                 "(10, 2, 'left', " AGO(1) ", 'city', '')");
    scratch_exec(visit.scratch, "net.db", "insert into person_role (id, person_id, role, member_id, since) values "
                 "(1, 2, 'main_contact', 7, " AGO(90) "), (2, 1, 'colleague', 7, " AGO(2) "), "
                 "(3, 3, 'coordinator', null, " AGO(90) "), (4, 4, 'coordinator', null, " AGO(90) ")");
    scratch_exec(visit.scratch, "net.db", "insert into driver (id, part, person_id, named_at, shown) values "
                 "(1, 'driver', 3, " AGO(80) ", 1), (2, 'deputy', 4, " AGO(80) ", 0)");
    scratch_exec(visit.scratch, "net.db", "insert into commitment (id, member_id, version, person_id, name, job, "
                 "authority, reference, confirm_by, signed_at, ends_at, asked_n, who_until) values "
                 "(1, 7, 1, 2, 'M', 'j', 'officer', '', 'm', 1, 1999999999, 0, 1999999999)");
    return visit;
}

static void do_sql(struct visit *visit, const char *sql)
{
    scratch_exec(visit->scratch, "net.db", sql);
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static struct str desk(struct visit *visit, const struct who *who)
{
    visit->who = who;
    return visit_get(visit, "/me").page;
}

static void claim(struct visit *visit, const char *values)
{
    do_sql(visit, str_c(&visit->arena, str_format(&visit->arena,
        "insert into claim (id, uid, member_id, name, mail, mail_folded, says, language, state, why, made_at, ends_at, "
        "remove_at) values %s", values)));
}

static void test_what_needs_a_city(void **state)
{
    struct visit visit = open_net(state);
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "Maria &lt;M&gt;");
    assert_has(page, "Main contact of Ours");
    assert_has(page, "Say what Ours wants and can do, and see who fits: four questions.");
    assert_has(page, "About 4 minutes.");
    assert_has(page, "href=\"/member-cities/u7/profile/need\"");
    assert_false(has(page, "Old wants"));

    do_sql(&visit, "insert into profile_item (member_id, kind, what) values (7, 'need', 'energy'), (7, 'need', "
                   "'bids'), (7, 'offer', 'data'), (7, 'theme', 'water')");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "1 question about Ours is left.");
    assert_has(page, "About 1 minute.");
    do_sql(&visit, "insert into profile_item (member_id, kind, what) values (7, 'language', 'it')");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Nothing needs you just now.");
    assert_has(page, "href=\"/member-cities/u7/about-us/ambition\">When you have a minute, about Ours: What we dare");
    do_sql(&visit, "insert into trait_card (member_id, card, seen_by, changed_at) values (7, 'ambition', 'city', 1)");
    assert_has(desk(&visit, &visit_main_contact), "/member-cities/u7/about-us/value\"");
    do_sql(&visit, "insert into trait_card (member_id, card, seen_by, changed_at) values (7, 'value', 'city', 1), "
                   "(7, 'strengths', 'city', 1), (7, 'time', 'city', 1), (7, 'backing', 'city', 1), "
                   "(7, 'places', 'city', 1)");
    assert_false(has(desk(&visit, &visit_main_contact), "When you have a minute"));

    /* of another city, over, or not proven yet: none of theirs */
    claim(&visit, "(1, 'c1', 8, 'X', 'x@a', 'x@a', '', 'en', 'waiting', '', 1, " AGO(-9) ", 1999999999), "
                  "(2, 'c2', 7, 'X', 'y@a', 'y@a', '', 'en', 'waiting', '', 1, " AGO(1) ", 1999999999), "
                  "(3, 'c3', 7, 'X', 'z@a', 'z@a', '', 'en', 'unproven', '', 1, " AGO(-9) ", 1999999999)");
    assert_has(desk(&visit, &visit_main_contact), "Nothing needs you just now.");
    claim(&visit, "(4, 'c4', 7, 'Somebody Secret', 'v@a', 'v@a', '', 'en', 'waiting', '', " AGO(4) ", "
                  AGO(-9) ", 1999999999)");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "1 person asks to act for Ours.");
    assert_has(page, "Waits since 18 November 2026. About 1 minute.");
    assert_has(page, "href=\"/member-cities/u7/claims/c4\"");
    claim(&visit, "(5, 'c5', 7, 'X', 'w@a', 'w@a', '', 'en', 'waiting', '', " AGO(5) ", " AGO(-7) ", 1999999999)");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "2 people ask to act for Ours.");
    assert_has(page, "To be done by 29 November 2026.");
    assert_has(page, "href=\"/member-cities/u7/people\"");
    visit_close(&visit);
}

/* A leadership programme of Ours that begins on that day, 20779 being today; nobody is on its list. */
static void hold_programme(struct visit *visit, int day, const char *stage)
{
    do_sql(visit, str_c(&visit->arena, str_format(&visit->arena,
        "insert into programme (id, uid, member_id, host_kind, host_name, name, template, languages, place, begins_on, "
        "ends_on, seen_by, named, sectors_shown, chatham, notes_read_by, rules_more, code, made_at, changed_at, rev) "
        "values (5, 'pr5', 7, 'city', '', 'Leaders <1>', '', 'en', '', %d, %d, 'participants', 1, 0, 1, "
        "'participants', '', 'AAAAAA', 1, 1, 1)", day, day)));
    do_sql(visit, str_c(&visit->arena, str_format(&visit->arena,
        "insert into programme_session (id, uid, programme_id, number, day_on, begins, ends, title) values "
        "(6, 'se6', 5, 1, %d, 540, 720, '')", day)));
    do_sql(visit, str_c(&visit->arena, str_format(&visit->arena,
        "insert into programme_stage (id, programme_id, number, stage, day, made_at) values (1, 5, 1, '%s', 0, 1)",
        stage)));
}

static void add_participant(struct visit *visit, int id, const char *sector, const char *accepted)
{
    do_sql(visit, str_c(&visit->arena, str_format(&visit->arena,
        "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, "
        "mail_folded, language, came_by, asked_at, accepted_at, made_at) values (%d, 'pa%d', 5, 'Somebody Secret', "
        "'S', '', '%s', '', '', '', 'en', 'invited', 1, %s, 1)", id, id, sector, accepted)));
}

static void answer_all(struct visit *visit)
{
    do_sql(visit, "insert into profile_item (member_id, kind, what) values (7, 'need', 'energy'), (7, 'offer', "
                  "'data'), (7, 'theme', 'water'), (7, 'language', 'it')");
}

static void assert_nothing_needs_them(struct visit *visit)
{
    assert_has(desk(visit, &visit_main_contact), "Nothing needs you just now.");
}

static void test_what_a_leadership_programme_needs(void **state)
{
    struct visit visit = open_net(state);
    answer_all(&visit);
    hold_programme(&visit, 20779 + 22, "draft"); /* too far away */
    assert_nothing_needs_them(&visit);
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "Next day of a leadership programme: 14 December 2026.");
    assert_has(page, "href=\"/member-cities/u7/programmes/pr5\">Leaders &lt;1&gt;");
    do_sql(&visit, "update programme set begins_on = begins_on - 2, ends_on = ends_on - 2");
    do_sql(&visit, "update programme_session set day_on = day_on - 2");
    assert_has(desk(&visit, &visit_main_contact), "Nobody is on the list of Leaders &lt;1&gt; yet.");
    add_participant(&visit, 1, "public", "1");
    add_participant(&visit, 2, "private", "null");
    add_participant(&visit, 3, "third", "1"); /* has answered, and comes to nothing */
    do_sql(&visit, "insert into participant_session (participant_id, session_id, accepted) values "
                   "(1, 6, 1), (3, 6, 0)");
    do_sql(&visit, "insert into survey (id, uid, programme_id, structure, head, made_at, changed_at, rev, kind) values "
                   "(1, 's1', 5, 'x', '', 1, 1, 1, 'before')");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Leaders &lt;1&gt;: nobody of the third sector takes part.");
    assert_has(page, "the survey before it is made, and nobody was asked.");
    assert_has(page, "href=\"/member-cities/u7/programmes/pr5/survey\"");
    assert_has(page, "Leaders &lt;1&gt;: 1 person has not said whether they come.");
    assert_has(page, "href=\"/member-cities/u7/programmes/pr5/participants\"");
    assert_false(has(page, "Somebody Secret"));
    assert_false(has(desk(&visit, &visit_coordinator), "Leaders &lt;1&gt;")); /* it is the city's alone */
    do_sql(&visit, "update participant_session set accepted = 1");
    do_sql(&visit, "insert into participant_session (participant_id, session_id, accepted) values (2, 6, 1)");
    do_sql(&visit, "update participant set accepted_at = 1");
    do_sql(&visit, "update survey set opened_at = 1");
    assert_nothing_needs_them(&visit);
    do_sql(&visit, "update programme_stage set stage = 'called_off'");
    page = desk(&visit, &visit_main_contact);
    assert_false(has(page, "Leaders &lt;1&gt;"));
    visit_close(&visit);
}

static void test_what_is_left_of_a_leadership_programme(void **state)
{
    struct visit visit = open_net(state);
    answer_all(&visit);
    hold_programme(&visit, 20779 - 32, "wrap_up");
    add_participant(&visit, 1, "public", "1");
    do_sql(&visit, "insert into note (id, programme_id, language, changed_by, changed_at, rev) "
                   "values (1, 5, 'en', 2, " AGO(3) ", 1)");
    assert_nothing_needs_them(&visit); /* what they changed themselves */
    do_sql(&visit, "update note set changed_by = 1");
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "Leaders &lt;1&gt;: the notes wait for a second person to read and close them.");
    assert_has(page, "Waits since 19 November 2026.");
    assert_has(page, "href=\"/member-cities/u7/programmes/pr5/notes\"");
    do_sql(&visit, "insert into note_section (id, uid, note_id, number, source, title, draft) values "
                   "(1, 'ns1', 1, 1, '', 'T', '')");
    do_sql(&visit, "insert into note_correction (id, uid, section_id, participant_id, base, body, state, made_at) "
                   "values (1, 'nc1', 1, 1, 1, 'b', 'waiting', " AGO(2) ")");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Leaders &lt;1&gt;: 1 correction of the notes waits.");
    assert_has(page, "Waits since 20 November 2026.");
    do_sql(&visit, "update note_correction set state = 'taken'");
    do_sql(&visit, "insert into note_step (id, note_id, number, step, reason, person_id, made_at) values "
                   "(1, 1, 1, 'closed', '', 2, 1)");
    assert_nothing_needs_them(&visit);
    do_sql(&visit, "insert into action (id, uid, programme_id, what, who, mail, mail_folded, due_on, state, nudged_on, "
                   "late_on, reviewed, made_at) values (1, 'a1', 5, 'w', 'W', '', '', 20779, 'open', 0, 0, 0, 1), "
                   "(2, 'a2', 5, 'w', 'W', '', '', 20770, 'done', 0, 0, 0, 1)");
    assert_nothing_needs_them(&visit); /* its day is today */
    do_sql(&visit, "update action set due_on = 20778 where id = 1");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Leaders &lt;1&gt;: the day of 1 action is over.");
    assert_has(page, "Was due on 21 November 2026.");
    assert_has(page, "href=\"/member-cities/u7/programmes/pr5/actions\"");
    do_sql(&visit, "insert into action_review (programme_id, days, begun_at) values (5, 30, " AGO(1) ")");
    assert_has(desk(&visit, &visit_main_contact), "Leaders &lt;1&gt;, 30 days after it: see what became of its "
                                                  "actions.");
    do_sql(&visit, "update action set state = 'dropped'");
    assert_nothing_needs_them(&visit);
    do_sql(&visit, "insert into programme_record_ask (programme_id, uid, state, host_kind, host_name, begins_on, "
                   "ends_on, name, kind, place, cities, themes, came_of, asked_by, asked_at) values "
                   "(5, 'ra5', 'asked', 'city', '', 1, 2, '', '', '', '', '', '', 2, " AGO(2) ")");
    assert_nothing_needs_them(&visit); /* what they asked themselves */
    do_sql(&visit, "update programme_record_ask set asked_by = 1");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Leaders &lt;1&gt;: what everybody may read of it waits for a second person.");
    assert_has(page, "href=\"/member-cities/u7/programmes/pr5/record\"");
    do_sql(&visit, "update programme_record_ask set state = 'no'");
    assert_nothing_needs_them(&visit);
    visit_close(&visit);
}

/* For who answers, as long as it may be answered. */
static void test_a_city_is_asked_to_lead(void **state)
{
    struct visit visit = open_net(state);
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why, until) values "
                   "(7, 2, 'lead-asked', " AGO(59) ", 'network', '', 1999999999)");
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "Ours is asked to be a lead city.");
    assert_has(page, "href=\"/member-cities/u7/membership\"");
    assert_has(page, "About 3 minutes.");
    assert_false(has(desk(&visit, &visit_person), "lead city"));
    do_sql(&visit, "update member_step set at = " AGO(60) " where number = 2");
    assert_false(has(desk(&visit, &visit_main_contact), "is asked to be a lead city"));
    do_sql(&visit, "update member_step set at = " AGO(1) ", step = 'leads' where number = 2");
    assert_false(has(desk(&visit, &visit_main_contact), "is asked to be a lead city"));
    visit_close(&visit);
}

/* Not signed, ending, over; not of another city, in a pause, or for a colleague. */
static void test_what_a_city_signs(void **state)
{
    struct visit visit = open_net(state);
    assert_false(has(desk(&visit, &visit_main_contact), "See the commitment"));
    do_sql(&visit, "update commitment set ends_at = " AGO(-6));
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "What was signed for Ours ends on 28 November 2026.");
    assert_has(page, "To be done by 28 November 2026. About 3 minutes.");
    do_sql(&visit, "update commitment set ends_at = " AGO(1));
    assert_has(desk(&visit, &visit_main_contact), "What was signed for Ours has ended.");
    do_sql(&visit, "delete from commitment");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Sign the commitment of Ours: three sentences.");
    assert_has(page, "href=\"/member-cities/u7/membership\"");
    assert_false(has(page, "Sign the commitment of Porto"));
    assert_true(str_find(page, S("Sign the commitment")) < str_find(page, S("four questions")));
    do_sql(&visit, "update person_role set role = 'colleague' where id = 1");
    assert_false(has(desk(&visit, &visit_main_contact), "Sign the commitment"));
    do_sql(&visit, "update person_role set role = 'main_contact' where id = 1");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values "
                   "(7, 2, 'paused', " AGO(1) ", 'city', '')");
    assert_false(has(desk(&visit, &visit_main_contact), "Sign the commitment"));
    visit_close(&visit);
}

static void talk(struct visit *visit, const char *values)
{
    do_sql(visit, str_c(&visit->arena, str_format(&visit->arena,
        "insert into introduction (id, uid, from_id, to_id, need, reason, reason_what, slot_1, slot_2, slot_3, "
        "asked_role, why, from_was, from_next, to_was, to_next, remove_at, made_at, ends_at, state, slot) values %s",
        values)));
}
#define TALK(id, from, to, role)                                                                       \
    "(" #id ", 't" #id "', " #from ", " #to ", '', '', '', 1, 2, 3, '" role "', '', '', '', '', '', " \
    "1999999999, "

static void test_what_needs_them_of_first_talks(void **state)
{
    struct visit visit = open_net(state);
    do_sql(&visit, "insert into profile_item (member_id, kind, what) values (7, 'need', 'energy'), "
                   "(7, 'offer', 'data'), (7, 'theme', 'water'), (7, 'language', 'it')");
    talk(&visit, TALK(1, 10, 7, "colleague") AGO(2) ", " AGO(-9) ", 'asked', null)"); /* of a city that left */
    talk(&visit, TALK(2, 9, 8, "main_contact") AGO(2) ", " AGO(-9) ", 'asked', null)");
    talk(&visit, TALK(3, 8, 7, "main_contact") AGO(20) ", " AGO(6) ", 'asked', null)"); /* over */
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "Nothing needs you just now.");
    assert_false(has(page, "id=\"dates\""));
    talk(&visit, TALK(4, 8, 7, "main_contact") AGO(2) ", " AGO(-9) ", 'asked', null)");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Porto &lt;x&gt; asks Ours for a first talk.");
    assert_has(page, "Waits since 20 November 2026. About 2 minutes.");
    assert_has(page, "href=\"/member-cities/u7/introductions/t4\"");
    do_sql(&visit, "update introduction set state = 'yes', slot = " AGO(1) " where id = 4");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Say how the talk with Porto &lt;x&gt; was: two taps.");
    do_sql(&visit, "update introduction set to_was = 'useful' where id = 4");
    assert_has(desk(&visit, &visit_main_contact), "Nothing needs you just now.");
    /* later than it is asked */
    do_sql(&visit, "update introduction set to_was = '', slot = " AGO(15) " where id = 4");
    assert_has(desk(&visit, &visit_main_contact), "Nothing needs you just now.");

    talk(&visit, TALK(5, 7, 9, "main_contact") AGO(1) ", " AGO(-13) ", 'asked', null)");
    talk(&visit, TALK(6, 8, 7, "main_contact") AGO(1) ", " AGO(-13) ", 'yes', " AGO(-2) ")");
    talk(&visit, TALK(7, 7, 8, "main_contact") AGO(1) ", " AGO(-13) ", 'yes', " AGO(-1) ")");
    page = desk(&visit, &visit_main_contact);
    assert_has(page, "Old has until 5 December 2026 to answer.");
    assert_has(page, "Your next date: Monday 23 November 2026, 13:00 to 13:30 (UTC+1).");
    assert_has(page, "href=\"/member-cities/u7/introductions/t7\">First talk with Porto &lt;x&gt;");
    assert_false(has(page, "/introductions/t6"));
    static const struct who_city cities[] = {{7, false}};
    const struct who colleague = {.person_id = 1, .name = S("Ann"), .cities = cities, .cities_count = 1,
                                  .opened_by = S("")};
    talk(&visit, TALK(8, 8, 7, "main_contact") AGO(1) ", " AGO(-13) ", 'asked', null)");
    assert_false(has(desk(&visit, &colleague), "asks Ours"));
    do_sql(&visit, "update introduction set asked_role = 'colleague' where id = 8");
    assert_has(desk(&visit, &colleague), "Porto &lt;x&gt; asks Ours for a first talk.");
    page = desk(&visit, &visit_person); /* acts for nobody */
    assert_false(has(page, "introductions/t"));
    visit_close(&visit);
}

/* Somebody of every city has just been here, and each has signed. */
static void heard_from_all(struct visit *visit)
{
    do_sql(visit, "update member_city set heard_at = " AGO(1));
    do_sql(visit, "insert into person_role (id, person_id, role, member_id, since) values "
                  "(5, 1, 'main_contact', 8, " AGO(3) "), (6, 1, 'main_contact', 9, " AGO(80) ")");
}

/* What was due and whose time has passed stands behind what somebody waits for; who may not see the cities does not
** read their names. */
static void test_what_was_due(void **state)
{
    struct visit visit = open_net(state);
    heard_from_all(&visit);
    do_sql(&visit, "update commitment set ends_at = " AGO(5));
    do_sql(&visit, "insert into suggestion (id, uid, code, city, country, place, state, why, came, made_at, "
                   "invited_at, remove_at) values "
                   "(1, 's1', 'k1', 'Zug', 'CH', 'x', 'invited', '', '', 1, " AGO(61) ", 1999999999), "
                   "(2, 's2', 'k2', 'Ulm', 'DE', 'y', 'invited', '', '', 1, " AGO(59) ", 1999999999), "
                   "(3, 's3', 'k3', 'Bor', 'CZ', 'z', 'invited', '', 'They rang.', 1, " AGO(99) ", 1999999999)");
    do_sql(&visit, "insert into application (id, uid, city, country, place, name, mail, mail_folded, says, wish, "
                   "language, state, why, made_at, ends_at, remove_at) values "
                   "(1, 'a1', 'Zug', 'CH', 'x', 'N', 'n@z', 'n@z', '', '', 'en', 'over', '', "
                   AGO(70) ", " AGO(10) ", 1999999999)");
    struct str page = desk(&visit, &visit_coordinator);
    assert_has(page, "1 city that asked to join got no answer in time.");
    assert_has(page, "Was due on 12 November 2026. About 3 minutes.");
    assert_has(page, "href=\"/applications/a1\"");
    assert_has(page, "1 city that was invited has not answered for two months.");
    assert_has(page, "href=\"/suggestions/s1\"");
    assert_has(page, "What Ours signed has ended, and nothing was signed since.");
    assert_has(page, "href=\"/member-cities/u7/membership\"");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values "
                   "(9, 2, 'lead-ended', " AGO(59) ", 'time', '')");
    page = desk(&visit, &visit_coordinator);
    assert_has(page, "1 more thing waits behind these.");
    assert_has(page, "href=\"/handover\">See all that is open");
    do_sql(&visit, "update suggestion set came = 'No.'");
    assert_has(desk(&visit, &visit_coordinator), "The term of Old as a lead city is over");
    do_sql(&visit, "update member_step set at = " AGO(61) " where step = 'lead-ended'");
    assert_false(has(desk(&visit, &visit_coordinator), "The term of Old"));
    page = desk(&visit, &visit_administrator);
    assert_has(page, "got no answer in time");
    assert_false(has(page, "Ours"));
    do_sql(&visit, "update member_city set heard_at = case when id = 8 then 0 else " AGO(61) " end");
    page = desk(&visit, &visit_coordinator);
    assert_has(page, "2 member cities have not been heard from for two months.");
    assert_has(page, "3 member cities; within a year 4 joined and 1 left.");
    assert_false(has(desk(&visit, &visit_administrator), "within a year"));
    visit.who = &visit_coordinator;
    assert_has(visit_get(&visit, "/growth").page, "href=\"mailto:2@a.example?"
                                                   "subject=Ours%20in%20Net&amp;body=We%20have");
    assert_has(page, "href=\"/growth#quiet\"");
    assert_false(has(desk(&visit, &visit_administrator), "heard from"));
    assert_false(has(desk(&visit, &visit_main_contact), "heard from"));
    visit_close(&visit);
}

static void test_what_needs_who_runs_it(void **state)
{
    struct visit visit = open_net(state);
    heard_from_all(&visit);
    assert_has(desk(&visit, &visit_coordinator), "Nothing needs you just now.");
    do_sql(&visit, "insert into application (id, uid, city, country, place, name, mail, mail_folded, says, wish, "
                   "language, state, why, made_at, ends_at, remove_at) values "
                   "(1, 'a1', 'Zug', 'CH', 'x', 'N', 'n@z', 'n@z', '', '', 'en', 'waiting', '', "
                   AGO(2) ", " AGO(-20) ", 1999999999), "
                   "(2, 'a2', 'Ulm', 'DE', 'y', 'N', 'm@z', 'm@z', '', '', 'en', 'unproven', '', "
                   AGO(2) ", " AGO(-20) ", 1999999999)");
    do_sql(&visit, "insert into remark (id, uid, page, says, source, mail, language, state, answer, created_at, "
                   "remove_at) values (5, 'r5', '/', 'x', '', '', 'en', 'waiting', '', " AGO(9) ", 1999999999)");
    struct str page = desk(&visit, &visit_coordinator);
    assert_has(page, "1 city asks to join.");
    assert_has(page, "href=\"/applications/a1\"");
    assert_has(page, "1 remark of a reader waits for an answer.");
    assert_has(page, "href=\"/remarks/5/answer\"");
    assert_true(str_find(page, S("1 remark of")) < str_find(page, S("1 city asks"))); /* has waited longer */

    page = desk(&visit, &visit_coordinator_weak);
    assert_has(page, "Set up the second step of signing in");
    assert_false(has(page, "asks to join"));
    page = desk(&visit, &visit_person);
    assert_has(page, "Nothing needs you just now.");
    assert_false(has(page, "/applications"));
    visit_close(&visit);
}

static void test_what_changed_until_it_was_seen(void **state)
{
    struct visit visit = open_net(state);
    do_sql(&visit, "insert into profile (member_id, seen_by, need_says, offer_says, changed_at) values "
                   "(8, 'members', '', '', " AGO(1) "), (9, 'city', '', '', " AGO(1) "), "
                   "(7, 'members', '', '', " AGO(1) ")");
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "Porto &lt;x&gt; (PT) has joined the network.");
    assert_has(page, "1 more person acts for Ours.");
    assert_false(has(page, "Annegret")); /* not who */
    assert_has(page, "1 other city has said what it wants or can do.");
    assert_false(has(page, "Old (DE)")); /* longer ago than is shown */
    assert_false(has(page, "Gone"));
    page = desk(&visit, &visit_person);
    assert_has(page, "Porto &lt;x&gt; (PT) has joined the network.");
    assert_false(has(page, "has said what it wants"));

    visit.who = &visit_main_contact;
    struct said said = visit_send(&visit, "/me", "do=seen");
    assert_int_equal(said.status, 303);
    assert_str(said.location, "/me?done=seen");
    page = visit_get(&visit, "/me?done=seen").page;
    assert_has(page, "What changed until now is not shown again.");
    assert_has(page, "Nothing since 22 November 2026.");
    assert_has(desk(&visit, &visit_person), "has joined the network."); /* of others it is not gone */
    do_sql(&visit, "update member_step set at = " AGO(-1) " where member_id = 9");
    assert_has(desk(&visit, &visit_main_contact), "Old (DE) has joined the network.");
    assert_int_equal(visit_send(&visit, "/me", "do=nothing").status, 400);
    visit_close(&visit);
}

static void test_ones_own_things_are_found(void **state)
{
    struct visit visit = open_net(state);
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "href=\"/member-cities/u7/profile\">Profile of Ours");
    assert_has(page, "href=\"/member-cities/u7/people\">People of Ours");
    assert_has(page, "href=\"/me/account\"");
    assert_false(has(page, "href=\"/me/password\""));
    page = visit_get(&visit, "/me?q=pass").page;
    assert_has(page, "href=\"/me/password\">Change your password");
    assert_false(has(page, "Profile of Ours"));
    assert_false(has(page, "id=\"needs\""));
    page = visit_get(&visit, "/me?q=OURS+prof").page;
    assert_has(page, "Profile of Ours");
    assert_false(has(page, "People of Ours"));
    assert_has(visit_get(&visit, "/me?q=%3Cb%3E+zzz").page, "Nothing of yours has these words.");
    visit.who = &visit_person;
    assert_false(has(visit_get(&visit, "/me?q=people").page, "People of"));
    visit_close(&visit);
}

/* Who runs the network sees which cities nobody signs in for, and how many there were each month; others do not. */
static void test_how_the_network_grows(void **state)
{
    struct visit visit = open_net(state);
    visit.who = &visit_coordinator;
    struct str page = visit_get(&visit, "/growth").page;
    assert_has(page, "href=\"/member-cities/u7/people\">Ours (IT)");
    assert_has(page, "Nobody has signed in yet");
    assert_has(page, "Nobody acts for it"); /* Porto */
    assert_false(has(page, "Gone"));
    assert_false(has(page, "Maria")); /* no names */
    assert_has(page, "<th scope=\"row\">2026-11</th><td class=\"sg-num\">2</td><td class=\"sg-num\">1</td>"
                     "<td class=\"sg-num\">3</td>");
    do_sql(&visit, "update member_city set heard_at = " AGO(59) " where id = 7");
    assert_false(has(visit_get(&visit, "/growth").page, "Ours (IT)"));
    do_sql(&visit, "update member_city set heard_at = " AGO(61) " where id = 7");
    assert_has(visit_get(&visit, "/growth").page, "Last here on 22 September 2026");
    do_sql(&visit, "insert into member_step (member_id, number, step, at, way, why) values "
                   "(7, 2, 'paused', " AGO(1) ", 'city', '')");
    assert_false(has(visit_get(&visit, "/growth").page, "Ours (IT)")); /* it said so */
    visit.who = &visit_main_contact;
    assert_int_equal(visit_get(&visit, "/growth").status, 403);
    visit_close(&visit);
}

/* Hours that both cities' exchange takes, each city for itself, beside those it said it has. */
static void test_what_a_city_has_promised(void **state)
{
    struct visit visit = open_net(state);
    static const char *const talk = "/member-cities/u7/introductions/t1";
    assert_false(has(desk(&visit, &visit_main_contact), "has promised"));
    do_sql(&visit, "insert into introduction (id, uid, from_id, to_id, from_person, to_person, need, reason, "
                   "reason_what, slot_1, slot_2, slot_3, slot, asked_role, state, why, made_at, ends_at, from_was, "
                   "from_next, to_was, to_next, remove_at) values (1, 't1', 7, 8, 2, 9, '', '', '', 1, 2, 3, "
                   AGO(20) ", 'main_contact', 'yes', '', 1, 2, 'useful', 'exchange', 'useful', 'cluster', 1999999999)");
    assert_false(has(visit_get(&visit, talk).page, "What your city gives to it"));
    assert_int_equal(visit_send(&visit, talk, "do=hours&hours=6").status, 409);
    do_sql(&visit, "update introduction set to_next = 'exchange', to_hours = 98765");
    assert_has(desk(&visit, &visit_main_contact), "Of 1 exchange that Ours has agreed it is not said how many hours");
    assert_has(visit_get(&visit, talk).page, "What your city gives to it");
    assert_false(has(visit_get(&visit, talk).page, "98765"));
    assert_int_equal(visit_send(&visit, talk, "do=hours&hours=many").status, 400);
    assert_int_equal(visit_send(&visit, talk, "do=hours&hours=6").status, 303);
    struct str page = desk(&visit, &visit_main_contact);
    assert_has(page, "Ours has promised 6 hours a month to other cities. Whether that is too much is unknown: needs");
    assert_has(page, "href=\"/member-cities/u7/about-us/time\"");
    do_sql(&visit, "insert into trait (member_id, name, says) values (7, 'hours', '5')");
    assert_has(desk(&visit, &visit_main_contact), "That is more than the 5 it says it has.");
    do_sql(&visit, "update trait set says = '20'");
    assert_has(desk(&visit, &visit_main_contact), "It says it has 20.");
    assert_false(has(desk(&visit, &visit_main_contact), "98765"));
    assert_int_equal(visit_send(&visit, talk, "do=hours&hours=").status, 303); /* taken back */
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(from_hours) || '' || min(to_hours) from "
                                                              "introduction"), "098765");
    assert_false(has(desk(&visit, &visit_coordinator), "exchange that"));
    visit_close(&visit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_needs_a_city, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_a_leadership_programme_needs, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_left_of_a_leadership_programme, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_city_is_asked_to_lead, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_a_city_signs, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_needs_them_of_first_talks, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_how_the_network_grows, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_was_due, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_a_city_has_promised, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_needs_who_runs_it, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_changed_until_it_was_seen, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_ones_own_things_are_found, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
