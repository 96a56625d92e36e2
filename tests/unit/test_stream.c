/* SPDX-License-Identifier: AGPL-3.0-or-later
** Streams without sockets: who is told what and when, slow readers, places, ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/check.h"
#include "http/stream.h"

#define A {S_INIT("/room/a/live"), S_INIT("en"), S_INIT("here")}
static const struct stream_ask ask_a = A;
static const struct stream_ask ask_b = {S_INIT("/room/b/live"), S_INIT("en"), S_INIT("here")};

static struct streams streams;
static int suspended, resumed;

static void suspend(void *connection)
{
    (void)connection;
    suspended++;
}

static void resume(void *connection)
{
    (void)connection;
    resumed++;
}

static int start(void **state)
{
    (void)state;
    suspended = resumed = 0;
    streams_init(&streams, suspend, resume);
    return 0;
}

static struct stream *join(const struct stream_ask *ask, uint64_t address, uint64_t event, const char *text, bool seen)
{
    return streams_join(&streams, ask, address, event, str_of(text), seen, &streams);
}

/* What it is told; "-" when it is laid aside, "." when it is over. */
static const char *told(struct stream *stream, int64_t now_ms)
{
    static char text[64];
    ssize_t n = streams_read(&streams, stream, text, sizeof text - 1, now_ms);
    text[n > 0 ? n : 0] = '\0';
    return n > 0 ? text : n == 0 ? "-" : ".";
}

static void everybody_is_told_once(void **state)
{
    (void)state;
    struct stream *one = join(&ask_a, 1, 5, "five", false), *two = join(&ask_a, 2, 5, "five", true);
    struct stream *other = join(&ask_b, 3, 9, "nine", false);
    assert_string_equal(told(one, 1000), "five");
    assert_string_equal(told(one, 1000), "-");
    assert_string_equal(told(two, 1000), ":\n\n"); /* it had that one: something, so that the head goes out */
    assert_string_equal(told(two, 1000), "-");
    assert_string_equal(told(other, 1000), "nine");
    assert_string_equal(told(other, 1000), "-");
    assert_null(streams_due(&streams, 1000));
    streams_news(&streams);
    struct channel *first = streams_due(&streams, 1000);
    streams_push(&streams, first, false, channel_event(first), S("the same"), 1000);
    assert_int_equal(resumed, 0);
    struct channel *second = streams_due(&streams, 1000);
    assert_ptr_not_equal(first, second);
    streams_push(&streams, second, false, 77, S("new"), 1000);
    assert_null(streams_due(&streams, 1000));
    bool a_is_new = str_eq(channel_ask(second)->target, ask_a.target);
    assert_int_equal(resumed, a_is_new ? 2 : 1);
    assert_string_equal(told(one, 1001), a_is_new ? "new" : "-");
    assert_string_equal(told(other, 1001), a_is_new ? "-" : "new");
    streams_leave(&streams, one);
    streams_leave(&streams, two);
    streams_leave(&streams, other);
    assert_null(streams.channels);
    assert_int_equal(streams.n, 0);
}

static void at_most_four_a_second_and_the_newest(void **state)
{
    (void)state;
    struct stream *one = join(&ask_a, 1, 1, "1", false);
    int pushes = 0;
    int64_t at[200];
    char text[16] = "1";
    assert_string_equal(told(one, 0), "1");
    for (int64_t now = 1000; now < 3000; now += 10) {
        struct channel *channel;
        streams_news(&streams);
        assert_true(streams_wait_ms(&streams, -1, now) <= STREAM_PUSH_MS);
        while ((channel = streams_due(&streams, now)) != NULL) {
            snprintf(text, sizeof text, "%d", (int)now);
            streams_push(&streams, channel, false, (uint64_t)now, str_of(text), now);
            at[pushes++] = now;
        }
    }
    assert_int_equal(pushes, 7);
    for (int i = 4; i < pushes; i++) {
        assert_true(at[i] - at[i - 4] > 1100); /* the fifth is out of that second by far */
    }
    assert_string_equal(told(one, 3000), text); /* it reads slowly: the newest only */
    assert_string_equal(told(one, 3000), "-");
    streams_leave(&streams, one);
}

static void the_quiet_are_kept_open(void **state)
{
    (void)state;
    struct stream *one = join(&ask_a, 1, 1, "1", false);
    assert_string_equal(told(one, 100), "1");
    assert_string_equal(told(one, 100), "-");
    streams_tend(&streams, 100 + STREAM_ALIVE_MS - 1);
    assert_int_equal(resumed, 0);
    streams_tend(&streams, 100 + STREAM_ALIVE_MS);
    assert_int_equal(resumed, 1);
    assert_string_equal(told(one, 100 + STREAM_ALIVE_MS), ":\n\n");
    assert_string_equal(told(one, 100 + STREAM_ALIVE_MS), "-");
    streams_leave(&streams, one);
}

static void ends(void **state)
{
    (void)state;
    struct stream *last = join(&ask_a, 1, 1, "1", false), *gone = join(&ask_b, 1, 1, "1", false);
    assert_string_equal(told(last, 20000), "1");
    assert_string_equal(told(gone, 20000), "1");
    streams_news(&streams);
    for (struct channel *channel; (channel = streams_due(&streams, 30000)) != NULL;) {
        bool is_a = str_eq(channel_ask(channel)->target, ask_a.target);
        streams_push(&streams, channel, !is_a, is_a ? 0 : 3, S("bye"), 30000);
    }
    assert_string_equal(told(last, 30000), "bye");
    assert_string_equal(told(last, 30000), ".");
    assert_string_equal(told(gone, 30000), ".");
    struct stream *anew = join(&ask_a, 1, 8, "8", false); /* what is over is nobody's channel any more */
    assert_string_equal(told(anew, 30000), "8");
    streams_end(&streams);
    assert_string_equal(told(anew, 30000), ".");
    assert_null(join(&ask_a, 1, 8, "8", false));
    streams_leave(&streams, last);
    streams_leave(&streams, gone);
    streams_leave(&streams, anew);
}

static void there_are_places(void **state)
{
    (void)state;
    static struct stream *many[STREAMS_MAX];
    static char large[STREAM_EVENT_MAX + 2];
    for (size_t i = 0; i < STREAMS_MAX; i++) {
        many[i] = join(&ask_a, i < STREAMS_ADDRESS_MAX ? 1 : 2, 1, "1", false);
        assert_non_null(many[i]);
        if (i == STREAMS_ADDRESS_MAX - 1) {
            assert_null(join(&ask_a, 1, 1, "1", false)); /* of one address */
        }
    }
    assert_null(join(&ask_a, 3, 1, "1", false));
    streams_leave(&streams, many[0]);
    memset(large, 'x', sizeof large - 1);
    assert_null(join(&ask_a, 1, 1, large, false)); /* it would not be whole */
    many[0] = join(&ask_a, 1, 1, "1", false);
    char to[1];
    streams_news(&streams);
    streams_push(&streams, streams_due(&streams, 5000), false, 2, S("22"), 5000);
    assert_int_equal(streams_read(&streams, many[0], to, 1, 5000), STREAM_OVER); /* half an event is none */
    for (size_t i = 0; i < STREAMS_MAX; i++) {
        streams_leave(&streams, many[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(everybody_is_told_once, start),
        cmocka_unit_test_setup(at_most_four_a_second_and_the_newest, start),
        cmocka_unit_test_setup(the_quiet_are_kept_open, start), cmocka_unit_test_setup(ends, start),
        cmocka_unit_test_setup(there_are_places, start)};
    return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
