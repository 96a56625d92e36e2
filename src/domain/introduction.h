/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** introduction: one member city asks another one for a first talk of half an hour. The rules of it: which half-hours
** may be offered, how often a city may ask and be asked, and how a city stands with another one. Pure; `now` is passed
** in.
**
** Limits, so that nobody is drowned: a talk takes an officer some two hours with what comes before and after, so four a
** month are a working day; and who asks more than four in a month asks without looking.
*/
#ifndef DOMAIN_INTRODUCTION_H
#define DOMAIN_INTRODUCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "domain/zone.h"

#define TALK_SLOTS 3
#define TALK_S 1800                      /* half an hour */
#define TALK_SOON_S 86400                /* others need a day to answer */
#define TALK_LATE_S (60 * 86400)         /* nobody keeps a half-hour free for longer */
#define TALK_WAIT_S (14 * 86400)         /* unanswered until then it ends */
#define TALK_MONTH_S (30 * 86400)
#define TALK_ASKED_MAX 4                 /* of one city, within TALK_MONTH_S */
#define TALK_ASKS_MAX 4                  /* by one city */
#define TALK_NO_S (180 * 86400)          /* so long a no stands: then people and plans have changed */
#define TALK_LATER_S (60 * 86400)        /* and a "not now" */

/* ---- the half-hours that are offered */

enum slots_wrong { SLOTS_FINE, SLOTS_SOON, SLOTS_LATE, SLOTS_SAME };

/* *ret_which: the first that does not fit; of two that are not half an hour apart the second. */
enum slots_wrong introduction_judge_slots(const int64_t *slots, size_t n, int64_t now, size_t *ret_which);
/* Three working days, in office hours of that zone, with time to answer before the first. */
void introduction_suggest_slots(const struct zone *zone, int64_t now, int64_t slots[TALK_SLOTS]);

/* ---- how a city stands with another one */

enum talk_state {
    TALK_ASKED,
    TALK_YES,
    TALK_LATER,     /* not now */
    TALK_NO,
    TALK_EXPIRED,   /* nobody answered */
    TALK_WITHDRAWN, /* by who asked */
    TALK_ENDED,     /* a city does not take part any more */
    TALK_STATE__MAX
};
/* How it was, as one side says: nothing said, useful, not useful, it did not take place. */
enum talk_was { TALK_UNSAID, TALK_USEFUL, TALK_USELESS, TALK_NOT_HELD, TALK_WAS__MAX };
enum talk_next { NEXT_UNSAID, NEXT_NOTHING, NEXT_EXCHANGE, NEXT_CLUSTER, TALK_NEXT__MAX };

/* An introduction as one of its two cities sees it. */
struct talk {
    enum talk_state state;
    bool we_asked;
    int64_t ends_at;      /* asked: until when it can be answered */
    int64_t answered_at;
    int64_t slot;         /* yes: when */
    enum talk_was was;    /* as we said */
};

/* What is between two cities, as one of them sees it. */
enum between {
    BETWEEN_NEW,      /* nothing that stands against asking */
    BETWEEN_WE_ASKED, /* and it waits for them */
    BETWEEN_THEY_ASKED,
    BETWEEN_AGREED,   /* the talk is to come */
    BETWEEN_HELD,     /* its time has passed; we may ask again */
    BETWEEN_LATER,    /* they said not now; ask again from *ret_until */
    BETWEEN_NO,       /* they said no; the same */
};

/* By all introductions of two cities, the newest first. *ret_which: the one that decides; *ret_until: the instant named
** above, else 0. */
enum between introduction_between(const struct talk *talks, size_t n, int64_t now, size_t *ret_which,
                                    int64_t *ret_until);
/* Whether a city may ask then. */
bool between_may_ask(enum between between);
/* made: when a city asked, or was asked, within TALK_MONTH_S, the oldest first. 0: there is room; else the instant at
** which there is again. */
int64_t introduction_full_until(const int64_t *made, size_t n, size_t most);

/* What both named as next takes hours of both: an exchange, a cluster. */
bool introduction_agrees_hours(enum talk_next ours, enum talk_next theirs);

/* ---- words of columns */

struct str talk_state_word(enum talk_state state);
bool talk_state_parse(struct str word, enum talk_state *ret_state);
struct str talk_was_word(enum talk_was was);
bool talk_was_parse(struct str word, enum talk_was *ret_was);
struct str talk_next_word(enum talk_next next);
bool talk_next_parse(struct str word, enum talk_next *ret_next);

#endif
