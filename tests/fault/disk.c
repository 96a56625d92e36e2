/* SPDX-License-Identifier: AGPL-3.0-or-later
** disk: the record, and what is left of it. */
#include "disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/check.h"
#include "calls.h"
#include "disk_parts.h"

uint64_t disk_random(uint64_t *state, uint64_t n)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return n > 0 ? (z ^ (z >> 31)) % n : 0;
}

void *disk_grow(void *items, size_t n, size_t *max, size_t size)
{
    if (n < *max) {
        return items;
    }
    *max = n < 32 ? 64 : n * 2;
    return mem_grow(items, *max * size);
}

/* ---- recording */

static int add_node(struct disk *disk, const char *path, uint64_t inode, bool folder)
{
    disk->nodes = disk_grow(disk->nodes, disk->nodes_n, &disk->nodes_max, sizeof *disk->nodes);
    struct node *node = &disk->nodes[disk->nodes_n];
    *node = (struct node){.folder = folder, .inode = inode};
    check((size_t)snprintf(node->path, sizeof node->path, "%s", path) < sizeof node->path);
    const char *slash = strrchr(path, '/');
    snprintf(node->first_name, sizeof node->first_name, "%s", slash ? slash + 1 : path);
    return (int)disk->nodes_n++;
}

static int find_inode(const struct disk *disk, int fd)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || st.st_dev != disk->device) {
        return -1;
    }
    for (size_t i = disk->nodes_n; i-- > 0;) {
        if (disk->nodes[i].inode == st.st_ino) {
            return (int)i;
        }
    }
    return -1;
}

static int find_path(const struct disk *disk, const char *path)
{
    for (size_t i = disk->nodes_n; i-- > 0;) {
        if (disk->nodes[i].inode != 0 && strcmp(disk->nodes[i].path, path) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static struct change *add_change(struct disk *disk, enum change_kind kind, int node)
{
    disk->changes = disk_grow(disk->changes, disk->changes_n, &disk->changes_max, sizeof *disk->changes);
    struct change *change = &disk->changes[disk->changes_n++];
    *change = (struct change){.kind = kind, .node = node};
    return change;
}

static char *add_bytes(struct disk *disk, size_t n, size_t *ret_from)
{
    if (disk->bytes_n + n > disk->bytes_max) {
        disk->bytes_max = (disk->bytes_n + n) * 2;
        disk->bytes = mem_grow(disk->bytes, disk->bytes_max);
    }
    *ret_from = disk->bytes_n;
    disk->bytes_n += n;
    return disk->bytes + *ret_from;
}

static void read_all(int fd, char *to, size_t n, int64_t at)
{
    for (size_t done = 0; done < n;) {
        ssize_t got = pread(fd, to + done, n - done, at + (int64_t)done);
        check(got > 0);
        done += (size_t)got;
    }
}

static void note_write(struct disk *disk, const struct call *call)
{
    int node = find_inode(disk, call->fd);
    if (node < 0) {
        return;
    }
    struct change *change = add_change(disk, CHANGE_WRITE, node);
    change->at = call->at;
    change->n = call->n;
    char *to = add_bytes(disk, call->n, &change->from);
    if (call->bytes != NULL) {
        memcpy(to, call->bytes, call->n);
        return;
    }
    char own[64];
    snprintf(own, sizeof own, "/proc/self/fd/%d", call->fd);
    int fd = open(own, O_RDONLY | O_CLOEXEC);
    check(fd >= 0);
    read_all(fd, to, call->n, call->at);
    close(fd);
}

/* The whole path of what a call names; false when it does not lie in the root. */
static bool whole_path(const struct disk *disk, const struct call *call, const char *path, char *ret_path)
{
    char base[PATH_MAX] = "";
    if (path[0] != '/' && call->base != AT_FDCWD) {
        char own[64];
        snprintf(own, sizeof own, "/proc/self/fd/%d", call->base);
        ssize_t n = readlink(own, base, sizeof base - 1);
        check(n > 0);
        base[n] = '\0';
    }
    check((size_t)snprintf(ret_path, PATH_MAX, "%s%s%s", base, *base ? "/" : "", path) < PATH_MAX);
    size_t n = strlen(disk->root);
    return strncmp(ret_path, disk->root, n) == 0 && ret_path[n] == '/';
}

static struct side side_of(const struct disk *disk, const char *path, int node)
{
    struct side side = {.node = node};
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
    snprintf(side.name, sizeof side.name, "%s", slash + 1);
    side.folder = find_path(disk, folder);
    check(side.folder >= 0);
    return side;
}

static void note_made(struct disk *disk, const char *path, bool folder)
{
    struct stat st;
    check(stat(path, &st) == 0);
    int node = add_node(disk, path, st.st_ino, folder);
    struct change *change = add_change(disk, CHANGE_NAMES, node);
    change->sides[0] = side_of(disk, path, node);
    change->sides_n = 1;
}

static void note_removed(struct disk *disk, const char *path)
{
    int node = find_path(disk, path);
    check(node >= 0);
    struct change *change = add_change(disk, CHANGE_NAMES, node);
    change->sides[0] = side_of(disk, path, -1);
    change->sides_n = 1;
    disk->nodes[node].inode = 0;
}

static void note_renamed(struct disk *disk, const char *path, const char *to)
{
    int node = find_path(disk, path);
    int over = find_path(disk, to);
    check(node >= 0 && !disk->nodes[node].folder);
    struct change *change = add_change(disk, CHANGE_NAMES, node);
    change->sides[0] = side_of(disk, path, -1);
    change->sides[1] = side_of(disk, to, node);
    change->sides_n = 2;
    if (over >= 0) {
        disk->nodes[over].inode = 0;
    }
    snprintf(disk->nodes[node].path, sizeof disk->nodes[node].path, "%s", to);
}

static void note_resized(struct disk *disk, int fd, int64_t size)
{
    int node = find_inode(disk, fd);
    if (node >= 0) {
        add_change(disk, CHANGE_RESIZE, node)->at = size;
    }
}

static bool is_forgotten(const struct disk *disk, const struct node *node)
{
    switch (disk->lie) {
    case DISK_FORGETS_FILES:
        return !node->folder;
    case DISK_FORGETS_FOLDERS:
        return node->folder;
    case DISK_FORGETS_SOME:
        return !node->folder && strstr(node->first_name, disk->lie_part) != NULL;
    case DISK_HONEST:
        break;
    }
    return false;
}

static void note_synced(struct disk *disk, int fd)
{
    int node = find_inode(disk, fd);
    if (node >= 0 && !is_forgotten(disk, &disk->nodes[node])) {
        add_change(disk, CHANGE_SYNC, node);
    }
}

static void note(void *self, const struct call *call)
{
    struct disk *disk = self;
    char path[PATH_MAX];
    char to[PATH_MAX];
    if (call->path != NULL && !whole_path(disk, call, call->path, path)) {
        return;
    }
    switch (call->kind) {
    case CALL_OPEN:
        if (call->made) {
            note_made(disk, path, false);
        } else if (call->emptied) {
            note_resized(disk, call->fd, 0);
        }
        break;
    case CALL_WRITE:
        note_write(disk, call);
        break;
    case CALL_RESIZE:
        note_resized(disk, call->fd, call->at);
        break;
    case CALL_SYNC:
        note_synced(disk, call->fd);
        break;
    case CALL_FOLDER:
        note_made(disk, path, true);
        break;
    case CALL_REMOVE:
        note_removed(disk, path);
        break;
    case CALL_RENAME:
        check(whole_path(disk, call, call->to, to));
        note_renamed(disk, path, to);
        break;
    case CALL_SEND:
        break;
    }
}

/* ---- what is there when the watch begins */

void disk_set_entry(struct node *folder, const struct side *side)
{
    for (size_t i = 0; i < folder->entries_n; i++) {
        if (strcmp(folder->entries[i].name, side->name) == 0) {
            folder->entries[i].node = side->node;
            return;
        }
    }
    folder->entries = disk_grow(folder->entries, folder->entries_n, &folder->entries_max, sizeof *folder->entries);
    folder->entries[folder->entries_n++] = *side;
}

static void look(struct disk *disk, int folder);

static void look_at(struct disk *disk, int folder, const char *name)
{
    char path[PATH_MAX];
    struct stat st;
    check((size_t)snprintf(path, sizeof path, "%.3000s/%s", disk->nodes[folder].path, name) < sizeof path);
    check(stat(path, &st) == 0);
    int at = add_node(disk, path, st.st_ino, S_ISDIR(st.st_mode));
    struct side side = {.folder = folder, .node = at};
    snprintf(side.name, sizeof side.name, "%s", name);
    disk_set_entry(&disk->nodes[folder], &side);
    if (S_ISDIR(st.st_mode)) {
        look(disk, at);
        return;
    }
    struct node *node = &disk->nodes[at];
    node->kept_size = (size_t)st.st_size;
    node->kept = mem_alloc(node->kept_size + 1);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    check(fd >= 0);
    read_all(fd, node->kept, node->kept_size, 0);
    close(fd);
}

static void look(struct disk *disk, int folder)
{
    DIR *dir = opendir(disk->nodes[folder].path);
    check(dir != NULL);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            look_at(disk, folder, entry->d_name);
        }
    }
    closedir(dir);
}

struct disk *disk_watch(const char *root)
{
    struct stat st;
    struct disk *disk = mem_alloc(sizeof *disk);
    *disk = (struct disk){.watch = {.self = disk, .after = note}};
    check(root[0] == '/' && stat(root, &st) == 0 && S_ISDIR(st.st_mode));
    snprintf(disk->root, sizeof disk->root, "%s", root);
    disk->device = st.st_dev;
    look(disk, add_node(disk, root, st.st_ino, true));
    calls_watch(&disk->watch);
    return disk;
}

void disk_lies(struct disk *disk, enum disk_lie lie, const char *part)
{
    disk->lie = lie;
    snprintf(disk->lie_part, sizeof disk->lie_part, "%s", part);
}

void disk_mark(struct disk *disk, int64_t number)
{
    add_change(disk, CHANGE_MARK, -1)->at = number;
}

void disk_stop(struct disk *disk)
{
    calls_watch(NULL);
    disk->stopped = true;
}

void disk_free(struct disk *disk)
{
    for (size_t i = 0; i < disk->nodes_n; i++) {
        mem_free(disk->nodes[i].kept);
        mem_free(disk->nodes[i].pending);
        mem_free(disk->nodes[i].entries);
    }
    mem_free(disk->nodes);
    mem_free(disk->changes);
    mem_free(disk->bytes);
    mem_free(disk);
}

/* ---- the moments of the record */

size_t disk_changes(const struct disk *disk)
{
    return disk->changes_n;
}

int64_t disk_marked(const struct disk *disk, size_t n)
{
    int64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        number = disk->changes[i].kind == CHANGE_MARK ? disk->changes[i].at : number;
    }
    return number;
}

size_t disk_after_mark(const struct disk *disk, size_t i)
{
    size_t marks = 0;
    for (size_t k = 0; k < disk->changes_n; k++) {
        marks += disk->changes[k].kind == CHANGE_MARK;
    }
    i = marks > 0 ? i % marks : 0;
    for (size_t k = 0; k < disk->changes_n; k++) {
        if (disk->changes[k].kind == CHANGE_MARK && i-- == 0) {
            return k + 1;
        }
    }
    return 0;
}
