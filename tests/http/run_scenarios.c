/* SPDX-License-Identifier: AGPL-3.0-or-later
** run_scenarios: plays the .http files of tests/http/scenarios against the server, and asks after each whether it still
** works.
**
**     run_scenarios SERVE_FIXTURE FILE...
**
** A file is a list of scenarios; each opens a connection of its own:
**
**     == name
**     > GET /hello HTTP/1.1        a line to send, with CRLF behind it ("> " alone is the empty line)
**     < 200                        read one answer: its status; "400|close": or a connection that is just closed.
**                                  What says "Connection: close" must be the last that comes
**     < Content-Type: text/html    a field of the answer; "*" fits any value, "a*" what begins with a
**     <! Server                    a field that must not be there
**     ~ some text                  the body holds this
**     !~ some text                 the body does not
**     = some text                  the body is this
**
** In what is sent: \r \n \t \\ \xHH, {A*500} repeats a letter, a \c at the end leaves CRLF out. "# " is a comment. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "base/fault.h"
#include "base/scan.h"
#include "client.h"

#define FILE_MAX (1u << 20)
#define SEND_MAX (1u << 20)

struct play {
    int port;
    int fd;
    struct str file;
    struct str name;
    size_t line;
    struct buf unsent;
    struct reply answer;
    bool bodyless;
    bool failed;
    size_t passed_count;
    size_t failed_count;
};

static void fail(struct play *play, struct str expected)
{
    printf("%.*s:%zu: %.*s: expected %.*s\n    got %d: %.*s\n    %.*s\n", STR_ARG(play->file), play->line,
           STR_ARG(play->name), STR_ARG(expected), play->answer.status, STR_ARG(str_clip(play->answer.head, 800)),
           STR_ARG(str_clip(play->answer.body, 400)));
    play->failed = true;
}

/* ---- sending */

static int hex_of(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    check(at != NULL);
    return (int)(at - digits);
}

/* "{A*500}" at the cursor. */
static bool put_repeat(struct scan *scan, struct buf *to)
{
    struct scan at = *scan;
    uint64_t count;
    if (!scan_char(&at, '{') || at.rest.n < 2 || at.rest.s[1] != '*') {
        return false;
    }
    char letter = at.rest.s[0];
    at.rest = str_from(at.rest, 2);
    if (!scan_unsigned(&at, SEND_MAX, &count) || !scan_char(&at, '}')) {
        return false;
    }
    while (count-- > 0) {
        buf_put_char(to, letter);
    }
    *scan = at;
    return true;
}

static void put_escape(struct scan *scan, struct buf *to)
{
    check(scan->rest.n >= 2);
    char kind = scan->rest.s[1];
    size_t used = 2;
    switch (kind) {
    case 'r': buf_put_char(to, '\r'); break;
    case 'n': buf_put_char(to, '\n'); break;
    case 't': buf_put_char(to, '\t'); break;
    case '\\': buf_put_char(to, '\\'); break;
    case 'c': break;
    case 'x':
        check(scan->rest.n >= 4);
        buf_put_char(to, (char)(hex_of(scan->rest.s[2]) * 16 + hex_of(scan->rest.s[3])));
        used = 4;
        break;
    default: check(!"a known escape");
    }
    scan->rest = str_from(scan->rest, used);
}

static void put_line(struct play *play, struct str text)
{
    struct scan scan = scan_of(text);
    if (play->unsent.n == 0) {
        play->bodyless = str_starts(text, S("HEAD "));
    }
    while (scan.rest.n > 0) {
        if (scan.rest.s[0] == '\\') {
            put_escape(&scan, &play->unsent);
        } else if (!put_repeat(&scan, &play->unsent)) {
            buf_put_char(&play->unsent, scan.rest.s[0]);
            scan.rest = str_from(scan.rest, 1);
        }
    }
    if (!str_ends(text, S("\\c"))) {
        buf_put_str(&play->unsent, S("\r\n"));
    }
}

/* ---- expecting */

static bool status_fits(const struct play *play, struct str expected)
{
    while (expected.s != NULL) {
        struct str one = str_trim(str_cut(expected, '|', &expected));
        int64_t status = -1;
        if (str_eq(one, S("close")) && play->answer.status == 0 && play->answer.closed) {
            return true;
        }
        if (parse_int(one, 100, 599, &status) && status == play->answer.status) {
            return true;
        }
    }
    return false;
}

/* A refused request may be followed by what only one of two readers takes for a second one: it must not be answered. */
static bool ends_here(struct play *play)
{
    size_t end = play->answer.head.n + 4 + (play->bodyless ? 0 : play->answer.body.n);
    char byte;
    ssize_t n = play->answer.closed ? 0 : recv(play->fd, &byte, 1, 0);
    return play->answer.bytes.n == end && (n == 0 || (n < 0 && errno == ECONNRESET));
}

static bool says_close(const struct play *play)
{
    return str_eq(reply_field(&play->answer, S("Connection")), S("close"));
}

/* Sends what is due and reads the answer to it. */
static void expect_status(struct play *play, struct str expected)
{
    reply_done(&play->answer);
    client_send(play->fd, buf_str(&play->unsent)); /* a server that refuses early may have closed: the answer tells */
    buf_reset(&play->unsent);
    client_read(play->fd, play->bodyless, &play->answer);
    if (!status_fits(play, expected)) {
        fail(play, expected);
    } else if (says_close(play) && !ends_here(play)) {
        fail(play, S("nothing behind an answer that is the last"));
    }
}

static void expect_field(struct play *play, struct str line)
{
    struct str wanted;
    struct str name = str_cut(line, ':', &wanted);
    struct str value = reply_field(&play->answer, name);
    wanted = str_trim(wanted);
    bool prefix = str_ends(wanted, S("*"));
    bool fits = prefix ? str_starts(value, str_sub(wanted, 0, wanted.n - 1)) : str_eq(value, wanted);
    if (value.s == NULL || !fits) {
        fail(play, line);
    }
}

static void expect(struct play *play, struct str line)
{
    if (line.n > 0 && line.s[0] >= '0' && line.s[0] <= '9') {
        expect_status(play, line);
    } else if (str_eq(line, S("close"))) {
        expect_status(play, line);
    } else {
        expect_field(play, line);
    }
}

static bool take_prefix(struct str line, const char *prefix, struct str *ret_rest)
{
    if (!str_starts(line, str_of(prefix))) {
        return false;
    }
    *ret_rest = str_from(line, strlen(prefix));
    return true;
}

static void play_line(struct play *play, struct str line)
{
    struct str rest;
    if (take_prefix(line, "> ", &rest) || (str_eq(line, S(">")) && take_prefix(line, ">", &rest))) {
        put_line(play, rest);
    } else if (take_prefix(line, "<! ", &rest)) {
        if (reply_field(&play->answer, rest).s != NULL) {
            fail(play, line);
        }
    } else if (take_prefix(line, "< ", &rest)) {
        expect(play, rest);
    } else if (take_prefix(line, "~ ", &rest)) {
        if (!str_contains(play->answer.body, rest)) {
            fail(play, line);
        }
    } else if (take_prefix(line, "!~ ", &rest)) {
        if (str_contains(play->answer.body, rest)) {
            fail(play, line);
        }
    } else if (take_prefix(line, "= ", &rest) || (str_eq(line, S("=")) && take_prefix(line, "=", &rest))) {
        if (!str_eq(play->answer.body, rest)) {
            fail(play, line);
        }
    } else {
        check(line.n == 0 || line.s[0] == '#');
    }
}

/* ---- scenarios */

static void begin(struct play *play, struct str name)
{
    play->name = name;
    play->failed = false;
    play->fd = client_connect(play->port);
    check(play->fd >= 0);
}

static void end(struct play *play)
{
    if (play->fd < 0) {
        return;
    }
    check(play->unsent.n == 0); /* a scenario that sends and expects nothing */
    reply_done(&play->answer);
    close(play->fd);
    play->fd = -1;
    client_get(play->port, "/hello", &play->answer);
    if (play->answer.status != 200) {
        fail(play, S("the next request to be answered"));
    }
    reply_done(&play->answer);
    play->failed ? play->failed_count++ : play->passed_count++;
}

static void play_file(struct play *play, const char *path)
{
    struct buf text CLEANUP(buf_done);
    char bytes[4096];
    size_t n;
    FILE *file = fopen(path, "re");
    check(file != NULL);
    buf_init(&text, FILE_MAX);
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0) {
        buf_put(&text, bytes, n);
    }
    fclose(file);
    play->file = str_of(strrchr(path, '/') ? strrchr(path, '/') + 1 : path);
    play->line = 0;
    struct str rest = buf_str(&text);
    while (rest.s != NULL) {
        struct str name;
        struct str line = str_cut(rest, '\n', &rest);
        play->line++;
        if (take_prefix(line, "== ", &name)) {
            end(play);
            begin(play, name);
        } else {
            play_line(play, line);
        }
    }
    end(play);
}

int main(int argc, char **argv)
{
    struct fixture fixture;
    struct play play = {.fd = -1};
    check(argc > 2);
    buf_init(&play.unsent, SEND_MAX);
    fixture_start(&fixture, argv[1], 2, 1, 2000, true);
    play.port = fixture.port;
    for (int i = 2; i < argc; i++) {
        play_file(&play, argv[i]);
    }
    if (fixture_stop(&fixture, SIGTERM) != 0) {
        printf("the server did not stop cleanly\n");
        play.failed_count++;
    }
    buf_done(&play.unsent);
    printf("%zu scenarios passed, %zu failed\n", play.passed_count, play.failed_count);
    return play.failed_count == 0 ? 0 : 1;
}
