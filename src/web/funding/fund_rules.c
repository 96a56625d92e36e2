/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_rules: rules gathered, asked, put in order. */
#include "web/funding/fund_rules.h"

#include "base/map.h"
#include "store/funding_rule.sql.h"
#include "text/country.h"

void fund_rules_soon(struct db *db)
{
    q_funding_rule_in_force_soon(db);
}

const struct fund_entries *fund_rules_program(struct db *db)
{
    const void **slot = db_kept(db, KEPT_FUNDING);
    if (*slot == NULL) {
        struct fund_entries *own = arena_new(db_kept_arena(db), struct fund_entries);
        *own = fund_read_own(db_kept_arena(db));
        *slot = own;
    }
    return *slot;
}

/* In the place of the one with its id, or behind the others. */
static void put_entry(struct fund_entry *all, size_t *n, const struct fund_entry *entry)
{
    size_t at = 0;
    while (at < *n && !str_eq(all[at].rule.id, entry->rule.id)) {
        at++;
    }
    *n = at == *n ? *n + 1 : *n;
    all[at] = *entry;
}

enum fault fund_rules_load(struct db *db, struct arena *arena, struct fund_entries *ret_entries)
{
    const struct fund_entries *own = fund_rules_program(db);
    struct q_funding_rule_in_force *rows;
    size_t rows_n;
    TRY(q_funding_rule_in_force(db, arena, &rows, &rows_n));
    if (rows_n == 0) {
        *ret_entries = *own;
        return OK;
    }
    struct fund_entry *all = arena_array(arena, struct fund_entry, own->n + rows_n);
    size_t n = 0;
    uint64_t sum = rows_n;
    for (; n < own->n; n++) {
        all[n] = own->items[n];
    }
    for (size_t i = 0; i < rows_n; i++) {
        struct problems problems;
        struct fund_entry entry;
        problems_init(&problems, arena);
        sum = sum * 31 + str_hash(rows[i].says);
        if (fund_read_one(&problems, rows[i].rule, rows[i].says, true, &entry) == OK) {
            entry.of_network = true;
            put_entry(all, &n, &entry);
        }
    }
    *ret_entries = (struct fund_entries){all, n, sum};
    return OK;
}

struct fund_answers fund_rules_answer(struct arena *arena, const struct fund_entries *entries,
                                      const struct fund_entry *one, const struct fund_window *window,
                                      const struct fund_group *group, struct date on, struct date today)
{
    struct fund_answers answers = {.items = arena_array(arena, struct fund_answered, entries->n + 1)};
    for (size_t i = 0; i < entries->n; i++) {
        if (one != NULL && one != &entries->items[i]) {
            continue;
        }
        struct fund_answered now = {.rule = &entries->items[i].rule, .window = window};
        now.answer = fund_answer_make(arena, now.rule, window, group, on, today);
        size_t at = answers.n++;
        for (; at > 0 && fund_answer_rank(&answers.items[at - 1].answer) > fund_answer_rank(&now.answer); at--) {
            answers.items[at] = answers.items[at - 1];
        }
        answers.items[at] = now;
    }
    return answers;
}

static struct fund_value number_of(struct maybe_int from)
{
    return from.known && from.v > 0 ? fund_number(from.v) : (struct fund_value){0};
}

struct fund_city fund_city_of(struct str name, struct str country, struct maybe_int population,
                              struct maybe_int degurba, bool coded)
{
    struct fund_city city = {.name = name};
    if (country_is_known(country)) { /* of a demonstration it is invented */
        city.facts[FUND_COUNTRY] = fund_word(country);
    }
    city.facts[FUND_KIND] = fund_word(S("city"));
    city.facts[FUND_POPULATION] = number_of(population);
    city.facts[FUND_DEGURBA] = number_of(degurba);
    if (coded) {
        city.facts[FUND_CODED] = fund_number(1);
    }
    return city;
}
