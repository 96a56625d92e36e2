/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** breakout: rounds of groups in the room of a leadership programme: who sits with whom, what each group writes and
** sorts, and what it says to all.
**
** A round belongs to blocks of the agenda: the one in which its groups are made, and others that go on with them.
** Groups are at work while such a block has begun and has not ended. Who is seated: who was there, where attendance of
** the session is noted, else who accepted it; who came by the code is there; when that is nobody, all who take part.
** domain/seating.h decides where, over the rounds of this programme before.
**
** A card is a row that is only ever moved: to another group of cards, or kept apart, from where it comes back. So
** several phones at once lose nothing. It is the group's: nobody is kept as the one who wrote it. A statement is taken
** back and said again in the same way; three stand at most. Names of groups of cards are saved over what was seen only.
**
** Each change counts up its group's rev and the number of the room. Within a transaction of the caller's.
*/
#ifndef STORE_BREAKOUT_H
#define STORE_BREAKOUT_H

#include "db/db.h"
#include "domain/seating.h"
#include "store/breakout.sql.h"

#define BREAKOUT_ROUNDS_MAX 40      /* of one programme */
#define BREAKOUT_CARDS_MAX 120      /* of one group, also those kept apart: nobody sorts more */
#define BREAKOUT_CARD_MAX 300       /* letters: one sentence */
#define BREAKOUT_CARD_GROUPS_MAX 12
#define BREAKOUT_NAME_MAX 60
#define BREAKOUT_STATEMENTS_MAX 3   /* that stand */
#define BREAKOUT_STATEMENTS_KEPT 30 /* also those that were taken back */

/* ---- who sits where */

/* Who would be seated in a block; at most as many as take part. Who joined by the code with the short name of somebody
** on the list is that one. */
enum fault must_use breakout_who(struct db *db, struct arena *arena, int64_t block_id,
                                 struct q_breakout_there **ret_people, size_t *ret_n);
/* A good number of groups of about five. */
int breakout_groups_usual(size_t people);

/* The room of a programme, and a block of its agenda. */
struct breakout_room { int64_t programme_id; struct str code; };
struct breakout_in { int64_t block_id; struct str block_uid; };

/* Makes the groups of a block, or makes them anew. FAULT_CONFLICT: its groups have written something. FAULT_NOT_FOUND:
** nobody is there. FAULT_TOO_LARGE: BREAKOUT_ROUNDS_MAX. */
enum fault must_use breakout_make(struct db *db, struct arena *arena, const struct breakout_room *room,
                                  const struct breakout_in *in, int groups, int64_t now);
/* A block goes on with the groups of an earlier round. FAULT_CONFLICT: it has its own. */
enum fault must_use breakout_go_on(struct db *db, struct arena *arena, const struct breakout_room *room,
                                   const struct breakout_in *in, int64_t round);
/* Somebody who has no seat gets one in the smallest group that fits. *ret_group. FAULT_CONFLICT: they have one. */
enum fault must_use breakout_seat_late(struct db *db, struct arena *arena, const struct breakout_room *room,
                                       struct str block_uid, int64_t participant_id, int64_t *ret_group);
/* FAULT_CONFLICT: there is no such group, or they have no seat. */
enum fault must_use breakout_move(struct db *db, struct arena *arena, const struct breakout_room *room,
                                  struct str block_uid, int64_t participant_id, int64_t group);
/* How good a round is: pairs who sit together again; the least that must. False: none came before it, or too many
** people to say. */
bool breakout_judge(struct arena *arena, const struct q_breakout_seats *seats, size_t n, int64_t round, int groups,
                    struct seating_again *ret_again);

/* ---- a group works */

/* Where it works. */
struct breakout_place { int64_t programme_id; int64_t breakout_id; int64_t group; };

/* FAULT_TOO_LARGE: BREAKOUT_CARDS_MAX. */
enum fault must_use breakout_write(struct db *db, struct arena *arena, const struct breakout_place *place,
                                   struct str text, int64_t now);

#define CARD_TO_NEW (-1)
#define CARD_TO_APART (-2)
/* to: number of a group of cards, 0 not sorted, CARD_TO_NEW or CARD_TO_APART. FAULT_NOT_FOUND: no such card.
** FAULT_CONFLICT: no such group of cards. FAULT_TOO_LARGE: BREAKOUT_CARD_GROUPS_MAX. */
enum fault must_use breakout_sort(struct db *db, struct arena *arena, const struct breakout_place *place,
                                  struct str uid, int64_t to, int64_t now);
/* FAULT_CONFLICT: another name than `seen` stands there. */
enum fault must_use breakout_name(struct db *db, struct arena *arena, const struct breakout_place *place,
                                  int64_t number, struct str name, struct str seen);
/* sure: "sure", "fairly", "guess". FAULT_TOO_LARGE: three stand. */
enum fault must_use breakout_say(struct db *db, struct arena *arena, const struct breakout_place *place,
                                 struct str text, struct str sure, int64_t now);
/* Taken back; back: it stands again, FAULT_TOO_LARGE when three do. */
enum fault must_use breakout_take_back(struct db *db, struct arena *arena, const struct breakout_place *place,
                                       struct str uid, bool back, int64_t now);

/* A statement goes into plenary: as an option of a vote that is not open yet, with those of its round that were taken
** before; else of a new one. FAULT_CONFLICT: it was taken back, or taken before. */
enum fault must_use breakout_take(struct db *db, struct arena *arena, int64_t programme_id, struct str uid,
                                  struct str question, int64_t now);

/* What belongs to programmes that are gone. */
enum fault must_use breakout_forget_parts(struct db *db);

#endif
