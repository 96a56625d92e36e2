/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile_history: what was changed of what a member city says of itself, by whom and when, with what stood there
** before; and putting that back, which is a change as well. Parts are the four questions, the cards, and the area.
** Texts are those of store/profile_text.h. Within a transaction of the caller's.
*/
#ifndef STORE_PROFILE_HISTORY_H
#define STORE_PROFILE_HISTORY_H

#include "base/fault.h"
#include "db/db.h"
#include "store/profile.h"
#include "store/profile_history.sql.h"
#include "store/trait.h"

#define PROFILE_CHANGE_KEPT_S (2 * 365 * 86400)
#define HISTORY_SHOWN_MAX 50

enum history_kind { HISTORY_ANSWER, HISTORY_CARD, HISTORY_AREA };

struct history_part {
    enum history_kind kind;
    enum help_kind answer;   /* of HISTORY_ANSWER */
    enum trait_card card;    /* of HISTORY_CARD */
};

struct str history_part_word(struct history_part part);
bool history_part_parse(struct str word, struct history_part *ret_part);

/* Nothing when both are the same. */
enum fault must_use history_note(struct db *db, int64_t member_id, struct history_part part, struct str was,
                                 struct str became, int64_t person, int64_t now);
/* What the city says of a part now. */
enum fault must_use history_text(struct db *db, struct arena *arena, struct str member_uid, struct history_part part,
                                 struct str *ret_text);
/* Puts a text of the history in place of what stands there; who sees it stays as it is. FAULT_CONFLICT: it does not fit
** any more (a place that our lists lost, a choice that is none today); nothing was written. */
enum fault must_use history_put_back(struct db *db, struct arena *arena, int64_t member_id, struct str member_uid,
                                     struct history_part part, struct str text, int64_t now);

#endif
