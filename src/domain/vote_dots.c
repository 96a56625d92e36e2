/* SPDX-License-Identifier: AGPL-3.0-or-later
** vote_dots: adding up, and one order. */
#include "domain/vote_dots.h"

#include "base/check.h"
#include "domain/chance.h"

#define EACH_USUAL_MAX 3

struct dots_rule dots_rule_usual(size_t options)
{
    int budget = options < 3 ? 1 : (int)((options + 1) / 3);
    int most = budget > 1 ? budget - 1 : 1;
    return (struct dots_rule){budget, most < EACH_USUAL_MAX ? most : EACH_USUAL_MAX};
}

enum dots_check dots_check(struct dots_rule rule, const int *dots, size_t options)
{
    int64_t sum = 0;
    bool over = false;
    for (size_t i = 0; i < options; i++) {
        if (dots[i] < 0) {
            return DOTS_NEGATIVE;
        }
        sum += dots[i];
        over |= dots[i] > rule.each_max;
    }
    if (over) {
        return DOTS_OVER_EACH;
    }
    return sum == 0 ? DOTS_NONE : sum > rule.budget ? DOTS_OVER_BUDGET : DOTS_FINE;
}

/* Below 0: a stands before b. 0 only for two of the same key. */
static int compare(const struct dots_option *a, const struct dots_option *b, const uint64_t *keys, uint64_t seed,
                   enum dots_by *ret_by)
{
    *ret_by = DOTS_BY_DOTS;
    if (a->dots != b->dots) {
        return a->dots > b->dots ? -1 : 1;
    }
    *ret_by = DOTS_BY_VOTERS;
    if (a->voters != b->voters) {
        return a->voters > b->voters ? -1 : 1;
    }
    *ret_by = DOTS_BY_LOT;
    uint64_t mine = chance_lot(seed, keys[a->option]);
    uint64_t other = chance_lot(seed, keys[b->option]);
    return mine < other ? -1 : mine > other;
}

static void sort(struct dots_option *options, size_t n, const uint64_t *keys, uint64_t seed)
{
    enum dots_by by;
    for (size_t i = 1; i < n; i++) {
        struct dots_option one = options[i];
        size_t at = i;
        for (; at > 0 && compare(&one, &options[at - 1], keys, seed, &by) < 0; at--) {
            options[at] = options[at - 1];
        }
        options[at] = one;
    }
    for (size_t i = 0; i + 1 < n; i++) {
        (void)compare(&options[i], &options[i + 1], keys, seed, &options[i].by);
    }
}

static void add_ballot(const int *dots, size_t options, struct dots_count *count)
{
    int sum = 0;
    for (size_t i = 0; i < options; i++) {
        check(dots[i] >= 0);
        sum += dots[i];
        count->options[i].dots += dots[i];
        count->options[i].voters += dots[i] > 0;
    }
    count->dots += sum;
    count->voters += sum > 0;
    count->abstained += sum == 0;
}

void dots_order(struct dots_count *count, const uint64_t *keys, uint64_t seed)
{
    for (size_t i = 0; i < count->n && count->voters > 0; i++) {
        count->options[i].share_bp = (int)((10000ll * count->options[i].voters + count->voters / 2) / count->voters);
    }
    sort(count->options, count->n, keys, seed);
}

void dots_count(struct arena *arena, const int *ballots, size_t ballots_n, const uint64_t *keys, size_t options,
                uint64_t seed, struct dots_count *ret_count)
{
    struct dots_count count = {.options = arena_array(arena, struct dots_option, options), .n = options};
    for (size_t i = 0; i < options; i++) {
        count.options[i].option = i;
    }
    for (size_t i = 0; i < ballots_n; i++) {
        add_ballot(ballots + i * options, options, &count);
    }
    dots_order(&count, keys, seed);
    *ret_count = count;
}
