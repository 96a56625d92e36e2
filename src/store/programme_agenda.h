/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_agenda: the agenda of a leadership programme is changed: blocks are added, moved, begun, ended, taken out
** and put back; a late session is planned anew (domain/programme_agenda.h says how), or that is undone; sessions have
** other days and times. Each counts up the programme's rev. Within a transaction of the caller's, who has looked
** whether what is changed is what was seen.
*/
#ifndef STORE_PROGRAMME_AGENDA_H
#define STORE_PROGRAMME_AGENDA_H

#include "store/programme.h"
#include "store/programme_agenda.sql.h"

#define BLOCK_TITLE_MAX 120 /* letters */
#define BLOCK_WORDS_MAX 400

/* All of a programme, as one reads it. */
struct agenda {
    struct q_programme_sessions *sessions;
    size_t sessions_n;
    struct q_programme_blocks *blocks; /* session by session, also those that were taken out */
    size_t blocks_n;
};

void agenda_load_soon(struct db *db, struct str uid);
enum fault must_use agenda_load(struct db *db, struct arena *arena, struct str uid, struct agenda *ret_agenda);
/* Of that uid; NULL: none. */
const struct q_programme_blocks *agenda_block_of(const struct agenda *agenda, struct str uid);
const struct q_programme_blocks *agenda_block_numbered(const struct agenda *agenda, int64_t id);
const struct q_programme_sessions *agenda_session_of(const struct agenda *agenda, struct str uid);
/* The blocks of a session that are in it, in their order; at most AGENDA_SESSION_BLOCKS_MAX. */
size_t agenda_in_session(const struct agenda *agenda, int64_t session_id, const struct q_programme_blocks **ret_blocks);

struct block_new {
    enum block_kind kind;
    struct str title, purpose;
    int minutes;
};

/* Last of its session. FAULT_TOO_LARGE. */
enum fault must_use agenda_add(struct db *db, struct arena *arena, const struct agenda *agenda, int64_t programme_id,
                               int64_t session_id, const struct block_new *new, int64_t now);
/* Before the one above it, behind the one below; past the ends of a session into the next one. FAULT_CONFLICT: there is
** none, or it has no room. */
enum fault must_use agenda_move(struct db *db, const struct agenda *agenda, int64_t programme_id,
                                const struct q_programme_blocks *block, bool up, int64_t now);
/* Begun: what was going on in the programme has ended. */
enum fault must_use agenda_begin(struct db *db, const struct agenda *agenda, int64_t programme_id,
                                 const struct q_programme_blocks *block, int64_t now);
enum fault must_use agenda_end(struct db *db, int64_t programme_id, const struct q_programme_blocks *block,
                               int64_t now);
/* Not begun after all, or it goes on. */
enum fault must_use agenda_unbegin(struct db *db, int64_t programme_id, const struct q_programme_blocks *block,
                                   int64_t now);
/* FAULT_CONFLICT: its session has no room. */
enum fault must_use agenda_take_out(struct db *db, int64_t programme_id, const struct q_programme_blocks *block,
                                    int64_t now);
enum fault must_use agenda_put_back(struct db *db, const struct agenda *agenda, int64_t programme_id,
                                    const struct q_programme_blocks *block, int64_t now);

/* Planned anew, `late` minutes behind. */
enum fault must_use agenda_late(struct db *db, const struct agenda *agenda, int64_t programme_id,
                                const struct q_programme_sessions *session, int late, int64_t now,
                                struct agenda_late *ret_late);
enum fault must_use agenda_late_undo(struct db *db, int64_t programme_id, const struct q_programme_sessions *session,
                                     int64_t now);

/* ---- sessions */

struct session_times {
    struct date day_on;
    int begins;
    int ends;
};

/* Whether another session is at that time; but: not this one, 0 none. */
bool agenda_overlaps(const struct agenda *agenda, const struct session_times *times, int64_t but);
/* FAULT_TOO_LARGE: PROGRAMME_SESSIONS_MAX. */
enum fault must_use agenda_session_add(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                       const struct session_times *times, int64_t now);
enum fault must_use agenda_session_save(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                        const struct q_programme_sessions *session, const struct session_times *times,
                                        int64_t now);
/* Blocks that were taken out of it go, as they are, to the session beside it: what groups wrote in them is not lost,
** and they can be put back there. FAULT_CONFLICT: it is the only one, or has blocks. */
enum fault must_use agenda_session_remove(struct db *db, struct arena *arena, const struct agenda *agenda,
                                          const struct q_programme_of *programme,
                                          const struct q_programme_sessions *session, int64_t now);
/* All of it begins on another day. */
enum fault must_use agenda_shift(struct db *db, const struct q_programme_of *programme, struct date begins_on,
                                 int64_t now);

#endif
