/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_record: what everybody reads of leadership programmes that were held: what the city that held one chose,
** field by field, and has looked at before. As with its profile (domain/profile_publish) two people decide: one asks,
** another one reads the very text and says yes or no; one is enough to take the question back, or what is published. A
** row never changes: publishing again makes another one under the same address; taken back it is gone. What it says
** comes from the city alone, never from who took part; how many took part is told from RECORD_LEAST on. Within a
** transaction of the caller's.
*/
#ifndef STORE_PROGRAMME_RECORD_H
#define STORE_PROGRAMME_RECORD_H

#include "base/fault.h"
#include "store/programme.h"
#include "store/programme_record.sql.h"
#include "store/trust_log.h"

#define RECORD_LEAST 5 /* people who took part: fewer are not counted in public */
#define RECORD_ASKED_KEPT_S (180 * 86400) /* a question that nobody answered, and a no */
#define RECORD_THEMES_MAX 200
#define RECORD_CAME_OF_MAX 1000

/* Texts "" and unknown numbers: not to be said. */
struct programme_record {
    struct str name, kind, place, cities;
    struct maybe_int took_part;
    struct str themes, came_of;
};

/* Asks a second person; what waited before, or was told no, is gone. FAULT_CONFLICT: it was not held yet, it would
** count fewer than RECORD_LEAST, or nobody asks (the command line). */
enum fault must_use record_ask(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                               const struct programme_record *record, const struct log_someone *who, int64_t now);
/* Of the text that was read: published, or not. FAULT_CONFLICT: another one waits, none does, or `who` asked for it. */
enum fault must_use record_answer(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                  struct str uid, bool yes, const struct log_someone *who, int64_t now);
/* Who asked takes it back. FAULT_CONFLICT: it is not theirs, or none waits. */
enum fault must_use record_drop(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                const struct log_someone *who);
/* FAULT_CONFLICT: nothing is published. */
enum fault must_use record_take_back(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                     const struct log_someone *who, int64_t now);
enum fault must_use record_erase_person(struct db *db, int64_t person);
/* The retention clock: what nobody answered. */
enum fault must_use record_forget(struct db *db, int64_t now);
/* What belongs to programmes that are gone. */
enum fault must_use record_forget_parts(struct db *db);
/* Whether it was held, so that it can be told of. */
bool record_may_be(const struct q_programme_of *programme, struct date today);

#endif
