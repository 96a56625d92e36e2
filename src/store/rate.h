/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** rate: how often somebody did something of a kind, so that nobody drowns the rest. In the database, so it holds over
** all workers and servers. Within a transaction that writes; what is taken back was not counted.
**
** A span begins with the first time and ends `span_s` later; then counting begins anew. Who did it (http/post.h: an
** address) is never stored, only a digest salted anew every day; at midnight UTC everybody begins anew.
*/
#ifndef STORE_RATE_H
#define STORE_RATE_H

#include "db/db.h"

struct rate_limit {
    struct str kind; /* "remark" */
    int64_t most;    /* times in one span */
    int64_t span_s;  /* at most RATE_SPAN_S_MAX */
};
#define RATE_SPAN_S_MAX 86400

/* One more time. *ret_wait_s: 0, it was counted; else so many seconds are left until it may be done again. who "": all
** together count as one. */
enum fault must_use rate_take(struct db *db, struct arena *arena, const struct rate_limit *limit, struct str who,
                              int64_t now, int64_t *ret_wait_s);

/* How long it would have to wait, without counting: 0, it may. */
enum fault must_use rate_look(struct db *db, struct arena *arena, const struct rate_limit *limit, struct str who,
                              int64_t now, int64_t *ret_wait_s);

/* Salts of days before and spans that are over go: the retention clock calls it. */
enum fault must_use rate_forget(struct db *db, int64_t now);

#endif
