/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fetch: one question to another server by HTTP, with bounds on where, how long and how much.
**
** https only, with a certificate that the machine trusts, TLS 1.2 or newer; http where the operator named this very
** machine. Nothing is followed: a redirect is an answer like any other. No proxy, no cookies, no compression, nothing
** kept. The address that is connected to must lie where the asker says (jobs/address.h), whatever its name resolved to.
**
** It waits: for jobs and the command line, never for the web, and never within a transaction.
*/
#ifndef JOBS_FETCH_H
#define JOBS_FETCH_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define FETCH_MS_MAX 10000      /* for all of it: somebody waits before a page */
#define FETCH_CONNECT_MS_MAX 5000
#define FETCH_ANSWER_MAX (512u << 10) /* keys and descriptions of providers have under 100 KiB */
#define FETCH_URL_MAX 2000u

/* Where the other one may stand. */
enum fetch_reach {
    FETCH_OPEN,     /* on the internet */
    FETCH_PRIVATE,  /* there, or in a network of one's own */
    FETCH_LOOPBACK, /* on this machine only; http too */
};

struct fetch_in {
    struct str url;
    enum fetch_reach reach;
    struct str form;     /* sent by POST, as application/x-www-form-urlencoded; no text: GET */
    struct str user;     /* Basic; "" for none. ASCII, encoded already where that is wanted */
    struct str password;
    int ms_max;          /* for all of it; 0: FETCH_MS_MAX */
};

struct fetch_out {
    int status;      /* 200, 404, ... */
    struct str body; /* bytes, in the arena */
};

/* FAULT_INVALID: the address is none, or not one that may be asked; FAULT_TOO_LARGE: the answer is over
** FETCH_ANSWER_MAX; FAULT_DENIED: it stands where it may not be asked, or its certificate is not trusted; FAULT_IO: it
** did not answer. With *ret_why, a few words, in the arena, that hold nothing of what was sent. Any status is OK. */
enum fault must_use fetch(struct arena *arena, const struct fetch_in *in, struct fetch_out *ret_out,
                          struct str *ret_why);
/* Whether an address is one that fetch would ask with that reach, as far as can be seen before its name is resolved. */
bool fetch_may(struct str url, enum fetch_reach reach);

#endif
