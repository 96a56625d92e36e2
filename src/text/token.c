/* SPDX-License-Identifier: AGPL-3.0-or-later
** token: the checks of an ID token, each a function, in the order of their danger. */
#include "text/token.h"

#include "base/base64.h"
#include "base/check.h"
#include "base/fault.h"
#include "text/json.h"

#define SET_MAX (256u << 10) /* letters of a set of keys; 64 of 8192 bits have under 100 KiB */

static void json_free_at(struct json_value **root)
{
    json_free(*root); /* takes NULL */
}

static struct json_value *json_read(struct arena *arena, struct str text)
{
    struct json_value *root = NULL;
    struct str error;
    return str_is_utf8(text) && json_parse(arena, text, &root, &error) == OK ? root : NULL;
}

static struct str text_at(const struct json_value *object, const char *name)
{
    return json_text(json_get(object, name));
}

/* ---- keys */

static struct str bytes_at(struct arena *arena, const struct json_value *object, const char *name)
{
    struct str bytes = S("");
    (void)base64url_get(arena, text_at(object, name), &bytes);
    return bytes;
}

static bool holds(const struct json_value *list, struct str text)
{
    for (size_t i = 0; i < json_count(list); i++) {
        if (str_eq(json_text(json_at(list, i)), text)) {
            return true;
        }
    }
    return false;
}

/* RFC 7517, 4.2 and 4.3: a key may say what it is for. */
static bool is_for_signatures(const struct json_value *item)
{
    const struct json_value *uses = json_get(item, "key_ops");
    struct str use = text_at(item, "use");
    return (use.s == NULL || str_eq(use, S("sig"))) && (uses == NULL || holds(uses, S("verify")));
}

/* RFC 7518, 6.2.1 and 6.3.1, and RFC 8037, 2; of kind NONE when it is another sort. */
static struct signature_key key_of(struct arena *arena, const struct json_value *item)
{
    struct str type = text_at(item, "kty");
    struct str curve = text_at(item, "crv");
    struct signature_key key = {.n = bytes_at(arena, item, "n"), .e = bytes_at(arena, item, "e"),
                                .x = bytes_at(arena, item, "x"), .y = bytes_at(arena, item, "y")};
    if (str_eq(type, S("RSA"))) {
        key.kind = SIGNATURE_KEY_RSA;
    } else if (str_eq(type, S("EC")) && str_eq(curve, S("P-256"))) {
        key.kind = SIGNATURE_KEY_P256;
    } else if (str_eq(type, S("OKP")) && str_eq(curve, S("Ed25519"))) {
        key.kind = SIGNATURE_KEY_ED25519;
    }
    return key;
}

static void key_add(struct arena *arena, const struct json_value *item, struct token_keys *keys)
{
    struct str way = text_at(item, "alg");
    struct token_key key = {.kid = str_copy(arena, text_at(item, "kid")), .only = signature_way_of(way),
                            .key = key_of(arena, item)};
    bool is_of_its_way = way.s == NULL || (key.only != SIGNATURE_NONE && signature_key_for(key.only) == key.key.kind);
    if (key.key.kind != SIGNATURE_KEY_NONE && is_of_its_way && is_for_signatures(item) && keys->n < TOKEN_KEYS_MAX) {
        keys->items[keys->n++] = key;
    }
}

bool token_keys_parse(struct arena *arena, struct str text, struct token_keys *ret_keys)
{
    struct json_value *root CLEANUP(json_free_at) = text.n <= SET_MAX ? json_read(arena, text) : NULL;
    const struct json_value *list = json_get(root, "keys");
    if (!json_is_list(list)) {
        return false;
    }
    *ret_keys = (struct token_keys){.n = 0};
    for (size_t i = 0; i < json_count(list); i++) {
        key_add(arena, json_at(list, i), ret_keys);
    }
    return true;
}

/* ---- the signature */

struct parts {
    struct str signed_text; /* header and claims as they came, with the dot between */
    struct str header;
    struct str claims;
    struct str signature;
};

static bool parts_of(struct arena *arena, struct str text, struct parts *ret_parts)
{
    struct str rest;
    struct str header = str_cut(text, '.', &rest);
    struct str claims = str_cut(rest, '.', &rest);
    if (rest.s == NULL || str_contains(rest, S(".")) || !base64url_get(arena, header, &ret_parts->header) ||
        !base64url_get(arena, claims, &ret_parts->claims) || !base64url_get(arena, rest, &ret_parts->signature)) {
        return false;
    }
    ret_parts->signed_text = str_sub(text, 0, header.n + 1 + claims.n);
    return true;
}

static bool key_fits(const struct token_key *key, enum signature_way way, struct str kid)
{
    return key->key.kind == signature_key_for(way) && (key->only == SIGNATURE_NONE || key->only == way) &&
           (kid.s == NULL || str_eq(key->kid, kid));
}

/* Without a kid there must be no choice: OpenID Connect Core 1.0, 10.1. NULL: none is it. */
static const struct token_key *key_find(const struct token_keys *keys, enum signature_way way, struct str kid)
{
    const struct token_key *found = NULL;
    for (size_t i = 0; i < keys->n; i++) {
        if (!key_fits(&keys->items[i], way, kid)) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = &keys->items[i];
    }
    return found;
}

/* An access token or a logout token of the same provider is none of these, though well signed (RFC 8725, 3.11). */
static bool is_of_our_kind(const struct json_value *header)
{
    struct str type = text_at(header, "typ");
    return json_get(header, "typ") == NULL || str_eq_nocase(type, S("JWT"));
}

static enum token_wrong signature_look(struct arena *arena, const struct parts *parts, const struct token_keys *keys)
{
    struct json_value *header CLEANUP(json_free_at) = json_read(arena, parts->header);
    const struct json_value *kid = json_get(header, "kid");
    if (header == NULL || (kid != NULL && json_text(kid).s == NULL)) {
        return TOKEN_MALFORMED;
    }
    enum signature_way way = signature_way_of(text_at(header, "alg"));
    if (way == SIGNATURE_NONE || json_get(header, "crit") != NULL || !is_of_our_kind(header)) {
        return TOKEN_WAY;
    }
    const struct token_key *key = key_find(keys, way, json_text(kid));
    if (key == NULL) {
        return TOKEN_KEY_UNKNOWN;
    }
    return signature_fits(way, &key->key, parts->signed_text, parts->signature) ? TOKEN_FITS : TOKEN_SIGNATURE;
}

/* ---- the claims */

static enum token_wrong audience_look(const struct json_value *claims, const struct token_asked *asked)
{
    const struct json_value *audience = json_get(claims, "aud");
    const struct json_value *party = json_get(claims, "azp");
    if (!str_eq(json_text(audience), asked->client) && !holds(audience, asked->client)) {
        return TOKEN_AUDIENCE;
    }
    if (party == NULL) {
        return json_count(audience) > 1 ? TOKEN_PARTY : TOKEN_FITS;
    }
    return str_eq(json_text(party), asked->client) ? TOKEN_FITS : TOKEN_PARTY;
}

static enum token_wrong times_look(const struct json_value *claims, int64_t now, struct token_said *said)
{
    const struct json_value *from = json_get(claims, "nbf");
    int64_t from_at = 0;
    if (!json_whole(json_get(claims, "exp"), &said->ends_at) || !json_whole(json_get(claims, "iat"), &said->made_at) ||
        (from != NULL && !json_whole(from, &from_at))) {
        return TOKEN_MALFORMED;
    }
    if (said->ends_at + TOKEN_SKEW_S <= now) {
        return TOKEN_ENDED;
    }
    bool is_early = said->made_at - TOKEN_SKEW_S > now || (from != NULL && from_at - TOKEN_SKEW_S > now);
    return is_early ? TOKEN_EARLY : TOKEN_FITS;
}

/* Some providers write "true" in quotes. */
static bool is_yes(const struct json_value *value)
{
    return json_is_yes(value) || str_eq(json_text(value), S("true"));
}

static void said_fill(struct arena *arena, const struct json_value *claims, struct token_said *said)
{
    said->subject = str_copy(arena, text_at(claims, "sub"));
    said->mail = str_copy(arena, str_trim(text_at(claims, "email")));
    said->mail_is_verified = said->mail.n > 0 && is_yes(json_get(claims, "email_verified"));
    said->name = str_copy(arena, str_trim(text_at(claims, "name")));
}

static enum token_wrong claims_look(const struct json_value *claims, const struct token_asked *asked,
                                    struct token_said *said)
{
    struct str subject = text_at(claims, "sub");
    if (claims == NULL) {
        return TOKEN_MALFORMED;
    }
    if (!str_eq(text_at(claims, "iss"), asked->issuer)) {
        return TOKEN_ISSUER;
    }
    enum token_wrong wrong = audience_look(claims, asked);
    if (wrong == TOKEN_FITS && (subject.n == 0 || subject.n > TOKEN_SUBJECT_MAX)) {
        wrong = TOKEN_SUBJECT;
    }
    if (wrong == TOKEN_FITS) {
        wrong = times_look(claims, asked->now, said);
    }
    if (wrong == TOKEN_FITS && !str_eq(text_at(claims, "nonce"), asked->nonce)) {
        wrong = TOKEN_NONCE;
    }
    return wrong;
}

enum token_wrong token_read(struct arena *arena, struct str text, const struct token_keys *keys,
                            const struct token_asked *asked, struct token_said *ret_said)
{
    struct parts parts;
    struct token_said said = {.subject = S("")};
    check(asked->issuer.n > 0 && asked->client.n > 0 && asked->nonce.n > 0);
    if (text.n > TOKEN_MAX || !parts_of(arena, text, &parts)) {
        return TOKEN_MALFORMED;
    }
    enum token_wrong wrong = signature_look(arena, &parts, keys);
    if (wrong != TOKEN_FITS) {
        return wrong;
    }
    struct json_value *claims CLEANUP(json_free_at) = json_read(arena, parts.claims);
    wrong = claims_look(claims, asked, &said);
    if (wrong == TOKEN_FITS) {
        said_fill(arena, claims, &said);
        *ret_said = said;
    }
    return wrong;
}

struct str token_wrong_name(enum token_wrong wrong)
{
    static const struct str names[TOKEN__MAX] = {
        [TOKEN_FITS] = S_INIT("all fits"),
        [TOKEN_MALFORMED] = S_INIT("it is no token"),
        [TOKEN_WAY] = S_INIT("it is signed in a way that is not taken here"),
        [TOKEN_KEY_UNKNOWN] = S_INIT("its key is not among the provider's"),
        [TOKEN_SIGNATURE] = S_INIT("its signature does not fit"),
        [TOKEN_ISSUER] = S_INIT("it comes from another issuer (iss)"),
        [TOKEN_AUDIENCE] = S_INIT("it is for another client (aud)"),
        [TOKEN_PARTY] = S_INIT("it was handed to another client (azp)"),
        [TOKEN_SUBJECT] = S_INIT("it says of nobody who that is (sub)"),
        [TOKEN_ENDED] = S_INIT("its time is over (exp); the clocks may differ"),
        [TOKEN_EARLY] = S_INIT("its time is to come (iat, nbf); the clocks may differ"),
        [TOKEN_NONCE] = S_INIT("it answers another question (nonce)"),
    };
    check(wrong < TOKEN__MAX);
    return names[wrong];
}
