/* SPDX-License-Identifier: AGPL-3.0-or-later
** What the service manager hears: ready when web processes answer, not before; a restart in place begins and ends;
** that we live only while somebody answers; the stop. The path of serve_fixture is the only argument. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/check.h"
#include "base/scan.h"
#include "client.h"
#include "http/notify.h"

#define WAIT_MS 10000

static const char *program;

/* A manager: a socket of its own, and what came last. */
struct manager {
    int fd;
    struct sockaddr_un at;
    char heard[512];
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void manager_open(struct manager *manager)
{
    *manager = (struct manager){.at.sun_family = AF_UNIX};
    manager->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    snprintf(manager->at.sun_path, sizeof manager->at.sun_path, "/tmp/notify-test-%d", (int)getpid());
    unlink(manager->at.sun_path);
    assert_int_equal(bind(manager->fd, (struct sockaddr *)&manager->at, sizeof manager->at), 0);
    setenv("NOTIFY_SOCKET", manager->at.sun_path, 1);
}

static void manager_close(struct manager *manager)
{
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    unsetenv("WATCHDOG_PID");
    close(manager->fd);
    unlink(manager->at.sun_path);
}

/* The next message within `ms`; false: none came. */
static bool hear(struct manager *manager, int64_t ms)
{
    struct timeval limit = {.tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 + 1};
    setsockopt(manager->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ssize_t n = recv(manager->fd, manager->heard, sizeof manager->heard - 1, 0);
    manager->heard[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/* Whether a message that begins so comes within `ms`; others are passed over. */
static bool hear_word(struct manager *manager, const char *word, int64_t ms)
{
    int64_t end_ms = now_ms() + ms;
    for (int64_t left = ms; left > 0; left = end_ms - now_ms()) {
        if (hear(manager, left) && strncmp(manager->heard, word, strlen(word)) == 0) {
            return true;
        }
    }
    return false;
}

static void test_ready_comes_when_web_processes_answer(void **state)
{
    struct manager manager;
    struct fixture fixture = {0};
    (void)state;
    manager_open(&manager);
    fixture_start_passed(&fixture, program, 3, 5, 1000, true);
    for (int seen = 0; strncmp(manager.heard, "READY=1\n", 8) != 0; seen++) {
        assert_true(hear(&manager, WAIT_MS));
        bool early = strncmp(manager.heard, "READY", 5) == 0 && strstr(manager.heard, "3 of 3") == NULL;
        assert_false(early);
        assert_true(seen < 10);
    }
    assert_string_equal(manager.heard, "READY=1\nSTATUS=127.0.0.1:0, 3 of 3 web processes answer");
    assert_int_equal(client_get_status(fixture.port, "/hello"), 200);
    assert_int_equal(kill(client_get_pid(fixture.port), SIGKILL), 0);
    assert_true(hear_word(&manager, "STATUS=127.0.0.1:0, 2 of 3 web processes answer", WAIT_MS));
    assert_true(hear_word(&manager, "STATUS=127.0.0.1:0, 3 of 3 web processes answer", WAIT_MS));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    assert_true(hear_word(&manager, "STOPPING=1", WAIT_MS));
    assert_false(hear(&manager, 100)); /* and nobody asked whether we live */
    manager_close(&manager);
}

/* "RELOADING=1\nMONOTONIC_USEC=n": the time is that of the signal, on the clock that systemd compares it with. */
static void assert_reloading(struct manager *manager, int64_t after_ms)
{
    struct str time = str_of(manager->heard);
    int64_t at_us = 0;
    assert_true(str_starts(time, S("RELOADING=1\nMONOTONIC_USEC=")));
    assert_true(parse_int(str_from(time, sizeof "RELOADING=1\nMONOTONIC_USEC=" - 1), 1, INT64_MAX, &at_us));
    assert_in_range(at_us / 1000, after_ms, now_ms());
}

static void test_restart_in_place_is_told(void **state)
{
    struct manager manager;
    struct fixture fixture = {0};
    (void)state;
    manager_open(&manager);
    fixture_start_passed(&fixture, program, 2, 5, 1000, true);
    assert_true(hear_word(&manager, "READY=1\n", WAIT_MS));
    pid_t before = client_get_pid(fixture.port);
    int64_t signal_ms = now_ms();
    assert_int_equal(kill(fixture.pid, SIGHUP), 0);
    assert_true(hear_word(&manager, "RELOADING=1\n", WAIT_MS));
    assert_reloading(&manager, signal_ms);
    assert_true(hear_word(&manager, "READY=1\n", WAIT_MS));
    assert_non_null(strstr(manager.heard, "2 of 2"));
    sleep_ms(1500); /* the old ones finish */
    assert_true(client_get_pid(fixture.port) != before);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    manager_close(&manager);
}

static void test_refused_restart_is_ready_again(void **state)
{
    struct manager manager;
    struct fixture fixture = {0};
    char path[64];
    char copy[512];
    (void)state;
    manager_open(&manager);
    snprintf(path, sizeof path, "/tmp/notify-program-%d", (int)getpid());
    snprintf(copy, sizeof copy, "cp '%s' '%s'", program, path);
    assert_int_equal(system(copy), 0);
    fixture_start_passed(&fixture, path, 1, 5, 1000, true);
    assert_true(hear_word(&manager, "READY=1\n", WAIT_MS));
    pid_t before = client_get_pid(fixture.port);
    unlink(path);
    assert_int_equal(kill(fixture.pid, SIGHUP), 0);
    assert_true(hear_word(&manager, "RELOADING=1\n", WAIT_MS));
    assert_true(hear_word(&manager, "READY=1\n", WAIT_MS));
    assert_int_equal(client_get_pid(fixture.port), before);
    assert_true(fixture_log_has(&fixture, "does not start (status 127); the present one goes on"));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    manager_close(&manager);
}

/* After seven deaths the next life begins more than a second later; meanwhile nobody answers. */
static void test_lives_only_while_somebody_answers(void **state)
{
    struct manager manager;
    struct fixture fixture = {0};
    (void)state;
    manager_open(&manager);
    setenv("WATCHDOG_USEC", "100000", 1);
    fixture_start_passed(&fixture, program, 1, 5, 1000, true);
    assert_true(hear_word(&manager, "READY=1\n", WAIT_MS));
    for (int i = 0; i < 10; i++) {
        assert_true(hear_word(&manager, "WATCHDOG=1", 2000));
    }
    for (int i = 0; i < 7; i++) {
        bool again = i == 0 || hear_word(&manager, "STATUS=127.0.0.1:0, 1 of 1 web processes answer", WAIT_MS);
        assert_true(again);
        assert_int_equal(kill(client_get_pid(fixture.port), SIGKILL), 0);
        assert_true(hear_word(&manager, "STATUS=127.0.0.1:0, 0 of 1 web processes answer", WAIT_MS));
    }
    assert_false(hear(&manager, 500));
    assert_true(hear_word(&manager, "STATUS=127.0.0.1:0, 1 of 1 web processes answer", WAIT_MS));
    assert_true(hear_word(&manager, "WATCHDOG=1", 2000));
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    manager_close(&manager);
}

static void test_what_is_asked_of_another_process_is_not_ours(void **state)
{
    struct notify notify;
    char own[16];
    (void)state;
    setenv("WATCHDOG_USEC", "2000000", 1);
    snprintf(own, sizeof own, "%d", (int)getpid());
    setenv("WATCHDOG_PID", own, 1);
    notify_init(&notify, S("a:1"));
    assert_int_equal(notify.beat_ms, 1000);
    setenv("WATCHDOG_PID", "1", 1);
    notify_init(&notify, S("a:1"));
    assert_int_equal(notify.beat_ms, 0);
    setenv("WATCHDOG_USEC", "-7", 1);
    unsetenv("WATCHDOG_PID");
    notify_init(&notify, S("a:1"));
    assert_int_equal(notify.beat_ms, 0);
    unsetenv("WATCHDOG_USEC");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ready_comes_when_web_processes_answer),
        cmocka_unit_test(test_restart_in_place_is_told),
        cmocka_unit_test(test_refused_restart_is_ready_again),
        cmocka_unit_test(test_lives_only_while_somebody_answers),
        cmocka_unit_test(test_what_is_asked_of_another_process_is_not_ours),
    };
    if (argc != 2) {
        return 2;
    }
    program = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
