/* SPDX-License-Identifier: AGPL-3.0-or-later
** vote_agree: counts of levels, quartiles, and when it is over. */
#include "domain/vote_agree.h"

#include <stdint.h>

#include "base/check.h"

const struct agree_rule agree_rule_usual = {
    .levels = 5, .agrees_from = 4, .refuses_to = 2, .share_bp = 7500, .iqr_max = 1, .changed_bp = 1500, .rounds_max = 2,
};

/* The level at a place of all ratings in order, from 0. */
static int level_at(const struct agree_round *round, int place)
{
    int level = 0;
    for (int seen = 0; seen <= place && level < AGREE_LEVELS_MAX;) {
        level++;
        seen += round->counts[level];
    }
    return level;
}

/* Type 7: at (n - 1) * part / 4, between its neighbours. Times 4. */
static int quarters(const struct agree_round *round, int part)
{
    int at = (round->n - 1) * part;
    int low = level_at(round, at / 4);
    int high = at % 4 != 0 ? level_at(round, at / 4 + 1) : low;
    return low * 4 + (high - low) * (at % 4);
}

static enum agree_on judge(const struct agree_rule *rule, const struct agree_round *round)
{
    if (round->n == 0 || round->high_quarters - round->low_quarters > rule->iqr_max * 4) {
        return AGREE_ON_NOTHING;
    }
    return round->agree_bp >= rule->share_bp    ? AGREE_ON_YES
           : round->refuse_bp >= rule->share_bp ? AGREE_ON_NO
                                                : AGREE_ON_NOTHING;
}

/* Never rounded up to the bar. */
static int share_bp(int part, int n)
{
    return n > 0 ? (int)(10000ll * part / n) : 0;
}

void agree_round(const struct agree_rule *rule, const int *levels, size_t n, struct agree_round *ret_round)
{
    struct agree_round round = {0};
    int agree = 0, refuse = 0;
    check(rule->levels >= 2 && rule->levels <= AGREE_LEVELS_MAX);
    for (size_t i = 0; i < n; i++) {
        check(levels[i] >= 0 && levels[i] <= rule->levels);
        if (levels[i] != AGREE_NO_ANSWER) {
            round.n++;
            round.counts[levels[i]]++;
            agree += levels[i] >= rule->agrees_from;
            refuse += levels[i] <= rule->refuses_to;
        }
    }
    round.agree_bp = share_bp(agree, round.n);
    round.refuse_bp = share_bp(refuse, round.n);
    if (round.n > 0) {
        round.median_halves = quarters(&round, 2) / 2;
        round.low_quarters = quarters(&round, 1);
        round.high_quarters = quarters(&round, 3);
    }
    round.on = judge(rule, &round);
    *ret_round = round;
}

void agree_compare(const struct agree_rule *rule, const struct agree_round *was, const struct agree_round *is, int both,
                   int changed, struct agree_change *ret_change)
{
    bool moved = was->median_halves != is->median_halves;
    bool few = 10000ll * changed <= (int64_t)rule->changed_bp * both;
    *ret_change = (struct agree_change){.both = both, .changed_bp = share_bp(changed, both), .median_moved = moved,
                                        .stable = both > 0 && !moved && few};
}

void agree_change(const struct agree_rule *rule, const int *before, const int *now, size_t n,
                  struct agree_change *ret_change)
{
    struct agree_round was, is;
    int both = 0, changed = 0;
    agree_round(rule, before, n, &was);
    agree_round(rule, now, n, &is);
    for (size_t i = 0; i < n; i++) {
        bool twice = before[i] != AGREE_NO_ANSWER && now[i] != AGREE_NO_ANSWER;
        both += twice;
        changed += twice && before[i] != now[i];
    }
    agree_compare(rule, &was, &is, both, changed, ret_change);
}

enum agree_step agree_step(const struct agree_rule *rule, int number, const struct agree_round *round,
                           const struct agree_change *change)
{
    bool stable = change != NULL && change->stable;
    if (round->on != AGREE_ON_NOTHING && stable) {
        return AGREE_REACHED;
    }
    if (number < rule->rounds_max) {
        return AGREE_GO_ON;
    }
    return round->on != AGREE_ON_NOTHING ? AGREE_NOT_STABLE : AGREE_NOT_REACHED;
}
