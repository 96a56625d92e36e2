/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_figure: numbers that are said once, with a name, and must agree in every part of a bid.
**
** Nobody marks anything in a text. A number is of a figure when both stand in one sentence and
** - the number stands before the name, with nothing between but words like "new" and "public" and one other word; or
** - the name stands before the number, with words that lead on ("is", "amounts to", ":") and at most three others
**   between, and the number counts nothing else ("... planted 500 trees");
** and their units can be the same. A name is all of its words in any order, with nothing but little words between, in
** singular or plural; "/" parts several names of one figure ("residents / Einwohner"). Of several numbers the nearest
** counts; a number is of one figure, and of the longer name where two names stand at one place. Ambiguous by nature:
** "12,000 residents are over 65" is found as a number of residents. What is found is a list for somebody to read, not a
** judgement.
**
** What nobody named is proposed: words that stand directly at numbers in two parts, where no number of one part agrees
** with one of the other.
** Pure; time by the length of the texts times the number of names; memory does not grow with the texts (under 1 MiB).
** What is found borrows from them.
*/
#ifndef DOMAIN_BID_FIGURE_H
#define DOMAIN_BID_FIGURE_H

#include "domain/bid_number.h"

#define BID_FIGURES_MAX 60    /* names that anybody keeps in mind; more are not looked for */
#define BID_NAME_WORDS_MAX 6
#define BID_PLACES_MAX 2000   /* found in one bid */
#define BID_PHRASES_MAX 400   /* numbers without a figure that are compared with each other */

struct bid_figure {
    struct str name;
    const struct bid_number *numbers; /* a place agrees when it agrees with any: of all, and of each city */
    size_t numbers_n;                 /* 1 at least, of one unit */
};

struct bid_place {
    size_t part, figure; /* by their places in what was given */
    struct str sentence;
    struct str says;     /* the number as written there, within the sentence */
    struct bid_number number;
    enum bid_agree agree;
};

struct bid_proposal {
    struct str words;   /* as they stand in one of the texts */
    size_t words_n;
    struct bid_place *places; /* `figure` and `agree` say nothing */
    size_t places_n;
};

struct bid_figures {
    struct bid_place *places; /* in the order of parts and sentences */
    size_t places_n;
    size_t differ;
    struct bid_proposal *proposals; /* of more words before those of fewer */
    size_t proposals_n;
};

struct bid_figures bid_figures_find(struct arena *arena, const struct str *parts, size_t parts_n,
                                    const struct bid_figure *figures, size_t figures_n);

/* ---- what each city says, and the total */

struct bid_sum {
    int64_t sum;       /* of those that are known */
    size_t unknown;    /* cities that have not said */
    bool differs;      /* all are known and do not make up the total, or those known are more than it */
    int64_t difference; /* total - sum */
};

struct bid_share {
    bool known;
    int64_t value;
};

/* No total: nothing differs. */
struct bid_sum bid_sum_of(const struct bid_share *each, size_t n, struct bid_share total);

#endif
