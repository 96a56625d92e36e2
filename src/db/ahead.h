/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** ahead: statements of a reader that were sent before anybody asked for their rows (db_soon on PostgreSQL). Private to
** src/db.
**
** A statement with its parameters is sent once in a transaction; its answer comes with whatever is waited for first,
** and stays until ahead_drop, at the transaction's end. Bounded: what is over AHEAD_MAX is sent when it is asked for.
**
** Life: ahead_init -> (ahead_send | ahead_ask ... ahead_drop) ... -> ahead_done.
*/
#ifndef DB_AHEAD_H
#define DB_AHEAD_H

#include "db/wire.h"

#define AHEAD_MAX 1024 /* a page of search asks for a hundred or so, one with mended words for several times that */

struct ahead_item {
    struct wire_target target;
    size_t from; /* its parameters in `in` */
    size_t n;
    bool asked;
};

struct ahead {
    struct wire *wire;
    struct ahead_item items[AHEAD_MAX];
    size_t n;
    struct buf in;
};

void ahead_init(struct ahead *ahead, struct wire *wire);
void ahead_done(struct ahead *ahead);
/* `known`: of the statement, as in struct wire_target. A fault of sending stays pending. */
void ahead_send(struct ahead *ahead, struct db_rows *rows, bool *known, const struct value *in);
/* *ret_result: the answer, if it was sent ahead with these parameters, else NULL. The fault is that of this statement
** or of one before it; what fails behind it is said to who asks for that. */
enum fault must_use ahead_ask(struct ahead *ahead, const struct db_rows *rows, const struct value *in,
                              const void **ret_result);
/* Nothing of it is asked for any more, nor under way (wire_forget). What nobody asked for is counted: whoever said
** "soon" was wrong. */
void ahead_drop(struct ahead *ahead);

#endif
