/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** match_parts: what the score of a match is made of. Between match.c, match_worth.c and match_reason.c only.
*/
#ifndef DOMAIN_MATCH_PARTS_H
#define DOMAIN_MATCH_PARTS_H

#include "domain/match.h"

/* Who asks, for what, when. */
struct match_asked {
    const struct city_record *asking;
    const struct match_wanted *wanted;
    struct date today;
};

/* A project of a city on one wanted theme or more. */
struct match_project {
    const struct city_work *work; /* one of its rows: all have the same project, role and dates */
    struct theme_id themes[THEME_PER_PROJECT_MAX]; /* the wanted ones among its themes */
    size_t themes_count;
    uint32_t covers; /* their places in match_wanted, a bit each */
    enum status_kind state;
    bool shared;   /* the asking city took part in it too */
    double chance; /* 0..1: that it is worth an e-mail */
};

struct match_parts {
    int score_bp;      /* experience, breadth and size */
    int experience_bp;
    int breadth_bp;
    int size_bp;
    int covered;       /* wanted themes with a project that is not shared; 0: no match, and score 0 */
    int projects;      /* on wanted themes, not shared */
    struct match_project best[2]; /* of these the two with the highest chances; `work` NULL where there is none */
};

/* No less than the score of match_parts_of, from the city's themes alone; 0 when none of them is wanted. `exactly`:
** with the size worked out, which takes a logarithm. A city without themes may have any score. */
#define MATCH_BOUND_MAX 10004
int match_bound(const struct match_asked *asked, const struct city_record *city, bool exactly);

struct match_parts match_parts_of(const struct match_asked *asked, const struct city_record *city);

struct match match_explain(const struct match_asked *asked, const struct city_record *city);

/* The first project on a wanted theme among city->works from *at on; *at is moved behind it. False: there is none. */
bool match_project_next(const struct match_asked *asked, const struct city_record *city, size_t *at,
                        struct match_project *ret_project);

#endif
