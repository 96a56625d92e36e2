/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_demo: the leadership programme of the demonstration (store/demo.h), half way through, made by the functions
** that pages use: who takes part, the survey and what it came to, the questions on the aims, cards on the wall, a first
** day with groups, statements, votes and ratings, notes, decisions and actions. Every page of it has something to show.
** Its days are relative to now: the first one a good week ago, the others a few days ahead, so that it is half way
** through however long one looks at it that week. No mail is written for it, and no key is needed.
**
** What it talks about follows the session notes of 2018 by which this network began, in our words; facts on the wall
** have their real source. People and organisations are invented, and their names marked as all of the demonstration's.
** It is made in web since surveys and notes are. Behind demo_make, within the same transaction. FAULT_NOT_FOUND: there
** is no demonstration.
*/
#ifndef WEB_PROGRAMME_PROGRAMME_DEMO_H
#define WEB_PROGRAMME_PROGRAMME_DEMO_H

#include "base/fault.h"
#include "store/programme.h"
#include "store/programme_agenda.h"

enum fault must_use programme_demo(struct db *db, struct arena *arena, int64_t now);

/* ---- its parts */

#define DEMO_PEOPLE 16
#define DEMO_DAY_S 86400

struct programme_demo {
    struct db *db;
    struct arena *arena;
    int64_t now;
    int64_t member_id, person, colleague;
    struct str member_uid, uid;
    struct q_programme_of row;     /* as it stands: programme_demo_read */
    struct agenda agenda;
    int64_t people[DEMO_PEOPLE];   /* in the order of demo_people */
    struct str uids[DEMO_PEOPLE];
    int32_t day_1;
};

int64_t programme_demo_ago(const struct programme_demo *made, int days);
/* Minutes since midnight of its first day. */
int64_t programme_demo_day_1(const struct programme_demo *made, int minutes);
/* Row and agenda are read again. */
enum fault must_use programme_demo_read(struct programme_demo *made);
const struct q_programme_blocks *programme_demo_block(const struct programme_demo *made, const char *part);
/* Whether somebody was in a session of the first day. */
bool programme_demo_was_there(size_t person, size_t session);

enum fault must_use programme_demo_asked(struct programme_demo *made); /* the survey, the aims */
enum fault must_use programme_demo_wall(struct programme_demo *made);
enum fault must_use programme_demo_room(struct programme_demo *made);  /* the first day */
enum fault must_use programme_demo_after(struct programme_demo *made); /* notes, decisions, actions */

#endif
