/* SPDX-License-Identifier: AGPL-3.0-or-later
** token: a well made one is read; each thing that can be wrong is named, and nothing is said then. The keys are made
** here, so that tokens that no honest provider makes are well signed too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/base64.h"
#include "base/fault.h"
#include "text/token.h"

#define NOW 1800000000 /* 15 January 2027 */

struct world {
    struct arena arena;
    EVP_PKEY *rsa;
    EVP_PKEY *p256;
    EVP_PKEY *ed25519;
    struct token_keys keys;
    struct token_asked asked;
};

/* ---- keys and signatures */

static struct str number_of(struct arena *arena, EVP_PKEY *key, const char *name)
{
    BIGNUM *number = NULL;
    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &number), 1);
    int n = BN_num_bytes(number);
    n = n < 32 ? 32 : n; /* a coordinate has its zeros */
    char *bytes = arena_alloc(arena, (size_t)n);
    assert_int_equal(BN_bn2binpad(number, (unsigned char *)bytes, n), n);
    BN_free(number);
    return (struct str){bytes, (size_t)n};
}

static struct str json_keys(struct world *world)
{
    struct arena *arena = &world->arena;
    unsigned char ed[32];
    size_t ed_n = sizeof ed;
    assert_int_equal(EVP_PKEY_get_raw_public_key(world->ed25519, ed, &ed_n), 1);
    return str_format(
        arena,
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"r\",\"use\":\"sig\",\"n\":\"%.*s\",\"e\":\"AQAB\"},"
        "{\"kty\":\"oct\",\"kid\":\"h\",\"k\":\"c2VjcmV0\"},"
        "{\"kty\":\"EC\",\"kid\":\"e\",\"alg\":\"ES256\",\"crv\":\"P-256\",\"x\":\"%.*s\",\"y\":\"%.*s\"},"
        "{\"kty\":\"EC\",\"kid\":\"z\",\"use\":\"enc\",\"crv\":\"P-256\",\"x\":\"%.*s\",\"y\":\"%.*s\"},"
        "{\"kty\":\"OKP\",\"kid\":\"d\",\"key_ops\":[\"verify\"],\"crv\":\"Ed25519\",\"x\":\"%.*s\"},"
        "{\"kty\":\"OKP\",\"kid\":\"s\",\"key_ops\":[\"sign\"],\"crv\":\"Ed25519\",\"x\":\"%.*s\"},"
        "{\"kty\":\"EC\",\"kid\":\"w\",\"alg\":\"ES512\",\"crv\":\"P-256\",\"x\":\"%.*s\",\"y\":\"%.*s\"}]}",
        STR_ARG(base64url_put(arena, number_of(arena, world->rsa, OSSL_PKEY_PARAM_RSA_N))),
        STR_ARG(base64url_put(arena, number_of(arena, world->p256, OSSL_PKEY_PARAM_EC_PUB_X))),
        STR_ARG(base64url_put(arena, number_of(arena, world->p256, OSSL_PKEY_PARAM_EC_PUB_Y))),
        STR_ARG(base64url_put(arena, number_of(arena, world->p256, OSSL_PKEY_PARAM_EC_PUB_X))),
        STR_ARG(base64url_put(arena, number_of(arena, world->p256, OSSL_PKEY_PARAM_EC_PUB_Y))),
        STR_ARG(base64url_put(arena, (struct str){(char *)ed, sizeof ed})),
        STR_ARG(base64url_put(arena, (struct str){(char *)ed, sizeof ed})),
        STR_ARG(base64url_put(arena, number_of(arena, world->p256, OSSL_PKEY_PARAM_EC_PUB_X))),
        STR_ARG(base64url_put(arena, number_of(arena, world->p256, OSSL_PKEY_PARAM_EC_PUB_Y))));
}

static int make_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    arena_init(&world->arena, 64u << 20);
    world->rsa = EVP_RSA_gen(2048);
    world->p256 = EVP_EC_gen("P-256");
    world->ed25519 = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    assert_true(token_keys_parse(&world->arena, json_keys(world), &world->keys));
    world->asked = (struct token_asked){S("https://id.example.org"), S("small-giants"), S("n-0S6_WzA2Mj"), NOW};
    *state = world;
    return 0;
}

static int end_world(void **state)
{
    struct world *world = *state;
    EVP_PKEY_free(world->rsa);
    EVP_PKEY_free(world->p256);
    EVP_PKEY_free(world->ed25519);
    arena_done(&world->arena);
    free(world);
    return 0;
}

static struct str raw_of_der(struct arena *arena, const unsigned char *der, size_t n)
{
    ECDSA_SIG *both = d2i_ECDSA_SIG(NULL, &der, (long)n);
    char *raw = arena_alloc(arena, 64);
    BN_bn2binpad(ECDSA_SIG_get0_r(both), (unsigned char *)raw, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(both), (unsigned char *)raw + 32, 32);
    ECDSA_SIG_free(both);
    return (struct str){raw, 64};
}

static struct str signed_with(struct arena *arena, EVP_PKEY *key, bool pss, struct str message)
{
    unsigned char bytes[512];
    size_t n = sizeof bytes;
    EVP_PKEY_CTX *settings;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const EVP_MD *digest = EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 ? NULL : EVP_sha256();
    assert_int_equal(EVP_DigestSignInit(context, &settings, digest, NULL, key), 1);
    if (pss) {
        EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST);
    }
    assert_int_equal(EVP_DigestSign(context, bytes, &n, (const unsigned char *)message.s, message.n), 1);
    EVP_MD_CTX_free(context);
    return EVP_PKEY_get_id(key) == EVP_PKEY_EC ? raw_of_der(arena, bytes, n)
                                               : str_copy(arena, (struct str){(char *)bytes, n});
}

static struct str token_of(struct world *world, EVP_PKEY *key, const char *header, const char *claims)
{
    struct arena *arena = &world->arena;
    struct str text = str_format(arena, "%.*s.%.*s", STR_ARG(base64url_put(arena, str_of(header))),
                                 STR_ARG(base64url_put(arena, str_of(claims))));
    struct str signature = signed_with(arena, key, strstr(header, "PS256") != NULL, text);
    return str_format(arena, "%.*s.%.*s", STR_ARG(text), STR_ARG(base64url_put(arena, signature)));
}

/* ---- what is in it */

/* The claims of a well made token; a claim of `but` stands in place of the one of its name. */
static const char *claims_with(struct world *world, const char *name, const char *value)
{
    static const char *claims[][2] = {
        {"iss", "\"https://id.example.org\""}, {"sub", "\"248289761001\""}, {"aud", "\"small-giants\""},
        {"exp", "1800000300"}, {"iat", "1799999990"}, {"nonce", "\"n-0S6_WzA2Mj\""},
        {"email", "\"jane@city.example.org\""}, {"email_verified", "true"}, {"name", "\"Jane Doe\""},
    };
    struct str text = S("{\"acr\":\"1\"");
    bool put = false;
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        bool is_it = strcmp(claims[i][0], name) == 0;
        put = put || is_it;
        if (!is_it || *value != '\0') {
            text = str_format(&world->arena, "%.*s,\"%s\":%s", STR_ARG(text), claims[i][0],
                              is_it ? value : claims[i][1]);
        }
    }
    if (!put && *name != '\0') {
        text = str_format(&world->arena, "%.*s,\"%s\":%s", STR_ARG(text), name, value);
    }
    return str_c(&world->arena, str_join(&world->arena, text, S("}")));
}

#define HEADER "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"e\"}"

static enum token_wrong read(struct world *world, struct str text, struct token_said *said)
{
    *said = (struct token_said){.subject = S("untouched")};
    enum token_wrong wrong = token_read(&world->arena, text, &world->keys, &world->asked, said);
    assert_int_equal(wrong == TOKEN_FITS, !str_eq(said->subject, S("untouched")));
    return wrong;
}

static void expect(struct world *world, const char *name, const char *value, enum token_wrong wrong)
{
    struct token_said said;
    enum token_wrong is = read(world, token_of(world, world->p256, HEADER, claims_with(world, name, value)), &said);
    if (is != wrong) {
        fail_msg("%s: %s gives %.*s", name, value, STR_ARG(token_wrong_name(is)));
    }
}

static void expect_header(struct world *world, EVP_PKEY *key, const char *header, enum token_wrong wrong)
{
    struct token_said said;
    enum token_wrong is = read(world, token_of(world, key, header, claims_with(world, "", "")), &said);
    if (is != wrong) {
        fail_msg("%s gives %.*s", header, STR_ARG(token_wrong_name(is)));
    }
}

static void a_well_made_token_says_who_it_is(void **state)
{
    struct world *world = *state;
    struct token_said said;
    struct str text = token_of(world, world->p256, HEADER, claims_with(world, "", ""));
    assert_int_equal(read(world, text, &said), TOKEN_FITS);
    assert_true(str_eq(said.subject, S("248289761001")));
    assert_true(str_eq(said.mail, S("jane@city.example.org")));
    assert_true(str_eq(said.name, S("Jane Doe")));
    assert_true(said.mail_is_verified);
    assert_int_equal(said.ends_at, 1800000300);
    assert_int_equal(said.made_at, 1799999990);
}

static void every_way_of_signing_is_read_with_its_key(void **state)
{
    struct world *world = *state;
    expect_header(world, world->rsa, "{\"alg\":\"RS256\",\"kid\":\"r\"}", TOKEN_FITS);
    expect_header(world, world->rsa, "{\"alg\":\"PS256\",\"kid\":\"r\"}", TOKEN_FITS);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"e\"}", TOKEN_FITS);
    expect_header(world, world->ed25519, "{\"alg\":\"EdDSA\",\"kid\":\"d\",\"typ\":\"jwt\"}", TOKEN_FITS);
    expect_header(world, world->p256, "{\"alg\":\"ES256\"}", TOKEN_FITS); /* one key of that kind: no choice */
    expect_header(world, world->rsa, "{\"alg\":\"RS256\",\"kid\":\"d\"}", TOKEN_KEY_UNKNOWN);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"E\"}", TOKEN_KEY_UNKNOWN);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"\"}", TOKEN_KEY_UNKNOWN);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"z\"}", TOKEN_KEY_UNKNOWN); /* for encryption */
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"w\"}", TOKEN_KEY_UNKNOWN); /* for another way */
    expect_header(world, world->ed25519, "{\"alg\":\"EdDSA\",\"kid\":\"s\"}", TOKEN_KEY_UNKNOWN); /* for signing */
    world->keys.items[world->keys.n++] = world->keys.items[0]; /* a second key of RSA: now there is a choice */
    expect_header(world, world->rsa, "{\"alg\":\"RS256\"}", TOKEN_KEY_UNKNOWN);
    world->keys.n--;
}

static void no_other_way_of_signing_is_taken(void **state)
{
    struct world *world = *state;
    expect_header(world, world->p256, "{\"alg\":\"none\",\"kid\":\"e\"}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":\"HS256\",\"kid\":\"h\"}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":\"HS256\",\"kid\":\"e\"}", TOKEN_WAY);
    expect_header(world, world->rsa, "{\"alg\":\"RS512\",\"kid\":\"r\"}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"kid\":\"e\"}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":7,\"kid\":\"e\"}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"e\",\"crit\":[\"exp\"]}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"e\",\"typ\":\"at+jwt\"}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"e\",\"typ\":\"logout+jwt\"}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":\"e\",\"typ\":1}", TOKEN_WAY);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"kid\":7}", TOKEN_MALFORMED);
    expect_header(world, world->p256, "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\"e\"}", TOKEN_MALFORMED);
    expect_header(world, world->p256, "[]", TOKEN_WAY);
    expect_header(world, world->p256, "", TOKEN_MALFORMED);
}

static void a_key_that_the_token_brings_is_not_looked_at(void **state)
{
    struct world *world = *state;
    EVP_PKEY *other = EVP_EC_gen("P-256");
    struct str x = base64url_put(&world->arena, number_of(&world->arena, other, OSSL_PKEY_PARAM_EC_PUB_X));
    struct str y = base64url_put(&world->arena, number_of(&world->arena, other, OSSL_PKEY_PARAM_EC_PUB_Y));
    struct str header = str_format(&world->arena,
                                   "{\"alg\":\"ES256\",\"kid\":\"e\",\"jku\":\"https://evil.example.org/k\",\"jwk\":"
                                   "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"e\",\"x\":\"%.*s\",\"y\":\"%.*s\"}}",
                                   STR_ARG(x), STR_ARG(y));
    expect_header(world, other, str_c(&world->arena, header), TOKEN_SIGNATURE);
    EVP_PKEY_free(other);
}

static void it_must_be_from_and_for_those_who_were_asked(void **state)
{
    struct world *world = *state;
    expect(world, "iss", "\"https://id.example.org/\"", TOKEN_ISSUER); /* exactly */
    expect(world, "iss", "\"https://ID.example.org\"", TOKEN_ISSUER);
    expect(world, "iss", "", TOKEN_ISSUER);
    expect(world, "iss", "[\"https://id.example.org\"]", TOKEN_ISSUER);
    expect(world, "aud", "\"other\"", TOKEN_AUDIENCE);
    expect(world, "aud", "", TOKEN_AUDIENCE);
    expect(world, "aud", "[]", TOKEN_AUDIENCE);
    expect(world, "aud", "[\"other\"]", TOKEN_AUDIENCE);
    expect(world, "aud", "{\"small-giants\":1}", TOKEN_AUDIENCE);
    expect(world, "aud", "[\"small-giants\"]", TOKEN_FITS);
    expect(world, "aud", "[\"small-giants\",\"other\"]", TOKEN_PARTY); /* of several, azp must say for whom */
    expect(world, "azp", "\"small-giants\"", TOKEN_FITS);
    expect(world, "azp", "\"other\"", TOKEN_PARTY);
    expect(world, "azp", "7", TOKEN_PARTY);
    expect(world, "sub", "", TOKEN_SUBJECT);
    expect(world, "sub", "\"\"", TOKEN_SUBJECT);
    expect(world, "sub", "17", TOKEN_SUBJECT);
    expect(world, "nonce", "\"other\"", TOKEN_NONCE);
    expect(world, "nonce", "", TOKEN_NONCE);
    expect(world, "nonce", "\"\"", TOKEN_NONCE);
}

static void several_are_served_when_azp_says_that_it_is_ours(void **state)
{
    struct world *world = *state;
    struct token_said said;
    const char *claims = claims_with(world, "aud", "[\"other\",\"small-giants\"],\"azp\":\"small-giants\"");
    assert_int_equal(read(world, token_of(world, world->p256, HEADER, claims), &said), TOKEN_FITS);
    claims = claims_with(world, "aud", "[\"other\",\"small-giants\"],\"azp\":\"other\"");
    assert_int_equal(read(world, token_of(world, world->p256, HEADER, claims), &said), TOKEN_PARTY);
}

static void clocks_may_differ_by_a_minute_and_no_more(void **state)
{
    struct world *world = *state;
    expect(world, "exp", "1799999941", TOKEN_FITS);
    expect(world, "exp", "1799999940", TOKEN_ENDED);
    expect(world, "exp", "1799999941.9", TOKEN_FITS);
    expect(world, "exp", "", TOKEN_MALFORMED);
    expect(world, "exp", "\"1800000300\"", TOKEN_MALFORMED);
    expect(world, "exp", "1e300", TOKEN_MALFORMED);
    expect(world, "exp", "-1", TOKEN_ENDED);
    expect(world, "iat", "1800000060", TOKEN_FITS);
    expect(world, "iat", "1800000061", TOKEN_EARLY);
    expect(world, "iat", "", TOKEN_MALFORMED);
    expect(world, "nbf", "1800000060", TOKEN_FITS);
    expect(world, "nbf", "1800000061", TOKEN_EARLY);
    expect(world, "nbf", "\"soon\"", TOKEN_MALFORMED);
}

static void mail_counts_as_verified_only_when_it_is_said(void **state)
{
    struct world *world = *state;
    static const struct { const char *value; bool is; } said_so[] = {
        {"true", true}, {"\"true\"", true}, {"false", false}, {"\"false\"", false}, {"1", false}, {"", false},
    };
    for (size_t i = 0; i < sizeof said_so / sizeof *said_so; i++) {
        struct token_said said;
        const char *claims = claims_with(world, "email_verified", said_so[i].value);
        assert_int_equal(read(world, token_of(world, world->p256, HEADER, claims), &said), TOKEN_FITS);
        assert_int_equal(said.mail_is_verified, said_so[i].is);
    }
    struct token_said said;
    const char *claims = claims_with(world, "email", "");
    assert_int_equal(read(world, token_of(world, world->p256, HEADER, claims), &said), TOKEN_FITS);
    assert_false(said.mail_is_verified);
    assert_int_equal(said.mail.n, 0);
}

static void one_letter_changed_is_never_read(void **state)
{
    struct world *world = *state;
    struct token_said said;
    struct str text = token_of(world, world->p256, HEADER, claims_with(world, "", ""));
    for (size_t i = 0; i < text.n; i++) {
        struct arena_mark mark = arena_mark(&world->arena);
        struct str changed = str_copy(&world->arena, text);
        ((char *)(uintptr_t)changed.s)[i] = text.s[i] == 'A' ? 'B' : 'A';
        assert_int_not_equal(read(world, changed, &said), TOKEN_FITS);
        arena_rewind(&world->arena, mark);
    }
    for (size_t n = 0; n < text.n; n++) {
        struct arena_mark mark = arena_mark(&world->arena);
        assert_int_not_equal(read(world, str_sub(text, 0, n), &said), TOKEN_FITS);
        arena_rewind(&world->arena, mark);
    }
    assert_int_equal(read(world, str_join(&world->arena, text, S(".x")), &said), TOKEN_MALFORMED);
    assert_int_equal(read(world, str_join(&world->arena, S(" "), text), &said), TOKEN_MALFORMED);
}

static void what_is_no_set_of_keys_is_refused(void **state)
{
    struct world *world = *state;
    static const char *wrong[] = {"", "{}", "[]", "{\"keys\":{}}", "{\"keys\":[]", "\"keys\"", "<html>"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct token_keys keys = {.n = 77};
        assert_false(token_keys_parse(&world->arena, str_of(wrong[i]), &keys));
        assert_int_equal(keys.n, 77);
    }
    struct token_keys keys = {.n = 77};
    assert_true(token_keys_parse(&world->arena, S("{\"keys\":[{},7,{\"kty\":\"oct\",\"k\":\"AA\"}]}"), &keys));
    assert_int_equal(keys.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_well_made_token_says_who_it_is),
        cmocka_unit_test(every_way_of_signing_is_read_with_its_key),
        cmocka_unit_test(no_other_way_of_signing_is_taken),
        cmocka_unit_test(a_key_that_the_token_brings_is_not_looked_at),
        cmocka_unit_test(it_must_be_from_and_for_those_who_were_asked),
        cmocka_unit_test(several_are_served_when_azp_says_that_it_is_ours),
        cmocka_unit_test(clocks_may_differ_by_a_minute_and_no_more),
        cmocka_unit_test(mail_counts_as_verified_only_when_it_is_said),
        cmocka_unit_test(one_letter_changed_is_never_read),
        cmocka_unit_test(what_is_no_set_of_keys_is_refused),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
