/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "text/paragraphs.h"

#define HEADING_BYTES_MAX 60u
#define WORD_BYTES_MIN 2u /* letters before a full stop that ends a sentence: "cf.The", not "U.S.A" */

static const struct str BULLETS[] = {
    S_INIT("\xE2\x80\xA2"), S_INIT("\xE2\x96\xAA"), S_INIT("\xE2\x97\x8F"), S_INIT("\xE2\x97\xA6"),
    S_INIT("\xE2\x96\xA0"), S_INIT("\xEF\x82\xB7"), S_INIT("\xE2\x80\xA3"), S_INIT("\xEF\x82\xA7"),
};

static size_t bullet_bytes(struct str rest)
{
    for (size_t i = 0; i < sizeof BULLETS / sizeof *BULLETS; i++) {
        if (str_starts(rest, BULLETS[i])) {
            return BULLETS[i].n;
        }
    }
    return 0;
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A capital with a small letter or a blank behind it begins here ("The", "A city"), or a word in capitals with a small
** one behind it ("PDA proposals"). */
static bool begins_sentence(struct str text, size_t at)
{
    size_t end = at;
    while (end < text.n && is_capital(text.s[end])) {
        end++;
    }
    if (end == at || end == text.n) {
        return false;
    }
    bool next = text.s[end] == ' ' && end + 1 < text.n && is_small(text.s[end + 1]);
    return end == at + 1 ? is_small(text.s[end]) || text.s[end] == ' ' : next;
}

static bool ends_word(struct str text, size_t at)
{
    size_t n = 0;
    while (n < WORD_BYTES_MIN && n < at && (is_small(text.s[at - 1 - n]) || (text.s[at - 1 - n] & 0x80))) {
        n++;
    }
    return n == WORD_BYTES_MIN
           || (at > 0 && (text.s[at - 1] == ')' || text.s[at - 1] == ']' || text.s[at - 1] == '%'));
}

/* A sentence, or a heading, ends with the sign at `at`, and the next begins without a blank. */
static bool is_lost_end(struct str text, size_t at)
{
    char c = text.s[at];
    bool sign = c == '.' || c == ':' || c == ';' || c == '?' || c == '!';
    return sign && begins_sentence(text, at + 1) && ends_word(text, at);
}

struct cutting {
    struct paragraph *to;
    size_t n;
    bool item; /* the next text is one */
};

static void add(struct cutting *cutting, struct str text, bool lost)
{
    struct str trimmed = str_trim(text);
    bool heading = lost && !cutting->item && trimmed.n > 1 && trimmed.n <= HEADING_BYTES_MAX
                   && str_ends(trimmed, S(":")) && !str_contains(trimmed, S(". ")) && is_capital(trimmed.s[0]);
    if (heading) {
        trimmed = str_trim(str_sub(trimmed, 0, trimmed.n - 1));
    }
    if (trimmed.n > 0) {
        cutting->to[cutting->n++] = (struct paragraph){
            heading ? PARAGRAPH_HEADING : cutting->item ? PARAGRAPH_ITEM : PARAGRAPH_TEXT, trimmed};
        cutting->item = false;
    }
}

/* Without what stands before the first of them, so many can begin. */
size_t paragraphs_max(struct str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++) {
        n += text.s[i] == '\n' || is_lost_end(text, i) || bullet_bytes(str_from(text, i)) > 0;
    }
    return n;
}

size_t paragraphs_cut(struct str text, struct paragraph *ret_paragraphs)
{
    struct cutting cutting = {.to = ret_paragraphs};
    size_t from = 0;
    for (size_t i = 0; i < text.n;) {
        size_t bullet = bullet_bytes(str_from(text, i));
        bool lost = bullet == 0 && is_lost_end(text, i);
        if (bullet == 0 && !lost && text.s[i] != '\n') {
            i++;
            continue;
        }
        add(&cutting, str_sub(text, from, i + lost - from), lost || str_starts(str_from(text, i), S("\n")));
        cutting.item =
            bullet > 0 || (cutting.item && text.s[i] == '\n' && str_trim(str_sub(text, from, i - from)).n == 0);
        i += bullet > 0 ? bullet : 1;
        from = i;
    }
    add(&cutting, str_from(text, from), false);
    return cutting.n;
}
