/* SPDX-License-Identifier: AGPL-3.0-or-later
** A worker and its connections to the database, without its socket; on both engines, as tests of store are. */
#include <arpa/inet.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "http/worker.h"
#include "scratch.h"
#include "statements_here.h"

#define WAIT_MS 10000
#define PAUSE_MS 1000           /* DB_RETRY_MS of worker.c */
#define TRIES 3                 /* STALE_TRIES of worker.c */
#define QUIET_TRIES 5           /* until the machine lets two calls follow each other within PAUSE_MS */

STATEMENT(publish, 60, SAME("update generation set content_version = content_version + 1"));

static struct db *publisher; /* NULL: nobody publishes */
static int openings;
static int tries;

/* Takes most of the memory of a request. */
static enum fault large(struct request *request, struct response *response)
{
    arena_alloc(request->arena, REQUEST_ARENA_MAX / 4 * 3);
    check(scratch_number(request->db, &setting_count, NULL) == 0);
    buf_format(&response->body, "try %d", ++tries);
    return OK;
}

static void publish_now(struct db *db)
{
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_run(db, &publish, NULL), OK);
    assert_int_equal(db_commit(db), OK);
}

/* What a connection has found at its opening is published under, but for the last time. */
static enum fault load_site(const struct web *web, struct db *db, struct arena *arena, struct site *site)
{
    (void)web, (void)db, (void)arena, (void)site;
    if (publisher != NULL && ++openings < TRIES) {
        publish_now(publisher);
    }
    return OK;
}

static void render_error(struct request *request, struct response *response, int status)
{
    (void)request;
    buf_format(&response->body, "%d", status);
}

static const struct route ROUTES[] = {{"/large", FORM_HTML, large, NULL, "Large", "/large"}};
static const struct routes routes = {ROUTES, COUNT_OF(ROUTES), render_error};

static struct web web_of(struct str url)
{
    return (struct web){
        .routes = &routes,
        .site = {.name = S("Network"), .base_url = S("http://localhost"), .version = S("1")},
        .load_site = load_site,
        .db_url = url,
        .watch = watch_new(),
    };
}

static int ask(struct worker *worker, struct str *ret_body)
{
    struct head head = {.method = S("GET"), .target = S("/large"), .version = S("HTTP/1.1"), .n = 1};
    struct answer answer;
    head.fields[0] = (struct head_field){S("Host"), S("localhost")};
    assert_true(worker_answer(worker, &(struct whole){.head = &head, .number = 1}, &answer));
    *ret_body = answer.body;
    return answer.status;
}

/* ---- a database that does not answer */

/* It takes connections and says nothing: *ret_port. */
static int listen_only(int *ret_port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 16), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &size), 0);
    *ret_port = ntohs(at.sin_port);
    return fd;
}

/* How many have connected since the last call. */
static int count_callers(int listener)
{
    int n = 0;
    for (int fd = accept(listener, NULL, NULL); fd >= 0; fd = accept(listener, NULL, NULL)) {
        close(fd);
        n++;
    }
    return n;
}

/* One that answers nobody is waited for, for two seconds; who asks behind that is told so at once. */
static void test_a_database_waited_for_in_vain_is_not_waited_for_again_at_once(void **state)
{
    struct scratch *scratch = *state;
    struct worker worker;
    struct str body;
    int port = 0;
    int listener = listen_only(&port);
    struct web web = web_of(str_format(&scratch->arena, "postgres://nobody@127.0.0.1:%d/none?connect_timeout=2"
                                       "&sslmode=disable&gssencmode=disable", port));
    worker_init(&worker, &web, 0);
    assert_null(worker.db);
    assert_int_equal(count_callers(listener), 1);
    int callers = 1;
    for (int i = 0; i < QUIET_TRIES && callers != 0; i++) {
        assert_int_equal(ask(&worker, &body), 503);
        callers = count_callers(listener);
    }
    assert_int_equal(callers, 0);
    worker.db_tried_ms -= PAUSE_MS; /* as if it were over */
    close(listener);
    int64_t paused_ms = worker.db_tried_ms;
    assert_int_equal(ask(&worker, &body), 503);
    assert_true(worker.db_tried_ms > paused_ms);
    worker_done(&worker);
}

/* ---- news */

static void wait_readable(int fd)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    assert_int_equal(poll(&wait, 1, WAIT_MS), 1);
}

static int unread(int fd)
{
    int n = 0;
    assert_int_equal(ioctl(fd, FIONREAD, &n), 0);
    return n;
}

/* Both connections of a worker are told; nobody asks either of them anything. */
static void test_what_is_told_does_not_pile_up(void **state)
{
    struct scratch *scratch = *state;
    struct web web = web_of(scratch->url);
    struct worker worker;
    struct str why;
    struct db *db = scratch_open(scratch, DB_WRITE);
    worker_init(&worker, &web, 0);
    assert_non_null(worker.db);
    assert_int_equal(db_open(&scratch->arena, scratch->url, DB_WRITE, &worker.write, &why), OK);
    (void)worker_hears(&worker);
    for (int i = 0; i < 3; i++) {
        publish_now(db);
        if (worker_news_fd(&worker) >= 0) { /* on SQLite nothing is told: who listens looks */
            wait_readable(worker_news_fd(&worker));
            wait_readable(db_news_fd(worker.write));
        }
        assert_true(worker_hears(&worker));
        assert_non_null(worker.write);
        if (worker_news_fd(&worker) >= 0) {
            assert_false(worker_hears(&worker));
            assert_int_equal(unread(worker_news_fd(&worker)), 0);
            assert_int_equal(unread(db_news_fd(worker.write)), 0);
        }
    }
    worker_done(&worker);
    db_close(db);
}

/* ---- tries */

static void test_each_try_of_a_page_has_the_memory_of_a_request(void **state)
{
    struct scratch *scratch = *state;
    struct web web = web_of(scratch->url);
    struct worker worker;
    struct str body;
    publisher = scratch_open(scratch, DB_WRITE);
    openings = 0;
    tries = 0;
    worker_init(&worker, &web, 0);
    assert_int_equal(ask(&worker, &body), 200);
    assert_int_equal(tries, TRIES);
    assert_true(str_eq(body, S("try 3")));
    worker_done(&worker);
    db_close(publisher);
    publisher = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_database_waited_for_in_vain_is_not_waited_for_again_at_once,
                                        scratch_setup_empty, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_told_does_not_pile_up, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_each_try_of_a_page_has_the_memory_of_a_request, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
