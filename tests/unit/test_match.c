/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/match.h"
#include "domain/match_parts.h"

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

static struct city_record city(int64_t id, int64_t population, const struct city_work *works, size_t n)
{
    return (struct city_record){.city = {id}, .country = S("DE"), .population = {population > 0, population},
                                .fits = true, .works = works, .works_count = n};
}

/* Closed in 2025, 100,000 euros for the city's part, surely about the theme. */
static struct city_work work(int64_t project, int64_t theme)
{
    return (struct city_work){.project = {project}, .theme = {theme}, .theme_bp = 8000, .ec_cents = {true, 10000000},
                              .status = S("closed"), .start_on = date_of(2022, 1, 1), .end_on = date_of(2025, 6, 30)};
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
    struct city_work works[] = {work(10, 3)};
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 100000, works, 1);
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    /* The example of docs/matching.md: 8000 x (0.95 theme x 0.9 part x 0.95 ended); all themes; the same size. */
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 6498 + 1000 + 1000);
    /* Twice as large: half of the size points, ln 2 / ln 4. */
    other.population.v = 200000;
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 6498 + 1000 + 500);
    other.population.v = 400000;
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 6498 + 1000);
    /* Ended 2018: eight years ago, six of them count 8 in 100 each: 0.52 */
    works[0].end_on = date_of(2018, 3, 1);
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 3379 + 1000);
    works[0].end_on = date_of(1990, 3, 1); /* not below 0.3 */
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 1949 + 1000);
    /* Two themes wanted, one covered: half of the points for covering. */
    works[0] = work(10, 3);
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    assert_int_equal(match_score(&asking, &two, &other, today()), 6498 + 500);
    /* Two projects: 1 - (1 - 0.81225)^2 = 0.96475 */
    struct city_work both[] = {work(10, 3), work(11, 3)};
    other.works = both;
    other.works_count = 2;
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 7718 + 1000);
}

static void one_project_on_two_themes_counts_once(void **state)
{
    (void)state;
    struct city_work works[] = {work(10, 3), work(10, 4)};
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 400000, works, 2);
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    /* About one of the two at least: 1 - 0.05^2 = 0.9975; its part and its end count once. */
    assert_int_equal(match_score(&asking, &two, &other, today()), 6823 + 1000);
}

static void without_a_project_on_the_theme_there_is_no_score(void **state)
{
    (void)state;
    struct city_work works[] = {work(10, 3)};
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 100000, works, 1);
    struct match_wanted energy = wanted((struct theme_id[]){{4}, {5}}, 2);
    assert_int_equal(match_score(&asking, &energy, &other, today()), 0);
    struct match matches[3];
    assert_int_equal(match_cities(&arena, &asking, &energy, &other, 1, today(), 3, matches), 0);
}

static int score_of(const struct city_work *works, size_t n)
{
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 150000, works, n);
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    return match_score(&asking, &two, &other, today());
}

static int score_with(struct city_work one)
{
    return score_of(&one, 1);
}

static void kinds_of_experience_are_in_their_order(void **state)
{
    (void)state;
    struct city_work results = work(1, 3), running = work(1, 3), new = work(1, 3), coming = work(1, 3);
    struct city_work stopped = work(1, 3);
    results.has_results = true;
    running.status = new.status = coming.status = S("signed");
    running.end_on = new.end_on = coming.end_on = date_of(2029, 1, 1);
    new.start_on = date_of(2026, 3, 1);
    coming.start_on = date_of(2027, 1, 1);
    stopped.status = S("terminated");
    assert_true(score_with(results) > score_with(work(1, 3)));
    assert_true(score_with(work(1, 3)) > score_with(running));
    assert_true(score_with(running) > score_with(new));
    assert_true(score_with(new) > score_with(stopped));
    assert_true(score_with(stopped) > score_with(coming));
    assert_true(score_with(coming) > 0);
}

static void the_part_of_the_city_counts(void **state)
{
    (void)state;
    struct city_work led = work(1, 3), unknown = work(1, 3), small = work(1, 3), none = work(1, 3), weak = work(1, 3);
    led.coordinates = true;
    unknown.ec_cents.known = false;
    small.ec_cents.v = 4999999;
    none.ec_cents.v = 0;
    weak.theme_bp = 5200;
    assert_true(score_with(led) > score_with(work(1, 3)));
    assert_true(score_with(work(1, 3)) > score_with(unknown));
    assert_true(score_with(unknown) > score_with(small));
    assert_true(score_with(small) > score_with(none));
    assert_true(score_with(work(1, 3)) > score_with(weak));
}

static struct city_work any_work(uint32_t *seed, int64_t project)
{
    static const char *const words[] = {"signed", "closed", "terminated", "unknown"};
    *seed = *seed * 1664525u + 1013904223u;
    uint32_t x = *seed >> 4;
    struct city_work any = work(project, 3 + (x & 1));
    any.theme_bp = 5000 + (int)(x % 3700);
    any.coordinates = (x >> 3 & 15) == 0;
    any.ec_cents = (struct maybe_int){(x >> 7 & 3) != 0, (int64_t)(x >> 9 & 7) * 2000000};
    any.status = str_of(words[x >> 12 & 3]);
    any.start_on = date_of(2010 + (int)(x >> 14 & 15), 1, 1);
    any.end_on = date_of(2012 + (int)(x >> 18 & 15), 1, 1);
    return any;
}

static void one_more_project_never_scores_lower(void **state)
{
    (void)state;
    uint32_t seed = 7;
    struct city_work works[6];
    for (int i = 0; i < 20000; i++) {
        int before = 0;
        for (size_t n = 1; n <= COUNT_OF(works); n++) {
            works[n - 1] = any_work(&seed, (int64_t)n);
            int score = score_of(works, n);
            assert_true(score >= before);
            assert_true(score <= 10000);
            before = score;
        }
    }
}

/* ---- the order */

static void order_does_not_depend_on_the_input(void **state)
{
    (void)state;
    enum { N = 37 };
    struct city_work works[N];
    struct city_record cities[N], turned[N];
    struct match first[10], again[10];
    struct city_record asking = city(1000, 90000, NULL, 0);
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    for (int i = 0; i < N; i++) {
        works[i] = work(500 + i % 4, 3);
        works[i].theme_bp -= 500 * (i % 3);
        cities[i] = city(i + 1, 60000 + 5000 * (i % 5), &works[i], 1);
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
    struct city_work works[] = {work(10, 3), work(11, 3)};
    struct city_record cities[] = {city(1, 100000, works, 1), city(2, 900000, works + 1, 1), city(3, 0, works + 1, 1)};
    struct match matches[3];
    cities[1].fits = false;
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    assert_int_equal(match_cities(&arena, &cities[0], &mobility, cities, 3, today(), 3, matches), 1);
    assert_int_equal(matches[0].city.v, 3);
    assert_true(is_unknown(&matches[0], MATCH_UNKNOWN_POPULATION));
    assert_int_equal(match_cities(&arena, &cities[0], &mobility, cities, 3, today(), 0, matches), 0);
}

static void those_of_one_project_or_country_wait(void **state)
{
    (void)state;
    struct city_work same = work(77, 3), other = work(78, 3), weak = work(79, 3);
    struct city_record asking = city(100, 90000, NULL, 0);
    struct city_record cities[] = {city(1, 90000, &same, 1), city(2, 90000, &same, 1), city(3, 90000, &same, 1),
                                   city(4, 90000, &other, 1), city(5, 90000, &weak, 1)};
    struct match matches[5];
    other.theme_bp = 7000;
    weak.ec_cents.v = 0;
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    assert_int_equal(match_cities(&arena, &asking, &mobility, cities, 5, today(), 5, matches), 5);
    /* Another project comes before a second partner of the first, but not one that says next to nothing. */
    static const int64_t order[] = {1, 4, 2, 3, 5};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(matches[i].city.v, order[i]);
    }
    /* A little less, but elsewhere. */
    struct city_work alike[] = {work(80, 3), work(81, 3), work(82, 3)};
    struct city_record places[] = {city(1, 90000, &alike[0], 1), city(2, 90000, &alike[1], 1),
                                   city(3, 95000, &alike[2], 1)};
    places[2].country = S("FR");
    assert_int_equal(match_cities(&arena, &asking, &mobility, places, 3, today(), 3, matches), 3);
    assert_int_equal(matches[1].city.v, 3);
    assert_int_equal(matches[2].city.v, 2);
}

static void every_wanted_theme_is_spoken_to(void **state)
{
    (void)state;
    struct city_work works[] = {work(80, 3), work(81, 3), work(82, 3), work(83, 4)};
    struct city_record cities[4];
    struct city_record asking = city(100, 90000, NULL, 0);
    struct match matches[4];
    works[3].theme_bp = 7000; /* says less than the others, but on the other theme */
    for (size_t i = 0; i < 4; i++) {
        cities[i] = city((int64_t)i + 1, 90000, &works[i], 1);
    }
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    assert_int_equal(match_cities(&arena, &asking, &two, cities, 4, today(), 4, matches), 4);
    assert_int_equal(matches[0].city.v, 1);
    assert_int_equal(matches[1].city.v, 4);
    assert_int_equal(matches[2].city.v, 2); /* all themes were spoken to: by score again */
    /* With one theme wanted the order is that of the scores. */
    struct match_wanted one = wanted((struct theme_id[]){{3}}, 1);
    assert_int_equal(match_cities(&arena, &asking, &one, cities, 4, today(), 4, matches), 3);
    assert_int_equal(matches[1].city.v, 2);
}

/* ---- reasons and unknowns */

static void what_both_took_part_in_is_said_and_counts_nothing(void **state)
{
    (void)state;
    struct city_work mine[] = {work(10, 3)}, theirs[] = {work(10, 3), work(11, 3)};
    struct city_record asking = city(1, 100000, mine, 1);
    struct city_record other = city(2, 100000, theirs, 1);
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    assert_int_equal(match_score(&asking, &mobility, &other, today()), 0);
    other.works_count = 2;
    struct city_together together[] = {{{7}, 3, {12}}, {{2}, 1, {10}}};
    asking.together = together;
    asking.together_count = COUNT_OF(together);
    struct match match;
    assert_int_equal(match_cities(&arena, &asking, &mobility, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.score_bp, 6498 + 1000 + 1000);
    assert_int_equal(match.reasons[0].kind, MATCH_PROJECT);
    assert_int_equal(match.reasons[0].project.v, 11);
    assert_int_equal(match.reasons[1].kind, MATCH_TOGETHER);
    assert_int_equal(match.reasons[1].project.v, 10);
    assert_int_equal(match.reasons[1].points_bp, 0);
}

static void reasons_carry_what_their_sentences_need(void **state)
{
    (void)state;
    struct city_work works[] = {work(10, 3), work(10, 4), work(11, 3), work(12, 4), work(13, 9)};
    works[2].coordinates = true;
    works[2].status = S("signed");
    works[2].end_on = date_of(2028, 5, 31);
    works[2].ec_cents = (struct maybe_int){true, 123456700};
    works[3].theme_bp = 5000;
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 110000, works, 5);
    struct match_wanted two = wanted((struct theme_id[]){{3}, {4}}, 2);
    struct match match;
    assert_int_equal(match_cities(&arena, &asking, &two, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.reasons_count, 3);
    const struct match_reason *best = &match.reasons[0];
    assert_int_equal(best->kind, MATCH_PROJECT);
    assert_int_equal(best->project.v, 11); /* led and running beats a part in what has ended */
    assert_int_equal(best->themes_count, 1);
    assert_int_equal(best->themes[0].v, 3);
    assert_int_equal(best->state, STATUS_RUNNING);
    assert_int_equal(best->start_year, 2022);
    assert_int_equal(best->end_year, 2028);
    assert_true(best->coordinates);
    assert_int_equal(best->ec_cents.v, 123456700);
    const struct match_reason *more = &match.reasons[1];
    assert_int_equal(more->kind, MATCH_MORE);
    assert_int_equal(more->count, 2);
    assert_int_equal(more->project.v, 10);
    assert_int_equal(match.reasons[2].kind, MATCH_SIMILAR_SIZE);
    assert_int_equal(match.reasons[2].ratio_permille, 1100);
    assert_true(is_unknown(&match, MATCH_UNKNOWN_WILLINGNESS));
    assert_true(is_unknown(&match, MATCH_UNKNOWN_LANGUAGE));
    assert_true(is_unknown(&match, MATCH_UNKNOWN_RESULT));
    assert_false(is_unknown(&match, MATCH_UNKNOWN_POPULATION));
    assert_false(is_unknown(&match, MATCH_UNKNOWN_YEARS));
    /* Two projects: each has a sentence of its own. */
    other.works_count = 3;
    assert_int_equal(match_cities(&arena, &asking, &two, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.reasons[1].kind, MATCH_PROJECT);
    assert_int_equal(match.reasons[1].project.v, 10);
    assert_int_equal(match.reasons[1].themes_count, 2);
}

static void breadth_is_said_of_more_than_two_themes(void **state)
{
    (void)state;
    struct city_work works[] = {work(10, 3), work(10, 4)};
    works[1].has_results = true;
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 170000, works, 2);
    struct match_wanted three = wanted((struct theme_id[]){{3}, {4}, {5}}, 3);
    struct match match;
    assert_int_equal(match_cities(&arena, &asking, &three, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.reasons_count, 2);
    assert_int_equal(reason_of(&match, MATCH_BREADTH)->count, 2);
    assert_int_equal(reason_of(&match, MATCH_BREADTH)->of, 3);
    assert_null(reason_of(&match, MATCH_SIMILAR_SIZE)); /* 1.7 times as large is not similar, though it has points */
}

static void a_state_nobody_knows_is_not_called_stopped(void **state)
{
    (void)state;
    struct city_work one = work(10, 3);
    one.status = S("unknown");
    one.end_on = DATE_NONE;
    struct city_record asking = city(1, 100000, NULL, 0);
    struct city_record other = city(2, 100000, &one, 1);
    struct match_wanted mobility = wanted((struct theme_id[]){{3}}, 1);
    struct match match;
    assert_int_equal(match_cities(&arena, &asking, &mobility, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.reasons[0].state, STATUS_UNKNOWN);
    assert_int_equal(match.reasons[0].end_year, 0);
    assert_true(is_unknown(&match, MATCH_UNKNOWN_YEARS));
    one.status = S("terminated");
    assert_int_equal(match_cities(&arena, &asking, &mobility, &other, 1, today(), 1, &match), 1);
    assert_int_equal(match.reasons[0].state, STATUS_TERMINATED);
}

/* ---- what is wanted */

static struct city_theme row(int64_t theme, int projects)
{
    return (struct city_theme){.theme = {theme}, .projects = projects};
}

static struct city_record with_themes(int64_t id, int64_t population, const struct city_theme *themes, size_t n)
{
    struct city_record record = city(id, population, NULL, 0);
    record.themes = themes;
    record.themes_count = n;
    return record;
}

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
    struct city_theme themes[] = {row(3, 1), row(7, 4), row(9, 2), row(5, 2)};
    struct city_record asking = with_themes(1, 100000, themes, 4);
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
    struct city_theme a[] = {row(3, 1), row(4, 1)};
    struct city_theme b[] = {row(4, 1), row(6, 9)};
    struct city_theme large[] = {row(12, 9)};
    struct city_record cities[] = {with_themes(2, 110000, a, 2), with_themes(3, 190000, b, 2),
                                   with_themes(4, 250000, large, 1),
                                   with_themes(5, 280000, large, 1), with_themes(6, 299000, large, 1)};
    struct city_record peterborough = city(1, 120000, NULL, 0);
    struct match_wanted w = match_wanted_of(&peterborough, NULL, 0, cities, 5);
    assert_int_equal(w.kind, MATCH_WANTED_SIMILAR_SIZE);
    assert_int_equal(w.n, 3);
    assert_int_equal(w.themes[0].v, 4); /* two cities */
    assert_int_equal(w.themes[1].v, 6); /* one city, nine projects */
    assert_int_equal(w.themes[2].v, 3);
    peterborough.population.known = false;
    w = match_wanted_of(&peterborough, NULL, 0, cities, 5);
    assert_int_equal(w.kind, MATCH_WANTED_ALL_CITIES);
    assert_int_equal(w.themes[0].v, 12);
    /* Nobody of similar size: all cities. */
    struct city_record tiny = city(1, 3000, NULL, 0);
    assert_int_equal(match_wanted_of(&tiny, NULL, 0, cities, 5).kind, MATCH_WANTED_ALL_CITIES);
    assert_int_equal(match_wanted_of(&tiny, NULL, 0, NULL, 0).kind, MATCH_WANTED_NONE);
}

/* ---- looking at few cities gives what looking at all gives */

static uint32_t next_number(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

#define MANY 120
#define WORKS 8
#define THEMES 5

struct made {
    struct city_record cities[MANY];
    struct city_work works[MANY][WORKS];
    struct city_theme themes[MANY][THEMES];
};

static void make_themes(struct made *made, size_t i)
{
    struct city_record *city = &made->cities[i];
    for (int64_t theme = 1; theme <= THEMES; theme++) {
        struct city_theme mine = {.theme = {theme}};
        for (size_t j = 0; j < city->works_count; j++) {
            mine.projects += city->works[j].theme.v == theme;
        }
        if (mine.projects > 0) {
            mine.none = match_none(city->works, city->works_count, mine.theme, today());
            made->themes[i][city->themes_count++] = mine;
        }
    }
    city->themes = made->themes[i];
}

/* Some with many projects, some of which are in two cities, or on two themes, or shared with the asking city. */
static void make_cities(struct made *made, uint32_t *state)
{
    static const struct str countries[] = {S_INIT("DE"), S_INIT("FR"), S_INIT("IT")};
    static const struct str statuses[] = {S_INIT("closed"), S_INIT("signed"), S_INIT("terminated")};
    *made = (struct made){0};
    for (size_t i = 0; i < MANY; i++) {
        size_t n = 1 + next_number(state) % WORKS;
        int64_t project = 1;
        for (size_t j = 0; j < n; j++) {
            struct city_work *one = &made->works[i][j];
            if (j % 2 == 1 && next_number(state) % 3 == 0) { /* another theme of the same project */
                *one = one[-1];
            } else {
                project += 1 + next_number(state) % 40;
                *one = work(project, 0);
                one->coordinates = next_number(state) % 5 == 0;
                one->status = statuses[next_number(state) % 3];
                one->end_on.days -= (int)(next_number(state) % 4000);
            }
            one->theme.v = 1 + (int64_t)((i + j) % THEMES);
            one->theme_bp = 4000 + (int)(next_number(state) % 6000);
        }
        made->cities[i] = city((int64_t)i + 1, 20000 + next_number(state) % 300000, made->works[i], n);
        made->cities[i].country = countries[next_number(state) % 3];
        make_themes(made, i);
    }
}

static void few_are_looked_at_and_none_is_missed(void **state)
{
    (void)state;
    uint32_t random = 2463534242;
    struct made *made = arena_new(&arena, struct made);
    for (int round = 0; round < 200; round++) {
        struct match quick[12], slow[12];
        make_cities(made, &random);
        struct match_wanted three = wanted((struct theme_id[]){{1}, {2}, {round % 2 ? 4 : 19}}, 3);
        struct city_record asking = made->cities[round % MANY];
        size_t n = match_cities(&arena, &asking, &three, made->cities, MANY, today(), 12, quick);
        for (size_t i = 0; i < MANY; i++) {
            assert_true(match_bound(&(struct match_asked){&asking, &three, today()}, &made->cities[i], true)
                        >= match_score(&asking, &three, &made->cities[i], today()));
            made->cities[i].themes_count = 0; /* then all must be looked at */
        }
        assert_int_equal(match_cities(&arena, &asking, &three, made->cities, MANY, today(), 12, slow), n);
        assert_int_equal(n, 12);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(quick[i].city.v, slow[i].city.v);
            assert_int_equal(quick[i].score_bp, slow[i].score_bp);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(score_is_as_worked_out_by_hand),
        cmocka_unit_test(one_project_on_two_themes_counts_once),
        cmocka_unit_test(without_a_project_on_the_theme_there_is_no_score),
        cmocka_unit_test(kinds_of_experience_are_in_their_order),
        cmocka_unit_test(the_part_of_the_city_counts),
        cmocka_unit_test(one_more_project_never_scores_lower),
        cmocka_unit_test(order_does_not_depend_on_the_input),
        cmocka_unit_test(the_asking_city_and_those_that_do_not_fit_are_left_out),
        cmocka_unit_test(those_of_one_project_or_country_wait),
        cmocka_unit_test(every_wanted_theme_is_spoken_to),
        cmocka_unit_test(what_both_took_part_in_is_said_and_counts_nothing),
        cmocka_unit_test(reasons_carry_what_their_sentences_need),
        cmocka_unit_test(breadth_is_said_of_more_than_two_themes),
        cmocka_unit_test(a_state_nobody_knows_is_not_called_stopped),
        cmocka_unit_test(wanted_is_what_was_ticked),
        cmocka_unit_test(wanted_is_what_the_city_works_on),
        cmocka_unit_test(without_a_record_wanted_is_what_similar_cities_work_on),
        cmocka_unit_test(few_are_looked_at_and_none_is_missed),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
