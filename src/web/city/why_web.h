/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** why: one page of paper from a city to another one, which need be no member city: what is asked, why just them, who
** asks, where it is sent. Made of evidence alone, so that anybody may read it; what is typed on it is kept nowhere.
*/
#ifndef WEB_CITY_WHY_WEB_H
#define WEB_CITY_WHY_WEB_H

#include "web/city/matches_web.h"

struct why_page {
    struct page *page;
    struct str to;
    struct str why;         /* what it was chosen for, a sentence */
    struct match_card card; /* its words to send, whom to write to, what is not known of it */
    struct html *reasons;   /* said to the city that is asked */
    size_t reasons_n;
    struct str from_size;
    struct str from_record;
    const struct source_note *sources;
    size_t sources_n;
    struct str address;     /* of this page, whole */
};

/* /cities/{from}/matches/{to}; themes as of matches. FAULT_NOT_FOUND where `to` does not fit the
** size, or nothing that it did on them is known. */
handler why_get;

#endif
