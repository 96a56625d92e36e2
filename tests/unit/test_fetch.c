/* SPDX-License-Identifier: AGPL-3.0-or-later
** fetch: against a server of this test's own on loopback: what is sent, what comes back, and each bound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "jobs/fetch.h"

struct world {
    struct arena arena;
    pid_t server;
    int port;
};

/* ---- the server: answers with what it was asked, or as its path says */

static void write_all(int fd, const char *text, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, text, n);
        if (written <= 0) {
            return;
        }
        text += written;
        n -= (size_t)written;
    }
}

static void answer_big(int fd)
{
    static char block[64 << 10];
    dprintf(fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"); /* its length is not said before */
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 9; i++) {
        write_all(fd, block, sizeof block);
    }
}

/* Head and body, which these tests send in one piece or two. */
static void read_question(int fd, char *question, size_t size)
{
    size_t n = 0;
    for (;;) {
        ssize_t got = read(fd, question + n, size - 1 - n);
        n += got > 0 ? (size_t)got : 0;
        question[n] = '\0';
        const char *end = strstr(question, "\r\n\r\n");
        bool is_post = strncmp(question, "POST", 4) == 0;
        if (got <= 0 || (end != NULL && (!is_post || end[4] != '\0'))) {
            return;
        }
    }
}

static void answer(int fd)
{
    char question[8192];
    read_question(fd, question, sizeof question);
    if (strstr(question, " /big ") != NULL) {
        answer_big(fd);
    } else if (strstr(question, " /said-big ") != NULL) {
        dprintf(fd, "HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n");
    } else if (strstr(question, " /elsewhere ") != NULL) {
        dprintf(fd, "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n");
    } else if (strstr(question, " /slow ") != NULL) {
        sleep(5);
    } else if (strstr(question, " /gone ") != NULL) {
        return;
    } else {
        dprintf(fd, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen(question), question);
    }
}

static void serve(int listener)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fork() == 0) {
            answer(fd);
            _exit(0);
        }
        close(fd);
    }
}

static int make_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 16), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    world->port = ntohs(address.sin_port);
    world->server = fork();
    if (world->server == 0) {
        serve(listener);
    }
    close(listener);
    arena_init(&world->arena, 16u << 20);
    *state = world;
    return 0;
}

static int end_world(void **state)
{
    struct world *world = *state;
    kill(world->server, SIGKILL);
    waitpid(world->server, NULL, 0);
    arena_done(&world->arena);
    free(world);
    return 0;
}

static struct fetch_in question(struct world *world, const char *scheme, const char *host, const char *path)
{
    return (struct fetch_in){.url = str_format(&world->arena, "%s://%s:%d%s", scheme, host, world->port, path),
                             .reach = FETCH_LOOPBACK, .user = S("")};
}

static enum fault ask(struct world *world, const struct fetch_in *in, struct fetch_out *out)
{
    struct str why = S("");
    *out = (struct fetch_out){.status = 0};
    enum fault fault = fetch(&world->arena, in, out, &why);
    assert_int_equal(fault != OK, why.n > 0);
    return fault;
}

static void a_question_is_answered(void **state)
{
    struct world *world = *state;
    struct fetch_out out;
    struct fetch_in in = question(world, "http", "127.0.0.1", "/keys?a=1");
    assert_int_equal(ask(world, &in, &out), OK);
    assert_int_equal(out.status, 200);
    assert_true(str_starts(out.body, S("GET /keys?a=1 HTTP/1.1\r\n")));
    assert_false(str_contains(out.body, S("Authorization")));
}

static void a_form_and_who_asks_are_sent(void **state)
{
    struct world *world = *state;
    struct fetch_out out;
    struct fetch_in in = question(world, "http", "localhost", "/token");
    in.form = S("code=1%202&grant_type=authorization_code");
    in.user = S("a%3Ab");
    in.password = S("c");
    assert_int_equal(ask(world, &in, &out), OK);
    assert_true(str_starts(out.body, S("POST /token HTTP/1.1\r\n")));
    assert_true(str_contains(out.body, S("Authorization: Basic YSUzQWI6Yw==\r\n"))); /* "a%3Ab:c" */
    assert_true(str_contains(out.body, S("Content-Type: application/x-www-form-urlencoded\r\n")));
    assert_true(str_ends(out.body, S("\r\n\r\ncode=1%202&grant_type=authorization_code")));
}

static void nothing_is_followed(void **state)
{
    struct world *world = *state;
    struct fetch_out out;
    struct fetch_in in = question(world, "http", "127.0.0.1", "/elsewhere");
    assert_int_equal(ask(world, &in, &out), OK);
    assert_int_equal(out.status, 302);
    assert_int_equal(out.body.n, 0);
}

static void too_much_too_slow_and_nothing_are_faults(void **state)
{
    struct world *world = *state;
    struct fetch_out out;
    struct fetch_in in = question(world, "http", "127.0.0.1", "/big");
    assert_int_equal(ask(world, &in, &out), FAULT_TOO_LARGE);
    in = question(world, "http", "127.0.0.1", "/said-big");
    assert_int_equal(ask(world, &in, &out), FAULT_TOO_LARGE);
    in = question(world, "http", "127.0.0.1", "/gone");
    assert_int_equal(ask(world, &in, &out), FAULT_IO);
    in = question(world, "http", "127.0.0.1", "/slow");
    in.ms_max = 300;
    assert_int_equal(ask(world, &in, &out), FAULT_IO);
    in = question(world, "https", "127.0.0.1", "/"); /* it speaks no TLS */
    assert_int_equal(ask(world, &in, &out), FAULT_IO);
}

/* Names that resolve to this machine: what counts is the address that would be connected to. */
static void nobody_within_is_asked_for_the_open_internet(void **state)
{
    struct world *world = *state;
    struct fetch_out out;
    static const char *const hosts[] = {"127.0.0.2", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "10.0.0.1",
                                        "169.254.169.254", "[fe80::1]", "0.0.0.0", "LOCALHOST"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct fetch_in in = question(world, "https", hosts[i], "/");
        in.reach = FETCH_OPEN;
        if (ask(world, &in, &out) != FAULT_DENIED) {
            fail_msg("%s was asked", hosts[i]);
        }
    }
    struct fetch_in in = question(world, "https", "127.0.0.2", "/");
    in.reach = FETCH_PRIVATE;
    assert_int_equal(ask(world, &in, &out), FAULT_DENIED);
}

static void what_may_be_asked_is_seen_before(void **state)
{
    (void)state;
    static const char *const never[] = {
        "", "https://", "https:///x", "ftp://id.example.org", "file:///etc/passwd", "https:/id.example.org",
        "https://a@id.example.org", "https://id.example.org\\@x", "https://id.exa mple.org", "https://?x",
        "javascript:1", "HTTPS://id.example.org", "https://id.example.org/\n",
    };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        for (enum fetch_reach reach = FETCH_OPEN; reach <= FETCH_LOOPBACK; reach++) {
            assert_false(fetch_may(str_of(never[i]), reach));
        }
    }
    assert_true(fetch_may(S("https://id.example.org/a?b=c"), FETCH_OPEN));
    assert_true(fetch_may(S("https://id.example.org:8443"), FETCH_PRIVATE));
    assert_false(fetch_may(S("http://id.example.org"), FETCH_OPEN));
    assert_false(fetch_may(S("http://id.example.org"), FETCH_PRIVATE));
    assert_false(fetch_may(S("https://id.example.org"), FETCH_LOOPBACK));
    assert_false(fetch_may(S("http://localhost.example.org"), FETCH_LOOPBACK));
    assert_false(fetch_may(S("https://127.0.0.1"), FETCH_OPEN));
    assert_true(fetch_may(S("http://127.0.0.1:8080/x"), FETCH_LOOPBACK));
    assert_true(fetch_may(S("http://[::1]:8080/x"), FETCH_LOOPBACK));
    assert_true(fetch_may(S("https://localhost"), FETCH_LOOPBACK));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_is_answered),
        cmocka_unit_test(a_form_and_who_asks_are_sent),
        cmocka_unit_test(nothing_is_followed),
        cmocka_unit_test(too_much_too_slow_and_nothing_are_faults),
        cmocka_unit_test(nobody_within_is_asked_for_the_open_internet),
        cmocka_unit_test(what_may_be_asked_is_seen_before),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
