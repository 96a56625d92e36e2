/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/bid_count.h"

#include <string.h>

#include "base/check.h"
#include "base/scan.h"

static const struct str limit_words[BID_LIMIT__MAX] = {S_INIT(""), S_INIT("words"), S_INIT("characters")};

struct str bid_limit_word(enum bid_limit limit)
{
    check(limit >= 0 && limit < BID_LIMIT__MAX);
    return limit_words[limit];
}

bool bid_limit_parse(struct str word, enum bid_limit *ret_limit)
{
    for (int i = 0; i < BID_LIMIT__MAX; i++) {
        if (str_eq(word, limit_words[i])) {
            *ret_limit = (enum bid_limit)i;
            return true;
        }
    }
    return false;
}

/* \s of ECMAScript. */
static bool is_space(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

struct bid_count bid_count_of(struct str text)
{
    struct bid_count count = {0};
    struct scan scan = scan_of(text);
    bool within = false;
    uint32_t c, before = 0;
    while (scan_rune(&scan, &c)) {
        bool space = is_space(c);
        count.words += !space && !within;
        count.characters += !(c == '\n' && before == '\r');
        within = !space;
        before = c;
    }
    return count;
}

int64_t bid_count_by(struct bid_count count, enum bid_limit limit)
{
    return limit == BID_LIMIT_CHARACTERS ? count.characters : count.words;
}

int64_t bid_count_over(struct bid_count count, enum bid_limit limit, int64_t most)
{
    int64_t n = bid_count_by(count, limit);
    return limit != BID_LIMIT_NONE && n > most ? n - most : 0;
}

/* ---- a line */

static const struct {
    struct str word;
    enum bid_limit limit;
} line_words[] = {
    {S_INIT("words"), BID_LIMIT_WORDS},           {S_INIT("word"), BID_LIMIT_WORDS},
    {S_INIT("w\xC3\xB6rter"), BID_LIMIT_WORDS},   {S_INIT("woerter"), BID_LIMIT_WORDS},
    {S_INIT("worte"), BID_LIMIT_WORDS},           {S_INIT("mots"), BID_LIMIT_WORDS},
    {S_INIT("palabras"), BID_LIMIT_WORDS},        {S_INIT("parole"), BID_LIMIT_WORDS},
    {S_INIT("characters"), BID_LIMIT_CHARACTERS}, {S_INIT("character"), BID_LIMIT_CHARACTERS},
    {S_INIT("chars"), BID_LIMIT_CHARACTERS},      {S_INIT("zeichen"), BID_LIMIT_CHARACTERS},
    {S_INIT("signs"), BID_LIMIT_CHARACTERS},      {S_INIT("caract\xC3\xA8res"), BID_LIMIT_CHARACTERS},
    {S_INIT("caracteres"), BID_LIMIT_CHARACTERS}, {S_INIT("caratteri"), BID_LIMIT_CHARACTERS},
};

static bool ends_in(struct str x, struct str end)
{
    return x.n >= end.n && str_eq_nocase(str_from(x, x.n - end.n), end);
}

static struct str cut_end(struct str x, size_t n)
{
    return str_trim(str_sub(x, 0, x.n - n));
}

/* What may stand before the number: signs that part, "max.", an opening bracket. */
static struct str cut_joint(struct str x)
{
    static const struct str joints[] = {S_INIT("|"), S_INIT("-"), S_INIT("\xE2\x80\x93"), S_INIT("\xE2\x80\x94"),
        S_INIT(";"), S_INIT(":"), S_INIT(","), S_INIT("("), S_INIT("["), S_INIT("max."), S_INIT("max"),
        S_INIT("maximum"), S_INIT("up to"), S_INIT("bis zu"), S_INIT("limit")};
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t i = 0; i < COUNT_OF(joints); i++) {
            bool letters = joints[i].s[0] >= 'a' && joints[i].s[0] <= 'z';
            bool whole = ends_in(x, joints[i]) && (!letters || x.n == joints[i].n || strchr(" (|[,;:\t",
                             x.s[x.n - joints[i].n - 1]) != NULL);
            if (whole) {
                x = cut_end(x, joints[i].n);
                cut = true;
            }
        }
    }
    return x;
}

/* The number at the end of `x`, with signs between groups of three; what is before it comes back. */
static bool cut_number(struct str x, struct str *ret_before, int64_t *ret_number)
{
    int64_t number = 0, times = 1;
    size_t n = x.n, digits = 0;
    while (n > 0) {
        char c = x.s[n - 1];
        bool sign = digits > 0 && digits % 3 == 0 && (c == ',' || c == '.' || c == ' ' || c == '\'') && n >= 2
            && x.s[n - 2] >= '0' && x.s[n - 2] <= '9';
        if (c >= '0' && c <= '9' && digits < 9) {
            number += (c - '0') * times;
            times *= 10;
            digits++;
        } else if (!sign) {
            break;
        }
        n--;
    }
    *ret_before = str_trim(str_sub(x, 0, n));
    *ret_number = number;
    return digits > 0 && number > 0 && number <= BID_LIMIT_MOST;
}

bool bid_line_parse(struct str line, struct bid_line_read *ret_line)
{
    struct str rest = str_trim(line), before;
    struct bid_line_read found = {.title = rest};
    int64_t number;
    rest = str_ends(rest, S(")")) || str_ends(rest, S("]")) ? cut_end(rest, 1) : rest;
    for (size_t i = 0; i < COUNT_OF(line_words) && found.limit == BID_LIMIT_NONE; i++) {
        if (ends_in(rest, line_words[i].word)
            && cut_number(cut_end(rest, line_words[i].word.n), &before, &number)) {
            found = (struct bid_line_read){cut_joint(before), line_words[i].limit, number};
        }
    }
    found.title = found.limit == BID_LIMIT_NONE ? str_trim(cut_joint(found.title)) : found.title;
    if (str_is_empty(found.title)) {
        return false;
    }
    *ret_line = found;
    return true;
}
