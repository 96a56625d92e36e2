/* SPDX-License-Identifier: AGPL-3.0-or-later
** latin: by each country's own official romanisation, marks left out, because that is how its public bodies sign:
** BG (Transliteration Act, 2009), UA (Cabinet resolution 55, 2010), MK and RS (Latin alphabet in official
** use), otherwise ISO 9; Greek by ELOT 743. Folded text has lost its marks already, so that short i and yi
** look like i. */
#include "domain/latin.h"

#include <string.h>

#include "base/check.h"
#include "base/scan.h"

#define LATIN_MAX 4u /* "shch" */

struct letter {
    uint32_t rune;
    const char *latin;
};

/* Letters on which all agree; the countries' own come first in latin_of_rune. */
static const struct letter cyrillic[] = {
    {0x430, "a"}, {0x431, "b"}, {0x432, "v"}, {0x433, "g"}, {0x434, "d"}, {0x435, "e"}, {0x436, "z"}, {0x437, "z"},
    {0x438, "i"}, {0x439, "i"}, {0x43A, "k"}, {0x43B, "l"}, {0x43C, "m"}, {0x43D, "n"}, {0x43E, "o"}, {0x43F, "p"},
    {0x440, "r"}, {0x441, "s"}, {0x442, "t"}, {0x443, "u"}, {0x444, "f"}, {0x445, "h"}, {0x446, "c"}, {0x447, "c"},
    {0x448, "s"}, {0x449, "s"}, {0x44A, ""}, {0x44B, "y"}, {0x44C, ""}, {0x44D, "e"}, {0x44E, "u"}, {0x44F, "a"},
    {0x451, "e"}, {0x452, "d"}, {0x453, "g"}, {0x454, "ie"}, {0x455, "dz"}, {0x456, "i"}, {0x457, "i"}, {0x458, "j"},
    {0x459, "lj"}, {0x45A, "nj"}, {0x45B, "c"}, {0x45C, "k"}, {0x45F, "dz"}, {0x491, "g"},
};

static const struct letter bulgarian[] = {
    {0x436, "zh"}, {0x439, "y"}, {0x446, "ts"}, {0x447, "ch"}, {0x448, "sh"}, {0x449, "sht"}, {0x44A, "a"},
    {0x44C, "y"}, {0x44E, "yu"}, {0x44F, "ya"},
};

static const struct letter ukrainian[] = {
    {0x433, "h"}, {0x436, "zh"}, {0x438, "y"}, {0x445, "kh"}, {0x446, "ts"}, {0x447, "ch"}, {0x448, "sh"},
    {0x449, "shch"}, {0x44E, "iu"}, {0x44F, "ia"},
};

static const struct letter greek[] = {
    {0x3B1, "a"}, {0x3B2, "v"}, {0x3B3, "g"}, {0x3B4, "d"}, {0x3B5, "e"}, {0x3B6, "z"}, {0x3B7, "i"}, {0x3B8, "th"},
    {0x3B9, "i"}, {0x3BA, "k"}, {0x3BB, "l"}, {0x3BC, "m"}, {0x3BD, "n"}, {0x3BE, "x"}, {0x3BF, "o"}, {0x3C0, "p"},
    {0x3C1, "r"}, {0x3C2, "s"}, {0x3C3, "s"}, {0x3C4, "t"}, {0x3C5, "y"}, {0x3C6, "f"}, {0x3C7, "ch"}, {0x3C8, "ps"},
    {0x3C9, "o"},
};

static const char *find_letter(const struct letter *letters, size_t n, uint32_t rune)
{
    for (size_t i = 0; i < n; i++) {
        if (letters[i].rune == rune) {
            return letters[i].latin;
        }
    }
    return NULL;
}

static const char *find_cyrillic(struct str country, uint32_t rune)
{
    const char *latin = NULL;
    if (str_eq(country, S("BG"))) {
        latin = find_letter(bulgarian, COUNT_OF(bulgarian), rune);
    } else if (str_eq(country, S("UA"))) {
        latin = find_letter(ukrainian, COUNT_OF(ukrainian), rune);
    }
    return latin ? latin : find_letter(cyrillic, COUNT_OF(cyrillic), rune);
}

/* Upsilon closes ou as "u", au and eu as "v" or, before a voiceless letter or at the end, as "f". */
static const char *upsilon(uint32_t before, uint32_t after)
{
    if (before == 0x3BF) {
        return "u";
    }
    if (before != 0x3B1 && before != 0x3B5) {
        return "y";
    }
    static const uint32_t voiceless[] = {0x3B8, 0x3BA, 0x3BE, 0x3C0, 0x3C2, 0x3C3, 0x3C4, 0x3C6, 0x3C7, 0x3C8, 0, ' '};
    for (size_t i = 0; i < COUNT_OF(voiceless); i++) {
        if (voiceless[i] == after) {
            return "f";
        }
    }
    return "v";
}

static const char *find_greek(uint32_t before, uint32_t rune, uint32_t after, bool first)
{
    if (rune == 0x3C5) {
        return upsilon(before, after);
    }
    if (rune == 0x3B3 && (after == 0x3B3 || after == 0x3BE || after == 0x3C7)) {
        return "n";
    }
    if (first && rune == 0x3BC && after == 0x3C0) {
        return "b"; /* mp at the head of a word; its p is dropped below */
    }
    if (rune == 0x3C0 && before == 0xB) {
        return "";
    }
    return find_letter(greek, COUNT_OF(greek), rune);
}

static uint32_t peek(struct scan scan)
{
    uint32_t rune = 0;
    return scan_rune(&scan, &rune) ? rune : 0;
}

struct str latin_of_folded(struct arena *arena, struct str country, struct str folded)
{
    char *to = arena_alloc(arena, folded.n * LATIN_MAX + 1);
    size_t n = 0;
    uint32_t before = ' ';
    uint32_t rune;
    for (struct scan scan = scan_of(folded); scan_rune(&scan, &rune);) {
        const char *latin = find_cyrillic(country, rune);
        if (latin == NULL) {
            latin = find_greek(before, rune, peek(scan), before == ' ');
        }
        /* 0xB marks a mp written as b, so that the p behind it is dropped */
        before = latin != NULL && rune == 0x3BC && latin[0] == 'b' ? 0xB : rune;
        size_t size = rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
        const char *from = latin ? latin : scan.rest.s - size;
        size_t length = latin ? strlen(latin) : size;
        memcpy(to + n, from, length);
        n += length;
    }
    return (struct str){to, n};
}
