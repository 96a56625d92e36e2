/* SPDX-License-Identifier: AGPL-3.0-or-later
** sign_in: code, token, session. */
#include "jobs/sign_in.h"

#include <stdio.h>
#include <time.h>

#include "base/log.h"
#include "db/again.h"
#include "jobs/provider.h"
#include "store/sign_in.h"
#include "text/oidc.h"
#include "text/token.h"

/* One attempt while it is worked on. */
struct turn {
    struct db *db;
    struct arena *arena;
    const struct secret_key *key;
    struct q_sign_in_by_uid attempt;
    struct q_provider_by_name provider;
    struct str why; /* for those who run the network; "" nothing to say */
};

static int64_t now_s(void)
{
    return (int64_t)time(NULL);
}

static void close_db(struct db **db)
{
    db_close(*db);
}

/* ---- the code: each gives how the attempt fails, or "" */

/* RFC 6749, 5.2. What is wrong with us is for who set it up; the rest with the code, and then the person begins anew:
** not all say invalid_grant of a code that was used. */
static bool is_about_us(const struct fetch_out *out, struct str error)
{
    static const struct str words[] = {S_INIT("invalid_client"), S_INIT("unauthorized_client"),
                                       S_INIT("unsupported_grant_type"), S_INIT("invalid_scope"),
                                       S_INIT("invalid_request")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq(error, words[i])) {
            return true;
        }
    }
    return out->status == 401 || out->status < 400;
}

static struct str refusal_of(struct turn *turn, const struct fetch_out *out)
{
    struct str error = oidc_error_of(turn->arena, out->body);
    if (out->status < 500 && !is_about_us(out, error)) {
        return S(SIGN_IN_USED);
    }
    turn->why = str_format(turn->arena, "%.*s: it answers %d %.*s", STR_ARG(turn->provider.token_url), out->status,
                           STR_ARG(str_clip(str_scrub(turn->arena, error), 100)));
    return out->status >= 500 ? S(SIGN_IN_AWAY) : S(SIGN_IN_SETTING);
}

static struct str exchange(struct turn *turn, struct str code, struct str secret, struct str *ret_token)
{
    struct arena *arena = turn->arena;
    const struct q_provider_by_name *provider = &turn->provider;
    const struct oidc_attempt attempt = {turn->attempt.uid, provider->client, turn->attempt.back};
    struct fetch_out out;
    struct fetch_in in = {
        .url = provider->token_url, .reach = provider_reach(provider->reach), .user = S(""),
        .form = oidc_token_form(arena, turn->key, &attempt, code, provider->takes_basic ? S("") : secret),
    };
    if (provider->takes_basic) { /* RFC 6749, 2.3.1: encoded first */
        in.user = url_encode(arena, provider->client);
        in.password = url_encode(arena, secret);
    }
    if (fetch(arena, &in, &out, &turn->why) != OK) {
        return S(SIGN_IN_AWAY);
    }
    if (out.status != 200) {
        return refusal_of(turn, &out);
    }
    *ret_token = oidc_token_of(arena, out.body);
    return S("");
}

/* ---- the token */

static enum token_wrong verify(struct turn *turn, struct str token, struct token_said *said)
{
    struct token_keys *keys = arena_new(turn->arena, struct token_keys);
    const struct token_asked asked = {
        .issuer = turn->provider.issuer, .client = turn->provider.client,
        .nonce = oidc_nonce(turn->arena, turn->key, turn->attempt.uid), .now = now_s(),
    };
    (void)!token_keys_parse(turn->arena, turn->provider.keys, keys); /* without keys none is known */
    return token_read(turn->arena, token, keys, &asked, said);
}

static struct str judge(struct turn *turn, struct str token, struct sign_in_said *ret_said)
{
    struct token_said said;
    struct str why = S("");
    enum token_wrong wrong = verify(turn, token, &said);
    if (wrong == TOKEN_KEY_UNKNOWN &&
        provider_ask_keys(turn->db, turn->arena, &turn->provider, now_s(), &why) == OK) {
        wrong = verify(turn, token, &said);
    }
    if (wrong != TOKEN_FITS) {
        turn->why = str_format(turn->arena, "a token was refused: %.*s", STR_ARG(token_wrong_name(wrong)));
        return S(SIGN_IN_TOKEN);
    }
    *ret_said = (struct sign_in_said){said.subject, said.mail, said.mail_is_verified};
    return S("");
}

/* ---- one attempt */

static struct str find_out(struct turn *turn, struct sign_in_said *ret_said)
{
    struct str code;
    struct str secret;
    struct str token;
    struct str about = str_join(turn->arena, S(SIGN_IN_CODE_ABOUT), turn->attempt.uid);
    if (secret_open(turn->arena, turn->key, about, turn->attempt.code, &code) != OK) {
        turn->why = S("a code cannot be opened: is the key file another one?");
        return S(SIGN_IN_SETTING);
    }
    if (provider_secret(turn->arena, turn->provider.secret_file, &secret, &turn->why) != OK) {
        return S(SIGN_IN_SETTING);
    }
    if (provider_renew(turn->db, turn->arena, &turn->provider, now_s(), &turn->why) != OK) {
        return S(SIGN_IN_AWAY);
    }
    turn->why = S("");
    struct str failed = exchange(turn, code, secret, &token);
    return failed.n > 0 ? failed : judge(turn, token, ret_said);
}

/* *ret_why: how it failed; "" it did not. */
static enum fault end_once(struct turn *turn, struct str failed, const struct sign_in_said *said, struct str *ret_why)
{
    *ret_why = failed;
    TRY(db_begin(turn->db));
    enum fault fault = failed.n > 0 ? sign_in_fail(turn->db, &turn->attempt, failed)
                                    : sign_in_finish(turn->db, turn->arena, &turn->attempt, turn->provider.mail_domain,
                                                     said, now_s(), ret_why);
    if (fault == OK && turn->why.n > 0) {
        fault = q_provider_why(turn->db, turn->provider.id, turn->why);
    }
    return db_end(turn->db, fault);
}

/* Who it is by number, when that is known: neither name nor mail address stands in the log. */
static void log_end(struct turn *turn, const struct sign_in_said *said, struct str why)
{
    struct q_sign_in_person known = {.person_id = 0};
    char who[32] = "";
    if (said->subject.n > 0 &&
        q_sign_in_person(turn->db, turn->arena, turn->provider.id, said->subject, &known) == OK) {
        snprintf(who, sizeof who, " person %lld", (long long)known.person_id);
    }
    log_line("sign-in with %.*s: %.*s%s", STR_ARG(turn->provider.name), STR_ARG(why.n > 0 ? why : S("fine")), who);
}

static enum fault take_turn(struct turn *turn, const struct q_sign_in_next *next)
{
    struct again again = {0};
    struct sign_in_said said = {.subject = S("")};
    struct str why;
    enum fault fault;
    TRY(q_sign_in_by_uid(turn->db, turn->arena, next->uid, now_s(), &turn->attempt));
    TRY(q_provider_by_name(turn->db, turn->arena, next->provider, &turn->provider));
    struct str failed = find_out(turn, &said);
    do {
        fault = end_once(turn, failed, &said, &why);
    } while (again_due(&again, fault));
    if (fault == OK) {
        log_end(turn, &said, why);
    }
    return fault;
}

enum fault sign_in_job_run(struct job_run *run)
{
    struct db *db CLEANUP(close_db) = NULL;
    struct q_sign_in_next next;
    enum fault fault;
    if (run->key == NULL) { /* a process that was started by hand; that of a server has it */
        run->why = S("the key of this network was not said");
        return FAULT_BUSY;
    }
    TRY(db_open(run->arena, run->url, DB_WRITE, &db, &run->why));
    while ((fault = q_sign_in_next(db, run->arena, now_s(), &next)) == OK) {
        struct arena_mark mark = arena_mark(run->arena);
        struct turn turn = {.db = db, .arena = run->arena, .key = run->key, .why = S("")};
        fault = take_turn(&turn, &next);
        arena_rewind(run->arena, mark);
        if (fault != OK && fault != FAULT_NOT_FOUND) { /* its time was over meanwhile, or the provider is gone */
            run->why = str_copy(run->arena, db_error(db));
            return fault;
        }
    }
    return fault == FAULT_NOT_FOUND ? OK : fault;
}
