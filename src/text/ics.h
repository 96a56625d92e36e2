/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** ics: an event as a calendar file (RFC 5545): one VEVENT in UTC, which every calendar shows in its owner's time. Texts
** are escaped (3.3.11), control bytes become spaces, lines end in CRLF and are folded at 75 bytes, never within a
** letter (3.1). It is a file to keep, not an invitation that wants an answer: no METHOD, no ATTENDEE. Pure.
*/
#ifndef TEXT_ICS_H
#define TEXT_ICS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#define ICS_LINE_MAX 75u /* bytes, without the line break */

struct ics_event {
    struct str uid;      /* the same for the same event, so that a second file changes the first one's */
    int64_t made_at;     /* instants */
    int64_t starts_at;
    int64_t ends_at;
    struct str title;
    struct str says;     /* '\n' between lines; "" none */
    struct str url;      /* "" none */
};

/* made_by: the program, for PRODID. */
void ics_put(struct buf *out, struct arena *arena, struct str made_by, const struct ics_event *event);

/* ---- parts, for tests */

/* "NAME:value" escaped and folded, CRLF behind it. */
void ics_put_text(struct buf *out, struct arena *arena, const char *name, struct str value);
/* "20261203T100000Z" */
struct str ics_instant(struct arena *arena, int64_t at);

#endif
