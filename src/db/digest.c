/* SPDX-License-Identifier: AGPL-3.0-or-later
** digest: SHA-256, by libsodium. */
#include "db/digest.h"

#include <sodium/crypto_hash_sha256.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct digest), "the state fits");

/* The state is copied in and out, so that its bytes are never read as another type. */
void digest_init(struct digest *digest)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    memcpy(digest->state, &state, sizeof state);
}

void digest_put(struct digest *digest, struct str bytes)
{
    crypto_hash_sha256_state state;
    memcpy(&state, digest->state, sizeof state);
    crypto_hash_sha256_update(&state, (const unsigned char *)bytes.s, bytes.n);
    memcpy(digest->state, &state, sizeof state);
}

struct str digest_end(struct digest *digest, struct arena *arena)
{
    crypto_hash_sha256_state state;
    unsigned char hash[crypto_hash_sha256_BYTES];
    memcpy(&state, digest->state, sizeof state);
    crypto_hash_sha256_final(&state, hash);
    return str_hex(arena, hash, sizeof hash);
}

struct str digest_of(struct arena *arena, struct str bytes)
{
    struct digest digest;
    digest_init(&digest);
    digest_put(&digest, bytes);
    return digest_end(&digest, arena);
}
