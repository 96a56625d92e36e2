/* SPDX-License-Identifier: AGPL-3.0-or-later
** Steps of member cities: one that joins, one that has left and joins again as the same one. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/membership.h"

#define NOW 1795348800

static struct scratch *here;
static struct db *db;

static int setup(void **state)
{
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static const struct q_member_keys CIAMPINO = {S_INIT("Ciampino"), S_INIT("IT"), S_INIT("IT_058118"), {0}, {0}};
static const struct q_member_keys TYPED = {S_INIT("Zwergstadt"), S_INIT("DE"), {0}, {0}, {0}};

static int64_t ask_count(const char *sql)
{
    return atoll(str_c(&here->arena, scratch_ask(here, "net.db", sql)));
}

static int64_t join(const struct q_member_keys *keys, int64_t now, bool joins)
{
    const struct step_by by = {"application", {true, 5}, S(" why ")};
    int64_t id;
    bool joined;
    assert_int_equal(membership_join(db, &here->arena, keys, &by, now, &id, &joined), OK);
    assert_int_equal(joined, joins);
    return id;
}

static void test_a_city_joins_once_and_again_when_it_has_left(void **state)
{
    (void)state;
    const struct q_member_keys *all[] = {&CIAMPINO, &TYPED};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t id = join(all[i], NOW, true);
        assert_int_equal(join(all[i], NOW + 1, false), id);
        assert_int_equal(q_member_step_add(db, id, S("left"), NOW + 2, S("city"), (struct maybe_int){0}, S("")), OK);
        assert_int_equal(join(all[i], NOW + 3, true), id);
    }
    assert_int_equal(ask_count("select count(*) from member_city"), 2);
    assert_int_equal(ask_count("select count(*) from member_step where step = 'joined' and way = 'application' and "
                               "by_person = 5 and why = 'why'"), 4);
    assert_int_equal(ask_count("select max(number) from member_step"), 3);
}

/* Whoever asks for cities that take part gets none that has left. */
static void test_one_that_has_left_takes_no_part(void **state)
{
    (void)state;
    struct q_member_choices *choices;
    struct q_member_list *rows;
    struct q_member_by_keys by_keys;
    struct q_member_by_uid by_uid;
    size_t n;
    int64_t id = join(&CIAMPINO, NOW, true);
    struct str uid = scratch_ask(here, "net.db", "select uid from member_city");
    for (int left = 0; left < 2; left++) {
        assert_int_equal(q_member_choices(db, &here->arena, &choices, &n), OK);
        assert_int_equal(n, 1 - left);
        assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
        assert_int_equal(n, 1 - left);
        assert_int_equal(q_member_by_keys(db, &here->arena, S("IT_058118"), S(""), (struct maybe_int){0}, &by_keys),
                         left ? FAULT_NOT_FOUND : OK);
        assert_int_equal(q_member_by_uid(db, &here->arena, uid, &by_uid), OK);
        assert_int_equal(by_uid.takes_part, !left);
        assert_int_equal(q_member_step_add(db, id, S("left"), NOW, S("city"), (struct maybe_int){0}, S("")), OK);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_city_joins_once_and_again_when_it_has_left),
        TEST(test_one_that_has_left_takes_no_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
