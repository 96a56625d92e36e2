/* SPDX-License-Identifier: AGPL-3.0-or-later
** full_disk: stands before libc in the server of tests/store/with_postgres: while the file that DISK_FULL_FILE names is
** there, no file grows (ENOSPC), as on a disk that is full. What is there can be read and written over. */
/* Both names of each call are defined here, whichever the server was built to use. */
#undef _FILE_OFFSET_BITS

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* True, with errno set, when these bytes find no room. */
static bool is_refused(int fd, off_t at, size_t n)
{
    struct stat st;
    const char *sign = getenv("DISK_FULL_FILE");
    if (sign == NULL || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || at + (off_t)n <= st.st_size ||
        access(sign, F_OK) != 0) {
        return false;
    }
    errno = ENOSPC;
    return true;
}

static size_t size_of(const struct iovec *parts, int count)
{
    size_t n = 0;
    for (int i = 0; i < count; i++) {
        n += parts[i].iov_len;
    }
    return n;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    off_t at = lseek(fd, 0, SEEK_CUR);
    return at >= 0 && is_refused(fd, at, n) ? -1 : syscall(SYS_write, fd, bytes, n);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    return is_refused(fd, at, n) ? -1 : syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    return pwrite64(fd, bytes, n, at);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at)
{
    return is_refused(fd, at, size_of(parts, count)) ? -1 : syscall(SYS_pwritev, fd, parts, count, at, 0);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
    return pwritev64(fd, parts, count, at);
}

int posix_fallocate64(int fd, off64_t at, off64_t n)
{
    if (is_refused(fd, at, (size_t)n)) {
        return ENOSPC;
    }
    return syscall(SYS_fallocate, fd, 0, at, n) == 0 ? 0 : errno;
}

int posix_fallocate(int fd, off_t at, off_t n)
{
    return posix_fallocate64(fd, at, n);
}
