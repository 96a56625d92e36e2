/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seen.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../store/statements_here.h"
#include "db/verify.h"
#include "store/trust_log.h"

static const struct db_column correction_columns[] = {
    {"id", VALUE_INT, false},   {"organisation_id", VALUE_INT, false}, {"kind", VALUE_TEXT, false},
    {"why", VALUE_TEXT, false}, {"who", VALUE_TEXT, false},            {"withdrawn", VALUE_INT, false}};
STATEMENT(corrections_all, 60, SAME("select id, organisation_id, kind, why, who, case when withdrawn_at is null then 0 "
          "else 1 end as withdrawn from correction order by id"), OUT(correction_columns));
static const struct db_column job_columns[] = {
    {"id", VALUE_INT, false},        {"uid", VALUE_TEXT, false}, {"state", VALUE_TEXT, false},
    {"tries", VALUE_INT, false},     {"done", VALUE_INT, false}, {"result", VALUE_TEXT, false},
    {"taken_by", VALUE_TEXT, false}, {"payload", VALUE_TEXT, false}};
STATEMENT(jobs_all, 62, SAME("select id, uid, state, tries, done, result, taken_by, payload from job order by id"),
          OUT(job_columns));
/* Done again, it is logged again. That an import began is said with its job, so each time otherwise. */
static const struct db_column log_columns[] = {{"what", VALUE_TEXT, true}};
STATEMENT(log_all_seen, 69, SAME("select distinct what from log_entry "
          "where what is null or what not like '%import-begun%' order by what nulls first"), OUT(log_columns));
STATEMENT(totals_all, 61, SAME("select name, value as number from total order by name"), OUT(name_number_));

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ p[i]) * 0x100000001B3u;
    }
    return (hash ^ n) * 0x100000001B3u;
}

static enum fault hash_rows(struct db *db, const struct statement *statement, uint64_t *hash)
{
    struct db_rows *rows = NULL;
    bool more = false;
    TRY(db_rows_open(db, statement, NULL, &rows));
    enum fault fault = db_rows_next(rows, &more);
    for (; fault == OK && more; fault = db_rows_next(rows, &more)) {
        for (size_t i = 0; i < statement->out_count; i++) {
            int64_t number = statement->out[i].kind == VALUE_INT ? db_rows_int(rows, i) : 0;
            struct str text = statement->out[i].kind == VALUE_INT ? S("") : db_rows_text(rows, i);
            *hash = hash_bytes(hash_bytes(*hash, &number, sizeof number), text.s, text.n);
        }
    }
    db_rows_close(rows);
    return fault;
}

enum fault seen_look(struct db *db, struct seen *ret_seen)
{
    struct seen seen = {.any = true, .people = 1, .jobs = 1, .evidence = 1, .generation = db_generation(db)};
    TRY(hash_rows(db, &setting_all, &seen.people));
    TRY(hash_rows(db, &corrections_all, &seen.people));
    TRY(hash_rows(db, &log_all_seen, &seen.people));
    TRY(hash_rows(db, &jobs_all, &seen.jobs));
    TRY(hash_rows(db, &totals_all, &seen.evidence));
    *ret_seen = seen;
    return OK;
}

/* No change is without its entry, and none is half written. */
static enum fault verify_log(struct db *db, struct arena *arena)
{
    struct log_report report = {.verdict = LOG_INTACT};
    TRY(db_begin(db));
    TRY(db_end(db, trust_log_verify(db, arena, NULL, &report)));
    return report.verdict == LOG_INTACT ? OK : FAULT_DAMAGED;
}

enum fault seen_inspect(struct arena *arena, struct str url, struct seen *ret_seen, struct str *ret_why)
{
    struct db *db = NULL;
    struct problems problems;
    problems_init(&problems, arena);
    TRY(db_open(arena, url, DB_READ, &db, ret_why));
    enum fault fault = seen_look(db, ret_seen);
    if (fault == OK) {
        fault = db_verify(db, arena, &problems);
    }
    if (fault == OK) {
        fault = verify_log(db, arena);
    }
    if (fault != OK) {
        *ret_why = str_copy(arena, db_error(db));
    } else if (problems.n > 0) {
        *ret_why = problems.items[0].what;
        fault = FAULT_DAMAGED;
    }
    db_close(db);
    return fault;
}

bool seen_same_evidence(const struct seen *a, const struct seen *b)
{
    return a->generation == b->generation && a->evidence == b->evidence;
}

bool seen_same(const struct seen *a, const struct seen *b)
{
    return a->any == b->any && a->people == b->people && seen_same_evidence(a, b);
}

/* ---- folders */

static bool is_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

void folder_remove(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        check(unlink(path) == 0 || errno == ENOENT);
        return;
    }
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char inner[PATH_MAX];
        if (is_entry(entry)) {
            check((size_t)snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) < sizeof inner);
            folder_remove(inner);
        }
    }
    closedir(folder);
    check(rmdir(path) == 0);
}

static void copy_file(const char *from, const char *to)
{
    char bytes[65536];
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    check(in >= 0 && out >= 0);
    for (ssize_t n = read(in, bytes, sizeof bytes); n > 0; n = read(in, bytes, sizeof bytes)) {
        check(write(out, bytes, (size_t)n) == n);
    }
    close(in);
    close(out);
}

void folder_copy(const char *from, const char *to)
{
    DIR *folder = opendir(from);
    check(folder != NULL && mkdir(to, 0750) == 0);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char source[PATH_MAX], target[PATH_MAX];
        if (is_entry(entry)) {
            check((size_t)snprintf(source, sizeof source, "%s/%s", from, entry->d_name) < sizeof source);
            check((size_t)snprintf(target, sizeof target, "%s/%s", to, entry->d_name) < sizeof target);
            copy_file(source, target);
        }
    }
    closedir(folder);
}
