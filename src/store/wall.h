/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** wall: the knowledge wall of a leadership programme: cards, each with one claim, where it is from and how old, the
** theme, and what it means for the city. A card is made of an EU project, from a link or by hand.
**
** It belongs to the programme, and is looked for within it alone: who may see the programme sees its wall. What a
** participant marks is their own: of others one sees numbers, and those only who prepare the programme. A card that was
** taken off is put back for WALL_REMOVED_KEPT_S, then it goes. Within a transaction of the caller's.
**
** Who takes part and who prepares it say something beside a card; whose it is, is kept only when the house rules name
** people, so nameless is nameless in the table as well. That a participant opened a card is a digest without a time,
** another one for each card: how many is counted, who is kept nowhere, and with the programme's last day it goes.
*/
#ifndef STORE_WALL_H
#define STORE_WALL_H

#include "base/fault.h"
#include "db/db.h"
#include "store/wall.sql.h"

#define WALL_CARDS_MAX 300        /* with those taken off: more nobody reads in two days */
#define WALL_CLAIM_MAX 300        /* letters */
#define WALL_SO_WHAT_MAX 500
#define WALL_SOURCE_MAX 200
#define WALL_URL_MAX 500
#define WALL_LICENCE_MAX 80
#define WALL_REMOVED_KEPT_S (30 * 86400)
#define WALL_COMMENTS_MAX 600     /* of one wall, with those taken off */
#define WALL_COMMENT_MAX 300      /* letters */
#define WALL_COMMENT_KEPT_DAYS 540 /* what participants said, after the programme's last day */

/* As typed, trimmed; what does not fit the caller has refused. Borrowed. */
struct wall_card {
    struct maybe_int project_id;
    struct str claim, so_what, source, url, dated_on, licence;
    struct theme_id theme_id;     /* 0 none */
};

/* FAULT_TOO_LARGE: WALL_CARDS_MAX. FAULT_CONFLICT: a card of that project hangs there already. */
enum fault must_use wall_add(struct db *db, struct arena *arena, int64_t programme_id, const struct wall_card *card,
                             int64_t person_id, int64_t now, struct str *ret_uid);
/* The same in place of what stands there; the project stays. */
enum fault must_use wall_save(struct db *db, int64_t id, int64_t programme_id, const struct wall_card *card,
                              int64_t now);
/* Taken off, or put back. */
enum fault must_use wall_take(struct db *db, int64_t id, int64_t programme_id, bool off, int64_t now);

struct wall_said {
    int64_t programme_id, card_id;
    bool by_city;                 /* who prepares it, else who takes part */
    bool named;                   /* house rule: whose it is, is kept */
    int64_t by;                   /* person, or participant */
    struct str says;
};
/* FAULT_TOO_LARGE: WALL_COMMENTS_MAX. */
enum fault must_use wall_say(struct db *db, struct arena *arena, const struct wall_said *said, int64_t now);
/* Taken off, or put back, by who prepares it. */
enum fault must_use wall_comment_take(struct db *db, const struct q_wall_card_of *card, struct str uid, bool off,
                                      int64_t now);
/* Somebody opened it: digests of them and the card, and of them and the wall. */
enum fault must_use wall_open(struct db *db, int64_t programme_id, int64_t card_id, struct str reader, struct str any);

/* The retention clock. */
enum fault must_use wall_forget(struct db *db, int64_t now);
/* What hung on the wall of a programme that is gone. */
enum fault must_use wall_forget_parts(struct db *db);
enum fault must_use wall_erase_person(struct db *db, int64_t person);
enum fault must_use wall_erase_participant(struct db *db, struct str uid);

#endif
