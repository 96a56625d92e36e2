/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** assessment: what many people's ratings of a framework's criteria come to. Pure.
**
** The level of a criterion is the lower median of those who named one; who does not know, or for whom it does not
** apply, counts for no level. Nothing is filled in for anybody. Few people are kept from being read out of it: below
** ASSESSMENT_MIN there is no level, below ASSESSMENT_OPEN_MIN no distribution, range or number of people, and of
** sectors a median is told only where each that is told, and what would be left over, has ASSESSMENT_MIN.
**
** How far people agree on a criterion goes by r_wg: over .70 "we agree", over .50 "partly" (LeBreton and Senter,
** "Answers to 20 questions about interrater reliability", Organizational Research Methods 11 (2008)); on all of them by
** Krippendorff's alpha for ordinal values (domain/agreement.h), without raters who said a level of less than half.
*/
#ifndef DOMAIN_ASSESSMENT_H
#define DOMAIN_ASSESSMENT_H

#include "domain/agreement.h"
#include "domain/framework.h"

#define ASSESSMENT_MIN 3
#define ASSESSMENT_OPEN_MIN 5
#define ASSESSMENT_APART 2      /* levels: of two sectors, or of somebody and most */
#define ASSESSMENT_RISE 0.1     /* of alpha, without somebody: then they see it differently as a whole */
#define ASSESSMENT_RATERS_MAX 200

enum sector { SECTOR_NONE, SECTOR_PUBLIC, SECTOR_PRIVATE, SECTOR_THIRD, SECTOR__MAX };

struct str sector_word(enum sector sector); /* "public", "private", "third"; "" not said */
enum sector sector_parse(struct str word);

/* One rater's answers, by the place of a criterion in the framework. */
#define ANSWER_NONE 0             /* said nothing */
#define ANSWER_DONT_KNOW (-1)
#define ANSWER_NOT_APPLICABLE (-2)

struct assessment_rater {
    enum sector sector;
    int *answers; /* a level, or one of the above; framework->criteria_n of them */
};

enum assessed { ASSESSED_UNKNOWN, ASSESSED_AGREE, ASSESSED_PARTLY, ASSESSED_NOT_YET };

struct assessment_item {
    size_t criterion;              /* its place in the framework */
    size_t n;                      /* who named a level */
    size_t dont_know;
    size_t not_applicable;
    int level;                     /* 0: too few said one */
    enum assessed agreed;
    bool is_open;                  /* enough people for what follows */
    struct rating_summary summary;
    size_t counts[RATING_LEVELS_MAX + 1];
    struct agreement_rwg rwg;
    double consensus;
    size_t differ_n;               /* people ASSESSMENT_APART or more from the level */
    int sectors[SECTOR__MAX];      /* lower medians; 0: not told */
    bool sectors_apart;
};

struct assessment_side {
    size_t dimension;
    int level;                     /* lower median of its criteria's levels; 0: none has one */
    int lowest;                    /* 0: the same */
    size_t lowest_criterion;
    int index_bp;                  /* mean place of its levels, for a picture */
};

struct assessment_results {
    size_t raters_n;               /* who said anything */
    struct assessment_item *items; /* the criteria of the form, in the framework's order */
    size_t n;
    struct assessment_side *sides; /* dimensions that have a criterion in the form */
    size_t sides_n;
    size_t *map;                   /* places in items, what to talk about first */
    size_t map_n;                  /* those on which people do not agree, or sectors stand apart */
    struct agreement_alpha alpha;
    enum assessed agreed;          /* on all of it */
    size_t sparse_n;               /* raters left out of alpha */
    bool *differs;                 /* by rater: differently from most as a whole; nobody when too few took part */
    size_t differ_n;               /* how many do */
};

/* Of the short form, or of all criteria. */
struct assessment_results assessment_sum_up(struct arena *arena, const struct framework *framework, bool is_short,
                                            const struct assessment_rater *raters, size_t n);
/* Whether that answer is far from the level of all; false without a level. */
bool assessment_differs(const struct assessment_item *item, int answer);
/* A level for which a sentence is asked: the two highest. */
bool assessment_needs_why(const struct framework *framework, int level);

#endif
