/* SPDX-License-Identifier: AGPL-3.0-or-later
** calls_fits: a city and the rules of funding, for lists of funding calls. */
#include "cli/calls_fits.h"

#include "store/bid.sql.h"

static int load_city(struct cli *cli, struct calls_fits *fits, struct str name)
{
    struct lookup *lookup = &fits->lookup;
    struct q_city_by_slug city;
    struct q_bid_city more;
    int status = lookup_city(cli, lookup, name, &city);
    if (status != CLI_OK) {
        return status;
    }
    enum fault fault = q_bid_city(lookup->db, lookup->request.arena, city.id, &more);
    fault = fault == OK ? fund_rules_load(lookup->db, cli->arena, &fits->entries) : fault;
    if (fault != OK) {
        return lookup_fault(cli, lookup, fault);
    }
    fits->group.n = 1;
    fits->group.cities = arena_new(cli->arena, struct fund_city);
    *fits->group.cities = fund_city_of(city.name, city.country, city.population, more.degurba,
                                       city.lau_id.n > 0 && city.nuts3.n > 0);
    fits->said = arena_array(cli->arena, struct fund_call_said, fits->entries.n + 1);
    return CLI_OK;
}

int calls_fits_open(struct cli *cli, struct calls_fits *fits)
{
    struct str city = cli_text(cli, "--city", NULL);
    enum call_fits which;
    *fits = (struct calls_fits){.asked = false, .wanted = cli_text(cli, "--fits", NULL)};
    if (fits->wanted.n > 0 && !call_fits_parse(fits->wanted, &which)) {
        return cli_usage(cli, S("--fits takes yes, partners, unknown or no"));
    }
    if (city.s == NULL) {
        return fits->wanted.s == NULL ? CLI_OK : cli_usage(cli, S("--fits needs a city: --city NAME"));
    }
    fits->asked = true;
    int status = lookup_open(cli, &fits->lookup);
    return status == CLI_OK ? load_city(cli, fits, city) : status;
}

void calls_fits_close(struct calls_fits *fits)
{
    if (fits->asked) {
        lookup_close(&fits->lookup);
    }
}

struct call_answer calls_fits_of(struct calls_fits *fits, const struct q_funding_call_list *call)
{
    const struct call_kind kind = {call->programme, call->identifier, call->action};
    uint16_t rule = fund_calls_rule(&fits->entries, &kind);
    const struct fund_entry *entry = rule != FUND_CALL_NO_RULE ? &fits->entries.items[rule - 1] : NULL;
    struct date today = fits->lookup.request.today;
    struct fund_call_said *said = &fits->said[rule];
    if (!said->made || entry == NULL) {
        *said = fund_call_say(&fits->lookup.out, entry, call->programme, &fits->group, true, today);
    }
    return (struct call_answer){fund_calls_judge(entry != NULL ? &entry->rule : NULL, &fits->group, today), *said,
                                entry != NULL ? entry->rule.id : S("")};
}

bool calls_fits_wanted(const struct calls_fits *fits, const struct call_answer *answer)
{
    return fits->wanted.n == 0 || str_eq(fits->wanted, call_fits_word(answer->fits));
}
