/* SPDX-License-Identifier: AGPL-3.0-or-later
** Orders: the textbook elections to the digit, ties and gaps, Kemeny against trying all orders, and what holds of each
** rule whatever was voted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/chance.h"
#include "domain/vote_order.h"

#define MANY 8

static struct arena arena;
static const uint64_t keys[ORDER_OPTIONS_MAX] = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22};

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

struct textbook {
    int voters;
    const char *order;
};

/* options[i] is the letter of option i. */
static void count(const struct textbook *book, size_t n, const char *options, struct order_pairs *ret_pairs)
{
    struct order_ballot ballots[MANY];
    int ranks[MANY][MANY];
    size_t options_n = strlen(options);
    for (size_t i = 0; i < n; i++) {
        ballots[i] = (struct order_ballot){book[i].voters, ranks[i]};
        for (size_t o = 0; o < options_n; o++) {
            ranks[i][o] = (int)(strchr(book[i].order, options[o]) - book[i].order) + 1;
        }
    }
    order_pairs(ballots, n, options_n, ret_pairs);
}

static const struct textbook schulze_45[] = {{5, "ACBED"}, {5, "ADECB"}, {8, "BEDAC"}, {3, "CABED"},
                                             {7, "CAEBD"}, {2, "CBADE"}, {7, "DCEBA"}, {8, "EBADC"}};
static const struct textbook tennessee[] = {{42, "MNCK"}, {26, "NCKM"}, {15, "CKNM"}, {17, "KCNM"}};

static void schulze_with_45_voters(void **state)
{
    (void)state;
    static const int before[5][5] = {
        {0, 20, 26, 30, 22}, {25, 0, 16, 33, 18}, {19, 29, 0, 17, 24}, {15, 12, 28, 0, 14}, {23, 27, 21, 31, 0}};
    static const int paths[5][5] = {
        {0, 28, 28, 30, 24}, {25, 0, 28, 33, 24}, {25, 29, 0, 29, 24}, {25, 28, 28, 0, 24}, {25, 28, 28, 31, 0}};
    static const int places[5] = {2, 4, 3, 5, 1}; /* E A C B D */
    static const int64_t borda[5] = {98, 92, 89, 69, 102};
    static const char kemeny_best[] = "EBADC";
    struct order_pairs pairs;
    struct order_schulze schulze;
    struct order_kemeny kemeny;
    int64_t halves[5];
    count(schulze_45, COUNT_OF(schulze_45), "ABCDE", &pairs);
    order_schulze(&pairs, &schulze);
    order_borda(&pairs, halves);
    assert_true(order_kemeny(&arena, &pairs, keys, 1, &kemeny));
    for (size_t x = 0; x < 5; x++) {
        for (size_t y = 0; y < 5; y++) {
            assert_int_equal(pairs.before[x][y], before[x][y]);
            assert_int_equal(schulze.paths[x][y], paths[x][y]);
        }
        assert_int_equal(schulze.places[x], places[x]);
        assert_int_equal(halves[x], 2 * borda[x]);
        assert_int_equal("ABCDE"[kemeny.order[x]], kemeny_best[x]);
    }
    assert_int_equal(kemeny.score, 260);
    assert_int_equal(kemeny.as_good, 1);
    assert_true(order_condorcet(&pairs) == ORDER_NO_WINNER);
}

static void the_capital_of_tennessee(void **state)
{
    (void)state;
    static const int64_t borda[4] = {126, 194, 173, 107}; /* M N C K */
    static const size_t order[4] = {1, 2, 3, 0};
    static const int places[4] = {4, 1, 2, 3};
    struct order_pairs pairs;
    struct order_schulze schulze;
    struct order_kemeny kemeny;
    int64_t halves[4];
    count(tennessee, COUNT_OF(tennessee), "MNCK", &pairs);
    order_schulze(&pairs, &schulze);
    order_borda(&pairs, halves);
    assert_true(order_kemeny(&arena, &pairs, keys, 1, &kemeny));
    assert_int_equal(order_condorcet(&pairs), 1);
    assert_int_equal(kemeny.score, 393);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(halves[i], 2 * borda[i]);
        assert_int_equal(kemeny.order[i], order[i]);
        assert_int_equal(schulze.places[i], places[i]);
    }
}

static void ties_and_gaps(void **state)
{
    (void)state;
    /* A and B level before C; D not ranked, so behind and level with E. */
    static const int ranks[] = {1, 1, 2, 0, 0};
    static const struct order_ballot one = {3, ranks};
    struct order_pairs pairs;
    struct order_schulze schulze;
    int64_t halves[5];
    int places[5];
    order_pairs(&one, 1, 5, &pairs);
    order_borda(&pairs, halves);
    order_places(halves, 5, places);
    order_schulze(&pairs, &schulze);
    static const int64_t said[] = {21, 21, 12, 3, 3}; /* 3 voters: 3.5, 3.5, 2, 0.5, 0.5 points */
    static const int shared[] = {1, 1, 3, 4, 4};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(halves[i], said[i]);
        assert_int_equal(places[i], shared[i]);
        assert_int_equal(schulze.places[i], shared[i]);
    }
    assert_int_equal(pairs.level[3][4], 3);
    assert_int_equal(pairs.level[3][3], 0);
}

static void nobody_and_one(void **state)
{
    (void)state;
    struct order_pairs pairs;
    struct order_schulze schulze;
    struct order_kemeny kemeny;
    order_pairs(NULL, 0, 3, &pairs);
    order_schulze(&pairs, &schulze);
    assert_true(order_condorcet(&pairs) == ORDER_NO_WINNER);
    assert_int_equal(schulze.places[2], 1);
    assert_true(order_kemeny(&arena, &pairs, keys, 1, &kemeny));
    assert_int_equal(kemeny.as_good, 6); /* every order is as good */
    order_pairs(NULL, 0, 0, &pairs);
    order_schulze(&pairs, &schulze);
    assert_true(order_kemeny(&arena, &pairs, keys, 1, &kemeny));
    order_pairs(NULL, 0, ORDER_KEMENY_MAX + 1, &pairs);
    assert_false(order_kemeny(&arena, &pairs, keys, 1, &kemeny));
    order_pairs(NULL, 0, ORDER_OPTIONS_MAX, &pairs);
    order_schulze(&pairs, &schulze);
}

/* ---- whatever was voted */

struct made {
    int ranks[MANY][MANY];
    struct order_ballot ballots[MANY];
    size_t voters, options;
};

static void make(struct chance *chance, struct made *made)
{
    made->options = 2 + chance_below(chance, 5);
    made->voters = 1 + chance_below(chance, MANY);
    for (size_t v = 0; v < made->voters; v++) {
        made->ballots[v] = (struct order_ballot){1 + (int)chance_below(chance, 3), made->ranks[v]};
        for (size_t o = 0; o < made->options; o++) {
            made->ranks[v][o] = (int)chance_below(chance, (uint32_t)made->options + 1);
        }
    }
}

static void pairs_of(const struct made *made, struct order_pairs *ret_pairs)
{
    order_pairs(made->ballots, made->voters, made->options, ret_pairs);
}

static int64_t score_of(const struct order_pairs *pairs, const size_t *order)
{
    int64_t sum = 0;
    for (size_t i = 0; i < pairs->n; i++) {
        for (size_t j = i + 1; j < pairs->n; j++) {
            sum += pairs->before[order[i]][order[j]];
        }
    }
    return sum;
}

/* All orders of the rest; how many reach the best score. */
static void try_all(const struct order_pairs *pairs, size_t *order, size_t from, int64_t *best, int64_t *as_good)
{
    if (from == pairs->n) {
        int64_t score = score_of(pairs, order);
        *as_good = score > *best ? 1 : *as_good + (score == *best);
        *best = score > *best ? score : *best;
        return;
    }
    for (size_t i = from; i < pairs->n; i++) {
        size_t one = order[from];
        order[from] = order[i];
        order[i] = one;
        try_all(pairs, order, from + 1, best, as_good);
        order[i] = order[from];
        order[from] = one;
    }
}

static void kemeny_is_the_best_of_all_orders(void **state)
{
    (void)state;
    struct chance chance = {1};
    for (int round = 0; round < 400; round++, arena_reset(&arena)) {
        struct made made;
        struct order_pairs pairs;
        struct order_kemeny kemeny;
        size_t order[MANY];
        int64_t best = -1, as_good = 0;
        make(&chance, &made);
        pairs_of(&made, &pairs);
        for (size_t i = 0; i < pairs.n; i++) {
            order[i] = i;
        }
        try_all(&pairs, order, 0, &best, &as_good);
        assert_true(order_kemeny(&arena, &pairs, keys, (uint64_t)round, &kemeny));
        assert_int_equal(kemeny.score, best);
        assert_int_equal(kemeny.as_good, as_good);
        assert_int_equal(score_of(&pairs, kemeny.order), best);
    }
}

static void who_beats_everybody_is_first(void **state)
{
    (void)state;
    struct chance chance = {2};
    int seen = 0;
    for (int round = 0; round < 2000; round++, arena_reset(&arena)) {
        struct made made;
        struct order_pairs pairs;
        struct order_schulze schulze;
        struct order_kemeny kemeny;
        make(&chance, &made);
        pairs_of(&made, &pairs);
        size_t winner = order_condorcet(&pairs);
        order_schulze(&pairs, &schulze);
        assert_true(order_kemeny(&arena, &pairs, keys, 3, &kemeny));
        if (winner == ORDER_NO_WINNER) {
            continue;
        }
        seen++;
        assert_int_equal(kemeny.order[0], winner);
        for (size_t i = 0; i < pairs.n; i++) {
            assert_true(i == winner ? schulze.places[i] == 1 : schulze.places[i] > 1);
        }
    }
    assert_true(seen > 500);
}

/* The relation of Schulze is an order: x before y before z means x before z. */
static void schulze_is_an_order(void **state)
{
    (void)state;
    struct chance chance = {3};
    for (int round = 0; round < 2000; round++) {
        struct made made;
        struct order_pairs pairs;
        struct order_schulze s;
        make(&chance, &made);
        pairs_of(&made, &pairs);
        order_schulze(&pairs, &s);
        for (size_t x = 0; x < pairs.n; x++) {
            for (size_t y = 0; y < pairs.n; y++) {
                bool first = s.paths[x][y] > s.paths[y][x];
                assert_true(!first || s.places[x] < s.places[y]);
                for (size_t z = 0; z < pairs.n && first; z++) {
                    assert_true(s.paths[y][z] <= s.paths[z][y] || s.paths[x][z] > s.paths[z][x]);
                }
            }
        }
    }
}

/* Voters in another order and options by other numbers: the same result for the same options. */
static void no_order_matters(void **state)
{
    (void)state;
    struct chance chance = {4};
    for (int round = 0; round < 500; round++, arena_reset(&arena)) {
        struct made made, other;
        struct order_pairs a, b;
        struct order_schulze schulze_a, schulze_b;
        struct order_kemeny kemeny_a, kemeny_b;
        uint64_t keys_b[MANY];
        int64_t borda_a[MANY], borda_b[MANY];
        make(&chance, &made);
        size_t turn = 1 + chance_below(&chance, (uint32_t)made.options);
        other = made;
        for (size_t v = 0; v < made.voters; v++) {
            size_t to = made.voters - 1 - v;
            other.ballots[to] = (struct order_ballot){made.ballots[v].voters, other.ranks[to]};
            for (size_t o = 0; o < made.options; o++) {
                other.ranks[to][(o + turn) % made.options] = made.ranks[v][o];
                keys_b[(o + turn) % made.options] = keys[o];
            }
        }
        for (size_t v = 0; v < made.voters; v++) {
            made.ballots[v].ranks = made.ranks[v];
        }
        pairs_of(&made, &a);
        pairs_of(&other, &b);
        order_schulze(&a, &schulze_a);
        order_schulze(&b, &schulze_b);
        order_borda(&a, borda_a);
        order_borda(&b, borda_b);
        assert_true(order_kemeny(&arena, &a, keys, 9, &kemeny_a));
        assert_true(order_kemeny(&arena, &b, keys_b, 9, &kemeny_b));
        assert_int_equal(kemeny_a.as_good, kemeny_b.as_good);
        for (size_t o = 0; o < made.options; o++) {
            size_t there = (o + turn) % made.options;
            assert_int_equal(schulze_a.places[o], schulze_b.places[there]);
            assert_int_equal(borda_a[o], borda_b[there]);
            assert_int_equal((kemeny_a.order[o] + turn) % made.options, kemeny_b.order[o]);
        }
    }
}

/* All ballots turned round: Borda and Schulze turn round as well (reversal symmetry). */
static void turned_round(void **state)
{
    (void)state;
    struct chance chance = {5};
    for (int round = 0; round < 500; round++) {
        struct made made;
        struct order_pairs pairs, back;
        struct order_schulze s, t;
        make(&chance, &made);
        pairs_of(&made, &pairs);
        back = pairs;
        for (size_t x = 0; x < pairs.n; x++) {
            for (size_t y = 0; y < pairs.n; y++) {
                back.before[x][y] = pairs.before[y][x];
            }
        }
        order_schulze(&pairs, &s);
        order_schulze(&back, &t);
        for (size_t x = 0; x < pairs.n; x++) {
            for (size_t y = 0; y < pairs.n; y++) {
                assert_int_equal(s.paths[x][y] > s.paths[y][x], t.paths[y][x] > t.paths[x][y]);
            }
        }
    }
}

/* Who is first alone stays first when one voter lifts it to his first place and changes nothing else. */
static void a_better_place_never_harms(void **state)
{
    (void)state;
    struct chance chance = {6};
    int seen = 0;
    for (int round = 0; round < 3000; round++, arena_reset(&arena)) {
        struct made made;
        struct order_pairs pairs;
        struct order_schulze schulze;
        struct order_kemeny kemeny;
        int64_t borda[MANY];
        int places[MANY];
        make(&chance, &made);
        pairs_of(&made, &pairs);
        order_schulze(&pairs, &schulze);
        order_borda(&pairs, borda);
        order_places(borda, pairs.n, places);
        assert_true(order_kemeny(&arena, &pairs, keys, 3, &kemeny));
        size_t alone = ORDER_NO_WINNER;
        for (size_t i = 0; i < pairs.n; i++) {
            bool first = schulze.places[i] == 1;
            for (size_t j = 0; j < pairs.n && first; j++) {
                first = i == j || schulze.places[j] > 1;
            }
            alone = first ? i : alone;
        }
        if (alone == ORDER_NO_WINNER || places[alone] != 1 || kemeny.as_good != 1 || kemeny.order[0] != alone) {
            continue;
        }
        seen++;
        int *ranks = made.ranks[chance_below(&chance, (uint32_t)made.voters)];
        for (size_t i = 0; i < pairs.n; i++) {
            ranks[i] += ranks[i] > 0;
        }
        ranks[alone] = 1;
        pairs_of(&made, &pairs);
        order_schulze(&pairs, &schulze);
        order_borda(&pairs, borda);
        order_places(borda, pairs.n, places);
        assert_true(order_kemeny(&arena, &pairs, keys, 3, &kemeny));
        assert_int_equal(schulze.places[alone], 1);
        assert_int_equal(places[alone], 1);
        assert_int_equal(kemeny.order[0], alone);
    }
    assert_true(seen > 300);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(schulze_with_45_voters), TEST(the_capital_of_tennessee), TEST(ties_and_gaps), TEST(nobody_and_one),
        TEST(kemeny_is_the_best_of_all_orders), TEST(who_beats_everybody_is_first), TEST(schulze_is_an_order),
        TEST(no_order_matters), TEST(turned_round), TEST(a_better_place_never_harms)};
    return cmocka_run_group_tests_name("vote_order", tests, NULL, NULL);
}
