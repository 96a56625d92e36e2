/* SPDX-License-Identifier: AGPL-3.0-or-later
** The distance of misspelt names: published pairs, its properties on many pairs, and the tables of names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/city_typo.h"

#define ARENA (1u << 20)
#define FAR 8u

static unsigned distance(const char *a, const char *b)
{
    return typo_distance(str_of(a), str_of(b), FAR);
}

/* Pairs in common use in the literature on edit distances; CA and ABC tell the restricted distance (3) from the
** unrestricted (2), for which a letter may be touched twice. */
static void test_published_pairs(void **state)
{
    static const struct { const char *a, *b; unsigned far; } pairs[] = {
        {"kitten", "sitting", 3}, {"saturday", "sunday", 3}, {"flaw", "lawn", 2},     {"ca", "abc", 3},
        {"gumbo", "gambol", 2},   {"rosettacode", "raisethysword", 8}, {"book", "back", 2}, {"", "", 0},
        {"", "abc", 3},           {"abc", "abc", 0},    {"abcd", "acbd", 1}, {"teh", "the", 1},
        {"a cat", "an abct", 4},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        assert_int_equal(distance(pairs[i].a, pairs[i].b), pairs[i].far);
    }
}

/* The four mistakes that people make, each one step. */
static void test_one_mistake_is_one_step(void **state)
{
    (void)state;
    assert_int_equal(distance("peterborough", "peteborough"), 1);   /* left out */
    assert_int_equal(distance("peterborough", "peterborrough"), 1); /* doubled */
    assert_int_equal(distance("peterborough", "petetborough"), 1);  /* the key beside it */
    assert_int_equal(distance("peterborough", "peterborugoh"), 2);
    assert_int_equal(distance("peterborough", "petreborough"), 1);  /* swapped */
    assert_int_equal(distance("peterborough", "peterbrough"), 1);
}

/* A small generator, the same in every run. */
static uint32_t next_number(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static struct str random_word(uint32_t *seed, char *to)
{
    size_t n = next_number(seed) % 9;
    for (size_t i = 0; i < n; i++) {
        to[i] = (char)('a' + next_number(seed) % 3);
    }
    return (struct str){to, n};
}

/* Straight from the definition, by recursion over what the last letters may have come from. */
static unsigned by_definition(struct str a, struct str b)
{
    if (a.n == 0 || b.n == 0) {
        return (unsigned)(a.n + b.n);
    }
    struct str a1 = {a.s, a.n - 1}, b1 = {b.s, b.n - 1};
    unsigned best = by_definition(a1, b1) + (a.s[a.n - 1] != b.s[b.n - 1]);
    unsigned left = by_definition(a1, b) + 1;
    unsigned right = by_definition(a, b1) + 1;
    best = left < best ? left : best;
    best = right < best ? right : best;
    if (a.n > 1 && b.n > 1 && a.s[a.n - 1] == b.s[b.n - 2] && a.s[a.n - 2] == b.s[b.n - 1]) {
        unsigned swapped = by_definition((struct str){a.s, a.n - 2}, (struct str){b.s, b.n - 2}) + 1;
        best = swapped < best ? swapped : best;
    }
    return best;
}

static void test_it_is_the_definition_symmetric_and_bounded(void **state)
{
    uint32_t seed = 7;
    char bytes_a[16], bytes_b[16];
    (void)state;
    for (int i = 0; i < 400; i++) {
        struct str a = random_word(&seed, bytes_a);
        struct str b = random_word(&seed, bytes_b);
        unsigned far = by_definition(a, b);
        assert_int_equal(typo_distance(a, b, FAR), far);
        assert_int_equal(typo_distance(b, a, FAR), far);
        for (unsigned most = 0; most < FAR; most++) {
            assert_int_equal(typo_distance(a, b, most), far <= most ? far : most + 1);
        }
        assert_int_equal(far == 0, str_eq(a, b));
        assert_true(far <= (a.n > b.n ? a.n : b.n));
        assert_true(far >= (a.n > b.n ? a.n - b.n : b.n - a.n));
    }
}

static void test_short_names_have_no_mistakes(void **state)
{
    (void)state;
    assert_int_equal(typo_most(3), 0);
    assert_int_equal(typo_most(4), 1);
    assert_int_equal(typo_most(7), 1);
    assert_int_equal(typo_most(8), 2);
    assert_false(typo_is_spellable(S("oss")));
    assert_true(typo_is_spellable(S("a coruna")));
    assert_false(typo_is_spellable(S("βολος")));
}

/* ---- pieces */

static bool is_met(struct str known, struct str asked, unsigned most)
{
    struct typo_piece filed[TYPO_PIECES], looked[TYPO_PIECES_ASKED];
    size_t n = typo_pieces_known(known, filed);
    typo_pieces_asked(asked, most, looked);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < TYPO_PIECES_ASKED; j++) {
            if (str_eq(typo_piece_str(&filed[i]), typo_piece_str(&looked[j]))) {
                return true;
            }
        }
    }
    return false;
}

/* One mistake anywhere: left out, added, changed or swapped. Each letter is another, so that nothing is met by luck. */
static struct str mistake(uint32_t *seed, struct str name, char *to)
{
    size_t at = next_number(seed) % name.n;
    char other = (char)('A' + next_number(seed) % 26);
    unsigned kind = next_number(seed) % 4;
    memcpy(to, name.s, name.n);
    if (kind == 0) {
        memmove(to + at, to + at + 1, name.n - at - 1);
        return (struct str){to, name.n - 1};
    }
    if (kind == 1) {
        at = next_number(seed) % (name.n + 1);
        memmove(to + at + 1, to + at, name.n - at);
        to[at] = other;
        return (struct str){to, name.n + 1};
    }
    if (kind == 2 || at + 1 == name.n) {
        to[at] = other;
        return (struct str){to, name.n};
    }
    to[at] = name.s[at + 1];
    to[at + 1] = name.s[at];
    return (struct str){to, name.n};
}

static void test_every_near_name_is_met_under_a_piece(void **state)
{
    uint32_t seed = 11;
    char once[TYPO_LETTERS_MAX + 2], twice[TYPO_LETTERS_MAX + 2];
    size_t met = 0;
    (void)state;
    for (int i = 0; i < 300000; i++) {
        struct str known = {"abcdefghijklmnopqrstuvwxyz", TYPO_LETTERS_MIN + next_number(&seed) % 10};
        struct str asked = mistake(&seed, known, once);
        unsigned most = 1;
        if (next_number(&seed) % 4 > 0) {
            asked = mistake(&seed, asked, twice);
            most = 2;
        }
        bool is_looked_for = asked.n >= TYPO_LETTERS_MIN && most <= typo_most(asked.n);
        if (is_looked_for && typo_distance(known, asked, most) <= most) {
            assert_true(is_met(known, asked, most));
            met++;
        }
    }
    assert_true(met > 100000);
    assert_false(is_met(S("peterborough"), S("stoke on trent"), 2));
}

static struct str make_table(struct arena *arena, const char *const *names, const int *weights, size_t n)
{
    struct typo_table table;
    typo_table_init(&table, strlen(names[0]));
    for (size_t i = 0; i < n; i++) {
        typo_table_add(&table, str_of(names[i]), weights[i]);
    }
    struct str bytes = typo_table_bytes(arena, &table);
    typo_table_done(&table);
    return bytes;
}

static void test_a_table_gives_the_near_names_best_first(void **state)
{
    static const char *const names[] = {"limerick", "lomerick", "limmrick", "xxxxxxxx", "kimerick"};
    static const int weights[] = {130, 20, 20, 255, 130};
    struct arena arena;
    struct typo_hits hits = {.n = 0};
    (void)state;
    arena_init(&arena, ARENA);
    struct str table = make_table(&arena, names, weights, COUNT_OF(names));
    assert_int_equal(typo_scan(table, 8, S("limmerick"), 2, &hits), OK);
    assert_int_equal(hits.n, 4);
    assert_true(str_eq(typo_hit_name(&hits.items[0]), S("limerick")));
    assert_int_equal(hits.items[0].distance, 1);
    for (size_t i = 1; i < hits.n; i++) {
        assert_true(hits.items[i - 1].cost <= hits.items[i].cost);
    }
    arena_done(&arena);
}

/* The filter by sets of letters never loses a name that is near enough. */
static void test_the_filter_loses_nothing(void **state)
{
    uint32_t seed = 99;
    struct arena arena;
    (void)state;
    arena_init(&arena, ARENA);
    for (int i = 0; i < 300; i++) {
        char known[8], asked[16];
        for (size_t j = 0; j < sizeof known; j++) {
            known[j] = (char)('a' + next_number(&seed) % 5);
        }
        struct str name = random_word(&seed, asked);
        const char *one = str_c(&arena, (struct str){known, sizeof known});
        struct str table = make_table(&arena, &one, (const int[]){9}, 1);
        struct typo_hits hits = {.n = 0};
        if (name.n == 0) {
            continue;
        }
        assert_int_equal(typo_scan(table, 8, name, 2, &hits), OK);
        unsigned far = typo_distance(name, str_of(one), 2);
        assert_int_equal(hits.n, far > 0 && far <= 2);
    }
    arena_done(&arena);
}

/* The same name from several tables counts once, and which of as good ones are kept does not depend on the order. */
static void test_the_order_of_tables_does_not_matter(void **state)
{
    static const char *const first[] = {"limerica", "limericb", "limericc", "limericd", "limerice", "limericf",
                                        "limericg", "limerich"};
    static const char *const second[] = {"limericz", "limericy", "limericx", "limericw", "limericv", "limericu",
                                         "limericb", "limerica"};
    static const int weights[COUNT_OF(first)] = {0};
    struct arena arena;
    struct typo_hits one = {.n = 0}, other = {.n = 0};
    (void)state;
    arena_init(&arena, ARENA);
    struct str tables[] = {make_table(&arena, first, weights, COUNT_OF(first)),
                           make_table(&arena, second, weights, COUNT_OF(second))};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(typo_scan(tables[i], 8, S("limerick"), 2, &one), OK);
        assert_int_equal(typo_scan(tables[1 - i], 8, S("limerick"), 2, &other), OK);
    }
    assert_int_equal(one.n, TYPO_HITS_MAX);
    assert_int_equal(other.n, TYPO_HITS_MAX);
    for (size_t i = 0; i < TYPO_HITS_MAX; i++) {
        assert_true(str_eq(typo_hit_name(&one.items[i]), typo_hit_name(&other.items[i])));
        assert_int_equal(i > 0 && str_eq(typo_hit_name(&one.items[i]), typo_hit_name(&one.items[i - 1])), 0);
    }
    arena_done(&arena);
}

static void test_what_is_no_table_is_damaged(void **state)
{
    struct typo_hits hits = {.n = 0};
    (void)state;
    assert_int_equal(typo_scan(S("abcdefgh"), 8, S("abcdefgh"), 2, &hits), FAULT_DAMAGED);
    assert_int_equal(typo_scan(S(""), 0, S("abcdefgh"), 2, &hits), FAULT_DAMAGED);
    assert_int_equal(typo_scan(S(""), TYPO_LETTERS_MAX + 1, S("abcdefgh"), 2, &hits), FAULT_DAMAGED);
    assert_int_equal(typo_scan(S(""), 8, S("abcdefgh"), 2, &hits), OK);
    assert_int_equal(hits.n, 0);
}

static void test_only_the_best_are_kept(void **state)
{
    struct arena arena;
    struct typo_table table;
    struct typo_hits hits = {.n = 0};
    (void)state;
    arena_init(&arena, ARENA);
    typo_table_init(&table, 4);
    for (int i = 0; i < 26; i++) {
        typo_table_add(&table, (struct str){(char[]){'a', 'b', 'c', (char)('a' + i)}, 4}, i);
    }
    assert_int_equal(typo_scan(typo_table_bytes(&arena, &table), 4, S("abcc"), 1, &hits), OK);
    assert_int_equal(hits.n, TYPO_HITS_MAX);
    assert_true(str_eq(typo_hit_name(&hits.items[0]), S("abcz")));
    assert_true(str_eq(typo_hit_name(&hits.items[TYPO_HITS_MAX - 1]), S("abco")));
    typo_table_reset(&table);
    assert_int_equal(typo_table_bytes(&arena, &table).n, 0);
    typo_table_done(&table);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_pairs),
        cmocka_unit_test(test_one_mistake_is_one_step),
        cmocka_unit_test(test_it_is_the_definition_symmetric_and_bounded),
        cmocka_unit_test(test_short_names_have_no_mistakes),
        cmocka_unit_test(test_a_table_gives_the_near_names_best_first),
        cmocka_unit_test(test_the_filter_loses_nothing),
        cmocka_unit_test(test_every_near_name_is_met_under_a_piece),
        cmocka_unit_test(test_the_order_of_tables_does_not_matter),
        cmocka_unit_test(test_what_is_no_table_is_damaged),
        cmocka_unit_test(test_only_the_best_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
