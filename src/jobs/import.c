/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/import.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/csv.h"

#define REJECT_LINE_MAX (2 * IMPORT_ROW_MAX + 4096)

struct rejects {
    struct buf path;
    struct buf line;
    int fd; /* -1 until the first reject */
    bool failed;
    int64_t n;
};

struct rejects *rejects_new(struct str path)
{
    struct rejects *rejects = mem_alloc(sizeof *rejects);
    *rejects = (struct rejects){.fd = -1};
    buf_init(&rejects->path, 4096);
    buf_init(&rejects->line, REJECT_LINE_MAX);
    if (!str_is_empty(path)) {
        buf_put_str(&rejects->path, path);
        buf_put_char(&rejects->path, '\0');
    }
    return rejects;
}

void rejects_close(struct rejects *rejects)
{
    if (!rejects) {
        return;
    }
    if (rejects->fd >= 0) {
        close(rejects->fd);
    }
    buf_done(&rejects->path);
    buf_done(&rejects->line);
    mem_free(rejects);
}

static void write_line(struct rejects *rejects)
{
    struct str rest = buf_str(&rejects->line);
    while (!rejects->failed && rest.n > 0) {
        ssize_t n = write(rejects->fd, rest.s, rest.n);
        rejects->failed = n <= 0;
        rest = n > 0 ? str_from(rest, (size_t)n) : rest;
    }
    buf_reset(&rejects->line);
}

static bool open_file(struct rejects *rejects)
{
    if (rejects->fd >= 0 || rejects->failed) {
        return !rejects->failed;
    }
    rejects->fd = open(rejects->path.bytes, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    rejects->failed = rejects->fd < 0;
    buf_put_str(&rejects->line, S("file,line,column,reason,row\r\n"));
    if (!rejects->failed) {
        write_line(rejects);
    }
    return !rejects->failed;
}

void rejects_add(struct rejects *rejects, struct str file, uint64_t line, struct str column, struct str reason,
                 struct str row)
{
    rejects->n++;
    if (rejects->path.n == 0 || rejects->n > IMPORT_REJECTS_MAX || !open_file(rejects)) {
        return;
    }
    csv_put(&rejects->line, file, true);
    csv_put_int(&rejects->line, (int64_t)line, false);
    csv_put(&rejects->line, column, false);
    csv_put(&rejects->line, reason, false);
    csv_put(&rejects->line, row, false);
    csv_end_row(&rejects->line);
    write_line(rejects);
}

bool rejects_written(const struct rejects *rejects)
{
    return !rejects->failed;
}

void watch_progress(const struct import_watch *watch, struct str what, uint64_t done, uint64_t total)
{
    if (watch && watch->progress) {
        watch->progress(watch->self, what, done, total);
    }
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

struct str import_country(struct str text)
{
    struct str rest;
    struct str code = str_trim(str_cut(text, ';', &rest));
    if (code.n != 2 || !is_capital(code.s[0]) || !is_capital(code.s[1])) {
        return S("");
    }
    if (str_eq(code, S("EL"))) {
        return S("GR");
    }
    return str_eq(code, S("UK")) ? S("GB") : code;
}
