/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** handover: all that somebody needs who takes the network over from one minute to the next, on one page that prints:
** what to do first, who waits since when, what was sent out, what ends soon, who has not been heard from, who does
** what, what runs when, where things are set. What is empty says so; what is not known here says where it is known.
**
** `smallgiants handover` prints the same from the database alone, for when no server runs.
*/
#ifndef WEB_HANDOVER_HANDOVER_WEB_H
#define WEB_HANDOVER_HANDOVER_WEB_H

#include "http/route.h"
#include "web/layout/parts.h"

#define HANDOVER_PARTS_MAX 12
#define HANDOVER_SOON_S (90 * 86400) /* commitments and terms that end within it */

struct handover_row {
    struct str says;
    struct str when;  /* "" for none */
    struct url url;   /* no text for none */
};

struct handover_part {
    struct str id;
    struct str title;
    struct str none;  /* said when there is no row */
    struct str more;  /* said below the rows; "" for nothing */
    struct handover_row *rows;
    size_t n;
};

struct handover {
    struct handover_part parts[HANDOVER_PARTS_MAX];
    size_t n;
};

struct handover_ask {
    int64_t now;
    bool member_cities; /* may see all of them */
    bool administers;   /* may set things and give roles */
};

void handover_load_soon(struct db *db, const struct handover_ask *ask);
/* In the language of `out`; within a transaction of the caller's, which only reads. */
enum fault must_use handover_load(struct db *db, struct out *out, const struct handover_ask *ask,
                                  struct handover *ret_handover);

struct handover_page {
    struct page *page;
    struct handover handover;
    struct str made; /* the instant that it tells of */
};

handler handover_get;

#endif
