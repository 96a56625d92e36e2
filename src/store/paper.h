/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** paper: what the room of a leadership programme did on paper, typed in afterwards: cards of a group, and how a
** question
** was answered.
**
** A card counts once: the k-th of the same text in a group is added only when fewer than k stand there from paper, so
** the same table twice adds nothing, and two people who wrote the same stay two.
**
** A question is answered by phones or on paper, never both: who did both could not be told from who did one. Counts are
** taken only of one that was never opened; they can be typed anew, or taken out, until they are shown to the room. Then
** it is closed, as any other, and what is shown of it is what is shown of a question that phones answered.
** Within a transaction of the caller's.
*/
#ifndef STORE_PAPER_H
#define STORE_PAPER_H

#include "store/breakout.h"
#include "store/paper.sql.h"
#include "store/vote.h"

#define PAPER_SHEETS_MAX 2000 /* as many as may take part */

struct paper_card {
    int64_t group;
    struct str text;
};

/* FAULT_TOO_LARGE: BREAKOUT_CARDS_MAX in a group; then the caller takes all of it back. */
enum fault must_use paper_cards_add(struct db *db, struct arena *arena, int64_t programme_id, int64_t breakout_id,
                                    const struct paper_card *cards, size_t n, int64_t now, size_t *ret_added);

/* How an option was answered. */
struct paper_count {
    int64_t n[3]; /* "dots": how many, and nothing; "test": support, oppose, need more facts */
};

/* What stood there from paper goes. FAULT_CONFLICT: it was opened, or shown. */
enum fault must_use paper_counts_put(struct db *db, struct arena *arena, int64_t programme_id, struct str uid,
                                     int64_t sheets, const struct paper_count *counts, int64_t now);
/* To the room, for good; or away. FAULT_CONFLICT: there are none, or they are shown. */
enum fault must_use paper_counts_show(struct db *db, struct arena *arena, int64_t programme_id, struct str uid,
                                      int64_t now);
enum fault must_use paper_counts_take_out(struct db *db, struct arena *arena, int64_t programme_id, struct str uid);

#endif
