/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/map.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

static struct str key_of(size_t i)
{
    return str_format(&arena, "key %zu", i);
}

static void what_was_added_is_found_in_its_order(void **state)
{
    (void)state;
    struct map map;
    map_init(&map, &arena);
    for (size_t i = 0; i < 50000; i++) {
        struct map_item *item = map_add(&map, key_of(i));
        assert_int_equal(item->value.number, 0);
        item->value.number = (int64_t)i * 3;
    }
    assert_int_equal(map.n, 50000);
    for (size_t i = 0; i < 50000; i++) {
        assert_true(str_eq(map.items[i].key, key_of(i)));
        const struct map_item *item = map_find(&map, key_of(i));
        assert_ptr_equal(item, &map.items[i]);
        assert_int_equal(item->value.number, i * 3);
        assert_int_equal(item->hash, str_hash(item->key));
    }
    for (size_t i = 50000; i < 60000; i++) {
        assert_null(map_find(&map, key_of(i)));
    }
}

static void adding_again_gives_the_same_item(void **state)
{
    (void)state;
    struct map map;
    map_init(&map, &arena);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 1000; i++) {
            map_add(&map, key_of(i))->value.number++;
        }
    }
    assert_int_equal(map.n, 1000);
    for (size_t i = 0; i < map.n; i++) {
        assert_int_equal(map.items[i].value.number, 3);
    }
}

/* It grows at 12 of 16 slots, 24 of 32 and so on: around each of these nothing is lost. */
static void growth_loses_nothing(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 200; n++) {
        struct map map;
        map_init(&map, &arena);
        for (size_t i = 0; i < n; i++) {
            map_add(&map, key_of(i))->value.number = (int64_t)i;
        }
        assert_true(map.n == n && map.n <= map.size && map.size < map.slots_size);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(map_find(&map, key_of(i))->value.number, i);
        }
        assert_null(map_find(&map, key_of(n)));
    }
}

static void keys_are_bytes_and_may_be_empty(void **state)
{
    (void)state;
    static const struct str keys[] = {S_INIT(""), S_INIT("a"), S_INIT("a\0"), S_INIT("a\0b"), S_INIT("A"),
            S_INIT(" a")};
    struct map map;
    map_init(&map, &arena);
    assert_null(map_find(&map, S("")));
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        map_add(&map, keys[i])->value.number = (int64_t)i + 1;
    }
    assert_int_equal(map.n, COUNT_OF(keys));
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        assert_int_equal(map_find(&map, keys[i])->value.number, i + 1);
    }
    assert_int_equal(map_find(&map, (struct str){0})->value.number, 1); /* no text and empty text are one key */
    assert_null(map_find(&map, S("b")));
}

static void it_costs_at_most_twice_its_size(void **state)
{
    (void)state;
    struct map map;
    struct arena own;
    arena_init(&own, 64u << 20);
    map_init(&map, &own);
    for (size_t i = 0; i < 10000; i++) {
        map_add(&map, key_of(i));
    }
    size_t final = map.size * sizeof *map.items + map.slots_size * sizeof *map.slots;
    assert_true((64u << 20) - arena_left(&own) <= 2 * final);
    arena_done(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_added_is_found_in_its_order),
        cmocka_unit_test(adding_again_gives_the_same_item),
        cmocka_unit_test(growth_loses_nothing),
        cmocka_unit_test(keys_are_bytes_and_may_be_empty),
        cmocka_unit_test(it_costs_at_most_twice_its_size),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
