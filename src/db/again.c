/* SPDX-License-Identifier: AGPL-3.0-or-later
** again: counting tries. */
#include "db/again.h"

#include <time.h>

#include "base/limits.h"

#define PAUSE_MS_MAX 16

int again_pause_ms(struct again *again)
{
    if (++again->tries >= DB_TRIES_MAX) {
        return -1;
    }
    return again->tries < PAUSE_MS_MAX ? again->tries : PAUSE_MS_MAX;
}

bool again_due(struct again *again, enum fault fault)
{
    int ms = fault == FAULT_BUSY ? again_pause_ms(again) : -1;
    if (ms > 0) {
        nanosleep(&(struct timespec){.tv_nsec = ms * 1000000l}, NULL);
    }
    return ms > 0;
}
