/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/lines.h"

#include <string.h>

struct lines {
    struct stream *stream;
    size_t from; /* the next line begins here */
    size_t n;    /* bytes in the buffer */
    bool ended;
    bool long_line; /* its head was dropped already */
    uint64_t number;
    char bytes[2 * LINE_MAX_BYTES];
};

struct lines *lines_new(struct stream *stream)
{
    struct lines *lines = mem_alloc(sizeof *lines);
    lines->stream = stream;
    lines->from = 0;
    lines->n = 0;
    lines->ended = false;
    lines->long_line = false;
    lines->number = 0;
    return lines;
}

void lines_free(struct lines *lines)
{
    if (lines) {
        stream_close(lines->stream);
        mem_free(lines);
    }
}

static enum fault fill(struct lines *lines)
{
    memmove(lines->bytes, lines->bytes + lines->from, lines->n - lines->from);
    lines->n -= lines->from;
    lines->from = 0;
    if (lines->n >= LINE_MAX_BYTES) {
        lines->n = 0;
        lines->long_line = true;
    }
    size_t n = 0;
    TRY(stream_read(lines->stream, lines->bytes + lines->n, sizeof lines->bytes - lines->n, &n));
    lines->ended = n == 0;
    lines->n += n;
    return OK;
}

static enum line_step take(struct lines *lines, size_t n, size_t skip, struct str *ret_line)
{
    struct str line = {lines->bytes + lines->from, n};
    lines->from += n + skip;
    lines->number++;
    bool too_long = lines->long_line || n > LINE_MAX_BYTES;
    lines->long_line = false;
    if (lines->number == 1 && str_starts(line, S("\xEF\xBB\xBF"))) {
        line = str_from(line, 3);
    }
    *ret_line = str_ends(line, S("\r")) ? str_sub(line, 0, line.n - 1) : line;
    return too_long ? LINE_TOO_LONG : LINE_TEXT;
}

enum fault lines_next(struct lines *lines, enum line_step *ret_step, struct str *ret_line)
{
    for (;;) {
        const char *start = lines->bytes + lines->from;
        const char *end = memchr(start, '\n', lines->n - lines->from);
        if (end) {
            *ret_step = take(lines, (size_t)(end - start), 1, ret_line);
            return OK;
        }
        if (lines->ended) {
            bool rest = lines->n > lines->from || lines->long_line;
            *ret_step = rest ? take(lines, lines->n - lines->from, 0, ret_line) : LINE_END;
            return OK;
        }
        TRY(fill(lines));
    }
}

uint64_t lines_number(const struct lines *lines)
{
    return lines->number;
}

struct str lines_why(const struct lines *lines)
{
    return stream_why(lines->stream);
}

uint64_t lines_position(const struct lines *lines)
{
    return stream_position(lines->stream);
}
