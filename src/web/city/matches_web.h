/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** matches: cities worth talking to, by what is needed and who has done it. Distance plays no part.
*/
#ifndef WEB_CITY_MATCHES_WEB_H
#define WEB_CITY_MATCHES_WEB_H

#include "web/city/city_web.h"

#define MATCHES_SHOWN 9
#define MATCHES_FIRST 3 /* those that stand open; the others in short */
#define MATCH_THEMES_MAX 20

struct matches {
    struct match_card *cards;
    size_t n;
    struct match_wanted wanted;
    struct str why;      /* where the wanted themes came from, a sentence */
    struct str unknowns; /* not known of any of them, a sentence; "" for none */
    const struct match *items;
    const struct q_city_by_id *cities; /* one for each item */
};

/* A checkbox of a theme. */
struct theme_tick {
    struct str slug;
    struct str name;
    struct str id; /* of the input */
    bool ticked;
};

struct matches_page {
    struct page *page;
    struct url action;
    struct theme_tick *ticks;
    size_t ticks_count;
    bool choose; /* nothing was chosen yet: the ticks stand open */
    struct str why;
    struct match_card *cards;
    size_t cards_count;
    struct str unknowns; /* said once below the cards */
    struct use_data use_data;
};

extern const struct field matches_fields[];
handler matches_get;

/* At most `most` cards for the themes ticked; without any, for those the city works on, or cities of its size do. */
enum fault must_use matches_load(struct request *request, struct out *out, const struct themes *themes,
                                 const struct q_city_by_slug *city, const struct theme_id *ticked, size_t ticked_count,
                                 size_t most, struct matches *ret_matches);
/* The choice alone: at most `most` cities with their reasons, the best first, and what they were chosen for. With
** `only` (0: of all) that city, wherever it would stand; none when it does not fit the size or has no experience. */
enum fault must_use matches_choose(struct request *request, const struct q_city_by_slug *city,
                                   const struct theme_id *ticked, size_t ticked_count, struct city_id only, size_t most,
                                   struct match_wanted *ret_wanted, struct match **ret_items, size_t *ret_n);
/* Where the wanted themes came from, a sentence. */
struct str matches_say_why(struct out *out, const struct themes *themes, const struct match_wanted *wanted,
                           struct str city);
/* The card of one of them, which says all that is not known of it. */
enum fault must_use matches_one(struct request *request, struct out *out, const struct themes *themes,
                                const struct q_city_by_slug *city, const struct match *match,
                                struct match_card *ret_card);
/* The ticked themes of the request; FAULT_INVALID with a problem when one does not exist. */
enum fault must_use ticked_read(struct request *request, const struct themes *themes,
                                struct theme_id ret_ids[MATCH_THEMES_MAX], size_t *ret_n);
struct theme_tick *theme_ticks_of(struct out *out, const struct themes *themes, const struct theme_id *ids, size_t n);

#endif
