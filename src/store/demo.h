/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** demo: a demonstration network: invented member cities with what they say of themselves, invented people, talks that
** were asked and held, what waits. It is made by the functions that pages use, in a database where nobody is yet.
**
** That it is one is a setting, `demo`, which nothing but demo_make sets and nothing takes back: so every page knows it
** as it knows the network's name, a backup carries it, and no network that people work in gets into it. While it
** stands the site is never open to the public and no mail goes out (store/setting.h).
**
** No city of it has a key of a list (LAU, GSS, GeoNames), and its country is COUNTRY_INVENTED: nothing invented ever
** stands with a real city. Every name in it ends in DEMO_MARK. Addresses end in .invalid, which no mail server has
** (RFC 2606, 2). Those at DEMO_MAIL have a button on the page for signing in (web/session/demo_web.h).
*/
#ifndef STORE_DEMO_H
#define STORE_DEMO_H

#include "base/fault.h"
#include "db/db.h"
#include "store/demo.sql.h"
#include "store/trust_log.h"

#define DEMO_MARK " (demo)"
#define DEMO_MAIL "@demo.invalid"
#define DEMO_CITIES 6
#define COUNTRY_INVENTED "ZZ" /* ISO 3166-1 gives it to nobody */

enum demo_state {
    DEMO_EMPTY,  /* one may be made here */
    DEMO_MADE,
    DEMO_IN_USE, /* somebody is here, or something was set: it is a real network */
};

enum fault must_use demo_look(struct db *db, struct arena *arena, enum demo_state *ret_state);
/* FAULT_CONFLICT: the database is not empty. Within a transaction of the caller's that writes. */
enum fault must_use demo_make(struct db *db, struct arena *arena, const struct log_someone *who, int64_t now);
/* The accounts to sign in with, one row each; none where there is no demonstration. */
enum fault must_use demo_list_people(struct db *db, struct arena *arena, int64_t now, struct q_demo_people **ret_rows,
                                     size_t *ret_n);

#endif
