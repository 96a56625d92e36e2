/* SPDX-License-Identifier: AGPL-3.0-or-later
** Votes of a room: put, opened, answered, changed, closed; what is left of ballots, and what nobody can. On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/vote.h"

#define NOW 1795348800
#define DAY 86400

static struct scratch *here;
static struct db *db;
static struct { int64_t id; struct str uid; int64_t person; } cities[2]; /* Alpha, Beta */

static int setup(void **state)
{
    static const char *const names[] = {"Alpha", "Beta"};
    static const char *const laus[] = {"IT_1", "IT_2"};
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(cities); i++) {
        const struct q_member_keys keys = {str_of(names[i]), S("IT"), str_of(laus[i]), {0}, {0}};
        struct str mail = str_format(&here->arena, "%s@a.example", names[i]);
        const struct person_new person = {str_of(names[i]), mail, S("en")};
        assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &cities[i].id, NULL), OK);
        assert_int_equal(person_add(db, &here->arena, &person, NOW, &cities[i].person), OK);
    }
    struct q_member_list *rows;
    size_t n;
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    for (size_t i = 0; i < n; i++) {
        cities[i].uid = rows[i].uid; /* by name */
    }
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static struct str asked(const char *sql)
{
    return scratch_ask(here, "net.db", sql);
}


#define PEOPLE 4

static struct q_programme_of programmes[2];
static int64_t people[PEOPLE];
static struct str uids[PEOPLE];

static struct str put(const char *kind, const char *const *texts, size_t n)
{
    struct str options[VOTE_OPTIONS_MAX], uid;
    for (size_t i = 0; i < n; i++) {
        options[i] = str_of(texts[i]);
    }
    const struct vote_new new = {.programme_id = programmes[0].id, .kind = str_of(kind), .question = S("What now?"),
                                 .options = options, .n = n};
    assert_int_equal(vote_put(db, &here->arena, &new, NOW, &uid), OK);
    return uid;
}

static void enter(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(programmes); i++) {
        const struct programme_new new = {
            .member_id = cities[i].id, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders"),
            .template = S("two_hours"), .languages = S("en"), .place = S(""), .begins_on = {NOW / DAY},
            .by = cities[i].person};
        struct str uid;
        assert_int_equal(programme_begin(db, &here->arena, &new, NOW, &uid), OK);
        assert_int_equal(q_programme_of(db, &here->arena, cities[i].uid, uid, &programmes[i]), OK);
    }
    for (size_t i = 0; i < PEOPLE; i++) {
        const struct participant_new new = {.name = S("Ada"), .short_name = S("Ada"), .organisation = S(""),
                                            .sector = S(""), .role = S(""), .mail = S(""), .language = S(""),
                                            .came_by = S("code")};
        struct q_room_of_participant row;
        assert_int_equal(participant_add(db, &here->arena, &programmes[0], &new, NOW, &uids[i]), OK);
        assert_int_equal(q_room_of_participant(db, &here->arena, uids[i], (struct date){NOW / DAY}, &row), OK);
        people[i] = row.participant_id;
        assert_str(row.code, str_c(&here->arena, programmes[0].code));
    }
}

static enum fault cast(struct str uid, int64_t round, size_t person, int a, int b, int c)
{
    int values[VOTE_OPTIONS_MAX] = {a, b, c};
    enum ballot_check check = BALLOT_FINE;
    return vote_cast(db, &here->arena, programmes[0].id, people[person], uid, round, values, &check);
}

static enum fault step(struct str uid, enum vote_step what)
{
    return vote_do(db, &here->arena, programmes[0].id, uid, what, NOW);
}

static struct q_vote_list first_vote(void)
{
    struct q_vote_list *rows;
    size_t n;
    assert_int_equal(q_vote_list(db, &here->arena, programmes[0].code, &rows, &n), OK);
    assert_true(n > 0);
    return rows[0];
}

static int64_t event(void)
{
    struct q_room_of_programme row;
    assert_int_equal(q_room_of_programme(db, &here->arena, cities[0].uid, programmes[0].uid, &row), OK);
    return row.event;
}

static const char *const three[] = {"Bus", "Tram", "Bicycle"};

static void test_dots_from_put_to_closed(void **state)
{
    enter(state);
    assert_int_equal(event(), 0);
    struct str uid = put("dots", three, 3);
    assert_int_equal(cast(uid, 1, 0, 1, 0, 0), FAULT_CONFLICT); /* not open yet */
    assert_int_equal(step(uid, VOTE_CLOSE), FAULT_CONFLICT);
    assert_int_equal(step(uid, VOTE_OPEN), OK);
    assert_int_equal(step(uid, VOTE_OPEN), FAULT_CONFLICT);
    assert_int_equal(step(uid, VOTE_AGAIN), FAULT_CONFLICT); /* only "do we agree?" has a second round */
    assert_int_equal(step(uid, VOTE_TAKE_OUT), FAULT_CONFLICT);
    assert_int_equal(event(), 2);
    assert_int_equal(cast(uid, 1, 0, 1, 1, 0), FAULT_INVALID); /* one dot each */
    assert_int_equal(cast(uid, 1, 0, 2, 0, 0), FAULT_INVALID);
    assert_int_equal(cast(uid, 1, 0, -1, 0, 0), FAULT_INVALID);
    assert_int_equal(cast(uid, 2, 0, 1, 0, 0), FAULT_CONFLICT);
    assert_int_equal(event(), 2);
    assert_int_equal(cast(uid, 1, 0, 1, 0, 0), OK);
    assert_int_equal(cast(uid, 1, 0, 0, 1, 0), OK); /* changed: counts once */
    assert_int_equal(cast(uid, 1, 1, 0, 1, 0), OK);
    assert_int_equal(cast(uid, 1, 2, 0, 0, 0), OK); /* abstains */
    assert_int_equal(event(), 6);
    assert_int_equal(first_vote().voted, 3);
    assert_str(asked("select count(*) from vote_total"), "0");
    assert_int_equal(step(uid, VOTE_CLOSE), OK);
    assert_int_equal(first_vote().voted, 3);
    assert_str(asked("select count(*) from ballot"), "0");
    assert_str(asked("select n from vote_total where number = 2 and value = 1"), "2");
    assert_str(asked("select count(*) from vote_total where number in (1, 3)"), "0");
    assert_int_equal(cast(uid, 1, 3, 1, 0, 0), FAULT_CONFLICT); /* closed is closed */
    assert_int_equal(step(uid, VOTE_OPEN), FAULT_CONFLICT);
    assert_int_equal(step(uid, VOTE_TAKE_OUT), FAULT_CONFLICT);
}

static void test_an_order_leaves_pairs(void **state)
{
    enter(state);
    struct str uid = put("order", three, 3);
    assert_int_equal(step(uid, VOTE_OPEN), OK);
    assert_int_equal(cast(uid, 1, 0, 1, 2, 3), OK);
    assert_int_equal(cast(uid, 1, 1, 2, 1, 0), OK);
    assert_int_equal(cast(uid, 1, 2, 1, 1, 0), OK);
    assert_int_equal(cast(uid, 1, 3, 4, 1, 1), FAULT_INVALID);
    assert_int_equal(step(uid, VOTE_CLOSE), OK);
    assert_str(asked("select before_n || ' ' || level_n from vote_pair where first = 1 and second = 2"), "1 1");
    assert_str(asked("select before_n || ' ' || level_n from vote_pair where first = 1 and second = 3"), "3 0");
    assert_str(asked("select before_n || ' ' || level_n from vote_pair where first = 3 and second = 1"), "0 0");
    assert_str(asked("select count(*) from vote_pair"), "6");
}

static void test_two_rounds(void **state)
{
    enter(state);
    struct str uid = put("agree", three, 3);
    assert_int_equal(step(uid, VOTE_AGAIN), FAULT_CONFLICT);
    assert_int_equal(step(uid, VOTE_OPEN), OK);
    assert_int_equal(cast(uid, 1, 0, 4, 5, 0), OK);
    assert_int_equal(cast(uid, 1, 1, 4, 2, 1), OK);
    assert_int_equal(cast(uid, 1, 2, 3, 3, 3), OK);
    assert_int_equal(cast(uid, 1, 2, 6, 3, 3), FAULT_INVALID);
    assert_int_equal(step(uid, VOTE_AGAIN), OK);
    assert_int_equal(step(uid, VOTE_AGAIN), FAULT_CONFLICT);
    assert_int_equal(first_vote().voted, 0);
    assert_str(asked("select n from vote_total where round = 1 and number = 1 and value = 4"), "2");
    assert_int_equal(cast(uid, 1, 0, 4, 5, 0), FAULT_CONFLICT); /* that round is over */
    assert_int_equal(cast(uid, 2, 0, 4, 4, 5), OK);
    assert_int_equal(cast(uid, 2, 2, 3, 0, 2), OK);
    assert_int_equal(cast(uid, 2, 3, 1, 1, 1), OK); /* came late: rated once */
    assert_int_equal(step(uid, VOTE_CLOSE), OK);
    assert_str(asked("select both_n || ' ' || changed_n from vote_option where number = 1"), "2 0");
    assert_str(asked("select both_n || ' ' || changed_n from vote_option where number = 2"), "1 1");
    assert_str(asked("select both_n || ' ' || changed_n from vote_option where number = 3"), "1 1");
    assert_str(asked("select count(*) from ballot"), "0");
    assert_str(asked("select n from vote_total where round = 2 and number = 0"), "3");
}

static void test_no_other_programme_reaches_it(void **state)
{
    enter(state);
    struct q_vote_list *rows;
    struct q_room_of_programme room;
    size_t n;
    int values[VOTE_OPTIONS_MAX] = {1};
    enum ballot_check check;
    struct str uid = put("test", three, 3);
    assert_int_equal(vote_do(db, &here->arena, programmes[1].id, uid, VOTE_OPEN, NOW), FAULT_NOT_FOUND);
    assert_int_equal(vote_cast(db, &here->arena, programmes[1].id, people[0], uid, 1, values, &check), FAULT_NOT_FOUND);
    assert_int_equal(q_vote_list(db, &here->arena, programmes[1].code, &rows, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(q_room_of_programme(db, &here->arena, cities[1].uid, programmes[0].uid, &room), FAULT_NOT_FOUND);
}

static void test_when_there_is_a_room(void **state)
{
    enter(state);
    struct q_room_of_code row;
    struct q_room_of_participant own;
    struct date today = {NOW / DAY}, after = {programmes[0].ends_on.days + 2};
    const struct date evening = {programmes[0].ends_on.days + 1}; /* of the last day, in America */
    assert_int_equal(q_room_of_code(db, &here->arena, programmes[0].code, evening, &row), OK);
    assert_int_equal(q_room_of_code(db, &here->arena, programmes[0].code, today, &row), OK);
    assert_int_equal(row.joined, PEOPLE);
    assert_int_equal(q_room_of_code(db, &here->arena, programmes[0].code, after, &row), FAULT_NOT_FOUND);
    assert_int_equal(q_room_of_participant(db, &here->arena, uids[0], after, &own), FAULT_NOT_FOUND);
    assert_int_equal(participant_erase(db, &here->arena, uids[0], NOW), OK);
    assert_int_equal(q_room_of_participant(db, &here->arena, uids[0], today, &own), FAULT_NOT_FOUND);
    const struct programme_at off = {.stage = PROGRAMME_CALLED_OFF};
    assert_int_equal(programme_say(db, &programmes[0], 1, off, cities[0].person, NOW), OK);
    assert_int_equal(q_room_of_code(db, &here->arena, programmes[0].code, today, &row), FAULT_NOT_FOUND);
    assert_int_equal(q_room_of_participant(db, &here->arena, uids[1], today, &own), FAULT_NOT_FOUND);
}

/* Erasing changes no result; an open ballot counts on, as nobody's. */
static void test_an_erased_one_counts_on(void **state)
{
    enter(state);
    struct str uid = put("test", three, 3);
    assert_int_equal(step(uid, VOTE_OPEN), OK);
    assert_int_equal(cast(uid, 1, 0, 1, 2, 3), OK);
    assert_int_equal(cast(uid, 1, 1, 1, 0, 0), OK);
    assert_int_equal(participant_erase(db, &here->arena, uids[0], NOW), OK);
    assert_int_equal(step(uid, VOTE_CLOSE), OK);
    assert_str(asked("select n from vote_total where number = 1 and value = 1"), "2");
    assert_int_equal(participant_erase(db, &here->arena, uids[1], NOW), OK);
    assert_str(asked("select n from vote_total where number = 1 and value = 1"), "2");
}

static void test_what_goes_when(void **state)
{
    enter(state);
    struct str uid = put("test", three, 3);
    assert_int_equal(step(uid, VOTE_OPEN), OK);
    assert_int_equal(cast(uid, 1, 0, 1, 2, 3), OK);
    int64_t end = (int64_t)programmes[0].ends_on.days * DAY;
    assert_int_equal(programme_forget(db, end + (int64_t)BALLOT_OPEN_KEPT_DAYS * DAY), OK);
    assert_str(asked("select count(*) from ballot"), "4");
    assert_int_equal(programme_forget(db, end + (int64_t)(BALLOT_OPEN_KEPT_DAYS + 1) * DAY), OK);
    assert_str(asked("select count(*) from ballot"), "0");
    struct str order = put("order", three, 3);
    assert_int_equal(step(order, VOTE_OPEN), OK);
    assert_int_equal(cast(order, 1, 0, 1, 2, 3), OK);
    assert_int_equal(step(order, VOTE_CLOSE), OK);
    struct str out = put("test", three, 2);
    assert_int_equal(step(out, VOTE_TAKE_OUT), OK);
    assert_str(asked("select count(*) from vote"), "2");
    assert_str(asked("select count(*) from vote_option"), "6");
    assert_int_equal(programme_remove(db, programmes[0].id), OK);
    assert_str(asked("select (select count(*) from vote) + (select count(*) from vote_option) + "
                     "(select count(*) from ballot) + (select count(*) from vote_total) + "
                     "(select count(*) from vote_pair) + (select count(*) from room_event)"), "0");
}

static void test_so_many_and_no_more(void **state)
{
    enter(state);
    const struct str options[] = {S("One")};
    struct vote_new new = {.programme_id = programmes[0].id, .kind = S("test"), .question = S("What now?"),
                           .options = options, .n = 1};
    struct str uid;
    for (int i = 0; i < VOTES_MAX; i++) {
        assert_int_equal(vote_put(db, &here->arena, &new, NOW, &uid), OK);
    }
    assert_int_equal(vote_put(db, &here->arena, &new, NOW, &uid), FAULT_TOO_LARGE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_dots_from_put_to_closed), TEST(test_an_order_leaves_pairs), TEST(test_two_rounds),
        TEST(test_no_other_programme_reaches_it), TEST(test_when_there_is_a_room), TEST(test_an_erased_one_counts_on),
        TEST(test_what_goes_when), TEST(test_so_many_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
