/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** assessment_band: between which levels other cities stand that let theirs be compared, without saying which.
**
** A city agrees for one of its assessments, and can take it back. Of each dimension only its level is kept apart, so no
** page reads another city's assessment, and of a licensed matrix no word leaves it. What is compared is one edition:
** the same framework, of the same day, with as many questions.
**
** A band goes from the lower to the upper quartile (domain/rating.h) of BAND_CITIES cities or more, so of five others
** for each of them. Alone that is not enough: with a sixth city joining or one leaving, the band before and the band
** after would tell where that city stands. So, as results of an open survey (store/survey.h), it is worked out anew
** only when BAND_CHANGES cities have come, gone or changed since, in that dimension; until then it stays as it was.
** Who takes their levels back is not counted the next time; when fewer than five others are left of those in it, it is
** not shown, and comes back only by the same rule. Five cities that tell each other all they know could still work out
** what is not theirs: that the page says. Within a transaction of the caller's.
*/
#ifndef STORE_ASSESSMENT_BAND_H
#define STORE_ASSESSMENT_BAND_H

#include "base/fault.h"
#include "db/db.h"
#include "store/assessment_band.sql.h"

#define BAND_OTHERS 5
#define BAND_CITIES (BAND_OTHERS + 1)
#define BAND_CHANGES 5

struct band_shared {
    int64_t member_id;
    struct str edition;
    int64_t assessment_id;
    const int *levels; /* by dimension; 0: it has none */
    size_t n;
};

enum fault must_use band_share(struct db *db, struct arena *arena, const struct band_shared *shared, int64_t person,
                               int64_t now);
/* The levels have changed; when that assessment is not the one that is shared nothing is done. */
enum fault must_use band_change(struct db *db, struct arena *arena, const struct band_shared *shared);
enum fault must_use band_take_back(struct db *db, struct arena *arena, int64_t member_id, struct str edition);
/* Of assessments that are gone. */
enum fault must_use band_forget(struct db *db);
/* Whether a band may be shown to the city that asked for it. */
bool band_is_shown(const struct q_assessment_bands *band);

#endif
