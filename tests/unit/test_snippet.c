/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/html.h"
#include "snippet_hits.h"

static struct arena arena;
static struct analyser *analyser;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    analyser = analyser_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    analyser_free(analyser);
    arena_done(&arena);
    return 0;
}

/* As a page shows it, with '[' and ']' for the marks. */
static const char *snippet_of(const char *text, const char *query, size_t max)
{
    struct str snippet = snippet_of_query(&arena, analyser, str_of(text), str_of(query), max);
    char *shown = arena_alloc(&arena, snippet.n + 1);
    for (size_t i = 0; i < snippet.n; i++) {
        shown[i] = (char)(snippet.s[i] == '\x02' ? '[' : snippet.s[i] == '\x03' ? ']' : snippet.s[i]);
    }
    return shown;
}

static void words_met_are_marked_however_they_end(void **state)
{
    (void)state;
    assert_string_equal(snippet_of("Clean lamps for a city.", "lamp cities", 100), "Clean [lamps] for a [city].");
    assert_string_equal(snippet_of("Lamp, lamps; LAMPS!", "lamp", 100), "[Lamp], [lamps]; [LAMPS]!");
    assert_string_equal(snippet_of("In Ždár and Žďár", "zdar", 100), "In [Ždár] and [Žďár]");
    assert_string_equal(snippet_of("After COVID-19 came work", "covid-19", 100), "After [COVID]-[19] came work");
    assert_string_equal(snippet_of("lamplight clamp", "lamp", 100), "lamplight clamp");
}

static void nothing_met_is_the_beginning(void **state)
{
    (void)state;
    assert_string_equal(snippet_of("Clean lamps for a city", "cathedral", 100), "Clean lamps for a city");
    assert_string_equal(snippet_of("Clean lamps for a city", "cathedral", 14), "Clean lamps ...");
    assert_string_equal(snippet_of("Clean lamps", "", 100), "Clean lamps");
    assert_string_equal(snippet_of("", "lamp", 100), "");
}

static void the_window_is_where_most_words_stand_together(void **state)
{
    (void)state;
    const char *text = "Water is mentioned here first. Then come many other words that say very little about it, one "
                       "after another, for a long while. Waste water treatment is shared by small towns. "
                       "And so it ends at last.";
    const char *shown = snippet_of(text, "waste water treatment", 60);
    assert_non_null(strstr(shown, "[Waste] [water] [treatment]"));
    assert_memory_equal(shown, "... ", 4);
    assert_string_equal(shown + strlen(shown) - 4, " ...");
    assert_true(strlen(shown) <= 60 + 8 + 6);
}

static void both_ends_fall_between_words(void **state)
{
    (void)state;
    const char *text = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda needle mu nu xi omicron pi rho "
                       "sigma tau upsilon phi chi psi omega";
    for (size_t max = 20; max < 120; max++) {
        struct str shown = str_of(snippet_of(text, "needle", max));
        assert_true(str_contains(shown, S("[needle]")));
        struct str plain = str_starts(shown, S("... ")) ? str_from(shown, 4) : shown;
        struct str first = str_cut(plain, ' ', &plain);
        first = str_starts(first, S("[")) ? S("needle") : first;
        assert_true(str_contains(str_format(&arena, " %s ", text), str_format(&arena, " %.*s ", STR_ARG(first))));
        assert_true(shown.n <= max + 8 + 2);
    }
}

static void a_letter_is_never_cut(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 100000);
    for (int i = 0; i < 300; i++) {
        buf_put_str(&text, i % 3 == 0 ? S("札") : i % 3 == 1 ? S("é") : S("🏙"));
    }
    for (size_t max = 1; max < 200; max++) {
        struct str snippet = snippet_make(&arena, buf_str(&text), NULL, 0, max);
        assert_true(str_is_utf8(snippet));
        assert_true(snippet.n <= max + 4);
    }
    buf_done(&text);
}

static void on_a_page_marks_are_markup_and_text_is_not(void **state)
{
    (void)state;
    struct str snippet = snippet_of_query(&arena, analyser, S("<b> & \"lamps\""), S("lamp"), 100);
    assert_string_equal(str_c(&arena, html_marked(&arena, snippet).markup),
            "&lt;b&gt; &amp; &quot;<mark>lamps</mark>&quot;");
}

/* The index may be of an older text: what does not lie in it between letters is passed over. */
static void places_outside_the_text_are_passed_over(void **state)
{
    (void)state;
    struct str text = S("Žďár shines");
    const struct snippet_hit hits[] = {{0, 1, 0}, {0, 7, 1}, {3, 2, 0}, {8, 6, 2}, {8, 7, 2}, {20, 3, 0}, {14, 0, 0}};
    struct str snippet = snippet_make(&arena, text, hits, COUNT_OF(hits), 100);
    assert_true(str_eq(snippet, S("\x02Žďár\x03 \x02shines\x03")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_met_are_marked_however_they_end),
        cmocka_unit_test(nothing_met_is_the_beginning),
        cmocka_unit_test(the_window_is_where_most_words_stand_together),
        cmocka_unit_test(both_ends_fall_between_words),
        cmocka_unit_test(a_letter_is_never_cut),
        cmocka_unit_test(on_a_page_marks_are_markup_and_text_is_not),
        cmocka_unit_test(places_outside_the_text_are_passed_over),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
