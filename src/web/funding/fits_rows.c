/* SPDX-License-Identifier: AGPL-3.0-or-later
** fits_rows: answers as rows. */
#include "web/funding/fits_rows.h"

#include "base/check.h"
#include "web/say.h"

#define PARTS_SHOWN 5 /* of cities that a clause is asked of */

/* ---- a clause with its parts */

static struct str sign_of(struct out *out, enum truth truth)
{
    return truth == TRUTH_YES ? W(out, "yes") : truth == TRUTH_NO ? W(out, "no") : W(out, "not known");
}

static struct str ask_of(struct out *out, const struct fund_found *found)
{
    switch (found->clause->op) {
    case FUND_ALL:
        return W(out, "all of these");
    case FUND_ANY:
        return W(out, "one of these");
    case FUND_AS:
        return SAY(out, "as {way}", slot("way", fund_say_way(out, found->clause->as)));
    default:
        return fund_say_clause(out, found->clause, false);
    }
}

static bool is_of_cities(const struct fund_found *found)
{
    return found->clause->op == FUND_EVERY || found->clause->op == FUND_SOME || found->clause->op == FUND_LEAD;
}

static struct fits_part part_of(struct out *out, const struct fund_group *group, const struct fund_found *found)
{
    if (is_of_cities(found) && group->n == 1 && found->n == 1) {
        return part_of(out, group, &found->items[0]); /* of one city the sentence on every city says no more */
    }
    if ((found->clause->op == FUND_NOT || found->clause->op == FUND_USUALLY) && found->n == 1) {
        struct fits_part part = part_of(out, group, &found->items[0]); /* the same, turned or weakened */
        part.sign = sign_of(out, found->truth);
        part.asks = ask_of(out, found);
        return part;
    }
    size_t shown = found->clause->op > FUND_ANY && found->n > PARTS_SHOWN ? PARTS_SHOWN : found->n;
    struct fits_part part = {.sign = sign_of(out, found->truth), .asks = ask_of(out, found),
                             .value = fund_say_value(out, group, found),
                             .parts = arena_array(out->arena, struct fits_part, shown + 1)};
    for (size_t i = 0; i < shown; i++) {
        part.parts[part.n++] = part_of(out, group, &found->items[i]);
    }
    if (shown < found->n) {
        part.parts[part.n++] = (struct fits_part){
            .sign = S(""), .value = S(""),
            .asks = SAY(out, "and {n} more|and {n} more", slot("n", count((int64_t)(found->n - shown))))};
    }
    return part;
}

/* ---- a row */

static struct str pays_of(struct out *out, const struct fund_rule *rule)
{
    struct slot money = slot("money", euros(rule->grant_euros_max * 100)), rate = slot("n", count(rule->rate_percent));
    if (rule->grant_euros_max > 0) {
        return rule->rate_percent > 0 ? SAY(out, "It pays up to {money}, and {n} in 100 of the cost.", money, rate)
                                      : SAY(out, "It pays up to {money}.", money);
    }
    return rule->rate_percent > 0 ? SAY(out, "It pays {n} in 100 of the cost.", rate) : S("");
}

/* ---- who closes a gap */

static bool is_there(const struct fund_group *group, const struct fund_value *country)
{
    bool is = false;
    for (size_t i = 0; i < group->n; i++) {
        const struct fund_value *there = &group->cities[i].facts[FUND_COUNTRY];
        is = is || (there->known && country->known && str_eq(there->word, country->word));
    }
    return is;
}

/* Whether it is of a country as the change asks for: of the EU where its example is, as it is said so. */
static bool is_of_such(const struct fund_change *change, const struct fund_city *city)
{
    const struct fund_value *such = &change->joining.facts[FUND_COUNTRY];
    const struct fund_value *country = &city->facts[FUND_COUNTRY];
    return change->countries_new == 0 || !such->known || !fund_is_member_state(such->word) ||
           fund_is_member_state(country->word);
}

/* Whether it brings its part where several have to join: a new country as long as these are needed, and its people. */
static bool is_a_part(const struct fund_group *group, const struct fund_change *change, size_t countries,
                      const struct fund_city *city)
{
    const struct fund_value *people = &city->facts[FUND_POPULATION];
    bool is_new = !is_there(group, &city->facts[FUND_COUNTRY]);
    int64_t each = change->people / (int64_t)change->joins;
    return (countries == 0 || is_new) && (each <= 1 || (people->known && people->number >= each));
}

size_t fits_find_closers(struct arena *arena, const struct fund_rule *rule, const struct fund_group *group,
                         const struct fund_change *change, const struct fits_others *others,
                         const struct fits_other **ret_closers)
{
    size_t n = 0, countries = change->countries_new;
    struct fund_group with = *group;
    if (change->joins == 0 || change->steps != change->joins || group->n + FITS_CLOSERS_MAX > FUND_CITIES_MAX) {
        return 0; /* more than cities is needed */
    }
    with.cities = arena_array(arena, struct fund_city, group->n + FITS_CLOSERS_MAX);
    for (size_t i = 0; i < group->n; i++) {
        with.cities[i] = group->cities[i];
    }
    bool alone = change->joins == 1;
    size_t most = alone || change->joins > FITS_CLOSERS_MAX ? FITS_CLOSERS_MAX : change->joins;
    for (size_t i = 0; i < others->n && n < most; i++) {
        const struct fits_other *other = &others->items[i];
        if (other->chosen || !is_of_such(change, &other->city)) {
            continue;
        }
        with.n = group->n + (alone ? 0 : n);
        bool is = alone || is_a_part(&with, change, countries, &other->city);
        countries -= is && !alone && countries > 0;
        with.cities[with.n] = other->city;
        with.n++;
        is = is && (!alone || fund_clause_judge(rule->clause, &with) != TRUTH_NO);
        if (is) {
            ret_closers[n++] = other;
        }
    }
    bool all = change->joins > 1 && change->joins <= FITS_CLOSERS_MAX;
    with.n = group->n + n;
    return all && (n < change->joins || fund_clause_judge(rule->clause, &with) == TRUTH_NO) ? 0 : n;
}

static void add_closers(struct out *out, const struct fund_rule *rule, const struct fits_who *who,
                        const struct fund_change *change, const struct fits_others *others, struct fits_row *row)
{
    row->closers_n = fits_find_closers(out->arena, rule, &who->group, change, others, row->closers);
    row->closers_say = change->joins == 1 ? W(out, "Member cities that could make it fit, each alone:")
                       : change->joins <= FITS_CLOSERS_MAX
                           ? W(out, "Member cities that could make it fit, all together:")
                           : W(out, "Member cities to begin with:");
}

/* ---- a row, again */

static void add_changes(struct out *out, const struct fund_rule *rule, const struct fits_who *who,
                        const struct fund_answer *answer, const struct fits_others *others, struct fits_row *row)
{
    if (answer->truth != TRUTH_NO || answer->said == FUND_TOO_OLD) {
        return;
    }
    struct fund_changes changes = fund_change_find(out->arena, rule->clause, &who->group);
    for (size_t i = 0; i < changes.n; i++) {
        struct str would = fund_say_capital(out->arena, fund_say_change(out, &who->group, &changes.items[i]));
        row->changes[row->changes_n++] = str_format(out->arena, "%.*s.", STR_ARG(would));
    }
    if (changes.n > 0 && !fund_answer_is_closed(answer)) {
        add_closers(out, rule, who, &changes.items[0], others, row);
    }
}

static void add_texts(struct out *out, const struct fund_rule *rule, const struct fund_answer *answer,
                      struct fits_row *row)
{
    row->id = str_format(out->arena, "rule-%.*s", STR_ARG(rule->id));
    row->name = fund_say_text(out, rule->name);
    row->rule = url_path_of(out->arena, "/funding-rules/{}", rule->id);
    row->when = SAY(out, "{when}; {age}.", slot("when", fund_say_capital(out->arena, fund_say_state(out, answer))),
                    slot("age", fund_say_age(out, rule, answer)));
    row->note = fund_say_text(out, rule->note);
    row->pays = pays_of(out, rule);
    row->asks = arena_array(out->arena, struct str, rule->asks_n + 1);
    for (size_t i = 0; i < rule->asks_n; i++) {
        row->asks[row->asks_n++] = fund_say_text(out, rule->asks[i]);
    }
    row->source = rule->source;
    if (!url_external(out->arena, rule->url, &row->url)) {
        row->url = (struct url){S("")};
    }
}

/* Of the first who asks, which is the city itself, and of all together. */
static void add_needs(struct out *out, const struct fits_who *who, const struct fund_answer *answer,
                      const struct fits_asks *asks, struct fits_row *row)
{
    struct fund_needs *needs = arena_new(out->arena, struct fund_needs);
    fund_needs_find(needs, &who->group, answer);
    for (enum fund_subject i = 0; answer->said == FUND_NEEDS && i < FUND_FACTS; i++) {
        bool is_needed = i < FUND_CITY_FACTS ? needs->of_city[0][i] : needs->together[i];
        bool has = false;
        for (size_t k = 0; k < row->needs_n; k++) {
            has = has || str_eq(row->needs[k].id, fund_subject_word(i));
        }
        bool is_ours = i != FUND_LEGAL_BODY || !who->always || who->group.n == 1; /* that is asked of the area alone */
        if (is_needed && !has && asks->has[i] && is_ours) {
            row->needs[row->needs_n++] = (struct fits_need){fund_subject_word(i), fund_say_subject(out, i)};
        }
    }
}

/* Who it is about is said where it is not one alone. */
static void say_lines(struct out *out, struct fits_row *row)
{
    for (size_t i = 0; i < row->lines_n; i++) {
        struct fits_line *line = &row->lines[i];
        line->says = row->lines_n == 1
                         ? str_format(out->arena, "%.*s.", STR_ARG(fund_say_capital(out->arena, line->says)))
                         : SAY(out, "{who}: {answer}.", slot("who", line->who), slot("answer", line->says));
    }
}

/* One rule: its row, and where it stands. */
static int make_row(struct out *out, const struct fund_rule *rule, const struct fits_who *who, size_t n,
                    const struct fits_asks *asks, const struct fits_others *others, struct date today,
                    struct fits_row *row)
{
    struct fund_answer answers[FITS_WHO_MAX];
    size_t changing = 0; /* who the smallest change is for */
    int rank = 0;
    *row = (struct fits_row){.lines_n = 0};
    for (size_t i = 0; i < n; i++) {
        struct fund_answer *answer = &answers[i];
        *answer = fund_answer_make(out->arena, rule, NULL, &who[i].group, today, today);
        int now = fund_answer_rank(answer);
        rank = i == 0 || now < rank ? now : rank;
        changing = who[i].always ? i : changing;
        add_needs(out, &who[i], answer, asks, row);
        struct str says = fund_say_answer(out, rule, &who[i].group, answer);
        bool differs = who[i].always ? i == 0 || !str_eq(says, row->lines[0].says) : answer->said != answers[0].said;
        if (!differs) {
            continue;
        }
        struct fits_line *line = &row->lines[row->lines_n++];
        *line = (struct fits_line){.who = who[i].name, .says = says};
        if (answer->found != NULL) {
            line->part = arena_new(out->arena, struct fits_part);
            *line->part = part_of(out, &who[i].group, answer->found);
        }
    }
    say_lines(out, row);
    add_texts(out, rule, &answers[0], row);
    if (rank % 3 == TRUTH_YES - TRUTH_NO) {
        add_changes(out, rule, &who[changing], &answers[changing], others, row);
    }
    return rank > TRUTH_YES - TRUTH_NO ? FITS_OVER
           : rank < FITS_NO            ? rank
           : row->changes_n > 0        ? FITS_NO : FITS_NEVER;
}

/* ---- the sections */

static struct str counts_of(struct out *out, const struct fits_rows *rows)
{
    struct slot yes = slot("n", count((int64_t)rows->sections[FITS_YES].n));
    struct slot unknown = slot("n", count((int64_t)rows->sections[FITS_UNKNOWN].n));
    struct slot no = slot("n", count((int64_t)(rows->sections[FITS_NO].n + rows->sections[FITS_NEVER].n)));
    struct slot over = slot("n", count((int64_t)rows->sections[FITS_OVER].n));
    return str_format(out->arena, "%.*s %.*s %.*s %.*s", STR_ARG(SAY(out, "{n} fits,|{n} fit,", yes)),
                      STR_ARG(SAY(out, "{n} we cannot tell yet,|{n} we cannot tell yet,", unknown)),
                      STR_ARG(SAY(out, "{n} does not fit;|{n} do not fit;", no)),
                      STR_ARG(SAY(out, "{n} is over.|{n} are over.", over)));
}

void fits_rows_make(struct out *out, const struct fund_entries *entries, const struct fits_who *who, size_t n,
                    const struct fits_asks *asks, const struct fits_others *others, struct date today,
                    struct fits_rows *ret_rows)
{
    check(n > 0 && n <= FITS_WHO_MAX);
    struct fits_row *made = arena_array(out->arena, struct fits_row, entries->n + 1);
    int *stands = arena_array(out->arena, int, entries->n + 1);
    for (size_t i = 0; i < entries->n; i++) {
        const struct fund_rule *rule = &entries->items[i].rule;
        stands[i] = rule->by_calls ? FITS_SECTIONS : make_row(out, rule, who, n, asks, others, today, &made[i]);
    }
    for (int k = 0; k < FITS_SECTIONS; k++) {
        struct fits_section *section = &ret_rows->sections[k];
        *section = (struct fits_section){arena_array(out->arena, struct fits_row, entries->n + 1), 0};
        for (size_t i = 0; i < entries->n; i++) {
            if (stands[i] == k) {
                section->rows[section->n++] = made[i];
            }
        }
    }
    ret_rows->counts = counts_of(out, ret_rows);
}
