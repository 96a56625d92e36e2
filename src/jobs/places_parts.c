/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Where LAU are parts of municipalities, a municipality's people are the sum of all its parts. Only a table that has
** all of them can be summed: Eurostat's table of cities lists every part of a city, and the first digits of a part's
** code are those of its municipality. A city that takes in two municipalities, or shares one with another city, or has
** a part whose people are not known, gives nothing: then the size stays unknown.
*/
#include "base/check.h"
#include "jobs/places.h"

/* How many first characters of a LAU code are the municipality's. */
static const struct {
    const char *country;
    size_t digits;
} parted[] = {
    {"PT", 4}, /* freguesia 130812 of concelho 1308, Matosinhos */
};

struct parts {
    struct str country;
    struct str city_id;    /* of all of them, or no text yet */
    struct str city_name;
    struct str nuts3;
    bool mixed;            /* of several cities, or of a city and the land around */
    bool short_of_people;  /* a part without a number */
    int64_t people;
    double weight;         /* of the places below, from the LAU table */
    double latitude, longitude;
};

static size_t digits_of(struct str country)
{
    for (size_t i = 0; i < COUNT_OF(parted); i++) {
        if (str_eq(country, str_of(parted[i].country))) {
            return parted[i].digits;
        }
    }
    return 0;
}

/* NULL: not a country of parts. */
static struct parts *find_parts(struct places *places, struct str country, struct str code)
{
    size_t digits = digits_of(country);
    if (digits == 0 || code.n <= digits) {
        return NULL;
    }
    struct str key = str_format(places->arena, "%.*s %.*s", STR_ARG(country), STR_ARG(str_sub(code, 0, digits)));
    struct map_item *item = map_find(&places->parts, key);
    if (item == NULL) {
        item = map_add(&places->parts, key);
        struct parts *parts = arena_new(places->arena, struct parts);
        parts->country = str_copy(places->arena, country);
        item->value.pointer = parts;
    }
    return item->value.pointer;
}

bool places_meet_part(struct places *places, struct str country, struct str code, struct position at, int64_t people)
{
    struct parts *parts = find_parts(places, country, code);
    if (parts == NULL || !at.known || people <= 0) {
        return false;
    }
    parts->weight += (double)people;
    parts->latitude += (double)people * at.latitude_micro;
    parts->longitude += (double)people * at.longitude_micro;
    return true;
}

bool places_meet_city_part(struct places *places, struct str country, struct str code, struct str city_id,
                           struct str city_name, struct maybe_int people, struct str nuts3)
{
    struct parts *parts = find_parts(places, country, code);
    if (parts == NULL) {
        return false;
    }
    bool first = parts->city_id.s == NULL;
    if (first) {
        parts->city_id = str_copy(places->arena, city_id);
        parts->city_name = str_copy(places->arena, city_name);
        parts->nuts3 = str_copy(places->arena, nuts3);
    }
    parts->mixed |= !str_eq(parts->city_id, city_id) || str_is_empty(city_id) || str_is_empty(city_name);
    parts->short_of_people |= !people.known;
    parts->people += people.known ? people.v : 0;
    return true;
}

static void add_city(struct places *places, const struct parts *parts, struct source_id source)
{
    struct municipality *municipality = places_add_municipality(places, (struct codes){.unit = parts->city_id});
    municipality->name = parts->city_name;
    municipality->country = parts->country;
    municipality->nuts3 = parts->nuts3;
    if (parts->weight > 0) {
        municipality->at = (struct position){true, (int32_t)(parts->latitude / parts->weight),
                                             (int32_t)(parts->longitude / parts->weight)};
    }
    municipality->population = (struct maybe_int){true, parts->people};
    municipality->year = 0; /* the table does not say */
    municipality->population_source = source;
    municipality->source = source;
    municipality->fresh = true;
}

/* A city that stands in several municipalities is none of them. */
static bool is_alone(const struct places *places, const struct parts *parts)
{
    size_t n = 0;
    for (size_t i = 0; i < places->parts.n; i++) {
        const struct parts *other = places->parts.items[i].value.pointer;
        n += other->city_id.s != NULL && str_eq(other->city_id, parts->city_id);
    }
    return n == 1;
}

void places_end_cities(struct places *places, struct source_id source)
{
    for (size_t i = 0; i < places->parts.n; i++) {
        const struct parts *parts = places->parts.items[i].value.pointer;
        if (parts->city_id.s != NULL && !parts->mixed && !parts->short_of_people && is_alone(places, parts)) {
            add_city(places, parts, source);
        }
    }
}
