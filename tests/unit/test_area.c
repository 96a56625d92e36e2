/* SPDX-License-Identifier: AGPL-3.0-or-later
** What lies around a city: the box that is asked for, the nearest first, and the sum of people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/area.h"
#include "domain/name.h"

/* Whatever lies within the distance lies within the box, at any latitude of Europe. */
static void the_box_holds_all_that_is_near(void **state)
{
    (void)state;
    size_t near = 0;
    for (int32_t latitude = 28000000; latitude <= 71000000; latitude += 1000000) {
        int64_t up, aside;
        area_box(latitude, &up, &aside);
        for (int32_t dy = -600000; dy <= 600000; dy += 60000) {
            for (int32_t dx = -1900000; dx <= 1900000; dx += 50000) {
                if (name_distance_m(latitude, 10000000, latitude + dy, 10000000 + dx) <= AREA_KM_MAX * 1000.0) {
                    near++;
                    assert_true(dy <= up && -dy <= up && dx <= aside && -dx <= aside);
                }
            }
        }
    }
    assert_true(near > 10000);
}

static void the_nearest_are_first_and_the_city_is_none(void **state)
{
    (void)state;
    struct area_place places[] = {
        {45000000, 10500000, {true, 5}, 0, 0}, /* 39.3 km */
        {45000000, 10000000, {true, 5}, 0, 1}, /* the city itself */
        {45000000, 10100000, {true, 5}, 0, 2}, /* 7.9 km */
        {46000000, 10000000, {true, 5}, 0, 3}, /* 111 km */
        {45000000, 9900000, {true, 5}, 0, 4},  /* as far as the third: by their order */
    };
    assert_int_equal(area_nearest(places, COUNT_OF(places), 45000000, 10000000), 3);
    assert_int_equal(places[0].which, 2);
    assert_int_equal(places[1].which, 4);
    assert_int_equal(places[2].which, 0);
    assert_in_range((uintmax_t)places[0].distance_m, 7860, 7866);
}

static void not_more_than_can_be_looked_through(void **state)
{
    (void)state;
    struct area_place places[200];
    for (size_t i = 0; i < 200; i++) {
        places[i] = (struct area_place){45000000, 10000000 + (int32_t)(200 - i) * 1000, {0}, 0, i};
    }
    assert_int_equal(area_nearest(places, 200, 45000000, 10000000), AREA_SHOWN_MAX);
    for (size_t i = 0; i < AREA_SHOWN_MAX; i++) {
        assert_int_equal(places[i].which, 199 - i);
    }
}

static void what_is_not_known_is_counted_apart(void **state)
{
    (void)state;
    static const struct maybe_int populations[] = {{true, 14200}, {false, 99}, {true, 800}};
    struct area_sum sum = area_sum(populations, 3);
    assert_int_equal(sum.people, 15000);
    assert_int_equal(sum.unknown, 1);
    assert_int_equal(area_sum(NULL, 0).people, 0);
}

static void both_need_people_that_are_known(void **state)
{
    (void)state;
    assert_true(area_is_reason((struct area_sum){1, 0}, (struct area_sum){9000, 3}));
    assert_false(area_is_reason((struct area_sum){0, 2}, (struct area_sum){9000, 0}));
    assert_false(area_is_reason((struct area_sum){9000, 0}, (struct area_sum){0, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_box_holds_all_that_is_near),
        cmocka_unit_test(the_nearest_are_first_and_the_city_is_none),
        cmocka_unit_test(not_more_than_can_be_looked_through),
        cmocka_unit_test(what_is_not_known_is_counted_apart),
        cmocka_unit_test(both_need_people_that_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
