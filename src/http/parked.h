/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** parked: requests of one worker that are laid aside, why, and which of them goes on next.
**
** Three kinds. Those that take long wait for their turn, first come first served. Those that follow a stream and have
** seen what there is are held until there is news, or LIVE_HOLD_MS. Forms are blocked while somebody else writes, and
** tried again after a pause, for WRITE_WAIT_MS_MAX. (A fourth, forms that wait for the keeper: http/asking.h.)
**
** A request carries a struct parked, all zero at first; whoever parks it keeps it in place until it is resumed. The
** two functions of the library are given at parking_init: one is called when a request is parked, the other when it may
** go on; the library then asks for its answer in its next run. At the end everybody is resumed (parking_end).
** No memory of its own, no clock: times are those of clock_ms. Costs are linear in the requests of one kind.
*/
#ifndef HTTP_PARKED_H
#define HTTP_PARKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "db/again.h"

struct asks;

struct parked {
    void *connection;      /* of the library; set since it was parked for the first time */
    struct parked *next;
    int64_t held_until_ms; /* 0: it was never held */
    struct again again;    /* of a form: how often somebody else was writing */
    int64_t again_ms;      /* blocked: when it is tried again */
    int64_t until_ms;      /* blocked, or waiting for the keeper: when it is answered in any case; 0: it is neither */
    struct asks *asks;     /* of a form: what it asks the keeper (http/asking.h) */
};

struct parking {
    void (*suspend)(void *connection);
    void (*resume)(void *connection);
    struct parked *waiting;      /* long ones until their turn, the first to come first */
    struct parked **waiting_end; /* where the next one is hung */
    struct parked *held;
    size_t held_count;
    struct parked *blocked;
};

void parking_init(struct parking *parking, void (*suspend)(void *), void (*resume)(void *));

/* A long one, before its first answer; parking_take_turn lets the first of them go on. False: there is none. */
void parking_wait_turn(struct parking *parking, struct parked *parked, void *connection);
bool parking_take_turn(struct parking *parking);

/* One that has seen what there is. False: not held, because it was for long enough or too many are. */
bool parking_hold(struct parking *parking, struct parked *parked, void *connection, int64_t now_ms);
/* Those whose time is over go on, or all of them. */
void parking_let_go(struct parking *parking, bool all, int64_t now_ms);

/* A form that cannot act yet. */
void parking_block(struct parking *parking, struct parked *parked, void *connection, int64_t now_ms);
/* The one whose time came first goes on, if that has come or `now` is true: one a call, because each try may wait for
** the lock. False: none. */
bool parking_take_blocked(struct parking *parking, bool now, int64_t now_ms);
/* It has waited for long enough: answer it, whatever is the case. */
bool parked_is_over(const struct parked *parked, int64_t now_ms);

/* All go on. */
void parking_end(struct parking *parking);

#endif
