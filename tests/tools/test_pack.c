/* SPDX-License-Identifier: AGPL-3.0-or-later
** What pack carries into a program: the bytes as they are in the file, packed so that they come out again, each
** with its hash. Compiled from a table that pack made of the files named on the command line, in their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "db/digest.h"
#include "text/asset.h"

#define FILE_MAX (1u << 20)

extern const struct asset packed_files[];
extern const size_t packed_files_count;

static char **paths;
static size_t paths_count;
static unsigned char bytes[FILE_MAX];

static size_t read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(bytes, 1, FILE_MAX, file);
    assert_true(n < FILE_MAX && !ferror(file));
    fclose(file);
    return n;
}

static const struct asset *find_asset(const char *name)
{
    for (size_t i = 0; i < packed_files_count; i++) {
        if (strcmp(packed_files[i].name, name) == 0) {
            return &packed_files[i];
        }
    }
    fail_msg("no asset called %s", name);
    return NULL;
}

static void bytes_and_order_are_those_of_the_files(void **state)
{
    (void)state;
    assert_int_equal(packed_files_count, paths_count);
    for (size_t i = 0; i < paths_count; i++) {
        const char *base = strrchr(paths[i], '/');
        size_t n = read_file(paths[i]);
        assert_string_equal(packed_files[i].name, base ? base + 1 : paths[i]);
        assert_int_equal(packed_files[i].n, n);
        assert_memory_equal(packed_files[i].bytes, bytes, n);
    }
}

static void what_is_packed_comes_out_the_same(void **state)
{
    (void)state;
    size_t packed = 0;
    for (size_t i = 0; i < packed_files_count; i++) {
        const struct asset *asset = &packed_files[i];
        if (asset->gzip == NULL) {
            assert_int_equal(asset->gzip_n, 0);
            continue;
        }
        z_stream stream = {.next_in = (Bytef *)(uintptr_t)asset->gzip, .avail_in = (uInt)asset->gzip_n,
                           .next_out = bytes, .avail_out = FILE_MAX};
        assert_int_equal(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
        assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
        assert_int_equal(stream.total_out, asset->n);
        assert_int_equal(stream.avail_in, 0);
        assert_memory_equal(bytes, asset->bytes, asset->n);
        inflateEnd(&stream);
        assert_true(asset->gzip_n < asset->n);
        assert_int_equal(asset->gzip[4] | asset->gzip[5] | asset->gzip[6] | asset->gzip[7], 0); /* no date */
        packed++;
    }
    assert_true(packed >= 1);
    assert_null(find_asset("noise.bin")->gzip); /* noise does not get smaller */
    assert_null(find_asset("empty.txt")->gzip);
    assert_non_null(find_asset("text.css")->gzip);
}

static void hashes_are_sha_256(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1u << 20);
    for (size_t i = 0; i < packed_files_count; i++) {
        const struct asset *asset = &packed_files[i];
        struct str digest = digest_of(&arena, (struct str){(const char *)asset->bytes, asset->n});
        assert_int_equal(strlen(asset->hash), 16);
        assert_memory_equal(asset->hash, digest.s, 16);
    }
    arena_done(&arena);
    assert_string_equal(find_asset("empty.txt")->hash, "e3b0c44298fc1c14"); /* published: SHA-256 of nothing ... */
    assert_string_equal(find_asset("abc.txt")->hash, "ba7816bf8f01cfea");   /* ... and of "abc" */
}

static void types_follow_the_ending(void **state)
{
    (void)state;
    assert_string_equal(find_asset("text.css")->type, "text/css; charset=utf-8");
    assert_string_equal(find_asset("abc.txt")->type, "text/plain; charset=utf-8");
    assert_string_equal(find_asset("noise.bin")->type, "application/octet-stream");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_and_order_are_those_of_the_files),
        cmocka_unit_test(what_is_packed_comes_out_the_same),
        cmocka_unit_test(hashes_are_sha_256),
        cmocka_unit_test(types_follow_the_ending),
    };
    paths = argv + 1;
    paths_count = (size_t)argc - 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
