/* SPDX-License-Identifier: AGPL-3.0-or-later
** words: what the product says, by language. A sentence is found, its plural form is chosen, and it is written
** with its slots filled; English is the sentence itself. */
#include "text/words.h"

#include <string.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/limits.h"

static const struct words pseudo_words = {.tag = S_INIT("en-XA"), .code = S_INIT("pseudo"), .pseudo = true};

struct slot slot_str(const char *name, struct str x)
{
    return (struct slot){.name = name, .kind = SLOT_TEXT, .text = x};
}

struct slot slot_html(const char *name, struct html x)
{
    return (struct slot){.name = name, .kind = SLOT_HTML, .text = x.markup};
}

struct slot slot_int(const char *name, int64_t x)
{
    return (struct slot){.name = name, .kind = SLOT_INT, .number = x};
}

struct slot slot_count(const char *name, struct count x)
{
    return (struct slot){.name = name, .kind = SLOT_COUNT, .number = x.n};
}

struct slot slot_euros(const char *name, struct euros x)
{
    return (struct slot){.name = name, .kind = SLOT_EUROS, .number = x.cents};
}

struct slot slot_date(const char *name, struct date x)
{
    return (struct slot){.name = name, .kind = SLOT_DATE, .number = x.days};
}

/* A sentence on its way out. `escape`: into a page, else plain text. */
struct writing {
    struct out *out;
    const struct slot *slots;
    size_t slots_count;
    bool escape;
};

static const struct slot *find_slot(const struct writing *writing, struct str name)
{
    for (size_t i = 0; i < writing->slots_count; i++) {
        if (str_eq(str_of(writing->slots[i].name), name)) {
            return &writing->slots[i];
        }
    }
    return NULL;
}

static void write_text(const struct writing *writing, struct str text)
{
    if (writing->escape) {
        put_str(writing->out, text);
    } else {
        buf_put_str(writing->out->buf, text);
    }
}

static void write_slot(const struct writing *writing, const struct slot *slot)
{
    struct out *out = writing->out;
    switch (slot->kind) {
    case SLOT_TEXT: write_text(writing, slot->text); break;
    case SLOT_HTML:
        check(writing->escape);
        put_html(out, (struct html){slot->text});
        break;
    case SLOT_INT: put_int(out, slot->number); break;
    case SLOT_COUNT: put_count(out, count(slot->number)); break;
    case SLOT_EUROS: put_euros(out, euros(slot->number)); break;
    case SLOT_DATE: put_date(out, (struct date){(int32_t)slot->number}); break;
    }
}

/* Every letter with an accent, so that words that are not ours stand out and wide letters are tried. */
static void write_accented(const struct writing *writing, struct str text)
{
    static const char *const accents[] = {
        "á", "ƀ", "ç", "ď", "é", "ƒ", "ĝ", "ĥ", "í", "ĵ", "ķ", "ľ", "ɱ",
        "ñ", "ó", "þ", "ɋ", "ŕ", "š", "ţ", "ú", "ṽ", "ŵ", "ẋ", "ý", "ž",
        "Á", "Ɓ", "Ç", "Ď", "É", "Ƒ", "Ĝ", "Ĥ", "Í", "Ĵ", "Ķ", "Ľ", "Ɱ",
        "Ñ", "Ó", "Þ", "Ɋ", "Ŕ", "Š", "Ţ", "Ú", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž",
    };
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        bool small = c >= 'a' && c <= 'z';
        if (small || (c >= 'A' && c <= 'Z')) {
            write_text(writing, str_of(accents[small ? c - 'a' : 26 + c - 'A']));
        } else {
            write_text(writing, str_sub(text, i, 1));
        }
    }
}

/* The sentence with {slots} filled. A slot that was not given is a bug of the page, found by its first test. */
static void write_sentence(const struct writing *writing, struct str sentence, bool accented)
{
    while (sentence.s != NULL) {
        struct str rest;
        struct str text = str_cut(sentence, '{', &rest);
        if (accented) {
            write_accented(writing, text);
        } else {
            write_text(writing, text);
        }
        if (rest.s == NULL) {
            return;
        }
        struct str name = str_cut(rest, '}', &sentence);
        const struct slot *slot = find_slot(writing, name);
        check(slot != NULL);
        write_slot(writing, slot);
    }
}

/* As English and German have it. */
static size_t two_forms(uint64_t n)
{
    return n != 1;
}

/* The form for the slot n; -1 is as singular as 1. A sentence without '|' has one form. */
static struct str choose_form(const struct writing *writing, struct str sentence, size_t (*form)(uint64_t n))
{
    struct str rest;
    struct str chosen = str_cut(sentence, '|', &rest);
    if (rest.s == NULL) {
        return sentence;
    }
    const struct slot *n = find_slot(writing, S("n"));
    check(n != NULL && (n->kind == SLOT_INT || n->kind == SLOT_COUNT));
    uint64_t size = n->number < 0 ? 0 - (uint64_t)n->number : (uint64_t)n->number;
    for (size_t left = form(size); left > 0 && rest.s != NULL; left--) {
        chosen = str_cut(rest, '|', &rest);
    }
    return chosen;
}

/* NULL: it stands in English. */
static const struct words_item *find_item(const struct words *words, struct str english)
{
    size_t low = 0;
    size_t high = words->items_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_cmp(english, words->items[middle].english);
        if (order == 0) {
            return &words->items[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

static void write_words(const struct writing *writing, const char *english)
{
    const struct words *words = writing->out->words;
    struct str sentence = str_of(english);
    if (words == NULL) {
        write_sentence(writing, choose_form(writing, sentence, two_forms), false);
    } else if (words->pseudo) {
        buf_put_char(writing->out->buf, '[');
        write_sentence(writing, choose_form(writing, sentence, two_forms), true);
        buf_put_char(writing->out->buf, ']');
    } else {
        const struct words_item *item = find_item(words, sentence);
        struct str chosen = item != NULL ? choose_form(writing, item->translated, words->form)
                                         : choose_form(writing, sentence, two_forms);
        write_sentence(writing, chosen, false);
    }
}

void put_words(struct out *out, const char *english, const struct slot *slots, size_t slots_count)
{
    struct writing writing = {out, slots, slots_count, true};
    write_words(&writing, english);
}

struct str words_text(struct out *out, const char *english, const struct slot *slots, size_t slots_count)
{
    char room[512]; /* nearly all are shorter */
    struct buf CLEANUP(buf_done) buf;
    buf_init_lent(&buf, RESPONSE_MAX, room, sizeof room);
    struct out text_out = {.buf = &buf, .words = out->words, .arena = out->arena};
    struct writing writing = {&text_out, slots, slots_count, false};
    write_words(&writing, english);
    return str_copy(out->arena, buf_str(&buf));
}

const struct words *words_find(struct str language)
{
    for (const struct words *shipped = words_shipped; shipped->tag.n > 0; shipped++) {
        if (str_eq_nocase(shipped->code, language)) {
            return shipped;
        }
    }
    return str_eq_nocase(pseudo_words.code, language) ? &pseudo_words : NULL;
}

const struct words *words_pseudo(void)
{
    return &pseudo_words;
}

struct str words_figure(const struct words *words, struct arena *arena, struct str figure)
{
    const struct words_item *item = words != NULL ? find_item(words, S(W_NOTE("1,234.5"))) : NULL;
    if (item == NULL || item->translated.n < 7) {
        return figure;
    }
    struct str group = str_sub(item->translated, 1, item->translated.n - 6); /* 1 GROUP 234 , 5 */
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, figure.n * (group.n + 1) + 1);
    for (size_t i = 0; i < figure.n; i++) {
        if (figure.s[i] == ',') {
            buf_put_str(&buf, group);
        } else {
            buf_put_char(&buf, figure.s[i] == '.' ? item->translated.s[item->translated.n - 2] : figure.s[i]);
        }
    }
    return str_copy(arena, buf_str(&buf));
}

struct str words_tag(const struct words *words)
{
    return words != NULL ? words->tag : S("en");
}
