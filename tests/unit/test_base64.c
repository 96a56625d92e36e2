/* SPDX-License-Identifier: AGPL-3.0-or-later
** base64: the examples of RFC 4648, 10 without their padding; there and back; one text for the same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/fault.h"
#include "base/rand.h"

static void the_examples_of_the_standard_come_out(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    static const char *pairs[][2] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"},
                                     {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbe", "-_--"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct str bytes = S("untouched");
        assert_true(str_eq(base64url_put(&arena, str_of(pairs[i][0])), str_of(pairs[i][1])));
        assert_true(base64url_get(&arena, str_of(pairs[i][1]), &bytes));
        assert_true(str_eq(bytes, str_of(pairs[i][0])));
    }
}

static void any_bytes_come_back(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    for (size_t n = 0; n < 200; n++) {
        struct str bytes = str_sub(rand_hex(&arena, RAND_BYTES_MAX), 0, n % 127);
        struct str back;
        char *turned = arena_alloc(&arena, bytes.n);
        for (size_t i = 0; i < bytes.n; i++) {
            turned[i] = (char)(bytes.s[i] * 7 + (int)n);
        }
        bytes.s = turned;
        assert_true(base64url_get(&arena, base64url_put(&arena, bytes), &back));
        assert_int_equal(back.n, bytes.n);
        assert_memory_equal(back.s, bytes.s, bytes.n);
    }
}

static void what_no_writer_writes_is_refused(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    static const char *wrong[] = {"Z", "Zm9vY", "Zg==", "Zm8=", "Zm 9v", "Zm9v\n", "Zm9+", "Zm9/", "Zh", "Zm9", "Zm9v.",
                                  "\xc3\xa4"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct str bytes = S("untouched");
        assert_false(base64url_get(&arena, str_of(wrong[i]), &bytes));
        assert_string_equal(bytes.s, "untouched");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard_come_out),
        cmocka_unit_test(any_bytes_come_back),
        cmocka_unit_test(what_no_writer_writes_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
