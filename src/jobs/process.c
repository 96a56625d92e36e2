/* SPDX-License-Identifier: AGPL-3.0-or-later
** process: names from /proc. */
#include "jobs/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/scan.h"

#define STAT_START 22 /* field of /proc/PID/stat, proc(5) */

int64_t process_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Its first bytes; none where it cannot be read. */
static struct str read_start(const char *path, char *bytes, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, bytes, size) : -1;
    if (fd >= 0) {
        close(fd);
    }
    return (struct str){bytes, n > 0 ? (size_t)n : 0};
}

/* "machine 4d2b8a0c-... [pid:4026531836]"; a machine's name has no space. */
static struct str where(struct arena *arena)
{
    struct utsname host;
    char table[64];
    char life[64];
    struct str boot = str_trim(read_start("/proc/sys/kernel/random/boot_id", life, sizeof life));
    ssize_t n = readlink("/proc/self/ns/pid", table, sizeof table);
    check(uname(&host) == 0);
    return str_format(arena, "%s %.*s %.*s", host.nodename, STR_ARG(boot.n > 0 ? boot : S("-")), n > 0 ? (int)n : 1,
                      n > 0 ? table : "-");
}

/* Ticks, as /proc says; no text when it says nothing, "" for one that has ended and was not fetched yet. The name of
** the program stands in brackets and may hold any. */
static struct str start_of(struct arena *arena, int64_t pid)
{
    char path[40];
    char bytes[1024];
    snprintf(path, sizeof path, "/proc/%lld/stat", (long long)pid);
    struct str rest = read_start(path, bytes, sizeof bytes);
    for (struct str next = rest; next.s != NULL; str_cut(next, ')', &next)) {
        rest = next;
    }
    rest = str_trim(rest);
    if (str_starts(rest, S("Z")) || str_starts(rest, S("X"))) {
        return S("");
    }
    for (int field = 3; field < STAT_START && rest.n > 0; field++) {
        str_cut(rest, ' ', &rest);
    }
    return rest.n > 0 ? str_copy(arena, str_cut(rest, ' ', &rest)) : (struct str){0};
}

struct str process_self(struct arena *arena)
{
    struct str start = start_of(arena, getpid());
    struct str here = where(arena);
    return str_format(arena, "%.*s %d %.*s", STR_ARG(here), (int)getpid(), STR_ARG(start.s ? start : S("-")));
}

enum process_state process_look(struct arena *arena, struct str name)
{
    struct str here = where(arena);
    struct str rest = str_from(name, here.n + 1);
    int64_t pid;
    if (!str_starts(name, here) || !parse_int(str_cut(rest, ' ', &rest), 1, INT32_MAX, &pid)) {
        return PROCESS_UNKNOWN;
    }
    if (kill((pid_t)pid, 0) != 0 && errno == ESRCH) {
        return PROCESS_GONE;
    }
    struct str start = start_of(arena, pid);
    if (start.s == NULL || rest.s == NULL) {
        return PROCESS_UNKNOWN;
    }
    return str_eq(start, rest) ? PROCESS_LIVES : PROCESS_GONE;
}
