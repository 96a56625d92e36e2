/* SPDX-License-Identifier: AGPL-3.0-or-later
** otp: codes that change every half minute. */
#include "text/otp.h"

#include <liboath/oath.h>
#include <string.h>

#include "base/check.h"
#include "base/rand.h"
#include "text/secret.h"
#include "text/url.h"

#define RECOVERY_BYTES 15u

/* Bytes of chance, in base32. */
static struct str chance(struct arena *arena, size_t bytes_n)
{
    char bytes[OTP_SECRET_BYTES];
    char *text = NULL;
    size_t n = 0;
    check(bytes_n <= sizeof bytes);
    check(oath_hex2bin(str_c(arena, rand_hex(arena, bytes_n)), bytes, &bytes_n) == OATH_OK);
    check(oath_base32_encode(bytes, bytes_n, &text, &n) == OATH_OK);
    struct str secret = str_copy(arena, (struct str){text, n});
    secret_wipe(text, n);
    secret_wipe(bytes, sizeof bytes);
    mem_free(text); /* of the library, by malloc */
    return secret;
}

struct str otp_secret(struct arena *arena)
{
    return chance(arena, OTP_SECRET_BYTES);
}

struct str otp_recovery(struct arena *arena)
{
    struct str text = chance(arena, RECOVERY_BYTES);
    char *spaced = arena_alloc(arena, RECOVERY_LETTERS);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (i > 0 && i % 4 == 0) {
            spaced[n++] = '-';
        }
        spaced[n++] = text.s[i];
    }
    check(n == RECOVERY_LETTERS);
    return (struct str){spaced, n};
}

struct str otp_recovery_plain(struct arena *arena, struct str typed)
{
    char *plain = arena_alloc(arena, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.s[i];
        if (c != ' ' && c != '-') {
            plain[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        }
    }
    return (struct str){plain, n};
}

/* The code of a step; false: the secret is none. */
static bool code_of(struct arena *arena, struct str secret, int64_t step, char ret_code[OTP_LETTERS + 1])
{
    char *bytes = NULL;
    size_t n = 0;
    if (step < 0 || oath_base32_decode(str_c(arena, secret), secret.n, &bytes, &n) != OATH_OK) {
        return false;
    }
    bool fine = n > 0 && oath_hotp_generate(bytes, n, (uint64_t)step, OTP_LETTERS, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                                            ret_code) == OATH_OK;
    secret_wipe(bytes, n);
    mem_free(bytes); /* of the library, by malloc */
    return fine;
}

struct str otp_code(struct arena *arena, struct str secret, int64_t now)
{
    char code[OTP_LETTERS + 1];
    return code_of(arena, secret, now / OTP_STEP_S, code) ? str_copy(arena, (struct str){code, OTP_LETTERS}) : S("");
}

/* "123 456" -> "123456"; other lengths and letters: "". */
static struct str digits_of(struct arena *arena, struct str code)
{
    char *digits = arena_alloc(arena, OTP_LETTERS + 1);
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++) {
        if (code.s[i] == ' ') {
            continue;
        }
        if (code.s[i] < '0' || code.s[i] > '9' || n == OTP_LETTERS) {
            return S("");
        }
        digits[n++] = code.s[i];
    }
    return n == OTP_LETTERS ? (struct str){digits, n} : S("");
}

bool otp_fits(struct arena *arena, struct str secret, struct str code, int64_t now, int64_t last_step,
              int64_t *ret_step)
{
    struct str typed = digits_of(arena, code);
    int64_t step = now / OTP_STEP_S;
    bool fits = false;
    for (int64_t at = step - OTP_SKEW; typed.n > 0 && at <= step + OTP_SKEW; at++) {
        char right[OTP_LETTERS + 1];
        if (at > last_step && code_of(arena, secret, at, right) &&
            secret_eq((struct str){right, OTP_LETTERS}, typed)) {
            fits = true;
            *ret_step = at;
        }
    }
    return fits;
}

struct str otp_address(struct arena *arena, struct str issuer, struct str name, struct str secret)
{
    struct str by = url_encode(arena, issuer);
    return str_format(arena, "otpauth://totp/%.*s:%.*s?secret=%.*s&issuer=%.*s", STR_ARG(by),
                      STR_ARG(url_encode(arena, name)), STR_ARG(secret), STR_ARG(by));
}
