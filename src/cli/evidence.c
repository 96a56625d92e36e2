/* SPDX-License-Identifier: AGPL-3.0-or-later
** evidence: what the database knows, for other programs and for a look. */
#include <stdio.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/evidence.h"
#include "store/derive.sql.h"
#include "store/fact.sql.h"
#include "store/source.sql.h"
#include "text/json.h"

#define LINE_MAX_BYTES 65536

/* 9700 basis points as 0.97. */
static void json_share(struct json *json, int64_t basis_points)
{
    json_micro(json, basis_points * 100);
}

static void json_maybe(struct json *json, bool known, int64_t number)
{
    if (known) {
        json_int(json, number);
    } else {
        json_none(json);
    }
}

static void json_fit(struct json *json, struct str fit)
{
    if (!fit.s || str_eq(fit, S("unknown"))) {
        json_none(json);
    } else {
        json_bool(json, str_eq(fit, S("fits")));
    }
}

static void put_municipality(struct buf *buf, const struct q_evidence_municipalities *row)
{
    struct json json = json_to(buf);
    json_open(&json, '{');
    json_name(&json, "organisation_id");
    json_int(&json, row->organisation_id.v);
    json_name(&json, "name");
    json_str(&json, row->name);
    json_name(&json, "country");
    json_str(&json, str_is_empty(row->country) ? (struct str){0} : row->country);
    json_name(&json, "city_id");
    json_maybe(&json, row->city_id.v != 0, row->city_id.v);
    json_name(&json, "city_name");
    json_str(&json, row->city_name);
    json_name(&json, "lau_id");
    json_str(&json, row->lau_id);
    json_name(&json, "population");
    json_maybe(&json, row->population.known, row->population.v);
    json_name(&json, "in_range");
    json_fit(&json, row->fit);
    json_name(&json, "confidence");
    json_share(&json, row->confidence);
    json_name(&json, "reason");
    json_str(&json, row->reason);
    json_close(&json, '}');
}

static void print_municipality(const struct q_evidence_municipalities *row, bool json)
{
    if (!json) {
        printf("%lld  %.*s (%.*s): %.*s, %.*s\n", (long long)row->organisation_id.v, STR_ARG(row->name),
               STR_ARG(row->country), STR_ARG(row->city_name.s ? row->city_name : S("city not known")),
               STR_ARG(row->reason));
        return;
    }
    struct buf buf;
    buf_init(&buf, LINE_MAX_BYTES);
    put_municipality(&buf, row);
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
}

static enum fault print_municipalities(struct db *db, bool json)
{
    struct db_rows *rows = NULL;
    TRY(q_evidence_municipalities_open(db, &rows));
    bool more = true;
    enum fault fault = OK;
    while (fault == OK && more) {
        struct q_evidence_municipalities row;
        fault = q_evidence_municipalities_next(rows, &row, &more);
        if (fault == OK && more) {
            print_municipality(&row, json);
        }
    }
    db_rows_close(rows);
    return fault;
}

static void put_place(struct buf *buf, const struct q_fact_places *row)
{
    struct json json = json_to(buf);
    json_open(&json, '{');
    json_name(&json, "key");
    json_str(&json, row->key);
    json_name(&json, "name");
    json_str(&json, row->name);
    json_name(&json, "country");
    json_str(&json, str_is_empty(row->country) ? (struct str){0} : row->country);
    json_name(&json, "population");
    json_maybe(&json, row->population.known, row->population.v);
    json_name(&json, "city");
    json_str(&json, row->city_slug);
    json_name(&json, "city_name");
    json_str(&json, row->city_name);
    json_name(&json, "city_population");
    json_maybe(&json, row->city_population.known, row->city_population.v);
    json_name(&json, "reason");
    json_str(&json, row->reason);
    json_close(&json, '}');
}

static void print_place(const struct q_fact_places *row, bool json)
{
    if (!json) {
        printf("%.*s  %.*s (%.*s): %.*s, %.*s\n", STR_ARG(row->key), STR_ARG(row->name), STR_ARG(row->country),
               STR_ARG(row->city_slug.s ? row->city_slug : S("city not known")), STR_ARG(row->reason));
        return;
    }
    struct buf buf;
    buf_init(&buf, LINE_MAX_BYTES);
    put_place(&buf, row);
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
    buf_done(&buf);
}

static enum fault print_places(struct db *db, bool json)
{
    struct db_rows *rows = NULL;
    TRY(q_fact_places_open(db, &rows));
    bool more = true;
    enum fault fault = OK;
    while (fault == OK && more) {
        struct q_fact_places row;
        fault = q_fact_places_next(rows, &row, &more);
        if (fault == OK && more) {
            print_place(&row, json);
        }
    }
    db_rows_close(rows);
    return fault;
}

static enum fault print_summary(struct db *db, struct arena *arena)
{
    struct q_total_list *totals;
    struct q_source_list *sources;
    size_t totals_n, sources_n;
    TRY(q_total_list(db, arena, &totals, &totals_n));
    TRY(q_source_list(db, arena, &sources, &sources_n));
    for (size_t i = 0; i < totals_n; i++) {
        printf("%-26.*s %lld\n", STR_ARG(totals[i].name), (long long)totals[i].value);
    }
    for (size_t i = 0; i < sources_n; i++) {
        struct str as_of = date_iso(arena, sources[i].as_of);
        printf("source: %.*s, %.*s, %lld records, as of %.*s, imported %.*s\n", STR_ARG(sources[i].name),
               STR_ARG(sources[i].file), (long long)sources[i].records, STR_ARG(as_of.n ? as_of : S("(no date)")),
               STR_ARG(instant_iso(arena, sources[i].imported_at)));
    }
    return OK;
}

static int evidence_show(struct cli *cli)
{
    bool municipalities = str_eq(cli->args[0], S("municipalities"));
    bool places = str_eq(cli->args[0], S("places"));
    struct db *db = NULL;
    struct str why = S("");
    if (db_open(cli->arena, cli->db_url, DB_READ, &db, &why) != OK) {
        return cli_problem(cli, why);
    }
    bool json = cli_flag(cli, "--json");
    enum fault fault = municipalities ? print_municipalities(db, json)
                       : places       ? print_places(db, json)
                                      : print_summary(db, cli->arena);
    why = fault == OK ? why : str_copy(cli->arena, db_error(db));
    db_close(db);
    return fault == OK ? CLI_OK : cli_problem(cli, why);
}

/* What can be asked for, and how many words it takes. */
static const struct {
    struct str name;
    size_t args;
    int (*run)(struct cli *cli);
} parts[] = {
    {S_INIT("municipalities"), 1, evidence_show},
    {S_INIT("places"), 1, evidence_show},
    {S_INIT("summary"), 1, evidence_show},
    {S_INIT("correct"), 2, evidence_correct},
    {S_INIT("withdraw"), 2, evidence_withdraw},
    {S_INIT("corrections"), 1, evidence_list_corrections},
};

static int evidence_verb(struct cli *cli)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (str_eq(cli->args[0], parts[i].name)) {
            return cli->args_count == parts[i].args ? parts[i].run(cli)
                   : parts[i].args == 2             ? cli_usage(cli, S("say of which organisation: its number (PIC)"))
                                                    : cli_usage(cli, S("nothing more is wanted here"));
        }
    }
    return cli_usage(cli, S("say what: municipalities, places, summary, correct, withdraw or corrections"));
}

static const struct cli_option OPTIONS[] = {
    {"--json", NULL, "one JSON object a line (municipalities, places, corrections)"},
    {"--is", "CITY", "correct: this organisation is a body of that city"},
    {"--kind", "KIND", "with --is: municipality (when left out), agency, county, intermunicipal or district"},
    {"--not-us", NULL, "correct: this organisation is no city's body"},
    {"--why", "SENTENCE", "correct: the reason, shown with the correction"},
    {"--who", "NAME", "correct: who said so; the name of the account when left out"},
    {NULL, NULL, NULL},
};

const struct verb verb_evidence = {
    .name = "evidence",
    .usage = "municipalities|places [--json] | summary | correct ORGANISATION --is CITY|--not-us --why SENTENCE\n"
             "                | withdraw ORGANISATION | corrections [--json]",
    .summary = "show which partners of EU projects are municipalities, correct that, or count what is here",
    .help = "municipalities: partners of EU projects and the cities they govern. places: the places that other\n"
            "lists name, and which cities they are, or why that is not known.\n"
            "What is not known is null. Private persons are never shown. A correction is shown at once, said to be\n"
            "one, and kept when files are imported again, until it is withdrawn.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = 2,
    .run = evidence_verb,
};
