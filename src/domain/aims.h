/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** aims: when a leadership programme asks about its own seven aims, and what may be told of how that changed. Pure.
**
** The same six questions, whose wording never changes (web/survey/aims_ready.c), before it, at its end, 90 days and
** twelve months after its last day. Each time is a survey of its own without names: what changes is how a group
** answers, never a person.
*/
#ifndef DOMAIN_AIMS_H
#define DOMAIN_AIMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "domain/programme_stage.h"
#include "domain/survey_total.h"

#define AIMS_LEVELS 10 /* as in domain/rating.h */

enum aims_when { AIMS_BEFORE, AIMS_END, AIMS_90, AIMS_YEAR, AIMS_WHEN__MAX };

struct str aims_kind(enum aims_when when); /* of the column: "aims_90" */
struct str aims_word(enum aims_when when); /* of addresses and links: "90" */
bool aims_parse(struct str word, enum aims_when *ret_when); /* of addresses and links */
bool aims_kind_parse(struct str kind, enum aims_when *ret_when); /* "before" and others are none */
/* From this day on it is asked: of AIMS_BEFORE and AIMS_END whoever runs it says so, DATE_NONE. */
struct date aims_due(enum aims_when when, struct date ends_on);

#define AIMS_LATE_DAYS 60 /* so long after its day it is still asked; later answers would say something else */
#define AIMS_OPEN_DAYS 30 /* so long each of them can be answered */

/* A programme, as far as it matters here. */
struct aims_of {
    struct programme_at at;
    struct date begins_on, ends_on;
};

/* Whether it may be asked today: before it, at its end, or within AIMS_LATE_DAYS of its day; never of one that was
** called off or not held. */
bool aims_may_ask(enum aims_when when, const struct aims_of *of, struct date today);
/* Whether its time is over: of AIMS_BEFORE with the first day, else after AIMS_OPEN_DAYS. */
bool aims_is_over(enum aims_when when, const struct aims_of *of, struct date opened_on, struct date today);

/* ---- what may be told of answers without names */

/* Of `of` people n said it: whether that number may be told. Neither they nor those who did not may be from one to
** four. */
bool aims_told(int64_t n, int64_t of);
/* The lower median of a question; false: fewer than five answered it. */
bool aims_median(const struct survey_totals *totals, struct str code, int64_t *ret_micro, int64_t *ret_n);
/* Mean distance of ratings from the middle one, in hundredths of a level, over the criteria with five of them or more;
** -1: there is no such. counts: a row a criterion, how many said each level, [0] unused. */
int aims_spread(const size_t (*counts)[AIMS_LEVELS + 1], size_t n, size_t *ret_criteria);

/* ---- what was decided, and whether somebody does it */

/* An action of a decision; of a decision without one `has_action` is false. */
struct aims_deed {
    int64_t decision;
    bool has_action, is_dropped;
    struct date first_on; /* the day that was said first, whatever was said later */
    struct date done_on;  /* DATE_NONE: it is not done */
};

struct aims_deeds {
    size_t decisions, begun; /* begun: it has an action that was not dropped */
    size_t due;              /* actions whose first day is over, also those that were dropped */
    size_t in_time, later;   /* of these: done by that day, or after it */
};

/* Those of a decision stand together. */
struct aims_deeds aims_deeds(const struct aims_deed *rows, size_t n, struct date today);

#endif
