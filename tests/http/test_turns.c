/* SPDX-License-Identifier: AGPL-3.0-or-later
** Long requests behind short ones. The path of serve_fixture is the only argument.
**
** Judged by the order in which the worker did things, not by the clock: it is stopped while all is sent, and the pages
** say the how many-th they are ("call 3."). */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/scan.h"
#include "client.h"

#define SHORT "GET /counted HTTP/1.1\r\nHost: a\r\n\r\n"
#define LONG "GET /long/a HTTP/1.1\r\nHost: a\r\n\r\n"
#define CLIENTS_MAX 8

static const char *program;

/* One worker that can be made to stand still, and clients it has accepted. */
struct scene {
    struct fixture fixture;
    pid_t worker;
    int free_fds; /* of the worker, without clients */
    int fds[CLIENTS_MAX];
    size_t n;
};

/* Reads to the end of `mark`, and not a byte of what is behind it: answers may follow one another. */
static struct str read_until(int fd, char *to, size_t size, const char *mark)
{
    size_t n = 0;
    while (n < size && !str_ends((struct str){to, n}, str_of(mark))) {
        assert_int_equal(recv(fd, to + n, 1, 0), 1);
        n++;
    }
    return (struct str){to, n};
}

static void read_head(int fd)
{
    char head[2048];
    assert_true(str_starts(read_until(fd, head, sizeof head, "\r\n\r\n"), S("HTTP/1.1 200 ")));
}

/* The number in the next "call N." of a connection. */
static int64_t read_call(int fd)
{
    char body[64];
    int64_t call = 0;
    read_head(fd);
    struct str text = read_until(fd, body, sizeof body, ".");
    assert_true(str_starts(text, S("call ")));
    assert_true(parse_int(str_sub(text, 5, text.n - 6), 1, INT32_MAX, &call));
    return call;
}

/* Each client has been answered once, so that all of them are on a par. */
static void scene_begin(struct scene *scene, size_t clients, int grace_ms)
{
    *scene = (struct scene){.n = clients};
    fixture_start(&scene->fixture, program, 1, 15, grace_ms, true);
    scene->worker = client_get_pid(scene->fixture.port);
    scene->free_fds = least_fds(scene->worker);
    for (size_t i = 0; i < clients; i++) {
        scene->fds[i] = client_connect(scene->fixture.port);
        assert_true(client_send(scene->fds[i], S(SHORT)));
        assert_int_equal(read_call(scene->fds[i]), i + 1);
    }
    assert_int_equal(kill(scene->worker, SIGSTOP), 0);
}

static void scene_go(struct scene *scene)
{
    assert_int_equal(kill(scene->worker, SIGCONT), 0);
}

static void scene_end(struct scene *scene)
{
    for (size_t i = 0; i < scene->n; i++) {
        close(scene->fds[i]);
    }
    assert_int_equal(client_get_pid(scene->fixture.port), scene->worker); /* it lives */
    assert_int_equal(fixture_stop(&scene->fixture, SIGTERM), 0);
}

static void send_times(int fd, const char *request, int times)
{
    for (int i = 0; i < times; i++) {
        assert_true(client_send(fd, str_of(request)));
    }
}

/* ---- order */

static void test_a_short_request_goes_before_long_ones(void **state)
{
    struct scene scene;
    (void)state;
    scene_begin(&scene, 7, 2000);
    for (size_t i = 0; i < 6; i++) {
        send_times(scene.fds[i], i % 2 == 0 ? LONG : "GET /long/a.json?ms=1 HTTP/1.1\r\nHost: a\r\n\r\n", 1);
    }
    send_times(scene.fds[6], SHORT, 1);
    scene_go(&scene);
    assert_int_equal(read_call(scene.fds[6]), 8);
    int64_t before = 8;
    for (size_t i = 0; i < 6; i++) { /* those in the order they came */
        assert_int_equal(read_call(scene.fds[i]), ++before);
    }
    scene_end(&scene);
}

/* Whoever has always more to ask must not keep the others out: neither the short ones nor the long ones. */
static void test_short_and_long_ones_take_turns(void **state)
{
    struct scene scene;
    int64_t before = 0;
    (void)state;
    scene_begin(&scene, 4, 2000);
    for (size_t i = 0; i < 3; i++) {
        send_times(scene.fds[i], LONG, 1);
    }
    send_times(scene.fds[3], SHORT, 60);
    scene_go(&scene);
    for (size_t i = 0; i < 3; i++) {
        int64_t call = read_call(scene.fds[i]);
        assert_in_range(call - before, 2, 4 + 3); /* a short one between any two, and not many */
        before = call;
    }
    for (int i = 0; i < 60; i++) {
        read_call(scene.fds[3]);
    }
    scene_end(&scene);
}

static void test_requests_behind_a_long_one_keep_their_order(void **state)
{
    struct scene scene;
    (void)state;
    scene_begin(&scene, 1, 2000);
    send_times(scene.fds[0], LONG SHORT LONG "HEAD /long/a HTTP/1.1\r\nHost: a\r\n\r\n" SHORT, 1);
    scene_go(&scene);
    for (int64_t call = 2; call < 5; call++) {
        assert_int_equal(read_call(scene.fds[0]), call);
    }
    read_head(scene.fds[0]);
    assert_int_equal(read_call(scene.fds[0]), 6); /* HEAD was one too */
    scene_end(&scene);
}

/* ---- clients that leave, and a worker that does */

/* The others are served, and the places of these are free again. */
static void test_clients_that_left_while_they_waited(void **state)
{
    struct scene scene;
    struct linger reset = {.l_onoff = 1};
    (void)state;
    scene_begin(&scene, 6, 2000);
    for (size_t i = 0; i < 6; i++) {
        send_times(scene.fds[i], LONG, 1);
    }
    setsockopt(scene.fds[0], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(scene.fds[0]);
    close(scene.fds[1]);
    shutdown(scene.fds[2], SHUT_WR); /* may be taken as having left */
    scene_go(&scene);
    for (size_t i = 3; i < 6; i++) {
        assert_in_range(read_call(scene.fds[i]), 7, 12);
    }
    for (int i = 0; i < 100 && count_fds(scene.worker) > scene.free_fds + 3; i++) {
        sleep_ms(20);
    }
    assert_int_equal(count_fds(scene.worker), scene.free_fds + 3);
    scene.fds[0] = scene.fds[1] = -1;
    scene_end(&scene);
}

static void test_stop_answers_long_ones_that_wait(void **state)
{
    struct scene scene;
    (void)state;
    scene_begin(&scene, 6, 5000);
    for (size_t i = 0; i < 6; i++) {
        send_times(scene.fds[i], "GET /long/a?ms=40 HTTP/1.1\r\nHost: a\r\n\r\n", 1);
    }
    kill(scene.fixture.pid, SIGTERM);
    scene_go(&scene);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(read_call(scene.fds[i]), 7 + i);
        close(scene.fds[i]);
    }
    assert_int_equal(fixture_stop(&scene.fixture, SIGTERM), 0);
}

static void test_stop_does_not_wait_for_long_ones_for_ever(void **state)
{
    struct scene scene;
    struct buf log CLEANUP(buf_done);
    char bytes[4096];
    ssize_t n;
    (void)state;
    scene_begin(&scene, 6, 100);
    for (size_t i = 0; i < 6; i++) {
        send_times(scene.fds[i], "GET /long/a?ms=300 HTTP/1.1\r\nHost: a\r\n\r\n", 1);
    }
    int fd = open(scene.fixture.log, O_RDONLY | O_CLOEXEC);
    scene_go(&scene);
    sleep_ms(50);
    assert_int_equal(fixture_stop(&scene.fixture, SIGTERM), 0);
    buf_init(&log, 1u << 20);
    while ((n = read(fd, bytes, sizeof bytes)) > 0) {
        buf_put(&log, bytes, (size_t)n);
    }
    assert_true(str_contains(buf_str(&log), S("requests unanswered")));
    assert_false(str_contains(buf_str(&log), S("worker 1 ended"))); /* as it does when it is killed by a bug */
    close(fd);
    for (size_t i = 0; i < 6; i++) {
        close(scene.fds[i]);
    }
}

/* ---- many */

static void test_more_long_ones_than_places(void **state)
{
    struct fixture fixture;
    static int many[CONNECTIONS_MAX + 20];
    struct reply answer;
    (void)state;
    fixture_start(&fixture, program, 1, 15, 2000, true);
    pid_t worker = client_get_pid(fixture.port);
    assert_int_equal(kill(worker, SIGSTOP), 0);
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        many[i] = client_connect(fixture.port);
        assert_true(client_send(many[i], S("GET /long/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")));
    }
    assert_int_equal(kill(worker, SIGCONT), 0);
    for (size_t i = 0; i < COUNT_OF(many); i++) {
        client_read(many[i], false, &answer);
        assert_int_equal(answer.status, 200);
        reply_done(&answer);
        close(many[i]);
    }
    assert_int_equal(client_get_pid(fixture.port), worker);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_short_request_goes_before_long_ones),
        cmocka_unit_test(test_short_and_long_ones_take_turns),
        cmocka_unit_test(test_requests_behind_a_long_one_keep_their_order),
        cmocka_unit_test(test_clients_that_left_while_they_waited),
        cmocka_unit_test(test_stop_answers_long_ones_that_wait),
        cmocka_unit_test(test_stop_does_not_wait_for_long_ones_for_ever),
        cmocka_unit_test(test_more_long_ones_than_places),
    };
    if (argc != 2) {
        return 2;
    }
    program = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
