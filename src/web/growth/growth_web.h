/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** growth: for those who run the network: how many member cities there are, month by month, and which have not been
** heard from.
*/
#ifndef WEB_GROWTH_GROWTH_WEB_H
#define WEB_GROWTH_GROWTH_WEB_H

#include "domain/growth.h"
#include "store/desk.h"
#include "store/growth.sql.h"
#include "web/layout/parts.h"


struct growth_row { struct str month; int64_t joined; int64_t left; int64_t cities; };
struct growth_quiet {
    struct str name;
    struct str says;
    struct url url;
    struct url write; /* a mail with its words; no text: nobody to write to */
};

struct growth_page {
    struct page *page;
    struct html chart;
    struct growth_row months[GROWTH_MONTHS_MAX]; /* the latest first */
    size_t months_n;
    struct growth_quiet *quiet;
    size_t quiet_n;
    struct str reach;
};

/* "12 member cities: 960,000 people in them, and 214,000 around them ..."; "" there is none. q_growth_reach_soon may
** be asked ahead. */
enum fault must_use growth_say_reach(struct request *request, struct out *out, struct str *ret_says);

handler growth_get;

#endif
