/* SPDX-License-Identifier: AGPL-3.0-or-later
** Until when a commitment holds, when a city is asked again, and the words that it signs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/commitment.h"
#include "web/membership/commitment_words.h"

#define DAY 86400

static int64_t day(int year, int month, int of_month)
{
    return (int64_t)date_of(year, month, of_month).days * DAY;
}

static void test_it_holds_ends_soon_has_ended(void **state)
{
    (void)state;
    int64_t end = day(2028, 11, 23);
    assert_int_equal(commitment_judge(0, end), COMMITMENT_NONE);
    assert_int_equal(commitment_judge(end, end - 60 * DAY - 1), COMMITMENT_HOLDS);
    assert_int_equal(commitment_judge(end, end - 60 * DAY), COMMITMENT_ENDS_SOON);
    assert_int_equal(commitment_judge(end, end - 1), COMMITMENT_ENDS_SOON);
    assert_int_equal(commitment_judge(end, end), COMMITMENT_ENDED);
}

static void test_it_ends_on_the_same_day_of_a_year(void **state)
{
    (void)state;
    assert_true(commitment_ends(day(2026, 11, 23) + 4711, 2) == day(2028, 11, 23));
    assert_true(commitment_ends(day(2028, 2, 29), 1) == day(2029, 2, 28));
    assert_true(commitment_ends(day(2028, 2, 29), 3) == day(2031, 2, 28));
    assert_true(commitment_ends(day(2027, 2, 28), 1) == day(2028, 2, 28));
}

/* ---- the words */

#define ONE "{\"number\": 1, \"as_of\": \"2026-11-23\", \"sentences\": {\"en\": [\"a\", \"b\", \"c\"]}}"
#define TWO "{\"number\": 2, \"as_of\": \"2027-01-02\", \"sentences\": {\"en\": [\"d\", \"e\", \"f\"], " \
            "\"de\": [\"x\", \"y\", \"z\"]}}"

static struct commitment_words words; /* in an arena that stays */

static struct arena parsed;

static enum fault parse(const char *versions, int64_t version, const char *language)
{
    struct str json = str_format(&parsed, "{\"versions\": [%s]}", versions);
    return commitment_words_parse(&parsed, json, version, str_of(language), &words);
}

static int start(void **state)
{
    (void)state;
    arena_init(&parsed, 4u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&parsed);
    return 0;
}

static void test_every_version_is_found_in_its_language(void **state)
{
    (void)state;
    assert_int_equal(parse(ONE ", " TWO, 0, "de"), OK);
    assert_int_equal(words.version, 2);
    assert_true(str_eq(words.sentences[2], S("z")));
    assert_true(words.as_of.days == date_of(2027, 1, 2).days);
    assert_int_equal(parse(ONE ", " TWO, 1, "de"), OK);
    assert_true(str_eq(words.sentences[0], S("a"))); /* in English, where it has none of the language */
    assert_int_equal(parse(ONE ", " TWO, 2, "fr"), OK);
    assert_true(str_eq(words.sentences[0], S("d")));
    assert_int_equal(parse(ONE, 2, "en"), FAULT_NOT_FOUND);
}

static void test_what_is_no_such_file_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", TWO, "{}", "1", ONE ", " ONE,
        "{\"number\": 1, \"as_of\": \"soon\", \"sentences\": {\"en\": [\"a\", \"b\", \"c\"]}}",
        "{\"number\": 1, \"as_of\": \"2026-11-23\", \"sentences\": {\"en\": [\"a\", \"b\"]}}",
        "{\"number\": 1, \"as_of\": \"2026-11-23\", \"sentences\": {\"en\": [\"a\", \"b\", \"\"]}}",
        "{\"number\": 1, \"as_of\": \"2026-11-23\", \"sentences\": {\"en\": [\"a\", \"b\", \"c\"], \"de\": []}}",
        "{\"number\": 1, \"as_of\": \"2026-11-23\", \"sentences\": {\"de\": [\"a\", \"b\", \"c\"]}}", "]",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(parse(wrong[i], 1, "de"), FAULT_INVALID);
    }
}

/* The file of the program: every version in both languages. */
static void test_the_program_has_its_words(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1u << 20);
    struct commitment_words last = commitment_words_get(&arena, 0, S("en"));
    for (int64_t i = 1; i <= last.version; i++) {
        struct commitment_words english = commitment_words_get(&arena, i, S("en"));
        struct commitment_words german = commitment_words_get(&arena, i, S("de"));
        assert_int_equal(english.version, i);
        for (size_t k = 0; k < COMMITMENT_SENTENCES; k++) {
            assert_false(str_eq(english.sentences[k], german.sentences[k]));
        }
    }
    assert_int_equal(commitment_words_get(&arena, last.version + 1, S("en")).version, last.version);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_holds_ends_soon_has_ended),
        cmocka_unit_test(test_it_ends_on_the_same_day_of_a_year),
        cmocka_unit_test(test_every_version_is_found_in_its_language),
        cmocka_unit_test(test_what_is_no_such_file_is_refused),
        cmocka_unit_test(test_the_program_has_its_words),
    };
    return cmocka_run_group_tests_name("commitment", tests, start, stop);
}
