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

/* The sentence of a part of one: with a capital, also the letters of two bytes that ours begin with. */
static struct str capital(struct arena *arena, struct str text)
{
    bool small = text.n > 0 && text.s[0] >= 'a' && text.s[0] <= 'z';
    bool wide = text.n > 1 && text.s[0] == '\xc3' && (unsigned char)text.s[1] >= 0xa0;
    size_t i = wide ? 1 : 0;
    struct str rest = str_from(text, i + 1);
    return small || wide ? str_format(arena, "%.*s%c%.*s", (int)i, text.s, text.s[i] - 0x20, STR_ARG(rest)) : text;
}

static struct str pays_of(struct out *out, const struct fund_rule *rule)
{
    struct slot money = slot("money", euros(rule->grant_euros_max * 100)), rate = slot("n", count(rule->rate_percent));
    if (rule->grant_euros_max > 0) {
        return rule->rate_percent > 0 ? SAY(out, "It pays up to {money}, and {n} in 100 of the cost.", money, rate)
                                      : SAY(out, "It pays up to {money}.", money);
    }
    return rule->rate_percent > 0 ? SAY(out, "It pays {n} in 100 of the cost.", rate) : S("");
}

static void add_changes(struct out *out, const struct fund_rule *rule, const struct fits_who *who,
                        const struct fund_answer *answer, struct fits_row *row)
{
    if (answer->truth != TRUTH_NO || answer->said == FUND_TOO_OLD) {
        return;
    }
    struct fund_changes changes = fund_change_find(out->arena, rule->clause, &who->group);
    for (size_t i = 0; i < changes.n; i++) {
        struct str would = capital(out->arena, fund_say_change(out, &who->group, &changes.items[i]));
        row->changes[row->changes_n++] = str_format(out->arena, "%.*s.", STR_ARG(would));
    }
}

static void add_texts(struct out *out, const struct fund_rule *rule, const struct fund_answer *answer,
                      struct fits_row *row)
{
    row->id = str_format(out->arena, "rule-%.*s", STR_ARG(rule->id));
    row->name = fund_say_text(out, rule->name);
    row->when = SAY(out, "{when}; {age}.", slot("when", capital(out->arena, fund_say_state(out, answer))),
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
        if (is_needed && !has && asks->has[i]) {
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
                         ? str_format(out->arena, "%.*s.", STR_ARG(capital(out->arena, line->says)))
                         : SAY(out, "{who}: {answer}.", slot("who", line->who), slot("answer", line->says));
    }
}

/* One rule: its row, and where it stands. */
static int make_row(struct out *out, const struct fund_rule *rule, const struct fits_who *who, size_t n,
                    const struct fits_asks *asks, struct date today, struct fits_row *row)
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
        if (i > 0 && !who[i].always && answer->said == answers[0].said) {
            continue;
        }
        changing = who[i].always ? i : changing;
        add_needs(out, &who[i], answer, asks, row);
        struct fits_line *line = &row->lines[row->lines_n++];
        *line = (struct fits_line){.who = who[i].name,
                                   .says = fund_say_answer(out, rule, &who[i].group, answer)};
        if (answer->found != NULL) {
            line->part = arena_new(out->arena, struct fits_part);
            *line->part = part_of(out, &who[i].group, answer->found);
        }
    }
    say_lines(out, row);
    add_texts(out, rule, &answers[0], row);
    if (rank % 3 == TRUTH_YES - TRUTH_NO) {
        add_changes(out, rule, &who[changing], &answers[changing], row);
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
                    const struct fits_asks *asks, struct date today, struct fits_rows *ret_rows)
{
    check(n > 0 && n <= FITS_WHO_MAX);
    struct fits_row *made = arena_array(out->arena, struct fits_row, entries->n + 1);
    int *stands = arena_array(out->arena, int, entries->n + 1);
    for (size_t i = 0; i < entries->n; i++) {
        stands[i] = make_row(out, &entries->items[i].rule, who, n, asks, today, &made[i]);
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
