/* SPDX-License-Identifier: AGPL-3.0-or-later
** A former bid as people paste it: from a form, from a PDF file with broken lines, from an editor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/former_bid.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 16u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

/* Parts as "question|text" each, '~' for a line feed within. */
static void assert_parts(const char *text, const char *const *expected, size_t n)
{
    struct former_parts parts;
    former_bid_cut(&arena, str_of(text), &parts);
    for (size_t i = 0; i < parts.n && i < n; i++) {
        char *made = arena_alloc(&arena, parts.items[i].question.n + parts.items[i].text.n + 2);
        struct str whole = str_format(&arena, "%.*s|%.*s", STR_ARG(parts.items[i].question),
                                      STR_ARG(parts.items[i].text));
        memcpy(made, whole.s, whole.n);
        for (size_t k = 0; k < whole.n; k++) {
            made[k] = made[k] == '\n' ? '~' : made[k];
        }
        if (!str_eq((struct str){made, whole.n}, str_of(expected[i]))) {
            fail_msg("part %zu is '%.*s', not '%s'", i + 1, (int)whole.n, made, expected[i]);
        }
    }
    assert_int_equal(parts.n, n);
    assert_false(parts.is_over);
    assert_int_equal(parts.read, strlen(text));
}

#define PARTS(text, ...)                                        \
    do {                                                        \
        static const char *const expected[] = {__VA_ARGS__};    \
        assert_parts((text), expected, COUNT_OF(expected));     \
    } while (0)

static void test_numbered_headings_part_it(void **state)
{
    (void)state;
    PARTS("1. Summary\nWe mend roofs.\n\n1.2 Expected impact\nCooler streets.\nAnd fewer floods.\n2) Team\nTwo people.",
          "Summary|We mend roofs.", "Expected impact|Cooler streets.~And fewer floods.", "Team|Two people.");
    PARTS("B.1 Need\nText one.\n(3) Partners\nText two.\nIV. Budget\nText three.\nQuestion 4: Why now\nText four.\n"
          "Abschnitt 2.1 Ziele\nText.\n",
          "Need|Text one.", "Partners|Text two.", "Budget|Text three.", "Why now|Text four.", "Ziele|Text.");
}

static void test_questions_and_short_lines_part_it(void **state)
{
    (void)state;
    PARTS("What will change for residents?\nIt gets cooler, as our model shows for the summer months of the year."
          "\n\n"
          "Wirkung\n\nEs wird kühler.\n\nTeam:\nTwo people of the planning office work on it from the first day on.\n",
          "What will change for residents?|It gets cooler, as our model shows for the summer months of the year.",
          "Wirkung|Es wird kühler.",
          "Team|Two people of the planning office work on it from the first day on.");
    PARTS("## Impact\nText.\n**Budget**\nMoney.\n", "Impact|Text.", "Budget|Money.");
}

static void test_headings_that_follow_each_other_are_one(void **state)
{
    (void)state;
    PARTS("1 Impact\n1.1 Climate\nHow many tonnes?\n\nForty tonnes.\n",
          "Impact: Climate: How many tonnes?|Forty tonnes.");
    PARTS("1. A heading without a text\n", "A heading without a text|");
}

static void test_short_answers_are_no_headings(void **state)
{
    (void)state;
    PARTS("A.1 Name\nCity of Example\n\nA.2 Contact\n\nplanning office\n\nB.1 Sectors\n"
          "It covers three:\n- one\n",
          "Name|City of Example", "Contact|planning office", "Sectors|It covers three:~- one");
    PARTS("Part A: Applicant\nA.1 Who are you?\nWe\n\nSigned\n"
          "The mayor of the city and all that she has to say of it\n",
          "Applicant: Who are you?|We", "Signed|The mayor of the city and all that she has to say of it");
}

static void test_broken_lines_of_a_pdf_stay_together(void **state)
{
    (void)state;
    PARTS("1.1 Need\nOur city of 58,000 people has flat roofs on most of its schools and\n"
          "most of them let in the heat. In 2024 a survey of the planning\noffice found 42 of them in need.\n"
          "3 million euros are not there\n\n12\n\n1.2 Aim\nWe want to.\n",
          "Need|Our city of 58,000 people has flat roofs on most of its schools and~most of them let in the heat. In "
          "2024 a survey of the planning~office found 42 of them in need.~3 million euros are not there",
          "Aim|We want to.");
}

static void test_lists_stay_in_their_answer(void **state)
{
    (void)state;
    PARTS("Activities\n\nWe will do this:\n\n- Train staff\n\n• Mend roofs\n* Tell residents\n",
          "Activities: We will do this|- Train staff~~• Mend roofs~* Tell residents");
    PARTS("1.1 Work\n1. We train the staff.\n2. We mend the roofs.\n",
          "Work|1. We train the staff.~2. We mend the roofs.");
}

static void test_contents_and_numbers_of_pages_are_left_out(void **state)
{
    (void)state;
    PARTS("1 Impact ........ 3\n2 Budget ........ 12\n\n1 Impact\nCooler.\nPage 3 of 20\n2 Budget\nMoney.\n7\n",
          "Impact|Cooler.", "Budget|Money.");
}

static void test_text_without_any_heading_is_one_part(void **state)
{
    (void)state;
    PARTS("we mend roofs, and we do so in all of the schools of the city over the next ten years to come.\n",
          "|we mend roofs, and we do so in all of the schools of the city over the next ten years to come.");
    struct former_parts parts;
    former_bid_cut(&arena, S(" \r\n\t\n"), &parts);
    assert_int_equal(parts.n, 0);
    former_bid_cut(&arena, S(""), &parts);
    assert_int_equal(parts.n, 0);
}

static void test_more_than_fit_are_said(void **state)
{
    (void)state;
    struct str text = S("");
    struct former_parts parts;
    for (int i = 1; i <= FORMER_PARTS_MAX + 3; i++) {
        text = str_format(&arena, "%.*s%d. Heading\nText %d.\n", STR_ARG(text), i, i);
    }
    former_bid_cut(&arena, text, &parts);
    assert_int_equal(parts.n, FORMER_PARTS_MAX);
    assert_true(parts.is_over);
    assert_true(str_starts(str_from(text, parts.read), S("41. Heading\n")));
}

static void test_joining_puts_the_heading_into_the_text(void **state)
{
    (void)state;
    const struct former_part first = {S("Impact"), S("Cooler.")}, second = {S("Climate"), S("Forty tonnes.")};
    const struct former_part heading = {S("Climate"), S("")}, text = {S(""), S("More.")};
    assert_string_equal(str_c(&arena, former_bid_join(&arena, &first, &second).text),
                        "Cooler.\n\nClimate\nForty tonnes.");
    assert_string_equal(str_c(&arena, former_bid_join(&arena, &first, &heading).text), "Cooler.\n\nClimate");
    assert_string_equal(str_c(&arena, former_bid_join(&arena, &first, &text).text), "Cooler.\n\nMore.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbered_headings_part_it),
        cmocka_unit_test(test_questions_and_short_lines_part_it),
        cmocka_unit_test(test_headings_that_follow_each_other_are_one),
        cmocka_unit_test(test_short_answers_are_no_headings),
        cmocka_unit_test(test_broken_lines_of_a_pdf_stay_together),
        cmocka_unit_test(test_lists_stay_in_their_answer),
        cmocka_unit_test(test_contents_and_numbers_of_pages_are_left_out),
        cmocka_unit_test(test_text_without_any_heading_is_one_part),
        cmocka_unit_test(test_more_than_fit_are_said),
        cmocka_unit_test(test_joining_puts_the_heading_into_the_text),
    };
    return cmocka_run_group_tests_name("a former bid", tests, start, stop);
}
