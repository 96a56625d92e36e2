/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/rank.h"
#include "domain/real.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

/* "waste in cities" -> its three words' hashes. */
static struct rank_tokens words(const char *text)
{
    uint32_t *hashes = arena_array(&arena, uint32_t, 64);
    size_t n = 0;
    struct str rest = str_of(text);
    while (rest.n > 0) {
        hashes[n++] = rank_token_hash(str_cut(rest, ' ', &rest));
    }
    return (struct rank_tokens){hashes, n};
}

static struct rank_document document(const char *acronym, const char *title, const char *objective)
{
    return (struct rank_document){.fields = {[RANK_ACRONYM] = words(acronym), [RANK_TITLE] = words(title),
                                             [RANK_OBJECTIVE] = words(objective)}};
}

/* Each word in as many documents as `documents` says, of 1000. */
static struct rank_query query(const char *text, const int64_t *documents)
{
    struct rank_term terms[16];
    size_t n = 0;
    struct str rest = str_of(text);
    while (rest.n > 0) {
        terms[n] = (struct rank_term){str_cut(rest, ' ', &rest), documents[n]};
        n++;
    }
    return rank_query_make(terms, n, 1000);
}

/* ---- numbers */

static void real_functions_agree_with_the_c_library(void **state)
{
    (void)state;
    for (double x = 1e-6; x < 1e9; x *= 1.37) {
        assert_true(fabs(real_ln(x) - log(x)) < 1e-12 * (1 + fabs(log(x))));
        assert_true(fabs(real_sqrt(x) - sqrt(x)) < 1e-14 * sqrt(x));
    }
    for (double x = -6.9; x < 7; x += 0.0173) {
        assert_true(fabs(real_sin(x) - sin(x)) < 1e-12);
        assert_true(fabs(real_cos(x) - cos(x)) < 1e-12);
    }
    for (double x = -1; x <= 1; x += 0.0078125) {
        assert_true(fabs(real_asin(x) - asin(x)) < 1e-11);
    }
    assert_true(real_sqrt(0) == 0);
    assert_int_equal(real_round(2.5), 3);
    assert_int_equal(real_round(-2.5), -3);
    assert_int_equal(real_bp(1, 3), 3333);
    assert_int_equal(real_bp(2, 3), 6667);
    assert_int_equal(real_bp(5, 3), 10000);
    assert_int_equal(real_bp(1, 0), 0);
    assert_int_equal(real_bp(-1, 3), 0);
}

/* ---- the blob */

static void blob_has_the_bytes_that_the_header_says(void **state)
{
    (void)state;
    static const uint32_t title[] = {0x04030201u, 0xfffefdfcu};
    struct rank_document one = {.fields = {[RANK_TITLE] = {title, 2}}};
    struct str blob = rank_encode(&arena, &one);
    static const unsigned char wanted[] = {'T', 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0xfc, 0xfd, 0xfe, 0xff};
    assert_int_equal(blob.n, sizeof wanted);
    assert_memory_equal(blob.s, wanted, sizeof wanted);
}

static void blob_comes_back_as_it_was(void **state)
{
    (void)state;
    struct rank_document one = document("abc", "waste in the city", "a b c d e");
    struct rank_document back;
    assert_int_equal(rank_decode(&arena, rank_encode(&arena, &one), &back), OK);
    for (int f = 0; f < RANK_FIELDS; f++) {
        assert_int_equal(back.fields[f].n, one.fields[f].n);
        assert_memory_equal(back.fields[f].hashes, one.fields[f].hashes, 4 * one.fields[f].n);
    }
}

static void damaged_blobs_are_refused(void **state)
{
    (void)state;
    struct rank_document one = document("abc", "waste in the city", "a b c d e");
    struct str blob = rank_encode(&arena, &one);
    struct rank_document back;
    for (size_t n = 0; n < blob.n; n++) {
        assert_int_equal(rank_decode(&arena, str_sub(blob, 0, n), &back), FAULT_DAMAGED);
    }
    assert_int_equal(rank_decode(&arena, str_join(&arena, blob, S("x")), &back), FAULT_DAMAGED);
    char *other = (char *)str_c(&arena, blob);
    other[1] = 2;
    assert_int_equal(rank_decode(&arena, (struct str){other, blob.n}, &back), FAULT_DAMAGED);
}

static void long_fields_are_cut(void **state)
{
    (void)state;
    uint32_t *hashes = arena_array(&arena, uint32_t, RANK_FIELD_TOKENS_MAX + 10);
    struct rank_document one = {.fields = {[RANK_OBJECTIVE] = {hashes, RANK_FIELD_TOKENS_MAX + 10}}};
    struct rank_document back;
    assert_int_equal(rank_decode(&arena, rank_encode(&arena, &one), &back), OK);
    assert_int_equal(back.fields[RANK_OBJECTIVE].n, RANK_FIELD_TOKENS_MAX);
}

/* ---- the score */

static void one_word_scores_as_worked_out_by_hand(void **state)
{
    (void)state;
    /* idf = ln((1000 - 10 + 0.5) / 10.5) = 4.546835; length 2 of 290: saturation 2 * (0.15 + 0.85 * 2 / 290) =
    ** 0.311724; title weight 2: 4.546835 * 2 / 2.311724 = 3.933715 */
    struct rank_query q = query("waste", (int64_t[]){10});
    struct rank_document d = document("", "waste sorting", "");
    assert_int_equal(rank_score(&q, &d), 3934);
}

static void a_document_without_any_word_scores_nothing(void **state)
{
    (void)state;
    struct rank_query q = query("waste city", (int64_t[]){10, 10});
    struct rank_document d = document("abc", "water sorting", "");
    struct rank_document empty = document("", "", "");
    assert_int_equal(rank_score(&q, &d), 0);
    assert_int_equal(rank_score(&q, &empty), 0);
    struct rank_query none = rank_query_make(NULL, 0, 1000);
    assert_int_equal(rank_score(&none, &d), 0);
    assert_int_equal(rank_score(&none, &empty), 0);
}

static int64_t score_of(const struct rank_query *q, const char *acronym, const char *title, const char *objective)
{
    struct rank_document d = document(acronym, title, objective);
    return rank_score(q, &d);
}

static void more_and_rarer_and_closer_is_better(void **state)
{
    (void)state;
    struct rank_query q = query("green waste", (int64_t[]){300, 10});
    assert_true(score_of(&q, "", "waste x", "") > score_of(&q, "", "green x", ""));
    assert_true(score_of(&q, "", "green x waste", "") > score_of(&q, "", "waste x y", ""));
    assert_true(score_of(&q, "", "green waste x", "") > score_of(&q, "", "green x waste", ""));
    assert_true(score_of(&q, "", "green waste x", "") > score_of(&q, "", "waste green x", ""));
    assert_true(score_of(&q, "", "waste x", "y z") > score_of(&q, "", "y z", "waste x"));
    assert_true(score_of(&q, "", "x", "waste y waste") > score_of(&q, "", "x", "waste y z"));
    assert_true(score_of(&q, "", "x", "waste y") > score_of(&q, "", "x", "waste y z a b c d e f g"));
}

static void a_word_that_half_of_all_hold_counts_for_next_to_nothing_but_finds(void **state)
{
    (void)state;
    struct rank_query q = query("project", (int64_t[]){900});
    struct rank_query both = query("project waste", (int64_t[]){900, 400});
    assert_in_range(score_of(&q, "", "project x", ""), 1, 10);
    assert_true(score_of(&both, "", "waste x", "") > score_of(&both, "", "project project x", ""));
}

static void a_repeated_word_counts_once(void **state)
{
    (void)state;
    struct rank_query once = query("waste", (int64_t[]){10});
    struct rank_query twice = query("waste waste", (int64_t[]){10, 10});
    assert_int_equal(score_of(&once, "", "waste x", ""), score_of(&twice, "", "waste x", ""));
}

static void the_acronym_alone_comes_first(void **state)
{
    (void)state;
    struct rank_query q = query("water map", (int64_t[]){50, 50});
    int64_t by_name = score_of(&q, "water map", "x", "");
    int64_t by_text = score_of(&q, "abc", "water map water map", "water map water map");
    assert_true(by_name > by_text);
    assert_true(by_name > 1000000);
    /* In a longer query a common word that is somebody's acronym is only a word. */
    struct rank_query longer = query("climate action in water", (int64_t[]){50, 50, 400, 50});
    assert_true(score_of(&longer, "action", "x", "") < score_of(&longer, "abc", "climate action water", ""));
}

/* ---- candidates */

static void postings_are_the_rarest_within_the_bound(void **state)
{
    (void)state;
    size_t places[RANK_TERMS_MAX];
    struct rank_query q = query("a b c b d", (int64_t[]){RANK_POSTINGS_MAX, 7, 0, 7, 20});
    assert_int_equal(rank_query_postings(&q, places), 2);
    assert_int_equal(places[0], 1);
    assert_int_equal(places[1], 4);
    struct rank_query common = query("a", (int64_t[]){5 * RANK_POSTINGS_MAX});
    assert_int_equal(rank_query_postings(&common, places), 1);
    struct rank_query unknown = query("a b", (int64_t[]){0, 0});
    assert_int_equal(rank_query_postings(&unknown, places), 0);
}

static void the_pool_gives_those_with_most_and_rarest_words(void **state)
{
    (void)state;
    struct rank_query q = query("rare common", (int64_t[]){10, 200});
    struct rank_pool *pool = rank_pool_new(&arena);
    int64_t ids[RANK_CANDIDATES_MAX];
    assert_int_equal(rank_pool_take(pool, ids), 0);
    for (int64_t id = 1000; id < 1300; id++) {
        rank_pool_add(pool, &q, 1, id);
    }
    rank_pool_add(pool, &q, 0, 5);
    rank_pool_add(pool, &q, 0, 1200);
    assert_int_equal(rank_pool_take(pool, ids), RANK_CANDIDATES_MAX);
    assert_int_equal(ids[0], 1200);
    assert_int_equal(ids[1], 5);
    assert_int_equal(ids[2], 1000);
    assert_int_equal(ids[RANK_CANDIDATES_MAX - 1], 1197);
}

static void the_pool_holds_no_more_than_its_bound(void **state)
{
    (void)state;
    struct rank_query q = query("a", (int64_t[]){10});
    struct rank_pool *pool = rank_pool_new(&arena);
    int64_t ids[RANK_CANDIDATES_MAX];
    for (int64_t id = 2 * RANK_POSTINGS_MAX; id > 0; id--) {
        rank_pool_add(pool, &q, 0, id);
    }
    assert_int_equal(rank_pool_take(pool, ids), RANK_CANDIDATES_MAX);
    assert_int_equal(ids[0], RANK_POSTINGS_MAX + 1);
}

/* ---- the best k */

static void the_top_is_the_same_in_whatever_order_they_come(void **state)
{
    (void)state;
    struct rank_hit first[10], again[10];
    for (unsigned step = 1; step < 97; step += 5) { /* 97 is prime: each step walks all */
        struct rank_hit *hits = step == 1 ? first : again;
        struct rank_top top = {.hits = hits, .max = 10};
        for (unsigned i = 0; i < 97; i++) {
            unsigned id = i * step % 97;
            rank_top_add(&top, id, (int64_t)(id * 31 % 17));
        }
        rank_top_sort(&top);
        assert_int_equal(top.n, 10);
        assert_memory_equal(hits, first, sizeof first);
    }
    for (int i = 1; i < 10; i++) {
        assert_true(first[i - 1].score > first[i].score
                    || (first[i - 1].score == first[i].score && first[i - 1].id < first[i].id));
    }
    assert_int_equal(first[0].score, 16);
}

static void a_top_of_nothing_stays_empty(void **state)
{
    (void)state;
    struct rank_top top = {.hits = NULL, .max = 0};
    rank_top_add(&top, 1, 1);
    rank_top_sort(&top);
    assert_int_equal(top.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_functions_agree_with_the_c_library),
        cmocka_unit_test(blob_has_the_bytes_that_the_header_says),
        cmocka_unit_test(blob_comes_back_as_it_was),
        cmocka_unit_test(damaged_blobs_are_refused),
        cmocka_unit_test(long_fields_are_cut),
        cmocka_unit_test(one_word_scores_as_worked_out_by_hand),
        cmocka_unit_test(a_document_without_any_word_scores_nothing),
        cmocka_unit_test(more_and_rarer_and_closer_is_better),
        cmocka_unit_test(a_word_that_half_of_all_hold_counts_for_next_to_nothing_but_finds),
        cmocka_unit_test(a_repeated_word_counts_once),
        cmocka_unit_test(the_acronym_alone_comes_first),
        cmocka_unit_test(postings_are_the_rarest_within_the_bound),
        cmocka_unit_test(the_pool_gives_those_with_most_and_rarest_words),
        cmocka_unit_test(the_pool_holds_no_more_than_its_bound),
        cmocka_unit_test(the_top_is_the_same_in_whatever_order_they_come),
        cmocka_unit_test(a_top_of_nothing_stays_empty),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
