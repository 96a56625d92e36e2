/* SPDX-License-Identifier: AGPL-3.0-or-later
** What must be said before the public is let in: what is missing, for whom; opening, and what an open site may not
** lose; a network that was in use before the rule; and when everything is to be looked through. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/migrate.h"
#include "db/schema.h"
#include "scratch.h"
#include "store/set_up.h"
#include "store/setting_change.h"

#define TODAY date_of(2026, 11, 22)

/* Everything that a public body must say, and the clause that wants it. */
static const struct { const char *name; const char *value; const char *clause; bool of_public_body; } NEEDED[] = {
    {"operator_name", "City of Test", "GDPR 13(1)(a); 2018/1523 annex 1", false},
    {"operator_address", "Market 1, Testham", "GDPR 13(1)(a)", false},
    {"operator_mail", "people@test.example", "GDPR 13(1)(a); 2016/2102 7(1)(b)", false},
    {"hosting", "Machines Ltd, Testham", "GDPR 13(1)(e)", false},
    {"hosting_country", "FI", "GDPR 13(1)(f)", false},
    {"security_contact", "security@test.example", "RFC 9116 2.5.3", false},
    {"protection_officer", "dpo@test.example", "GDPR 13(1)(b), 37(1)(a)", true},
    {"protection_authority", "Data Authority", "GDPR 13(2)(d)", false},
    {"protection_url", "https://data.example/complain", "GDPR 13(2)(d)", false},
    {"accessibility_law", "Act on Access", "2018/1523 annex 1", true},
    {"enforcement", "Access Office", "2016/2102 7(1)(c), 9", true},
    {"enforcement_url", "https://access.example", "2016/2102 7(1)(c)", true},
    {"reviewed_on", "2026-11-20", "2018/1523 recital 3; RFC 9116 2.5.5", false},
};

static void save(struct scratch *scratch, struct db *db, const char *name, const char *value, enum fault expected)
{
    struct problems problems;
    problems_init(&problems, &scratch->arena);
    enum fault fault = setting_save(db, str_of(name), str_of(value), &problems);
    if (fault != expected) {
        fail_msg("%s = %s: %s, not %s", name, value, fault_name(fault), fault_name(expected));
    }
    assert_int_equal(problems.n > 0, expected == FAULT_INVALID);
}

static struct set_up look(struct scratch *scratch, struct db *db, const char *base_url, struct date today)
{
    struct setting_values values;
    assert_int_equal(setting_list(db, &scratch->arena, &values), OK);
    return set_up_of(&values, str_of(base_url), today);
}

static void say_all(struct scratch *scratch, struct db *db)
{
    for (size_t i = 0; i < COUNT_OF(NEEDED); i++) {
        save(scratch, db, NEEDED[i].name, NEEDED[i].value, OK);
    }
}

static void test_what_is_missing_is_listed_one_by_one(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct set_up up = look(scratch, db, "", TODAY);
    assert_int_equal(up.missing_count, COUNT_OF(NEEDED));
    for (size_t i = 0; i < COUNT_OF(NEEDED); i++) {
        assert_str(setting_known[up.missing[0]].name, NEEDED[i].name);
        save(scratch, db, "open", "yes", FAULT_INVALID);
        save(scratch, db, NEEDED[i].name, NEEDED[i].value, OK);
        up = look(scratch, db, "", TODAY);
        assert_int_equal(up.missing_count, COUNT_OF(NEEDED) - 1 - i);
    }
    save(scratch, db, "open", "yes", OK);
    assert_int_equal(look(scratch, db, "https://net.example", TODAY).opening, OPENING_OPEN);
    db_close(db);
}

static void test_who_is_no_public_body_needs_less(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    save(scratch, db, "public_body", "no", OK);
    for (size_t i = 0; i < COUNT_OF(NEEDED); i++) {
        if (!NEEDED[i].of_public_body) {
            save(scratch, db, NEEDED[i].name, NEEDED[i].value, OK);
        }
    }
    assert_int_equal(look(scratch, db, "", TODAY).missing_count, 0);
    save(scratch, db, "open", "yes", OK);
    save(scratch, db, "public_body", "yes", FAULT_INVALID); /* then more must be said first */
    db_close(db);
}

static void test_an_open_site_keeps_what_it_must_say(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct problems problems;
    say_all(scratch, db);
    save(scratch, db, "open", "yes", OK);
    for (size_t i = 0; i < COUNT_OF(NEEDED); i++) {
        problems_init(&problems, &scratch->arena);
        save(scratch, db, NEEDED[i].name, "", FAULT_INVALID);
        assert_int_equal(setting_remove(db, str_of(NEEDED[i].name), &problems), FAULT_INVALID);
        save(scratch, db, NEEDED[i].name, NEEDED[i].value, OK);
    }
    assert_int_equal(look(scratch, db, "", TODAY).missing_count, 0);
    save(scratch, db, "open", "no", OK);
    save(scratch, db, "hosting", "", OK);
    assert_int_equal(look(scratch, db, "https://net.example", TODAY).opening, OPENING_CLOSED);
    db_close(db);
}

static void test_a_trial_is_of_this_machine_only(void **state)
{
    static const char *const here[] = {"http://127.0.0.1", "http://localhost:9000", "http://[::1]:8080/net"};
    static const char *const there[] = {"https://net.example", "http://127.0.0.1.example", "http://localhost.example",
                                        "http://192.168.0.7", "https://localhost", "http://[::1"};
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_int_equal(look(scratch, db, "", TODAY).opening, OPENING_TRIAL);
    for (size_t i = 0; i < COUNT_OF(here); i++) {
        assert_int_equal(look(scratch, db, here[i], TODAY).opening, OPENING_TRIAL);
    }
    for (size_t i = 0; i < COUNT_OF(there); i++) {
        assert_int_equal(look(scratch, db, there[i], TODAY).opening, OPENING_CLOSED);
    }
    save(scratch, db, "base_url", "https://net.example", OK);
    assert_int_equal(look(scratch, db, "", TODAY).opening, OPENING_CLOSED);
    db_close(db);
}

/* ---- a network that was in use before the rule came */

/* The migrations of before, one row of `sql`, then all of them. */
static void upgrade(struct scratch *scratch, const char *sql)
{
    struct migration_set first = migrations_main;
    struct db *db = scratch_open_file(scratch, "net.db", ENGINE_ADMIN);
    int done = 0;
    size_t level = 0;
    while (level < first.n && !str_contains(str_of(first.items[level].file), S("_open.sql"))) {
        level++;
    }
    check(level < migrations_main.n);
    first.n = level;
    assert_int_equal(schema_raise(db, &scratch->arena, &first, &done), OK);
    scratch_exec(scratch, "net.db", sql);
    assert_int_equal(schema_raise(db, &scratch->arena, &migrations_main, &done), OK);
    db_close(db);
}

static void assert_open(struct scratch *scratch, const char *expected)
{
    const char *sql = "select coalesce((select value from setting where name = 'open'), 'none')";
    assert_str(scratch_ask(scratch, "net.db", sql), expected);
}

static void test_an_upgrade_leaves_a_network_open_that_was_in_use(void **state)
{
    struct scratch *scratch = *state;
    upgrade(scratch, "update generation set number = 3 where id = 1");
    assert_open(scratch, "earlier");
}

static void test_an_upgrade_leaves_a_network_open_that_was_set_up(void **state)
{
    struct scratch *scratch = *state;
    upgrade(scratch, "insert into setting (name, value) values ('base_url', 'https://net.example')");
    assert_open(scratch, "earlier");
}

static void test_an_empty_network_is_not_open(void **state)
{
    struct scratch *scratch = *state;
    upgrade(scratch, "update generation set number = 0 where id = 1");
    assert_open(scratch, "none");
}

static void test_earlier_ends_when_it_goes_public_or_is_opened(void **state)
{
    struct scratch *scratch = *state;
    scratch_exec(scratch, "net.db", "insert into setting (name, value) values ('open', 'earlier')");
    struct db *db = scratch_open(scratch, DB_WRITE);
    assert_int_equal(look(scratch, db, "https://net.example", TODAY).opening, OPENING_EARLIER);
    save(scratch, db, "network_name", "Other", OK);
    assert_int_equal(look(scratch, db, "https://net.example", TODAY).opening, OPENING_EARLIER);
    save(scratch, db, "open", "yes", FAULT_INVALID);
    assert_open(scratch, "earlier");
    save(scratch, db, "base_url", "https://net.example", OK);
    assert_int_equal(look(scratch, db, "", TODAY).opening, OPENING_CLOSED);
    db_close(db);
}

static void test_another_address_of_a_network_in_use_closes_nothing(void **state)
{
    struct scratch *scratch = *state;
    scratch_exec(scratch, "net.db", "insert into setting (name, value) values ('open', 'earlier'), "
                                    "('base_url', 'https://old.example')");
    struct db *db = scratch_open(scratch, DB_WRITE);
    save(scratch, db, "base_url", "https://new.example", OK);
    assert_int_equal(look(scratch, db, "", TODAY).opening, OPENING_EARLIER);
    say_all(scratch, db);
    save(scratch, db, "open", "yes", OK);
    assert_int_equal(look(scratch, db, "", TODAY).opening, OPENING_OPEN);
    db_close(db);
}

/* ---- once a year */

static enum fault review(struct scratch *scratch, struct db *db, struct date day)
{
    const struct log_someone who = {.is = LOG_CONSOLE, .name = S("tester")};
    struct problems problems;
    problems_init(&problems, &scratch->arena);
    assert_int_equal(db_begin(db), OK);
    return db_end(db, setting_review(db, &scratch->arena, &who, (int64_t)day.days * 86400 + 5, &problems));
}

static void test_when_it_is_to_be_looked_through(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct setting_values values;
    assert_int_equal(look(scratch, db, "", TODAY).review, REVIEW_NEVER);
    assert_int_equal(review(scratch, db, TODAY), OK);
    struct set_up up = look(scratch, db, "", TODAY);
    assert_int_equal(up.review, REVIEW_FRESH);
    assert_int_equal(up.review_by.days, date_of(2027, 11, 22).days);
    assert_int_equal(look(scratch, db, "", date_of(2027, 10, 22)).review, REVIEW_FRESH);
    assert_int_equal(look(scratch, db, "", date_of(2027, 10, 23)).review, REVIEW_SOON);
    assert_int_equal(look(scratch, db, "", date_of(2027, 11, 21)).review, REVIEW_SOON);
    assert_int_equal(look(scratch, db, "", date_of(2027, 11, 22)).review, REVIEW_DUE);
    assert_int_equal(review(scratch, db, date_of(2027, 11, 1)), OK);
    assert_int_equal(setting_list(db, &scratch->arena, &values), OK);
    assert_str(values.items[SETTING_PREPARED_ON].value, "2026-11-22");
    assert_str(values.items[SETTING_REVIEWED_ON].value, "2027-11-01");
    assert_str(scratch_ask(scratch, "net.db", "select cast(count(*) as text) from log_link"), "3"); /* each is logged */
    db_close(db);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, scratch_setup_empty, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_what_is_missing_is_listed_one_by_one),
        WITH(test_who_is_no_public_body_needs_less),
        WITH(test_an_open_site_keeps_what_it_must_say),
        WITH(test_a_trial_is_of_this_machine_only),
        EMPTY(test_an_upgrade_leaves_a_network_open_that_was_in_use),
        EMPTY(test_an_upgrade_leaves_a_network_open_that_was_set_up),
        EMPTY(test_an_empty_network_is_not_open),
        WITH(test_earlier_ends_when_it_goes_public_or_is_opened),
        WITH(test_another_address_of_a_network_in_use_closes_nothing),
        WITH(test_when_it_is_to_be_looked_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
