/* SPDX-License-Identifier: AGPL-3.0-or-later
** wire: libpq in pipeline mode. */
#include "db/wire.h"

#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/scan.h"

#define PARAMETERS_MAX 100
#define QUEUE_FULL 1024 /* wire_pace waits until half of these are answered */
#define SYNC_EVERY 64   /* steps of a builder that are thrown away together when one of them fails */
#define CONNECT_S "10"
/* A network that drops everything is noticed before a request takes too long: what was sent is acknowledged within
** so many ms, and a server that is silent is asked after 10 s whether it is there, three times. */
#define UNHEARD_MS "5000"

enum { TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_INT2 = 21, TYPE_INT4 = 23, TYPE_TEXT = 25 }; /* fixed in pg_type.dat */

/* ---- faults */

static bool is_one_of(const char *state, const char *states)
{
    return strlen(state) == 5 && strstr(states, state) != NULL;
}

/* Appendix A of PostgreSQL's manual: the first two letters are the class. */
static enum fault fault_of_state(const char *state)
{
    static const struct { const char *states; enum fault fault; } exact[] = {
        {"23505 23503 23P01", FAULT_CONFLICT},
        {"40001 40P01 55P03 57014 53300 57P03", FAULT_BUSY},
        {"XX001 XX002", FAULT_DAMAGED},
        {"42804", FAULT_INVALID}, /* a value of another type than its column */
    };
    static const struct { const char *class; enum fault fault; } classes[] = {
        {"22", FAULT_INVALID}, {"23", FAULT_INVALID}, {"54", FAULT_TOO_LARGE},
    };
    for (size_t i = 0; i < COUNT_OF(exact); i++) {
        if (is_one_of(state, exact[i].states)) {
            return exact[i].fault;
        }
    }
    for (size_t i = 0; i < COUNT_OF(classes); i++) {
        if (strncmp(state, classes[i].class, 2) == 0) {
            return classes[i].fault;
        }
    }
    return FAULT_IO;
}

/* What libpq says has several lines. */
static void keep_error(struct wire *wire, const char *before, struct str said, const char *after)
{
    said = str_trim(said);
    snprintf(wire->error, DB_ERROR_MAX, "%s%.*s%s", before, STR_ARG(said), after);
    for (char *at = wire->error; *at != '\0'; at++) {
        *at = *at == '\n' || *at == '\t' ? ' ' : *at;
    }
}

#define LOST "the connection to the database was lost"
#define UNSURE LOST " before it answered: whether this was saved is not known; look, and repeat it if it is not there"

static enum fault fault_of_link(struct wire *wire, const char *name)
{
    if (wire_is_lost(wire)) {
        keep_error(wire, LOST " (", str_of(PQerrorMessage(wire->conn)), ")");
        return FAULT_LOST;
    }
    keep_error(wire, name, str_of(PQerrorMessage(wire->conn)), "");
    return FAULT_IO;
}

/* The last answer of a server that is told to stop, or that stops us. */
static bool is_farewell(const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return severity != NULL && (strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0);
}

static enum fault fault_of(struct wire *wire, const char *name, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    wire->lost = wire->lost || is_farewell(result);
    if (state == NULL) {
        return fault_of_link(wire, name);
    }
    check(strcmp(state, "08P01") != 0); /* another number of parameters than in the heading */
    if (wire->pending == OK) { /* what follows from the first fault does not explain it */
        snprintf(wire->error, DB_ERROR_MAX, "%s: %s%s%s (%s)", name, said ? said : "", detail ? ": " : "",
                 detail ? detail : "", state);
    }
    return wire->lost ? FAULT_LOST : fault_of_state(state);
}

/* ---- opening */

const char *wire_url_why(struct arena *arena, const char *url)
{
    char *error = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &error);
    const char *why = options != NULL ? NULL : str_c(arena, str_trim(str_of(error != NULL ? error : "no memory")));
    PQconninfoFree(options);
    PQfreemem(error);
    return why;
}

/* A path or a name of this machine; of several all must be. */
static bool is_here(struct str hosts)
{
    bool here = true;
    while (hosts.s != NULL) {
        struct str host = str_cut(hosts, ',', &hosts);
        here = here && (host.n == 0 || host.s[0] == '/' || host.s[0] == '@' || str_eq(host, S("localhost")) ||
                        str_eq(host, S("::1")) || str_starts(host, S("127.")));
    }
    return here;
}

const char *wire_tls(const char *url)
{
    bool here = true;
    PQconninfoOption *options = PQconninfoParse(url, NULL);
    for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++) {
        bool is_host = strcmp(option->keyword, "host") == 0 || strcmp(option->keyword, "hostaddr") == 0;
        here = here && !(is_host && option->val != NULL && !is_here(str_of(option->val)));
    }
    PQconninfoFree(options);
    return here || getenv("PGSSLMODE") != NULL ? NULL : "require";
}

static void drop_notice(void *context, const PGresult *notice)
{
    (void)context, (void)notice;
}

/* What stands in the url wins over what stands before it here, and not over what stands behind. */
enum fault wire_open(struct wire *wire, const char *url, struct db *owner)
{
    static const char *const keywords[] = {
        "connect_timeout", "tcp_user_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
        "fallback_application_name", "sslmode", "dbname", "client_encoding", NULL};
    const char *const values[] = {CONNECT_S, UNHEARD_MS, "10", "5", "3", "smallgiants", wire_tls(url), url, "UTF8",
                                  NULL};
    wire->error = owner->error;
    wire->owner = owner;
    wire->conn = PQconnectdbParams(keywords, values, 1);
    check(wire->conn != NULL);
    if (PQstatus(wire->conn) != CONNECTION_OK) {
        keep_error(wire, "connect: ", str_of(PQerrorMessage(wire->conn)), "");
        return FAULT_IO;
    }
    wire->fresh = true;
    PQsetNoticeReceiver(wire->conn, drop_notice, NULL);
    check(PQenterPipelineMode(wire->conn) == 1);
    return OK;
}

void wire_close(struct wire *wire)
{
    PQfinish(wire->conn);
}

bool wire_is_lost(const struct wire *wire)
{
    return wire->lost || PQstatus(wire->conn) == CONNECTION_BAD;
}

int wire_version(const struct wire *wire)
{
    return PQserverVersion(wire->conn) / 10000;
}

/* ---- sending */

static enum fault sent(struct wire *wire, int done, enum wire_kind kind, struct wire_target *target)
{
    if (done != 1 || wire->lost) {
        return fault_of_link(wire, "send: ");
    }
    check(wire->n < WIRE_QUEUE_MAX);
    wire->queue[(wire->first + wire->n++) % WIRE_QUEUE_MAX] = (struct wire_step){.kind = kind, .target = target};
    wire->unsynced = kind == WIRE_SYNC ? 0 : wire->unsynced + 1;
    return OK;
}

static int send_plain(struct wire *wire, const char *sql)
{
    return PQsendQueryParams(wire->conn, sql, 0, NULL, NULL, NULL, NULL, 1);
}

enum fault wire_send(struct wire *wire, const char *sql)
{
    return sent(wire, send_plain(wire, sql), WIRE_PLAIN, NULL);
}

enum fault wire_send_commit(struct wire *wire)
{
    return sent(wire, send_plain(wire, "commit"), WIRE_COMMIT, NULL);
}

enum fault wire_send_sync(struct wire *wire)
{
    return sent(wire, PQpipelineSync(wire->conn), WIRE_SYNC, NULL);
}

enum fault wire_send_rows(struct wire *wire, const char *sql, struct wire_target *target)
{
    return sent(wire, send_plain(wire, sql), WIRE_ROWS, target);
}

struct parameters {
    const char *values[PARAMETERS_MAX];
    int sizes[PARAMETERS_MAX];
    int formats[PARAMETERS_MAX];
    uint64_t numbers[PARAMETERS_MAX];
};

/* All in binary form: numbers have eight bytes, the highest first; texts are as they are. */
static void set_parameters(struct parameters *to, const struct statement *statement, const struct value *in)
{
    check(statement->in_count <= PARAMETERS_MAX);
    for (size_t i = 0; i < statement->in_count; i++) {
        bool number = in[i].kind == VALUE_INT;
        to->numbers[i] = htobe64((uint64_t)in[i].number);
        to->values[i] = number                        ? (const char *)&to->numbers[i]
                        : in[i].kind == VALUE_NULL ? NULL
                        : in[i].text.s             ? in[i].text.s
                                                   : "";
        to->sizes[i] = number ? 8 : (int)in[i].text.n; /* at most DB_VALUE_MAX */
        to->formats[i] = 1;
    }
}

enum fault wire_send_with(struct wire *wire, const char *sql, const struct statement *statement,
                          const struct value *in)
{
    struct parameters to;
    set_parameters(&to, statement, in);
    int done = PQsendQueryParams(wire->conn, sql, (int)statement->in_count, NULL, to.values, to.sizes, to.formats, 1);
    return sent(wire, done, WIRE_PLAIN, NULL);
}

enum fault wire_send_statement(struct wire *wire, const struct statement *statement, const struct value *in,
                               enum wire_kind kind, struct wire_target *target)
{
    struct parameters to;
    char name[WIRE_NAME_MAX];
    snprintf(name, sizeof name, "s%d", statement->number);
    set_parameters(&to, statement, in);
    db_follow_note(wire->owner, statement->name);
    if (!*target->known) {
        int done = PQsendPrepare(wire->conn, name, statement->sql[DB_POSTGRES], 0, NULL);
        TRY(sent(wire, done, WIRE_PREPARE, target));
        wire->queue[(wire->first + wire->n - 1) % WIRE_QUEUE_MAX].known = target->known;
        *target->known = true;
    }
    int done = PQsendQueryPrepared(wire->conn, name, (int)statement->in_count, to.values, to.sizes, to.formats, 1);
    return sent(wire, done, kind, target);
}

/* ---- answers */

static void note_changes(struct db_rows *rows, struct str count)
{
    rows->changed = 0;
    if (parse_int(count, 0, INT64_MAX, &rows->changed)) {
        rows->changes += rows->changed;
    }
}

/* What one answer means. The result is taken over or cleared. */
static enum fault take_result(struct wire *wire, const struct wire_step *step, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    struct wire_target *target = step->target;
    const char *name = target != NULL && !step->forgotten ? target->rows->statement->name : "transaction";
    enum fault fault = OK;
    if (status == PGRES_PIPELINE_ABORTED) { /* a step before it failed, and said so */
        fault = wire->pending != OK ? wire->pending : FAULT_IO;
    } else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fault = fault_of(wire, name, result);
    } else if (step->kind == WIRE_COMMIT && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        snprintf(wire->error, DB_ERROR_MAX, "commit: the server took the transaction back");
        fault = FAULT_IO;
    }
    if (step->kind == WIRE_PREPARE) {
        *step->known = fault == OK;
    } else if (step->forgotten) {
        fault = OK;
    } else if (step->kind == WIRE_RUN) {
        note_changes(target->rows, fault == OK ? str_of(PQcmdTuples(result)) : S(""));
    } else if (step->kind == WIRE_ROWS && fault == OK) {
        target->result = result;
        return OK;
    }
    PQclear(result);
    return fault;
}

/* Everything under way is lost with the connection. */
static void lose(struct wire *wire, const PGresult *last)
{
    const char *said = last != NULL ? PQresultErrorField(last, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    keep_error(wire, wire->saving ? UNSURE " (" : LOST " (", str_of(said ? said : PQerrorMessage(wire->conn)), ")");
    wire->pending = wire->saving ? FAULT_UNSURE : FAULT_LOST;
    wire->lost = true;
    wire->n = 0;
    wire->unsynced = 0;
}

/* Reads the answer to the oldest step; the first fault stays pending. */
static void take_step(struct wire *wire)
{
    struct wire_step step = wire->queue[wire->first];
    PGresult *result = PQgetResult(wire->conn);
    if (result == NULL || wire_is_lost(wire) || is_farewell(result)) {
        lose(wire, result);
        PQclear(result);
        return;
    }
    wire->first = (wire->first + 1) % WIRE_QUEUE_MAX;
    wire->n--;
    if (step.kind == WIRE_SYNC) {
        check(PQresultStatus(result) == PGRES_PIPELINE_SYNC);
        PQclear(result);
        return;
    }
    enum fault fault = take_result(wire, &step, result);
    wire->pending = wire->pending == OK && !step.forgotten ? fault : wire->pending;
    result = PQgetResult(wire->conn); /* NULL ends the answer to one statement */
    check(result == NULL || wire_is_lost(wire));
    PQclear(result);
}

enum fault wire_pending(struct wire *wire)
{
    enum fault fault = wire->pending;
    bool lost = fault != OK && wire_is_lost(wire);
    wire->pending = lost ? FAULT_LOST : wire->lasting ? fault : OK;
    return fault;
}

static void count_trip(struct wire *wire)
{
    wire->owner->round_trips++;
    db_follow_note(wire->owner, "|");
}

/* The server answers what it has been sent. */
static enum fault call(struct wire *wire)
{
    if (!wire->held) {
        return wire->unsynced > 0 ? wire_send_sync(wire) : OK;
    }
    return PQsendFlushRequest(wire->conn) == 1 ? OK : fault_of_link(wire, "send: ");
}

/* libpq keeps what it was told until it is taken, also for those who never ask. */
static void take_news(struct wire *wire)
{
    for (PGnotify *told = PQnotifies(wire->conn); told != NULL; told = PQnotifies(wire->conn)) {
        wire->fresh = true;
        PQfreemem(told);
    }
}

enum fault wire_settle(struct wire *wire)
{
    if (wire->n > 0) {
        count_trip(wire);
        if (call(wire) != OK) {
            lose(wire, NULL);
        }
    }
    while (wire->n > 0) {
        take_step(wire);
    }
    take_news(wire);
    wire->saving = false;
    return wire_pending(wire);
}

enum fault wire_pace(struct wire *wire)
{
    if (wire->unsynced >= SYNC_EVERY) {
        TRY(wire_send_sync(wire));
    }
    if (wire->n >= QUEUE_FULL) {
        count_trip(wire);
        while (wire->n > QUEUE_FULL / 2) {
            take_step(wire);
        }
    }
    return wire_pending(wire);
}

void wire_forget(struct wire *wire)
{
    for (size_t i = 0; i < wire->n; i++) {
        wire->queue[(wire->first + i) % WIRE_QUEUE_MAX].forgotten = true;
    }
}

bool wire_prepares(const struct wire *wire)
{
    bool any = false;
    for (size_t i = 0; i < wire->n; i++) {
        any = any || wire->queue[(wire->first + i) % WIRE_QUEUE_MAX].kind == WIRE_PREPARE;
    }
    return any;
}

void wire_clear(struct wire_target *target)
{
    PQclear(target->result);
    target->result = NULL;
}

int wire_rows(const void *result)
{
    return result == NULL ? 0 : PQntuples(result);
}

int wire_columns(const void *result)
{
    return PQnfields(result);
}

struct value wire_value(const void *result, int row, int column)
{
    const char *bytes = PQgetvalue(result, row, column);
    struct str text = {bytes, (size_t)PQgetlength(result, row, column)};
    uint64_t big = 0;
    uint32_t small = 0;
    uint16_t smallest = 0;
    if (PQgetisnull(result, row, column)) {
        return (struct value){.kind = VALUE_NULL};
    }
    switch (PQftype(result, column)) {
    case TYPE_INT8:
        memcpy(&big, bytes, sizeof big);
        return (struct value){.kind = VALUE_INT, .number = (int64_t)be64toh(big)};
    case TYPE_INT4:
        memcpy(&small, bytes, sizeof small);
        return (struct value){.kind = VALUE_INT, .number = (int32_t)be32toh(small)};
    case TYPE_INT2:
        memcpy(&smallest, bytes, sizeof smallest);
        return (struct value){.kind = VALUE_INT, .number = (int16_t)be16toh(smallest)};
    case TYPE_TEXT:
        return (struct value){.kind = VALUE_TEXT, .text = text};
    case TYPE_BYTEA:
        return (struct value){.kind = VALUE_BLOB, .text = text};
    default:
        return (struct value){.kind = VALUE_STRANGE};
    }
}

/* What was sent without waiting is read first: news stand behind its answers. */
enum fault wire_news(struct wire *wire, bool *ret_any)
{
    TRY(wire_settle(wire));
    if (PQconsumeInput(wire->conn) != 1 || wire_is_lost(wire)) {
        lose(wire, NULL);
        return wire->pending;
    }
    take_news(wire);
    *ret_any = wire->fresh;
    wire->fresh = false;
    return OK;
}

int wire_fd(const struct wire *wire)
{
    return PQsocket(wire->conn);
}

/* ---- outside of the pipeline */

static PGresult *run_text(struct wire *wire, const char *sql)
{
    PQexitPipelineMode(wire->conn);
    PGresult *result = PQexec(wire->conn, sql);
    PQenterPipelineMode(wire->conn);
    wire->owner->round_trips++;
    return result;
}

enum fault wire_exec(struct wire *wire, const char *sql)
{
    TRY(wire_settle(wire));
    PGresult *result = run_text(wire, sql);
    ExecStatusType status = PQresultStatus(result);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    enum fault fault = done ? OK : fault_of(wire, "exec", result);
    PQclear(result);
    return fault;
}

enum fault wire_ask(struct wire *wire, struct arena *arena, const char *sql, struct str *ret_text)
{
    TRY(wire_settle(wire));
    PGresult *result = run_text(wire, sql);
    enum fault fault = PQresultStatus(result) == PGRES_TUPLES_OK ? OK : fault_of(wire, "ask", result);
    if (fault == OK && PQntuples(result) == 0) {
        fault = FAULT_NOT_FOUND;
    }
    if (fault == OK) {
        *ret_text = str_copy(arena, str_of(PQgetvalue(result, 0, 0)));
    }
    PQclear(result);
    return fault;
}

static unsigned type_of(enum value_kind kind)
{
    return kind == VALUE_INT ? TYPE_INT8 : kind == VALUE_TEXT ? TYPE_TEXT : TYPE_BYTEA;
}

/* A bare number in SQL is 32 bits there. A sum of numbers is "numeric" until it is cast. */
static bool type_fits(unsigned type, enum value_kind kind)
{
    return type == type_of(kind) || (kind == VALUE_INT && type == TYPE_INT4);
}

static struct str judge_columns(struct arena *arena, const struct statement *statement, const PGresult *described)
{
    int in = PQnparams(described);
    int out = PQnfields(described);
    if ((size_t)in != statement->in_count || (size_t)out != statement->out_count) {
        return str_format(arena, "%s: has %d parameters and %d columns, its heading %zu and %zu", statement->name, in,
                          out, statement->in_count, statement->out_count);
    }
    for (int i = 0; i < in; i++) {
        if (PQparamtype(described, i) != type_of(statement->in[i].kind)) {
            return str_format(arena, "%s: parameter %s has type %u", statement->name, statement->in[i].name,
                              PQparamtype(described, i));
        }
    }
    for (int i = 0; i < out; i++) {
        const struct db_column *column = &statement->out[i];
        if (!str_eq(str_of(PQfname(described, i)), str_of(column->name))) {
            return str_format(arena, "%s: column %d is \"%s\", in its heading \"%s\"", statement->name, i + 1,
                              PQfname(described, i), column->name);
        }
        if (!type_fits(PQftype(described, i), column->kind)) {
            return str_format(arena, "%s: column %s has type %u", statement->name, column->name,
                              PQftype(described, i));
        }
    }
    return (struct str){0};
}

enum fault wire_check(struct wire *wire, struct arena *arena, const struct statement *statement, struct str *ret_why)
{
    struct str why = {0};
    TRY(wire_settle(wire));
    PQexitPipelineMode(wire->conn);
    PGresult *prepared = PQprepare(wire->conn, "", statement->sql[DB_POSTGRES], 0, NULL);
    PGresult *described = PQdescribePrepared(wire->conn, "");
    if (PQresultStatus(prepared) == PGRES_COMMAND_OK) {
        why = judge_columns(arena, statement, described);
    } else {
        const char *said = PQresultErrorField(prepared, PG_DIAG_MESSAGE_PRIMARY);
        why = str_format(arena, "%s: %s", statement->name, said != NULL ? said : PQerrorMessage(wire->conn));
    }
    PQclear(prepared);
    PQclear(described);
    PQenterPipelineMode(wire->conn);
    if (why.s == NULL) {
        return OK;
    }
    *ret_why = why;
    return FAULT_DAMAGED;
}
