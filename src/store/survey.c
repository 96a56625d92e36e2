/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: the survey of a leadership programme. */
#include "store/survey.h"

#include "base/rand.h"
#include "db/digest.h"
#include "store/survey_shown.h"

#define UID_BYTES 16u

enum fault survey_begin(struct db *db, struct arena *arena, int64_t programme_id, struct str kind,
                        struct str structure, int64_t now, struct str *ret_uid)
{
    struct q_survey_id row;
    struct str uid = rand_hex(arena, UID_BYTES);
    if (structure.n > SURVEY_STRUCTURE_MAX) {
        return FAULT_TOO_LARGE;
    }
    enum fault fault = q_survey_id(db, arena, programme_id, kind, &row);
    if (fault != FAULT_NOT_FOUND) {
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    TRY(q_survey_add(db, uid, programme_id, kind, structure, now));
    *ret_uid = uid;
    return OK;
}

enum fault survey_answer_of(struct db *db, struct arena *arena, const struct survey_link *link,
                            struct q_survey_answer *ret_row)
{
    struct q_survey_answer row;
    TRY(q_survey_answer(db, arena, digest_of(arena, link->secret), &row));
    if (row.survey_id != link->survey_id) {
        return FAULT_NOT_FOUND;
    }
    *ret_row = row;
    return OK;
}

static enum fault must_use add_totals(struct db *db, const struct survey_link *link, const struct survey_totals *change)
{
    for (size_t i = 0; i < change->n; i++) {
        const struct survey_total *total = &change->items[i];
        TRY(q_survey_total_add(db, link->survey_id, S(""), total->code, total->row, total->value, total->n));
        if (link->named && link->sector.n > 0) {
            TRY(q_survey_total_add(db, link->survey_id, link->sector, total->code, total->row, total->value, total->n));
        }
    }
    return OK;
}

/* Of one that is sent for the first time: whether they have sent another. */
static enum fault must_use look_answered(struct db *db, struct arena *arena, const struct survey_link *link)
{
    struct q_survey_has_answered row;
    enum fault fault = q_survey_has_answered(db, arena, link->survey_id, link->participant_id, &row);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    return row.answered ? FAULT_CONFLICT : OK;
}

enum fault survey_answer_save(struct db *db, struct arena *arena, const struct survey *survey,
                              const struct survey_link *link, const struct survey_answers *answers, bool sent)
{
    struct q_survey_answer row = {.body = S("")};
    struct survey_answers old;
    struct buf body CLEANUP(buf_done);
    buf_init(&body, SURVEY_BODY_MAX);
    survey_answers_put(&body, answers);
    if (body.overflow) {
        return FAULT_TOO_LARGE;
    }
    enum fault fault = survey_answer_of(db, arena, link, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    if (sent && !row.sent && link->participant_id != 0) {
        TRY(look_answered(db, arena, link));
    }
    bool counts = sent || row.sent;
    old = survey_answers_read(arena, row.body);
    if (counts) {
        struct survey_totals change = survey_totals_change(arena, survey, row.sent ? &old : NULL, answers);
        TRY(survey_wait_for_others(db, link->survey_id));
        TRY(add_totals(db, link, &change));
        TRY(link->named ? OK : survey_settle(db, arena, link->survey_id, false));
    }
    struct maybe_int who = {link->named && link->participant_id != 0, link->participant_id};
    TRY(q_survey_answer_put(db, digest_of(arena, link->secret), link->survey_id, who,
                            link->named ? link->sector : S(""), buf_str(&body), counts));
    return counts && link->participant_id != 0 ? q_survey_note_answered(db, link->survey_id, link->participant_id) : OK;
}

enum fault survey_totals_load(struct db *db, struct arena *arena, int64_t survey_id, bool shown,
                              struct q_survey_totals **ret_rows, size_t *ret_n)
{
    TRY(q_survey_totals(db, arena, survey_id, ret_rows, ret_n));
    for (size_t i = 0; shown && i < *ret_n; i++) {
        (*ret_rows)[i].n = (*ret_rows)[i].shown;
    }
    return OK;
}

struct survey_totals survey_totals_in(struct arena *arena, const struct q_survey_totals *rows, size_t n,
                                      struct str sector)
{
    struct survey_totals totals = {arena_array(arena, struct survey_total, n + 1), 0};
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].sector, sector)) {
            totals.items[totals.n++] = (struct survey_total){rows[i].code, rows[i].row_code, rows[i].value, rows[i].n};
        }
    }
    return totals;
}

enum fault survey_erase_participant(struct db *db, struct str uid)
{
    TRY(q_survey_erase_answers(db, uid));
    return q_survey_erase_answered(db, uid);
}

enum fault survey_forget_answers(struct db *db, struct date ended_before)
{
    TRY(q_survey_forget_named(db));
    TRY(q_survey_forget_over(db, ended_before));
    TRY(q_survey_forget_told(db, ended_before));
    return q_survey_forget_asked(db, ended_before);
}

enum fault survey_forget_parts(struct db *db)
{
    TRY(q_survey_forget(db));
    TRY(q_survey_forget_loose(db));
    TRY(q_survey_forget_loose_asked(db));
    return q_survey_forget_totals(db);
}
