/* SPDX-License-Identifier: AGPL-3.0-or-later
** seating_round: the last of several rounds: who meets again in it, what cannot be avoided, and who comes late. */
#include "base/check.h"
#include "domain/seating.h"

/* Pairs of `people` who stay together at least, when they are spread over so many groups. */
static int together_least(int people, int groups)
{
    int each = people / groups;
    return groups * each * (each - 1) / 2 + people % groups * each;
}

/* Of the groups of an earlier round, each spread as evenly as can be. */
static int holes(const struct seating *seating, int round)
{
    int sum = 0;
    for (int a = 0; a < seating->people; a++) {
        int size = 0;
        bool first = true;
        for (int b = 0; b < seating->people; b++) {
            bool with = seating->group[round][a] == seating->group[round][b];
            first &= b >= a || !with;
            size += with;
        }
        sum += first ? together_least(size, seating->groups) : 0;
    }
    return sum;
}

static bool have_met(const struct seating *seating, int a, int b)
{
    bool met = false;
    for (int r = 0; r + 1 < seating->rounds; r++) {
        met |= seating->group[r][a] == seating->group[r][b];
    }
    return met;
}

void seating_again(const struct seating *seating, struct seating_again *ret_again)
{
    struct seating_again again = {0};
    int strangers = 0, last = seating->rounds - 1;
    check(seating->people >= 1 && seating->people <= SEATING_PEOPLE_MAX && seating->groups >= 1 && last >= 0);
    for (int a = 0; a < seating->people; a++) {
        for (int b = 0; b < a; b++) {
            bool met = have_met(seating, a, b);
            strangers += !met;
            again.pairs += met && seating->group[last][a] == seating->group[last][b];
        }
    }
    int least = together_least(seating->people, seating->groups) - strangers;
    for (int r = 0; r < last; r++) {
        int stay = holes(seating, r);
        least = stay > least ? stay : least;
    }
    again.least = least > 0 ? least : 0;
    *ret_again = again;
}

/* Whether somebody fits better into a than into b. */
static bool fits_better(const struct seating_fit *a, const struct seating_fit *b)
{
    return a->size != b->size               ? a->size < b->size
           : a->met != b->met               ? a->met < b->met
           : a->colleagues != b->colleagues ? a->colleagues < b->colleagues
                                            : a->sector < b->sector;
}

int seating_fit(const struct seating_fit *groups, int n)
{
    int best = 0;
    check(n > 0);
    for (int g = 1; g < n; g++) {
        best = fits_better(&groups[g], &groups[best]) ? g : best;
    }
    return best;
}
