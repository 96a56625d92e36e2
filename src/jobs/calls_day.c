/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: days and hours as lists write them. */
#include "base/scan.h"
#include "domain/funding_call.h"
#include "domain/zone.h"
#include "jobs/calls.h"

#define DAY_S 86400
#define HOUR_S 3600
#define MILLI 1000
#define NOON 12
#define INSTANT_MAX 7258118400       /* 2200 */
#define MILLIS_MIN 100000000000      /* 1973; what is less is in seconds */
#define SECONDS_MIN 100000000        /* 1973; what is less is a day such as 20270131 */
#define PLAIN_DAY_BYTES 8u
#define YEAR_MIN 1900
#define YEAR_MAX 2199

bool call_is_no_day(struct str text)
{
    static const struct str words[] = {
        S_INIT("null"),         S_INIT("none"),       S_INIT("n/a"),     S_INIT("na"),      S_INIT("-"),
        S_INIT("\xE2\x80\x93"), S_INIT("tbd"),        S_INIT("tba"),     S_INIT("tbc"),     S_INIT("open"),
        S_INIT("ongoing"),      S_INIT("continuous"), S_INIT("rolling"), S_INIT("unknown"), S_INIT("not available"),
        S_INIT("nan"),          S_INIT("0"),
    };
    struct str trimmed = str_trim(text);
    bool nothing = str_is_empty(trimmed) || str_starts(trimmed, S("9999-")) || str_ends(trimmed, S("9999"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        nothing = nothing || str_eq_nocase(trimmed, words[i]);
    }
    return nothing;
}

/* ---- hours */

/* What stands behind the hour. */
enum clock {
    CLOCK_THERE, /* nothing: the clocks of where it is */
    CLOCK_BRUSSELS,
    CLOCK_OFFSET, /* so many seconds ahead of UTC */
};

struct hour {
    int64_t seconds;
    enum clock clock;
    int64_t ahead_s;
};

static bool scan_nocase(struct scan *scan, struct str literal)
{
    bool there = str_eq_nocase(str_sub(scan->rest, 0, literal.n), literal);
    scan->rest = there ? str_from(scan->rest, literal.n) : scan->rest;
    return there;
}

/* "+0000", "+02:00", "Z". */
static bool read_offset(struct scan *scan, int64_t *ret_seconds)
{
    uint64_t hours = 0, minutes = 0;
    bool behind = scan_char(scan, '-');
    if (scan_char(scan, 'Z') || scan_nocase(scan, S("UTC")) || scan_nocase(scan, S("GMT"))) {
        *ret_seconds = 0;
        return !behind;
    }
    if (!behind && !scan_char(scan, '+')) {
        return false;
    }
    struct str digits = str_sub(scan->rest, 0, 2);
    scan->rest = str_from(scan->rest, 2);
    (void)scan_char(scan, ':');
    struct scan first = scan_of(digits);
    if (digits.n < 2 || !scan_unsigned(&first, 14, &hours) || !scan_end(&first)
        || !scan_unsigned(scan, 59, &minutes)) {
        return false;
    }
    *ret_seconds = (int64_t)(hours * 3600 + minutes * 60) * (behind ? -1 : 1);
    return true;
}

/* The clocks of Brussels by any of their names. */
static bool read_brussels(struct scan *scan)
{
    static const struct str names[] = {S_INIT("Europe/Brussels"),
                                       S_INIT("Brussels local time"),
                                       S_INIT("Brussels time"),
                                       S_INIT("Brussels"),
                                       S_INIT("CEST"),
                                       S_INIT("CET")};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++) {
        found = scan_nocase(scan, names[i]);
    }
    return found;
}

static bool read_clock(struct scan *scan, struct hour *hour)
{
    scan_spaces(scan);
    if (scan_end(scan)) {
        hour->clock = CLOCK_THERE;
        return true;
    }
    bool bracket = scan_char(scan, '(');
    if (read_brussels(scan)) {
        hour->clock = CLOCK_BRUSSELS;
        return (!bracket || scan_char(scan, ')')) && scan_end(scan);
    }
    hour->clock = CLOCK_OFFSET;
    if (bracket || !read_offset(scan, &hour->ahead_s)) {
        return false;
    }
    struct str name; /* "+02:00[Europe/Brussels]" */
    if (scan_char(scan, '[') && (!scan_until(scan, ']', 40, &name) || !scan_char(scan, ']'))) {
        return false;
    }
    return scan_end(scan);
}

/* "17:00", "17:00:00.000", "17h00", "5:00 PM", and what says by which clocks. */
static bool read_hour(struct str text, struct hour *ret_hour)
{
    struct scan scan = scan_of(text);
    uint64_t hour = 0, minute = 0, second = 0, part = 0;
    if (!scan_unsigned(&scan, 23, &hour) || !(scan_char(&scan, ':') || scan_char(&scan, 'h'))
        || !scan_unsigned(&scan, 59, &minute)) {
        return false;
    }
    if (scan_char(&scan, ':') && !scan_unsigned(&scan, 59, &second)) {
        return false;
    }
    if ((scan_char(&scan, '.') || scan_char(&scan, ',')) && !scan_unsigned(&scan, 999999999, &part)) {
        return false;
    }
    struct scan half = scan;
    scan_spaces(&half);
    if (hour <= NOON && scan_nocase(&half, S("pm"))) {
        hour = hour == NOON ? hour : hour + NOON;
        scan = half;
    } else if (hour <= NOON && scan_nocase(&half, S("am"))) {
        hour = hour == NOON ? 0 : hour;
        scan = half;
    }
    ret_hour->seconds = (int64_t)(hour * 3600 + minute * 60 + second);
    return read_clock(&scan, ret_hour);
}

/* ---- days */

static const char *const MONTHS[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const WEEKDAYS[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

/* A name, or its first three letters, perhaps with a full stop. */
static bool read_name(struct scan *scan, const char *const *names, size_t n, uint64_t *ret_i)
{
    for (uint64_t i = 0; i < n; i++) {
        struct scan at = *scan;
        struct str name = str_of(names[i]);
        bool found = scan_nocase(&at, name);
        if (!found && scan_nocase(&at, str_sub(name, 0, 3))) {
            (void)scan_nocase(&at, S("t")); /* Sept */
            (void)scan_char(&at, '.');
            found = at.rest.n == 0 || at.rest.s[0] == ' ' || at.rest.s[0] == '-' || at.rest.s[0] == ',';
        }
        if (found) {
            *scan = at;
            *ret_i = i;
            return true;
        }
    }
    return false;
}

static void skip_gap(struct scan *scan)
{
    while (scan_char(scan, ' ') || scan_char(scan, '-') || scan_char(scan, ',')) {
    }
}

/* "17 March 2026", "17-Mar-2026", "17th of March 2026", "March 17, 2026". */
static bool read_written(struct scan *scan, int *ret_year, int *ret_month, int *ret_day)
{
    static const struct str behind[] = {S_INIT("st "), S_INIT("nd "), S_INIT("rd "), S_INIT("th "), S_INIT(". ")};
    uint64_t day = 0, month = 0, year = 0;
    bool first = read_name(scan, MONTHS, 12, &month);
    skip_gap(scan);
    if (!scan_unsigned(scan, 31, &day)) {
        return false;
    }
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        (void)scan_literal(scan, behind[i]);
    }
    (void)scan_literal(scan, S("of "));
    skip_gap(scan);
    if (!first && !read_name(scan, MONTHS, 12, &month)) {
        return false;
    }
    skip_gap(scan);
    if (!scan_unsigned(scan, 9999, &year)) {
        return false;
    }
    *ret_year = (int)year;
    *ret_month = (int)month + 1;
    *ret_day = (int)day;
    return true;
}

/* "2026-03-17", "17/03/2026", "17.3.2026": the year has four digits, and stands at an end. */
static bool read_numbers(struct scan *scan, int *ret_year, int *ret_month, int *ret_day)
{
    uint64_t first = 0, month = 0, last = 0;
    if (!scan_unsigned(scan, 9999, &first) || scan->rest.n == 0) {
        return false;
    }
    char sign = scan->rest.s[0];
    if ((sign != '-' && sign != '/' && sign != '.') || !scan_char(scan, sign) || !scan_unsigned(scan, 12, &month)
        || !scan_char(scan, sign) || !scan_unsigned(scan, 9999, &last)) {
        return false;
    }
    bool year_first = first > 31;
    *ret_year = (int)(year_first ? first : last);
    *ret_month = (int)month;
    *ret_day = (int)(year_first ? last : first);
    return true;
}

static bool read_day(struct str text, struct date *ret_day, struct str *ret_rest)
{
    struct scan scan = scan_of(text);
    uint64_t weekday = 0;
    int year = 0, month = 0, day = 0;
    (void)read_name(&scan, WEEKDAYS, 7, &weekday);
    skip_gap(&scan);
    struct scan written = scan;
    bool read = read_numbers(&scan, &year, &month, &day);
    if (!read) {
        scan = written;
        read = read_written(&scan, &year, &month, &day);
    }
    *ret_day = read && day <= 31 && year >= YEAR_MIN && year <= YEAR_MAX ? date_of(year, month, day) : DATE_NONE;
    *ret_rest = scan.rest;
    return !date_is_none(*ret_day);
}

/* ---- both */

static struct call_deadline usual(struct date day, struct str country)
{
    return (struct call_deadline){day, funding_call_usual_hour(day, country), false};
}

static struct zone zone_there(const struct hour *hour, struct str country)
{
    return zone_of(hour->clock == CLOCK_BRUSSELS || str_is_empty(country) ? S("BE") : country, S(""));
}

/* The day on the clocks of where it is. Midnight there is how a day is written that has no hour. */
static struct call_deadline of_instant(int64_t at, const struct zone *zone, struct str country)
{
    int64_t local = at + zone_offset_s(zone, at);
    struct date day = {(int32_t)(local / DAY_S)};
    return local % DAY_S == 0 ? usual(day, country) : (struct call_deadline){day, at, true};
}

/* Of "17:00+0000" some mean 17:00 in Brussels: the earlier one misses nothing. */
static struct call_deadline of_hour(struct date day, const struct hour *hour, struct str country)
{
    struct zone zone = zone_there(hour, country);
    int64_t local = (int64_t)day.days * DAY_S + hour->seconds;
    int64_t there = zone_instant(&zone, local);
    bool doubtful = hour->ahead_s == 0 && hour->seconds == FUNDING_CALL_HOUR * HOUR_S;
    if (hour->clock != CLOCK_OFFSET || (doubtful && there < local)) {
        return (struct call_deadline){day, there, true};
    }
    return of_instant(local - hour->ahead_s, &zone, country);
}

bool call_deadline_of_number(int64_t number, struct call_deadline *ret_deadline)
{
    struct zone zone = zone_of(S("BE"), S(""));
    if (number < 0 || number > INSTANT_MAX * MILLI) {
        return false;
    }
    if (number < SECONDS_MIN) {
        struct date day = date_of((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100));
        bool well = number >= 19000101 && !date_is_none(day);
        *ret_deadline = usual(well ? day : (struct date){0}, S(""));
        return well;
    }
    int64_t at = number >= MILLIS_MIN ? number / MILLI : number;
    *ret_deadline =
        at % DAY_S == 0 ? usual((struct date){(int32_t)(at / DAY_S)}, S("")) : of_instant(at, &zone, S(""));
    return true;
}

/* "1790175600000", "/Date(1790175600000)/", "20260923". */
static bool read_number(struct str text, struct call_deadline *ret_deadline)
{
    struct scan scan = scan_of(text);
    uint64_t number = 0;
    bool wrapped = scan_literal(&scan, S("/Date("));
    if (text.n < PLAIN_DAY_BYTES || !scan_unsigned(&scan, INSTANT_MAX * MILLI, &number)) {
        return false;
    }
    if (wrapped) {
        struct str ahead;
        wrapped = scan_until(&scan, ')', 5, &ahead) && scan_literal(&scan, S(")/"));
    }
    return scan_end(&scan) && call_deadline_of_number((int64_t)number, ret_deadline);
}

/* What joins an hour to its day: "T", ",", "at". */
static struct str hour_text(struct str rest)
{
    struct scan scan = scan_of(str_trim(rest));
    if (!scan_char(&scan, 'T')) {
        skip_gap(&scan);
        (void)scan_nocase(&scan, S("at "));
    }
    return str_trim(scan.rest);
}

bool call_deadline_parse(struct str text, struct str country, struct call_deadline *ret_deadline)
{
    struct str trimmed = str_trim(text), rest;
    struct date day;
    struct hour hour = {0, CLOCK_THERE, 0};
    if (read_number(trimmed, ret_deadline)) {
        return true;
    }
    if (!read_day(trimmed, &day, &rest)) {
        return false;
    }
    rest = hour_text(rest);
    if (!str_is_empty(rest) && !read_hour(rest, &hour)) {
        return false;
    }
    *ret_deadline = hour.seconds < 60 ? usual(day, country) : of_hour(day, &hour, country);
    return true;
}
