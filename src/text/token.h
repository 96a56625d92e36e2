/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** token: an ID token of OpenID Connect, from the text that a provider sent to what it says of a person.
**
** Pure: the keys, what was asked for and the time are given. Compact JWS only (RFC 7515, 3.1), signed in one of the
** ways of text/signature.h with a key of the provider's set (RFC 7517); claims as OpenID Connect Core 1.0, 3.1.3.7 and
** ASVS 5.0, 9.2 and 10.5 want them. Addresses of keys, and keys, that a token brings itself are never looked at. What
** is said is only given when everything fits; else the first thing that does not.
**
** The skew: clocks of two honest servers differ by seconds. RFC 7519, 4.1.4 allows some minutes at most; one is enough
** and far less than a token lives.
*/
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include <stdint.h>

#include "text/signature.h"

#define TOKEN_MAX 32768u    /* letters; with all claims of a large directory a token has under 8 KiB */
#define TOKEN_KEYS_MAX 64   /* of one provider; those beyond are not looked at */
#define TOKEN_SKEW_S 60
#define TOKEN_SUBJECT_MAX 255 /* bytes: OpenID Connect Core 1.0, 2 */

enum token_wrong {
    TOKEN_FITS,
    TOKEN_MALFORMED,     /* no three parts of base64url, no JSON, a claim of the wrong kind */
    TOKEN_WAY,           /* signed in a way that is not taken, "none" and HMAC among them; or another kind of token */
    TOKEN_KEY_UNKNOWN,   /* none of the keys has its kid: fetch them anew, once */
    TOKEN_SIGNATURE,     /* not signed with that key, or changed */
    TOKEN_ISSUER,        /* of somebody else */
    TOKEN_AUDIENCE,      /* for somebody else */
    TOKEN_PARTY,         /* handed to somebody else (azp) */
    TOKEN_SUBJECT,       /* about nobody */
    TOKEN_ENDED,         /* exp is over */
    TOKEN_EARLY,         /* iat or nbf is to come */
    TOKEN_NONCE,         /* the answer to another question */
    TOKEN__MAX
};

struct token_key {
    struct str kid; /* "" for none */
    enum signature_way only; /* the one way it is for; SIGNATURE_NONE: not said */
    struct signature_key key;
};

struct token_keys {
    struct token_key items[TOKEN_KEYS_MAX];
    size_t n;
};

struct token_asked {
    struct str issuer;
    struct str client;
    struct str nonce;
    int64_t now; /* instant */
};

struct token_said {
    struct str subject;    /* with the issuer it is one person for ever */
    struct str mail;       /* "" not said */
    bool mail_is_verified; /* by the provider, it says */
    struct str name;       /* "" not said */
    int64_t made_at;       /* instants */
    int64_t ends_at;
};

/* The keys of a set that a signature can be checked with; others are passed over (RFC 7517, 5). All in the arena.
** False: it is no set; *ret_keys is untouched then. */
bool token_keys_parse(struct arena *arena, struct str text, struct token_keys *ret_keys);
/* *ret_said in the arena, only with TOKEN_FITS. */
enum token_wrong token_read(struct arena *arena, struct str text, const struct token_keys *keys,
                            const struct token_asked *asked, struct token_said *ret_said);
/* What is wrong in a few English words, for the log of a job and the operator: "its key is not known". */
struct str token_wrong_name(enum token_wrong wrong);

#endif
