/* SPDX-License-Identifier: AGPL-3.0-or-later
** pdf_wall: limits, Landlock, seccomp. */
#include "jobs/pdf_wall.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"

#define CPU_S_MAX 60                  /* of one of its processes */
#define MEMORY_MAX (2ull << 30)       /* that one of its processes may write to; a page takes a tenth of it */
#define WRITES_MAX (256ull << 20)     /* one file, also one in memory that it shares with its children */
#define FILES_MAX 1024

/* ---- limits */

static bool limit(int what, uint64_t most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)what, &now) != 0) {
        return false;
    }
    rlim_t to = now.rlim_max < most ? now.rlim_max : (rlim_t)most; /* one that is lower stays */
    return setrlimit((__rlimit_resource_t)what, &(struct rlimit){to, to}) == 0 ||
           errno == EPERM; /* a service that may not lower its own has limits from outside */
}

/* ---- files */

#define READS (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* Those of the first version: kernels that know more know them as well. */
#define ALL (READS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
             LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | \
             LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
             LANDLOCK_ACCESS_FS_MAKE_SYM)
#define OF_FILES (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)

/* What is not there is not needed. */
static bool open_to(int rules, const char *path, uint64_t access)
{
    struct landlock_path_beneath_attr beneath = {.allowed_access = access,
                                                 .parent_fd = open(path, O_PATH | O_CLOEXEC)};
    if (beneath.parent_fd < 0) {
        return true;
    }
    bool fine = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
    close(beneath.parent_fd);
    return fine;
}

static bool open_beside(int rules, const char *browser)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s", browser);
    char *last = n > 0 && (size_t)n < sizeof path ? strrchr(path, '/') : NULL;
    if (last == NULL || last == path) {
        return true;
    }
    *last = '\0';
    return open_to(rules, path, READS);
}

static bool fence_files(const char *folder, const char *browser)
{
    static const struct { const char *path; uint64_t access; } opens[] = {
        {"/usr", READS}, {"/lib", READS}, {"/lib64", READS}, {"/bin", READS}, {"/opt", READS},
        {"/etc/fonts", READS}, {"/etc/alternatives", READS}, {"/etc/chromium", READS}, {"/etc/chromium.d", READS},
        {"/etc/ld.so.cache", READS & OF_FILES}, {"/etc/localtime", READS & OF_FILES},
        {"/etc/passwd", READS & OF_FILES}, {"/etc/nsswitch.conf", READS & OF_FILES},
        {"/var/cache/fontconfig", READS}, {"/usr/local/share/fonts", READS}, {"/sys", READS},
        {"/proc", READS | LANDLOCK_ACCESS_FS_WRITE_FILE}, {"/dev", READS | LANDLOCK_ACCESS_FS_WRITE_FILE},
        {"/dev/shm", ALL},
    };
    struct landlock_ruleset_attr attr = {.handled_access_fs = ALL};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (rules < 0) {
        return true; /* a kernel without it, or one that does not let us: the other walls stand */
    }
    bool fine = open_to(rules, folder, ALL) && open_beside(rules, browser);
    for (size_t i = 0; i < COUNT_OF(opens); i++) {
        fine &= open_to(rules, opens[i].path, opens[i].access);
    }
    fine = fine && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return fine;
}

/* ---- sockets */

#if defined(__x86_64__)
#define OURS AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OURS AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define OURS AUDIT_ARCH_RISCV64
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | (error))
/* When it is that call, the next line counts, else it is left out. */
#define WHEN(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1)

static bool fence_sockets(void)
{
#ifdef OURS
    /* Sockets within the machine are made for pairs; one that would be connected to somebody else's is refused. */
    struct sock_filter lines[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OURS, 1, 0),
        RETURN(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        WHEN(SYS_connect), REFUSE(ENETUNREACH),
        WHEN(SYS_io_uring_setup), REFUSE(ENOSYS),
#if defined(__x86_64__)
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1), REFUSE(ENOSYS), /* other numbers of the same calls */
#endif
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 1, 0),
        RETURN(SECCOMP_RET_ALLOW),
        LOAD(args[0]),
        WHEN(AF_UNIX), RETURN(SECCOMP_RET_ALLOW),
        REFUSE(EAFNOSUPPORT),
    };
    struct sock_fprog program = {(unsigned short)COUNT_OF(lines), lines};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
    return unshare(CLONE_NEWNET) == 0; /* no filter is written for this machine */
#endif
}

bool pdf_wall(const char *folder, const char *browser)
{
    return limit(RLIMIT_CPU, CPU_S_MAX) && limit(RLIMIT_DATA, MEMORY_MAX) && limit(RLIMIT_FSIZE, WRITES_MAX) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, FILES_MAX) && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           fence_files(folder, browser) && fence_sockets();
}

bool pdf_wall_has_own(void)
{
    int status = 1;
    pid_t pid = geteuid() == 0 ? -1 : fork(); /* it refuses to be root in it */
    if (pid == 0) {
        _exit(unshare(CLONE_NEWUSER) == 0 ? 0 : 1);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
