/* SPDX-License-Identifier: AGPL-3.0-or-later
** lookup: what the verbs that answer questions share. */
#include "cli/lookup.h"

#include <stdio.h>
#include <time.h>

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

static int say_choices(const struct cli *cli, const struct found_cities *found, struct str name)
{
    if (found->n == 0) {
        return cli_problem(cli, str_format(cli->arena,
                                           "no city is called \"%.*s\"; "
                                           "try the first letters: smallgiants city find %.*s",
                                           STR_ARG(name), STR_ARG(str_clip(name, 3))));
    }
    cli_problem(cli, str_format(cli->arena,
                                found->certain == 0 ? "nothing is called \"%.*s\"; did you mean one of these?"
                                             : "several cities may be meant by \"%.*s\"; use one of these addresses:",
                                STR_ARG(name)));
    for (size_t i = 0; i < found->n; i++) {
        const struct found_city *city = &found->items[i];
        fprintf(stderr, "  %-32.*s %.*s, %.*s\n", STR_ARG(city->slug), STR_ARG(city->name), STR_ARG(city->country));
    }
    return CLI_PROBLEM;
}

int lookup_city(const struct cli *cli, struct lookup *lookup, struct str name, struct q_city_by_slug *ret_city)
{
    struct arena *arena = lookup->request.arena;
    struct found_cities found = {0};
    enum fault fault = q_city_by_slug(lookup->db, arena, name, ret_city);
    if (fault == OK) {
        return CLI_OK;
    }
    if (fault == FAULT_NOT_FOUND) {
        fault = city_find(lookup->db, arena, name, CHOICES_MAX, &found);
    }
    if (fault != OK) {
        return lookup_fault(cli, lookup, fault);
    }
    if (!found.clear) {
        return say_choices(cli, &found, name);
    }
    fault = q_city_by_slug(lookup->db, arena, found.items[0].slug, ret_city);
    return fault == OK ? CLI_OK : lookup_fault(cli, lookup, fault);
}
