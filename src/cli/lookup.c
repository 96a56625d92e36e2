/* SPDX-License-Identifier: AGPL-3.0-or-later
** lookup: what the verbs that answer questions share. */
#include "cli/lookup.h"

#include <stdio.h>
#include <time.h>

#include "base/fold.h"

#define OUT_MAX (1u << 20)
#define CHOICES_MAX 20

int lookup_open(struct cli *cli, struct lookup *lookup)
{
    struct str why = {0};
    *lookup = (struct lookup){0};
    buf_init(&lookup->buf, OUT_MAX);
    if (db_open(cli->arena, cli->db_url, DB_READ, &lookup->db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int64_t now = (int64_t)time(NULL);
    lookup->request = (struct request){.arena = cli->arena, .db = lookup->db, .site = &lookup->site, .now = now,
                                       .today = {(int32_t)(now / 86400)}, .form = FORM_HTML};
    problems_init(&lookup->request.problems, cli->arena);
    lookup->out = (struct out){.buf = &lookup->buf, .arena = cli->arena};
    return CLI_OK;
}

void lookup_close(struct lookup *lookup)
{
    db_close(lookup->db);
    buf_done(&lookup->buf);
}

int lookup_fault(const struct cli *cli, const struct lookup *lookup, enum fault fault)
{
    struct str detail = db_error(lookup->db);
    return cli_problem(cli, str_format(cli->arena, "the database could not answer: %s%s%.*s", fault_name(fault),
                                       detail.n ? ": " : "", STR_ARG(detail)));
}

enum fault lookup_cities(struct lookup *lookup, struct str name, int64_t most, struct q_city_by_prefix **ret_rows,
                         size_t *ret_n)
{
    return city_list_by_name(lookup->db, lookup->request.arena, name, most, ret_rows, ret_n);
}

static int say_choices(const struct cli *cli, const struct q_city_by_prefix *rows, size_t n, struct str name)
{
    if (n == 0) {
        return cli_problem(cli, str_format(cli->arena,
                                           "no city is called \"%.*s\"; "
                                           "try the first letters: smallgiants city find %.*s",
                                           STR_ARG(name), STR_ARG(str_clip(name, 3))));
    }
    cli_problem(cli, str_format(cli->arena, "several cities are called \"%.*s\"; use one of these addresses:",
                                STR_ARG(name)));
    for (size_t i = 0; i < n; i++) {
        fprintf(stderr, "  %-32.*s %.*s, %.*s\n", STR_ARG(rows[i].slug), STR_ARG(rows[i].name),
                STR_ARG(rows[i].country));
    }
    return CLI_PROBLEM;
}

int lookup_city(const struct cli *cli, struct lookup *lookup, struct str name, struct q_city_by_slug *ret_city)
{
    struct arena *arena = lookup->request.arena;
    enum fault fault = q_city_by_slug(lookup->db, arena, name, ret_city);
    if (fault == OK) {
        return CLI_OK;
    }
    struct q_city_by_prefix *rows = NULL;
    size_t n = 0;
    if (fault == FAULT_NOT_FOUND) {
        fault = lookup_cities(lookup, name, CHOICES_MAX, &rows, &n);
    }
    if (fault != OK) {
        return lookup_fault(cli, lookup, fault);
    }
    struct str folded = fold(arena, name);
    size_t exact = 0;
    for (size_t i = 0; i < n; i++) {
        exact += str_eq(fold(arena, rows[i].found_as), folded);
    }
    if (n != 1 && exact != 1) {
        return say_choices(cli, rows, n, name);
    }
    fault = q_city_by_slug(lookup->db, arena, rows[0].slug, ret_city);
    return fault == OK ? CLI_OK : lookup_fault(cli, lookup, fault);
}
