/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_agenda: blocks and sessions are changed. */
#include "store/programme_agenda.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/rand.h"
#include "store/vote.sql.h"

#define UID_BYTES 16u

void agenda_load_soon(struct db *db, struct str uid)
{
    q_programme_sessions_soon(db, uid);
    q_programme_blocks_soon(db, uid);
}

enum fault agenda_load(struct db *db, struct arena *arena, struct str uid, struct agenda *ret_agenda)
{
    TRY(q_programme_sessions(db, arena, uid, &ret_agenda->sessions, &ret_agenda->sessions_n));
    return q_programme_blocks(db, arena, uid, &ret_agenda->blocks, &ret_agenda->blocks_n);
}

const struct q_programme_blocks *agenda_block_of(const struct agenda *agenda, struct str uid)
{
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        if (str_eq(agenda->blocks[i].uid, uid)) {
            return &agenda->blocks[i];
        }
    }
    return NULL;
}

const struct q_programme_blocks *agenda_block_numbered(const struct agenda *agenda, int64_t id)
{
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        if (agenda->blocks[i].id == id) {
            return &agenda->blocks[i];
        }
    }
    return NULL;
}

const struct q_programme_sessions *agenda_session_of(const struct agenda *agenda, struct str uid)
{
    for (size_t i = 0; i < agenda->sessions_n; i++) {
        if (str_eq(agenda->sessions[i].uid, uid)) {
            return &agenda->sessions[i];
        }
    }
    return NULL;
}

size_t agenda_in_session(const struct agenda *agenda, int64_t session_id, const struct q_programme_blocks **ret_blocks)
{
    size_t n = 0;
    for (size_t i = 0; i < agenda->blocks_n && n < AGENDA_SESSION_BLOCKS_MAX; i++) {
        if (agenda->blocks[i].session_id == session_id && !agenda->blocks[i].removed_at.known) {
            ret_blocks[n++] = &agenda->blocks[i];
        }
    }
    return n;
}

static bool has_room(const struct agenda *agenda, int64_t session_id)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    return agenda_in_session(agenda, session_id, blocks) < AGENDA_SESSION_BLOCKS_MAX;
}

/* ---- blocks */

/* Behind all that ever stood in the session. */
static int64_t last_number(const struct agenda *agenda, int64_t session_id)
{
    int64_t last = 0;
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        bool here = agenda->blocks[i].session_id == session_id;
        last = here && agenda->blocks[i].number > last ? agenda->blocks[i].number : last;
    }
    return last;
}

enum fault agenda_add(struct db *db, struct arena *arena, const struct agenda *agenda, int64_t programme_id,
                      int64_t session_id, const struct block_new *new, int64_t now)
{
    if (agenda->blocks_n >= PROGRAMME_BLOCKS_MAX || !has_room(agenda, session_id)) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_programme_block_add(db, &(struct q_programme_block_add_in){
        .uid = rand_hex(arena, UID_BYTES), .programme_id = programme_id, .session_id = session_id,
        .number = last_number(agenda, session_id) + 1, .kind = block_kind_word(new->kind), .part = S(""),
        .title = new->title, .purpose = new->purpose, .minutes = new->minutes}));
    return q_programme_rev(db, programme_id, now);
}

/* Into the session before or after its own: to its end, or its beginning. */
static enum fault must_use move_over(struct db *db, const struct agenda *agenda, const struct q_programme_blocks *block,
                                     bool up)
{
    size_t at = 0;
    while (at < agenda->sessions_n && agenda->sessions[at].id != block->session_id) {
        at++;
    }
    if (at == agenda->sessions_n || (up ? at == 0 : at + 1 == agenda->sessions_n)) {
        return FAULT_CONFLICT;
    }
    int64_t to = agenda->sessions[up ? at - 1 : at + 1].id, first = 1;
    if (!has_room(agenda, to)) {
        return FAULT_CONFLICT;
    }
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        bool here = agenda->blocks[i].session_id == to;
        first = here && agenda->blocks[i].number < first ? agenda->blocks[i].number : first;
    }
    return q_programme_block_place(db, block->id, to, up ? last_number(agenda, to) + 1 : first - 1);
}

enum fault agenda_move(struct db *db, const struct agenda *agenda, int64_t programme_id,
                       const struct q_programme_blocks *block, bool up, int64_t now)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    size_t n = agenda_in_session(agenda, block->session_id, blocks), at = 0;
    while (at < n && blocks[at]->id != block->id) {
        at++;
    }
    if (at == n) {
        return FAULT_CONFLICT;
    }
    if (up ? at == 0 : at + 1 == n) {
        TRY(move_over(db, agenda, block, up));
    } else { /* all are numbered anew: two might have the same number */
        size_t other = up ? at - 1 : at + 1;
        const struct q_programme_blocks *swap = blocks[other];
        blocks[other] = blocks[at];
        blocks[at] = swap;
        for (size_t i = 0; i < n; i++) {
            TRY(q_programme_block_place(db, blocks[i]->id, block->session_id, (int64_t)i + 1));
        }
    }
    return q_programme_rev(db, programme_id, now);
}

enum fault agenda_begin(struct db *db, const struct agenda *agenda, int64_t programme_id,
                        const struct q_programme_blocks *block, int64_t now)
{
    for (size_t i = 0; i < agenda->blocks_n; i++) {
        const struct q_programme_blocks *other = &agenda->blocks[i];
        if (other->begun_at.known && !other->ended_at.known && other->id != block->id) {
            TRY(q_programme_block_begun(db, other->id, other->begun_at, (struct maybe_int){true, now}));
        }
    }
    TRY(q_programme_block_begun(db, block->id, (struct maybe_int){true, now}, (struct maybe_int){0}));
    TRY(q_room_event_raise(db, programme_id));
    return q_programme_rev(db, programme_id, now);
}

enum fault agenda_end(struct db *db, int64_t programme_id, const struct q_programme_blocks *block, int64_t now)
{
    TRY(q_programme_block_begun(db, block->id, block->begun_at, (struct maybe_int){true, now}));
    TRY(q_room_event_raise(db, programme_id));
    return q_programme_rev(db, programme_id, now);
}

enum fault agenda_unbegin(struct db *db, int64_t programme_id, const struct q_programme_blocks *block, int64_t now)
{
    struct maybe_int begun = block->ended_at.known ? block->begun_at : (struct maybe_int){0};
    TRY(q_programme_block_begun(db, block->id, begun, (struct maybe_int){0}));
    TRY(q_room_event_raise(db, programme_id));
    return q_programme_rev(db, programme_id, now);
}

enum fault agenda_take_out(struct db *db, int64_t programme_id, const struct q_programme_blocks *block, int64_t now)
{
    TRY(q_programme_block_removed(db, block->id, (struct maybe_int){true, now}));
    TRY(q_room_event_raise(db, programme_id));
    return q_programme_rev(db, programme_id, now);
}

enum fault agenda_put_back(struct db *db, const struct agenda *agenda, int64_t programme_id,
                           const struct q_programme_blocks *block, int64_t now)
{
    if (!has_room(agenda, block->session_id)) {
        return FAULT_CONFLICT;
    }
    TRY(q_programme_block_removed(db, block->id, (struct maybe_int){0}));
    return q_programme_rev(db, programme_id, now);
}

/* ---- running late */

enum fault agenda_late(struct db *db, const struct agenda *agenda, int64_t programme_id,
                       const struct q_programme_sessions *session, int late, int64_t now, struct agenda_late *ret_late)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    struct agenda_item items[AGENDA_SESSION_BLOCKS_MAX];
    int minutes[AGENDA_SESSION_BLOCKS_MAX];
    size_t n = agenda_in_session(agenda, session->id, blocks);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct agenda_item){.minutes = (int)blocks[i]->minutes, .fixed = blocks[i]->fixed,
                                        .begun = blocks[i]->begun_at.known, .ended = blocks[i]->ended_at.known};
        check(block_kind_parse(blocks[i]->kind, &items[i].kind)); /* the schema holds it */
    }
    *ret_late = agenda_replan(items, n, (int)(session->ends - session->begins), late, minutes);
    for (size_t i = 0; i < n; i++) {
        bool is_other = minutes[i] != items[i].minutes;
        TRY(q_programme_block_minutes(db, blocks[i]->id, minutes[i],
                                      (struct maybe_int){is_other, is_other ? items[i].minutes : 0}));
    }
    bool later = ret_late->begins_later > 0;
    TRY(q_programme_session_begins(db, session->id, session->begins + ret_late->begins_later,
                                   (struct maybe_int){later, later ? session->begins : 0}));
    return q_programme_rev(db, programme_id, now);
}

enum fault agenda_late_undo(struct db *db, int64_t programme_id, const struct q_programme_sessions *session,
                            int64_t now)
{
    TRY(q_programme_block_undo(db, session->id));
    if (session->begins_was.known) {
        TRY(q_programme_session_begins(db, session->id, session->begins_was.v, (struct maybe_int){0}));
    }
    return q_programme_rev(db, programme_id, now);
}

/* ---- sessions */

bool agenda_overlaps(const struct agenda *agenda, const struct session_times *times, int64_t but)
{
    for (size_t i = 0; i < agenda->sessions_n; i++) {
        const struct q_programme_sessions *other = &agenda->sessions[i];
        if (other->id != but && other->day_on.days == times->day_on.days && times->begins < other->ends &&
            other->begins < times->ends) {
            return true;
        }
    }
    return false;
}

static int by_time(const void *a, const void *b)
{
    const struct q_programme_sessions *x = a, *y = b;
    return x->day_on.days != y->day_on.days ? (x->day_on.days < y->day_on.days ? -1 : 1)
           : x->begins != y->begins         ? (x->begins < y->begins ? -1 : 1)
                                            : (x->id < y->id ? -1 : x->id > y->id);
}

/* Sessions are numbered by their time; the programme lasts from the first to the last. */
static enum fault must_use settle(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                  int64_t now)
{
    struct q_programme_sessions *rows;
    size_t n;
    TRY(q_programme_sessions(db, arena, programme->uid, &rows, &n));
    qsort(rows, n, sizeof *rows, by_time);
    for (size_t i = 0; i < n; i++) { /* first out of each other's way: a number stands once */
        TRY(q_programme_session_number(db, rows[i].id, -(int64_t)i - 1));
    }
    for (size_t i = 0; i < n; i++) {
        TRY(q_programme_session_number(db, rows[i].id, (int64_t)i + 1));
    }
    TRY(q_programme_days(db, programme->id));
    return q_programme_rev(db, programme->id, now);
}

enum fault agenda_session_add(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                              const struct session_times *times, int64_t now)
{
    struct q_programme_sessions *rows;
    size_t n;
    TRY(q_programme_sessions(db, arena, programme->uid, &rows, &n));
    if (n >= PROGRAMME_SESSIONS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_programme_session_add(db, rand_hex(arena, UID_BYTES), programme->id, PROGRAMME_SESSIONS_MAX + 1,
                                times->day_on, times->begins, times->ends));
    return settle(db, arena, programme, now);
}

enum fault agenda_session_save(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                               const struct q_programme_sessions *session, const struct session_times *times,
                               int64_t now)
{
    TRY(q_programme_session_save(db, session->id, times->day_on, times->begins, times->ends));
    return settle(db, arena, programme, now);
}

/* The one before it, else the one behind it: there are two. */
static const struct q_programme_sessions *beside(const struct agenda *agenda,
                                                 const struct q_programme_sessions *session)
{
    size_t at = 0;
    while (agenda->sessions[at].id != session->id) {
        at++;
    }
    return &agenda->sessions[at > 0 ? at - 1 : 1];
}

enum fault agenda_session_remove(struct db *db, struct arena *arena, const struct agenda *agenda,
                                 const struct q_programme_of *programme, const struct q_programme_sessions *session,
                                 int64_t now)
{
    const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
    if (agenda->sessions_n < 2 || agenda_in_session(agenda, session->id, blocks) > 0) {
        return FAULT_CONFLICT;
    }
    const struct q_programme_sessions *to = beside(agenda, session);
    TRY(q_programme_session_blocks_move(db, session->id, to->id, last_number(agenda, to->id)));
    TRY(q_programme_session_answers_remove(db, session->id));
    TRY(q_programme_session_remove(db, session->id));
    return settle(db, arena, programme, now);
}

enum fault agenda_shift(struct db *db, const struct q_programme_of *programme, struct date begins_on, int64_t now)
{
    TRY(q_programme_shift(db, programme->id, begins_on.days - programme->begins_on.days));
    TRY(q_programme_days(db, programme->id));
    return q_programme_rev(db, programme->id, now);
}
