/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** demo_bid: bids of the demonstration network: one that is being written, by two cities and with a third one asked; a
** question to the first city; two that are over, with why; an answer that is kept for the next one.
**
** Funding calls are real and come from the evidence: one that can still be applied for, and the one that closed last.
** Where there is none any more (the extract grows old), the bid is for an invented fund, and watches nothing.
*/
#ifndef STORE_DEMO_BID_H
#define STORE_DEMO_BID_H

#include "store/demo.h"

/* A member city of the demonstration. */
struct demo_side {
    int64_t id;
    struct str uid;
    int64_t person; /* its main contact */
};

/* In the order of demo_cities. */
enum { MUSTERHAFEN, SAMPLEWICK, VILLAPROVA, ESSAIVILLE, EJEMPLONA, PRZYKLADOWO = DEMO_CITIES - 1 };

enum fault must_use demo_bid_all(struct db *db, struct arena *arena, const struct demo_side cities[DEMO_CITIES],
                                 int64_t now);

#endif
