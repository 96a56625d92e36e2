/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: what is to go out. */
#include "store/mail.h"

#include "store/mail_kind.h"

#include "base/check.h"
#include "base/rand.h"
#include "db/digest.h"
#include "domain/idna.h"
#include "store/job.h"

#define UID_BYTES 16u
#define SALT_BYTES 32u
#define JOB_TRIES_MAX 5        /* of the job, when its process dies; mails count their own */
#define JOB_REST_S 3600        /* a job that died that often is not begun again at once */

/* ---- addresses */

static enum fault must_use salt_of(struct db *db, struct arena *arena, struct str *ret_salt)
{
    struct q_mail_salt row;
    enum fault fault = q_mail_salt(db, arena, &row);
    if (fault != FAULT_NOT_FOUND) {
        *ret_salt = fault == OK ? row.salt : S("");
        return fault;
    }
    *ret_salt = rand_hex(arena, SALT_BYTES);
    return q_mail_salt_add(db, *ret_salt);
}

/* ASCII letters small: which mailboxes are the same is for their servers to say, but none tells these apart. */
static struct str small(struct arena *arena, struct str address)
{
    char *to = arena_alloc(arena, address.n + 1);
    for (size_t i = 0; i < address.n; i++) {
        char c = address.s[i];
        to[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return (struct str){to, address.n};
}

enum fault mail_digest(struct db *db, struct arena *arena, struct str address, struct str *ret_digest)
{
    struct str salt;
    TRY(salt_of(db, arena, &salt));
    *ret_digest = digest_of(arena, str_join(arena, salt, small(arena, str_trim(address))));
    return OK;
}

enum fault mail_is_wanted(struct db *db, struct arena *arena, struct str digest, bool *ret_wanted)
{
    struct q_mail_address_by_digest row;
    enum fault fault = q_mail_address_by_digest(db, arena, digest, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    *ret_wanted = fault == FAULT_NOT_FOUND || (!row.unsubscribed_at.known && !row.unreachable_at.known);
    return OK;
}

/* ---- adding */

/* What others wait for, as long as it is not too much within a week. */
static enum fault must_use may_add_personal(struct db *db, struct arena *arena, struct str digest, int64_t now,
                                            bool *ret_may)
{
    struct q_mail_kinds_since *rows;
    size_t n, personal = 0;
    TRY(q_mail_kinds_since(db, arena, digest, now - MAIL_UNASKED_S, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct mail_kind *kind = mail_kind_find(rows[i].kind);
        personal += kind != NULL && kind->class == MAIL_PERSONAL;
    }
    *ret_may = personal < MAIL_PERSONAL_MAX;
    return OK;
}

static enum fault must_use may_add_unasked(struct db *db, struct arena *arena, struct str digest, int64_t now,
                                           bool *ret_may)
{
    struct q_mail_unasked_last last;
    TRY(mail_is_wanted(db, arena, digest, ret_may));
    if (!*ret_may) {
        return OK;
    }
    enum fault fault = q_mail_unasked_last(db, arena, digest, now - MAIL_UNASKED_S, &last);
    *ret_may = fault == FAULT_NOT_FOUND;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

static enum fault must_use may_add(struct db *db, struct arena *arena, const struct mail_kind *kind, struct str digest,
                                   int64_t now, bool *ret_may)
{
    *ret_may = true;
    switch (kind->class) {
    case MAIL_WEEKLY: return may_add_unasked(db, arena, digest, now, ret_may);
    case MAIL_PERSONAL: return may_add_personal(db, arena, digest, now, ret_may);
    default: return OK;
    }
}

/* As servers take it: what stands behind the "@" in ASCII, unless that is too long. */
static struct str as_sent(struct arena *arena, struct str address)
{
    struct str ascii = idna_mail(arena, address);
    return ascii.n <= MAIL_ADDRESS_MAX ? ascii : address;
}

enum fault mail_add(struct db *db, struct arena *arena, const struct mail_new *mail, int64_t now, bool *ret_added)
{
    struct str digest;
    bool may;
    struct str address = as_sent(arena, str_trim(mail->address));
    const struct mail_kind *kind = mail_kind_find(mail->kind);
    check(address.n > 0 && address.n <= MAIL_ADDRESS_MAX && kind != NULL);
    TRY(mail_digest(db, arena, address, &digest));
    TRY(may_add(db, arena, kind, digest, now, &may));
    const struct q_mail_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .kind = mail->kind, .person = {mail->person != 0, mail->person},
        .address = address, .address_digest = digest, .language = mail->language.n > 0 ? mail->language : S("en"),
        .fields = mail->fields.s != NULL ? mail->fields : S(""), .unasked = kind->class == MAIL_WEEKLY, .now = now,
        .remove_at = now + (mail->useful_s > 0 ? mail->useful_s : MAIL_USEFUL_S),
    };
    if (may) {
        TRY(q_mail_add(db, &in));
    }
    *ret_added = may;
    return OK;
}

enum fault mail_is_free(struct db *db, struct arena *arena, struct str address, int64_t now, bool *ret_free)
{
    struct str digest;
    TRY(mail_digest(db, arena, as_sent(arena, str_trim(address)), &digest));
    return may_add_unasked(db, arena, digest, now, ret_free);
}

/* ---- sending */

static int64_t try_again_s(int64_t tries)
{
    int64_t seconds = job_retry_s(tries);
    return seconds > MAIL_TRY_S_MIN ? seconds : MAIL_TRY_S_MIN;
}

enum fault mail_take(struct db *db, struct arena *arena, int64_t now, struct q_mail_due_row *ret_mail)
{
    struct q_mail_due due;
    struct q_mail_due_row mail;
    TRY(q_mail_due(db, arena, now, &due));
    TRY(db_begin(db));
    enum fault fault = q_mail_due_row(db, arena, now, &mail);
    fault = fault == OK ? q_mail_begin(db, mail.id, now + try_again_s(mail.tries + 1)) : fault;
    TRY(db_end(db, fault));
    mail.tries++;
    *ret_mail = mail;
    return OK;
}

enum fault mail_sent(struct db *db, const struct q_mail_due_row *mail, int64_t now)
{
    TRY(db_begin(db));
    return db_end(db, q_mail_sent(db, mail->id, now, now + MAIL_KEPT_S));
}

/* What servers say often names the address: that is not for a table where it was to be gone. */
static struct str without(struct arena *arena, struct str why, struct str address)
{
    struct str low = small(arena, why);
    struct str part = small(arena, address);
    struct str out = S("");
    size_t at = 0;
    while (part.n > 0 && at < why.n) {
        size_t next = str_find(str_from(low, at), part);
        out = str_join(arena, out, str_sub(why, at, next));
        at += next;
        if (at < why.n) {
            out = str_join(arena, out, S("(address)"));
            at += part.n;
        }
    }
    return str_clip(str_scrub(arena, part.n > 0 ? out : why), MAIL_WHY_MAX);
}

static enum fault must_use fail_within(struct db *db, const struct q_mail_due_row *mail, enum mail_end end,
                                       struct str why, int64_t now)
{
    int64_t again = now + try_again_s(mail->tries);
    if (end == MAIL_LATER && mail->tries < MAIL_TRIES_MAX && again < mail->remove_at) {
        return q_mail_later(db, mail->id, mail->tries, again, why);
    }
    if (end == MAIL_UNREACHABLE) {
        TRY(q_mail_unreachable(db, mail->address_digest, now, why));
    }
    return q_mail_dead(db, mail->id, why, now + MAIL_DEAD_KEPT_S);
}

enum fault mail_fail(struct db *db, struct arena *arena, const struct q_mail_due_row *mail, enum mail_end end,
                     struct str why, int64_t now)
{
    struct str clean = without(arena, why, mail->address);
    TRY(db_begin(db));
    return db_end(db, fail_within(db, mail, end, clean, now));
}

enum fault mail_put_off(struct db *db, const struct q_mail_due_row *mail, struct str why, int64_t run_after)
{
    TRY(db_begin(db));
    return db_end(db, q_mail_later(db, mail->id, mail->tries - 1, run_after, why));
}

enum fault mail_drop(struct db *db, const struct q_mail_due_row *mail)
{
    TRY(db_begin(db));
    return db_end(db, q_mail_remove(db, mail->id));
}

/* ---- afterwards */

enum fault mail_bounce(struct db *db, struct arena *arena, struct str uid, struct str address, struct str why,
                       bool for_good, int64_t now)
{
    struct q_mail_by_uid row;
    struct str digest;
    TRY(q_mail_by_uid(db, arena, uid, &row));
    TRY(mail_digest(db, arena, address, &digest));
    if (!str_eq(digest, row.address_digest)) {
        return FAULT_NOT_FOUND;
    }
    struct str clean = without(arena, why, str_trim(address));
    if (for_good) {
        TRY(q_mail_unreachable(db, digest, now, clean));
    }
    return q_mail_bounced(db, row.id, str_trim(address), clean, now + MAIL_DEAD_KEPT_S);
}

enum fault mail_erase(struct db *db, struct arena *arena, struct str address)
{
    struct str digest;
    TRY(mail_digest(db, arena, address, &digest));
    return q_mail_erase_address(db, digest);
}

enum fault mail_forget(struct db *db, int64_t now)
{
    TRY(q_mail_reachable_forget(db, now - MAIL_UNREACHABLE_KEPT_S));
    return q_mail_forget(db, now);
}

enum fault mail_wake(struct db *db, struct arena *arena, int64_t now)
{
    struct q_mail_due due;
    struct q_mail_job_state job;
    enum fault fault = q_mail_due(db, arena, now, &due);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    fault = q_mail_job_state(db, arena, &job);
    bool rests = fault == OK && str_eq(job.state, S("dead")) && job.ended_at.v >= now - JOB_REST_S;
    if (fault == OK && (rests || (!str_eq(job.state, S("done")) && !str_eq(job.state, S("dead"))))) {
        return OK;
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(db_begin(db));
    return db_end(db, q_mail_job_wake(db, JOB_TRIES_MAX, now, now - JOB_REST_S));
}
