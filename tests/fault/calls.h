/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** calls: the system calls that change files, seen before and after they are made. Linked into a test program it
** stands before libc for the program and for its libraries, SQLite among them: so one record, in one order, holds
** what the engine does and what place.c does beside it.
**
** One watch at a time, in this process and its later children. `before` may refuse the call: it is then not made
** and fails with the errno that was returned. `after` is told of those that were made and did not fail. Both may use
** what is not listed in enum call_kind (read, stat); what they change themselves is not told.
*/
#ifndef TESTS_FAULT_CALLS_H
#define TESTS_FAULT_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum call_kind {
    CALL_OPEN,   /* for writing; may make (`made`) or empty (`emptied`) the file. `fd` is set in `after` */
    CALL_WRITE,  /* fd, at, n; bytes NULL: copied from another file, to be read back */
    CALL_RESIZE, /* fd, at: the new size */
    CALL_SYNC,   /* fd, of a file or a folder */
    CALL_FOLDER, /* a folder is made */
    CALL_REMOVE,
    CALL_RENAME, /* path to `to` */
    CALL_SEND,   /* to a server */
};

struct call {
    enum call_kind kind;
    int fd;
    int base;         /* folder that `path` and `to` start from: AT_FDCWD or a descriptor */
    const char *path; /* NULL for calls on a descriptor */
    const char *to;
    const void *bytes;
    size_t n;
    int64_t at;
    bool made;
    bool emptied;
};

struct calls_watch {
    void *self;
    int (*before)(void *self, const struct call *call); /* 0, or the errno to fail with; NULL: all may pass */
    void (*after)(void *self, const struct call *call); /* NULL: nobody is told */
};

/* NULL: none. The watch must live until the next. */
void calls_watch(const struct calls_watch *watch);
/* Kills the process (SIGKILL) just before its n-th call from now; 0 for never. A watch of its own. */
void calls_die_at(long n);

#endif
