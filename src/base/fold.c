/* SPDX-License-Identifier: AGPL-3.0-or-later
** fold: ASCII by a table, everything else by utf8proc (NFKD, case folding, categories) and a short table of
** letters that Unicode does not decompose. */
#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/check.h"

#define RUNES_MAX 32 /* the longest decomposition in Unicode 14 has 18 */
#define DECOMPOSITION (UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)

/* Where folded text grows. A gap is written only once something follows it. */
struct folding {
    char *to;
    size_t n;
    bool gap;
};

/* What stands for a letter of which Unicode says that it has no parts. In order of rune, all lower case. */
struct letter {
    uint16_t rune;
    char ascii[3];
};

static const struct letter letters[] = {
    {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"}, {0x0127, "h"}, {0x0131, "i"},
    {0x0138, "k"},  {0x0142, "l"},  {0x014B, "n"}, {0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"}, {0x0188, "c"},
    {0x018C, "d"},  {0x0192, "f"},  {0x0199, "k"}, {0x019A, "l"},  {0x019E, "n"}, {0x01A5, "p"}, {0x01AD, "t"},
    {0x01B4, "y"},  {0x01B6, "z"},  {0x01DD, "e"}, {0x01E5, "g"},  {0x0225, "z"}, {0x023C, "c"}, {0x023F, "s"},
    {0x0247, "e"},  {0x0249, "j"},  {0x024D, "r"}, {0x024F, "y"},  {0x0253, "b"}, {0x0254, "o"}, {0x0256, "d"},
    {0x0257, "d"},  {0x0259, "e"},  {0x025B, "e"}, {0x0260, "g"},  {0x0263, "g"}, {0x0268, "i"}, {0x0269, "i"},
    {0x0272, "n"},  {0x0275, "o"},  {0x0289, "u"}, {0x028B, "v"},  {0x0292, "z"},
};

/* One ASCII byte folded: itself in lower case, 0 for a gap, '\'' for what vanishes. */
static char fold_ascii(unsigned char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'') {
        return (char)c;
    }
    if (c >= 'A' && c <= 'Z') {
        return (char)(c + ('a' - 'A'));
    }
    return c == '`' ? '\'' : 0;
}

static void add_bytes(struct folding *folding, const char *bytes, size_t n)
{
    if (folding->gap && folding->n > 0) {
        folding->to[folding->n++] = ' ';
    }
    folding->gap = false;
    memcpy(folding->to + folding->n, bytes, n);
    folding->n += n;
}

static const struct letter *find_letter(int32_t rune)
{
    size_t low = 0;
    size_t high = COUNT_OF(letters);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (letters[middle].rune == rune) {
            return &letters[middle];
        }
        if (letters[middle].rune < rune) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static bool is_apostrophe(int32_t rune)
{
    return rune == 0x02BB || rune == 0x02BC || rune == 0x02B9 || rune == 0x2018 || rune == 0x2019 || rune == 0x201B;
}

/* One rune that has been decomposed and case folded already. */
static void add_part(struct folding *folding, int32_t rune)
{
    char bytes[4];
    if (rune < 0x80) {
        bytes[0] = fold_ascii((unsigned char)rune);
        if (bytes[0] == 0) {
            folding->gap = true;
        } else if (bytes[0] != '\'') {
            add_bytes(folding, bytes, 1);
        }
        return;
    }
    const struct letter *letter = find_letter(rune);
    if (letter != NULL) {
        add_bytes(folding, letter->ascii, strlen(letter->ascii));
        return;
    }
    utf8proc_category_t category = utf8proc_category(rune);
    bool is_mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
    if (is_mark || category == UTF8PROC_CATEGORY_CF || is_apostrophe(rune)) {
        return;
    }
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) {
        add_bytes(folding, bytes, (size_t)utf8proc_encode_char(rune, (utf8proc_uint8_t *)bytes));
    } else {
        folding->gap = true;
    }
}

static size_t rune_size(int32_t rune)
{
    return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
}

/* A rune of `n` bytes. Its parts are written only when they keep to four bytes for one; the few that do not (an
** Arabic sentence in one sign, some squared words) stand as they are. */
static void add_rune(struct folding *folding, int32_t rune, size_t n)
{
    int32_t parts[RUNES_MAX];
    int last_class = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(rune, parts, RUNES_MAX, DECOMPOSITION, &last_class);
    check(count >= 0 && count <= RUNES_MAX);
    size_t size = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        size += rune_size(parts[i]);
    }
    if (size > 4 * n) {
        add_part(folding, rune);
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        add_part(folding, parts[i]);
    }
}

/* Reads one rune outside ASCII; a byte that is no text is a gap. Returns the bytes read. */
static size_t fold_rune(struct folding *folding, struct str rest)
{
    int32_t rune;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)rest.s, (utf8proc_ssize_t)rest.n, &rune);
    if (n <= 0) {
        folding->gap = true;
        return 1;
    }
    add_rune(folding, rune, (size_t)n);
    return (size_t)n;
}

size_t fold_into(char *to, struct str text)
{
    struct folding folding = {.to = to};
    for (size_t i = 0; i < text.n;) {
        unsigned char c = (unsigned char)text.s[i];
        if (c >= 0x80) {
            i += fold_rune(&folding, str_from(text, i));
            continue;
        }
        i++;
        char folded = fold_ascii(c);
        if (folded == 0) {
            folding.gap = true;
        } else if (folded != '\'') {
            if (folding.gap && folding.n > 0) {
                to[folding.n++] = ' ';
            }
            folding.gap = false;
            to[folding.n++] = folded;
        }
    }
    return folding.n;
}

struct str fold(struct arena *arena, struct str text)
{
    char small[1024];
    if (text.n * 4 + 1 <= sizeof small) {
        size_t n = fold_into(small, text);
        return str_copy(arena, (struct str){small, n});
    }
    char *to = arena_alloc(arena, text.n * 4 + 1);
    return (struct str){to, fold_into(to, text)};
}

/* Greek by ISO 843 and Cyrillic by ISO 9, without the marks; "" is dropped. What folding has taken apart already
** (the final sigma, short i, yo, yi) cannot come here. */
static const char *const greek[] = {
    /* U+03B1 */ "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p",
    "r", "s", "s", "t", "y", "f", "ch", "ps", "o",
};
static const char *const cyrillic[] = {
    /* U+0430 */ "a", "b", "v", "g", "d", "e", "z", "z", "i", "j", "k", "l", "m", "n", "o", "p",
    "r", "s", "t", "u", "f", "h", "c", "c", "s", "s", "", "y", "", "e", "u", "a",
    /* U+0450 */ "e", "e", "d", "g", "e", "z", "i", "i", "j", "l", "n", "c", "k", "i", "u", "d",
};

static const char *latin_of(int32_t rune, int32_t before)
{
    if (rune == 0x03C5) { /* upsilon closes a diphthong behind alpha, epsilon, eta and omicron */
        return before == 0x03B1 || before == 0x03B5 || before == 0x03B7 || before == 0x03BF ? "u" : "y";
    }
    if (rune >= 0x03B1 && rune <= 0x03C9) {
        return greek[rune - 0x03B1];
    }
    if (rune >= 0x0430 && rune <= 0x045F) {
        return cyrillic[rune - 0x0430];
    }
    switch (rune) {
    case 0x0491: case 0x0493: return "g";
    case 0x049B: return "k";
    case 0x04A3: return "n";
    case 0x04AF: case 0x04B1: return "u";
    case 0x04BB: return "h";
    case 0x04D9: return "a";
    case 0x04E9: return "o";
    default: return "";
    }
}

struct str fold_slug(struct arena *arena, struct str text)
{
    struct str folded = fold(arena, text);
    char *to = arena_alloc(arena, folded.n + 2); /* no letter grows: the two-byte ones become at most two */
    struct folding slug = {.to = to};
    int32_t before = 0;
    for (size_t i = 0; i < folded.n;) {
        int32_t rune;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)folded.s + i, (utf8proc_ssize_t)(folded.n - i),
                                              &rune);
        check(n > 0);
        const char *latin = rune < 0x80 ? (const char[]){(char)rune, 0} : latin_of(rune, before);
        if (rune == ' ') {
            slug.gap = true;
        } else if (latin[0] != 0) {
            if (slug.gap && slug.n > 0) {
                to[slug.n++] = '-';
            }
            slug.gap = false;
            memcpy(to + slug.n, latin, strlen(latin));
            slug.n += strlen(latin);
        }
        before = rune;
        i += (size_t)n;
    }
    return slug.n > 0 ? (struct str){to, slug.n} : S("x");
}

struct str fold_sort_key(struct arena *arena, struct str name)
{
    return str_join(arena, str_join(arena, fold(arena, name), S("\x01")), name);
}
