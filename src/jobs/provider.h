/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** provider: what a provider of OpenID Connect says of itself and its keys, asked for and kept (store/provider.h), and
** the secret that it knows us by.
**
** It is asked when nothing is known, when what is known is old, and when a token names a key that is not known; but not
** more than once in PROVIDER_PAUSE_S, so that nobody can have this server ask somebody else over and over (ASVS 5.0,
** 2.4.1). What cannot be had anew stays as it is: a provider that is away for an hour is not forgotten.
**
** It waits (jobs/fetch.h), with no transaction open; what came is written in one short one.
*/
#ifndef JOBS_PROVIDER_H
#define JOBS_PROVIDER_H

#include "jobs/fetch.h"
#include "store/provider.h"

#define PROVIDER_DESCRIBED_S 86400 /* what it says of itself changes about never */
#define PROVIDER_KEYS_S 3600       /* a key that was taken back is trusted so long at most */
#define PROVIDER_PAUSE_S 60        /* between two questions */
#define PROVIDER_SECRET_MAX 512u   /* letters */

/* Of the word in its row; FETCH_OPEN for any other. */
enum fetch_reach provider_reach(struct str word);
/* Asks for both, whatever is known. FAULT_INVALID: what it says does not fit; else faults as fetch and db.h; with
** *ret_why, a sentence for the operator, which is kept in its row too. */
enum fault must_use provider_ask(struct db *db, struct arena *arena, const struct q_provider_by_name *row, int64_t now,
                                 struct str *ret_why);
/* Both, as far as they are old; a fault only when something was never known. Gives the row as it is then. */
enum fault must_use provider_renew(struct db *db, struct arena *arena, struct q_provider_by_name *row, int64_t now,
                                   struct str *ret_why);
/* A token named a key that is not in the row. FAULT_BUSY: it was asked within PROVIDER_PAUSE_S, so there is no such
** key. */
enum fault must_use provider_ask_keys(struct db *db, struct arena *arena, struct q_provider_by_name *row, int64_t now,
                                      struct str *ret_why);

/* The first line of the file. FAULT_INVALID: it is no secret; FAULT_DENIED: everybody on this machine may read it, so
** it is none; FAULT_IO: it cannot be read. With *ret_why. */
enum fault must_use provider_secret(struct arena *arena, struct str path, struct str *ret_secret,
                                    struct str *ret_why);

#endif
