/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/check.h"

#define RUN_BYTES_MAX (256u << 20) /* of one run; callers keep theirs to a tenth of it */
#define READ_BYTES 65536u
#define PATH_BYTES 4096

/* Before the key and the value of a record. */
struct head {
    uint32_t key_n, value_n;
    int64_t a, b;
};

struct run {
    uint64_t at, end; /* of the file: what is still to be read */
    char *room;
    size_t room_n;
    size_t from, n;   /* of the room: read, not given yet */
    struct run_record record; /* the one that waits */
    bool more;
};

struct runs {
    FILE *file; /* NULL until a second run begins */
    uint64_t file_n;
    struct buf last; /* the run being written */
    struct run *items;
    size_t n, size;
    struct run *given; /* whose record the caller has */
};

struct runs *runs_new(void)
{
    struct runs *runs = mem_alloc(sizeof *runs);
    *runs = (struct runs){0};
    buf_init(&runs->last, RUN_BYTES_MAX);
    return runs;
}

void runs_free(struct runs *runs)
{
    if (runs == NULL) {
        return;
    }
    for (size_t i = 0; i < runs->n; i++) {
        if (runs->items[i].room != runs->last.bytes) {
            mem_free(runs->items[i].room);
        }
    }
    if (runs->file != NULL) {
        (void)fclose(runs->file); /* it has no name any more: whether it was kept does not matter */
    }
    buf_done(&runs->last);
    mem_free(runs->items);
    mem_free(runs);
}

/* ---- writing */

static enum fault make_file(struct runs *runs)
{
    char path[PATH_BYTES];
    const char *folder = getenv("TMPDIR");
    int n = snprintf(path, sizeof path, "%s/smallgiants-XXXXXX", folder != NULL && *folder ? folder : "/var/tmp");
    int fd = n > 0 && (size_t)n < sizeof path ? mkstemp(path) : -1;
    if (fd < 0) {
        return FAULT_IO;
    }
    unlink(path);
    runs->file = fdopen(fd, "w+");
    check(runs->file != NULL);
    (void)setvbuf(runs->file, NULL, _IONBF, 0); /* large pieces only */
    return OK;
}

/* What is in memory becomes the end of the file. */
static enum fault put_away(struct runs *runs)
{
    struct run *run = &runs->items[runs->n - 1];
    TRY(runs->file == NULL ? make_file(runs) : OK);
    if (fwrite(runs->last.bytes, 1, runs->last.n, runs->file) != runs->last.n) {
        return FAULT_IO;
    }
    run->at = runs->file_n;
    runs->file_n += runs->last.n;
    run->end = runs->file_n;
    buf_reset(&runs->last);
    return OK;
}

enum fault runs_begin(struct runs *runs)
{
    if (runs->n > 0) {
        TRY(put_away(runs));
    }
    if (runs->n == runs->size) {
        runs->size = runs->size > 0 ? runs->size * 2 : 8;
        runs->items = mem_grow(runs->items, runs->size * sizeof *runs->items);
    }
    runs->items[runs->n++] = (struct run){0};
    return OK;
}

void runs_put(struct runs *runs, const struct run_record *record)
{
    struct head head = {(uint32_t)record->key.n, (uint32_t)record->value.n, record->a, record->b};
    check(runs->n > 0 && record->key.n <= UINT32_MAX && record->value.n <= UINT32_MAX);
    buf_put(&runs->last, &head, sizeof head);
    buf_put_str(&runs->last, record->key);
    buf_put_str(&runs->last, record->value);
    check(!runs->last.overflow);
}

/* ---- reading */

/* At least n bytes of the run stand in its room, one behind the other. */
static enum fault need(struct runs *runs, struct run *run, size_t n)
{
    if (run->n >= n) {
        return OK;
    }
    size_t room_n = n > READ_BYTES ? n : READ_BYTES;
    if (room_n > run->room_n) {
        run->room = mem_grow(run->room, room_n);
        run->room_n = room_n;
    }
    memmove(run->room, run->room + run->from, run->n);
    run->from = 0;
    size_t wanted = run->room_n - run->n;
    wanted = wanted < run->end - run->at ? wanted : (size_t)(run->end - run->at);
    if (fseeko(runs->file, (off_t)run->at, SEEK_SET) != 0
        || fread(run->room + run->n, 1, wanted, runs->file) != wanted) {
        return FAULT_IO;
    }
    run->at += wanted;
    run->n += wanted;
    check(run->n >= n);
    return OK;
}

static enum fault step(struct runs *runs, struct run *run)
{
    struct head head;
    run->more = run->n > 0 || run->at < run->end;
    if (!run->more) {
        return OK;
    }
    TRY(need(runs, run, sizeof head));
    memcpy(&head, run->room + run->from, sizeof head);
    size_t n = sizeof head + head.key_n + head.value_n;
    TRY(need(runs, run, n));
    const char *bytes = run->room + run->from + sizeof head;
    run->record = (struct run_record){{bytes, head.key_n}, {bytes + head.key_n, head.value_n}, head.a, head.b};
    run->from += n;
    run->n -= n;
    return OK;
}

enum fault runs_read(struct runs *runs)
{
    if (runs->n == 0) {
        return OK;
    }
    struct run *last = &runs->items[runs->n - 1];
    last->room = runs->last.bytes;
    last->room_n = last->n = runs->last.n;
    for (size_t i = 0; i < runs->n; i++) {
        TRY(step(runs, &runs->items[i]));
    }
    return OK;
}

enum fault runs_next(struct runs *runs, struct run_record *ret_record, bool *ret_more)
{
    struct run *first = NULL;
    if (runs->given != NULL) {
        TRY(step(runs, runs->given));
    }
    for (size_t i = 0; i < runs->n; i++) {
        struct run *run = &runs->items[i];
        if (run->more && (first == NULL || str_cmp(run->record.key, first->record.key) < 0)) {
            first = run;
        }
    }
    runs->given = first;
    *ret_more = first != NULL;
    if (first != NULL) {
        *ret_record = first->record;
    }
    return OK;
}
