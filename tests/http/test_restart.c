/* SPDX-License-Identifier: AGPL-3.0-or-later
** Restarts under load, in place and by a service manager that keeps the socket: no request fails or is cut.
** The path of serve_fixture is the only argument. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/check.h"
#include "base/scan.h"
#include "client.h"
#include "http/worker.h"

#define RESTARTS 20
#define BIG_BYTES (512u * 16 * 63)

static const char *program;

/* A lookup that takes long to come true: a process has to hear of it first. */
static bool log_comes_to_have(const struct fixture *fixture, const char *text)
{
    for (int i = 0; i < 100 && !fixture_log_has(fixture, text); i++) {
        sleep_ms(50);
    }
    return fixture_log_has(fixture, text);
}

static int listen_somewhere(int *ret_port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 1024), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
    *ret_port = ntohs(at.sin_port);
    return fd;
}

/* ---- load */

/* Shared by the test and its clients. */
struct load {
    _Atomic bool stop;
    _Atomic int answered;
    _Atomic int refused; /* nobody listened */
    _Atomic int cut;     /* no answer, another status, or not the whole page */
    pid_t clients[6];
};

struct habit {
    const char *target;
    size_t bytes;
    bool stays; /* on its connection, as long as the server allows */
};

static const struct habit HABITS[6] = {
    {"/hello", 19, false},
    {"/hello", 19, true},
    {"/slow?ms=40", 13, true},
    {"/big?kib=512", BIG_BYTES, false},
    {"/long?ms=10", 13, true},
    {"/long?ms=10", 13, false},
};

/* One request on `fd`. True when the connection can take another one. */
static bool ask(struct load *load, const struct habit *habit, int fd)
{
    char request[128];
    struct reply answer;
    int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n", habit->target,
                     habit->stays ? "" : "Connection: close\r\n");
    client_send(fd, (struct str){request, (size_t)n});
    client_read(fd, false, &answer);
    bool whole = answer.status == 200 && answer.body.n == habit->bytes;
    bool again = whole && habit->stays && !str_eq(reply_field(&answer, S("Connection")), S("close"));
    atomic_fetch_add(whole ? &load->answered : &load->cut, 1);
    reply_done(&answer);
    return again;
}

_Noreturn static void run_client(struct load *load, const struct habit *habit, int port)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* a failed test leaves nobody behind */
    while (!atomic_load(&load->stop)) {
        int fd = client_connect(port);
        if (fd < 0) {
            atomic_fetch_add(&load->refused, 1);
            sleep_ms(1);
            continue;
        }
        while (ask(load, habit, fd) && !atomic_load(&load->stop)) {
            sleep_ms(1);
        }
        close(fd);
    }
    _exit(0);
}

static struct load *load_start(int port)
{
    struct load *load = mmap(NULL, sizeof *load, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(load != MAP_FAILED);
    for (size_t i = 0; i < COUNT_OF(HABITS); i++) {
        pid_t client = fork();
        assert_true(client >= 0);
        if (client == 0) {
            run_client(load, &HABITS[i], port);
        }
        load->clients[i] = client;
    }
    return load;
}

static void load_stop_and_check(struct load *load)
{
    atomic_store(&load->stop, true);
    for (size_t i = 0; i < COUNT_OF(HABITS); i++) {
        int status;
        assert_int_equal(waitpid(load->clients[i], &status, 0), load->clients[i]);
        assert_int_equal(status, 0);
    }
    print_message("%d answered, %d refused, %d cut\n", load->answered, load->refused, load->cut);
    assert_true(load->answered > RESTARTS * 20);
    assert_int_equal(load->refused, 0);
    assert_int_equal(load->cut, 0);
    munmap(load, sizeof *load);
}

/* ---- in place */

static int hear_ready(struct sockaddr_un *at)
{
    struct timeval limit = {.tv_sec = 15};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    *at = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(at->sun_path, sizeof at->sun_path, "/tmp/restart-notify-%d", (int)getpid());
    unlink(at->sun_path);
    assert_int_equal(bind(fd, (struct sockaddr *)at, sizeof *at), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return fd;
}

static void wait_ready(int fd)
{
    char message[256] = {0};
    while (strncmp(message, "READY=1\n", 8) != 0) {
        ssize_t n = recv(fd, message, sizeof message - 1, 0);
        assert_true(n > 0);
        message[n] = '\0';
    }
}

static void restart_often_under_load(struct fixture *fixture)
{
    struct sockaddr_un at;
    int ready = hear_ready(&at);
    setenv("NOTIFY_SOCKET", at.sun_path, 1);
    fixture_start_passed(fixture, program, 2, 5, 5000, true);
    unsetenv("NOTIFY_SOCKET");
    wait_ready(ready);
    pid_t worker = client_get_pid(fixture->port);
    int fds = least_fds(fixture->pid);
    int worker_fds = least_fds(worker);
    struct load *load = load_start(fixture->port);
    for (int i = 0; i < RESTARTS; i++) {
        sleep_ms(100);
        assert_int_equal(kill(fixture->pid, SIGHUP), 0);
        wait_ready(ready);
    }
    load_stop_and_check(load);
    pid_t last = client_get_pid(fixture->port);
    assert_true(last != worker);
    assert_int_equal(least_fds(fixture->pid), fds);
    assert_int_equal(least_fds(last), worker_fds);
    assert_int_equal(kill(worker, 0), -1); /* the first ones have gone */
    assert_true(fixture_log_has(fixture, "restarted in place"));
    assert_int_equal(fixture_stop(fixture, SIGTERM), 0);
    close(ready);
    unlink(at.sun_path);
}

static void test_restart_in_place_loses_nobody(void **state)
{
    struct fixture fixture = {0};
    (void)state;
    restart_often_under_load(&fixture);
    assert_int_equal(client_connect(fixture.port), -1); /* its own sockets went with it */
}

static void test_restart_in_place_on_a_passed_socket(void **state)
{
    struct fixture fixture = {.passed_count = 1};
    int port;
    (void)state;
    fixture.passed[0] = listen_somewhere(&port);
    restart_often_under_load(&fixture);
    int fd = client_connect(port); /* still the manager's, and open */
    assert_true(fd >= 0);
    close(fd);
    close(fixture.passed[0]);
}

static void copy_file(const char *from, const char *to)
{
    char command[512];
    snprintf(command, sizeof command, "cp '%s' '%s.new' && mv '%s.new' '%s'", from, to, to, to);
    assert_int_equal(system(command), 0);
}

static void write_script(const char *path, const char *text)
{
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void test_program_that_does_not_start_is_refused(void **state)
{
    struct fixture fixture;
    char path[64];
    (void)state;
    snprintf(path, sizeof path, "/tmp/restart-program-%d", (int)getpid());
    copy_file(program, path);
    fixture_start(&fixture, path, 1, 5, 1000, true);
    pid_t worker = client_get_pid(fixture.port);
    write_script(path, "#!/bin/sh\necho 'the database is newer than this program' >&2\nexit 1\n");
    assert_int_equal(kill(fixture.pid, SIGHUP), 0);
    assert_true(log_comes_to_have(&fixture, "does not start (status 1); the present one goes on"));
    assert_true(fixture_log_has(&fixture, "the database is newer than this program"));
    assert_int_equal(client_get_pid(fixture.port), worker);
    unlink(path);
    assert_int_equal(kill(fixture.pid, SIGHUP), 0);
    assert_true(log_comes_to_have(&fixture, "the program cannot be run: No such file or directory"));
    assert_true(log_comes_to_have(&fixture, "does not start (status 127)"));
    assert_int_equal(client_get_pid(fixture.port), worker);
    copy_file(program, path); /* mended */
    assert_int_equal(kill(fixture.pid, SIGHUP), 0);
    assert_true(log_comes_to_have(&fixture, "restarted in place: 1 workers"));
    sleep_ms(700);
    assert_true(client_get_pid(fixture.port) != worker);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    unlink(path);
}

static void test_worker_that_does_not_finish_is_ended(void **state)
{
    struct fixture fixture;
    struct reply answer;
    (void)state;
    fixture_start(&fixture, program, 1, 5, 500, true);
    pid_t worker = client_get_pid(fixture.port);
    int stuck = client_connect(fixture.port);
    assert_true(client_send(stuck, S("GET /slow?ms=20000 HTTP/1.1\r\nHost: a\r\n\r\n")));
    sleep_ms(100);
    assert_int_equal(kill(fixture.pid, SIGHUP), 0);
    assert_true(log_comes_to_have(&fixture, "1 workers of the life before did not finish in time"));
    client_read(stuck, false, &answer);
    assert_int_equal(answer.status, 0);
    reply_done(&answer);
    close(stuck);
    assert_true(client_get_pid(fixture.port) != worker);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
}

/* ---- by a service manager that keeps the socket */

static void test_stop_and_start_on_a_passed_socket_loses_nobody(void **state)
{
    struct fixture fixture = {.passed_count = 1};
    int port;
    (void)state;
    fixture.passed[0] = listen_somewhere(&port);
    struct load *load = load_start(port); /* the first wait for the start */
    for (int i = 0; i < RESTARTS; i++) {
        fixture_start_passed(&fixture, program, 2, 5, 5000, true);
        assert_int_equal(fixture.port, port);
        sleep_ms(150);
        assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    }
    fixture_start_passed(&fixture, program, 2, 5, 5000, true);
    load_stop_and_check(load);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    close(fixture.passed[0]);
}

static void test_each_passed_socket_is_answered(void **state)
{
    struct fixture fixture = {.passed_count = 3};
    int ports[3];
    (void)state;
    for (int i = 0; i < 3; i++) {
        fixture.passed[i] = listen_somewhere(&ports[i]);
    }
    fixture_start_passed(&fixture, program, 1, 5, 1000, true); /* one worker is asked for, three are needed */
    pid_t first = client_get_pid(ports[0]);
    assert_true(client_get_pid(ports[1]) != first);
    assert_true(client_get_pid(ports[2]) != first);
    assert_int_equal(fixture_stop(&fixture, SIGTERM), 0);
    for (int i = 0; i < 3; i++) {
        close(fixture.passed[i]);
    }
}

/* Runs the program with descriptor 3 at nothing of use, at most `seconds`. `pid`: LISTEN_PID, a word of the shell. */
static int run_with_null(const char *pid, int seconds, char *to, size_t size)
{
    char command[512];
    snprintf(command, sizeof command, "exec 2>&1 3</dev/null; LISTEN_FDS=1 timeout %d sh -c 'LISTEN_PID=%s exec %s "
             "127.0.0.1:0 1 5 500 1 60'", seconds, pid, program);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t n = fread(to, 1, size - 1, pipe);
    to[n] = '\0';
    return WEXITSTATUS(pclose(pipe));
}

static void test_what_is_no_listening_socket_is_refused(void **state)
{
    char said[512];
    (void)state;
    assert_int_equal(run_with_null("$$", 30, said, sizeof said), 1);
    assert_non_null(strstr(said, "descriptor 3, which the service manager passed, is no listening TCP socket"));
    assert_int_equal(run_with_null("1", 1, said, sizeof said), 124); /* for another process: it serves until the end */
    assert_null(strstr(said, "descriptor 3"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_restart_in_place_loses_nobody),
        cmocka_unit_test(test_restart_in_place_on_a_passed_socket),
        cmocka_unit_test(test_program_that_does_not_start_is_refused),
        cmocka_unit_test(test_worker_that_does_not_finish_is_ended),
        cmocka_unit_test(test_stop_and_start_on_a_passed_socket_loses_nobody),
        cmocka_unit_test(test_each_passed_socket_is_answered),
        cmocka_unit_test(test_what_is_no_listening_socket_is_refused),
    };
    if (argc != 2) {
        return 2;
    }
    program = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
