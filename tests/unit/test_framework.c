/* SPDX-License-Identifier: AGPL-3.0-or-later
** The framework that the program holds: eight dimensions of three criteria, twelve of them in the short form with one
** of each dimension at least, in English and German; and what is no such file is refused with a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "web/framework/framework_read.h"

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 16u << 20);
    return 0;
}

static int take_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static void ours_is_whole(void **state)
{
    (void)state;
    const struct framework *own = framework_own(&arena, S("en"));
    assert_true(str_eq(own->id, S("sgm-1")));
    assert_int_equal(own->dimensions_n, 8);
    assert_int_equal(own->criteria_n, 24);
    assert_int_equal(own->levels_n, 5);
    assert_int_equal(framework_count(own, false), 24);
    assert_int_equal(framework_count(own, true), 12);
    for (size_t i = 0; i < own->dimensions_n; i++) {
        size_t in_short = 0;
        assert_int_equal(own->dimensions[i].n, 3);
        for (size_t j = 0; j < 3; j++) {
            const struct framework_criterion *criterion = &own->criteria[own->dimensions[i].first + j];
            assert_int_equal(criterion->dimension, i);
            assert_true(str_starts(criterion->id, own->dimensions[i].id));
            assert_true(criterion->levels[1].n > 0 && criterion->levels[3].n > 0 && criterion->levels[5].n > 0);
            assert_true(str_eq(framework_words(own, criterion, 2), own->levels[2].anchor));
            assert_true(str_eq(framework_words(own, criterion, 4), own->levels[4].anchor));
            assert_true(criterion->pointers_n > 0);
            in_short += criterion->is_short;
        }
        assert_true(in_short >= 1);
    }
    assert_ptr_equal(framework_find(own, S("DEL-3")), &own->criteria[23]);
    assert_null(framework_find(own, S("DEL-4")));
}

/* Every text has a German one, of its own. */
static void ours_is_german_too(void **state)
{
    (void)state;
    const struct framework *english = framework_own(&arena, S("en")), *german = framework_own(&arena, S("de"));
    const struct framework *other = framework_own(&arena, S("fr"));
    for (size_t i = 0; i < english->criteria_n; i++) {
        assert_false(str_eq(english->criteria[i].name, german->criteria[i].name));
        assert_true(str_eq(english->criteria[i].name, other->criteria[i].name));
        for (int level = 1; level <= 5; level += 2) {
            assert_false(str_eq(english->criteria[i].levels[level], german->criteria[i].levels[level]));
        }
    }
    for (int level = 1; level <= 5; level++) {
        assert_false(str_eq(english->levels[level].name, german->levels[level].name));
        assert_false(str_eq(english->levels[level].anchor, german->levels[level].anchor));
    }
}

#define HEAD "{\"schema\":\"sg-framework/1\",\"id\":\"x\",\"name\":\"X\",\"kind\":{\"en\":\"k\"}," \
    "\"as_of\":\"2026-01-01\","
#define LEVELS "\"levels\":[{\"n\":1,\"name\":{\"en\":\"a\"},\"anchor\":{\"en\":\"a\"}}," \
    "{\"n\":2,\"name\":{\"en\":\"b\"},\"anchor\":{\"en\":\"b\"}}],"
#define ONE "{\"id\":\"A-1\",\"name\":{\"en\":\"one\"},\"levels\":{\"1\":{\"en\":\"low\"}}}"

static enum fault read(const char *json, struct framework *ret_framework)
{
    struct str why = S("");
    enum fault fault = framework_read(&arena, str_of(json), S("en"), ret_framework, &why);
    assert_true(fault == OK || why.n > 0);
    return fault;
}

static void what_is_no_framework_is_refused(void **state)
{
    (void)state;
    struct framework framework = {0};
    assert_int_equal(read(HEAD LEVELS "\"dimensions\":[{\"id\":\"A\",\"name\":{\"en\":\"a\"},\"criteria\":[" ONE "]}]}",
                          &framework), OK);
    assert_int_equal(framework.criteria_n, 1);
    assert_true(str_eq(framework_words(&framework, &framework.criteria[0], 2), S("b")));
    static const char *const bad[] = {
        "", "[]", "{}", HEAD "\"levels\":[],\"dimensions\":[]}", HEAD LEVELS "\"dimensions\":[]}",
        HEAD LEVELS "\"dimensions\":[{\"id\":\"A\",\"name\":{\"en\":\"a\"},\"criteria\":[" ONE "," ONE "]}]}",
        HEAD LEVELS "\"dimensions\":[{\"id\":\"A\",\"name\":{\"de\":\"a\"},\"criteria\":[" ONE "]}]}",
        HEAD LEVELS "\"dimensions\":[{\"id\":\"A\",\"name\":{\"en\":\"a\"},"
                    "\"criteria\":[{\"id\":\"B\",\"name\":{\"en\":\"b\"},"
                    "\"points\":[{\"source\":\"none\",\"at\":{\"en\":\"1\"},\"sure\":\"read\"}]}]}]}",
        HEAD "\"levels\":[{\"n\":2,\"name\":{\"en\":\"a\"},\"anchor\":{\"en\":\"a\"}},{\"n\":1,\"name\":{\"en\":\"b\"},"
             "\"anchor\":{\"en\":\"b\"}}],\"dimensions\":[{\"id\":\"A\",\"name\":{\"en\":\"a\"},"
             "\"criteria\":[" ONE "]}]}",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        framework.criteria_n = 77;
        assert_int_equal(read(bad[i], &framework), FAULT_INVALID);
        assert_int_equal(framework.criteria_n, 77);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ours_is_whole), cmocka_unit_test(ours_is_german_too),
        cmocka_unit_test(what_is_no_framework_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
