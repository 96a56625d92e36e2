/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** disk_parts: the record of disk.h, shared by what writes it (disk.c) and what plays it (disk_cut.c).
*/
#ifndef TESTS_FAULT_DISK_PARTS_H
#define TESTS_FAULT_DISK_PARTS_H

#include <limits.h>

#include "calls.h"
#include "disk.h"

#define SIDES 2 /* a change of a name touches one, a renaming two */

enum change_kind { CHANGE_WRITE, CHANGE_RESIZE, CHANGE_SYNC, CHANGE_NAMES, CHANGE_MARK };

/* One entry of a folder; node -1: there is none of that name. */
struct side {
    int folder;
    char name[NAME_MAX + 1];
    int node;
};

struct change {
    enum change_kind kind;
    int node;
    int64_t at; /* of a write; the new size; the number of a mark */
    size_t n;
    size_t from; /* of the bytes in the record */
    struct side sides[SIDES];
    int sides_n;
};

struct node {
    bool folder;
    uint64_t inode; /* while it is there; 0 after its removal: numbers are used again */
    char path[PATH_MAX];
    char first_name[NAME_MAX + 1]; /* for disk_lies */
    /* as at change `played`: what is kept, and the changes since */
    char *kept;
    size_t kept_size;
    size_t *pending;
    size_t pending_n, pending_max;
    struct side *entries; /* of a folder, kept */
    size_t entries_n, entries_max;
};

struct disk {
    char root[PATH_MAX];
    uint64_t device;
    struct calls_watch watch;
    struct node *nodes; /* 0 is the root */
    size_t nodes_n, nodes_max;
    struct change *changes;
    size_t changes_n, changes_max;
    char *bytes;
    size_t bytes_n, bytes_max;
    size_t played;
    enum disk_lie lie;
    char lie_part[64];
    bool stopped;
};

/* Room for one more item of `size` bytes. */
void *disk_grow(void *items, size_t n, size_t *max, size_t size);
/* What stands in a folder under a name from now on. */
void disk_set_entry(struct node *folder, const struct side *side);

#endif
