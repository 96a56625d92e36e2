/* SPDX-License-Identifier: AGPL-3.0-or-later
** Calendar files: lines of at most 75 bytes that no letter is cut by, whatever stands in a text it stays within its
** line, and unfolded and unescaped it is what was put in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "text/ics.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 8u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

/* As a reader does it (RFC 5545, 3.1 and 3.3.11): lines unfolded, the value of one field unescaped. */
static struct str read_field(struct str file, const char *name)
{
    char *made = arena_array(&arena, char, file.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < file.n; i++) {
        if (i + 2 < file.n && file.s[i] == '\r' && file.s[i + 1] == '\n' && file.s[i + 2] == ' ') {
            i += 2;
        } else {
            made[n++] = file.s[i];
        }
    }
    struct str whole = {made, n};
    struct str begin = str_format(&arena, "%s:", name);
    for (struct str rest = whole; rest.n > 0;) {
        struct str line = str_cut(rest, '\n', &rest);
        if (!str_starts(line, begin)) {
            continue;
        }
        char *value = arena_array(&arena, char, line.n + 1);
        size_t length = 0;
        for (size_t i = begin.n; i < line.n && line.s[i] != '\r'; i++) {
            bool escaped = line.s[i] == '\\';
            i += escaped;
            value[length++] = escaped && line.s[i] == 'n' ? '\n' : line.s[i];
        }
        return (struct str){value, length};
    }
    return S("(none)");
}

static void assert_lines(struct str file)
{
    for (size_t at = 0; at < file.n;) {
        size_t end = at;
        while (end + 1 < file.n && !(file.s[end] == '\r' && file.s[end + 1] == '\n')) {
            assert_true(file.s[end] != '\n' && file.s[end] != '\r');
            end++;
        }
        assert_true(end + 1 < file.n && end - at <= ICS_LINE_MAX);
        assert_true(str_is_utf8((struct str){file.s + at, end - at}));
        at = end + 2;
    }
}

static struct str file_of(struct str title, struct str says)
{
    static struct buf out;
    const struct ics_event event = {.uid = S("0a1b@smallgiants"), .made_at = 1795348800, .starts_at = 1796292000,
                                    .ends_at = 1796293800, .title = title, .says = says,
                                    .url = S("https://net.example/x?a=1,2;3")};
    buf_done(&out);
    buf_init(&out, 1u << 20);
    ics_put(&out, &arena, S("-//Small Giants//EN"), &event);
    assert_false(out.overflow);
    struct str file = str_copy(&arena, buf_str(&out));
    buf_done(&out);
    return file;
}

static void test_an_event(void **state)
{
    (void)state;
    assert_string_equal(str_c(&arena, file_of(S("First talk"), S(""))),
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Small Giants//EN\r\nBEGIN:VEVENT\r\nUID:0a1b@smallgiants\r\n"
        "DTSTAMP:20261122T120000Z\r\nDTSTART:20261203T100000Z\r\nDTEND:20261203T103000Z\r\nSUMMARY:First talk\r\n"
        "URL:https://net.example/x?a=1,2;3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

/* Of a whole day, wherever its owner is. */
static void test_a_whole_day(void **state)
{
    (void)state;
    struct buf CLEANUP(buf_done) out;
    const struct ics_event event = {.uid = S("0a@s"), .made_at = 1795348800, .all_day = true,
                                    .day = date_of(2027, 2, 28), .title = S("A")};
    buf_init(&out, 4096);
    ics_put_event(&out, &arena, &event);
    buf_put_char(&out, '\0');
    assert_string_equal(buf_str(&out).s,
        "BEGIN:VEVENT\r\nUID:0a@s\r\nDTSTAMP:20261122T120000Z\r\nDTSTART;VALUE=DATE:20270228\r\n"
        "DTEND;VALUE=DATE:20270301\r\nTRANSP:TRANSPARENT\r\nSUMMARY:A\r\nEND:VEVENT\r\n");
}

/* One that was changed, and one that was cancelled, as a calendar to subscribe to. */
static void test_several_events(void **state)
{
    (void)state;
    struct buf CLEANUP(buf_done) out;
    struct ics_event event = {.uid = S("0a@s"), .made_at = 1795348800, .starts_at = 1796292000, .ends_at = 1796293800,
                              .sequence = 2, .title = S("A"), .place = S("Hall; room 3")};
    buf_init(&out, 4096);
    ics_begin(&out, &arena, S("-//S//EN"), S("Events, all"));
    ics_put_event(&out, &arena, &event);
    event.sequence = 3;
    event.cancelled = true;
    ics_put_event(&out, &arena, &event);
    ics_end(&out, &arena);
    buf_put_char(&out, '\0');
#define SAME "UID:0a@s\r\nDTSTAMP:20261122T120000Z\r\nDTSTART:20261203T100000Z\r\nDTEND:20261203T103000Z\r\n"
    assert_string_equal(buf_str(&out).s,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//S//EN\r\nX-WR-CALNAME:Events\\, all\r\n"
        "BEGIN:VEVENT\r\n" SAME "SEQUENCE:2\r\nSUMMARY:A\r\nLOCATION:Hall\\; room 3\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\n" SAME "SEQUENCE:3\r\nSTATUS:CANCELLED\r\nSUMMARY:A\r\nLOCATION:Hall\\; room 3\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

static void test_texts_stay_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Ann; Bob, \\ and\nDTSTART:19700101T000000Z\nEND:VEVENT", "", ",", "\\", "\\n", "a\\,b", "\n\n",
        "Wärme für Zürich, Łódź; 日本語の都市と気候 — ein sehr langer Satz, der mehr als fünfundsiebzig Bytes hat und gefaltet "
        "wird 🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙🏙",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct str file = file_of(str_of(texts[i]), S("x"));
        assert_lines(file);
        assert_true(str_eq(read_field(file, "SUMMARY"), str_of(texts[i])));
        assert_true(str_eq(read_field(file, "DTSTART"), S("20261203T100000Z")));
    }
    struct str file = file_of(S("a\r\nb\tc\x7f"), S("x"));
    assert_lines(file);
    assert_true(str_eq(read_field(file, "SUMMARY"), S("a \nb c ")));
}

/* Letters of one to four bytes at every place where a line may end. */
static void test_no_letter_is_cut(void **state)
{
    (void)state;
    static const char *const letters[] = {"x", "ä", "日", "🏙"};
    for (size_t l = 0; l < COUNT_OF(letters); l++) {
        struct str text = S("");
        for (int n = 0; n < 200; n++) {
            struct str file = file_of(S("t"), str_join(&arena, text, S("!")));
            assert_lines(file);
            assert_true(str_eq(read_field(file, "DESCRIPTION"), str_join(&arena, text, S("!"))));
            text = str_join(&arena, text, str_of(n % 3 == 0 ? "x" : letters[l]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_event),
        cmocka_unit_test(test_several_events), cmocka_unit_test(test_a_whole_day),
        cmocka_unit_test(test_texts_stay_texts),
        cmocka_unit_test(test_no_letter_is_cut),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
