/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** named: which city is a place that some list names?
**
** A list of commitments, twinnings or projects writes a name, mostly a position, sometimes a population. A city is
** found when its name fits, it lies near, and no other one is as good; what is not clear stays unknown, with the
** reason: a wrong city shown to its own mayor is worse than none. Several towns under one name are not one town. Pure;
** scratch memory goes to the arena given, which the caller rewinds. Cost: a handful of look-ups in the index.
*/
#ifndef DOMAIN_NAMED_H
#define DOMAIN_NAMED_H

#include "domain/resolve.h"

enum named_kind {
    NAMED_TOWN,      /* a town or municipality by its name */
    NAMED_GROUP,     /* several under one name */
    NAMED_AUTHORITY, /* the official name of a municipality, unique in its country: no position is needed */
    NAMED_KIND__MAX
};

struct named_place {
    enum named_kind kind;
    struct str name;    /* as the list writes it */
    struct str country; /* ISO 3166-1 alpha-2, or empty */
    bool located;
    int32_t latitude_micro;
    int32_t longitude_micro;
    struct maybe_int population;
};

enum named_reason {
    NAMED_NAME_AND_POSITION, /* found */
    NAMED_NAME_ONLY,         /* found: the one of that name in its country, and nothing speaks against it */
    NAMED_SEVERAL,           /* several fit equally well */
    NAMED_ELSEWHERE,         /* those of that name lie elsewhere */
    NAMED_OTHER_SIZE,        /* the one of that name has a quite different population */
    NAMED_NO_CITY,           /* none of that name */
    NAMED_IS_GROUP,
    NAMED_NO_COUNTRY,
    NAMED_REASON__MAX
};

struct named_answer {
    struct city_id city; /* {0}: unknown which */
    enum named_reason reason;
};

struct named_answer named_find(struct arena *arena, const struct resolve_index *index, const struct named_place *place);

/* Words for tables: "town", "group", "authority"; "name and position", "several", ... */
struct str named_kind_word(enum named_kind kind);
bool named_kind_parse(struct str word, enum named_kind *ret_kind);
struct str named_reason_word(enum named_reason reason);

#endif
