/* SPDX-License-Identifier: AGPL-3.0-or-later
** signature: the examples of RFC 7515, A.2 and A.3 and of RFC 8037, A.4; what changes is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/fault.h"
#include "text/signature.h"

#define CLAIMS "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

static const struct vector {
    enum signature_way way;
    enum signature_key_kind kind;
    const char *a, *b; /* n and e, or x and y */
    const char *message;
    const char *signature;
} vectors[] = {
    {SIGNATURE_RS256, SIGNATURE_KEY_RSA,
     "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-"
     "pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2Ca"
     "pHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb5"
     "4h4FRWyuXpoQ",
     "AQAB", "eyJhbGciOiJSUzI1NiJ9." CLAIMS,
     "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr"
     "7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--x"
     "i12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_Ioy"
     "pGlUPQGe77Rw"},
    {SIGNATURE_ES256, SIGNATURE_KEY_P256, "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
     "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "eyJhbGciOiJFUzI1NiJ9." CLAIMS,
     "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
    {SIGNATURE_EDDSA, SIGNATURE_KEY_ED25519, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "",
     "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
     "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"},
};
#define VECTORS_N (sizeof vectors / sizeof *vectors)

static struct str bytes(struct arena *arena, const char *text)
{
    struct str bytes;
    assert_true(base64url_get(arena, str_of(text), &bytes));
    return bytes;
}

static struct signature_key key_of(struct arena *arena, const struct vector *vector)
{
    struct str a = bytes(arena, vector->a);
    struct str b = bytes(arena, vector->b);
    return (struct signature_key){.kind = vector->kind, .n = a, .e = b, .x = a, .y = b};
}

static struct str with_bit_changed(struct arena *arena, struct str text, size_t bit)
{
    struct str changed = str_copy(arena, text);
    ((char *)(uintptr_t)changed.s)[bit / 8] = (char)(changed.s[bit / 8] ^ 1 << bit % 8);
    return changed;
}

static void the_examples_of_the_standards_fit(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 4u << 20);
    for (size_t i = 0; i < VECTORS_N; i++) {
        struct signature_key key = key_of(&arena, &vectors[i]);
        struct str signature = bytes(&arena, vectors[i].signature);
        assert_true(signature_fits(vectors[i].way, &key, str_of(vectors[i].message), signature));
    }
}

static void one_bit_changed_does_not_fit(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 16u << 20);
    for (size_t i = 0; i < VECTORS_N; i++) {
        struct signature_key key = key_of(&arena, &vectors[i]);
        struct str message = str_of(vectors[i].message);
        struct str signature = bytes(&arena, vectors[i].signature);
        for (size_t bit = 0; bit < 8 * signature.n; bit += 7) {
            struct arena_mark mark = arena_mark(&arena);
            assert_false(signature_fits(vectors[i].way, &key, message, with_bit_changed(&arena, signature, bit)));
            arena_rewind(&arena, mark);
        }
        for (size_t bit = 0; bit < 8 * message.n; bit += 13) {
            struct arena_mark mark = arena_mark(&arena);
            assert_false(signature_fits(vectors[i].way, &key, with_bit_changed(&arena, message, bit), signature));
            arena_rewind(&arena, mark);
        }
        struct signature_key other = key;
        other.n = with_bit_changed(&arena, key.n, 77);
        other.x = with_bit_changed(&arena, key.x, 77);
        assert_false(signature_fits(vectors[i].way, &other, message, signature));
        for (size_t n = 0; n < signature.n; n += 11) {
            assert_false(signature_fits(vectors[i].way, &key, message, str_sub(signature, 0, n)));
        }
        assert_false(signature_fits(vectors[i].way, &key, message, str_join(&arena, signature, S("x"))));
    }
}

static void a_way_takes_its_own_kind_of_key_only(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 4u << 20);
    for (size_t i = 0; i < VECTORS_N; i++) {
        struct signature_key key = key_of(&arena, &vectors[i]);
        struct str signature = bytes(&arena, vectors[i].signature);
        for (enum signature_way way = SIGNATURE_NONE; way <= SIGNATURE_EDDSA; way++) {
            bool fits = signature_fits(way, &key, str_of(vectors[i].message), signature);
            assert_int_equal(fits, way == vectors[i].way); /* of RSA: PKCS #1 v1.5 is no PSS */
        }
        key.kind = SIGNATURE_KEY_NONE;
        assert_false(signature_fits(vectors[i].way, &key, str_of(vectors[i].message), signature));
    }
}

static void weak_and_broken_keys_fit_nothing(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 4u << 20);
    struct signature_key key = key_of(&arena, &vectors[0]);
    struct str message = str_of(vectors[0].message);
    struct str signature = bytes(&arena, vectors[0].signature);
    const struct str exponents[] = {S(""), {"\0", 1}, {"\1", 1}, {"\2", 1}, {"\1\0\0\0\1", 5}};
    for (size_t i = 0; i < sizeof exponents / sizeof *exponents; i++) {
        struct signature_key other = key;
        other.e = exponents[i];
        assert_false(signature_fits(SIGNATURE_RS256, &other, message, signature));
    }
    struct signature_key small = key;
    small.n = str_from(key.n, 128); /* 1024 bits */
    assert_false(signature_fits(SIGNATURE_RS256, &small, message, str_from(signature, 128)));
    struct signature_key padded = key; /* zeros in front are the same number (RFC 7518, 6.3.1.1 has none, some do) */
    padded.n = str_join(&arena, (struct str){"\0", 1}, key.n);
    assert_true(signature_fits(SIGNATURE_RS256, &padded, message, signature));
    struct signature_key off = key_of(&arena, &vectors[1]);
    off.y = off.x; /* on no curve */
    assert_false(signature_fits(SIGNATURE_ES256, &off, str_of(vectors[1].message),
                                bytes(&arena, vectors[1].signature)));
    static const char zeros[64];
    struct signature_key whole = key_of(&arena, &vectors[1]);
    assert_false(signature_fits(SIGNATURE_ES256, &whole, str_of(vectors[1].message), (struct str){zeros, 64}));
}

static void only_four_ways_have_names(void **state)
{
    (void)state;
    static const char *others[] = {"none", "None", "", "HS256", "HS512", "RS384", "RS512", "RS1", "ES256K", "ES384",
                                   "rs256", "RS256 ", "Ed25519"};
    assert_int_equal(signature_way_of(S("RS256")), SIGNATURE_RS256);
    assert_int_equal(signature_way_of(S("PS256")), SIGNATURE_PS256);
    assert_int_equal(signature_way_of(S("ES256")), SIGNATURE_ES256);
    assert_int_equal(signature_way_of(S("EdDSA")), SIGNATURE_EDDSA);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_equal(signature_way_of(str_of(others[i])), SIGNATURE_NONE);
    }
    assert_int_equal(signature_key_for(SIGNATURE_NONE), SIGNATURE_KEY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standards_fit),
        cmocka_unit_test(one_bit_changed_does_not_fit),
        cmocka_unit_test(a_way_takes_its_own_kind_of_key_only),
        cmocka_unit_test(weak_and_broken_keys_fit_nothing),
        cmocka_unit_test(only_four_ways_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
