/* SPDX-License-Identifier: AGPL-3.0-or-later
** Which rule of the program each funding call goes by, and what that answers for a city. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "fund_made.h"
#include "web/funding/fund_calls.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static const char *rule_of(const struct fund_entries *entries, const char *programme, const char *identifier,
                           const char *action)
{
    const struct call_kind kind = {str_of(programme), str_of(identifier), str_of(action)};
    uint16_t rule = fund_calls_rule(entries, &kind);
    return rule == FUND_CALL_NO_RULE ? "" : str_c(&arena, entries->items[rule - 1].rule.id);
}

static void test_which_rule_a_funding_call_goes_by(void **state)
{
    (void)state;
    static const struct { const char *programme, *identifier, *action, *rule; } rows[] = {
        {"Horizon Europe", "HORIZON-CL5-2030-01", "HORIZON  Research and Innovation Actions", "horizon-together"},
        {"Horizon Europe", "HORIZON-JU-SNS-2030-01", "HORIZON JU Innovation Actions", "horizon-together"},
        {"Horizon Europe", "HORIZON-CL5-2030-02", "HORIZON Coordination and Support Actions", "horizon-support"},
        {"Horizon Europe", "HORIZON-CL3-2026-01-BM-03", "HORIZON Coordination and Support Actions", "horizon-border"},
        {"Horizon Europe", "HORIZON-CL4-2026-SPACE-03-31", "HORIZON  Research and Innovation Actions",
         "horizon-space-31"},
        {"Horizon Europe", "HORIZON-MISS-2026-04-CIT-01", "HORIZON Innovation Actions", "cities-mission-six"},
        {"Horizon Europe", "HORIZON-MISS-2026-04-CIT-02", "HORIZON Innovation Actions", "cities-mission"},
        {"Horizon Europe", "HORIZON-JU-CHIPS-2026-2-CSA", "HORIZON JU Coordination and Support Actions",
         "horizon-chips-support"},
        {"Horizon Europe", "HORIZON-JU-CHIPS-2026-3-RIA", "HORIZON JU Research and Innovation Actions",
         "horizon-together"},
        {"Horizon Europe", "HORIZON-EURATOM-LS-2026-01-02", "HORIZON Innovation Actions", "euratom-together"},
        {"Euratom", "HORIZON-EURATOM-2026-01-08", "EURATOM Cofund Actions", "horizon-follow-on"},
        {"Horizon Europe", "ERC-2031-ADG", "HORIZON ERC Grants", "erc"},
        {"Horizon Europe", "HORIZON-MISS-2031-PRIZE", "HORIZON Recognition Prize", ""},
        {"LIFE", "LIFE-2026-CET-PDA", "LIFE Project Grants", "life-cet-pda"},
        {"LIFE", "LIFE-2026-CET-OSS", "LIFE Project Grants", "life-cet-one"},
        {"LIFE", "LIFE-2026-CET-LIGHT", "LIFE Project Grants", "life-cet"},
        {"LIFE", "LIFE-2027-CET-OSS", "LIFE Project Grants", ""}, /* nobody has read that one */
        {"CERV", "CERV-2026-CITIZENS-TOWN-TT", "CERV Lump Sum Grants", "town-twinning"},
        {"CERV", "CERV-2026-CITIZENS-TOWN-NT", "CERV Lump Sum Grants", "town-networks"},
        {"CERV", "CERV-2026-DAPHNE-CHILDREN", "CERV Lump Sum Grants", ""},
        {"Connecting Europe Facility", "CEF-T-2026-CORECOEN-1", "CEF Infrastructure Projects",
         "cef-transport-cohesion"},
        {"Connecting Europe Facility", "CEF-T-2026-COREGEN-1", "CEF Infrastructure Projects", "cef-transport"},
        {"", "", "", ""},
    };
    struct fund_entries own = fund_read_own(&arena);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_string_equal(rule_of(&own, rows[i].programme, rows[i].identifier, rows[i].action), rows[i].rule);
    }
    /* of two that are as particular the one of the network, wherever it stands */
    static const struct fund_scope of[] = {{S_INIT("LIFE"), S_INIT(""), S_INIT("")}};
    struct fund_entry two[2] = {{.rule = {.id = S("a"), .of = of, .of_n = 1}, .of_network = true},
                                {.rule = {.id = S("b"), .of = of, .of_n = 1}}};
    assert_string_equal(rule_of(&(struct fund_entries){two, 2, 1}, "LIFE", "X", ""), "a");
    two[0].of_network = false;
    two[1].of_network = true;
    assert_string_equal(rule_of(&(struct fund_entries){two, 2, 1}, "LIFE", "X", ""), "b");
}

/* Alone, with partners, not yet, never; and of a rule that nobody has checked for a year nothing. */
static void test_what_a_funding_call_answers(void **state)
{
    (void)state;
    struct fund_city one[] = {{.name = S("x"), .facts = {[FUND_COUNTRY] = fund_word(S("PT")),
                                                         [FUND_POPULATION] = fund_number(42000),
                                                         [FUND_KIND] = fund_word(S("city"))}}};
    struct fund_group group = {.cities = one, .n = 1};
    static const struct { const char *clause; enum call_fits fits; } rows[] = {
        {"{'every': {'in': ['country', ['EU27']]}}", CALL_FITS_YES},
        {"{'gte': ['countries', 3]}", CALL_FITS_PARTNERS},
        {"{'gte': ['people', 50000]}", CALL_FITS_PARTNERS},
        {"{'all': [{'gte': ['countries', 3]}, {'every': {'in': ['country', ['GB']]}}]}", CALL_FITS_NO},
        {"{'lead': {'eq': ['kind', 'researcher']}}", CALL_FITS_NO},
        {"{'every': {'eq': ['plan', true]}}", CALL_FITS_UNKNOWN},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct fund_rule rule = fund_made(&arena, rows[i].clause);
        assert_int_equal(fund_calls_judge(&rule, &group, rule.checked), rows[i].fits);
        struct date later = {rule.checked.days + FUND_STALE_DAYS};
        assert_int_equal(fund_calls_judge(&rule, &group, later), CALL_FITS_UNKNOWN);
    }
    assert_int_equal(fund_calls_judge(NULL, &group, date_of(2026, 11, 23)), CALL_FITS_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_rule_a_funding_call_goes_by),
        cmocka_unit_test(test_what_a_funding_call_answers),
    };
    return cmocka_run_group_tests(tests, start, end);
}
