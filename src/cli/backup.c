/* SPDX-License-Identifier: AGPL-3.0-or-later
** backup, restore, copy: a whole network into a file, out of it, and into another database. */
#include "jobs/backup.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "base/date.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "db/url.h"
#include "jobs/erasures.h"

#define BACKUP_ARENA_MAX (256u << 20) /* statements and sums; a row is not kept in it */
#define BACKUPS_MODE 0700 /* what people gave is for who runs the network */
#define KEEP_MAX 3650

static void print_bytes(int64_t bytes)
{
    if (bytes < 1 << 20) {
        printf("%lld KB", (long long)(bytes + 1023) / 1024);
    } else {
        printf("%.1f MB", (double)bytes / (1 << 20));
    }
}

/* "2026-11-22 08:30 UTC" */
static struct str instant_text(struct arena *arena, int64_t instant)
{
    time_t at = (time_t)instant;
    struct tm parts;
    if (gmtime_r(&at, &parts) == NULL) {
        return S("at an unknown time");
    }
    return str_format(arena, "%04d-%02d-%02d %02d:%02d UTC", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                      parts.tm_hour, parts.tm_min);
}

/* A verb that has an arena of its own, and a bar. */
struct work {
    struct cli *cli;
    struct arena arena;
    struct progress progress;
};

static void work_begin(struct work *work, struct cli *cli, const char *doing)
{
    work->cli = cli;
    arena_init(&work->arena, BACKUP_ARENA_MAX);
    progress_begin(&work->progress, doing);
    work->progress.silent = true;
}

/* With what is to be said on a fault. */
static int work_end(struct work *work, enum fault fault, struct str why)
{
    int status = fault == OK ? CLI_OK : cli_problem(work->cli, why);
    arena_done(&work->arena);
    return status;
}

/* ---- backup */

/* Older backups are kept in a folder: it is made where there is none, or the first one would be a file of its name. */
static enum fault have_folder(struct arena *arena, struct str folder, struct str *ret_why)
{
    const char *path = str_c(arena, folder);
    struct stat about;
    if (mkdir(path, BACKUPS_MODE) == 0 || (stat(path, &about) == 0 && S_ISDIR(about.st_mode))) {
        return OK;
    }
    *ret_why = str_format(arena, "%s is not a folder and cannot be made one; --keep needs a folder", path);
    return FAULT_INVALID;
}

/* Those that `migrate` made beside the database hold people too. */
static enum fault thin_before_migrations(struct work *work, struct str *ret_why)
{
    struct str folder = cli_db_folder(&work->arena, work->cli->db_url);
    size_t removed;
    return folder.s == NULL ? OK
                            : backup_thin(&work->arena, folder, SIZE_MAX / 2, (int64_t)time(NULL), &removed, ret_why);
}

static enum fault write_backup(struct work *work, int64_t keep, struct str *ret_why)
{
    struct cli *cli = work->cli;
    struct backup_report report;
    size_t removed = 0;
    TRY(keep > 0 ? have_folder(&work->arena, cli->args[0], ret_why) : OK);
    enum fault fault = backup_write(&work->arena, cli->db_url, cli->args[0], !cli_flag(cli, "--without-evidence"),
                                    (int64_t)time(NULL), S(SMALLGIANTS_VERSION), &work->progress.watch, &report,
                                        ret_why);
    progress_end(&work->progress);
    TRY(fault);
    printf("%.*s: %lld rows of %zu tables, ", STR_ARG(report.path), (long long)report.rows, report.sums.n);
    print_bytes(report.bytes);
    printf(", read again and found whole\nSHA-256 %.*s\n", STR_ARG(report.sha256));
    TRY(erasures_keep(&work->arena, cli->db_url, erasures_beside(&work->arena, report.path), ret_why));
    if (keep > 0) {
        TRY(backup_thin(&work->arena, cli->args[0], (size_t)keep, (int64_t)time(NULL), &removed, ret_why));
        TRY(thin_before_migrations(work, ret_why));
        if (removed > 0) {
            printf("%zu older backup%s removed\n", removed, removed == 1 ? "" : "s");
        }
    }
    return OK;
}

static int backup_verb(struct cli *cli)
{
    struct work work;
    struct str why = S("");
    int64_t keep = 0;
    if (!cli_int(cli, "--keep", 1, KEEP_MAX, 0, &keep)) {
        return CLI_USAGE;
    }
    work_begin(&work, cli, "copying");
    enum fault fault = write_backup(&work, keep, &why);
    return work_end(&work, fault, why);
}

static const struct cli_option BACKUP_OPTIONS[] = {
    {"--without-evidence", NULL, "only what people gave: what was imported can be imported again"},
    {"--keep", "N", "TO is a folder: remove its older backups, so that N are left"},
    {NULL, NULL, NULL},
};

const struct verb verb_backup = {
    .name = "backup",
    .usage = "TO [--without-evidence] [--keep N]",
    .summary = "write everything into one file, while the server runs",
    .help = "TO is a file that is not there yet, or a folder, in which the file gets a name by the\n"
            "time (with --keep always a folder, made when it is not there). It holds everything\n"
            "as it was at one moment, packed, with the sum of each table, and works on either\n"
            "engine. It is read again before it counts. Beside it stands TO.sha256, for:\n"
            "sha256sum -c",
    .options = BACKUP_OPTIONS,
    .args_min = 1,
    .args_max = 1,
    .run = backup_verb,
};

/* ---- restore */

static enum fault look(struct work *work, struct str *ret_why)
{
    struct archive_head head;
    struct transfer_sums sums;
    enum fault fault = backup_look(&work->arena, work->cli->args[0], &work->progress.watch, &head, &sums, ret_why);
    progress_end(&work->progress);
    TRY(fault);
    printf("%.*s: whole; made %.*s by version %.*s from %.*s\n", STR_ARG(work->cli->args[0]),
           STR_ARG(instant_text(&work->arena, head.made_at)), STR_ARG(head.version), STR_ARG(head.engine));
    for (size_t i = 0; i < sums.n; i++) {
        printf("  %-8s %-22.*s %10lld  %.12s\n", sums.items[i].set, STR_ARG(sums.items[i].name),
               (long long)sums.items[i].rows, sums.items[i].sha256.s);
    }
    return OK;
}

/* What was erased since the backup was made; without a list beside it there is nothing to go by. */
static enum fault erase_again(struct work *work, struct str *ret_why)
{
    struct cli *cli = work->cli;
    struct erasure_report report;
    struct str why = S("");
    struct str list = erasures_beside(&work->arena, cli->args[0]);
    enum fault fault = erasures_replay(&work->arena, cli->db_url, list, (int64_t)time(NULL), &report, &why);
    if (fault == FAULT_NOT_FOUND) {
        return OK;
    }
    if (fault != OK) {
        *ret_why = str_format(&work->arena, "all is brought back, also what people had erased: %.*s; then do this: "
                              "smallgiants privacy replay %.*s", STR_ARG(why), STR_ARG(list));
        return fault;
    }
    if (report.people + report.remarks > 0) {
        printf("erased again, as %.*s says: %lld people, %lld remarks\n", STR_ARG(list), (long long)report.people,
               (long long)report.remarks);
    }
    return OK;
}

static enum fault bring_back(struct work *work, struct str *ret_why)
{
    struct cli *cli = work->cli;
    struct backup_report report;
    enum fault fault = backup_restore(&work->arena, cli->args[0], cli->db_url, !cli_flag(cli, "--without-evidence"),
                                      &work->progress.watch, &report, ret_why);
    progress_end(&work->progress);
    TRY(fault);
    printf("%.*s: %lld rows of %zu tables brought back, and every table compared\n",
           STR_ARG(db_url_shown(&work->arena, cli->db_url)),
           (long long)report.rows, report.sums.n);
    return erase_again(work, ret_why);
}

static int restore_verb(struct cli *cli)
{
    struct work work;
    struct str why = S("");
    bool only_look = cli_flag(cli, "--look");
    work_begin(&work, cli, only_look ? "reading" : "bringing back");
    enum fault fault = only_look ? look(&work, &why) : bring_back(&work, &why);
    return work_end(&work, fault, why);
}

static const struct cli_option RESTORE_OPTIONS[] = {
    {"--look", NULL, "only read the file, say whether it is whole and what is in it"},
    {"--without-evidence", NULL, "leave out what was imported"},
    {NULL, NULL, NULL},
};

const struct verb verb_restore = {
    .name = "restore",
    .usage = "FILE [--look] [--without-evidence]",
    .summary = "bring a backup back, into a new database",
    .help = "The database (--db) must not exist yet: move the old one away first. A damaged file\n"
            "and one of a newer version are refused before anything is written; one of an older\n"
            "version is brought to this one. Interrupted, do it again.",
    .options = RESTORE_OPTIONS,
    .args_min = 1,
    .args_max = 1,
    .run = restore_verb,
};

/* ---- copy */

static int copy_verb(struct cli *cli)
{
    struct work work;
    struct backup_report report;
    struct str why = S("");
    struct str from = cli_text(cli, "--from", NULL);
    struct str to = cli_text(cli, "--to", NULL);
    if (from.s == NULL || to.s == NULL) {
        return cli_usage(cli, S("say from where and to where: --from sqlite:a.db --to sqlite:b.db"));
    }
    work_begin(&work, cli, "copying");
    enum fault fault = backup_copy(&work.arena, from, to, &work.progress.watch, &report, &why);
    progress_end(&work.progress);
    for (size_t i = 0; fault == OK && i < report.sums.n; i++) {
        const struct transfer_sum *sum = &report.sums.items[i];
        printf("  %-8s %-22.*s %10lld  %.12s\n", sum->set, STR_ARG(sum->name), (long long)sum->rows, sum->sha256.s);
    }
    if (fault == OK) {
        printf("%.*s: %lld rows of %zu tables, every one with the same sum as in %.*s\n",
               STR_ARG(db_url_shown(&work.arena, to)),
               (long long)report.rows, report.sums.n, STR_ARG(db_url_shown(&work.arena, from)));
    }
    return work_end(&work, fault, why);
}

static const struct cli_option COPY_OPTIONS[] = {
    {"--from", "URL", "the database to read; it may be in use, and is not changed"},
    {"--to", "URL", "the database to make; it must not exist yet"},
    {NULL, NULL, NULL},
};

const struct verb verb_copy = {
    .name = "copy",
    .usage = "--from URL --to URL",
    .summary = "move a whole network into another database",
    .help = "What is written to the old one after the copy began is not in the new one: stop the\n"
            "server first. Every table is summed in both and must be the same. Interrupted, do it\n"
            "again.",
    .options = COPY_OPTIONS,
    .args_max = 0,
    .run = copy_verb,
};
