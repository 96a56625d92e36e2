/* SPDX-License-Identifier: AGPL-3.0-or-later
** carry: what becomes of ratings that came home. */
#include "store/assessment.h"
#include "store/carry.h"
#include "store/carry_rate.sql.h"

/* As when a round is opened again and closed (assessment_close): two looks must not tell what one person said. */
static enum fault must_use settle_round(struct db *db, const struct q_carry_rounds_said *round)
{
    bool is_new = !round->told_raters.known;
    if (!is_new && round->raters == round->told_raters.v && round->ratings == round->told_ratings.v) {
        return OK;
    }
    bool steps = is_new || round->raters >= round->told_raters.v + ASSESSMENT_STEP;
    return q_carry_round_told(db, round->id, steps ? round->raters : round->told_raters.v,
                              steps ? round->ratings : round->told_ratings.v, !steps);
}

enum fault carry_settle(struct db *db, struct arena *arena, struct str programme, int64_t now)
{
    struct q_carry_rounds_said *rounds;
    size_t n;
    TRY(q_assessment_round_forget(db));
    TRY(q_assessment_rater_forget_parts(db));
    TRY(q_rating_forget(db));
    TRY(q_assessment_level_forget(db));
    TRY(q_assessment_handed_forget(db));
    TRY(q_carry_rating_once(db, programme));
    TRY(q_carry_rating_once_left(db, programme));
    TRY(q_rating_confirmed_forget(db));
    TRY(q_rating_erase(db));
    TRY(q_carry_rounds_said(db, arena, programme, &rounds, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(settle_round(db, &rounds[i]));
    }
    return q_carry_assessment_touch(db, programme, now);
}
