/* SPDX-License-Identifier: AGPL-3.0-or-later
** archive_write: records, packed, on disk. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "db/digest.h"
#include "jobs/archive.h"
#include "jobs/archive_parts.h"
#include "jobs/row_code.h"
#include "text/gzip.h"
#include "text/json.h"

#define TEXT_MAX (1u << 20) /* head, end and table records */
#define FLUSH_AT (256u << 10)

struct archive_out {
    struct arena *arena;
    const char *path, *part;
    int fd;
    struct pack *pack;
    struct buf packed; /* not written yet */
    struct buf text;
    struct digest digest; /* of the file */
    int64_t bytes;
    bool failed;
};

static enum fault flush(struct archive_out *out)
{
    struct str left = buf_str(&out->packed);
    digest_put(&out->digest, left);
    out->bytes += (int64_t)left.n;
    while (left.n > 0) {
        ssize_t n = write(out->fd, left.s, left.n);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return FAULT_IO;
        }
        left = str_from(left, (size_t)n);
    }
    buf_reset(&out->packed);
    return OK;
}

static enum fault put_record(struct archive_out *out, char kind, struct str bytes, struct str *ret_why)
{
    char head[5] = {kind};
    for (unsigned i = 0; i < 4; i++) {
        head[1 + i] = (char)(unsigned char)(bytes.n >> (8 * i));
    }
    pack_put(out->pack, (struct str){head, sizeof head}, &out->packed);
    pack_put(out->pack, bytes, &out->packed);
    check(!out->packed.overflow && bytes.n <= ARCHIVE_RECORD_MAX);
    if (out->packed.n < FLUSH_AT || flush(out) == OK) {
        return OK;
    }
    *ret_why = str_format(out->arena, "%s cannot be written: %s; is the disk full?", out->part, strerror(errno));
    return FAULT_IO;
}

/* ---- head and end */

static void json_text_of(struct json *json, const char *name, struct str text)
{
    json_name(json, name);
    json_str(json, text);
}

static void put_set(struct json *json, const char *name, const struct archive_set *set)
{
    json_name(json, name);
    json_open(json, '[');
    for (size_t i = 0; i < set->n; i++) {
        json_open(json, '{');
        json_text_of(json, "file", set->items[i].file);
        json_text_of(json, "sha256", set->items[i].sha256);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static struct str head_text(struct archive_out *out, const struct archive_head *head)
{
    buf_reset(&out->text);
    struct json json = json_to(&out->text);
    json_open(&json, '{');
    json_text_of(&json, "version", head->version);
    json_name(&json, "made_at");
    json_int(&json, head->made_at);
    json_text_of(&json, "engine", head->engine);
    put_set(&json, "main", &head->main);
    put_set(&json, "evidence", &head->evidence);
    json_close(&json, '}');
    return buf_str(&out->text);
}

static struct str end_text(struct archive_out *out, const struct transfer_sums *sums)
{
    buf_reset(&out->text);
    struct json json = json_to(&out->text);
    json_open(&json, '[');
    for (size_t i = 0; i < sums->n; i++) {
        json_open(&json, '{');
        json_text_of(&json, "set", str_of(sums->items[i].set));
        json_text_of(&json, "table", sums->items[i].name);
        json_name(&json, "rows");
        json_int(&json, sums->items[i].rows);
        json_text_of(&json, "sha256", sums->items[i].sha256);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    return buf_str(&out->text);
}

/* ---- the sink */

static enum fault on_table(void *self, const struct transfer_table *table, struct str *ret_why)
{
    static const char *const kinds[] = {[VALUE_INT] = "int", [VALUE_TEXT] = "text", [VALUE_BLOB] = "blob"};
    struct archive_out *out = self;
    buf_reset(&out->text);
    buf_format(&out->text, "%s %.*s", table->set, STR_ARG(table->name));
    for (size_t i = 0; i < table->n; i++) {
        const struct db_column *column = &table->columns[i];
        buf_format(&out->text, "\n%s %s%s", column->name, kinds[column->kind], column->nullable ? "?" : "");
    }
    return put_record(out, 'T', buf_str(&out->text), ret_why);
}

static enum fault on_row(void *self, const struct value *values, struct str bytes, struct str *ret_why)
{
    (void)values;
    return put_record(self, 'R', bytes, ret_why);
}

static enum fault on_end(void *self, const struct transfer_sum *sum, struct str *ret_why)
{
    struct archive_out *out = self;
    buf_reset(&out->text);
    buf_format(&out->text, "%lld %.*s", (long long)sum->rows, STR_ARG(sum->sha256));
    return put_record(out, 'E', buf_str(&out->text), ret_why);
}

struct sink archive_sink(struct archive_out *out)
{
    return (struct sink){out, NULL, on_table, on_row, on_end};
}

/* ---- life */

static void end(struct archive_out *out)
{
    if (out->fd >= 0) {
        close(out->fd);
    }
    pack_free(out->pack);
    buf_done(&out->packed);
    buf_done(&out->text);
    mem_free(out);
}

void archive_drop(struct archive_out *out)
{
    if (out != NULL) {
        unlink(out->part);
        end(out);
    }
}

enum fault archive_create(struct arena *arena, struct str path, const struct archive_head *head,
                          struct archive_out **ret_out, struct str *ret_why)
{
    struct stat st;
    if (stat(str_c(arena, path), &st) == 0) {
        *ret_why = str_format(arena, "%.*s is there already; name another file", STR_ARG(path));
        return FAULT_CONFLICT;
    }
    struct archive_out *out = mem_alloc(sizeof *out);
    *out = (struct archive_out){.arena = arena, .path = str_c(arena, path),
                                .part = str_format(arena, "%.*s.part", STR_ARG(path)).s, .pack = pack_new()};
    buf_init(&out->packed, 2 * ARCHIVE_RECORD_MAX);
    buf_init(&out->text, TEXT_MAX);
    digest_init(&out->digest);
    /* What a network holds is not for everybody on the machine to read. */
    out->fd = open(out->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out->fd < 0) {
        *ret_why = str_format(arena, "%s cannot be made: %s", out->part, strerror(errno));
        end(out);
        return FAULT_IO;
    }
    enum fault fault = put_record(out, 'F', S(ARCHIVE_FORMAT), ret_why);
    if (fault == OK) {
        fault = put_record(out, 'H', head_text(out, head), ret_why);
    }
    if (fault != OK) {
        archive_drop(out);
        return fault;
    }
    *ret_out = out;
    return OK;
}

/* A name is on disk when its folder is. */
static bool sync_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str folder = slash == path ? S("/") : slash ? (struct str){path, (size_t)(slash - path)} : S(".");
    int fd = open(str_c(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return synced;
}

/* "HASH  NAME\n" beside it, so that `sha256sum -c` looks at it without us. */
static bool write_sum(struct arena *arena, const char *path, struct str sha256)
{
    const char *slash = strrchr(path, '/');
    FILE *file = fopen(str_format(arena, "%s.sha256", path).s, "we");
    if (file == NULL) {
        return false;
    }
    bool written = fprintf(file, "%.*s  %s\n", STR_ARG(sha256), slash ? slash + 1 : path) > 0;
    written = fflush(file) == 0 && fsync(fileno(file)) == 0 && written;
    return fclose(file) == 0 && written;
}

enum fault archive_finish(struct archive_out *out, const struct transfer_sums *sums, struct str *ret_sha256,
                          int64_t *ret_bytes, struct str *ret_why)
{
    enum fault fault = put_record(out, 'Z', end_text(out, sums), ret_why);
    if (fault == OK) {
        pack_end(out->pack, &out->packed);
        struct str sha256 = {0};
        bool done = flush(out) == OK && fsync(out->fd) == 0;
        if (done) {
            sha256 = digest_end(&out->digest, out->arena);
            done = write_sum(out->arena, out->path, sha256) && rename(out->part, out->path) == 0 &&
                   sync_folder(out->arena, out->path);
        }
        if (!done) {
            *ret_why = str_format(out->arena, "%s cannot be written: %s; is the disk full?", out->path,
                                  strerror(errno));
            fault = FAULT_IO;
        } else {
            *ret_sha256 = sha256;
            *ret_bytes = out->bytes;
        }
    }
    if (fault != OK) {
        archive_drop(out);
        return fault;
    }
    end(out);
    return OK;
}
