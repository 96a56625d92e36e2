/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/speller.h"

static struct str best_word(struct str words, const char *token)
{
    struct speller_best best = {.changes = 0};
    struct speller_ask ask = speller_ask_make(str_of(token), str_of(token), 0);
    assert_int_equal(speller_find(words, &ask, &best), OK);
    return best.word;
}

static void the_nearest_word_of_most_documents_is_meant(void **state)
{
    (void)state;
    struct buf words;
    buf_init(&words, 4096);
    speller_put(&words, S("light"), S("lights"), 40);
    speller_put(&words, S("lighter"), S("lighter"), 3);
    speller_put(&words, S("lift"), S("lift"), 70000);
    speller_put(&words, S("lighthous"), S("lighthouse"), 5);
    struct str all = buf_str(&words);
    assert_true(str_eq(best_word(all, "lihgt"), S("lights")));
    assert_true(str_eq(best_word(all, "lghter"), S("lighter")));
    assert_true(str_eq(best_word(all, "lifht"), S("lift"))); /* one change from both: more documents */
    assert_true(str_eq(best_word(all, "lightous"), S("lighthouse")));
    struct speller_best ending = {.changes = 0}; /* "lihgtss": two mistakes from "lights", more from its stem */
    struct speller_ask ask = speller_ask_make(S("lihgtss"), S("lihgtss"), 0);
    assert_int_equal(speller_find(all, &ask, &ending), OK);
    assert_true(str_eq(ending.word, S("lights")));
    assert_int_equal(best_word(all, "lxxht").n, 0); /* two changes, five letters */
    assert_int_equal(best_word(all, "lif").n, 0);   /* too short to be sure */
    assert_int_equal(best_word(all, "light").n, 0); /* nothing to mend */
    buf_done(&words);
}

/* What `documents` hold is doubted only where a near word is in very many times as many. */
static struct str doubted(struct str words, const char *token, int64_t documents)
{
    struct speller_best best = {.changes = 0};
    struct speller_ask ask = speller_ask_make(str_of(token), str_of(token), documents);
    assert_int_equal(speller_find(words, &ask, &best), OK);
    return best.word;
}

static void a_word_that_few_use_is_doubted_for_one_that_very_many_do(void **state)
{
    (void)state;
    struct buf words;
    buf_init(&words, 4096);
    speller_put(&words, S("goverment"), S("goverment"), 3); /* the slip itself */
    speller_put(&words, S("governments"), S("governments"), 3);
    speller_put(&words, S("government"), S("government"), 3 * SPELLER_DOUBT_TIMES);
    speller_put(&words, S("great"), S("great"), 90000);
    struct str all = buf_str(&words);
    assert_true(str_eq(doubted(all, "goverment", 3), S("government")));
    assert_int_equal(doubted(all, "goverment", 4).n, 0);  /* too many use it for a slip */
    assert_int_equal(doubted(all, "govermant", 1).n, 0);  /* two mistakes: it may be a word */
    assert_int_equal(doubted(all, "greap", 1).n, 0);      /* short words have neighbours that are words */
    assert_int_equal(doubted(all, "government", 1).n, 0); /* it is that word */
    buf_done(&words);
}

static void only_words_worth_offering_are_taken(void **state)
{
    (void)state;
    assert_true(speller_takes(S("light"), SPELLER_DOCUMENTS));
    assert_false(speller_takes(S("light"), SPELLER_DOCUMENTS - 1));
    assert_false(speller_takes(S("co2x"), 100));
    assert_false(speller_takes(S("ab"), 100));
    assert_false(speller_takes(S("žďár"), 100));
}

static void damaged_words_are_refused(void **state)
{
    (void)state;
    struct buf words;
    buf_init(&words, 4096);
    speller_put(&words, S("light"), S("lights"), 40);
    for (size_t n = 1; n < words.n; n++) {
        struct speller_best best = {.changes = 0};
        struct speller_ask ask = speller_ask_make(S("lihgt"), S("lihgt"), 0);
        assert_int_equal(speller_find(str_sub(buf_str(&words), 0, n), &ask, &best), FAULT_DAMAGED);
    }
    buf_done(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_word_of_most_documents_is_meant),
        cmocka_unit_test(a_word_that_few_use_is_doubted_for_one_that_very_many_do),
        cmocka_unit_test(only_words_worth_offering_are_taken),
        cmocka_unit_test(damaged_words_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
