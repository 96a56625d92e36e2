/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/bid_digits.h"

#include "base/check.h"
#include "domain/bid_number.h"

#define GROUPS_MAX 8
#define WHOLE_MAX (BID_NUMBER_MAX / 1000)

struct groups {
    struct str digits[GROUPS_MAX];
    char signs[GROUPS_MAX]; /* before each but the first: '.', ',' or ' ' for all that only parts thousands */
    size_t n, bytes;
    bool too_many;
};

static bool is_digit(struct str x, size_t at)
{
    return at < x.n && x.s[at] >= '0' && x.s[at] <= '9';
}

static struct str digits_at(struct str x, size_t at)
{
    size_t n = 0;
    while (is_digit(x, at + n)) {
        n++;
    }
    return str_sub(x, at, n);
}

/* A sign that only parts thousands: its bytes, or 0. */
static size_t space_at(struct str x, size_t at, bool spaces)
{
    static const struct str signs[] = {S_INIT("'"), S_INIT("\xC2\xA0"), S_INIT("\xE2\x80\xAF"),
                                       S_INIT("\xE2\x80\x89"), S_INIT("\xE2\x80\x87"), S_INIT("\xE2\x80\x99")};
    if (spaces && at < x.n && x.s[at] == ' ') {
        return 1;
    }
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (str_starts(str_from(x, at), signs[i])) {
            return signs[i].n;
        }
    }
    return 0;
}

static struct groups groups_read(struct str x, bool spaces)
{
    struct groups groups = {.digits = {digits_at(x, 0)}, .n = 1};
    groups.bytes = groups.digits[0].n;
    bool thousands = groups.digits[0].n <= 3;
    for (;;) {
        size_t at = groups.bytes, space = thousands ? space_at(x, at, spaces) : 0;
        char sign = space > 0 ? ' ' : at < x.n && (x.s[at] == '.' || x.s[at] == ',') ? x.s[at] : 0;
        struct str digits = sign == 0 ? S("") : digits_at(x, at + (space > 0 ? space : 1));
        if (digits.n == 0 || (space > 0 && digits.n != 3)) {
            return groups;
        }
        groups.bytes = at + (space > 0 ? space : 1) + digits.n;
        thousands = thousands && digits.n == 3 && (sign == ' ' ? groups.n == 1 || groups.signs[groups.n - 1] == ' '
                                                               : false);
        if (groups.n == GROUPS_MAX) {
            groups.too_many = true;
            continue;
        }
        groups.signs[groups.n] = sign;
        groups.digits[groups.n++] = digits;
    }
}

/* ---- what it comes to */

/* The first `whole` groups before the decimals, the next one, if any is left, as decimals. */
static bool number_of(const struct groups *groups, size_t whole, int64_t *ret_value, int64_t *ret_step)
{
    int64_t value = 0, step = 1000;
    for (size_t i = 0; i < whole; i++) {
        for (size_t j = 0; j < groups->digits[i].n; j++) {
            value = value * 10 + (groups->digits[i].s[j] - '0');
            if (value > WHOLE_MAX) {
                return false;
            }
        }
    }
    value *= 1000;
    for (size_t j = 0; whole < groups->n && j < groups->digits[whole].n && step > 1; j++) {
        step /= 10;
        value += (groups->digits[whole].s[j] - '0') * step;
    }
    *ret_value = value;
    *ret_step = step;
    return true;
}

/* Groups from..to of three digits each, parted by one kind of sign. */
static bool are_thousands(const struct groups *groups, size_t to)
{
    bool good = groups->digits[0].n <= 3;
    for (size_t i = 1; i < to; i++) {
        good = good && groups->digits[i].n == 3 && groups->signs[i] == groups->signs[1];
    }
    return good;
}

struct bid_digits bid_digits_read(struct str text, bool spaces)
{
    check(is_digit(text, 0));
    struct groups groups = groups_read(text, spaces);
    size_t last = groups.n - 1;
    struct bid_digits read = {.n = groups.bytes};
    read.plain_four = groups.n == 1 && groups.digits[0].n == 4;
    if (groups.too_many) {
        return read;
    }
    bool zero = groups.digits[0].s[0] == '0';
    if (groups.n == 1 || (are_thousands(&groups, groups.n) && !(groups.n == 2 && zero && groups.signs[1] != ' '))) {
        read.good = number_of(&groups, groups.n, &read.value, &read.step);
        read.unsure = read.good && groups.n == 2 && groups.signs[1] != ' '
            && number_of(&groups, 1, &read.decimal_value, &read.decimal_step);
    } else if (groups.signs[last] != ' '
               && (last == 1 || (are_thousands(&groups, last) && groups.signs[last] != groups.signs[1]))) {
        read.good = number_of(&groups, last, &read.value, &read.step);
    }
    return read;
}
