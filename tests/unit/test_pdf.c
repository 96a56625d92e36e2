/* SPDX-License-Identifier: AGPL-3.0-or-later
** A page becomes a PDF: by the Chromium of this machine, and by programs in its place that do what it must not: take
** too long, leave children behind, write nothing or too much, look at files, ask the network. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "jobs/pdf.h"
#include "jobs/process.h"

#define QUICK_MS 20000

struct bench {
    struct arena arena;
    char folder[64];           /* of the test: for temporary files */
    char bin[80], program[96]; /* what prints, in a folder of its own */
};

static int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    arena_init(&bench->arena, 64u << 20);
    strcpy(bench->folder, "/tmp/test-pdf-XXXXXX");
    check(mkdtemp(bench->folder) != NULL);
    snprintf(bench->program, sizeof bench->program, "%s/bin/program", bench->folder);
    snprintf(bench->bin, sizeof bench->bin, "%s/bin", bench->folder);
    check(mkdir(bench->bin, 0700) == 0);
    setenv("TMPDIR", bench->folder, 1);
    *state = bench;
    return 0;
}

static int close_bench(void **state)
{
    struct bench *bench = *state;
    unlink(bench->program);
    rmdir(bench->bin);
    int left = rmdir(bench->folder); /* nothing else is in it: what was made there is gone */
    arena_done(&bench->arena);
    free(bench);
    unsetenv("TMPDIR");
    return left;
}

static struct pdf_out print_with(struct bench *bench, const char *script, int ms_max)
{
    FILE *file = fopen(bench->program, "w");
    check(file != NULL && fputs("#!/bin/sh\n", file) >= 0 && fputs(script, file) >= 0 && fclose(file) == 0);
    check(chmod(bench->program, 0755) == 0);
    return pdf_print(&bench->arena, &(struct pdf_in){S("<meta " PDF_POLICY "><p>Page"), bench->program, ms_max});
}

#define GIVE "printf '%%PDF-1.4\\n%s\\n%%%%EOF\\n' "
#define MADE " > made.pdf\n"

/* What it is told, and where it stands. */
static void test_child(void **state)
{
    struct bench *bench = *state;
    setenv("SMALLGIANTS_DB", "secret", 1);
    struct pdf_out out = print_with(bench, GIVE "\"$(cat page.html) $(pwd) $HOME $*\"" MADE, QUICK_MS);
    assert_int_equal(out.end, PDF_MADE);
    assert_true(str_contains(out.pdf, S("<p>Page")) && str_contains(out.pdf, S("--print-to-pdf=")));
    out = print_with(bench, GIVE "\"$(env)\"" MADE, QUICK_MS);
    assert_int_equal(out.end, PDF_MADE);
    assert_false(str_contains(out.pdf, S("secret"))); /* what the server was told stays with it */
    unsetenv("SMALLGIANTS_DB");
}

static void test_nothing(void **state)
{
    struct bench *bench = *state;
    struct pdf_out out = print_with(bench, "echo one >&2; echo 'No library' >&2; exit 1\n", QUICK_MS);
    assert_int_equal(out.end, PDF_BROKEN);
    assert_true(str_contains(out.why, S("It said: No library")) && !str_contains(out.why, S("one")));
    assert_int_equal(print_with(bench, "echo hello > made.pdf\n", QUICK_MS).end, PDF_BROKEN);
    assert_int_equal(print_with(bench, "printf '%%PDF-1.4 cut off' > made.pdf\n", QUICK_MS).end, PDF_BROKEN);
    assert_int_equal(print_with(bench, "ln -s /etc/passwd made.pdf\n", QUICK_MS).end, PDF_BROKEN);
    assert_int_equal(print_with(bench, "mkfifo made.pdf\n", QUICK_MS).end, PDF_BROKEN);
    out = print_with(bench, "head -c 5000000 /dev/zero > made.pdf\n", QUICK_MS);
    assert_int_equal(out.end, PDF_TOO_LARGE);
    const struct pdf_in none = {S("<meta " PDF_POLICY ">"), "/nowhere/chromium", QUICK_MS};
    assert_int_equal(pdf_print(&bench->arena, &none).end, PDF_NO_BROWSER);
    assert_int_equal(pdf_print(&bench->arena, &(struct pdf_in){S("<p>It may load anything"), NULL, QUICK_MS}).end,
                     PDF_BROKEN);
}

/* With its children it is gone when its time is over. */
static void test_slow(void **state)
{
    struct bench *bench = *state;
    int64_t begun_ms = process_clock_ms();
    char alive[128];
    snprintf(alive, sizeof alive, "%s/alive", bench->folder);
    struct pdf_out out = print_with(bench, "(while :; do touch alive; sleep 0.02; done) & sleep 60\n", 300);
    assert_int_equal(out.end, PDF_TOO_SLOW);
    assert_true(process_clock_ms() - begun_ms < 10000);
    assert_int_equal(access(alive, F_OK), -1);
}

/* Neither what stands beside its folder, nor what asks others. */
static void test_walls(void **state)
{
    struct bench *bench = *state;
    char beside[128];
    snprintf(beside, sizeof beside, "%s/beside", bench->folder);
    FILE *file = fopen(beside, "w");
    check(file != NULL && fputs("the database", file) >= 0 && fclose(file) == 0);
    struct pdf_out out = print_with(bench, GIVE "\"got $(cat ../beside 2>/dev/null) end\"" MADE, QUICK_MS);
    assert_int_equal(out.end, PDF_MADE);
    assert_true(str_contains(out.pdf, S("got  end"))); /* needs a kernel with Landlock: Debian 12 has it */
    assert_int_equal(print_with(bench, "(echo x > ../beside; rm -f ../beside) 2>/dev/null; " GIVE "x" MADE,
                                QUICK_MS).end, PDF_MADE);
    assert_int_equal(access(beside, F_OK), 0);
    unlink(beside);
    out = print_with(bench, GIVE "\"$(ulimit -t) $(ulimit -c)\"" MADE, QUICK_MS);
    assert_true(str_contains(out.pdf, S("60 0")));
}

/* A server of ours on this machine: whether anybody came. */
static int listen_here(int *ret_port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listens = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    check(listens >= 0 && bind(listens, (struct sockaddr *)&address, size) == 0 && listen(listens, 8) == 0);
    check(getsockname(listens, (struct sockaddr *)&address, &size) == 0);
    *ret_port = ntohs(address.sin_port);
    return listens;
}

/* The real one: tagged, with title and language; it asks nobody. */
static void test_chromium(void **state)
{
    struct bench *bench = *state;
    int port, listens = listen_here(&port);
    struct str page = str_format(&bench->arena,
                                 "<!DOCTYPE html><html lang=\"de\"><meta charset=\"utf-8\">"
                                 "<meta " PDF_POLICY "><title>Gr\xc3\xbcn</title>"
                                 "<h1>Eins</h1><img src=\"http://127.0.0.1:%d/a.png\" alt=\"\"><p>Text"
                                 "<iframe src=\"file:///etc/passwd\"></iframe>"
                                 "<script>document.title = 'changed'</script>", port);
    struct pdf_out out = pdf_print(&bench->arena, &(struct pdf_in){page, NULL, PDF_MS_MAX});
    if (out.end == PDF_NO_BROWSER) {
        printf("no Chromium is installed: packaging/install-missing.sh pdf\n");
        close(listens);
        skip();
    }
    if (out.end != PDF_MADE) {
        fail_msg("%.*s", STR_ARG(out.why));
    }
    assert_true(str_contains(out.pdf, S("/StructTreeRoot")) && str_contains(out.pdf, S("/Lang (de)")));
    assert_true(str_contains(out.pdf, S("/Outlines")) && !str_contains(out.pdf, S("changed")));
    assert_int_equal(accept(listens, NULL, NULL), -1);
    close(listens);
}

/* Of one that was killed while it printed. */
static void test_left(void **state)
{
    struct bench *bench = *state;
    char left[128], new[128], within[160];
    struct timespec old[2] = {{time(NULL) - 2 * PDF_LEFT_S, 0}, {time(NULL) - 2 * PDF_LEFT_S, 0}};
    snprintf(left, sizeof left, "%s/smallgiants-pdf-111111", bench->folder);
    snprintf(new, sizeof new, "%s/smallgiants-pdf-222222", bench->folder);
    snprintf(within, sizeof within, "%s/profile", left);
    check(mkdir(left, 0700) == 0 && mkdir(within, 0700) == 0 && mkdir(new, 0700) == 0);
    check(utimensat(AT_FDCWD, left, old, 0) == 0);
    assert_int_equal(print_with(bench, GIVE "x" MADE, QUICK_MS).end, PDF_MADE);
    assert_int_equal(access(left, F_OK), -1);
    assert_int_equal(access(new, F_OK), 0); /* somebody else's who prints just now */
    check(rmdir(new) == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_child), TEST(test_nothing), TEST(test_slow), TEST(test_walls), TEST(test_chromium), TEST(test_left),
    };
    return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
