/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** smtp: hands one mail after the other to the mail server of this installation (over jobs/peer.h).
**
** smtp_open -> smtp_send ... -> smtp_close; one connection serves several mails while it lasts. Off this machine a mail
** and its password go through TLS only (smtps://, or STARTTLS, which must be offered), and the server's certificate
** must fit its name. A mail takes at most SMTP_SEND_S; who answers nothing is given up.
*/
#ifndef JOBS_SMTP_H
#define JOBS_SMTP_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

#define SMTP_CONNECT_S 15
#define SMTP_SEND_S 60
#define SMTP_MESSAGE_MAX (256u << 10)
#define SMTP_SAID_MAX 400u

struct smtp_server {
    struct str url;       /* smtp://host:587 or smtps://host:465 */
    struct str user;      /* "" signs in nowhere */
    struct str password;
    struct str ca_file;   /* certificates to trust instead of the system's; "" for those */
    struct str self;      /* the name we greet it with: the domain of the sender */
};

/* How far it got. */
enum smtp_end {
    SMTP_TAKEN,
    SMTP_AWAY,            /* no connection: no mail gets there now */
    SMTP_NOT_TRUSTED,     /* no TLS, or not with a certificate of its name: likewise */
    SMTP_NOT_LET_IN,      /* name or password: likewise */
    SMTP_LATER,           /* 4xx, or it broke off: it may be taken later, or was taken without an answer */
    SMTP_REFUSED,         /* 5xx for sender or words */
    SMTP_NO_ADDRESS,      /* 5xx for the recipient: there is no such mailbox */
};

struct smtp_answer {
    enum smtp_end end;
    int code;             /* of the last reply; 0: none came */
    struct str said;      /* one line, for who runs this; it may hold the address */
};

struct smtp;

/* Never NULL; nothing is opened before the first mail. */
struct smtp *smtp_open(const struct smtp_server *server);
void smtp_close(struct smtp *smtp);
/* `from` and `to` are addresses (mime_is_address), message has CRLF at its lines. said: in the arena. */
struct smtp_answer smtp_send(struct smtp *smtp, struct arena *arena, struct str from, struct str to,
                             struct str message);

#endif
