/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_rules: rules gathered, asked, put in order. */
#include "web/funding/fund_rules.h"

void fund_rules_soon(struct db *db)
{
    (void)db; /* the rules of the program ask nothing */
}

enum fault fund_rules_load(struct db *db, struct arena *arena, struct fund_entries *ret_entries)
{
    const void **slot = db_kept(db, KEPT_FUNDING);
    (void)arena;
    if (*slot == NULL) {
        struct fund_entries *own = arena_new(db_kept_arena(db), struct fund_entries);
        *own = fund_read_own(db_kept_arena(db));
        *slot = own;
    }
    *ret_entries = *(const struct fund_entries *)*slot;
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
    city.facts[FUND_COUNTRY] = fund_word(country);
    city.facts[FUND_KIND] = fund_word(S("city"));
    city.facts[FUND_POPULATION] = number_of(population);
    city.facts[FUND_DEGURBA] = number_of(degurba);
    if (coded) {
        city.facts[FUND_CODED] = fund_number(1);
    }
    return city;
}
