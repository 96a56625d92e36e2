/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** consent: what somebody agreed to, by ticking a box that was empty, and when they took it back (GDPR, Articles 4(11)
** and 7). Only what nobody needs to be here rests on it: so far the weekly mail. What people ask for, and what their
** account needs, does not.
**
** Taking it back is one step, on the page where it was given or with one click in a mail, and counts at once: who sends
** looks at the row when it sends. A row says which words were agreed to; it is kept while it stands and CONSENT_KEPT_S
** longer, to be able to show that it was there (Article 7(1)), and goes with the person.
**
** Each function stands within a transaction of the caller's.
*/
#ifndef STORE_CONSENT_H
#define STORE_CONSENT_H

#include "base/fault.h"
#include "store/consent.sql.h"

#define CONSENT_WEEK S("weekly-mail")
#define CONSENT_WORDS 2 /* counted up with every change of what the box says (web/privacy/mail_choice.html) */
#define CONSENT_KEPT_S (365 * 86400)

/* FAULT_CONFLICT: it stands already. The address of the person takes such mail again. */
enum fault must_use consent_give(struct db *db, struct arena *arena, int64_t person, struct str kind, int64_t now);
/* by: page, mail. FAULT_NOT_FOUND: none stands. */
enum fault must_use consent_withdraw(struct db *db, struct arena *arena, int64_t person, struct str kind,
                                     struct str by, int64_t now);
/* Of whoever has the address of this digest (store/mail.h), by the link in a mail. None: OK. */
enum fault must_use consent_withdraw_digest(struct db *db, struct arena *arena, struct str kind, struct str digest,
                                            int64_t now);
enum fault must_use consent_stands(struct db *db, struct arena *arena, int64_t person, struct str kind,
                                   bool *ret_stands);

#endif
