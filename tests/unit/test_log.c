/* SPDX-License-Identifier: AGPL-3.0-or-later
** The log: one call is one line, whatever it was made of, begun with a time in UTC. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/log.h"

/* What log_line(text) writes, without its time. */
static const char *said(const char *text)
{
    static char line[4096];
    int ends[2];
    int before = dup(STDERR_FILENO);
    check(before >= 0 && pipe(ends) == 0 && dup2(ends[1], STDERR_FILENO) >= 0);
    log_line("%s", text);
    dup2(before, STDERR_FILENO);
    close(before);
    close(ends[1]);
    ssize_t n = read(ends[0], line, sizeof line - 1);
    close(ends[0]);
    check(n > 21);
    line[n] = '\0';
    assert_true(line[4] == '-' && line[10] == 'T' && line[19] == 'Z' && line[20] == ' ');
    return line + 21;
}

static void what_others_wrote_is_one_line(void **state)
{
    (void)state;
    log_name("worker 1");
    assert_string_equal(said("fine"), "worker 1: fine\n");
    assert_string_equal(said("a\nworker 1: POST /sign-in 303\r\n\tb"), "worker 1: a worker 1: POST /sign-in 303   b\n");
    assert_string_equal(said("\x1b[2Jgone\x07\x7f"), "worker 1:  [2Jgone  \n");
    assert_string_equal(said("\xC2\x9B" "2J \xC2\xA9 \xC3\x85land"), "worker 1:   2J \xC2\xA9 \xC3\x85land\n");
}

static void a_long_one_is_cut(void **state)
{
    char text[3000];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    const char *line = said(text);
    assert_true(strlen(line) < 1024 && strchr(line, '\n') == line + strlen(line) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_others_wrote_is_one_line),
        cmocka_unit_test(a_long_one_is_cut),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
