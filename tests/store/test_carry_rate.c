/* SPDX-License-Identifier: AGPL-3.0-or-later
** How far a city is, asked at home and on a laptop: what was said comes home once, whoever rated in both places counts
** once, numbers of people are hidden where two looks would tell what one said, and of a licensed matrix nothing goes
** along. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "carry_pair.h"
#include "store/programme.h"

#define RATER(id, uid, name, participant) \
    "insert into assessment_rater (id, uid, round_id, participant_id, name, sector, made_at) values (" #id ", '" uid \
    "', (select id from assessment_round), (select id from participant where name = '" participant "'), '" name \
    "', 'public', 1)"
#define SAYS(uid, criterion, level, because) \
    "insert into rating (rater_id, criterion, answer, level, because) values ((select id from assessment_rater where " \
    "uid = '" uid "'), '" criterion "', 'level', " #level ", '" because "')"
#define BELA "000000000000000000000000000000b1"
#define CEM "000000000000000000000000000000c1"
#define CEM_THERE "000000000000000000000000000000c2"

/* An assessment of the programme with Bela, who has answered two questions at home. */
static int set_up_rated(void **state)
{
    set_up(state);
    struct pair *pair = *state;
    struct site_of *home = &pair->home;
    run(home, "insert into assessment (id, uid, member_id, programme_id, name, framework, form, in_room, made_at, "
              "changed_at) values (1, '00000000000000000000000000000051', 7, 1, 'How far', 'sgm-1', 'short', 1, 1, 1), "
              "(2, '00000000000000000000000000000052', 7, 1, 'Licensed', '00000000000000000000000000000061', 'short', "
              "1, 1, 1)");
    run(home, "insert into assessment_round (id, assessment_id, number, opened_at) values (1, 1, 1, 5)");
    run(home, RATER(1, BELA, "Bela", "Bela"));
    run(home, "update assessment_rater set mail = 'bela@mill.example', mail_folded = 'bela@mill.example'");
    run(home, SAYS(BELA, "c1", 2, "quietly so"));
    run(home, SAYS(BELA, "c2", 3, ""));
    return 0;
}

static void test_what_was_said_comes_home_once(void **state)
{
    struct pair *pair = *state;
    assert_false(str_contains(file_of(&pair->home, pair->uid), S("quietly so")));
    to(&pair->home, &pair->room, pair->uid);
    assert_asked(&pair->room, "select count(*) from assessment", "1"); /* no matrix */
    assert_asked(&pair->room, "select count(*) from rating", "0");
    assert_asked(&pair->room, "select count(*) from assessment_rater where mail = '' and name = 'Bela'", "1");
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
    run(&pair->room, RATER(2, CEM, "Cem", "Cem"));
    run(&pair->room, SAYS(CEM, "c1", 4, "we train"));
    run(&pair->room, SAYS(BELA, "c1", 5, "")); /* said at home already */
    run(&pair->room, SAYS(BELA, "c3", 1, ""));
    struct carry_report report = to(&pair->room, &pair->home, pair->uid);
    assert_int_equal(report.differ, 1);
    assert_int_equal(report.named, 0); /* no word of what is sealed */
    assert_asked(&pair->home, "select sum(level) from rating", "10"); /* 2 + 3 + 4 + 1: what was said at home stands */
    assert_asked(&pair->home, "select because from rating where level = 4", "we train");
    assert_asked(&pair->home, "select mail from assessment_rater where name = 'Bela'", "bela@mill.example");
    run(&pair->room, "update rating set level = 3 where because = 'we train'");
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select sum(level) from rating", "9");
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
    assert_asked(&pair->home, "select count(*) from assessment", "2");
}

/* Cem became one who rates in both places. */
static void test_who_rates_in_both_places_counts_once(void **state)
{
    struct pair *pair = *state;
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->home, RATER(2, CEM, "Cem", "Cem"));
    run(&pair->home, SAYS(CEM, "c1", 2, ""));
    run(&pair->room, RATER(9, CEM_THERE, "Cem", "Cem"));
    run(&pair->room, SAYS(CEM_THERE, "c1", 5, ""));
    run(&pair->room, SAYS(CEM_THERE, "c2", 4, ""));
    for (int evening = 0; evening < 2; evening++) {
        to(&pair->room, &pair->home, pair->uid);
        assert_asked(&pair->home, "select count(distinct rater_id) * 100 + sum(level) from rating where rater_id > 1",
                     "106"); /* 2 of home, 4 added */
    }
    run(&pair->room, "update rating set level = 1 where criterion = 'c2'");
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select count(distinct rater_id) from rating where rater_id > 1", "1");
}

/* Looked at with one who had answered; a second one's answers come home. */
static void test_two_looks_do_not_tell_what_one_said(void **state)
{
    struct pair *pair = *state;
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->home, "update assessment_round set closed_at = 9, told_raters = 1, told_ratings = 2");
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select hides from assessment_round", "0"); /* nobody came */
    run(&pair->room, RATER(2, CEM, "Cem", "Cem"));
    run(&pair->room, SAYS(CEM, "c1", 4, "we train"));
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select hides * 100 + told_raters from assessment_round", "101");
    for (int i = 0; i < 4; i++) {
        struct str more = str_format(&pair->room.scratch.arena, "insert into assessment_rater (id, uid, round_id, "
                                                                "name, "
                                     "sector, made_at) values (%d, '000000000000000000000000000000d%d', 1, 'D', '', 1)",
                                     10 + i, i);
        run(&pair->room, more.s);
        more = str_format(&pair->room.scratch.arena, "insert into rating (rater_id, criterion, answer, level, because) "
                          "values (%d, 'c1', 'level', 1, '')", 10 + i);
        run(&pair->room, more.s);
    }
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select hides * 100 + told_raters from assessment_round", "6"); /* five more */
}

static void test_who_was_erased_says_nothing_more(void **state)
{
    struct pair *pair = *state;
    struct carry_report report;
    struct str archive = file_of(&pair->home, pair->uid);
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->room, SAYS(BELA, "c3", 1, "my own words"));
    assert_int_equal(db_begin(pair->home.db), OK);
    assert_int_equal(participant_erase(pair->home.db, &pair->home.scratch.arena,
                                       S("0000000000000000000000000000000a"), NOW), OK);
    assert_int_equal(db_commit(pair->home.db), OK);
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select count(*) from rating where because <> ''", "0");
    assert_asked(&pair->home, "select count(*) from assessment_rater where name <> ''", "0");
    assert_int_equal(bring(&pair->home, archive, false, &report), OK);
    assert_asked(&pair->home, "select count(*) from rating where because <> ''", "0");
    assert_asked(&pair->home, "select count(*) from assessment_rater where (name || mail) <> ''", "0");
    assert_asked(&pair->home, "select sum(level) from rating", "6"); /* what it counted for stays */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_rated, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_was_said_comes_home_once),
        TEST(test_who_rates_in_both_places_counts_once),
        TEST(test_two_looks_do_not_tell_what_one_said),
        TEST(test_who_was_erased_says_nothing_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
