/* SPDX-License-Identifier: AGPL-3.0-or-later
** How a bid stands: all pairs of stages, what is usual, ends, and answers of cities. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/bid_stage.h"

/* Row: the stage before; column: the next one, in the order of the enum: d decided, w writing, h handed in, s second
** stage, g granted, n not granted, u given up. */
static const char *const may[BID_STAGE__MAX] = {
    /*          dwhsgnu */
    [BID_DECIDED] = "-wh---u",
    [BID_WRITING] = "--h---u",
    [BID_HANDED_IN] = "---sgnu",
    [BID_SECOND_STAGE] = "--h---u",
    [BID_GRANTED] = "-------",
    [BID_NOT_GRANTED] = "-------",
    [BID_GIVEN_UP] = "-------",
};

static void test_all_pairs(void **state)
{
    (void)state;
    for (enum bid_stage before = 0; before < BID_STAGE__MAX; before++) {
        for (enum bid_stage next = 0; next < BID_STAGE__MAX; next++) {
            assert_int_equal(bid_stage_may_follow(before, next), may[before][next] != '-');
        }
    }
}

static void test_words(void **state)
{
    (void)state;
    enum bid_stage stage;
    enum bid_answer answer;
    for (enum bid_stage i = 0; i < BID_STAGE__MAX; i++) {
        assert_true(bid_stage_parse(bid_stage_word(i), &stage) && stage == i);
    }
    for (enum bid_answer i = 0; i < BID_ANSWER__MAX; i++) {
        assert_true(bid_answer_parse(bid_answer_word(i), &answer) && answer == i);
    }
    assert_false(bid_stage_parse(S("lost"), &stage));
    assert_false(bid_stage_parse(S(""), &stage));
    assert_false(bid_answer_parse(S("perhaps"), &answer));
}

/* Whatever is said in whatever order: what was said before stays until it is taken back, each row follows the one
** before, nothing follows an end, and what is usual is always possible. */
static void test_no_way_out_of_an_end_but_taking_it_back(void **state)
{
    (void)state;
    uint32_t chance = 20261123;
    enum bid_stage all[64] = {BID_DECIDED};
    size_t n = 1, ends = 0, undone = 0;
    for (size_t i = 0; i < 200000; i++) {
        chance = chance * 1664525u + 1013904223u;
        enum bid_stage last = all[n - 1], next = (chance >> 16) % BID_STAGE__MAX, usual;
        bool two = (chance & 1024) != 0;
        assert_int_equal(bid_stage_usual(all, n, two, &usual), !bid_stage_is_end(last));
        if (!bid_stage_is_end(last)) {
            assert_true(bid_stage_may_follow(last, usual));
            assert_true(bid_stage_may_follow(last, BID_GIVEN_UP));
        }
        if ((chance >> 27) == 0 || n == COUNT_OF(all)) {
            assert_int_equal(bid_stage_may_undo(n), n > 1);
            undone += bid_stage_may_undo(n) && bid_stage_is_end(last);
            n -= bid_stage_may_undo(n);
        } else if (bid_stage_may_follow(last, next)) {
            assert_false(bid_stage_is_end(last));
            ends += bid_stage_is_end(next);
            all[n++] = next;
        }
        assert_int_equal(all[0], BID_DECIDED);
    }
    assert_true(ends > 1000 && undone > 1000); /* it was looked at */
}

static void test_what_is_usual(void **state)
{
    (void)state;
    static const enum bid_stage one[] = {BID_DECIDED, BID_WRITING, BID_HANDED_IN};
    static const enum bid_stage two[] = {BID_DECIDED, BID_WRITING, BID_HANDED_IN, BID_SECOND_STAGE, BID_HANDED_IN};
    static const struct {
        const enum bid_stage *all;
        size_t n;
        bool two_stages;
        enum bid_stage usual;
    } cases[] = {
        {one, 1, false, BID_WRITING},  {one, 2, false, BID_HANDED_IN}, {one, 3, false, BID_GRANTED},
        {one, 3, true, BID_SECOND_STAGE}, {two, 4, true, BID_HANDED_IN}, {two, 5, true, BID_GRANTED},
        {two, 5, false, BID_GRANTED},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        enum bid_stage usual;
        assert_true(bid_stage_usual(cases[i].all, cases[i].n, cases[i].two_stages, &usual));
        assert_int_equal(usual, cases[i].usual);
    }
}

static void test_answers(void **state)
{
    (void)state;
    static const char *const after[BID_ANSWER__MAX] = { /* a asked, y yes, n no, l left */
        [BID_ASKED] = "-yn-", [BID_YES] = "---l", [BID_NO] = "a---", [BID_LEFT] = "a---"};
    for (enum bid_answer before = 0; before < BID_ANSWER__MAX; before++) {
        for (enum bid_answer next = 0; next < BID_ANSWER__MAX; next++) {
            assert_int_equal(bid_answer_may_follow(before, next), after[before][next] != '-');
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_pairs), cmocka_unit_test(test_words),
        cmocka_unit_test(test_no_way_out_of_an_end_but_taking_it_back), cmocka_unit_test(test_what_is_usual),
        cmocka_unit_test(test_answers)};
    return cmocka_run_group_tests_name("bid_stage", tests, NULL, NULL);
}
