/* SPDX-License-Identifier: AGPL-3.0-or-later
** rights: who may do what, from the table that is enforced. What it prints stands as docs/rights.md. */
#include "domain/right.h"

#include <stdio.h>

#include "base/check.h"
#include "cli/cli.h"
#include "text/json.h"
#include "web/routes.h"

#define OUTPUT_MAX (1u << 20)

/* ---- for people */

static void print_roles(void)
{
    printf("| Role | Who that is | Second step when signing in |\n| --- | --- | --- |\n");
    for (enum role role = 0; role < ROLE__MAX; role++) {
        const struct role_row *row = &role_known[role];
        const char *step = row->needs_second_factor ? "yes, or the role does not count" : "no";
        printf("| %.*s | %.*s | %s |\n", STR_ARG(row->name), STR_ARG(row->says), step);
    }
}

static void print_table(void)
{
    printf("| Right | What it allows |");
    for (enum role role = 0; role < ROLE__MAX; role++) {
        printf(" %.*s |", STR_ARG(role_known[role].name));
    }
    printf("\n| --- | --- |");
    for (enum role role = 0; role < ROLE__MAX; role++) {
        printf(" --- |");
    }
    printf("\n");
    for (enum right right = RIGHT_PUBLIC; right < RIGHT__MAX; right++) {
        const struct right_row *row = &right_known[right];
        printf("| %.*s | %.*s |", STR_ARG(row->name), STR_ARG(row->says));
        for (enum role role = 0; role < ROLE__MAX; role++) {
            printf(" %.*s |", STR_ARG(scope_names[row->of[role]]));
        }
        printf("\n");
    }
}

static void print_routes(void)
{
    printf("| Address | To see it | To send its form |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < web_routes.n; i++) {
        const struct route *route = &web_routes.items[i];
        bool acts = route->act != NULL;
        if (route->right != RIGHT_PUBLIC || (acts && route->act_right != RIGHT_PUBLIC)) {
            printf("| `%s` | %.*s | %.*s |\n", route->pattern, STR_ARG(right_known[route->right].name),
                   STR_ARG(acts ? right_known[route->act_right].name : S("")));
        }
    }
}

static void print_all(void)
{
    printf("# Who may do what\n\n"
           "Printed by `smallgiants rights` from the table that is enforced (src/domain/right.c); a test compares.\n"
           "Roles add up: a coordinator is a person and a visitor too. What is not in the table nobody may.\n\n");
    print_roles();
    printf("\n\"own city\": of the member city that one is a colleague or the main contact of, and of no other.\n"
           "\"oneself\": what is about oneself.\n\n");
    print_table();
    printf("\n## Addresses that are not open to everybody\n\n"
           "All others have the right \"public\": `smallgiants routes` lists them.\n\n");
    print_routes();
}

/* ---- for programs */

static void put_role(struct json *json, const struct role_row *row)
{
    json_open(json, '{');
    json_name(json, "name");
    json_str(json, row->name);
    json_name(json, "says");
    json_str(json, row->says);
    json_name(json, "second_factor");
    json_bool(json, row->needs_second_factor);
    json_close(json, '}');
}

static void put_right(struct json *json, const struct right_row *row)
{
    json_open(json, '{');
    json_name(json, "name");
    json_str(json, row->name);
    json_name(json, "says");
    json_str(json, row->says);
    json_name(json, "of");
    json_open(json, '{');
    for (enum role role = 0; role < ROLE__MAX; role++) {
        json_name(json, role_known[role].name.s);
        json_str(json, scope_names[row->of[role]]);
    }
    json_close(json, '}');
    json_close(json, '}');
}

static void print_json(void)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, OUTPUT_MAX);
    struct json json = json_to(&buf);
    json_open(&json, '{');
    json_name(&json, "roles");
    json_open(&json, '[');
    for (enum role role = 0; role < ROLE__MAX; role++) {
        put_role(&json, &role_known[role]);
    }
    json_close(&json, ']');
    json_name(&json, "rights");
    json_open(&json, '[');
    for (enum right right = RIGHT_NONE; right < RIGHT__MAX; right++) {
        put_right(&json, &right_known[right]);
    }
    json_close(&json, ']');
    json_close(&json, '}');
    check(!buf.overflow);
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
}

static int rights_verb(struct cli *cli)
{
    if (cli_flag(cli, "--json")) {
        print_json();
    } else {
        print_all();
    }
    return CLI_OK;
}

static const struct cli_option OPTIONS[] = {
    {"--json", NULL, "as one JSON object"},
    {NULL, NULL, NULL},
};

const struct verb verb_rights = {
    .name = "rights",
    .usage = "[--json]",
    .summary = "print who may do what on the web platform",
    .options = OPTIONS,
    .run = rights_verb,
};
