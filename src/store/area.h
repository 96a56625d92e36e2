/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** area: the municipalities around a member city that it serves: which may be chosen, which were, how many people live
** there. People and positions are the evidence's, so they change with it; what was chosen is kept by keys. Within a
** transaction of the caller's.
*/
#ifndef STORE_AREA_H
#define STORE_AREA_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/area.h"
#include "store/area.sql.h"

struct area_choice {
    struct str place;   /* "lau IT_058118" */
    struct str name;
    struct str country;
    struct str lau_id;
    struct str gss_code;
    struct maybe_int geonames_id;
    struct maybe_int population;
    struct str population_source;
    struct maybe_int population_year;
    int km;             /* -1: not known, it was chosen before and is not near by what we know now */
    bool chosen;
};

struct area {
    bool is_known;      /* the city and where it lies are in the evidence */
    struct q_area_middle middle;
    struct area_choice *choices; /* those chosen first, by name; then the others, nearest first */
    size_t n;
    size_t chosen_n;
};

/* All that may be chosen. */
enum fault must_use area_find(struct db *db, struct arena *arena, struct str member_uid, struct area *ret_area);
/* Who may see it: people of all member cities, else the city's own only, as it begins. */
void area_find_seen_soon(struct db *db, struct str member_uid);
enum fault must_use area_find_seen(struct db *db, struct arena *arena, struct str member_uid, bool *ret_members);
enum fault must_use area_save_seen(struct db *db, int64_t member_id, bool members, int64_t now);
/* In place of those before: each a `place` of the choices, once. FAULT_NOT_FOUND: one is not among them; nothing was
** written. FAULT_TOO_LARGE: more than AREA_CHOSEN_MAX. */
enum fault must_use area_save(struct db *db, int64_t member_id, const struct area *area, const struct str *places,
                              size_t n);

#endif
