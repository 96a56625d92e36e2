/* SPDX-License-Identifier: AGPL-3.0-or-later
** secret: libsodium. */
#include "text/secret.h"

#include <sodium.h>
#include <string.h>

#include "base/check.h"
#include "base/scan.h"

#define HASH_MEMORY (19456u << 10) /* with two passes and one lane: OWASP, Password Storage */
#define HASH_PASSES 2u
#define HASH_MEMORY_KIB_MAX 65536 /* of a hash that comes from elsewhere ... */
#define HASH_PASSES_MAX 10        /* ... so that none can hold the keeper for seconds */
/* Of no password: what is asked for a person that is not there takes as long as for one who is. */
#define HASH_NOBODY "$argon2id$v=19$m=19456,t=2,p=1$c21hbGxnaWFudHNub2JvZA$" \
                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define SEALED_FORM 1u /* first byte of what is sealed, so that a later form can be told */
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define SEAL_EXTRA (1u + NONCE_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES)
#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

_Static_assert(SECRET_TAG_BYTES == crypto_auth_hmacsha256_BYTES, "one size");
_Static_assert(SECRET_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "one size");
_Static_assert(SECRET_HASH_MAX >= crypto_pwhash_STRBYTES - 1, "a hash has room");

void secret_start(void)
{
    check(sodium_init() >= 0);
}

void secret_wipe(void *bytes, size_t n)
{
    if (n > 0) {
        sodium_memzero(bytes, n);
    }
}

bool secret_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.s, b.s, a.n) == 0);
}

/* ---- passwords */

enum fault secret_hash(struct arena *arena, struct str password, struct str *ret_hash)
{
    char hash[crypto_pwhash_STRBYTES];
    if (password.n > SECRET_PASSWORD_MAX) {
        return FAULT_TOO_LARGE;
    }
    if (crypto_pwhash_argon2id_str(hash, password.n > 0 ? password.s : "", password.n, HASH_PASSES, HASH_MEMORY) != 0) {
        return FAULT_BUSY;
    }
    *ret_hash = str_copy(arena, str_of(hash));
    return OK;
}

/* "m=19456,": whether the number is one up to `max`. */
static bool read_cost(struct str *rest, const char *name, char end, int64_t max)
{
    int64_t number;
    struct str part = str_cut(*rest, end, rest);
    return str_starts(part, str_of(name)) && parse_int(str_from(part, str_of(name).n), 1, max, &number);
}

/* Of Argon2id, in its present version, and at a cost that is like ours. */
static bool is_hash(struct str hash)
{
    struct str begins = S("$argon2id$v=19$");
    struct str rest = str_from(hash, begins.n);
    return hash.n <= SECRET_HASH_MAX && str_starts(hash, begins) &&
           read_cost(&rest, "m=", ',', HASH_MEMORY_KIB_MAX) && read_cost(&rest, "t=", ',', HASH_PASSES_MAX) &&
           read_cost(&rest, "p=", '$', 1);
}

static void copy_hash(struct str hash, char ret_text[SECRET_HASH_MAX + 1])
{
    memcpy(ret_text, hash.s, hash.n);
    ret_text[hash.n] = '\0';
}

bool secret_fits(struct str hash, struct str password)
{
    char text[SECRET_HASH_MAX + 1];
    bool is_somebody = hash.n > 0;
    if (password.n > SECRET_PASSWORD_MAX || (is_somebody && !is_hash(hash))) {
        return false;
    }
    copy_hash(is_somebody ? hash : S(HASH_NOBODY), text);
    bool fits = crypto_pwhash_argon2id_str_verify(text, password.n > 0 ? password.s : "", password.n) == 0;
    return fits && is_somebody;
}

bool secret_is_old(struct str hash)
{
    char text[SECRET_HASH_MAX + 1];
    if (!is_hash(hash)) {
        return true;
    }
    copy_hash(hash, text);
    return crypto_pwhash_argon2id_str_needs_rehash(text, HASH_PASSES, HASH_MEMORY) != 0;
}

/* ---- keys */

bool secret_key_parse(struct str text, struct secret_key *ret_key)
{
    struct secret_key key;
    size_t n = 0;
    bool fine = text.n == 2 * sizeof key.bytes &&
                sodium_hex2bin(key.bytes, sizeof key.bytes, text.s, text.n, NULL, &n, NULL) == 0 &&
                n == sizeof key.bytes;
    if (fine) {
        *ret_key = key;
    }
    secret_wipe(&key, sizeof key);
    return fine;
}

static struct str key_str(const struct secret_key *key)
{
    return (struct str){(const char *)key->bytes, sizeof key->bytes};
}

/* ---- signatures */

void secret_tag(struct str key, struct str text, unsigned char ret_tag[SECRET_TAG_BYTES])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.s, key.n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)text.s, text.n);
    crypto_auth_hmacsha256_final(&state, ret_tag);
    secret_wipe(&state, sizeof state);
}

/* A key for one use, from the key of the installation: HMAC of what it is for. */
static struct secret_key key_for(const struct secret_key *key, const char *use, const char *purpose)
{
    struct secret_key made;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key->bytes, sizeof key->bytes);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)use, strlen(use) + 1); /* with its end: no two run */
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, strlen(purpose)); /* into one another */
    crypto_auth_hmacsha256_final(&state, made.bytes);
    secret_wipe(&state, sizeof state);
    return made;
}

static struct str to_letters(struct arena *arena, const unsigned char *bytes, size_t n)
{
    size_t size = sodium_base64_encoded_len(n, BASE64);
    char *text = arena_alloc(arena, size);
    sodium_bin2base64(text, size, bytes, n, BASE64);
    return (struct str){text, size - 1};
}

static void sign(const struct secret_key *key, const char *purpose, struct str text,
                 char ret_letters[SECRET_SIGNATURE_LETTERS + 1])
{
    unsigned char tag[SECRET_TAG_BYTES];
    struct secret_key own = key_for(key, "sign", purpose);
    secret_tag(key_str(&own), text, tag);
    sodium_bin2base64(ret_letters, SECRET_SIGNATURE_LETTERS + 1, tag, sizeof tag, BASE64);
    secret_wipe(&own, sizeof own);
}

struct str secret_sign(struct arena *arena, const struct secret_key *key, const char *purpose, struct str text)
{
    char letters[SECRET_SIGNATURE_LETTERS + 1];
    sign(key, purpose, text, letters);
    return str_copy(arena, str_of(letters));
}

bool secret_signed(const struct secret_key *key, const char *purpose, struct str text, struct str signature)
{
    char letters[SECRET_SIGNATURE_LETTERS + 1];
    sign(key, purpose, text, letters);
    return secret_eq(str_of(letters), signature);
}

/* ---- sealed texts: form, nonce, what is sealed with its tag */

struct str secret_seal(struct arena *arena, const struct secret_key *key, struct str about, struct str text)
{
    struct secret_key own = key_for(key, "seal", "");
    unsigned char *sealed = arena_alloc(arena, SEAL_EXTRA + text.n);
    unsigned char *nonce = sealed + 1;
    sealed[0] = SEALED_FORM;
    randombytes_buf(nonce, NONCE_BYTES);
    check(crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NONCE_BYTES, NULL, (const unsigned char *)text.s, text.n,
                                                     (const unsigned char *)about.s, about.n, NULL, nonce,
                                                     own.bytes) == 0);
    secret_wipe(&own, sizeof own);
    return to_letters(arena, sealed, SEAL_EXTRA + text.n);
}

static bool open_sealed(const struct secret_key *key, struct str about, const unsigned char *sealed, size_t n,
                        unsigned char *to)
{
    struct secret_key own = key_for(key, "seal", "");
    const unsigned char *nonce = sealed + 1;
    bool fine = crypto_aead_xchacha20poly1305_ietf_decrypt(
                    to, NULL, NULL, nonce + NONCE_BYTES, n - 1 - NONCE_BYTES, (const unsigned char *)about.s, about.n,
                    nonce, own.bytes) == 0;
    secret_wipe(&own, sizeof own);
    return fine;
}

enum fault secret_open(struct arena *arena, const struct secret_key *key, struct str about, struct str sealed,
                       struct str *ret_text)
{
    unsigned char *bytes = arena_alloc(arena, sealed.n + 1);
    size_t n = 0;
    bool fine = sealed.n > 0 &&
                sodium_base642bin(bytes, sealed.n, sealed.s, sealed.n, NULL, &n, NULL, BASE64) == 0 &&
                n >= SEAL_EXTRA && bytes[0] == SEALED_FORM;
    if (!fine) {
        return FAULT_DAMAGED;
    }
    unsigned char *text = arena_alloc(arena, n - SEAL_EXTRA + 1);
    if (!open_sealed(key, about, bytes, n, text)) {
        return FAULT_DAMAGED;
    }
    *ret_text = (struct str){(const char *)text, n - SEAL_EXTRA};
    return OK;
}

/* ---- boxes */

struct box_pair {
    unsigned char open[crypto_box_PUBLICKEYBYTES];
    unsigned char secret[crypto_box_SECRETKEYBYTES];
};

static struct box_pair pair_of(const struct secret_key *key, const char *purpose)
{
    struct box_pair pair;
    struct secret_key seed = key_for(key, "box", purpose);
    _Static_assert(sizeof seed.bytes == crypto_box_SEEDBYTES, "the key is a seed");
    check(crypto_box_seed_keypair(pair.open, pair.secret, seed.bytes) == 0);
    secret_wipe(&seed, sizeof seed);
    return pair;
}

struct str secret_box(struct arena *arena, const struct secret_key *key, const char *purpose)
{
    struct box_pair pair = pair_of(key, purpose);
    secret_wipe(pair.secret, sizeof pair.secret);
    return to_letters(arena, pair.open, sizeof pair.open);
}

enum fault secret_box_seal(struct arena *arena, struct str box, struct str text, struct str *ret_sealed)
{
    unsigned char open[crypto_box_PUBLICKEYBYTES];
    size_t n = 0;
    if (sodium_base642bin(open, sizeof open, box.s, box.n, NULL, &n, NULL, BASE64) != 0 || n != sizeof open) {
        return FAULT_INVALID;
    }
    unsigned char *sealed = arena_alloc(arena, crypto_box_SEALBYTES + text.n);
    if (crypto_box_seal(sealed, (const unsigned char *)text.s, text.n, open) != 0) {
        return FAULT_INVALID;
    }
    *ret_sealed = to_letters(arena, sealed, crypto_box_SEALBYTES + text.n);
    return OK;
}

enum fault secret_box_open(struct arena *arena, const struct secret_key *key, const char *purpose, struct str sealed,
                           struct str *ret_text)
{
    unsigned char *bytes = arena_alloc(arena, sealed.n + 1);
    size_t n = 0;
    if (sealed.n == 0 || sodium_base642bin(bytes, sealed.n, sealed.s, sealed.n, NULL, &n, NULL, BASE64) != 0 ||
        n < crypto_box_SEALBYTES) {
        return FAULT_DAMAGED;
    }
    unsigned char *text = arena_alloc(arena, n - crypto_box_SEALBYTES + 1);
    struct box_pair pair = pair_of(key, purpose);
    bool fine = crypto_box_seal_open(text, bytes, n, pair.open, pair.secret) == 0;
    secret_wipe(&pair, sizeof pair);
    *ret_text = (struct str){(const char *)text, fine ? n - crypto_box_SEALBYTES : 0};
    return fine ? OK : FAULT_DAMAGED;
}
