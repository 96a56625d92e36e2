/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk: gathering what waits. */
#include "store/desk.h"

#include "domain/commitment.h"

#define CITIES_MAX 50 /* as desk_claims, desk_talks, desk_commitments and desk_answers */
#define STAFF_KINDS 3

void desk_list_soon(struct db *db, const struct desk_whose *whose)
{
    if (whose->acts_for_city) {
        q_desk_claims_soon(db, whose->person_id, whose->now);
        q_desk_commitments_soon(db, whose->person_id, whose->now, whose->now + COMMITMENT_SOON_S);
        q_desk_talks_soon(db, whose->person_id, whose->now);
        q_desk_answers_soon(db, whose->person_id, whose->now);
    }
    if (whose->applications || whose->remarks || whose->jobs) {
        q_desk_staff_soon(db, whose->now);
    }
}

/* The item of that kind and city, of those from `begin` on, counting one more; a new one begins with `item`. */
static void count_one(struct desk_item *items, size_t begin, size_t *n, const struct desk_item *item)
{
    size_t at = begin;
    while (at < *n && !str_eq(items[at].member_uid, item->member_uid)) {
        at++;
    }
    if (at == *n) {
        items[(*n)++] = *item;
    }
    items[at].n++;
}

/* One for each city, with how many ask. */
static enum fault must_use add_claims(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                      struct desk_item *items, size_t *n)
{
    struct q_desk_claims *rows;
    size_t rows_n;
    TRY(q_desk_claims(db, arena, whose->person_id, whose->now, &rows, &rows_n));
    size_t begin = *n;
    for (size_t i = 0; i < rows_n; i++) {
        count_one(items, begin, n, &(struct desk_item){DESK_CLAIM, rows[i].ends_at, rows[i].made_at, 0, rows[i].uid,
                                                       rows[i].member_uid, rows[i].city});
    }
    return OK;
}

static enum fault must_use add_talks(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                     struct desk_item *items, size_t *n)
{
    struct q_desk_talks *rows;
    size_t rows_n;
    TRY(q_desk_talks(db, arena, whose->person_id, whose->now, &rows, &rows_n));
    size_t begin = *n;
    for (size_t i = 0; i < rows_n; i++) {
        count_one(items, begin, n, &(struct desk_item){DESK_TALK, rows[i].ends_at, rows[i].made_at, 0, rows[i].uid,
                                                       rows[i].member_uid, rows[i].city});
    }
    return OK;
}

static enum fault must_use add_commitments(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                           struct desk_item *items, size_t *n)
{
    struct q_desk_commitments *rows;
    size_t rows_n;
    TRY(q_desk_commitments(db, arena, whose->person_id, whose->now, whose->now + COMMITMENT_SOON_S, &rows, &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        enum commitment_state state = commitment_judge(rows[i].ends_at, whose->now);
        items[(*n)++] = (struct desk_item){
            .kind = DESK_COMMITMENT, .due_at = state == COMMITMENT_ENDS_SOON ? rows[i].ends_at : 0, .n = state,
            .member_uid = rows[i].member_uid, .city = rows[i].city};
    }
    return OK;
}

static enum fault must_use add_questions(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                         struct desk_item *items, size_t *n)
{
    struct q_desk_answers *rows;
    size_t rows_n;
    TRY(q_desk_answers(db, arena, whose->person_id, whose->now, &rows, &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        if (rows[i].answered < DESK_QUESTIONS_N) {
            items[(*n)++] = (struct desk_item){.kind = DESK_QUESTIONS, .n = DESK_QUESTIONS_N - rows[i].answered,
                                               .member_uid = rows[i].member_uid, .city = rows[i].city};
        }
    }
    return OK;
}

static enum fault must_use add_staff(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                     struct desk_item *items, size_t *n)
{
    struct q_desk_staff row;
    TRY(q_desk_staff(db, arena, whose->now, &row));
    if (whose->applications && row.applications > 0) {
        items[(*n)++] = (struct desk_item){DESK_APPLICATION, row.application_ends_at.v, row.application_at.v,
                                           row.applications, row.application_uid, S(""), S("")};
    }
    if (whose->remarks && row.remarks > 0) {
        items[(*n)++] = (struct desk_item){DESK_REMARK, 0, row.remark_at.v, row.remarks,
                                           str_format(arena, "%lld", (long long)row.remark_id.v), S(""), S("")};
    }
    if (whose->jobs && row.jobs > 0) {
        items[(*n)++] = (struct desk_item){DESK_JOB, 0, 0, row.jobs,
                                           str_format(arena, "%lld", (long long)row.job_id.v), S(""), S("")};
    }
    return OK;
}

enum fault desk_list(struct db *db, struct arena *arena, const struct desk_whose *whose, struct desk_item **ret_items,
                     size_t *ret_n)
{
    struct desk_item *items = arena_array(arena, struct desk_item, 4 * CITIES_MAX + STAFF_KINDS);
    size_t n = 0;
    if (whose->acts_for_city) {
        TRY(add_claims(db, arena, whose, items, &n));
        TRY(add_commitments(db, arena, whose, items, &n));
        TRY(add_talks(db, arena, whose, items, &n));
        TRY(add_questions(db, arena, whose, items, &n));
    }
    if (whose->applications || whose->remarks || whose->jobs) {
        TRY(add_staff(db, arena, whose, items, &n));
    }
    *ret_items = items;
    *ret_n = n;
    return OK;
}

int64_t desk_since(const struct q_desk_seen *seen, int64_t created_at, int64_t now)
{
    int64_t since = seen->desk_seen_at.known ? seen->desk_seen_at.v : created_at;
    return since > now - DESK_CHANGED_S ? since : now - DESK_CHANGED_S;
}
