/* SPDX-License-Identifier: AGPL-3.0-or-later
** evidence correct, withdraw, corrections: what people know better than the rules that tell whose body it is. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/scan.h"
#include "cli/evidence.h"
#include "cli/lookup.h"
#include "jobs/correct.h"
#include "text/embedded.h"
#include "text/json.h"

#define WHY_BYTES_MAX 500u /* two or three sentences */
#define WHO_BYTES_MAX 100u
#define LINE_BYTES_MAX 65536

/* ---- what is ordered */

/* CLI_OK, or the exit status after saying what is wrong. */
static int read_organisation(struct cli *cli, struct lookup *lookup, struct organisation_id *ret_id)
{
    struct organisation_id id = {0};
    struct q_correction_find_organisation row;
    if (!parse_int(cli->args[1], 1, INT64_MAX, &id.v)) {
        return cli_usage(cli, S("say the number of the organisation (its PIC), as its page shows it"));
    }
    enum fault fault = q_correction_find_organisation(lookup->db, cli->arena, id, &row);
    if (fault == FAULT_NOT_FOUND) {
        return cli_problem(cli, str_format(cli->arena, "there is no organisation with the number %lld here",
                                           (long long)id.v));
    }
    *ret_id = id;
    return fault == OK ? CLI_OK : lookup_fault(cli, lookup, fault);
}

static int read_city(struct cli *cli, struct lookup *lookup, struct correction *correction)
{
    struct q_city_by_slug city;
    struct str name = cli_text(cli, "--is", NULL);
    struct str kind = cli_text(cli, "--kind", "municipality");
    if (!resolve_kind_parse(kind, &correction->kind) || correction->kind == RESOLVE_NONE) {
        return cli_usage(cli, S("--kind is municipality, agency, county, intermunicipal or district"));
    }
    int status = lookup_city(cli, lookup, name, &city);
    if (status != CLI_OK) {
        return status;
    }
    enum fault fault = q_correction_city_keys(lookup->db, cli->arena, city.id, &correction->city);
    return fault == OK ? CLI_OK : lookup_fault(cli, lookup, fault);
}

static int read_words(struct cli *cli, struct correction *correction)
{
    correction->why = str_trim(cli_text(cli, "--why", ""));
    const char *user = getenv("USER");
    correction->who = str_trim(cli_text(cli, "--who", user ? user : ""));
    if (str_is_empty(correction->why)) {
        return cli_usage(cli, S("say why, in a sentence that people can check: --why \"...\""));
    }
    if (correction->why.n > WHY_BYTES_MAX || correction->who.n > WHO_BYTES_MAX || !str_is_utf8(correction->why) ||
        !str_is_utf8(correction->who)) {
        return cli_usage(cli, S("--why takes up to 500 bytes of text, --who up to 100"));
    }
    return CLI_OK;
}

static int read_order(struct cli *cli, struct lookup *lookup, struct correction *correction)
{
    bool is = cli_text(cli, "--is", NULL).s != NULL;
    if (is == cli_flag(cli, "--not-us")) {
        return cli_usage(cli, S("say either whose body it is, --is CITY, or that it is no city's: --not-us"));
    }
    int status = read_words(cli, correction);
    if (status == CLI_OK) {
        status = read_organisation(cli, lookup, &correction->organisation);
    }
    return status == CLI_OK && is ? read_city(cli, lookup, correction) : status;
}

/* ---- doing it */

static int apply(struct cli *cli, const struct correction *correction)
{
    struct import_in in = {
        .url = cli->db_url, .now = (int64_t)time(NULL), .size_rule = embedded_get("size-rule.json"),
        .themes = embedded_get("themes.json"),
    };
    struct str why = S("");
    if (correct(cli->arena, &in, correction, &why) != OK) {
        return cli_problem(cli, why);
    }
    return CLI_OK;
}

int evidence_correct(struct cli *cli)
{
    struct lookup lookup;
    struct correction correction = {.by = cli_who(cli->arena)};
    int status = lookup_open(cli, &lookup);
    if (status == CLI_OK) {
        status = read_order(cli, &lookup, &correction);
    }
    lookup_close(&lookup);
    status = status == CLI_OK ? apply(cli, &correction) : status;
    if (status == CLI_OK) {
        struct str kind = resolve_kind_word(correction.kind);
        printf("Kept, and shown at once: %lld counts as %.*s%s%.*s.\n", (long long)correction.organisation.v,
               STR_ARG(correction.kind == RESOLVE_NONE ? S("no city's body") : kind),
               correction.kind == RESOLVE_NONE ? "" : " of ", STR_ARG(correction.city.name));
    }
    return status;
}

int evidence_withdraw(struct cli *cli)
{
    struct lookup lookup;
    struct correction correction = {.withdraw = true, .by = cli_who(cli->arena)};
    struct q_correction_by_organisation row;
    int status = lookup_open(cli, &lookup);
    if (status == CLI_OK && !parse_int(cli->args[1], 1, INT64_MAX, &correction.organisation.v)) {
        status = cli_usage(cli, S("say the number of the organisation (its PIC)"));
    }
    if (status == CLI_OK) {
        enum fault fault = q_correction_by_organisation(lookup.db, cli->arena, correction.organisation, &row);
        status = fault == OK                ? CLI_OK
                 : fault == FAULT_NOT_FOUND ? cli_problem(cli, S("nobody corrected this organisation"))
                                            : lookup_fault(cli, &lookup, fault);
    }
    lookup_close(&lookup);
    status = status == CLI_OK ? apply(cli, &correction) : status;
    if (status == CLI_OK) {
        printf("Withdrawn: what the rules say of %lld counts again.\n", (long long)correction.organisation.v);
    }
    return status;
}

/* ---- listing */

static void put_text(struct json *json, const char *name, struct str text)
{
    json_name(json, name);
    json_str(json, str_is_empty(text) ? (struct str){0} : text);
}

static void print_json(const struct cli *cli, const struct q_correction_list *row)
{
    struct buf buf;
    buf_init(&buf, LINE_BYTES_MAX);
    struct json json = json_to(&buf);
    json_open(&json, '{');
    json_name(&json, "organisation_id");
    json_int(&json, row->organisation_id.v);
    put_text(&json, "kind", row->kind);
    put_text(&json, "city_name", row->city_name);
    put_text(&json, "lau_id", row->city_lau_id);
    put_text(&json, "gss_code", row->city_gss_code);
    json_name(&json, "geonames_id");
    if (row->city_geonames_id.known) {
        json_int(&json, row->city_geonames_id.v);
    } else {
        json_none(&json);
    }
    put_text(&json, "why", row->why);
    put_text(&json, "who", row->who);
    put_text(&json, "given_at", instant_iso(cli->arena, row->given_at));
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
}

static void print_line(const struct cli *cli, const struct q_correction_list *row)
{
    bool none = str_eq(row->kind, resolve_kind_word(RESOLVE_NONE));
    printf("%lld  %.*s%s%.*s; %.*s%s%.*s: %.*s\n", (long long)row->organisation_id.v,
           STR_ARG(none ? S("no city's body") : row->kind), none ? "" : " of ", STR_ARG(row->city_name),
           STR_ARG(str_clip(instant_iso(cli->arena, row->given_at), 10)), row->who.n ? ", " : "", STR_ARG(row->who),
           STR_ARG(row->why));
}

int evidence_list_corrections(struct cli *cli)
{
    struct lookup lookup;
    struct q_correction_list *rows = NULL;
    size_t n = 0;
    int status = lookup_open(cli, &lookup);
    if (status == CLI_OK) {
        enum fault fault = q_correction_list(lookup.db, cli->arena, &rows, &n);
        status = fault == OK ? CLI_OK : lookup_fault(cli, &lookup, fault);
    }
    for (size_t i = 0; i < n; i++) {
        if (cli_flag(cli, "--json")) {
            print_json(cli, &rows[i]);
        } else {
            print_line(cli, &rows[i]);
        }
    }
    lookup_close(&lookup);
    return status;
}
