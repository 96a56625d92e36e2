/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile: what a member city says of itself: what it wants help with, what it can help with, its themes, its
** languages, and who may see that. Nothing is taken as said that was not said.
**
** Each function stands within a transaction of the caller's. What an answer may hold (domain/help.h) the caller has
** looked at.
*/
#ifndef STORE_PROFILE_H
#define STORE_PROFILE_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/help.h"
#include "store/profile.sql.h"

#define PROFILE_SAYS_MAX 300   /* letters of a sentence */
#define PROFILE_ITEMS_MAX 100  /* of one kind */

struct profile {
    bool is_begun;
    bool seen_by_members;  /* as it begins; else by the city's own people only */
    struct str says[HELP_KIND__MAX]; /* of needs and offers; "" for none */
    struct help_city said;
    int64_t changed_at;
};

/* Of another member city, as far as it lets it be seen. */
struct profile_other {
    struct str uid;
    struct str name;
    struct str country;
};

/* A city that said nothing yet has an empty one. */
enum fault must_use profile_find(struct db *db, struct arena *arena, struct str member_uid,
                                 struct profile *ret_profile);
/* The answer to one question, in place of the one before; `says` of needs and offers only. */
enum fault must_use profile_save(struct db *db, int64_t member_id, enum help_kind kind, const struct str *whats,
                                 size_t n, struct str says, int64_t now);
enum fault must_use profile_save_seen_by(struct db *db, int64_t member_id, bool members, int64_t now);
/* By name; ret_said[i] is what ret_others[i] said. Reads all that others let be seen, 40,000 answers at most: of 1,600
** cities with 25 each; those behind them in the alphabet are left out. */
enum fault must_use profile_list_others(struct db *db, struct arena *arena, struct str member_uid,
                                        struct profile_other **ret_others, struct help_city **ret_said, size_t *ret_n);

#endif
