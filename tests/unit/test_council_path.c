/* SPDX-License-Identifier: AGPL-3.0-or-later
** What a city may say of its council's way, and how it is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/council_path.h"

static bool fits(enum council_input input, const char *typed)
{
    return council_fits(&council_fields[input], str_of(typed));
}

static void a_card_has_few_inputs(void **state)
{
    (void)state;
    for (int card = 0; card < COUNCIL_CARD__MAX; card++) {
        enum council_card again;
        size_t n = 0;
        for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
            n += council_fields[i].card == (enum council_card)card;
            assert_true(fits((enum council_input)i, ""));
            assert_ptr_equal(council_field_find(str_of(council_fields[i].name)), &council_fields[i]);
        }
        assert_in_range(n, 1, COUNCIL_CARD_FIELDS_MAX);
        assert_true(council_card_parse(council_card_word((enum council_card)card), &again));
        assert_int_equal(again, card);
    }
    enum council_card none;
    assert_false(council_card_parse(S("mayor"), &none));
    assert_null(council_field_find(S("mayor")));
}

static void what_may_be_typed(void **state)
{
    (void)state;
    assert_true(fits(COUNCIL_SEES, "outline"));
    assert_false(fits(COUNCIL_SEES, "out"));
    assert_true(fits(COUNCIL_STAFF_DAYS, "2"));
    assert_false(fits(COUNCIL_STAFF_DAYS, "0"));
    assert_false(fits(COUNCIL_STAFF_DAYS, "two"));
    assert_true(fits(COUNCIL_CALL_IN_DAYS, "0"));
    assert_false(fits(COUNCIL_CALL_IN_DAYS, "91"));
    assert_true(fits(COUNCIL_DECIDES_DATES, "2027-01-12"));
    assert_true(fits(COUNCIL_DECIDES_DATES, "2027-01-12, 09/02/2027\n\n2027-03-09;"));
    assert_false(fits(COUNCIL_DECIDES_DATES, "12 January 2027"));
    assert_false(fits(COUNCIL_DECIDES_DATES, "2027-02-30"));
    assert_false(fits(COUNCIL_DECIDES_DATES, "every month"));
    assert_false(fits(COUNCIL_DECIDES_DATES, "2027-01-122027-02-09"));
    assert_true(fits(COUNCIL_RECESSES, "2026-12-21 to 2027-01-08"));
    assert_true(fits(COUNCIL_RECESSES, "2026-12-21 - 2027-01-08; 2027-07-26 \xe2\x80\x93 2027-09-03"));
    assert_true(fits(COUNCIL_RECESSES, "2026-12-21\xe2\x80\x93" "2027-01-08"));
    assert_false(fits(COUNCIL_RECESSES, "2026-12-21"));
    assert_false(fits(COUNCIL_RECESSES, "2027-01-08 to 2026-12-21"));
    assert_false(fits(COUNCIL_RECESSES, "in summer"));
    assert_true(fits(COUNCIL_ELECTION_FROM, "2027-03-22"));
    assert_false(fits(COUNCIL_ELECTION_FROM, "2027-03-22 12:00"));
    assert_false(fits(COUNCIL_ELECTION_FROM, " 027-05-06")); /* as days it would be none */
}

static void start_values_are_known_as_such(void **state)
{
    (void)state;
    struct str says[COUNCIL_INPUT__MAX] = {0};
    struct council_path path;
    council_path_read(says, &path);
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        assert_false(path.said[i]);
    }
    assert_int_equal(path.days[COUNCIL_REPORT_DAYS], 10);
    assert_int_equal(path.sees, COUNCIL_FINISHED);
    assert_int_equal(path.closed_n, 0);
    says[COUNCIL_REPORT_DAYS] = S("0");
    says[COUNCIL_SEES] = S("none");
    says[COUNCIL_DECIDES_ON] = S("fri");
    says[COUNCIL_DECIDES_DATES] = S("2027-03-09, 2027-01-12");
    says[COUNCIL_RECESSES] = S("2026-12-21 to 2027-01-08");
    says[COUNCIL_ELECTION_FROM] = S("2027-03-22");
    council_path_read(says, &path);
    assert_true(path.said[COUNCIL_REPORT_DAYS]);
    assert_int_equal(path.days[COUNCIL_REPORT_DAYS], 0);
    assert_int_equal(path.sees, COUNCIL_NOTHING);
    assert_int_equal(path.decides.weekday, 5);
    assert_int_equal(path.decides.dates[0].days, date_of(2027, 1, 12).days); /* in their order */
    assert_int_equal(path.closed_n, 1); /* an election without an end is none */
    says[COUNCIL_ELECTION_TO] = S("2027-05-06");
    council_path_read(says, &path);
    assert_int_equal(path.closed_n, 2);
    assert_true(path.closed[1].election);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_has_few_inputs), cmocka_unit_test(what_may_be_typed),
        cmocka_unit_test(start_values_are_known_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
