/* SPDX-License-Identifier: AGPL-3.0-or-later
** parked: lists of requests that wait. */
#include "http/parked.h"

#include "base/limits.h"

void parking_init(struct parking *parking, void (*suspend)(void *), void (*resume)(void *))
{
    *parking = (struct parking){.suspend = suspend, .resume = resume};
    parking->waiting_end = &parking->waiting;
}

static void park(struct parking *parking, struct parked *parked, void *connection)
{
    parked->connection = connection;
    parking->suspend(connection);
}

/* Out of the list in which it hangs at `link`. */
static void resume_at(struct parking *parking, struct parked **link)
{
    struct parked *parked = *link;
    *link = parked->next;
    parked->next = NULL;
    parking->resume(parked->connection);
}

/* ---- the long behind the short */

void parking_wait_turn(struct parking *parking, struct parked *parked, void *connection)
{
    *parking->waiting_end = parked;
    parking->waiting_end = &parked->next;
    park(parking, parked, connection);
}

bool parking_take_turn(struct parking *parking)
{
    if (parking->waiting == NULL) {
        return false;
    }
    resume_at(parking, &parking->waiting);
    if (parking->waiting == NULL) {
        parking->waiting_end = &parking->waiting;
    }
    return true;
}

/* ---- streams: who has seen what there is waits for news */

bool parking_hold(struct parking *parking, struct parked *parked, void *connection, int64_t now_ms)
{
    bool over = parked->held_until_ms != 0 && now_ms >= parked->held_until_ms;
    if (over || parking->held_count >= LIVE_HELD_MAX) {
        return false;
    }
    if (parked->held_until_ms == 0) {
        parked->held_until_ms = now_ms + LIVE_HOLD_MS;
    }
    parked->next = parking->held;
    parking->held = parked;
    parking->held_count++;
    park(parking, parked, connection);
    return true;
}

void parking_let_go(struct parking *parking, bool all, int64_t now_ms)
{
    struct parked **link = &parking->held;
    while (*link != NULL) {
        if (all || now_ms >= (*link)->held_until_ms) {
            parking->held_count--;
            resume_at(parking, link);
        } else {
            link = &(*link)->next;
        }
    }
}

/* ---- forms behind another writer */

void parking_block(struct parking *parking, struct parked *parked, void *connection, int64_t now_ms)
{
    int pause_ms = again_pause_ms(&parked->again);
    parked->again_ms = now_ms + (pause_ms > 0 ? pause_ms : 0);
    parked->until_ms = parked->until_ms != 0 ? parked->until_ms : now_ms + WRITE_WAIT_MS_MAX;
    parked->next = parking->blocked;
    parking->blocked = parked;
    park(parking, parked, connection);
}

bool parking_take_blocked(struct parking *parking, bool now, int64_t now_ms)
{
    struct parked **first = &parking->blocked;
    for (struct parked **at = first; *at != NULL; at = &(*at)->next) {
        first = (*at)->again_ms < (*first)->again_ms ? at : first;
    }
    if (*first == NULL || (now_ms < (*first)->again_ms && !now)) {
        return false;
    }
    resume_at(parking, first);
    return true;
}

bool parked_is_over(const struct parked *parked, int64_t now_ms)
{
    return parked->until_ms != 0 && now_ms >= parked->until_ms;
}

void parking_end(struct parking *parking)
{
    parking_let_go(parking, true, 0);
    while (parking_take_turn(parking)) {
    }
    while (parking_take_blocked(parking, true, 0)) {
    }
}
