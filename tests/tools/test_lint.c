/* SPDX-License-Identifier: AGPL-3.0-or-later
** Each rule of lint with a bad and a good example: lint_cases.txt (its directory is the argument), and what needs
** more than one file or a long one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "lint.h"
#include "tool.h"

#define CASES_LEAST 20 /* the file holds more: a reader that finds none must not pass */
#define LICENCE "/* SPDX-License-Identifier: AGPL-3.0-or-later */\n"

static const char *directory;

static const struct str glossary = S_INIT("# Words\n| lead city | x |\n## Never on screen\n\n| word | say |\n"
                                          "|---|---|\n"
                                          "| candidate | fits |\n| not eligible | does not fit |\n\n"
                                          "## Only in company\n| word | only in | for |\n|---|---|---|\n"
                                          "| case | case study, case studies, business case | x |\n"
                                          "| evidence | - | x |\n\n## Else\n"
                                          "| city | x |\n");

struct bench {
    struct arena arena;
    struct problems problems;
    struct lint lint;
};

static void begin(struct bench *bench)
{
    arena_init(&bench->arena, TOOL_ARENA_MAX);
    problems_init(&bench->problems, &bench->arena);
    lint_init(&bench->lint, &bench->arena, &bench->problems);
    lint_glossary(&bench->lint, glossary);
}

/* What was said, a line each as in lint_cases.txt. */
static const char *said(struct bench *bench, struct str path)
{
    struct str all = S("");
    for (size_t i = 0; i < bench->problems.n; i++) {
        const struct problem *problem = &bench->problems.items[i];
        assert_true(str_starts(problem->where, path));
        struct str line = str_from(problem->where, path.n + 1);
        all = str_join(&bench->arena, all,
                       str_format(&bench->arena, "--- %.*s: %.*s: %.*s\n", STR_ARG(line), STR_ARG(problem->what),
                                  STR_ARG(problem->hint)));
    }
    return str_c(&bench->arena, all);
}

static void check_said(struct str path, struct str text, const char *expected)
{
    struct bench bench;
    begin(&bench);
    lint_one(&bench.lint, path, text);
    assert_string_equal(said(&bench, path), expected);
    arena_done(&bench.arena);
}

static void check_case(struct arena *arena, struct str all)
{
    struct str rest = {0};
    struct str path = str_from(str_cut(all, '\n', &rest), 4);
    size_t head = 0;
    while (str_starts(str_from(rest, head), S("--- "))) {
        head += str_find(str_from(rest, head), S("\n")) + 1;
    }
    check_said(path, str_from(rest, head), str_c(arena, str_sub(rest, 0, head)));
}

static void test_cases(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, TOOL_ARENA_MAX);
    struct str rest = tool_read(&arena, str_c(&arena, str_format(&arena, "%s/lint_cases.txt", directory)));
    size_t cases = 0;
    rest = str_from(rest, str_find(rest, S("\n=== ")) + 1);
    for (; rest.n > 0; cases++) {
        size_t end = str_find(rest, S("\n=== "));
        end += end < rest.n;
        check_case(&arena, str_sub(rest, 0, end));
        rest = str_from(rest, end);
    }
    assert_true(cases >= CASES_LEAST);
    arena_done(&arena);
}

/* A function of so many lines between its braces, of the bench's arena. */
static struct str function_of(struct buf *buf, int lines)
{
    buf_reset(buf);
    buf_put_str(buf, S(LICENCE "int f(void)\n{\n"));
    for (int i = 0; i < lines; i++) {
        buf_put_str(buf, S("    a();\n"));
    }
    buf_put_str(buf, S("}\n"));
    return buf_str(buf);
}

static void test_lengths(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 1 << 20);
    check_said(S("src/web/a.c"), function_of(&buf, 60), "");
    check_said(S("src/web/a.c"), function_of(&buf, 61),
               "--- 3: this function has 61 lines, more than 60: split it by what it does\n");
    buf_reset(&buf);
    buf_put_str(&buf, S(LICENCE));
    for (int i = 1; i < 600; i++) {
        buf_put_char(&buf, '\n');
    }
    check_said(S("src/web/a.c"), buf_str(&buf), "");
    buf_put_char(&buf, '\n');
    check_said(S("src/web/a.c"), buf_str(&buf),
               "--- 1: this file is longer than 600 lines: split it by what it does\n");
    buf_reset(&buf);
    buf_put_str(&buf, S(LICENCE));
    for (int i = 0; i < 120; i++) {
        buf_put_str(&buf, S("é"));
    }
    check_said(S("src/web/a.c"), buf_str(&buf), "");
    buf_put_char(&buf, ';');
    check_said(S("src/web/a.c"), buf_str(&buf),
               "--- 2: this line is longer than 120; of such there are 1: break them\n");
    buf_done(&buf);
}

static void test_marks_of_work(void **state)
{
    (void)state;
    check_said(S("src/web/a.c"), S(LICENCE "/* TO" "DO: more */\n"),
               "--- 2: a mark of work to do: TO" "DO: do it, or file it\n");
    check_said(S("src/web/a.c"), S(LICENCE "/* to do: more */\n"), "");
}

static void test_third_party_once(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    lint_one(&bench.lint, S("src/db/a.c"), S(LICENCE "#include <sqlite3.h>\n#include <string.h>\n"));
    assert_int_equal(bench.problems.n, 0);
    lint_one(&bench.lint, S("src/db/b.c"), S(LICENCE "#include <sqlite3.h>\n#include <string.h>\n"));
    assert_string_equal(said(&bench, S("src/db/b.c")),
                        "--- 2: <sqlite3.h> is included in src/db/a.c as well: a third-party header stands in exactly "
                        "one .c: put an interface of ours before it\n");
    arena_done(&bench.arena);
}

/* What is missing is said: no doors, no words. */
static void test_missing(void **state)
{
    (void)state;
    struct bench bench;
    begin(&bench);
    lint_end(&bench.lint);
    assert_int_equal(bench.problems.n, 2);
    assert_true(str_eq(bench.problems.items[0].what, S("no table 'doors[]' in src/web")));
    assert_true(str_eq(bench.problems.items[1].what, S("no catalogue of words")));
    problems_init(&bench.problems, &bench.arena);
    lint_one(&bench.lint, S("po/a.pot"), S("#: a\nmsgid \"A city\"\n"));
    lint_one(&bench.lint, S("src/web/layout.c"), S(LICENCE "static const struct door doors[] = {{1}};\n"));
    lint_end(&bench.lint);
    assert_int_equal(bench.problems.n, 0);
    lint_init(&bench.lint, &bench.arena, &bench.problems);
    lint_glossary(&bench.lint, S("# Words\n"));
    assert_string_equal(said(&bench, S("docs/glossary.md")),
                        "--- 1: no table of words under '## Never on screen': write one: | word | why | "
                        "on the screen |\n"
                        "--- 1: no table of words under '## Only in company': write one: | word | only in | for |\n");
    arena_done(&bench.arena);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: test_lint DIRECTORY\n");
        return 2;
    }
    directory = argv[1];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),         cmocka_unit_test(test_lengths), cmocka_unit_test(test_marks_of_work),
        cmocka_unit_test(test_third_party_once), cmocka_unit_test(test_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
