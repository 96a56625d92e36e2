/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mail: what the mails of the network say: for each kind of the queue (store/mail.h) its words, as plain text and as
** HTML of one and the same model. Short: at most MAIL_THINGS_MAX things, each with one link. No images, nothing that
** tells us that a mail was opened, no address of anybody else but of who one talks to, once both have said yes.
**
** Made when it is sent, by the jobs process (cli hands mail_words over to it). Reads the database, writes nothing.
** Its links open pages with one button (web/link); opening them changes nothing.
*/
#ifndef WEB_MAIL_MAIL_WEB_H
#define WEB_MAIL_MAIL_WEB_H

#include "http/route.h"
#include "store/mail.h"
#include "text/mime.h"
#include "text/words.h"

#define MAIL_THINGS_MAX 5
#define MAIL_SAYS_MAX 4

/* One thing to look at or to do. */
struct mail_thing {
    struct str says;      /* a line above its link; "" for none */
    struct str label;     /* of the link */
    struct url url;
};

struct mail_page {
    const struct site *site;
    struct str language;
    struct str subject;
    struct str heading;
    struct str says[MAIL_SAYS_MAX];
    size_t says_n;
    struct str quote;     /* what somebody wrote; "" for none */
    struct mail_thing things[MAIL_THINGS_MAX];
    size_t things_n;
    struct str why;       /* why the reader gets this */
    struct url unsubscribe; /* no text: it was asked for */
    struct html style;
};

/* FAULT_NOT_FOUND: what it was about is gone, or there is no such kind (any more). site: with key, or there are no
** links that act. */
enum fault must_use mail_words(struct arena *arena, struct db *db, const struct site *site,
                               const struct q_mail_due_row *mail, int64_t now, struct mime_words *ret_words);
/* A whole address of ours. */
struct url mail_url(struct arena *arena, const struct site *site, struct url path);
/* The words of a test mail, past the queue. */
void mail_test_words(struct arena *arena, const struct site *site, struct mime_words *ret_words);

/* Whether there are words for that kind: for each of store/mail_kind.h there are. */
bool mail_has_words(struct str kind);

#endif
