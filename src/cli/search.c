/* SPDX-License-Identifier: AGPL-3.0-or-later
** search: EU projects for a text. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/lookup.h"
#include "store/project.sql.h"
#include "text/json.h"
#include "web/search/search_ask.h"

static void print_json(struct lookup *lookup, int64_t rank, const struct q_project_brief *project, int64_t score)
{
    buf_reset(&lookup->buf);
    struct json json = json_to(&lookup->buf);
    json_open(&json, '{');
    json_name(&json, "rank");
    json_int(&json, rank);
    json_name(&json, "project_id");
    json_int(&json, project->id.v);
    json_name(&json, "acronym");
    json_str(&json, project->acronym);
    json_name(&json, "title");
    json_str(&json, project->title);
    json_name(&json, "score");
    json_int(&json, score);
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(&lookup->buf)));
}

static enum fault print_hits(struct cli *cli, struct lookup *lookup, int64_t top)
{
    struct search_answer answer;
    struct search_asked asked = {.typed = cli->args[0], .mend = !cli_flag(cli, "--as-typed")};
    TRY(search_answer_get(lookup->db, cli->arena, &asked, &answer));
    const struct search_hits *hits = &answer.hits;
    if (answer.mended.n > 0) {
        fprintf(stderr, "showing results for: %.*s (--as-typed searches for what was typed)\n", STR_ARG(answer.mended));
    }
    if (answer.meant.n > 0) {
        fprintf(stderr, "did you mean: %.*s\n", STR_ARG(answer.meant));
    }
    for (size_t i = 0; i < hits->n && i < (size_t)top; i++) {
        struct q_project_brief project;
        TRY(q_project_brief(lookup->db, cli->arena, hits->items[i].id, &project));
        if (cli_flag(cli, "--json")) {
            print_json(lookup, (int64_t)i + 1, &project, hits->items[i].score);
        } else {
            printf("%3zu  %-10" PRId64 " %-16.*s %.*s\n", i + 1, project.id.v, STR_ARG(project.acronym),
                   STR_ARG(project.title));
        }
    }
    return OK;
}

static int search_verb(struct cli *cli)
{
    struct lookup lookup;
    int64_t top;
    if (!cli_int(cli, "--top", 1, RANK_FOUND_MAX, 10, &top)) {
        return CLI_USAGE;
    }
    int status = lookup_open(cli, &lookup);
    if (status == CLI_OK) {
        enum fault fault = print_hits(cli, &lookup, top);
        status = fault == OK ? CLI_OK : lookup_fault(cli, &lookup, fault);
    }
    lookup_close(&lookup);
    return status;
}

static const struct cli_option OPTIONS[] = {
    {"--top", "N", "at most so many (default 10)"},
    {"--as-typed", NULL, "do not mend words that no project has"},
    {"--json", NULL, "one JSON object a line: rank, project_id, acronym, title, score"},
    {NULL, NULL, NULL},
};

const struct verb verb_search = {
    .name = "search",
    .usage = "TEXT [--top N] [--as-typed] [--json]",
    .summary = "search EU projects",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = 1,
    .run = search_verb,
};
