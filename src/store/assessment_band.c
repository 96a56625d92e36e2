/* SPDX-License-Identifier: AGPL-3.0-or-later
** assessment_band: levels that are shared, and bands that change by five at once. */
#include "store/assessment_band.h"

#include "domain/rating.h"

/* Those bands that are due are what stands now. */
static enum fault must_use step(struct db *db, struct arena *arena, struct str edition)
{
    struct q_assessment_share_due *due;
    size_t due_n;
    TRY(q_assessment_share_due(db, arena, edition, BAND_CHANGES, BAND_CITIES, &due, &due_n));
    for (size_t i = 0; i < due_n; i++) {
        struct q_assessment_share_levels *rows;
        size_t n;
        TRY(q_assessment_share_levels(db, arena, edition, due[i].dimension, &rows, &n));
        int *levels = arena_array(arena, int, n);
        for (size_t k = 0; k < n; k++) {
            levels[k] = (int)rows[k].level;
        }
        TRY(q_assessment_band_put(db, edition, due[i].dimension, (int64_t)n,
                                  (int64_t)(100 * rating_quantile(levels, n, 0.25) + 0.5),
                                  (int64_t)(100 * rating_quantile(levels, n, 0.75) + 0.5)));
        TRY(q_assessment_share_count(db, edition, due[i].dimension));
    }
    return q_assessment_share_forget(db);
}

static enum fault must_use put_levels(struct db *db, struct arena *arena, const struct band_shared *shared)
{
    for (size_t i = 0; i < shared->n; i++) {
        int level = shared->levels[i];
        TRY(q_assessment_share_put(db, shared->edition, (int64_t)i + 1, shared->member_id,
                                   (struct maybe_int){level > 0, level}));
    }
    return step(db, arena, shared->edition);
}

enum fault band_share(struct db *db, struct arena *arena, const struct band_shared *shared, int64_t person, int64_t now)
{
    TRY(q_assessment_sharing_put(db, shared->member_id, shared->edition, shared->assessment_id,
                                 (struct maybe_int){true, person}, now));
    return put_levels(db, arena, shared);
}

enum fault band_change(struct db *db, struct arena *arena, const struct band_shared *shared)
{
    struct q_assessment_sharing_of row;
    enum fault fault = q_assessment_sharing_of(db, arena, shared->member_id, shared->edition, &row);
    if (fault == FAULT_NOT_FOUND || (fault == OK && row.assessment_id != shared->assessment_id)) {
        return OK;
    }
    TRY(fault);
    return put_levels(db, arena, shared);
}

enum fault band_take_back(struct db *db, struct arena *arena, int64_t member_id, struct str edition)
{
    TRY(q_assessment_sharing_end(db, member_id, edition));
    TRY(q_assessment_share_end(db));
    return step(db, arena, edition);
}

enum fault band_forget(struct db *db)
{
    TRY(q_assessment_sharing_forget(db));
    TRY(q_assessment_share_end(db));
    return q_assessment_share_forget(db);
}

bool band_is_shown(const struct q_assessment_bands *band)
{
    return band->still - (band->mine ? 1 : 0) >= BAND_OTHERS;
}
