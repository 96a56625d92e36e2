/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/similar.h"

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

static struct city_theme row(int64_t theme, int projects)
{
    return (struct city_theme){.theme = {theme}, .projects = projects};
}

static struct city_record city(int64_t id, int64_t population, const struct city_theme *themes, size_t n, int projects)
{
    return (struct city_record){.city = {id}, .country = S("DE"), .population = {population > 0, population},
                                .fits = true, .themes = themes, .themes_count = n, .projects = projects};
}

static struct similar compare(struct city_record mine, struct city_record other, struct similar_weights weights)
{
    struct similar similar = {.city = {0}};
    assert_int_equal(similar_cities(&arena, &mine, &other, 1, weights, 1, &similar), 1);
    return similar;
}

static void distances_are_those_of_the_map(void **state)
{
    (void)state;
    /* Berlin - Hamburg about 255 km; a quarter of the globe; the poles; the same place; over the date line. */
    assert_in_range(similar_km(52520000, 13405000, 53550000, 9993000), 254, 256);
    assert_int_equal(similar_km(0, 0, 0, 90000000), 10008);
    assert_int_equal(similar_km(90000000, 0, -90000000, 0), 20015);
    assert_int_equal(similar_km(48000000, 7000000, 48000000, 7000000), 0);
    assert_int_equal(similar_km(0, 179500000, 0, -179500000), 111);
}

static void a_city_just_like_mine_scores_all(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 2), row(4, 1)};
    struct similar s = compare(city(1, 90000, themes, 2, 3), city(2, 90000, themes, 2, 3), SIMILAR_WEIGHTS_DEFAULT);
    assert_int_equal(s.score_bp, 10000);
    assert_int_equal(s.alike_count, 3);
    assert_int_equal(s.differs_count, 0);
    assert_false(s.size_unknown || s.themes_unknown || s.distance_unknown);
}

static void scores_are_as_worked_out_by_hand(void **state)
{
    (void)state;
    struct city_theme a[] = {row(3, 1)}, b[] = {row(3, 1), row(4, 1)};
    /* Size: 1 - ln 2 / ln 4 = 0.5. Themes: 1 / sqrt 2 = 0.7071. Experience: 0.75 (1 - ln 2 / ln 8) + 0.25 = 0.75. */
    struct similar s = compare(city(1, 50000, a, 1, 0), city(2, 100000, b, 2, 1), SIMILAR_WEIGHTS_DEFAULT);
    assert_int_equal(s.score_bp, (4 * 5000 + 4 * 7071 + 2 * 7500 + 5) / 10);
    assert_int_equal(s.alike[0].kind, SIMILAR_EXPERIENCE);
    assert_int_equal(s.alike[1].kind, SIMILAR_THEMES);
    assert_int_equal(s.alike[1].themes_count, 1);
    assert_int_equal(s.alike[1].themes[0].v, 3);
    assert_int_equal(s.alike[2].kind, SIMILAR_SIZE);
    assert_int_equal(s.alike[2].ratio_permille, 2000);
}

static void what_differs_is_named(void **state)
{
    (void)state;
    struct city_theme a[] = {row(3, 5)}, b[] = {row(4, 1), row(5, 3)};
    struct similar s = compare(city(1, 30000, a, 1, 5), city(2, 290000, b, 2, 4), SIMILAR_WEIGHTS_DEFAULT);
    assert_int_equal(s.alike_count, 1);
    assert_int_equal(s.differs_count, 2);
    assert_int_equal(s.differs[0].alike_bp, 0);
    const struct similar_point *themes = s.differs[0].kind == SIMILAR_THEMES ? &s.differs[0] : &s.differs[1];
    assert_int_equal(themes->kind, SIMILAR_THEMES);
    assert_int_equal(themes->themes_count, 2);
    assert_int_equal(themes->themes[0].v, 5);
    assert_int_equal(themes->themes[1].v, 4);
}

static void what_is_unknown_counts_neither_way(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 2)};
    struct similar s = compare(city(1, 0, NULL, 0, 0), city(2, 90000, themes, 1, 0), SIMILAR_WEIGHTS_DEFAULT);
    assert_true(s.size_unknown && s.themes_unknown);
    assert_false(s.distance_unknown);
    assert_int_equal(s.score_bp, 10000); /* experience alone, and that is the same */
    struct city_record mine = city(1, 0, NULL, 0, 0), other = city(2, 0, NULL, 0, 0);
    struct similar none;
    assert_int_equal(similar_cities(&arena, &mine, &other, 1, (struct similar_weights){.size = 1}, 1, &none), 0);
}

static void distance_counts_only_when_asked(void **state)
{
    (void)state;
    struct city_record mine = city(1, 90000, NULL, 0, 0), near = city(2, 90000, NULL, 0, 0);
    mine.located = near.located = true;
    near.latitude_micro = 1000000; /* 111 km */
    struct similar s = compare(mine, near, SIMILAR_WEIGHTS_DEFAULT);
    assert_int_equal(s.score_bp, 10000);
    struct similar_weights weights = {.distance = 1};
    s = compare(mine, near, weights);
    assert_int_equal(s.score_bp, 7780); /* 1 - 111 / 500 */
    assert_int_equal(s.alike[0].km, 111);
    near.located = false;
    weights.size = 1;
    s = compare(mine, near, weights);
    assert_true(s.distance_unknown);
    assert_int_equal(s.score_bp, 10000);
}

static void it_is_the_same_both_ways(void **state)
{
    (void)state;
    struct city_theme a[] = {row(3, 1), row(7, 4)}, b[] = {row(3, 2), row(4, 1)};
    for (int64_t population = 30000; population < 300000; population += 17000) {
        struct city_record x = city(1, 84000, a, 2, 5), y = city(2, population, b, 2, (int)(population / 40000));
        assert_int_equal(compare(x, y, SIMILAR_WEIGHTS_DEFAULT).score_bp,
                         compare(y, x, SIMILAR_WEIGHTS_DEFAULT).score_bp);
    }
}

static void the_order_is_the_same_however_they_come(void **state)
{
    (void)state;
    enum { N = 41, TOP = 7 };
    struct city_record cities[N + 1], turned[N];
    struct similar first[TOP], again[TOP];
    struct city_record mine = city(1000, 90000, NULL, 0, 2);
    for (int i = 0; i < N; i++) {
        cities[i] = city(i + 1, 50000 + 10000 * (i % 6), NULL, 0, i % 4);
    }
    cities[0].fits = false;
    assert_int_equal(similar_cities(&arena, &mine, cities, N, SIMILAR_WEIGHTS_DEFAULT, TOP, first), TOP);
    for (int i = 1; i < TOP; i++) {
        assert_true(first[i - 1].score_bp > first[i].score_bp
                    || (first[i - 1].score_bp == first[i].score_bp && first[i - 1].city.v < first[i].city.v));
        assert_int_not_equal(first[i].city.v, 1);
    }
    for (int step = 3; step < N; step += 7) { /* N is prime */
        for (int i = 0; i < N; i++) {
            turned[i] = cities[i * step % N];
        }
        assert_int_equal(similar_cities(&arena, &mine, turned, N, SIMILAR_WEIGHTS_DEFAULT, TOP, again), TOP);
        for (int i = 0; i < TOP; i++) {
            assert_int_equal(again[i].city.v, first[i].city.v);
        }
    }
    cities[N] = mine;
    assert_int_equal(similar_cities(&arena, &mine, &cities[N], 1, SIMILAR_WEIGHTS_DEFAULT, TOP, again), 0);
    assert_int_equal(similar_cities(&arena, &mine, cities, N, SIMILAR_WEIGHTS_DEFAULT, 0, again), 0);
}

/* A short list leaves out without a close look what a list of all cities has behind its place. */
static void a_short_list_is_the_beginning_of_a_long_one(void **state)
{
    (void)state;
    enum { N = 97, TOP = 6, WORKED_ON = 3 };
    struct city_record cities[N];
    struct city_theme themes[N][WORKED_ON];
    struct similar all[N], few[TOP];
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < WORKED_ON; j++) {
            themes[i][j] = row(1 + (i * 7 + j * 5) % 11, 1 + (i * j) % 5);
        }
        cities[i] = city(i + 1, i % 9 == 0 ? 0 : 30000 + 2741 * (i * 31 % N), themes[i], (size_t)(i % 4), i % 13);
        cities[i].coordinated = i % 3;
    }
    for (int i = 0; i < N; i++) {
        struct similar_weights weights = {.size = 4, .themes = 4, .experience = 2, .distance = i % 2};
        size_t n = similar_cities(&arena, &cities[i], cities, N, weights, N, all);
        assert_int_equal(n, N - 1);
        assert_int_equal(similar_cities(&arena, &cities[i], cities, N, weights, TOP, few), TOP);
        for (int j = 0; j < TOP; j++) {
            assert_int_equal(few[j].city.v, all[j].city.v);
            assert_int_equal(few[j].score_bp, all[j].score_bp);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_are_those_of_the_map),
        cmocka_unit_test(a_city_just_like_mine_scores_all),
        cmocka_unit_test(scores_are_as_worked_out_by_hand),
        cmocka_unit_test(what_differs_is_named),
        cmocka_unit_test(what_is_unknown_counts_neither_way),
        cmocka_unit_test(distance_counts_only_when_asked),
        cmocka_unit_test(it_is_the_same_both_ways),
        cmocka_unit_test(the_order_is_the_same_however_they_come),
        cmocka_unit_test(a_short_list_is_the_beginning_of_a_long_one),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
