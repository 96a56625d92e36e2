/* SPDX-License-Identifier: AGPL-3.0-or-later
** A row that stands in two places: every way in which it can stand, and what must hold of any three rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/carry.h"

#define N 3 /* a key and two columns */
#define ROWS 200000

static const struct str A[N] = {S_INIT("k"), S_INIT("a"), S_INIT("i1")};
static const struct str B[N] = {S_INIT("k"), S_INIT("b"), S_INIT("i1")};
static const struct str C[N] = {S_INIT("k"), S_INIT("a"), S_INIT("i2")};
static const struct str D[N] = {S_INIT("k"), S_INIT("d"), S_INIT("i3")};

static struct carry_outcome merge(const struct str *was, const struct str *here, const struct str *there,
                                  enum carry_how how)
{
    return carry_merge(&(struct carry_row_at){.was = was, .here = here, .there = there, .keys = 1, .n = N, .how = how});
}

static void test_new_and_removed(void **state)
{
    (void)state;
    assert_int_equal(merge(NULL, NULL, A, CARRY_BY_COLUMN).deed, CARRY_PUT);
    assert_int_equal(merge(NULL, A, NULL, CARRY_BY_COLUMN).deed, CARRY_LEAVE);
    assert_int_equal(merge(A, A, NULL, CARRY_BY_COLUMN).deed, CARRY_REMOVE);
    assert_int_equal(merge(A, NULL, A, CARRY_BY_COLUMN).deed, CARRY_LEAVE);
    assert_int_equal(merge(A, NULL, NULL, CARRY_BY_COLUMN).deed, CARRY_LEAVE);
    struct carry_outcome kept = merge(A, B, NULL, CARRY_BY_COLUMN);
    assert_true(kept.deed == CARRY_LEAVE && kept.is_kept);
    struct carry_outcome back = merge(A, NULL, B, CARRY_BY_COLUMN);
    assert_true(back.deed == CARRY_PUT && back.is_back);
}

static void test_each_column_by_itself(void **state)
{
    (void)state;
    struct carry_outcome both = merge(A, B, C, CARRY_BY_COLUMN);
    assert_true(both.deed == CARRY_PUT && both.differ == 0);
    assert_true(!both.from_there[1] && both.from_there[2]);
    struct carry_outcome differ = merge(A, B, D, CARRY_BY_COLUMN);
    assert_true(differ.differ == 1 && !differ.from_there[1] && differ.from_there[2]);
    assert_int_equal(merge(NULL, A, B, CARRY_BY_COLUMN).differ, 1);
    assert_int_equal(merge(NULL, A, B, CARRY_BY_COLUMN).deed, CARRY_LEAVE);
}

static void test_as_a_whole_the_newer_and_a_sum(void **state)
{
    (void)state;
    struct carry_outcome whole = merge(A, B, C, CARRY_WHOLE);
    assert_true(whole.deed == CARRY_LEAVE && whole.differ == 1);
    assert_int_equal(merge(A, A, D, CARRY_WHOLE).deed, CARRY_PUT);
    assert_int_equal(merge(NULL, A, D, CARRY_NEWER).deed, CARRY_PUT);
    assert_int_equal(merge(NULL, D, A, CARRY_NEWER).deed, CARRY_LEAVE);
    assert_int_equal(merge(A, D, A, CARRY_SUM).deed, CARRY_LEAVE);
    assert_int_equal(merge(A, D, C, CARRY_SUM).deed, CARRY_PUT);
}

static uint64_t seed = 41;

static unsigned chance(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static const struct str *any(struct str row[N])
{
    static const struct str texts[] = {S_INIT("i1"), S_INIT("i2"), S_INIT("i3")};
    row[0] = S("k");
    for (size_t i = 1; i < N; i++) {
        row[i] = texts[chance(COUNT_OF(texts))];
    }
    return chance(5) == 0 ? NULL : row;
}

/* What nobody changed there changes nothing here; what nobody changed here becomes as it is there. */
static void test_of_any_rows(void **state)
{
    (void)state;
    for (int i = 0; i < ROWS; i++) {
        struct str rows[2][N];
        const struct str *was = any(rows[0]);
        const struct str *other = any(rows[1]);
        for (enum carry_how how = CARRY_BY_COLUMN; how <= CARRY_WHOLE; how++) {
            struct carry_outcome same = merge(was, other, was, how);
            assert_true(same.deed == CARRY_LEAVE && same.differ == 0 && !same.is_back && !same.is_kept);
            struct carry_outcome new = merge(was, was, other, how);
            assert_true(new.differ == 0 && !new.is_kept && !new.is_back);
            assert_true((new.deed == CARRY_REMOVE) == (was != NULL && other == NULL));
            for (size_t c = 1; c < N && new.deed == CARRY_PUT; c++) {
                assert_true(new.from_there[c] || str_eq(was[c], other[c]));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_and_removed),
        cmocka_unit_test(test_each_column_by_itself),
        cmocka_unit_test(test_as_a_whole_the_newer_and_a_sum),
        cmocka_unit_test(test_of_any_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
