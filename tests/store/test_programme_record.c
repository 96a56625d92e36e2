/* SPDX-License-Identifier: AGPL-3.0-or-later
** What everybody reads of leadership programmes that were held: two people publish one; a question is taken
** back, refused, forgotten, or its asker erased (what everybody reads then: test_programme.c). On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/programme_record.h"

#define NOW 1795348800
#define DAY 86400
#define HELD (NOW + 2 * (int64_t)DAY)

static struct scratch *here;
static struct db *db;
static int64_t people[2]; /* Ann asks, Ben reads */
static struct q_programme_of row;
static const struct programme_record RECORD = {.name = S_INIT("Leaders"), .kind = S_INIT(""), .place = S_INIT(""),
                                               .cities = S_INIT(""), .themes = S_INIT("Heat"), .came_of = S_INIT("")};

static struct log_someone who(size_t i)
{
    return (struct log_someone){LOG_PERSON, people[i], i == 0 ? S("Ann") : S("Ben")};
}

static int setup(void **state)
{
    const struct q_member_keys keys = {S("Alpha"), S("IT"), S("IT_1"), {0}, {0}};
    int64_t city;
    struct q_member_list *rows;
    struct str uid;
    size_t n;
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &city, NULL), OK);
    for (size_t i = 0; i < 2; i++) {
        const struct person_new person = {i == 0 ? S("Ann") : S("Ben"),
                                          i == 0 ? S("ann@a.example") : S("ben@a.example"), S("en")};
        assert_int_equal(person_add(db, &here->arena, &person, NOW, &people[i]), OK);
    }
    const struct programme_new programme = {
        .member_id = city, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders"),
        .template = S("two_hours"), .languages = S("en"), .place = S(""), .begins_on = {NOW / DAY}, .by = people[0]};
    assert_int_equal(programme_begin(db, &here->arena, &programme, NOW, &uid), OK);
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    assert_int_equal(q_programme_of(db, &here->arena, rows[0].uid, uid, &row), OK);
    assert_int_equal(q_programme_stage_add(db, row.id, S("wrap_up"), 0, (struct maybe_int){0}, NOW), OK);
    assert_int_equal(q_programme_of(db, &here->arena, rows[0].uid, uid, &row), OK);
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static void assert_asked(const char *sql, const char *wanted)
{
    assert_str(scratch_ask(here, "net.db", sql), wanted);
}

/* Ann asks; the uid of what she asked. */
static struct str ask(void)
{
    struct q_record_ask_of asked;
    const struct log_someone ann = who(0);
    assert_int_equal(record_ask(db, &here->arena, &row, &RECORD, &ann, HELD), OK);
    assert_int_equal(q_record_ask_of(db, &here->arena, row.member_uid, row.uid, &asked), OK);
    return asked.uid;
}

static enum fault answer(struct str uid, bool yes)
{
    const struct log_someone ben = who(1);
    return record_answer(db, &here->arena, &row, uid, yes, &ben, HELD);
}

static void test_two_people_publish_it(void **state)
{
    (void)state;
    const struct log_someone ann = who(0);
    struct str read = ask();
    assert_int_equal(record_answer(db, &here->arena, &row, read, true, &ann, HELD), FAULT_CONFLICT); /* her own */
    struct str other = ask(); /* another text since it was read */
    assert_int_equal(answer(read, true), FAULT_CONFLICT);
    assert_asked("select count(*) from programme_record", "0");
    assert_int_equal(answer(other, true), OK);
    assert_asked("select name || ' ' || themes from programme_record", "Leaders Heat");
}

static void test_who_asked_takes_it_back(void **state)
{
    (void)state;
    const struct log_someone ann = who(0), ben = who(1);
    struct str uid = ask();
    assert_int_equal(record_drop(db, &here->arena, &row, &ben), FAULT_CONFLICT); /* another's */
    assert_int_equal(record_drop(db, &here->arena, &row, &ann), OK);
    assert_asked("select count(*) from programme_record_ask", "0");
    assert_int_equal(record_drop(db, &here->arena, &row, &ann), FAULT_CONFLICT);
    assert_int_equal(answer(uid, true), FAULT_CONFLICT);
    assert_asked("select count(*) from programme_record", "0");
}

static void test_behind_a_no_nothing_is_published(void **state)
{
    (void)state;
    const struct log_someone ann = who(0);
    struct str uid = ask();
    assert_int_equal(answer(uid, false), OK);
    assert_int_equal(answer(uid, true), FAULT_CONFLICT); /* it was answered */
    assert_int_equal(record_drop(db, &here->arena, &row, &ann), FAULT_CONFLICT);
    assert_asked("select count(*) from programme_record", "0");
    assert_int_equal(answer(ask(), true), OK); /* asked anew */
    assert_asked("select count(*) from programme_record", "1");
    assert_asked("select count(*) from programme_record_ask", "0");
}

/* The command line is nobody: of two people it is neither. */
static void test_the_command_line_asks_and_answers_nothing(void **state)
{
    (void)state;
    const struct log_someone command = {.is = LOG_CONSOLE};
    assert_int_equal(record_ask(db, &here->arena, &row, &RECORD, &command, HELD), FAULT_CONFLICT);
    struct str uid = ask();
    assert_int_equal(record_answer(db, &here->arena, &row, uid, true, &command, HELD), FAULT_CONFLICT);
    assert_int_equal(record_drop(db, &here->arena, &row, &command), FAULT_CONFLICT);
    assert_int_equal(answer(uid, true), OK);
    assert_int_equal(record_take_back(db, &here->arena, &row, &command, HELD), OK); /* what must go goes */
    assert_asked("select count(*) from programme_record", "0");
}

/* With who asked the question goes; who read it can be erased, and what is published stays, without them. */
static void test_erasing_who_asked_and_who_read(void **state)
{
    (void)state;
    struct str uid = ask();
    assert_int_equal(record_erase_person(db, people[0]), OK);
    assert_int_equal(answer(uid, true), FAULT_CONFLICT);
    assert_asked("select count(*) from programme_record_ask where asked_by is not null", "0");
    uid = ask();
    assert_int_equal(answer(uid, true), OK);
    assert_int_equal(record_erase_person(db, people[0]), OK);
    assert_int_equal(record_erase_person(db, people[1]), OK);
    assert_asked("select count(*) from programme_record", "1");
    assert_asked("select count(*) from programme_record where asked_by is not null or answered_by is not null", "0");
}

static void test_a_question_that_nobody_answers_is_forgotten(void **state)
{
    (void)state;
    (void)ask();
    assert_int_equal(record_forget(db, HELD + RECORD_ASKED_KEPT_S - 1), OK);
    assert_asked("select count(*) from programme_record_ask", "1");
    assert_int_equal(record_forget(db, HELD + RECORD_ASKED_KEPT_S + 1), OK);
    assert_asked("select count(*) from programme_record_ask", "0");
    assert_int_equal(answer(ask(), false), OK); /* and a no */
    assert_int_equal(record_forget(db, HELD + RECORD_ASKED_KEPT_S + 1), OK);
    assert_asked("select count(*) from programme_record_ask", "0");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_two_people_publish_it),
        TEST(test_who_asked_takes_it_back),
        TEST(test_behind_a_no_nothing_is_published),
        TEST(test_the_command_line_asks_and_answers_nothing),
        TEST(test_erasing_who_asked_and_who_read),
        TEST(test_a_question_that_nobody_answers_is_forgotten),
    };
    return cmocka_run_group_tests_name("records of leadership programmes", tests, NULL, NULL);
}
