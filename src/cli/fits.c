/* SPDX-License-Identifier: AGPL-3.0-or-later
** fits: which money fits a city, or cities together, by the rules that the program carries or those of a file. */
#include <inttypes.h>
#include <stdio.h>

#include "base/check.h"
#include "cli/lookup.h"
#include "store/bid.sql.h"
#include "text/json.h"
#include "store/funding_call.sql.h"
#include "web/funding/fund_calls.h"
#include "web/funding/fund_say.h"

#define PROBLEMS_SHOWN 20

/* What is asked. */
struct asking {
    struct cli *cli;
    struct lookup *lookup;
    struct fund_group group;
    struct str *slugs;
    struct fund_entries entries;
    struct date on;
};

/* ---- facts */

static int load_city(struct asking *asking, size_t i)
{
    struct lookup *lookup = asking->lookup;
    struct fund_city *city = &asking->group.cities[i];
    struct q_city_by_slug found;
    struct q_bid_city more;
    int status = lookup_city(asking->cli, lookup, asking->cli->args[i], &found);
    if (status != CLI_OK) {
        return status;
    }
    enum fault fault = q_bid_city(lookup->db, lookup->request.arena, found.id, &more);
    if (fault != OK) {
        return lookup_fault(asking->cli, lookup, fault);
    }
    for (size_t k = 0; k < i; k++) {
        if (str_eq(asking->slugs[k], found.slug)) {
            return cli_problem(asking->cli, str_format(asking->cli->arena, "%.*s stands there twice",
                                                       STR_ARG(found.slug)));
        }
    }
    asking->slugs[i] = found.slug;
    *city = fund_city_of(found.name, found.country, found.population, more.degurba,
                         found.lau_id.n > 0 && found.nuts3.n > 0);
    return CLI_OK;
}

/* "plan=yes" for every city or all together, "viseu-pt:plan=yes" for one. */
static int take_fact(struct asking *asking, struct str text)
{
    struct str value, name = {0};
    struct fund_value fact = {0};
    enum fund_subject subject = FUND_COUNTRY;
    bool taken = false;
    struct str left = str_cut(text, '=', &value);
    struct str city = str_cut(left, ':', &name);
    bool of_one = name.s != NULL;
    name = of_one ? name : city;
    if (!fund_subject_parse(name, &subject) || subject >= FUND_FACTS || !fund_value_parse(subject, value, &fact)) {
        return cli_usage(asking->cli, str_format(asking->cli->arena, "\"%.*s\" is no fact, or no value that it has",
                                                 STR_ARG(text)));
    }
    for (size_t i = 0; i < asking->group.n && subject < FUND_CITY_FACTS; i++) {
        if (!of_one || str_eq(asking->slugs[i], city)) {
            asking->group.cities[i].facts[subject] = fact;
            taken = true;
        }
    }
    if (subject >= FUND_CITY_FACTS && !of_one) {
        asking->group.facts[subject - FUND_CITY_FACTS] = fact;
        taken = true;
    }
    return taken ? CLI_OK : cli_usage(asking->cli, str_format(asking->cli->arena, "\"%.*s\" names none of these cities "
                                                              "(use its address, such as viseu-pt)", STR_ARG(left)));
}

static int load_group(struct asking *asking)
{
    struct cli *cli = asking->cli;
    if (cli->args_count > FUND_CITIES_MAX) {
        return cli_usage(cli, str_format(cli->arena, "at most %d cities together", FUND_CITIES_MAX));
    }
    asking->group.n = cli->args_count;
    asking->group.cities = arena_array(cli->arena, struct fund_city, cli->args_count);
    asking->slugs = arena_array(cli->arena, struct str, cli->args_count);
    int status = CLI_OK;
    for (size_t i = 0; status == CLI_OK && i < cli->args_count; i++) {
        status = load_city(asking, i);
    }
    for (size_t i = 0; status == CLI_OK && cli_text_nth(cli, "--fact", i).s != NULL; i++) {
        status = take_fact(asking, cli_text_nth(cli, "--fact", i));
    }
    return status;
}

/* ---- rules */

static int load_file(struct asking *asking, struct str path)
{
    struct cli *cli = asking->cli;
    char *bytes = arena_alloc(cli->arena, FUND_FILE_MAX + 1);
    FILE *file = fopen(str_c(cli->arena, path), "rb");
    size_t n = file != NULL ? fread(bytes, 1, FUND_FILE_MAX + 1, file) : 0;
    bool read = file != NULL && !ferror(file);
    if (file != NULL) {
        fclose(file);
    }
    if (!read) {
        return cli_problem(cli, str_format(cli->arena, "%.*s cannot be read", STR_ARG(path)));
    }
    struct problems problems;
    problems_init(&problems, cli->arena);
    if (fund_read(&problems, path, (struct str){bytes, n}, &asking->entries) == OK) {
        return CLI_OK;
    }
    for (size_t i = 0; i < problems.n && i < PROBLEMS_SHOWN; i++) {
        const struct problem *problem = &problems.items[i];
        fprintf(stderr, "%.*s: %.*s; %.*s\n", STR_ARG(problem->where), STR_ARG(problem->what), STR_ARG(problem->hint));
    }
    return cli_problem(cli, S("these rules cannot be used"));
}

/* ---- answers */

static void print_tree(struct asking *asking, const struct fund_found *found, int depth)
{
    static const char *const signs[] = {[TRUTH_NO] = "no ", [TRUTH_UNKNOWN] = "?  ", [TRUTH_YES] = "yes"};
    struct out *out = &asking->lookup->out;
    enum fund_op op = found->clause->op;
    struct str asked = op == FUND_ALL   ? S("all of these:")
                       : op == FUND_ANY ? S("one of these:")
                       : op == FUND_AS  ? str_format(asking->cli->arena, "as %.*s:",
                                                     STR_ARG(fund_say_way(out, found->clause->as)))
                                        : fund_say_clause(out, found->clause, false);
    struct str value = fund_say_value(out, &asking->group, found);
    printf("    %s %*s%.*s%s%.*s%s\n", signs[found->truth], depth * 2, "", STR_ARG(asked), value.n > 0 ? " (" : "",
           STR_ARG(value), value.n > 0 ? ")" : "");
    for (size_t i = 0; i < found->n; i++) {
        print_tree(asking, &found->items[i], depth + 1);
    }
}

static void print_changes(struct asking *asking, const struct fund_rule *rule)
{
    struct out *out = &asking->lookup->out;
    struct fund_changes changes = fund_change_find(asking->cli->arena, rule->clause, &asking->group);
    if (changes.gave_up) {
        printf("    the smallest change that would make it fit was not found: there are too many to look through\n");
    }
    for (size_t i = 0; i < changes.n; i++) {
        printf("    %.*s\n", STR_ARG(fund_say_change(out, &asking->group, &changes.items[i])));
    }
}

static struct fund_answers answer_rules(struct asking *asking, const struct fund_entry *one,
                                        const struct fund_window *window)
{
    return fund_rules_answer(asking->cli->arena, &asking->entries, one, window, &asking->group, asking->on,
                             asking->lookup->request.today);
}

static bool is_for_country(const struct fund_answered *answered)
{
    return answered->answer.truth == TRUTH_NO && fund_reasons_name(&answered->answer.reasons, FUND_COUNTRY);
}

/* Where the country is the reason: what does not stop there. */
static void print_other_ways(struct asking *asking)
{
    struct fund_answers all = answer_rules(asking, NULL, NULL);
    const char *before = "    The country is no hindrance for: ";
    for (size_t i = 0; i < all.n; i++) {
        const struct fund_answered *other = &all.items[i];
        if (!is_for_country(other) && other->rule->clause != NULL && !fund_answer_is_closed(&other->answer)) {
            printf("%s%.*s", before, STR_ARG(other->rule->name));
            before = "; ";
        }
    }
    fputs(*before == ';' ? "\n" : "", stdout);
}

static void print_answer(struct asking *asking, const struct fund_answered *answered)
{
    struct out *out = &asking->lookup->out;
    const struct fund_rule *rule = answered->rule;
    const struct fund_answer *answer = &answered->answer;
    printf("%.*s (%.*s)\n", STR_ARG(rule->name), STR_ARG(answered->window != NULL ? answered->window->id : rule->id));
    printf("    %.*s\n", STR_ARG(fund_say_answer(out, rule, &asking->group, answer)));
    if (answer->truth == TRUTH_NO && answer->said != FUND_TOO_OLD) {
        print_changes(asking, rule);
    }
    if (cli_flag(asking->cli, "--why") && answer->found != NULL) {
        print_tree(asking, answer->found, 0);
    }
    if (rule->note.n > 0) {
        printf("    %.*s\n", STR_ARG(rule->note));
    }
    printf("    %.*s; %.*s. Source: %.*s, %.*s\n", STR_ARG(fund_say_state(out, answer)),
           STR_ARG(fund_say_age(out, rule, answer)), STR_ARG(rule->source), STR_ARG(rule->url));
}

static void put_text(struct json *json, const char *name, struct str text)
{
    json_name(json, name);
    json_str(json, text);
}

static void print_json(struct asking *asking, const struct fund_answered *answered)
{
    static const struct str truths[] = {S_INIT("no"), S_INIT("unknown"), S_INIT("yes")};
    struct out *out = &asking->lookup->out;
    const struct fund_rule *rule = answered->rule;
    const struct fund_answer *answer = &answered->answer;
    struct fund_changes changes = {.n = 0};
    if (answer->truth == TRUTH_NO) {
        changes = fund_change_find(asking->cli->arena, rule->clause, &asking->group);
    }
    buf_reset(&asking->lookup->buf);
    struct json json = json_to(&asking->lookup->buf);
    json_open(&json, '{');
    put_text(&json, "rule", rule->id);
    put_text(&json, "window", answer->window != NULL ? answer->window->id : (struct str){0});
    put_text(&json, "name", rule->name);
    put_text(&json, "fits", truths[answer->truth]);
    put_text(&json, "said", fund_said_word(answer->said));
    put_text(&json, "sentence", fund_say_answer(out, rule, &asking->group, answer));
    put_text(&json, "when", fund_say_state(out, answer));
    json_name(&json, "closed");
    json_bool(&json, fund_answer_is_closed(answer));
    json_name(&json, "changes");
    json_open(&json, '[');
    for (size_t i = 0; i < changes.n; i++) {
        json_str(&json, fund_say_change(out, &asking->group, &changes.items[i]));
    }
    json_close(&json, ']');
    json_name(&json, "checked");
    json_date(&json, rule->checked);
    put_text(&json, "source", rule->source);
    put_text(&json, "url", rule->url);
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(&asking->lookup->buf)));
}

static int say_rules(const struct asking *asking, struct str id)
{
    cli_problem(asking->cli, str_format(asking->cli->arena, "there is no rule \"%.*s\"; there are:", STR_ARG(id)));
    for (size_t i = 0; i < asking->entries.n; i++) {
        const struct fund_rule *rule = &asking->entries.items[i].rule;
        fprintf(stderr, "  %-20.*s %.*s\n", STR_ARG(rule->id), STR_ARG(rule->name));
    }
    return CLI_PROBLEM;
}

/* The rule that a funding call goes by, for all cities together; the days are those of the funding call. */
static int answer_call(struct asking *asking, struct str identifier)
{
    struct cli *cli = asking->cli;
    struct lookup *lookup = asking->lookup;
    struct q_funding_call_list *calls;
    size_t n;
    enum fault fault = q_funding_call_list(lookup->db, lookup->request.arena, &calls, &n);
    if (fault != OK) {
        return lookup_fault(cli, lookup, fault);
    }
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(calls[i].identifier, identifier)) {
            continue;
        }
        const struct call_kind kind = {calls[i].programme, calls[i].identifier, calls[i].action};
        uint16_t rule = fund_calls_rule(&asking->entries, &kind);
        if (rule == FUND_CALL_NO_RULE) {
            return cli_problem(cli, str_format(cli->arena, "no rule for %.*s is known; look at %.*s",
                                               STR_ARG(identifier), STR_ARG(calls[i].address)));
        }
        struct fund_rule timeless = fund_calls_timeless(&asking->entries.items[rule - 1].rule);
        const struct fund_answered answered = {
            &timeless, NULL, fund_answer_make(cli->arena, &timeless, NULL, &asking->group, asking->on,
                                              lookup->request.today)};
        (cli_flag(cli, "--json") ? print_json : print_answer)(asking, &answered);
        return CLI_OK;
    }
    return cli_problem(cli, str_format(cli->arena, "there is no funding call \"%.*s\" (`smallgiants calls` lists "
                                                   "them)", STR_ARG(identifier)));
}

static int answer_all(struct asking *asking)
{
    struct str call = cli_text(asking->cli, "--call", NULL);
    if (call.s != NULL) {
        return answer_call(asking, call);
    }
    struct str id = cli_text(asking->cli, "--rule", NULL);
    const struct fund_window *window = NULL;
    const struct fund_entry *one = id.s != NULL ? fund_entry_find(&asking->entries, id, &window) : NULL;
    if (id.s != NULL && one == NULL) {
        return say_rules(asking, id);
    }
    struct fund_answers answers = answer_rules(asking, one, window);
    bool stopped = false;
    for (size_t i = 0; i < answers.n; i++) {
        if (cli_flag(asking->cli, "--json")) {
            print_json(asking, &answers.items[i]);
        } else {
            print_answer(asking, &answers.items[i]);
            stopped = stopped || is_for_country(&answers.items[i]);
        }
    }
    if (stopped && one != NULL) {
        print_other_ways(asking);
    }
    return CLI_OK;
}

static int fits_verb(struct cli *cli)
{
    struct lookup lookup;
    struct asking asking = {.cli = cli, .lookup = &lookup};
    struct str on = cli_text(cli, "--on", NULL);
    struct str path = cli_text(cli, "--rules", NULL);
    struct date day = DATE_NONE;
    if (on.s != NULL && (on.n != 10 || !date_parse(on, &day))) {
        return cli_usage(cli, S("--on takes a day, such as 2026-05-01"));
    }
    int status = lookup_open(cli, &lookup);
    asking.on = on.s != NULL ? day : lookup.request.today;
    if (status == CLI_OK && path.s != NULL) {
        status = load_file(&asking, path);
    } else if (status == CLI_OK) {
        enum fault fault = fund_rules_load(lookup.db, cli->arena, &asking.entries);
        status = fault == OK ? CLI_OK : lookup_fault(cli, &lookup, fault);
    }
    status = status == CLI_OK ? load_group(&asking) : status;
    status = status == CLI_OK ? answer_all(&asking) : status;
    lookup_close(&lookup);
    return status;
}

static const struct cli_option OPTIONS[] = {
    {"--rule", "NAME", "only this rule, or this funding call of one (eui-ia-3)"},
    {"--call", "IDENTIFIER", "only the rule that this funding call goes by (LIFE-2026-CET-PDA)"},
    {"--on", "DATE", "as of this day (default: today)"},
    {"--fact", "FACT", "what is not in the evidence: plan=yes, or viseu-pt:plan=yes; repeat"},
    {"--json", NULL, "one JSON object a line"},
    {"--why", NULL, "every clause with what was found"},
    {"--rules", "FILE", "rules of this file, tested on their own examples first"},
    {NULL, NULL, NULL},
};

const struct verb verb_fits = {
    .name = "fits",
    .usage = "CITY [CITY]... [--rule NAME | --call IDENTIFIER] [--on DATE] [--fact FACT]... [--why] [--rules FILE] "
             "[--json]",
    .summary = "which money fits a city, or cities together, and why",
    .help = "Several cities apply together; the first one leads. Each rule answers: fits, does not\n"
            "fit and because of what, or what is needed to tell, with its source and the day on\n"
            "which it was checked. The smallest change that would make it fit is named.\n"
            "\n"
            "Facts of a city: country, population, degurba (1 to 3), coded (has LAU and NUTS 3\n"
            "codes), plan, letter, eui_before, eucf_before, kind. Of all together: legal_body,\n"
            "investment, grant (euros), topic. Yes or no: plan=yes.",
    .options = OPTIONS,
    .args_min = 1,
    .args_max = -1,
    .run = fits_verb,
};
