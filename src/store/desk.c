/* SPDX-License-Identifier: AGPL-3.0-or-later
** desk: gathering what waits. */
#include "store/desk.h"

#include "base/check.h"
#include "domain/commitment.h"
#include "domain/standing.h"
#include "store/bid_work.sql.h"
#include "store/deadline.h"
#include "store/driver.h"

#define ROWS_MAX DESK_ROWS_MAX /* as desk.sql gives at most */
#define CITY_KINDS (8 + DESK_PROGRAMME_KINDS)
#define STAFF_ROWS_MAX 23 /* as desk.sql gives at most, two of driving, one of rules */

static bool is_staff(const struct desk_whose *whose)
{
    return whose->applications || whose->remarks || whose->jobs || whose->member_cities;
}

void desk_list_soon(struct db *db, const struct desk_whose *whose)
{
    if (whose->acts_for_city) {
        q_desk_talks_soon(db, whose->person_id, whose->now, whose->now - DESK_TALK_HELD_S);
        q_desk_bids_soon(db, whose->person_id, whose->now);
        q_desk_claims_soon(db, whose->person_id, whose->now);
        q_desk_commitments_soon(db, whose->person_id, whose->now, whose->now + COMMITMENT_SOON_S);
        q_desk_publications_soon(db, whose->person_id, whose->now);
        q_desk_leads_soon(db, whose->person_id, whose->now, whose->now - LEAD_ASKED_S);
        q_desk_answers_soon(db, whose->person_id, whose->now);
        desk_deadlines_soon(db, whose);
        desk_programmes_soon(db, whose);
    }
    if (is_staff(whose)) {
        q_desk_staff_soon(db, whose->now, whose->now - DESK_QUIET_S, whose->now - DESK_INVITED_S,
                          whose->now - DESK_ENDED_S);
    }
    if (whose->rules) {
        q_desk_rules_soon(db, whose->person_id);
    }
    if (whose->drives) {
        driver_load_soon(db, whose->now);
    }
}

static enum fault must_use add_bids(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                    struct desk_item *items, size_t *n)
{
    struct q_desk_bids *rows;
    size_t rows_n;
    TRY(q_desk_bids(db, arena, whose->person_id, whose->now, &rows, &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        items[(*n)++] = (struct desk_item){
            .kind = DESK_BID_ASKED, .since = rows[i].asked_at, .n = rows[i].takes_lead ? 2 : 1, .about = rows[i].uid,
            .member_uid = rows[i].member_uid, .city = rows[i].city, .other = rows[i].lead};
    }
    return OK;
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
        size_t at = begin;
        while (at < *n && !str_eq(items[at].member_uid, rows[i].member_uid)) {
            at++;
        }
        if (at == *n) {
            items[(*n)++] = (struct desk_item){DESK_CLAIM, rows[i].ends_at, rows[i].made_at, 0, rows[i].uid,
                                               rows[i].member_uid, rows[i].city, S("")};
        }
        items[at].n++;
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

static enum fault must_use add_leads(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                     struct desk_item *items, size_t *n)
{
    struct q_desk_leads *rows;
    size_t rows_n;
    TRY(q_desk_leads(db, arena, whose->person_id, whose->now, whose->now - LEAD_ASKED_S, &rows, &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        items[(*n)++] = (struct desk_item){.kind = DESK_LEAD, .due_at = rows[i].at + LEAD_ASKED_S, .since = rows[i].at,
                                           .n = 1, .member_uid = rows[i].member_uid, .city = rows[i].city};
    }
    return OK;
}

static enum fault must_use add_publications(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                            struct desk_item *items, size_t *n)
{
    struct q_desk_publications *rows;
    size_t rows_n;
    TRY(q_desk_publications(db, arena, whose->person_id, whose->now, &rows, &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        items[(*n)++] = (struct desk_item){
            .kind = DESK_PUBLISH, .since = rows[i].asked_at, .n = 1, .about = rows[i].part,
            .member_uid = rows[i].member_uid, .city = rows[i].city, .other = rows[i].asked_name};
    }
    return OK;
}

static void add_talks(const struct desk_whose *whose, const struct q_desk_talks *rows, size_t rows_n,
                      struct desk_item *items, size_t *n)
{
    for (size_t i = 0; i < rows_n; i++) {
        const struct q_desk_talks *row = &rows[i];
        bool is_over = str_eq(row->state, S("yes")) && row->slot.v < whose->now && row->our_was.n == 0;
        bool waits = str_eq(row->state, S("asked")) && row->is_asked;
        if (waits || is_over) {
            items[(*n)++] = (struct desk_item){
                .kind = waits ? DESK_TALK_ASKED : DESK_TALK_AFTER, .due_at = waits ? row->ends_at : 0,
                .since = waits ? row->made_at : 0, .n = 1, .about = row->uid, .member_uid = row->member_uid,
                .city = row->city, .other = row->other};
        }
    }
}

const struct q_desk_talks *desk_next_talk(const struct q_desk_talks *rows, size_t n, int64_t now)
{
    for (size_t i = 0; i < n; i++) { /* they are in the order of their time */
        if (str_eq(rows[i].state, S("yes")) && rows[i].slot.v >= now) {
            return &rows[i];
        }
    }
    return NULL;
}

bool desk_is_awaited(const struct q_desk_talks *row)
{
    return str_eq(row->state, S("asked")) && row->we_asked;
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

/* The kinds of desk_staff, and who sees them. */
static bool staff_kind(struct str name, const struct desk_whose *whose, enum desk_kind *ret_kind)
{
    const struct { const char *name; enum desk_kind kind; bool may; } all[] = {
        {"application", DESK_APPLICATION, whose->applications},
        {"suggestion", DESK_SUGGESTION, whose->applications},
        {"remark", DESK_REMARK, whose->remarks},
        {"job", DESK_JOB, whose->jobs},
        {"quiet", DESK_QUIET, whose->member_cities},
        {"application-over", DESK_APPLICATION_OVER, whose->applications},
        {"invited-over", DESK_INVITED_OVER, whose->applications},
        {"commitment-over", DESK_COMMITMENT_OVER, whose->member_cities},
        {"lead-over", DESK_LEAD_OVER, whose->member_cities},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (str_eq(name, str_of(all[i].name))) {
            *ret_kind = all[i].kind;
            return all[i].may;
        }
    }
    return false;
}

static enum fault must_use add_staff(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                     struct desk_item *items, size_t *n)
{
    struct q_desk_staff *rows;
    size_t rows_n;
    enum desk_kind kind;
    TRY(q_desk_staff(db, arena, whose->now, whose->now - DESK_QUIET_S, whose->now - DESK_INVITED_S,
                     whose->now - DESK_ENDED_S, &rows, &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        if (rows[i].n > 0 && staff_kind(rows[i].kind, whose, &kind)) {
            items[(*n)++] = (struct desk_item){
                .kind = kind, .due_at = rows[i].ends_at.known ? rows[i].ends_at.v : 0,
                .since = rows[i].since.known ? rows[i].since.v : 0, .n = rows[i].n, .about = rows[i].about,
                .member_uid = S(""), .city = rows[i].city, .other = S("")};
        }
    }
    return OK;
}

static enum fault must_use add_rules(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                     struct desk_item *items, size_t *n)
{
    struct q_desk_rules row;
    TRY(q_desk_rules(db, arena, whose->person_id, &row));
    if (row.n > 0) {
        items[(*n)++] = (struct desk_item){.kind = DESK_RULE, .since = row.since.v, .n = row.n, .about = row.about};
    }
    return OK;
}

static enum fault must_use add_driving(struct db *db, struct arena *arena, const struct desk_whose *whose,
                                       struct desk_item *items, size_t *n)
{
    struct drivers drivers;
    TRY(driver_load(db, arena, whose->now, &drivers));
    for (int part = 0; part < PART__MAX; part++) {
        const struct q_driver_now *row = &drivers.rows[part];
        if (drivers.posts[part].stands && row->person_id == whose->person_id && !row->shown.known) {
            items[(*n)++] = (struct desk_item){.kind = DESK_DRIVER_NAME, .n = part};
        }
    }
    if (drivers.gap != GAP_NONE) {
        items[(*n)++] = (struct desk_item){.kind = DESK_DRIVER, .n = drivers.gap};
    }
    return OK;
}

enum fault desk_list(struct db *db, struct arena *arena, const struct desk_whose *whose, struct desk_item **ret_items,
                     size_t *ret_n, struct q_desk_talks **ret_talks, size_t *ret_talks_n)
{
    struct desk_item *items = arena_array(arena, struct desk_item, CITY_KINDS * ROWS_MAX + STAFF_ROWS_MAX);
    size_t n = 0;
    *ret_talks_n = 0;
    if (whose->acts_for_city) {
        TRY(q_desk_talks(db, arena, whose->person_id, whose->now, whose->now - DESK_TALK_HELD_S, ret_talks,
                         ret_talks_n));
        add_talks(whose, *ret_talks, *ret_talks_n, items, &n);
        TRY(add_bids(db, arena, whose, items, &n));
        TRY(add_claims(db, arena, whose, items, &n));
        TRY(add_commitments(db, arena, whose, items, &n));
        TRY(add_leads(db, arena, whose, items, &n));
        TRY(add_publications(db, arena, whose, items, &n));
        TRY(desk_deadlines_add(db, arena, whose, items, &n));
        TRY(desk_programmes_add(db, arena, whose, items, &n));
        TRY(add_questions(db, arena, whose, items, &n));
    }
    TRY(is_staff(whose) ? add_staff(db, arena, whose, items, &n) : OK);
    TRY(whose->rules ? add_rules(db, arena, whose, items, &n) : OK);
    TRY(whose->drives ? add_driving(db, arena, whose, items, &n) : OK);
    *ret_items = items;
    *ret_n = n;
    return OK;
}

int64_t desk_since(const struct q_desk_seen *seen, int64_t created_at, int64_t now)
{
    int64_t since = seen->desk_seen_at.known ? seen->desk_seen_at.v : created_at;
    return since > now - DESK_CHANGED_S ? since : now - DESK_CHANGED_S;
}
