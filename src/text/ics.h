/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** ics: events as a calendar file (RFC 5545): VEVENTs in UTC, which every calendar shows in its owner's time, or of a
** whole day. Texts are escaped (3.3.11), control bytes become spaces, lines end in CRLF and are folded at 75 bytes,
** never within a letter (3.1). It is a file to keep, not an invitation that wants an answer: no METHOD, no ATTENDEE.
** Without METHOD DTSTAMP is when the event was last changed (3.8.7.2), so the same events give the same bytes. Pure.
*/
#ifndef TEXT_ICS_H
#define TEXT_ICS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"

#define ICS_LINE_MAX 75u /* bytes, without the line break */

struct ics_event {
    struct str uid;      /* the same for the same event, so that a second file changes the first one's */
    int64_t made_at;     /* instants: of the last change, */
    int64_t starts_at;   /* of the event */
    int64_t ends_at;
    bool all_day;        /* instead: the whole of one day, wherever its owner is (3.3.4) */
    struct date day;
    int64_t sequence;    /* how often it was changed */
    bool cancelled;
    struct str title;
    struct str says;     /* '\n' between lines; "" none */
    struct str place;    /* "" none */
    struct str url;      /* "" none */
};

/* One event. made_by: the program, for PRODID. */
void ics_put(struct buf *out, struct arena *arena, struct str made_by, const struct ics_event *event);

/* Any number of them, also none. name: of the calendar, for who subscribes to it; "" none. */
void ics_begin(struct buf *out, struct arena *arena, struct str made_by, struct str name);
void ics_put_event(struct buf *out, struct arena *arena, const struct ics_event *event);
void ics_end(struct buf *out, struct arena *arena);

/* ---- parts, for tests */

/* "NAME:value" escaped and folded, CRLF behind it. */
void ics_put_text(struct buf *out, struct arena *arena, const char *name, struct str value);
/* "20261203T100000Z" */
struct str ics_instant(struct arena *arena, int64_t at);

#endif
