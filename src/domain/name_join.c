/* SPDX-License-Identifier: AGPL-3.0-or-later
** name_join: which municipality stands for which locality. Every pair that shares a name gets a cost, lower is
** better; pairs are then taken from the cheapest, each side once. A pair without any rival on its side of the
** map is clear. */
#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/map.h"
#include "domain/name.h"

#define NEAR_M 40000.0        /* from a municipality's middle to its town, also in northern Sweden */
#define EARTH_RADIUS_M 6371008.8
#define PI 3.14159265358979323846
#define PAIRS_EACH_MAX 16     /* localities of one name looked at for one municipality */

struct pair {
    uint32_t municipality;
    uint32_t locality;
    float cost;
};

struct pairs {
    struct pair *items;
    size_t n;
    size_t cap;
};

/* Localities of one country and name, in a list through `next`. */
struct entry {
    uint32_t locality;
    uint32_t next; /* index + 1, 0 at the end */
    enum name_kind kind;
};

struct join {
    struct arena *arena;
    const struct name_place *municipalities;
    const struct name_place *localities;
    struct map heads;     /* country and name -> index + 1 of the first entry */
    struct entry *entries;
    size_t entries_n;
};

double name_distance_m(int32_t latitude_a, int32_t longitude_a, int32_t latitude_b, int32_t longitude_b)
{
    const double radian = PI / 180e6;
    double phi_a = latitude_a * radian;
    double phi_b = latitude_b * radian;
    double sin_phi = sin((phi_b - phi_a) / 2);
    double sin_lambda = sin(((double)longitude_b - longitude_a) * radian / 2);
    double h = sin_phi * sin_phi + cos(phi_a) * cos(phi_b) * sin_lambda * sin_lambda;
    return 2 * EARTH_RADIUS_M * asin(sqrt(h < 1 ? h : 1));
}

/* Lists disagree on articles: the French LAU list writes "Mans" and "Rochelle". */
static struct str without_article(struct str country, struct str folded)
{
    static const char *const articles[] = {"le ", "la ", "les "};
    if (!str_eq(country, S("FR"))) {
        return folded;
    }
    for (size_t i = 0; i < COUNT_OF(articles); i++) {
        if (str_starts(folded, str_of(articles[i]))) {
            return str_from(folded, str_of(articles[i]).n);
        }
    }
    return folded;
}

static struct str key_of(struct arena *arena, struct str country, struct str folded)
{
    return str_join(arena, country, without_article(country, folded));
}

static void add_locality(struct join *join, size_t i)
{
    const struct name_place *place = &join->localities[i];
    for (size_t k = 0; k < place->names_n; k++) {
        struct str key = key_of(join->arena, place->country, place->names[k].folded);
        struct map_item *item = map_add(&join->heads, key);
        uint32_t next = (uint32_t)item->value.number;
        join->entries[join->entries_n] = (struct entry){(uint32_t)i, next, place->names[k].kind};
        item->value.number = (int64_t)++join->entries_n;
    }
}

/* Negative: they cannot be the same place. `rank`: place of the name among the municipality's. */
static float cost_of(const struct name_place *m, const struct name_place *l, enum name_kind kind, size_t rank)
{
    float cost = kind == NAME_ALTERNATE ? 40.0f : 0.0f;
    cost += rank > 0 ? 5.0f + (float)rank : 0.0f;
    cost += l->part ? 30.0f : 0.0f;
    if (m->area.n > 0 && l->area.n > 0 && !str_eq(m->area, l->area)) {
        return -1;
    }
    if (m->located && l->located) {
        double distance =
            name_distance_m(m->latitude_micro, m->longitude_micro, l->latitude_micro, l->longitude_micro);
        if (distance > NEAR_M) {
            return -1;
        }
        cost += (float)(distance / 1000.0);
    }
    if (m->population > 0 && l->population > 0) {
        double apart = fabs(log10((double)l->population / (double)m->population));
        cost += (float)(apart * 10.0);
    }
    return cost;
}

static void add_pair(struct pairs *pairs, struct pair pair, size_t from)
{
    for (size_t i = from; i < pairs->n; i++) {
        if (pairs->items[i].locality == pair.locality) {
            if (pair.cost < pairs->items[i].cost) {
                pairs->items[i] = pair;
            }
            return;
        }
    }
    if (pairs->n < pairs->cap && pairs->n - from < PAIRS_EACH_MAX) {
        pairs->items[pairs->n++] = pair;
    }
}

/* Without coordinates and area nothing tells two localities of one name apart: then both are dropped. */
static void drop_unclear(const struct join *join, struct pairs *pairs, size_t from)
{
    if (pairs->n - from < 2) {
        return;
    }
    const struct name_place *m = &join->municipalities[pairs->items[from].municipality];
    if (m->located || m->area.n > 0) {
        return;
    }
    size_t strong = 0;
    size_t last = from;
    for (size_t i = from; i < pairs->n; i++) {
        if (pairs->items[i].cost < 30.0f) {
            strong++;
            last = i;
        }
    }
    if (strong == 1) {
        pairs->items[from] = pairs->items[last];
        pairs->n = from + 1;
    } else {
        pairs->n = from;
    }
}

static void add_municipality(struct join *join, struct pairs *pairs, size_t i)
{
    const struct name_place *m = &join->municipalities[i];
    size_t from = pairs->n;
    for (size_t k = 0; k < m->names_n; k++) {
        struct arena_mark mark = arena_mark(join->arena);
        const struct map_item *item = map_find(&join->heads, key_of(join->arena, m->country, m->names[k].folded));
        arena_rewind(join->arena, mark);
        for (size_t e = item ? (size_t)item->value.number : 0; e != 0; e = join->entries[e - 1].next) {
            uint32_t l = join->entries[e - 1].locality;
            float cost = cost_of(m, &join->localities[l], join->entries[e - 1].kind, k);
            if (cost >= 0) {
                add_pair(pairs, (struct pair){(uint32_t)i, l, cost}, from);
            }
        }
    }
    drop_unclear(join, pairs, from);
}

static int by_cost(const void *a, const void *b)
{
    const struct pair *x = a;
    const struct pair *y = b;
    if (x->cost != y->cost) {
        return x->cost < y->cost ? -1 : 1;
    }
    if (x->municipality != y->municipality) {
        return x->municipality < y->municipality ? -1 : 1;
    }
    return (x->locality > y->locality) - (x->locality < y->locality);
}

static size_t count_names(const struct name_place *places, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += places[i].names_n;
    }
    return count;
}

size_t *name_join(struct arena *arena, const struct name_place *municipalities, size_t n_municipalities,
                  const struct name_place *localities, size_t n_localities)
{
    check(n_municipalities < UINT32_MAX && n_localities < UINT32_MAX);
    size_t *joined = arena_array(arena, size_t, n_municipalities);
    bool *taken = arena_array(arena, bool, n_localities);
    struct join join = {.arena = arena, .municipalities = municipalities, .localities = localities};
    map_init(&join.heads, arena);
    join.entries = arena_array(arena, struct entry, count_names(localities, n_localities));
    for (size_t i = 0; i < n_localities; i++) {
        add_locality(&join, i);
    }
    struct pairs pairs = {.cap = n_municipalities * 4 + PAIRS_EACH_MAX};
    pairs.items = arena_array(arena, struct pair, pairs.cap);
    for (size_t i = 0; i < n_municipalities; i++) {
        joined[i] = NAME_JOIN_NONE;
        add_municipality(&join, &pairs, i);
    }
    qsort(pairs.items, pairs.n, sizeof *pairs.items, by_cost);
    for (size_t i = 0; i < pairs.n; i++) {
        const struct pair *pair = &pairs.items[i];
        if (joined[pair->municipality] == NAME_JOIN_NONE && !taken[pair->locality]) {
            joined[pair->municipality] = pair->locality;
            taken[pair->locality] = true;
        }
    }
    return joined;
}
