/* SPDX-License-Identifier: AGPL-3.0-or-later
** psplib: our own instance and the reference's lags from files of both formats; files that do not hold together, each
** told by its line. With ../shared/data/psplib beside the repository all 960 critical paths of 30 and 60 activities. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/psplib.h"

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct str file_of(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail_msg("%s cannot be read", path);
    }
    char *bytes = arena_alloc(&arena, 1u << 20);
    size_t n = fread(bytes, 1, 1u << 20, file);
    fclose(file);
    return (struct str){bytes, n};
}

static enum fault read_text(const char *name, struct str text, struct problems *problems, struct psplib *read)
{
    problems_init(problems, &arena);
    return psplib_read(&arena, str_of(name), text, problems, read);
}

static void test_both_formats(void **state)
{
    (void)state;
    struct problems problems;
    struct psplib read;
    struct schedule_times times;
    struct schedule_found found;
    const char *corpus = getenv("PSPLIB_CORPUS");
    assert_int_equal(read_text("sg-r10.sm", file_of(corpus, "sg-r10.sm"), &problems, &read), OK);
    assert_true(read.plan.n == 12 && read.plan.dependencies_n == 18 && read.resources.n == 2);
    assert_true(read.critical_path.known && read.critical_path.v == 15 && read.first_number == 1);
    assert_true(schedule_times(&arena, &read.plan, &times));
    assert_int_equal(times.finish, 15);
    assert_int_equal(schedule_resources(&arena, &read.plan, &read.resources, 1, 500, &found), SCHEDULE_FINE);
    assert_int_equal(found.finish, 20);
    assert_int_equal(read_text("LAGS.SCH", file_of(corpus, "lags.sch"), &problems, &read), OK);
    assert_true(read.plan.n == 6 && !read.critical_path.known && read.first_number == 0);
    assert_true(schedule_times(&arena, &read.plan, &times));
    static const int64_t earliest[] = {0, 0, 7, 1, 10, 12}, latest[] = {0, 0, 7, 6, 10, 12};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(times.earliest[i], earliest[i]);
        assert_int_equal(times.latest[i], latest[i]);
    }
}

static void test_bad_files_are_told_by_their_line(void **state)
{
    (void)state;
    static const struct { const char *old, *new; int line; const char *says; } bad[] = {
        {"):  12", "):  many", 5, "says no number"}, {"):  12", "):  13", 30, "is no line of numbers"},
        {":  2   R", ":  99   R", 8, "says no number"}, {":  0   N", ":  1   N", 9, "used up"},
        {"   1        1          3 ", "   1        2          3 ", 18, "modes"},
        {"   1        1          3 ", "   1        1          4 ", 18, "another number of successors"},
        {"   2        1          2 ", "   7        1          2 ", 19, "comes next"},
        {" 2   3   4", " 2   3  40", 18, "not there"},
        {"  2      1     3 ", "  2      1    -3 ", 35, "less than nothing"},
        {"    4    3\n", "    4\n", 49, "too few numbers"}, {"    4    3\n", "   -4    3\n", 49, "less than nothing"}};
    struct str whole = file_of(getenv("PSPLIB_CORPUS"), "sg-r10.sm");
    struct problems problems;
    struct psplib read;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        size_t at = str_find(whole, str_of(bad[i].old));
        assert_true(at < whole.n);
        struct str text = str_format(&arena, "%.*s%s%.*s", (int)at, whole.s, bad[i].new,
                                     (int)(whole.n - at - strlen(bad[i].old)), whole.s + at + strlen(bad[i].old));
        assert_int_equal(read_text("p.sm", text, &problems, &read), FAULT_INVALID);
        struct str where = str_format(&arena, "p.sm, line %d", bad[i].line);
        if (!str_eq(problems.items[0].where, where) ||
            str_find(problems.items[0].what, str_of(bad[i].says)) == problems.items[0].what.n) {
            fail_msg("%s: %.*s: %.*s", bad[i].new, (int)problems.items[0].where.n, problems.items[0].where.s,
                     (int)problems.items[0].what.n, problems.items[0].what.s);
        }
    }
    for (size_t n = 0; n + 80 < whole.n; n += 7) { /* cut off anywhere before its last line */
        assert_int_equal(read_text("p.sm", (struct str){whole.s, n}, &problems, &read), FAULT_INVALID);
        assert_int_equal(problems.n, 1);
    }
}

/* ---- the literature's */

static size_t look_at_all(const char *folder)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        struct problems problems;
        struct psplib read;
        struct schedule_times times;
        if (strstr(entry->d_name, ".sm") == NULL) {
            continue;
        }
        assert_int_equal(read_text(entry->d_name, file_of(folder, entry->d_name), &problems, &read), OK);
        assert_true(schedule_times(&arena, &read.plan, &times) && read.critical_path.known);
        assert_int_equal(times.finish, read.critical_path.v);
        n++;
        arena_reset(&arena);
    }
    closedir(dir);
    return n;
}

static void test_critical_paths_of_the_literature(void **state)
{
    (void)state;
    static const char *const sets[] = {"j30.sm", "j60.sm"};
    char folder[] = "/tmp/test-psplib-XXXXXX", command[8192];
    const char *data = getenv("PSPLIB_DATA");
    if (data == NULL || access(data, R_OK) != 0) {
        print_message("skipped: ../shared/data/psplib is not beside the repository\n");
        return;
    }
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        snprintf(command, sizeof command, "tar -xzf '%s/%s.tar.gz' -C %s", data, sets[i], folder);
        assert_int_equal(system(command), 0);
    }
    assert_int_equal(look_at_all(folder), 960);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_both_formats),
        TEST(test_bad_files_are_told_by_their_line),
        TEST(test_critical_paths_of_the_literature),
    };
    return cmocka_run_group_tests_name("psplib", tests, NULL, NULL);
}
