/* SPDX-License-Identifier: AGPL-3.0-or-later
** city: find a city by name, show what is known of it. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/lookup.h"
#include "store/kept.h"
#include "text/json.h"
#include "text/country.h"

#define TOP_MAX CITY_FOUND_MAX
#define JSON_MAX (1u << 20)

static void print_found(struct lookup *lookup, const struct found_city *row)
{
    struct str people = say_people(&lookup->out, row->population, S(""), (struct maybe_int){0});
    struct str country = country_name(&lookup->out, row->country);
    struct str fit = say_fit_tag(&lookup->out, row->fit).name;
    printf("%-32.*s %.*s, %.*s; %.*s; %.*s\n", STR_ARG(row->slug), STR_ARG(row->name), STR_ARG(country),
           STR_ARG(people), STR_ARG(fit));
}

static void put_maybe(struct json *json, const char *name, struct maybe_int x)
{
    json_name(json, name);
    if (x.known) {
        json_int(json, x.v);
    } else {
        json_none(json);
    }
}

static void put_found(struct json *json, const struct found_city *row)
{
    json_open(json, '{');
    json_name(json, "slug");
    json_str(json, row->slug);
    json_name(json, "name");
    json_str(json, row->name);
    json_name(json, "country");
    json_str(json, row->country);
    put_maybe(json, "population", row->population);
    json_name(json, "fit");
    json_str(json, row->fit);
    put_maybe(json, "projects", row->projects);
    json_name(json, "guess");
    json_bool(json, row->how == FOUND_SPELLING);
    json_close(json, '}');
}

static void say_guess(struct str name, bool others)
{
    if (others) {
        printf("Or did you mean:\n");
    } else {
        printf("Nothing is called \"%.*s\". Did you mean:\n", STR_ARG(name));
    }
}

static int find(struct cli *cli, struct lookup *lookup, struct str name)
{
    int64_t top;
    struct found_cities found;
    if (!cli_int(cli, "--top", 1, TOP_MAX, 10, &top)) {
        return CLI_USAGE;
    }
    enum fault fault = city_find(lookup->db, lookup->request.arena, name, (size_t)top, &found);
    if (fault != OK) {
        return lookup_fault(cli, lookup, fault);
    }
    for (size_t i = 0; i < found.n; i++) {
        if (!cli_flag(cli, "--json") && i == found.certain) {
            say_guess(name, i > 0);
        }
        if (cli_flag(cli, "--json")) {
            buf_reset(&lookup->buf);
            struct json json = json_to(&lookup->buf);
            put_found(&json, &found.items[i]);
            printf("%.*s\n", STR_ARG(buf_str(&lookup->buf)));
        } else {
            print_found(lookup, &found.items[i]);
        }
    }
    if (found.n == 0) {
        return cli_problem(cli, str_format(cli->arena, "no city is called \"%.*s\", or nearly so", STR_ARG(name)));
    }
    return CLI_OK;
}

static void print_line(const char *label, struct str text)
{
    printf("  %-14s %.*s\n", label, STR_ARG(text));
}

static enum fault print_city(struct lookup *lookup, const struct q_city_by_slug *city)
{
    struct arena *arena = lookup->request.arena;
    const struct q_size_bounds_list *bounds;
    struct themes themes;
    struct q_city_themes *lines;
    size_t bounds_count;
    size_t n;
    TRY(kept_bounds(lookup->db, &bounds, &bounds_count));
    TRY(themes_load(&lookup->request, &themes));
    TRY(q_city_themes(lookup->db, arena, city->id, &lines, &n));
    printf("%.*s, %.*s\n", STR_ARG(city->name), STR_ARG(country_name(&lookup->out, city->country)));
    print_line("population", say_people(&lookup->out, city->population, city->population_source,
                                        city->population_year));
    print_line("size", say_fit(&lookup->out, city->fit, city->country, bounds, bounds_count));
    if (city->lau_id.n > 0) {
        print_line("LAU code", city->lau_id);
    }
    print_line("source", city->source);
    if (!city->projects.known || city->projects.v == 0) {
        print_line("track record", S("no EU research project with its own council in what was searched"));
        return OK;
    }
    print_line("track record", str_format(arena, "%" PRId64 " EU projects, %" PRId64 " ended, %" PRId64 " coordinated",
                                          city->projects.v, city->ended.v, city->coordinated.v));
    for (size_t i = 0; i < n; i++) {
        struct str name = say_theme(&lookup->out, &themes, lines[i].theme_id);
        printf("    %-44.*s %" PRId64 "\n", STR_ARG(name), lines[i].projects);
    }
    return OK;
}

static int show(struct cli *cli, struct lookup *lookup, struct str name)
{
    struct q_city_by_slug city;
    int status = lookup_city(cli, lookup, name, &city);
    if (status != CLI_OK) {
        return status;
    }
    enum fault fault = print_city(lookup, &city);
    return fault == OK ? CLI_OK : lookup_fault(cli, lookup, fault);
}

static int city_verb(struct cli *cli)
{
    struct lookup lookup;
    bool finds = str_eq(cli->args[0], S("find"));
    if (!finds && !str_eq(cli->args[0], S("show"))) {
        return cli_usage(cli, S("say what to do: city find NAME, or city show NAME"));
    }
    int status = lookup_open(cli, &lookup);
    if (status == CLI_OK) {
        status = finds ? find(cli, &lookup, cli->args[1]) : show(cli, &lookup, cli->args[1]);
    }
    lookup_close(&lookup);
    return status;
}

static const struct cli_option OPTIONS[] = {
    {"--top", "N", "with find: at most so many (default 10)"},
    {"--json", NULL, "with find: one JSON object a line"},
    {NULL, NULL, NULL},
};

const struct verb verb_city = {
    .name = "city",
    .usage = "find|show NAME [--top N] [--json]",
    .summary = "find a city by its name, or show what is known of it",
    .help = "A name may be typed as you know it: in any script or language, half, with its country\n"
            "or \"city of\". For show, the address that find prints (peterborough-gb) is always clear.",
    .options = OPTIONS,
    .args_min = 2,
    .args_max = 2,
    .run = city_verb,
};
