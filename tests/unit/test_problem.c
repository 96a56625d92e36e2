/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/problem.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void texts_are_copied(void **state)
{
    (void)state;
    char where[] = "line 1";
    char what[] = "is wrong";
    struct problems problems;
    problems_init(&problems, &arena);
    assert_int_equal(problems.n, 0);
    problems_add(&problems, str_of(where), str_of(what), S("mend it"));
    memset(where, 'x', sizeof where - 1);
    memset(what, 'x', sizeof what - 1);
    assert_int_equal(problems.n, 1);
    assert_string_equal(str_c(&arena, problems.items[0].where), "line 1");
    assert_string_equal(str_c(&arena, problems.items[0].what), "is wrong");
    assert_string_equal(str_c(&arena, problems.items[0].hint), "mend it");
}

static void those_past_the_bound_are_counted(void **state)
{
    (void)state;
    struct problems problems;
    problems_init(&problems, &arena);
    for (int i = 0; i < PROBLEMS_MAX + 7; i++) {
        problems_add(&problems, str_format(&arena, "line %d", i), S("is wrong"), S(""));
        assert_int_equal(problems.more, i < PROBLEMS_MAX ? 0 : i - PROBLEMS_MAX + 1);
    }
    assert_int_equal(problems.n, PROBLEMS_MAX);
    assert_string_equal(str_c(&arena, problems.items[0].where), "line 0");
    assert_string_equal(str_c(&arena, problems.items[PROBLEMS_MAX - 1].where), "line 99");
    size_t left = arena_left(&arena);
    problems_add(&problems, S("one"), S("more"), S("costs nothing"));
    assert_int_equal(arena_left(&arena), left);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(those_past_the_bound_are_counted),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
