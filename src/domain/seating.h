/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** seating: who sits with whom in the groups of several rounds, so that few meet twice and sectors and organisations
** mix.
**
** What is counted: **repeats**, for each two people and each two rounds in which they sit in one group, one. Somebody
** met three times counts three. It is 0 exactly when nobody meets twice. (To count only "met again, yes or no" would be
** least when the same couples always sit together: nobody wants that.)
**
** The bound, below which no seating of these sizes can be:
** - Counting (as for the social golfer problem): M meetings of all rounds fall on P = n(n-1)/2 pairs, so the sum of
**   c(c-1)/2 is least when they are spread evenly: with M = uP + v it is P u(u-1)/2 + v u.
** - Pigeonholes: of a group of s people that are spread over the k groups of another round, with s = qk + r, at least
**   k q(q-1)/2 + r q pairs stay together. Summed over the groups of a round, times the pairs of rounds.
** - Euler: six groups of six in four rounds without a repeat would be two orthogonal Latin squares of order six (Tarry
**   1900: there are none). So among any four rounds two have a repeat between them, which then are at least two (a
**   table of sums 6 with a 2 has a second one), and by Turan's theorem m rounds have them between at least as many
**   pairs of rounds as three parts of m, as even as can be, have pairs within. With 35 people one more can be added to
**   the smallest groups, so the same holds, with at least one repeat each. The larger one counts. The best that exists
**   may lie above it.
**
** How: first a plan of seats without people. Where the number of groups is a prime power not below the size of a group,
** it is made of lines of a finite field, without a repeat; for some sizes it is one that a long search found
** (seating_known.c); else by annealing, a fixed number of moves. Then people are put on the seats of that plan so that
** colleagues and people of one sector share a group seldom; this changes nothing of the repeats. Rounds already held
** stay, and then both are weighed at once. The same seed gives the same seats on every machine. Pure; at most about 50
** ms.
*/
#ifndef DOMAIN_SEATING_H
#define DOMAIN_SEATING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SEATING_PEOPLE_MAX 96
#define SEATING_ROUNDS_MAX 8
#define SEATING_GROUPS_MAX 24
#define SEATING_SIZE_MIN 4
#define SEATING_SIZE_MAX 8

struct seating_person {
    int sector;       /* any number; below 0: not known, mixes with everybody */
    int organisation; /* the same */
};

struct seating {
    int people, groups, rounds;
    int fixed; /* so many of the first rounds were held: given, and left as they are */
    uint8_t group[SEATING_ROUNDS_MAX][SEATING_PEOPLE_MAX]; /* of each person, from 0. Who was not there in a fixed round
                                                           ** has SEATING_ABSENT and their own number there */
};
#define SEATING_ABSENT 128

#define SEATING_TIMES_MAX SEATING_ROUNDS_MAX

struct seating_quality {
    int meetings;                      /* of two people, in all rounds */
    int pairs;                         /* of people */
    int met[SEATING_TIMES_MAX + 1];    /* pairs that meet so many times */
    int repeats, repeats_least;        /* and the bound */
    int excess_bp;                     /* what is over the bound, of all meetings, in hundredths of a percent */
    int colleagues, colleagues_least;  /* meetings of two of one organisation; the least, were nothing else wanted */
    int same_sector, same_sector_least; /* the same for two of one sector */
};

/* How many groups of about `about` people, so that sizes are even and each within 4 to 8 where n allows it. */
int seating_groups(int people, int about);
/* Repeats that no seating with even groups is below. */
int seating_repeats_least(int people, int groups, int rounds);
/* people 2 to SEATING_PEOPLE_MAX, groups 1 to SEATING_GROUPS_MAX with not more than people, rounds 1 to
** SEATING_ROUNDS_MAX. Fills seating->group from round seating->fixed on. Groups differ by one person at most. */
void seating_make(const struct seating_person *people, uint64_t seed, struct seating *seating);
void seating_judge(const struct seating_person *people, const struct seating *seating,
                   struct seating_quality *ret_quality);
/* Of the last round: pairs that sit together and did before, and the least that so many groups leave: each earlier
** group has to be spread over them, and more pairs than have never met cannot be new. people from 1. */
struct seating_again {
    int pairs;
    int least;
};
void seating_again(const struct seating *seating, struct seating_again *ret_again);

/* A group, for somebody who comes late. */
struct seating_fit {
    int size;
    int met;        /* people in it whom they have met */
    int colleagues; /* of their organisation */
    int sector;     /* of their sector */
};
/* Which of n groups: the smallest; of several the one with the fewest of each, in this order. */
int seating_fit(const struct seating_fit *groups, int n);
/* Whether another number of groups near this one has a bound, and a plan, without any repeat. False: none. */
bool seating_better_groups(int people, int groups, int rounds, int *ret_groups);

#endif
