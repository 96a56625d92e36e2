/* SPDX-License-Identifier: AGPL-3.0-or-later
** vote: ballots, and what is left of them. */
#include "store/vote.h"

#include "base/check.h"
#include "base/rand.h"
#include "domain/vote_dots.h"
#include "domain/vote_order.h"

#define UID_BYTES 16u
#define AGREE_LEVELS 5
#define TEST_ANSWERS 3

/* ---- put */

enum fault vote_put(struct db *db, struct arena *arena, const struct vote_new *new, int64_t now, struct str *ret_uid)
{
    struct q_vote_count count;
    struct q_vote_of vote;
    bool dots = str_eq(new->kind, S("dots"));
    struct dots_rule rule = dots_rule_usual(new->n);
    check(new->n > 0 && new->n <= VOTE_OPTIONS_MAX);
    TRY(q_vote_count(db, arena, new->programme_id, &count));
    if (count.n >= VOTES_MAX) {
        return FAULT_TOO_LARGE;
    }
    struct str uid = rand_hex(arena, UID_BYTES);
    TRY(q_vote_add(db, &(struct q_vote_add_in){
        .uid = uid, .programme_id = new->programme_id, .kind = new->kind, .question = new->question,
        .budget = dots ? rule.budget : 0, .each_max = dots ? rule.each_max : 0,
        .seed = (int64_t)(rand_number() % 1000000), .block_id = new->block_id, .now = now}));
    TRY(q_vote_of(db, arena, new->programme_id, uid, &vote));
    for (size_t i = 0; i < new->n; i++) {
        TRY(q_vote_option_add(db, vote.id, (int64_t)i + 1, new->options[i], new->statement_id));
    }
    *ret_uid = uid;
    return q_room_event_raise(db, new->programme_id);
}

/* ---- counted */

/* The values of one ballot, by the order in which ballots are read. */
struct reading {
    const struct q_ballots *rows;
    size_t n;
    size_t at;
};

static bool next_ballot(struct reading *reading, size_t options, int *values, int64_t *ret_round,
                        int64_t *ret_participant)
{
    if (reading->at == reading->n) {
        return false;
    }
    const struct q_ballots *first = &reading->rows[reading->at];
    for (size_t i = 0; i < options; i++) {
        values[i] = 0;
    }
    for (; reading->at < reading->n; reading->at++) {
        const struct q_ballots *row = &reading->rows[reading->at];
        if (row->round != first->round || row->participant_id != first->participant_id) {
            break;
        }
        if (row->number > 0 && row->number <= (int64_t)options) {
            values[row->number - 1] = (int)row->value;
        }
    }
    *ret_round = first->round;
    *ret_participant = first->participant_id;
    return true;
}

static enum fault must_use add_pairs(struct db *db, struct arena *arena, const struct q_vote_of *vote,
                                     struct reading *reading)
{
    size_t options = (size_t)vote->options, n = 0;
    struct order_ballot *ballots = arena_array(arena, struct order_ballot, reading->n + 1);
    struct order_pairs *pairs = arena_new(arena, struct order_pairs);
    int64_t round, participant;
    for (int *ranks = arena_array(arena, int, options); next_ballot(reading, options, ranks, &round, &participant);
         ranks = arena_array(arena, int, options)) {
        ballots[n++] = (struct order_ballot){1, ranks};
    }
    order_pairs(ballots, n, options, pairs);
    for (size_t x = 0; x < options; x++) {
        for (size_t y = 0; y < options; y++) {
            if (x != y) {
                TRY(q_vote_pair_add(db, vote->id, (int64_t)x + 1, (int64_t)y + 1, pairs->before[x][y],
                                    pairs->level[x][y]));
            }
        }
    }
    return OK;
}

/* The ballots of the second round come behind those of the first. */
static enum fault must_use add_changes(struct db *db, struct arena *arena, const struct q_vote_of *vote,
                                       const struct reading *reading)
{
    struct reading first = *reading, second = *reading;
    size_t options = (size_t)vote->options;
    int *before = arena_array(arena, int, options), *now = arena_array(arena, int, options);
    int64_t *both = arena_array(arena, int64_t, options), *changed = arena_array(arena, int64_t, options);
    int64_t round, participant, round_1 = 1, participant_1 = 0;
    while (second.at < second.n && second.rows[second.at].round == 1) {
        second.at++;
    }
    while (next_ballot(&second, options, now, &round, &participant)) {
        while (round_1 == 1 && participant_1 < participant &&
               next_ballot(&first, options, before, &round_1, &participant_1)) {
        }
        for (size_t i = 0; i < options && round_1 == 1 && participant_1 == participant; i++) {
            both[i] += before[i] > 0 && now[i] > 0;
            changed[i] += before[i] > 0 && now[i] > 0 && before[i] != now[i];
        }
    }
    for (size_t i = 0; i < options; i++) {
        TRY(q_vote_option_changed(db, vote->id, (int64_t)i + 1, changed[i], both[i]));
    }
    return OK;
}

static enum fault must_use close_it(struct db *db, struct arena *arena, const struct q_vote_of *vote, int64_t now)
{
    struct q_ballots *rows;
    struct reading reading = {0};
    TRY(q_ballots(db, arena, vote->id, &rows, &reading.n));
    reading.rows = rows;
    if (str_eq(vote->kind, S("order"))) {
        TRY(add_pairs(db, arena, vote, &reading));
    } else if (vote->round == 2) {
        TRY(add_changes(db, arena, vote, &reading));
    }
    TRY(q_vote_total_add(db, vote->id, vote->round));
    TRY(q_ballots_remove(db, vote->id));
    return q_vote_close(db, vote->id, now);
}

static enum fault must_use do_step(struct db *db, struct arena *arena, const struct q_vote_of *vote,
                                   enum vote_step step, int64_t now)
{
    bool open = vote->opened_at.known, over = vote->closed_at.known;
    struct maybe_int at = {true, now};
    if (vote->paper_at.known) { /* answered on paper: store/paper.h */
        return FAULT_CONFLICT;
    }
    if (step == VOTE_OPEN && !open && !over) {
        return q_vote_open(db, vote->id, 1, at);
    }
    if (step == VOTE_AGAIN && open && vote->round == 1 && str_eq(vote->kind, S("agree"))) {
        TRY(q_vote_total_add(db, vote->id, 1));
        return q_vote_open(db, vote->id, 2, at);
    }
    if (step == VOTE_CLOSE && open) {
        return close_it(db, arena, vote, now);
    }
    return step == VOTE_TAKE_OUT && !open && !over ? q_vote_remove(db, vote->id) : FAULT_CONFLICT;
}

enum fault vote_do(struct db *db, struct arena *arena, int64_t programme_id, struct str uid, enum vote_step step,
                   int64_t now)
{
    struct q_vote_of vote;
    TRY(q_vote_of(db, arena, programme_id, uid, &vote));
    TRY(do_step(db, arena, &vote, step, now));
    if (step == VOTE_TAKE_OUT) {
        TRY(q_vote_options_remove(db, vote.id));
    }
    return q_room_event_raise(db, programme_id);
}

/* ---- cast */

static enum ballot_check check_ballot(const struct q_vote_of *vote, const int *values)
{
    size_t options = (size_t)vote->options;
    bool dots = str_eq(vote->kind, S("dots"));
    int most = str_eq(vote->kind, S("test"))    ? TEST_ANSWERS
               : str_eq(vote->kind, S("agree")) ? AGREE_LEVELS
               : dots                           ? INT32_MAX
                                                : (int)options;
    for (size_t i = 0; i < options; i++) {
        if (values[i] < 0 || values[i] > most) {
            return BALLOT_NO_VALUE;
        }
    }
    struct dots_rule rule = {(int)vote->budget, (int)vote->each_max};
    enum dots_check says = dots ? dots_check(rule, values, options) : DOTS_FINE;
    return says == DOTS_OVER_BUDGET ? BALLOT_OVER_BUDGET : says == DOTS_OVER_EACH ? BALLOT_OVER_EACH : BALLOT_FINE;
}

enum fault vote_cast(struct db *db, struct arena *arena, int64_t programme_id, int64_t participant_id, struct str uid,
                     int64_t round, const int *values, enum ballot_check *ret_check)
{
    struct q_vote_of vote;
    TRY(q_vote_of(db, arena, programme_id, uid, &vote));
    if (!vote.opened_at.known || vote.round != round) {
        return FAULT_CONFLICT;
    }
    enum ballot_check says = check_ballot(&vote, values);
    if (says != BALLOT_FINE) {
        *ret_check = says;
        return FAULT_INVALID;
    }
    TRY(q_ballot_remove(db, vote.id, round, participant_id));
    TRY(q_ballot_add(db, vote.id, round, participant_id, 0, 0));
    for (int64_t i = 0; i < vote.options; i++) {
        if (values[i] > 0) {
            TRY(q_ballot_add(db, vote.id, round, participant_id, i + 1, values[i]));
        }
    }
    return q_room_event_raise(db, programme_id);
}

/* ---- it goes */

enum fault vote_forget_parts(struct db *db)
{
    TRY(q_vote_forget(db));
    TRY(q_vote_option_forget(db));
    TRY(q_ballot_forget(db));
    TRY(q_vote_total_forget(db));
    TRY(q_vote_pair_forget(db));
    return q_room_event_forget(db);
}

enum fault vote_forget(struct db *db, struct date today)
{
    return q_ballot_forget_over(db, (struct date){today.days - BALLOT_OPEN_KEPT_DAYS});
}
