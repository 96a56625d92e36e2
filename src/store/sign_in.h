/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sign_in: signing in with the account of an organisation, from the button to the session.
**
**     sent --came back with a code--> asked --exchanged, verified, known here--> done
**                                       '--------------------------------------> failed (why)
**
** An attempt belongs to one browser: its row has the digest of the token in that browser's cookie, so what is sent
** back counts nowhere else (ASVS 5.0, 10.1.2). When the code is noted the browser gets a new token, and that one is
** signed in by the job that exchanges the code (jobs/sign_in.c). Ten minutes, then it is over.
**
** Who somebody is, is the provider and its `sub`, which are never given to another one (ASVS 5.0, 10.5.2). The first
** time the person is found by the mail address: only when the provider says that it has verified it, and only within
** the domains that those who run this network have said it speaks for. Nobody is added: whoever is not known is told
** to ask for an invitation. Whoever has a second step here has no session before it is taken, whatever the provider has
** asked for: `acr` and `amr` say too different things to rely on (ASVS 5.0, 6.3.4 and 6.8.4). The attempt is done then,
** without a session, and its `why` is who it is, by number.
**
** Who has signed in may add an account (`links`), whatever its mail address is: both ends were just shown to be theirs.
** The browser keeps its session; when that is over meanwhile, nothing is added.
**
** Within a transaction of the caller's that writes, but for sign_in_wake. Faults are those of db.h and what is said
** below.
*/
#ifndef STORE_SIGN_IN_H
#define STORE_SIGN_IN_H

#include "base/fault.h"
#include "store/person.sql.h"
#include "store/provider.sql.h"
#include "store/sign_in.sql.h"

#define SIGN_IN_S 600           /* as long as a code may live (ASVS 5.0, 10.4.3) */
#define SIGN_IN_UID_LETTERS 32u
#define SIGN_IN_CODE_ABOUT "code of sign-in " /* and its uid: what a sealed code belongs to */
#define SIGN_IN_CODE_MAX 2000u  /* letters; some put the whole state of theirs into it */

/* How an attempt fails: what stands in `why`. */
#define SIGN_IN_AWAY "away"         /* the provider did not answer */
#define SIGN_IN_USED "used"         /* it took the code for used or too old */
#define SIGN_IN_TOKEN "token"       /* what it said could not be trusted */
#define SIGN_IN_UNKNOWN "unknown"   /* nobody here */
#define SIGN_IN_UNVERIFIED "unverified" /* nor is the address verified, or it is of another domain */
#define SIGN_IN_BLOCKED "blocked"
#define SIGN_IN_SETTING "setting"   /* something is not set up right here */
#define SIGN_IN_OTHERS "others"     /* to be added: somebody else signs in with it */
#define SIGN_IN_OVER "over"         /* to be added: the session is over */

struct sign_in_new {
    int64_t provider_id;
    struct str browser;  /* the token in its cookie */
    struct str back;
    struct str leads_to;
    bool links;          /* `browser` is signed in: the account is added to whoever that is */
};

/* What a verified token says. */
struct sign_in_said {
    struct str subject;
    struct str mail;
    bool mail_is_verified;
};

enum fault must_use sign_in_add(struct db *db, struct arena *arena, const struct sign_in_new *attempt, int64_t now,
                                struct str *ret_uid);
/* The attempt of that uid, of this browser. FAULT_NOT_FOUND: there is none, any more, or it is another browser's. */
enum fault must_use sign_in_find(struct db *db, struct arena *arena, struct str uid, struct str browser, int64_t now,
                                 struct q_sign_in_by_uid *ret_row);
/* Whether somebody is just signing in with the browser that has this token. */
enum fault must_use sign_in_pends(struct db *db, struct arena *arena, struct str browser, int64_t now,
                                  bool *ret_pends);
/* It came back. *ret_token is the browser's from now on; "": it keeps its own. FAULT_CONFLICT: it came back before. */
enum fault must_use sign_in_ask(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                struct str sealed_code, struct str agent, struct str *ret_token);
/* Opens the session, leaves that to the second step, or adds the account; or lets the attempt fail. Nothing happens
** when it was ended meanwhile. *ret_why: "" it did not fail. */
enum fault must_use sign_in_finish(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                   struct str mail_domains, const struct sign_in_said *said, int64_t now,
                                   struct str *ret_why);
enum fault must_use sign_in_fail(struct db *db, const struct q_sign_in_by_uid *row, struct str why);
/* The account is none any more of the ways that the person signs in; all sessions but `kept` are over.
** FAULT_NOT_FOUND: it was none; FAULT_CONFLICT: it is the last way in of somebody without a password. */
enum fault must_use sign_in_unlink(struct db *db, struct arena *arena, const struct q_person_by_id *person,
                                   struct str provider, int64_t kept, int64_t now);
/* Whether one of these domains, separated by blanks, stands behind the @ of the address. */
bool sign_in_speaks_for(struct str mail_domains, struct str mail);

/* When somebody waits: the job is there to be taken. Called at each look of the jobs process, without a transaction;
** reads only, most times. */
enum fault must_use sign_in_wake(struct db *db, struct arena *arena, int64_t now);

#endif
