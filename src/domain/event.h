/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** event: an event of the network that people of member cities come to. The rules of it: which times it may have, by
** whose clocks they are told, and whether somebody can register now. Pure; `now` is passed in.
*/
#ifndef DOMAIN_EVENT_H
#define DOMAIN_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/ids.h"
#include "base/str.h"
#include "domain/zone.h"

#define EVENT_DAYS_MAX 14             /* longer ones are several */
#define EVENT_AHEAD_S (730 * 86400)   /* nobody keeps a day free for longer */
#define EVENT_SEATS_MAX 100000
#define EVENT_SOON_S (3 * 86400)      /* so long before it begins who comes is reminded, */
#define EVENT_EARLY_S (7 * 86400)     /* if they had registered longer before than that */

enum event_wrong { EVENT_FINE, EVENT_ENDS_EARLY, EVENT_LONG, EVENT_PAST, EVENT_FAR };

enum event_wrong event_judge_times(int64_t starts_at, int64_t ends_at, int64_t now);

/* ---- clocks: one country stands for all that show the same time */

#define EVENT_CLOCKS 7

struct event_clock {
    struct str word;    /* of the column: "central" */
    struct str country; /* of domain/zone; "" for UTC */
};

extern const struct event_clock event_clocks[EVENT_CLOCKS];
/* A word that is none of the column's: UTC. */
struct zone event_zone(struct str word);
/* The instant at which that day is over there. */
int64_t event_day_end(const struct zone *zone, struct date day);
/* The day of an instant there. */
struct date event_day(const struct zone *zone, int64_t at);
/* By how much a copy is later: whole weeks by those clocks, at least one, so that it begins a week ahead or more. */
int64_t event_copy_later_s(const struct zone *zone, int64_t starts_at, int64_t now);

/* ---- registering */

enum event_door {
    EVENT_OPEN,
    EVENT_FULL,   /* there is a seat only once somebody gives theirs back: who registers waits */
    EVENT_CLOSED, /* the last day to register is over */
    EVENT_BEGUN,
    EVENT_OFF,    /* cancelled, or not open to be seen yet */
};

/* takes_place: it is open to be seen and not cancelled. seats, register_by: not known: there is no such bound. */
struct event_room {
    bool takes_place;
    int64_t starts_at;
    struct maybe_int seats;
    struct maybe_int register_by;
    int64_t coming;
    int64_t waiting;
};

enum event_door event_judge_room(const struct event_room *room, int64_t now);

#endif
