/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/words.h"

static struct arena arena;
static struct buf buf;
static struct out out;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    buf_init(&buf, 65536);
    out = (struct out){.buf = &buf, .arena = &arena};
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

static void english_is_the_sentence_itself(void **state)
{
    (void)state;
    out.words = NULL;
    put_words(&out, "Rates & reasons", NULL, 0);
    expect("Rates &amp; reasons");
    assert_string_equal(str_c(&arena, W(&out, "Rates & reasons")), "Rates & reasons");
}

static void slots_are_filled_by_their_kind(void **state)
{
    (void)state;
    out.words = NULL;
    put_words(&out, "{who} had {money} for {what} until {day}, {year}",
              SLOTS(slot("who", S("A <b>")), slot("money", euros(120000000)),
                    slot("what", ((struct html){S("<i>x</i>")})),
                    slot("day", date_of(2018, 5, 3)), slot("year", 2018)));
    expect("A &lt;b&gt; had €1.2 million for <i>x</i> until 3 May 2018, 2018");
    assert_string_equal(str_c(&arena, words_text(&out, "{who}!", SLOTS(slot("who", S("A & B"))))), "A & B!");
}

static void the_plural_is_chosen_by_n(void **state)
{
    (void)state;
    out.words = NULL;
    static const struct { int64_t n; const char *text; } cases[] = {
        {0, "Found 0 cities"}, {1, "Found 1 city"}, {2, "Found 2 cities"}, {21000, "Found 21,000 cities"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        put_words(&out, "Found {n} city|Found {n} cities", SLOTS(slot("n", count(cases[i].n))));
        expect(cases[i].text);
    }
    put_words(&out, "one of them|{n} of them", SLOTS(slot("n", 1)));
    expect("one of them");
}

static void pseudo_accents_words_but_not_what_fills_them(void **state)
{
    (void)state;
    out.words = words_find(S("pseudo"));
    assert_ptr_equal(out.words, words_pseudo());
    put_words(&out, "Hi {name} & co", SLOTS(slot("name", S("Bob"))));
    expect("[Ĥí Bob &amp; çó]");
    put_words(&out, "Found {n} city|Found {n} cities", SLOTS(slot("n", 3)));
    expect("[Ƒóúñď 3 çíţíéš]");
    assert_string_equal(str_c(&arena, words_tag(out.words)), "en-XA");
    out.words = NULL;
}

static size_t two_forms(uint64_t n)
{
    return n != 1;
}

/* Polish, by the head that gettext gives it. */
static size_t three_forms(uint64_t n)
{
    return n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2;
}

static void a_language_may_have_more_forms_than_english(void **state)
{
    (void)state;
    static const struct words_item items[] = {{S_INIT("{n} city|{n} cities"),
                                               S_INIT("{n} miasto|{n} miasta|{n} miast")}};
    static const struct words polish = {.tag = S_INIT("pl"), .code = S_INIT("pl"), .items = items, .items_count = 1,
                                        .form = three_forms};
    out.words = &polish;
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", 1)));
    expect("1 miasto");
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", 3)));
    expect("3 miasta");
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", 12)));
    expect("12 miast");
    put_words(&out, "{n} day|{n} days", SLOTS(slot("n", 3)));
    expect("3 days");
    out.words = NULL;
}

static void figures_take_the_signs_of_the_language(void **state)
{
    (void)state;
    static const struct words_item items[] = {{S_INIT("1,234.5"), S_INIT("1\u202f234,5")}};
    static const struct words french = {.tag = S_INIT("fr"), .code = S_INIT("fr"), .items = items, .items_count = 1,
                                        .form = two_forms};
    out.words = words_find(S("de"));
    put_words(&out, "{a}, {b}, {c}", SLOTS(slot("a", count(1234567)), slot("b", euros(1250000000)),
                                           slot("c", date_of(2018, 5, 3))));
    expect("1.234.567, 12,5\u00a0Mio.\u00a0€, 3. Mai 2018");
    out.words = &french;
    put_count(&out, count(1234567));
    expect("1\u202f234\u202f567");
    out.words = NULL;
    put_count(&out, count(1234567));
    expect("1,234,567");
}

static void a_catalogue_translates_what_it_has(void **state)
{
    (void)state;
    static const struct words_item items[] = {
        {S_INIT("Our city"), S_INIT("Unsere Stadt")},
        {S_INIT("{n} city|{n} cities"), S_INIT("{n} Stadt|{n} Städte")},
    };
    static const struct words german = {.tag = S_INIT("de"), .code = S_INIT("de"), .items = items, .items_count = 2,
                                        .form = two_forms};
    out.words = &german;
    put_words(&out, "Our city", NULL, 0);
    expect("Unsere Stadt");
    put_words(&out, "{n} city|{n} cities", SLOTS(slot("n", 5)));
    expect("5 Städte");
    put_words(&out, "Money", NULL, 0);
    expect("Money");
    out.words = NULL;
}

static void what_is_not_known_is_english(void **state)
{
    (void)state;
    assert_non_null(words_find(S("DE")));
    assert_null(words_find(S("en")));
    assert_null(words_find(S("xx")));
    assert_null(words_find((struct str){0}));
    assert_string_equal(str_c(&arena, words_tag(NULL)), "en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_is_the_sentence_itself),
        cmocka_unit_test(slots_are_filled_by_their_kind),
        cmocka_unit_test(the_plural_is_chosen_by_n),
        cmocka_unit_test(pseudo_accents_words_but_not_what_fills_them),
        cmocka_unit_test(a_language_may_have_more_forms_than_english),
        cmocka_unit_test(figures_take_the_signs_of_the_language),
        cmocka_unit_test(a_catalogue_translates_what_it_has),
        cmocka_unit_test(what_is_not_known_is_english),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
