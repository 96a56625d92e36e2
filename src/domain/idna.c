/* SPDX-License-Identifier: AGPL-3.0-or-later
** idna: names in letters beyond ASCII. */
#include "domain/idna.h"

#include <idn2.h>


#define NAME_MAX 1000u /* bytes that are looked at: 253 letters of up to three bytes */

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.s[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool has_coded(struct str name)
{
    for (struct str rest = name; rest.s != NULL;) {
        struct str label = str_cut(rest, '.', &rest);
        if (str_eq_nocase(str_sub(label, 0, 4), S("xn--"))) {
            return true;
        }
    }
    return false;
}

static struct str small(struct arena *arena, struct str name)
{
    char *to = arena_alloc(arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.s[i];
        to[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return (struct str){to, name.n};
}

/* What the library gave; it is given back. */
static bool take(struct arena *arena, int done, char *made, struct str *ret_text)
{
    bool fine = done == IDN2_OK && made != NULL;
    if (fine) {
        *ret_text = str_copy(arena, str_of(made));
    }
    idn2_free(made);
    return fine;
}

static bool to_unicode(struct arena *arena, struct str ascii, struct str *ret_name)
{
    char *made = NULL;
    int done = idn2_to_unicode_8z8z(str_c(arena, ascii), &made, IDN2_NONTRANSITIONAL);
    return take(arena, done, made, ret_name);
}

/* ---- alphabets */

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC, SCRIPT_OTHER };

static enum script script_of(uint32_t c)
{
    static const struct { uint32_t from, to; enum script script; } RANGES[] = {
        {'a', 'z', SCRIPT_LATIN}, {0xDF, 0xF6, SCRIPT_LATIN}, {0xF8, 0x24F, SCRIPT_LATIN},
        {0x1E00, 0x1EFF, SCRIPT_LATIN}, {0x370, 0x3FF, SCRIPT_GREEK}, {0x1F00, 0x1FFF, SCRIPT_GREEK},
        {0x400, 0x52F, SCRIPT_CYRILLIC},
    };
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++) {
        if (c >= RANGES[i].from && c <= RANGES[i].to) {
            return RANGES[i].script;
        }
    }
    return c < 0x80 ? SCRIPT_NONE : SCRIPT_OTHER;
}

/* The letter at `i` of UTF-8 that is valid, of up to three bytes; others are none of these alphabets. */
static uint32_t letter_at(struct str text, size_t i)
{
    const unsigned char *s = (const unsigned char *)text.s + i;
    size_t left = text.n - i;
    if (s[0] < 0x80) {
        return s[0];
    }
    if (s[0] < 0xE0 && left > 1) {
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    }
    return s[0] < 0xF0 && left > 2 ? (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F)
                                   : 0xFFFD;
}

/* The alphabet of a label; SCRIPT_OTHER: of several, or of one that is not read here. */
static enum script script_of_label(struct str label)
{
    enum script all = SCRIPT_NONE;
    for (size_t i = 0; i < label.n; i++) {
        bool within = ((unsigned char)label.s[i] & 0xC0) == 0x80; /* a letter */
        enum script script = within ? SCRIPT_NONE : script_of(letter_at(label, i));
        if (script == SCRIPT_OTHER || (script != SCRIPT_NONE && all != SCRIPT_NONE && script != all)) {
            return SCRIPT_OTHER;
        }
        all = script != SCRIPT_NONE ? script : all;
    }
    return all;
}

static bool is_mixed(struct str name)
{
    bool foreign = false;
    enum script last = SCRIPT_NONE;
    for (struct str rest = name; rest.s != NULL;) {
        last = script_of_label(str_cut(rest, '.', &rest));
        foreign = foreign || last == SCRIPT_GREEK || last == SCRIPT_CYRILLIC;
        if (last == SCRIPT_OTHER) {
            return true;
        }
    }
    return foreign && last == SCRIPT_LATIN;
}

/* ---- names */

enum idna_wrong idna_ascii(struct arena *arena, struct str name, struct str *ret_ascii)
{
    char *made = NULL;
    struct str readable;
    *ret_ascii = name;
    if (name.n > NAME_MAX || str_contains(name, (struct str){"", 1}) || !str_is_utf8(name)) {
        return IDNA_NO_NAME;
    }
    if (is_ascii(name) && !has_coded(name)) {
        *ret_ascii = small(arena, name);
        return IDNA_FINE;
    }
    int done = idn2_to_ascii_8z(str_c(arena, name), &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    if (!take(arena, done, made, ret_ascii)) {
        return IDNA_NO_NAME;
    }
    *ret_ascii = small(arena, *ret_ascii);
    if (!to_unicode(arena, *ret_ascii, &readable)) {
        return IDNA_NO_NAME;
    }
    return is_mixed(readable) ? IDNA_MIXED : IDNA_FINE;
}

struct str idna_readable(struct arena *arena, struct str ascii)
{
    struct str name;
    if (!has_coded(ascii) || !to_unicode(arena, ascii, &name) || is_mixed(name) || str_eq(name, ascii)) {
        return ascii;
    }
    return str_format(arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(ascii));
}

struct str idna_mail(struct arena *arena, struct str mail)
{
    struct str host, ascii;
    struct str local = str_cut(mail, '@', &host);
    if (host.s == NULL || is_ascii(host) || idna_ascii(arena, host, &ascii) == IDNA_NO_NAME) {
        return mail;
    }
    return str_format(arena, "%.*s@%.*s", STR_ARG(local), STR_ARG(ascii));
}
