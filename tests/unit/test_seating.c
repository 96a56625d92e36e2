/* SPDX-License-Identifier: AGPL-3.0-or-later
** Seating: every size from 12 to 60 people in groups of about 4 to 8 over six rounds, against the bound; the bound
** against seatings made in every way; mixing; rounds that were held; and the same seats for the same seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/seating.h"

#define ROUNDS 6

/* People as a programme has them: half public, a third private, the rest third sector; organisations of one to four. */
static void invite(int n, struct seating_person *people)
{
    for (int i = 0; i < n; i++) {
        people[i] = (struct seating_person){.sector = i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2,
                                            .organisation = i % 10 < 4 ? i / 10 : 100 + i / 2};
    }
}

static void assert_seated(const struct seating *seating)
{
    for (int r = 0; r < seating->rounds; r++) {
        int sizes[SEATING_GROUPS_MAX] = {0};
        for (int p = 0; p < seating->people; p++) {
            assert_true(seating->group[r][p] < seating->groups);
            sizes[seating->group[r][p]]++;
        }
        for (int g = 0; g < seating->groups; g++) {
            assert_in_range(sizes[g], seating->people / seating->groups,
                            (seating->people + seating->groups - 1) / seating->groups);
        }
    }
}

static struct seating_quality seat(int n, int groups, int rounds, uint64_t seed, struct seating *seating)
{
    struct seating_person people[SEATING_PEOPLE_MAX];
    struct seating_quality quality;
    invite(n, people);
    *seating = (struct seating){.people = n, .groups = groups, .rounds = rounds};
    seating_make(people, seed, seating);
    assert_seated(seating);
    seating_judge(people, seating, &quality);
    return quality;
}

/* ---- all sizes */

/* No seating within 2 % of the bound is known, nor that there is none. What we have is held. */
static const struct {
    int groups, people, repeats;
} open_cases[] = {{5, 20, 6},  {5, 21, 6},  {6, 32, 12}, {6, 33, 12}, {6, 34, 18},
                  {6, 35, 22}, {6, 36, 28}, {6, 37, 35}, {6, 38, 48}};

static bool is_open(int groups, int people, int repeats)
{
    for (size_t i = 0; i < COUNT_OF(open_cases); i++) {
        if (open_cases[i].groups == groups && open_cases[i].people == people) {
            assert_int_equal(repeats, open_cases[i].repeats);
            return true;
        }
    }
    return false;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void all_sizes_against_the_bound(void **state)
{
    (void)state;
    int found[400], n = 0, exact = 0, open = 0, worst_n = 0, worst_k = 0;
    bool done[61][SEATING_GROUPS_MAX] = {{0}};
    struct seating seating;
    for (int people = 12; people <= 60; people++) {
        for (int about = SEATING_SIZE_MIN; about <= SEATING_SIZE_MAX; about++) {
            int groups = seating_groups(people, about);
            assert_in_range(people / groups, SEATING_SIZE_MIN, SEATING_SIZE_MAX);
            assert_in_range((people + groups - 1) / groups, SEATING_SIZE_MIN, SEATING_SIZE_MAX);
            /* Where repeats cannot be avoided the annealing runs to its end: one in three of those will do. */
            bool is_long = seating_repeats_least(people, groups, ROUNDS) > 0 && people % 3 != 0;
            if (done[people][groups] || (is_long && getenv("SEATING_ALL") == NULL)) {
                continue;
            }
            done[people][groups] = true;
            struct seating_quality quality = seat(people, groups, ROUNDS, 1, &seating);
            assert_true(quality.repeats >= quality.repeats_least);
            bool is_one = is_open(groups, people, quality.repeats);
            if (quality.repeats > quality.repeats_least) {
                print_message("%d people, %d groups: %d repeats, bound %d, %d.%02d %% over\n", people, groups,
                              quality.repeats, quality.repeats_least, quality.excess_bp / 100, quality.excess_bp % 100);
            }
            assert_true(quality.excess_bp <= 200 || is_one);
            exact += quality.repeats == quality.repeats_least;
            open += is_one;
            worst_n = n == 0 || quality.excess_bp > found[worst_k] ? people : worst_n;
            worst_k = n == 0 || quality.excess_bp > found[worst_k] ? n : worst_k;
            found[n++] = quality.excess_bp;
        }
    }
    int worst = found[worst_k];
    qsort(found, (size_t)n, sizeof *found, by_number);
    print_message("seating: %d sizes, %d at the bound, %d over 2 %%; over it: median %d.%02d %%, worst %d.%02d %% "
                  "(%d people)\n", n, exact, open, found[n / 2] / 100, found[n / 2] % 100, worst / 100, worst % 100,
                  worst_n);
    assert_int_equal(found[n / 2], 0);
}

/* ---- the bound */

/* The least repeats of all seatings of n people in `rounds` rounds of `groups` even groups, by trying them all. */
static int brute(struct seating *seating, int r, int p, int *sizes)
{
    struct seating_quality quality;
    static const struct seating_person nobody[SEATING_PEOPLE_MAX];
    if (r == seating->rounds) {
        seating_judge(nobody, seating, &quality);
        return quality.repeats;
    }
    if (p == seating->people) {
        int next[SEATING_GROUPS_MAX] = {0};
        return brute(seating, r + 1, 0, next);
    }
    int best = INT32_MAX;
    for (int g = 0; g < seating->groups; g++) {
        int most = seating->people / seating->groups + (g < seating->people % seating->groups);
        if (sizes[g] < most) {
            sizes[g]++;
            seating->group[r][p] = (uint8_t)g;
            int one = brute(seating, r, p + 1, sizes);
            best = one < best ? one : best;
            sizes[g]--;
        }
    }
    return best;
}

static void no_seating_is_below_the_bound(void **state)
{
    (void)state;
    static const int cases[][3] = {{4, 2, 3}, {5, 2, 2}, {6, 2, 2}, {6, 2, 3},
                                   {6, 3, 2}, {7, 3, 2}, {7, 2, 2}, {4, 1, 3}};
    int reached = 0;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct seating seating = {.people = cases[i][0], .groups = cases[i][1], .rounds = cases[i][2]};
        int sizes[SEATING_GROUPS_MAX] = {0};
        int best = brute(&seating, 0, 0, sizes);
        int least = seating_repeats_least(cases[i][0], cases[i][1], cases[i][2]);
        assert_true(best >= least);
        assert_int_equal(seat(cases[i][0], cases[i][1], cases[i][2], 1, &seating).repeats, best);
        reached += best == least;
    }
    assert_true(reached >= 6);
    assert_int_equal(seating_repeats_least(36, 6, 3), 0);
    assert_int_equal(seating_repeats_least(36, 6, 4), 2); /* Euler's officers */
    assert_int_equal(seating_repeats_least(35, 6, 6), 3);
    assert_int_equal(seating_repeats_least(25, 5, 6), 0);
    assert_int_equal(seating_repeats_least(16, 4, 6), 24); /* five rounds have all pairs */
}

static void how_many_groups(void **state)
{
    (void)state;
    static const int cases[][3] = {{12, 4, 3}, {12, 8, 2},  {13, 4, 3}, {15, 8, 2}, {17, 8, 3}, {36, 6, 6}, {9, 4, 2},
                                   {60, 4, 15}, {60, 8, 8}, {7, 4, 1},  {3, 8, 1},  {27, 5, 5}, {96, 4, 24}};
    int better;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(seating_groups(cases[i][0], cases[i][1]), cases[i][2]);
    }
    assert_true(seating_better_groups(36, 6, 6, &better) && better == 7);
    assert_true(seating_better_groups(32, 6, 6, &better) && better == 7);
    assert_false(seating_better_groups(20, 5, 6, &better));
}

/* ---- people */

static void colleagues_sit_apart(void **state)
{
    (void)state;
    static const int sizes[] = {12, 24, 30, 45, 60};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct seating seating;
        struct seating_quality quality = seat(sizes[i], seating_groups(sizes[i], 6), 3, 7, &seating);
        print_message("%d people: %d meetings of colleagues (least %d), %d of one sector (least %d)\n", sizes[i],
                      quality.colleagues, quality.colleagues_least, quality.same_sector, quality.same_sector_least);
        assert_true(quality.colleagues >= quality.colleagues_least);
        assert_true(quality.colleagues <= quality.colleagues_least + 1);
        assert_true(quality.same_sector >= quality.same_sector_least);
        assert_true(quality.same_sector * 100 <= quality.same_sector_least * 130);
    }
}

static void who_is_not_known_mixes(void **state)
{
    (void)state;
    struct seating_person people[20];
    struct seating seating = {.people = 20, .groups = 4, .rounds = 2};
    struct seating_quality quality;
    for (size_t i = 0; i < 20; i++) {
        people[i] = (struct seating_person){-1, -1};
    }
    seating_make(people, 1, &seating);
    seating_judge(people, &seating, &quality);
    assert_int_equal(quality.colleagues, 0);
    assert_int_equal(quality.same_sector, 0);
    assert_int_equal(quality.same_sector_least, 0);
}

static void the_same_seed_the_same_seats(void **state)
{
    (void)state;
    struct seating one, again, other;
    (void)seat(22, 4, 4, 5, &one);
    (void)seat(22, 4, 4, 5, &again);
    (void)seat(22, 4, 4, 6, &other);
    assert_memory_equal(one.group, again.group, sizeof one.group);
    assert_memory_not_equal(one.group, other.group, sizeof one.group);
    /* On every machine: whoever changes chance or annealing changes what was printed before. */
    uint64_t sum = 0;
    for (int r = 0; r < 4; r++) {
        for (int p = 0; p < 22; p++) {
            sum = sum * 31 + one.group[r][p];
        }
    }
    assert_true(sum == 13556966102692400260u);
}

/* Two rounds were held, and then somebody came late and somebody left. */
static void rounds_that_were_held_stay(void **state)
{
    (void)state;
    struct seating_person people[SEATING_PEOPLE_MAX];
    struct seating seating, held;
    struct seating_quality quality, whole;
    whole = seat(24, 4, 4, 9, &held);
    invite(24, people);
    seating = held;
    seating.fixed = 2;
    seating_make(people, 10, &seating);
    seating_judge(people, &seating, &quality);
    assert_seated(&seating);
    assert_memory_equal(seating.group[0], held.group[0], 24);
    assert_memory_equal(seating.group[1], held.group[1], 24);
    assert_memory_not_equal(seating.group[2], held.group[2], 24);
    assert_true(quality.excess_bp <= whole.excess_bp + 300);
    seating.fixed = 4;
    held = seating;
    seating_make(people, 11, &seating);
    assert_memory_equal(seating.group, held.group, sizeof held.group);
}

/* Whatever the sizes, each pair is counted once. */
static void small_and_large(void **state)
{
    (void)state;
    static const int cases[][3] = {{2, 1, 1}, {2, 2, 8}, {9, 2, 6}, {96, 24, 8}, {96, 12, 8}, {61, 10, 8}, {3, 1, 8}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct seating seating;
        struct seating_quality quality = seat(cases[i][0], cases[i][1], cases[i][2], 1, &seating);
        int met = 0;
        for (int times = 0; times <= SEATING_TIMES_MAX; times++) {
            met += quality.met[times];
        }
        assert_int_equal(met, quality.pairs);
        assert_true(quality.repeats >= quality.repeats_least);
    }
}

/* ---- one round after others */

/* Nine in threes: after rows and columns a diagonal has nobody meet again; two groups of nine cannot. */
static void test_who_meets_again(void **state)
{
    (void)state;
    struct seating seating = {.people = 9, .groups = 3, .rounds = 3};
    struct seating_again again;
    for (int p = 0; p < 9; p++) {
        seating.group[0][p] = (uint8_t)(p / 3);
        seating.group[1][p] = (uint8_t)(p % 3);
        seating.group[2][p] = (uint8_t)((p / 3 + p) % 3);
    }
    seating_again(&seating, &again);
    assert_int_equal(again.pairs, 0);
    assert_int_equal(again.least, 0);
    for (int p = 0; p < 9; p++) {
        seating.group[2][p] = (uint8_t)(p / 3); /* the first once more */
    }
    seating_again(&seating, &again);
    assert_int_equal(again.pairs, 9);
    assert_int_equal(again.least, 0);
    seating.groups = 2; /* of three in two groups two stay together, three times */
    for (int p = 0; p < 9; p++) {
        seating.group[2][p] = p < 5;
    }
    seating_again(&seating, &again);
    assert_int_equal(again.least, 3);
    assert_true(again.pairs >= again.least);
    for (int p = 0; p < 9; p++) { /* who was not there has met nobody */
        seating.group[0][p] = seating.group[1][p] = (uint8_t)(SEATING_ABSENT + p);
    }
    seating_again(&seating, &again);
    assert_int_equal(again.pairs, 0);
    assert_int_equal(again.least, 0);
}

static void test_rounds_where_some_were_absent(void **state)
{
    (void)state;
    struct seating seating;
    struct seating_person people[SEATING_PEOPLE_MAX];
    struct seating_again again;
    (void)seat(16, 4, 1, 7, &seating);
    invite(16, people);
    seating.group[0][3] = SEATING_ABSENT + 3;
    seating.fixed = 1;
    seating.rounds = 2;
    seating_make(people, 7, &seating);
    seating_again(&seating, &again);
    assert_int_equal(again.pairs, 0);
}

static void test_who_comes_late(void **state)
{
    (void)state;
    const struct seating_fit groups[] = {{5, 0, 0, 0}, {4, 2, 0, 0}, {4, 1, 1, 0}, {4, 1, 0, 3}, {4, 1, 0, 2}};
    assert_int_equal(seating_fit(groups, 5), 4);
    assert_int_equal(seating_fit(groups, 4), 3);
    assert_int_equal(seating_fit(groups, 2), 1);
    assert_int_equal(seating_fit(groups, 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_meets_again),
        cmocka_unit_test(test_rounds_where_some_were_absent),
        cmocka_unit_test(test_who_comes_late),
        cmocka_unit_test(all_sizes_against_the_bound), cmocka_unit_test(no_seating_is_below_the_bound),
        cmocka_unit_test(how_many_groups),             cmocka_unit_test(colleagues_sit_apart),
        cmocka_unit_test(who_is_not_known_mixes),      cmocka_unit_test(the_same_seed_the_same_seats),
        cmocka_unit_test(rounds_that_were_held_stay),  cmocka_unit_test(small_and_large)};
    return cmocka_run_group_tests_name("seating", tests, NULL, NULL);
}
