/* SPDX-License-Identifier: AGPL-3.0-or-later
** Surveys of leadership programmes: answers under a digest, who answered apart, totals with each answer, erasing, and
** what goes when. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/survey.h"

#define NOW 1795348800
#define DAY 86400

static struct scratch *here;
static struct db *db;
static struct q_programme_of programme;
static struct str people[12];  /* uids of participants, whose ids are 1, 2, ... */
static int64_t survey_id;

static struct str yes_words[] = {S_INIT("Yes")}, no_words[] = {S_INIT("No")}, none[] = {S_INIT("")};
static struct survey_option options[] = {{S_INIT("Y"), yes_words}, {S_INIT("N"), no_words}};
static struct survey_question questions[] = {
    {.code = S_INIT("agree"), .kind = SURVEY_SINGLE, .title = yes_words, .hint = none, .options = options,
     .options_n = 2},
    {.code = S_INIT("years"), .kind = SURVEY_NUMBER, .title = yes_words, .hint = none},
    {.code = S_INIT("why"), .kind = SURVEY_TEXT, .title = yes_words, .hint = none},
};
static struct str languages[] = {S_INIT("en")};
static struct survey_section sections[] = {{yes_words, none}};
static const struct survey survey = {languages, 1, yes_words, none, none, sections, 1, questions, COUNT_OF(questions)};

static struct str asked(const char *sql)
{
    return scratch_ask(here, "net.db", sql);
}

static int setup(void **state)
{
    struct q_member_list *rows;
    int64_t city;
    int64_t person;
    size_t n;
    struct str uid;
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    const struct q_member_keys keys = {S("Alpha"), S("IT"), S("IT_1"), {0}, {0}};
    const struct person_new ada = {S("Ada"), S("ada@a.example"), S("en")};
    assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &city, NULL), OK);
    assert_int_equal(person_add(db, &here->arena, &ada, NOW, &person), OK);
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    const struct programme_new new = {.member_id = city, .host_kind = S("city"), .name = S("Leaders"),
                                      .template = S(""),
                                      .languages = S("en"), .begins_on = {NOW / DAY + 30}, .by = person};
    assert_int_equal(programme_begin(db, &here->arena, &new, NOW, &uid), OK);
    assert_int_equal(q_programme_of(db, &here->arena, rows[0].uid, uid, &programme), OK);
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        const struct participant_new one = {
            .name = str_format(&here->arena, "Person Number%zu", i), .sector = i < 4 ? S("public") : S("private"),
            .mail = str_format(&here->arena, "p%zu@a.example", i), .came_by = S("invited")};
        assert_int_equal(participant_add(db, &here->arena, &programme, &one, NOW, &people[i]), OK);
    }
    const struct str before = S(SURVEY_BEFORE), document = S("<document/>");
    assert_int_equal(survey_begin(db, &here->arena, programme.id, before, document, NOW, &uid), OK);
    assert_int_equal(survey_begin(db, &here->arena, programme.id, before, document, NOW, &uid), FAULT_CONFLICT);
    survey_id = 1;
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static void open_survey(bool named)
{
    struct q_survey_to_ask *rows;
    size_t n;
    assert_int_equal(q_survey_to_ask(db, &here->arena, survey_id, &rows, &n), OK);
    assert_int_equal(n, COUNT_OF(people));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(q_survey_ask(db, survey_id, rows[i].participant_id), OK);
    }
    assert_int_equal(q_survey_open(db, survey_id, named, NOW), OK);
    assert_int_equal(q_survey_open(db, survey_id, !named, NOW + 1), OK); /* is said once */
    assert_str(asked("select named from survey"), named ? "1" : "0");
}

static enum fault answer(size_t who, const char *secret, const char *body, bool named, bool sent)
{
    const struct survey_link link = {survey_id, (int64_t)who + 1, who < 4 ? S("public") : S("private"), named,
                                     str_of(secret)};
    struct survey_answers answers = survey_answers_read(&here->arena, str_of(body));
    return survey_answer_save(db, &here->arena, &survey, &link, &answers, sent);
}

static int64_t total(const char *sector, const char *code, const char *value)
{
    struct q_survey_totals *rows;
    size_t n;
    assert_int_equal(survey_totals_load(db, &here->arena, survey_id, false, &rows, &n), OK);
    struct survey_totals totals = survey_totals_in(&here->arena, rows, n, str_of(sector));
    return survey_total_of(&totals, str_of(code), S(""), str_of(value));
}

static void test_totals_follow_each_answer(void **state)
{
    (void)state;
    struct q_survey_of row;
    open_survey(false);
    assert_int_equal(answer(0, "s0", "agree=Y\n", false, false), OK); /* still being written: counts for nothing */
    assert_int_equal(total("", "", ""), 0);
    assert_int_equal(answer(0, "s0", "agree=Y\nyears=12\n", false, true), OK);
    assert_int_equal(answer(1, "s1", "agree=N\nwhy=Because\n", false, true), OK);
    assert_int_equal(total("", "", ""), 2);
    assert_int_equal(total("", "agree", "Y"), 1);
    assert_int_equal(total("", "agree", ""), 2);
    assert_int_equal(total("", "why", ""), 1);
    assert_int_equal(answer(0, "s0", "agree=N\n", false, false), OK); /* corrected: goes on counting */
    assert_int_equal(total("", "agree", "Y"), 0);
    assert_int_equal(total("", "agree", "N"), 2);
    assert_int_equal(total("", "years", "12"), 0);
    assert_int_equal(q_survey_of(db, &here->arena, programme.member_uid, programme.uid, S(SURVEY_BEFORE), &row), OK);
    assert_true(row.answers == 2 && row.asked == COUNT_OF(people) && row.answered == 2);
    assert_int_equal(answer(0, "another", "agree=Y\n", false, true), FAULT_CONFLICT); /* one answer each */
    assert_int_equal(answer(0, "another", "agree=Y\n", false, false), OK);
    assert_int_equal(total("", "", ""), 2);
    assert_int_equal(total("public", "", ""), 0); /* no sector where nobody is named */
}

static void test_nothing_ties_an_answer_to_who_gave_it(void **state)
{
    (void)state;
    open_survey(false);
    assert_int_equal(answer(3, "sec", "agree=Y\nwhy=x\n", false, true), OK);
    assert_str(asked("select count(*) from survey_answer where participant_id is not null or sector <> ''"), "0");
    assert_str(asked("select count(*) from survey_answered where answered = 1"), "1");
    assert_str(asked("select count(*) from survey_answer where digest = 'sec' or body like '%sec%'"), "0");
    for (size_t i = 0; i < statements_count; i++) {
        for (size_t engine = 0; engine < COUNT_OF(statements[i]->sql); engine++) {
            struct str sql = str_of(statements[i]->sql[engine]);
            bool who = false, what = false;
            for (size_t k = 0; k < sql.n; k++) {
                struct str rest = str_from(sql, k);
                who = who || str_starts(rest, S("survey_answered"));
                what = what || (str_starts(rest, S("survey_answer")) && !str_starts(rest, S("survey_answered")));
            }
            if (who && what) {
                fail_msg("%s joins answers with who has answered", statements[i]->name);
            }
        }
    }
}

/* Totals are as before, and the name is nowhere. */
static void erase_and_look(bool named)
{
    open_survey(named);
    for (size_t i = 0; i < 6; i++) {
        const char *secret = str_c(&here->arena, str_format(&here->arena, "s%zu", i));
        assert_int_equal(answer(i, secret, "agree=Y\nyears=3\nwhy=Says Number0\n", named, true), OK);
    }
    assert_int_equal(total("public", "agree", "Y"), named ? 4 : 0);
    struct str before = asked("select sum(n) from survey_total");
    assert_int_equal(participant_erase(db, &here->arena, people[0], NOW), OK);
    assert_true(str_eq(asked("select sum(n) from survey_total"), before));
    assert_int_equal(total("", "agree", "Y"), 6);
    assert_str(asked("select count(*) from survey_answer"), named ? "5" : "6");
    assert_str(asked("select count(*) from survey_answered where participant_id = 1"), "0");
    assert_str(asked("select count(*) from survey_answer where participant_id = 1"), "0");
    assert_str(asked("select count(*) from participant where name like '%Number0%' or mail like 'p0@%'"), "0");
}

static void test_erasing_leaves_named_results_alone(void **state)
{
    (void)state;
    erase_and_look(true);
}

static void test_erasing_leaves_anonymous_results_alone(void **state)
{
    (void)state;
    erase_and_look(false);
}

static void test_who_is_reminded(void **state)
{
    (void)state;
    struct q_survey_to_remind *rows;
    size_t n;
    open_survey(false);
    assert_int_equal(answer(2, "s2", "agree=Y\n", false, true), OK);
    assert_int_equal(answer(3, "s3", "agree=Y\n", false, false), OK);
    assert_int_equal(q_survey_to_remind(db, &here->arena, survey_id, &rows, &n), OK);
    assert_int_equal(n, COUNT_OF(people) - 1);
    assert_int_equal(rows[2].participant_id, 4);
}

static void test_it_goes_with_its_programme(void **state)
{
    (void)state;
    open_survey(true);
    assert_int_equal(answer(0, "s0", "agree=Y\n", true, true), OK);
    assert_int_equal(programme_forget(db, NOW + (30 + PARTICIPANT_KEPT_DAYS) * (int64_t)DAY), OK);
    assert_str(asked("select count(*) from survey_answer"), "1");
    assert_int_equal(programme_forget(db, NOW + (32 + PARTICIPANT_KEPT_DAYS) * (int64_t)DAY), OK);
    assert_str(asked("select count(*) from survey_answer"), "0");
    assert_str(asked("select count(*) from survey_answered"), "0");
    assert_int_equal(total("", "agree", "Y"), 1);
    assert_int_equal(programme_remove(db, programme.id), OK);
    assert_str(asked("select count(*) from survey_total"), "0");
    assert_str(asked("select count(*) from survey"), "0");
}

/* Each kind has those who are asked, answers and totals of its own, and one link opens none but its own. */
static void test_each_kind_stands_for_itself(void **state)
{
    (void)state;
    struct q_survey_of row;
    struct q_survey_answer found;
    struct q_survey_by_participant one;
    struct q_survey_id id;
    struct str uid;
    open_survey(false);
    assert_int_equal(answer(0, "s0", "agree=Y\n", false, true), OK);
    assert_int_equal(survey_begin(db, &here->arena, programme.id, S("aims_end"), S("<document/>"), NOW, &uid), OK);
    assert_int_equal(survey_begin(db, &here->arena, programme.id, S("aims_end"), S("<document/>"), NOW, &uid),
                     FAULT_CONFLICT);
    assert_int_equal(q_survey_id(db, &here->arena, programme.id, S("aims_end"), &id), OK);
    assert_int_equal(q_survey_of(db, &here->arena, programme.member_uid, programme.uid, S("aims_end"), &row), OK);
    assert_true(row.id == id.id && id.id != survey_id && row.answers == 0 && row.asked == 0);
    assert_int_equal(q_survey_by_participant(db, &here->arena, people[0], S("aims_end"), &one), FAULT_NOT_FOUND);
    survey_id = id.id;
    struct survey_link other = {survey_id, 1, S(""), false, S("s0")};
    assert_int_equal(survey_answer_of(db, &here->arena, &other, &found), FAULT_NOT_FOUND);
    assert_int_equal(q_survey_ask(db, survey_id, 1), OK);
    assert_int_equal(q_survey_by_participant(db, &here->arena, people[0], S("aims_end"), &one), OK);
    assert_true(one.id == id.id && one.answered == 0);
    assert_int_equal(answer(0, "s9", "agree=N\n", false, true), OK);
    assert_int_equal(total("", "agree", "N"), 1);
    assert_int_equal(total("", "agree", "Y"), 0);
    survey_id = 1;
    assert_int_equal(total("", "agree", "Y"), 1);
    assert_int_equal(survey_begin(db, &here->arena, programme.id, S("aims_90"), S("<document/>"), NOW, &uid), OK);
    assert_int_equal(programme_remove(db, programme.id), OK);
    assert_str(asked("select count(*) from survey"), "0");
    assert_str(asked("select count(*) from survey_answer"), "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_totals_follow_each_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_ties_an_answer_to_who_gave_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_erasing_leaves_named_results_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_erasing_leaves_anonymous_results_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_is_reminded, setup, teardown),
        cmocka_unit_test_setup_teardown(test_it_goes_with_its_programme, setup, teardown),
        cmocka_unit_test_setup_teardown(test_each_kind_stands_for_itself, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
