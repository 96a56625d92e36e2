/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** words: what the product says, by language. The English sentence in the source is the key.
**
** In a view: {{_ "Found {n} city|Found {n} cities" n=count(m->total) }}. In C: W(out, "Our city"), or
** words_text with slots. Slots are named; a '|' parts singular and plural and then a slot `n` must be there.
** NULL words is English. The pseudo-language (words_pseudo) accents every letter and puts the sentence in
** [brackets], so that a test finds words that did not go through here.
**
** A catalogue is a table of ours made from po/<language>.po by tools/wordsc at build, in the order of its
** English sentences; a lookup is a binary search. A sentence it does not have stands in English. Slots stand in
** braces, {n}; a sentence whose slot is not given stops the process (a bug: the walk of every route finds it).
*/
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "text/html.h"

struct words_item {
    struct str english; /* the key, with its slots and its '|' */
    struct str translated; /* its plural forms parted by '|' */
};

struct words {
    struct str tag;  /* BCP 47 */
    struct str code; /* what words_find knows it by */
    bool pseudo;
    const struct words_item *items; /* ordered by str_cmp of english */
    size_t items_count;
    size_t (*form)(uint64_t n); /* which plural form n takes, by the head of the .po */
};

enum slot_kind { SLOT_TEXT, SLOT_HTML, SLOT_INT, SLOT_COUNT, SLOT_EUROS, SLOT_DATE };

struct slot {
    const char *name;
    enum slot_kind kind;
    struct str text; /* text or markup */
    int64_t number;  /* the rest */
};

struct slot slot_str(const char *name, struct str x);
struct slot slot_html(const char *name, struct html x);
struct slot slot_int(const char *name, int64_t x);
struct slot slot_count(const char *name, struct count x);
struct slot slot_euros(const char *name, struct euros x);
struct slot slot_date(const char *name, struct date x);

#define slot(name, x)               \
    _Generic((x),                   \
        struct str: slot_str,       \
        struct html: slot_html,     \
        struct count: slot_count,   \
        struct euros: slot_euros,   \
        struct date: slot_date,     \
        int: slot_int,              \
        unsigned: slot_int,         \
        long: slot_int,             \
        unsigned long: slot_int)((name), (x))

/* Writes the sentence, escaped, with its slots filled (html slots pass). */
void put_words(struct out *out, const char *english, const struct slot *slots, size_t slots_count);
/* The same as text, for titles, mails and machine forms; html slots are refused (a bug). */
struct str words_text(struct out *out, const char *english, const struct slot *slots, size_t slots_count);
/* A sentence without slots. xgettext finds these by the name W. */
#define W(out, english) words_text((out), "" english "", NULL, 0)
/* Marks a literal for the catalogue where it is only stored; put it later with words_text. */
#define W_NOTE(english) "" english ""

/* The language by its code ("en", "pseudo", ...); NULL for English and for what is not known. */
const struct words *words_find(struct str language);
const struct words *words_pseudo(void);
/* The languages that ship (made by wordsc); the last one has no tag. */
extern const struct words words_shipped[];
/* A figure as English writes it ("1,234.5") in the signs of the language: as the catalogue translates 1,234.5. */
struct str words_figure(const struct words *words, struct arena *arena, struct str figure);
/* BCP 47 tag for <html lang>. */
struct str words_tag(const struct words *words);

#endif
