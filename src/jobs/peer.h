/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** peer: one exchange with another server: a question by HTTP, or a mail by SMTP. The only file that knows libcurl.
**
** peer_open -> peer_exchange ... -> peer_close; a connection is kept for the next exchange with the same server. TLS is
** of 1.2 or newer, and its certificate must fit the name. No proxy, whatever the environment says, no redirects, no
** cookies, nothing kept. What is allowed is for who asks to say: jobs/fetch.h, jobs/smtp.h. It waits, `ms_max` at most.
*/
#ifndef JOBS_PEER_H
#define JOBS_PEER_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/str.h"

struct peer;

struct peer_in {
    struct str url;
    const char *protocols;        /* "https", "smtp,smtps": no other one is spoken */
    bool starts_tls;              /* SMTP without TLS from its beginning: it must begin before anything is said */
    struct str ca_file;           /* certificates to trust instead of the machine's; "" for those */
    struct str user;              /* "" signs in nowhere */
    struct str password;
    int connect_ms_max;
    int ms_max;                   /* for all of it */
    size_t answer_max;            /* bytes */
    /* Whether that address may be connected to; NULL: any. */
    bool (*may_connect)(void *self, const struct sockaddr *address, socklen_t size);
    void *self;
    struct str form;              /* HTTP: sent by POST as application/x-www-form-urlencoded; no text: GET */
    struct str from, to, message; /* SMTP: addresses within <>, and all of the mail */
};

enum peer_end {
    PEER_OK,           /* it answered, whatever it said */
    PEER_AWAY,         /* no such name, or no connection */
    PEER_NOT_TRUSTED,  /* no TLS, or a certificate that does not fit */
    PEER_NOT_LET_IN,   /* name or password */
    PEER_NOT_ALLOWED,  /* may_connect said no */
    PEER_TOO_LARGE,
    PEER_REFUSED,      /* SMTP: it said no; to what is in `code` and `line` */
    PEER_REFUSED_TO,   /* SMTP: to the recipient */
    PEER_BROKEN,       /* cut off, too slow, or nothing that can be understood */
};

struct peer_out {
    enum peer_end end;
    int code;          /* HTTP status, or the last reply of SMTP; 0: none came */
    struct str body;   /* HTTP; bytes */
    struct str line;   /* SMTP: the last line it said */
    struct str why;    /* a few words, unless PEER_OK; nothing of what was sent */
};

struct peer *peer_open(void);
void peer_close(struct peer *peer);
/* The texts are in the arena. */
struct peer_out peer_exchange(struct peer *peer, struct arena *arena, const struct peer_in *in);

#endif
