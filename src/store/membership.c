/* SPDX-License-Identifier: AGPL-3.0-or-later
** membership: steps of member cities. */
#include "store/assessment.h"
#include "store/matrix.sql.h"
#include "store/membership.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/fields.h"
#include "base/rand.h"
#include "store/bid_work.h"
#include "store/commitment.h"
#include "store/answer.h"
#include "store/deadline.h"
#include "store/mail.h"
#include "store/member_fact.h"
#include "store/person.h"
#include "store/profile_history.sql.h"
#include "store/profile_publish.sql.h"
#include "store/programme.h"
#include "store/setting.sql.h"

#define UID_BYTES 16u

const struct step_by step_by_role = {"role", {0}, S_INIT("")};

/* ---- joining */

static enum fault must_use add_step(struct db *db, int64_t member_id, enum city_step step, const struct step_by *by,
                                    int64_t now)
{
    return q_member_step_add(db, member_id, city_step_word(step), now, str_of(by->way), by->person, str_trim(by->why));
}

static enum fault must_use add_city(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                                    int64_t *ret_id)
{
    struct q_member_by_uid added;
    struct str uid = rand_hex(arena, UID_BYTES);
    TRY(q_member_add(db, uid, keys->name, keys->country, keys->lau_id, keys->gss_code, keys->geonames_id));
    TRY(q_member_by_uid(db, arena, uid, &added));
    *ret_id = added.id;
    return OK;
}

enum fault membership_join(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                           const struct step_by *by, int64_t now, int64_t *ret_id, bool *ret_joined)
{
    struct q_member_find row;
    int64_t id = 0;
    enum fault fault = q_member_find(db, arena, keys->lau_id, keys->gss_code, keys->geonames_id, keys->name,
                                     keys->country, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    if (fault == OK) {
        id = row.id;
    } else {
        TRY(add_city(db, arena, keys, &id));
    }
    bool joins = fault == FAULT_NOT_FOUND || str_eq(row.step, city_step_word(STEP_LEFT));
    TRY(joins ? add_step(db, id, STEP_JOINED, by, now) : OK);
    TRY(joins ? q_setting_note_change(db) : OK); /* the page of the city says it to everybody */
    *ret_id = id;
    if (ret_joined != NULL) {
        *ret_joined = joins;
    }
    return OK;
}

/* ---- who is told */

static enum fault must_use send(struct db *db, struct arena *arena, const struct q_member_step_told *to,
                                const char *kind, struct str fields, int64_t now)
{
    bool added;
    return mail_add(db, arena, &(struct mail_new){
        .kind = str_of(kind), .address = to->mail, .person = to->person_id, .language = to->language,
        .fields = fields}, now, &added); /* asked for: always added */
}

static bool is_staff(const struct q_member_step_told *row)
{
    return str_eq(row->role, S("coordinator"));
}

static bool is_main(const struct q_member_step_told *row)
{
    return str_eq(row->role, S("main_contact"));
}

/* Whoever has several roles is told once, as what stands first. */
static bool stands_before(const struct q_member_step_told *rows, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (rows[k].person_id == rows[i].person_id) {
            return true;
        }
    }
    return false;
}

static bool is_told(const struct membership_change *change, const struct q_member_step_told *row,
                    const struct log_someone *who)
{
    bool leaves = change->step == STEP_LEFT;
    bool did_it = who->is == LOG_PERSON && who->person == row->person_id;
    if (is_staff(row)) {
        return change->own && !did_it;
    }
    return leaves || (is_main(row) && !did_it);
}

static enum fault must_use tell(struct db *db, struct arena *arena, const struct membership_change *change,
                                int64_t number, const struct log_someone *who, int64_t now)
{
    struct q_member_step_told *rows;
    size_t n;
    TRY(q_member_step_told(db, arena, change->member_id, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        if (!stands_before(rows, i) && is_told(change, &rows[i], who)) {
            bool answers = change->step == STEP_LEAD_ASKED && is_main(&rows[i]);
            TRY(send(db, arena, &rows[i], answers ? LEAD_ASKED_MAIL : MEMBER_STEP_MAIL,
                     str_format(arena, "member=%lld\nnumber=%lld\nas=%s\n", (long long)change->member_id,
                                (long long)number, is_staff(&rows[i]) ? "staff" : "city"), now));
        }
    }
    return OK;
}

enum fault membership_tell_main(struct db *db, struct arena *arena, int64_t member_id, const char *kind,
                                struct str fields, int64_t now)
{
    struct q_member_step_told *rows;
    size_t n;
    TRY(q_member_step_told(db, arena, member_id, now, &rows, &n));
    bool has_main = n > 0 && is_main(&rows[0]); /* they stand first */
    for (size_t i = 0; i < n; i++) {
        if (has_main ? is_main(&rows[i]) : is_staff(&rows[i])) {
            TRY(send(db, arena, &rows[i], kind, fields, now));
        }
    }
    return OK;
}

/* ---- the other steps */

static enum fault must_use note(struct db *db, struct arena *arena, const struct membership_change *change,
                                const struct log_someone *who, int64_t now)
{
    static const char *const kinds[CITY_STEP__MAX] = {
        [STEP_JOINED] = "city-joined", [STEP_PAUSED] = "city-paused", [STEP_BACK] = "city-back",
        [STEP_LEFT] = "city-left", [STEP_LEAD_ASKED] = "city-lead-asked", [STEP_LEADS] = "city-leads",
        [STEP_LEAD_NO] = "city-lead-no", [STEP_LEAD_ENDED] = "city-lead-ended", [STEP_CHAIR] = "city-chair",
        [STEP_CHAIR_ENDED] = "city-chair-ended"};
    struct str why = str_trim(change->why);
    struct buf CLEANUP(buf_done) fields;
    buf_init(&fields, LOG_FIELDS_MAX);
    fields_put_int(&fields, "member", change->member_id);
    fields_put(&fields, "city", change->city);
    if (why.n > 0) {
        fields_put(&fields, "why", why);
    }
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kinds[change->step]), .who = *who, .now = now, .fields = str_copy(arena, buf_str(&fields))});
}

/* Of everybody, and each stands in the log. */
static enum fault must_use end_roles(struct db *db, struct arena *arena, int64_t member_id,
                                     const struct log_someone *who, int64_t now)
{
    struct q_member_roles *rows;
    struct maybe_int by = {who->is == LOG_PERSON, who->person};
    for (size_t n = 1; n > 0;) {
        TRY(q_member_roles(db, arena, member_id, now, &rows, &n));
        for (size_t i = 0; i < n; i++) {
            const struct role_new role = {.person_id = rows[i].person_id, .role = rows[i].role,
                                          .member_id = {true, member_id}, .given_by = by};
            TRY(role_end(db, arena, &role, now));
            TRY(trust_log_add(db, arena, &(struct log_event){
                .kind = S("role-ended"), .who = *who, .whom = {LOG_PERSON, rows[i].person_id, rows[i].name}, .now = now,
                .fields = str_format(arena, "role=%.*s\nmember=%lld\n", STR_ARG(rows[i].role),
                                     (long long)member_id)}));
        }
    }
    return OK;
}

static enum fault must_use end_all(struct db *db, struct arena *arena, int64_t member_id, const struct log_someone *who,
                                   int64_t now)
{
    TRY(end_roles(db, arena, member_id, who, now));
    return q_commitment_end(db, member_id, now, now + COMMITMENT_WHO_KEPT_S);
}

enum fault membership_tell(struct db *db, struct arena *arena, const struct membership_change *change, int64_t number,
                           const struct log_someone *who, int64_t now)
{
    TRY(tell(db, arena, change, number, who, now)); /* while they are something for the city */
    TRY(note(db, arena, change, who, now));
    return q_setting_note_change(db);
}

enum fault membership_step(struct db *db, struct arena *arena, const struct membership_change *change,
                           const struct log_someone *who, int64_t now)
{
    struct q_member_step_last last;
    enum city_step before;
    const struct step_by by = {change->own ? "city" : "network", {who->is == LOG_PERSON, who->person}, change->why};
    TRY(q_member_step_last(db, arena, change->member_id, &last));
    check(city_step_parse(last.step, &before));
    enum standing standing = standing_after(before);
    bool may = change->own ? standing_allows_own(standing, str_eq(last.way, S("network")), change->step)
                           : standing_allows(standing, change->step);
    if (!may) {
        return FAULT_CONFLICT;
    }
    TRY(add_step(db, change->member_id, change->step, &by, now));
    TRY(membership_tell(db, arena, change, last.number + 1, who, now));
    return change->step == STEP_LEFT ? end_all(db, arena, change->member_id, who, now) : OK;
}

enum fault membership_forget(struct db *db, int64_t now)
{
    int64_t before = now - MEMBERSHIP_KEPT_S;
    TRY(q_member_forget_items(db, before));
    TRY(q_member_forget_traits(db, before));
    TRY(q_member_forget_trait_cards(db, before));
    TRY(q_member_forget_area(db, before));
    TRY(deadline_forget_left(db, before));
    TRY(bid_forget_left(db, before));
    TRY(answer_forget_left(db, before));
    TRY(programme_forget_left(db, before));
    TRY(assessment_city_left(db, before));
    TRY(q_matrix_forget_left(db, before));
    TRY(q_publication_forget_left(db, before));
    TRY(q_profile_change_forget_left(db, before));
    TRY(q_member_fact_forget_left(db, before));
    return q_member_forget_profile(db, before);
}
