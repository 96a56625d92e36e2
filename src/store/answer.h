/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer: the earlier answers of a member city: what it wrote in bids, each with its question, the fund, when it was
** handed in and what came of it, found again by words while the next bid is written.
**
** Of the city that wrote it; other member cities read it only while the city lets them (seen_by), and never a person.
** Of a city that has paused or left they read nothing. One that stood in a bid here (bid_id) has its outcome from the
** bid's last stage, for those who see that; it becomes the answer's own when the bid goes (answer_bids_gone).
** It is kept until the city takes it away (then it can be put back for ANSWER_TAKEN_KEPT_S) or has left.
**
** Looking: answers_soon with the words (domain/answer_words) before anything else is waited for, then answers_load with
** the same: two statements, and two to four for each word, in one round trip. It looks through all that the city has
** and, where asked, the newest ANSWERS_OTHERS_MAX that others let it read. Within a transaction of the caller's.
*/
#ifndef STORE_ANSWER_H
#define STORE_ANSWER_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/answer_words.h"
#include "store/answer.sql.h"

#define ANSWERS_MAX 500                  /* of one city ... */
#define ANSWERS_LETTERS_MAX 2000000      /* ... and so many letters in all: a file of them has room for that */
#define ANSWERS_OTHERS_MAX 1000
#define ANSWER_QUESTION_MAX 300
#define ANSWER_TEXT_MAX 20000
#define ANSWER_FUND_MAX 200
#define ANSWER_WHY_MAX 500
#define ANSWER_TAKEN_KEPT_S (30 * 86400)

/* As typed, trimmed; what does not fit the caller has refused. Borrowed. */
struct answer_new {
    int64_t member_id;
    struct str question, body, fund;
    struct str rule_id, call_key;        /* "" none */
    struct maybe_int bid_id, section_id;
    struct str handed_in_on;             /* answer_when_iso */
    enum answer_outcome outcome;
    struct str outcome_why;
    bool shared;                         /* other member cities read it */
    int64_t person_id;
};

/* FAULT_TOO_LARGE: the city has ANSWERS_MAX, or too many letters. */
enum fault must_use answer_add(struct db *db, struct arena *arena, const struct answer_new *answer, int64_t now,
                               struct str *ret_uid);
/* The same in place of what stands there: all of it, but for who put it in and the bid it is of. */
enum fault must_use answer_save(struct db *db, struct arena *arena, int64_t id, const struct answer_new *answer,
                                int64_t now);
/* Taken away, or put back. FAULT_TOO_LARGE: as answer_add. */
enum fault must_use answer_take(struct db *db, int64_t member_id, int64_t id, int64_t now);
enum fault must_use answer_put_back(struct db *db, struct arena *arena, int64_t id, const struct answer_new *answer);

/* ---- looking */

struct answers_ask {
    struct str member_uid;
    struct answer_words words;  /* at most ANSWER_ASKED_MAX; none: all */
    bool others;                /* also what other member cities let be read */
};

struct answers {
    struct q_answer_heads *ours;
    size_t ours_n;
    struct q_answer_heads_of_others *others;
    size_t others_n;
    struct answer_found *found; /* place: of ours, then of others; in order: the best, or without words the newest */
    size_t n;
};

void answers_soon(struct db *db, struct arena *arena, const struct answers_ask *ask);
enum fault must_use answers_load(struct db *db, struct arena *arena, const struct answers_ask *ask,
                                 struct answers *ret_answers);

/* The same of the city's own by question, fund and how they begin, for words that are known late: what it asks needs
** none of them, so it may be asked with what gives them (q_answer_heads_soon). */
enum fault must_use answers_load_like(struct db *db, struct arena *arena, const struct answers_ask *ask,
                                      struct answers *ret_answers);

/* ---- what goes */

enum fault must_use answer_forget(struct db *db, int64_t now);
enum fault must_use answer_forget_left(struct db *db, int64_t before);
enum fault must_use answer_erase_person(struct db *db, int64_t person);

#endif
