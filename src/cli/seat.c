/* SPDX-License-Identifier: AGPL-3.0-or-later
** seat: groups of several rounds from a list of people, and how good they are; by the same code as the room's pages. */
#include <stdio.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/fold.h"
#include "cli/cli.h"
#include "domain/seating.h"
#include "text/csv.h"

#define FILE_MAX (1u << 20)

struct guests {
    struct seating_person people[SEATING_PEOPLE_MAX];
    struct str names[SEATING_PEOPLE_MAX];
    struct str sectors[SEATING_PEOPLE_MAX], organisations[SEATING_PEOPLE_MAX];
    int n;
};

/* ---- reading */

/* The number of a word among those before it; -1 for no word. */
static int number_of(struct cli *cli, struct str *words, int n, struct str word)
{
    words[n] = fold_slug(cli->arena, word);
    for (int i = 0; i < n; i++) {
        if (words[n].n > 0 && str_eq(words[i], words[n])) {
            return i;
        }
    }
    return words[n].n > 0 ? n : -1;
}

static struct str field(const struct csv_row *row, int column)
{
    return column >= 0 && (size_t)column < row->n ? str_trim(row->fields[column]) : S("");
}

static int add_guest(struct cli *cli, const struct csv_row *row, const int columns[3], struct guests *guests)
{
    int n = guests->n;
    struct str name = field(row, columns[0]);
    if (name.n == 0) {
        return cli_problem(cli, str_format(cli->arena, "line %llu has no name", (unsigned long long)row->line));
    }
    if (n == SEATING_PEOPLE_MAX) {
        return cli_problem(cli, str_format(cli->arena, "more than %d people: seat them in two halves", n));
    }
    guests->names[n] = str_copy(cli->arena, name);
    guests->people[n] = (struct seating_person){
        .organisation = number_of(cli, guests->organisations, n, field(row, columns[1])),
        .sector = number_of(cli, guests->sectors, n, field(row, columns[2])),
    };
    guests->n++;
    return CLI_OK;
}

static int read_header(struct cli *cli, const struct csv_row *row, int columns[3])
{
    static const char *const names[] = {"name", "organisation", "sector"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        columns[i] = csv_column(row, names[i]);
    }
    return columns[0] >= 0 ? CLI_OK
                           : cli_problem(cli, S("its first line names no column \"name\" (and \"organisation\", "
                                                "\"sector\", where they are known)"));
}

static int read_rows(struct cli *cli, struct csv *csv, struct guests *guests)
{
    struct csv_row row;
    int columns[3] = {-1, -1, -1};
    int status = CLI_OK;
    bool head = true;
    for (enum csv_step step; status == CLI_OK && (step = csv_next(csv, &row)) != CSV_END;) {
        if (step == CSV_BAD) {
            return cli_problem(cli, str_format(cli->arena, "line %llu: %s", (unsigned long long)row.line, row.reason));
        }
        status = head ? read_header(cli, &row, columns) : add_guest(cli, &row, columns, guests);
        head = false;
    }
    return status != CLI_OK || !head ? status : cli_problem(cli, S("there is nothing in it"));
}

static int read_guests(struct cli *cli, struct str path, struct guests *guests)
{
    FILE *file = fopen(str_c(cli->arena, path), "rb");
    if (file == NULL) {
        return cli_problem(cli, str_format(cli->arena, "%.*s cannot be read", STR_ARG(path)));
    }
    char *bytes = arena_alloc(cli->arena, FILE_MAX);
    size_t n = fread(bytes, 1, FILE_MAX, file);
    bool bad = ferror(file) != 0;
    fclose(file);
    if (bad || n == FILE_MAX) {
        return cli_problem(cli, str_format(cli->arena, "%.*s is no list of people", STR_ARG(path)));
    }
    struct csv *csv = csv_new(0);
    csv_feed(csv, bytes, n);
    csv_finish(csv);
    int status = read_rows(cli, csv, guests);
    csv_free(csv);
    return status;
}

/* ---- saying */

static void print_group(const struct guests *guests, const struct seating *seating, int round, int group)
{
    const char *before = "";
    printf("  %d: ", group + 1);
    for (int p = 0; p < seating->people; p++) {
        if (seating->group[round][p] == group) {
            printf("%s%.*s", before, STR_ARG(guests->names[p]));
            before = ", ";
        }
    }
    printf("\n");
}

static void print_rounds(const struct guests *guests, const struct seating *seating)
{
    for (int r = 0; r < seating->rounds; r++) {
        printf("Round %d\n", r + 1);
        for (int g = 0; g < seating->groups; g++) {
            print_group(guests, seating, r, g);
        }
    }
}

static void print_csv(const struct guests *guests, const struct seating *seating)
{
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, FILE_MAX);
    csv_put(&buf, S("name"), true);
    for (int r = 0; r < seating->rounds; r++) {
        char title[32];
        snprintf(title, sizeof title, "round %d", r + 1);
        csv_put(&buf, str_of(title), false);
    }
    csv_end_row(&buf);
    for (int p = 0; p < seating->people; p++) {
        csv_put(&buf, guests->names[p], true);
        for (int r = 0; r < seating->rounds; r++) {
            csv_put_int(&buf, seating->group[r][p] + 1, false);
        }
        csv_end_row(&buf);
    }
    printf("%.*s", STR_ARG(buf_str(&buf)));
}

static void print_quality(const struct guests *guests, const struct seating *seating)
{
    struct seating_quality quality;
    int better;
    seating_judge(guests->people, seating, &quality);
    printf("\n%d people, %d groups, %d rounds\n", seating->people, seating->groups, seating->rounds);
    printf("of %d pairs of people %d never meet", quality.pairs, quality.met[0]);
    for (int times = 1; times <= seating->rounds; times++) {
        if (quality.met[times] > 0) {
            printf(", %d meet %s", quality.met[times], times == 1 ? "once" : times == 2 ? "twice" : "");
            printf(times > 2 ? "%d times" : "", times);
        }
    }
    printf("\nrepeats: %d; no seating has fewer than %d; over that: %d.%02d %% of all %d meetings\n", quality.repeats,
           quality.repeats_least, quality.excess_bp / 100, quality.excess_bp % 100, quality.meetings);
    printf("meetings of two of one organisation: %d; the least, repeats or not: %d\n", quality.colleagues,
           quality.colleagues_least);
    printf("meetings of two of one sector: %d; the least, repeats or not: %d\n", quality.same_sector,
           quality.same_sector_least);
    if (quality.repeats > 0 && seating_better_groups(seating->people, seating->groups, seating->rounds, &better)) {
        printf("with %d groups nobody would meet twice\n", better);
    }
}

static int seat_verb(struct cli *cli)
{
    int64_t about, rounds, seed;
    struct guests *guests = arena_new(cli->arena, struct guests);
    if (!cli_int(cli, "--groups-of", SEATING_SIZE_MIN, SEATING_SIZE_MAX, 6, &about) ||
        !cli_int(cli, "--rounds", 1, SEATING_ROUNDS_MAX, 3, &rounds) ||
        !cli_int(cli, "--seed", 0, INT64_MAX, 1, &seed)) {
        return CLI_USAGE;
    }
    int status = read_guests(cli, cli->args[0], guests);
    if (status == CLI_OK && guests->n < 2) {
        status = cli_problem(cli, S("two people are needed at least"));
    }
    if (status != CLI_OK) {
        return status;
    }
    struct seating seating = {
        .people = guests->n, .groups = seating_groups(guests->n, (int)about), .rounds = (int)rounds};
    seating_make(guests->people, (uint64_t)seed, &seating);
    if (cli_flag(cli, "--csv")) {
        print_csv(guests, &seating);
    } else {
        print_rounds(guests, &seating);
        print_quality(guests, &seating);
    }
    return CLI_OK;
}

static const struct cli_option OPTIONS[] = {
    {"--groups-of", "N", "people in a group, 4 to 8 (default 6)"},
    {"--rounds", "N", "1 to 8 (default 3)"},
    {"--seed", "N", "another number, other seats; the same, the same (default 1)"},
    {"--csv", NULL, "a table: name, and the number of the group in each round"},
    {NULL, NULL, NULL},
};

const struct verb verb_seat = {
    .name = "seat",
    .usage = "FILE.csv [--groups-of N] [--rounds N] [--seed N] [--csv]",
    .summary = "groups for several rounds in which few meet twice",
    .help = "FILE has a line a person, with the columns name, organisation and sector (the\n"
            "last two may be empty). Sectors and organisations are mixed, and it is said how\n"
            "many meet again against the least that any seating of these sizes can have.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = 1,
    .run = seat_verb,
};
