/* SPDX-License-Identifier: AGPL-3.0-or-later
** cluster: a private PostgreSQL. */
#include "cluster.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BIN "/usr/lib/postgresql/15/bin/"
#define MEMORY "/dev/shm"
#define MEMORY_MIN (4ull << 30) /* bytes free; a whole run of the tests needs less than one */
#define TRIES_MAX 200 /* of 50 ms, until it listens */

bool cluster_is_installed(void)
{
    return access(BIN "postgres", X_OK) == 0 && access(BIN "initdb", X_OK) == 0;
}

/* In the child: another user when we are root, quiet, dying with its parent. */
static void become_server(const char *log)
{
    const struct passwd *user = geteuid() == 0 ? getpwnam("postgres") : NULL;
    if (geteuid() == 0 && (user == NULL || initgroups(user->pw_name, user->pw_gid) != 0 ||
                           setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
        _exit(126);
    }
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (fd >= 0) {
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
    }
}

static void set_disk(const struct cluster *cluster)
{
    char sign[96];
    snprintf(sign, sizeof sign, "%s/full", cluster->folder);
    if (cluster->kind == CLUSTER_FULL && (setenv("LD_PRELOAD", FULL_DISK, 1) != 0 ||
                                          setenv("DISK_FULL_FILE", sign, 1) != 0)) {
        _exit(126);
    }
}

static pid_t start(const struct cluster *cluster, const char *const argv[])
{
    char log[96];
    snprintf(log, sizeof log, "%s/log", cluster->folder);
    pid_t pid = fork();
    if (pid == 0) {
        become_server(log);
        set_disk(cluster);
        execv(argv[0], (char *const *)argv); /* execv changes nothing; its type is older than const */
        _exit(127);
    }
    return pid;
}

static bool is_listening(const struct cluster *cluster)
{
    char path[128];
    snprintf(path, sizeof path, "%s/.s.PGSQL.5432", cluster->folder);
    return access(path, F_OK) == 0;
}

/* In memory, where there is enough of it: making and removing a thousand databases is mostly work of the file system.
** What is synced goes to a disk. */
static const char *place_of(enum cluster_kind kind)
{
    struct statvfs room;
    bool enough = statvfs(MEMORY, &room) == 0 && access(MEMORY, W_OK) == 0 &&
                  (uint64_t)room.f_bavail * room.f_frsize >= MEMORY_MIN;
    return kind != CLUSTER_SYNCED && enough ? MEMORY : "/tmp";
}

static bool make_folder(struct cluster *cluster)
{
    snprintf(cluster->folder, sizeof cluster->folder, "%s/smallgiants-pg-XXXXXX", place_of(cluster->kind));
    if (mkdtemp(cluster->folder) == NULL) {
        return false;
    }
    const struct passwd *user = geteuid() == 0 ? getpwnam("postgres") : NULL;
    return geteuid() != 0 || (user != NULL && chown(cluster->folder, user->pw_uid, user->pw_gid) == 0);
}

static bool complain(const struct cluster *cluster, const char *what)
{
    fprintf(stderr, "PostgreSQL: %s; see %s/log\n", what, cluster->folder);
    return false;
}

void cluster_serve(struct cluster *cluster)
{
    char data[96];
    bool synced = cluster->kind == CLUSTER_SYNCED;
    snprintf(data, sizeof data, "%s/data", cluster->folder);
    const char *const serve[] = {BIN "postgres", "-D", data, "-k", cluster->folder, "-c", "listen_addresses=",
                                 "-c", "max_connections=40", "-c", synced ? "fsync=on" : "fsync=off",
                                 "-c", synced ? "shared_buffers=128MB" : "shared_buffers=32MB", NULL};
    cluster->server = start(cluster, serve);
}

static bool ends_well(pid_t pid)
{
    int status = 0;
    return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static bool copy(const char *from, const char *to)
{
    pid_t pid = fork();
    if (pid == 0) {
        execl("/bin/cp", "cp", "--archive", "--", from, to, (char *)NULL);
        _exit(127);
    }
    return ends_well(pid);
}

/* One that is made and filled takes five seconds, and there are twenty: where one was kept it is copied. */
static bool make_data(const struct cluster *cluster)
{
    char data[96];
    const char *model = getenv("CLUSTER_MODEL");
    snprintf(data, sizeof data, "%s/data", cluster->folder);
    if (model != NULL) {
        return copy(model, data);
    }
    const char *const init[] = {BIN "initdb",      "--no-sync",    "--locale=C",
                                "--encoding=UTF8", "--auth=trust", "--username=test",
                                "--pgdata",        data,           NULL};
    return ends_well(start(cluster, init));
}

bool cluster_keep(struct cluster *cluster, const char *model)
{
    char data[96];
    snprintf(data, sizeof data, "%s/data", cluster->folder);
    kill(cluster->server, SIGINT); /* whole: what is copied needs no recovery */
    bool ended = ends_well(cluster->server);
    cluster->server = 0;
    return ended && copy(data, model);
}

bool cluster_start(struct cluster *cluster, enum cluster_kind kind)
{
    int status = 0;
    *cluster = (struct cluster){.kind = kind};
    if (!make_folder(cluster)) {
        return complain(cluster, "no folder for it");
    }
    if (!make_data(cluster)) {
        return complain(cluster, "initdb failed, or CLUSTER_MODEL cannot be copied");
    }
    cluster_serve(cluster);
    for (int tries = 0; tries < TRIES_MAX; tries++) {
        if (is_listening(cluster)) {
            return true;
        }
        if (waitpid(cluster->server, &status, WNOHANG) != 0) {
            cluster->server = 0;
            break;
        }
        nanosleep(&(struct timespec){0, 50000000}, NULL);
    }
    return complain(cluster, "the server does not listen");
}

void cluster_stop(struct cluster *cluster)
{
    int status = 0;
    if (cluster->server > 0) {
        kill(cluster->server, SIGQUIT);
        waitpid(cluster->server, &status, 0);
    }
    pid_t pid = fork();
    if (pid == 0) {
        execl("/bin/rm", "rm", "-rf", "--", cluster->folder, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, &status, 0);
}
