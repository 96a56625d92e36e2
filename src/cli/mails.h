/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mails: what jobs needs to send mails (struct mail_maker), from what web knows of their words.
*/
#ifndef CLI_MAILS_H
#define CLI_MAILS_H

#include "jobs/mail.h"
#include "http/route.h"

struct mails {
    struct str base_url;           /* said on the command line; "" for that of the settings */
    struct str here;               /* where we listen, when neither says it; "" */
    const struct secret_key *key;
    struct mail_maker maker;
};

/* `mails` stays where it is for as long as the maker is used. */
void mails_init(struct mails *mails, struct str base_url, const struct secret_key *key);
/* What mails say of the network. */
enum fault must_use mails_site(const struct mails *mails, struct db *db, struct arena *arena, struct site *ret_site);

#endif
