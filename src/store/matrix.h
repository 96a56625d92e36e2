/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** matrix: a matrix that a member city holds a licence for. It belongs to that city alone: its text is read by two
** statements only, for pages of an assessment of the same city and for who rates in one; it is in no search, feed,
** export or list. As long as an assessment asks by it, it stays. Within a transaction of the caller's.
*/
#ifndef STORE_MATRIX_H
#define STORE_MATRIX_H

#include "base/fault.h"
#include "db/db.h"
#include "store/matrix.sql.h"

#define MATRICES_MAX 20 /* of one city */

struct matrix_new {
    int64_t member_id;
    struct str title;
    struct str holder;
    struct str ref;
    struct str body;
    int64_t person;
};

/* there: how many the city has. FAULT_TOO_LARGE: MATRICES_MAX. */
enum fault must_use matrix_new_add(struct db *db, struct arena *arena, const struct matrix_new *new, size_t there,
                                   int64_t now);
/* The text that an assessment, or the round of a rater, asks by; "" it is ours. */
enum fault must_use matrix_text_of(struct db *db, struct arena *arena, struct str assessment_uid, struct str *ret_body);
enum fault must_use matrix_text_for(struct db *db, struct arena *arena, struct str rater_uid, struct str *ret_body);

#endif
