/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search_filter: what somebody chose from the results of a search, the addresses of other choices, and their counts.
** Internal to web/search.
*/
#ifndef WEB_SEARCH_SEARCH_FILTER_H
#define WEB_SEARCH_SEARCH_FILTER_H

#include "store/search.h"
#include "web/say.h"
#include "web/search/search_web.h"

enum search_state { SEARCH_RESULTS, SEARCH_ENDED, SEARCH_RUNNING, SEARCH_STATES };
enum search_years { SEARCH_BEFORE_2014, SEARCH_2014_TO_2020, SEARCH_FROM_2021, SEARCH_YEARS };

/* Each "any" by default. */
struct search_filter {
    struct theme_id theme;   /* 0: any */
    int state;               /* SEARCH_STATES: any */
    int years;               /* SEARCH_YEARS: any */
    struct str country;      /* "": any */
    bool small_city;         /* false: any */
};

/* All that the address of a search says, but the page. */
struct search_choice {
    struct str q;
    bool as_typed;           /* do not mend */
    struct str city;         /* slug; "": none */
    struct search_filter filter;
    struct str theme_unknown, country_unknown; /* as they stand in the address, and left out; "": none */
};

/* From the request's fields. A theme or country that we do not know is left out and kept as unknown: the page says so;
** for a program it is FAULT_INVALID with a problem. */
enum fault must_use search_choice_read(struct request *request, const struct themes *themes,
                                       struct search_choice *ret_choice);
struct url search_choice_url(struct arena *arena, const struct themes *themes, const struct search_choice *choice,
                             int64_t page);

/* What filters look at of each hit, worked out once. */
struct search_mark {
    bool states[SEARCH_STATES];
    int years; /* SEARCH_YEARS: not known */
};
const struct search_mark *search_marks_make(struct arena *arena, const struct search_hits *hits, struct date today);

bool search_filter_passes(const struct search_filter *filter, const struct search_hits *hits,
                          const struct search_mark *marks, size_t hit);
/* The groups of facets, with counts over the hits; what would give nothing is left out. */
void search_facets_set(struct search_page *m, struct out *out, const struct themes *themes,
                       const struct search_choice *choice, const struct search_hits *hits,
                       const struct search_mark *marks);

#endif
