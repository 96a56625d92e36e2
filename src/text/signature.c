/* SPDX-License-Identifier: AGPL-3.0-or-later
** signature: over libcrypto's EVP. What it cannot make a key of, or runs out of memory for, does not fit. */
#include "text/signature.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>

#include "base/check.h"
#include "base/fault.h"

#define RSA_BYTES_MIN 256u  /* BSI TR-02102-1 wants 3000 bits, providers still have 2048 */
#define RSA_BYTES_MAX 1024u /* more only costs time */
#define EXPONENT_BYTES_MAX 4u
#define P256_BYTES 32u
#define DIGEST_BYTES 32u
#define ED25519_BYTES 32u
#define ED25519_SIGNATURE_BYTES 64u
#define DER_BYTES_MAX 80u /* two numbers of 33 bytes, and what is around them */

static void pkey_free(EVP_PKEY **pkey) { EVP_PKEY_free(*pkey); }
static void pkey_context_free(EVP_PKEY_CTX **context) { EVP_PKEY_CTX_free(*context); }
static void digest_context_free(EVP_MD_CTX **context) { EVP_MD_CTX_free(*context); }
static void number_free(BIGNUM **number) { BN_free(*number); }
static void build_free(OSSL_PARAM_BLD **build) { OSSL_PARAM_BLD_free(*build); }
static void params_free(OSSL_PARAM **params) { OSSL_PARAM_free(*params); }

static const struct {
    struct str name;
    enum signature_way way;
    enum signature_key_kind key;
} ways[] = {
    {S_INIT("RS256"), SIGNATURE_RS256, SIGNATURE_KEY_RSA},
    {S_INIT("PS256"), SIGNATURE_PS256, SIGNATURE_KEY_RSA},
    {S_INIT("ES256"), SIGNATURE_ES256, SIGNATURE_KEY_P256},
    {S_INIT("EdDSA"), SIGNATURE_EDDSA, SIGNATURE_KEY_ED25519},
};

enum signature_way signature_way_of(struct str name)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (str_eq(name, ways[i].name)) {
            return ways[i].way;
        }
    }
    return SIGNATURE_NONE;
}

enum signature_key_kind signature_key_for(enum signature_way way)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (way == ways[i].way) {
            return ways[i].key;
        }
    }
    return SIGNATURE_KEY_NONE;
}

/* ---- keys: NULL when it is none */

static const unsigned char *bytes_of(struct str bytes)
{
    return (const unsigned char *)bytes.s;
}

static EVP_PKEY *key_made(const char *type, const OSSL_PARAM *params)
{
    EVP_PKEY *made = NULL;
    EVP_PKEY_CTX *context CLEANUP(pkey_context_free) = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (context == NULL || params == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &made, EVP_PKEY_PUBLIC_KEY, (OSSL_PARAM *)(uintptr_t)params) != 1) {
        return NULL;
    }
    return made;
}

static struct str without_zeros(struct str number)
{
    while (number.n > 0 && number.s[0] == 0) {
        number = str_from(number, 1);
    }
    return number;
}

static EVP_PKEY *rsa_key(const struct signature_key *key)
{
    struct str n = without_zeros(key->n);
    struct str e = without_zeros(key->e);
    if (n.n < RSA_BYTES_MIN || n.n > RSA_BYTES_MAX || e.n == 0 || e.n > EXPONENT_BYTES_MAX) {
        return NULL;
    }
    BIGNUM *modulus CLEANUP(number_free) = BN_bin2bn(bytes_of(n), (int)n.n, NULL);
    BIGNUM *exponent CLEANUP(number_free) = BN_bin2bn(bytes_of(e), (int)e.n, NULL);
    OSSL_PARAM_BLD *build CLEANUP(build_free) = OSSL_PARAM_BLD_new();
    if (modulus == NULL || exponent == NULL || build == NULL || !BN_is_odd(modulus) || !BN_is_odd(exponent) ||
        BN_is_one(exponent) || OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, modulus) != 1 ||
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, exponent) != 1) {
        return NULL;
    }
    OSSL_PARAM *params CLEANUP(params_free) = OSSL_PARAM_BLD_to_param(build);
    return key_made("RSA", params);
}

/* A point that is not on the curve is refused by fromdata. */
static EVP_PKEY *p256_key(const struct signature_key *key)
{
    unsigned char point[1 + 2 * P256_BYTES] = {POINT_CONVERSION_UNCOMPRESSED};
    char group[] = "prime256v1";
    if (key->x.n != P256_BYTES || key->y.n != P256_BYTES) {
        return NULL;
    }
    memcpy(point + 1, key->x.s, P256_BYTES);
    memcpy(point + 1 + P256_BYTES, key->y.s, P256_BYTES);
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point),
        OSSL_PARAM_construct_end(),
    };
    return key_made("EC", params);
}

static EVP_PKEY *key_of(const struct signature_key *key)
{
    switch (key->kind) {
    case SIGNATURE_KEY_RSA:
        return rsa_key(key);
    case SIGNATURE_KEY_P256:
        return p256_key(key);
    case SIGNATURE_KEY_ED25519:
        return key->x.n != ED25519_BYTES
                   ? NULL
                   : EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, bytes_of(key->x), key->x.n);
    default:
        return NULL;
    }
}

/* ---- signatures */

static void ecdsa_free(ECDSA_SIG **signature) { ECDSA_SIG_free(*signature); }

/* libcrypto wants r and s as DER has them; 0 bytes when it cannot. */
static size_t der_of(struct str signature, unsigned char der[static DER_BYTES_MAX])
{
    ECDSA_SIG *both CLEANUP(ecdsa_free) = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(bytes_of(signature), P256_BYTES, NULL);
    BIGNUM *s = BN_bin2bn(bytes_of(signature) + P256_BYTES, P256_BYTES, NULL);
    if (both == NULL || r == NULL || s == NULL || ECDSA_SIG_set0(both, r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return 0;
    }
    int n = i2d_ECDSA_SIG(both, NULL);
    return n > 0 && n <= (int)DER_BYTES_MAX && i2d_ECDSA_SIG(both, &der) == n ? (size_t)n : 0;
}

static bool verify(EVP_PKEY *key, enum signature_way way, struct str message, const unsigned char *signature, size_t n)
{
    EVP_PKEY_CTX *settings; /* belongs to the context */
    EVP_MD_CTX *context CLEANUP(digest_context_free) = EVP_MD_CTX_new();
    const EVP_MD *digest = way == SIGNATURE_EDDSA ? NULL : EVP_sha256();
    if (context == NULL || EVP_DigestVerifyInit(context, &settings, digest, NULL, key) != 1) {
        return false;
    }
    if (way == SIGNATURE_PS256 && (EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) != 1 ||
                                   EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) != 1)) {
        return false;
    }
    return EVP_DigestVerify(context, signature, n, bytes_of(message), message.n) == 1;
}

static bool fits(enum signature_way way, const struct signature_key *key, struct str message, struct str signature)
{
    unsigned char der[DER_BYTES_MAX];
    if (key->kind == SIGNATURE_KEY_NONE || key->kind != signature_key_for(way)) {
        return false;
    }
    EVP_PKEY *made CLEANUP(pkey_free) = key_of(key);
    if (made == NULL) {
        return false;
    }
    switch (way) {
    case SIGNATURE_ES256:
        return signature.n == 2 * P256_BYTES && verify(made, way, message, der, der_of(signature, der));
    case SIGNATURE_EDDSA:
        return signature.n == ED25519_SIGNATURE_BYTES && verify(made, way, message, bytes_of(signature), signature.n);
    default:
        return signature.n == (size_t)EVP_PKEY_get_size(made) &&
               verify(made, way, message, bytes_of(signature), signature.n);
    }
}

bool signature_fits(enum signature_way way, const struct signature_key *key, struct str message, struct str signature)
{
    bool fit = fits(way, key, message, signature);
    ERR_clear_error(); /* what did not fit is nobody else's error: a connection over TLS would take it for its own */
    return fit;
}

struct str signature_digest(struct arena *arena, struct str bytes)
{
    unsigned char *digest = arena_alloc(arena, DIGEST_BYTES);
    check(EVP_Digest(bytes.s, bytes.n, digest, NULL, EVP_sha256(), NULL) == 1);
    return (struct str){(const char *)digest, DIGEST_BYTES};
}
