/* SPDX-License-Identifier: AGPL-3.0-or-later
** date: days as integers. The conversions count eras of 400 years (146,097 days) from 1 March of year 0,
** so that the leap day is the last of its year. */
#include "base/date.h"

#include "base/check.h"
#include "base/scan.h"

#define DAYS_TO_1970 719468
#define DAYS_OF_ERA 146097

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

struct date date_of(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > lengths[month - 1] + (month == 2 && is_leap(year))) {
        return DATE_NONE;
    }
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (struct date){era * DAYS_OF_ERA + day_of_era - DAYS_TO_1970};
}

bool date_is_none(struct date date)
{
    return date.days == INT32_MIN;
}

void date_split(struct date date, int *ret_year, int *ret_month, int *ret_day)
{
    check(!date_is_none(date));
    int days = date.days + DAYS_TO_1970;
    int era = (days >= 0 ? days : days - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
    int day_of_era = days - era * DAYS_OF_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month = (5 * day_of_year + 2) / 153;
    *ret_day = day_of_year - (153 * month + 2) / 5 + 1;
    *ret_month = month < 10 ? month + 3 : month - 9;
    *ret_year = year_of_era + era * 400 + (*ret_month <= 2);
}

int date_year(struct date date)
{
    int year;
    int month;
    int day;
    date_split(date, &year, &month, &day);
    return year;
}

static bool three_numbers(struct scan *scan, char sep, uint64_t *a, uint64_t *b, uint64_t *c)
{
    return scan_unsigned(scan, 9999, a) && scan_char(scan, sep) && scan_unsigned(scan, 99, b) &&
           scan_char(scan, sep) && scan_unsigned(scan, 9999, c);
}

/* Reads the date and leaves the cursor behind it. */
static bool scan_date(struct scan *scan, struct date *ret_date)
{
    uint64_t a = 0;
    uint64_t b = 0;
    uint64_t c = 0;
    struct scan start = *scan;
    struct date date = DATE_NONE;
    if (three_numbers(scan, '-', &a, &b, &c)) {
        date = date_of((int)a, (int)b, (int)c);
    } else {
        *scan = start;
        if (three_numbers(scan, '/', &a, &b, &c)) {
            date = date_of((int)c, (int)b, (int)a);
        }
    }
    if (date_is_none(date)) {
        return false;
    }
    *ret_date = date;
    return true;
}

/* Seconds of "10:25:16" with anything behind it (fractions, Z). A leap second (RFC 3339, 5.6) counts as the one before:
** it belongs to that day. */
static bool scan_time(struct scan *scan, int64_t *ret_seconds)
{
    uint64_t h = 0;
    uint64_t m = 0;
    uint64_t s = 0;
    bool ok = scan_unsigned(scan, 23, &h) && scan_char(scan, ':') && scan_unsigned(scan, 59, &m);
    if (ok && scan_char(scan, ':')) {
        ok = scan_unsigned(scan, 60, &s);
    }
    if (ok) {
        *ret_seconds = (int64_t)(h * 3600 + m * 60 + (s < 60 ? s : 59));
    }
    return ok;
}

bool instant_parse(struct str text, int64_t *ret_seconds)
{
    struct scan scan = scan_of(str_trim(text));
    struct date date;
    int64_t seconds = 0;
    if (!scan_date(&scan, &date)) {
        return false;
    }
    if (!scan_end(&scan)) {
        bool gap = scan_char(&scan, ' ') || scan_char(&scan, 'T');
        if (!gap || !scan_time(&scan, &seconds)) {
            return false;
        }
    }
    *ret_seconds = (int64_t)date.days * 86400 + seconds;
    return true;
}

bool date_parse(struct str text, struct date *ret_date)
{
    int64_t seconds;
    if (!instant_parse(text, &seconds)) {
        return false;
    }
    int64_t days = seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400);
    *ret_date = (struct date){(int32_t)days};
    return true;
}

struct str date_iso(struct arena *arena, struct date date)
{
    if (date_is_none(date)) {
        return (struct str){0};
    }
    int year;
    int month;
    int day;
    date_split(date, &year, &month, &day);
    return str_format(arena, "%04d-%02d-%02d", year, month, day);
}

struct str instant_iso(struct arena *arena, int64_t seconds)
{
    int64_t days = seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400);
    int rest = (int)(seconds - days * 86400);
    struct str day = date_iso(arena, (struct date){(int32_t)days});
    return str_format(arena, "%.*sT%02d:%02d:%02dZ", STR_ARG(day), rest / 3600, rest / 60 % 60,
                      rest % 60);
}
