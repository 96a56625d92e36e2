/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile_publish: what a member city lets everybody read, as it stands in the tables; who may do what is
** domain/profile_publish. A text that waits, that was told no, or that is published is a row of its own, whose text is
** never changed: who says yes names the row, so what is published is what was read. A city that has left shows nothing.
** Within a transaction of the caller's.
*/
#ifndef STORE_PROFILE_PUBLISH_H
#define STORE_PROFILE_PUBLISH_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/profile_publish.h"
#include "store/profile.h"
#include "store/profile_publish.sql.h"
#include "store/trait.h"
#include "store/trust_log.h"

#define PUBLICATION_KEPT_S (180 * 86400) /* a question that nobody answered, and a no */

struct publication {
    struct str uid;   /* "" there is none */
    struct str says;
    int64_t asked_by;
    struct str asked_name;
    int64_t asked_at;
    struct str answered_name;
    int64_t answered_at;
};

struct publications {
    struct publication asked[PUBLISH_PARTS_MAX];
    struct publication no[PUBLISH_PARTS_MAX];
    struct publication published[PUBLISH_PARTS_MAX];
};

enum fault must_use publications_find(struct db *db, struct arena *arena, struct str member_uid,
                                      struct publications *ret_all);
/* What the city says now, as the text of a part; "" nothing. */
struct str publication_text(struct arena *arena, const struct profile *profile, const struct trait_said *said,
                            int part);
struct publish_now publish_now_of(const struct publications *all, int part, struct str said);

struct publish_change {
    int64_t member_id;
    struct str member_uid;
    int part;
    struct str said;  /* what the city says now; what PUBLISH_ASK asks for */
    struct str uid;   /* of PUBLISH_YES and PUBLISH_NO: the text that was read */
};

/* Takes a step, in the log where something was decided. FAULT_CONFLICT: it may not be taken (publish_allows), or
** another text waits by now; nothing was written. `who` is a person. */
enum fault must_use publish_step(struct db *db, struct arena *arena, const struct publish_change *change,
                                 enum publish_step step, const struct log_someone *who, int64_t now);
/* Nothing of the part is published, and nothing waits: the city shows it to fewer people from now on. */
enum fault must_use publish_end(struct db *db, struct arena *arena, const struct publish_change *change,
                                const struct log_someone *who, int64_t now);

#endif
