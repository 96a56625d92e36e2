/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/speller.h"

/* What may be meant by a word whose token `documents` hold, as one text: "first second". */
static const char *meant(struct str words, const char *token, const char *word, int64_t documents)
{
    static char text[200];
    struct speller_ask ask = speller_ask_make(str_of(token), str_of(word), documents);
    assert_int_equal(speller_find(words, &ask), OK);
    struct speller_meant meant = speller_meant_of(&ask);
    size_t n = 0;
    text[0] = 0;
    for (size_t i = 0; i < meant.n; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%.*s", i > 0 ? " " : "", STR_ARG(meant.words[i].word));
    }
    return text;
}

static void the_nearest_words_are_meant_those_of_most_documents_first(void **state)
{
    (void)state;
    struct buf words;
    buf_init(&words, 4096);
    speller_put(&words, S("light"), S("light"), 40);
    speller_put(&words, S("light"), S("lights"), 10);
    speller_put(&words, S("lighter"), S("lighter"), 3);
    speller_put(&words, S("lift"), S("lift"), 70000);
    speller_put(&words, S("lighthous"), S("lighthouse"), 5);
    struct str all = buf_str(&words);
    assert_string_equal(meant(all, "lihgt", "lihgt", 0), "light");
    assert_string_equal(meant(all, "lghter", "lghter", 0), "lighter");
    assert_string_equal(meant(all, "ligft", "ligft", 0), "lift light"); /* both one change away */
    assert_string_equal(meant(all, "lightous", "lightouse", 0), "lighthouse");
    assert_string_equal(meant(all, "lihgts", "lihgts", 0), "lights"); /* with the ending that was typed */
    assert_string_equal(meant(all, "lxxht", "lxxht", 0), ""); /* two changes, five letters */
    assert_string_equal(meant(all, "lif", "lif", 0), "");     /* too short to be sure */
    buf_done(&words);
}

static void no_more_than_so_many_are_kept_and_they_are_the_first(void **state)
{
    (void)state;
    static const char *const near[] = {"parka", "parkb", "parkc", "parkd", "parke", "parkf"};
    struct buf words;
    buf_init(&words, 4096);
    for (size_t i = 0; i < COUNT_OF(near); i++) {
        speller_put(&words, str_of(near[i]), str_of(near[i]), i == 4 ? 9 : 5);
    }
    assert_string_equal(meant(buf_str(&words), "parkz", "parkz", 0), "parke parka parkb parkc");
    speller_put(&words, S("park"), S("park"), 3);
    assert_string_equal(meant(buf_str(&words), "prak", "prak", 0), "park"); /* nearer than all before */
    buf_done(&words);
}

static void a_word_that_few_use_is_doubted_for_one_that_very_many_do(void **state)
{
    (void)state;
    struct buf words;
    buf_init(&words, 4096);
    speller_put(&words, S("gover"), S("goverment"), 3); /* the slip itself */
    speller_put(&words, S("govern"), S("governments"), 3);
    speller_put(&words, S("govern"), S("government"), 3 * SPELLER_DOUBT_TIMES);
    speller_put(&words, S("great"), S("great"), 90000);
    struct str all = buf_str(&words);
    assert_string_equal(meant(all, "gover", "goverment", 90), "government"); /* however many write "gover..." */
    assert_string_equal(meant(all, "govrnment", "govrnment", 3), "government");
    assert_string_equal(meant(all, "govrnment", "govrnment", 4), ""); /* too many use it for a slip */
    assert_string_equal(meant(all, "govermant", "govermant", 1), ""); /* two mistakes: it may be a word */
    assert_string_equal(meant(all, "greap", "greap", 1), "");     /* short words have neighbours that are words */
    assert_string_equal(meant(all, "govern", "government", 1), ""); /* it is that word */
    speller_put(&words, S("governess"), S("governmen"), 9000);
    all = buf_str(&words);
    assert_string_equal(meant(all, "govrnm", "govrnment", 1), "government");
    assert_string_equal(meant(all, "gov", "governmentn", 1), "government");
    speller_put(&words, S("govrn"), S("govirnment"), 9000);
    all = buf_str(&words);
    assert_string_equal(meant(all, "govrn", "govrnment", 1), "govirnment"); /* the same to a search: only that */
    assert_string_equal(meant(all, "govern", "govrnment", 1), "government");
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
        struct speller_ask ask = speller_ask_make(S("lihgt"), S("lihgt"), 0);
        assert_int_equal(speller_find(str_sub(buf_str(&words), 0, n), &ask), FAULT_DAMAGED);
    }
    buf_done(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_words_are_meant_those_of_most_documents_first),
        cmocka_unit_test(no_more_than_so_many_are_kept_and_they_are_the_first),
        cmocka_unit_test(a_word_that_few_use_is_doubted_for_one_that_very_many_do),
        cmocka_unit_test(only_words_worth_offering_are_taken),
        cmocka_unit_test(damaged_words_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
