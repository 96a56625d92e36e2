/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** discovery: what a provider of OpenID Connect says of itself (OpenID Connect Discovery 1.0, 3 and 4), as far as it is
** needed to sign somebody in: where to send them, where to exchange the code, and where its keys are.
**
** Pure. It counts only when it says of itself exactly the issuer that was asked (4.3; ASVS 5.0, 10.5.3), so that no
** provider can pass itself off as another one, and when it can do what is asked of it here: codes, PKCE by S256, a way
** of signing and a way of saying who asks that are known. Whether its addresses may be asked is looked at by who asks.
*/
#ifndef TEXT_DISCOVERY_H
#define TEXT_DISCOVERY_H

#include "base/arena.h"
#include "base/str.h"

enum discovery_wrong {
    DISCOVERY_FITS,
    DISCOVERY_MALFORMED, /* no JSON object */
    DISCOVERY_ISSUER,    /* it speaks of another issuer */
    DISCOVERY_ADDRESSES, /* one of the three is missing */
    DISCOVERY_CODE,      /* it gives no codes */
    DISCOVERY_CHALLENGE, /* PKCE, but not S256 */
    DISCOVERY_WAY,       /* it signs in no way that is taken here */
    DISCOVERY_CLIENT,    /* a client cannot say who it is by a secret */
    DISCOVERY__MAX
};

struct discovery {
    struct str authorization; /* addresses */
    struct str token;
    struct str keys;
    bool takes_basic;  /* the secret goes in the head; else in the form */
    bool says_issuer;  /* who comes back brings `iss` (RFC 9207) */
};

/* Where it stands: the issuer, and behind it the well-known path. */
struct str discovery_url(struct arena *arena, struct str issuer);
/* *ret_discovery in the arena, only with DISCOVERY_FITS. */
enum discovery_wrong discovery_parse(struct arena *arena, struct str text, struct str issuer,
                                     struct discovery *ret_discovery);
/* A few English words for the operator. */
struct str discovery_wrong_name(enum discovery_wrong wrong);

#endif
