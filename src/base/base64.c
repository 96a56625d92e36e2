/* SPDX-License-Identifier: AGPL-3.0-or-later
** base64: three bytes, four letters. */
#include "base/base64.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* With room for three letters more. */
static struct str put_letters(struct arena *arena, const char *letters, struct str bytes)
{
    char *text = arena_alloc(arena, bytes.n / 3 * 4 + 8);
    size_t n = 0;
    uint32_t held = 0;
    int bits = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        held = (held << 8 | (unsigned char)bytes.s[i]) & 0xffffu;
        for (bits += 8; bits >= 6; bits -= 6) {
            text[n++] = letters[held >> (bits - 6) & 63u];
        }
    }
    if (bits > 0) {
        text[n++] = letters[held << (6 - bits) & 63u];
    }
    return (struct str){text, n};
}

struct str base64url_put(struct arena *arena, struct str bytes)
{
    return put_letters(arena, LETTERS "-_", bytes);
}

struct str base64_put(struct arena *arena, struct str bytes)
{
    struct str text = put_letters(arena, LETTERS "+/", bytes);
    while (text.n % 4 != 0) {
        ((char *)(uintptr_t)text.s)[text.n++] = '=';
    }
    return text;
}

/* -1: no letter of the alphabet. */
static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool base64url_get(struct arena *arena, struct str text, struct str *ret_bytes)
{
    char *bytes = arena_alloc(arena, text.n / 4 * 3 + 3);
    size_t n = 0;
    uint32_t held = 0;
    int bits = 0;
    for (size_t i = 0; i < text.n; i++) {
        int value = value_of(text.s[i]);
        if (value < 0) {
            return false;
        }
        held = (held << 6 | (uint32_t)value) & 0xffffu;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes[n++] = (char)(held >> bits & 255u);
        }
    }
    if (bits == 6 || (held & ((1u << bits) - 1)) != 0) {
        return false; /* a letter too many, or bits that nobody wrote */
    }
    *ret_bytes = (struct str){bytes, n};
    return true;
}
