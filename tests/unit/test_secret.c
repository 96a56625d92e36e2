/* SPDX-License-Identifier: AGPL-3.0-or-later
** secret, by what others have published and by what must not open. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/rand.h"
#include "text/secret.h"

#define KEY "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    secret_start();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct secret_key key_of(const char *text)
{
    struct secret_key key;
    assert_true(secret_key_parse(str_of(text), &key));
    return key;
}

/* ---- passwords */

/* Of test.c of the reference implementation (github.com/P-H-C/phc-winner-argon2), version 0x13. RFC 9106's own one has
** four lanes and a secret, which libsodium does not do. */
static void test_hashes_of_others_fit(void **state)
{
    (void)state;
    const struct str least = S("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
                               "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
    const struct str usual = S("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                               "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
    assert_true(secret_fits(least, S("password")));
    assert_true(secret_fits(usual, S("password")));
    assert_false(secret_fits(least, S("Password")));
    assert_false(secret_fits(usual, S("password ")));
    assert_true(secret_is_old(least));
    assert_true(secret_is_old(usual));
}

static void test_a_hash_fits_its_password_only(void **state)
{
    (void)state;
    struct str hash;
    struct str again;
    assert_int_equal(secret_hash(&arena, S("a long enough pass phrase"), &hash), OK);
    assert_true(str_starts(hash, S("$argon2id$v=19$m=19456,t=2,p=1$")));
    assert_true(hash.n <= SECRET_HASH_MAX);
    assert_true(secret_fits(hash, S("a long enough pass phrase")));
    assert_false(secret_fits(hash, S("a long enough pass phrasE")));
    assert_false(secret_fits(hash, S("")));
    assert_false(secret_is_old(hash));
    assert_int_equal(secret_hash(&arena, S("a long enough pass phrase"), &again), OK);
    assert_false(str_eq(hash, again)); /* each has a salt of its own */
}

/* As it is, to its last byte: a letter of four bytes, 128 times. */
static void test_a_long_password_counts_to_its_end(void **state)
{
    (void)state;
    char text[128 * 4];
    struct str hash;
    for (size_t i = 0; i < sizeof text; i += 4) {
        memcpy(text + i, "\xF0\x9F\x8C\xBB", 4);
    }
    assert_int_equal(secret_hash(&arena, (struct str){text, sizeof text}, &hash), OK);
    assert_true(secret_fits(hash, (struct str){text, sizeof text}));
    text[sizeof text - 1] = '\xBC';
    assert_false(secret_fits(hash, (struct str){text, sizeof text}));
    assert_false(secret_fits(hash, (struct str){text, sizeof text - 4}));
}

static void test_what_is_no_hash_fits_nothing(void **state)
{
    (void)state;
    static const char *const NONE[] = {
        "x", "$", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$", "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=4000000,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/5",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4$and more",
    };
    for (size_t i = 0; i < COUNT_OF(NONE); i++) {
        if (secret_fits(str_of(NONE[i]), S("password")) || secret_fits(str_of(NONE[i]), S(""))) {
            fail_msg("fits: %s", NONE[i]);
        }
    }
    assert_true(secret_is_old(S("")));
}

static void test_nobody_has_no_password(void **state)
{
    (void)state;
    static char long_one[SECRET_PASSWORD_MAX + 1];
    struct str hash;
    assert_false(secret_fits(S(""), S("password")));
    assert_false(secret_fits(S(""), S("")));
    memset(long_one, 'x', sizeof long_one);
    assert_int_equal(secret_hash(&arena, (struct str){long_one, sizeof long_one}, &hash), FAULT_TOO_LARGE);
    assert_false(secret_fits(S(""), (struct str){long_one, sizeof long_one}));
}

/* ---- signatures */

struct vector {
    const char *key;
    const char *text;
    const char *tag;
};

#define AA20 "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
#define AA131 AA20 AA20 AA20 AA20 AA20 AA20 "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
#define DD10 "\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd"

/* RFC 4231, test cases 1 to 3, 6 and 7. */
static void test_tags_are_those_of_rfc_4231(void **state)
{
    (void)state;
    static const struct vector VECTORS[] = {
        {"\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b", "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {AA20, DD10 DD10 DD10 DD10 DD10, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {AA131, "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {AA131,
         "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
         "hashed before being used by the HMAC algorithm.",
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
    };
    for (size_t i = 0; i < COUNT_OF(VECTORS); i++) {
        unsigned char tag[SECRET_TAG_BYTES];
        secret_tag(str_of(VECTORS[i].key), str_of(VECTORS[i].text), tag);
        assert_true(str_eq(str_hex(&arena, tag, sizeof tag), str_of(VECTORS[i].tag)));
    }
}

static void test_a_signature_is_of_one_text_purpose_and_key(void **state)
{
    (void)state;
    struct secret_key key = key_of(KEY);
    struct secret_key other = key_of("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    struct str text = S("/answers/17?yes");
    struct str signature = secret_sign(&arena, &key, "link", text);
    assert_int_equal(signature.n, SECRET_SIGNATURE_LETTERS);
    assert_true(secret_signed(&key, "link", text, signature));
    assert_true(str_eq(signature, secret_sign(&arena, &key, "link", text))); /* the same tomorrow */
    assert_false(secret_signed(&other, "link", text, signature));
    assert_false(secret_signed(&key, "lin", S("k/answers/17?yes"), signature));
    assert_false(secret_signed(&key, "leave", text, signature));
    assert_false(secret_signed(&key, "link", S("/answers/17?no"), signature));
    assert_false(secret_signed(&key, "link", text, S("")));
    assert_false(secret_signed(&key, "link", text, str_sub(signature, 0, signature.n - 1)));
    assert_false(secret_signed(&key, "link", text, str_join(&arena, signature, S("A"))));
}

/* ---- sealed texts */

static void test_what_is_sealed_opens_with_the_same_only(void **state)
{
    (void)state;
    struct secret_key key = key_of(KEY);
    struct secret_key other = key_of("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    struct str text = {"\0two\xff", 5};
    struct str about = S("totp of person 17");
    struct str opened;
    struct str sealed = secret_seal(&arena, &key, about, text);
    assert_int_equal(secret_open(&arena, &key, about, sealed, &opened), OK);
    assert_true(str_eq(opened, text));
    assert_false(str_eq(sealed, secret_seal(&arena, &key, about, text)));
    assert_int_equal(secret_open(&arena, &other, about, sealed, &opened), FAULT_DAMAGED);
    assert_int_equal(secret_open(&arena, &key, S("totp of person 18"), sealed, &opened), FAULT_DAMAGED);
    assert_int_equal(secret_open(&arena, &key, about, secret_seal(&arena, &key, about, S("")), &opened), OK);
    assert_int_equal(opened.n, 0);
}

static void test_sealed_and_changed_anywhere_it_does_not_open(void **state)
{
    (void)state;
    struct secret_key key = key_of(KEY);
    struct str sealed = secret_seal(&arena, &key, S("a"), S("JBSWY3DPEHPK3PXP"));
    struct str opened;
    for (size_t i = 0; i < sealed.n; i++) {
        char *changed = arena_alloc(&arena, sealed.n);
        memcpy(changed, sealed.s, sealed.n);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_int_equal(secret_open(&arena, &key, S("a"), (struct str){changed, sealed.n}, &opened), FAULT_DAMAGED);
        assert_int_equal(secret_open(&arena, &key, S("a"), str_sub(sealed, 0, i), &opened), FAULT_DAMAGED);
    }
    assert_int_equal(secret_open(&arena, &key, S("a"), S("not base 64!"), &opened), FAULT_DAMAGED);
}

/* ---- keys */

static void test_a_key_is_64_digits(void **state)
{
    (void)state;
    struct secret_key key = key_of(KEY);
    assert_int_equal(key.bytes[31], 0x1f);
    assert_true(secret_key_parse(rand_hex(&arena, SECRET_KEY_BYTES), &key));
    assert_false(secret_key_parse(S(""), &key));
    assert_false(secret_key_parse(S(KEY "00"), &key));
    assert_false(secret_key_parse(str_sub(S(KEY), 0, 62), &key));
    assert_false(secret_key_parse(S("g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"), &key));
}

static void test_wiped_is_wiped(void **state)
{
    (void)state;
    char text[] = "secret";
    secret_wipe(text, sizeof text);
    assert_memory_equal(text, "\0\0\0\0\0\0", sizeof text);
    secret_wipe(NULL, 0);
    assert_true(secret_eq(S("ab"), S("ab")) && secret_eq(S(""), (struct str){0}));
    assert_false(secret_eq(S("ab"), S("ac")) || secret_eq(S("ab"), S("abc")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hashes_of_others_fit),
        cmocka_unit_test(test_a_hash_fits_its_password_only),
        cmocka_unit_test(test_a_long_password_counts_to_its_end),
        cmocka_unit_test(test_what_is_no_hash_fits_nothing),
        cmocka_unit_test(test_nobody_has_no_password),
        cmocka_unit_test(test_tags_are_those_of_rfc_4231),
        cmocka_unit_test(test_a_signature_is_of_one_text_purpose_and_key),
        cmocka_unit_test(test_what_is_sealed_opens_with_the_same_only),
        cmocka_unit_test(test_sealed_and_changed_anywhere_it_does_not_open),
        cmocka_unit_test(test_a_key_is_64_digits),
        cmocka_unit_test(test_wiped_is_wiped),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
