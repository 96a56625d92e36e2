/* SPDX-License-Identifier: AGPL-3.0-or-later
** Who may do what: the table, and what must hold whatever it says, for every role, in the own city and another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/right.h"

#define OURS 7
#define THEIRS 8
#define ME 3
#define OTHER 4

static const struct who_city COLLEAGUE_OF_OURS[] = {{OURS, false}};
static const struct who_city MAIN_OF_OURS[] = {{OURS, true}};
static const struct who_city MAIN_OF_OURS_COLLEAGUE_OF_THEIRS[] = {{OURS, true}, {THEIRS, false}};
static const struct who_city OF_NOWHERE[] = {{0, true}, {0, false}};

static const struct who PERSON = {.person_id = ME};
static const struct who COLLEAGUE = {.person_id = ME, .cities = COLLEAGUE_OF_OURS, .cities_count = 1};
static const struct who MAIN = {.person_id = ME, .cities = MAIN_OF_OURS, .cities_count = 1};
static const struct who COORDINATOR = {.person_id = ME, .is_coordinator = true, .has_second_factor = true};
static const struct who COORDINATOR_WEAK = {.person_id = ME, .is_coordinator = true};
static const struct who ADMINISTRATOR = {.person_id = ME, .is_administrator = true, .has_second_factor = true};
static const struct who ADMINISTRATOR_WEAK = {.person_id = ME, .is_administrator = true};

/* One who has exactly this role, for OURS where it is one of a city. */
static const struct who *const WHO[ROLE__MAX] = {NULL, &PERSON, &COLLEAGUE, &MAIN, &COORDINATOR, &ADMINISTRATOR};

static const struct right_about ABOUTS[] = {{0, 0}, {OURS, 0}, {THEIRS, 0}, {0, ME}, {0, OTHER},
                                            {OURS, ME}, {THEIRS, OTHER}};

typedef void judged(enum right right, const struct right_about *about);

static void each(judged *judge)
{
    for (enum right right = 0; right < RIGHT__MAX; right++) {
        for (size_t i = 0; i < COUNT_OF(ABOUTS); i++) {
            judge(right, &ABOUTS[i]);
        }
    }
}

/* The table read a second time, by hand. */
static bool reads(const struct who *who, enum role role, enum right right, const struct right_about *about)
{
    switch (right_known[right].of[role]) {
    case SCOPE_ANY: return true;
    case SCOPE_OWN_CITY: return who != NULL && about->member_id == OURS;
    case SCOPE_ONESELF: return who != NULL && about->person_id == ME;
    default: return false;
    }
}

static void as_the_table(enum right right, const struct right_about *about)
{
    for (enum role role = 0; role < ROLE__MAX; role++) {
        bool may = reads(NULL, ROLE_VISITOR, right, about);
        may |= role >= ROLE_PERSON && reads(WHO[role], ROLE_PERSON, right, about);
        bool is_here = about->member_id == OURS || (role != ROLE_COLLEAGUE && role != ROLE_MAIN_CONTACT);
        may |= is_here && reads(WHO[role], role, right, about);
        assert_int_equal(right_allows(WHO[role], right, about), may);
    }
}

static void test_each_role_may_what_the_table_says(void **state)
{
    (void)state;
    each(as_the_table);
}

static void for_staff_with_a_second_factor_only(enum right right, const struct right_about *about)
{
    bool person = right_allows(&PERSON, right, about);
    assert_int_equal(right_allows(&COORDINATOR_WEAK, right, about), person);
    assert_int_equal(right_allows(&ADMINISTRATOR_WEAK, right, about), person);
}

static void test_staff_without_a_second_factor_is_a_person_like_any_other(void **state)
{
    (void)state;
    each(for_staff_with_a_second_factor_only);
}

static void more_is_more(enum right right, const struct right_about *about)
{
    for (enum role role = ROLE_PERSON; role < ROLE__MAX; role++) {
        enum role below = role >= ROLE_COORDINATOR ? ROLE_PERSON : role - 1;
        assert_true(!right_allows(WHO[below], right, about) || right_allows(WHO[role], right, about));
    }
}

/* Visitor, person, colleague, main contact: each may what the one before may; staff may what every person may. */
static void test_who_is_more_may_not_less(void **state)
{
    (void)state;
    each(more_is_more);
}

static bool is_of_cities_only(enum right right)
{
    const enum scope *of = right_known[right].of;
    return right != RIGHT_NONE && of[ROLE_VISITOR] == SCOPE_NONE && of[ROLE_PERSON] == SCOPE_NONE &&
           of[ROLE_COORDINATOR] == SCOPE_NONE && of[ROLE_ADMINISTRATOR] == SCOPE_NONE;
}

static void in_another_city(enum right right, const struct right_about *about)
{
    if (about->member_id == OURS || right_allows(&PERSON, right, about)) {
        return;
    }
    assert_false(right_allows(&COLLEAGUE, right, about));
    assert_false(right_allows(&MAIN, right, about));
    if (is_of_cities_only(right)) {
        for (enum role role = 0; role < ROLE__MAX; role++) {
            assert_false(right_allows(WHO[role], right, about));
        }
    }
}

static void test_a_role_in_one_city_is_nothing_in_another(void **state)
{
    (void)state;
    each(in_another_city);
    const struct who both = {.person_id = ME, .cities = MAIN_OF_OURS_COLLEAGUE_OF_THEIRS, .cities_count = 2};
    assert_true(right_allows(&both, RIGHT_CITY_PEOPLE, &(struct right_about){.member_id = OURS}));
    assert_false(right_allows(&both, RIGHT_CITY_PEOPLE, &(struct right_about){.member_id = THEIRS}));
    assert_true(right_allows(&both, RIGHT_CITY_READ, &(struct right_about){.member_id = THEIRS}));
}

/* What is private to a city is closed to those who run the site. */
static void test_staff_does_not_get_everything(void **state)
{
    (void)state;
    const struct right_about ours = {.member_id = OURS};
    assert_true(right_allows(&COLLEAGUE, RIGHT_CITY_READ, &ours));
    assert_false(right_allows(&ADMINISTRATOR, RIGHT_CITY_READ, &ours));
    assert_false(right_allows(&COORDINATOR, RIGHT_CITY_READ, &ours));
    assert_false(right_allows(&ADMINISTRATOR, RIGHT_CITY_EDIT, &ours));
    assert_false(right_allows(&ADMINISTRATOR, RIGHT_CITY_PEOPLE, &ours));
    assert_false(right_allows(&COORDINATOR, RIGHT_PEOPLE, &(struct right_about){0}));
    assert_false(right_allows(&ADMINISTRATOR, RIGHT_ACCOUNT, &(struct right_about){.person_id = OTHER}));
}

static void is_closed(enum right right, const struct right_about *about)
{
    if (right != RIGHT_PUBLIC) {
        assert_false(right_allows(NULL, right, about));
    }
}

static void test_a_visitor_may_what_is_public_and_nothing_else(void **state)
{
    (void)state;
    each(is_closed);
}

/* A page that does not say which city it is about is about none of them. */
static void test_a_right_of_a_city_needs_one(void **state)
{
    (void)state;
    const struct who nowhere = {.person_id = ME, .cities = OF_NOWHERE, .cities_count = 2};
    const struct right_about nothing = {0};
    assert_false(right_allows(&MAIN, RIGHT_CITY_READ, &nothing));
    assert_false(right_allows(&nowhere, RIGHT_CITY_READ, &nothing));
    assert_false(right_allows(&nowhere, RIGHT_CITY_PEOPLE, &nothing));
    assert_false(right_allows(&(struct who){0}, RIGHT_ACCOUNT, &nothing));
}

static void test_what_was_forgotten_is_closed(void **state)
{
    (void)state;
    const int forgotten[] = {RIGHT_NONE, RIGHT__MAX, RIGHT__MAX + 1, -1, INT32_MAX};
    for (size_t i = 0; i < COUNT_OF(forgotten); i++) {
        for (enum role role = 0; role < ROLE__MAX; role++) {
            assert_int_equal(right_judge(WHO[role], (enum right)forgotten[i], &ABOUTS[5]), VERDICT_MAY_NOT);
        }
    }
}

static void test_who_is_told_what(void **state)
{
    (void)state;
    const struct right_about none = {0};
    assert_int_equal(right_judge(NULL, RIGHT_REMARKS, &none), VERDICT_SIGN_IN);
    assert_int_equal(right_judge(&PERSON, RIGHT_REMARKS, &none), VERDICT_MAY_NOT);
    assert_int_equal(right_judge(&COORDINATOR_WEAK, RIGHT_REMARKS, &none), VERDICT_SECOND_FACTOR);
    assert_int_equal(right_judge(&COORDINATOR_WEAK, RIGHT_SETTINGS, &none), VERDICT_MAY_NOT);
    assert_int_equal(right_judge(&COORDINATOR, RIGHT_REMARKS, &none), VERDICT_MAY);
    assert_int_equal(right_judge(NULL, RIGHT_PUBLIC, &none), VERDICT_MAY);
}

static bool is_row(struct str name, struct str says)
{
    return name.n > 0 && says.n > 0 && str_ends(says, S("."));
}

/* One role of a city alone has a scope of the city; a visitor has no city and no self. */
static void test_the_table_is_whole_and_makes_sense(void **state)
{
    (void)state;
    for (enum right right = 0; right < RIGHT__MAX; right++) {
        const struct right_row *row = &right_known[right];
        assert_true(is_row(row->name, row->says));
        assert_true(row->of[ROLE_VISITOR] == SCOPE_NONE || row->of[ROLE_VISITOR] == SCOPE_ANY);
        for (enum role role = 0; role < ROLE__MAX; role++) {
            bool of_city = role == ROLE_COLLEAGUE || role == ROLE_MAIN_CONTACT;
            assert_true(of_city || row->of[role] != SCOPE_OWN_CITY);
        }
        for (enum right other = 0; other < right; other++) {
            assert_false(str_eq(row->name, right_known[other].name));
        }
    }
    for (enum role role = 0; role < ROLE__MAX; role++) {
        assert_true(is_row(role_known[role].name, role_known[role].says));
        assert_int_equal(role_known[role].needs_second_factor, role >= ROLE_COORDINATOR);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_role_may_what_the_table_says),
        cmocka_unit_test(test_staff_without_a_second_factor_is_a_person_like_any_other),
        cmocka_unit_test(test_who_is_more_may_not_less),
        cmocka_unit_test(test_a_role_in_one_city_is_nothing_in_another),
        cmocka_unit_test(test_staff_does_not_get_everything),
        cmocka_unit_test(test_a_visitor_may_what_is_public_and_nothing_else),
        cmocka_unit_test(test_a_right_of_a_city_needs_one),
        cmocka_unit_test(test_what_was_forgotten_is_closed),
        cmocka_unit_test(test_who_is_told_what),
        cmocka_unit_test(test_the_table_is_whole_and_makes_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
