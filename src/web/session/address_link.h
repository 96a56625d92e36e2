/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** address_link: what the two links of a changed mail address say, sealed with the key of the network: the one that
** confirms, and the one that takes back (web/session/address.h). No row stands for them. Whether a link is over, and
** whether the person is still as it says, is the caller's to look at; the contract of each is in address.h.
*/
#ifndef WEB_SESSION_ADDRESS_LINK_H
#define WEB_SESSION_ADDRESS_LINK_H

#include "text/secret.h"

#define ADDRESS_SEALED_MAX 2000u /* letters: two addresses, sealed */

struct address_link {
    int64_t person;
    int64_t rev;     /* of the row when it was asked for; 0 in one that takes back */
    int64_t since;   /* instant */
    struct str from; /* takes back: the address it was changed to; "" in one that confirms */
    struct str to;   /* that the button makes the person's */
};

struct str address_link_confirm(struct arena *arena, const struct secret_key *key, const struct address_link *link);
struct str address_link_back(struct arena *arena, const struct secret_key *key, const struct address_link *link);
/* False: not made by us, for the other purpose, or with another key. */
bool address_link_opens_confirm(struct arena *arena, const struct secret_key *key, struct str sealed,
                                struct address_link *ret_link);
bool address_link_opens_back(struct arena *arena, const struct secret_key *key, struct str sealed,
                             struct address_link *ret_link);

#endif
