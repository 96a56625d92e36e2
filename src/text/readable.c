/* SPDX-License-Identifier: AGPL-3.0-or-later
** readable: word by word, in a copy of the name. Small letters have as many bytes as their capitals in the scripts that
** are handled, so the copy never moves. */
#include "text/readable.h"

#include <string.h>

#include "base/check.h"

#define ACRONYM_MAX 3        /* letters of a word that is taken for an acronym */
#define ACRONYM_BARE_MAX 5   /* the same without a vowel */
#define NAME_ACRONYM_MAX 5   /* a name of one word that stays as it is */

static const struct str little[] = {
    S_INIT("a"), S_INIT("al"), S_INIT("an"), S_INIT("and"), S_INIT("at"), S_INIT("au"), S_INIT("aux"),
    S_INIT("by"), S_INIT("da"), S_INIT("das"), S_INIT("de"), S_INIT("degli"), S_INIT("dei"), S_INIT("del"),
    S_INIT("della"), S_INIT("delle"), S_INIT("dem"), S_INIT("den"), S_INIT("der"), S_INIT("des"), S_INIT("di"),
    S_INIT("die"), S_INIT("do"), S_INIT("dos"), S_INIT("du"), S_INIT("e"), S_INIT("ed"), S_INIT("el"),
    S_INIT("en"), S_INIT("et"), S_INIT("for"), S_INIT("fur"), S_INIT("het"), S_INIT("i"), S_INIT("im"),
    S_INIT("in"), S_INIT("kai"), S_INIT("la"), S_INIT("las"), S_INIT("le"), S_INIT("les"), S_INIT("los"),
    S_INIT("na"), S_INIT("nad"), S_INIT("och"), S_INIT("of"), S_INIT("og"), S_INIT("on"), S_INIT("per"),
    S_INIT("pod"), S_INIT("pour"), S_INIT("pri"), S_INIT("sur"), S_INIT("the"), S_INIT("til"), S_INIT("to"),
    S_INIT("tou"), S_INIT("tis"), S_INIT("ton"), S_INIT("und"), S_INIT("van"), S_INIT("ve"), S_INIT("voor"),
    S_INIT("y"),
};

/* Words of up to three letters that are no acronyms. */
static const struct str ordinary[] = {
    S_INIT("aix"), S_INIT("bad"), S_INIT("mal"), S_INIT("new"), S_INIT("old"), S_INIT("rio"), S_INIT("san"),
    S_INIT("sao"), S_INIT("ulm"), S_INIT("via"), S_INIT("vic"),
};

/* Legal forms that are not written in capitals, or not wholly. */
static const struct str forms[] = {
    S_INIT("ApS"), S_INIT("GmbH"), S_INIT("gGmbH"), S_INIT("Inc"), S_INIT("Kft"), S_INIT("Lda"), S_INIT("Ltd"),
    S_INIT("mbH"), S_INIT("Oy"), S_INIT("Oyj"), S_INIT("Zrt"),
};

struct letter {
    uint32_t rune;
    size_t n; /* bytes */
};

static struct letter letter_at(struct str text, size_t at)
{
    unsigned char a = (unsigned char)text.s[at];
    if (a < 0x80) {
        return (struct letter){a, 1};
    }
    if (a >= 0xC3 && a <= 0xDF && at + 1 < text.n) {
        return (struct letter){(uint32_t)(a & 0x1F) << 6 | ((unsigned char)text.s[at + 1] & 0x3F), 2};
    }
    size_t n = a >= 0xF0 ? 4 : a >= 0xE0 ? 3 : 1;
    return (struct letter){0, n <= text.n - at ? n : 1};
}

/* The small letter of a capital; itself for everything else. */
static uint32_t small_of(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB) ||
        (c >= 0x410 && c <= 0x42F)) {
        return c + 32;
    }
    if (c >= 0x400 && c <= 0x40F) {
        return c + 80;
    }
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) {
        return c % 2 ? c + 1 : c;
    }
    if (c >= 0x100 && c <= 0x177 && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149) {
        return c % 2 ? c : c + 1;
    }
    static const struct { uint32_t capital, small; } accented[] = {
        {0x386, 0x3AC}, {0x388, 0x3AD}, {0x389, 0x3AE}, {0x38A, 0x3AF}, {0x38C, 0x3CC}, {0x38E, 0x3CD}, {0x38F, 0x3CE},
    };
    for (size_t i = 0; i < COUNT_OF(accented); i++) {
        if (accented[i].capital == c) {
            return accented[i].small;
        }
    }
    return c;
}

static bool is_capital(uint32_t c)
{
    return small_of(c) != c;
}

/* A small letter, as far as it tells that a name is not all capitals. */
static bool is_small(uint32_t c)
{
    bool accented = (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x3AC && c <= 0x3CE) || (c >= 0x430 && c <= 0x45F);
    return (c >= 'a' && c <= 'z') || accented || (c >= 0x100 && c <= 0x17F && !is_capital(c) && c != 0x130);
}

static bool is_vowel(uint32_t c)
{
    return c >= 0x80 || memchr("AEIOUY", (int)c, 6) != NULL;
}

/* A word: letters, digits and dots between them. */
struct word {
    struct str text;
    size_t letters;
    bool vowel;
    bool other; /* digits or dots within */
};

static bool is_within(struct str name, size_t at)
{
    struct letter letter = letter_at(name, at);
    bool dot = letter.rune == '.' && at + 1 < name.n && is_capital(letter_at(name, at + 1).rune);
    return is_capital(letter.rune) || (letter.rune >= '0' && letter.rune <= '9') || dot || letter.rune == 0x130;
}

static struct word word_at(struct str name, size_t at)
{
    struct word word = {.text = str_sub(name, at, 0)};
    size_t end = at;
    while (end < name.n && is_within(name, end)) {
        struct letter letter = letter_at(name, end);
        bool is_letter = is_capital(letter.rune) || letter.rune == 0x130;
        word.letters += is_letter;
        word.vowel = word.vowel || (is_letter && is_vowel(letter.rune));
        word.other = word.other || !is_letter;
        end += letter.n;
    }
    word.text.n = end - at;
    return word;
}

static const struct str *find(const struct str *words, size_t n, struct str text)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq_nocase(words[i], text)) {
            return &words[i];
        }
    }
    return NULL;
}

static void make_small(char *p, size_t n)
{
    struct str text = {p, n};
    for (size_t i = 0; i < n;) {
        struct letter letter = letter_at(text, i);
        uint32_t small = small_of(letter.rune);
        small = small == 0x3C3 && i + letter.n == n ? 0x3C2 : small; /* the Greek sigma that ends a word */
        if (letter.n == 1) {
            p[i] = small != letter.rune ? (char)small : p[i];
        } else if (letter.n == 2 && small != letter.rune) {
            p[i] = (char)(0xC0 | small >> 6);
            p[i + 1] = (char)(0x80 | (small & 0x3F));
        }
        i += letter.n;
    }
}

/* Stands in brackets of its own. */
static bool is_bracketed(struct str name, size_t at, size_t n)
{
    return at > 0 && name.s[at - 1] == '(' && at + n < name.n && name.s[at + n] == ')';
}

static void set_word(char *p, struct str name, size_t at, const struct word *word)
{
    size_t n = word->text.n;
    const struct str *form = find(forms, COUNT_OF(forms), word->text);
    if (form != NULL && at > 0) {
        memcpy(p + at, form->s, n);
        return;
    }
    bool after_apostrophe = at > 0 && name.s[at - 1] == '\'';
    bool is_little = find(little, COUNT_OF(little), word->text) != NULL;
    if ((at > 0 && !after_apostrophe && is_little) || (after_apostrophe && word->letters == 1)) {
        make_small(p + at, n);
        return;
    }
    bool plain = find(ordinary, COUNT_OF(ordinary), word->text) || (at == 0 && is_little);
    bool acronym = word->letters <= ACRONYM_MAX || (word->letters <= ACRONYM_BARE_MAX && !word->vowel);
    if (word->other || is_bracketed(name, at, n) || (acronym && !plain)) {
        return;
    }
    size_t first = letter_at(word->text, 0).n;
    make_small(p + at + first, n - first);
}

struct str readable_name(struct arena *arena, struct str name)
{
    size_t capitals = 0;
    for (size_t i = 0; i < name.n; i += letter_at(name, i).n) {
        uint32_t rune = letter_at(name, i).rune;
        if (is_small(rune)) {
            return name;
        }
        capitals += is_capital(rune);
    }
    if (capitals <= NAME_ACRONYM_MAX && word_at(name, 0).text.n == name.n) {
        return name;
    }
    char *p = arena_alloc(arena, name.n + 1);
    memcpy(p, name.s, name.n);
    for (size_t i = 0; i < name.n;) {
        struct word word = word_at(name, i);
        if (word.letters > 0) {
            set_word(p, name, i, &word);
        }
        i += word.text.n > 0 ? word.text.n : letter_at(name, i).n;
    }
    return (struct str){p, name.n};
}
