/* SPDX-License-Identifier: AGPL-3.0-or-later
** sign_in: from the button to the session. */
#include "store/sign_in.h"

#include "base/rand.h"
#include "db/digest.h"
#include "store/account.h"
#include "store/person.h"
#include "store/session.h"
#include "store/trust_log.h"

#define TOKEN_BYTES 32u
#define JOB_TRIES_MAX 3 /* what fails is the attempt; the job fails only with the database */

enum fault sign_in_add(struct db *db, struct arena *arena, const struct sign_in_new *attempt, int64_t now,
                       struct str *ret_uid)
{
    struct str uid = rand_hex(arena, SIGN_IN_UID_LETTERS / 2);
    const struct q_sign_in_add_in in = {
        .uid = uid, .provider_id = attempt->provider_id, .browser = digest_of(arena, attempt->browser),
        .back = attempt->back, .leads_to = attempt->leads_to, .links = attempt->links, .made_at = now,
        .ends_at = now + SIGN_IN_S,
    };
    TRY(q_sign_in_add(db, &in));
    *ret_uid = uid;
    return OK;
}

enum fault sign_in_find(struct db *db, struct arena *arena, struct str uid, struct str browser, int64_t now,
                        struct q_sign_in_by_uid *ret_row)
{
    struct q_sign_in_by_uid row;
    if (uid.n != SIGN_IN_UID_LETTERS || browser.n == 0) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_sign_in_by_uid(db, arena, uid, now, &row));
    if (!str_eq(row.browser, digest_of(arena, browser))) {
        return FAULT_NOT_FOUND;
    }
    *ret_row = row;
    return OK;
}

enum fault sign_in_pends(struct db *db, struct arena *arena, struct str browser, int64_t now, bool *ret_pends)
{
    struct q_sign_in_pends row;
    TRY(q_sign_in_pends(db, arena, digest_of(arena, browser), now, &row));
    *ret_pends = row.n > 0;
    return OK;
}

enum fault sign_in_ask(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row, struct str sealed_code,
                       struct str agent, struct str *ret_token)
{
    struct str token = row->links ? S("") : rand_hex(arena, TOKEN_BYTES);
    if (!str_eq(row->state, S("sent"))) {
        return FAULT_CONFLICT;
    }
    TRY(q_sign_in_ask(db, row->id, row->links ? row->browser : digest_of(arena, token), sealed_code, agent));
    *ret_token = token;
    return OK;
}

enum fault sign_in_fail(struct db *db, const struct q_sign_in_by_uid *row, struct str why)
{
    return q_sign_in_end(db, row->id, S("failed"), why);
}

/* ---- who it is */

bool sign_in_speaks_for(struct str mail_domains, struct str mail)
{
    struct str rest = mail;
    struct str domain = S("");
    while (rest.s != NULL) { /* what stands behind the last @ */
        domain = str_cut(rest, '@', &rest);
    }
    if (domain.n == 0 || domain.n == mail.n) {
        return false;
    }
    for (rest = mail_domains; rest.s != NULL;) {
        struct str one = str_cut(rest, ' ', &rest);
        if (one.n > 0 && str_eq_nocase(one, domain)) {
            return true;
        }
    }
    return false;
}

/* In the log, and by mail to whose it is. */
static enum fault must_use note(struct db *db, struct arena *arena, const char *kind, struct str provider,
                                struct log_someone person, int64_t now)
{
    TRY(account_tell(db, arena, person.person, kind, now));
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kind), .fields = str_format(arena, "provider=%.*s\n", STR_ARG(provider)),
        .who = person, .whom = person, .now = now});
}

static enum fault must_use link_account(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                        struct str subject, struct log_someone person, int64_t now)
{
    TRY(q_sign_in_link(db, row->provider_id, subject, person.person, now));
    return note(db, arena, ACCOUNT_LINKED, row->name, person, now);
}

/* The first time. *ret_why: nobody. */
static enum fault must_use meet(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                struct str mail_domains, const struct sign_in_said *said, int64_t now,
                                int64_t *ret_person, struct str *ret_why)
{
    struct q_person_by_mail person;
    if (!said->mail_is_verified || !sign_in_speaks_for(mail_domains, said->mail)) {
        *ret_why = S(SIGN_IN_UNVERIFIED);
        return OK;
    }
    enum fault fault = person_find(db, arena, said->mail, &person);
    if (fault == FAULT_NOT_FOUND) {
        *ret_why = S(SIGN_IN_UNKNOWN);
        return OK;
    }
    TRY(fault);
    *ret_person = person.id;
    return link_account(db, arena, row, said->subject, (struct log_someone){LOG_PERSON, person.id, person.name}, now);
}

static enum fault must_use who_is(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                  struct str mail_domains, const struct sign_in_said *said, int64_t now,
                                  struct q_person_by_id *ret_person, struct str *ret_why)
{
    struct q_sign_in_person known;
    enum fault fault = q_sign_in_person(db, arena, row->provider_id, said->subject, &known);
    if (fault == FAULT_NOT_FOUND) {
        TRY(meet(db, arena, row, mail_domains, said, now, &known.person_id, ret_why));
        if (ret_why->n > 0) {
            return OK;
        }
    } else if (fault != OK) {
        return fault;
    }
    TRY(q_person_by_id(db, arena, known.person_id, ret_person));
    if (!str_eq(ret_person->state, S("active"))) {
        *ret_why = S(SIGN_IN_BLOCKED);
    }
    return OK;
}

/* ---- the end: an account more, or a session */

static enum fault must_use add_account(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                       const struct sign_in_said *said, int64_t now, struct str *ret_why)
{
    struct q_session_who *who;
    struct q_sign_in_person known;
    size_t n;
    TRY(q_session_who(db, arena, row->browser, now, &who, &n));
    if (n == 0) {
        *ret_why = S(SIGN_IN_OVER);
        return OK;
    }
    enum fault fault = q_sign_in_person(db, arena, row->provider_id, said->subject, &known);
    if (fault == FAULT_NOT_FOUND) {
        const struct log_someone person = {LOG_PERSON, who[0].person_id, who[0].name};
        return link_account(db, arena, row, said->subject, person, now);
    }
    *ret_why = fault == OK && known.person_id != who[0].person_id ? S(SIGN_IN_OTHERS) : S("");
    return fault;
}

static enum fault must_use open_session(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                        int64_t person_id, int64_t now)
{
    struct session_new session = {.person_id = person_id, .opened_by = S("oidc"), .browser = row->agent};
    TRY(person_is_staff(db, arena, person_id, now, &session.is_staff));
    TRY(session_open_for(db, arena, &session, row->browser, now));
    return person_signed_in(db, person_id, now);
}

/* *ret_left: who has the second step to take yet, by number; "" nobody. */
static enum fault must_use let_in(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                                  struct str mail_domains, const struct sign_in_said *said, int64_t now,
                                  struct str *ret_left, struct str *ret_why)
{
    struct q_person_by_id person;
    TRY(who_is(db, arena, row, mail_domains, said, now, &person, ret_why));
    if (ret_why->n > 0) {
        return OK;
    }
    if (person.totp.n > 0) {
        *ret_left = str_format(arena, "%lld", (long long)person.id);
        return OK;
    }
    return open_session(db, arena, row, person.id, now);
}

enum fault sign_in_finish(struct db *db, struct arena *arena, const struct q_sign_in_by_uid *row,
                          struct str mail_domains, const struct sign_in_said *said, int64_t now, struct str *ret_why)
{
    struct q_sign_in_by_uid same;
    struct str left = S("");
    TRY(q_sign_in_by_uid(db, arena, row->uid, now, &same));
    *ret_why = S("");
    if (!str_eq(same.state, S("asked"))) {
        return OK;
    }
    TRY(row->links ? add_account(db, arena, row, said, now, ret_why)
                   : let_in(db, arena, row, mail_domains, said, now, &left, ret_why));
    return ret_why->n > 0 ? sign_in_fail(db, row, *ret_why) : q_sign_in_end(db, row->id, S("done"), left);
}

/* ---- an account less */

enum fault sign_in_unlink(struct db *db, struct arena *arena, const struct q_person_by_id *person, struct str provider,
                          int64_t kept, int64_t now)
{
    struct q_sign_in_accounts *accounts;
    size_t n;
    size_t linked = 0;
    int64_t id = 0;
    TRY(q_sign_in_accounts(db, arena, person->id, &accounts, &n));
    for (size_t i = 0; i < n; i++) {
        linked += accounts[i].linked;
        id = accounts[i].linked && str_eq(accounts[i].name, provider) ? accounts[i].id : id;
    }
    if (id == 0) {
        return FAULT_NOT_FOUND;
    }
    if (linked == 1 && person->password.n == 0) {
        return FAULT_CONFLICT;
    }
    TRY(q_sign_in_unlink(db, person->id, id));
    TRY(q_session_end_all(db, person->id, kept));
    const struct log_someone who = {LOG_PERSON, person->id, person->name};
    return note(db, arena, ACCOUNT_UNLINKED, provider, who, now);
}

/* ---- the job */

enum fault sign_in_wake(struct db *db, struct arena *arena, int64_t now)
{
    struct q_sign_in_next next;
    struct q_sign_in_job_state job;
    enum fault fault = q_sign_in_next(db, arena, now, &next);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    fault = q_sign_in_job_state(db, arena, &job);
    if (fault == OK && !str_eq(job.state, S("done")) && !str_eq(job.state, S("dead"))) {
        return OK;
    }
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(db_begin(db));
    return db_end(db, q_sign_in_job_wake(db, JOB_TRIES_MAX, now));
}
