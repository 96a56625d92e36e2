/* SPDX-License-Identifier: AGPL-3.0-or-later
** When a disk counts as nearly full, and how that is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/disk.h"

#define MB 1000000ll
#define GB 1000000000ll

static void test_nearly_full(void **state)
{
    static const struct { int64_t bytes, free; bool is; } CASES[] = {
        {20 * GB, 2 * GB, false}, {20 * GB, 1 * GB, false}, {20 * GB, 1 * GB - 1, true}, /* 5 in 100 */
        {4 * GB, 500 * MB, false}, {4 * GB, 500 * MB - 1, true}, {4 * GB, 0, true},
        {1000 * GB, 49 * GB, true}, {1000 * GB, 50 * GB, false}, {0, 0, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct disk disk = {CASES[i].bytes, CASES[i].free};
        if (disk_is_nearly_full(&disk) != CASES[i].is) {
            fail_msg("%lld of %lld", (long long)disk.free, (long long)disk.bytes);
        }
    }
}

static void test_how_it_is_said(void **state)
{
    char text[DISK_TEXT_MAX];
    (void)state;
    assert_string_equal(disk_text(&(struct disk){20 * GB, 312 * MB}, text), "312 MB of 20.0 GB are free");
    assert_string_equal(disk_text(&(struct disk){INT64_MAX, INT64_MAX}, text),
                        "9223372036.9 GB of 9223372036.9 GB are free");
}

static void test_a_real_one(void **state)
{
    struct disk disk = {0};
    (void)state;
    assert_true(disk_look("/tmp", &disk));
    assert_true(disk.bytes > 0);
    assert_in_range(disk.free, 0, disk.bytes);
    assert_false(disk_look("/nowhere/at/all", &disk));
    assert_false(disk_look("/proc", &disk)); /* no file system with room */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearly_full),
        cmocka_unit_test(test_how_it_is_said),
        cmocka_unit_test(test_a_real_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
