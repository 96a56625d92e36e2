/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bounce: what a mail server says of a mail that it could not deliver (RFC 3464, a multipart/report of RFC 6522). Pure.
**
** Reads the message as it came, with CRLF or LF. Anybody may send anything to our address, so nothing in it is
** believed by itself: who uses it compares uid and address with what went out (mail_bounce). At most BOUNCE_PARTS_MAX
** parts are looked at, of one level; of several recipients the first that failed counts: each of our mails has one.
*/
#ifndef TEXT_BOUNCE_H
#define TEXT_BOUNCE_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define BOUNCE_MAX (1u << 20)
#define BOUNCE_PARTS_MAX 20

struct bounce {
    struct str uid;           /* the part before the @ of our Message-ID, from what came back with it */
    struct str addresses[3];  /* to whom: as first sent, as it was tried, as our To says; "" for none */
    struct str status;        /* "5.1.1" (RFC 3463) */
    struct str why;           /* one line of the server */
    bool failed;              /* it is given up; else it is only late, was delivered, or handed on */
    bool for_good;            /* no other mail gets to that address either */
};

/* FAULT_INVALID: it is no such message, or does not name a mail of ours. FAULT_TOO_LARGE: over BOUNCE_MAX. The texts
** are in the arena. */
enum fault must_use bounce_parse(struct arena *arena, struct str message, struct bounce *ret_bounce);

#endif
