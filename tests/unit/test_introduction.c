/* SPDX-License-Identifier: AGPL-3.0-or-later
** Introductions: clocks of European cities around both changes of a year, which half-hours are taken and suggested, how
** two cities stand with each other, and when a limit ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/date.h"
#include "domain/introduction.h"

#define NOW 1795348800 /* 2026-11-22T12:00:00Z, a Sunday */
#define DAY 86400

static int64_t at(const char *text)
{
    int64_t seconds = 0;
    assert_true(instant_parse(str_of(text), &seconds));
    return seconds;
}

/* What clocks show, and back. */
static void assert_clock(const struct zone *zone, const char *utc, const char *local)
{
    assert_int_equal(at(utc) + zone_offset_s(zone, at(utc)), at(local));
    assert_int_equal(zone_instant(zone, at(local)), at(utc));
}

static void test_clocks_follow_the_one_rule(void **state)
{
    (void)state;
    struct zone italy = zone_of(S("IT"), S("IT_058118"));
    assert_true(italy.known && italy.summer);
    assert_clock(&italy, "2026-03-29T00:59:59Z", "2026-03-29 01:59:59");
    assert_clock(&italy, "2026-03-29T01:00:00Z", "2026-03-29 03:00:00");
    assert_clock(&italy, "2026-10-24T23:59:59Z", "2026-10-25 01:59:59");
    assert_clock(&italy, "2026-10-25T01:00:00Z", "2026-10-25 02:00:00"); /* comes twice: the later one */
    assert_clock(&italy, "2027-03-28T01:00:00Z", "2027-03-28 03:00:00");
    assert_clock(&italy, "2024-10-27T01:00:00Z", "2024-10-27 02:00:00");
    /* left out in spring: an hour later */
    assert_int_equal(zone_instant(&italy, at("2026-03-29 02:30")), at("2026-03-29T01:30:00Z"));
    struct zone finland = zone_of(S("FI"), S(""));
    assert_clock(&finland, "2026-07-01T09:00:00Z", "2026-07-01 12:00");
    struct zone iceland = zone_of(S("IS"), S(""));
    assert_clock(&iceland, "2026-07-01T09:00:00Z", "2026-07-01 09:00");
    struct zone turkey = zone_of(S("TR"), S(""));
    assert_clock(&turkey, "2026-07-01T09:00:00Z", "2026-07-01 12:00");
    assert_clock(&turkey, "2026-12-01T09:00:00Z", "2026-12-01 12:00");
}

static void test_islands_and_countries_that_are_not_known(void **state)
{
    (void)state;
    struct zone canary = zone_of(S("ES"), S("ES_35004")), spain = zone_of(S("ES"), S("ES_28079"));
    struct zone azores = zone_of(S("PT"), S("PT_420203")), other = zone_of(S("BR"), S("ES_35004"));
    assert_int_equal(zone_offset_s(&canary, NOW), 0);
    assert_int_equal(zone_offset_s(&spain, NOW), 3600);
    assert_int_equal(zone_offset_s(&azores, NOW), -3600);
    assert_clock(&azores, "2026-07-01T09:00:00Z", "2026-07-01 09:00");
    assert_true(!other.known && zone_offset_s(&other, NOW) == 0);
    assert_true(!zone_of(S(""), S("")).known && !zone_of(S("DE "), S("")).known && zone_of(S("EL"), S("")).known);
}

static void test_half_hours_that_are_taken(void **state)
{
    (void)state;
    const struct { int64_t slots[TALK_SLOTS]; enum slots_wrong wrong; size_t which; } all[] = {
        {{NOW + DAY, NOW + 2 * DAY, NOW + TALK_LATE_S}, SLOTS_FINE, 9},
        {{NOW + DAY, NOW + DAY + TALK_S, NOW + 3 * DAY}, SLOTS_FINE, 9},
        {{NOW + DAY - 1, NOW + 2 * DAY, NOW + 3 * DAY}, SLOTS_SOON, 0},
        {{NOW + DAY, NOW + 2 * DAY, NOW - 1}, SLOTS_SOON, 2},
        {{NOW + DAY, NOW + TALK_LATE_S + 1, NOW + 2 * DAY}, SLOTS_LATE, 1},
        {{NOW + DAY, NOW + 2 * DAY, NOW + DAY}, SLOTS_SAME, 2},
        {{NOW + DAY + TALK_S - 1, NOW + DAY, NOW + 2 * DAY}, SLOTS_SAME, 1},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        size_t which = 9;
        assert_int_equal(introduction_judge_slots(all[i].slots, TALK_SLOTS, NOW, &which), all[i].wrong);
        assert_int_equal(which, all[i].which);
    }
}

/* On whatever day and hour somebody asks, in whatever zone. */
static void test_suggested_ones_are_taken_on_every_day_of_a_year(void **state)
{
    (void)state;
    static const char *const countries[] = {"PT", "IT", "FI", "TR", "BR"};
    for (size_t c = 0; c < COUNT_OF(countries); c++) {
        struct zone zone = zone_of(str_of(countries[c]), S(""));
        for (int64_t now = NOW; now < NOW + 366 * DAY; now += 7 * 3600) {
            int64_t slots[TALK_SLOTS];
            size_t which;
            introduction_suggest_slots(&zone, now, slots);
            assert_int_equal(introduction_judge_slots(slots, TALK_SLOTS, now, &which), SLOTS_FINE);
            for (size_t i = 0; i < TALK_SLOTS; i++) {
                int64_t local = slots[i] + zone_offset_s(&zone, slots[i]);
                assert_true((local / DAY + 3) % 7 < 5 && local % DAY >= 9 * 3600 && local % DAY <= 16 * 3600);
                assert_true(slots[i] < now + TALK_WAIT_S);
            }
        }
    }
}

static enum between stand(const struct talk *talks, size_t n, int64_t *ret_until)
{
    size_t which;
    return introduction_between(talks, n, NOW, &which, ret_until);
}

static void test_how_two_cities_stand(void **state)
{
    (void)state;
    const struct { struct talk talk; enum between between; int64_t until; } all[] = {
        {{.state = TALK_ASKED, .we_asked = true, .ends_at = NOW + 1}, BETWEEN_WE_ASKED, 0},
        {{.state = TALK_ASKED, .ends_at = NOW + 1}, BETWEEN_THEY_ASKED, 0},
        {{.state = TALK_ASKED, .we_asked = true, .ends_at = NOW}, BETWEEN_NEW, 0},
        {{.state = TALK_YES, .slot = NOW - TALK_S + 1}, BETWEEN_AGREED, 0},
        {{.state = TALK_YES, .slot = NOW - TALK_S, .was = TALK_USEFUL}, BETWEEN_HELD, 0},
        {{.state = TALK_NO, .we_asked = true, .answered_at = NOW}, BETWEEN_NO, NOW + TALK_NO_S},
        {{.state = TALK_NO, .we_asked = true, .answered_at = NOW - TALK_NO_S}, BETWEEN_NEW, 0},
        {{.state = TALK_NO, .answered_at = NOW}, BETWEEN_NEW, 0}, /* we said no: we may ask */
        {{.state = TALK_LATER, .we_asked = true, .answered_at = NOW}, BETWEEN_LATER, NOW + TALK_LATER_S},
        {{.state = TALK_LATER, .answered_at = NOW}, BETWEEN_NEW, 0},
        {{.state = TALK_EXPIRED, .we_asked = true}, BETWEEN_NEW, 0},
        {{.state = TALK_WITHDRAWN, .we_asked = true}, BETWEEN_NEW, 0},
        {{.state = TALK_ENDED}, BETWEEN_NEW, 0},
    };
    int64_t until;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_int_equal(stand(&all[i].talk, 1, &until), all[i].between);
        assert_int_equal(until, all[i].until);
    }
    assert_int_equal(stand(NULL, 0, &until), BETWEEN_NEW);
    /* what is open decides, whatever is newer; and of two that let us ask the newer */
    const struct talk many[] = {all[10].talk, all[4].talk, all[5].talk, all[0].talk};
    assert_int_equal(stand(many, 4, &until), BETWEEN_NO);
    assert_int_equal(stand(many, 2, &until), BETWEEN_HELD);
    assert_true(between_may_ask(BETWEEN_NEW) && between_may_ask(BETWEEN_HELD)
                && !between_may_ask(BETWEEN_AGREED) &&
                !between_may_ask(BETWEEN_NO) && !between_may_ask(BETWEEN_THEY_ASKED));
}

static void test_a_limit_ends_when_the_oldest_leaves_the_month(void **state)
{
    (void)state;
    const int64_t made[] = {10, 20, 30, 40, 50};
    assert_int_equal(introduction_full_until(made, 0, 4), 0);
    assert_int_equal(introduction_full_until(made, 3, 4), 0);
    assert_int_equal(introduction_full_until(made, 4, 4), 10 + TALK_MONTH_S);
    assert_int_equal(introduction_full_until(made, 5, 4), 20 + TALK_MONTH_S);
}

static void test_words_of_columns(void **state)
{
    (void)state;
    enum talk_state talk = TALK_STATE__MAX;
    enum talk_was was = TALK_WAS__MAX;
    enum talk_next next = TALK_NEXT__MAX;
    for (int i = 0; i < TALK_STATE__MAX; i++) {
        assert_true(talk_state_parse(talk_state_word((enum talk_state)i), &talk) && talk == (enum talk_state)i);
    }
    for (int i = 0; i < TALK_WAS__MAX; i++) {
        assert_true(talk_was_parse(talk_was_word((enum talk_was)i), &was) && was == (enum talk_was)i);
    }
    for (int i = 0; i < TALK_NEXT__MAX; i++) {
        assert_true(talk_next_parse(talk_next_word((enum talk_next)i), &next) && next == (enum talk_next)i);
    }
    assert_false(talk_state_parse(S("maybe"), &talk));
}

static void test_only_what_both_want_takes_hours(void **state)
{
    (void)state;
    for (int i = 0; i < TALK_NEXT__MAX * TALK_NEXT__MAX; i++) {
        enum talk_next ours = (enum talk_next)(i / TALK_NEXT__MAX), theirs = (enum talk_next)(i % TALK_NEXT__MAX);
        bool both = ours == theirs && ours != NEXT_UNSAID && ours != NEXT_NOTHING;
        assert_int_equal(introduction_agrees_hours(ours, theirs), both);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clocks_follow_the_one_rule),
        cmocka_unit_test(test_islands_and_countries_that_are_not_known),
        cmocka_unit_test(test_half_hours_that_are_taken),
        cmocka_unit_test(test_suggested_ones_are_taken_on_every_day_of_a_year),
        cmocka_unit_test(test_how_two_cities_stand),
        cmocka_unit_test(test_a_limit_ends_when_the_oldest_leaves_the_month),
        cmocka_unit_test(test_words_of_columns),
        cmocka_unit_test(test_only_what_both_want_takes_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
