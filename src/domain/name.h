/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** name: the names a municipality goes by, and which locality it stands for.
**
** Official lists write "Rostock, Hansestadt", "Rauma / Raumo", "Guarda, A", "Municipiul Brasov", "Bristol, City
** of", "Armagh City, Banbridge and Craigavon Borough Council". name_variants takes such a name apart into
** folded names (base/fold) that a person or another list would use.
**
** name_join decides, over whole lists, which municipality stands for which locality of the gazetteer: same
** country, a name in common, near each other where both have coordinates, and unique on both sides. What is not
** clear is not joined: the municipality then is a city of its own. Pure: arrays in, an array out.
*/
#ifndef DOMAIN_NAME_H
#define DOMAIN_NAME_H

#include "base/arena.h"
#include "base/str.h"

#define NAME_VARIANTS_MAX 24 /* the most a real name gives is 9 */

struct name_list {
    const struct str *items;
    size_t n;
};

/* Folded names of a municipality, most usual first, without repeats; n is 0 only for a name without letters.
** `country`: ISO 3166-1 alpha-2 ("GB", "GR"). Cyrillic and Greek names are also given in Latin letters. */
struct name_list name_variants(struct arena *arena, struct str country, struct str name);

/* The name for people: "Rostock" of "Rostock, Hansestadt", "Bristol" of "Bristol, City of", "A Guarda" of
** "Guarda, A", "Brasov" of "Municipiul Brasov", "Rauma" of "Rauma / Raumo". Never empty for a name that is
** not. */
struct str name_plain(struct arena *arena, struct str country, struct str name);

/* The first part of a name of several, which may be the town that gave most of the people: "Basingstoke" of
** "Basingstoke and Deane", "Sittard" of "Sittard-Geleen", "Weiden" of "Weiden i.d.OPf.". Empty: no parts. */
struct str name_first_part(struct arena *arena, struct str country, struct str name);

/* Latin letters for Cyrillic (by the country's own official romanisation: BG, MK, RS, UA, else ISO 9 without
** marks) and Greek (ELOT 743). Text in other scripts comes back as it is. Input need not be folded. */
struct str name_latin(struct arena *arena, struct str country, struct str name);

/* False where the LAU level is not the municipality: PT (freguesias), GR and CY (communities), LT (elderships),
** IE (electoral areas). Rows of these countries are not municipalities and must not be imported as such. */
bool name_lau_is_municipality(struct str country);

/* ---- joining municipalities to localities */

/* How a place has a name. */
enum name_kind {
    NAME_OWN,
    NAME_MUNICIPALITY,
    NAME_ALTERNATE,
    NAME_ASCII,
    NAME_PART, /* name_first_part of a municipality, only for joining: it must be near and hold many of the people */
};

struct name_of_place {
    struct str folded;
    enum name_kind kind;
};

struct name_place {
    struct str country;
    const struct name_of_place *names;
    size_t names_n;
    bool located;
    int32_t latitude_micro;
    int32_t longitude_micro;
    int64_t population; /* 0 unknown */
    struct str area;    /* a code of a wider area that both lists share (France: the department, "974"), or empty */
    bool part;          /* a section of a populated place (PPLX): joined only when nothing else is there */
};

#define NAME_JOIN_NONE SIZE_MAX

/* name_join_new -> name_join_meet for every locality -> name_join_done, which frees. The municipalities are borrowed
** until then, a locality only for its call: so the names of all the world's places need never be in memory at once.
** Cost: linear in the names. */
struct name_join;

struct name_join *name_join_new(struct arena *arena, const struct name_place *municipalities, size_t n);
void name_join_meet(struct name_join *join, size_t locality, const struct name_place *place);
/* For each municipality the number of the locality it stands for, or NAME_JOIN_NONE, in the arena. No locality is
** given twice. */
size_t *name_join_done(struct name_join *join);

/* Distance in metres over the sphere (haversine, R = 6,371,008.8 m), from millionths of a degree. */
double name_distance_m(int32_t latitude_a, int32_t longitude_a, int32_t latitude_b, int32_t longitude_b);

#endif
