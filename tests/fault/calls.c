/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls: libc's names for the system calls that change files, each passed on by its number. */
/* Both names of each call are defined here, whichever the libraries were built to use. */
#undef _FILE_OFFSET_BITS

#include "calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const struct calls_watch *watcher;
static bool within; /* what a watch does itself is not told */

void calls_watch(const struct calls_watch *watch)
{
    watcher = watch;
}

/* False: refused, errno is set. */
static bool may(const struct call *call)
{
    if (watcher == NULL || watcher->before == NULL || within) {
        return true;
    }
    within = true;
    int refused = watcher->before(watcher->self, call);
    within = false;
    errno = refused != 0 ? refused : errno;
    return refused == 0;
}

static void tell(const struct call *call)
{
    if (watcher != NULL && watcher->after != NULL && !within) {
        int kept = errno;
        within = true;
        watcher->after(watcher->self, call);
        within = false;
        errno = kept;
    }
}

/* ---- opening */

static int open_any(int base, const char *path, int flags, mode_t mode)
{
    bool changes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
    if (!changes) {
        return (int)syscall(SYS_openat, base, path, flags, mode);
    }
    struct stat st;
    bool there = syscall(SYS_newfstatat, base, path, &st, 0) == 0;
    struct call call = {.kind = CALL_OPEN, .fd = -1, .base = base, .path = path, .made = !there && (flags & O_CREAT),
                        .emptied = there && (flags & O_TRUNC)};
    if (!may(&call)) {
        return -1;
    }
    call.fd = (int)syscall(SYS_openat, base, path, flags, mode);
    if (call.fd >= 0) {
        tell(&call);
    }
    return call.fd;
}

#define MODE(flags, mode)                                \
    mode_t mode = 0;                                     \
    if (((flags) & O_CREAT) != 0) {                      \
        va_list rest;                                    \
        va_start(rest, flags);                           \
        mode = va_arg(rest, mode_t);                     \
        va_end(rest);                                    \
    }

int open(const char *path, int flags, ...)
{
    MODE(flags, mode);
    return open_any(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE(flags, mode);
    return open_any(AT_FDCWD, path, flags, mode);
}

int openat(int base, const char *path, int flags, ...)
{
    MODE(flags, mode);
    return open_any(base, path, flags, mode);
}

int openat64(int base, const char *path, int flags, ...)
{
    MODE(flags, mode);
    return open_any(base, path, flags, mode);
}

/* ---- contents */

static ssize_t write_any(int fd, const void *bytes, size_t n, off_t at, bool here)
{
    struct call call = {.kind = CALL_WRITE, .fd = fd, .bytes = bytes, .n = n, .at = at};
    if (!may(&call)) {
        return -1;
    }
    ssize_t done = here ? syscall(SYS_write, fd, bytes, n) : syscall(SYS_pwrite64, fd, bytes, n, at);
    if (done > 0) {
        call.n = (size_t)done;
        tell(&call);
    }
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
    return write_any(fd, bytes, n, at, false);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    return write_any(fd, bytes, n, at, false);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    return write_any(fd, bytes, n, lseek(fd, 0, SEEK_CUR), true);
}

static int resize_any(int fd, off_t n)
{
    struct call call = {.kind = CALL_RESIZE, .fd = fd, .at = n};
    if (!may(&call)) {
        return -1;
    }
    int rc = (int)syscall(SYS_ftruncate, fd, n);
    if (rc == 0) {
        tell(&call);
    }
    return rc;
}

int ftruncate64(int fd, off_t n)
{
    return resize_any(fd, n);
}

int ftruncate(int fd, off_t n)
{
    return resize_any(fd, n);
}

/* Told as a write whose bytes are to be read back. */
static ssize_t copy_any(int in, off_t *in_at, int out, off_t *out_at, size_t n, bool send)
{
    struct call call = {.kind = CALL_WRITE, .fd = out, .n = n, .at = out_at ? *out_at : lseek(out, 0, SEEK_CUR)};
    if (!may(&call)) {
        return -1;
    }
    ssize_t done = send ? syscall(SYS_sendfile, out, in, in_at, n)
                        : syscall(SYS_copy_file_range, in, in_at, out, out_at, n, 0);
    if (done > 0) {
        call.n = (size_t)done;
        tell(&call);
    }
    return done;
}

ssize_t copy_file_range(int in, off_t *in_at, int out, off_t *out_at, size_t n, unsigned flags)
{
    (void)flags;
    return copy_any(in, in_at, out, out_at, n, false);
}

ssize_t sendfile64(int out, int in, off_t *in_at, size_t n)
{
    return copy_any(in, in_at, out, NULL, n, true);
}

ssize_t sendfile(int out, int in, off_t *in_at, size_t n)
{
    return copy_any(in, in_at, out, NULL, n, true);
}

/* Sharing blocks is refused, as most file systems do: the copy is then seen as one. */
int ioctl(int fd, unsigned long request, ...)
{
    va_list rest;
    va_start(rest, request);
    void *value = va_arg(rest, void *);
    va_end(rest);
    if (request == FICLONE && watcher != NULL) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return (int)syscall(SYS_ioctl, fd, request, value);
}

/* What is sent to a server may change files there. */
ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    struct call call = {.kind = CALL_SEND, .fd = fd, .bytes = bytes, .n = n};
    if (!may(&call)) {
        return -1;
    }
    ssize_t done = syscall(SYS_sendto, fd, bytes, n, flags, NULL, 0);
    if (done > 0) {
        tell(&call);
    }
    return done;
}

/* ---- what makes it last */

static int sync_any(int fd, long number)
{
    struct call call = {.kind = CALL_SYNC, .fd = fd};
    if (!may(&call)) {
        return -1;
    }
    int rc = (int)syscall(number, fd);
    if (rc == 0) {
        tell(&call);
    }
    return rc;
}

int fsync(int fd)
{
    return sync_any(fd, SYS_fsync);
}

int fdatasync(int fd)
{
    return sync_any(fd, SYS_fdatasync);
}

/* ---- names */

static int name_any(struct call *call, int flags, mode_t mode)
{
    if (!may(call)) {
        return -1;
    }
    long rc = call->kind == CALL_FOLDER   ? syscall(SYS_mkdirat, call->base, call->path, mode)
              : call->kind == CALL_REMOVE ? syscall(SYS_unlinkat, call->base, call->path, flags)
                                          : syscall(SYS_renameat2, call->base, call->path, call->base, call->to, 0);
    if (rc == 0) {
        tell(call);
    }
    return (int)rc;
}

int mkdir(const char *path, mode_t mode)
{
    return name_any(&(struct call){.kind = CALL_FOLDER, .fd = -1, .base = AT_FDCWD, .path = path}, 0, mode);
}

int unlink(const char *path)
{
    return name_any(&(struct call){.kind = CALL_REMOVE, .fd = -1, .base = AT_FDCWD, .path = path}, 0, 0);
}

int unlinkat(int base, const char *path, int flags)
{
    return name_any(&(struct call){.kind = CALL_REMOVE, .fd = -1, .base = base, .path = path}, flags, 0);
}

int rename(const char *path, const char *to)
{
    return name_any(&(struct call){.kind = CALL_RENAME, .fd = -1, .base = AT_FDCWD, .path = path, .to = to}, 0, 0);
}

/* ---- sudden death */

static int count_down(void *self, const struct call *call)
{
    long *left = self;
    (void)call;
    if (*left > 0 && --*left == 0) {
        kill(getpid(), SIGKILL);
    }
    return 0;
}

void calls_die_at(long n)
{
    static long left;
    static const struct calls_watch death = {&left, count_down, NULL};
    left = n;
    calls_watch(&death);
}
