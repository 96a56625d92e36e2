/* SPDX-License-Identifier: AGPL-3.0-or-later
** str: slices of text. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

#define FORMAT_SMALL 256 /* nearly all that is formatted is shorter, and then it is formatted once */

struct str str_copy(struct arena *arena, struct str x)
{
    if (x.s == NULL) {
        return x;
    }
    char *p = arena_alloc(arena, x.n + 1);
    memcpy(p, x.s, x.n);
    return (struct str){p, x.n};
}

const char *str_c(struct arena *arena, struct str x)
{
    char *p = arena_alloc(arena, x.n + 1);
    if (x.n > 0) {
        memcpy(p, x.s, x.n);
    }
    return p;
}

struct str str_join(struct arena *arena, struct str a, struct str b)
{
    char *p = arena_alloc(arena, a.n + b.n + 1);
    if (a.n > 0) {
        memcpy(p, a.s, a.n);
    }
    if (b.n > 0) {
        memcpy(p + a.n, b.s, b.n);
    }
    return (struct str){p, a.n + b.n};
}

struct str str_hex(struct arena *arena, const void *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *from = bytes;
    char *hex = arena_alloc(arena, 2 * n);
    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = digits[from[i] >> 4];
        hex[2 * i + 1] = digits[from[i] & 15];
    }
    return (struct str){hex, 2 * n};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    char small[FORMAT_SMALL];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    check(n >= 0);
    char *p = arena_alloc(arena, (size_t)n + 1);
    if ((size_t)n < sizeof small) {
        memcpy(p, small, (size_t)n);
    } else {
        va_start(args, format);
        vsnprintf(p, (size_t)n + 1, format, args);
        va_end(args);
    }
    return (struct str){p, (size_t)n};
}

bool str_is_empty(struct str x)
{
    return x.n == 0;
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n) {
        return false;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (lower(a.s[i]) != lower(b.s[i])) {
            return false;
        }
    }
    return true;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.s, b.s, n) : 0;
    if (order != 0) {
        return order;
    }
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str x, struct str prefix)
{
    return x.n >= prefix.n && (prefix.n == 0 || memcmp(x.s, prefix.s, prefix.n) == 0);
}

bool str_ends(struct str x, struct str suffix)
{
    return x.n >= suffix.n &&
           (suffix.n == 0 || memcmp(x.s + x.n - suffix.n, suffix.s, suffix.n) == 0);
}

size_t str_find(struct str x, struct str part)
{
    if (part.n == 0) {
        return 0;
    }
    const char *hit = x.n ? memmem(x.s, x.n, part.s, part.n) : NULL;
    return hit ? (size_t)(hit - x.s) : x.n;
}

bool str_contains(struct str x, struct str part)
{
    return part.n == 0 || (x.n > 0 && memmem(x.s, x.n, part.s, part.n) != NULL);
}

struct str str_sub(struct str x, size_t from, size_t n)
{
    if (from > x.n) {
        from = x.n;
    }
    if (n > x.n - from) {
        n = x.n - from;
    }
    return (struct str){x.s ? x.s + from : NULL, n};
}

struct str str_from(struct str x, size_t from)
{
    return str_sub(x, from, x.n);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str x)
{
    while (x.n > 0 && is_space(x.s[0])) {
        x.s++;
        x.n--;
    }
    while (x.n > 0 && is_space(x.s[x.n - 1])) {
        x.n--;
    }
    return x;
}

struct str str_cut(struct str x, char sep, struct str *rest)
{
    const char *hit = x.n ? memchr(x.s, sep, x.n) : NULL;
    if (hit == NULL) {
        *rest = (struct str){0};
        return x;
    }
    size_t before = (size_t)(hit - x.s);
    *rest = (struct str){hit + 1, x.n - before - 1};
    return (struct str){x.s, before};
}

struct str str_clip(struct str x, size_t n)
{
    if (x.n <= n) {
        return x;
    }
    while (n > 0 && ((unsigned char)x.s[n] & 0xC0) == 0x80) {
        n--;
    }
    return (struct str){x.s, n};
}

static bool goes_on(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t str_letters(struct str x)
{
    size_t letters = 0;
    for (size_t i = 0; i < x.n; i++) {
        letters += !goes_on(x.s[i]);
    }
    return letters;
}

struct str str_clip_letters(struct str x, size_t n)
{
    size_t at = 0;
    for (; at < x.n && n + goes_on(x.s[at]) > 0; at++) {
        n -= !goes_on(x.s[at]);
    }
    return str_sub(x, 0, at);
}

uint64_t str_hash(struct str x)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < x.n; i++) {
        hash = (hash ^ (unsigned char)x.s[i]) * 1099511628211u;
    }
    return hash;
}

/* Length of the valid sequence at p, 0 when it is not valid (RFC 3629, table of section 4). */
static size_t utf8_length(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80) {
        return p[0] != 0;
    }
    size_t n = p[0] >= 0xC2 && p[0] <= 0xDF ? 2 : (p[0] & 0xF0) == 0xE0 ? 3 : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4 : 0;
    if (n == 0 || n > left) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    bool bad = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
               (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F);
    return bad ? 0 : n;
}

bool str_is_utf8(struct str x)
{
    for (size_t i = 0; i < x.n;) {
        size_t n = utf8_length((const unsigned char *)x.s + i, x.n - i);
        if (n == 0) {
            return false;
        }
        i += n;
    }
    return true;
}

struct str str_scrub(struct arena *arena, struct str x)
{
    if (str_is_utf8(x)) {
        return x;
    }
    char *p = arena_alloc(arena, x.n * 3 + 1);
    size_t used = 0;
    for (size_t i = 0; i < x.n;) {
        size_t n = utf8_length((const unsigned char *)x.s + i, x.n - i);
        if (n == 0) {
            memcpy(p + used, "\xEF\xBF\xBD", 3);
            used += 3;
            i++;
        } else {
            memcpy(p + used, x.s + i, n);
            used += n;
            i += n;
        }
    }
    return (struct str){p, used};
}
