/* SPDX-License-Identifier: AGPL-3.0-or-later
** claim: somebody asks to act for a member city. */
#include "store/claim.h"

#include "base/rand.h"
#include "store/invitation.h"
#include "store/mail.h"

#define UID_BYTES 16u

/* ---- mails */

static enum fault must_use tell(struct db *db, struct arena *arena, struct str uid, struct str mail,
                                struct str language, int64_t now)
{
    bool added;
    const struct mail_new new = {.kind = S(CLAIM_MAIL), .address = mail, .language = language,
                                 .fields = str_format(arena, "claim=%.*s\n", STR_ARG(uid))};
    return mail_add(db, arena, &new, now, &added); /* asked for: always added */
}

static enum fault must_use ask_voucher(struct db *db, struct arena *arena, const struct q_claim_by_uid *row,
                                       const struct q_claim_vouchers *voucher, int64_t now)
{
    bool added;
    const struct mail_new new = {.kind = S(CLAIM_VOUCH_MAIL), .address = voucher->mail, .person = voucher->person_id,
                                 .language = voucher->language,
                                 .fields = str_format(arena, "claim=%.*s\n", STR_ARG(row->uid))};
    return mail_add(db, arena, &new, now, &added);
}

/* Coordinators only where the city has no main contact. */
static enum fault must_use ask_vouchers(struct db *db, struct arena *arena, const struct q_claim_by_uid *row,
                                        int64_t now)
{
    struct q_claim_vouchers *rows;
    size_t n;
    TRY(q_claim_vouchers(db, arena, row->member_id, now, &rows, &n));
    for (size_t i = 0; i < n && str_eq(rows[i].role, rows[0].role); i++) {
        TRY(ask_voucher(db, arena, row, &rows[i], now));
    }
    return OK;
}

/* ---- asking */

static bool is_final(struct str state)
{
    return str_eq(state, S("waiting")) || str_eq(state, S("no"));
}

enum fault claim_add(struct db *db, struct arena *arena, const struct claim_new *claim, int64_t now)
{
    struct q_claim_by_mail before;
    const struct q_claim_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .member_id = claim->member_id, .person_id = claim->person_id,
        .name = str_trim(claim->name), .mail = str_trim(claim->mail),
        .mail_folded = person_fold_mail(arena, claim->mail), .says = str_trim(claim->says),
        .language = claim->language, .now = now, .ends_at = now + CLAIM_PROVE_S, .remove_at = now + CLAIM_PROVE_S,
    };
    enum fault fault = q_claim_by_mail(db, arena, in.member_id, in.mail_folded, &before);
    if (fault == OK && is_final(before.state)) {
        return tell(db, arena, before.uid, in.mail, in.language, now);
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(fault == OK ? q_claim_remove(db, before.id) : OK);
    TRY(q_claim_add(db, &in));
    return tell(db, arena, in.uid, in.mail, in.language, now);
}

/* ---- a yes */

static enum fault must_use make_colleague(struct db *db, struct arena *arena, const struct q_claim_by_uid *row,
                                          struct maybe_int by, int64_t now, struct role_taken *taken)
{
    const struct person_new person = {row->name, row->mail, row->language};
    const struct role_new role = {.person_id = row->person_id.v, .role = S("colleague"),
                                  .member_id = {true, row->member_id}, .given_by = by};
    return role_take(db, arena, &person, &role, now, taken);
}

/* Answered or over, it is kept for a while. */
static enum fault must_use finish(struct db *db, struct arena *arena, const struct q_claim_by_uid *row,
                                  const char *state, struct str why, struct maybe_int by, int64_t now)
{
    TRY(q_claim_save(db, row->id, str_of(state), why, by, now, now + CLAIM_KEPT_S));
    return tell(db, arena, row->uid, row->mail, row->language, now);
}

static enum fault must_use wait_for_answer(struct db *db, struct arena *arena, const struct q_claim_by_uid *row,
                                           int64_t now)
{
    struct q_claim_count waiting;
    int64_t ends_at = now + CLAIM_WAIT_S;
    TRY(q_claim_count(db, arena, row->member_id, &waiting));
    if (waiting.n >= CLAIMS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_claim_save(db, row->id, S("waiting"), S(""), (struct maybe_int){0}, ends_at, ends_at + CLAIM_KEPT_S));
    return ask_vouchers(db, arena, row, now);
}

enum fault claim_prove(struct db *db, struct arena *arena, const struct q_claim_by_uid *row, int64_t now,
                       struct role_taken *ret_person)
{
    bool owns;
    *ret_person = (struct role_taken){0};
    if (!str_eq(row->state, S("unproven")) || row->ends_at <= now || !row->takes_part) {
        return FAULT_CONFLICT;
    }
    TRY(member_owns(db, arena, row->member_uid, row->mail, &owns));
    if (!owns) {
        return wait_for_answer(db, arena, row, now);
    }
    TRY(make_colleague(db, arena, row, (struct maybe_int){0}, now, ret_person));
    return finish(db, arena, row, "yes", S(""), (struct maybe_int){0}, now);
}

enum fault claim_answer(struct db *db, struct arena *arena, const struct q_claim_by_uid *row, bool yes, struct str why,
                        int64_t by, int64_t now, struct role_taken *ret_person)
{
    struct maybe_int who = {true, by};
    *ret_person = (struct role_taken){0};
    if (!str_eq(row->state, S("waiting")) || row->ends_at <= now || !row->takes_part) {
        return FAULT_CONFLICT;
    }
    TRY(yes ? make_colleague(db, arena, row, who, now, ret_person) : OK);
    return finish(db, arena, row, yes ? "yes" : "no", yes ? S("") : str_trim(why), who, now);
}

/* ---- the retention clock */

static enum fault must_use end_some(struct db *db, struct arena *arena, int64_t now)
{
    struct q_claim_to_end *rows;
    struct q_claim_by_uid row;
    size_t n;
    TRY(q_claim_to_end(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(q_claim_by_uid(db, arena, rows[i].uid, &row));
        TRY(finish(db, arena, &row, "over", S(""), (struct maybe_int){0}, now));
    }
    return OK;
}

enum fault claim_end(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    TRY(db_end(db, end_some(db, arena, now)));
    return q_claim_forget(db, now);
}
