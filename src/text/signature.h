/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** signature: whether a message was signed with the private part of a public key, over libcrypto.
**
** Pure. Four ways, by their names in RFC 7518, 3.1 and RFC 8037, 3.1: RSA PKCS #1 v1.5 and RSA-PSS with SHA-256
** (salt as long as the digest), ECDSA on P-256 with SHA-256, and Ed25519. There is no way without a key, and none with
** a key that both sides know. RSA keys have 2048 to 8192 bits. A message or a signature that is no such thing does not
** fit; there are no faults. A key is checked each time: one is used once a sign-in.
*/
#ifndef TEXT_SIGNATURE_H
#define TEXT_SIGNATURE_H

#include "base/arena.h"
#include "base/str.h"

enum signature_way {
    SIGNATURE_NONE, /* nothing fits */
    SIGNATURE_RS256,
    SIGNATURE_PS256,
    SIGNATURE_ES256,
    SIGNATURE_EDDSA,
};

enum signature_key_kind {
    SIGNATURE_KEY_NONE,
    SIGNATURE_KEY_RSA,
    SIGNATURE_KEY_P256,
    SIGNATURE_KEY_ED25519,
};

/* Bytes, numbers with the most significant first. */
struct signature_key {
    enum signature_key_kind kind;
    struct str n, e; /* RSA */
    struct str x, y; /* P-256: 32 bytes each; Ed25519: x only */
};

/* "RS256" and so on; SIGNATURE_NONE for every other name, "none" and "HS256" too. */
enum signature_way signature_way_of(struct str name);
/* Which keys a way takes. */
enum signature_key_kind signature_key_for(enum signature_way way);
/* signature: as in RFC 7518; of ES256 that is r and s, 32 bytes each. */
bool signature_fits(enum signature_way way, const struct signature_key *key, struct str message, struct str signature);
/* SHA-256: 32 bytes. */
struct str signature_digest(struct arena *arena, struct str bytes);

#endif
