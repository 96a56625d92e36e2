/* SPDX-License-Identifier: AGPL-3.0-or-later
** Lines as people type them: which verb runs, with what, and the exit status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/check.h"
#include "cli/cli.h"

static char seen[512]; /* what the verb was given */

static int run_match(struct cli *cli)
{
    int64_t top;
    if (!cli_int(cli, "--top", 1, 100, 5, &top)) {
        return CLI_USAGE;
    }
    int n = snprintf(seen, sizeof seen, "db=%.*s top=%lld json=%d", STR_ARG(cli->db_url), (long long)top,
                     cli_flag(cli, "--json"));
    for (size_t i = 0; cli_text_nth(cli, "--theme", i).s != NULL; i++) {
        n += snprintf(seen + n, sizeof seen - (size_t)n, " theme=%.*s", STR_ARG(cli_text_nth(cli, "--theme", i)));
    }
    for (size_t i = 0; i < cli->args_count; i++) {
        n += snprintf(seen + n, sizeof seen - (size_t)n, " [%.*s]", STR_ARG(cli->args[i]));
    }
    return CLI_OK;
}

static int run_broken(struct cli *cli)
{
    return cli_problem(cli, S("the data has a hole"));
}

static const struct cli_option OPTIONS[] = {
    {"--top", "N", "how many"}, {"--theme", "T", "a theme"}, {"--json", NULL, "for programs"}, {NULL, NULL, NULL}};
static const struct verb match = {"match", "CITY", "find cities", NULL, OPTIONS, 1, 2, run_match};
static const struct verb broken = {"broken", "", "fail", NULL, NULL, 0, 0, run_broken};
static const struct verb *const VERBS[] = {&match, &broken};

/* Runs a line, words parted by spaces, with both outputs caught in `said`. */
static char said[8192];

static int run(const char *line)
{
    char copy[256];
    char *argv[32] = {NULL};
    int argc = 0;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *rest = copy, *word; (word = strsep(&rest, " ")) != NULL;) {
        argv[argc++] = word;
    }
    FILE *file = tmpfile();
    fflush(NULL);
    int out = dup(STDOUT_FILENO);
    int err = dup(STDERR_FILENO);
    check(file != NULL && dup2(fileno(file), STDOUT_FILENO) >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
    seen[0] = '\0';
    int status = cli_main(VERBS, COUNT_OF(VERBS), argc, argv);
    fflush(NULL);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    rewind(file);
    said[fread(said, 1, sizeof said - 1, file)] = '\0';
    fclose(file);
    return status;
}

static void test_line_reaches_its_verb(void **state)
{
    (void)state;
    unsetenv("SMALLGIANTS_DB");
    assert_int_equal(run("smallgiants match Ciampino"), CLI_OK);
    assert_string_equal(seen, "db=sqlite:var/smallgiants.db top=5 json=0 [Ciampino]");
    assert_int_equal(run("smallgiants match --top 7 Ciampino --theme waste --json --theme=water --db sqlite:x"),
                     CLI_OK);
    assert_string_equal(seen, "db=sqlite:x top=7 json=1 theme=waste theme=water [Ciampino]");
    assert_int_equal(run("smallgiants match -- --top -"), CLI_OK);
    assert_string_equal(seen, "db=sqlite:var/smallgiants.db top=5 json=0 [--top] [-]");
}

static void test_environment_names_the_database(void **state)
{
    (void)state;
    setenv("SMALLGIANTS_DB", "sqlite:env.db", 1);
    assert_int_equal(run("smallgiants match x"), CLI_OK);
    assert_string_equal(seen, "db=sqlite:env.db top=5 json=0 [x]");
    assert_int_equal(run("smallgiants match x --db sqlite:line.db"), CLI_OK);
    assert_string_equal(seen, "db=sqlite:line.db top=5 json=0 [x]");
    unsetenv("SMALLGIANTS_DB");
}

static void test_wrong_use_says_what_is_right(void **state)
{
    static const struct { const char *line; const char *says; } CASES[] = {
        {"smallgiants mtach x", "there is no verb \"mtach\"; smallgiants --help lists them"},
        {"smallgiants match", "something is missing"},
        {"smallgiants match a b c", "does not know what to do with \"c\""},
        {"smallgiants match a --tpo 3", "there is no option --tpo"},
        {"smallgiants match a --top", "--top needs a value: --top N"},
        {"smallgiants match a --top 0", "--top takes a whole number from 1 to 100, not 0"},
        {"smallgiants match a --top 1x", "--top takes a whole number from 1 to 100, not 1x"},
        {"smallgiants match a --json=1", "--json takes no value"},
        {"smallgiants match \xff", "argument 1 is not valid UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        assert_int_equal(run(CASES[i].line), CLI_USAGE);
        if (strstr(said, CASES[i].says) == NULL || seen[0] != '\0') {
            fail_msg("%s said: %s", CASES[i].line, said);
        }
    }
}

static void test_problem_is_status_1(void **state)
{
    (void)state;
    assert_int_equal(run("smallgiants broken"), CLI_PROBLEM);
    assert_string_equal(said, "smallgiants broken: the data has a hole\n");
}

static void test_help_comes_from_the_table(void **state)
{
    static const char *const LINES[] = {"smallgiants", "smallgiants --help", "smallgiants help"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(LINES); i++) {
        assert_int_equal(run(LINES[i]), CLI_OK);
        assert_non_null(strstr(said, "  match        find cities\n"));
        assert_non_null(strstr(said, "exit status: 0 done, 1 a problem"));
    }
    assert_int_equal(run("smallgiants match --help"), CLI_OK);
    assert_non_null(strstr(said, "usage: smallgiants match CITY\n"));
    assert_non_null(strstr(said, "--theme T"));
    assert_non_null(strstr(said, "--db URL"));
    assert_string_equal(seen, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line_reaches_its_verb),
        cmocka_unit_test(test_environment_names_the_database),
        cmocka_unit_test(test_wrong_use_says_what_is_right),
        cmocka_unit_test(test_problem_is_status_1),
        cmocka_unit_test(test_help_comes_from_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
