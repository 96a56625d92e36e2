/* SPDX-License-Identifier: AGPL-3.0-or-later
** Bids of member cities: how one begins, which city sees it, and what goes when. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/bid_known.sql.h"
#include "store/bid_work.h"
#include "store/membership.h"
#include "store/person.h"

#define NOW 1795348800
#define DAY 86400

static struct scratch *here;
static struct db *db;
static struct { int64_t id; struct str uid; int64_t person; } cities[3]; /* Alpha, Beta, Gamma */

static int setup(void **state)
{
    static const char *const names[] = {"Alpha", "Beta", "Gamma"};
    static const char *const laus[] = {"IT_1", "IT_2", "IT_3"};
    static const char *const mails[] = {"main@a.example", "main@b.example", "main@c.example"};
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(cities); i++) {
        const struct q_member_keys keys = {str_of(names[i]), S("IT"), str_of(laus[i]), {0}, {0}};
        const struct person_new person = {str_of(mails[i]), str_of(mails[i]), S("en")};
        struct role_new role = {.role = S("main_contact")};
        assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &cities[i].id, NULL), OK);
        assert_int_equal(person_add(db, &here->arena, &person, NOW, &role.person_id), OK);
        role.member_id = (struct maybe_int){true, cities[i].id};
        assert_int_equal(role_give(db, &here->arena, &role, NOW - 1), OK);
        cities[i].person = role.person_id;
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

static enum fault begin(size_t city, const char *call, struct str *ret_uid)
{
    const struct bid_new new = {cities[city].id, str_of(call), S("Roofs for towns"), S("LIFE-1"), S("Green roofs"),
                                cities[city].person, cities[city].person, {NOW / DAY}};
    return bid_begin(db, &here->arena, &new, NOW, ret_uid);
}

static enum fault find(size_t city, struct str uid, struct q_bid_work_of *ret_row)
{
    return q_bid_work_of(db, &here->arena, cities[city].uid, uid, ret_row);
}

static void add_partner(int64_t bid, size_t city, const char *answer)
{
    const struct q_bid_city_add_in in = {
        .uid = cities[city].uid, .bid_id = bid, .member_id = cities[city].id, .role = S("partner"),
        .answer = str_of(answer), .person_id = {true, cities[city].person}, .says = S("Join us"), .now = NOW};
    assert_int_equal(q_bid_city_add(db, &in), OK);
}

static void test_a_bid_begins(void **state)
{
    (void)state;
    struct str uid, again;
    struct q_bid_work_of row;
    assert_int_equal(begin(0, "EU/1", &uid), OK);
    assert_int_equal(find(0, uid, &row), OK);
    assert_str(row.name, "Green roofs");
    assert_str(row.lead, "Alpha");
    assert_str(row.owner, "main@a.example");
    assert_true(bid_leads(&row) && bid_takes_part(&row) && bid_work_stage(&row) == BID_DECIDED);
    assert_int_equal(row.day_on.days, NOW / DAY);
    assert_int_equal(begin(0, "EU/1", &again), FAULT_CONFLICT); /* two people at once */
    assert_str(again, str_c(&here->arena, uid));
    assert_int_equal(begin(0, "", &again), OK); /* funds that no list names: as many as there are */
    assert_int_equal(begin(0, "", &again), OK);
    assert_int_equal(begin(1, "EU/1", &again), OK);
    scratch_exec(here, "net.db", "update bid_stage set stage = 'given_up' where bid_id = 1");
    assert_int_equal(begin(0, "EU/1", &again), OK); /* once it is over, again */
}

static void test_which_city_sees_it(void **state)
{
    (void)state;
    struct str uid;
    struct q_bid_work_of row;
    assert_int_equal(begin(0, "EU/1", &uid), OK);
    assert_int_equal(find(0, uid, &row), OK);
    assert_int_equal(find(1, uid, &row), FAULT_NOT_FOUND);
    int64_t bid = row.id;
    add_partner(bid, 1, "asked");
    assert_int_equal(find(1, uid, &row), OK);
    assert_false(bid_takes_part(&row) || bid_leads(&row));
    assert_str(row.owner, "main@b.example"); /* its own, never Alpha's */
    assert_str(row.lead, "Alpha");
    assert_false(row.lead_left);
    static const char *const gone[] = {"no", "left"};
    for (size_t i = 0; i < COUNT_OF(gone); i++) {
        scratch_exec(here, "net.db", str_c(&here->arena, str_format(&here->arena,
            "update bid_city set answer = '%s' where member_id = 2", gone[i])));
        assert_int_equal(find(1, uid, &row), FAULT_NOT_FOUND);
    }
    scratch_exec(here, "net.db", "update bid_city set answer = 'yes' where member_id = 2");
    assert_int_equal(find(1, uid, &row), OK);
    assert_true(bid_takes_part(&row) && !bid_leads(&row));
    scratch_exec(here, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(1, 2, 'left', 1, 'city', '')");
    assert_int_equal(find(1, uid, &row), OK);
    assert_true(row.lead_left);
    assert_int_equal(find(2, uid, &row), FAULT_NOT_FOUND);
}

static size_t known(const char *call, const char *rule, struct q_bid_known **ret_rows)
{
    size_t n;
    assert_int_equal(q_bid_known(db, &here->arena, str_of(call), str_of(rule), ret_rows, &n), OK);
    return n;
}

static void test_what_other_member_cities_read_of_it(void **state)
{
    (void)state;
    struct str uid;
    struct q_bid_known *rows;
    assert_int_equal(begin(0, "EU/1", &uid), OK);
    add_partner(1, 1, "yes");
    add_partner(1, 2, "asked");
    assert_int_equal(begin(2, "", &uid), OK); /* for a fund that no list names */
    assert_int_equal(known("EU/1", "", &rows), 2);
    assert_str(rows[0].city, "Alpha");
    assert_str(rows[0].role, "lead");
    assert_str(rows[0].stage, "decided");
    assert_str(rows[1].city, "Beta"); /* Gamma has not said yes */
    assert_int_equal(known("EU/2", "", &rows), 0);
    assert_int_equal(known("", "", &rows), 0);
    assert_int_equal(known("", "life", &rows), 0);
    scratch_exec(here, "net.db", "update bid set rule_id = 'life' where id = 1");
    assert_int_equal(known("", "life", &rows), 2);
    assert_int_equal(known("EU/1", "life", &rows), 2); /* once */
    scratch_exec(here, "net.db", "update bid set seen_by = 'city' where id = 1");
    assert_int_equal(known("EU/1", "life", &rows), 0);
    scratch_exec(here, "net.db", "insert into bid_stage (id, bid_id, number, stage, day_on, member_id, why, currency, "
                 "made_at) values (90, 1, 2, 'not_granted', 20000, 1, 'No letter of the mayor.', '', 1)");
    assert_int_equal(known("EU/1", "", &rows), 2); /* what came of it is another choice */
    assert_str(rows[0].why, "No letter of the mayor.");
    scratch_exec(here, "net.db", "update bid set outcome_seen_by = 'city', seen_by = 'members' where id = 1");
    assert_int_equal(known("EU/1", "life", &rows), 0);
    scratch_exec(here, "net.db", "update bid set outcome_seen_by = 'members'");
    scratch_exec(here, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(1, 2, 'left', 1, 'city', '')");
    assert_int_equal(known("EU/1", "", &rows), 1);
    assert_str(rows[0].city, "Beta");
}

static void assert_left(const char *bids, const char *parts, const char *stages)
{
    assert_str(asked("select count(*) from bid"), bids);
    assert_str(asked("select count(*) from bid_city"), parts);
    assert_str(asked("select count(*) from bid_stage"), stages);
}

static void test_what_is_over_goes(void **state)
{
    (void)state;
    struct str uid;
    assert_int_equal(begin(0, "EU/1", &uid), OK);
    assert_int_equal(begin(1, "EU/1", &uid), OK);
    scratch_exec(here, "net.db", "update bid_stage set stage = 'granted' where bid_id = 1");
    add_partner(1, 2, "yes");
    assert_int_equal(bid_forget(db, NOW + BID_OPEN_KEPT_S - 1), OK);
    assert_left("2", "3", "2");
    assert_int_equal(bid_forget(db, NOW + BID_OPEN_KEPT_S), OK);
    assert_left("1", "2", "1"); /* the open one has gone, with its parts */
    assert_str(asked("select max(id) from bid"), "1");
    assert_int_equal(bid_forget(db, NOW + BID_KEPT_S - 1), OK);
    assert_left("1", "2", "1");
    assert_int_equal(bid_forget(db, NOW + BID_KEPT_S), OK);
    assert_left("0", "0", "0");
}

static void test_what_a_city_leaves(void **state)
{
    (void)state;
    struct str uid;
    assert_int_equal(begin(0, "EU/1", &uid), OK); /* with a partner, who keeps it */
    add_partner(1, 1, "yes");
    assert_int_equal(begin(0, "EU/2", &uid), OK); /* with one that is asked only */
    scratch_exec(here, "net.db", "insert into bid_city (id, uid, bid_id, member_id, role, answer, says, why, asked_at) "
                 "values (9, 'z', 2, 2, 'partner', 'asked', '', '', 1)");
    scratch_exec(here, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(1, 2, 'left', 50, 'city', '')");
    assert_int_equal(bid_forget_left(db, 49), OK);
    assert_left("2", "4", "2");
    assert_int_equal(bid_forget_left(db, 50), OK);
    assert_left("1", "1", "1");
    assert_str(asked("select answer from bid_city"), "yes");
    struct q_bid_work_of row;
    scratch_exec(here, "net.db", "update bid set uid = 'kept'");
    assert_int_equal(find(1, S("kept"), &row), OK);
    assert_false(row.lead_id.known); /* nobody leads it */
}

static void test_it_is_removed_whole(void **state)
{
    (void)state;
    struct str uid;
    struct q_bid_work_of row;
    assert_int_equal(begin(0, "EU/1", &uid), OK);
    assert_int_equal(begin(1, "EU/1", &uid), OK);
    assert_int_equal(find(1, uid, &row), OK);
    assert_int_equal(bid_remove(db, row.id), OK);
    assert_left("1", "1", "1");
    assert_str(asked("select member_id from bid_city"), "1");
}

static void test_who_is_erased_is_no_owner(void **state)
{
    (void)state;
    struct str uid;
    struct q_bid_work_of row;
    assert_int_equal(begin(0, "EU/1", &uid), OK);
    assert_int_equal(bid_erase_person(db, cities[0].person), OK);
    assert_int_equal(find(0, uid, &row), OK);
    assert_false(row.person_id.known);
    assert_int_equal(row.owner.n, 0);
    assert_str(asked("select count(*) from bid_stage where person_id is null"), "1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_bid_begins), TEST(test_which_city_sees_it),
        TEST(test_what_other_member_cities_read_of_it), TEST(test_what_is_over_goes),
        TEST(test_what_a_city_leaves), TEST(test_it_is_removed_whole), TEST(test_who_is_erased_is_no_owner)};
    return cmocka_run_group_tests_name("bid_work", tests, NULL, NULL);
}
