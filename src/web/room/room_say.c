/* SPDX-License-Identifier: AGPL-3.0-or-later
** room_say: votes and their results in words. */
#include "base/check.h"
#include "domain/few.h"
#include "domain/vote_agree.h"
#include "domain/vote_dots.h"
#include "domain/vote_order.h"
#include "text/words.h"
#include "web/room/room_web.h"
#include "web/say.h"

struct str room_kind_name(struct out *out, struct str kind)
{
    return str_eq(kind, S("test"))    ? W(out, "Test statements")
           : str_eq(kind, S("dots"))  ? W(out, "Pick the few")
           : str_eq(kind, S("order")) ? W(out, "Put in order")
                                      : W(out, "Do we agree?");
}

struct str room_say_joined(struct out *out, int64_t n)
{
    return SAY(out, "On the list, or joined by the code: {n}", slot("n", count(n)));
}

static void explain(struct room_vote *vote, struct str sentence)
{
    check(vote->counted_n < ROOM_SAYS_MAX);
    vote->counted[vote->counted_n++] = sentence;
}

/* ---- totals */

/* How many gave each value to an option, in a round. */
static int total(const struct room *room, const struct q_vote_list *vote, int64_t round, int64_t number, int64_t value)
{
    for (size_t i = 0; i < room->totals_n; i++) {
        const struct q_vote_totals *row = &room->totals[i];
        if (row->vote_id == vote->id && row->round == round && row->number == number && row->value == value) {
            return (int)row->n;
        }
    }
    return 0;
}

/* ---- test statements */

struct str room_say_from(struct out *out, const struct q_vote_options *option)
{
    return option->group_number > 0 ? SAY(out, "From group {n}: {sure}", slot("n", count(option->group_number)),
                                          slot("sure", room_say_sure(out, option->sure)))
                                    : S("");
}

/* By the house rules; what was done on paper everybody saw. */
static bool tells_all(const struct q_vote_list *vote)
{
    return vote->named || vote->paper_at.known;
}

/* In words as far as it tells of nobody. */
static struct str say_few(struct out *out, enum few_says says, int64_t n)
{
    return says == FEW_NUMBER  ? text_count(out, count(n))
           : says == FEW_ABOVE ? W(out, "five or more")
                               : W(out, "fewer than five");
}

static struct str say_more_than_half(struct out *out, const enum few_says says[3])
{
    return says[0] == FEW_MAJORITY   ? W(out, "More than half support it.")
           : says[1] == FEW_MAJORITY ? W(out, "More than half oppose it.")
           : says[2] == FEW_MAJORITY ? W(out, "More than half need more facts.")
                                     : W(out, "No answer has more than half.");
}

/* Whether more are against it, or want more facts, than support it, as far as it is told. */
static bool is_tested_apart(const struct q_vote_list *vote, const int64_t n[3])
{
    enum few_says says[3];
    few_parts(n, 3, vote->voted, says);
    if (tells_all(vote)) {
        return n[1] + n[2] > 0 && n[1] + n[2] >= n[0];
    }
    return vote->voted <= FEW_ROOM ? says[1] == FEW_MAJORITY || says[2] == FEW_MAJORITY
                                   : says[0] == FEW_BELOW && says[1] != FEW_BELOW;
}

/* Nobody is named: counts that would tell what single people answered are not shown. */
static struct str say_tested_few(struct out *out, const int64_t n[3], int64_t voters)
{
    enum few_says says[3];
    few_parts(n, 3, voters, says);
    return says[0] == FEW_NOTHING ? W(out, "Fewer than five answered: what they said is not shown.")
           : voters <= FEW_ROOM   ? say_more_than_half(out, says)
                                  : SAY(out, "{yes} support, {no} oppose, {facts} need more facts",
                                        slot("yes", say_few(out, says[0], n[0])),
                                        slot("no", say_few(out, says[1], n[1])),
                                        slot("facts", say_few(out, says[2], n[2])));
}

/* The rule stood before the vote (say_house_rules). */
static void explain_counts(struct out *out, const struct q_vote_list *vote, struct room_vote *to)
{
    explain(to, tells_all(vote) ? W(out, "Everybody sees the count; nobody sees who.")
                            : W(out, "By the house rules nobody sees who, nor a count that would tell: fewer than "
                                     "five, all but fewer than five, and of ten people at most only what more than "
                                     "half said."));
}

static void add_tested(struct out *out, const struct room *room, const struct q_vote_list *vote, struct room_vote *to)
{
    const struct q_vote_options *options;
    to->rows_n = room_options_of(room, vote->id, &options);
    for (size_t i = 0; i < to->rows_n; i++) {
        int64_t number = options[i].number;
        const int64_t n[3] = {total(room, vote, 1, number, 1), total(room, vote, 1, number, 2),
                              total(room, vote, 1, number, 3)};
        to->rows[i] = (struct room_row){
            .text = options[i].text,
            .says = !tells_all(vote) ? say_tested_few(out, n, vote->voted)
                                 : SAY(out, "{yes} support, {no} oppose, {facts} need more facts",
                                       slot("yes", count(n[0])), slot("no", count(n[1])), slot("facts", count(n[2]))),
            .more = room_say_from(out, &options[i]), .is_apart = is_tested_apart(vote, n)};
    }
    explain(to, W(out, "Each person gives one answer to each statement, or none. They are counted and nothing else."));
    explain_counts(out, vote, to);
}

/* ---- pick the few */

static struct str say_dots(struct out *out, const struct q_vote_list *vote, const struct dots_option *found)
{
    enum few_says says = few_of(found->voters, vote->voted);
    if (vote->paper_at.known) {
        return SAY(out, "{n} dot|{n} dots", slot("n", count(found->dots)));
    }
    if (tells_all(vote)) {
        return SAY(out, "{n} dot, from {voters} of {all}|{n} dots, from {voters} of {all}",
                   slot("n", count(found->dots)), slot("voters", count(found->voters)),
                   slot("all", count(vote->voted)));
    }
    return says == FEW_MAJORITY   ? W(out, "More than half gave it dots.")
           : says == FEW_MINORITY ? W(out, "Not more than half gave it dots.")
                                  : SAY(out, "Dots from: {voters}", slot("voters", say_few(out, says, found->voters)));
}

/* Of so few people that are not named the order would be theirs: options as they were asked. True: so it is. */
static bool hides_order(struct out *out, const struct room *room, const struct q_vote_list *vote, struct room_vote *to)
{
    const struct q_vote_options *options;
    if (tells_all(vote) || vote->voted >= FEW_LEAST) {
        return false;
    }
    to->rows_n = room_options_of(room, vote->id, &options);
    for (size_t i = 0; i < to->rows_n; i++) {
        to->rows[i] = (struct room_row){.text = options[i].text, .place = S(""), .more = S(""),
                                        .says = W(out, "Fewer than five answered: what they said is not shown.")};
    }
    explain_counts(out, vote, to);
    return true;
}

static void add_picked(struct out *out, const struct room *room, const struct q_vote_list *vote, struct room_vote *to)
{
    const struct q_vote_options *options;
    struct dots_option found[VOTE_OPTIONS_MAX] = {{0}};
    uint64_t keys[VOTE_OPTIONS_MAX];
    struct dots_count dots = {.options = found, .n = room_options_of(room, vote->id, &options)};
    dots.voters = (int)vote->voted;
    if (hides_order(out, room, vote, to)) {
        return;
    }
    for (size_t i = 0; i < dots.n; i++) {
        keys[i] = (uint64_t)options[i].number;
        found[i].option = i;
        for (int value = 1; value <= vote->each_max; value++) {
            int n = total(room, vote, 1, options[i].number, value);
            found[i].dots += n * value;
            found[i].voters += vote->paper_at.known ? 0 : n; /* of paper it is not known how many people */
        }
    }
    dots_order(&dots, keys, (uint64_t)vote->seed);
    to->rows_n = dots.n;
    for (size_t i = 0; i < dots.n; i++) {
        to->rows[i] = (struct room_row){
            .place = str_format(out->arena, "%zu", i + 1),
            .text = options[found[i].option].text,
            .says = say_dots(out, vote, &found[i]),
            .more = found[i].by == DOTS_BY_LOT && found[i].dots > 0
                        ? vote->paper_at.known ? W(out, "Level with the next one in dots: the lot decided.")
                                               : W(out, "Level with the next one in dots and people: the lot decided.")
                        : S("")};
    }
    explain(to, SAY(out, "Each person has {n} dot.|Each person has {n} dots.", slot("n", count(vote->budget))));
    explain(to, SAY(out, "At most {n} of them on one option.", slot("n", count(vote->each_max))));
    explain(to, vote->paper_at.known
                    ? W(out, "Level in dots: a lot, drawn from a number that was fixed before the vote. On paper it "
                             "is not "
                             "known how many people put them.")
                    : W(out, "Level in dots: more people count. Level in both: a lot, drawn from a number that was "
                             "fixed "
                             "before the vote."));
    struct str seed = str_format(out->arena, "%lld", (long long)vote->seed);
    explain(to, SAY(out, "That number is {seed}.", slot("seed", seed)));
    explain_counts(out, vote, to);
}

/* ---- put in order */

static void fill_pairs(const struct room *room, const struct q_vote_list *vote, size_t options,
                       struct order_pairs *pairs)
{
    *pairs = (struct order_pairs){.n = options, .voters = (int)vote->voted};
    for (size_t i = 0; i < room->pairs_n; i++) {
        const struct q_vote_pairs *row = &room->pairs[i];
        size_t x = (size_t)row->first - 1, y = (size_t)row->second - 1;
        if (row->vote_id == vote->id && x < options && y < options) {
            pairs->before[x][y] = (int)row->before_n;
            pairs->level[x][y] = (int)row->level_n;
        }
    }
}

/* "1. Bus, 2. Tram, 2. Bicycle" */
static struct str in_order(struct arena *arena, const struct q_vote_options *options, const int *places, size_t n)
{
    struct str all = S("");
    for (int place = 1; place <= (int)n; place++) {
        for (size_t i = 0; i < n; i++) {
            if (places[i] == place) {
                all = str_format(arena, "%.*s%s%d. %.*s", STR_ARG(all), all.n > 0 ? ", " : "", place,
                                 STR_ARG(options[i].text));
            }
        }
    }
    return all;
}

static void count_otherwise(struct out *out, const struct order_pairs *pairs, const struct q_vote_options *options,
                            const struct q_vote_list *vote, struct room_vote *to)
{
    int64_t halves[ORDER_OPTIONS_MAX];
    int places[ORDER_OPTIONS_MAX];
    uint64_t keys[VOTE_OPTIONS_MAX];
    struct order_kemeny kemeny;
    order_borda(pairs, halves);
    order_places(halves, pairs->n, places);
    to->otherwise[to->otherwise_n++] =
        SAY(out, "By points (Borda: one for each option that a person puts behind, half a one for each level): {order}",
            slot("order", in_order(out->arena, options, places, pairs->n)));
    for (size_t i = 0; i < pairs->n; i++) {
        keys[i] = (uint64_t)i + 1;
    }
    if (!order_kemeny(out->arena, pairs, keys, (uint64_t)vote->seed, &kemeny)) {
        return;
    }
    for (size_t i = 0; i < pairs->n; i++) {
        places[kemeny.order[i]] = (int)i + 1;
    }
    to->otherwise[to->otherwise_n++] =
        SAY(out, "By the order that contradicts people least (Kemeny; {n} order is as good): {order}|By the order that "
                 "contradicts people least (Kemeny; {n} orders are as good): {order}",
            slot("n", count(kemeny.as_good)), slot("order", in_order(out->arena, options, places, pairs->n)));
}

static void add_ordered(struct out *out, const struct room *room, const struct q_vote_list *vote, struct room_vote *to)
{
    const struct q_vote_options *options;
    struct order_pairs *pairs = arena_new(out->arena, struct order_pairs);
    struct order_schulze *schulze = arena_new(out->arena, struct order_schulze);
    size_t n = room_options_of(room, vote->id, &options);
    if (hides_order(out, room, vote, to)) {
        return;
    }
    fill_pairs(room, vote, n, pairs);
    order_schulze(pairs, schulze);
    for (int place = 1; place <= (int)n; place++) {
        for (size_t i = 0; i < n; i++) {
            int level = 0;
            for (size_t k = 0; k < n; k++) {
                level += schulze->places[k] == place;
            }
            if (schulze->places[i] == place) {
                to->rows[to->rows_n++] = (struct room_row){.place = str_format(out->arena, "%d", place),
                                                           .text = options[i].text,
                                                           .says = level > 1 ? W(out, "shares this place") : S("")};
            }
        }
    }
    explain(to, W(out, "Each two options are compared: how many put one before the other. A chain of such wins is as "
                       "strong as the smallest of them; who has the stronger chain stands before (Schulze)."));
    explain(to, W(out, "Options of which neither stands before the other share a place: no lot decides."));
    count_otherwise(out, pairs, options, vote, to);
}

/* ---- do we agree? */

static void round_of(const struct room *room, const struct q_vote_list *vote, int64_t round, int64_t number,
                     struct arena *arena, struct agree_round *ret_round)
{
    size_t n = 0;
    int *levels = arena_array(arena, int, (size_t)vote->voted + 2000);
    for (int level = 1; level <= agree_rule_usual.levels; level++) {
        for (int left = total(room, vote, round, number, level); left > 0 && n < (size_t)vote->voted + 2000; left--) {
            levels[n++] = level;
        }
    }
    agree_round(&agree_rule_usual, levels, n, ret_round);
}

static struct str say_quarters(struct arena *arena, int quarters)
{
    static const char *const parts[] = {"", ".25", ".5", ".75"};
    return str_format(arena, "%d%s", quarters / 4, parts[quarters % 4]);
}

static struct str say_agreed(struct out *out, const struct agree_round *round, enum agree_step step)
{
    if (step == AGREE_REACHED) {
        return round->on == AGREE_ON_YES ? W(out, "We agree.") : W(out, "We agree that it is not so.");
    }
    return step == AGREE_NOT_STABLE ? W(out, "Partly: enough of us agree, but many still changed their mind.")
                                    : W(out, "Not yet: we do not agree.");
}

static void add_agreed(struct out *out, const struct room *room, const struct q_vote_list *vote, int64_t round,
                       struct room_vote *to)
{
    const struct q_vote_options *options;
    to->rows_n = room_options_of(room, vote->id, &options);
    for (size_t i = 0; i < to->rows_n; i++) {
        struct agree_round was, is;
        struct agree_change change;
        round_of(room, vote, 1, options[i].number, out->arena, &was);
        round_of(room, vote, round, options[i].number, out->arena, &is);
        agree_compare(&agree_rule_usual, &was, &is, (int)options[i].both_n, (int)options[i].changed_n, &change);
        struct str spread =
            SAY(out, "{n} rated it: the middle is {middle}, half of them between {low} and {high}.",
                slot("n", count(is.n)), slot("middle", say_quarters(out->arena, is.median_halves * 2)),
                slot("low", say_quarters(out->arena, is.low_quarters)),
                slot("high", say_quarters(out->arena, is.high_quarters)));
        bool shown = is.n >= ROOM_AGREE_SHOWN;
        enum agree_step step = agree_step(&agree_rule_usual, vote->round == 2 ? 2 : agree_rule_usual.rounds_max, &is,
                                          vote->round == 2 ? &change : NULL);
        to->rows[i] = (struct room_row){
            .text = options[i].text,
            .says = !shown ? W(out, "Fewer than five rated it: what they said is not shown.")
                    : to->is_over ? say_agreed(out, &is, step)
                                  : spread,
            .more = shown && to->is_over ? spread : S(""),
            .is_apart = shown && to->is_over && step != AGREE_REACHED};
    }
    explain(to, W(out, "Each person rates from 1, not at all, to 5, fully. Nobody sees who rated what; between the two "
                       "rounds everybody sees the middle."));
    explain(to, W(out, "We agree when, after the second round, at least three of four rate 4 or 5, the middle half "
                       "lies within one level, the middle has not moved, and at most 15 % of those who rated twice "
                       "changed their mind. The rule stood before the first rating (Delphi)."));
}

/* ---- one vote */

void room_list_options(struct out *out, const struct room *room, const struct q_vote_list *vote, struct room_vote *to)
{
    const struct q_vote_options *options;
    to->n = room_options_of(room, vote->id, &options);
    for (size_t i = 0; i < to->n; i++) {
        to->options[i].text = options[i].text;
        to->options[i].from = room_say_from(out, &options[i]);
    }
}

static struct str say_how(struct out *out, const struct q_vote_list *vote)
{
    if (vote->paper_at.known) {
        return vote->closed_at.known ? SAY(out, "It was answered on paper and counted by who runs the room: {n} "
                                                "sheet.|It "
                                                "was answered on paper and counted by who runs the room: {n} sheets.",
                                           slot("n", count(vote->voted)))
                                     : W(out, "Counted on paper, not shown to the room yet.");
    }
    if (vote->closed_at.known) {
        return W(out, "It is closed: the answers were counted and removed, so nobody can say who voted what.");
    }
    if (!vote->opened_at.known) {
        return W(out, "Not opened yet.");
    }
    if (vote->round == 2) {
        return W(out, "Second round: this is what the first one came to. Rate once more; you may stay with what you "
                      "said.");
    }
    return vote->named || str_eq(vote->kind, S("agree"))
               ? W(out, "Until it is closed nobody sees more than how many have answered; then everybody sees the "
                        "count, and nobody sees who.")
               : W(out, "Until it is closed nobody sees more than how many have answered; then nobody sees who, nor a "
                        "count that would tell.");
}

void room_say_vote(struct request *request, struct out *out, const struct room *room, const struct q_vote_list *vote,
                   struct room_vote *ret_vote)
{
    *ret_vote = (struct room_vote){
        .id = str_format(request->arena, "v%lld", (long long)vote->id),
        .uid = vote->uid,
        .round = str_format(request->arena, "%lld", (long long)vote->round),
        .question = vote->question,
        .kind = room_kind_name(out, vote->kind),
        .how = say_how(out, vote),
        .is_open = vote->opened_at.known,
        .is_over = vote->closed_at.known,
        .is_new = !vote->opened_at.known && !vote->closed_at.known && !vote->paper_at.known,
        .lists = str_eq(vote->kind, S("dots")) || str_eq(vote->kind, S("order")),
        .may_again = vote->opened_at.known && vote->round == 1 && str_eq(vote->kind, S("agree")),
        .voted = SAY(out, "Answers so far: {n}", slot("n", count(vote->voted))),
    };
    if (str_eq(vote->kind, S("agree")) && (vote->closed_at.known || vote->round == 2)) {
        add_agreed(out, room, vote, vote->closed_at.known ? vote->round : 1, ret_vote);
    } else if (!vote->closed_at.known) {
        return;
    } else if (str_eq(vote->kind, S("dots"))) {
        add_picked(out, room, vote, ret_vote);
    } else if (str_eq(vote->kind, S("order"))) {
        add_ordered(out, room, vote, ret_vote);
    } else {
        add_tested(out, room, vote, ret_vote);
    }
}
