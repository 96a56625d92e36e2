/* SPDX-License-Identifier: AGPL-3.0-or-later
** provider: two questions, and what is kept of the answers. */
#include "jobs/provider.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "db/again.h"
#include "text/discovery.h"
#include "text/token.h"

enum fetch_reach provider_reach(struct str word)
{
    return str_eq(word, S("loopback")) ? FETCH_LOOPBACK : str_eq(word, S("private")) ? FETCH_PRIVATE : FETCH_OPEN;
}

/* ---- asking */

static enum fault get(struct arena *arena, const struct q_provider_by_name *row, struct str url, struct str *ret_body,
                      struct str *ret_why)
{
    struct fetch_out out;
    struct str why = S("");
    const struct fetch_in in = {.url = url, .reach = provider_reach(row->reach), .user = S("")};
    enum fault fault = fetch(arena, &in, &out, &why);
    if (fault == OK && out.status != 200) {
        why = str_format(arena, "it answers %d", out.status);
        fault = FAULT_IO;
    }
    if (fault != OK) {
        *ret_why = str_format(arena, "%.*s: %.*s", STR_ARG(url), STR_ARG(why));
        return fault;
    }
    *ret_body = out.body;
    return OK;
}

static enum fault get_description(struct arena *arena, const struct q_provider_by_name *row,
                                  struct discovery *ret_found, struct str *ret_why)
{
    struct str body;
    struct discovery found;
    struct str url = discovery_url(arena, row->issuer);
    enum fetch_reach reach = provider_reach(row->reach);
    TRY(get(arena, row, url, &body, ret_why));
    enum discovery_wrong wrong = discovery_parse(arena, body, row->issuer, &found);
    if (wrong != DISCOVERY_FITS) {
        *ret_why = str_format(arena, "%.*s: %.*s", STR_ARG(url), STR_ARG(discovery_wrong_name(wrong)));
        return FAULT_INVALID;
    }
    if (!fetch_may(found.authorization, reach) || !fetch_may(found.token, reach) || !fetch_may(found.keys, reach)) {
        *ret_why = str_format(arena, "%.*s: one of its addresses may not be asked", STR_ARG(url));
        return FAULT_INVALID;
    }
    *ret_found = found;
    return OK;
}

static enum fault get_keys(struct arena *arena, const struct q_provider_by_name *row, struct str url,
                           struct str *ret_keys, struct str *ret_why)
{
    struct str body;
    struct token_keys *keys = arena_new(arena, struct token_keys);
    TRY(get(arena, row, url, &body, ret_why));
    if (!token_keys_parse(arena, body, keys) || keys->n == 0) {
        *ret_why = str_format(arena, "%.*s: there is no key for RS256, PS256, ES256 or EdDSA", STR_ARG(url));
        return FAULT_INVALID;
    }
    *ret_keys = body;
    return OK;
}

/* ---- keeping */

/* What came of a question. */
struct kept {
    const struct q_provider_by_name *row;
    const struct discovery *found; /* NULL: not asked for, or it did not come */
    struct str keys;               /* no text likewise */
    struct str why;
    int64_t now;
};

static enum fault keep_all(struct db *db, const struct kept *kept)
{
    const struct q_provider_by_name *row = kept->row;
    if (kept->found != NULL) {
        const struct q_provider_describe_in in = {
            .id = row->id, .issuer = row->issuer, .authorization_url = kept->found->authorization,
            .token_url = kept->found->token, .keys_url = kept->found->keys, .takes_basic = kept->found->takes_basic,
            .says_issuer = kept->found->says_issuer, .now = kept->now,
        };
        TRY(q_provider_describe(db, &in));
    }
    if (kept->keys.s != NULL) {
        TRY(q_provider_keys(db, row->id, row->issuer, kept->keys, kept->now));
    }
    return q_provider_asked(db, row->id, kept->now, kept->why);
}

static enum fault keep(struct db *db, const struct kept *kept)
{
    struct again again = {0};
    enum fault fault;
    do {
        fault = db_begin(db);
        fault = fault == OK ? db_end(db, keep_all(db, kept)) : fault;
    } while (again_due(&again, fault));
    return fault;
}

/* The fault of the question counts; else that of keeping it. */
static enum fault note(struct db *db, struct arena *arena, struct kept *kept, enum fault fault, struct str *ret_why)
{
    if (fault != OK) {
        kept->why = *ret_why;
    }
    enum fault saved = keep(db, kept);
    if (fault == OK && saved != OK) {
        *ret_why = str_copy(arena, db_error(db));
        return saved;
    }
    return fault;
}

enum fault provider_ask(struct db *db, struct arena *arena, const struct q_provider_by_name *row, int64_t now,
                        struct str *ret_why)
{
    struct discovery found;
    struct kept kept = {.row = row, .why = S(""), .now = now};
    enum fault fault = get_description(arena, row, &found, ret_why);
    if (fault == OK) {
        kept.found = &found;
        fault = get_keys(arena, row, found.keys, &kept.keys, ret_why);
    }
    return note(db, arena, &kept, fault, ret_why);
}

static bool is_old(struct maybe_int at, int64_t now, int64_t kept_s)
{
    return !at.known || at.v > now + kept_s || at.v + kept_s <= now; /* also after a clock was set back */
}

static bool was_just_asked(const struct q_provider_by_name *row, int64_t now)
{
    return row->asked_at <= now && row->asked_at + PROVIDER_PAUSE_S > now;
}

static enum fault ask_keys(struct db *db, struct arena *arena, const struct q_provider_by_name *row, int64_t now,
                           struct str *ret_why)
{
    struct kept kept = {.row = row, .why = S(""), .now = now};
    enum fault fault = get_keys(arena, row, row->keys_url, &kept.keys, ret_why);
    return note(db, arena, &kept, fault, ret_why);
}

enum fault provider_renew(struct db *db, struct arena *arena, struct q_provider_by_name *row, int64_t now,
                          struct str *ret_why)
{
    bool is_known = row->described_at.known && row->keys_at.known;
    enum fault fault = OK;
    if (was_just_asked(row, now)) {
        *ret_why = row->why;
        return is_known ? OK : FAULT_BUSY;
    }
    if (is_old(row->described_at, now, PROVIDER_DESCRIBED_S)) {
        fault = provider_ask(db, arena, row, now, ret_why);
    } else if (is_old(row->keys_at, now, PROVIDER_KEYS_S)) {
        fault = ask_keys(db, arena, row, now, ret_why);
    }
    if (fault != OK && !is_known) {
        return fault;
    }
    return q_provider_by_name(db, arena, row->name, row);
}

enum fault provider_ask_keys(struct db *db, struct arena *arena, struct q_provider_by_name *row, int64_t now,
                             struct str *ret_why)
{
    if (was_just_asked(row, now)) {
        *ret_why = S("its keys were asked for just now");
        return FAULT_BUSY;
    }
    TRY(ask_keys(db, arena, row, now, ret_why));
    return q_provider_by_name(db, arena, row->name, row);
}

/* ---- the secret */

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
    }
}

static bool is_secret(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] <= ' ' || text.s[i] >= 0x7f) {
            return false;
        }
    }
    return text.n > 0 && text.n <= PROVIDER_SECRET_MAX;
}

enum fault provider_secret(struct arena *arena, struct str path, struct str *ret_secret, struct str *ret_why)
{
    struct stat state;
    size_t size = PROVIDER_SECRET_MAX + 2;
    char *bytes = arena_alloc(arena, size);
    struct str rest;
    int fd CLEANUP(close_fd) = open(str_c(arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd >= 0 && fstat(fd, &state) == 0 && S_ISREG(state.st_mode) ? read(fd, bytes, size) : -1;
    if (n < 0) {
        *ret_why = str_format(arena, "%.*s cannot be read", STR_ARG(path));
        return FAULT_IO;
    }
    if (state.st_mode & S_IROTH) {
        *ret_why = str_format(arena, "everybody on this machine may read %.*s: take that away with chmod o-r",
                              STR_ARG(path));
        return FAULT_DENIED;
    }
    struct str secret = str_trim(str_cut((struct str){bytes, (size_t)n}, '\n', &rest));
    if (!is_secret(secret)) {
        *ret_why = str_format(arena, "the first line of %.*s is no secret: 1 to %u letters of ASCII without blanks",
                              STR_ARG(path), PROVIDER_SECRET_MAX);
        return FAULT_INVALID;
    }
    *ret_secret = secret;
    return OK;
}
