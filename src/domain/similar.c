/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/similar.h"

#include <string.h>

#include "base/check.h"
#include "domain/real.h"

#define EARTH_RADIUS_KM 6371.0088
#define SIZE_RATIO_MAX 4.0       /* four times as large is not alike at all */
#define EXPERIENCE_RATIO_MAX 8.0 /* (1 + projects) eight times as many: the same */
#define LN_SIZE_RATIO_MAX 1.3862943611198906
#define LN_EXPERIENCE_RATIO_MAX 2.0794415416798357
#define COORDINATED_SHARE 0.25   /* of experience: how alike in coordinating */
#define NEAR_KM 500.0            /* as far as this is not near at all */
#define ALIKE_BP 5000
#define PI 3.14159265358979323846

int similar_km(int32_t latitude_micro_a, int32_t longitude_micro_a, int32_t latitude_micro_b,
               int32_t longitude_micro_b)
{
    double micro = PI / 180 / 1e6;
    double latitude_a = latitude_micro_a * micro;
    double latitude_b = latitude_micro_b * micro;
    double north = real_sin((latitude_b - latitude_a) / 2);
    double east = real_sin(((double)longitude_micro_b - longitude_micro_a) * micro / 2);
    double h = north * north + real_cos(latitude_a) * real_cos(latitude_b) * east * east;
    return (int)real_round(2 * EARTH_RADIUS_KM * real_asin(real_sqrt(h < 1 ? h : 1)));
}

/* 1 when a and b are the same, 0 when one is `far` times the other. */
static double ratio_alike(double a, double b, double far)
{
    double apart = a > b ? real_ln(a / b) : real_ln(b / a);
    double alike = 1 - apart / real_ln(far);
    return alike > 0 ? alike : 0;
}

/* ---- one thing compared; false when it cannot be */

static bool compare_size(const struct city_record *mine, const struct city_record *other,
                         struct similar_point *ret_point)
{
    if (!mine->population.known || !other->population.known || mine->population.v <= 0 || other->population.v <= 0) {
        return false;
    }
    double a = (double)mine->population.v;
    double b = (double)other->population.v;
    *ret_point = (struct similar_point){.kind = SIMILAR_SIZE,
                                        .alike_bp = real_bp(ratio_alike(a, b, SIZE_RATIO_MAX), 1),
                                        .ratio_permille = (int)real_round(1000 * b / a)};
    return true;
}

struct vector {
    int64_t projects[THEMES_MAX + 1]; /* by theme id */
};

/* Who asks. */
struct asker {
    const struct city_record *city;
    struct vector themes;
    double length; /* of `themes` */
    struct similar_weights weights;
};

static struct vector vector_of(const struct city_record *city)
{
    struct vector vector = {.projects = {0}};
    for (size_t i = 0; i < city->themes_count; i++) {
        int64_t theme = city->themes[i].theme.v;
        if (theme >= 1 && theme <= THEMES_MAX && city->themes[i].projects > 0) {
            vector.projects[theme] += city->themes[i].projects;
        }
    }
    return vector;
}

static int64_t vector_product(const struct vector *a, const struct vector *b)
{
    int64_t sum = 0;
    for (int i = 1; i <= THEMES_MAX; i++) {
        sum += a->projects[i] * b->projects[i];
    }
    return sum;
}

/* The three themes that both work on most (the smaller count decides), or of the other's those mine has not. */
static void themes_pick(const struct vector *mine, const struct vector *other, bool shared,
                        struct similar_point *point)
{
    bool taken[THEMES_MAX + 1] = {false};
    while (point->themes_count < COUNT_OF(point->themes)) {
        int best = 0;
        int64_t most = 0;
        for (int i = 1; i <= THEMES_MAX; i++) {
            int64_t a = mine->projects[i];
            int64_t b = other->projects[i];
            int64_t weight = shared ? (a < b ? a : b) : (a == 0 ? b : 0);
            if (!taken[i] && weight > most) {
                most = weight;
                best = i;
            }
        }
        if (best == 0) {
            return;
        }
        taken[best] = true;
        point->themes[point->themes_count++] = (struct theme_id){best};
    }
}

/* False when one of them works on none. */
static bool themes_alike(const struct asker *asker, const struct city_record *other, int *ret_alike_bp)
{
    int64_t product = 0, other_product = 0;
    for (size_t i = 0; i < other->themes_count; i++) {
        int64_t theme = other->themes[i].theme.v, projects = other->themes[i].projects;
        if (theme >= 1 && theme <= THEMES_MAX && projects > 0) {
            product += asker->themes.projects[theme] * projects;
            other_product += projects * projects;
        }
    }
    if (asker->length == 0 || other_product == 0) {
        return false;
    }
    *ret_alike_bp = product == 0 ? 0 : real_bp((double)product, asker->length * real_sqrt((double)other_product));
    return true;
}

static bool compare_themes(const struct asker *asker, const struct city_record *other, struct similar_point *ret_point)
{
    struct similar_point point = {.kind = SIMILAR_THEMES};
    if (!themes_alike(asker, other, &point.alike_bp)) {
        return false;
    }
    struct vector themes = vector_of(other);
    themes_pick(&asker->themes, &themes, point.alike_bp >= ALIKE_BP, &point);
    *ret_point = point;
    return true;
}

/* No project is experience too: two cities without any are alike in this. */
static struct similar_point compare_experience(const struct city_record *mine, const struct city_record *other)
{
    double projects = ratio_alike(1.0 + mine->projects, 1.0 + other->projects, EXPERIENCE_RATIO_MAX);
    double coordinated = ratio_alike(1.0 + mine->coordinated, 1.0 + other->coordinated, EXPERIENCE_RATIO_MAX);
    double alike = (1 - COORDINATED_SHARE) * projects + COORDINATED_SHARE * coordinated;
    return (struct similar_point){.kind = SIMILAR_EXPERIENCE, .alike_bp = real_bp(alike, 1),
                                  .mine = mine->projects, .other = other->projects,
                                  .mine_coordinated = mine->coordinated, .other_coordinated = other->coordinated};
}

static bool compare_distance(const struct city_record *mine, const struct city_record *other,
                             struct similar_point *ret_point)
{
    if (!mine->located || !other->located) {
        return false;
    }
    int km = similar_km(mine->latitude_micro, mine->longitude_micro, other->latitude_micro, other->longitude_micro);
    *ret_point = (struct similar_point){.kind = SIMILAR_DISTANCE, .alike_bp = real_bp(NEAR_KM - km, NEAR_KM), .km = km};
    return true;
}

/* ---- one city */

static void point_add(struct similar_point *points, size_t *n, const struct similar_point *point, bool most_first)
{
    size_t at = *n;
    while (at > 0 && (most_first ? point->alike_bp > points[at - 1].alike_bp
                                 : point->alike_bp < points[at - 1].alike_bp)) {
        points[at] = points[at - 1];
        at--;
    }
    points[at] = *point;
    (*n)++;
}

struct sum {
    int64_t weighted;
    int64_t weights;
};

static void sum_add(struct sum *sum, int alike_bp, int weight)
{
    if (weight > 0) {
        sum->weighted += (int64_t)weight * alike_bp;
        sum->weights += weight;
    }
}

static int score_of(struct sum sum)
{
    return (int)((sum.weighted + sum.weights / 2) / sum.weights);
}

static void weigh(struct similar *similar, struct sum *sum, const struct similar_point *point, int weight)
{
    sum_add(sum, point->alike_bp, weight);
    if (weight <= 0) {
        return;
    }
    if (point->alike_bp >= ALIKE_BP) {
        point_add(similar->alike, &similar->alike_count, point, true);
    } else {
        point_add(similar->differs, &similar->differs_count, point, false);
    }
}

/* False when nothing at all can be compared. */
static bool compare(const struct asker *asker, const struct city_record *other, struct similar *ret_similar)
{
    struct similar similar = {.city = other->city};
    struct sum sum = {0, 0};
    struct similar_point point;
    if (compare_size(asker->city, other, &point)) {
        weigh(&similar, &sum, &point, asker->weights.size);
    } else {
        similar.size_unknown = true;
    }
    if (compare_themes(asker, other, &point)) {
        weigh(&similar, &sum, &point, asker->weights.themes);
    } else {
        similar.themes_unknown = true;
    }
    point = compare_experience(asker->city, other);
    weigh(&similar, &sum, &point, asker->weights.experience);
    if (asker->weights.distance > 0 && compare_distance(asker->city, other, &point)) {
        weigh(&similar, &sum, &point, asker->weights.distance);
    } else {
        similar.distance_unknown = asker->weights.distance > 0;
    }
    if (sum.weights == 0) {
        return false;
    }
    similar.score_bp = score_of(sum);
    *ret_similar = similar;
    return true;
}

/* ---- the most that a score can be, without a logarithm: ln x >= 2 (x - 1) / (x + 1) from 1 on */

static double ratio_alike_most(double a, double b, double ln_far)
{
    double ratio = a > b ? a / b : b / a;
    double alike = 1 - 2 * (ratio - 1) / (ratio + 1) / ln_far;
    return alike > 0 ? alike : 0;
}

/* In basis points, and one for rounding. */
static int bp_most(double alike)
{
    return (int)(10000 * alike) + 1;
}

static int score_most(const struct asker *asker, const struct city_record *other)
{
    const struct city_record *mine = asker->city;
    struct sum sum = {0, 0};
    int themes_bp;
    if (mine->population.known && other->population.known && mine->population.v > 0 && other->population.v > 0) {
        double alike = ratio_alike_most((double)mine->population.v, (double)other->population.v, LN_SIZE_RATIO_MAX);
        sum_add(&sum, bp_most(alike), asker->weights.size);
    }
    if (themes_alike(asker, other, &themes_bp)) {
        sum_add(&sum, themes_bp, asker->weights.themes);
    }
    double projects = ratio_alike_most(1.0 + mine->projects, 1.0 + other->projects, LN_EXPERIENCE_RATIO_MAX);
    double coordinated =
        ratio_alike_most(1.0 + mine->coordinated, 1.0 + other->coordinated, LN_EXPERIENCE_RATIO_MAX);
    sum_add(&sum, bp_most((1 - COORDINATED_SHARE) * projects + COORDINATED_SHARE * coordinated),
            asker->weights.experience);
    if (mine->located && other->located) {
        sum_add(&sum, 10000, asker->weights.distance);
    }
    return sum.weights == 0 ? 0 : score_of(sum);
}

size_t similar_cities(struct arena *arena, const struct city_record *mine, const struct city_record *cities,
                      size_t cities_count, struct similar_weights weights, size_t top_max,
                      struct similar *ret_similar)
{
    struct asker asker = {.city = mine, .themes = vector_of(mine), .weights = weights};
    asker.length = real_sqrt((double)vector_product(&asker.themes, &asker.themes));
    struct similar *best = arena_array(arena, struct similar, top_max);
    size_t n = 0;
    for (size_t i = 0; i < cities_count; i++) {
        struct similar similar;
        bool full = n > 0 && n == top_max;
        if (!cities[i].fits || cities[i].city.v == mine->city.v ||
            (full && score_most(&asker, &cities[i]) < best[n - 1].score_bp) || !compare(&asker, &cities[i], &similar)) {
            continue;
        }
        size_t at = n;
        while (at > 0 && (similar.score_bp > best[at - 1].score_bp
                          || (similar.score_bp == best[at - 1].score_bp && similar.city.v < best[at - 1].city.v))) {
            at--;
        }
        if (at < top_max) {
            n += n < top_max ? 1 : 0;
            memmove(&best[at + 1], &best[at], (n - 1 - at) * sizeof similar);
            best[at] = similar;
        }
    }
    memcpy(ret_similar, best, n * sizeof *best);
    return n;
}
