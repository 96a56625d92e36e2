/* SPDX-License-Identifier: AGPL-3.0-or-later
** The latest day to start: examples worked by hand on a calendar of 2027, and what must hold for all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/bid_path.h"
#include "domain/zone.h"

/* 16 March 2027 is a Tuesday, and so are 2 and 9 March, 16 and 2 February, 5 January. */
static struct council_path path_of(struct str says[COUNCIL_INPUT__MAX])
{
    struct council_path path;
    council_path_read(says, &path);
    return path;
}

static struct council_path five_days_a_week(const char *decides_on, const char *decides_dates, const char *recesses)
{
    struct str says[COUNCIL_INPUT__MAX] = {0};
    says[COUNCIL_STAFF_DAYS] = S("5");
    says[COUNCIL_DECIDES_ON] = str_of(decides_on);
    says[COUNCIL_DECIDES_DATES] = str_of(decides_dates);
    says[COUNCIL_RECESSES] = str_of(recesses);
    return path_of(says);
}

static struct bid_ask ask_of(const struct council_path *council, int month, int day)
{
    return (struct bid_ask){.council = council, .work_days = bid_size_days(BID_USUAL), .money = BID_MONEY_NO,
                            .deadline = {date_of(2027, month, day), 17 * 60}};
}

static void expect(const struct bid_path *path, enum bid_step_kind kind, int year, int month, int day)
{
    for (size_t i = 0; i < path->n; i++) {
        if (path->steps[i].kind == kind) {
            assert_int_equal(path->steps[i].day.days, date_of(year, month, day).days);
            return;
        }
    }
    fail_msg("no step %d", (int)kind);
}

static void a_council_that_meets_on_tuesdays(void **state)
{
    (void)state;
    struct council_path council = five_days_a_week("tue", "", "");
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    bid_path_of(&ask, &path);
    assert_true(path.known);
    assert_int_equal(path.n, 6);
    expect(&path, BID_HAND_IN, 2027, 3, 16);
    expect(&path, BID_CALL_IN, 2027, 3, 16);
    expect(&path, BID_DECIDE, 2027, 3, 9);
    expect(&path, BID_SCRUTINY, 2027, 3, 2);
    expect(&path, BID_REPORT, 2027, 2, 16);
    expect(&path, BID_START, 2027, 1, 5); /* thirty working days are six weeks */
    assert_int_equal(bid_next_step(&path, date_of(2026, 12, 1))->kind, BID_REPORT); /* of who has begun */
    assert_int_equal(bid_next_step(&path, date_of(2027, 2, 17))->kind, BID_SCRUTINY);
    assert_int_equal(bid_next_step(&path, date_of(2027, 3, 16))->kind, BID_CALL_IN);
    assert_null(bid_next_step(&path, date_of(2027, 3, 17)));
    assert_int_equal(bid_late_days(&path, date_of(2027, 1, 5)), 0);
    assert_int_equal(bid_late_days(&path, date_of(2027, 1, 17)), 12);
}

static void only_its_known_dates_count(void **state)
{
    (void)state;
    struct council_path council = five_days_a_week("tue", "2027-02-02, 2027-03-02 and 06/04/2027", "");
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    bid_path_of(&ask, &path);
    expect(&path, BID_DECIDE, 2027, 3, 2);
    expect(&path, BID_CALL_IN, 2027, 3, 9);
    expect(&path, BID_SCRUTINY, 2027, 2, 23);
    expect(&path, BID_REPORT, 2027, 2, 9);
    expect(&path, BID_START, 2026, 12, 29);
    ask.deadline.day = date_of(2027, 9, 14); /* long behind the last of them: their weekday */
    bid_path_of(&ask, &path);
    expect(&path, BID_DECIDE, 2027, 9, 7);
    assert_int_equal(path.steps[3].met, BID_MET_WEEKDAY);
}

static void nobody_decides_in_a_recess(void **state)
{
    (void)state;
    struct council_path council =
        five_days_a_week("tue", "2027-02-02 2027-03-02 2027-04-06", "2027-02-15 to 2027-03-05");
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    bid_path_of(&ask, &path);
    expect(&path, BID_DECIDE, 2027, 2, 2);
    expect(&path, BID_SCRUTINY, 2027, 1, 26);
    expect(&path, BID_REPORT, 2027, 1, 12);
    expect(&path, BID_START, 2026, 12, 1);
    assert_true(path.steps[3].has_closed);
    assert_false(path.steps[3].closed.election);
}

static void before_an_election(void **state)
{
    (void)state;
    struct str says[COUNCIL_INPUT__MAX] = {0};
    says[COUNCIL_ELECTION_FROM] = S("2027-03-08");
    says[COUNCIL_ELECTION_TO] = S("2027-05-06");
    says[COUNCIL_SCRUTINY_DAYS] = says[COUNCIL_REPORT_DAYS] = says[COUNCIL_CALL_IN_DAYS] = S("0");
    struct council_path council = path_of(says);
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    bid_path_of(&ask, &path);
    expect(&path, BID_DECIDE, 2027, 3, 5); /* the Friday before it begins */
    assert_true(path.steps[2].closed.election);
    assert_int_equal(path.steps[2].met, BID_MET_ANY);
    expect(&path, BID_START, 2026, 11, 20); /* 75 working days, at two days a week, are fifteen weeks */
    assert_true(path.steps[0].days_start_value);
}

static void money_of_its_own_takes_full_council(void **state)
{
    (void)state;
    struct str says[COUNCIL_INPUT__MAX] = {0};
    says[COUNCIL_STAFF_DAYS] = S("5");
    says[COUNCIL_DECIDES_ON] = S("tue");
    says[COUNCIL_FULL_DATES] = S("2027-02-25 2027-03-11");
    struct council_path council = path_of(says);
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    ask.money = BID_MONEY_YES;
    bid_path_of(&ask, &path);
    expect(&path, BID_FULL, 2027, 3, 11);
    expect(&path, BID_DECIDE, 2027, 3, 2); /* five working days before the 11th is the 4th, a Thursday */
    ask.money = BID_MONEY_UNKNOWN; /* is counted as yes */
    bid_path_of(&ask, &path);
    expect(&path, BID_FULL, 2027, 3, 11);
}

static void an_outline_lets_the_work_go_on(void **state)
{
    (void)state;
    struct str says[COUNCIL_INPUT__MAX] = {0};
    says[COUNCIL_STAFF_DAYS] = S("5");
    says[COUNCIL_DECIDES_ON] = S("tue");
    says[COUNCIL_SEES] = S("outline");
    struct council_path council = path_of(says);
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    bid_path_of(&ask, &path);
    expect(&path, BID_REPORT, 2027, 2, 16);
    expect(&path, BID_START, 2027, 2, 2); /* six weeks before the deadline; a week before the report would do */
    says[COUNCIL_SEES] = S("none");
    council = path_of(says);
    bid_path_of(&ask, &path);
    assert_int_equal(path.n, 2);
    expect(&path, BID_START, 2027, 2, 2);
}

static void the_day_is_that_of_the_deadline(void **state)
{
    (void)state;
    struct date day = date_of(2027, 3, 16);
    struct zone lisbon = zone_of(S("PT"), S("")), brussels = zone_of(S("BE"), S(""));
    int64_t at = zone_instant(&brussels, (int64_t)day.days * 86400 + 17 * 3600);
    assert_int_equal((at + zone_offset_s(&lisbon, at)) % 86400, 16 * 3600); /* 17:00 in Brussels is 16:00 in Lisbon */
    struct bid_deadline deadline = bid_deadline_of(at, day, true, S(""));
    assert_int_equal(deadline.minute, 17 * 60);
    assert_int_equal(deadline.day.days, day.days);
    assert_int_equal(bid_deadline_of(at, day, false, S("")).minute, -1);
    at = zone_instant(&brussels, (int64_t)day.days * 86400); /* midnight: still the 15th in Lisbon and in UTC */
    deadline = bid_deadline_of(at, day, true, S("BE"));
    assert_int_equal(deadline.minute, 0);
    struct council_path council = five_days_a_week("tue", "", "");
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    ask.deadline = deadline;
    bid_path_of(&ask, &path);
    expect(&path, BID_HAND_IN, 2027, 3, 15); /* before offices open */
    at += 86400;
    assert_int_equal(bid_deadline_of(at, day, true, S("")).minute, 24 * 60 - 1); /* the end of its day */
    ask.deadline = (struct bid_deadline){date_of(2027, 3, 21), 17 * 60};
    bid_path_of(&ask, &path);
    expect(&path, BID_HAND_IN, 2027, 3, 19); /* a Sunday */
    assert_true(path.steps[path.n - 1].moved);
}

static void never_met(void **state)
{
    (void)state;
    struct council_path council = five_days_a_week("tue", "", "2020-01-01 to 2027-12-31");
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    struct bid_shortened all[BID_SHORTER__MAX];
    bid_path_of(&ask, &path);
    assert_false(path.known);
    assert_int_equal(path.needs, BID_DECIDE);
    assert_int_equal(path.n, 1);
    assert_int_equal(bid_late_days(&path, date_of(2027, 3, 16)), 0);
    assert_int_equal(bid_shorten(&ask, date_of(2027, 3, 1), all), 0);
}

static void what_could_be_shortened(void **state)
{
    (void)state;
    struct str says[COUNCIL_INPUT__MAX] = {0};
    says[COUNCIL_STAFF_DAYS] = S("2");
    says[COUNCIL_DECIDES_ON] = S("tue");
    struct council_path council = path_of(says);
    struct bid_ask ask = ask_of(&council, 3, 16);
    struct bid_path path;
    struct bid_shortened all[BID_SHORTER__MAX];
    bid_path_of(&ask, &path);
    expect(&path, BID_START, 2026, 11, 3); /* fifteen weeks before 16 February */
    size_t n = bid_shorten(&ask, date_of(2026, 12, 20), all);
    assert_int_equal(all[0].how, BID_SHORTER_STAFF);
    assert_int_equal(all[0].start.days, date_of(2027, 1, 5).days);
    assert_true(all[0].in_time);
    static const enum bid_shorter help[] = {BID_SHORTER_STAFF, BID_SHORTER_OUTLINE, BID_SHORTER_REPORT,
                                            BID_SHORTER_CALL_IN, BID_SHORTER_SMALLER};
    assert_int_equal(n, COUNT_OF(help)); /* one is enough: not all together; they meet on that day anyway */
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(all[i].how, help[i]);
    }
    assert_int_equal(all[2].days, 7); /* five working days less */
    says[COUNCIL_DECIDES_DATES] = S("2027-02-02 2027-04-06");
    council = path_of(says);
    n = bid_shorten(&ask, date_of(2026, 12, 20), all);
    assert_int_equal(all[3].how, BID_SHORTER_MEETING);
    assert_int_equal(all[3].days, 35); /* on 9 March instead of 2 February */
    says[COUNCIL_DECIDES_DATES] = S("");
    council = path_of(says);
    n = bid_shorten(&ask, date_of(2027, 1, 20), all);
    assert_int_equal(all[n - 1].how, BID_SHORTER_ALL);
    assert_true(all[n - 1].in_time);
    n = bid_shorten(&ask, date_of(2027, 3, 10), all);
    assert_false(all[n - 1].in_time);
}

static void work_and_sizes(void **state)
{
    (void)state;
    assert_int_equal(bid_work_days(30, 5), 30);
    assert_int_equal(bid_work_days(30, 2), 75);
    assert_int_equal(bid_work_days(10, 3), 17);
    assert_int_equal(bid_work_days(30, 50), 3);
    assert_int_equal(bid_size_guess(S("exchange")), BID_SMALL);
    assert_int_equal(bid_size_guess(S("trying")), BID_LARGE);
    assert_int_equal(bid_size_guess(S("")), BID_USUAL);
    assert_int_equal(bid_size_first_stage(BID_LARGE), BID_USUAL);
    assert_int_equal(bid_size_first_stage(BID_USUAL), BID_SMALL);
    assert_int_equal(bid_size_first_stage(BID_SMALL), BID_SMALL);
}

/* ---- what must hold for any council */

static int chance(int n)
{
    return rand() % n; // NOLINT(cert-msc30-c): the same each time
}

static struct date any_day(void)
{
    return (struct date){date_of(2026, 6, 1).days + chance(600)};
}

static void any_council(struct council_path *council)
{
    struct str nothing[COUNCIL_INPUT__MAX] = {0};
    council_path_read(nothing, council);
    council->sees = (enum council_sees)chance(3);
    council->days[COUNCIL_STAFF_DAYS] = 1 + chance(8);
    council->days[COUNCIL_REPORT_DAYS] = chance(20);
    council->days[COUNCIL_SCRUTINY_DAYS] = chance(10);
    council->days[COUNCIL_CALL_IN_DAYS] = chance(10);
    council->days[COUNCIL_FULL_DAYS] = chance(5);
    struct council_meeting *meetings[] = {&council->decides, &council->full};
    for (size_t i = 0; i < 2; i++) {
        meetings[i]->weekday = chance(6);
        struct date day = any_day();
        meetings[i]->n = (size_t)chance(10);
        for (size_t k = 0; k < meetings[i]->n; k++) {
            meetings[i]->dates[k] = day;
            day.days += 1 + chance(40);
        }
    }
    council->closed_n = (size_t)chance(4);
    for (size_t i = 0; i < council->closed_n; i++) {
        struct date from = any_day();
        council->closed[i] = (struct council_closed){from, {from.days + chance(60)}, chance(2) == 0};
    }
}

static void no_step_is_later(const struct bid_path *a, const struct bid_path *b)
{
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        assert_int_equal(a->steps[i].kind, b->steps[i].kind);
        assert_true(a->steps[i].day.days <= b->steps[i].day.days);
    }
}

static void adds_up(const struct council_path *council, const struct bid_path *path)
{
    for (size_t i = 0; i + 1 < path->n; i++) {
        assert_true(path->steps[i].day.days <= path->steps[i + 1].day.days);
    }
    for (size_t i = 0; i < path->n; i++) {
        const struct bid_step *step = &path->steps[i];
        assert_true((step->day.days + 3) % 7 < 5 || step->met == BID_MET_DATE);
        for (size_t k = 0; k < council->closed_n && step->met != BID_MET_NONE; k++) {
            assert_false(council->closed[k].from.days <= step->day.days &&
                         step->day.days <= council->closed[k].to.days);
        }
    }
    assert_int_equal(path->start.days, path->steps[0].day.days);
    assert_int_equal(path->steps[0].kind, BID_START);
    assert_int_equal(path->steps[path->n - 1].kind, BID_HAND_IN);
    int all = bid_work_days(path->work_days, path->staff_days); /* five working days are a week */
    assert_true(path->steps[path->n - 1].day.days - path->start.days >= all / 5 * 7 + all % 5);
}

static void of_any_council(void **state)
{
    (void)state;
    srand(20271);
    for (int i = 0; i < 4000; i++) {
        struct council_path council;
        struct bid_path path, later, closed;
        any_council(&council);
        struct bid_ask ask = {.council = &council, .work_days = 1 + chance(80), .money = (enum bid_money)chance(3),
                              .deadline = {any_day(), chance(1500) - 60}};
        bid_path_of(&ask, &path);
        assert_true(path.known);
        adds_up(&council, &path);
        struct bid_ask moved = ask;
        moved.deadline.day.days += 1 + chance(14);
        bid_path_of(&moved, &later);
        no_step_is_later(&path, &later);
        struct date from = any_day();
        council.closed[council.closed_n++] = (struct council_closed){from, {from.days + chance(60)}, false};
        bid_path_of(&ask, &closed);
        no_step_is_later(&closed, &path);
        adds_up(&council, &closed);
        struct bid_shortened all[BID_SHORTER__MAX];
        size_t n = bid_shorten(&ask, path.start, all);
        for (size_t k = 0; k < n; k++) {
            assert_true(all[k].days > 0);
            assert_int_equal(all[k].start.days, closed.start.days + all[k].days);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_council_that_meets_on_tuesdays), cmocka_unit_test(only_its_known_dates_count),
        cmocka_unit_test(nobody_decides_in_a_recess), cmocka_unit_test(before_an_election),
        cmocka_unit_test(money_of_its_own_takes_full_council), cmocka_unit_test(an_outline_lets_the_work_go_on),
        cmocka_unit_test(the_day_is_that_of_the_deadline), cmocka_unit_test(never_met),
        cmocka_unit_test(what_could_be_shortened), cmocka_unit_test(work_and_sizes), cmocka_unit_test(of_any_council),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
