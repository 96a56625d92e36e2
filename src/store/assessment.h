/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** assessment: how far a member city is, by many voices: rounds, who rates, what they said, and what the city made of
** it. What ratings come to is domain/assessment.h; frameworks are none of the database's.
**
** An assessment belongs to one member city: every statement of a page begins with the city's uid, and gives another one
** nothing. Who rates has no account: a row with a name and a sector, found by the uid that their signed link names, for
** one round. Taken out, the name and the sentences go and the levels stay, so results are as they were. No row has a
** time at which somebody said something. A round is open until somebody who has read it closes it; what was said is
** shown only then. The next round begins with the same people and nothing said. An assessment goes ASSESSMENT_KEPT_S
** after anything was done in it, names of raters ASSESSMENT_NAMES_KEPT_S after their round was closed.
** Who has an address is mailed their link. A rater may hand the questions of a dimension to somebody else, who answers
** these only (or all, when they rate as well), and take them back: then what that one said of them goes. A round that
** is opened again once its results were looked at shows no numbers of people any more, unless ASSESSMENT_STEP more have
** answered: what changed between two looks would be what one of them said. A sentence of one of the two highest levels
** is confirmed by somebody of the city who did not write it. Within a transaction of the caller's.
*/
#ifndef STORE_ASSESSMENT_H
#define STORE_ASSESSMENT_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/assessment.h"
#include "store/assessment.sql.h"

#define ASSESSMENTS_MAX 100        /* of one city */
#define ASSESSMENT_NAME_MAX 120    /* letters */
#define RATER_NAME_MAX 120
#define RATING_BECAUSE_MAX 300
#define ASSESSMENT_STEP 5
#define ASSESSMENT_MAIL "assessment"                   /* their link; fields: rater */
#define ASSESSMENT_REMINDER_MAIL "assessment-reminder" /* the same, to who has not finished */
#define ASSESSMENT_REMIND_S (2 * 86400)                /* between two reminders of a round */
#define ASSESSMENT_SEND_ONCE 200
#define ASSESSMENT_KEPT_S (5 * 365 * 86400)
#define ASSESSMENT_NAMES_KEPT_S (540 * 86400)

struct assessment_new {
    int64_t member_id;
    struct maybe_int programme_id; /* of that city: the caller has looked */
    struct str name;
    struct str framework;
    bool is_short;
    bool adapts;                   /* each is asked half of its questions at most (domain/assessment_ask.h) */
};

struct rater_new {
    struct maybe_int participant_id; /* of its programme; unknown: typed by hand */
    struct str name;
    enum sector sector;
    struct str mail;                 /* "" none */
    struct str language;             /* of the mail; "": English */
};

/* With its first round, and nobody in it. FAULT_TOO_LARGE: ASSESSMENTS_MAX. */
enum fault must_use assessment_begin(struct db *db, struct arena *arena, const struct assessment_new *new, int64_t now,
                                     struct str *ret_uid);
/* FAULT_CONFLICT: the round is closed. FAULT_TOO_LARGE: ASSESSMENT_RATERS_MAX, `there` are in it already. */
enum fault must_use assessment_rater_new(struct db *db, struct arena *arena, const struct q_assessment_of *row,
                                         size_t there, const struct rater_new *new, int64_t now);
/* Mails them their link. kind: one of the mails above. */
enum fault must_use assessment_mail(struct db *db, struct arena *arena, const struct q_assessment_raters *rater,
                                    const char *kind, int64_t now);
/* Their row in what is open to the room; made when there is none. FAULT_TOO_LARGE: it is full. */
enum fault must_use assessment_rater_of_room(struct db *db, struct arena *arena, const struct q_assessment_in_room *row,
                                             const struct rater_new *new, int64_t now, struct str *ret_uid);
/* The rater's name and sentences go, and the row too when nothing was said. */
enum fault must_use assessment_rater_out(struct db *db, const struct q_assessment_of *row,
                                         const struct q_assessment_raters *rater, int64_t now);
/* FAULT_CONFLICT: it is closed already; it is the other way round. */
enum fault must_use assessment_close(struct db *db, struct arena *arena, const struct q_assessment_of *row,
                                     int64_t person, int64_t now);
enum fault must_use assessment_reopen(struct db *db, const struct q_assessment_of *row, int64_t now);
/* The next round, with the same people. FAULT_CONFLICT: this one is open. */
enum fault must_use assessment_again(struct db *db, struct arena *arena, const struct q_assessment_of *row,
                                     int64_t now);
/* With all that is in it. */
enum fault must_use assessment_end(struct db *db, int64_t id);

/* Who answers. answer: a level, ANSWER_DONT_KNOW, ANSWER_NOT_APPLICABLE; ANSWER_NONE takes it back. FAULT_CONFLICT: the
** round is closed. */
enum fault must_use rating_say(struct db *db, const struct q_assessment_rater_by_uid *rater, struct str criterion,
                               int answer, struct str because);
/* Hands the questions of a dimension (criteria: their ids) to somebody, who is mailed; what `rater` had said of them
** goes. FAULT_CONFLICT: the round is closed, or the address is the rater's own.
** FAULT_TOO_LARGE: ASSESSMENT_RATERS_MAX. */
enum fault must_use rating_hand(struct db *db, struct arena *arena, const struct q_assessment_rater_by_uid *rater,
                                struct str dimension, const struct str *criteria, size_t n,
                                const struct rater_new *other, int64_t now);
/* Takes them back: what the other one said of them goes, when they answered for this rater only. */
enum fault must_use rating_hand_back(struct db *db, const struct q_assessment_rater_by_uid *rater,
                                     const struct q_rater_handed *handed, const struct str *criteria, size_t n);
/* What a row says, as in domain/assessment.h. */
int rating_answer(struct str answer, struct maybe_int level);

/* A participant was erased: so are their name and sentences here. */
enum fault must_use assessment_erase_participant(struct db *db, struct str participant_uid);
/* Of who was typed with that address, by hand; and one of them again, after a restore. */
enum fault must_use assessment_erase_mail(struct db *db, struct arena *arena, struct str mail, int64_t now);
enum fault must_use assessment_erase_rater(struct db *db, struct str uid);
/* Of programmes and participants that are gone. */
enum fault must_use assessment_programmes_gone(struct db *db);

/* The retention clock. */
enum fault must_use assessment_tidy(struct db *db, int64_t now);
/* What belongs to cities that left before then. */
enum fault must_use assessment_city_left(struct db *db, int64_t before);
/* Of somebody with an account. */
enum fault must_use assessment_erase_person(struct db *db, int64_t person);

#endif
