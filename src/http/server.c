/* SPDX-License-Identifier: AGPL-3.0-or-later
** server: libmicrohttpd driven by a loop of ours. */
#include "http/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "http/answer_fields.h"
#include "http/asking.h"
#include "http/clients.h"
#include "http/follow.h"
#include "http/parked.h"
#include "http/request_log.h"

/* The library keeps request line, headers and answer head of one connection in this. */
#define CONNECTION_MEMORY_MAX (REQUEST_TARGET_MAX + REQUEST_HEADERS_MAX + 12288u)
#define SWEEP_MS 1000
#define STOP_IDLE_MS 500 /* at a stop: who was heard of within this may be sending already */

struct server {
    const struct web *web;
    struct worker worker;
    struct MHD_Daemon *daemon;
    struct clients clients;
    bool full; /* all places were taken, and the library has stopped listening */
    size_t unsent; /* bytes of answers that are not out yet */
    bool stopping;
    struct parking parking; /* requests that are laid aside */
    struct asking asking;   /* and those that wait for the keeper */
    struct streams streams; /* and those that follow what is new */
};

/* One request, from its first line to the end of its answer. */
struct exchange {
    struct server *server;
    struct MHD_Connection *connection;
    struct stream *stream; /* it follows one */
    struct head head;
    struct str target; /* copied: the library reuses its memory */
    char method[12];   /* cut; for the log */
    bool begun;
    struct parked parked;
    size_t body;       /* bytes of it read */
    struct buf kept;   /* those bytes, of a form that acts */
    uint64_t number;
    int status;
    size_t bytes;
    int64_t started_us;
    int row; /* of the route table, for the counts */
    int64_t person;
    int64_t worked_us;
};

static int64_t clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- clients */

static void on_connection(void *cls, struct MHD_Connection *connection, void **slot,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *server = cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *slot = clients_add(&server->clients, info->connect_fd, clock_ms());
        server->full = server->clients.n >= CONNECTIONS_MAX;
    } else if (*slot != NULL) {
        clients_remove(&server->clients, *slot);
        *slot = NULL;
    }
}

/* NULL: none was noted. */
static struct client *client_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

static void set_busy(struct server *server, struct MHD_Connection *connection, bool busy)
{
    struct client *client = client_of(connection);
    if (client != NULL) {
        clients_set_busy(&server->clients, client, busy, clock_ms());
    }
}

/* Lets go of clients that send their head, or take their answer, slower than anybody honest; when stopping, of idle
** ones. The library sees the end and cleans up. */
static void sweep_clients(struct server *server)
{
    const struct web *web = server->web;
    clients_sweep(&server->clients, web->idle_s * 1000, web->send_s * 1000, server->stopping ? STOP_IDLE_MS : -1,
                  clock_ms());
}

/* ---- reading */

static void *on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct server *server = cls;
    size_t n = strlen(target);
    struct exchange *exchange = mem_alloc(sizeof *exchange + n);
    char *copy = (char *)(exchange + 1);
    memcpy(copy, target, n);
    exchange->target = (struct str){copy, n};
    exchange->started_us = clock_us();
    exchange->number = watch_next_number(server->web->watch);
    (void)connection;
    return exchange;
}

/* The library would decode in place; text/url does it strictly. */
static size_t keep_encoded(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static enum MHD_Result on_field(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n,
                                const char *value, size_t value_n)
{
    struct head *head = cls;
    (void)kind;
    if (head->n == HEAD_FIELDS_MAX) {
        head->overflow = true;
        return MHD_NO;
    }
    head->fields[head->n++] = (struct head_field){{name, name_n}, {value, value_n}};
    return MHD_YES;
}

static void read_head(struct exchange *exchange, struct MHD_Connection *connection, const char *method,
                      const char *version)
{
    struct head *head = &exchange->head;
    head->method = str_of(method);
    head->target = exchange->target;
    head->version = str_of(version);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_field, head);
    const union MHD_ConnectionInfo *size = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    head->bytes = size != NULL ? size->header_size : 0;
}

/* ---- answering */

static void set_field(struct MHD_Response *response, const char *name, struct str value)
{
    char text[REQUEST_TARGET_MAX + 256];
    if (value.n < sizeof text) {
        memcpy(text, value.s, value.n);
        text[value.n] = '\0';
        check(MHD_add_response_header(response, name, text) == MHD_YES);
    }
}

static void set_fields(const struct server *server, struct MHD_Response *response, const struct answer *answer)
{
    struct answer_fields fields;
    check(response != NULL);
    answer_fields(answer, (struct answer_way){worker_is_secure(&server->worker), server->stopping}, &fields);
    for (size_t i = 0; i < fields.n; i++) {
        set_field(response, fields.items[i].name, fields.items[i].value);
    }
}

static void note_answer(struct exchange *exchange, const struct answer *answer, size_t bytes)
{
    exchange->status = answer->status;
    exchange->row = answer->row;
    exchange->person = answer->person;
    exchange->bytes = bytes;
    exchange->worked_us = clock_us() - exchange->started_us;
}

static enum MHD_Result send_answer(struct server *server, struct exchange *exchange,
                                   struct MHD_Connection *connection, const struct answer *answer)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->body.n, (void *)(uintptr_t)answer->body.s, MHD_RESPMEM_MUST_COPY);
    set_fields(server, response, answer);
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)answer->status, response);
    MHD_destroy_response(response);
    note_answer(exchange, answer, answer->body.n);
    server->unsent += answer->body.n;
    return result;
}

static enum MHD_Result refuse(struct server *server, struct exchange *exchange, struct MHD_Connection *connection,
                              int status)
{
    struct answer answer;
    worker_refuse(&server->worker, status, exchange->number, &answer);
    return send_answer(server, exchange, connection, &answer);
}

/* Clients that ask for much and read slowly must not fill the memory. */
static enum MHD_Result send_page(struct server *server, struct exchange *exchange,
                                 struct MHD_Connection *connection, const struct answer *answer)
{
    if (answer->body.n > ANSWER_SMALL_MAX && server->unsent + answer->body.n > ANSWERS_HELD_MAX) {
        return refuse(server, exchange, connection, 503);
    }
    return send_answer(server, exchange, connection, answer);
}

/* An answer given now closes the connection: right for what is refused; all else is answered after its body. */
static enum MHD_Result begin(struct server *server, struct exchange *exchange, struct MHD_Connection *connection,
                             const char *method, const char *version)
{
    exchange->begun = true;
    request_log_plain(exchange->method, sizeof exchange->method, str_of(method));
    set_busy(server, connection, true);
    read_head(exchange, connection, method, version);
    int status = head_check(&exchange->head);
    bool acts = str_eq(exchange->head.method, S("POST")) && route_acts(server->web->routes, exchange->target);
    if (status == 0 && !acts && head_get(&exchange->head, "Expect").s != NULL && head_body(&exchange->head) > 0) {
        status = 405; /* it asks before sending: nothing there takes a body */
    }
    buf_init(&exchange->kept, acts ? route_body_max(server->web->routes, exchange->target) : 0);
    status = status == 0 && head_is_over(&exchange->head, acts ? exchange->kept.cap : REQUEST_BODY_MAX) ? 413 : status;
    exchange->parked.asks = acts ? mem_alloc(sizeof(struct asks)) : NULL;
    return status == 0 ? MHD_YES : refuse(server, exchange, connection, status);
}

/* ---- laid aside: the library leaves the connection alone */

static void suspend(void *connection)
{
    MHD_suspend_connection(connection);
}

static void resume(void *connection)
{
    MHD_resume_connection(connection);
}

static bool hold(struct server *server, struct exchange *exchange, struct MHD_Connection *connection,
                 const struct answer *answer)
{
    return !server->stopping && follow_has_seen(&exchange->head, answer) &&
           parking_hold(&server->parking, &exchange->parked, connection, clock_ms());
}

/* Somebody wants to know; or nobody else would read what the database tells us. */
static bool listens_for_news(const struct server *server)
{
    return server->parking.held != NULL || server->streams.n > 0 || server->clients.first == NULL;
}

/* ---- streams */

static ssize_t read_stream(void *cls, uint64_t at, char *to, size_t max)
{
    struct exchange *exchange = cls;
    ssize_t n = streams_read(&exchange->server->streams, exchange->stream, to, max, clock_ms());
    (void)at;
    set_busy(exchange->server, exchange->connection, n != 0);
    return n != STREAM_OVER ? n : MHD_CONTENT_READER_END_OF_STREAM;
}

/* The connection stays open: what the library asks for is told until it is over. */
static enum MHD_Result send_stream(struct server *server, struct exchange *exchange, struct MHD_Connection *connection,
                                   const struct answer *answer)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    exchange->stream = follow_join(&server->streams, &server->worker, &exchange->head,
                                   info != NULL ? info->client_addr : NULL, answer, connection);
    if (exchange->stream == NULL) {
        return refuse(server, exchange, connection, 503);
    }
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_EVENT_MAX, read_stream, exchange, NULL);
    set_fields(server, response, answer);
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    note_answer(exchange, answer, 0);
    exchange->server = server;
    exchange->connection = connection;
    clients_set_follows(client_of(connection));
    return result;
}

/* False: it was laid aside, for an answer of the keeper or behind another who writes. */
static bool try_answer(struct server *server, struct exchange *exchange, struct MHD_Connection *connection,
                       const struct whole *whole, struct answer *ret_answer)
{
    struct parked *parked = &exchange->parked;
    bool answered = worker_answer(&server->worker, whole, ret_answer);
    bool asks = !answered && parked->asks != NULL && parked->asks->is_open;
    if (asks && asking_send(&server->asking, parked, connection, clock_ms())) {
        return false;
    }
    answered = answered || (asks && worker_answer(&server->worker, whole, ret_answer)); /* it is told of the refusal */
    if (!answered) {
        parking_block(&server->parking, parked, connection, clock_ms());
    }
    return answered;
}

static enum MHD_Result answer_now(struct server *server, struct exchange *exchange, struct MHD_Connection *connection,
                                  const struct whole *whole)
{
    struct answer answer;
    if (!try_answer(server, exchange, connection, whole, &answer)) {
        return MHD_YES;
    }
    if (answer.streams && answer.status == 200 && str_eq(exchange->head.method, S("GET"))) {
        return send_stream(server, exchange, connection, &answer);
    }
    return hold(server, exchange, connection, &answer) ? MHD_YES
                                                       : send_page(server, exchange, connection, &answer);
}

static enum MHD_Result answer_whole(struct server *server, struct exchange *exchange,
                                    struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    bool acts = exchange->kept.cap > 0;
    const struct whole whole = {
        .head = &exchange->head,
        .body = buf_str(&exchange->kept),
        .from = info != NULL ? info->client_addr : NULL,
        .number = exchange->number,
        .asks = exchange->parked.asks,
        .last = server->stopping || parked_is_over(&exchange->parked, clock_ms()),
    };
    /* Who comes later does not overtake those who wait, and costs no try while they do. */
    if (acts && exchange->parked.until_ms == 0 && server->parking.blocked != NULL && !whole.last) {
        parking_block(&server->parking, &exchange->parked, connection, clock_ms());
        return MHD_YES;
    }
    enum MHD_Result result = answer_now(server, exchange, connection, &whole);
    if (acts) {
        arena_wipe(&server->worker.arena); /* what was typed, decoded */
    }
    return result;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_n, void **slot)
{
    struct server *server = cls;
    struct exchange *exchange = *slot;
    (void)url;
    if (exchange == NULL) {
        return MHD_NO;
    }
    if (!exchange->begun) {
        return begin(server, exchange, connection, method, version);
    }
    if (*upload_n > 0) {
        buf_put(&exchange->kept, upload, exchange->kept.cap > 0 ? *upload_n : 0);
        exchange->body += *upload_n;
        *upload_n = 0;
        return exchange->body <= (exchange->kept.cap > 0 ? exchange->kept.cap : REQUEST_BODY_MAX) ? MHD_YES : MHD_NO;
    }
    if (exchange->parked.connection == NULL && route_is_long(server->web->routes, exchange->target)) {
        parking_wait_turn(&server->parking, &exchange->parked, connection);
        return MHD_YES;
    }
    /* The fields are read again: the library may have moved them while the body came. */
    exchange->head = (struct head){0};
    read_head(exchange, connection, method, version);
    return answer_whole(server, exchange, connection);
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **slot,
                         enum MHD_RequestTerminationCode code)
{
    struct server *server = cls;
    struct exchange *exchange = *slot;
    (void)code;
    set_busy(server, connection, false);
    if (exchange == NULL) {
        return;
    }
    if (exchange->stream != NULL) {
        streams_leave(&server->streams, exchange->stream);
    }
    if (exchange->status != 0) {
        const struct request_log line = {exchange->method, exchange->status, exchange->bytes, exchange->worked_us,
                                         exchange->number, exchange->person};
        request_log_line(server->web->routes, exchange->target, &line);
        metrics_count(&server->web->watch->metrics, exchange->row, exchange->status, exchange->worked_us,
                      exchange->bytes);
    }
    server->unsent -= exchange->bytes;
    if (exchange->parked.asks != NULL) {
        asks_done(exchange->parked.asks);
        mem_free(exchange->parked.asks);
    }
    buf_wipe(&exchange->kept);
    mem_free(exchange);
    *slot = NULL;
}

/* ---- the loop */

static void on_library_error(void *cls, const char *format, va_list args)
{
    (void)cls;
    (void)format;
    (void)args; /* what clients do wrong is not worth a line each */
}

static struct MHD_Daemon *start_daemon(struct server *server, int listen_fd)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_ERROR_LOG | MHD_USE_PEDANTIC_CHECKS | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
        on_request, server,
        MHD_OPTION_EXTERNAL_LOGGER, on_library_error, NULL,
        MHD_OPTION_LISTEN_SOCKET, listen_fd,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)server->web->send_s,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
        MHD_OPTION_END);
}

/* How long to wait for something to happen; -1: for ever. */
static int wait_ms(struct server *server)
{
    MHD_UNSIGNED_LONG_LONG library_ms = 0;
    int ms = server->clients.first != NULL ? SWEEP_MS : -1;
    if (server->stopping || server->worker.leaving) {
        ms = 20;
    }
    if (listens_for_news(server) && server->clients.first != NULL && worker_news_fd(&server->worker) < 0) {
        ms = ms < DB_NEWS_TURN_MS ? ms : DB_NEWS_TURN_MS; /* there are clients: it is no longer -1 */
    }
    ms = streams_wait_ms(&server->streams, ms, clock_ms());
    if (server->parking.waiting != NULL) {
        return 0;
    }
    ms = server->parking.blocked != NULL ? 1 : server->worker.uses.n > 0 && ms < 0 ? SWEEP_MS : ms;
    if (MHD_get_timeout(server->daemon, &library_ms) == MHD_YES && (ms < 0 || library_ms < (unsigned)ms)) {
        ms = (int)(library_ms < SWEEP_MS ? library_ms : SWEEP_MS);
    }
    return ms;
}

/* One turn: wait; answer what is here, and behind it one of those that take long, so that neither kind waits for
** all of the other; take a signal. Returns the signal, or 0. */
static int turn(struct server *server, int signal_fd)
{
    int epoll_fd = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    int news_fd = listens_for_news(server) ? worker_news_fd(&server->worker) : -1;
    struct pollfd fds[4] = {{.fd = epoll_fd, .events = POLLIN}, {.fd = signal_fd, .events = POLLIN},
                            {.fd = news_fd, .events = POLLIN}, {.fd = server->asking.fd, .events = POLLIN}};
    struct signalfd_siginfo info = {0};
    struct watch *watch = server->web->watch;
    int waits_ms = wait_ms(server);
    watch_turn(watch, server->worker.number, 0);
    if (poll(fds, COUNT_OF(fds), waits_ms) < 0 && errno != EINTR) {
        return SIGTERM;
    }
    watch_turn(watch, server->worker.number, clock_ms());
    check(MHD_run(server->daemon) == MHD_YES);
    if (parking_take_turn(&server->parking)) {
        check(MHD_run(server->daemon) == MHD_YES);
    }
    if (parking_take_blocked(&server->parking, server->stopping, clock_ms())) {
        check(MHD_run(server->daemon) == MHD_YES);
    }
    if (server->asking.n > 0 || fds[3].revents != 0) {
        asking_hear(&server->asking, clock_ms());
        check(MHD_run(server->daemon) == MHD_YES);
    }
    if (server->full && server->clients.n < CONNECTIONS_MAX) {
        server->full = false;
        check(MHD_run(server->daemon) == MHD_YES); /* it listens again only in the run after there is room */
    }
    if (server->parking.held != NULL || server->streams.n > 0 || fds[2].revents != 0) {
        /* News may have come with a page's rows. */
        bool all = follow_hear(&server->streams, &server->worker) || server->stopping;
        follow_push(&server->streams, &server->worker);
        parking_let_go(&server->parking, all, clock_ms());
        check(MHD_run(server->daemon) == MHD_YES); /* those let go are looked at in a run, and none is due */
    }
    if (fds[1].revents & POLLIN && read(signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
        return (int)info.ssi_signo;
    }
    return 0;
}

static bool queue_waits(int listen_fd)
{
    struct pollfd fd = {.fd = listen_fd, .events = POLLIN};
    return poll(&fd, 1, 0) == 1;
}

/* Whoever sends people here (a load balancer) sees by /ready that it should not, before nobody listens any more. */
static void drain(struct server *server, int signal_fd)
{
    int64_t end_ms = clock_ms() + server->web->drain_ms;
    server->worker.leaving = true;
    while (clock_ms() < end_ms && turn(server, signal_fd) == 0) {
        sweep_clients(server);
    }
}

/* Takes what is in the queue, unless that is left to the next one, then nobody new; ends when the last request is
** answered. */
static void stop(struct server *server, int listen_fd, int signal_fd)
{
    bool stays = atomic_load(&server->web->watch->sockets_stay);
    if (!stays) {
        drain(server, signal_fd);
    }
    int64_t end_ms = clock_ms() + server->web->grace_ms;
    server->stopping = true;
    streams_end(&server->streams);
    while (!stays && queue_waits(listen_fd) && clock_ms() < end_ms) {
        sweep_clients(server); /* with all places taken nobody comes in until the idle have left */
        turn(server, signal_fd);
    }
    if (!stays) {
        shutdown(listen_fd, SHUT_RD); /* also for the parent, who holds it: new clients hear at once */
    }
    MHD_quiesce_daemon(server->daemon);
    while (server->clients.first != NULL && clock_ms() < end_ms) {
        sweep_clients(server);
        turn(server, signal_fd);
    }
    if (server->clients.busy > 0) {
        log_line("stopping with %zu requests unanswered", server->clients.busy);
    }
}

static void serve(struct server *server, int signal_fd)
{
    int64_t swept_ms = clock_ms();
    int signal = 0;
    while (signal != SIGTERM && signal != SIGINT) {
        signal = turn(server, signal_fd);
        if (clock_ms() - swept_ms >= SWEEP_MS) {
            sweep_clients(server);
            worker_note(&server->worker, false);
            /* Nobody may ask for hours: what the database tells would pile up. Who is held hears by each turn. */
            (void)(server->parking.held == NULL && follow_hear(&server->streams, &server->worker));
            streams_tend(&server->streams, clock_ms());
            swept_ms = clock_ms();
        }
    }
}

int server_run(const struct web *web, int number, int listen_fd, int keeper_fd)
{
    struct server server = {.web = web};
    parking_init(&server.parking, suspend, resume);
    streams_init(&server.streams, suspend, resume);
    asking_init(&server.asking, keeper_fd, &server.parking, web->keeper_ms);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    int signal_fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    check(signal_fd >= 0);
    worker_init(&server.worker, web, number);
    server.daemon = start_daemon(&server, listen_fd);
    if (server.daemon == NULL) {
        log_line("the web library does not start");
        return 1;
    }
    watch_listens(web->watch, number);
    serve(&server, signal_fd);
    stop(&server, listen_fd, signal_fd);
    parking_end(&server.parking); /* the library ends only those it looks at */
    asking_end(&server.asking);
    MHD_stop_daemon(server.daemon);
    worker_done(&server.worker);
    close(listen_fd);
    close(signal_fd);
    if (keeper_fd >= 0) {
        close(keeper_fd);
    }
    return 0;
}
