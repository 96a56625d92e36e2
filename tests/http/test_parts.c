/* SPDX-License-Identifier: AGPL-3.0-or-later
** The parts of the server that need no socket: heads, strikes, kept pages, long routes, compression. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>
#include <zlib.h>

#include "base/check.h"
#include "base/limits.h"
#include "http/clients.h"
#include "http/head.h"
#include "http/page_cache.h"
#include "http/route.h"
#include "http/watch.h"
#include "text/gzip.h"

/* ---- heads */

static struct head head_with(const char *name, const char *value)
{
    struct head head = {.method = S("GET"), .target = S("/"), .version = S("HTTP/1.1"), .n = 2};
    head.fields[0] = (struct head_field){S("Host"), S("a")};
    head.fields[1] = (struct head_field){str_of(name), str_of(value)};
    return head;
}

static void test_gzip_is_taken_only_when_offered(void **state)
{
    static const struct { const char *value; bool takes; } CASES[] = {
        {"gzip", true}, {"GZIP", true}, {"br, gzip", true}, {"gzip;q=0.001", true}, {"gzip ; q=0.5", true},
        {"*", true}, {"br;q=1, *;q=0.1", true}, {"gzip;q=1.0", true},
        {"gzip;q=0", false}, {"gzip;q=0.0", false}, {"gzip;q=0.000", false}, {"identity", false}, {"", false},
        {"*;q=0", false}, {"gzip;q=0, *", false}, {"gzip;q=", false}, {"gzip;q=x", false}, {"xgzip", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct head head = head_with("accept-encoding", CASES[i].value);
        if (head_takes_gzip(&head) != CASES[i].takes) {
            fail_msg("Accept-Encoding: %s", CASES[i].value);
        }
    }
}

static bool knows(struct str code)
{
    return str_eq(code, S("en")) || str_eq(code, S("it"));
}

static void test_language_is_the_best_known_one(void **state)
{
    static const struct { const char *value; const char *language; } CASES[] = {
        {"it", "it"}, {"it-IT, en;q=0.5", "it"}, {"en;q=0.5, it;q=0.9", "it"}, {"cs, sk;q=0.9, en;q=0.1", "en"},
        {"it;q=0, en;q=0.2", "en"}, {"en, it", "en"}, {"cs", ""}, {"", ""}, {"*", ""}, {"it;q=0", ""},
        {"it;q=0.05,en;q=0.5", "en"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct head head = head_with("Accept-Language", CASES[i].value);
        if (!str_eq(head_language(&head, knows), str_of(CASES[i].language))) {
            fail_msg("Accept-Language: %s", CASES[i].value);
        }
    }
}

static void test_tags_match_in_lists_and_weakly(void **state)
{
    static const struct { const char *value; bool matches; } CASES[] = {
        {"\"abc\"", true}, {"W/\"abc\"", true}, {"\"x\", \"abc\"", true}, {"*", true},
        {"abc", false}, {"\"abcd\"", false}, {"", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct head head = head_with("If-None-Match", CASES[i].value);
        if (head_matches_tag(&head, S("\"abc\"")) != CASES[i].matches) {
            fail_msg("If-None-Match: %s", CASES[i].value);
        }
    }
}

static void test_size_on_the_wire_betrays_what_is_hidden(void **state)
{
    struct head head = head_with("X", "y");
    (void)state;
    head.bytes = 14 + 2 + 7 + 2 + 4 + 2 + 2; /* "GET / HTTP/1.1", "Host: a", "X: y", each with CRLF,
    and the empty line */
    assert_int_equal(head_check(&head), 0);
    head.bytes++;
    assert_int_equal(head_check(&head), 400);
    head.bytes = 0; /* not known: nothing to compare */
    assert_int_equal(head_check(&head), 0);
}

static void test_headers_together_have_a_bound(void **state)
{
    static char long_value[REQUEST_HEADERS_MAX + 1];
    struct head head = head_with("X", "");
    (void)state;
    memset(long_value, 'a', sizeof long_value);
    head.fields[1].value = (struct str){long_value, REQUEST_HEADERS_MAX - (4 + 1 + 4) - (1 + 4)};
    assert_int_equal(head_check(&head), 0);
    head.fields[1].value.n++;
    assert_int_equal(head_check(&head), 431);
    head = head_with("X", "");
    head.overflow = true;
    assert_int_equal(head_check(&head), 431);
}

/* ---- strikes */

static void strike(struct watch *watch, int route, int64_t now_ms, bool *ret_closed)
{
    *ret_closed = false;
    watch_begin(watch, 0, route, now_ms);
    assert_int_equal(watch_strike(watch, 0, now_ms, ret_closed), route);
}

static void test_three_strikes_within_the_window_close_a_route(void **state)
{
    struct watch *watch = watch_new();
    bool closed;
    (void)state;
    strike(watch, 5, 1000, &closed);
    assert_false(closed);
    strike(watch, 5, 2000, &closed);
    assert_false(closed);
    assert_false(watch_is_closed(watch, 5, 2000));
    strike(watch, 5, 1000 + STRIKES_WINDOW_MS - 1, &closed);
    assert_true(closed);
    int64_t end_ms = 1000 + STRIKES_WINDOW_MS - 1 + STRIKES_CLOSED_MS;
    assert_true(watch_is_closed(watch, 5, end_ms - 1));
    assert_false(watch_is_closed(watch, 5, end_ms));
    assert_false(watch_is_closed(watch, 4, end_ms - 1));
}

static void test_strikes_far_apart_close_nothing(void **state)
{
    struct watch *watch = watch_new();
    bool closed;
    (void)state;
    for (int64_t i = 1; i < 10; i++) {
        strike(watch, 7, i * STRIKES_WINDOW_MS / 2, &closed);
        assert_false(closed);
    }
}

static void test_death_between_requests_is_nobodys_fault(void **state)
{
    struct watch *watch = watch_new();
    bool closed = false;
    (void)state;
    watch_begin(watch, 3, 1, 100);
    assert_int_equal(watch_busy_ms(watch, 3, 350), 250);
    watch_end(watch, 3);
    assert_int_equal(watch_busy_ms(watch, 3, 350), 0);
    assert_int_equal(watch_strike(watch, 3, 400, &closed), WATCH_NO_ROUTE);
    assert_false(closed);
}

/* ---- kept pages */

static void test_kept_pages_are_copies(void **state)
{
    struct page_cache cache;
    char body[] = "first";
    char key[] = "p /cities";
    (void)state;
    page_cache_init(&cache);
    struct answer answer = {.status = 200, .type = S("text/html"), .body = {body, 5}, .tag = S("\"t\"")};
    page_cache_add(&cache, (struct str){key, 9}, &answer);
    memset(body, 'x', 5);
    memset(key, 'x', 9);
    const struct answer *kept = page_cache_find(&cache, S("p /cities"));
    assert_non_null(kept);
    assert_true(str_eq(kept->body, S("first")));
    assert_null(page_cache_find(&cache, S("p /other")));
    page_cache_done(&cache);
}

static void test_new_content_or_day_drops_pages(void **state)
{
    struct page_cache cache;
    struct answer answer = {.status = 200, .body = S("x")};
    (void)state;
    page_cache_init(&cache);
    page_cache_check(&cache, 4, (struct date){20000});
    page_cache_add(&cache, S("k"), &answer);
    page_cache_check(&cache, 4, (struct date){20000});
    assert_non_null(page_cache_find(&cache, S("k")));
    page_cache_check(&cache, 5, (struct date){20000});
    assert_null(page_cache_find(&cache, S("k")));
    page_cache_add(&cache, S("k"), &answer);
    page_cache_check(&cache, 5, (struct date){20001});
    assert_null(page_cache_find(&cache, S("k")));
    page_cache_done(&cache);
}

static void test_cache_is_bounded(void **state)
{
    static char bytes[PAGE_CACHE_ONE_MAX];
    struct page_cache cache;
    struct arena arena;
    struct answer large = {.status = 200, .body = {bytes, PAGE_CACHE_ONE_MAX / 2}};
    struct answer huge = {.status = 200, .body = {bytes, PAGE_CACHE_ONE_MAX}};
    (void)state;
    arena_init(&arena, 1u << 20);
    page_cache_init(&cache);
    page_cache_add(&cache, S("huge"), &huge);
    assert_null(page_cache_find(&cache, S("huge")));
    for (int i = 0; i < 500; i++) {
        struct str key = str_format(&arena, "page %d", i);
        page_cache_add(&cache, key, &large);
        assert_non_null(page_cache_find(&cache, key));
        assert_true(cache.arena.used <= PAGE_CACHE_MAX + PAGE_CACHE_ONE_MAX);
    }
    assert_null(page_cache_find(&cache, S("page 0")));
    page_cache_done(&cache);
    arena_done(&arena);
}

static void test_many_small_pages_stay_bounded(void **state)
{
    struct page_cache cache;
    struct arena arena;
    struct answer small = {.status = 200, .body = S("x")};
    (void)state;
    arena_init(&arena, 4u << 20);
    page_cache_init(&cache);
    for (int i = 0; i < 20000; i++) {
        page_cache_add(&cache, str_format(&arena, "/search?q=%d", i), &small);
    }
    assert_in_range(cache.pages.n, 1, 4096);
    page_cache_done(&cache);
    arena_done(&arena);
}

/* ---- routes that are long */

static void test_long_routes_are_known_by_their_address(void **state)
{
    static const struct route ROWS[] = {
        {"/", FORM_HTML, NULL, NULL, "Home", NULL},
        {"/map.xml", FORM_OTHER, NULL, NULL, "Map", NULL, .is_long = true},
        {"/search", FORM_HTML | FORM_JSON, NULL, NULL, "Search", NULL, .is_long = true},
        {"/cities/{}", FORM_HTML, NULL, NULL, "City", NULL},
        {"/cities/{}/like", FORM_HTML | FORM_JSON, NULL, NULL, "Like", NULL, .is_long = true},
    };
    static const struct routes routes = {ROWS, COUNT_OF(ROWS), NULL};
    static const struct { const char *target; bool is_long; } CASES[] = {
        {"/search", true}, {"/search?q=a/b.c", true}, {"/search.json?q=", true}, {"/map.xml", true},
        {"/cities/a/like", true}, {"/cities/%c5%be/like.csv?x", true},
        {"/", false}, {"/?/search", false}, {"/searching", false}, {"/search/a", false}, {"/cities", false},
        {"/cities/search", false}, {"/cities/a/liked", false}, {"/cities/a/like/b", false}, {"//search", false},
        {"/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        if (route_is_long(&routes, str_of(CASES[i].target)) != CASES[i].is_long) {
            fail_msg("%s", CASES[i].target);
        }
    }
}

/* ---- compression */

static void test_gzip_comes_back_as_it_was(void **state)
{
    static char text[200000];
    static unsigned char back[sizeof text];
    struct buf packed;
    z_stream stream = {0};
    (void)state;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = "a city and its needs "[(i * i / 7 + i) % 21];
    }
    buf_init(&packed, 1u << 20);
    assert_true(gzip_pack((struct str){text, sizeof text}, &packed));
    assert_true(packed.n < sizeof text / 2);
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK); /* 16: only gzip's frame */
    stream.next_in = (unsigned char *)packed.bytes;
    stream.avail_in = (unsigned)packed.n;
    stream.next_out = back;
    stream.avail_out = sizeof back;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, sizeof text);
    assert_memory_equal(back, text, sizeof text);
    inflateEnd(&stream);
    buf_done(&packed);
}

static void test_what_does_not_shrink_is_left(void **state)
{
    struct buf packed;
    (void)state;
    buf_init(&packed, 1024);
    assert_false(gzip_pack(S(""), &packed));
    assert_false(gzip_pack(S("abc"), &packed));
    assert_int_equal(packed.n, 0);
    buf_done(&packed);
}

/* ---- clients */

/* Somebody connected; *ret_fd is his end. */
static struct client *connect_client(struct clients *clients, int64_t now_ms, int *ret_fd, int *ret_own)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    *ret_own = ends[0];
    *ret_fd = ends[1];
    return clients_add(clients, ends[0], now_ms);
}

/* Nothing to read yet, and not the end. */
static bool is_connected(int fd)
{
    char byte;
    return recv(fd, &byte, 1, 0) < 0;
}

static void test_a_stop_lets_the_idle_go_and_nobody_else(void **state)
{
    struct clients clients = {0};
    struct client *all[3];
    int fds[3];
    int own[3];
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        all[i] = connect_client(&clients, 1000, &fds[i], &own[i]);
    }
    clients_set_busy(&clients, all[1], true, 1000);  /* waits for an answer */
    assert_int_equal(send(fds[2], "GET", 3, 0), 3);  /* has begun to ask */
    clients_sweep(&clients, 5000, 6000, -1, 1400);
    assert_true(is_connected(fds[0])); /* nobody stops */
    clients_sweep(&clients, 5000, 6000, 500, 1400);
    assert_true(is_connected(fds[0])); /* it came just now */
    clients_sweep(&clients, 5000, 6000, 400, 1400);
    assert_false(is_connected(fds[0]));
    assert_true(is_connected(fds[1]));
    assert_true(is_connected(fds[2]));
    clients_sweep(&clients, 5000, 6000, 400, 6000); /* too slow with his head, stop or not */
    assert_false(is_connected(fds[2]));
    assert_true(is_connected(fds[1]));
    clients_sweep(&clients, 5000, 6000, 400, 7000);
    assert_false(is_connected(fds[1]));
    for (size_t i = 0; i < 3; i++) {
        clients_remove(&clients, all[i]);
        close(fds[i]);
        close(own[i]);
    }
    assert_int_equal(clients.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gzip_is_taken_only_when_offered),
        cmocka_unit_test(test_language_is_the_best_known_one),
        cmocka_unit_test(test_tags_match_in_lists_and_weakly),
        cmocka_unit_test(test_size_on_the_wire_betrays_what_is_hidden),
        cmocka_unit_test(test_headers_together_have_a_bound),
        cmocka_unit_test(test_three_strikes_within_the_window_close_a_route),
        cmocka_unit_test(test_strikes_far_apart_close_nothing),
        cmocka_unit_test(test_death_between_requests_is_nobodys_fault),
        cmocka_unit_test(test_kept_pages_are_copies),
        cmocka_unit_test(test_new_content_or_day_drops_pages),
        cmocka_unit_test(test_cache_is_bounded),
        cmocka_unit_test(test_many_small_pages_stay_bounded),
        cmocka_unit_test(test_long_routes_are_known_by_their_address),
        cmocka_unit_test(test_gzip_comes_back_as_it_was),
        cmocka_unit_test(test_what_does_not_shrink_is_left),
        cmocka_unit_test(test_a_stop_lets_the_idle_go_and_nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
