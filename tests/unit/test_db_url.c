/* SPDX-License-Identifier: AGPL-3.0-or-later
** The address of a database never shows its password. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/url.h"

static void test_no_password_is_shown(void **state)
{
    static const char *const cases[][2] = {
        {"postgres://ann:secret@host/db", "postgres://ann@host/db"},
        {"postgresql://ann:secret@host:5432/db?sslmode=require", "postgresql://ann@host:5432/db?sslmode=require"},
        {"postgres://host/db?user=ann&password=secret&port=5", "postgres://host/db?user=ann&port=5"},
        {"postgres://host/db?password=secret", "postgres://host/db"},
        {"postgres://host/db?sslpassword=secret&a=b", "postgres://host/db?a=b"},
        {"postgres://ann:se%40cret@host/db", "postgres://ann@host/db"},
        {"postgres://ann:@host/db", "postgres://ann@host/db"},
        {"postgres://host:5432/db", "postgres://host:5432/db"},
        {"postgres:", "postgres:"},
        {"sqlite:var/a:b@c?password=x.db", "sqlite:var/a:b@c?password=x.db"},
        {"", ""},
    };
    struct arena arena;
    (void)state;
    arena_init(&arena, 1u << 16);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(str_c(&arena, db_url_shown(&arena, str_of(cases[i][0]))), cases[i][1]);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_password_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
