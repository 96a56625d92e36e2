/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "dies.h"
#include "text/words.h"

/* A catalogue as the build makes it: ordered by its English sentences. */
static const struct words_item items[] = {
    {S_INIT(""), S_INIT("(leer)")},
    {S_INIT("About the data"), S_INIT("Über die Daten")},
    {S_INIT("Our <city>"), S_INIT("Unsere <Stadt> & mehr")},
    {S_INIT("{n} city|{n} cities"), S_INIT("{n} Stadt|{n} Städte")},
    {S_INIT("{who} worked with {whom}"), S_INIT("Mit {whom} hat {who} gearbeitet")},
    {S_INIT("{who} writes"), S_INIT("Jemand schreibt")},
    {S_INIT("{who}!"), S_INIT("{wer}!")},
    {S_INIT("Žďár"), S_INIT("Saar")},
};
static size_t form_german(uint64_t n)
{
    return n != 1;
}

static size_t form_polish(uint64_t n)
{
    return n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;
}

static const struct words german = {
    .tag = S_INIT("de"), .code = S_INIT("de"), .items = items, .items_count = COUNT_OF(items), .form = form_german,
};

static const struct words_item polish_items[] = {
    {S_INIT("{n} city|{n} cities"), S_INIT("{n} miasto|{n} miasta|{n} miast")},
};
static const struct words polish = {
    .tag = S_INIT("pl"), .code = S_INIT("pl"), .items = polish_items, .items_count = 1, .form = form_polish,
};

static struct arena arena;
static struct buf buf;
static struct out out;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    buf_init(&buf, 65536);
    out = (struct out){.buf = &buf, .words = &german, .arena = &arena};
    return 0;
}

static int stop(void **state)
{
    (void)state;
    buf_done(&buf);
    arena_done(&arena);
    return 0;
}

static void expect(const char *wanted)
{
    assert_string_equal(str_c(&arena, buf_str(&buf)), wanted);
    buf_reset(&buf);
}

#define SLOTS(...) (struct slot[]){__VA_ARGS__}, COUNT_OF(((struct slot[]){__VA_ARGS__}))

static void the_catalogue_here_is_in_order(void **state)
{
    (void)state;
    for (size_t i = 1; i < COUNT_OF(items); i++) {
        assert_true(str_cmp(items[i - 1].english, items[i].english) < 0);
    }
}

static void every_sentence_is_found_and_others_stay_english(void **state)
{
    (void)state;
    static const char *const plain[][2] = {
        {"", "(leer)"}, {"About the data", "Über die Daten"}, {"Žďár", "Saar"},
        {"A", "A"}, {"About the dat", "About the dat"}, {"About the data.", "About the data."}, {"Ž", "Ž"},
        {"zzz", "zzz"},
    };
    for (size_t i = 0; i < COUNT_OF(plain); i++) {
        put_words(&out, plain[i][0], NULL, 0);
        expect(plain[i][1]);
    }
    assert_string_equal(str_c(&arena, words_tag(&german)), "de");
}

static void a_translation_is_text_never_markup(void **state)
{
    (void)state;
    put_words(&out, "Our <city>", NULL, 0);
    expect("Unsere &lt;Stadt&gt; &amp; mehr");
    assert_string_equal(str_c(&arena, W(&out, "Our <city>")), "Unsere <Stadt> & mehr");
}

static void slots_move_and_may_be_left_out(void **state)
{
    (void)state;
    put_words(&out, "{who} worked with {whom}", SLOTS(slot("who", S("A & B")), slot("whom", S("C"))));
    expect("Mit C hat A &amp; B gearbeitet");
    put_words(&out, "{who} writes", SLOTS(slot("who", S("A"))));
    expect("Jemand schreibt");
}

static void plurals_are_the_translations_own(void **state)
{
    (void)state;
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", count(1))));
    expect("1 Stadt");
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", count(1200))));
    expect("1,200 Städte");
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", -1)));
    expect("-1 Stadt");
    static const struct { int n; const char *text; } cases[] = {
        {1, "1 miasto"}, {2, "2 miasta"}, {5, "5 miast"}, {12, "12 miast"}, {22, "22 miasta"}, {0, "0 miast"},
    };
    out.words = &polish;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", cases[i].n)));
        expect(cases[i].text);
    }
    out.words = &german;
}

static void put_without_slot(void *context)
{
    (void)context;
    put_words(&out, "{who} worked with {whom}", SLOTS(slot("who", S("A"))));
}

static void put_plural_without_n(void *context)
{
    (void)context;
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("m", 3)));
}

static void put_slot_of_the_translator(void *context)
{
    (void)context;
    put_words(&out, "{who}!", SLOTS(slot("who", S("A"))));
}

static void text_with_markup(void *context)
{
    (void)context;
    words_text(&out, "{who} worked with {whom}", SLOTS(slot("who", ((struct html){S("<b>")})), slot("whom", S("C"))));
}

static void what_cannot_be_filled_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(put_without_slot, NULL));
    assert_true(dies(put_plural_without_n, NULL));
    assert_true(dies(put_slot_of_the_translator, NULL));
    assert_true(dies(text_with_markup, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogue_here_is_in_order),
        cmocka_unit_test(every_sentence_is_found_and_others_stay_english),
        cmocka_unit_test(a_translation_is_text_never_markup),
        cmocka_unit_test(slots_move_and_may_be_left_out),
        cmocka_unit_test(plurals_are_the_translations_own),
        cmocka_unit_test(what_cannot_be_filled_is_a_bug),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
