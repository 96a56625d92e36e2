/* SPDX-License-Identifier: AGPL-3.0-or-later
** routes: the addresses of the web platform, from their table. */
#include "web/routes.h"

#include <stdio.h>

#include "base/check.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "domain/right.h"
#include "text/json.h"

#define OUTPUT_MAX (4u << 20)

static const struct { unsigned form; const char *name; } FORMS[] = {
    {FORM_HTML, "html"}, {FORM_JSON, "json"}, {FORM_CSV, "csv"}, {FORM_TEXT, "txt"}, {FORM_OTHER, "as named"},
};

static const char *kind_name(enum field_kind kind)
{
    switch (kind) {
    case FIELD_TEXT: return "text";
    case FIELD_INT: return "number";
    case FIELD_CHOICE: return "choice";
    case FIELD_FLAG: return "flag";
    case FIELD_MAIL: return "mail";
    case FIELD_SECRET: return "secret";
    }
    return "";
}

static const char *about_name(enum about about)
{
    switch (about) {
    case ABOUT_NETWORK: return "network";
    case ABOUT_ONESELF: return "oneself";
    case ABOUT_MEMBER: return "member city";
    }
    return "";
}

static struct str right_name(int right)
{
    check(right >= 0 && right < RIGHT__MAX);
    return right_known[right].name;
}

/* ---- for people */

static void print_field(const struct field *field)
{
    printf("      %s%s: %s", field->name, field->many ? " (may be repeated)" : "", kind_name(field->kind));
    if (field->kind == FIELD_INT) {
        printf(" %lld to %lld", (long long)field->min, (long long)field->max);
    } else if (field->kind == FIELD_CHOICE) {
        printf(" of: %s", field->choices);
    }
    printf("%s%s\n", field->help ? "; " : "", field->help ? field->help : "");
}

static void print_route(const struct route *route)
{
    const char *comma = "";
    printf("%s\n    %s\n    forms: ", route->pattern, route->title);
    for (size_t i = 0; i < COUNT_OF(FORMS); i++) {
        if (route->forms & FORMS[i].form) {
            printf("%s%s", comma, FORMS[i].name);
            comma = ", ";
        }
    }
    printf("\n");
    printf("    right: %.*s\n", STR_ARG(right_name(route->right)));
    for (const struct field *field = route->fields; field != NULL && field->name != NULL; field++) {
        print_field(field);
    }
    if (route->act != NULL) {
        printf("    takes a form (POST), right: %.*s\n", STR_ARG(right_name(route->act_right)));
    }
    for (const struct field *field = route->form; field != NULL && field->name != NULL; field++) {
        print_field(field);
    }
    if (route->example != NULL) {
        printf("    example: %s\n", route->example);
    }
}

/* ---- for programs */

static void put_field(struct json *json, const struct field *field)
{
    json_open(json, '{');
    json_name(json, "name");
    json_str(json, str_of(field->name));
    json_name(json, "kind");
    json_str(json, str_of(kind_name(field->kind)));
    if (field->kind == FIELD_INT) {
        json_name(json, "min");
        json_int(json, field->min);
        json_name(json, "max");
        json_int(json, field->max);
    } else if (field->kind == FIELD_TEXT || field->kind == FIELD_MAIL || field->kind == FIELD_SECRET) {
        json_name(json, "min");
        json_int(json, field->min);
        json_name(json, "max");
        json_int(json, field->max > 0 ? field->max : (int64_t)QUERY_TEXT_MAX);
    }
    json_name(json, "choices");
    json_str(json, str_of(field->choices));
    json_name(json, "many");
    json_bool(json, field->many);
    json_name(json, "help");
    json_str(json, str_of(field->help));
    json_name(json, "label");
    json_str(json, str_of(field->label));
    json_close(json, '}');
}

static void put_fields(struct json *json, const char *name, const struct field *fields)
{
    json_name(json, name);
    json_open(json, '[');
    for (const struct field *field = fields; field != NULL && field->name != NULL; field++) {
        put_field(json, field);
    }
    json_close(json, ']');
}

static void put_route(struct json *json, const struct route *route)
{
    json_open(json, '{');
    json_name(json, "pattern");
    json_str(json, str_of(route->pattern));
    json_name(json, "title");
    json_str(json, str_of(route->title));
    json_name(json, "example");
    json_str(json, str_of(route->example));
    json_name(json, "forms");
    json_open(json, '[');
    for (size_t i = 0; i < COUNT_OF(FORMS); i++) {
        if (route->forms & FORMS[i].form) {
            json_str(json, str_of(FORMS[i].form == FORM_OTHER ? "other" : FORMS[i].name));
        }
    }
    json_close(json, ']');
    json_name(json, "right");
    json_str(json, right_name(route->right));
    json_name(json, "act_right");
    json_str(json, route->act != NULL ? right_name(route->act_right) : S(""));
    json_name(json, "about");
    json_str(json, str_of(about_name(route->about)));
    json_name(json, "in_room");
    json_bool(json, route->in_room);
    json_name(json, "by_token");
    json_bool(json, route->by_token);
    put_fields(json, "fields", route->fields);
    json_name(json, "acts");
    json_bool(json, route->act != NULL);
    put_fields(json, "form", route->form);
    json_close(json, '}');
}

static int routes_verb(struct cli *cli)
{
    if (!cli_flag(cli, "--json")) {
        for (size_t i = 0; i < web_routes.n; i++) {
            print_route(&web_routes.items[i]);
        }
        return CLI_OK;
    }
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, OUTPUT_MAX);
    struct json json = json_to(&buf);
    json_open(&json, '[');
    for (size_t i = 0; i < web_routes.n; i++) {
        put_route(&json, &web_routes.items[i]);
    }
    json_close(&json, ']');
    check(!buf.overflow);
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
    return CLI_OK;
}

static const struct cli_option OPTIONS[] = {
    {"--json", NULL, "as one JSON array"},
    {NULL, NULL, NULL},
};

const struct verb verb_routes = {
    .name = "routes",
    .usage = "[--json]",
    .summary = "list the addresses of the web platform, with what each takes",
    .options = OPTIONS,
    .run = routes_verb,
};
