/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadly: the system calls that change files, counted. */
/* Both names of each call are defined here, whichever the libraries were built to use. */
#undef _FILE_OFFSET_BITS

#include "deadly.h"

#include <signal.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static long left;

void deadly_after(long n)
{
    left = n;
}

static void count(void)
{
    if (left > 0 && --left == 0) {
        kill(getpid(), SIGKILL);
    }
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
    count();
    return syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    count();
    return syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    count();
    return syscall(SYS_write, fd, bytes, n);
}

int ftruncate64(int fd, off_t n)
{
    count();
    return (int)syscall(SYS_ftruncate, fd, n);
}

int ftruncate(int fd, off_t n)
{
    count();
    return (int)syscall(SYS_ftruncate, fd, n);
}

int fsync(int fd)
{
    count();
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    count();
    return (int)syscall(SYS_fdatasync, fd);
}

int unlink(const char *path)
{
    count();
    return (int)syscall(SYS_unlink, path);
}

int unlinkat(int fd, const char *path, int flags)
{
    count();
    return (int)syscall(SYS_unlinkat, fd, path, flags);
}

ssize_t copy_file_range(int in, off_t *in_at, int out, off_t *out_at, size_t n, unsigned flags)
{
    count();
    return syscall(SYS_copy_file_range, in, in_at, out, out_at, n, flags);
}
