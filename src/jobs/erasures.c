/* SPDX-License-Identifier: AGPL-3.0-or-later
** erasures: a list that is kept beside the backups. */
#include "jobs/erasures.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "db/again.h"

#define FILE_MODE 0600

struct str erasures_beside(struct arena *arena, struct str path)
{
    size_t n = path.n;
    while (n > 0 && path.s[n - 1] != '/') {
        n--;
    }
    return str_join(arena, str_sub(path, 0, n), S("erasures"));
}

/* ---- files */

static void close_file(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
}

static struct str why_not(struct arena *arena, struct str path, const char *what)
{
    return str_format(arena, "the list of erasures %.*s cannot be %s: %s", STR_ARG(path), what, strerror(errno));
}

static enum fault must_use read_list(struct arena *arena, struct str path, struct buf *list, struct str *ret_why)
{
    int CLEANUP(close_file) fd = open(str_c(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char bytes[4096];
    ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);
    for (; n > 0; n = read(fd, bytes, sizeof bytes)) {
        buf_put(list, bytes, (size_t)n);
    }
    if (n < 0) {
        enum fault fault = errno == ENOENT ? FAULT_NOT_FOUND : FAULT_IO;
        *ret_why = why_not(arena, path, "read");
        return fault;
    }
    if (list->overflow || !str_is_utf8(buf_str(list))) {
        *ret_why = str_format(arena, "%.*s is no list of erasures", STR_ARG(path));
        return FAULT_INVALID;
    }
    return OK;
}

static bool write_all(int fd, struct str text)
{
    while (text.n > 0) {
        ssize_t n = write(fd, text.s, text.n);
        if (n <= 0) {
            return false;
        }
        text = str_from(text, (size_t)n);
    }
    return fsync(fd) == 0;
}

static enum fault must_use write_list(struct arena *arena, struct str path, struct str text, struct str *ret_why)
{
    const char *part = str_format(arena, "%.*s.part", STR_ARG(path)).s;
    const char *name = str_c(arena, path);
    part = str_c(arena, str_of(part));
    int CLEANUP(close_file) fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    if (fd < 0 || !write_all(fd, text) || rename(part, name) != 0) {
        *ret_why = why_not(arena, path, "written");
        unlink(part);
        return FAULT_IO;
    }
    return OK;
}

/* ---- keeping */

static enum fault must_use check_list(struct arena *arena, struct str path, struct str text, struct str *ret_why)
{
    struct q_erasure_list row;
    for (size_t line = 1; text.n > 0; line++) {
        if (!erasure_parse(str_cut(text, '\n', &text), &row)) {
            *ret_why = str_format(arena, "line %zu of %.*s is no erasure: move the file away if it is something else",
                                  line, STR_ARG(path));
            return FAULT_INVALID;
        }
    }
    return OK;
}

static enum fault must_use ask_list(struct arena *arena, struct str url, struct str before, struct buf *list,
                                    struct str *ret_why)
{
    struct db *db = NULL;
    TRY(db_open(arena, url, DB_READ, &db, ret_why));
    enum fault fault = erasure_note(db, arena, before, list);
    if (fault != OK) {
        *ret_why = str_format(arena, "the list of erasures: %s (%.*s)", fault_name(fault), STR_ARG(db_error(db)));
    }
    db_close(db);
    return fault;
}

enum fault erasures_keep(struct arena *arena, struct str url, struct str path, struct str *ret_why)
{
    struct buf CLEANUP(buf_done) before;
    struct buf CLEANUP(buf_done) list;
    buf_init(&before, ERASURE_LIST_MAX);
    buf_init(&list, ERASURE_LIST_MAX);
    enum fault fault = read_list(arena, path, &before, ret_why);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(check_list(arena, path, buf_str(&before), ret_why));
    TRY(ask_list(arena, url, buf_str(&before), &list, ret_why));
    return list.n == 0 ? OK : write_list(arena, path, buf_str(&list), ret_why);
}

/* ---- again */

static enum fault must_use replay_in(struct db *db, struct arena *arena, struct str list, int64_t now,
                                     struct erasure_report *report)
{
    size_t line;
    TRY(db_begin(db));
    return db_end(db, erasure_replay(db, arena, list, now, report, &line));
}

static enum fault must_use replay_on(struct db *db, struct arena *arena, struct str list, int64_t now,
                                     struct erasure_report *report)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = replay_in(db, arena, list, now, report);
    } while (again_due(&again, fault));
    TRY(fault);
    return report->people + report->remarks > 0 ? erasure_scrub(db, arena, now + 1) : OK;
}

enum fault erasures_replay(struct arena *arena, struct str url, struct str path, int64_t now,
                           struct erasure_report *ret_report, struct str *ret_why)
{
    struct buf CLEANUP(buf_done) list;
    struct db *db = NULL;
    struct erasure_report report = {0};
    buf_init(&list, ERASURE_LIST_MAX);
    TRY(read_list(arena, path, &list, ret_why));
    TRY(check_list(arena, path, buf_str(&list), ret_why));
    TRY(db_open(arena, url, DB_WRITE, &db, ret_why));
    enum fault fault = replay_on(db, arena, buf_str(&list), now, &report);
    if (fault != OK) {
        *ret_why = str_format(arena, "what was erased before could not be erased again (%s: %.*s)", fault_name(fault),
                              STR_ARG(db_error(db)));
    }
    db_close(db);
    TRY(fault);
    *ret_report = report;
    return OK;
}
