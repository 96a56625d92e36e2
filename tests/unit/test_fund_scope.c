/* SPDX-License-Identifier: AGPL-3.0-or-later
** Which rule a funding call goes by: what matches, and which of several that match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "domain/fund_scope.h"

static const struct fund_call CALLS[] = {
    {S_INIT("Horizon Europe"), S_INIT("HORIZON-MISS-2026-04-CIT-02"),
     S_INIT("HORIZON  Research and Innovation Actions")},
    {S_INIT("Horizon Europe"), S_INIT("HORIZON-CL2-2026-01-HERITAGE-07"),
     S_INIT("HORIZON Coordination and Support Actions")},
    {S_INIT("LIFE"), S_INIT("LIFE-2026-CET-PDA"), S_INIT("LIFE Project Grants")},
    {S_INIT("LIFE"), S_INIT("LIFE-2026-SAP-NAT-GOV"), S_INIT("LIFE Project Grants")},
    {S_INIT(""), S_INIT(""), S_INIT("")},
};

static unsigned points(const char *programme, const char *identifier, const char *action, size_t call)
{
    const struct fund_scope of = {str_of(programme), str_of(identifier), str_of(action)};
    return fund_scope_points(&of, &CALLS[call]);
}

static void test_matches(void **state)
{
    (void)state;
    static const struct {
        const char *programme, *identifier, *action;
        size_t call;
        bool is;
    } rows[] = {
        {"Horizon Europe", "", "", 0, true},          {"horizon  europe", "", "", 0, true},
        {"Horizon", "", "", 0, false},                {"Horizon Europe ", "", "", 0, false},
        {"LIFE", "", "", 0, false},                   {"", "HORIZON-MISS-2026-04-CIT", "", 0, true},
        {"", "horizon-miss", "", 0, true},            {"", "MISS-2026", "", 0, false},
        {"", "HORIZON-MISS-2026-04-CIT-02-NEB", "", 0, false},
        {"Horizon Europe", "", "Innovation Actions", 0, true},
        {"Horizon Europe", "", "Research and Innovation Actions", 0, true},
        {"Horizon Europe", "", "HORIZON Research and innovation actions", 0, true},
        {"Horizon Europe", "", "Innovation Action", 0, false},
        {"Horizon Europe", "", "novation Actions", 0, false},
        {"Horizon Europe", "", "Innovation Actions", 1, false},
        {"Horizon Europe", "", "Coordination and Support Actions", 1, true},
        {"", "", "Coordination and Support Actions", 1, false}, /* of no programme and no identifier */
        {"", "", "", 0, false},                       {"LIFE", "HORIZON", "", 2, false},
        {"LIFE", "LIFE-2026-CET", "", 2, true},       {"LIFE", "LIFE-2026-CET", "Project Grants", 2, true},
        {"LIFE", "", "", 4, false},                   {"", "L", "", 4, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned got = points(rows[i].programme, rows[i].identifier, rows[i].action, rows[i].call);
        if ((got > 0) != rows[i].is) {
            fail_msg("row %zu", i);
        }
    }
}

/* Each one of these is more particular than the one before it. */
static void test_the_most_particular_wins(void **state)
{
    (void)state;
    static const struct fund_scope rows[] = {
        {S_INIT("LIFE"), S_INIT(""), S_INIT("")},
        {S_INIT("LIFE"), S_INIT(""), S_INIT("Grants")},
        {S_INIT("LIFE"), S_INIT(""), S_INIT("LIFE Project Grants")},
        {S_INIT(""), S_INIT("LIFE-2026"), S_INIT("")},
        {S_INIT("LIFE"), S_INIT("LIFE-2026"), S_INIT("")},
        {S_INIT("LIFE"), S_INIT("LIFE-2026"), S_INIT("Project Grants")},
        {S_INIT(""), S_INIT("LIFE-2026-CET"), S_INIT("")},
        {S_INIT("LIFE"), S_INIT("LIFE-2026-CET-PDA"), S_INIT("")},
    };
    unsigned before = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned now = fund_scope_points(&rows[i], &CALLS[2]);
        assert_true(now > before);
        before = now;
    }
    const struct fund_rule rule = {.of = rows, .of_n = sizeof rows / sizeof *rows};
    assert_int_equal(fund_rule_points(&rule, &CALLS[2]), before);
    assert_int_equal(fund_rule_points(&rule, &CALLS[0]), 0);
    assert_int_equal(fund_rule_points(&(struct fund_rule){.of_n = 0}, &CALLS[2]), 0);
}

/* However long they are, the points keep their order. */
static void test_long_ones(void **state)
{
    (void)state;
    char letters[FUND_SCOPE_TEXT_MAX + 2];
    for (size_t i = 0; i < sizeof letters; i++) {
        letters[i] = 'a';
    }
    const struct str most = {letters, FUND_SCOPE_TEXT_MAX}, over = {letters, sizeof letters};
    const struct fund_call call = {over, over, most};
    const struct fund_scope by_action = {S_INIT(""), {letters, 1}, most};
    const struct fund_scope by_identifier = {S_INIT(""), {letters, 2}, S_INIT("")};
    assert_true(fund_scope_points(&by_identifier, &call) > fund_scope_points(&by_action, &call));
    assert_int_equal(fund_scope_points(&(struct fund_scope){S_INIT(""), over, S_INIT("")}, &call), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_the_most_particular_wins),
        cmocka_unit_test(test_long_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
