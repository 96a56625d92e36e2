/* SPDX-License-Identifier: AGPL-3.0-or-later
** answer: days, outcomes, and the numbers of a text. */
#include "domain/answer.h"

#include "base/scan.h"

#define YEAR_FIRST 1980
#define NUMBER_BYTES_MAX 40u
#define WORD_BYTES_MAX 24u

/* ---- what came of it */

static const struct str outcomes[ANSWER_OUTCOME__MAX] = {
    [ANSWER_UNKNOWN] = S_INIT(""), [ANSWER_WAITS] = S_INIT("waits"), [ANSWER_GRANTED] = S_INIT("granted"),
    [ANSWER_NOT_GRANTED] = S_INIT("not_granted"), [ANSWER_GIVEN_UP] = S_INIT("given_up")};

struct str answer_outcome_word(enum answer_outcome outcome)
{
    return outcomes[outcome];
}

enum answer_outcome answer_outcome_of(struct str word)
{
    for (int i = 0; i < ANSWER_OUTCOME__MAX; i++) {
        if (str_eq(word, outcomes[i])) {
            return (enum answer_outcome)i;
        }
    }
    bool waits = str_eq(word, S("handed_in")) || str_eq(word, S("second_stage"));
    return waits ? ANSWER_WAITS : ANSWER_UNKNOWN;
}

/* ---- when it was handed in */

/* "12.3.2024", "12/03/2024" */
static bool day_parse(struct str text, char sep, struct date *ret_day)
{
    int64_t day, month, year;
    struct str rest, of_day = str_cut(text, sep, &rest);
    struct str of_month = rest.s != NULL ? str_cut(rest, sep, &rest) : rest;
    if (rest.s == NULL || !parse_int(of_day, 1, 31, &day) || !parse_int(of_month, 1, 12, &month)
        || !parse_int(rest, YEAR_FIRST, 9999, &year)) {
        return false;
    }
    *ret_day = date_of((int)year, (int)month, (int)day);
    return !date_is_none(*ret_day);
}

bool answer_when_parse(struct str typed, struct date today, struct answer_when *ret_when)
{
    struct str text = str_trim(typed);
    struct date day = DATE_NONE;
    int64_t year = 0;
    if (text.n == 0) {
        *ret_when = (struct answer_when){0, DATE_NONE};
        return true;
    }
    bool is_year = text.n == 4 && parse_int(text, YEAR_FIRST, 9999, &year);
    bool is_day = !is_year && (day_parse(text, '.', &day) || day_parse(text, '/', &day)
                               || (text.n == 10 && text.s[4] == '-' && date_parse(text, &day)));
    if (is_year ? year > date_year(today) : !is_day || day.days > today.days || date_year(day) < YEAR_FIRST) {
        return false;
    }
    *ret_when = (struct answer_when){is_year ? (int)year : date_year(day), is_year ? DATE_NONE : day};
    return true;
}

struct str answer_when_iso(struct arena *arena, const struct answer_when *when)
{
    return !date_is_none(when->day) ? date_iso(arena, when->day)
           : when->year > 0         ? str_format(arena, "%d", when->year)
                                    : S("");
}

struct answer_when answer_when_read(struct str kept)
{
    struct answer_when when;
    return answer_when_parse(kept, date_of(9999, 12, 31), &when) ? when : (struct answer_when){0, DATE_NONE};
}

int answer_years(const struct answer_when *when, struct date written_on, struct date today)
{
    struct date since = when->year == 0 ? written_on : when->day;
    int year, month, day, year_now, month_now, day_now;
    if (when->year > 0 && date_is_none(since)) {
        since = date_of(when->year, 12, 31); /* it is that old at least */
    }
    if (since.days >= today.days) {
        return 0;
    }
    date_split(since, &year, &month, &day);
    date_split(today, &year_now, &month_now, &day_now);
    return year_now - year - (month_now < month || (month_now == month && day_now < day));
}

/* ---- its numbers */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Part of a word of any script. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Digits with what groups them, "1,234.5", "58 000"; its first byte is a digit. */
static size_t figure_end(struct str text, size_t from)
{
    size_t end = from;
    while (end < text.n && end - from < NUMBER_BYTES_MAX) {
        bool groups = end + 3 < text.n && text.s[end] == ' ' && is_digit(text.s[end + 1]) && is_digit(text.s[end + 2])
                      && is_digit(text.s[end + 3]) && (end + 4 == text.n || !is_digit(text.s[end + 4]));
        bool joins = end + 1 < text.n && (text.s[end] == '.' || text.s[end] == ',') && is_digit(text.s[end + 1]);
        if (!is_digit(text.s[end]) && !groups && !joins) {
            break;
        }
        end++;
    }
    return end;
}

/* With "%" or the word behind it, in the same line. */
static size_t word_end(struct str text, size_t end)
{
    size_t from = end + (end < text.n && text.s[end] == ' ');
    size_t to = from;
    if (to < text.n && text.s[to] == '%') {
        return to + 1;
    }
    while (to < text.n && is_letter(text.s[to]) && to - from < WORD_BYTES_MAX) {
        to++;
    }
    return to > from && (to == text.n || !is_letter(text.s[to])) ? to : end;
}

static bool is_new(const struct str *numbers, size_t n, struct str number)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(numbers[i], number)) {
            return false;
        }
    }
    return true;
}

/* "12." or "12)" where a line begins. */
static bool numbers_list(struct str text, size_t from, size_t end)
{
    bool begins = from == 0 || text.s[from - 1] == '\n';
    return begins && end < text.n && (text.s[end] == '.' || text.s[end] == ')');
}

size_t answer_numbers(struct str text, struct str ret_numbers[ANSWER_NUMBERS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n && n < ANSWER_NUMBERS_MAX;) {
        bool within = i > 0 && (is_letter(text.s[i - 1]) || is_digit(text.s[i - 1]) || text.s[i - 1] == '-');
        bool begins = is_digit(text.s[i]) && !within;
        if (!begins) {
            i++;
            continue;
        }
        size_t end = figure_end(text, i), to = word_end(text, end);
        struct str number = str_sub(text, i, to - i);
        bool counts = to - i > 1 && (end - i > 1 || to > end) && !numbers_list(text, i, end);
        if (counts && is_new(ret_numbers, n, number)) {
            ret_numbers[n++] = number;
        }
        i = to;
    }
    return n;
}
