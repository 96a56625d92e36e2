/* SPDX-License-Identifier: AGPL-3.0-or-later
** lead: steps of cities that lead. */
#include "store/lead.h"

#include "base/check.h"

static enum fault must_use add(struct db *db, struct arena *arena, const struct lead_change *change, const char *way,
                               const struct log_someone *who, int64_t now)
{
    const struct membership_change *to = &change->to;
    struct q_lead_last kept;
    const struct q_lead_add_in step = {
        .member_id = to->member_id, .step = city_step_word(to->step), .now = now, .way = str_of(way),
        .by_person = {who->is == LOG_PERSON, who->person}, .why = str_trim(to->why),
        .until = {change->until > 0, change->until}, .reasons = change->reasons, .by_member = change->by_member};
    TRY(q_lead_add(db, &step));
    TRY(q_lead_last(db, arena, to->member_id, &kept));
    return membership_tell(db, arena, to, kept.number, who, now);
}

/* Who is in the chair leaves it. */
static enum fault must_use clear_chair(struct db *db, struct arena *arena, const struct log_someone *who, int64_t now)
{
    struct q_lead_list *rows;
    size_t n;
    TRY(q_lead_list(db, arena, now, now - LEAD_ASKED_S, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].step, city_step_word(STEP_CHAIR))) {
            const struct lead_change change = {
                {rows[i].member_id, rows[i].name, STEP_CHAIR_ENDED, false, S("")}, S(""), rows[i].until.v, {0}};
            TRY(add(db, arena, &change, "network", who, now));
        }
    }
    return OK;
}

enum fault lead_step(struct db *db, struct arena *arena, const struct lead_change *change,
                     const struct log_someone *who, int64_t now)
{
    struct q_lead_last last;
    struct q_lead_list *rows;
    struct lead_change next = *change;
    enum city_step before, step = change->to.step;
    size_t n;
    TRY(q_lead_last(db, arena, change->to.member_id, &last));
    TRY(q_lead_list(db, arena, now, now - LEAD_ASKED_S, &rows, &n));
    check(city_step_parse(last.step, &before));
    enum leading leading = leading_after(before, last.at, last.until.v, now);
    if (!leading_allows(standing_after(before), leading, change->to.own, step) ||
        (change->by_member.known && change->by_member.v == change->to.member_id)) {
        return FAULT_CONFLICT;
    }
    if (step == STEP_LEAD_ASKED && n >= LEAD_MOST) {
        return FAULT_TOO_LARGE;
    }
    if (step == STEP_CHAIR) {
        TRY(clear_chair(db, arena, who, now));
    }
    if (step == STEP_LEADS || step == STEP_CHAIR || step == STEP_CHAIR_ENDED) {
        next.until = last.until.v;
    }
    return add(db, arena, &next, change->to.own ? "city" : "network", who, now);
}

enum fault lead_end(struct db *db, struct arena *arena, int64_t now)
{
    static const struct log_someone itself = {.is = LOG_ITSELF};
    struct q_lead_due *rows;
    size_t n;
    TRY(db_begin(db));
    enum fault fault = q_lead_due(db, arena, now, now - LEAD_ASKED_S, &rows, &n);
    for (size_t i = 0; fault == OK && i < n; i++) {
        bool asked = str_eq(rows[i].step, city_step_word(STEP_LEAD_ASKED));
        const struct lead_change change = {
            {rows[i].member_id, rows[i].name, asked ? STEP_LEAD_NO : STEP_LEAD_ENDED, false, S("")}, S(""), 0, {0}};
        fault = add(db, arena, &change, "time", &itself, now);
    }
    return db_end(db, fault);
}
