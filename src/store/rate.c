/* SPDX-License-Identifier: AGPL-3.0-or-later
** rate: how often somebody did something. */
#include "store/rate.h"

#include "base/rand.h"
#include "db/digest.h"
#include "rate.sql.h"

#define DAY_S 86400
#define SALT_BYTES 32u

/* The day's salt, made by the first who needs it; those of days before go. */
static enum fault must_use salt_of(struct db *db, struct arena *arena, int64_t day, struct str *ret_salt)
{
    struct q_rate_salt_by_day row;
    enum fault fault = q_rate_salt_by_day(db, arena, day, &row);
    if (fault != FAULT_NOT_FOUND) {
        *ret_salt = fault == OK ? row.salt : S("");
        return fault;
    }
    *ret_salt = rand_hex(arena, SALT_BYTES);
    TRY(q_rate_salt_forget(db, day));
    return q_rate_salt_add(db, day, *ret_salt);
}

/* The span that runs, or a new one. */
static enum fault must_use span_of(struct db *db, struct arena *arena, const struct rate_limit *limit, struct str who,
                                   int64_t now, struct q_rate_by_who *ret_row)
{
    enum fault fault = q_rate_by_who(db, arena, limit->kind, who, ret_row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    /* A clock that was set back must not lock anybody out for longer than a span. */
    if (fault == FAULT_NOT_FOUND || ret_row->since > now || ret_row->since + limit->span_s <= now) {
        *ret_row = (struct q_rate_by_who){.since = now};
    }
    return OK;
}

static int64_t wait_of(const struct q_rate_by_who *row, const struct rate_limit *limit, int64_t now)
{
    return row->n >= limit->most ? row->since + limit->span_s - now : 0;
}

static enum fault must_use count(struct db *db, struct arena *arena, const struct rate_limit *limit, struct str who,
                                 int64_t now, int64_t *ret_wait_s)
{
    struct q_rate_by_who row;
    TRY(span_of(db, arena, limit, who, now, &row));
    *ret_wait_s = wait_of(&row, limit, now);
    return *ret_wait_s > 0 ? OK : q_rate_save(db, limit->kind, who, row.since, row.n + 1);
}

enum fault rate_forget(struct db *db, int64_t now)
{
    TRY(q_rate_salt_forget(db, now / DAY_S));
    return q_rate_forget(db, now - RATE_SPAN_S_MAX);
}

enum fault rate_take(struct db *db, struct arena *arena, const struct rate_limit *limit, struct str who, int64_t now,
                     int64_t *ret_wait_s)
{
    struct str salt;
    if (who.n == 0) {
        return count(db, arena, limit, who, now, ret_wait_s);
    }
    TRY(salt_of(db, arena, now / DAY_S, &salt));
    return count(db, arena, limit, digest_of(arena, str_join(arena, salt, who)), now, ret_wait_s);
}

enum fault rate_look(struct db *db, struct arena *arena, const struct rate_limit *limit, struct str who, int64_t now,
                     int64_t *ret_wait_s)
{
    struct q_rate_salt_by_day salt = {0};
    struct q_rate_by_who row;
    *ret_wait_s = 0;
    if (who.n > 0) {
        enum fault fault = q_rate_salt_by_day(db, arena, now / DAY_S, &salt);
        if (fault != OK) {
            return fault == FAULT_NOT_FOUND ? OK : fault; /* nobody was counted today */
        }
        who = digest_of(arena, str_join(arena, salt.salt, who));
    }
    TRY(span_of(db, arena, limit, who, now, &row));
    *ret_wait_s = wait_of(&row, limit, now);
    return OK;
}
