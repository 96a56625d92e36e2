/* SPDX-License-Identifier: AGPL-3.0-or-later
** Who is missing for a team of the whole city, and in which session its balance breaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/programme_team.h"

static struct arena arena;
static struct team_gap gaps[TEAM_GAPS_MAX];

static const struct team_person whole[] = {
    {S_INIT("City"), S_INIT("Oberbürgermeisterin"), TEAM_PUBLIC, TEAM_COMES},
    {S_INIT("City"), S_INIT("Chief Executive"), TEAM_PUBLIC, TEAM_COMES},
    {S_INIT("City"), S_INIT("Stadtkämmerer"), TEAM_PUBLIC, TEAM_NOT_SAID},
    {S_INIT("Water works"), S_INIT("Head of Finance"), TEAM_PUBLIC, TEAM_COMES},
    {S_INIT("Mill Ltd"), S_INIT("Director of IT"), TEAM_PRIVATE, TEAM_COMES},
    {S_INIT("Bank"), S_INIT("Manager"), TEAM_PRIVATE, TEAM_NOT_SAID},
    {S_INIT("Charity"), S_INIT("Trustee"), TEAM_THIRD, TEAM_COMES},
    {S_INIT("University"), S_INIT("Professor"), TEAM_THIRD, TEAM_CANNOT},
    {S_INIT("Club"), S_INIT("Coach"), TEAM_THIRD, TEAM_COMES},
};
#define N COUNT_OF(whole)

static bool has(size_t n, enum team_reason reason, int which)
{
    for (size_t i = 0; i < n; i++) {
        bool is = reason == TEAM_NO_SECTOR || reason == TEAM_THIN_SECTOR ? (int)gaps[i].sector == which
                  : reason == TEAM_NO_ROLE                               ? (int)gaps[i].role == which
                                                                         : (int)gaps[i].n == which;
        if (gaps[i].reason == reason && is) {
            return true;
        }
    }
    return false;
}

static void test_nothing_is_missing(void **state)
{
    (void)state;
    assert_int_equal(team_gaps(&arena, whole, N, gaps), 0);
}

static void test_each_reason(void **state)
{
    (void)state;
    struct team_person people[20];
    assert_int_equal(team_gaps(&arena, whole, 0, gaps), 1);
    assert_int_equal(gaps[0].reason, TEAM_NOBODY);
    size_t n = team_gaps(&arena, whole, 4, gaps); /* of the city's own works only */
    assert_true(has(n, TEAM_NO_SECTOR, TEAM_PRIVATE) && has(n, TEAM_NO_SECTOR, TEAM_THIRD));
    assert_true(has(n, TEAM_TOO_FEW, 4) && has(n, TEAM_NO_ROLE, TEAM_DIGITAL) && n == 4);
    for (size_t i = 0; i < 20; i++) {
        people[i] = (struct team_person){i < 12 ? S("City") : S("Mill"), S(""), i < 18 ? TEAM_PUBLIC : TEAM_THIRD,
                                         TEAM_COMES};
    }
    people[17].sector = TEAM_SECTOR__MAX;
    n = team_gaps(&arena, people, 20, gaps);
    assert_true(has(n, TEAM_THIN_SECTOR, TEAM_THIRD) && has(n, TEAM_ONE_ORGANISATION, 12));
    assert_true(has(n, TEAM_UNKNOWN_ROLE, 20) && has(n, TEAM_UNKNOWN_SECTOR, 1) && !has(n, TEAM_NO_ROLE, TEAM_MONEY));
    for (size_t i = 0; i < 20; i++) {
        people[i].says = TEAM_CANNOT; /* who cannot come is not on the team */
    }
    assert_int_equal(team_gaps(&arena, people, 20, gaps), 1);
}

/* "it" is a word, no part of one; capitals and umlauts do not matter. */
static void test_words_of_roles(void **state)
{
    (void)state;
    static const struct { const char *role; int is; } all[] = {
        {"Head of IT", TEAM_DIGITAL}, {"Italian teacher", -1}, {"BÜRGERMEISTER", TEAM_LEADS}, {"Kämmerin", TEAM_MONEY},
        {"Database clerk", TEAM_DIGITAL}, {"Consulting", -1}, {"Deputy mayor", TEAM_LEADS}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct team_person one = {S("x"), str_of(all[i].role), TEAM_PUBLIC, TEAM_COMES};
        size_t n = team_gaps(&arena, &one, 1, gaps);
        for (int role = TEAM_LEADS; role < TEAM_ROLE__MAX; role++) {
            bool may = role == TEAM_RUNS || role == all[i].is;
            assert_true(may || has(n, TEAM_NO_ROLE, role));
            assert_true(role != all[i].is || !has(n, TEAM_NO_ROLE, role));
        }
    }
}

static void test_a_session_out_of_balance(void **state)
{
    (void)state;
    struct team_person people[N];
    for (size_t i = 0; i < N; i++) {
        people[i] = whole[i];
        people[i].says = people[i].sector == TEAM_THIRD ? TEAM_CANNOT : people[i].says;
    }
    struct team_balance balance = team_balance(people, N);
    assert_true(balance.breaks[TEAM_THIRD] && !balance.breaks[TEAM_PUBLIC] && !balance.open[TEAM_PRIVATE]);
    assert_true(balance.comes == 4 && balance.cannot == 3 && balance.not_said == 2);
    people[4].says = TEAM_CANNOT; /* of the private sector only one is left, who has not said */
    balance = team_balance(people, N);
    assert_true(balance.open[TEAM_PRIVATE] && !balance.breaks[TEAM_PRIVATE]);
    people[5].says = TEAM_CANNOT;
    assert_true(team_balance(people, N).breaks[TEAM_PRIVATE]);
    assert_false(team_balance(people, 4).breaks[TEAM_THIRD]); /* never on the list: that is told above, not here */
}

static void test_sectors(void **state)
{
    (void)state;
    enum team_sector sector;
    for (enum team_sector i = 0; i < TEAM_SECTOR__MAX; i++) {
        assert_true(team_sector_parse(team_sector_word(i), &sector) && sector == i);
    }
    assert_false(team_sector_parse(S(""), &sector));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_missing),
        cmocka_unit_test(test_each_reason),
        cmocka_unit_test(test_words_of_roles),
        cmocka_unit_test(test_a_session_out_of_balance),
        cmocka_unit_test(test_sectors),
    };
    arena_init(&arena, 1u << 20);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
