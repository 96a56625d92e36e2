/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: JSON that is nearly well, made well, so that no funding call is lost by one letter of it. */
#include <string.h>

#include "base/scan.h"
#include "jobs/calls.h"
#include "text/mojibake.h"

#define ESCAPE_BYTES 6u /* \u0041 */

struct mending {
    struct str from;
    size_t at;
    char *to; /* twice as long is enough */
    size_t n;
    bool in_text;
};

static void put(struct mending *mending, struct str text, size_t read)
{
    memcpy(mending->to + mending->n, text.s, text.n);
    mending->n += text.n;
    mending->at += read;
}

/* The number of "\u0041"; -1 for what is no such escape. */
static int escape_of(struct str text)
{
    int number = 0;
    if (text.n < ESCAPE_BYTES || text.s[0] != '\\' || text.s[1] != 'u') {
        return -1;
    }
    for (size_t i = 2; i < ESCAPE_BYTES; i++) {
        char c = text.s[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : 16;
        if (digit == 16) {
            return -1;
        }
        number = number * 16 + digit;
    }
    return number;
}

static void take_unicode(struct mending *mending, struct str rest)
{
    int first = escape_of(rest), second = escape_of(str_from(rest, ESCAPE_BYTES));
    if (first < 0) {
        put(mending, S("\\\\"), 1);
    } else if (first == 0) {
        put(mending, S(" "), ESCAPE_BYTES);
    } else if (first < 0xD800 || first > 0xDFFF) {
        put(mending, str_sub(rest, 0, ESCAPE_BYTES), ESCAPE_BYTES);
    } else if (first < 0xDC00 && second >= 0xDC00 && second <= 0xDFFF) {
        put(mending, str_sub(rest, 0, 2 * ESCAPE_BYTES), 2 * ESCAPE_BYTES);
    } else {
        put(mending, S("\\uFFFD"), ESCAPE_BYTES);
    }
}

static void take_in_text(struct mending *mending)
{
    struct str rest = str_from(mending->from, mending->at);
    char c = rest.s[0];
    if (c == '\\' && rest.n > 1 && rest.s[1] == 'u') {
        take_unicode(mending, rest);
    } else if (c == '\\' && rest.n > 1 && strchr("\"\\/bfnrt", rest.s[1]) != NULL && rest.s[1] != '\0') {
        put(mending, str_sub(rest, 0, 2), 2);
    } else if (c == '\\') {
        put(mending, S(""), 1);
    } else if ((unsigned char)c < 0x20 || c == 0x7F) {
        put(mending, S(" "), 1);
    } else {
        mending->in_text = c != '"';
        put(mending, str_sub(rest, 0, 1), 1);
    }
}

static void take_outside(struct mending *mending)
{
    static const struct str numbers[] = {S_INIT("-Infinity"), S_INIT("Infinity"), S_INIT("NaN"), S_INIT("None"),
                                         S_INIT("undefined")};
    struct str rest = str_from(mending->from, mending->at);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (str_starts(rest, numbers[i])) {
            put(mending, S("null"), numbers[i].n);
            return;
        }
    }
    mending->in_text = rest.s[0] == '"';
    put(mending, str_sub(rest, 0, 1), 1);
}

/* More letters of several bytes than bytes that fit nowhere: it is UTF-8, with something broken in it. */
static bool is_nearly_utf8(struct str text)
{
    struct scan scan = scan_of(text);
    uint32_t rune = 0;
    size_t letters = 0, strange = 0;
    while (!scan_end(&scan)) {
        if (!scan_rune(&scan, &rune)) {
            strange++;
            scan.rest = str_from(scan.rest, 1);
        } else if (rune >= 0x80) {
            letters++;
        }
    }
    return letters >= strange;
}

struct str call_json(struct arena *arena, struct str text)
{
    struct str well = is_nearly_utf8(text) ? str_scrub(arena, text) : mojibake_of_windows(arena, text);
    struct mending mending = {.from = well, .to = arena_array(arena, char, well.n * 2 + ESCAPE_BYTES)};
    while (mending.at < well.n) {
        if (mending.in_text) {
            take_in_text(&mending);
        } else {
            take_outside(&mending);
        }
    }
    return (struct str){mending.to, mending.n};
}
