/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: conditions, what is asked, which answers hold, the text of answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "domain/survey_answers.h"
#include "domain/survey_total.h"
#include "domain/survey_when.h"

static struct arena arena;

static struct str words_a[] = {S_INIT("A")}, words_b[] = {S_INIT("B")}, words_c[] = {S_INIT("C")},
    none[] = {S_INIT("")};
static struct survey_option options[] = {{S_INIT("a"), words_a}, {S_INIT("b"), words_b}, {S_INIT("c"), words_c}};
static struct str languages[] = {S_INIT("en")};

/* One question of each kind, in the order of the kinds. */
static struct survey_question questions[] = {
    {.code = S_INIT("one"), .kind = SURVEY_SINGLE, .options = options, .options_n = 3, .other = true, .required = true},
    {.code = S_INIT("some"), .kind = SURVEY_SEVERAL, .options = options, .options_n = 3, .required = true},
    {.code = S_INIT("how"), .kind = SURVEY_SCALE, .bounded_below = true, .bounded_above = true, .min = 1, .max = 5},
    {.code = S_INIT("order"), .kind = SURVEY_RANKING, .options = options, .options_n = 3, .max = 2, .required = true},
    {.code = S_INIT("years"), .kind = SURVEY_NUMBER, .bounded_below = true, .min = 0},
    {.code = S_INIT("why"), .kind = SURVEY_TEXT},
    {.code = S_INIT("grid"), .kind = SURVEY_MATRIX, .options = options, .options_n = 3, .rows = options, .rows_n = 2,
     .required = true},
};
static struct survey_section sections[] = {{words_a, none}};
static struct survey survey = {languages, 1, words_a, none, none, sections, 1, questions, COUNT_OF(questions)};

static struct survey_answers answers_of(const char *body)
{
    return survey_answers_read(&arena, str_of(body));
}

static enum survey_wrong wrong_of(size_t question, const char *body)
{
    struct survey_answers answers = answers_of(body);
    return survey_answer_check(&questions[question], &answers, true).wrong;
}

static void each_kind_says_what_holds(void **state)
{
    (void)state;
    assert_int_equal(wrong_of(SURVEY_SINGLE, "one=a\n"), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_SINGLE, "one=x\n"), SURVEY_NO_OPTION);
    assert_int_equal(wrong_of(SURVEY_SINGLE, ""), SURVEY_MISSING);
    assert_int_equal(wrong_of(SURVEY_SINGLE, "one=-oth-\n"), SURVEY_NO_WORDS);
    assert_int_equal(wrong_of(SURVEY_SINGLE, "one=-oth-\none-other=mine\n"), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_SEVERAL, "some-a=Y\nsome-c=Y\n"), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_SEVERAL, "some-x=Y\n"), SURVEY_NO_OPTION);
    assert_int_equal(wrong_of(SURVEY_SCALE, "how=5\n"), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_SCALE, "how=6\n"), SURVEY_TOO_HIGH);
    assert_int_equal(wrong_of(SURVEY_SCALE, "how=2.5\n"), SURVEY_NO_NUMBER);
    assert_int_equal(wrong_of(SURVEY_SCALE, ""), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_RANKING, "order-1=b\norder-2=a\n"), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_RANKING, "order-1=b\norder-2=b\n"), SURVEY_TWICE);
    assert_int_equal(wrong_of(SURVEY_RANKING, "order-2=b\n"), SURVEY_GAP);
    assert_int_equal(wrong_of(SURVEY_RANKING, "order-3=b\n"), SURVEY_NO_ROW);
    assert_int_equal(wrong_of(SURVEY_NUMBER, "years=-1\n"), SURVEY_TOO_LOW);
    assert_int_equal(wrong_of(SURVEY_NUMBER, "years=12,5\n"), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_NUMBER, "years=a year\n"), SURVEY_NO_NUMBER);
    assert_int_equal(wrong_of(SURVEY_MATRIX, "grid-a=b\n"), SURVEY_MISSING);
    assert_int_equal(wrong_of(SURVEY_MATRIX, "grid-a=b\ngrid-b=b\n"), SURVEY_FINE);
    assert_int_equal(wrong_of(SURVEY_MATRIX, "grid-c=b\n"), SURVEY_NO_ROW);
    struct survey_answers half = answers_of("grid-a=b\n");
    assert_int_equal(survey_answer_check(&questions[SURVEY_MATRIX], &half, false).wrong, SURVEY_FINE);
}

static void a_text_has_a_length(void **state)
{
    (void)state;
    char *text = arena_alloc(&arena, SURVEY_TEXT_MAX + 2);
    memset(text, 'x', SURVEY_TEXT_MAX + 1);
    struct survey_value value = {S("why"), S(""), {text, SURVEY_TEXT_MAX + 1}};
    struct survey_answers answers = {&value, 1};
    assert_int_equal(survey_answer_check(&questions[SURVEY_TEXT], &answers, true).wrong, SURVEY_TOO_LONG);
    value.value.n--;
    assert_int_equal(survey_answer_check(&questions[SURVEY_TEXT], &answers, true).wrong, SURVEY_FINE);
}

static void numbers_are_read_as_people_write_them(void **state)
{
    static const struct { const char *text; bool holds; int64_t micro; } cases[] = {
        {"5", true, 5000000}, {" 5.0 ", true, 5000000}, {"-0,25", true, -250000}, {"1000000000", true,
                                                                                   1000000000000000},
        {"0.0000010", true, 1}, {"1000000000.1", false, 0}, {"99999999999999999999", false, 0}, {"", false, 0},
        {"-", false, 0}, {"5.", false, 0}, {".5", false, 0}, {"1.2.3", false, 0}, {"1e3", false, 0}, {"0.0000001",
            false, 0}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t micro = 0;
        assert_int_equal(survey_number_parse(str_of(cases[i].text), &micro), cases[i].holds);
        assert_int_equal(micro, cases[i].micro);
    }
}

/* The condition as it is written again; NULL: it is none. */
static const char *again(const char *text)
{
    struct survey_clause *clause;
    struct survey_clause *twice;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 65536);
    if (!survey_when_parse(&arena, str_of(text), NULL, &clause)) {
        return NULL;
    }
    survey_when_put(&buf, clause, false);
    const char *written = str_c(&arena, buf_str(&buf));
    assert_true(survey_when_parse(&arena, str_of(written), NULL, &twice));
    assert_true(survey_when_eq(clause, twice));
    return written;
}

static void conditions_are_read_and_written(void **state)
{
    (void)state;
    assert_string_equal(again("one = \"a\""), "one = \"a\"");
    assert_string_equal(again("((one.NAOK == 'a' or one.NAOK == \"b\"))"), "one = \"a\" or one = \"b\"");
    assert_string_equal(again("one=\"a\" && !(grid[a] != \"b\" || years >= 5)"),
                        "one = \"a\" and not (grid[a] != \"b\" or years >= \"5\")");
    assert_string_equal(again("5 < years"), "years > \"5\"");
    assert_string_equal(again("(one=1 or one=2) and how ge 3"), "(one = \"1\" or one = \"2\") and how >= \"3\"");
    assert_string_equal(again("1"), "");
    assert_string_equal(again("not one = 'a'"), "not (one = \"a\")");
    assert_null(again("one ="));
    assert_null(again("is_empty(one)"));
    assert_null(again("one + 1 > 2"));
    assert_null(again("(one = 1"));
    assert_null(again("one = 1 two"));
    assert_null(again("grid[a = 1"));
    assert_string_equal(again("((((((((((((((((((one=1))))))))))))))))))"), "one = \"1\"");
    assert_null(again("((((((((((((((((((((((((((((((((((((((((one=1))))))))))))))))))))))))))))))))))))))))"));
    /* As deep as it may be; written out it has brackets too. */
    assert_non_null(again("(years < 5 or !!!!!!!!!!!!!!one=1)"));
    assert_null(again("(years < 5 or !!!!!!!!!!!!!!!!one=1)"));
}

static bool is_asked(const char *when, const char *body)
{
    struct survey_answers answers = answers_of(body);
    bool asked[COUNT_OF(questions)];
    assert_true(survey_when_parse(&arena, str_of(when), NULL, &questions[SURVEY_TEXT].when));
    survey_asked(&survey, &answers, asked);
    questions[SURVEY_TEXT].when = NULL;
    return asked[SURVEY_TEXT];
}

static void what_is_asked_follows_from_answers_before(void **state)
{
    (void)state;
    assert_true(is_asked("one = \"a\"", "one=a\n"));
    assert_false(is_asked("one = \"a\"", "one=b\n"));
    assert_false(is_asked("one = \"a\"", ""));
    assert_true(is_asked("one != \"a\"", ""));
    assert_true(is_asked("years > 9", "years=10\n"));
    assert_false(is_asked("years > 9", ""));
    assert_true(is_asked("years = 10", "years=10.0\n"));
    assert_true(is_asked("some[a] = \"Y\" and (how >= 4 or one = \"b\")", "some-a=Y\nhow=1\none=b\n"));
    assert_false(is_asked("grid[a] = \"b\"", "grid-a=b\n")); /* it is asked later */
    questions[SURVEY_SCALE].when = NULL;
    assert_true(survey_when_parse(&arena, S("one = \"a\""), NULL, &questions[SURVEY_SCALE].when));
    assert_false(is_asked("how = 5", "one=b\nhow=5\n")); /* what is not asked counts for nothing */
    assert_true(is_asked("how = 5", "one=a\nhow=5\n"));
    questions[SURVEY_SCALE].when = NULL;
}

static size_t defects(enum survey_defect_kind *ret_kind)
{
    struct survey_defect found[4];
    size_t n = survey_check(&survey, found, 4);
    *ret_kind = n > 0 ? found[0].kind : SURVEY_SOUND;
    return n;
}

static void a_survey_that_cannot_be_asked_is_told(void **state)
{
    enum survey_defect_kind kind;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        questions[i].title = words_a;
        questions[i].hint = none;
    }
    assert_int_equal(defects(&kind), 0);
    questions[1].code = S("one");
    assert_int_equal(defects(&kind), 1);
    assert_int_equal(kind, SURVEY_CODE_TWICE);
    questions[1].code = S("1 bad");
    assert_int_equal(defects(&kind), 1);
    assert_int_equal(kind, SURVEY_CODE_BAD);
    questions[1].code = S("some");
    questions[2].max = 1;
    assert_int_equal(defects(&kind), 1);
    assert_int_equal(kind, SURVEY_BOUNDS);
    questions[2].max = 5;
    questions[6].rows_n = 0;
    assert_int_equal(defects(&kind), 1);
    assert_int_equal(kind, SURVEY_NO_ROWS);
    questions[6].rows_n = 2;
    assert_true(survey_when_parse(&arena, S("why = 'x'"), NULL, &questions[0].when));
    assert_int_equal(defects(&kind), 1);
    assert_int_equal(kind, SURVEY_WHEN_LATER);
    assert_true(survey_when_parse(&arena, S("gone = 'x'"), NULL, &questions[0].when));
    assert_int_equal(defects(&kind), 1);
    assert_int_equal(kind, SURVEY_WHEN_UNKNOWN);
    questions[0].when = NULL;
}

static void answers_are_one_text(void **state)
{
    (void)state;
    struct survey_answers answers = answers_of("one=a\nwhy=two\\0alines \\5c\ngrid-a=b\n-17==x\nempty=\nno field\n");
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, SURVEY_BODY_MAX);
    survey_answers_put(&buf, &answers);
    assert_int_equal(answers.n, 4);
    assert_true(str_eq(survey_value_of(&answers, S("why"), S("")), S("two\nlines \\")));
    assert_true(str_eq(survey_value_of(&answers, S(""), S("17")), S("=x")));
    assert_true(str_eq(buf_str(&buf), S("one=a\nwhy=two\\0alines \\5c\ngrid-a=b\n-17==x\n")));
    struct survey_answers said = answers_of("grid-b=c\none=b\n");
    struct survey_answers with = survey_answers_with(&arena, &answers, S("grid"), &said);
    assert_int_equal(with.n, 4);
    assert_int_equal(survey_value_of(&with, S("grid"), S("a")).n, 0);
    assert_true(str_eq(survey_value_of(&with, S("grid"), S("b")), S("c")));
    assert_true(str_eq(survey_value_of(&with, S("one"), S("")), S("a")));
}

static void totals_say_what_one_answer_changes(void **state)
{
    (void)state;
    struct survey_answers old = answers_of("one=a\nsome-a=Y\nyears=247\nwhy=x\norder-1=b\n");
    struct survey_answers new = answers_of("one=b\nsome-a=Y\nsome-b=Y\nyears=247\nwhy=y\n");
    struct survey_totals totals = survey_totals_change(&arena, &survey, NULL, &old);
    assert_int_equal(survey_total_of(&totals, S(""), S(""), S("")), 1);
    assert_int_equal(survey_total_of(&totals, S("years"), S(""), S("250")), 1);
    assert_int_equal(survey_total_of(&totals, S("why"), S(""), S("")), 1);
    totals = survey_totals_change(&arena, &survey, &old, &new);
    assert_int_equal(totals.n, 5);
    assert_int_equal(survey_total_of(&totals, S("one"), S(""), S("a")), -1);
    assert_int_equal(survey_total_of(&totals, S("one"), S(""), S("b")), 1);
    assert_int_equal(survey_total_of(&totals, S("some"), S("b"), S("Y")), 1);
    assert_int_equal(survey_total_of(&totals, S("order"), S("1"), S("b")), -1);
    assert_int_equal(survey_total_of(&totals, S("order"), S(""), S("")), -1);
    totals = survey_totals_change(&arena, &survey, &new, &new);
    assert_int_equal(totals.n, 0);
}

static void numbers_count_in_two_digits(void **state)
{
    static const struct { int64_t micro; const char *text; } cases[] = {
        {36000000, "36"}, {247000000, "250"}, {-247000000, "-250"}, {999000000, "1000"}, {0, "0"}, {1, "0.000001"},
        {125000, "0.13"}, {5500000, "5.5"}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(str_eq(survey_rounded(&arena, cases[i].micro), str_of(cases[i].text)));
    }
}

static void a_median_is_the_lower_one(void **state)
{
    struct survey_total items[] = {{S("how"), S(""), S("10"), 2}, {S("how"), S(""), S("2"), 1}, {S("how"), S(""),
        S("4"), 1},
                                   {S("how"), S(""), S(""), 4}};
    struct survey_totals totals = {items, 4};
    int64_t micro;
    (void)state;
    assert_true(survey_median(&totals, S("how"), S(""), &micro));
    assert_int_equal(micro, 4 * SURVEY_MICRO);
    items[0].n = 3;
    assert_true(survey_median(&totals, S("how"), S(""), &micro));
    assert_int_equal(micro, 10 * SURVEY_MICRO);
    assert_false(survey_median(&totals, S("none"), S(""), &micro));
}

/* Nothing between 1 and 4 is shown, nor follows from what is. */
static void small_numbers_are_not_shown(void **state)
{
    bool shown[4];
    (void)state;
    survey_shown((const int64_t[]){6, 3, 0}, 3, 9, true, shown);
    assert_true(shown[0] && !shown[1] && !shown[2]);
    survey_shown((const int64_t[]){6, 3}, 2, 9, true, shown);
    assert_true(!shown[0] && !shown[1]);
    survey_shown((const int64_t[]){6, 2, 1}, 3, 9, true, shown);
    assert_true(shown[0] && !shown[1] && !shown[2]);
    survey_shown((const int64_t[]){6, 3}, 2, 9, false, shown);
    assert_true(shown[0] && !shown[1]);
    survey_shown((const int64_t[]){4, 0}, 2, 4, true, shown);
    assert_true(!shown[0] && !shown[1]);
    survey_shown((const int64_t[]){5, 5}, 2, 10, true, shown);
    assert_true(shown[0] && shown[1]);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_says_what_holds), cmocka_unit_test(a_text_has_a_length),
        cmocka_unit_test(numbers_are_read_as_people_write_them), cmocka_unit_test(conditions_are_read_and_written),
        cmocka_unit_test(what_is_asked_follows_from_answers_before),
        cmocka_unit_test(a_survey_that_cannot_be_asked_is_told), cmocka_unit_test(answers_are_one_text),
        cmocka_unit_test(totals_say_what_one_answer_changes), cmocka_unit_test(numbers_count_in_two_digits),
        cmocka_unit_test(a_median_is_the_lower_one), cmocka_unit_test(small_numbers_are_not_shown),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
