/* SPDX-License-Identifier: AGPL-3.0-or-later
** link: signed addresses. */
#include "web/link/link.h"

#include "base/check.h"
#include "base/scan.h"

#define PURPOSE "link"
#define PART_MAX 100u
#define TOKEN_ABOUT "token of a mail"

static bool is_part(struct str part)
{
    for (size_t i = 0; i < part.n; i++) {
        char c = part.s[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return part.n > 0 && part.n <= PART_MAX;
}

struct str mail_link_make(struct arena *arena, const struct secret_key *key, const struct mail_link *link)
{
    check(key != NULL && is_part(link->kind) && is_part(link->subject));
    struct str said = str_format(arena, "%.*s~%.*s~%lld", STR_ARG(link->kind), STR_ARG(link->subject),
                                 (long long)link->expires_at);
    struct str signature = secret_sign(arena, key, PURPOSE, said);
    return str_format(arena, "%.*s~%.*s", STR_ARG(said), STR_ARG(signature));
}

enum fault mail_link_parse(const struct secret_key *key, struct str token, struct mail_link *ret_link)
{
    struct mail_link link;
    struct str rest;
    link.kind = str_cut(token, '~', &rest);
    link.subject = str_cut(rest, '~', &rest);
    struct str expires = str_cut(rest, '~', &rest);
    bool whole = is_part(link.kind) && is_part(link.subject) && rest.n > 0 &&
                 parse_int(expires, 0, INT64_MAX / 2, &link.expires_at);
    if (!whole || key == NULL || !secret_signed(key, PURPOSE, str_sub(token, 0, token.n - rest.n - 1), rest)) {
        return FAULT_NOT_FOUND;
    }
    *ret_link = link;
    return OK;
}

struct url mail_link_url(struct arena *arena, const struct secret_key *key, const char *kind, struct str subject,
                    int64_t now)
{
    const struct mail_link link = {str_of(kind), subject, now + LINK_KEPT_S};
    return url_path_of(arena, "/links/{}", mail_link_make(arena, key, &link));
}

struct url mail_link_off_url(struct arena *arena, const struct secret_key *key, struct str digest, int64_t now)
{
    const struct mail_link link = {S("off"), digest, now + LINK_OFF_S};
    return url_path_of(arena, "/unsubscribe/{}", mail_link_make(arena, key, &link));
}

/* ---- tokens in mails that wait */

enum fault mail_token_seal(struct arena *arena, const struct secret_key *key, struct str token, struct str *ret_sealed)
{
    if (key == NULL) {
        return FAULT_NOT_FOUND;
    }
    *ret_sealed = secret_seal(arena, key, S(TOKEN_ABOUT), token);
    return OK;
}

enum fault mail_token_open(struct arena *arena, const struct secret_key *key, struct str sealed, struct str *ret_token)
{
    if (key == NULL || secret_open(arena, key, S(TOKEN_ABOUT), sealed, ret_token) != OK) {
        return FAULT_NOT_FOUND; /* sealed with a key that was lost: the link is of no use any more */
    }
    return OK;
}
