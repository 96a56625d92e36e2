/* SPDX-License-Identifier: AGPL-3.0-or-later
** commitment: what a city has signed. */
#include "store/commitment.h"

#include "store/mail.h"
#include "store/membership.h"

enum fault commitment_sign(struct db *db, struct arena *arena, const struct commitment_new *commitment,
                           const struct log_someone *who, int64_t now)
{
    bool decided = commitment->decided;
    int64_t ends_at = commitment_ends(now, commitment->years);
    TRY(q_commitment_add(db, &(struct q_commitment_add_in){
        .member_id = commitment->member_id, .version = commitment->version, .person_id = who->person,
        .name = who->name, .job = str_trim(commitment->job), .authority = decided ? S("decision") : S("officer"),
        .reference = decided ? str_trim(commitment->reference) : S(""),
        .decided_on = decided ? commitment->decided_on : DATE_NONE,
        .confirm_by = decided ? S("") : str_trim(commitment->confirm_by), .now = now, .ends_at = ends_at,
        .who_until = ends_at + COMMITMENT_WHO_KEPT_S}));
    struct date until = {(int32_t)(ends_at / 86400)};
    return trust_log_add(db, arena, &(struct log_event){
        .kind = S("commitment-signed"), .who = *who, .now = now,
        .fields = str_format(arena, "member=%lld\ncity=%.*s\nwords=%lld\nauthority=%s\nuntil=%.*s\n",
                             (long long)commitment->member_id, STR_ARG(commitment->city),
                             (long long)commitment->version, decided ? "decision" : "officer",
                             STR_ARG(date_iso(arena, until)))});
}

/* ---- asking again */

static enum fault must_use ask_again(struct db *db, struct arena *arena, const struct q_commitment_due *row,
                                     int64_t now)
{
    struct str fields = str_format(arena, "commitment=%lld\n", (long long)row->id);
    TRY(membership_tell_main(db, arena, row->member_id, COMMITMENT_MAIL, fields, now));
    return q_commitment_asked(db, row->id);
}

static enum fault must_use ask_some(struct db *db, struct arena *arena, int64_t now)
{
    struct q_commitment_due *rows;
    size_t n;
    TRY(q_commitment_due(db, arena, now, now + COMMITMENT_LAST_S, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(ask_again(db, arena, &rows[i], now));
    }
    return OK;
}

enum fault commitment_remind(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    TRY(db_end(db, ask_some(db, arena, now)));
    return q_commitment_forget_who(db, now);
}
