/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** application: a city asks to join, by somebody who works for it.
**
**     application_add --mail with a link--> unproven --application_prove--> waiting --application_accept--> yes
**                                              |                               |----application_refuse----> no
**                                              '--APPLICATION_PROVE_S--> gone  '--APPLICATION_WAIT_S------> over
**
** Of an address and a city there is one. While it waits, and after a no for as long as that is kept, asking again
** changes nothing: a mail says how it stands. Whoever asked gets a mail at each end, those who run the network one when
** it begins to wait; their words are made from the row when they are sent (web/mail).
**
** A yes makes the city a member city, and who asked its main contact: who had signed in, else whoever has the address,
** who gets an account if nobody has it. Whether the size asks for a reason, and who may answer, is for the caller to
** look at. Answered or over, the row stays for APPLICATION_KEPT_S. Within a transaction of the caller's that writes.
*/
#ifndef STORE_APPLICATION_H
#define STORE_APPLICATION_H

#include "base/fault.h"
#include "store/application.sql.h"
#include "store/person.h"

#define APPLICATION_PROVE_S 86400
#define APPLICATION_WAIT_S (60 * 86400)
#define APPLICATION_KEPT_S (30 * 86400)
#define APPLICATIONS_MAX 100 /* that wait, of all cities */
#define APPLICATION_LIST_MAX 100 /* a page; a statement reads one more, to know whether there is another */
#define APPLICATION_CITY_MAX 100
#define APPLICATION_SAYS_MAX 200
#define APPLICATION_WISH_MAX 300
#define APPLICATION_WHY_MAX 500
#define APPLICATION_MAIL "application"           /* to who asks: how it stands; its field `application` is the uid */
#define APPLICATION_STAFF_MAIL "application-new" /* to those who run the network; the same */

struct application_new {
    struct q_member_keys keys; /* name and country always; without any other key the city is in no list of ours */
    struct str name;
    struct str mail;
    struct str says;
    struct str wish;
    struct str language;
    struct maybe_int person_id; /* who has signed in, and has another address */
};

enum fault must_use application_add(struct db *db, struct arena *arena, const struct application_new *application,
                                    int64_t now);
/* The member city that a city is, one that is in no list by its name in any spelling of case and accents;
** FAULT_NOT_FOUND: it is none yet. */
enum fault must_use application_find_member(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                                            struct q_application_member *ret_member);
void application_find_member_soon(struct db *db, const struct q_member_keys *keys);
struct q_member_keys application_keys(const struct q_application_by_uid *row);
/* The address is theirs, and it is sent. FAULT_CONFLICT: it is not unproven any more, or over; FAULT_TOO_LARGE:
** APPLICATIONS_MAX wait. */
enum fault must_use application_prove(struct db *db, struct arena *arena, const struct q_application_by_uid *row,
                                      int64_t now);
/* why: the reason, of a city outside of the usual size, else "". FAULT_CONFLICT: it does not wait any more, the city
** is a member city already, or the account is blocked. */
enum fault must_use application_accept(struct db *db, struct arena *arena, const struct q_application_by_uid *row,
                                       struct str why, int64_t by, int64_t now, int64_t *ret_member_id,
                                       struct role_taken *ret_taken);
/* why: what the person reads, "" for none. FAULT_CONFLICT: it does not wait any more. */
enum fault must_use application_refuse(struct db *db, struct arena *arena, const struct q_application_by_uid *row,
                                       struct str why, int64_t by, int64_t now);
/* The retention clock: those that nobody answered end, with a mail, a hundred at a time; rows whose time has come go.
** The caller has no transaction. */
enum fault must_use application_end(struct db *db, struct arena *arena, int64_t now);

#endif
