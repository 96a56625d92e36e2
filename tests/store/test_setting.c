/* SPDX-License-Identifier: AGPL-3.0-or-later
** Settings: defaults, what is refused and how it is said, and that pages learn of a change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/setting.h"

static enum fault save(struct scratch *scratch, struct db *db, const char *name, const char *value,
                       struct problems *problems)
{
    problems_init(problems, &scratch->arena);
    return setting_save(db, str_of(name), str_of(value), problems);
}

static void assert_value(struct scratch *scratch, struct db *db, const char *name, const char *value, bool set)
{
    struct setting setting;
    assert_int_equal(setting_get(db, &scratch->arena, str_of(name), &setting), OK);
    assert_true(str_eq(setting.value, str_of(value)));
    assert_int_equal(setting.set, set);
}

static void test_what_is_not_set_has_its_default(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    assert_value(scratch, db, "network_name", "Small Giants", false);
    assert_value(scratch, db, "base_url", "http://127.0.0.1:8080", false);
    assert_value(scratch, db, "operator_mail", "", false);
    assert_value(scratch, db, "open", "no", false);
    assert_value(scratch, db, "mark", "", false);
    db_close(db);
}

static void test_every_default_would_be_accepted(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct problems problems;
    for (int i = 0; i < SETTING__MAX; i++) {
        problems_init(&problems, &scratch->arena);
        assert_true(setting_known[i].help.n > 0);
        assert_int_equal(setting_save(db, setting_known[i].name, setting_known[i].otherwise, &problems), OK);
    }
    db_close(db);
}

static void test_a_saved_value_is_kept_and_can_be_taken_back(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct problems problems;
    assert_int_equal(save(scratch, db, "base_url", " https://net.example.org/ ", &problems), OK);
    assert_value(scratch, db, "base_url", "https://net.example.org", true);
    assert_int_equal(save(scratch, db, "base_url", "https://other.example.org", &problems), OK);
    assert_value(scratch, db, "base_url", "https://other.example.org", true);
    assert_int_equal(setting_remove(db, S("base_url"), &problems), OK);
    assert_value(scratch, db, "base_url", "http://127.0.0.1:8080", false);
    db_close(db);
}

static void test_a_change_makes_readers_stale(void **state)
{
    struct scratch *scratch = *state;
    struct db *reader = scratch_open(scratch, DB_READ);
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct problems problems;
    bool stale = true;
    assert_int_equal(save(scratch, db, "colour", "red", &problems), FAULT_INVALID);
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_false(stale);
    assert_int_equal(save(scratch, db, "network_name", "Žďár i okolí", &problems), OK);
    assert_int_equal(db_is_stale(reader, &stale), OK);
    assert_true(stale);
    db_close(reader);
    db_close(db);
}

static void test_what_is_wrong_is_said_with_how_to_mend_it(void **state)
{
    static const struct { const char *name; const char *value; const char *what; } wrong[] = {
        {"network_name", "", "is empty"},
        {"network_name", "a\nb", "has a line break"},
        {"network_name", "\xff", "is not text"},
        {"mark", "S G", "has a space"},
        {"mark", "Small-Giants!", "is too long"},
        {"base_url", "net.example.org", "is not an address"},
        {"base_url", "https://", "is not an address"},
        {"base_url", "javascript:alert(1)", "is not an address"},
        {"base_url", "https://a.example\"onload=", "is not an address"},
        {"base_url", "https://me@a.example", "is not an address"},
        {"operator_mail", "someone", "is not a mail address"},
        {"operator_mail", "a@b@c.example", "is not a mail address"},
        {"operator_mail", "a@c.example?subject=x", "is not a mail address"},
        {"operator_mail", "@c.example", "is not a mail address"},
        {"operator_mail", "a@c.", "is not a mail address"},
        {"colour", "#12345", "is not a colour"},
        {"colour", "#12345g", "is not a colour"},
        {"operator_name", "two\nlines", "has a line break"},
        {"public_body", "perhaps", "is neither yes nor no"},
        {"hosting_country", "Germany", "is not the two capital letters of a country"},
        {"hosting_country", "de", "is not the two capital letters of a country"},
        {"security_contact", "http://a.example", "is neither a mail address nor one that begins with https://"},
        {"security_contact", "someone", "is neither a mail address nor one that begins with https://"},
        {"protection_url", "www.example", "is not an address"},
        {"protection_url", "https://a", "is not an address"},
        {"protection_url", "https://a.example/\"x", "is not an address"},
        {"accessibility_status", "good", "is none of full, partial and none"},
        {"accessibility_method", "magic", "is neither self nor other"},
        {"reviewed_on", "22/11/2026", "is not a day"},
        {"reviewed_on", "2026-02-30", "is not a day"},
        {"gaps", "a\x01b", "is not text"},
        {"open", "maybe", "is neither yes nor no"},
        {"open", "earlier", "is neither yes nor no"},
    };
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct problems problems;
        enum fault fault = save(scratch, db, wrong[i].name, wrong[i].value, &problems);
        assert_int_equal(fault, FAULT_INVALID);
        assert_int_equal(problems.n, 1);
        assert_true(str_eq(problems.items[0].where, str_of(wrong[i].name)));
        assert_true(str_eq(problems.items[0].what, str_of(wrong[i].what)));
        assert_true(problems.items[0].hint.n > 10);
    }
    db_close(db);
}

static void test_good_values_of_every_kind(void **state)
{
    static const struct { const char *name; const char *value; } right[] = {
        {"network_name", "Mestá & obce"}, {"mark", "ŽĎ"},       {"base_url", "http://127.0.0.1:9000"},
        {"base_url", "https://a.example/net"}, {"operator_mail", "help@net.example.org"}, {"operator_mail", ""},
        {"security_contact", "mail@a.example"}, {"security_contact", "https://a.example/report?x=1"},
        {"protection_url", "https://a.example/b?c=d#e"}, {"hosting_country", "FI"}, {"gaps", "One\nTwo"},
        {"reviewed_on", "2026-02-28"}, {"public_body", "no"}, {"accessibility_method", "other"},
        {"colour", "#0D6470"}, {"colour", "#666666"}, {"colour", "#ffffff"}, {"mark", ""},
    };
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(right); i++) {
        struct problems problems;
        assert_int_equal(save(scratch, db, right[i].name, right[i].value, &problems), OK);
        assert_value(scratch, db, right[i].name, right[i].value, true);
    }
    db_close(db);
}

static void test_unknown_names(void **state)
{
    struct scratch *scratch = *state;
    scratch_exec(scratch, "net.db", "insert into setting (name, value) values ('of_a_later_version', 'x')");
    struct db *db = scratch_open(scratch, DB_WRITE);
    struct problems problems;
    struct setting setting;
    struct setting_values values;
    assert_int_equal(save(scratch, db, "of_a_later_version", "y", &problems), FAULT_NOT_FOUND);
    assert_int_equal(setting_get(db, &scratch->arena, S("of_a_later_version"), &setting), FAULT_NOT_FOUND);
    assert_int_equal(setting_remove(db, S(""), &problems), FAULT_NOT_FOUND);
    assert_int_equal(setting_list(db, &scratch->arena, &values), OK);
    assert_false(values.items[SETTING_MARK].set);
    db_close(db);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_what_is_not_set_has_its_default),
        WITH(test_every_default_would_be_accepted),
        WITH(test_a_saved_value_is_kept_and_can_be_taken_back),
        WITH(test_a_change_makes_readers_stale),
        WITH(test_what_is_wrong_is_said_with_how_to_mend_it),
        WITH(test_good_values_of_every_kind),
        WITH(test_unknown_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
