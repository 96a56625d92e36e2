/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/named.h"

#include "base/check.h"
#include "base/fold.h"
#include "domain/resolve_index.h"

#define NEAR_M 12000.0       /* from a town to the middle of its municipality, as a rule */
#define WIDE_M 25000.0       /* the widest, when the number of people agrees as well */
#define LOOSE_NEAR_M 8000.0  /* when only an alternate, a part of the name or another spelling fits */
#define SAME_M 4000.0        /* two cities of one name nearer than this to each other's distance are not told apart */
#define SIZE_FACTOR 5        /* a locality and its municipality differ so; more is another place */
#define WIDER_FACTOR 2       /* the list counts so many more people than the municipality has: a district or region */

struct city_at {
    const struct resolve_city *city;
    int fit;
    double distance; /* negative: not known */
};

struct look {
    const struct named_place *place;
    struct city_at found[RESOLVE_HITS_MAX];
    size_t n;
    enum named_reason reason; /* why there is none */
};

static bool is_other_size(const struct resolve_city *city, struct maybe_int stated)
{
    struct maybe_int ours = city->population;
    int64_t wider = city->municipality ? WIDER_FACTOR : SIZE_FACTOR;
    return ours.known && stated.known && ours.v > 0 && stated.v > 0
           && (stated.v > ours.v * wider || ours.v > stated.v * SIZE_FACTOR);
}

/* Within half as many again. */
static bool is_same_size(const struct resolve_city *city, struct maybe_int stated)
{
    struct maybe_int ours = city->population;
    return ours.known && stated.known && stated.v * 2 <= ours.v * 3 && ours.v * 2 <= stated.v * 3;
}

static double reach(const struct named_place *place, const struct resolve_city *city, int fit)
{
    if (fit < FIT_OWN_LOOSE || fit == FIT_ALTERNATE) {
        return LOOSE_NEAR_M;
    }
    return is_same_size(city, place->population) ? WIDE_M : NEAR_M;
}

/* Judges one city that has the name; keeps it, or says why not. A later reason is a stronger one. */
static void judge(struct look *look, const struct resolve_city *city, int fit)
{
    const struct named_place *place = look->place;
    bool exact = fit >= FIT_OWN_LOOSE;
    double distance = -1;
    if (place->located && city->located) {
        distance = name_distance_m(place->latitude_micro, place->longitude_micro, city->latitude_micro,
                                   city->longitude_micro);
    }
    if (place->kind == NAMED_AUTHORITY ? !city->municipality || !exact : distance < 0 && !exact) {
        return;
    }
    if (distance > reach(place, city, fit)) {
        look->reason = look->reason == NAMED_NO_CITY ? NAMED_ELSEWHERE : look->reason;
        return;
    }
    if (is_other_size(city, place->population)) {
        look->reason = NAMED_OTHER_SIZE;
        return;
    }
    look->found[look->n++] = (struct city_at){city, fit, distance};
}

static void look_up(struct arena *arena, const struct resolve_index *index, struct look *look)
{
    struct resolve_hits hits = {.n = 0};
    struct str country = look->place->country;
    struct name_list names = name_variants(arena, country, look->place->name);
    resolve_index_find(index, country, fold(arena, look->place->name), false, &hits);
    for (size_t i = 0; i < names.n; i++) {
        resolve_index_find(index, country, names.items[i], false, &hits);
    }
    for (size_t i = 0; i < hits.n; i++) {
        judge(look, resolve_index_city(index, hits.items[i].city), hits.items[i].fit);
    }
}

/* Its own name comes before an alternate, and that before a part of it or another spelling. */
static int tier(int fit)
{
    return fit == FIT_ALTERNATE ? 1 : fit >= FIT_OWN_LOOSE ? 2 : 0;
}

/* Below 0: `a` is the better one. The municipality comes before a locality. */
static int better(const struct city_at *a, const struct city_at *b)
{
    if (tier(a->fit) != tier(b->fit)) {
        return tier(b->fit) - tier(a->fit);
    }
    if (a->city->municipality != b->city->municipality) {
        return a->city->municipality ? -1 : 1;
    }
    return a->distance < b->distance ? -1 : a->distance > b->distance;
}

/* Two that differ in nothing but some kilometres, or in nothing that is known. */
static bool are_alike(const struct city_at *best, const struct city_at *other)
{
    bool known = best->distance >= 0 && other->distance >= 0;
    return tier(best->fit) == tier(other->fit) && best->city->municipality == other->city->municipality
           && (!known || other->distance - best->distance < SAME_M);
}

static struct named_answer choose(const struct look *look)
{
    if (look->n == 0) {
        return (struct named_answer){{0}, look->reason};
    }
    size_t best = 0;
    for (size_t i = 1; i < look->n; i++) {
        best = better(&look->found[i], &look->found[best]) < 0 ? i : best;
    }
    for (size_t i = 0; i < look->n; i++) {
        if (i != best && are_alike(&look->found[best], &look->found[i])) {
            return (struct named_answer){{0}, NAMED_SEVERAL};
        }
    }
    /* With no position to go by, a namesake of any sort is one too many. */
    bool alone = look->n == 1 && (look->reason == NAMED_NO_CITY || look->place->kind == NAMED_AUTHORITY);
    if (look->found[best].distance < 0 && !alone) {
        return (struct named_answer){{0}, NAMED_SEVERAL};
    }
    return (struct named_answer){look->found[best].city->id,
                                 look->found[best].distance < 0 ? NAMED_NAME_ONLY : NAMED_NAME_AND_POSITION};
}

struct named_answer named_find(struct arena *arena, const struct resolve_index *index, const struct named_place *place)
{
    if (place->kind == NAMED_GROUP) {
        return (struct named_answer){{0}, NAMED_IS_GROUP};
    }
    if (str_is_empty(place->country)) {
        return (struct named_answer){{0}, NAMED_NO_COUNTRY};
    }
    struct look look = {.place = place, .reason = NAMED_NO_CITY};
    look_up(arena, index, &look);
    return choose(&look);
}

/* ---- words */

static const struct str kind_words[NAMED_KIND__MAX] = {
    [NAMED_TOWN] = S_INIT("town"), [NAMED_GROUP] = S_INIT("group"), [NAMED_AUTHORITY] = S_INIT("authority"),
};

static const struct str reason_words[NAMED_REASON__MAX] = {
    [NAMED_NAME_AND_POSITION] = S_INIT("name and position"), [NAMED_NAME_ONLY] = S_INIT("name"),
    [NAMED_SEVERAL] = S_INIT("several"), [NAMED_ELSEWHERE] = S_INIT("elsewhere"),
    [NAMED_OTHER_SIZE] = S_INIT("other size"), [NAMED_NO_CITY] = S_INIT("no city"),
    [NAMED_IS_GROUP] = S_INIT("group"), [NAMED_NO_COUNTRY] = S_INIT("no country"),
};

struct str named_kind_word(enum named_kind kind)
{
    check((unsigned)kind < NAMED_KIND__MAX);
    return kind_words[kind];
}

bool named_kind_parse(struct str word, enum named_kind *ret_kind)
{
    for (size_t i = 0; i < NAMED_KIND__MAX; i++) {
        if (str_eq(word, kind_words[i])) {
            *ret_kind = (enum named_kind)i;
            return true;
        }
    }
    return false;
}

struct str named_reason_word(enum named_reason reason)
{
    check((unsigned)reason < NAMED_REASON__MAX);
    return reason_words[reason];
}
