/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** provider: where people may sign in with the account of their organisation: providers of OpenID Connect.
**
** A provider is named by those who run the network, on the command line; jobs/provider.h asks it what it says of itself
** and for its keys, and keeps both here. Two never have the same issuer. Within a transaction of the caller's.
*/
#ifndef STORE_PROVIDER_H
#define STORE_PROVIDER_H

#include "base/fault.h"
#include "store/provider.sql.h"

#define PROVIDER_NAME_MAX 40u   /* letters a-z, digits and '-' */
#define PROVIDER_TITLE_MAX 60u  /* letters: it stands on a button */
#define PROVIDER_CLIENT_MAX 255u
#define PROVIDERS_MAX 100       /* buttons on one page; a network of a hundred cities has fewer */

struct provider_new {
    struct str name;
    struct str title;
    struct str issuer;
    struct str client;
    struct str secret_file;
    struct str reach;       /* "open", "private", "loopback" */
    struct str mail_domain; /* "" for none */
};

/* True for a name that may stand in an address: a-z, 0-9 and, within, '-'. */
bool provider_name_fits(struct str name);
/* FAULT_CONFLICT: there is one with this name or this issuer; FAULT_TOO_LARGE: there are PROVIDERS_MAX. */
enum fault must_use provider_add(struct db *db, struct arena *arena, const struct provider_new *provider, int64_t now);
/* FAULT_NOT_FOUND: there is none of that name. */
enum fault must_use provider_remove(struct db *db, struct arena *arena, struct str name);

#endif
