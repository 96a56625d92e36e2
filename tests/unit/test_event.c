/* SPDX-License-Identifier: AGPL-3.0-or-later
** The rules of an event: its times, the clocks they are told by, copies, and who can register. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/event.h"

#define DAY INT64_C(86400)
#define HOUR INT64_C(3600)
#define NOW INT64_C(1795348800) /* Sunday 22 November 2026, 12:00 UTC */

static void test_times(void **state)
{
    (void)state;
    assert_int_equal(event_judge_times(NOW + 1, NOW + 2, NOW), EVENT_FINE);
    assert_int_equal(event_judge_times(NOW + 1, NOW + 1, NOW), EVENT_ENDS_EARLY);
    assert_int_equal(event_judge_times(NOW, NOW + 1, NOW), EVENT_PAST);
    assert_int_equal(event_judge_times(NOW + 1, NOW + 1 + 14 * DAY, NOW), EVENT_FINE);
    assert_int_equal(event_judge_times(NOW + 1, NOW + 2 + 14 * DAY, NOW), EVENT_LONG);
    assert_int_equal(event_judge_times(NOW + EVENT_AHEAD_S, NOW + EVENT_AHEAD_S + 1, NOW), EVENT_FINE);
    assert_int_equal(event_judge_times(NOW + EVENT_AHEAD_S + 1, NOW + EVENT_AHEAD_S + 2, NOW), EVENT_FAR);
}

static void test_clocks(void **state)
{
    (void)state;
    static const int64_t offsets[EVENT_CLOCKS] = {1, 0, 2, 0, 3, 4, 0}; /* in winter */
    for (size_t i = 0; i < EVENT_CLOCKS; i++) {
        struct zone zone = event_zone(event_clocks[i].word);
        assert_int_equal(zone_offset_s(&zone, NOW), offsets[i] * HOUR);
        assert_int_equal(zone.known, event_clocks[i].country.n > 0);
    }
    struct zone none = event_zone(S("mars"));
    assert_int_equal(zone_offset_s(&none, NOW), 0);
    struct zone central = event_zone(S("central"));
    assert_int_equal(event_day_end(&central, date_of(2026, 11, 22)), NOW + 11 * HOUR);
    assert_int_equal(event_day(&central, NOW + 11 * HOUR - 1).days, date_of(2026, 11, 22).days);
    assert_int_equal(event_day(&central, NOW + 11 * HOUR).days, date_of(2026, 11, 23).days);
}

/* The same weekday and hour by its clocks, a week ahead or more: also over the end of summer time. */
static void test_copies(void **state)
{
    (void)state;
    struct zone central = event_zone(S("central"));
    assert_int_equal(event_copy_later_s(&central, NOW + 10 * DAY, NOW), 7 * DAY);
    assert_int_equal(event_copy_later_s(&central, NOW, NOW), 7 * DAY);
    assert_int_equal(event_copy_later_s(&central, NOW - DAY, NOW), 14 * DAY);
    int64_t october = NOW - 34 * DAY; /* Monday 19 October, 14:00 there: 12:00 UTC */
    assert_int_equal(event_copy_later_s(&central, october, october - DAY), 7 * DAY + HOUR);
}

static void test_room(void **state)
{
    (void)state;
    const struct event_room open = {.takes_place = true, .starts_at = NOW + 1};
    struct event_room room = open;
    assert_int_equal(event_judge_room(&room, NOW), EVENT_OPEN);
    assert_int_equal(event_judge_room(&room, NOW + 1), EVENT_BEGUN);
    room.seats = (struct maybe_int){true, 2};
    room.coming = 1;
    assert_int_equal(event_judge_room(&room, NOW), EVENT_OPEN);
    room.waiting = 1; /* who waits goes first, though there is a seat */
    assert_int_equal(event_judge_room(&room, NOW), EVENT_FULL);
    room.waiting = 0;
    room.coming = 2;
    assert_int_equal(event_judge_room(&room, NOW), EVENT_FULL);
    room.register_by = (struct maybe_int){true, NOW + 1};
    assert_int_equal(event_judge_room(&room, NOW), EVENT_FULL);
    room.register_by.v = NOW;
    assert_int_equal(event_judge_room(&room, NOW), EVENT_CLOSED);
    room.takes_place = false;
    assert_int_equal(event_judge_room(&room, NOW), EVENT_OFF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_clocks),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
