/* SPDX-License-Identifier: AGPL-3.0-or-later
** Lives and deaths of the server's processes. The path of serve_fixture is the only argument. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/scan.h"
#include "client.h"
#include "http/worker.h"

#define LOAD_CLIENTS 4

static const char *program;

static void get_body(int port, const char *target, char *to, size_t size)
{
    struct reply answer;
    client_get(port, target, &answer);
    snprintf(to, size, "%.*s", STR_ARG(answer.body));
    reply_done(&answer);
}

/* ---- deaths */

/* How long a client waits whose worker is killed. */
static int64_t replaced_after_ms(void)
{
    struct fixture fixture;
    fixture_start(&fixture, program, 1, 5, 1000, true);
    pid_t first = client_get_pid(fixture.port);
    int waiting = client_connect(fixture.port);
    assert_true(waiting >= 0);
    assert_int_equal(kill(first, SIGKILL), 0);
    int64_t began_ms = clock_ms();
    pid_t second = client_get_pid(fixture.port); /* waits in the queue of the dead worker's socket */
    int64_t waited_ms = clock_ms() - began_ms;
    assert_true(second != first);
    close(waiting);
    assert_true(fixture_log_has(&fixture, "worker 1 ended (signal 9)"));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    return waited_ms;
}

/* The quickest of ten: a machine that stands still for a moment makes the others slow, not the server. */
static void test_dead_worker_is_replaced_at_once(void **state)
{
    int64_t quickest_ms = INT64_MAX;
    (void)state;
    for (int i = 0; i < 10 && quickest_ms > 100; i++) {
        int64_t waited_ms = replaced_after_ms();
        quickest_ms = waited_ms < quickest_ms ? waited_ms : quickest_ms;
    }
    assert_in_range(quickest_ms, 0, 100);
}

static void test_bug_leaves_its_last_words(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_start(&fixture, program, 2, 5, 1000, true);
    assert_int_equal(client_get_status(fixture.port, "/crash?secret=1"), 0);
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    assert_int_equal(client_get_status(fixture.port, "/crash-arena"), 0);
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    sleep_ms(50);
    assert_true(fixture_log_has(&fixture, "while doing GET /crash request 1"));
    assert_true(fixture_log_has(&fixture, "while doing GET /crash-arena request "));
    assert_true(fixture_log_has(&fixture, "died on /crash-arena"));
    assert_false(fixture_log_has(&fixture, "secret"));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

static void test_third_death_closes_the_route(void **state)
{
    struct fixture fixture;
    struct reply answer;
    (void)state;
    fixture_start(&fixture, program, 2, 5, 1000, true);
    for (int i = 0; i < STRIKES_MAX; i++) {
        assert_int_equal(client_get_status(fixture.port, "/crash"), 0);
        sleep_ms(20); /* until the parent has heard of it */
    }
    for (int i = 0; i < 5; i++) {
        client_get(fixture.port, "/crash", &answer);
        assert_int_equal(answer.status, 503);
        assert_true(reply_field(&answer, S("Retry-After")).n > 0);
        reply_done(&answer);
    }
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    assert_int_equal(client_get_status(fixture.port, "/crash-arena"), 0);
    assert_true(fixture_log_has(&fixture, "/crash killed 3 workers within a minute"));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

static void test_stuck_worker_is_replaced(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_start(&fixture, program, 1, 5, 1000, true);
    int64_t began_ms = clock_ms();
    assert_int_equal(client_get_status(fixture.port, "/slow?ms=20000"), 0);
    assert_in_range(clock_ms() - began_ms, 1000, 15000); /* long before the page would have ended */
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    assert_true(fixture_log_has(&fixture, "worker 1 is stuck"));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

static void test_workers_end_with_their_parent(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_start(&fixture, program, 2, 5, 1000, true);
    int port = fixture.port;
    assert_int_equal(client_get_status(port, "/hello"), 200);
    assert_int_equal(fixture_stop(&fixture, SIGKILL), 128 + SIGKILL);
    for (int i = 0; i < 40 && client_get_status(port, "/hello") != 0; i++) {
        sleep_ms(50);
    }
    assert_int_equal(client_get_status(port, "/hello"), 0);
}

/* ---- stopping */

static void test_stop_finishes_what_is_in_flight(void **state)
{
    struct fixture fixture;
    struct reply answer;
    (void)state;
    fixture_start(&fixture, program, 1, 5, 2000, true);
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    int busy = client_connect(fixture.port);
    assert_true(client_send(busy, S("GET /slow?ms=600 HTTP/1.1\r\nHost: a\r\n\r\n")));
    sleep_ms(100);
    int queued = client_connect(fixture.port);
    assert_true(client_send(queued, S("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
    int64_t began_ms = clock_ms();
    kill(fixture.pid, SIGTERM);
    client_read(busy, false, &answer);
    assert_int_equal(answer.status, 200);
    assert_true(str_eq(answer.body, S("slow but done")));
    reply_done(&answer);
    client_read(queued, false, &answer);
    assert_int_equal(answer.status, 200);
    assert_true(str_eq(reply_field(&answer, S("Connection")), S("close")));
    reply_done(&answer);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    assert_in_range(clock_ms() - began_ms, 400, 1500);
    close(busy);
    close(queued);
}

static void test_stop_lets_idle_clients_go(void **state)
{
    struct fixture fixture;
    struct reply answer;
    (void)state;
    fixture_start(&fixture, program, 2, 15, 5000, true);
    int idle = client_connect(fixture.port);
    assert_true(client_send(idle, S("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")));
    client_read(idle, false, &answer);
    assert_int_equal(answer.status, 200);
    reply_done(&answer);
    int64_t began_ms = clock_ms();
    assert_int_equal(fixture_stop(&fixture, SIGINT), 0);
    assert_in_range(clock_ms() - began_ms, 0, 4000); /* the five seconds of the grace were not waited for */
    close(idle);
}

static void test_stop_does_not_wait_for_ever(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_start(&fixture, program, 1, 15, 500, true);
    int small = 4096;
    int deaf = client_connect(fixture.port);
    setsockopt(deaf, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    assert_true(client_send(deaf, S("GET /big?kib=7000 HTTP/1.1\r\nHost: a\r\n\r\n"))); /* and never reads */
    sleep_ms(200);
    int64_t began_ms = clock_ms();
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    assert_in_range(clock_ms() - began_ms, 400, 1800);
    close(deaf);
}

/* One connection a request until nobody listens. Exit status: how many requests were taken and not answered. */
_Noreturn static void run_load(int port, int report)
{
    int answered = 0;
    int lost = 0;
    for (;;) {
        struct reply answer;
        int fd = client_connect(port);
        if (fd < 0) {
            break;
        }
        client_send(fd, S("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        client_read(fd, false, &answer);
        answer.status == 200 ? answered++ : lost++;
        reply_done(&answer);
        close(fd);
    }
    if (write(report, &answered, sizeof answered) != sizeof answered) {
        _exit(100);
    }
    _exit(lost);
}

/* Between the last look into the queue and its end a client may slip in: at most one a worker is allowed. */
static void test_stop_under_load_loses_nobody(void **state)
{
    struct fixture fixture;
    pid_t clients[LOAD_CLIENTS];
    int report[2];
    int answered = 0;
    int lost = 0;
    (void)state;
    fixture_start(&fixture, program, 2, 5, 3000, true);
    assert_int_equal(pipe2(report, O_CLOEXEC), 0);
    for (int i = 0; i < LOAD_CLIENTS; i++) {
        clients[i] = fork();
        assert_true(clients[i] >= 0);
        if (clients[i] == 0) {
            run_load(fixture.port, report[1]);
        }
    }
    sleep_ms(500);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    for (int i = 0; i < LOAD_CLIENTS; i++) {
        int status;
        int count;
        assert_int_equal(waitpid(clients[i], &status, 0), clients[i]);
        assert_true(WIFEXITED(status));
        lost += WEXITSTATUS(status);
        assert_int_equal(read(report[0], &count, sizeof count), sizeof count);
        answered += count;
    }
    close(report[0]);
    close(report[1]);
    assert_true(answered > 100);
    assert_in_range(lost, 0, 2);
}

/* ---- caches and logs */

static void test_cache_keeps_pages_that_may_be_kept(void **state)
{
    struct fixture fixture;
    char body[64];
    (void)state;
    fixture_start(&fixture, program, 1, 5, 1000, true);
    for (int i = 0; i < 3; i++) {
        get_body(fixture.port, "/calls", body, sizeof body);
        assert_string_equal(body, "call 1");
    }
    get_body(fixture.port, "/calls?other=1", body, sizeof body);
    assert_string_equal(body, "call 2");
    get_body(fixture.port, "/calls-unkept", body, sizeof body);
    assert_string_equal(body, "call 3");
    get_body(fixture.port, "/calls-unkept", body, sizeof body);
    assert_string_equal(body, "call 4");
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

static void test_without_cache_every_page_is_new(void **state)
{
    struct fixture fixture;
    char body[64];
    (void)state;
    fixture_start(&fixture, program, 1, 5, 1000, false);
    get_body(fixture.port, "/calls", body, sizeof body);
    get_body(fixture.port, "/calls", body, sizeof body);
    assert_string_equal(body, "call 2");
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

static void test_log_has_a_line_a_request_without_its_query(void **state)
{
    struct fixture fixture;
    (void)state;
    fixture_start(&fixture, program, 1, 5, 1000, true);
    assert_int_equal(client_get_status(fixture.port, "/hello?name=secret"), 200);
    assert_int_equal(client_get_status(fixture.port, "/no\x1b[2J"), 400);
    sleep_ms(50);
    assert_true(fixture_log_has(&fixture, "worker 1: GET /hello 200 20 B "));
    assert_true(fixture_log_has(&fixture, " ms #1\n"));
    assert_true(fixture_log_has(&fixture, "GET /no?[2J 400 "));
    assert_false(fixture_log_has(&fixture, "secret"));
    assert_false(fixture_log_has(&fixture, "\x1b"));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

/* ---- starting */

static void assert_body(int port, const char *target, const char *part, bool there)
{
    struct reply answer;
    client_get(port, target, &answer);
    assert_int_equal(answer.status, 200);
    if (str_contains(answer.body, str_of(part)) != there) {
        fail_msg("%s: \"%s\" in %.*s", target, part, STR_ARG(answer.body));
    }
    reply_done(&answer);
}

static void test_disk_nearly_full_is_said(void **state)
{
    struct fixture fixture;
    struct buf CLEANUP(buf_done) log;
    (void)state;
    buf_init(&log, 1u << 20);
    setenv("FIXTURE_DISK_FREE", "4200000000", 1);
    fixture_start(&fixture, program, 2, 5, 1000, true);
    assert_body(fixture.port, "/ready", "ready; the disk is nearly full: 4.2 GB of 100.0 GB are free", true);
    sleep_ms(1200); /* two more turns of the supervisor's loop: it is not said again */
    struct str text = fixture_log(&fixture, &log);
    size_t at = str_find(text, S("the disk is nearly full: 4.2 GB"));
    assert_true(at < text.n);
    assert_false(str_contains(str_from(text, at + 1), S("the disk is nearly full")));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    setenv("FIXTURE_DISK_FREE", "5200000000", 1);
    fixture_start(&fixture, program, 1, 5, 1000, true);
    assert_body(fixture.port, "/ready", "nearly full", false);
    assert_false(fixture_log_has(&fixture, "nearly full"));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    unsetenv("FIXTURE_DISK_FREE");
}

static int run_second(const char *where, char *to, size_t size)
{
    char command[512];
    snprintf(command, sizeof command, "timeout 5 %s %s 1 5 1000 1 60 2>&1", program, where);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t n = fread(to, 1, size - 1, pipe);
    to[n] = '\0';
    return WEXITSTATUS(pclose(pipe));
}

static void test_bad_addresses_are_refused_in_one_sentence(void **state)
{
    struct fixture fixture;
    char where[32];
    char said[512];
    (void)state;
    fixture_start(&fixture, program, 2, 5, 1000, true);
    snprintf(where, sizeof where, "127.0.0.1:%d", fixture.port);
    assert_int_equal(run_second(where, said, sizeof said), 1);
    assert_non_null(strstr(said, "is in use by another program; stop that one, or choose another port"));
    assert_int_equal(run_second("127.0.0.1", said, sizeof said), 1);
    assert_non_null(strstr(said, "write HOST:PORT, such as 127.0.0.1:8080"));
    assert_int_equal(run_second("127.0.0.1:65536", said, sizeof said), 1);
    assert_int_equal(run_second("192.0.2.1:8080", said, sizeof said), 1);
    assert_non_null(strstr(said, "this machine does not have the address"));
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dead_worker_is_replaced_at_once),
        cmocka_unit_test(test_bug_leaves_its_last_words),
        cmocka_unit_test(test_third_death_closes_the_route),
        cmocka_unit_test(test_stuck_worker_is_replaced),
        cmocka_unit_test(test_workers_end_with_their_parent),
        cmocka_unit_test(test_stop_finishes_what_is_in_flight),
        cmocka_unit_test(test_stop_lets_idle_clients_go),
        cmocka_unit_test(test_stop_does_not_wait_for_ever),
        cmocka_unit_test(test_stop_under_load_loses_nobody),
        cmocka_unit_test(test_cache_keeps_pages_that_may_be_kept),
        cmocka_unit_test(test_without_cache_every_page_is_new),
        cmocka_unit_test(test_log_has_a_line_a_request_without_its_query),
        cmocka_unit_test(test_disk_nearly_full_is_said),
        cmocka_unit_test(test_bad_addresses_are_refused_in_one_sentence),
    };
    if (argc != 2) {
        return 2;
    }
    program = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
