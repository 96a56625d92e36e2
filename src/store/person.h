/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** person: who may sign in, what they are here, and the links that let them in once.
**
** A person is found by the mail address in small letters; of two people none has the same. Blocked, nobody signs in and
** every session is over; erased, nothing is left but the number, which nobody else ever gets. Kept for PERSON_KEPT_S
** after the last sign-in, or for as long as a role stands.
**
** Whatever changes what somebody may (a role given or ended, blocked) ends that person's sessions. Within a transaction
** of the caller's that writes.
*/
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "base/fault.h"
#include "store/member.sql.h"
#include "store/person.sql.h"

#define PERSON_NAME_MAX 100
#define PERSON_MAIL_MAX 254         /* RFC 5321, 4.5.3.1.3 */
#define PERSON_ROLES_MAX 60         /* that stand; session_who takes 64 rows */
#define PERSON_KEPT_S (2 * 365 * 86400)
#define PERSON_PLACE_KEPT_S (90 * 86400)
#define LINK_TOKEN_LETTERS 64u      /* 256 bits */
#define LINK_PASSWORD_S 86400       /* handed on by whoever made it */
#define LINK_SIGN_IN_S 600          /* ASVS 5.0, 6.5.5 */

struct person_new {
    struct str name;
    struct str mail;
    struct str language;
};

struct role_new {
    int64_t person_id;
    struct str role;            /* a value of person_role.role */
    struct maybe_int member_id; /* of colleague and main_contact; not known: of the network */
    struct maybe_int until;     /* not known: it stands until it is ended */
    struct maybe_int given_by;  /* person; not known: on the command line */
};

/* How an address is compared: A to Z small, what stands behind the "@" in ASCII (domain/idna.h). Whether two spellings
** of a local part are one is up to the server that has it (RFC 5321, 2.4); none is known that tells them apart. */
struct str person_fold_mail(struct arena *arena, struct str mail);

/* FAULT_CONFLICT: somebody has that address. */
enum fault must_use person_add(struct db *db, struct arena *arena, const struct person_new *person, int64_t now,
                               int64_t *ret_id);
/* By the address as typed. FAULT_NOT_FOUND. */
enum fault must_use person_find(struct db *db, struct arena *arena, struct str mail, struct q_person_by_mail *ret_row);
/* Name and language. FAULT_CONFLICT: it was changed since `rev`. */
enum fault must_use person_save(struct db *db, struct arena *arena, int64_t id, struct str name, struct str language,
                                int64_t rev);
/* By what was typed, up to WORDS_MAX beginnings of words of names and addresses; in the order of their addresses, those
** behind the person `after` ("" the first). "" typed: all. */
enum fault must_use person_page(struct db *db, struct arena *arena, struct str typed, struct str after, int64_t now,
                                struct q_person_page **ret_rows, size_t *ret_n);
/* Whether the network can be without that person: FAULT_CONFLICT: it would have no administrator. */
enum fault must_use person_may_go(struct db *db, struct arena *arena, int64_t id, int64_t now);
/* Blocks or unblocks; FAULT_CONFLICT: it would leave no administrator. */
enum fault must_use person_block(struct db *db, struct arena *arena, int64_t id, int64_t now);
enum fault must_use person_unblock(struct db *db, struct arena *arena, int64_t id);
/* A new hash; all links are over, and all sessions but `kept` (0: all). */
enum fault must_use person_set_password(struct db *db, int64_t id, struct str hash, int64_t kept, int64_t now);
/* Signed in: kept for PERSON_KEPT_S from now, and the cities that they act for have been heard from. */
enum fault must_use person_signed_in(struct db *db, int64_t id, int64_t now);
/* The second step: `sealed` is its secret ("": none any more), `step` the last that was used. Recovery codes of before
** are over. */
enum fault must_use person_set_second(struct db *db, int64_t id, struct str sealed, int64_t step);
/* One that is used up; *ret_fits false: there is none, or it was used. */
enum fault must_use recovery_use(struct db *db, struct arena *arena, int64_t id, struct str code, bool *ret_fits);
enum fault must_use recovery_add(struct db *db, struct arena *arena, int64_t id, struct str code, int64_t now);
/* Everything that names the person goes from the tables of this module: sessions, links, places, codes, roles stay as
** bare numbers. What else refers to the person is the caller's, erasure_person of store/erasure.h. */
enum fault must_use person_erase(struct db *db, struct arena *arena, int64_t id, int64_t now);
/* The retention clock: links and places that are over, a thousand or so at a time: the caller has no transaction, so
** that others write in between. People whose time has come: erasure_forget. */
enum fault must_use person_forget(struct db *db, struct arena *arena, int64_t now);

/* FAULT_CONFLICT: it stands already; FAULT_TOO_LARGE: PERSON_ROLES_MAX stand. */
enum fault must_use role_give(struct db *db, struct arena *arena, const struct role_new *role, int64_t now);
/* To whom a yes gave a role. */
struct role_taken {
    int64_t id;        /* 0: nobody yet */
    struct str name;
    bool is_new;       /* the account was made by it */
    bool changed;      /* had the role not before, and is signed out everywhere */
};

/* The role goes to role->person_id, or with 0 to who has that address; an account is made when nobody has it.
** FAULT_CONFLICT: the account is blocked. */
enum fault must_use role_take(struct db *db, struct arena *arena, const struct person_new *person,
                              const struct role_new *role, int64_t now, struct role_taken *ret_taken);
/* FAULT_NOT_FOUND: it does not stand; FAULT_CONFLICT: the last administrator stays. */
enum fault must_use role_end(struct db *db, struct arena *arena, const struct role_new *role, int64_t now);
/* Whether somebody runs the network now: an active coordinator or administrator. */
enum fault must_use person_is_staff(struct db *db, struct arena *arena, int64_t id, int64_t now, bool *ret_is);
/* A word of person_role.role. */
bool role_is_known(struct str role);
bool role_is_of_city(struct str role);

/* A link of a kind ("password", "sign-in") that lets in once: the token is handed out, its digest is kept. Earlier
** links of that kind of the person are over. person_id 0: nobody; the work is the same, and nobody finds the link. In a
** mail that waits the token stands sealed (mail_token_seal of web/link). */
enum fault must_use link_make(struct db *db, struct arena *arena, int64_t person_id, struct str kind,
                              struct str leads_to, int64_t now, struct str *ret_token);
/* Whose it is; looking changes nothing. FAULT_NOT_FOUND: there is none, or not any more. */
enum fault must_use link_find(struct db *db, struct arena *arena, struct str kind, struct str token, int64_t now,
                              struct q_person_link_by_digest *ret_row);
/* The same, and the link is over. */
enum fault must_use link_use(struct db *db, struct arena *arena, struct str kind, struct str token, int64_t now,
                             struct q_person_link_by_digest *ret_row);

#endif
