/* SPDX-License-Identifier: AGPL-3.0-or-later
** council_path: the table, and what was typed as days. */
#include "domain/council_path.h"

#include <string.h>

#include "base/check.h"
#include "base/scan.h"

#define DAY_LETTERS 10u /* "2027-05-31" */
#define WEEKDAYS S_INIT("mon tue wed thu fri")

const struct council_field council_fields[COUNCIL_INPUT__MAX] = {
    [COUNCIL_SEES] = {"sees", COUNCIL_BEFORE, COUNCIL_ONE, 0, 0, 0, S_INIT("finished outline none")},
    [COUNCIL_STAFF_DAYS] = {"staff_days", COUNCIL_BEFORE, COUNCIL_INT, 1, 50, 2, S_INIT("")},
    [COUNCIL_REPORT_DAYS] = {"report_days", COUNCIL_BEFORE, COUNCIL_INT, 0, 90, 10, S_INIT("")},
    [COUNCIL_SCRUTINY_DAYS] = {"scrutiny_days", COUNCIL_BEFORE, COUNCIL_INT, 0, 90, 5, S_INIT("")},
    [COUNCIL_CALL_IN_DAYS] = {"call_in_days", COUNCIL_BEFORE, COUNCIL_INT, 0, 90, 5, S_INIT("")},
    [COUNCIL_DECIDES_ON] = {"decides_on", COUNCIL_MEETS, COUNCIL_ONE, 0, 0, 0, WEEKDAYS},
    [COUNCIL_DECIDES_DATES] = {"decides_dates", COUNCIL_MEETS, COUNCIL_DATES, 0, COUNCIL_TEXT_MAX, 0, S_INIT("")},
    [COUNCIL_FULL_ON] = {"full_on", COUNCIL_MEETS, COUNCIL_ONE, 0, 0, 0, WEEKDAYS},
    [COUNCIL_FULL_DATES] = {"full_dates", COUNCIL_MEETS, COUNCIL_DATES, 0, COUNCIL_TEXT_MAX, 0, S_INIT("")},
    [COUNCIL_FULL_DAYS] = {"full_days", COUNCIL_MEETS, COUNCIL_INT, 0, 90, 1, S_INIT("")},
    [COUNCIL_RECESSES] = {"recesses", COUNCIL_CLOSED, COUNCIL_RANGES, 0, COUNCIL_TEXT_MAX, 0, S_INIT("")},
    [COUNCIL_ELECTION_FROM] = {"election_from", COUNCIL_CLOSED, COUNCIL_DAY, 0, 10, 0, S_INIT("")},
    [COUNCIL_ELECTION_TO] = {"election_to", COUNCIL_CLOSED, COUNCIL_DAY, 0, 10, 0, S_INIT("")},
};

static const struct str cards[COUNCIL_CARD__MAX] = {
    [COUNCIL_BEFORE] = S_INIT("before"), [COUNCIL_MEETS] = S_INIT("meets"), [COUNCIL_CLOSED] = S_INIT("closed")};

struct str council_card_word(enum council_card card)
{
    return cards[card];
}

bool council_card_parse(struct str word, enum council_card *ret_card)
{
    for (size_t i = 0; i < COUNCIL_CARD__MAX; i++) {
        if (str_eq(word, cards[i])) {
            *ret_card = (enum council_card)i;
            return true;
        }
    }
    return false;
}

const struct council_field *council_field_find(struct str name)
{
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        if (str_eq(name, str_of(council_fields[i].name))) {
            return &council_fields[i];
        }
    }
    return NULL;
}

/* ---- what was typed */

/* The place of a word among `choices`, from 1; 0 none. */
static int choice_of(struct str choices, struct str word)
{
    for (int n = 1; choices.n > 0; n++) {
        if (str_eq(str_cut(choices, ' ', &choices), word)) {
            return n;
        }
    }
    return 0;
}

static bool is_of_day(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '/';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One day after the other. False: something with a digit is none, or there are more than `most`. */
static bool read_days(struct str text, size_t most, struct date *days, size_t *ret_n)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        size_t end = i;
        while (end < text.n && is_of_day(text.s[end])) {
            end++;
        }
        while (end > i && !is_digit(text.s[end - 1])) { /* a dash behind it */
            end--;
        }
        if (end == i || !is_digit(text.s[i])) {
            i++;
            continue;
        }
        if (n == most || end - i != DAY_LETTERS || !date_parse(str_sub(text, i, end - i), &days[n])) {
            return false;
        }
        n++;
        i = end;
    }
    *ret_n = n;
    return true;
}

static bool read_ranges(struct str text, struct date *days, size_t *ret_n)
{
    size_t n;
    if (!read_days(text, 2 * (COUNCIL_CLOSED_MAX - 1), days, &n) || n % 2 != 0) {
        return false;
    }
    for (size_t i = 0; i + 1 < n; i += 2) {
        if (days[i].days > days[i + 1].days) {
            return false;
        }
    }
    *ret_n = n;
    return true;
}

static bool read_number(const struct council_field *field, struct str typed, int *ret_number)
{
    int64_t number;
    if (!parse_int(typed, field->min, field->max, &number)) {
        return false;
    }
    *ret_number = (int)number;
    return true;
}

static bool read_day(struct str typed, struct date *ret_day)
{
    size_t n;
    return typed.n == DAY_LETTERS && read_days(typed, 1, ret_day, &n) && n == 1;
}

bool council_fits(const struct council_field *field, struct str typed)
{
    struct date days[COUNCIL_DATES_MAX];
    size_t n;
    int number;
    if (typed.n == 0) {
        return true;
    }
    switch (field->kind) {
    case COUNCIL_ONE: return choice_of(field->choices, typed) > 0;
    case COUNCIL_INT: return read_number(field, typed, &number);
    case COUNCIL_DAY: return read_day(typed, &days[0]);
    case COUNCIL_DATES: return read_days(typed, COUNCIL_DATES_MAX, days, &n) && n > 0;
    case COUNCIL_RANGES: return read_ranges(typed, days, &n) && n > 0;
    default: return true;
    }
}

struct str council_clean(struct arena *arena, const struct council_field *field, struct str typed)
{
    struct date days[COUNCIL_DATES_MAX];
    struct str clean = S("");
    size_t n;
    if (typed.n == 0 || !council_fits(field, typed)) {
        return S("");
    }
    if (field->kind == COUNCIL_ONE || field->kind == COUNCIL_INT) {
        return typed;
    }
    bool is_range = field->kind == COUNCIL_RANGES;
    check(is_range ? read_ranges(typed, days, &n) : read_days(typed, COUNCIL_DATES_MAX, days, &n));
    for (size_t i = 0; i < n; i++) {
        const char *between = i == 0 ? "" : !is_range ? ", " : i % 2 == 1 ? " to " : "\n";
        clean = str_format(arena, "%.*s%s%.*s", STR_ARG(clean), between, STR_ARG(date_iso(arena, days[i])));
    }
    return clean;
}

/* ---- as the days are counted */

static void sort_days(struct date *days, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        for (size_t k = i; k > 0 && days[k - 1].days > days[k].days; k--) {
            struct date day = days[k];
            days[k] = days[k - 1];
            days[k - 1] = day;
        }
    }
}

static void read_meeting(const struct str *says, enum council_input on, enum council_input dates,
                         struct council_meeting *meeting)
{
    size_t n;
    meeting->weekday = choice_of(council_fields[on].choices, says[on]);
    if (read_days(says[dates], COUNCIL_DATES_MAX, meeting->dates, &n)) {
        meeting->n = n;
        sort_days(meeting->dates, n);
    }
}

static void read_closed(const struct str *says, struct council_path *path)
{
    struct date days[COUNCIL_DATES_MAX], from, to;
    size_t n;
    if (read_ranges(says[COUNCIL_RECESSES], days, &n)) {
        for (size_t i = 0; i + 1 < n; i += 2) {
            path->closed[path->closed_n++] = (struct council_closed){days[i], days[i + 1], false};
        }
    }
    if (read_day(says[COUNCIL_ELECTION_FROM], &from) && read_day(says[COUNCIL_ELECTION_TO], &to) &&
        from.days <= to.days) {
        path->closed[path->closed_n++] = (struct council_closed){from, to, true};
    }
}

void council_path_read(const struct str says[COUNCIL_INPUT__MAX], struct council_path *ret_path)
{
    memset(ret_path, 0, sizeof *ret_path);
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        const struct council_field *field = &council_fields[i];
        ret_path->said[i] = says[i].n > 0 && council_fits(field, says[i]);
        ret_path->days[i] = field->start;
        if (ret_path->said[i] && field->kind == COUNCIL_INT) {
            check(read_number(field, says[i], &ret_path->days[i]));
        }
    }
    int sees = choice_of(council_fields[COUNCIL_SEES].choices, says[COUNCIL_SEES]);
    ret_path->sees = sees > 0 ? (enum council_sees)(sees - 1) : COUNCIL_FINISHED;
    read_meeting(says, COUNCIL_DECIDES_ON, COUNCIL_DECIDES_DATES, &ret_path->decides);
    read_meeting(says, COUNCIL_FULL_ON, COUNCIL_FULL_DATES, &ret_path->full);
    read_closed(says, ret_path);
}
