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
** What is shown of one that names nobody: any two looks at a question are the same, or differ by the answers of five
** people at least, also across closing and opening again. So it is neither what stands now nor what stood a moment ago:
**
**     n      what stands now
**     next   what stood when five more had answered the question than in `shown`, or more
**     shown  what is shown: at the next five `next` takes its place, and what stands now that of `next`
**
** Closed, what stands is shown when five more answered than in `shown`; `next` has kept the room for it. Each question
** steps by those who answered it; corrections show with the next step. What was written in own words is kept as it is
** shown (survey.told), and changes only when the survey is closed. Where a programme is a guest (store/carry.h),
** nothing of its surveys is shown: the answers are counted at home.
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
#define SURVEY_TEXTS_MAX 50u       /* texts of one question that are shown, of the first answers */
#define SURVEY_TOLD_MAX (4u << 20) /* bytes of all that are shown */

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
/* Totals of all (sector "") or of a sector. shown: as they may be shown of a survey that names nobody. */
enum fault must_use survey_totals_load(struct db *db, struct arena *arena, int64_t survey_id, bool shown,
                                       struct q_survey_totals **ret_rows, size_t *ret_n);
struct survey_totals survey_totals_in(struct arena *arena, const struct q_survey_totals *rows, size_t n,
                                      struct str sector);

/* Closes one: what is shown of it follows. */
enum fault must_use survey_close(struct db *db, struct arena *arena, int64_t survey_id, bool named, int64_t now);
/* What is shown of one that names nobody follows what was answered, after answers came by another way. */
enum fault must_use survey_settle(struct db *db, struct arena *arena, int64_t survey_id, bool closed);
/* All of a programme, after it was brought home. */
enum fault must_use survey_settle_all(struct db *db, struct arena *arena, struct str programme);
/* Of one that names nobody: what was written, as it is shown; that of a question in the order of its letters. */
struct survey_answers survey_told_read(struct arena *arena, struct str told);

enum fault must_use survey_erase_participant(struct db *db, struct str uid);
/* The retention clock: answers of programmes that ended before, of participants that are erased; then what belongs to
** programmes that are gone. */
enum fault must_use survey_forget_answers(struct db *db, struct date ended_before);
enum fault must_use survey_forget_parts(struct db *db);

#endif
