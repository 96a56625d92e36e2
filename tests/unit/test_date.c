/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/date.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Counted one by one, by the calendar's own rule, from the day that is known: 1 January 1970 is day 0. */
static void every_day_of_four_centuries_goes_there_and_back(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t days = date_of(1800, 1, 1).days;
    assert_int_equal(days, -62091); /* 170 years, 41 of them with a leap day */
    for (int year = 1800; year < 2200; year++) {
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && is_leap(year));
            for (int day = 1; day <= length; day++) {
                int y;
                int m;
                int d;
                assert_int_equal(date_of(year, month, day).days, days);
                date_split((struct date){days}, &y, &m, &d);
                assert_true(y == year && m == month && d == day);
                days++;
            }
            assert_true(date_is_none(date_of(year, month, length + 1)));
        }
    }
    assert_int_equal(days - date_of(1800, 1, 1).days, 146097);
}

static void known_days_have_their_numbers(void **state)
{
    (void)state;
    static const struct { int y, m, d; int32_t days; } cases[] = {
        {1970, 1, 1, 0},      {1969, 12, 31, -1},   {1970, 3, 1, 59},     {2000, 2, 29, 11016},
        {2000, 3, 1, 11017},  {2024, 2, 29, 19782}, {2026, 11, 22, 20779}, {1, 1, 1, -719162},
        {9999, 12, 31, 2932896},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct date date = date_of(cases[i].y, cases[i].m, cases[i].d);
        assert_int_equal(date.days, cases[i].days);
        assert_int_equal(date_year(date), cases[i].y);
    }
}

static void days_that_are_none_are_none(void **state)
{
    (void)state;
    static const int cases[][3] = {
        {0, 1, 1}, {10000, 1, 1}, {-1, 1, 1}, {2024, 0, 1}, {2024, 13, 1}, {2024, 1, 0}, {2024, 1, 32}, {2024, 4, 31},
        {2023, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2000, 2, 30}, {2024, -1, 1}, {2024, 1, -1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(date_is_none(date_of(cases[i][0], cases[i][1], cases[i][2])));
    }
    assert_true(date_is_none(DATE_NONE));
    assert_int_equal(date_iso(&arena, DATE_NONE).n, 0);
    assert_null(date_iso(&arena, DATE_NONE).s);
}

static void dates_are_read_as_the_files_write_them(void **state)
{
    (void)state;
    static const struct { const char *text; const char *iso; } cases[] = {
        {"2024-05-03", "2024-05-03T00:00:00Z"},
        {" 2024-05-03 ", "2024-05-03T00:00:00Z"},
        {"2024-5-3", "2024-05-03T00:00:00Z"},
        {"03/05/2024", "2024-05-03T00:00:00Z"},
        {"2017-09-11 10:25:16", "2017-09-11T10:25:16Z"},
        {"2017-09-11T10:25:16Z", "2017-09-11T10:25:16Z"},
        {"2017-09-11T10:25:16.123+00:00", "2017-09-11T10:25:16Z"},
        {"2017-09-11 23:59", "2017-09-11T23:59:00Z"},
        {"2016-12-31 23:59:60", "2016-12-31T23:59:59Z"}, /* a leap second belongs to its day */
        {"9999-12-31T23:59:60Z", "9999-12-31T23:59:59Z"},
        {"1969-12-31 23:59:59", "1969-12-31T23:59:59Z"},
        {"0001-01-01 00:00:00", "0001-01-01T00:00:00Z"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t seconds;
        struct date date;
        assert_true(instant_parse(str_of(cases[i].text), &seconds));
        assert_string_equal(str_c(&arena, instant_iso(&arena, seconds)), cases[i].iso);
        assert_true(date_parse(str_of(cases[i].text), &date));
        assert_memory_equal(date_iso(&arena, date).s, cases[i].iso, 10);
    }
}

static void what_is_no_date_leaves_the_output_alone(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", " ", "2024", "2024-05", "2024-13-01", "2023-02-29", "2024-05-03x", "05/03", "31/02/2024",
        "2024/05/03", "2024-05-03 24:00:00", "2024-05-03 10:60:00", "2024-05-03T", "2024-05-03 10",
        "2024-05-03 10:00:61",
        "-2024-05-03", "20240503", "99999-01-01", "2024--05-03", "n/a", "0000-00-00",
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct date date = {4711};
        int64_t seconds = 4711;
        assert_false(date_parse(str_of(cases[i]), &date));
        assert_false(instant_parse(str_of(cases[i]), &seconds));
        assert_true(date.days == 4711 && seconds == 4711);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_four_centuries_goes_there_and_back),
        cmocka_unit_test(known_days_have_their_numbers),
        cmocka_unit_test(days_that_are_none_are_none),
        cmocka_unit_test(dates_are_read_as_the_files_write_them),
        cmocka_unit_test(what_is_no_date_leaves_the_output_alone),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
