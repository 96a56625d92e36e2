/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "nets.h"

#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "seen.h"

#define QUIET_TRIES_MAX 2000 /* of 10 ms */
#define NAME_MAX_HERE 60

bool nets_on_postgres(void)
{
    return getenv("CLUSTER_FOLDER") != NULL;
}

/* "tried/var" is the database tried_var. */
static const char *database_of(const char *name, char database[NAME_MAX_HERE])
{
    check((size_t)snprintf(database, NAME_MAX_HERE, "%s", name) < NAME_MAX_HERE);
    for (char *at = database; *at != '\0'; at++) {
        *at = *at == '/' || *at == '-' ? '_' : *at;
    }
    return database;
}

static void drop_notice(void *context, const char *notice)
{
    (void)context, (void)notice;
}

/* A server that had to stop on a full disk is back soon. */
static PGconn *connect_to(const char *database)
{
    const char *const keywords[] = {"host", "user", "dbname", NULL};
    const char *const values[] = {getenv("CLUSTER_FOLDER"), "test", database, NULL};
    PGconn *pg = PQconnectdbParams(keywords, values, 0);
    for (int tries = 0; PQstatus(pg) != CONNECTION_OK && tries < QUIET_TRIES_MAX; tries++) {
        usleep(10000);
        PQreset(pg);
    }
    if (PQstatus(pg) != CONNECTION_OK) {
        check_failed(PQerrorMessage(pg), __FILE__, __LINE__);
    }
    PQsetNoticeProcessor(pg, drop_notice, NULL);
    return pg;
}

/* The first column of the first row as a number, 0 without one. */
static long ask(PGconn *pg, const char *sql)
{
    PGresult *result = PQexec(pg, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        check_failed(PQresultErrorMessage(result), __FILE__, __LINE__);
    }
    long number = PQntuples(result) > 0 ? strtol(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    return number;
}

static long ask_cluster(const char *sql)
{
    PGconn *pg = connect_to("postgres");
    long number = ask(pg, sql);
    PQfinish(pg);
    return number;
}

static void path_of(char path[PATH_MAX], const char *base, const char *name)
{
    check((size_t)snprintf(path, PATH_MAX, "%s/%s", base, name) < PATH_MAX);
}

struct str nets_url(struct arena *arena, const char *base, const char *name)
{
    char database[NAME_MAX_HERE];
    return nets_on_postgres() ? str_format(arena, "postgres://network@/%s?host=%s", database_of(name, database),
                                           getenv("CLUSTER_FOLDER"))
                              : str_format(arena, "sqlite:%s/%s/net.db", base, name);
}

void nets_make(const char *base, const char *name)
{
    char database[NAME_MAX_HERE], sql[160];
    nets_remove(base, name);
    if (nets_on_postgres()) {
        snprintf(sql, sizeof sql, "create database %s owner network template template0",
                 database_of(name, database));
        ask_cluster(sql);
    }
}

void nets_copy(const char *base, const char *from, const char *to)
{
    char database[NAME_MAX_HERE], model[NAME_MAX_HERE], sql[200], source[PATH_MAX], target[PATH_MAX];
    if (nets_on_postgres()) {
        nets_wait_quiet(from);
        snprintf(sql, sizeof sql, "create database %s owner network template %s", database_of(to, database),
                 database_of(from, model));
        ask_cluster(sql);
        return;
    }
    path_of(source, base, from);
    path_of(target, base, to);
    folder_copy(source, target);
}

void nets_remove(const char *base, const char *name)
{
    char database[NAME_MAX_HERE], sql[160], path[PATH_MAX];
    if (nets_on_postgres()) {
        snprintf(sql, sizeof sql, "drop database if exists %s with (force)", database_of(name, database));
        ask_cluster(sql);
        return;
    }
    path_of(path, base, name);
    folder_remove(path);
}

void nets_wait_quiet(const char *name)
{
    char database[NAME_MAX_HERE], sql[160];
    if (!nets_on_postgres()) {
        return;
    }
    PGconn *pg = connect_to("postgres");
    snprintf(sql, sizeof sql, "select count(*) from pg_stat_activity where datname = '%s'",
             database_of(name, database));
    int tries = 0;
    while (ask(pg, sql) > 0) {
        check(++tries < QUIET_TRIES_MAX);
        usleep(10000);
    }
    PQfinish(pg);
}

void nets_fill_disk(bool full)
{
    char path[PATH_MAX];
    if (!nets_on_postgres()) {
        return;
    }
    path_of(path, getenv("CLUSTER_FOLDER"), "full");
    if (full) {
        int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        check(fd >= 0);
        close(fd);
    } else {
        check(unlink(path) == 0 || errno == ENOENT);
    }
}

void *nets_lock_tables(const char *name)
{
    char database[NAME_MAX_HERE];
    PGconn *pg = connect_to(database_of(name, database));
    ask(pg, "begin");
    ask(pg, "lock table main.generation, main.setting, main.correction, main.job in access exclusive mode");
    return pg;
}

void nets_unlock(void *lock)
{
    PQfinish(lock);
}
