/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_known: what member cities let each other know of bids, on the page of a funding call and of its rule: who goes
** for it, and what came of earlier ones, with the reason. For who acts for a member city; cities only, never a person.
**
**     bid_known_soon(request, key, rule);     ahead, where it can
**     TRY(bid_known_load(request, out, key, rule, &m->known));    {{> bid_known(&m->known) }}
*/
#ifndef WEB_BID_BID_KNOWN_H
#define WEB_BID_BID_KNOWN_H

#include "base/fault.h"
#include "http/route.h"
#include "text/html.h"
#include "text/url.h"

#define BID_KNOWN_MAX 30

struct bid_known_row {
    struct str name;
    struct str who;     /* "Viersen, Germany, with Ciampino, Italy" */
    struct str state;   /* "not granted, 12 March 2026" */
    struct str why;     /* "" not said */
    struct str fund;    /* of another funding call: which; "" of this one */
    struct url ask;     /* for a first talk with who leads; no text: it is one's own city */
    struct str ask_label;
};

struct bid_known {
    struct bid_known_row open[BID_KNOWN_MAX];
    size_t open_n;
    struct bid_known_row over[BID_KNOWN_MAX];
    size_t over_n;
    bool shown;         /* for who looks there is such a part */
};

/* key: funding_call.key; rule: its id; each "" for none. Nothing is asked for a visitor. */
void bid_known_soon(struct request *request, struct str key, struct str rule);
enum fault must_use bid_known_load(struct request *request, struct out *out, struct str key, struct str rule,
                                   struct bid_known *ret_known);

#endif
