/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** oidc: what is sent to a provider of OpenID Connect to have somebody signed in, and what is read of its answer.
**
** Pure. The code flow (OpenID Connect Core 1.0, 3.1) with PKCE by S256 (RFC 7636), a state and a nonce. The secrets of
** an attempt are made of its uid and the key of the network each time, so they stand in no table: nobody who has not
** the key can guess them, and each is for one attempt only (ASVS 5.0, 10.1.2). Of the answer only the ID token is read;
** other tokens are let go at once (10.1.1).
*/
#ifndef TEXT_OIDC_H
#define TEXT_OIDC_H

#include "text/secret.h"
#include "text/url.h"

/* One attempt, as both sides of it know it. */
struct oidc_attempt {
    struct str uid;    /* the state; 128 bits of chance */
    struct str client;
    struct str back;   /* the address that people are sent back to */
};

struct str oidc_nonce(struct arena *arena, const struct secret_key *key, struct str uid);
/* Where a browser is sent. False: `authorization` is no address. */
bool oidc_authorization_url(struct arena *arena, const struct secret_key *key, struct str authorization,
                            const struct oidc_attempt *attempt, struct url *ret_url);
/* The form that exchanges the code. secret "": it goes elsewhere. */
struct str oidc_token_form(struct arena *arena, const struct secret_key *key, const struct oidc_attempt *attempt,
                           struct str code, struct str secret);
/* The ID token of an answer; no text when there is none. */
struct str oidc_token_of(struct arena *arena, struct str answer);
/* The word of an answer that is a refusal (RFC 6749, 5.2): "invalid_grant"; no text when there is none. */
struct str oidc_error_of(struct arena *arena, struct str answer);

#endif
