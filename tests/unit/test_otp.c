/* SPDX-License-Identifier: AGPL-3.0-or-later
** Codes that change every half minute, and the picture a phone reads them from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "text/otp.h"
#include "text/qr.h"
#include "text/secret.h"

#define SECRET S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") /* "12345678901234567890", of RFC 6238, appendix B */
#define NOW INT64_C(1795348800)

/* RFC 6238, appendix B, SHA-1: its codes have eight digits, of which ours are the last six. */
static void test_the_codes_of_the_standard(void **state)
{
    (void)state;
    static const struct { int64_t at; const char *code; } VECTORS[] = {
        {59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"},
        {20000000000, "353130"},
    };
    struct arena CLEANUP(arena_done) arena;
    arena_init(&arena, 1u << 16);
    for (size_t i = 0; i < COUNT_OF(VECTORS); i++) {
        assert_true(str_eq(otp_code(&arena, SECRET, VECTORS[i].at), str_of(VECTORS[i].code)));
    }
    assert_int_equal(otp_code(&arena, S("not base32!"), NOW).n, 0);
    assert_int_equal(otp_code(&arena, S(""), NOW).n, 0);
}

static bool fits_at(struct arena *arena, int64_t typed_at, int64_t last_step, int64_t *ret_step)
{
    return otp_fits(arena, SECRET, otp_code(arena, SECRET, NOW), typed_at, last_step, ret_step);
}

static void test_a_code_counts_for_a_minute_and_once(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    int64_t step = 0;
    arena_init(&arena, 1u << 16);
    int64_t now_step = NOW / OTP_STEP_S;
    for (int64_t off = -1; off <= 1; off++) {
        step = 0;
        assert_true(fits_at(&arena, NOW + off * OTP_STEP_S, 0, &step));
        assert_int_equal(step, now_step);
    }
    step = 7;
    assert_false(fits_at(&arena, NOW - 2 * OTP_STEP_S, 0, &step));
    assert_false(fits_at(&arena, NOW + 2 * OTP_STEP_S, 0, &step));
    assert_false(fits_at(&arena, NOW, now_step, &step));     /* used */
    assert_false(fits_at(&arena, NOW, now_step + 1, &step)); /* a later one was used */
    assert_int_equal(step, 7);
    assert_true(fits_at(&arena, NOW, now_step - 1, &step));
}

static void test_what_people_type(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    int64_t step;
    arena_init(&arena, 1u << 16);
    struct str code = otp_code(&arena, SECRET, 59);
    assert_true(str_eq(code, S("287082")));
    assert_true(otp_fits(&arena, SECRET, S(" 287 082 "), 59, 0, &step));
    static const char *const WRONG[] = {"", "28708", "2870820", "0287082", "28708a", "287083", "287-082", "-87082"};
    for (size_t i = 0; i < COUNT_OF(WRONG); i++) {
        assert_false(otp_fits(&arena, SECRET, str_of(WRONG[i]), 59, 0, &step));
    }
}

static void test_secrets_are_new_each_time(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    arena_init(&arena, 1u << 16);
    struct str one = otp_secret(&arena);
    struct str other = otp_secret(&arena);
    assert_int_equal(one.n, OTP_SECRET_LETTERS);
    assert_false(str_eq(one, other));
    assert_int_equal(otp_code(&arena, one, NOW).n, OTP_LETTERS);
}

static void test_codes_for_who_lost_the_phone(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    arena_init(&arena, 1u << 16);
    struct str one = otp_recovery(&arena);
    assert_int_equal(one.n, RECOVERY_LETTERS);
    assert_false(str_eq(one, otp_recovery(&arena)));
    assert_int_equal(otp_recovery_plain(&arena, one).n, 24);
    assert_true(str_eq(otp_recovery_plain(&arena, S(" ab2c-DEFG hijk")), S("AB2CDEFGHIJK")));
    assert_int_equal(otp_recovery_plain(&arena, S("")).n, 0);
}

static void test_what_a_phone_reads(void **state)
{
    (void)state;
    struct arena CLEANUP(arena_done) arena;
    arena_init(&arena, 1u << 20);
    struct str address = otp_address(&arena, S("Small Giants"), S("ann@example.org"), SECRET);
    assert_true(str_eq(address, S("otpauth://totp/Small%20Giants:ann%40example.org?"
                                  "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Small%20Giants")));
    struct html svg = qr_svg(&arena, address, S("A \"picture\""));
    assert_true(str_starts(svg.markup, S("<svg ")) && str_ends(svg.markup, S("</svg>")));
    assert_true(str_contains(svg.markup, S("aria-label=\"A &quot;picture&quot;\"")));
    assert_int_equal(qr_svg(&arena, S(""), S("x")).markup.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_codes_of_the_standard),
        cmocka_unit_test(test_a_code_counts_for_a_minute_and_once),
        cmocka_unit_test(test_what_people_type),
        cmocka_unit_test(test_secrets_are_new_each_time),
        cmocka_unit_test(test_codes_for_who_lost_the_phone),
        cmocka_unit_test(test_what_a_phone_reads),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
