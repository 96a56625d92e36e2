/* SPDX-License-Identifier: AGPL-3.0-or-later
** schedule_resource: the reference's instance, whose optimum is proved; plans by chance, whose every promise is counted
** again here; what cannot be scheduled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/chance.h"
#include "domain/schedule_resource.h"

#define MANY 40
#define KINDS 3

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

/* ---- SG-R10 */

static const int64_t DURATIONS[] = {0, 3, 4, 2, 5, 4, 3, 6, 2, 4, 3, 0};
static const int64_t REQUESTS[] = {0, 0, 2, 1, 2, 2, 1, 1, 3, 1, 2, 1, 2, 2, 1, 1, 2, 0, 2, 2, 3, 1, 0, 0};
static const int64_t CAPACITIES[] = {4, 3};
static const int BEHIND[][4] = {{2, 3, 4}, {5, 6}, {6, 7}, {7, 8}, {9}, {9, 10}, {10}, {11}, {11}, {11, 12}, {12}};
static struct schedule_dependency dependencies[32];

static struct schedule_plan reference_plan(void)
{
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(BEHIND); i++) {
        for (size_t k = 0; k < 4 && BEHIND[i][k] != 0; k++) {
            dependencies[n++] = (struct schedule_dependency){.from = i, .to = (size_t)BEHIND[i][k] - 1};
        }
    }
    return (struct schedule_plan){12, DURATIONS, dependencies, n};
}

static const struct schedule_resources REFERENCE = {2, CAPACITIES, REQUESTS};

/* Critical path, heuristic and optimum are three numbers there: 15, 21, 20. */
static void test_the_reference(void **state)
{
    (void)state;
    static const int64_t starts[] = {0, 0, 0, 3, 8, 4, 5, 8, 13, 14, 18, 21};
    const struct schedule_plan plan = reference_plan();
    struct schedule_found found;
    assert_int_equal(schedule_by_latest_finish(&arena, &plan, &REFERENCE, &found), SCHEDULE_FINE);
    assert_true(found.finish == 21 && found.generated == 1);
    assert_memory_equal(found.starts, starts, sizeof starts);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        assert_int_equal(schedule_resources(&arena, &plan, &REFERENCE, seed, 500, &found), SCHEDULE_FINE);
        assert_int_equal(found.finish, 20);
        assert_true(found.generated <= 500 && found.bound <= 20 && found.bound >= 15);
    }
}

static void test_the_limit_is_kept(void **state)
{
    (void)state;
    const struct schedule_plan plan = reference_plan();
    struct schedule_found found, again;
    for (size_t limit = 0; limit < 40; limit++) { /* the optimum is above the bound: it never ends earlier */
        assert_int_equal(schedule_resources(&arena, &plan, &REFERENCE, 1, limit, &found), SCHEDULE_FINE);
        assert_int_equal(found.generated, limit == 0 ? 1 : limit);
        assert_int_equal(schedule_resources(&arena, &plan, &REFERENCE, 1, limit, &again), SCHEDULE_FINE);
        assert_memory_equal(found.starts, again.starts, 12 * sizeof *found.starts); /* the same seed */
    }
    static const int64_t plenty[] = {100, 100};
    const struct schedule_resources rich = {2, plenty, REQUESTS};
    assert_int_equal(schedule_resources(&arena, &plan, &rich, 1, 5000, &found), SCHEDULE_FINE);
    assert_true(found.finish == 15 && found.generated == 1); /* at the bound it is over */
}

/* ---- what cannot be */

static void test_what_cannot_be_scheduled(void **state)
{
    (void)state;
    struct schedule_plan plan = reference_plan();
    struct schedule_found found;
    static const int64_t little[] = {4, 1};
    const struct schedule_resources poor = {2, little, REQUESTS};
    assert_int_equal(schedule_resources(&arena, &plan, &poor, 1, 100, &found), SCHEDULE_TOO_MUCH);
    assert_true(found.activity == 2 && found.resource == 1);
    dependencies[plan.dependencies_n++] = (struct schedule_dependency){.from = 10, .to = 1};
    assert_int_equal(schedule_resources(&arena, &plan, &REFERENCE, 1, 100, &found), SCHEDULE_LOOP);
    dependencies[plan.dependencies_n - 1] = (struct schedule_dependency){0, 11, START_START, true, 30};
    assert_int_equal(schedule_resources(&arena, &plan, &REFERENCE, 1, 100, &found), SCHEDULE_MAXIMUM);
    /* two that may begin together only: no order puts one before the other */
    plan.dependencies_n--;
    dependencies[plan.dependencies_n++] = (struct schedule_dependency){1, 2, START_START, false, 0};
    dependencies[plan.dependencies_n++] = (struct schedule_dependency){2, 1, START_START, false, 0};
    assert_int_equal(schedule_resources(&arena, &plan, &REFERENCE, 1, 100, &found), SCHEDULE_MAXIMUM);
}

static void test_nothing_and_milestones(void **state)
{
    (void)state;
    const struct schedule_plan none = {0, NULL, NULL, 0};
    const struct schedule_resources free_of = {0, NULL, NULL};
    struct schedule_found found;
    assert_int_equal(schedule_resources(&arena, &none, &free_of, 1, 100, &found), SCHEDULE_FINE);
    assert_int_equal(found.finish, 0);
    static const int64_t zero[] = {0, 0}, much[] = {9, 9}, capacity[] = {1};
    const struct schedule_plan two = {2, zero, NULL, 0};
    const struct schedule_resources asks = {1, capacity, much}; /* a milestone lasts no time: it uses nothing */
    assert_int_equal(schedule_resources(&arena, &two, &asks, 1, 100, &found), SCHEDULE_FINE);
    assert_int_equal(found.finish, 0);
}

/* ---- plans by chance */

struct made {
    int64_t durations[MANY], requests[MANY * KINDS], capacities[KINDS];
    struct schedule_dependency dependencies[MANY * MANY];
    struct schedule_plan plan;
    struct schedule_resources resources;
};

static void make(struct chance *chance, struct made *made)
{
    size_t n = 1 + chance_below(chance, MANY), all = 0;
    for (size_t r = 0; r < KINDS; r++) {
        made->capacities[r] = 3 + (int64_t)chance_below(chance, 6);
    }
    for (size_t i = 0; i < n; i++) {
        made->durations[i] = (int64_t)chance_below(chance, 12);
        for (size_t r = 0; r < KINDS; r++) {
            made->requests[i * KINDS + r] = (int64_t)chance_below(chance, (uint32_t)made->capacities[r] + 1);
        }
        for (size_t k = 0; k < i; k++) {
            if (chance_below(chance, 8) == 0) {
                made->dependencies[all++] = (struct schedule_dependency){
                    k, i, (enum schedule_kind)chance_below(chance, 4), false, (int64_t)chance_below(chance, 5)};
            }
        }
    }
    made->plan = (struct schedule_plan){n, made->durations, made->dependencies, all};
    made->resources = (struct schedule_resources){KINDS, made->capacities, made->requests};
}

static void assert_kept(const struct made *made, const struct schedule_found *found)
{
    for (size_t i = 0; i < made->plan.dependencies_n; i++) {
        const struct schedule_dependency *it = &made->dependencies[i];
        int64_t from = found->starts[it->from], to = found->starts[it->to];
        from += it->kind == FINISH_START || it->kind == FINISH_FINISH ? made->durations[it->from] : 0;
        to += it->kind == FINISH_FINISH || it->kind == START_FINISH ? made->durations[it->to] : 0;
        assert_true(to >= from + it->lag);
    }
    for (int64_t day = 0; day < found->finish; day++) {
        int64_t used[KINDS] = {0};
        for (size_t i = 0; i < made->plan.n; i++) {
            bool now = found->starts[i] <= day && day < found->starts[i] + made->durations[i];
            for (size_t r = 0; now && r < KINDS; r++) {
                used[r] += made->requests[i * KINDS + r];
            }
        }
        for (size_t r = 0; r < KINDS; r++) {
            assert_true(used[r] <= made->capacities[r]);
        }
    }
}

static void test_plans_by_chance(void **state)
{
    (void)state;
    static struct made made;
    struct chance chance = {11};
    for (int round = 0; round < 200; round++) {
        struct schedule_times times;
        struct schedule_found first, found;
        make(&chance, &made);
        assert_true(schedule_times(&arena, &made.plan, &times));
        assert_int_equal(schedule_by_latest_finish(&arena, &made.plan, &made.resources, &first), SCHEDULE_FINE);
        assert_int_equal(schedule_resources(&arena, &made.plan, &made.resources, 3, 200, &found), SCHEDULE_FINE);
        assert_kept(&made, &first);
        assert_kept(&made, &found);
        assert_true(times.finish <= found.bound && found.bound <= found.finish && found.finish <= first.finish);
        int64_t last = 0;
        for (size_t i = 0; i < made.plan.n; i++) {
            assert_true(found.starts[i] >= times.earliest[i]);
            last = found.starts[i] + made.durations[i] > last ? found.starts[i] + made.durations[i] : last;
        }
        assert_int_equal(last, found.finish);
        arena_reset(&arena);
    }
}

/* Long and short units: what matters are the instants at which something begins or ends. */
static void test_the_unit_does_not_matter(void **state)
{
    (void)state;
    const struct schedule_plan plan = reference_plan();
    int64_t hours[12];
    const struct schedule_plan fine = {12, hours, plan.dependencies, plan.dependencies_n};
    struct schedule_found found;
    for (size_t i = 0; i < 12; i++) {
        hours[i] = DURATIONS[i] * 100000;
    }
    assert_int_equal(schedule_by_latest_finish(&arena, &fine, &REFERENCE, &found), SCHEDULE_FINE);
    assert_int_equal(found.finish, 2100000);
    assert_int_equal(schedule_resources(&arena, &fine, &REFERENCE, 1, 2000, &found), SCHEDULE_FINE);
    assert_int_equal(found.finish, 2000000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_reference),       TEST(test_the_limit_is_kept), TEST(test_what_cannot_be_scheduled),
        TEST(test_nothing_and_milestones), TEST(test_plans_by_chance), TEST(test_the_unit_does_not_matter),
    };
    return cmocka_run_group_tests_name("schedule with resources", tests, NULL, NULL);
}
