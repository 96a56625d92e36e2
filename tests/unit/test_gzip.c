/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is packed comes back, in pieces of any size; what is damaged never does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "base/check.h"
#include "base/limits.h"
#include "text/gzip.h"

static struct buf text;
static struct buf packed;

static int set_up(void **state)
{
    (void)state;
    buf_init(&text, RESPONSE_MAX);
    buf_init(&packed, RESPONSE_MAX);
    for (int i = 0; i < 5000; i++) {
        buf_put_str(&text, S("a line of a register, number "));
        buf_put_char(&text, (char)('0' + i * 7 % 10));
        buf_put_char(&text, '\n');
    }
    assert_true(gzip_pack(buf_str(&text), &packed));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    buf_done(&text);
    buf_done(&packed);
    return 0;
}

/* Unpacks `from`, given `in` bytes at a time and taking `out`; *ret_whole: it did not end within a member. */
static enum fault unpack_all(struct str from, size_t in, size_t out, struct buf *to, bool *ret_whole)
{
    char piece[4096];
    size_t given = 0;
    enum fault fault = OK;
    struct unpack *unpack = unpack_new();
    for (;;) {
        size_t n = 0;
        fault = unpack_take(unpack, piece, out, &n);
        if (fault != OK || (n == 0 && unpack_hungry(unpack) && given == from.n)) {
            break;
        }
        buf_put(to, piece, n);
        if (n == 0 && unpack_hungry(unpack)) {
            struct str next = str_sub(from, given, in);
            unpack_give(unpack, next);
            given += next.n;
        }
    }
    *ret_whole = !unpack_within(unpack);
    unpack_free(unpack);
    return fault;
}

static void comes_back_in_pieces_of_any_size(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 7, 100, 4096};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        for (size_t j = 0; j < COUNT_OF(sizes); j++) {
            struct buf CLEANUP(buf_done) back;
            bool whole = false;
            buf_init(&back, RESPONSE_MAX);
            assert_int_equal(unpack_all(buf_str(&packed), sizes[i], sizes[j], &back, &whole), OK);
            assert_true(whole);
            assert_true(str_eq(buf_str(&back), buf_str(&text)));
        }
    }
}

static void members_in_a_row_are_one_text(void **state)
{
    (void)state;
    struct buf CLEANUP(buf_done) two;
    struct buf CLEANUP(buf_done) back;
    bool whole = false;
    buf_init(&two, RESPONSE_MAX);
    buf_init(&back, RESPONSE_MAX);
    buf_put_str(&two, buf_str(&packed));
    buf_put_str(&two, buf_str(&packed));
    assert_int_equal(unpack_all(buf_str(&two), 1000, 4096, &back, &whole), OK);
    assert_true(whole);
    assert_int_equal(back.n, 2 * text.n);
}

static void packed_in_pieces_it_comes_back(void **state)
{
    static const size_t pieces[] = {1, 7, 1000, 1u << 20};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        struct buf CLEANUP(buf_done) long_one;
        struct buf CLEANUP(buf_done) back;
        bool whole = false;
        struct pack *pack = pack_new();
        buf_init(&long_one, RESPONSE_MAX);
        buf_init(&back, RESPONSE_MAX);
        for (size_t at = 0; at < text.n; at += pieces[i]) {
            pack_put(pack, str_sub(buf_str(&text), at, pieces[i]), &long_one);
        }
        pack_end(pack, &long_one);
        pack_free(pack);
        assert_in_range(long_one.n, 20, text.n / 10);
        assert_int_equal(unpack_all(buf_str(&long_one), 1000, 4096, &back, &whole), OK);
        assert_true(whole && str_eq(buf_str(&back), buf_str(&text)));
    }
}

static void a_cut_is_seen(void **state)
{
    (void)state;
    for (size_t left = 1; left < packed.n; left += 97) {
        struct buf CLEANUP(buf_done) back;
        bool whole = true;
        buf_init(&back, RESPONSE_MAX);
        assert_int_equal(unpack_all(str_sub(buf_str(&packed), 0, left), 64, 4096, &back, &whole), OK);
        assert_false(whole);
    }
}

static void damage_is_seen(void **state)
{
    (void)state;
    struct buf CLEANUP(buf_done) back;
    struct buf CLEANUP(buf_done) bad;
    bool whole;
    buf_init(&back, RESPONSE_MAX);
    buf_init(&bad, RESPONSE_MAX);
    assert_int_equal(unpack_all(S("this is no gzip at all"), 100, 100, &back, &whole), FAULT_INVALID);
    buf_put(&bad, packed.bytes, packed.n - 8);
    buf_put(&bad, "\0\0\0\0", 4); /* the checksum */
    buf_put(&bad, packed.bytes + packed.n - 4, 4);
    assert_int_equal(unpack_all(buf_str(&bad), 100, 4096, &back, &whole), FAULT_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_in_pieces_of_any_size),
        cmocka_unit_test(members_in_a_row_are_one_text),
        cmocka_unit_test(packed_in_pieces_it_comes_back),
        cmocka_unit_test(a_cut_is_seen),
        cmocka_unit_test(damage_is_seen),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
