/* SPDX-License-Identifier: AGPL-3.0-or-later
** What may be chosen as a password, with the list that the program carries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/password.h"
#include "text/embedded.h"

static const struct str ABOUT[] = {S_INIT("Ana-Maria de Sousa"), S_INIT("a.sousa@peterborough.gov.example"),
                                   S_INIT("Small Giants Network")};

static enum password_wrong judge(const char *password)
{
    return password_judge(str_of(password), embedded_get("passwords.bin"), ABOUT, COUNT_OF(ABOUT));
}

static void assert_all(const char *const *passwords, size_t n, enum password_wrong wanted)
{
    for (size_t i = 0; i < n; i++) {
        if (judge(passwords[i]) != wanted) {
            fail_msg("\"%s\" is %d, not %d", passwords[i], (int)judge(passwords[i]), (int)wanted);
        }
    }
}

/* Of any letters, with no rule about their kinds (ASVS 5.0, 6.2.5). */
static void test_long_ones_of_any_letters_are_fine(void **state)
{
    (void)state;
    static const char *const FINE[] = {
        "stapel lampe ofen", "tram lantern pudding", "zwölf Kürbisse", "δώδεκα γράμματα",
        "十二個字母的密碼真是太好了", "        four",
        "kvmx wzqp rtl", "gf7!lk2#pq9?", "x1x2x3y4z5w6", "sousa plays the tuba badly",
    };
    assert_all(FINE, COUNT_OF(FINE), PASSWORD_FINE);
}

static void test_length_counts_letters_and_not_bytes(void **state)
{
    (void)state;
    char text[129 * 4 + 1];
    static const char *const SHORT[] = {"", "elevenlette", "zwölfKürbis", "十二個字母的密碼真是太"};
    assert_all(SHORT, COUNT_OF(SHORT), PASSWORD_SHORT);
    for (size_t i = 0; i < 129; i++) { /* four bytes each, of many kinds */
        memcpy(text + i * 4, "\xF0\x9F\x8C\x80", 4);
        text[i * 4 + 3] = (char)(0x80 + i % 60);
    }
    text[129 * 4] = '\0';
    assert_int_equal(judge(text), PASSWORD_LONG);
    text[128 * 4] = '\0';
    assert_int_equal(judge(text), PASSWORD_FINE);
}

static void test_what_many_have_taken_is_refused(void **state)
{
    (void)state;
    static const char *const COMMON[] = {
        "123qweasdzxc", "1qaz2wsx3edc", "qwertyqwerty", "QWERTYqwerty", "leavemealone", "LeaveMeAlone", "sonyericsson",
        "aaaaaaaaaaaaaaaa", "abababababababab", "............", "            ",
    };
    assert_all(COMMON, COUNT_OF(COMMON), PASSWORD_COMMON);
}

/* The first and the last of the list are found as well; beside them nothing is. */
static void test_the_list_is_whole(void **state)
{
    (void)state;
    struct str known = embedded_get("passwords.bin");
    assert_true(known.n % PASSWORD_KNOWN_BYTES == 0 && known.n / PASSWORD_KNOWN_BYTES >= 3000);
    for (size_t i = PASSWORD_KNOWN_BYTES; i < known.n; i += PASSWORD_KNOWN_BYTES) {
        assert_true(memcmp(known.s + i - PASSWORD_KNOWN_BYTES, known.s + i, PASSWORD_KNOWN_BYTES) < 0);
    }
    uint64_t hash = str_hash(S("leavemealone"));
    char one[PASSWORD_KNOWN_BYTES];
    for (size_t i = 0; i < sizeof one; i++) {
        one[i] = (char)(hash >> (56 - 8 * i));
    }
    assert_int_equal(password_judge(S("leavemealone"), (struct str){one, sizeof one}, NULL, 0), PASSWORD_COMMON);
    one[5] ^= 1;
    assert_int_equal(password_judge(S("leavemealone"), (struct str){one, sizeof one}, NULL, 0), PASSWORD_FINE);
    assert_int_equal(password_judge(S("leavemealone"), S(""), NULL, 0), PASSWORD_FINE);
}

static void test_what_others_know_of_you_is_not_enough(void **state)
{
    (void)state;
    static const char *const YOURS[] = {
        "Peterborough1", "SmallGiants2026", "sousa-maria-2026", "MARIA.sousa!!", "PeterboroughSousa",
        "small network 12",
    };
    assert_all(YOURS, COUNT_OF(YOURS), PASSWORD_YOURS);
    const struct str address = S("ann@example.org"); /* of words too short to be struck out each */
    assert_int_equal(password_judge(address, embedded_get("passwords.bin"), &address, 1), PASSWORD_YOURS);
    assert_int_equal(judge("Peterborough has a tram"), PASSWORD_FINE);
    assert_int_equal(password_judge(S("Peterborough1"), S(""), NULL, 0), PASSWORD_FINE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_ones_of_any_letters_are_fine),
        cmocka_unit_test(test_length_counts_letters_and_not_bytes),
        cmocka_unit_test(test_what_many_have_taken_is_refused),
        cmocka_unit_test(test_the_list_is_whole),
        cmocka_unit_test(test_what_others_know_of_you_is_not_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
