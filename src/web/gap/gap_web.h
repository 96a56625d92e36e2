/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** gap: for those who run the network: whom to invite next. What the network lacks, a dozen cities that would fill it
** with the reasons, each with its way to the invitation, which says why this city.
**
** Of what member cities said stand here only counts of what they let people of all member cities see, and none of
** fewer than three (domain/gap.h). On an invitation, which anybody with its address reads, not even those: there it
** says what the network looks for, and what the city has done itself, from public sources.
*/
#ifndef WEB_GAP_GAP_WEB_H
#define WEB_GAP_GAP_WEB_H

#include "store/gap.h"
#include "store/member.sql.h"
#include "web/layout/parts.h"
#include "web/say.h"

#define GAP_WORD_MAX 80 /* letters of gap_text */

struct gap_row {
    struct str place;    /* "Forlì, Italy" */
    struct url city;
    struct str people;
    struct str *reasons;
    size_t reasons_n;
    struct url invite;
    struct str name;
};

struct gaps_page {
    struct page *page;
    struct str *missing;  /* what is missing, a sentence each */
    size_t missing_n;
    struct facet *facets;
    size_t facets_n;
    struct gap_row *rows;
    size_t n;
    struct source_note source;
};

extern const struct field gaps_fields[];
handler gaps_get;

/* A language in itself: "Deutsch"; "" for a code that we do not have. */
struct str gap_language(struct str code);

/* ---- for the invitation */

/* A gap by its word, with what the city has done, when that is known. `text` "" or no gap: kind GAP_KIND__MAX. */
struct gap_why {
    struct gap gap;
    struct q_gap_record record; /* projects 0: nothing is known */
};

void gap_why_soon(struct db *db, struct str text, const struct q_member_keys *keys);
enum fault must_use gap_why_find(struct db *db, struct arena *arena, struct str text, const struct q_member_keys *keys,
                                 struct gap_why *ret_why);
/* To the city: what the network looks for, and what we found of it; "" for no gap, and of a twin city, which stands
** there anyway. */
struct str gap_say_why(struct out *out, const struct themes *themes, const struct gap_why *why);

#endif
