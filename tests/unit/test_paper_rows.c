/* SPDX-License-Identifier: AGPL-3.0-or-later
** What was done on paper, line by line: cards of one group and of all, counts of options; what does not fit is named by
** its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "web/room/paper_rows.h"

static struct arena arena;

static struct paper_cards cards_of(const char *text, int64_t group)
{
    struct paper_cards cards;
    paper_cards_read(&arena, str_of(text), group, 3, &cards);
    return cards;
}

static void same(struct str is, const char *should)
{
    if (!str_eq(is, str_of(should))) {
        fail_msg("is %.*s, should be %s", STR_ARG(is), should);
    }
}

static void test_cards(void **state)
{
    (void)state;
    struct paper_cards cards = cards_of("Buses, at night\r\n\n- Roofs; flat ones\n\xE2\x80\xA2 Trees\n", 2);
    assert_true(cards.n == 3 && cards.wrong.all == 0 && cards.items[0].group == 2);
    same(cards.items[0].text, "Buses, at night");
    same(cards.items[1].text, "Roofs; flat ones");
    same(cards.items[2].text, "Trees");
    cards = cards_of("Gruppe;Karte\n1;Buses, at night\n3;\"Roofs; flat ones\"\n", 0);
    assert_true(cards.n == 2 && cards.wrong.all == 0 && cards.items[1].group == 3);
    same(cards.items[1].text, "Roofs; flat ones");
    assert_int_equal(cards_of("", 0).n, 0);
}

static void test_cards_that_do_not_fit(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t line; } all[] = {
        {"1,A\n4,B\n", 2}, {"1,A\n0,B\n", 2}, {"1,A\n2,\n", 2}, {"1,A\nB\n", 2}, {"1,A\n2,B,C\n", 2},
        {"1,A\n\n2,\xC3\x83\xC2\xBC" "ber\n", 3}, {"1,\"A\n", 1}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct paper_cards cards = cards_of(all[i].text, 0);
        assert_int_equal(cards.wrong.all, 1);
        assert_int_equal(cards.wrong.items[0].line, all[i].line);
    }
    struct str longer = S("x");
    for (size_t i = 0; i < 9; i++) {
        longer = str_join(&arena, longer, longer);
    }
    assert_int_equal(cards_of(str_c(&arena, longer), 1).wrong.all, 1);
}

static struct paper_counts counts_of(const char *text, bool is_test)
{
    static const struct str options[] = {{"Skills first", 12}, {"Buses", 5}, {"2", 1}};
    const struct paper_question question = {.options = options, .n = 3, .is_test = is_test, .sheets = 10, .budget = 2,
                                            .each_max = 1};
    struct paper_counts counts;
    paper_counts_read(&arena, str_of(text), &question, &counts);
    return counts;
}

static void test_counts(void **state)
{
    (void)state;
    struct paper_counts counts = counts_of("Option,dots\nskills first,9\n\"Buses\",0\n2, 7\n", false);
    assert_int_equal(counts.wrong.all, 0);
    assert_true(counts.items[0].n[0] == 9 && counts.items[1].n[0] == 0 && counts.items[2].n[0] == 7);
    counts = counts_of("1;5;4;1\n3;0;0;0\nBuses;10;0;0\n", true); /* by number, where no text is the number */
    assert_int_equal(counts.wrong.all, 0);
    assert_true(counts.items[0].n[2] == 1 && counts.items[1].n[0] == 10);
}

static void test_counts_that_do_not_fit(void **state)
{
    (void)state;
    static const struct { const char *text; bool is_test; int64_t line; } all[] = {
        {"1,9\nBuses,11\n2,0\n", false, 2}, /* eleven dots of ten people with one each */
        {"1,7\nBuses,7\n2,7\n", false, 0},  /* 21 of 20 */
        {"1,9\nBuses,1\n", false, 0},       /* one is missing */
        {"1,9\nBuses,1\n2,0\nTrees,1\n", false, 4}, {"1,1\nBuses,1\n2,0\n1,1\n", false, 4},
        {"1,1\nBuses,\n2,0\n", false, 2}, {"1,1\nBuses,-1\n2,0\n", false, 2}, {"1,1\nBuses,1.5\n2,0\n", false, 2},
        {"1,1,1\nBuses,1\n2,0\n", false, 1}, {"1,5,5,1\nBuses,0,0,0\n2,0,0,0\n", true, 1},
        {"1,5,5\nBuses,0,0,0\n2,0,0,0\n", true, 1}};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct paper_counts counts = counts_of(all[i].text, all[i].is_test);
        if (counts.wrong.all != 1 || counts.wrong.items[0].line != all[i].line) {
            fail_msg("%s: %zu wrong, line %lld", all[i].text, counts.wrong.all,
                     (long long)counts.wrong.items[0].line);
        }
    }
    assert_int_equal(counts_of("", false).wrong.all, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cards), cmocka_unit_test(test_cards_that_do_not_fit), cmocka_unit_test(test_counts),
        cmocka_unit_test(test_counts_that_do_not_fit),
    };
    arena_init(&arena, 64u << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
