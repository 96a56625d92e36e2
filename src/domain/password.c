/* SPDX-License-Identifier: AGPL-3.0-or-later
** password: what may be chosen. */
#include "domain/password.h"

#include <string.h>

#define BYTES_MAX (PASSWORD_MOST * 4u)
#define WORD_LETTERS_MIN 4u  /* shorter ones occur everywhere */
#define LEFT_LETTERS_MIN 8u  /* of it, without words that others know: as long as ASVS lets any password be */
#define KINDS_MIN 4          /* different bytes */

/* The password in small letters; what has been struck out is 0. */
struct typed {
    char text[BYTES_MAX];
    size_t n;
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static struct typed typed_of(struct str password)
{
    struct typed typed = {.n = password.n};
    for (size_t i = 0; i < password.n; i++) {
        typed.text[i] = small(password.s[i]);
    }
    return typed;
}

/* ---- known */

static uint64_t entry_at(struct str known, size_t i)
{
    uint64_t entry = 0;
    for (size_t k = 0; k < PASSWORD_KNOWN_BYTES; k++) {
        entry = entry << 8 | (unsigned char)known.s[i * PASSWORD_KNOWN_BYTES + k];
    }
    return entry;
}

static bool is_known(const struct typed *typed, struct str known)
{
    uint64_t wanted = str_hash((struct str){typed->text, typed->n}) >> (64 - 8 * PASSWORD_KNOWN_BYTES);
    size_t low = 0;
    size_t high = known.n / PASSWORD_KNOWN_BYTES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint64_t entry = entry_at(known, middle);
        if (entry == wanted) {
            return true;
        }
        low = entry < wanted ? middle + 1 : low;
        high = entry < wanted ? high : middle;
    }
    return false;
}

static bool is_monotone(const struct typed *typed)
{
    bool seen[256] = {false};
    int kinds = 0;
    for (size_t i = 0; i < typed->n; i++) {
        unsigned char c = (unsigned char)typed->text[i];
        kinds += !seen[c];
        seen[c] = true;
    }
    return kinds < KINDS_MIN;
}

/* ---- made of what others know */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool stands_at(const struct typed *typed, size_t at, struct str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (at + i >= typed->n || typed->text[at + i] != small(word.s[i])) {
            return false;
        }
    }
    return true;
}

static void strike_word(struct typed *typed, struct str word)
{
    for (size_t at = 0; at + word.n <= typed->n; at++) {
        if (stands_at(typed, at, word)) {
            memset(typed->text + at, 0, word.n);
        }
    }
}

/* All of it, as a mail address of short words; then "Ana Sousa" -> "Ana", "Sousa" */
static void strike_words(struct typed *typed, struct str text)
{
    if (str_letters(text) >= WORD_LETTERS_MIN) {
        strike_word(typed, text);
    }
    for (size_t from = 0; from < text.n;) {
        size_t to = from;
        while (to < text.n && is_letter(text.s[to])) {
            to++;
        }
        struct str word = str_sub(text, from, to - from);
        if (str_letters(word) >= WORD_LETTERS_MIN) {
            strike_word(typed, word);
        }
        from = to + 1;
    }
}

/* Beginnings of letters that are still there (UTF-8: 10xxxxxx goes on with one). */
static size_t letters_left(const struct typed *typed)
{
    size_t left = 0;
    for (size_t i = 0; i < typed->n; i++) {
        unsigned char c = (unsigned char)typed->text[i];
        left += c != 0 && (c & 0xC0) != 0x80;
    }
    return left;
}

enum password_wrong password_judge(struct str password, struct str known, const struct str *about, size_t n)
{
    size_t letters = str_letters(password);
    if (letters < PASSWORD_LEAST) {
        return PASSWORD_SHORT;
    }
    if (letters > PASSWORD_MOST || password.n > BYTES_MAX) {
        return PASSWORD_LONG;
    }
    struct typed typed = typed_of(password);
    if (is_known(&typed, known) || is_monotone(&typed)) {
        return PASSWORD_COMMON;
    }
    for (size_t i = 0; i < n; i++) {
        strike_words(&typed, about[i]);
    }
    return letters_left(&typed) < LEFT_LETTERS_MIN ? PASSWORD_YOURS : PASSWORD_FINE;
}
