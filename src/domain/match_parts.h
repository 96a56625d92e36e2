/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** match_parts: what the score of a match is made of. Between match.c and match_reason.c only.
*/
#ifndef DOMAIN_MATCH_PARTS_H
#define DOMAIN_MATCH_PARTS_H

#include "domain/match.h"

struct match_parts {
    int score_bp;             /* the sum of the others */
    int theme_bp[THEMES_MAX]; /* by place in wanted */
    int coordinated_bp;       /* what coordinating added, over all themes */
    int breadth_bp;
    int size_bp;
    int covered;              /* wanted themes with a record; 0: no match, and score 0 */
};

struct match_parts match_parts_of(const struct city_record *asking, const struct match_wanted *wanted,
                                  const struct city_record *city, struct date today);
/* The city's row of a theme with at least one project, or NULL. */
const struct city_theme *match_row(const struct city_record *city, struct theme_id theme);

struct match match_explain(const struct city_record *asking, const struct match_wanted *wanted,
                           const struct city_record *city, struct date today);

#endif
