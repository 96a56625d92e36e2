/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid: the facts of a city that every application form asks for, as one text to copy: registered names and numbers,
** codes, population, and a paragraph on what its own bodies did in EU projects, on one theme or on all.
**
** What no imported file holds stands there as "unknown: needs ...". Names are given as registered, not made readable.
** The text is the same on the page, as .txt, and in the column `text` of the JSON form.
*/
#ifndef WEB_CITY_BID_WEB_H
#define WEB_CITY_BID_WEB_H

#include "store/bid.sql.h"
#include "web/city/city_web.h"

#define BID_PROJECTS_SHOWN 12 /* more would not be read; the rest is linked */
#define BID_THEMES_MAX 24

/* What the text is made of. */
struct bid {
    const struct q_city_by_slug *city;
    const struct q_bid_bodies *bodies; /* the municipality's first */
    size_t bodies_count;
    const struct q_bid_projects *projects;
    size_t projects_count;
    struct maybe_int degurba;
    struct str theme; /* its name; "" for all */
    struct date today;
    struct str more;  /* the whole address of all its projects */
};

struct bid_page {
    struct page *page;
    struct str text;
    struct facet themes[BID_THEMES_MAX];
    size_t themes_count;
    struct organisation_line *bodies;
    size_t bodies_count;
    struct url registers; /* where names and numbers are checked */
    struct use_data use_data;
};

/* In the arena of `out`, in its language. */
struct str bid_text(struct out *out, const struct bid *bid);
/* The part of it on what the city did. */
struct str bid_experience(struct out *out, const struct bid *bid);

extern const struct field bid_fields[];
handler bid_get;

#endif
