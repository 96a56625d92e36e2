/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a former bid that is pasted: parts stand in their order within the text, what is not read begins at a
** part; joining, numbers, words and stems hold their bounds. */
#include "domain/answer_words.h"
#include "domain/former_bid.h"
#include "fuzz.h"

static void check_parts(struct arena *arena, struct str text)
{
    struct former_parts parts;
    const char *behind = text.s;
    former_bid_cut(arena, text, &parts);
    check(parts.n <= FORMER_PARTS_MAX && parts.read <= text.n);
    check(parts.is_over || parts.read == text.n);
    for (size_t i = 0; i < parts.n; i++) {
        const struct former_part *part = &parts.items[i];
        check(part->question.n > 0 || part->text.n > 0);
        check(part->text.n == 0 || (part->text.s >= behind && part->text.s + part->text.n <= text.s + text.n));
        behind = part->text.n == 0 ? behind : part->text.s + part->text.n;
        if (i > 0) {
            struct former_part joined = former_bid_join(arena, &parts.items[i - 1], part);
            check(joined.text.n >= part->text.n + parts.items[i - 1].text.n + part->question.n);
        }
    }
    if (parts.is_over) {
        struct former_parts rest;
        former_bid_cut(arena, str_from(text, parts.read), &rest);
        check(rest.n > 0);
    }
}

static void check_words(struct arena *arena, struct str text)
{
    struct answer_words words = answer_words_of(arena, text, ANSWER_WORDS_MAX);
    struct str numbers[ANSWER_NUMBERS_MAX];
    struct answer_when when;
    check(words.n <= ANSWER_WORDS_MAX);
    for (size_t i = 0; i < words.n; i++) {
        struct str stem = answer_word_stem(arena, words.items[i]);
        check(words.items[i].n <= ANSWER_WORD_BYTES_MAX && stem.n > 0 && stem.n <= words.items[i].n);
        check(str_is_utf8(stem) && !str_contains(stem, S(" ")));
    }
    size_t n = answer_numbers(text, numbers);
    for (size_t i = 0; i < n; i++) {
        check(numbers[i].n > 1 && numbers[i].s[0] >= '0' && numbers[i].s[0] <= '9' && str_is_utf8(numbers[i]));
    }
    if (answer_when_parse(text, (struct date){20780}, &when)) {
        struct answer_when again;
        check(answer_when_parse(answer_when_iso(arena, &when), (struct date){20780}, &again));
        check(again.year == when.year && again.day.days == when.day.days);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    text = str_scrub(&arena, text);
    check_parts(&arena, text);
    check_words(&arena, text);
    return 0;
}
