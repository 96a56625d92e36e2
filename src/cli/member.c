/* SPDX-License-Identifier: AGPL-3.0-or-later
** member: member cities, and which mail addresses are a city's own. */
#include <stdio.h>
#include <time.h>

#include "cli/cli.h"
#include "cli/lookup.h"
#include "db/again.h"
#include "domain/commitment.h"
#include "domain/official.h"
#include "domain/standing.h"
#include "store/invitation.h"
#include "store/person.h"
#include "store/trust_log.h"

struct order {
    struct cli *cli;
    struct db *db;
    int64_t now;
    struct q_member_keys keys;
    struct q_member_by_keys city;
    struct str uid;
    struct str domain; /* "" list them */
};

static int say_fault(struct order *order, enum fault fault)
{
    struct cli *cli = order->cli;
    switch (fault) {
    case OK:
        return CLI_OK;
    case FAULT_NOT_FOUND:
        return cli_problem(cli, order->domain.n > 0 && order->uid.n > 0
                                    ? S("that address ending is none of the city's own")
                                    : S("that city takes no part; its first role makes it a member city: smallgiants "
                                        "person role MAIL main_contact CITY"));
    case FAULT_TOO_LARGE:
        return cli_problem(cli, str_format(cli->arena, "a city has at most %d", MEMBER_DOMAINS_MAX));
    default:
        return cli_problem(cli, str_format(cli->arena, "%s: %.*s", fault_name(fault), STR_ARG(db_error(order->db))));
    }
}

/* ---- the cities */

/* Where nothing else is known of a step, its word says it. */
static const char *standing_says(struct arena *arena, const struct q_member_list *row)
{
    static const char *const says[] = {"member city", "paused", "left"};
    enum city_step step;
    return city_step_parse(row->step, &step) ? says[standing_after(step)] : str_c(arena, row->step);
}

static const char *commitment_says(const struct q_member_list *row, int64_t now)
{
    static const char *const says[] = {"not signed", "signed", "ends soon", "has ended"};
    return says[commitment_judge(row->commitment_ends_at.v, now)];
}

static int member_list(struct order *order)
{
    struct arena *arena = order->cli->arena;
    struct str after = S("");
    size_t all = 0;
    for (size_t n = 1; n > 0;) {
        struct q_member_list *rows;
        enum fault fault = q_member_list(order->db, arena, after, order->now, &rows, &n);
        if (fault != OK) {
            return say_fault(order, fault);
        }
        for (size_t i = 0; i < n; i++, all++) {
            printf("%.*s (%.*s): %s, %lld people, %lld invited, commitment %s\n", STR_ARG(rows[i].name),
                   STR_ARG(rows[i].country), standing_says(arena, &rows[i]), (long long)rows[i].people,
                   (long long)rows[i].invited, commitment_says(&rows[i], order->now));
            after = str_format(arena, "%.*s %.*s", STR_ARG(rows[i].name), STR_ARG(rows[i].uid));
        }
    }
    if (all == 0) {
        printf("No city takes part yet: smallgiants person role MAIL main_contact CITY\n");
    }
    return CLI_OK;
}

/* ---- the addresses of one */

static enum fault must_use find_city(struct order *order)
{
    struct q_member_choices *rows;
    size_t n;
    TRY(q_member_by_keys(order->db, order->cli->arena, order->keys.lau_id, order->keys.gss_code,
                         order->keys.geonames_id, &order->city));
    TRY(q_member_choices(order->db, order->cli->arena, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        order->uid = rows[i].id == order->city.id ? rows[i].uid : order->uid;
    }
    return order->uid.n > 0 ? OK : FAULT_NOT_FOUND;
}

static enum fault must_use change_in(struct order *order)
{
    bool ends = cli_flag(order->cli, "--end");
    TRY(find_city(order));
    if (ends) {
        TRY(q_member_domain_remove(order->db, order->city.id, order->domain));
        TRY(db_changed(order->db) == 1 ? OK : FAULT_NOT_FOUND);
    } else {
        TRY(member_domain_save(order->db, order->cli->arena, order->uid, order->city.id, order->domain, order->now));
    }
    return trust_log_add(order->db, order->cli->arena, &(struct log_event){
        .kind = ends ? S("address-ending-removed") : S("address-ending-added"), .who = cli_who(order->cli->arena),
        .now = order->now, .fields = str_format(order->cli->arena, "member=%lld\ndomain=%.*s\n",
                                                (long long)order->city.id, STR_ARG(order->domain))});
}

static int change(struct order *order)
{
    struct again again = {0};
    enum fault fault;
    if (official_judge(order->cli->arena, order->domain) != OFFICIAL_FINE) {
        return cli_usage(order->cli, S("say what stands behind the @ of addresses that only people of the city have, "
                                       "such as peterborough.gov.uk"));
    }
    do {
        order->uid = S("");
        fault = db_begin(order->db);
        fault = fault == OK ? db_end(order->db, change_in(order)) : fault;
    } while (again_due(&again, fault));
    if (fault == OK) {
        printf("@%.*s is %s of the own addresses of %.*s.\n", STR_ARG(order->domain),
               cli_flag(order->cli, "--end") ? "no longer one" : "one", STR_ARG(order->keys.name));
    }
    return say_fault(order, fault);
}

static int print_domains(struct order *order)
{
    struct q_member_domain_list *rows;
    size_t n = 0;
    enum fault fault = find_city(order);
    fault = fault == OK ? q_member_domain_list(order->db, order->cli->arena, order->uid, &rows, &n) : fault;
    for (size_t i = 0; fault == OK && i < n; i++) {
        printf("@%.*s\n", STR_ARG(rows[i].domain));
    }
    if (fault == OK && n == 0) {
        printf("None is known: smallgiants member addresses CITY DOMAIN\n");
    }
    return say_fault(order, fault);
}

/* The city as typed, from the evidence. */
static int read_city(struct order *order)
{
    struct cli *cli = order->cli;
    struct lookup lookup;
    struct q_city_by_slug city;
    int status = lookup_open(cli, &lookup);
    status = status == CLI_OK ? lookup_city(cli, &lookup, cli->args[1], &city) : status;
    if (status == CLI_OK) {
        enum fault fault = q_member_keys(lookup.db, cli->arena, city.id, &order->keys);
        status = fault == OK ? CLI_OK : lookup_fault(cli, &lookup, fault);
    }
    lookup_close(&lookup);
    return status;
}

static int member_verb(struct cli *cli)
{
    struct order order = {.cli = cli, .now = (int64_t)time(NULL), .uid = S(""), .domain = S("")};
    struct str why = S("");
    struct str part = cli->args_count > 0 ? cli->args[0] : S("list");
    bool lists = str_eq(part, S("list")) && cli->args_count <= 1;
    if (!lists && (!str_eq(part, S("addresses")) || cli->args_count < 2)) {
        return cli_usage(cli, S("say what: list, or addresses and a city"));
    }
    if (!lists) {
        int status = read_city(&order);
        if (status != CLI_OK) {
            return status;
        }
    }
    order.domain = cli->args_count == 3 ? official_domain(cli->arena, cli->args[2]) : S("");
    if (db_open(cli->arena, cli->db_url, cli->args_count == 3 ? DB_WRITE : DB_READ, &order.db, &why) != OK) {
        return cli_problem(cli, why);
    }
    int status = lists ? member_list(&order) : cli->args_count == 3 ? change(&order) : print_domains(&order);
    db_close(order.db);
    return status;
}

static const struct cli_option OPTIONS[] = {
    {"--end", NULL, "addresses: it is none of the city's own any more"},
    {NULL, NULL, NULL},
};

const struct verb verb_member = {
    .name = "member",
    .usage = "[list] | addresses CITY [DOMAIN [--end]]",
    .summary = "member cities, and which mail addresses are a city's own",
    .help = "Who is invited at an address of the city's own needs nobody to vouch for them: DOMAIN is what stands\n"
            "behind the @, such as peterborough.gov.uk, and counts for those below it. Cities become member\n"
            "cities by their first role: smallgiants person role. Every change stands in the log.",
    .options = OPTIONS,
    .args_min = 0,
    .args_max = 3,
    .run = member_verb,
};
