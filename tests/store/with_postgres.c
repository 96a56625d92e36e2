/* SPDX-License-Identifier: AGPL-3.0-or-later
** with_postgres: runs the commands of its arguments, one after the other, beside a private PostgreSQL 15, which is
** started once for all of them:
**
**     with_postgres [--synced | --full | --keep=FOLDER] PROGRAM... [-- COMMAND ARGUMENT...]...
**
** --synced: with fsync, for what measures time or kills the server, which is then started again; without, nothing waits
** for the disk. --full: the disk is full while there is a file "full" in the folder.
** --keep: what is in it when all ended well is a model that others begin with (CLUSTER_MODEL, cluster.h).
** Each finds the folder of the socket in CLUSTER_FOLDER; the superuser is `test`, and a role `network` without
** rights of its own is there. Ends with the number of commands that failed; 77 when PostgreSQL is not installed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <libpq-fe.h>

#include "cluster.h"

#define SKIPPED 77 /* what meson takes for a skipped test */

/* True when the command ended well. A server that dies meanwhile is started again where that is its test. */
static bool ends_well(struct cluster *cluster, pid_t command)
{
    int status = 0;
    for (pid_t pid = wait(&status); pid > 0; pid = wait(&status)) {
        if (pid == command) {
            return status == 0;
        }
        if (pid == cluster->server) {
            cluster->server = 0;
            fprintf(stderr, "-- PostgreSQL died\n");
            if (cluster->kind != CLUSTER_QUICK) {
                cluster_serve(cluster);
            }
        }
    }
    return false;
}

static int run(struct cluster *cluster, char *const argv[])
{
    printf("-- %s\n", argv[0]);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv);
        perror(argv[0]);
        _exit(127);
    }
    bool done = pid > 0 && ends_well(cluster, pid);
    printf("-- %s: %s\n", argv[0], done ? "passed" : "FAILED");
    fflush(stdout);
    return done ? 0 : 1;
}

/* It listens before it is ready. */
static bool make_role(const struct cluster *cluster)
{
    const char *const keywords[] = {"host", "user", "dbname", NULL};
    const char *const values[] = {cluster->folder, "test", "postgres", NULL};
    bool made = false;
    for (int tries = 0; tries < 200 && !made; tries++) {
        PGconn *pg = PQconnectdbParams(keywords, values, 0);
        PGresult *result = PQexec(pg, "create role network login");
        const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        bool is_there = state != NULL && strcmp(state, "42710") == 0; /* duplicate_object: it came with a model */
        made = is_there || PQresultStatus(result) == PGRES_COMMAND_OK;
        PQclear(result);
        PQfinish(pg);
        if (!made) {
            usleep(50000);
        }
    }
    return made;
}

/* All of them; how many failed. */
static int run_all(struct cluster *cluster, int argc, char **argv, int first)
{
    int failed = 0;
    for (int i = first; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            int end = i + 1;
            while (end < argc && strcmp(argv[end], "--") != 0) {
                end++;
            }
            char *next = argv[end]; /* NULL behind the last */
            argv[end] = NULL;
            failed += run(cluster, &argv[i + 1]);
            argv[end] = next;
            i = end - 1;
            continue;
        }
        char *const alone[] = {argv[i], NULL};
        failed += run(cluster, alone);
    }
    return failed;
}

int main(int argc, char **argv)
{
    struct cluster cluster;
    char key[sizeof cluster.folder + 16];
    const char *option = argc > 1 && strncmp(argv[1], "--", 2) == 0 ? argv[1] + 2 : "";
    const char *model = strncmp(option, "keep=", 5) == 0 ? option + 5 : NULL;
    enum cluster_kind kind = strcmp(option, "full") == 0     ? CLUSTER_FULL
                             : strcmp(option, "synced") == 0 ? CLUSTER_SYNCED
                                                             : CLUSTER_QUICK;
    if (!cluster_is_installed()) {
        fprintf(stderr, "SKIPPED: PostgreSQL 15 is not installed (apt-get install postgresql-15)\n");
        return SKIPPED;
    }
    if (!cluster_start(&cluster, kind) || !make_role(&cluster)) {
        cluster_stop(&cluster);
        return 1;
    }
    setenv("CLUSTER_FOLDER", cluster.folder, 1);
    snprintf(key, sizeof key, "%s/network.key", cluster.folder);
    setenv("SMALLGIANTS_KEY", key, 1); /* servers of one database share it */
    setenv("CLUSTER_KIND", kind == CLUSTER_SYNCED ? "synced" : kind == CLUSTER_FULL ? "full" : "quick", 1);
    int failed = run_all(&cluster, argc, argv, *option ? 2 : 1);
    if (model != NULL && failed == 0 && !cluster_keep(&cluster, model)) {
        fprintf(stderr, "PostgreSQL: nothing was kept as %s\n", model);
        failed++;
    }
    cluster_stop(&cluster);
    return failed;
}
