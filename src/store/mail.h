/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mail: the queue of mails that are to go out, and what is known of the addresses they go to.
**
**     waiting --take--> waiting, its next try booked --sent--> sent --came back--> bounced
**                                 |---later----------> waiting
**                                 '---dead, or unreachable, or MAIL_TRIES_MAX times, or of no use any more---> dead
**
** A mail is added in the transaction of what causes it: when that is taken back no mail goes out, and when it is kept
** one does. It holds a kind and named fields; its words are made when it is sent (web/mail). Who sends (jobs/mail.c)
** books the next try before he begins, so whoever dies over a mail leaves it to be tried again, and a mail may go out
** twice: both have the same Message-ID, which mail programs show once.
**
** Once it was sent, address and fields are gone; what stays says that a mail of this kind went out, and goes after
** MAIL_KEPT_S. An address is known only by its salted digest; letters count the same in both cases.
** How often one may come is said by its kind (store/mail_kind.h). What nobody asked for (unasked): at most one within
** MAIL_UNASKED_S an address, and none to who said so or who cannot be reached.
**
** Faults are those of db.h. mail_take, mail_sent, mail_fail and mail_later_all are transactions of their own; the rest
** stands within one of the caller's.
*/
#ifndef STORE_MAIL_H
#define STORE_MAIL_H

#include "base/fault.h"
#include "store/mail.sql.h"

#define MAIL_ADDRESS_MAX 254           /* RFC 5321, 4.5.3.1.3 */
#define MAIL_WHY_MAX 500u
#define MAIL_USEFUL_S (3 * 86400)      /* who has not got it by then is not helped by it any more */
#define MAIL_TRIES_MAX 24              /* over most of a day */
#define MAIL_TRY_S_MIN 120             /* longer than sending one may take: nobody else begins it meanwhile */
#define MAIL_KEPT_S (30 * 86400)       /* most come back within five days */
#define MAIL_DEAD_KEPT_S (14 * 86400)  /* with its address, for who can mend it */
#define MAIL_UNASKED_S (13 * 43200)    /* six days and a half: a weekly one may be an hour late */
#define MAIL_UNREACHABLE_KEPT_S (365 * 86400)
#define MAIL_LIST_MAX 200
#define WEEK_MAIL "week"     /* what waits for somebody; no fields */
#define YEAR_MAIL "review"   /* the statements are to be looked through; no fields */
#define TEST_MAIL "test"     /* to see whether mail arrives */

struct mail_new {
    struct str kind;      /* of store/mail_kind.h; its words are of web/mail */
    struct str address;   /* must be one: judged where it was typed (FIELD_MAIL) */
    int64_t person;       /* 0: nobody with an account */
    struct str language;  /* as in po/ */
    struct str fields;    /* base/fields.h; what its words are made of */
    int64_t useful_s;     /* not sent after that; 0: MAIL_USEFUL_S */
};

/* How a try ended that did not succeed. */
enum mail_end {
    MAIL_LATER,        /* it may succeed the next time */
    MAIL_REFUSED,      /* this mail is not taken */
    MAIL_UNREACHABLE,  /* nor is any other to that address */
};

/* *ret_added false: it is one that nobody asked for, and is not wanted, or not again so soon; or somebody waits, as
** others do, and so many mails have gone there within a week. */
enum fault must_use mail_add(struct db *db, struct arena *arena, const struct mail_new *mail, int64_t now,
                             bool *ret_added);

/* The one that has been due the longest, with its next try booked. FAULT_NOT_FOUND: none is, and nothing was locked.
** tries: this one counted. */
enum fault must_use mail_take(struct db *db, struct arena *arena, int64_t now, struct q_mail_due_row *ret_mail);
enum fault must_use mail_sent(struct db *db, const struct q_mail_due_row *mail, int64_t now);
/* why: for who runs this; the address is taken out of it. */
enum fault must_use mail_fail(struct db *db, struct arena *arena, const struct q_mail_due_row *mail, enum mail_end end,
                              struct str why, int64_t now);
/* For no fault of the mail: it waits, the try not counted. */
enum fault must_use mail_put_off(struct db *db, const struct q_mail_due_row *mail, struct str why, int64_t run_after);
/* What it was about is gone, or it is not wanted any more. */
enum fault must_use mail_drop(struct db *db, const struct q_mail_due_row *mail);
/* Whether one that nobody asked for may be added for an address now. */
enum fault must_use mail_is_free(struct db *db, struct arena *arena, struct str address, int64_t now, bool *ret_free);
/* Whether one that nobody asked for may go to that digest. */
enum fault must_use mail_is_wanted(struct db *db, struct arena *arena, struct str digest, bool *ret_wanted);

/* A mail of ours came back. FAULT_NOT_FOUND: none of that uid went to that address, so somebody invented it.
** for_good: nothing reaches that address. */
enum fault must_use mail_bounce(struct db *db, struct arena *arena, struct str uid, struct str address, struct str why,
                                bool for_good, int64_t now);
/* The digest of an address, as rows and links have it. Writes the first time. */
enum fault must_use mail_digest(struct db *db, struct arena *arena, struct str address, struct str *ret_digest);
/* All that refers to an address, or to a person; that somebody wants no mail stays, as a digest. */
enum fault must_use mail_erase(struct db *db, struct arena *arena, struct str address);

/* The retention clock calls it. */
enum fault must_use mail_forget(struct db *db, int64_t now);
/* When a mail is due: the job that sends it waits to be taken. Called at each look of the jobs process, without a
** transaction; reads only, most times. */
enum fault must_use mail_wake(struct db *db, struct arena *arena, int64_t now);

#endif
