/* SPDX-License-Identifier: AGPL-3.0-or-later
** disk_cut: the record played up to a moment, and what a power cut at that moment leaves. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/check.h"
#include "disk_parts.h"

#define SECTOR 512

/* ---- playing */

static char *widen(char *bytes, size_t *size, size_t end)
{
    if (end > *size) {
        bytes = mem_grow(bytes, end + 1);
        memset(bytes + *size, 0, end - *size);
        *size = end;
    }
    return bytes;
}

static void keep_bytes(const struct disk *disk, struct node *node, const struct change *change)
{
    bool write = change->kind == CHANGE_WRITE;
    size_t end = (size_t)change->at + (write ? change->n : 0);
    node->kept = widen(node->kept, &node->kept_size, end);
    if (write) {
        memcpy(node->kept + change->at, disk->bytes + change->from, change->n);
    } else {
        node->kept_size = end;
    }
}

static void keep_pending(struct disk *disk, int at)
{
    struct node *node = &disk->nodes[at];
    for (size_t i = 0; i < node->pending_n; i++) {
        const struct change *change = &disk->changes[node->pending[i]];
        for (int k = 0; k < change->sides_n; k++) {
            if (change->sides[k].folder == at) {
                disk_set_entry(node, &change->sides[k]);
            }
        }
        if (change->sides_n == 0) {
            keep_bytes(disk, node, change);
        }
    }
    node->pending_n = 0;
}

static void add_pending(struct disk *disk, int at, size_t i)
{
    struct node *node = &disk->nodes[at];
    node->pending = disk_grow(node->pending, node->pending_n, &node->pending_max, sizeof *node->pending);
    node->pending[node->pending_n++] = i;
}

/* A renaming between two folders waits in both; the one that is synced keeps its side. */
static void play_one(struct disk *disk, size_t i)
{
    const struct change *change = &disk->changes[i];
    if (change->kind == CHANGE_WRITE || change->kind == CHANGE_RESIZE) {
        add_pending(disk, change->node, i);
    } else if (change->kind == CHANGE_SYNC) {
        keep_pending(disk, change->node);
    } else if (change->kind == CHANGE_NAMES) {
        add_pending(disk, change->sides[0].folder, i);
        if (change->sides_n == SIDES && change->sides[1].folder != change->sides[0].folder) {
            add_pending(disk, change->sides[1].folder, i);
        }
    }
}

/* ---- the cut */

struct cut {
    const struct disk *disk;
    enum disk_style style;
    uint64_t seed;
    size_t limit; /* DISK_IN_ORDER: changes before this one are on the disk */
};

/* Whether a pending change is there at all; scattered ones are looked at piece by piece. */
static bool is_in(const struct cut *cut, size_t i)
{
    return cut->style == DISK_KEEPS_ALL || (cut->style == DISK_IN_ORDER && i < cut->limit);
}

/* ---- the bytes of one file */

struct body {
    char *bytes;
    size_t size;
    unsigned char *stopped; /* by sector: no later write of it reached the disk */
    unsigned char *reached; /* by sector: something did, or it was kept */
    size_t sectors;
};

static void body_init(struct body *body, const struct disk *disk, const struct node *node)
{
    size_t end = node->kept_size;
    for (size_t i = 0; i < node->pending_n; i++) {
        const struct change *change = &disk->changes[node->pending[i]];
        size_t reach = (size_t)change->at + (change->kind == CHANGE_WRITE ? change->n : 0);
        end = reach > end ? reach : end;
    }
    *body = (struct body){.size = end, .sectors = end / SECTOR + 1};
    body->bytes = mem_alloc(end + 1);
    memset(body->bytes, 0, end + 1);
    if (node->kept_size > 0) {
        memcpy(body->bytes, node->kept, node->kept_size);
    }
    body->stopped = mem_alloc(body->sectors);
    body->reached = mem_alloc(body->sectors);
    for (size_t i = 0; i < body->sectors; i++) {
        body->stopped[i] = 0;
        body->reached[i] = i * SECTOR < node->kept_size;
    }
}

static void body_done(struct body *body)
{
    mem_free(body->bytes);
    mem_free(body->stopped);
    mem_free(body->reached);
}

/* From `from` to `to`: the bytes of a write, or nothing where the file was cut. */
static void put_piece(struct body *body, const struct disk *disk, const struct change *change, size_t from, size_t to)
{
    if (change->kind == CHANGE_WRITE) {
        memcpy(body->bytes + from, disk->bytes + change->from + (from - (size_t)change->at), to - from);
    } else {
        memset(body->bytes + from, 0, to - from);
    }
}

static void change_ends(const struct body *body, const struct change *change, size_t *ret_from, size_t *ret_to)
{
    *ret_from = (size_t)change->at;
    *ret_to = change->kind == CHANGE_WRITE ? (size_t)change->at + change->n : body->size;
}

/* Each sector goes its own way: after `stop` of a thousand it takes nothing any more, torn within or between writes. */
static void scatter_one(struct body *body, struct cut *cut, const struct change *change, uint64_t stop)
{
    size_t from, to;
    change_ends(body, change, &from, &to);
    for (size_t at = from; at < to;) {
        size_t sector = at / SECTOR;
        size_t end = (sector + 1) * SECTOR < to ? (sector + 1) * SECTOR : to;
        if (!body->stopped[sector]) {
            bool stops = disk_random(&cut->seed, 1000) < stop;
            size_t torn = disk_random(&cut->seed, 8) == 0 ? disk_random(&cut->seed, end - at) : 0;
            put_piece(body, cut->disk, change, at, stops ? at + torn : end);
            body->stopped[sector] = stops;
            body->reached[sector] |= !stops || torn > 0;
        }
        at = end;
    }
}

/* Space that the file gained and nothing was written to holds whatever was there before. */
static void put_rubbish(struct body *body, struct cut *cut)
{
    for (size_t i = 0; i < body->sectors; i++) {
        for (size_t at = i * SECTOR; !body->reached[i] && at < (i + 1) * SECTOR && at < body->size; at++) {
            body->bytes[at] = (char)disk_random(&cut->seed, 256);
        }
    }
}

/* The size before or after any of the pending changes. */
static size_t choose_size(const struct node *node, struct cut *cut)
{
    size_t size = node->kept_size;
    size_t taken = (size_t)disk_random(&cut->seed, node->pending_n + 1);
    for (size_t i = 0; i < taken; i++) {
        const struct change *change = &cut->disk->changes[node->pending[i]];
        size_t end = (size_t)change->at + change->n;
        size = change->kind == CHANGE_RESIZE ? (size_t)change->at : end > size ? end : size;
    }
    return size;
}

static void scatter(struct body *body, const struct node *node, struct cut *cut)
{
    static const uint64_t stops[] = {5, 100, 500, 950};
    uint64_t stop = stops[disk_random(&cut->seed, 4)];
    bool rubbish = disk_random(&cut->seed, 4) == 0;
    for (size_t i = 0; i < node->pending_n; i++) {
        scatter_one(body, cut, &cut->disk->changes[node->pending[i]], stop);
    }
    if (rubbish) {
        put_rubbish(body, cut);
    }
    body->size = choose_size(node, cut);
}

/* Those up to the moment; the write of that moment in part. */
static void put_in_order(struct body *body, const struct node *node, struct cut *cut)
{
    size_t size = node->kept_size;
    for (size_t i = 0; i < node->pending_n; i++) {
        const struct change *change = &cut->disk->changes[node->pending[i]];
        bool whole = is_in(cut, node->pending[i]);
        bool torn = node->pending[i] == cut->limit && cut->style == DISK_IN_ORDER && change->kind == CHANGE_WRITE;
        size_t from, to;
        change_ends(body, change, &from, &to);
        if (!whole && !torn) {
            continue;
        }
        to = torn ? from + disk_random(&cut->seed, change->n) : to;
        put_piece(body, cut->disk, change, from, to);
        size = change->kind == CHANGE_RESIZE ? (size_t)change->at : to > size ? to : size;
    }
    body->size = size;
}

static void put_file(struct cut *cut, const struct node *node, const char *path)
{
    struct body body;
    body_init(&body, cut->disk, node);
    if (cut->style == DISK_SCATTERED) {
        scatter(&body, node, cut);
    } else {
        put_in_order(&body, node, cut);
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    check(fd >= 0);
    for (size_t done = 0; done < body.size;) {
        ssize_t n = write(fd, body.bytes + done, body.size - done);
        check(n > 0);
        done += (size_t)n;
    }
    close(fd);
    body_done(&body);
}

/* ---- names */

static bool is_stopped(const struct side *stopped, size_t n, const struct change *change)
{
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < change->sides_n; k++) {
            if (strcmp(stopped[i].name, change->sides[k].name) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* The entries that the cut leaves, on a copy. Scattered: of each name its first few changes. */
static void choose_entries(struct cut *cut, int at, struct node *copy)
{
    const struct node *node = &cut->disk->nodes[at];
    struct side *stopped = NULL;
    size_t stopped_n = 0, stopped_max = 0;
    for (size_t i = 0; i < node->entries_n; i++) {
        disk_set_entry(copy, &node->entries[i]);
    }
    for (size_t i = 0; i < node->pending_n; i++) {
        const struct change *change = &cut->disk->changes[node->pending[i]];
        bool in = is_in(cut, node->pending[i]);
        if (cut->style == DISK_SCATTERED) {
            in = !is_stopped(stopped, stopped_n, change) && disk_random(&cut->seed, 2) == 0;
        }
        for (int k = 0; k < change->sides_n; k++) {
            if (in && change->sides[k].folder == at) {
                disk_set_entry(copy, &change->sides[k]);
            } else if (!in) {
                stopped = disk_grow(stopped, stopped_n, &stopped_max, sizeof *stopped);
                stopped[stopped_n++] = change->sides[k];
            }
        }
    }
    mem_free(stopped);
}

static void put_folder(struct cut *cut, int at, const char *path)
{
    struct node entries = {.folder = true};
    check(mkdir(path, 0750) == 0);
    choose_entries(cut, at, &entries);
    for (size_t i = 0; i < entries.entries_n; i++) {
        const struct side *side = &entries.entries[i];
        char inner[PATH_MAX];
        if (side->node < 0) {
            continue;
        }
        check((size_t)snprintf(inner, sizeof inner, "%.3000s/%s", path, side->name) < sizeof inner);
        if (cut->disk->nodes[side->node].folder) {
            put_folder(cut, side->node, inner);
        } else {
            put_file(cut, &cut->disk->nodes[side->node], inner);
        }
    }
    mem_free(entries.entries);
}

void disk_cut(struct disk *disk, size_t n, enum disk_style style, uint64_t seed, const char *folder)
{
    check(disk->stopped && n >= disk->played && n <= disk->changes_n);
    while (disk->played < n) {
        play_one(disk, disk->played++);
    }
    struct cut cut = {.disk = disk, .style = style, .seed = seed, .limit = n};
    /* how much the disk had got to: most often nearly all */
    cut.limit -= (size_t)disk_random(&cut.seed, (disk_random(&cut.seed, 2) ? n : n < 40 ? n : 40) + 1);
    put_folder(&cut, 0, folder);
}
