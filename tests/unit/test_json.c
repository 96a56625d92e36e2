/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "text/json.h"

static struct arena arena;
static struct buf buf;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 4u << 20);
    buf_init(&buf, 1u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    buf_done(&buf);
    arena_done(&arena);
    return 0;
}

static void expect(const char *wanted)
{
    assert_string_equal(str_c(&arena, buf_str(&buf)), wanted);
    buf_reset(&buf);
}

static void commas_and_brackets_are_kept(void **state)
{
    (void)state;
    struct json json = json_to(&buf);
    json_open(&json, '{');
    json_name(&json, "name");
    json_str(&json, S("Žďár"));
    json_name(&json, "none");
    json_str(&json, (struct str){0});
    json_name(&json, "list");
    json_open(&json, '[');
    json_int(&json, -1);
    json_bool(&json, true);
    json_open(&json, '[');
    json_close(&json, ']');
    json_open(&json, '{');
    json_name(&json, "a");
    json_bool(&json, false);
    json_close(&json, '}');
    json_close(&json, ']');
    json_name(&json, "day");
    json_date(&json, date_of(2024, 5, 3));
    json_name(&json, "no_day");
    json_date(&json, DATE_NONE);
    json_close(&json, '}');
    expect("{\"name\":\"Žďár\",\"none\":null,\"list\":[-1,true,[],{\"a\":false}],"
           "\"day\":\"2024-05-03\",\"no_day\":null}");
}

static void text_is_escaped(void **state)
{
    (void)state;
    struct json json = json_to(&buf);
    json_str(&json, S("a\"b\\c\nd\te\x01</script>\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA6\x7F"));
    expect("\"a\\\"b\\\\c\\nd\\u0009e\\u0001\\u003c/script>\\u2028\\u2029…\\u007f\"");
    json = json_to(&buf);
    json_str(&json, S(""));
    expect("\"\"");
}

static void coordinates_keep_their_places(void **state)
{
    (void)state;
    static const struct { int64_t micro; const char *text; } cases[] = {
        {52573921, "52.573921"}, {-242000, "-0.242"}, {0, "0"}, {5000000, "5"}, {1, "0.000001"}, {-180000000, "-180"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct json json = json_to(&buf);
        json_micro(&json, cases[i].micro);
        expect(cases[i].text);
    }
}

/* Every character up to the end of the first plane comes back from the reader as it went into the writer. */
static void what_is_written_reads_back(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1u << 20);
    for (uint32_t rune = 1; rune < 0x3000; rune++) {
        buf_put_rune(&text, rune);
    }
    buf_put_rune(&text, 0x1F600);
    struct json json = json_to(&buf);
    json_open(&json, '[');
    json_str(&json, buf_str(&text));
    json_close(&json, ']');
    struct json_value *root;
    struct str error;
    assert_int_equal(json_parse(&arena, buf_str(&buf), &root, &error), OK);
    assert_true(str_eq(json_text(json_at(root, 0)), buf_str(&text)));
    json_free(root);
    buf_reset(&buf);
    buf_done(&text);
}

static void reading_finds_members_and_items(void **state)
{
    (void)state;
    struct json_value *root;
    struct str error;
    assert_int_equal(json_parse(&arena, S("{\"z\":1,\"a\":[\"x\",2.5,null],\"m\":{\"k\":\"v\"}}"), &root, &error), OK);
    assert_int_equal(json_number(json_get(root, "z"), -1), 1);
    assert_int_equal(json_number(json_get(root, "none"), -1), -1);
    assert_int_equal(json_number(json_at(json_get(root, "a"), 1), -1), -1);
    assert_int_equal(json_count(json_get(root, "a")), 3);
    assert_int_equal(json_count(json_get(root, "z")), 0);
    assert_null(json_at(json_get(root, "a"), 3));
    assert_true(str_eq(json_text(json_at(json_get(root, "a"), 0)), S("x")));
    assert_null(json_text(json_get(root, "z")).s);
    assert_null(json_get(json_get(root, "a"), "x"));
    struct str name;
    assert_non_null(json_member(root, 0, &name));
    assert_true(str_eq(name, S("z")));
    assert_non_null(json_member(root, 2, &name));
    assert_true(str_eq(name, S("m")));
    assert_null(json_member(root, 3, &name));
    assert_null(json_member(NULL, 0, &name));
    json_free(root);
}

static void bad_files_say_where(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "{", "[1,]", "{\"a\":1,\"a\":2}", "[1] x", "{'a':1}", "[\"\xFF\"]", "nul"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct json_value *root = NULL;
        struct str error = {0};
        if (json_parse(&arena, str_of(bad[i]), &root, &error) != FAULT_INVALID) {
            fail_msg("taken: %s", bad[i]);
        }
        assert_null(root);
        assert_true(str_starts(error, S("line ")));
    }
    struct json_value *root;
    struct str error;
    assert_int_equal(json_parse(&arena, S("{\"a\":\n  tru}"), &root, &error), FAULT_INVALID);
    assert_true(str_starts(error, S("line 2, column ")));
    static char deep[5000];
    memset(deep, '[', sizeof deep);
    assert_int_equal(json_parse(&arena, (struct str){deep, sizeof deep}, &root, &error), FAULT_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_and_brackets_are_kept),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(coordinates_keep_their_places),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(reading_finds_members_and_items),
        cmocka_unit_test(bad_files_say_where),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
