/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** funding_member: funding calls for one member city, with what only that city knows; for its people alone. The list is
** that of /funding (funding_web.h), all themes at first; the next ones that fit stand on the page of the rules.
*/
#ifndef WEB_FUNDING_FUNDING_MEMBER_H
#define WEB_FUNDING_FUNDING_MEMBER_H

#include "web/funding/funding_web.h"

#define FUNDING_NEXT_MAX 5

struct funding_next {
    struct str says;          /* how many fit, would with partners, cannot be told */
    struct funding_row *rows; /* those that fit, then those of the city's themes that would with partners */
    size_t n;
    struct url all, fits, partners; /* the list, and two ways to narrow it; no text: there are none */
    bool empty;               /* none was brought in */
};

/* What the address alone tells is asked for soon. */
void funding_member_soon(struct request *request);
enum fault must_use funding_member_next(struct request *request, struct out *out, const struct fund_group *group,
                                        struct funding_next *ret_next);

/* On the page of one funding call: which rule it goes by, and what it answers for the cities that who looks acts for.
** Nothing of a city is asked for a visitor. */
enum fault must_use funding_call_answer(struct request *request, struct out *out, const struct call_kind *kind,
                                        struct funding_call_page *m);

#endif
