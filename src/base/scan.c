/* SPDX-License-Identifier: AGPL-3.0-or-later
** scan: a bounded cursor over text. */
#include "base/scan.h"

struct scan scan_of(struct str text)
{
    return (struct scan){text};
}

bool scan_end(const struct scan *scan)
{
    return scan->rest.n == 0;
}

static void advance(struct scan *scan, size_t n)
{
    scan->rest = str_from(scan->rest, n);
}

bool scan_char(struct scan *scan, char c)
{
    if (scan->rest.n == 0 || scan->rest.s[0] != c) {
        return false;
    }
    advance(scan, 1);
    return true;
}

bool scan_literal(struct scan *scan, struct str literal)
{
    if (!str_starts(scan->rest, literal)) {
        return false;
    }
    advance(scan, literal.n);
    return true;
}

void scan_spaces(struct scan *scan)
{
    while (scan->rest.n > 0 && (scan->rest.s[0] == ' ' || scan->rest.s[0] == '\t' ||
                                scan->rest.s[0] == '\n' || scan->rest.s[0] == '\r')) {
        advance(scan, 1);
    }
}

bool scan_until(struct scan *scan, char c, size_t max, struct str *ret_text)
{
    size_t n = 0;
    while (n < scan->rest.n && scan->rest.s[n] != c) {
        n++;
    }
    if (n > max) {
        return false;
    }
    *ret_text = str_sub(scan->rest, 0, n);
    advance(scan, n);
    return true;
}

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-';
}

bool scan_word(struct scan *scan, size_t max, struct str *ret_word)
{
    size_t n = 0;
    while (n < scan->rest.n && is_word_char(scan->rest.s[n])) {
        n++;
    }
    if (n == 0 || n > max) {
        return false;
    }
    *ret_word = str_sub(scan->rest, 0, n);
    advance(scan, n);
    return true;
}

bool scan_unsigned(struct scan *scan, uint64_t max, uint64_t *ret_number)
{
    uint64_t number = 0;
    size_t n = 0;
    while (n < scan->rest.n && scan->rest.s[n] >= '0' && scan->rest.s[n] <= '9') {
        uint64_t digit = (uint64_t)(scan->rest.s[n] - '0');
        if (digit > max || number > (max - digit) / 10) {
            return false;
        }
        number = number * 10 + digit;
        n++;
    }
    if (n == 0) {
        return false;
    }
    *ret_number = number;
    advance(scan, n);
    return true;
}

static size_t rune_length(unsigned char c)
{
    return c < 0x80 ? 1 : (c & 0xE0) == 0xC0 ? 2 : (c & 0xF0) == 0xE0 ? 3 : (c & 0xF8) == 0xF0 ? 4 : 0;
}

bool scan_rune(struct scan *scan, uint32_t *ret_rune)
{
    if (scan->rest.n == 0) {
        return false;
    }
    unsigned char first = (unsigned char)scan->rest.s[0];
    size_t n = rune_length(first);
    if (n == 0 || n > scan->rest.n || !str_is_utf8(str_sub(scan->rest, 0, n))) {
        return false;
    }
    uint32_t rune = n == 1 ? first : first & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        rune = rune << 6 | ((unsigned char)scan->rest.s[i] & 0x3F);
    }
    *ret_rune = rune;
    advance(scan, n);
    return true;
}

bool parse_int(struct str text, int64_t min, int64_t max, int64_t *ret_number)
{
    struct scan scan = scan_of(text);
    bool negative = scan_char(&scan, '-');
    uint64_t size = 0;
    if (!scan_unsigned(&scan, INT64_MAX, &size) || !scan_end(&scan)) {
        return false;
    }
    int64_t number = negative ? -(int64_t)size : (int64_t)size;
    if (number < min || number > max) {
        return false;
    }
    *ret_number = number;
    return true;
}

/* A decimal number with '.' or ',' times 10^places, the first digit cut off rounding half away from zero. At most
** whole_max either way, decimals and rounding included. */
static bool parse_decimal(struct str text, int places, uint64_t whole_max, int64_t *ret_number)
{
    struct scan scan = scan_of(text);
    bool negative = scan_char(&scan, '-');
    uint64_t number = 0;
    if (!scan_unsigned(&scan, whole_max, &number)) {
        return false;
    }
    bool point = scan_char(&scan, '.') || scan_char(&scan, ',');
    bool more = point;
    uint64_t max = whole_max;
    for (int i = 0; i < places; i++) {
        max *= 10;
        uint64_t digit = 0;
        if (more && scan.rest.n > 0 && scan.rest.s[0] >= '0' && scan.rest.s[0] <= '9') {
            digit = (uint64_t)(scan.rest.s[0] - '0');
            advance(&scan, 1);
        } else {
            more = false;
        }
        number = number * 10 + digit;
    }
    if (more && scan.rest.n > 0 && scan.rest.s[0] >= '5' && scan.rest.s[0] <= '9') {
        number++;
    }
    while (more && scan.rest.n > 0 && scan.rest.s[0] >= '0' && scan.rest.s[0] <= '9') {
        advance(&scan, 1);
    }
    if (!scan_end(&scan) || number > max) {
        return false;
    }
    *ret_number = negative ? -(int64_t)number : (int64_t)number;
    return true;
}

bool parse_cents(struct str text, int64_t *ret_cents)
{
    return parse_decimal(text, 2, 10000000000000u, ret_cents);
}

bool parse_micro(struct str text, int64_t *ret_micro)
{
    return parse_decimal(text, 6, 1000000u, ret_micro);
}
