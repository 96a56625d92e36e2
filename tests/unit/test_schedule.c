/* SPDX-License-Identifier: AGPL-3.0-or-later
** schedule: the reference's plans, loops, and plans by chance against every path of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/chance.h"
#include "domain/schedule.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static bool times_of(const int64_t *durations, size_t n, const struct schedule_dependency *all, size_t all_n,
                     struct schedule_times *times)
{
    const struct schedule_plan plan = {n, durations, all, all_n};
    return schedule_times(&arena, &plan, times);
}

/* ---- the reference's: SG-R10, and one with lags of all four kinds */

static void test_critical_path(void **state)
{
    (void)state;
    static const int64_t durations[] = {0, 3, 4, 2, 5, 4, 3, 6, 2, 4, 3, 0};
    static const int behind[][4] = {{2, 3, 4}, {5, 6}, {6, 7}, {7, 8}, {9}, {9, 10}, {10}, {11}, {11}, {11, 12}, {12}};
    static const int64_t earliest[] = {0, 0, 0, 0, 3, 4, 4, 2, 8, 8, 12, 15};
    static const int64_t finishes[] = {0, 4, 4, 5, 10, 8, 8, 12, 12, 12, 15, 15};
    static const bool critical[] = {true, false, true, false, false, true, false, false, false, true, true, true};
    struct schedule_dependency all[32];
    struct schedule_times times;
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(behind); i++) {
        for (size_t k = 0; k < 4 && behind[i][k] != 0; k++) {
            all[n++] = (struct schedule_dependency){.from = i, .to = (size_t)behind[i][k] - 1};
        }
    }
    assert_true(times_of(durations, 12, all, n, &times));
    assert_int_equal(times.finish, 15);
    for (size_t i = 0; i < 12; i++) {
        assert_int_equal(times.earliest[i], earliest[i]);
        assert_int_equal(times.latest[i] + durations[i], finishes[i]);
        assert_int_equal(times.total_float[i] == 0, critical[i]);
        assert_true(times.free_float[i] >= 0 && times.free_float[i] <= times.total_float[i]);
    }
    assert_int_equal(times.free_float[1], 0); /* the fifth begins when the second ends */
    assert_int_equal(times.free_float[7], 4); /* the eighth ends at 8, the eleventh begins at 12 */
}

static const int64_t LAGGED[] = {5, 4, 3, 2}; /* A B C D */
static const struct schedule_dependency LAGS[] = {
    {0, 1, FINISH_START, false, 2}, {0, 2, START_START, false, 1}, {1, 3, FINISH_FINISH, false, 1},
    {2, 3, START_FINISH, false, 6}, {1, 3, START_START, true, 4}};

static void test_lags_of_all_kinds(void **state)
{
    (void)state;
    static const int64_t earliest[] = {0, 7, 1, 10}, latest[] = {0, 7, 6, 10};
    struct schedule_times times;
    for (size_t n = 4; n <= 5; n++) { /* D at most four days after B changes nothing */
        assert_true(times_of(LAGGED, 4, LAGS, n, &times));
        assert_int_equal(times.finish, 12);
        for (size_t i = 0; i < 4; i++) {
            assert_int_equal(times.earliest[i], earliest[i]);
            assert_int_equal(times.latest[i], latest[i]);
        }
    }
}

/* At most two days after B is less than the three that it takes: the loop is B and D. */
static void test_what_cannot_be_held(void **state)
{
    (void)state;
    struct schedule_dependency all[COUNT_OF(LAGS)];
    struct schedule_times times;
    for (size_t i = 0; i < COUNT_OF(LAGS); i++) {
        all[i] = LAGS[i];
    }
    all[4].lag = 2;
    assert_false(times_of(LAGGED, 4, all, 5, &times));
    assert_int_equal(times.loop_n, 2);
    assert_true((times.loop[0] == 1 && times.loop[1] == 3) || (times.loop[0] == 3 && times.loop[1] == 1));
}

static void test_a_ring_is_told_in_its_order(void **state)
{
    (void)state;
    static const int64_t durations[] = {1, 1, 1, 1, 1};
    static const struct schedule_dependency all[] = {{.from = 0, .to = 1}, {.from = 1, .to = 2}, {.from = 2, .to = 3},
                                                     {.from = 3, .to = 1}, {.from = 3, .to = 4}};
    struct schedule_times times;
    assert_false(times_of(durations, 5, all, 5, &times));
    assert_int_equal(times.loop_n, 3);
    for (size_t i = 0; i < 3; i++) { /* 1, 2, 3, from any of them */
        assert_int_equal(times.loop[(i + 1) % 3], times.loop[i] % 3 + 1);
    }
    static const struct schedule_dependency own = {.from = 2, .to = 2};
    assert_false(times_of(durations, 5, &own, 1, &times));
    assert_true(times.loop_n == 1 && times.loop[0] == 2);
}

static void test_what_may_go_together_is_no_loop(void **state)
{
    (void)state;
    static const int64_t durations[] = {3, 2};
    static const struct schedule_dependency all[] = {{0, 1, START_START, false, 0}, {1, 0, START_START, false, 0}};
    struct schedule_times times;
    assert_true(times_of(durations, 2, all, 2, &times));
    assert_true(times.finish == 3 && times.latest[1] == 0 && times.total_float[1] == 0);
    assert_true(times_of(NULL, 0, NULL, 0, &times)); /* an empty plan */
    assert_int_equal(times.finish, 0);
    static const int64_t zero[] = {0, 0};
    static const struct schedule_dependency after = {.from = 0, .to = 1};
    assert_true(times_of(zero, 2, &after, 1, &times)); /* two milestones */
    assert_int_equal(times.finish, 0);
}

/* ---- plans by chance: the longest of all paths, and what each float promises */

static int64_t longest_to(const struct schedule_plan *plan, size_t at)
{
    int64_t most = 0;
    for (size_t i = 0; i < plan->dependencies_n; i++) {
        const struct schedule_dependency *it = &plan->dependencies[i];
        if (it->to == at) {
            int64_t start = longest_to(plan, it->from) + plan->durations[it->from] + it->lag;
            most = start > most ? start : most;
        }
    }
    return most;
}

static void test_plans_by_chance(void **state)
{
    (void)state;
    struct chance chance = {7};
    for (int round = 0; round < 300; round++) {
        size_t n = 2 + chance_below(&chance, 8), all_n = 0;
        int64_t durations[10];
        struct schedule_dependency all[64];
        struct schedule_times times, moved;
        for (size_t i = 0; i < n; i++) {
            durations[i] = (int64_t)chance_below(&chance, 9);
            for (size_t k = 0; k < i; k++) {
                if (chance_below(&chance, 3) == 0) {
                    all[all_n++] = (struct schedule_dependency){
                        .from = k, .to = i, .lag = (int64_t)chance_below(&chance, 3)};
                }
            }
        }
        const struct schedule_plan plan = {n, durations, all, all_n};
        assert_true(schedule_times(&arena, &plan, &times));
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(times.earliest[i], longest_to(&plan, i));
        }
        size_t one = chance_below(&chance, (uint32_t)n);
        durations[one] += times.total_float[one]; /* as long as it may last: the plan ends on the same day ... */
        assert_true(schedule_times(&arena, &plan, &moved));
        assert_int_equal(moved.finish, times.finish);
        durations[one]++; /* ... and not a day more */
        assert_true(schedule_times(&arena, &plan, &moved));
        assert_int_equal(moved.finish, times.finish + 1);
        durations[one] += times.free_float[one] - times.total_float[one] - 1; /* nobody else is later for it */
        assert_true(schedule_times(&arena, &plan, &moved));
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(moved.earliest[i], times.earliest[i]);
        }
        arena_reset(&arena);
    }
}

static void test_ten_thousand_in_a_row(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    int64_t *durations = arena_array(&arena, int64_t, MANY);
    struct schedule_dependency *all = arena_array(&arena, struct schedule_dependency, MANY);
    struct schedule_times times;
    for (size_t i = 0; i < MANY; i++) {
        durations[i] = 1;
        all[i] = (struct schedule_dependency){.from = MANY - 1 - i, .to = MANY - 2 - i}; /* against their numbers */
    }
    assert_true(times_of(durations, MANY, all, MANY - 1, &times));
    assert_true(times.finish == MANY && times.earliest[0] == MANY - 1 && times.total_float[MANY / 2] == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_critical_path),
        TEST(test_lags_of_all_kinds),
        TEST(test_what_cannot_be_held),
        TEST(test_a_ring_is_told_in_its_order),
        TEST(test_what_may_go_together_is_no_loop),
        TEST(test_plans_by_chance),
        TEST(test_ten_thousand_in_a_row),
    };
    return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
