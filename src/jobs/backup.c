/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/backup.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "db/earlier.h"
#include "db/url.h"

/* ---- writing */

static struct archive_set known_set(struct arena *arena, const char *set)
{
    const struct fill_known *known = NULL;
    size_t n = fill_known(arena, set, &known);
    struct archive_migration *items = arena_array(arena, struct archive_migration, n);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct archive_migration){str_of(known[i].file), known[i].sha256};
    }
    return (struct archive_set){items, n};
}

static bool is_folder(struct arena *arena, struct str path)
{
    struct stat st;
    return stat(str_c(arena, path), &st) == 0 && S_ISDIR(st.st_mode);
}

/* "/srv/backups" gives "/srv/backups/smallgiants-20261122-083000.backup", in UTC, so that names sort by time. */
static struct str file_in(struct arena *arena, struct str folder, int64_t now)
{
    time_t at = (time_t)now;
    struct tm parts;
    check(gmtime_r(&at, &parts) != NULL);
    return str_format(arena, "%.*s%ssmallgiants-%04d%02d%02d-%02d%02d%02d.backup", STR_ARG(folder),
                      str_ends(folder, S("/")) ? "" : "/", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                      parts.tm_hour, parts.tm_min, parts.tm_sec);
}

#define SECONDS_TRIED 60

/* Of this second, or of the next one that has none yet: nobody chose the name, so nobody is to be told to choose
** another. */
static struct str new_file_in(struct arena *arena, struct str folder, int64_t now)
{
    struct stat st;
    struct str path = file_in(arena, folder, now);
    for (int i = 1; i < SECONDS_TRIED && lstat(str_c(arena, path), &st) == 0; i++) {
        path = file_in(arena, folder, now + i);
    }
    return path;
}

static int64_t rows_of(const struct transfer_sums *sums)
{
    int64_t rows = 0;
    for (size_t i = 0; i < sums->n; i++) {
        rows += sums->items[i].rows;
    }
    return rows;
}

static struct archive_head head_of(struct arena *arena, const struct db *db, int64_t now, struct str version)
{
    static const char *const engines[DB_ENGINE__MAX] = {[DB_SQLITE] = "sqlite", [DB_POSTGRES] = "postgres"};
    return (struct archive_head){.version = version, .made_at = now, .engine = str_of(engines[db_engine_of(db)]),
                                 .main = known_set(arena, "main")};
}

static enum fault write_all(struct arena *arena, struct db *db, bool evidence, struct archive_out *out,
                            const struct import_watch *watch, struct backup_report *report, struct str *ret_why)
{
    struct sink sink = archive_sink(out);
    enum fault fault = transfer_from_db(arena, db, evidence, &sink, watch, &report->sums, ret_why);
    if (fault != OK) {
        archive_drop(out);
        return fault;
    }
    report->rows = rows_of(&report->sums);
    return archive_finish(out, &report->sums, &report->sha256, &report->bytes, ret_why);
}

/* Reads again what was just written; the sentence says that it is there, and what is not known of it. */
static enum fault verify_file(struct arena *arena, struct str path, const struct import_watch *watch,
                              struct str *ret_why)
{
    struct archive_head head;
    struct transfer_sums sums;
    struct str why = S("");
    enum fault fault = backup_look(arena, path, watch, &head, &sums, &why);
    if (fault == FAULT_DAMAGED || fault == FAULT_INVALID) {
        *ret_why = str_format(arena, "%.*s was written, but is not whole when it is read again (%.*s); do not rely "
                              "on it, look at the disk and make another", STR_ARG(path), STR_ARG(why));
    } else if (fault != OK) {
        *ret_why = str_format(arena, "%.*s is made, but could not be read again to its end (%.*s); whether it is whole "
                              "says: smallgiants restore %.*s --look", STR_ARG(path), STR_ARG(why), STR_ARG(path));
    }
    return fault;
}

/* Writes it, and reads it again. */
static enum fault write_one(struct arena *arena, struct db *db, const struct archive_head *head,
                            const struct import_watch *watch, struct backup_report *report, struct str *ret_why)
{
    struct archive_out *out = NULL;
    TRY(archive_create(arena, report->path, head, &out, ret_why));
    TRY(write_all(arena, db, head->evidence.n > 0, out, watch, report, ret_why));
    return verify_file(arena, report->path, watch, ret_why);
}

enum fault backup_write(struct arena *arena, struct str url, struct str to, bool evidence, int64_t now,
                        struct str version, const struct import_watch *watch, struct backup_report *ret_report,
                        struct str *ret_why)
{
    struct db *db = NULL;
    struct backup_report report = {.path = is_folder(arena, to) ? new_file_in(arena, to, now) : to};
    TRY(db_open(arena, url, DB_READ, &db, ret_why));
    struct archive_head head = head_of(arena, db, now, version);
    if (evidence) {
        head.evidence = known_set(arena, "evidence");
    }
    enum fault fault = write_one(arena, db, &head, watch, &report, ret_why);
    db_close(db);
    TRY(fault);
    *ret_report = report;
    return OK;
}

enum fault backup_before_migrate(struct arena *arena, struct str url, struct str folder, int64_t now,
                                 struct str version,
                                 struct str *ret_path, struct str *ret_why)
{
    struct db *db = NULL;
    size_t level = 0;
    struct backup_report report = {.path = new_file_in(arena, folder, now)};
    TRY(earlier_open(arena, url, &db, &level, ret_why));
    if (db == NULL) {
        *ret_path = S("");
        return OK;
    }
    struct archive_head head = head_of(arena, db, now, version);
    head.main.n = level;
    enum fault fault = write_one(arena, db, &head, NULL, &report, ret_why);
    db_close(db);
    TRY(fault);
    *ret_path = report.path;
    return OK;
}

/* ---- old ones */

#define KEPT_NAMES_MAX 4096 /* backups in one folder: eleven years of daily ones */

/* "smallgiants-20261122-083000.backup" */
static bool is_ours(struct str name)
{
    static const char model[] = "smallgiants-00000000-000000.backup";
    bool same = name.n == sizeof model - 1;
    for (size_t i = 0; same && i < name.n; i++) {
        same = model[i] == '0' ? name.s[i] >= '0' && name.s[i] <= '9' : name.s[i] == model[i];
    }
    return same;
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void close_folder(DIR **folder)
{
    closedir(*folder);
}

/* Names sort by time: everything before the name that a backup of that moment would have is older. */
static size_t count_old(struct arena *arena, const struct str *names, size_t n, int64_t now)
{
    struct str limit = str_from(file_in(arena, S("/"), now - BACKUP_DAYS_MAX * INT64_C(86400)), 1);
    size_t old = 0;
    while (old + 1 < n && str_cmp(names[old], limit) < 0) {
        old++;
    }
    return old;
}

enum fault backup_thin(struct arena *arena, struct str folder, size_t keep, int64_t now, size_t *ret_removed,
                       struct str *ret_why)
{
    struct str *names = arena_array(arena, struct str, KEPT_NAMES_MAX);
    size_t n = 0;
    size_t removed = 0;
    check(keep > 0);
    DIR *opened = opendir(str_c(arena, folder));
    if (opened == NULL) {
        *ret_why = str_format(arena, "%.*s cannot be read: %s", STR_ARG(folder), strerror(errno));
        return FAULT_IO;
    }
    DIR *CLEANUP(close_folder) listed = opened;
    for (struct dirent *entry = readdir(listed); entry != NULL && n < KEPT_NAMES_MAX; entry = readdir(listed)) {
        if (is_ours(str_of(entry->d_name))) {
            names[n++] = str_copy(arena, str_of(entry->d_name));
        }
    }
    qsort(names, n, sizeof *names, by_name);
    size_t old = count_old(arena, names, n, now);
    for (; removed + keep < n || removed < old; removed++) {
        const char *name = str_c(arena, names[removed]);
        if (unlinkat(dirfd(listed), name, 0) != 0) {
            *ret_why = str_format(arena, "%s cannot be removed: %s", name, strerror(errno));
            return FAULT_IO;
        }
        unlinkat(dirfd(listed), str_format(arena, "%s.sha256", name).s, 0);
    }
    *ret_removed = removed;
    return OK;
}

/* ---- reading */

enum fault backup_look(struct arena *arena, struct str path, const struct import_watch *watch,
                       struct archive_head *ret_head, struct transfer_sums *ret_sums, struct str *ret_why)
{
    return archive_read(arena, path, NULL, watch, ret_head, ret_sums, ret_why);
}

/* Whether a set is the beginning, or all, of what this program knows. */
static bool is_known(struct arena *arena, const char *name, const struct archive_set *set)
{
    struct archive_set known = known_set(arena, name);
    bool same = set->n >= 1 && set->n <= known.n;
    for (size_t i = 0; same && i < set->n; i++) {
        same = str_eq(set->items[i].sha256, known.items[i].sha256);
    }
    return same;
}

static enum fault judge(struct arena *arena, const struct archive_head *head, bool evidence, struct str *ret_why)
{
    if (!is_known(arena, "main", &head->main)) {
        *ret_why = str_format(arena, "the backup is of version %.*s, which this one does not know; restore it with "
                              "that version, then upgrade", STR_ARG(head->version));
        return FAULT_CONFLICT;
    }
    if (evidence && head->evidence.n > 0 && !is_known(arena, "evidence", &head->evidence)) {
        *ret_why = str_format(arena, "the evidence in the backup is of version %.*s, which this one does not know; use "
                              "--without-evidence, and import its files again", STR_ARG(head->version));
        return FAULT_CONFLICT;
    }
    return OK;
}

/* ---- what was filled is what came: the same sums */

static enum fault sum_again(struct arena *arena, struct str url, bool evidence, const struct import_watch *watch,
                            struct transfer_sums *ret_sums, struct str *ret_why)
{
    static const struct sink nowhere;
    struct db *db = NULL;
    TRY(db_open(arena, url, DB_READ, &db, ret_why));
    enum fault fault = transfer_from_db(arena, db, evidence, &nowhere, watch, ret_sums, ret_why);
    db_close(db);
    return fault;
}

static enum fault compare(struct arena *arena, struct str url, const struct transfer_sums *wanted,
                          const struct import_watch *watch, struct str *ret_why)
{
    struct transfer_sums sums;
    struct str why = S("");
    struct str shown = db_url_shown(arena, url);
    bool evidence = wanted->n > 0 && str_eq(str_of(wanted->items[wanted->n - 1].set), S("evidence"));
    enum fault fault = sum_again(arena, url, evidence, watch, &sums, &why);
    if (fault != OK) {
        *ret_why = str_format(arena, "%.*s is filled and published, but could not be compared to its end (%.*s); "
                              "whether it is whole says: smallgiants check --db %.*s", STR_ARG(shown), STR_ARG(why),
                              STR_ARG(shown));
        return fault;
    }
    for (size_t i = 0; i < wanted->n; i++) {
        bool same = i < sums.n && str_eq(sums.items[i].name, wanted->items[i].name) &&
                    str_eq(sums.items[i].sha256, wanted->items[i].sha256);
        if (!same) {
            *ret_why = str_format(arena, "the table %.*s is not what it was; do not use %.*s",
                                  STR_ARG(wanted->items[i].name), STR_ARG(shown));
            return FAULT_DAMAGED;
        }
    }
    return OK;
}

static enum fault finish(struct filling *filling, enum fault fault, struct str *ret_why)
{
    if (fault == OK && !filling->evidence) {
        fault = fill_begin_evidence(filling->fill, filling->evidence_level,
                                    ret_why); /* an empty one: imports fill it */
    }
    if (fault != OK) {
        fill_abandon(filling->fill);
        return fault;
    }
    return fill_finish(filling->fill, ret_why);
}

/* A sink that leaves the evidence out of what it hands on. */
struct main_only {
    struct sink to;
    bool evidence;
};

static enum fault main_set(void *self, const char *set, struct str *ret_why)
{
    struct main_only *only = self;
    only->evidence = str_eq(str_of(set), S("evidence"));
    return only->evidence ? OK : only->to.begin_set(only->to.self, set, ret_why);
}

static enum fault main_table(void *self, const struct transfer_table *table, struct str *ret_why)
{
    struct main_only *only = self;
    return only->evidence ? OK : only->to.begin_table(only->to.self, table, ret_why);
}

static enum fault main_row(void *self, const struct value *values, struct str bytes, struct str *ret_why)
{
    struct main_only *only = self;
    return only->evidence ? OK : only->to.row(only->to.self, values, bytes, ret_why);
}

/* The sums of main stand first. */
static void drop_evidence(struct transfer_sums *sums)
{
    while (sums->n > 0 && str_eq(str_of(sums->items[sums->n - 1].set), S("evidence"))) {
        sums->n--;
    }
}

enum fault backup_restore(struct arena *arena, struct str path, struct str url, bool evidence,
                          const struct import_watch *watch, struct backup_report *ret_report, struct str *ret_why)
{
    struct archive_head head;
    struct transfer_sums sums;
    struct backup_report report = {.path = path};
    TRY(archive_read_head(arena, path, &head, ret_why));
    TRY(judge(arena, &head, evidence, ret_why));
    TRY(backup_look(arena, path, watch, &head, &sums, ret_why)); /* nothing is begun with what is not whole */
    struct filling filling = {.arena = arena};
    bool with = evidence && head.evidence.n > 0;
    filling.evidence_level = with ? head.evidence.n : known_set(arena, "evidence").n;
    TRY(fill_begin(arena, url, head.main.n, &filling.fill, ret_why));
    struct main_only only = {.to = transfer_to_fill(&filling)};
    const struct sink sink = with ? only.to : (struct sink){&only, main_set, main_table, main_row, NULL};
    enum fault fault = archive_read(arena, path, &sink, watch, &head, &report.sums, ret_why);
    TRY(finish(&filling, fault, ret_why));
    if (!with) {
        drop_evidence(&report.sums);
    }
    report.rows = rows_of(&report.sums);
    if (head.main.n == known_set(arena, "main").n) { /* an older one is another table by now */
        TRY(compare(arena, url, &report.sums, watch, ret_why));
    }
    *ret_report = report;
    return OK;
}

enum fault backup_copy(struct arena *arena, struct str from, struct str to, const struct import_watch *watch,
                       struct backup_report *ret_report, struct str *ret_why)
{
    struct db *db = NULL;
    struct filling filling = {.arena = arena, .evidence_level = known_set(arena, "evidence").n};
    struct backup_report report = {.path = to};
    TRY(db_open(arena, from, DB_READ, &db, ret_why));
    enum fault fault = fill_begin(arena, to, known_set(arena, "main").n, &filling.fill, ret_why);
    if (fault == OK) {
        const struct sink sink = transfer_to_fill(&filling);
        fault = transfer_from_db(arena, db, true, &sink, watch, &report.sums, ret_why);
        fault = finish(&filling, fault, ret_why);
    }
    db_close(db);
    TRY(fault);
    TRY(compare(arena, to, &report.sums, watch, ret_why));
    report.rows = rows_of(&report.sums);
    *ret_report = report;
    return OK;
}
