/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment: rounds, raters and what they say. */
#include "store/assessment.h"

#include "base/rand.h"

#define UID_BYTES 16u

enum fault assessment_begin(struct db *db, struct arena *arena, const struct assessment_new *new, int64_t now,
                            struct str *ret_uid)
{
    struct q_assessment_count count;
    struct q_assessment_id row;
    TRY(q_assessment_count(db, arena, new->member_id, &count));
    if (count.n >= ASSESSMENTS_MAX) {
        return FAULT_TOO_LARGE;
    }
    struct str uid = rand_hex(arena, UID_BYTES);
    TRY(q_assessment_add(db, &(struct q_assessment_add_in){
        .uid = uid, .member_id = new->member_id, .programme_id = new->programme_id, .name = new->name,
        .framework = new->framework, .form = new->is_short ? S("short") : S("full"), .now = now}));
    TRY(q_assessment_id(db, arena, uid, &row));
    TRY(q_assessment_round_add(db, row.id, now));
    *ret_uid = uid;
    return OK;
}

enum fault assessment_rater_new(struct db *db, struct arena *arena, const struct q_assessment_of *row, size_t there,
                                const struct rater_new *new, int64_t now)
{
    if (row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    if (there >= ASSESSMENT_RATERS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_assessment_rater_add(db, rand_hex(arena, UID_BYTES), row->round_id, new->participant_id, new->name,
                                 sector_word(new->sector), now));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_rater_out(struct db *db, const struct q_assessment_of *row,
                                const struct q_assessment_raters *rater, int64_t now)
{
    TRY(rater->answers_n == 0 ? q_assessment_rater_remove(db, rater->id) : q_assessment_rater_erase(db, rater->id));
    TRY(q_rating_erase(db));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_close(struct db *db, const struct q_assessment_of *row, int64_t person, int64_t now)
{
    if (row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_assessment_round_close(db, row->round_id, person, now));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_reopen(struct db *db, const struct q_assessment_of *row, int64_t now)
{
    if (!row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_assessment_round_open(db, row->round_id));
    return q_assessment_touch(db, row->id, now);
}

enum fault assessment_again(struct db *db, struct arena *arena, const struct q_assessment_of *row, int64_t now)
{
    struct q_assessment_rater_before *before;
    struct q_assessment_round_last last;
    size_t n;
    if (!row->closed_at.known) {
        return FAULT_CONFLICT;
    }
    TRY(q_assessment_round_add(db, row->id, now));
    TRY(q_assessment_round_last(db, arena, row->id, &last));
    TRY(q_assessment_rater_before(db, arena, row->id, &before, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_assessment_rater_add(db, rand_hex(arena, UID_BYTES), last.id, before[i].participant_id, before[i].name,
                                     before[i].sector, now));
    }
    return q_assessment_touch(db, row->id, now);
}

/* Parts of what is gone. */
static enum fault must_use forget_parts(struct db *db)
{
    TRY(q_assessment_round_forget(db));
    TRY(q_assessment_rater_forget_parts(db));
    TRY(q_assessment_level_forget(db));
    return q_rating_forget(db);
}

enum fault assessment_end(struct db *db, int64_t id)
{
    TRY(q_assessment_remove(db, id));
    return forget_parts(db);
}

enum fault rating_say(struct db *db, const struct q_assessment_rater_by_uid *rater, struct str criterion, int answer,
                      struct str because)
{
    if (rater->closed_at.known) {
        return FAULT_CONFLICT;
    }
    if (answer == ANSWER_NONE) {
        return q_rating_remove(db, rater->id, criterion);
    }
    struct str said = answer > 0 ? S("level") : answer == ANSWER_DONT_KNOW ? S("dont_know") : S("not_applicable");
    return q_rating_put(db, rater->id, criterion, said, (struct maybe_int){answer > 0, answer > 0 ? answer : 0},
                        because);
}

int rating_answer(struct str answer, struct maybe_int level)
{
    return level.known                        ? (int)level.v
           : str_eq(answer, S("dont_know"))   ? ANSWER_DONT_KNOW
                                              : ANSWER_NOT_APPLICABLE;
}

enum fault assessment_tidy(struct db *db, int64_t now)
{
    TRY(q_assessment_forget(db, now - ASSESSMENT_KEPT_S));
    TRY(q_assessment_rater_forget(db, now - ASSESSMENT_NAMES_KEPT_S));
    TRY(q_rating_erase(db));
    return forget_parts(db);
}

enum fault assessment_city_left(struct db *db, int64_t before)
{
    TRY(q_assessment_forget_left(db, before));
    return forget_parts(db);
}

enum fault assessment_erase_participant(struct db *db, struct str participant_uid)
{
    TRY(q_assessment_participant_erase(db, participant_uid));
    return q_rating_erase(db);
}

enum fault assessment_programmes_gone(struct db *db)
{
    TRY(q_assessment_programme_forget(db));
    TRY(q_assessment_participant_forget(db));
    return q_rating_erase(db);
}

enum fault assessment_erase_person(struct db *db, int64_t person)
{
    TRY(q_assessment_round_erase(db, person));
    return q_assessment_level_erase(db, person);
}
