/* SPDX-License-Identifier: AGPL-3.0-or-later
** Each message of viewc and sqlc, from view_errors.txt and sql_errors.txt; and that what they make does not
** change by itself
** (golden files). Run with the directory of these files as its argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/limits.h"
#include "sql.h"
#include "tool.h"
#include "view.h"

#define CASES_LEAST 30 /* the files hold more: a reader that finds none must not pass */

static const char *directory;

static struct str read_here(struct arena *arena, const char *name)
{
    return tool_read(arena, str_c(arena, str_format(arena, "%s/%s", directory, name)));
}

static void compile_view(struct arena *arena, struct str text, struct problems *problems)
{
    const struct view_source sources[] = {
        {S("x.html"), text},
        {S("x_top.html"), S("{{! half view x_top() }}<i>")},
        {S("x_bottom.html"), S("{{! half view x_bottom() }}</i>")},
    };
    struct view_outputs outputs = {.c_name = S("v.c"), .h_name = S("v.h")};
    buf_init(&outputs.c, TOOL_OUTPUT_MAX);
    buf_init(&outputs.h, TOOL_OUTPUT_MAX);
    buf_init(&outputs.pot, TOOL_OUTPUT_MAX);
    views_compile(arena, sources, COUNT_OF(sources), &outputs, problems);
    buf_done(&outputs.c);
    buf_done(&outputs.h);
    buf_done(&outputs.pot);
}

static void compile_sql(struct arena *arena, struct str text, struct problems *problems)
{
    struct sql_file file = {.path = S("x.sql"), .text = text};
    sql_parse(arena, &file, 1, problems);
    sql_done(&file, 1);
}

/* "line: what: mend" of each problem, a line each. */
static struct str said(struct arena *arena, const struct problems *problems, struct str name)
{
    struct str all = S("");
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *problem = &problems->items[i];
        assert_true(str_starts(problem->where, name));
        struct str line = str_from(problem->where, name.n + 1);
        all = str_join(arena, all,
                       str_format(arena, "=== %.*s: %.*s: %.*s\n", STR_ARG(line), STR_ARG(problem->what),
                                  STR_ARG(problem->hint)));
    }
    return all.n ? all : S("=== none\n");
}

/* Cuts the next case from *rest: its lines of expectation and its body. */
static void cut_case(struct str *rest, struct str *ret_expected, struct str *ret_body)
{
    struct str start = *rest;
    size_t head = 0;
    while (str_starts(str_from(start, head), S("=== "))) {
        head += str_find(str_from(start, head), S("\n")) + 1;
    }
    struct str body = str_from(start, head);
    size_t end = str_find(str_from(start, head - 1), S("\n=== ")); /* counted from the line break before the body */
    end = end < body.n ? end : body.n;
    *ret_expected = str_sub(start, 0, head);
    *ret_body = str_sub(body, 0, end);
    *rest = str_from(body, end);
}

static void check_cases(const char *name, struct str where,
                        void (*compile)(struct arena *arena, struct str text, struct problems *problems))
{
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct str rest = read_here(&arena, name);
    rest = str_from(rest, str_find(rest, S("\n=== ")) + 1);
    size_t cases = 0;
    for (; rest.n > 0; cases++) {
        struct str expected = {0};
        struct str body = {0};
        cut_case(&rest, &expected, &body);
        struct problems problems;
        problems_init(&problems, &arena);
        compile(&arena, body, &problems);
        assert_string_equal(str_c(&arena, said(&arena, &problems, where)), str_c(&arena, expected));
    }
    assert_true(cases >= CASES_LEAST);
    arena_done(&arena);
}

static void test_view_errors(void **state)
{
    (void)state;
    check_cases("view_errors.txt", S("x.html"), compile_view);
}

static void test_sql_errors(void **state)
{
    (void)state;
    check_cases("sql_errors.txt", S("x.sql"), compile_sql);
}

static void test_not_utf8(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    compile_view(&arena, S("{{! view a() }}\xff"), &problems);
    assert_string_equal(str_c(&arena, said(&arena, &problems, S("x.html"))),
                        "=== 1: this file is not UTF-8: save it as UTF-8\n");
    problems_init(&problems, &arena);
    compile_sql(&arena, S("-- \xff"), &problems);
    assert_string_equal(str_c(&arena, said(&arena, &problems, S("x.sql"))),
                        "=== 1: this file is not UTF-8: save it as UTF-8\n");
    arena_done(&arena);
}

/* Bounds: depth, attributes, columns, and the list of problems itself. */
static void test_bounds(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct buf text;
    buf_init(&text, TOOL_FILE_MAX);
    struct problems problems;
    buf_put_str(&text, S("{{! view a() }}\n"));
    for (int i = 0; i < VIEW_DEPTH_MAX + 1; i++) {
        buf_put_str(&text, S("<p>"));
    }
    problems_init(&problems, &arena);
    compile_view(&arena, buf_str(&text), &problems);
    assert_true(str_eq(problems.items[0].what, S("more than 100 elements and blocks are open")));
    assert_int_equal(problems.n, PROBLEMS_MAX);
    assert_int_equal(problems.more, 1);
    buf_reset(&text);
    buf_put_str(&text, S("{{! view a() }}\n<br"));
    for (int i = 0; i < VIEW_ATTRIBUTES_MAX + 1; i++) {
        buf_format(&text, " a%d", i);
    }
    buf_put_str(&text, S(">"));
    problems_init(&problems, &arena);
    compile_view(&arena, buf_str(&text), &problems);
    assert_string_equal(str_c(&arena, said(&arena, &problems, S("x.html"))),
                        "=== 2: this tag has more than 40 attributes: make it simpler\n");
    buf_reset(&text);
    buf_put_str(&text, S("-- name: a\n-- gives: one\n-- out: c0 int"));
    for (int i = 1; i < SQL_FIELDS_MAX + 1; i++) {
        buf_format(&text, ", c%d int", i);
    }
    buf_put_str(&text, S("\nselect 1;\n"));
    problems_init(&problems, &arena);
    compile_sql(&arena, buf_str(&text), &problems);
    assert_string_equal(str_c(&arena, said(&arena, &problems, S("x.sql"))),
                        "=== 3: more than 48 columns: split the statement\n");
    buf_done(&text);
    arena_done(&arena);
}

/* Two files: the same name of a view, and of a subject. */
static void test_names_meet(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    compile_view(&arena, S("{{! half view x_top() }}<i>"), &problems);
    assert_string_equal(str_c(&arena, problems.items[0].what), "the view x_top is declared in x.html as well");
    struct sql_file files[] = {{.path = S("a/x.sql"), .text = S("")},
                               {.path = S("b/x.sql"), .text = S("")},
                               {.path = S("b/A.sql"), .text = S("")},
                               {.path = S("b/y.txt"), .text = S("")}};
    problems_init(&problems, &arena);
    sql_parse(&arena, files, COUNT_OF(files), &problems);
    assert_int_equal(problems.n, 3);
    assert_string_equal(str_c(&arena, problems.items[2].what),
                        "the file's name is not one of its own of the form subject.sql");
    arena_done(&arena);
}

static void test_golden_view(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    const struct view_source sources[] = {
        {S("tests/tools/golden/all.html"), read_here(&arena, "golden/all.html")},
        {S("tests/tools/golden/frame_top.html"), read_here(&arena, "golden/frame_top.html")},
        {S("tests/tools/golden/frame_bottom.html"), read_here(&arena, "golden/frame_bottom.html")},
    };
    struct view_outputs outputs = {.c_name = S("views.c"), .h_name = S("views.h")};
    buf_init(&outputs.c, TOOL_OUTPUT_MAX);
    buf_init(&outputs.h, TOOL_OUTPUT_MAX);
    buf_init(&outputs.pot, TOOL_OUTPUT_MAX);
    struct problems problems;
    problems_init(&problems, &arena);
    assert_true(views_compile(&arena, sources, COUNT_OF(sources), &outputs, &problems));
    assert_string_equal(str_c(&arena, buf_str(&outputs.c)),
                        str_c(&arena, read_here(&arena, "golden/views.c.expected")));
    assert_string_equal(str_c(&arena, buf_str(&outputs.h)),
                        str_c(&arena, read_here(&arena, "golden/views.h.expected")));
    assert_string_equal(str_c(&arena, buf_str(&outputs.pot)),
                        str_c(&arena, read_here(&arena, "golden/views.pot.expected")));
    buf_done(&outputs.c);
    buf_done(&outputs.h);
    buf_done(&outputs.pot);
    arena_done(&arena);
}

static void test_golden_sql(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct sql_file file = {.path = S("tests/tools/golden/thing.sql"),
                            .text = read_here(&arena, "golden/thing.sql")};
    struct problems problems;
    problems_init(&problems, &arena);
    assert_true(sql_parse(&arena, &file, 1, &problems));
    struct buf text;
    buf_init(&text, TOOL_OUTPUT_MAX);
    sql_put_header(&text, &file);
    assert_string_equal(str_c(&arena, buf_str(&text)),
                        str_c(&arena, read_here(&arena, "golden/thing.sql.h.expected")));
    buf_reset(&text);
    sql_put_code(&text, &file);
    assert_string_equal(str_c(&arena, buf_str(&text)),
                        str_c(&arena, read_here(&arena, "golden/thing.sql.c.expected")));
    sql_done(&file, 1);
    buf_done(&text);
    arena_done(&arena);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: test_compilers DIRECTORY\n");
        return 2;
    }
    directory = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_view_errors), cmocka_unit_test(test_sql_errors), cmocka_unit_test(test_not_utf8),
        cmocka_unit_test(test_bounds),      cmocka_unit_test(test_names_meet), cmocka_unit_test(test_golden_view),
        cmocka_unit_test(test_golden_sql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
