/* SPDX-License-Identifier: AGPL-3.0-or-later
** What comes first on somebody's desk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/desk.h"

#define NOW 1800000000
#define DAY 86400

static void assert_order(struct desk_item *items, size_t n, const enum desk_kind *order, size_t shown)
{
    assert_int_equal(desk_choose(items, n, NOW), shown);
    for (size_t i = 0; i < shown; i++) {
        assert_int_equal(items[i].kind, order[i]);
    }
}

static void what_is_due_soon_goes_before_who_waits(void **state)
{
    (void)state;
    struct desk_item items[] = {
        {.kind = DESK_QUESTIONS, .n = 4},
        {.kind = DESK_REMARK, .since = NOW - 9 * DAY},
        {.kind = DESK_APPLICATION, .since = NOW - 20 * DAY, .due_at = NOW + 8 * DAY},
        {.kind = DESK_CLAIM, .since = NOW - 1 * DAY, .due_at = NOW + 7 * DAY},
        {.kind = DESK_SECOND_STEP},
    };
    static const enum desk_kind order[] = {DESK_CLAIM, DESK_APPLICATION, DESK_REMARK};
    assert_order(items, COUNT_OF(items), order, DESK_SHOWN_MAX);
}

static void of_what_is_due_the_soonest_is_first(void **state)
{
    (void)state;
    struct desk_item items[] = {
        {.kind = DESK_APPLICATION, .due_at = NOW + 3 * DAY},
        {.kind = DESK_CLAIM, .due_at = NOW - DAY},
    };
    static const enum desk_kind order[] = {DESK_CLAIM, DESK_APPLICATION};
    assert_order(items, COUNT_OF(items), order, 2);
}

static void own_steps_come_in_their_order(void **state)
{
    (void)state;
    struct desk_item items[] = {
        {.kind = DESK_QUESTIONS, .n = 4}, {.kind = DESK_QUESTIONS, .n = 1}, {.kind = DESK_JOB, .n = 1},
        {.kind = DESK_SET_UP},            {.kind = DESK_SECOND_STEP},
    };
    struct desk_item of_a_city[] = {{.kind = DESK_QUESTIONS, .n = 4}, {.kind = DESK_COMMITMENT}};
    static const enum desk_kind first[] = {DESK_COMMITMENT, DESK_QUESTIONS};
    assert_order(of_a_city, COUNT_OF(of_a_city), first, 2);
    static const enum desk_kind order[] = {DESK_SECOND_STEP, DESK_SET_UP, DESK_JOB};
    assert_order(items, COUNT_OF(items), order, DESK_SHOWN_MAX);
    assert_int_equal(items[3].n, 4); /* what is not shown keeps its order */
    assert_int_equal(items[4].n, 1);
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(desk_choose(NULL, 0, NOW), 0);
}

static void minutes_follow_what_is_left(void **state)
{
    (void)state;
    assert_int_equal(desk_minutes(&(struct desk_item){.kind = DESK_QUESTIONS, .n = 4}),
                     4 * desk_minutes(&(struct desk_item){.kind = DESK_QUESTIONS, .n = 1}));
    for (int kind = 0; kind < DESK_KIND__MAX; kind++) {
        assert_in_range(desk_minutes(&(struct desk_item){.kind = (enum desk_kind)kind, .n = 1}), 1, 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_due_soon_goes_before_who_waits), cmocka_unit_test(of_what_is_due_the_soonest_is_first),
        cmocka_unit_test(own_steps_come_in_their_order), cmocka_unit_test(nothing_is_nothing),
        cmocka_unit_test(minutes_follow_what_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
