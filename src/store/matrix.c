/* SPDX-License-Identifier: AGPL-3.0-or-later
** matrix: a city's own. */
#include "store/matrix.h"

#include "base/rand.h"

#define UID_BYTES 16u

enum fault matrix_new_add(struct db *db, struct arena *arena, const struct matrix_new *new, size_t there, int64_t now)
{
    if (there >= MATRICES_MAX) {
        return FAULT_TOO_LARGE;
    }
    return q_matrix_add(db, &(struct q_matrix_add_in){
        .uid = rand_hex(arena, UID_BYTES), .member_id = new->member_id, .title = new->title, .holder = new->holder,
        .ref = new->ref, .body = new->body, .person_id = {true, new->person}, .now = now});
}

enum fault matrix_text_of(struct db *db, struct arena *arena, struct str assessment_uid, struct str *ret_body)
{
    struct q_matrix_of_assessment row = {.body = S("")};
    enum fault fault = q_matrix_of_assessment(db, arena, assessment_uid, &row);
    *ret_body = fault == OK ? row.body : S("");
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

enum fault matrix_text_for(struct db *db, struct arena *arena, struct str rater_uid, struct str *ret_body)
{
    struct q_matrix_of_rater row = {.body = S("")};
    enum fault fault = q_matrix_of_rater(db, arena, rater_uid, &row);
    *ret_body = fault == OK ? row.body : S("");
    return fault == FAULT_NOT_FOUND ? OK : fault;
}
