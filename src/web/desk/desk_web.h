/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** desk: the page after signing in, for everybody: what needs them, three things at most; what changed since they last
** said that they had seen it; and everything of theirs, to be searched. What waits is gathered by store/desk, its order
** is domain/desk's; here are the words and the links.
*/
#ifndef WEB_DESK_DESK_WEB_H
#define WEB_DESK_DESK_WEB_H

#include "store/desk.h"
#include "store/trait.h"
#include "web/form.h"
#include "web/layout/parts.h"
#include "web/people/deed.h"

#define DESK_CHANGES_MAX 60
#define DESK_GROUPS_MAX 4

struct desk_need {
    struct str says;      /* "2 people ask to act for Ciampino." */
    struct str when;      /* "Waits since 3 November. About 1 minute." */
    struct str button;
    struct url url;
};

struct desk_date {
    struct str says;
    struct url url;
    struct str link;
};

struct desk_change {
    struct str says;
    struct url url;  /* no text for none */
    struct str when;
};

struct desk_group {
    struct str title;
    struct str id;
    struct deed_link *links;
    size_t n;
};

struct desk_page {
    struct page *page;
    struct notice notice; /* title "" for none */
    struct str roles;     /* "Main contact of Ciampino" */
    struct desk_need needs[DESK_SHOWN_MAX];
    size_t needs_n;
    struct str more;      /* that others wait behind them; "" for none */
    bool runs_it;         /* has the page with all that is open */
    struct str growth;    /* how the network grows, in one line; "" for who may not see it */
    struct str idle;      /* what could be said of a city when there is a minute; "" nothing */
    struct url idle_url;
    struct desk_date *dates; /* the next one, and what they wait for */
    size_t dates_n;
    struct desk_date *promised; /* what their cities have promised, beside the hours they have */
    size_t promised_n;
    struct desk_change changes[DESK_CHANGES_MAX];
    size_t changes_n;
    struct str since;
    struct desk_group groups[DESK_GROUPS_MAX];
    size_t groups_n;
    struct search_box search;
    bool has_search;
    bool is_searched;
    struct form_problems *problems;
    struct str once;
    struct url action;
};

extern const struct field desk_fields[], desk_form[];
handler desk_get, desk_act;

#endif
