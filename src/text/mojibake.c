/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "text/mojibake.h"

#include "base/scan.h"

#define TIMES_MAX 3 /* garbled three times was never seen, twice was */

/* 0x80 to 0x9F as Windows-1252 has them; the five that it leaves free come as they are. */
static const uint16_t SIGNS[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

/* The byte that Windows-1252 would show as this letter; -1 none. */
static int byte_of(uint32_t rune)
{
    if (rune < 0x80 || (rune >= 0xA0 && rune <= 0xFF)) {
        return (int)rune;
    }
    for (int i = 0; i < 32; i++) {
        if (SIGNS[i] == rune) {
            return 0x80 + i;
        }
    }
    return -1;
}

struct written {
    char *bytes;
    size_t n;
};

/* The text as Windows-1252; false when it has a letter that is not there. */
static bool write_back(struct str text, struct written *written)
{
    struct scan scan = scan_of(text);
    uint32_t rune = 0;
    written->n = 0;
    while (scan_rune(&scan, &rune)) {
        int byte = byte_of(rune);
        if (byte < 0) {
            return false;
        }
        written->bytes[written->n++] = (char)byte;
    }
    return scan_end(&scan);
}

/* Letters with accents, Greek, Cyrillic, and signs: what stands in European text. */
static bool is_european(uint32_t rune)
{
    return rune < 0x80 || (rune >= 0xA0 && rune <= 0x52F) || (rune >= 0x1E00 && rune <= 0x2BFF) || rune == 0xFEFF
           || rune == 0xFFFD || (rune >= 0xE000 && rune <= 0xF8FF) || (rune >= 0xFB00 && rune <= 0xFB06)
           || rune >= 0x1F000;
}

/* At least one letter of `bytes_min` bytes, none that is strange. */
static bool is_proof(struct str mended, size_t bytes_min)
{
    struct scan scan = scan_of(mended);
    uint32_t rune = 0;
    bool any = false;
    size_t before = scan.rest.n;
    if (!str_is_utf8(mended)) {
        return false;
    }
    while (scan_rune(&scan, &rune)) {
        any = any || before - scan.rest.n >= bytes_min;
        before = scan.rest.n;
        if (!is_european(rune)) {
            return false;
        }
    }
    return any;
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

static size_t run_end(struct str text, size_t from)
{
    size_t end = from;
    while (end < text.n && is_ascii(text.s[end]) == is_ascii(text.s[from])) {
        end++;
    }
    return end;
}

/* Run by run, into `to`; the number of runs that were mended. */
static size_t mend_runs(struct str text, struct written *spare, char *to, size_t *ret_n)
{
    size_t mended = 0;
    *ret_n = 0;
    for (size_t from = 0, end; from < text.n; from = end) {
        end = run_end(text, from);
        struct str run = str_sub(text, from, end - from);
        if (!is_ascii(text.s[from]) && write_back(run, spare) && is_proof((struct str){spare->bytes, spare->n}, 3)) {
            run = (struct str){spare->bytes, spare->n};
            mended++;
        }
        for (size_t i = 0; i < run.n; i++) {
            to[(*ret_n)++] = run.s[i];
        }
    }
    return mended;
}

static bool mend_once(struct arena *arena, struct str *text)
{
    if (run_end(*text, 0) == text->n && (text->n == 0 || is_ascii(text->s[0]))) {
        return false;
    }
    struct written whole = {arena_array(arena, char, text->n + 1), 0};
    if (write_back(*text, &whole) && is_proof((struct str){whole.bytes, whole.n}, 2)) {
        *text = (struct str){whole.bytes, whole.n};
        return true;
    }
    size_t n = 0;
    char *to = arena_array(arena, char, text->n + 1);
    if (mend_runs(*text, &whole, to, &n) == 0) {
        return false;
    }
    *text = (struct str){to, n};
    return true;
}

struct str mojibake_mend(struct arena *arena, struct str text)
{
    struct str mended = text;
    for (int i = 0; i < TIMES_MAX && mend_once(arena, &mended); i++) {
    }
    return mended;
}

static size_t put_letter(char *to, uint32_t rune)
{
    if (rune < 0x80) {
        to[0] = (char)rune;
        return 1;
    }
    size_t n = rune < 0x800 ? 2 : 3;
    for (size_t i = n; i-- > 1; rune >>= 6) {
        to[i] = (char)(0x80 | (rune & 0x3F));
    }
    to[0] = (char)((n == 2 ? 0xC0 : 0xE0) | rune);
    return n;
}

struct str mojibake_of_windows(struct arena *arena, struct str bytes)
{
    char *to = arena_array(arena, char, bytes.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char byte = (unsigned char)bytes.s[i];
        uint32_t rune = byte >= 0x80 && byte < 0xA0 ? SIGNS[byte - 0x80] : byte;
        n += put_letter(to + n, rune == 0 || (rune >= 0x80 && rune < 0xA0) ? 0xFFFD : rune);
    }
    return (struct str){to, n};
}
