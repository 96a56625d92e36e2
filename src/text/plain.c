/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "text/plain.h"

#include "base/scan.h"

#define TAG_BYTES_MAX 4000u /* of one tag; a "<" with no end nearby is a sign */
#define TIMES_MAX 3         /* escaped three times was never seen, twice was */
#define NAME_BYTES_MAX 10u  /* of a tag or an entity */
#define RUNE_MAX 0x10FFFF
#define SURROGATE_FIRST 0xD800
#define SURROGATE_LAST 0xDFFF
#define REPLACEMENT 0xFFFD

/* ---- letters */

/* Room is left for four bytes. */
static size_t put_rune(char *to, uint32_t rune)
{
    if (rune < 0x80) {
        to[0] = (char)rune;
        return 1;
    }
    size_t n = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; rune >>= 6) {
        to[i] = (char)(0x80 | (rune & 0x3F));
    }
    to[0] = (char)(first[n] | rune);
    return n;
}

/* Numbers 128 to 159 mean what Windows-1252 has there, as browsers read them. */
static uint32_t rune_of_number(uint32_t number)
{
    static const uint16_t signs[32] = {
        0x20AC, 0x20,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x20,   0x017D, 0x20,   0x20,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x20,   0x017E, 0x0178,
    };
    if (number >= 0x80 && number < 0xA0) {
        return signs[number - 0x80];
    }
    bool strange = number > RUNE_MAX || (number >= SURROGATE_FIRST && number <= SURROGATE_LAST);
    return number < 0x20 ? ' ' : strange ? REPLACEMENT : number;
}

static const struct {
    const char *name;
    uint32_t rune;
} ENTITIES[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
    {"nbsp", ' '},      {"ensp", ' '},      {"emsp", ' '},      {"thinsp", ' '},    {"shy", 0xAD},
    {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},
    {"bdquo", 0x201E},  {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"laquo", 0xAB},    {"raquo", 0xBB},
    {"ndash", 0x2013},  {"mdash", 0x2014},  {"hellip", 0x2026}, {"bull", 0x2022},   {"middot", 0xB7},
    {"euro", 0x20AC},   {"pound", 0xA3},    {"cent", 0xA2},     {"yen", 0xA5},      {"copy", 0xA9},
    {"reg", 0xAE},      {"trade", 0x2122},  {"deg", 0xB0},      {"plusmn", 0xB1},   {"times", 0xD7},
    {"divide", 0xF7},   {"frac12", 0xBD},   {"frac14", 0xBC},   {"frac34", 0xBE},   {"sup1", 0xB9},
    {"sup2", 0xB2},     {"sup3", 0xB3},     {"micro", 0xB5},    {"para", 0xB6},     {"sect", 0xA7},
    {"le", 0x2264},     {"ge", 0x2265},     {"ne", 0x2260},     {"asymp", 0x2248},  {"minus", 0x2212},
    {"rarr", 0x2192},   {"larr", 0x2190},   {"dagger", 0x2020}, {"permil", 0x2030}, {"iexcl", 0xA1},
    {"iquest", 0xBF},   {"ordf", 0xAA},     {"ordm", 0xBA},     {"alpha", 0x3B1},   {"beta", 0x3B2},
    {"gamma", 0x3B3},   {"delta", 0x3B4},   {"mu", 0x3BC},      {"Omega", 0x3A9},   {"szlig", 0xDF},
    {"agrave", 0xE0},   {"aacute", 0xE1},   {"acirc", 0xE2},    {"atilde", 0xE3},   {"auml", 0xE4},
    {"aring", 0xE5},    {"aelig", 0xE6},    {"ccedil", 0xE7},   {"egrave", 0xE8},   {"eacute", 0xE9},
    {"ecirc", 0xEA},    {"euml", 0xEB},     {"igrave", 0xEC},   {"iacute", 0xED},   {"icirc", 0xEE},
    {"iuml", 0xEF},     {"ntilde", 0xF1},   {"ograve", 0xF2},   {"oacute", 0xF3},   {"ocirc", 0xF4},
    {"otilde", 0xF5},   {"ouml", 0xF6},     {"oslash", 0xF8},   {"ugrave", 0xF9},   {"uacute", 0xFA},
    {"ucirc", 0xFB},    {"uuml", 0xFC},     {"yacute", 0xFD},   {"Auml", 0xC4},     {"Ouml", 0xD6},
    {"Uuml", 0xDC},     {"Eacute", 0xC9},   {"Aring", 0xC5},    {"Oslash", 0xD8},   {"Ccedil", 0xC7},
    {"Agrave", 0xC0},   {"Egrave", 0xC8},   {"scaron", 0x161},  {"Scaron", 0x160},  {"oelig", 0x153},
};

static bool number_of(struct str digits, uint32_t *ret_number)
{
    bool hex = str_starts(digits, S("x")) || str_starts(digits, S("X"));
    uint32_t number = 0;
    digits = hex ? str_from(digits, 1) : digits;
    for (size_t i = 0; i < digits.n; i++) {
        char c = (char)(digits.s[i] | 0x20);
        uint32_t digit = digits.s[i] >= '0' && digits.s[i] <= '9' ? (uint32_t)(digits.s[i] - '0')
                         : hex && c >= 'a' && c <= 'f'            ? (uint32_t)(c - 'a') + 10
                                                                  : 16;
        if (digit >= (hex ? 16u : 10u)) {
            return false;
        }
        number = number > RUNE_MAX ? number : number * (hex ? 16 : 10) + digit;
    }
    *ret_number = number;
    return digits.n > 0;
}

/* Bytes of the entity that begins here, with its rune; 0 when none does. */
static size_t read_entity(struct str rest, uint32_t *ret_rune)
{
    struct str near = str_sub(rest, 1, NAME_BYTES_MAX);
    size_t end = str_find(near, S(";"));
    struct str name = str_sub(near, 0, end);
    uint32_t number = 0;
    if (end == near.n || name.n == 0) {
        return 0;
    }
    if (name.s[0] == '#' && number_of(str_from(name, 1), &number)) {
        *ret_rune = rune_of_number(number);
        return name.n + 2;
    }
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
        if (str_eq(name, str_of(ENTITIES[i].name))) {
            *ret_rune = ENTITIES[i].rune;
            return name.n + 2;
        }
    }
    return 0;
}

/* ---- tags */

enum tag_kind { TAG_NONE, TAG_LETTERS, TAG_CELL, TAG_BLOCK, TAG_ITEM, TAG_HIDDEN };

static const struct {
    enum tag_kind kind;
    const char *names;
} TAGS[] = {
    {TAG_LETTERS,
     "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small span strike "
     "strong sub sup tt u var wbr"},
    {TAG_CELL, "td th img input button o:p"},
    {TAG_BLOCK,
     "address article aside blockquote body br caption center dd details div dl dt fieldset figure figcaption footer "
     "form h1 h2 h3 h4 h5 h6 head header hr html iframe main nav ol p pre section summary table tbody tfoot thead tr "
     "ul"},
    {TAG_ITEM, "li"},
    {TAG_HIDDEN, "script style title"},
};

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':';
}

static enum tag_kind kind_of(struct str name)
{
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        struct str rest = str_of(TAGS[i].names);
        while (rest.s) {
            if (str_eq_nocase(str_cut(rest, ' ', &rest), name)) {
                return TAGS[i].kind;
            }
        }
    }
    return TAG_NONE;
}

struct tag {
    enum tag_kind kind;
    bool closes;
    struct str name;
    size_t bytes;
};

/* False: no tag begins here. */
static bool read_tag(struct str rest, struct tag *ret_tag)
{
    struct tag tag = {.closes = rest.n > 1 && rest.s[1] == '/'};
    size_t from = tag.closes ? 2 : 1, at = from;
    if (str_starts(rest, S("<!--"))) {
        size_t end = str_find(rest, S("-->"));
        *ret_tag = (struct tag){.kind = TAG_LETTERS, .name = S("!"), .bytes = end + 3};
        return end < rest.n;
    }
    while (at < rest.n && at - from < NAME_BYTES_MAX && is_name_byte(rest.s[at])) {
        at++;
    }
    struct str near = str_sub(rest, at, TAG_BYTES_MAX);
    size_t end = str_find(near, S(">"));
    tag.name = str_sub(rest, from, at - from);
    tag.kind = tag.name.n > 0 && end < near.n ? kind_of(tag.name) : TAG_NONE;
    tag.bytes = at + end + 1;
    bool ends = near.n > 0 && (near.s[0] == '>' || near.s[0] == '/' || near.s[0] == ' ' || near.s[0] == '\n'
                               || near.s[0] == '\t' || near.s[0] == '\r');
    *ret_tag = tag;
    return tag.kind != TAG_NONE && ends;
}

/* Bytes up to the end of what is not shown: behind its closing tag, or only the tag when it is never closed. */
static size_t hidden_bytes(struct str rest, const struct tag *tag)
{
    for (size_t i = tag->bytes; !tag->closes && i + 2 + tag->name.n < rest.n; i++) {
        if (rest.s[i] == '<' && rest.s[i + 1] == '/' && str_eq_nocase(str_sub(rest, i + 2, tag->name.n), tag->name)) {
            return i;
        }
    }
    return tag->bytes;
}

/* ---- one time through */

struct writing {
    char *to;
    size_t n;
    bool changed;
};

static void put(struct writing *writing, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        writing->to[writing->n++] = text.s[i];
    }
}

/* Bytes that were read. */
static size_t take_tag(struct writing *writing, struct str rest)
{
    struct tag tag;
    if (!read_tag(rest, &tag)) {
        put(writing, S("<"));
        return 1;
    }
    writing->changed = true;
    if (tag.kind == TAG_HIDDEN) {
        return hidden_bytes(rest, &tag);
    }
    put(writing, tag.kind == TAG_LETTERS                ? S("")
                 : tag.kind == TAG_CELL                 ? S(" ")
                 : tag.kind == TAG_ITEM && !tag.closes  ? S("\n\xE2\x80\xA2")
                                                        : S("\n"));
    return tag.bytes;
}

static size_t take_entity(struct writing *writing, struct str rest)
{
    uint32_t rune = 0;
    size_t n = read_entity(rest, &rune);
    if (n == 0) {
        put(writing, S("&"));
        return 1;
    }
    writing->changed = true;
    writing->n += put_rune(writing->to + writing->n, rune);
    return n;
}

static struct str without_markup(struct arena *arena, struct str text, bool *ret_changed)
{
    struct writing writing = {.to = arena_array(arena, char, text.n + 4)};
    for (size_t i = 0; i < text.n;) {
        char c = text.s[i];
        if (c == '<') {
            i += take_tag(&writing, str_from(text, i));
        } else if (c == '&') {
            i += take_entity(&writing, str_from(text, i));
        } else {
            writing.to[writing.n++] = c;
            i++;
        }
    }
    *ret_changed = writing.changed;
    return (struct str){writing.to, writing.n};
}

/* ---- blanks */

static bool is_blank(uint32_t rune)
{
    return rune <= 0x20 || rune == 0x7F || (rune >= 0x80 && rune <= 0x9F) || rune == 0xA0
           || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

static bool is_without_width(uint32_t rune)
{
    return rune == 0xAD || (rune >= 0x200B && rune <= 0x200F) || (rune >= 0x202A && rune <= 0x202E) || rune == 0x2060
           || rune == 0xFEFF || (rune >= 0x2066 && rune <= 0x2069);
}

static bool is_line_end(uint32_t rune)
{
    return rune == '\n' || rune == '\r' || rune == 0x2028 || rune == 0x2029;
}

static struct str tidied(struct arena *arena, struct str text, bool lines)
{
    char *to = arena_array(arena, char, text.n + 4);
    struct scan scan = scan_of(text);
    uint32_t rune = 0;
    size_t n = 0;
    char gap = 0; /* what stands before the next letter */
    while (scan_rune(&scan, &rune)) {
        if (is_line_end(rune)) {
            gap = lines ? '\n' : ' ';
        } else if (is_blank(rune)) {
            gap = gap ? gap : ' ';
        } else if (!is_without_width(rune)) {
            if (gap && n > 0) {
                to[n++] = gap;
            }
            gap = 0;
            n += put_rune(to + n, rune);
        }
    }
    return (struct str){to, n};
}

static struct str plain(struct arena *arena, struct str text, bool lines)
{
    bool changed = true;
    for (int i = 0; i < TIMES_MAX && changed && (str_contains(text, S("<")) || str_contains(text, S("&"))); i++) {
        text = without_markup(arena, text, &changed);
    }
    return tidied(arena, text, lines);
}

struct str plain_text(struct arena *arena, struct str text)
{
    return plain(arena, text, true);
}

struct str plain_line(struct arena *arena, struct str text)
{
    return plain(arena, text, false);
}
