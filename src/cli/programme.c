/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme: a leadership programme as a file: to a laptop in a room without internet, and home again. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"
#include "cli/key.h"
#include "cli/said.h"
#include "db/again.h"
#include "store/setting.h"
#include "web/programme/programme_file.h"

#define PROGRAMME_ARENA_MAX (1u << 30) /* of 100,000 answers some 300 MB */

struct programme_verb {
    struct cli *cli;
    struct arena arena;
    struct db *db;
    struct secret_key key;
    struct problems problems;
    struct carry_report report;
    struct programme_file file;
};

static enum fault must_use why(struct programme_verb *verb, struct str where, struct str what, const char *hint)
{
    problems_add(&verb->problems, where, what, str_of(hint));
    return FAULT_INVALID;
}

static enum fault must_use start(struct programme_verb *verb, enum db_mode mode)
{
    struct str made;
    struct str said = S("");
    if (key_get(verb->cli, &verb->key, &made, &said) != OK || db_open(&verb->arena, verb->cli->db_url, mode,
                                                                      &verb->db, &said) != OK) {
        return why(verb, verb->cli->db_url, said, "name a database with --db, and its key with --key");
    }
    return OK;
}

/* ---- out */

static enum fault must_use gather(struct programme_verb *verb, struct buf *to)
{
    struct setting_values set;
    TRY(setting_list(verb->db, &verb->arena, &set));
    return programme_file_write(verb->db, &verb->arena, &verb->key, set.items[SETTING_NETWORK_NAME].value,
                                verb->cli->args[1], (int64_t)time(NULL), to);
}

/* For its owner alone: it names who takes part. */
static enum fault must_use write_file(struct programme_verb *verb, struct str name, struct str text)
{
    const char *path = str_c(&verb->arena, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (file == NULL) {
        return why(verb, name, errno == EEXIST ? S("is there already") : S("cannot be written"), "name another file");
    }
    bool written = fwrite(text.s, 1, text.n, file) == text.n;
    written = fclose(file) == 0 && written;
    if (!written) {
        (void)remove(path);
    }
    return written ? OK : why(verb, name, S("cannot be written"), "make room on the disk");
}

static enum fault must_use export(struct programme_verb *verb)
{
    struct buf CLEANUP(buf_done) text = {0};
    struct str name = verb->cli->args_count > 2 ? verb->cli->args[2]
                                                : str_join(&verb->arena, verb->cli->args[1], S(".programme.txt"));
    TRY(start(verb, DB_READ));
    buf_init(&text, PROGRAMME_FILE_MAX);
    TRY(db_begin(verb->db));
    enum fault fault = db_end(verb->db, gather(verb, &text));
    if (fault == FAULT_NOT_FOUND) {
        return why(verb, verb->cli->args[1], S("is no leadership programme here"), "give the last part of its address");
    }
    if (fault == FAULT_BUSY) {
        return why(verb, verb->cli->args[1], S("asks its room something just now"), "close the question first");
    }
    TRY(fault);
    TRY(write_file(verb, name, buf_str(&text)));
    printf("%.*s, %zu KiB. Bring it to the other computer: smallgiants programme import %.*s --db FILE\n",
           STR_ARG(name),
           text.n / 1024 + 1, STR_ARG(name));
    return OK;
}

/* ---- in */

static enum fault must_use read_text(struct programme_verb *verb, struct buf *to)
{
    char piece[65536];
    const char *path = str_c(&verb->arena, verb->cli->args[1]);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return why(verb, verb->cli->args[1], S("cannot be read"), "give the path of a file that programme export "
                                                                  "wrote");
    }
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;) {
        buf_put(to, piece, n);
    }
    bool failed = ferror(file) != 0;
    (void)fclose(file);
    return failed || to->overflow ? why(verb, verb->cli->args[1], S("cannot be read whole"), "take it anew") : OK;
}

static enum fault must_use bring(struct programme_verb *verb)
{
    struct again again = {0};
    enum fault fault;
    do {
        problems_init(&verb->problems, &verb->arena);
        fault = db_begin(verb->db);
        fault = fault == OK ? db_end(verb->db, programme_file_bring(verb->db, &verb->arena, &verb->file, true,
                                                                     (int64_t)time(NULL), &verb->problems,
                                                                     &verb->report))
                            : fault;
    } while (again_due(&again, fault));
    return fault;
}

static void print_report(const struct programme_verb *verb)
{
    const struct carry_report *report = &verb->report;
    printf("leadership programme of ");
    said_print(verb->file.city.name, false);
    printf(": %zu rows added, %zu changed, %zu taken out\n", report->added, report->changed, report->removed);
    if (report->back > 0 || report->kept > 0) {
        printf("%zu had been taken out here and stand again, %zu had been taken out there and stay\n", report->back,
               report->kept);
    }
    if (report->twice > 0) {
        printf("%zu answered a survey here and there since the two parted: both answers count, nobody can tell whose "
               "they "
               "are\n", report->twice);
    }
    if (report->differ > 0) {
        printf("%zu were changed in both places, each otherwise; what stands here stays:\n", report->differ);
    }
    for (size_t i = 0; i < report->named; i++) {
        printf("  %s ", report->differs[i].table->part);
        said_print(report->differs[i].says, false);
        printf("\n");
    }
    if (!verb->file.is_ours) {
        printf("Here it is a guest of the network ");
        said_print(verb->file.network, false);
        printf(": bring it home with smallgiants programme export %.*s\n", STR_ARG(verb->file.programme));
    }
}

static enum fault must_use import(struct programme_verb *verb)
{
    struct buf CLEANUP(buf_done) text;
    buf_init(&text, PROGRAMME_FILE_MAX);
    TRY(start(verb, DB_WRITE));
    TRY(read_text(verb, &text));
    TRY(programme_file_read(&verb->arena, &verb->key, buf_str(&text), &verb->problems, &verb->file));
    TRY(bring(verb));
    print_report(verb);
    return OK;
}

static int programme_verb(struct cli *cli)
{
    struct programme_verb verb = {.cli = cli};
    bool is_import = str_eq(cli->args[0], S("import"));
    if ((!is_import && !str_eq(cli->args[0], S("export"))) || cli->args_count < 2) {
        return cli_usage(cli, S("say export and which leadership programme, or import and which file"));
    }
    arena_init(&verb.arena, PROGRAMME_ARENA_MAX);
    problems_init(&verb.problems, &verb.arena);
    enum fault fault = is_import ? import(&verb) : export(&verb);
    if (fault != OK && verb.problems.n == 0) {
        fault = why(&verb, S("database"), verb.db ? str_copy(&verb.arena, db_error(verb.db)) : S("cannot be used"),
                    "try it again");
    }
    for (size_t i = 0; i < verb.problems.n; i++) {
        const struct problem *problem = &verb.problems.items[i];
        fprintf(stderr, "%.*s: %.*s. %.*s\n", STR_ARG(problem->where), STR_ARG(problem->what), STR_ARG(problem->hint));
    }
    if (verb.db != NULL) {
        db_close(verb.db);
    }
    secret_wipe(&verb.key, sizeof verb.key);
    arena_done(&verb.arena);
    return fault == OK ? CLI_OK : CLI_PROBLEM;
}

static const struct cli_option OPTIONS[] = {
    {"--key", "FILE", "the key of this network (default: $SMALLGIANTS_KEY, else beside the database: net.key)"},
    {NULL, NULL, NULL},
};

const struct verb verb_programme = {
    .name = "programme",
    .usage = "export UID [FILE] | import FILE",
    .summary = "a leadership programme as a file: to a room without internet, and home again",
    .help = "export writes the leadership programme with that UID (the last part of its address)\n"
            "into a file; import brings it into another database, such as that of a laptop, and\n"
            "later home again, as often as you like: nothing comes twice, what was changed in\n"
            "one place is changed in the other, and what was changed in both is named. Mail\n"
            "addresses, answers and who marked what are sealed: only the network that they are\n"
            "from can read them. The file names who takes part: keep it as you keep their list.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = 3,
    .run = programme_verb,
};
