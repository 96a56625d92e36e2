/* SPDX-License-Identifier: AGPL-3.0-or-later
** fund_change: the smallest change, by looking through all of one step, then of two, ... What those that join are
** like is taken from what the rule compares with: between two such numbers, and within a class of countries,
** nothing changes. */
#include "domain/fund_change.h"

#include <string.h>

#include "base/check.h"
#include "domain/fund_survey.h"

struct search {
    struct fund_survey survey;
    const struct fund_clause *clause;
    const struct fund_group *base;
    struct fund_group work; /* as it stands with the steps so far */
    struct fund_group now;  /* the same without who stays out; those that join stand at its end */
    struct fund_change so_far;
    struct fund_changes best;
    size_t tries;
};

/* ---- what is kept */

static int cmp(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int fund_change_cmp(const struct fund_change *a, const struct fund_change *b)
{
    int by[] = {cmp((int64_t)a->steps, (int64_t)b->steps), cmp((int64_t)b->to, (int64_t)a->to),
                cmp((int64_t)a->countries_new, (int64_t)b->countries_new), cmp(a->people, b->people),
                cmp(a->money, b->money)};
    for (size_t i = 0; i < COUNT_OF(by); i++) {
        if (by[i] != 0) {
            return by[i];
        }
    }
    return 0;
}

/* What is told of both is the same. */
static bool is_same(const struct fund_change *a, const struct fund_change *b)
{
    bool same = a->joins == b->joins && a->leaves_n == b->leaves_n && a->gets_n == b->gets_n;
    for (size_t i = 0; same && i < a->leaves_n; i++) {
        same = a->leaves[i] == b->leaves[i];
    }
    for (size_t i = 0; same && i < a->gets_n; i++) {
        same = a->gets[i].subject == b->gets[i].subject && a->gets[i].city == b->gets[i].city &&
               a->gets[i].value.number == b->gets[i].value.number;
    }
    return same;
}

/* What those that join are like does not matter where it may differ. */
static void forget_differing(struct fund_city *joining, const struct fund_city *other)
{
    for (enum fund_subject i = FUND_COUNTRY; i < FUND_CITY_FACTS; i++) {
        bool differs = joining->facts[i].number != other->facts[i].number;
        if (differs && i != FUND_COUNTRY && i != FUND_POPULATION) {
            joining->facts[i] = (struct fund_value){0};
        }
    }
}

static bool look(struct search *search)
{
    struct fund_changes *best = &search->best;
    search->tries++;
    search->so_far.to = fund_clause_judge(search->clause, &search->now);
    if (search->so_far.to == TRUTH_NO) {
        return false;
    }
    int against = best->n == 0 ? -1 : fund_change_cmp(&search->so_far, &best->items[0]);
    if (against < 0) {
        best->n = 0;
    }
    bool kept = against <= 0 && best->n < FUND_CHANGES_MAX;
    for (size_t i = 0; i < best->n && against <= 0; i++) {
        if (is_same(&search->so_far, &best->items[i])) {
            forget_differing(&best->items[i].joining, &search->so_far.joining);
            kept = false;
        }
    }
    if (kept) {
        best->items[best->n++] = search->so_far;
    }
    return true;
}

static bool is_out(const struct fund_change *change, size_t city)
{
    bool out = false;
    for (size_t i = 0; i < change->leaves_n; i++) {
        out = out || change->leaves[i] == city;
    }
    return out;
}

/* ---- who joins: `n` cities behind the `k` that are there, alike but for country and people */

static bool is_there(const struct fund_group *group, size_t k, struct str country)
{
    for (size_t i = 0; i < k; i++) {
        const struct fund_value *there = &group->cities[i].facts[FUND_COUNTRY];
        if (there->known && str_eq(there->word, country)) {
            return true;
        }
    }
    return false;
}

/* Countries of the same class that are not there, each once; false when there are too few. */
static bool set_new(struct search *search, size_t k, size_t fresh, struct str like)
{
    const struct fund_survey *survey = &search->survey;
    uint32_t bits = fund_signature(survey, FUND_COUNTRY, fund_word(like));
    size_t done = 0;
    for (size_t i = 0; done < fresh && fund_country_nth(survey, i).n > 0; i++) {
        struct fund_value country = fund_word(fund_country_nth(survey, i));
        if (country.word.n == 2 && fund_signature(survey, FUND_COUNTRY, country) == bits &&
            !is_there(&search->now, k + done, country.word)) {
            search->now.cities[k + done++].facts[FUND_COUNTRY] = country;
        }
    }
    return done == fresh;
}

static void note_people(struct fund_numbers *people, int64_t least, int64_t number)
{
    fund_number_note(people, number > least ? number : least);
    fund_number_note(people, number + 1 > least ? number + 1 : least);
}

/* People of the cities that are there, of all and of those for whom `where` holds. */
static int64_t people_of(const struct fund_group *group, size_t k, const struct fund_clause *where)
{
    int64_t people = 0;
    for (size_t i = 0; i < k; i++) {
        const struct fund_value *value = &group->cities[i].facts[FUND_POPULATION];
        bool counts = where == NULL || fund_clause_judge_city(where, group, i) == TRUTH_YES;
        people += counts && value->known ? value->number : 0;
    }
    return people;
}

static void note_totals(const struct fund_survey *survey, const struct fund_group *group, size_t k, size_t n,
                        const struct fund_clause *where, struct fund_numbers *people)
{
    int64_t all = people_of(group, k, NULL), in = people_of(group, k, where), least = (int64_t)n;
    for (size_t i = 0; i < survey->numbers[FUND_PEOPLE].n; i++) {
        note_people(people, least, survey->numbers[FUND_PEOPLE].items[i] - in);
    }
    for (size_t i = 0; i < survey->numbers[FUND_SHARE].n; i++) {
        int64_t part = survey->numbers[FUND_SHARE].items[i];
        if (part > 0 && part < 100) {
            note_people(people, least, (part * all - 100 * in + 99 - part) / (100 - part));
            note_people(people, least, (100 * in) / part - all);
        }
    }
}

/* How many people may decide, in all of those that join, ascending. */
static struct fund_numbers people_to_try(const struct search *search, size_t k, size_t n)
{
    const struct fund_survey *survey = &search->survey;
    struct fund_numbers people = {.n = 0};
    int64_t least = (int64_t)n;
    fund_number_note(&people, least);
    for (size_t i = 0; i < survey->numbers[FUND_POPULATION].n; i++) {
        int64_t each = survey->numbers[FUND_POPULATION].items[i];
        fund_number_note(&people, each > 0 ? each * least : least);
        fund_number_note(&people, (each + 1) * least);
        note_people(&people, least, each + least - 1);
    }
    note_totals(survey, &search->now, k, n, NULL, &people);
    for (size_t i = 0; i < survey->wheres_n; i++) {
        note_totals(survey, &search->now, k, n, survey->wheres[i], &people);
    }
    for (size_t i = 1; i < people.n; i++) {
        for (size_t j = i; j > 0 && people.items[j - 1] > people.items[j]; j--) {
            int64_t number = people.items[j];
            people.items[j] = people.items[j - 1];
            people.items[j - 1] = number;
        }
    }
    return people;
}

/* Evenly, or all that can be in the first. */
static void set_people(struct search *search, size_t k, size_t n, int64_t people, bool evenly)
{
    for (size_t i = 0; i < n; i++) {
        int64_t each = evenly ? people / (int64_t)n + (i == 0 ? people % (int64_t)n : 0)
                              : i == 0 ? people - (int64_t)n + 1 : 1;
        search->now.cities[k + i].facts[FUND_POPULATION] = fund_number(each);
    }
}

static bool look_people(struct search *search, size_t k, size_t n)
{
    struct fund_numbers people = people_to_try(search, k, n);
    for (size_t i = 0; i < people.n; i++) {
        search->so_far.people = people.items[i];
        for (int uneven = 0; uneven <= (n > 1); uneven++) {
            set_people(search, k, n, people.items[i], uneven == 0);
            search->so_far.joining = search->now.cities[k];
            if (look(search) && search->so_far.to == TRUTH_YES) {
                return true;
            }
        }
    }
    return false;
}

/* Different known countries of the cities that are there; ret_countries has room for all. */
static size_t countries_there(const struct fund_group *group, size_t k, struct fund_value *ret_countries)
{
    size_t n = 0;
    for (size_t i = 0; i < k; i++) {
        const struct fund_value *country = &group->cities[i].facts[FUND_COUNTRY];
        if (country->known && !is_there(group, i, country->word)) {
            ret_countries[n++] = *country;
        }
    }
    return n;
}

/* `fresh` of them from new countries like `like`, the others from one country that is there, or from each in turn. */
static bool look_countries(struct search *search, size_t k, size_t n, size_t fresh, struct str like)
{
    struct fund_value there[FUND_CITIES_MAX];
    size_t there_n = countries_there(&search->now, k, there);
    bool found = false;
    if (!set_new(search, k, fresh, like)) {
        return false;
    }
    search->so_far.countries_new = fresh;
    if (fresh == n) {
        return look_people(search, k, n);
    }
    size_t ways = n - fresh > 1 && there_n > 1 ? 2 * there_n : there_n;
    for (size_t way = 0; way < ways; way++) {
        for (size_t at = fresh; at < n; at++) {
            size_t turn = way < there_n ? way : (way + at - fresh) % there_n;
            search->now.cities[k + at].facts[FUND_COUNTRY] = there[turn];
        }
        found = look_people(search, k, n) || found;
    }
    return found;
}

static unsigned degurbas_like(const struct search *search, uint32_t bits)
{
    unsigned like = 0;
    for (int degree = 1; degree <= 3; degree++) {
        bool alike = fund_signature(&search->survey, FUND_DEGURBA, fund_number(degree)) == bits;
        like |= alike ? 1u << degree : 0;
    }
    return like;
}

/* All facts of those that join that the rule tells apart, then countries: as few new ones as do. */
static void look_facts(struct search *search, size_t k, size_t n, enum fund_subject subject)
{
    while (subject < FUND_CITY_FACTS &&
           (!search->survey.asks[subject] || fund_subject_type(subject) == FUND_WORD || subject == FUND_POPULATION)) {
        subject++;
    }
    if (subject < FUND_CITY_FACTS) {
        uint32_t seen[4] = {0};
        int low = subject == FUND_DEGURBA, high = subject == FUND_DEGURBA ? 3 : 1;
        for (int number = low; number <= high; number++) {
            uint32_t bits = fund_signature(&search->survey, subject, fund_number(number));
            bool again = false;
            for (int i = low; i < number; i++) {
                again = again || seen[i] == bits;
            }
            seen[number] = bits;
            search->so_far.degurbas = subject == FUND_DEGURBA ? degurbas_like(search, bits) : search->so_far.degurbas;
            for (size_t i = 0; i < n; i++) {
                search->now.cities[k + i].facts[subject] = fund_number(number);
            }
            if (!again) {
                look_facts(search, k, n, (enum fund_subject)(subject + 1));
            }
        }
        return;
    }
    bool found = false;
    for (size_t fresh = 0; fresh <= n && !found; fresh++) {
        for (size_t i = 0; i < (fresh == 0 ? 1 : search->survey.countries_n); i++) {
            bool had = look_countries(search, k, n, fresh, search->survey.countries[i]);
            found = found || had;
        }
    }
}

static void look_joins(struct search *search, size_t n)
{
    size_t k = 0;
    const struct fund_change *change = &search->so_far;
    for (size_t i = 0; i < search->work.n; i++) {
        if (!is_out(change, i)) {
            search->now.cities[k++] = search->work.cities[i];
        }
    }
    memcpy(search->now.facts, search->work.facts, sizeof search->now.facts);
    search->now.n = k + n;
    search->so_far.joins = n;
    search->so_far.people = 0;
    search->so_far.countries_new = 0;
    if (n == 0) {
        look(search);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        search->now.cities[k + i] = (struct fund_city){.facts[FUND_KIND] = fund_word(S("city"))};
    }
    look_facts(search, k, n, FUND_COUNTRY);
}

/* ---- what cannot help is not gone through */

/* What all together can bring about is open. */
static void open_together(struct fund_group *open, const struct fund_group *group)
{
    memcpy(open->facts, group->facts, sizeof open->facts);
    for (enum fund_subject i = FUND_CITY_FACTS; i < FUND_FACTS; i++) {
        if (fund_subject_may_change(i)) {
            open->facts[i - FUND_CITY_FACTS] = (struct fund_value){0};
        }
    }
}

/* Whether the rule says no with this city as it is, whoever else joins, leaves or changes. */
static bool must_change(const struct search *search, size_t city)
{
    struct fund_city two[2] = {{.name = S("")}};
    struct fund_group open = {.cities = two, .n = city == 0 ? 1 : 2, .open = true};
    two[open.n - 1] = search->work.cities[city];
    open_together(&open, search->base);
    return fund_clause_judge(search->clause, &open) == TRUTH_NO;
}

/* How many cities have to change yet, counted up to one more than there are steps left. */
static size_t count_must_change(struct search *search, size_t left)
{
    size_t must = 0;
    for (size_t i = 0; i < search->work.n && must <= left; i++) {
        search->tries++;
        must += !is_out(&search->so_far, i) && must_change(search, i);
    }
    return must;
}

/* ---- the other steps, in an order, so that each set of them comes once */

static void go_on(struct search *search, size_t left, size_t from);

static size_t leaves_from(const struct search *search)
{
    const struct fund_change *change = &search->so_far;
    return change->leaves_n > 0 ? change->leaves[change->leaves_n - 1] + 1 : 1;
}

static void try_leaves(struct search *search, size_t left)
{
    struct fund_change *change = &search->so_far;
    for (size_t i = leaves_from(search); i < search->base->n; i++) {
        change->leaves[change->leaves_n++] = i;
        go_on(search, left - 1, 0);
        change->leaves_n--;
    }
}

static void try_get(struct search *search, size_t left, size_t at, struct fund_value *fact, struct fund_get get)
{
    struct fund_change *change = &search->so_far;
    struct fund_value was = *fact;
    int64_t money = change->money;
    bool counts = fund_subject_type(get.subject) == FUND_NUMBER;
    if (get.value.number == was.number || get.value.number < 0) {
        return;
    }
    change->money += !counts ? 0 : was.number > get.value.number ? was.number - get.value.number
                                                                 : get.value.number - was.number;
    change->gets[change->gets_n++] = get;
    *fact = get.value;
    go_on(search, left - 1, at + 1);
    *fact = was;
    change->gets_n--;
    change->money = money;
}

/* Amounts that may decide: those that the rule names, and those that make a leverage that it names. */
static struct fund_numbers amounts_to_try(const struct search *search, enum fund_subject subject)
{
    const struct fund_survey *survey = &search->survey;
    const struct fund_value *grant = &search->work.facts[FUND_GRANT - FUND_CITY_FACTS];
    const struct fund_value *investment = &search->work.facts[FUND_INVESTMENT - FUND_CITY_FACTS];
    struct fund_numbers amounts = {.n = 0};
    for (size_t i = 0; i < survey->numbers[subject].n; i++) {
        int64_t named = survey->numbers[subject].items[i];
        fund_number_note(&amounts, named);
        fund_number_note(&amounts, named + 1);
        fund_number_note(&amounts, named - 1);
    }
    for (size_t i = 0; i < survey->numbers[FUND_LEVERAGE].n; i++) {
        int64_t times = survey->numbers[FUND_LEVERAGE].items[i];
        if (subject == FUND_INVESTMENT && grant->known) {
            fund_number_note(&amounts, times * grant->number);
            fund_number_note(&amounts, (times + 1) * grant->number - 1);
            fund_number_note(&amounts, times * grant->number - 1);
        } else if (subject == FUND_GRANT && investment->known) {
            fund_number_note(&amounts, times > 0 ? investment->number / times : -1);
            fund_number_note(&amounts, investment->number / (times + 1) + 1);
            fund_number_note(&amounts, times > 0 ? investment->number / times + 1 : -1);
        }
    }
    return amounts;
}

/* The fact that `at` numbers: of each city in turn, then of all together. */
static void try_fact(struct search *search, size_t left, size_t at)
{
    size_t of_cities = search->base->n * FUND_CITY_FACTS;
    bool of_city = at < of_cities;
    size_t city = of_city ? at / FUND_CITY_FACTS : FUND_NO_CITY;
    enum fund_subject subject = (enum fund_subject)(of_city ? at % FUND_CITY_FACTS : at - of_cities + FUND_CITY_FACTS);
    struct fund_value *fact = of_city ? &search->work.cities[city].facts[subject]
                                      : &search->work.facts[subject - FUND_CITY_FACTS];
    bool asked = search->survey.asks[subject] || (!of_city && search->survey.asks[FUND_LEVERAGE]);
    if (!asked || (of_city && is_out(&search->so_far, city)) || !fact->known || !fund_subject_may_change(subject)) {
        return;
    }
    if (fund_subject_type(subject) == FUND_YES_NO) {
        try_get(search, left, at, fact, (struct fund_get){subject, city, fund_number(!fact->number)});
        return;
    }
    struct fund_numbers amounts = amounts_to_try(search, subject);
    for (size_t i = 0; i < amounts.n; i++) {
        int64_t amount = amounts.items[i] > 0 ? amounts.items[i] : -1;
        try_get(search, left, at, fact, (struct fund_get){subject, city, fund_number(amount)});
    }
}

/* With `left` steps to go; facts before `from` are settled, and leaving comes before all of them. */
static void go_on(struct search *search, size_t left, size_t from)
{
    size_t must = search->tries < FUND_CHANGE_TRIES_MAX ? count_must_change(search, left) : left + 1;
    if (must > left) {
        return;
    }
    if (must == 0) {
        look_joins(search, left);
    }
    if (left == 0) {
        return;
    }
    if (search->so_far.gets_n == 0) {
        try_leaves(search, left);
    }
    for (size_t at = from; at < search->base->n * FUND_CITY_FACTS + FUND_FACTS - FUND_CITY_FACTS; at++) {
        try_fact(search, left, at);
    }
}

/* ---- */

/* Whether any others who join, and all that can be brought about, leave it a no. */
static bool is_hopeless(const struct fund_clause *clause, const struct fund_group *group)
{
    struct fund_city lead = group->cities[0];
    struct fund_group open = {.cities = &lead, .n = 1, .open = true};
    open_together(&open, group);
    for (enum fund_subject i = 0; i < FUND_CITY_FACTS; i++) {
        lead.facts[i] = fund_subject_may_change(i) ? (struct fund_value){0} : lead.facts[i];
    }
    return fund_clause_judge(clause, &open) == TRUTH_NO;
}

struct fund_changes fund_change_find(struct arena *arena, const struct fund_clause *clause,
                                     const struct fund_group *group)
{
    if (group->n == 0 || fund_clause_judge(clause, group) != TRUTH_NO || is_hopeless(clause, group)) {
        return (struct fund_changes){0};
    }
    struct search *search = arena_new(arena, struct search);
    search->clause = clause;
    search->base = group;
    search->work = *group;
    search->work.cities = arena_array(arena, struct fund_city, group->n);
    memcpy(search->work.cities, group->cities, group->n * sizeof *group->cities);
    search->now.cities = arena_array(arena, struct fund_city, FUND_CITIES_MAX + FUND_STEPS_MAX);
    fund_survey_make(&search->survey, clause);
    for (size_t steps = 1; steps <= FUND_STEPS_MAX && search->best.n == 0; steps++) {
        if (group->n + steps > FUND_CITIES_MAX) {
            break;
        }
        search->so_far = (struct fund_change){.steps = steps};
        go_on(search, steps, 0);
    }
    return search->tries < FUND_CHANGE_TRIES_MAX ? search->best : (struct fund_changes){.gave_up = true};
}
