/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as what is kept sealed or hashed, as a key, as a code, as a password: what is sealed opens to the
** same and to nothing else when one letter is another; what nobody sealed does not open; codes are six digits or
** none. */
#include <string.h>

#include "base/base64.h"
#include "domain/password.h"
#include "fuzz.h"
#include "text/otp.h"
#include "text/secret.h"

#define NOW 1795348800
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static const struct secret_key key; /* all zero is as good as any */

static void check_sealing(struct arena *arena, struct str text)
{
    struct str opened = {0};
    struct str sealed = secret_seal(arena, &key, S("one"), text);
    check(secret_open(arena, &key, S("one"), sealed, &opened) == OK && str_eq(opened, text));
    check(secret_open(arena, &key, S("two"), sealed, &opened) == FAULT_DAMAGED);
    char *changed = arena_alloc(arena, sealed.n);
    memcpy(changed, sealed.s, sealed.n);
    size_t at = fuzz_number(text, 0, sealed.n - 1);
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    check(secret_open(arena, &key, S("one"), (struct str){changed, sealed.n}, &opened) == FAULT_DAMAGED);
    struct str cut = str_sub(sealed, 0, at);
    check(secret_open(arena, &key, S("one"), cut, &opened) == FAULT_DAMAGED);
}

static void check_signing(struct arena *arena, struct str text)
{
    struct str signature = secret_sign(arena, &key, "one", text);
    check(signature.n == SECRET_SIGNATURE_LETTERS && secret_signed(&key, "one", text, signature));
    check(!secret_signed(&key, "two", text, signature) && !secret_signed(&key, "one", text, str_from(signature, 1)));
    check(!secret_signed(&key, "one", text, text));
}

static void check_codes(struct arena *arena, struct str text)
{
    int64_t step = 0;
    struct str code = otp_code(arena, text, NOW); /* as a secret */
    check(code.n == 0 || code.n == OTP_LETTERS);
    if (otp_fits(arena, S(SECRET), text, NOW, 0, &step)) { /* as a code */
        int64_t off = step - NOW / OTP_STEP_S;
        check(off >= -OTP_SKEW && off <= OTP_SKEW && !otp_fits(arena, S(SECRET), text, NOW, step + OTP_SKEW, &step));
    }
    struct str plain = otp_recovery_plain(arena, text);
    check(plain.n <= text.n && !memchr(plain.s, ' ', plain.n) && !memchr(plain.s, '-', plain.n));
    check(str_eq(otp_recovery_plain(arena, plain), plain));
}

static void check_password(struct str text)
{
    const struct str about[] = {text, S("Ana Sousa"), str_sub(text, 0, text.n / 2)};
    enum password_wrong wrong = password_judge(text, S("abcdefghijkl"), about, COUNT_OF(about));
    check(wrong <= PASSWORD_YOURS && (wrong == PASSWORD_SHORT) == (str_letters(text) < PASSWORD_LEAST));
    check(wrong != PASSWORD_FINE || str_letters(text) <= PASSWORD_MOST);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str text = fuzz_text(bytes, n);
    struct str back = {0};
    struct secret_key parsed;
    secret_start();
    check(secret_open(&arena, &key, S("one"), text, &back) == FAULT_DAMAGED);
    check_sealing(&arena, text);
    check_signing(&arena, text);
    check_codes(&arena, text);
    check(!secret_key_parse(text, &parsed) || n == 2 * SECRET_KEY_BYTES);
    (void)secret_is_old(text);
    check(base64url_get(&arena, base64url_put(&arena, text), &back) && str_eq(back, text));
    if (str_is_utf8(text)) {
        check_password(text);
    }
    return 0;
}
