/* SPDX-License-Identifier: AGPL-3.0-or-later
** Who came of whom: the order of lines, and the picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/fault.h"
#include "text/tree.h"

static void assert_order(const struct tree_item *items, size_t n, const char *says)
{
    size_t order[10], depth[10];
    char said[100] = "";
    tree_order(items, n, order, depth);
    for (size_t i = 0; i < n; i++) {
        sprintf(said + strlen(said), "%zu:%zu ", order[i], depth[i]);
    }
    assert_string_equal(said, says);
}

static void each_stands_behind_the_one_it_came_of(void **state)
{
    (void)state;
    const struct tree_item none[] = {{S("a"), 0}, {S("b"), 1}};
    assert_order(none, 2, "0:0 1:0 ");
    const struct tree_item tree[] = {{S("a"), 0}, {S("b"), 3}, {S("c"), 0}, {S("d"), 0}, {S("e"), 4}, {S("f"), 2}};
    assert_order(tree, 6, "0:0 2:1 5:2 3:1 1:2 4:0 ");
}

static void what_comes_of_itself_over_others_stands_once(void **state)
{
    (void)state;
    const struct tree_item round[] = {{S("a"), 1}, {S("b"), 0}, {S("c"), 2}, {S("d"), 1}};
    assert_order(round, 4, "2:0 0:0 1:1 3:2 ");
}

static void it_is_one_picture_with_a_name(void **state)
{
    (void)state;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, 1u << 20);
    struct out out = {.arena = &arena};
    const struct tree_item items[] = {{S("A <x>"), 0}, {S("B"), 0}};
    struct str drawn = tree_draw(&out, items, 2, S("Who & whom")).markup;
    assert_true(str_contains(drawn, S("viewBox=\"0 0 640 80\" role=\"img\"><title>Who &amp; whom</title>")));
    assert_true(str_contains(drawn, S(">A &lt;x&gt;</text>")));
    assert_true(str_contains(drawn, S("<line class=\"axis\" x1=\"12\" y1=\"20\" x2=\"12\" y2=\"60\"/>")));
    assert_int_equal(tree_draw(&out, items, 0, S("x")).markup.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_stands_behind_the_one_it_came_of),
        cmocka_unit_test(what_comes_of_itself_over_others_stands_once),
        cmocka_unit_test(it_is_one_picture_with_a_name),
    };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
