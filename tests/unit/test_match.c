/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/match.h"

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

static struct date today(void)
{
    return date_of(2026, 11, 22);
}

static struct city_record city(int64_t id, int64_t population, const struct city_theme *themes, size_t n)
{
    return (struct city_record){.city = {id}, .country = S("DE"), .population = {population > 0, population},
                                .fits = true, .themes = themes, .themes_count = n};
}

static struct city_theme row(int64_t theme, int results, int ended, int running, int64_t project)
{
    return (struct city_theme){.theme = {theme}, .projects = ended + running, .ended = ended,
                               .ended_with_results = results, .running = running, .first_year = 2020,
                               .last_year = 2025, .best_project = {project}};
}

static struct match_wanted wanted(const struct theme_id *themes, size_t n)
{
    return match_wanted_of(&(struct city_record){.city = {1}}, themes, n, NULL, 0);
}

static const struct match_reason *reason_of(const struct match *match, enum match_reason_kind kind)
{
    for (size_t i = 0; i < match->reasons_count; i++) {
        if (match->reasons[i].kind == kind) {
            return &match->reasons[i];
        }
    }
    return NULL;
}

static bool is_unknown(const struct match *match, enum match_unknown unknown)
{
    for (size_t i = 0; i < match->unknowns_count; i++) {
        if (match->unknowns[i] == unknown) {
            return true;
        }
    }
    return false;
}

/* ---- the score */

static void score_is_as_worked_out_by_hand(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 1, 1, 0, 10)};
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 100000, themes, 1);
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    /* 6500 ln 2 / ln 9 = 2050.5; all themes covered 2500; same size 1000 */
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 2051 + 2500 + 1000);
    /* Twice as large: half of the size points, ln 2 / ln 4. */
    other.population.v = 200000;
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 2051 + 2500 + 500);
    other.population.v = 400000;
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 2051 + 2500);
    /* Ended 2018: eight years ago, six of them count, 0.7: 1435.4 */
    themes[0].last_year = 2018;
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 1435 + 2500);
    themes[0].last_year = 1990; /* not below half: 1025.3 */
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 1025 + 2500);
    /* Two themes wanted, one covered: half of everything. */
    themes[0].last_year = 2026;
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    assert_int_equal(match_score(&asking, &two, &other, today()), 1025 + 1250);
}

static void without_a_record_on_the_theme_there_is_no_score(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 1, 1, 0, 10), row(4, 0, 0, 0, 11)};
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 100000, themes, 2);
    struct match_wanted energy = wanted((struct theme_id[]){{4}, {5}}, 2);
    assert_int_equal(match_score(&asking, &energy, &other, today()), 0);
    struct match matches[3];
    assert_int_equal(match_cities(&arena, &asking, &energy, &other, 1, today(), 3, matches), 0);
}

static int score_with(struct city_theme theme)
{
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 150000, &theme, 1);
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    return match_score(&asking, &two, &other, today());
}

static void kinds_of_experience_are_in_their_order(void **state)
{
    (void)state;
    struct city_theme terminated = row(3, 0, 0, 0, 1);
    terminated.projects = terminated.terminated = 1;
    int results = score_with(row(3, 1, 1, 0, 1));
    int ended = score_with(row(3, 0, 1, 0, 1));
    int running = score_with(row(3, 0, 0, 1, 1));
    assert_true(results > ended && ended > running && running > score_with(terminated));
    assert_true(score_with(terminated) > 0);
    struct city_theme coordinated = row(3, 0, 0, 1, 1);
    coordinated.coordinated = 1;
    assert_true(score_with(coordinated) > running);
}

/* Adds one more project of each kind to many records: the score never falls, also where rounding meets. */
static void more_experience_never_scores_lower(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1664525u + 1013904223u;
        struct city_theme a = row(3, (int)(seed >> 28 & 3), 3 + (int)(seed >> 25 & 3), (int)(seed >> 20 & 3), 1);
        a.terminated = (int)(seed >> 18 & 1);
        a.coordinated = (int)(seed >> 15 & 3);
        a.projects += a.terminated;
        a.last_year = 2012 + (int)(seed >> 8 & 15);
        int before = score_with(a);
        struct city_theme b = a;
        b.ended_with_results++;
        assert_true(score_with(b) >= before);
        b = a;
        b.ended++;
        b.projects++;
        assert_true(score_with(b) >= before);
        b = a;
        b.running++;
        b.projects++;
        assert_true(score_with(b) >= before);
        b = a;
        b.terminated++;
        b.projects++;
        assert_true(score_with(b) >= before);
        b = a;
        b.coordinated++;
        assert_true(score_with(b) >= before);
        b = a;
        b.last_year++;
        assert_true(score_with(b) >= before);
    }
}

/* ---- the order */

static void order_does_not_depend_on_the_input(void **state)
{
    (void)state;
    enum { N = 37 };
    struct city_theme themes[N];
    struct city_record cities[N], turned[N];
    struct match first[10], again[10];
    struct city_record asking = city(1000, 90000, NULL, 0);
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    for (int i = 0; i < N; i++) {
        themes[i] = row(3, i % 3, i % 3 + 1, i % 2, 500 + i % 4);
        cities[i] = city(i + 1, 60000 + 5000 * (i % 5), &themes[i], 1);
    }
    assert_int_equal(match_cities(&arena, &asking, &mobility, cities, N, today(), 10, first), 10);
    for (int step = 2; step < N; step += 5) { /* N is prime */
        for (int i = 0; i < N; i++) {
            turned[i] = cities[i * step % N];
        }
        memset(again, 0, sizeof again);
        assert_int_equal(match_cities(&arena, &asking, &mobility, turned, N, today(), 10, again), 10);
        for (int i = 0; i < 10; i++) {
            assert_int_equal(again[i].city.v, first[i].city.v);
            assert_int_equal(again[i].score_bp, first[i].score_bp);
        }
    }
}

static void the_asking_city_and_those_that_do_not_fit_are_left_out(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 1, 1, 0, 10)};
    struct city_record cities[] = {city(1, 100000, themes, 1), city(2, 900000, themes, 1), city(3, 0, themes, 1)};
    struct match matches[3];
    cities[1].fits = false;
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    assert_int_equal(match_cities(&arena, &cities[0], &mobility, cities, 3, today(), 3, matches), 1);
    assert_int_equal(matches[0].city.v, 3);
    assert_true(is_unknown(&matches[0], MATCH_UNKNOWN_POPULATION));
    assert_int_equal(match_cities(&arena, &cities[0], &mobility, cities, 3, today(), 0, matches), 0);
}

static void not_three_in_a_row_from_one_project(void **state)
{
    (void)state;
    struct city_theme same = row(3, 2, 2, 0, 77), other = row(3, 0, 1, 0, 78);
    struct city_record asking = city(100, 90000, NULL, 0);
    struct city_record cities[] = {city(1, 90000, &same, 1), city(2, 90000, &same, 1), city(3, 90000, &same, 1),
                                   city(4, 90000, &same, 1), city(5, 90000, &other, 1)};
    struct match matches[5];
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    assert_int_equal(match_cities(&arena, &asking, &mobility, cities, 5, today(), 5, matches), 5);
    static const int64_t order[] = {1, 2, 5, 3, 4};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(matches[i].city.v, order[i]);
    }
    /* Where there is nobody else, three of one project are better than two. */
    assert_int_equal(match_cities(&arena, &asking, &mobility, cities, 4, today(), 3, matches), 3);
    assert_int_equal(matches[2].city.v, 3);
}

/* ---- reasons and unknowns */

static void reasons_carry_what_their_sentences_need(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 2, 3, 1, 10), row(4, 0, 2, 0, 11)};
    themes[0].coordinated = 2;
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 110000, themes, 2);
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    struct match match;
    assert_int_equal(match_cities(&arena, &asking, &two, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.reasons_count, 3);
    assert_true(match.reasons[0].points_bp >= match.reasons[1].points_bp);
    assert_true(match.reasons[1].points_bp >= match.reasons[2].points_bp);
    const struct match_reason *breadth = reason_of(&match, MATCH_BREADTH);
    assert_non_null(breadth);
    assert_int_equal(breadth->count, 2);
    assert_int_equal(breadth->of, 2);
    const struct match_reason *results = reason_of(&match, MATCH_ENDED_WITH_RESULTS);
    assert_non_null(results);
    assert_int_equal(results->theme.v, 3);
    assert_int_equal(results->count, 2);
    assert_int_equal(results->project.v, 10);
    assert_int_equal(results->year, 2025);
    const struct match_reason *ended = reason_of(&match, MATCH_ENDED);
    assert_non_null(ended);
    assert_int_equal(ended->theme.v, 4);
    assert_int_equal(ended->count, 2);
    assert_true(is_unknown(&match, MATCH_UNKNOWN_WILLINGNESS));
    assert_true(is_unknown(&match, MATCH_UNKNOWN_LANGUAGE));
    assert_false(is_unknown(&match, MATCH_UNKNOWN_RESULT));
    assert_false(is_unknown(&match, MATCH_UNKNOWN_POPULATION));
    assert_false(is_unknown(&match, MATCH_UNKNOWN_YEARS));
}

static void the_points_of_all_reasons_make_the_score(void **state)
{
    (void)state;
    struct city_theme theme = row(3, 0, 0, 1, 10);
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 125000, &theme, 1);
    struct match_wanted one = wanted((struct theme_id[]){{3}}, 1);
    struct match match;
    theme.coordinated = 1;
    assert_int_equal(match_cities(&arena, &asking, &one, &other, 1, today(), 1, &match), 1);
    /* Running, coordinated, similar size; covering the one theme is 2500 and no reason of its own. */
    assert_int_equal(match.reasons_count, 3);
    int sum = 2500;
    for (size_t i = 0; i < 3; i++) {
        sum += match.reasons[i].points_bp;
    }
    assert_int_equal(match.score_bp, sum);
    assert_int_equal(reason_of(&match, MATCH_SIMILAR_SIZE)->ratio_permille, 1250);
    assert_int_equal(reason_of(&match, MATCH_COORDINATED)->count, 1);
    assert_true(is_unknown(&match, MATCH_UNKNOWN_RESULT));
}

static void having_worked_together_is_said_and_adds_nothing(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 2, 3, 1, 10), row(4, 0, 2, 0, 11)};
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 110000, themes, 2);
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    int apart = match_score(&asking, &two, &other, today());
    struct match match;
    other.together = 2;
    other.together_project = (struct project_id){99};
    assert_int_equal(match_cities(&arena, &asking, &two, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.score_bp, apart);
    assert_int_equal(match.reasons_count, 3);
    assert_int_equal(match.reasons[2].kind, MATCH_TOGETHER);
    assert_int_equal(match.reasons[2].count, 2);
    assert_int_equal(match.reasons[2].project.v, 99);
}

static void a_status_nobody_knows_is_not_called_stopped(void **state)
{
    (void)state;
    struct city_theme unknown = row(3, 0, 0, 0, 10), stopped = row(3, 0, 0, 0, 10);
    struct city_record asking = city(1, 100000, NULL, 0);
    struct match_wanted one = wanted((struct theme_id[]){{3}}, 1);
    struct match match;
    unknown.projects = 2;
    unknown.last_year = 0;
    struct city_record other = city(2, 100000, &unknown, 1);
    assert_int_equal(match_cities(&arena, &asking, &one, &other, 1, today(), 1, &match), 1);
    assert_int_equal(reason_of(&match, MATCH_TOOK_PART)->count, 2);
    assert_true(is_unknown(&match, MATCH_UNKNOWN_YEARS));
    stopped.projects = stopped.terminated = 1;
    other.themes = &stopped;
    assert_int_equal(match_cities(&arena, &asking, &one, &other, 1, today(), 1, &match), 1);
    assert_int_equal(reason_of(&match, MATCH_STOPPED_EARLY)->count, 1);
}

/* ---- what is wanted */

static void wanted_is_what_was_ticked(void **state)
{
    (void)state;
    struct match_wanted w = wanted((struct theme_id[]){{5}, {2}, {5}, {0}}, 4);
    assert_int_equal(w.kind, MATCH_WANTED_TICKED);
    assert_int_equal(w.n, 2);
    assert_int_equal(w.themes[0].v, 5);
    assert_int_equal(w.themes[1].v, 2);
}

static void wanted_is_what_the_city_works_on(void **state)
{
    (void)state;
    struct city_theme themes[] = {row(3, 0, 1, 0, 1), row(7, 0, 4, 0, 1), row(9, 0, 2, 0, 1), row(5, 0, 2, 0, 1)};
    struct city_record asking = city(1, 100000, themes, 4);
    struct match_wanted w = match_wanted_of(&asking, NULL, 0, NULL, 0);
    assert_int_equal(w.kind, MATCH_WANTED_OWN);
    assert_int_equal(w.n, 3);
    assert_int_equal(w.themes[0].v, 7);
    assert_int_equal(w.themes[1].v, 5);
    assert_int_equal(w.themes[2].v, 9);
}

static void without_a_record_wanted_is_what_similar_cities_work_on(void **state)
{
    (void)state;
    struct city_theme a[] = {row(3, 0, 1, 0, 1), row(4, 0, 1, 0, 1)};
    struct city_theme b[] = {row(4, 0, 1, 0, 1), row(6, 0, 9, 0, 1)};
    struct city_theme large[] = {row(12, 0, 9, 0, 1)};
    struct city_record cities[] = {city(2, 110000, a, 2), city(3, 190000, b, 2), city(4, 250000, large, 1),
                                   city(5, 280000, large, 1), city(6, 299000, large, 1)};
    struct city_record peterborough = city(1, 120000, NULL, 0);
    struct match_wanted w = match_wanted_of(&peterborough, NULL, 0, cities, 5);
    assert_int_equal(w.kind, MATCH_WANTED_SIMILAR_SIZE);
    assert_int_equal(w.n, 3);
    assert_int_equal(w.themes[0].v, 4); /* two cities */
    assert_int_equal(w.themes[1].v, 6); /* one city, nine projects */
    assert_int_equal(w.themes[2].v, 3);
    struct match matches[3];
    assert_int_equal(match_cities(&arena, &peterborough, &w, cities, 5, today(), 3, matches), 2);
    peterborough.population.known = false;
    w = match_wanted_of(&peterborough, NULL, 0, cities, 5);
    assert_int_equal(w.kind, MATCH_WANTED_ALL_CITIES);
    assert_int_equal(w.themes[0].v, 12);
    /* Nobody of similar size: all cities. */
    struct city_record tiny = city(1, 3000, NULL, 0);
    assert_int_equal(match_wanted_of(&tiny, NULL, 0, cities, 5).kind, MATCH_WANTED_ALL_CITIES);
    assert_int_equal(match_wanted_of(&tiny, NULL, 0, NULL, 0).kind, MATCH_WANTED_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(score_is_as_worked_out_by_hand),
        cmocka_unit_test(without_a_record_on_the_theme_there_is_no_score),
        cmocka_unit_test(kinds_of_experience_are_in_their_order),
        cmocka_unit_test(more_experience_never_scores_lower),
        cmocka_unit_test(order_does_not_depend_on_the_input),
        cmocka_unit_test(the_asking_city_and_those_that_do_not_fit_are_left_out),
        cmocka_unit_test(not_three_in_a_row_from_one_project),
        cmocka_unit_test(reasons_carry_what_their_sentences_need),
        cmocka_unit_test(the_points_of_all_reasons_make_the_score),
        cmocka_unit_test(having_worked_together_is_said_and_adds_nothing),
        cmocka_unit_test(a_status_nobody_knows_is_not_called_stopped),
        cmocka_unit_test(wanted_is_what_was_ticked),
        cmocka_unit_test(wanted_is_what_the_city_works_on),
        cmocka_unit_test(without_a_record_wanted_is_what_similar_cities_work_on),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
