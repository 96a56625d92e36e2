/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/rank.h"
#include "domain/rank_index.h"
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
    static const unsigned char wanted[] = {'T', 2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0xfc, 0xfd, 0xfe, 0xff};
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

static void places_come_back_with_the_field_that_is_shown(void **state)
{
    (void)state;
    static const struct rank_place places[] = {{0, 5}, {6, 2}, {65535, 255}};
    struct rank_document one = document("abc", "waste", "a b c"), back;
    one.places = places;
    assert_int_equal(rank_shown_field(&one), RANK_OBJECTIVE);
    assert_int_equal(rank_decode(&arena, rank_encode(&arena, &one), &back), OK);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        assert_int_equal(back.places[i].from, places[i].from);
        assert_int_equal(back.places[i].n, places[i].n);
    }
    one.fields[RANK_KEYWORDS] = one.fields[RANK_OBJECTIVE];
    one.fields[RANK_OBJECTIVE].n = 0;
    assert_int_equal(rank_shown_field(&one), RANK_KEYWORDS);
    assert_int_equal(rank_decode(&arena, rank_encode(&arena, &one), &back), OK);
    assert_int_equal(back.places[1].from, 6);
}

static void met_words_stand_where_they_were(void **state)
{
    (void)state;
    static const struct rank_place places[] = {{0, 5}, {6, 2}, {9, 5}, {15, 0}};
    struct rank_document d = document("", "waste", "waste in green waste");
    struct rank_query q = query("green waste", (int64_t[]){300, 10});
    struct rank_met met[4];
    assert_int_equal(rank_find_met(&q, &d, met, 4), 0);
    d.places = places;
    assert_int_equal(rank_find_met(&q, &d, met, 4), 2);
    assert_int_equal(met[0].term, 1);
    assert_int_equal(met[1].place.from, 9);
    assert_int_equal(met[1].term, 0);
    assert_int_equal(rank_find_met(&q, &d, met, 1), 1);
}

static void a_phrase_is_words_side_by_side_in_one_field(void **state)
{
    (void)state;
    struct rank_document d = document("green", "waste city", "old green waste");
    struct rank_tokens there = words("green waste"), apart = words("city old"), longer = words("old green waste x");
    assert_true(rank_has_phrase(&d, there.hashes, there.n));
    assert_false(rank_has_phrase(&d, apart.hashes, apart.n));
    assert_false(rank_has_phrase(&d, longer.hashes, longer.n));
    assert_false(rank_has_phrase(&d, there.hashes, 0));
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
    other[1] = 1;
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

/* Two words, 50 and 100 documents of 1000: rarity ln(950.5 / 50.5) = 2.935015 and ln(900.5 / 100.5) = 2.192792. Five
** tokens: saturation 2 * (0.15 + 0.85 * 5 / 290) = 0.329310. Each word once in the title: 2 / 2.329310 = 0.858623.
** Words: 5.127807 * 0.858623 = 4.402854; near, in either order: 0.15 * 2.192792 * 0.858623 = 0.282417. */
static void two_words_near_each_other_score_as_worked_out_by_hand(void **state)
{
    (void)state;
    struct rank_query q = query("green waste", (int64_t[]){50, 100});
    assert_int_equal(score_of(&q, "", "waste x y z green", ""), 4685);
    assert_int_equal(score_of(&q, "", "waste x y z", "green") , score_of(&q, "", "x y z waste", "green"));
    assert_true(score_of(&q, "", "", "waste 1 2 3 4 5 6 7 green 8") >
                score_of(&q, "", "", "waste 1 2 3 4 5 6 7 8 green"));
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

/* ---- lists */

static struct str list_of(const int64_t *documents, size_t n, double weight, size_t length)
{
    struct rank_list list = {0};
    for (size_t i = 0; i < n; i++) {
        rank_list_add(&arena, &list, documents[i], weight, length);
    }
    assert_int_equal(list.documents, n);
    return rank_list_bytes(&arena, &list);
}

static void lists_have_the_bytes_that_the_header_says(void **state)
{
    (void)state;
    /* length 290: k = 2; weight 2: half, 127.5 of 255, rounded up */
    struct str list = list_of((int64_t[]){0, 1, 130, 20000}, 4, 2, 290);
    static const unsigned char wanted[] = {0, 128, 0, 128, 0x80, 1, 128, 0x9d, 0x9b, 1, 128};
    assert_int_equal(list.n, sizeof wanted);
    assert_memory_equal(list.s, wanted, sizeof wanted);
}

static struct rank_top best_of(const struct rank_sums *sums, size_t max)
{
    struct rank_top top = {.hits = arena_array(&arena, struct rank_hit, max), .max = max};
    rank_sums_best(sums, &top);
    return top;
}

static void sums_give_the_best_first_with_the_score_of_their_words(void **state)
{
    (void)state;
    struct rank_sums sums = rank_sums_new(&arena, 500);
    assert_int_equal(rank_sums_add(&sums, list_of((int64_t[]){3, 7, 499}, 3, 2, 290), 4), OK);
    assert_int_equal(rank_sums_add(&sums, list_of((int64_t[]){7, 8}, 2, 2, 290), 2), OK);
    struct rank_top top = best_of(&sums, 10);
    assert_int_equal(top.n, 4);
    assert_int_equal(top.hits[0].id, 7);
    assert_in_range(top.hits[0].score, 3000, 3020); /* (4 + 2) / 2, in 255ths */
    assert_int_equal(top.hits[1].id, 3);
    assert_int_equal(top.hits[2].id, 499);
    assert_int_equal(top.hits[3].id, 8);
    assert_int_equal(best_of(&sums, 2).hits[1].id, 3);
    assert_int_equal(rank_sums_drop(&sums, list_of((int64_t[]){7}, 1, 2, 290)), OK);
    assert_int_equal(best_of(&sums, 10).n, 3);
    assert_int_equal(rank_sums_keep(&sums, list_of((int64_t[]){7, 8}, 2, 2, 290)), OK);
    top = best_of(&sums, 10);
    assert_int_equal(top.n, 1);
    assert_int_equal(top.hits[0].id, 8);
}

/* What the lists give is what the document itself would, but for words near each other and rounding. */
static void a_list_says_what_the_document_says(void **state)
{
    (void)state;
    struct rank_query q = query("waste", (int64_t[]){10});
    struct rank_document d = document("", "waste sorting", "waste x y z");
    double weight = rank_field_weight(RANK_TITLE) + rank_field_weight(RANK_OBJECTIVE);
    struct rank_list list = {0};
    rank_list_add(&arena, &list, 0, weight, 6);
    struct rank_sums sums = rank_sums_new(&arena, 1);
    assert_int_equal(rank_sums_add(&sums, rank_list_bytes(&arena, &list), q.terms[0].idf), OK);
    assert_true(llabs(best_of(&sums, 1).hits[0].score - rank_score(&q, &d)) <= 1 + 4547 / 255);
}

/* The best of many, whatever their order: against sorting all of them. */
static void the_best_of_many_are_the_best(void **state)
{
    (void)state;
    struct rank_sums sums = rank_sums_new(&arena, 5000);
    for (size_t i = 0; i < sums.n; i++) {
        sums.of[i] = (uint32_t)(i * 7919 % 4999 * 1000);
    }
    for (size_t max = 1; max < 400; max += 57) {
        struct rank_top top = best_of(&sums, max);
        struct rank_top all = {.hits = arena_array(&arena, struct rank_hit, max), .max = max};
        for (size_t i = 0; i < sums.n; i++) {
            rank_top_add(&all, (int64_t)i, sums.of[i]);
        }
        rank_top_sort(&all);
        assert_int_equal(top.n, max);
        for (size_t i = 0; i < max; i++) {
            assert_int_equal(top.hits[i].id, all.hits[i].id);
        }
    }
}

static void damaged_lists_are_refused(void **state)
{
    (void)state;
    struct rank_sums sums = rank_sums_new(&arena, 100);
    static const struct str damaged[] = {S_INIT("\x05"), S_INIT("\x80"), S_INIT("\x80\x80\x80\x80\x80\x80\x01"),
                                         S_INIT("\x64\x01"), S_INIT("\x05\x01\x5e\x01"), S_INIT("\xff\xff\x01\x01")};
    for (size_t i = 0; i < COUNT_OF(damaged); i++) {
        assert_int_equal(rank_sums_add(&sums, damaged[i], 1), FAULT_DAMAGED);
        assert_int_equal(rank_sums_drop(&sums, damaged[i]), FAULT_DAMAGED);
        struct rank_sums same = sums;
        assert_int_equal(rank_sums_keep(&same, damaged[i]), FAULT_DAMAGED);
    }
    assert_int_equal(rank_sums_add(&sums, S(""), 1), OK);
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
        cmocka_unit_test(places_come_back_with_the_field_that_is_shown),
        cmocka_unit_test(met_words_stand_where_they_were),
        cmocka_unit_test(a_phrase_is_words_side_by_side_in_one_field),
        cmocka_unit_test(two_words_near_each_other_score_as_worked_out_by_hand),
        cmocka_unit_test(lists_have_the_bytes_that_the_header_says),
        cmocka_unit_test(sums_give_the_best_first_with_the_score_of_their_words),
        cmocka_unit_test(a_list_says_what_the_document_says),
        cmocka_unit_test(the_best_of_many_are_the_best),
        cmocka_unit_test(damaged_lists_are_refused),
        cmocka_unit_test(the_top_is_the_same_in_whatever_order_they_come),
        cmocka_unit_test(a_top_of_nothing_stays_empty),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
