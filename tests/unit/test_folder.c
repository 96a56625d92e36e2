/* SPDX-License-Identifier: AGPL-3.0-or-later
** Files to choose from: plain ones of the folder itself, and nothing that leads out of it. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/folder.h"

static struct arena arena;
static char folder[] = "/tmp/smallgiants-folder-XXXXXX";

static const char *path_of(const char *name)
{
    return str_c(&arena, str_format(&arena, "%s/%s", folder, name));
}

static void make(const char *name, mode_t mode, const char *text)
{
    int fd = open(path_of(name), O_CREAT | O_WRONLY | O_EXCL, 0600);
    assert_true(fd >= 0);
    assert_true(write(fd, text, str_of(text).n) == (ssize_t)str_of(text).n);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

static const char *const MADE[] = {"b.csv", "a.zip", "\u017d\u010f\u00e1r.csv", ".hidden", "line\nbreak", "bad\xff",
                                   "c1\xc2\x85", "out"};

static int make_all(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i + 1 < COUNT_OF(MADE); i++) {
        make(MADE[i], 0600, "12345");
    }
    assert_int_equal(symlink("/etc/passwd", path_of("out")), 0);
    assert_int_equal(mkdir(path_of("below"), 0700), 0);
    assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
    return 0;
}

static int remove_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(MADE); i++) {
        unlink(path_of(MADE[i]));
    }
    unlink(path_of("pipe"));
    rmdir(path_of("below"));
    rmdir(folder);
    arena_done(&arena);
    return 0;
}

static void test_only_plain_files_are_listed(void **state)
{
    (void)state;
    struct folder_file *files;
    size_t n;
    size_t all;
    assert_int_equal(folder_list(&arena, str_of(folder), 10, &files, &n, &all), OK);
    assert_int_equal(n, 3);
    assert_int_equal(all, 3);
    assert_string_equal(str_c(&arena, files[0].name), "a.zip");
    assert_string_equal(str_c(&arena, files[1].name), "b.csv");
    assert_string_equal(str_c(&arena, files[2].name), "\u017d\u010f\u00e1r.csv");
    assert_int_equal(files[0].bytes, 5);
    assert_true(files[0].changed_at > 1700000000);
}

static void test_more_than_is_asked_for_is_counted(void **state)
{
    (void)state;
    struct folder_file *files;
    size_t n;
    size_t all;
    assert_int_equal(folder_list(&arena, str_of(folder), 2, &files, &n, &all), OK);
    assert_int_equal(n, 2);
    assert_int_equal(all, 3);
    assert_string_equal(str_c(&arena, files[0].name), "a.zip");
    assert_string_equal(str_c(&arena, files[1].name), "b.csv");
}

static void test_only_a_name_of_the_list_is_found(void **state)
{
    (void)state;
    struct folder_file *files;
    size_t n;
    size_t all;
    assert_int_equal(folder_list(&arena, str_of(folder), 10, &files, &n, &all), OK);
    assert_ptr_equal(folder_find(files, n, S("a.zip")), &files[0]);
    static const char *const strange[] = {"", ".", "..", "../a.zip", "./a.zip", "/etc/passwd", "out", "below", "a.zip/",
                                          ".hidden", "A.ZIP"};
    for (size_t i = 0; i < COUNT_OF(strange); i++) {
        assert_null(folder_find(files, n, str_of(strange[i])));
    }
}

static void test_what_is_no_folder_is_said(void **state)
{
    (void)state;
    struct folder_file *files;
    size_t n;
    size_t all;
    assert_int_equal(folder_list(&arena, str_of(path_of("none")), 10, &files, &n, &all), FAULT_NOT_FOUND);
    assert_int_equal(folder_list(&arena, str_of(path_of("a.zip")), 10, &files, &n, &all), FAULT_NOT_FOUND);
    assert_int_equal(folder_list(&arena, str_of(path_of("below")), 10, &files, &n, &all), OK);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_plain_files_are_listed),
        cmocka_unit_test(test_more_than_is_asked_for_is_counted),
        cmocka_unit_test(test_only_a_name_of_the_list_is_found),
        cmocka_unit_test(test_what_is_no_folder_is_said),
    };
    return cmocka_run_group_tests(tests, make_all, remove_all);
}
