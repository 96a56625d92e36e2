/* SPDX-License-Identifier: AGPL-3.0-or-later
** Earlier answers: when they were handed in, how old they are, their numbers, the words they are found by, and the
** order of what is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/answer_words.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 4u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void assert_str(struct str x, const char *expected)
{
    if (!str_eq(x, str_of(expected))) {
        fail_msg("'%.*s' is not '%s'", STR_ARG(x), expected);
    }
}

static void test_days_and_years_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct { const char *typed, *kept; } cases[] = {
        {"2024-03-12", "2024-03-12"}, {" 12.3.2024 ", "2024-03-12"}, {"12/03/2024", "2024-03-12"}, {"2024", "2024"},
        {"", ""}, {"  ", ""}, {"2024-02-29", "2024-02-29"}};
    static const char *const wrong[] = {"2027", "2026-11-24", "1979", "2023-02-29", "12.13.2024", "March 2024", "24",
                                        "2024-03", "2024-03-12x", "-2024", "12.3.24", "0"};
    struct date today = date_of(2026, 11, 23);
    struct answer_when when;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(answer_when_parse(str_of(cases[i].typed), today, &when));
        assert_str(answer_when_iso(&arena, &when), cases[i].kept);
    }
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        if (answer_when_parse(str_of(wrong[i]), today, &when)) {
            fail_msg("'%s' is taken", wrong[i]);
        }
    }
}

static void test_how_old_one_is(void **state)
{
    (void)state;
    struct date today = date_of(2026, 11, 23), written = date_of(2026, 11, 1);
    assert_int_equal(answer_years(&(struct answer_when){2024, date_of(2024, 11, 23)}, written, today), 2);
    assert_int_equal(answer_years(&(struct answer_when){2024, date_of(2024, 11, 24)}, written, today), 1);
    assert_int_equal(answer_years(&(struct answer_when){2024, DATE_NONE}, written, today), 1); /* at least */
    assert_int_equal(answer_years(&(struct answer_when){2026, DATE_NONE}, written, today), 0);
    assert_int_equal(answer_years(&(struct answer_when){0, DATE_NONE}, written, today), 0);
    assert_int_equal(answer_years(&(struct answer_when){0, DATE_NONE}, date_of(2020, 1, 1), today), 6);
}

static void test_numbers_are_named_with_their_word(void **state)
{
    (void)state;
    struct str n[ANSWER_NUMBERS_MAX];
    struct str text = S("1. We have 58,000 residents, 42 % of them (2019) in flats; CO2 fell by 3.5 tonnes.\n"
                        "12) Again 58,000 residents. H2020 paid 1.2 million, in Köln 58 000 Einwohner and 7.\nE5");
    assert_int_equal(answer_numbers(text, n), 6);
    assert_str(n[0], "58,000 residents");
    assert_str(n[1], "42 %");
    assert_str(n[2], "2019");
    assert_str(n[3], "3.5 tonnes");
    assert_str(n[4], "1.2 million");
    assert_str(n[5], "58 000 Einwohner");
    assert_int_equal(answer_numbers(S(""), n), 0);
    assert_int_equal(answer_numbers(S("10 11 12 13 14 15 16 17 18 19 20 21 22 23"), n), ANSWER_NUMBERS_MAX);
}

static void test_words_fold_and_those_of_every_form_are_left_out(void **state)
{
    (void)state;
    struct str text = S("Please describe the Dächer of your Projekt: Dächer, daecher");
    struct answer_words words = answer_words_of(&arena, text, 10);
    assert_int_equal(words.n, 2);
    assert_str(words.items[0], "dacher");
    assert_str(words.items[1], "daecher");
    words = answer_words_of(&arena, S("what is it"), 10);
    assert_int_equal(words.n, 3); /* nothing else is there */
    assert_int_equal(answer_words_of(&arena, S("a, b! 1 ?"), 10).n, 0);
    assert_int_equal(answer_words_of(&arena, S("one two three four"), 2).n, 2);
    /* The list is looked up by halves: each of it has to be found. */
    static const char *const some[] = {"a", "application", "bitte", "zur", "wird", "konnen", "your", "und"};
    for (size_t i = 0; i < COUNT_OF(some); i++) {
        words = answer_words_of(&arena, str_format(&arena, "%s roof", some[i]), 10);
        assert_int_equal(words.n, 1);
    }
}

static void test_stems_meet_in_both_languages(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"roofs", "roof"}, {"cities", "city"}, {"measuring", "measured"}, {"strategies", "strategy"},
        {"planning", "plans"}, {"partners", "partner"}, {"dacher", "dach"}, {"schulen", "schule"},
        {"planungen", "planung"}, {"energien", "energie"}, {"wirkungen", "wirkung"}};
    static const char *const other[][2] = {{"roof", "room"}, {"water", "wate"}, {"green", "grey"}, {"art", "arts"}};
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        assert_str(answer_word_stem(&arena, str_of(same[i][0])),
                   str_c(&arena, answer_word_stem(&arena, str_of(same[i][1]))));
    }
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        assert_false(str_eq(answer_word_stem(&arena, str_of(other[i][0])),
                            answer_word_stem(&arena, str_of(other[i][1]))));
    }
}

static void test_an_answer_is_weighed_by_stems(void **state)
{
    (void)state;
    struct answer_words asked = answer_words_of(&arena, S("Describe green roofs and the Planung"), ANSWER_ASKED_MAX);
    int64_t weights[ANSWER_ASKED_MAX];
    assert_int_equal(asked.n, 3);
    answer_weigh(&arena, &asked, S("A roof"), S("Plans of greens and roofs"), weights);
    assert_int_equal(weights[0], ANSWER_IN_TEXT);
    assert_int_equal(weights[1], ANSWER_IN_QUESTION);
    assert_int_equal(weights[2], ANSWER_IN_TEXT);
    answer_weigh(&arena, &asked, S(""), S("rain"), weights);
    assert_int_equal(weights[0] + weights[1] + weights[2], 0);
}

static struct answer_found found_of(size_t place, int64_t a, int64_t b, int64_t c, enum answer_outcome outcome,
                                    int64_t newness)
{
    return (struct answer_found){.place = place, .weights = {a, b, c}, .outcome = outcome, .newness = newness};
}

static void assert_order(struct answer_found *found, size_t n, size_t words, const char *expected)
{
    answer_rank(found, n, words, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(found[i].place, expected[i] - '0');
    }
}

static void test_more_words_in_the_question_come_first(void **state)
{
    (void)state;
    struct answer_found by_words[] = {
        found_of(0, 1, 1, 1, ANSWER_GRANTED, 9), found_of(1, 3, 3, 3, ANSWER_NOT_GRANTED, 1),
        found_of(2, 3, 3, 0, ANSWER_GRANTED, 9), found_of(3, 0, 0, 0, ANSWER_GRANTED, 9),
        found_of(4, 3, 1, 1, ANSWER_UNKNOWN, 5)};
    assert_order(by_words, 5, 3, "14203");
    assert_int_equal(by_words[4].score, 0);
}

static void test_of_equals_the_granted_and_then_the_newest_come_first(void **state)
{
    (void)state;
    struct answer_found equals[] = {
        found_of(0, 3, 0, 0, ANSWER_NOT_GRANTED, 9), found_of(1, 3, 0, 0, ANSWER_UNKNOWN, 9),
        found_of(2, 3, 0, 0, ANSWER_GRANTED, 1), found_of(3, 3, 0, 0, ANSWER_WAITS, 1),
        found_of(4, 3, 0, 0, ANSWER_GRANTED, 7)};
    assert_order(equals, 5, 1, "42310");
}

/* "measuring noise": nearly all have the first, one has the second, in its text only. */
static void test_a_rare_word_counts_for_more(void **state)
{
    (void)state;
    struct answer_found found[9];
    for (size_t i = 0; i < 8; i++) {
        found[i] = found_of(i, 1, 0, 0, ANSWER_GRANTED, 9);
    }
    found[8] = found_of(8, 0, 1, 0, ANSWER_NOT_GRANTED, 1);
    answer_rank(found, 9, 2, 9);
    assert_int_equal(found[0].place, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_and_years_are_read_as_people_write_them),
        cmocka_unit_test(test_how_old_one_is),
        cmocka_unit_test(test_numbers_are_named_with_their_word),
        cmocka_unit_test(test_words_fold_and_those_of_every_form_are_left_out),
        cmocka_unit_test(test_stems_meet_in_both_languages),
        cmocka_unit_test(test_an_answer_is_weighed_by_stems),
        cmocka_unit_test(test_more_words_in_the_question_come_first),
        cmocka_unit_test(test_of_equals_the_granted_and_then_the_newest_come_first),
        cmocka_unit_test(test_a_rare_word_counts_for_more),
    };
    return cmocka_run_group_tests_name("earlier answers", tests, start, stop);
}
