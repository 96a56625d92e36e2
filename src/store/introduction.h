/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** introduction: one member city asks another one for a first talk (rules: domain/introduction.h).
**
**     introduction_add --mails to who is asked--> asked --introduction_answer--> yes, later ("not now"), no
**                                                   |---introduction_pass------> asked, with somebody else of that city
**                                                   |---introduction_withdraw--> withdrawn
**                                                   |---introduction_take------> the same, with a colleague; a yes too
**                                                   '---introduction_end-------> expired, or ended: a city has left
**     yes --the day after the talk, a mail to both--> introduction_say: how it was, what next, each side for itself
**
** It is between cities. Who stands for one is who asked or said yes, while that person acts for it; else its main
** contact; else nobody. Before both have said yes nothing gives a name: introduction_both (the statement) reads names
** of a yes only, and mails before it say city, sentence, reason and half-hours (web/mail). Of the people of the asked
** city those have the mail who have the role asked_role: main contacts at first, colleagues where there is none or it
** was passed on.
**
** Erased, a person leaves no number and no sentence in it; it stays valid. When a city ends, what is open ends, and the
** other city is told; what was agreed stays, without anybody of the city that left. Nothing of it stands in the log of
** decisions, which others read. Within a transaction of the caller's that writes.
*/
#ifndef STORE_INTRODUCTION_H
#define STORE_INTRODUCTION_H

#include "base/fault.h"
#include "domain/introduction.h"
#include "store/introduction.sql.h"

#define TALK_NEED_MAX 300   /* letters */
#define TALK_WHY_MAX 300
#define TALK_AFTER_S 86400                /* then it is asked how it was */
#define TALK_AFTER_LATE_S (14 * 86400)    /* and not any more */
#define TALK_KEPT_S (180 * 86400)         /* what came to no talk; TALK_NO_S is within it */
#define TALK_HELD_KEPT_S (365 * 86400)    /* behind the talk */
#define TALK_ASKED_MAIL "talk-asked"  /* to who is asked; fields: introduction, its uid */
#define TALK_MAIL "talk"              /* how it stands; and side: "from" or "to", whose it is */
#define TALK_AFTER_MAIL "talk-after"  /* how was it; the same */

struct introduction_new {
    int64_t from_id;
    struct str from_uid;
    int64_t to_id;
    struct str to_uid;
    int64_t person;         /* who asks */
    struct str need;
    struct str reason;      /* a value of the column */
    struct str reason_what;
    int64_t slots[TALK_SLOTS];
};

/* Why a city may not ask another one now. */
enum talk_closed { TALK_OPEN, TALK_STANDS, TALK_WE_FULL, TALK_THEY_FULL, TALK_NOBODY };

struct introduction_room {
    enum talk_closed closed;
    enum between between; /* of TALK_STANDS, and what stands beside TALK_OPEN */
    struct str uid;         /* the introduction that decides; "" none */
    struct talk talk;       /* the same */
    int64_t until;          /* instant at which one may ask; 0: not told */
};

/* Half-hours are within the rules: the caller has looked. FAULT_CONFLICT: introduction_find_room says why. */
enum fault must_use introduction_add(struct db *db, struct arena *arena, const struct introduction_new *new,
                                     int64_t now, struct str *ret_uid);
enum fault must_use introduction_find_room(struct db *db, struct arena *arena, struct str from_uid, struct str to_uid,
                                           int64_t now, struct introduction_room *ret_room);
/* What introduction_find_room asks, ahead. */
void introduction_find_room_soon(struct db *db, struct str from_uid, struct str to_uid, int64_t now);

struct introduction_answer {
    enum talk_state state; /* TALK_YES, TALK_LATER, TALK_NO */
    int64_t slot;          /* yes: one of those offered, to come */
    struct str why;        /* no: "" none */
    int64_t person;        /* who answers, of the asked city: the caller has looked */
};

/* Whether it waits for an answer. */
bool introduction_waits(const struct q_introduction_by_uid *row, int64_t now);
/* FAULT_CONFLICT: it does not wait any more, or of a yes nobody of the asking city is there any more. */
enum fault must_use introduction_answer(struct db *db, struct arena *arena, const struct q_introduction_by_uid *row,
                                        const struct introduction_answer *answer, int64_t now);
/* From the main contacts to the colleagues, once: then all of the city have the mail. `by` gets none. FAULT_CONFLICT:
** it does not wait any more, or was passed on already; FAULT_NOT_FOUND: there is no colleague. */
enum fault must_use introduction_pass(struct db *db, struct arena *arena, const struct q_introduction_by_uid *row,
                                      int64_t by, int64_t now);
/* Whether somebody of a side who is not the one that stands for it may take it over: what was asked waits (of the asked
** city any may answer it anyhow), or the talk is to come. */
bool introduction_may_take(const struct q_introduction_by_uid *row, bool is_from, int64_t person, int64_t now);
/* From a colleague: from now on `person`, of that side (the caller has looked), stands for it. Of a talk that is agreed
** both sides have a mail with whom they talk to. FAULT_CONFLICT: introduction_may_take says no. */
enum fault must_use introduction_take(struct db *db, struct arena *arena, const struct q_introduction_by_uid *row,
                                      bool is_from, int64_t person, int64_t now);
enum fault must_use introduction_withdraw(struct db *db, const struct q_introduction_by_uid *row, int64_t now);
/* One side says how it was. FAULT_CONFLICT: there is no talk whose time has come. */
enum fault must_use introduction_say(struct db *db, const struct q_introduction_by_uid *row, bool is_from,
                                     enum talk_was was, enum talk_next next, int64_t now);

/* Hours a month that one side gives to what both named as next; unknown: it does not say, or takes it back.
** FAULT_CONFLICT: they named nothing that takes hours. */
enum fault must_use introduction_give(struct db *db, const struct q_introduction_by_uid *row, bool is_from,
                                      struct maybe_int hours);
/* Both named the same as next, and it takes hours: an exchange, a cluster. */
bool introduction_takes_hours(const struct q_introduction_by_uid *row);

/* The rows of one city as domain/introduction.h has them. */
struct talk introduction_talk(const struct q_introduction_of_city *row);

/* The clock: what nobody answered ends, with a mail; who talked is asked how it was; rows whose time has come go. The
** caller has no transaction. */
enum fault must_use introduction_end(struct db *db, struct arena *arena, int64_t now);

#endif
