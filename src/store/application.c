/* SPDX-License-Identifier: AGPL-3.0-or-later
** application: a city asks to join. */
#include "store/application.h"

#include "base/fold.h"
#include "base/rand.h"
#include "store/mail.h"
#include "store/membership.h"
#include "store/trait.h"
#include "store/suggestion.h"

#define UID_BYTES 16u

/* ---- mails */

static enum fault must_use tell(struct db *db, struct arena *arena, struct str uid, struct str mail,
                                struct str language, int64_t now)
{
    bool added;
    const struct mail_new new = {.kind = S(APPLICATION_MAIL), .address = mail, .language = language,
                                 .fields = str_format(arena, "application=%.*s\n", STR_ARG(uid))};
    return mail_add(db, arena, &new, now, &added); /* asked for: always added */
}

/* Administrators only where there is no coordinator. */
static enum fault must_use tell_staff(struct db *db, struct arena *arena, struct str uid, int64_t now)
{
    struct q_application_staff *rows;
    size_t n;
    TRY(q_application_staff(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n && str_eq(rows[i].role, rows[0].role); i++) {
        bool added;
        const struct mail_new new = {.kind = S(APPLICATION_STAFF_MAIL), .address = rows[i].mail,
                                     .person = rows[i].person_id, .language = rows[i].language,
                                     .fields = str_format(arena, "application=%.*s\n", STR_ARG(uid))};
        TRY(mail_add(db, arena, &new, now, &added));
    }
    return OK;
}

/* ---- asking */

/* Over it may be asked anew, and behind a yes when the city has left since. */
static bool is_final(struct str state)
{
    return str_eq(state, S("waiting")) || str_eq(state, S("no"));
}

enum fault application_add(struct db *db, struct arena *arena, const struct application_new *application, int64_t now)
{
    struct q_application_by_mail before;
    const struct q_member_keys *keys = &application->keys;
    const struct q_application_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .person_id = application->person_id, .city = str_trim(keys->name),
        .country = keys->country,
        .lau_id = keys->lau_id, .gss_code = keys->gss_code, .geonames_id = keys->geonames_id,
        .place = place_key(arena, keys), .name = str_trim(application->name), .mail = str_trim(application->mail),
        .mail_folded = person_fold_mail(arena, application->mail), .says = str_trim(application->says),
        .wish = str_trim(application->wish), .language = application->language, .now = now,
        .ends_at = now + APPLICATION_PROVE_S, .remove_at = now + APPLICATION_PROVE_S,
    };
    enum fault fault = q_application_by_mail(db, arena, in.place, in.mail_folded, &before);
    if (fault == OK && is_final(before.state)) {
        return tell(db, arena, before.uid, in.mail, in.language, now);
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(fault == OK ? q_application_remove(db, before.id) : OK);
    TRY(q_application_add(db, &in));
    return tell(db, arena, in.uid, in.mail, in.language, now);
}

void application_find_member_soon(struct db *db, const struct q_member_keys *keys)
{
    q_application_member_soon(db, keys->lau_id, keys->gss_code, keys->geonames_id);
    q_application_unlisted_soon(db, keys->country);
}

/* Both are read each time: they may have been asked ahead. */
enum fault application_find_member(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                                   struct q_application_member *ret_member)
{
    struct q_application_unlisted *rows;
    size_t n;
    struct str name = fold(arena, str_trim(keys->name));
    enum fault fault = q_application_member(db, arena, keys->lau_id, keys->gss_code, keys->geonames_id, ret_member);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(q_application_unlisted(db, arena, keys->country, &rows, &n));
    for (size_t i = 0; fault == FAULT_NOT_FOUND && i < n; i++) {
        if (str_eq(fold(arena, rows[i].name), name)) {
            *ret_member = (struct q_application_member){rows[i].id, rows[i].uid, rows[i].name};
            fault = OK;
        }
    }
    return fault;
}

struct q_member_keys application_keys(const struct q_application_by_uid *row)
{
    return (struct q_member_keys){row->city, row->country, row->lau_id, row->gss_code, row->geonames_id};
}

enum fault application_prove(struct db *db, struct arena *arena, const struct q_application_by_uid *row, int64_t now)
{
    struct q_application_count waiting;
    int64_t ends_at = now + APPLICATION_WAIT_S;
    if (!str_eq(row->state, S("unproven")) || row->ends_at <= now) {
        return FAULT_CONFLICT;
    }
    TRY(q_application_count(db, arena, &waiting));
    if (waiting.n >= APPLICATIONS_MAX) {
        return FAULT_TOO_LARGE;
    }
    const struct q_application_save_in in = {.id = row->id, .state = S("waiting"), .why = S(""), .ends_at = ends_at,
                                             .remove_at = ends_at + APPLICATION_KEPT_S};
    TRY(q_application_save(db, &in));
    return tell_staff(db, arena, row->uid, now);
}

/* ---- answering */

struct answer {
    const char *state;
    struct str why;
    struct maybe_int by;
    struct maybe_int member_id;
};

/* Answered or over, it is kept for a while. */
static enum fault must_use finish(struct db *db, struct arena *arena, const struct q_application_by_uid *row,
                                  const struct answer *answer, int64_t now)
{
    const struct q_application_save_in in = {
        .id = row->id, .state = str_of(answer->state), .why = str_trim(answer->why), .answered_by = answer->by,
        .member_id = answer->member_id, .ends_at = now, .remove_at = now + APPLICATION_KEPT_S,
    };
    TRY(q_application_save(db, &in));
    return tell(db, arena, row->uid, row->mail, row->language, now);
}

static bool waits(const struct q_application_by_uid *row, int64_t now)
{
    return str_eq(row->state, S("waiting")) && row->ends_at > now;
}

enum fault application_accept(struct db *db, struct arena *arena, const struct q_application_by_uid *row,
                              struct str why, int64_t by, int64_t now, int64_t *ret_member_id,
                              struct role_taken *ret_taken)
{
    struct q_application_member member;
    const struct q_member_keys keys = application_keys(row);
    const struct person_new person = {row->name, row->mail, row->language};
    struct role_new role = {.person_id = row->person_id.v, .role = S("main_contact"), .member_id = {.known = true},
                            .given_by = {true, by}};
    struct answer answer = {"yes", why, {true, by}, {.known = true}};
    const struct step_by step = {"application", {true, by}, why};
    *ret_taken = (struct role_taken){0};
    enum fault fault = application_find_member(db, arena, &keys, &member);
    if (!waits(row, now) || fault != FAULT_NOT_FOUND) {
        return fault == OK || fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault;
    }
    TRY(membership_join(db, arena, &keys, &step, now, ret_member_id, NULL));
    role.member_id.v = *ret_member_id;
    answer.member_id.v = *ret_member_id;
    TRY(role_take(db, arena, &person, &role, now, ret_taken));
    TRY(trait_begin(db, *ret_member_id, row->wish, now)); /* the application goes, what the city wants stays */
    TRY(suggestion_joined(db, arena, &keys, *ret_member_id, now));
    return finish(db, arena, row, &answer, now);
}

enum fault application_refuse(struct db *db, struct arena *arena, const struct q_application_by_uid *row,
                              struct str why, int64_t by, int64_t now)
{
    const struct answer answer = {"no", why, {true, by}, {0}};
    return waits(row, now) ? finish(db, arena, row, &answer, now) : FAULT_CONFLICT;
}

/* ---- the retention clock */

static enum fault must_use end_some(struct db *db, struct arena *arena, int64_t now)
{
    struct q_application_to_end *rows;
    struct q_application_by_uid row;
    const struct answer over = {"over", S(""), {0}, {0}};
    size_t n;
    TRY(q_application_to_end(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_application_by_uid(db, arena, rows[i].uid, &row));
        TRY(finish(db, arena, &row, &over, now));
    }
    return OK;
}

enum fault application_end(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    TRY(db_end(db, end_some(db, arena, now)));
    return q_application_forget(db, now);
}
