/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** account: whoever changes how somebody signs in, the person is told of it by mail, so that nobody does it unseen
** (ASVS 5.0, 6.3.7); and whose part at a city was ended by another. Within the transaction that changes it; the words
** are made when it is sent (web/mail).
*/
#ifndef STORE_ACCOUNT_H
#define STORE_ACCOUNT_H

#include "db/db.h"

/* The kinds of mail, and what the first tells of (its field `what`; `at` is the instant). */
#define ACCOUNT_MAIL "account"
#define ACCOUNT_PASSWORD "password"
#define ACCOUNT_SECOND_ON "second-step-on"
#define ACCOUNT_SECOND_OFF "second-step-off"
#define ACCOUNT_CODES "recovery-codes"
#define ACCOUNT_LINKED "account-linked"     /* of an organisation; in the log it is called so as well */
#define ACCOUNT_UNLINKED "account-unlinked"
#define ADDRESS_NEW_MAIL "address-new" /* to a new address: a link that confirms it, `token` as below */
#define ADDRESS_OLD_MAIL "address-old" /* to the one before: that it was changed (`at`), and a link back */
#define ROLE_ENDED_MAIL "role-ended"   /* its fields `role` and `member` */
#define STAND_IN_MAIL "stand-in" /* they stand in for a main contact; its fields `member` and `until` */
#define SIGN_IN_MAIL "sign-in" /* a link that signs in; its field `token` is sealed (mail_token_seal of web/link) */

enum fault must_use account_tell(struct db *db, struct arena *arena, int64_t person_id, const char *what, int64_t now);
/* Somebody else ended that role at a city. */
/* Until when somebody stands in for the main contact of a city. */
enum fault must_use account_tell_stand_in(struct db *db, struct arena *arena, int64_t person_id, int64_t member_id,
                                          int64_t until, int64_t now);
enum fault must_use account_tell_ended(struct db *db, struct arena *arena, int64_t person_id, const char *role,
                                       int64_t member_id, int64_t now);
/* Another mail address, shown to be the person's; links that let in are over. FAULT_CONFLICT: somebody else has it. */
enum fault must_use account_set_mail(struct db *db, struct arena *arena, int64_t person_id, struct str mail);

#endif
