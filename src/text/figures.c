/* SPDX-License-Identifier: AGPL-3.0-or-later
** figures: numbers, money and dates for people. */
#include "text/figures.h"

#include "base/check.h"
#include "text/words.h"

#define DIGITS_MAX 20
#define MILLION_CENTS 100000000u
#define BILLION_CENTS 100000000000u

static uint64_t magnitude(int64_t number)
{
    return number < 0 ? -(uint64_t)number : (uint64_t)number;
}

static void put_sign(struct buf *buf, int64_t number)
{
    if (number < 0) {
        buf_put_str(buf, S("−"));
    }
}

static void put_grouped(struct buf *buf, uint64_t number)
{
    char digits[DIGITS_MAX];
    int n = 0;
    do {
        digits[n++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (n > 0) {
        buf_put_char(buf, digits[--n]);
        if (n > 0 && n % 3 == 0) {
            buf_put_char(buf, ',');
        }
    }
}

void figures_put_count(struct buf *buf, int64_t number)
{
    put_sign(buf, number);
    put_grouped(buf, magnitude(number));
}

static uint64_t rounded(uint64_t number, uint64_t unit)
{
    return number / unit + (number % unit >= unit - number % unit ? 1 : 0);
}

/* "1.2" out of 12 tenths, "2" out of 20. */
static void put_tenths(struct buf *buf, uint64_t tenths)
{
    put_grouped(buf, tenths / 10);
    if (tenths % 10 != 0) {
        buf_put_char(buf, '.');
        buf_put_char(buf, (char)('0' + tenths % 10));
    }
}

enum figures_unit figures_put_amount(struct buf *buf, int64_t cents)
{
    uint64_t size = magnitude(cents);
    if (size > 0 && size < 100) {
        buf_format(buf, "0.%02u", (unsigned)size);
        return FIGURES_ONES;
    }
    if (rounded(size, 100) < MILLION_CENTS / 100) {
        put_grouped(buf, rounded(size, 100));
        return FIGURES_ONES;
    }
    if (rounded(size, MILLION_CENTS / 10) < BILLION_CENTS / MILLION_CENTS * 10) {
        put_tenths(buf, rounded(size, MILLION_CENTS / 10));
        return FIGURES_MILLIONS;
    }
    put_tenths(buf, rounded(size, BILLION_CENTS / 10));
    return FIGURES_BILLIONS;
}

void figures_put_euros(struct buf *buf, int64_t cents)
{
    static const struct str units[] = {S_INIT(""), S_INIT(" million"), S_INIT(" billion")};
    put_sign(buf, cents);
    buf_put_str(buf, S("€"));
    buf_put_str(buf, units[figures_put_amount(buf, cents)]);
}

const char *figures_month(int month)
{
    static const char *const months[] = {
        W_NOTE("January"), W_NOTE("February"), W_NOTE("March"), W_NOTE("April"),
        W_NOTE("May"), W_NOTE("June"), W_NOTE("July"), W_NOTE("August"),
        W_NOTE("September"), W_NOTE("October"), W_NOTE("November"), W_NOTE("December"),
    };
    check(month >= 1 && month <= 12);
    return months[month - 1];
}

void figures_put_date(struct buf *buf, struct date date)
{
    if (date_is_none(date)) {
        return;
    }
    int year;
    int month;
    int day;
    date_split(date, &year, &month, &day);
    buf_put_int(buf, day);
    buf_put_char(buf, ' ');
    buf_put_str(buf, str_of(figures_month(month)));
    buf_put_char(buf, ' ');
    buf_put_int(buf, year);
}
