/* SPDX-License-Identifier: AGPL-3.0-or-later
** name_join: which municipality stands for which locality. Every pair that shares a name gets a cost, lower is
** better; pairs are then taken from the cheapest, each side once. A pair without any rival on its side of the
** map is clear. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "domain/name.h"

#define NEAR_M 40000.0        /* from a municipality's middle to its town, also in northern Sweden */
#define EARTH_RADIUS_M 6371008.8
#define PI 3.14159265358979323846
#define PART_NEAR_M 10000.0   /* from the middle of "Basingstoke and Deane" to Basingstoke */
#define PART_PEOPLE 0.4       /* of the municipality's, that the town of its first name has at least */
#define PART_COST 25.0f
#define CLEAR_COST 30.0f      /* a name of its own, not one among the alternates */
#define KEY_BYTES_MAX 512u    /* country and name; what is longer is cut, which only makes more names meet */

struct pair {
    uint32_t municipality;
    uint32_t locality;
    float cost;
};

struct pairs {
    struct pair *items;
    size_t n;
    size_t size;
};

/* Municipalities of one country and name, in a list through `next`. */
struct entry {
    uint32_t municipality;
    uint32_t next; /* index + 1, 0 at the end */
    uint16_t rank; /* place of the name among the municipality's */
};

struct name_join {
    struct arena *arena;
    const struct name_place *municipalities;
    size_t municipalities_n;
    size_t localities_n; /* one more than the last that was met */
    struct map heads;    /* country and name -> index + 1 of the first entry */
    struct entry *entries;
    size_t entries_n;
    struct pairs pairs;
    struct buf key;
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

/* Valid until the next. */
static struct str key_of(struct name_join *join, struct str country, struct str folded)
{
    buf_reset(&join->key);
    buf_put_str(&join->key, country);
    buf_put_str(&join->key, str_clip(without_article(country, folded), KEY_BYTES_MAX - 8));
    return buf_str(&join->key);
}

static void add_municipality(struct name_join *join, size_t i)
{
    const struct name_place *place = &join->municipalities[i];
    for (size_t k = 0; k < place->names_n; k++) {
        struct str key = key_of(join, place->country, place->names[k].folded);
        struct map_item *item = map_find(&join->heads, key);
        item = item != NULL ? item : map_add(&join->heads, str_copy(join->arena, key));
        uint32_t next = (uint32_t)item->value.number;
        join->entries[join->entries_n] = (struct entry){(uint32_t)i, next, (uint16_t)k};
        item->value.number = (int64_t)++join->entries_n;
    }
}

/* Whether the town of a first name is what the municipality stands for. */
static bool is_main_part(const struct name_place *m, const struct name_place *l)
{
    bool near = m->located && l->located && name_distance_m(m->latitude_micro, m->longitude_micro, l->latitude_micro,
                                                            l->longitude_micro) <= PART_NEAR_M;
    return near && m->population > 0 && (double)l->population >= PART_PEOPLE * (double)m->population;
}

/* Negative: they cannot be the same place. `rank`: place of the name among the municipality's. */
static float cost_of(const struct name_place *m, const struct name_place *l, enum name_kind kind, size_t rank)
{
    float cost = kind == NAME_ALTERNATE ? 40.0f : 0.0f;
    cost += rank > 0 ? 5.0f + (float)rank : 0.0f;
    cost += l->part ? 30.0f : 0.0f;
    if (m->names[rank].kind == NAME_PART) {
        if (kind != NAME_OWN || !is_main_part(m, l)) {
            return -1;
        }
        cost += PART_COST;
    }
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

static void grow(struct name_join *join)
{
    struct pairs *pairs = &join->pairs;
    size_t size = pairs->size ? pairs->size * 2 : 4096;
    struct pair *grown = arena_array(join->arena, struct pair, size);
    if (pairs->n > 0) {
        memcpy(grown, pairs->items, pairs->n * sizeof *grown);
    }
    pairs->items = grown;
    pairs->size = size;
}

/* `from`: where the pairs of this locality begin. */
static void add_pair(struct name_join *join, struct pair pair, size_t from)
{
    struct pairs *pairs = &join->pairs;
    for (size_t i = from; i < pairs->n; i++) {
        if (pairs->items[i].municipality == pair.municipality) {
            pairs->items[i].cost = pair.cost < pairs->items[i].cost ? pair.cost : pairs->items[i].cost;
            return;
        }
    }
    if (pairs->n == pairs->size) {
        grow(join);
    }
    pairs->items[pairs->n++] = pair;
}

/* Without coordinates and area nothing tells two localities of one name apart: then both are dropped, but for one that
** is much clearer. `n` pairs of one municipality; returns how many are left at their head. */
static size_t drop_unclear(const struct name_join *join, struct pair *pairs, size_t n)
{
    const struct name_place *m = &join->municipalities[pairs[0].municipality];
    if (n < 2 || m->located || m->area.n > 0) {
        return n;
    }
    size_t strong = 0;
    struct pair last = pairs[0];
    for (size_t i = 0; i < n; i++) {
        if (pairs[i].cost < CLEAR_COST) {
            strong++;
            last = pairs[i];
        }
    }
    pairs[0] = last;
    return strong == 1 ? 1 : 0;
}

static int by_municipality(const void *a, const void *b)
{
    const struct pair *x = a;
    const struct pair *y = b;
    if (x->municipality != y->municipality) {
        return x->municipality < y->municipality ? -1 : 1;
    }
    return (x->locality > y->locality) - (x->locality < y->locality);
}

static int by_cost(const void *a, const void *b)
{
    const struct pair *x = a;
    const struct pair *y = b;
    if (x->cost != y->cost) {
        return x->cost < y->cost ? -1 : 1;
    }
    return by_municipality(a, b);
}

static void sort_pairs(struct name_join *join, int (*order)(const void *, const void *))
{
    if (join->pairs.n > 0) { /* qsort takes no null pointer */
        qsort(join->pairs.items, join->pairs.n, sizeof *join->pairs.items, order);
    }
}

static void drop_all_unclear(struct name_join *join)
{
    struct pair *items = join->pairs.items;
    size_t kept = 0;
    sort_pairs(join, by_municipality);
    for (size_t from = 0, to = 0; from < join->pairs.n; from = to) {
        for (to = from; to < join->pairs.n && items[to].municipality == items[from].municipality; to++) {
        }
        size_t n = drop_unclear(join, items + from, to - from);
        memmove(items + kept, items + from, n * sizeof *items);
        kept += n;
    }
    join->pairs.n = kept;
}

struct name_join *name_join_new(struct arena *arena, const struct name_place *municipalities, size_t n)
{
    check(n < UINT32_MAX);
    struct name_join *join = arena_new(arena, struct name_join);
    size_t names = 0;
    for (size_t i = 0; i < n; i++) {
        names += municipalities[i].names_n;
    }
    *join = (struct name_join){.arena = arena, .municipalities = municipalities, .municipalities_n = n};
    map_init(&join->heads, arena);
    buf_init(&join->key, KEY_BYTES_MAX);
    join->entries = arena_array(arena, struct entry, names + 1);
    for (size_t i = 0; i < n; i++) {
        add_municipality(join, i);
    }
    return join;
}

void name_join_meet(struct name_join *join, size_t locality, const struct name_place *place)
{
    check(locality < UINT32_MAX);
    size_t from = join->pairs.n;
    join->localities_n = locality + 1 > join->localities_n ? locality + 1 : join->localities_n;
    for (size_t k = 0; k < place->names_n; k++) {
        const struct map_item *item = map_find(&join->heads, key_of(join, place->country, place->names[k].folded));
        for (size_t e = item ? (size_t)item->value.number : 0; e != 0; e = join->entries[e - 1].next) {
            const struct entry *entry = &join->entries[e - 1];
            float cost = cost_of(&join->municipalities[entry->municipality], place, place->names[k].kind, entry->rank);
            if (cost >= 0) {
                add_pair(join, (struct pair){entry->municipality, (uint32_t)locality, cost}, from);
            }
        }
    }
}

size_t *name_join_done(struct name_join *join)
{
    size_t *joined = arena_array(join->arena, size_t, join->municipalities_n);
    bool *taken = arena_array(join->arena, bool, join->localities_n);
    for (size_t i = 0; i < join->municipalities_n; i++) {
        joined[i] = NAME_JOIN_NONE;
    }
    drop_all_unclear(join);
    sort_pairs(join, by_cost);
    for (size_t i = 0; i < join->pairs.n; i++) {
        const struct pair *pair = &join->pairs.items[i];
        if (joined[pair->municipality] == NAME_JOIN_NONE && !taken[pair->locality]) {
            joined[pair->municipality] = pair->locality;
            taken[pair->locality] = true;
        }
    }
    buf_done(&join->key);
    return joined;
}
