/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mail_kind: every kind of mail that is sent, and how often one may come. The one place where that is held (mail_add,
** store/mail.h): one mail a week at most, plus what somebody has asked for, and what another person waits for.
**
**     MAIL_ASKED     an answer to what its receiver did, or a change of their own account or part: at once
**     MAIL_PERSONAL  somebody waits for this person, by name, or what is theirs is due within MAIL_DUE_S: at once,
**                    MAIL_PERSONAL_MAX within MAIL_UNASKED_S at most; what comes on top waits on their desk, and stands
**                    in the weekly mail
**     MAIL_WEEKLY    all else: one within MAIL_UNASKED_S at most, of all kinds together, in office hours
*/
#ifndef STORE_MAIL_KIND_H
#define STORE_MAIL_KIND_H

#include <stddef.h>

#include "base/str.h"

#define MAIL_DUE_S (7 * 86400) /* what is due later waits on the desk, and stands in the weekly mail */
#define MAIL_PERSONAL_MAX 5 /* one a working day */

enum mail_class { MAIL_ASKED, MAIL_PERSONAL, MAIL_WEEKLY };

struct mail_kind {
    const char *name;
    enum mail_class class;
    const char *why; /* that it is of this class */
    int due_s;       /* MAIL_PERSONAL: what it is about is due so soon, MAIL_DUE_S at most; 0: somebody waits already */
};

extern const struct mail_kind mail_kinds[];
extern const size_t mail_kinds_count;

/* NULL: there is no such kind. */
const struct mail_kind *mail_kind_find(struct str name);

#endif
