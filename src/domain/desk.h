/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** desk: of all that waits for somebody the few things to do first, and no more than they have a minute for.
**
**     what is due within DESK_SOON_S goes first, the soonest on top;
**     then what somebody else waits for, who has waited the longest first;
**     then one's own next steps, in the order of the kinds.
**
** Minutes are ours, from trying each page; they are said with "about". Pure.
*/
#ifndef DOMAIN_DESK_H
#define DOMAIN_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define DESK_SHOWN_MAX 3
#define DESK_SOON_S (7 * 86400)
#define DESK_PROGRAMME_KINDS 7 /* that begin with DESK_PROGRAMME_ */

/* In the order in which own steps come. */
enum desk_kind {
    DESK_SECOND_STEP, /* without it who runs the network may do nothing */
    DESK_SET_UP,      /* the site is not open yet */
    DESK_DRIVER_NAME, /* they drive the network or are the deputy, and have not said whether everybody may see it */
    DESK_DRIVER,      /* nobody drives the network, or somebody is missing (n: enum driver_gap) */
    DESK_TALK_ASKED,  /* another city asks for a first talk */
    DESK_BID_ASKED,   /* another city asks to take part in a bid, or to take its lead (n 2; other: the city) */
    DESK_CLAIM,       /* somebody asks to act for a city */
    DESK_APPLICATION, /* a city asks to join */
    DESK_SUGGESTION,  /* a member city suggests one */
    DESK_LEAD,        /* a city is asked to lead */
    DESK_PUBLISH,     /* a colleague wants everybody to read what the city says: a second person reads it */
    DESK_RULE,        /* a rule of funding that a colleague wrote waits for a second person */
    DESK_REMARK,      /* a reader said that something is wrong */
    DESK_JOB,         /* an import or other work has failed for good */
    DESK_COMMITMENT,  /* a city has not signed its commitment, or it ends soon, or has ended */
    DESK_TALK_AFTER,  /* a first talk was held, and nobody said how it was */
    DESK_STEP,        /* a step of a bid that a city works on is near (n: enum bid_step_kind; other: for what) */
    DESK_DEADLINE,    /* the latest day to start on what a city watches is near, or was (n: days late; other: what) */
    DESK_PROGRAMME_TEAM,   /* of a leadership programme that begins soon: nobody of a sector takes part (n: enum
                           ** team_sector; -1: nobody at all; other: its name, about: its uid) */
    DESK_PROGRAMME_SURVEY, /* the survey before it was made, and nobody was asked */
    DESK_PROGRAMME_SILENT, /* n people have not said whether they come, and its next day is near */
    DESK_PROGRAMME_NOTES,  /* n corrections of its notes wait; 0: the notes wait for a second person to close them */
    DESK_PROGRAMME_RECORD, /* a colleague wants everybody to read of it: a second person reads it */
    DESK_PROGRAMME_REVIEW, /* its actions are looked at again (n: days after it), and some are open */
    DESK_QUESTIONS,   /* a city has not answered its four questions */
    DESK_QUIET,       /* cities have not been heard from */
    DESK_APPLICATION_OVER, /* these were due, and their time has passed: a city asked to join and got no answer */
    DESK_INVITED_OVER,     /* a city that was invited has not answered */
    DESK_COMMITMENT_OVER,  /* what a city signed has ended, and it has signed nothing since */
    DESK_LEAD_OVER,        /* the term of a lead city has ended by its time */
    DESK_PROGRAMME_LATE,   /* n actions of a leadership programme */
    DESK_KIND__MAX
};

struct desk_item {
    enum desk_kind kind;
    int64_t due_at;   /* instant by which it must be done; 0: no such */
    int64_t since;    /* instant since when somebody waits, or at which it was due; 0: none */
    int64_t n;        /* how many; of a commitment how it stands (enum commitment_state), of a driver what is missing */
    struct str about; /* the uid or number of the one to begin with; "" for none */
    struct str member_uid;
    struct str city;
    struct str other; /* the other city of a talk; "" for none */
};

/* Whether somebody else waits for it. */
bool desk_is_waited_for(enum desk_kind kind);
/* Whether its time has passed already: `since` is when. */
bool desk_was_due(enum desk_kind kind);
/* Whether it is of a leadership programme. */
bool desk_is_of_programme(enum desk_kind kind);
int desk_minutes(const struct desk_item *item);
/* Puts those to be shown at the beginning of `items`, in their order; how many that are. */
size_t desk_choose(struct desk_item *items, size_t n, int64_t now);

#endif
