/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** notify: tells the service manager how we are (sd_notify's protocol: a datagram to $NOTIFY_SOCKET).
**
** notify_init -> notify_tend at every turn of the supervisor's loop -> notify_stopping. Ready is said when every web
** process answers, not before; that we live ($WATCHDOG_USEC, twice in that time) only while at least one does, so a
** manager that hears nothing starts us anew. Does nothing when nobody asked. A message that cannot be delivered is
** lost: the manager's concern, not ours.
*/
#ifndef HTTP_NOTIFY_H
#define HTTP_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct notify {
    struct str where;     /* HOST:PORT, for people */
    bool ready;           /* it was told so, and nothing has changed that since */
    int told;             /* how many answer, as it was told last */
    int64_t beat_ms;      /* how often it is told that we live; 0: nobody asked */
    int64_t beat_due_ms;
};

/* What the manager wants, from the environment. */
void notify_init(struct notify *notify, struct str where);
/* How many of the web processes answer now; `restarting`: a restart in place is wanted or tried. */
void notify_tend(struct notify *notify, int answering, int workers, bool restarting, int64_t now_ms);
/* How long the loop may sleep before notify_tend has something to say; at most `ms`. */
int64_t notify_wait_ms(const struct notify *notify, int64_t ms, int64_t now_ms);
/* A restart in place begins: it is ready again when notify_tend says so, in this life or the next. */
void notify_reloading(struct notify *notify, int64_t now_ms);
void notify_stopping(void);

#endif
