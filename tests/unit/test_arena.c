/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "dies.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define IS_POISONED(p) (__asan_address_is_poisoned(p) != 0)
#define HAVE_ASAN 1
#else
#define IS_POISONED(p) ((void)(p), true) /* only that build can tell */
#define HAVE_ASAN 0
#endif

static bool is_zero(const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 15, 16, 17, 4096, 16384, 100000, 3u << 20, 1, 0, 7};
    unsigned char *all[COUNT_OF(sizes)];
    struct arena arena;
    arena_init(&arena, 8u << 20);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            all[i] = arena_alloc(&arena, sizes[i]);
            assert_non_null(all[i]);
            assert_int_equal((uintptr_t)all[i] % 16, 0);
            assert_true(is_zero(all[i], sizes[i]));
            memset(all[i], (int)i + 1, sizes[i]);
        }
        for (size_t i = 0; i < COUNT_OF(sizes); i++) {
            assert_true(sizes[i] == 0 || (all[i][0] == i + 1 && all[i][sizes[i] - 1] == i + 1));
        }
        arena_reset(&arena); /* what comes next in the old block is zero again */
    }
    arena_done(&arena);
}

static void alloc_one_more(void *context)
{
    arena_alloc(context, 1);
}

static void alloc_wrapping(void *context)
{
    arena_alloc(context, SIZE_MAX - 3);
}

static void alloc_product(void *context)
{
    arena_array_alloc(context, SIZE_MAX / 8, 16);
}

static void the_cap_holds_to_the_byte(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 4096);
    assert_int_equal(arena_left(&arena), 4096);
    assert_false(dies(alloc_one_more, &arena));
    arena_alloc(&arena, 4080);
    assert_int_equal(arena_left(&arena), 16);
    arena_alloc(&arena, 3);
    assert_int_equal(arena_left(&arena), 0);
    arena_alloc(&arena, 0);
    assert_true(dies(alloc_one_more, &arena));
    arena_reset(&arena);
    assert_int_equal(arena_left(&arena), 4096);
    assert_false(dies(alloc_one_more, &arena));
    assert_true(dies(alloc_wrapping, &arena));
    assert_true(dies(alloc_product, &arena));
    arena_done(&arena);
}

static void rewind_gives_back_what_came_after(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 16u << 20);
    char *kept = arena_alloc(&arena, 100);
    memset(kept, 'k', 100);
    struct arena_mark mark = arena_mark(&arena);
    size_t left = arena_left(&arena);
    char *same_block = arena_alloc(&arena, 100);
    char *other_block = arena_alloc(&arena, 2u << 20);
    memset(same_block, 'x', 100);
    memset(other_block, 'x', 2u << 20);
    arena_rewind(&arena, mark);
    assert_int_equal(arena_left(&arena), left);
    assert_true(IS_POISONED(same_block));
    assert_true(IS_POISONED(same_block + 99));
    assert_int_equal(kept[99], 'k');
    assert_true(!HAVE_ASAN || !IS_POISONED(kept + 99));
    unsigned char *again = arena_alloc(&arena, 100);
    assert_ptr_equal(again, same_block);
    assert_true(is_zero(again, 100));
    arena_done(&arena);
}

static void marks_nest_and_hold_at_the_very_start(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 16u << 20);
    struct arena_mark empty = arena_mark(&arena);
    arena_alloc(&arena, 50000);
    struct arena_mark outer = arena_mark(&arena);
    for (int i = 0; i < 40; i++) {
        struct arena_mark inner = arena_mark(&arena);
        arena_alloc(&arena, 300000);
        arena_rewind(&arena, inner);
    }
    assert_int_equal(arena_left(&arena), (16u << 20) - 50000);
    arena_alloc(&arena, 10);
    arena_rewind(&arena, outer);
    assert_int_equal(arena_left(&arena), (16u << 20) - 50000);
    arena_rewind(&arena, empty);
    assert_int_equal(arena_left(&arena), 16u << 20);
    assert_non_null(arena_alloc(&arena, 16u << 20));
    arena_done(&arena);
}

struct stale {
    struct arena *arena;
    struct arena_mark mark;
};

static void rewind_stale(void *context)
{
    const struct stale *stale = context;
    arena_rewind(stale->arena, stale->mark);
}

static void a_mark_of_the_future_is_a_bug(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 4096);
    arena_alloc(&arena, 64);
    struct stale stale = {&arena, arena_mark(&arena)};
    arena_reset(&arena);
    assert_true(dies(rewind_stale, &stale));
    arena_done(&arena);
}

static void what_is_reset_or_not_yet_given_is_poisoned(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1u << 20);
    char *p = arena_alloc(&arena, 10);
    assert_true(IS_POISONED(p + 16));
    arena_reset(&arena);
    assert_true(IS_POISONED(p));
    assert_ptr_equal(arena_alloc(&arena, 10), p); /* the first block was kept */
    arena_done(&arena);
    assert_int_equal(arena_left(&arena), 1u << 20);
    assert_non_null(arena_alloc(&arena, 10)); /* lives again after done */
    arena_done(&arena);
}

static void heap_memory_keeps_what_it_held(void **state)
{
    (void)state;
    unsigned char *p = mem_alloc(10);
    assert_true(is_zero(p, 10));
    memset(p, 7, 10);
    p = mem_grow(p, 100000);
    assert_int_equal(p[9], 7);
    mem_free(p);
    mem_free(NULL);
    p = mem_alloc(0);
    assert_non_null(p);
    mem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(the_cap_holds_to_the_byte),
        cmocka_unit_test(rewind_gives_back_what_came_after),
        cmocka_unit_test(marks_nest_and_hold_at_the_very_start),
        cmocka_unit_test(a_mark_of_the_future_is_a_bug),
        cmocka_unit_test(what_is_reset_or_not_yet_given_is_poisoned),
        cmocka_unit_test(heap_memory_keeps_what_it_held),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
