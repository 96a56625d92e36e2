/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** places: what import_places knows while it works: localities of the gazetteer, municipalities of official
** tables, and
** the cities that are already in the evidence. Internal to jobs/import_places.c and jobs/places_*.c.
**
** A city is a locality, a municipality, or a locality for which one municipality stands. The cities of the database
** are taken apart into the two on loading, the files add to them, domain/name joins municipalities to localities, and
** places_save writes what came out. Texts live in one arena.
*/
#ifndef JOBS_PLACES_H
#define JOBS_PLACES_H

#include "base/date.h"
#include "base/ids.h"
#include "base/map.h"
#include "domain/name.h"
#include "domain/size.h"
#include "jobs/import.h"
#include "jobs/source.h"
#include "store/load_city.sql.h"

#define PLACES_MAX 400000 /* cities500 of GeoNames has 200,000 */

#define PLACE_NONE SIZE_MAX

struct position {
    bool known;
    int32_t latitude_micro;
    int32_t longitude_micro;
};

struct locality {
    int64_t geonames_id;
    struct str name;
    struct str ascii;
    struct str alternates; /* separated by commas; no text when it came from the database */
    struct str country;
    struct str feature;
    struct str area; /* domain/name: the French department */
    struct position at;
    int64_t population;
    size_t city;   /* index into cities, or PLACE_NONE */
    bool fresh;    /* in a file of this import */
    struct source_id source;
};

struct municipality {
    struct str lau_id; /* or no text */
    struct str gss;    /* or no text */
    struct str unit;   /* or no text: a code of another list, where LAU are no municipalities; never shown as LAU */
    struct str name;
    struct str country;
    struct str nuts3;      /* or no text */
    int degurba;           /* degree of urbanisation, 1 to 3; 0 unknown */
    struct str alternates; /* separated by commas */
    struct position at;
    struct maybe_int population;
    int year; /* of the population; 0 unknown */
    struct source_id population_source;
    struct source_id source;
    size_t city;
    bool fresh;
};

struct city_known {
    struct q_load_city_list row; /* texts in the arena */
    size_t locality;
    size_t municipality;
};

struct places {
    struct arena *arena;
    struct db *db;
    const struct import_watch *watch;
    struct rejects *rejects;
    struct import_counts counts;
    struct size_rule size_rule;
    struct city_known *cities;
    size_t cities_n, cities_size;
    struct locality *localities;
    size_t localities_n, localities_size;
    struct municipality *municipalities;
    size_t municipalities_n, municipalities_size;
    struct map by_geonames; /* "2640354" -> locality */
    struct map by_lau;      /* "IT_058118" -> municipality */
    struct map by_gss;      /* "E06000031" -> municipality */
    struct map by_unit;     /* "PT503C1", "LT_19" -> municipality */
    struct map parts;       /* "PT 1308" -> struct parts, of countries whose LAU are parts of municipalities */
    struct map slugs;
    struct str why;         /* the sentence of the last fault */
};

/* What kind of table a member is. */
enum places_kind { PLACES_UNKNOWN, PLACES_GEONAMES, PLACES_LAU, PLACES_CITIES, PLACES_UK };

/* ---- places_state.c */
/* places_done frees what is not in the arena. */
void places_init(struct places *places, struct arena *arena, struct db *db);
void places_done(struct places *places);
enum fault must_use places_load(struct places *places);
struct locality *places_add_locality(struct places *places, int64_t geonames_id);
/* Its codes; no text where it has none. */
struct codes {
    struct str lau_id, gss, unit;
};
/* Found by any of them, or made. */
struct municipality *places_add_municipality(struct places *places, struct codes codes);
bool places_are_full(const struct places *places);

/* ---- places_read.c: one member into the lists. *ret_as_of: the newest date in it. */
enum fault must_use places_find_kind(struct arena *arena, struct source *source, size_t member,
                                     enum places_kind *ret_kind, struct str *ret_why);
enum fault must_use places_read(struct places *places, struct source *source, size_t member, enum places_kind kind,
                                struct source_id source_id, struct date *ret_as_of);

/* ---- places_parts.c: municipalities from the sum of their parts, where LAU are parts of municipalities (Portugal) */

/* Notes a row of the LAU table: where its municipality lies. False: this country's LAU are not known as such parts. */
bool places_meet_part(struct places *places, struct str country, struct str code, struct position at, int64_t people);
/* A row of the table of Eurostat's cities; places_end_cities once after the last. False: not wanted here. */
bool places_meet_city_part(struct places *places, struct str country, struct str code, struct str city_id,
                           struct str city_name, struct maybe_int people, struct str nuts3);
/* Those cities that are exactly one municipality, with all its parts and their people, become one. */
void places_end_cities(struct places *places, struct source_id source);

/* ---- places_save.c */
enum fault must_use places_save(struct places *places);

#endif
