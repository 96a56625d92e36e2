/* SPDX-License-Identifier: AGPL-3.0-or-later
** Words and characters as forms count them, and sections pasted as lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/bid_count.h"

static void words_stand_between_white_space(void **state)
{
    (void)state;
    static const struct {
        struct str text;
        int64_t words, characters;
    } cases[] = {
        {S_INIT(""), 0, 0},
        {S_INIT("   \n\t "), 0, 6},
        {S_INIT("hello"), 1, 5},
        {S_INIT("hello, world"), 2, 12},
        {S_INIT("state-of-the-art"), 1, 16},
        {S_INIT("a = b"), 3, 5},
        {S_INIT("EUR 1.2 million"), 3, 15},
        {S_INIT("43\xC2\xA0" "200 people"), 3, 13},           /* no-break space: \s has it */
        {S_INIT("one \xE2\x80\x93 two"), 3, 9},               /* a dash by itself */
        {S_INIT("one\xE2\x80\x94two"), 1, 7},                 /* one between two words is no white space */
        {S_INIT("St\xC3\xA4" "dte f\xC3\xBCr alle"), 3, 15},  /* code points, not bytes */
        {S_INIT("one\r\ntwo\r\n\r\nthree"), 3, 14},
        {S_INIT("one\ntwo\n\nthree"), 3, 14},
        {S_INIT("one\r\rtwo"), 2, 8},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct bid_count count = bid_count_of(cases[i].text);
        assert_int_equal(count.words, cases[i].words);
        assert_int_equal(count.characters, cases[i].characters);
    }
}

static void what_is_over_is_said(void **state)
{
    (void)state;
    struct bid_count count = {.words = 537, .characters = 3400};
    assert_int_equal(bid_count_over(count, BID_LIMIT_WORDS, 500), 37);
    assert_int_equal(bid_count_over(count, BID_LIMIT_WORDS, 537), 0);
    assert_int_equal(bid_count_over(count, BID_LIMIT_WORDS, 536), 1);
    assert_int_equal(bid_count_over(count, BID_LIMIT_CHARACTERS, 3000), 400);
    assert_int_equal(bid_count_over(count, BID_LIMIT_NONE, 3), 0);
    assert_int_equal(bid_count_by(count, BID_LIMIT_NONE), 537);
}

static void limits_are_kept_as_words(void **state)
{
    (void)state;
    enum bid_limit limit;
    for (int i = 0; i < BID_LIMIT__MAX; i++) {
        assert_true(bid_limit_parse(bid_limit_word((enum bid_limit)i), &limit));
        assert_int_equal(limit, i);
    }
    assert_false(bid_limit_parse(S("pages"), &limit));
}

static void sections_are_read_from_lines(void **state)
{
    (void)state;
    static const struct {
        struct str line, title;
        enum bid_limit limit;
        int64_t most;
    } cases[] = {
        {S_INIT("Impact | 500 words"), S_INIT("Impact"), BID_LIMIT_WORDS, 500},
        {S_INIT("  1.2 Impact | 1,500 words "), S_INIT("1.2 Impact"), BID_LIMIT_WORDS, 1500},
        {S_INIT("Summary (max. 2000 characters)"), S_INIT("Summary"), BID_LIMIT_CHARACTERS, 2000},
        {S_INIT("Summary, up to 250 words"), S_INIT("Summary"), BID_LIMIT_WORDS, 250},
        {S_INIT("Wirkung; 1.500 Zeichen"), S_INIT("Wirkung"), BID_LIMIT_CHARACTERS, 1500},
        {S_INIT("Ziele - 500 W\xC3\xB6rter"), S_INIT("Ziele"), BID_LIMIT_WORDS, 500},
        {S_INIT("Impact\t500 words"), S_INIT("Impact"), BID_LIMIT_WORDS, 500},
        {S_INIT("Our own words"), S_INIT("Our own words"), BID_LIMIT_NONE, 0},
        {S_INIT("In other words | 200 words"), S_INIT("In other words"), BID_LIMIT_WORDS, 200},
        {S_INIT("Impact"), S_INIT("Impact"), BID_LIMIT_NONE, 0},
        {S_INIT("Impact |"), S_INIT("Impact"), BID_LIMIT_NONE, 0},
        {S_INIT("Team (who does what)"), S_INIT("Team (who does what)"), BID_LIMIT_NONE, 0},
        {S_INIT("Climax | 10 words"), S_INIT("Climax"), BID_LIMIT_WORDS, 10},
        {S_INIT("Impact | 0 words"), S_INIT("Impact | 0 words"), BID_LIMIT_NONE, 0},
    };
    struct bid_line_read line;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(bid_line_parse(cases[i].line, &line));
        if (!str_eq(line.title, cases[i].title)) {
            print_message("%.*s: %.*s\n", STR_ARG(cases[i].line), STR_ARG(line.title));
        }
        assert_true(str_eq(line.title, cases[i].title));
        assert_int_equal(line.limit, cases[i].limit);
        assert_int_equal(line.most, cases[i].most);
    }
    assert_false(bid_line_parse(S("  "), &line));
    assert_false(bid_line_parse(S("500 words"), &line));
    assert_false(bid_line_parse(S(" | 500 words"), &line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stand_between_white_space),
        cmocka_unit_test(what_is_over_is_said),
        cmocka_unit_test(limits_are_kept_as_words),
        cmocka_unit_test(sections_are_read_from_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
