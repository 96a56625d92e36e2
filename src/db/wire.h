/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** wire: a connection to PostgreSQL: what is sent, and what was answered. Its .c is the only file that knows libpq.
** Private to src/db.
**
** The connection is in pipeline mode: steps are sent, a sync behind them, and answers are read in the order of sending.
** What fails makes the server throw away all steps up to the next sync. All steps between two syncs are one transaction
** unless they say otherwise, which is what `held` is for: wire_settle then calls for answers without a sync, and one
** wire_send_sync ends the transaction. wire_settle waits for every answer. wire_pace
** waits only when much is under way: the answer then comes with a later call. The first fault of answered steps is
** pending until wire_pending or the return of wire_settle or wire_pace gives it; while `lasting` it stays (the server
** refuses everything until a transaction is taken back). Once the connection is lost every call gives FAULT_LOST; the
** one that was `saving` when it happened FAULT_UNSURE: its answer may have been lost behind the deed.
**
** Life: wire_open -> ... -> wire_close. Answers belong to their target until wire_clear.
*/
#ifndef DB_WIRE_H
#define DB_WIRE_H

#include "db/engine.h"

#define WIRE_QUEUE_MAX 2048 /* steps under way */
#define WIRE_NAME_MAX 32    /* of a prepared statement, a cursor or a schema */

/* To whom an answer goes. */
struct wire_target {
    struct db_rows *rows; /* its changes are counted */
    bool *known;          /* of the statement: the server has it prepared, or was told to */
    void *result;         /* rows, NULL without */
};

enum wire_kind { WIRE_PLAIN, WIRE_PREPARE, WIRE_RUN, WIRE_ROWS, WIRE_COMMIT, WIRE_SYNC };

struct wire_step {
    enum wire_kind kind;
    bool forgotten; /* nobody wants its answer */
    bool *known;    /* of a WIRE_PREPARE */
    struct wire_target *target;
};

struct wire {
    void *conn;
    char *error; /* DB_ERROR_MAX bytes of the owner: what was said last */
    bool lasting;
    bool fresh; /* there is news that nobody has asked for: all, at first */
    bool held;
    bool saving; /* of the owner: what is under way lasts once it is done; wire_settle ends it */
    bool lost;   /* the server said that it goes away; libpq hears of the end later */
    enum fault pending;
    struct db *owner; /* counts how often somebody waited */
    size_t unsynced;
    size_t first;
    size_t n;
    struct wire_step queue[WIRE_QUEUE_MAX];
};

/* NULL when it is an address that libpq understands, else what it says against it, in the arena. */
const char *wire_url_why(struct arena *arena, const char *url);
/* "require" when an address leads to another machine, so that nothing goes there in plain (ASVS 5.0, 12.3.1); NULL: on
** this one, or PGSSLMODE says something. What the address itself says of sslmode wins. */
const char *wire_tls(const char *url);
enum fault must_use wire_open(struct wire *wire, const char *url, struct db *owner);
void wire_close(struct wire *wire); /* also when wire_open failed */
bool wire_is_lost(const struct wire *wire);
/* 15 for PostgreSQL 15.20. */
int wire_version(const struct wire *wire);

/* ---- sending; `sql` is one statement */
enum fault must_use wire_send(struct wire *wire, const char *sql);
enum fault must_use wire_send_commit(struct wire *wire);
enum fault must_use wire_send_sync(struct wire *wire);
/* Rows of a text without parameters go to the target. */
enum fault must_use wire_send_rows(struct wire *wire, const char *sql, struct wire_target *target);
/* A text with the parameters of the statement's heading, without rows. */
enum fault must_use wire_send_with(struct wire *wire, const char *sql, const struct statement *statement,
                                   const struct value *in);
/* WIRE_RUN or WIRE_ROWS of a statement, which is prepared at its first. */
enum fault must_use wire_send_statement(struct wire *wire, const struct statement *statement, const struct value *in,
                                        enum wire_kind kind, struct wire_target *target);

/* ---- answers */
enum fault must_use wire_settle(struct wire *wire);
enum fault must_use wire_pace(struct wire *wire);
enum fault must_use wire_pending(struct wire *wire);
/* Of what is under way no answer is wanted, nor its fault. Nobody waits, and no target is written to any more. */
void wire_forget(struct wire *wire);
/* Whether a statement is under way to be prepared: until it is answered nobody knows whether the server has it. */
bool wire_prepares(const struct wire *wire);
void wire_clear(struct wire_target *target);
int wire_rows(const void *result);    /* 0 for NULL */
int wire_columns(const void *result);
struct value wire_value(const void *result, int row, int column);

/* Whether the server has told of anything on a channel since the last call; takes what has come, waits only for answers
** that are due. */
enum fault must_use wire_news(struct wire *wire, bool *ret_any);
int wire_fd(const struct wire *wire); /* -1: lost */

/* ---- outside of the pipeline: several statements; first column of the first row as text, FAULT_NOT_FOUND without */
enum fault must_use wire_exec(struct wire *wire, const char *sql);
enum fault must_use wire_ask(struct wire *wire, struct arena *arena, const char *sql, struct str *ret_text);
/* Parameters, columns, names and types against the heading; a sentence and FAULT_DAMAGED. */
enum fault must_use wire_check(struct wire *wire, struct arena *arena, const struct statement *statement,
                               struct str *ret_why);

#endif
