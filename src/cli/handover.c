/* SPDX-License-Identifier: AGPL-3.0-or-later
** handover: the page for handing over, without a server. */
#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "db/db.h"
#include "text/words.h"
#include "web/handover/handover_web.h"

#define BYTES_MAX (4u << 20)

static void print(const struct handover *handover)
{
    for (size_t p = 0; p < handover->n; p++) {
        const struct handover_part *part = &handover->parts[p];
        printf("%s%.*s\n", p > 0 ? "\n" : "", STR_ARG(part->title));
        if (part->n == 0) {
            printf("  %.*s\n", STR_ARG(part->none));
        }
        for (size_t i = 0; i < part->n; i++) {
            const struct handover_row *row = &part->rows[i];
            bool has_when = row->when.n > 0;
            printf("  - %.*s%s%.*s%s\n", STR_ARG(row->says), has_when ? " (" : "", STR_ARG(row->when),
                   has_when ? ")" : "");
        }
        if (part->more.n > 0) {
            printf("  %.*s\n", STR_ARG(part->more));
        }
    }
}

static enum fault must_use load(struct cli *cli, struct db *db, struct handover *ret_handover)
{
    struct buf CLEANUP(buf_done) bytes;
    buf_init(&bytes, BYTES_MAX);
    struct out out = {.buf = &bytes, .arena = cli->arena, .words = words_find(cli_text(cli, "--language", "en"))};
    const struct handover_ask ask = {(int64_t)time(NULL), true, true};
    TRY(db_begin(db));
    return db_end(db, handover_load(db, &out, &ask, ret_handover));
}

static int run(struct cli *cli)
{
    struct db *db = NULL;
    struct str why = S("");
    struct handover handover;
    if (db_open(cli->arena, cli->db_url, DB_READ, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    enum fault fault = load(cli, db, &handover);
    int status = fault == OK ? CLI_OK : cli_problem(cli, str_format(cli->arena, "%s (%.*s)", fault_name(fault),
                                                                    STR_ARG(db_error(db))));
    if (fault == OK) {
        print(&handover);
    }
    db_close(db);
    return status;
}

static const struct cli_option OPTIONS[] = {
    {"--language", "LANGUAGE", "in this language (default en)"},
    {NULL, NULL, NULL},
};

const struct verb verb_handover = {
    .name = "handover",
    .usage = "[--language LANGUAGE]",
    .summary = "what is open, who waits, who does what, what runs when",
    .help = "The page /handover as plain text, from the database alone: it works when no server\n"
            "runs. It has names and mail addresses of those who run the network.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 0,
    .run = run,
};
