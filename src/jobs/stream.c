/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/limits.h"

#define WHY_MAX 2048u
#define RATIO_FREE (1u << 20) /* below this a high ratio harms nobody: small tables of zeros exist */

struct stream {
    const struct stream_calls *calls;
    void *self;
    struct buf name;
    struct buf why;
    uint64_t packed_size;
    uint64_t unpacked; /* read from the calls */
    uint64_t position; /* given to the reader */
    size_t head_n;
    size_t head_used;
    bool ended;
    char head[STREAM_PEEK_MAX];
};

struct stream *stream_new(const struct stream_calls *calls, void *self, struct str name, uint64_t packed_size)
{
    struct stream *stream = mem_alloc(sizeof *stream);
    memset(stream, 0, sizeof *stream - sizeof stream->head);
    stream->calls = calls;
    stream->self = self;
    stream->packed_size = packed_size;
    buf_init(&stream->name, WHY_MAX);
    buf_init(&stream->why, WHY_MAX);
    buf_put_str(&stream->name, str_clip(name, WHY_MAX));
    return stream;
}

void stream_close(struct stream *stream)
{
    if (!stream) {
        return;
    }
    stream->calls->close(stream->self);
    buf_done(&stream->name);
    buf_done(&stream->why);
    mem_free(stream);
}

static enum fault refuse(struct stream *stream, enum fault fault, const char *clause)
{
    buf_reset(&stream->why);
    buf_format(&stream->why, "%.*s %s", STR_ARG(buf_str(&stream->name)), clause);
    return fault;
}

static bool is_bomb(const struct stream *stream)
{
    if (stream->unpacked > IMPORT_UNPACKED_MAX) {
        return true;
    }
    return stream->packed_size > 0 && stream->unpacked > RATIO_FREE
           && stream->unpacked / IMPORT_RATIO_MAX > stream->packed_size;
}

/* Reads from below, within the bounds. */
static enum fault pull(struct stream *stream, char *to, size_t size, size_t *ret_n)
{
    const char *clause = "could not be read";
    size_t n = 0;
    enum fault fault = stream->calls->read(stream->self, to, size, &n, &clause);
    if (fault != OK) {
        return refuse(stream, fault, clause);
    }
    stream->unpacked += n;
    if (is_bomb(stream)) {
        return refuse(stream, FAULT_TOO_LARGE,
                      "unpacks to far more than a real data file would: it was refused. "
                      "Download the file again from its publisher.");
    }
    *ret_n = n;
    return OK;
}

enum fault stream_peek(struct stream *stream, struct str *ret_head)
{
    check(stream->position == 0);
    while (!stream->ended && stream->head_n < STREAM_PEEK_MAX) {
        size_t n = 0;
        TRY(pull(stream, stream->head + stream->head_n, STREAM_PEEK_MAX - stream->head_n, &n));
        stream->ended = n == 0;
        stream->head_n += n;
    }
    *ret_head = (struct str){stream->head, stream->head_n};
    return OK;
}

enum fault stream_read(struct stream *stream, char *to, size_t size, size_t *ret_n)
{
    size_t n = stream->head_n - stream->head_used;
    if (n > 0) {
        n = n < size ? n : size;
        memcpy(to, stream->head + stream->head_used, n);
        stream->head_used += n;
    } else if (!stream->ended) {
        TRY(pull(stream, to, size, &n));
        stream->ended = n == 0;
    }
    stream->position += n;
    *ret_n = n;
    return OK;
}

struct str stream_why(const struct stream *stream)
{
    return buf_str(&stream->why);
}

uint64_t stream_position(const struct stream *stream)
{
    return stream->position;
}

/* ---- plain files */

struct file {
    int fd;
};

static enum fault file_read(void *self, char *to, size_t size, size_t *ret_n, const char **ret_why)
{
    struct file *file = self;
    ssize_t n = read(file->fd, to, size);
    while (n < 0 && errno == EINTR) {
        n = read(file->fd, to, size);
    }
    if (n < 0) {
        *ret_why = errno == EISDIR ? "is a folder" : "could not be read: the disk reported an error";
        return FAULT_IO;
    }
    *ret_n = (size_t)n;
    return OK;
}

static void file_close(void *self)
{
    struct file *file = self;
    close(file->fd);
    mem_free(file);
}

enum fault stream_open_file(const char *path, struct str name, struct stream **ret_stream, const char **ret_why)
{
    static const struct stream_calls calls = {file_read, file_close};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        *ret_why = errno == ENOENT ? "does not exist. Check the name and the folder."
                   : errno == EACCES ? "may not be read by this user. Change its permissions."
                                     : "could not be opened.";
        return errno == ENOENT ? FAULT_NOT_FOUND : FAULT_IO;
    }
    struct file *file = mem_alloc(sizeof *file);
    file->fd = fd;
    *ret_stream = stream_new(&calls, file, name, 0);
    return OK;
}

/* ---- memory */

struct bytes {
    struct str rest;
};

static enum fault bytes_read(void *self, char *to, size_t size, size_t *ret_n, const char **ret_why)
{
    struct bytes *bytes = self;
    (void)ret_why;
    size_t n = bytes->rest.n < size ? bytes->rest.n : size;
    if (n > 0) {
        memcpy(to, bytes->rest.s, n);
    }
    bytes->rest = str_from(bytes->rest, n);
    *ret_n = n;
    return OK;
}

static void bytes_close(void *self)
{
    mem_free(self);
}

struct stream *stream_open_bytes(struct str bytes, struct str name)
{
    static const struct stream_calls calls = {bytes_read, bytes_close};
    struct bytes *self = mem_alloc(sizeof *self);
    self->rest = bytes;
    return stream_new(&calls, self, name, 0);
}
