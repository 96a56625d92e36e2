/* SPDX-License-Identifier: AGPL-3.0-or-later
** Clients that send or read too slowly, and too many of them: each is let go, its place is free again, and the others
** are served meanwhile. The path of serve_fixture is the only argument. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/limits.h"
#include "client.h"
#include "http/worker.h"

#define CLIENTS 10
#define DEAF 5
#define BIG_BYTES (7000u * 16 * 63)
#define BIG "GET /big?kib=7000 HTTP/1.1\r\nHost: a\r\n\r\n"
#define HELD (ANSWERS_HELD_MAX / BIG_BYTES) /* so many of them a worker keeps for those who do not read */
#define WAIT_MS 20000 /* for what takes a second: the machine may stand still */

static const char *program;

static void start(struct fixture *fixture, int idle_s, int send_s)
{
    *fixture = (struct fixture){.send_s = send_s};
    fixture_start_passed(fixture, program, 1, idle_s, 1000, true);
}

static bool is_closed(int fd)
{
    char byte;
    return recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

/* With room for little, so that the answer stays where it is. */
static int connect_small(int port, int small)
{
    int fd = client_connect(port);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    return fd;
}

/* Waits for the first bytes of an answer, and leaves the rest. */
static bool has_begun(int fd, const char *status_line)
{
    char head[12];
    assert_int_equal(strlen(status_line), sizeof head);
    assert_int_equal(recv(fd, head, sizeof head, MSG_WAITALL), sizeof head);
    return memcmp(head, status_line, sizeof head) == 0;
}

/* Whether a worker comes to have exactly so many descriptors, while it goes on serving. */
static bool comes_to_have(const struct fixture *fixture, pid_t worker, int fds)
{
    int64_t end_ms = clock_ms() + WAIT_MS;
    while (count_fds(worker) != fds && clock_ms() < end_ms) {
        assert_int_equal(client_get_status(fixture->port, "/hello"), 200);
        sleep_ms(20);
    }
    return count_fds(worker) == fds;
}

/* ---- those who send slowly */

/* Sends `first`, then a letter now and then: that keeps no connection alive. */
static void check_slow_sender(const char *first, int idle_s, int send_s)
{
    struct fixture fixture;
    int slow[CLIENTS];
    bool all_closed = false;
    start(&fixture, idle_s, send_s);
    for (size_t i = 0; i < CLIENTS; i++) {
        slow[i] = client_connect(fixture.port);
        assert_true(client_send(slow[i], str_of(first)));
    }
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    int64_t began_ms = clock_ms();
    assert_false(is_closed(slow[0]));
    while (!all_closed && clock_ms() - began_ms < WAIT_MS) {
        all_closed = true;
        for (size_t i = 0; i < CLIENTS; i++) {
            client_send(slow[i], S("a"));
            all_closed = all_closed && is_closed(slow[i]);
        }
        assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
        sleep_ms(100);
    }
    assert_true(all_closed);
    for (size_t i = 0; i < CLIENTS; i++) {
        close(slow[i]);
    }
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

static void test_slow_request_line_is_let_go(void **state)
{
    (void)state;
    check_slow_sender("GET /hel", 1, 600);
}

static void test_slow_fields_are_let_go(void **state)
{
    (void)state;
    check_slow_sender("GET /hello HTTP/1.1\r\nHost: a\r\nX: ", 1, 600);
}

static void test_slow_body_is_let_go(void **state)
{
    (void)state;
    check_slow_sender("POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n", 600, 1);
}

static void test_slow_chunks_are_let_go(void **state)
{
    (void)state;
    check_slow_sender("POST /hello HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nf000\r\n", 600, 1);
}

static void test_who_says_nothing_is_let_go(void **state)
{
    struct fixture fixture;
    int silent[CLIENTS];
    (void)state;
    start(&fixture, 1, 600);
    pid_t worker = client_get_pid(fixture.port);
    int fds = least_fds(worker);
    for (size_t i = 0; i < CLIENTS; i++) {
        silent[i] = client_connect(fixture.port);
    }
    for (size_t i = 0; i < CLIENTS; i++) {
        struct reply answer;
        client_read(silent[i], false, &answer);
        assert_true(answer.closed);
        assert_int_equal(answer.bytes.n, 0);
        reply_done(&answer);
        close(silent[i]);
    }
    assert_true(comes_to_have(&fixture, worker, fds));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

static void test_more_clients_than_places_are_served_in_turn(void **state)
{
    struct fixture fixture;
    static int many[CONNECTIONS_MAX + 50];
    (void)state;
    start(&fixture, 1, 600);
    for (size_t i = 0; i < CONNECTIONS_MAX + 50; i++) {
        many[i] = client_connect(fixture.port);
        assert_true(many[i] >= 0);
    }
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200); /* once idle ones were let go */
    for (size_t i = 0; i < CONNECTIONS_MAX + 50; i++) {
        close(many[i]);
    }
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

/* ---- those who read slowly */

static void test_who_does_not_read_is_let_go(void **state)
{
    struct fixture fixture;
    struct reply answer;
    int deaf[DEAF];
    (void)state;
    start(&fixture, 600, 1);
    pid_t worker = client_get_pid(fixture.port);
    int fds = least_fds(worker);
    for (size_t i = 0; i < DEAF; i++) {
        deaf[i] = connect_small(fixture.port, 4096);
        assert_true(client_send(deaf[i], S(BIG)));
    }
    for (size_t i = 0; i < DEAF; i++) {
        assert_true(has_begun(deaf[i], "HTTP/1.1 200"));
    }
    assert_true(comes_to_have(&fixture, worker, fds));
    for (size_t i = 0; i < DEAF; i++) {
        close(deaf[i]);
    }
    client_get(fixture.port, "/big?kib=7000", &answer); /* who does read gets all of it */
    assert_int_equal(answer.body.n, BIG_BYTES);
    reply_done(&answer);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

/* It is the whole answer that has to be out in time: a sip now and then keeps no connection alive. */
static void test_who_sips_is_let_go(void **state)
{
    struct fixture fixture;
    static char sip[65536];
    size_t sum = 0;
    (void)state;
    start(&fixture, 600, 2);
    pid_t worker = client_get_pid(fixture.port);
    int fds = least_fds(worker);
    int fd = connect_small(fixture.port, sizeof sip);
    assert_true(client_send(fd, S(BIG)));
    assert_true(has_begun(fd, "HTTP/1.1 200"));
    for (int i = 0; i < WAIT_MS / 80 && count_fds(worker) > fds; i++) {
        ssize_t n = recv(fd, sip, sizeof sip, MSG_DONTWAIT);
        sum += n > 0 ? (size_t)n : 0;
        sleep_ms(80);
    }
    assert_int_equal(count_fds(worker), fds);
    assert_in_range(sum, 1, BIG_BYTES - 1); /* it would have had all of it in 9 s */
    close(fd);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

/* ---- those who ask for much and do not read it */

static void test_unread_answers_do_not_fill_the_memory(void **state)
{
    struct fixture fixture;
    struct reply answer;
    int deaf[HELD + 3];
    size_t refused = 0;
    (void)state;
    start(&fixture, 600, 600);
    pid_t worker = client_get_pid(fixture.port);
    int fds = least_fds(worker);
    for (size_t i = 0; i < HELD + 3; i++) {
        deaf[i] = connect_small(fixture.port, 4096);
        assert_true(client_send(deaf[i], S(BIG)));
    }
    for (size_t i = 0; i < HELD + 3; i++) {
        refused += has_begun(deaf[i], "HTTP/1.1 503");
    }
    assert_int_equal(refused, 3);
    client_get(fixture.port, "/big?kib=7000", &answer);
    assert_int_equal(answer.status, 503);
    assert_true(str_eq(reply_field(&answer, S("Retry-After")), S("60")));
    reply_done(&answer);
    assert_int_equal(client_get_status(fixture.port, "/big?kib=60"), 200); /* what is small goes out all the same */
    for (size_t i = 0; i < HELD + 3; i++) {
        close(deaf[i]);
    }
    assert_true(comes_to_have(&fixture, worker, fds));
    assert_int_equal(client_get_status(fixture.port, "/big?kib=7000"), 200);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slow_request_line_is_let_go),
        cmocka_unit_test(test_slow_fields_are_let_go),
        cmocka_unit_test(test_slow_body_is_let_go),
        cmocka_unit_test(test_slow_chunks_are_let_go),
        cmocka_unit_test(test_who_says_nothing_is_let_go),
        cmocka_unit_test(test_more_clients_than_places_are_served_in_turn),
        cmocka_unit_test(test_who_does_not_read_is_let_go),
        cmocka_unit_test(test_who_sips_is_let_go),
        cmocka_unit_test(test_unread_answers_do_not_fill_the_memory),
    };
    if (argc != 2) {
        return 2;
    }
    program = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
