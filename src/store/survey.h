/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey: surveys of a leadership programme: what each asks, its answers, how often each thing was said.
**
**     being made --open, named or not--> open --close--> closed --open again--> open
**
** A programme has one of each kind: that before it, and the questions on its aims (domain/aims.h), each with links and
** answers of its own.
** What it asks is the text of a structure file (text/lime.h; web/survey reads it) and changes only until it opens;
** whether answers stand with names is said when it opens, and never changed. A participant is asked by a link with a
** secret that is made, mailed and forgotten: an answer stands under the digest of the secret. That they have answered
** stands apart, in a row that was there before. No statement joins the two, neither has a time, and answers are given
** out in the order of their digests. What a database or its copies keep besides (who wrote a row when) is not ours to
** hide: pages say so.
** A named survey has participant and sector in the answer. Erasing somebody takes that answer away; of any other
** survey it
** cannot be told which is theirs. Totals stay as they are in both.
** Within a transaction of the caller's.
*/
#ifndef STORE_SURVEY_H
#define STORE_SURVEY_H

#include "base/date.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/aims.h"
#include "domain/survey_answers.h"
#include "domain/survey_total.h"
#include "store/survey.sql.h"

#define SURVEY_STRUCTURE_MAX (2u << 20) /* bytes; the largest real one has 323 KB */
#define SURVEY_SECRET_LETTERS 32u
#define SURVEY_BEFORE "before" /* a kind; those on the aims: aims_kind of domain/aims.h */
#define SURVEY_MAIL "survey"                   /* the link; fields: participant, secret (sealed) */
#define SURVEY_REMINDER_MAIL "survey-reminder" /* the same, to who has not answered */
#define SURVEY_REMIND_S (2 * 86400)            /* between two reminders */

/* FAULT_CONFLICT: there is one of that kind. */
enum fault must_use survey_begin(struct db *db, struct arena *arena, int64_t programme_id, struct str kind,
                                 struct str structure, int64_t now, struct str *ret_uid);

/* Whose answer is written. */
struct survey_link {
    int64_t survey_id;
    int64_t participant_id; /* 0: nobody that is known here (answers that were brought) */
    struct str sector;      /* "" not said */
    bool named;
    struct str secret;
};

/* What stands under the secret; FAULT_NOT_FOUND: nothing yet. */
enum fault must_use survey_answer_of(struct db *db, struct arena *arena, const struct survey_link *link,
                                     struct q_survey_answer *ret_row);
/* sent: it counts from now on, and goes on counting when it is corrected. Totals follow. FAULT_CONFLICT: the same
** participant has sent an answer by another link. FAULT_TOO_LARGE: SURVEY_BODY_MAX. */
enum fault must_use survey_answer_save(struct db *db, struct arena *arena, const struct survey *survey,
                                       const struct survey_link *link, const struct survey_answers *answers,
                                       bool sent);
/* Totals of all (sector "") or of a sector. stepped: as they stood when five more had answered last, for a survey that
** is open and names nobody; corrections show with the next five. */
enum fault must_use survey_totals_load(struct db *db, struct arena *arena, int64_t survey_id, bool stepped,
                                       struct q_survey_totals **ret_rows, size_t *ret_n);
struct survey_totals survey_totals_in(struct arena *arena, const struct q_survey_totals *rows, size_t n,
                                      struct str sector);

enum fault must_use survey_erase_participant(struct db *db, struct str uid);
/* The retention clock: answers of programmes that ended before, of participants that are erased; then what belongs to
** programmes that are gone. */
enum fault must_use survey_forget_answers(struct db *db, struct date ended_before);
enum fault must_use survey_forget_parts(struct db *db);

#endif
