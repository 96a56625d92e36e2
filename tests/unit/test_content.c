/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "jobs/content_size.h"
#include "jobs/content_theme.h"
#include "text/json.h"

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

struct wrong {
    const char *json;
    const char *why;
};

/* ---- size-rule.json */

static void the_size_rule_is_read(void **state)
{
    (void)state;
    struct size_rule rule;
    struct str why = S("untouched");
    char json[] = "{\"usual\": {\"low\": 20000, \"high\": 250000}, "
                  "\"overrides\": [{\"country\": \"IS\", \"low\": 10000, \"high\": 300000, \"why\": \"few towns\"}]}";
    assert_int_equal(content_size_parse(&arena, str_of(json), &rule, &why), OK);
    memset(json, 'x', sizeof json - 1); /* texts are copied */
    assert_string_equal(why.s, "untouched");
    assert_int_equal(rule.usual.low, 20000);
    assert_int_equal(rule.usual.high, 250000);
    assert_int_equal(rule.overrides_n, 1);
    assert_true(str_eq(rule.overrides[0].country, S("IS")));
    assert_true(str_eq(rule.overrides[0].bounds.why, S("few towns")));
    assert_int_equal(size_fit(&rule, S("IS"), (struct maybe_int){true, 15000}).fit, SIZE_FITS);
}

#define USUAL "{\"usual\": {\"low\": 1, \"high\": 9}"
#define NEEDS ": needs \"low\" and \"high\", whole numbers, low not over high"

static void a_wrong_size_rule_says_where_and_what(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"{", "size-rule.json: line 1, column 1: string or '}' expected near end of file"},
        {"[]", "size-rule.json: usual bounds" NEEDS},
        {"{\"usual\": {\"low\": 9, \"high\": 1}}", "size-rule.json: usual bounds" NEEDS},
        {"{\"usual\": {\"low\": -1, \"high\": 1}}", "size-rule.json: usual bounds" NEEDS},
        {"{\"usual\": {\"low\": 1.5, \"high\": 2}}", "size-rule.json: usual bounds" NEEDS},
        {"{\"usual\": {\"low\": \"1\", \"high\": 2}}", "size-rule.json: usual bounds" NEEDS},
        {USUAL ", \"overrides\": {}}", "size-rule.json: \"overrides\" must be a list"},
        {USUAL ", \"overrides\": [{\"country\": \"IS\"}]}", "size-rule.json: override for \"IS\"" NEEDS},
        {USUAL ", \"overrides\": [{\"country\": \"IS\", \"low\": 1, \"high\": 2}]}",
         "size-rule.json: override for \"IS\": needs a country of two capital letters and a reason in \"why\""},
        {USUAL ", \"overrides\": [{\"country\": \"is\", \"low\": 1, \"high\": 2, \"why\": \"x\"}]}",
         "size-rule.json: override for \"is\": needs a country of two capital letters and a reason in \"why\""},
        {USUAL ", \"overrides\": [{\"country\": \"IS\", \"low\": 1, \"high\": 2, \"why\": \"x\"}, "
               "{\"country\": \"IS\", \"low\": 1, \"high\": 2, \"why\": \"x\"}]}",
         "size-rule.json: override for \"IS\": the country stands there twice"},
        {"{\"usual\": 1, \"usual\": 2}", "size-rule.json: line 1, column 20: duplicate object key near '\"usual\"'"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct size_rule rule = {.overrides_n = 47};
        struct str why = S("");
        assert_int_equal(content_size_parse(&arena, str_of(cases[i].json), &rule, &why), FAULT_INVALID);
        assert_string_equal(str_c(&arena, why), cases[i].why);
        assert_int_equal(rule.overrides_n, 47);
    }
}

/* ---- themes.json */

#define HEAD "{\"id\": 1, \"slug\": \"waste\", \"name\": \"Waste\", \"sentence\": \"Less of it.\""

static void themes_are_read_with_what_counts_for_all(void **state)
{
    (void)state;
    struct theme_set set;
    struct str why = S("untouched");
    struct str json = S("{\"all\": {\"words\": {\"-90\": [\"protein\"]}}, "
                        "\"places\": {\"none\": -50, \"words\": [\"city\", \"local authority\"]}, "
                        "\"partners\": {\"no public body\": -15}, \"themes\": [" HEAD
                        ", \"words\": {\"110\": [\"waste water\", \"rubbish\"], \"0\": [\"waste heat\"]}, "
                        "\"topics\": {\"50\": [\"HORIZON-CL6\"]}}]}");
    assert_int_equal(content_theme_load(&arena, json, &set, &why), OK);
    assert_string_equal(why.s, "untouched");
    assert_int_equal(set.n, 1);
    const struct theme *theme = &set.items[0];
    assert_int_equal(theme->id.v, 1);
    assert_true(str_eq(theme->slug, S("waste")) && str_eq(theme->name, S("Waste")));
    assert_int_equal(theme->rules_count, 4);
    assert_int_equal(theme->rules[0].weight, 110);
    assert_int_equal(theme->rules[0].tokens.n, 2);
    assert_int_equal(theme->rules[2].weight, 0);
    assert_int_equal(set.all.n, 1);
    assert_int_equal(set.all.items[0].weight, -90);
    assert_int_equal(set.places.n, 2);
    assert_int_equal(set.places.items[1].tokens.n, 2);
    assert_int_equal(set.placeless, -50);
    assert_int_equal(set.unpublic, -15);
}

#define ONE(more) "{\"themes\": [" HEAD more "}]}"
#define IN_WASTE "themes.json: theme 1 (waste): "

static void a_wrong_theme_says_where_and_what(void **state)
{
    (void)state;
    static const struct wrong cases[] = {
        {"{", "themes.json: line 1, column 1: string or '}' expected near end of file"},
        {"{}", "themes.json: \"themes\" must be a list of 1 to 32 themes"},
        {"{\"themes\": []}", "themes.json: \"themes\" must be a list of 1 to 32 themes"},
        {"{\"themes\": [{\"id\": 2, \"slug\": \"x\"}]}",
         "themes.json: theme 1 (x): the ids must be 1, 2, 3 and so on, in the order of the file"},
        {"{\"themes\": [{\"id\": 1, \"slug\": \"x\", \"name\": \"X\"}]}",
         "themes.json: theme 1 (x): needs a slug, a name and a sentence"},
        {"{\"themes\": [7]}", "themes.json: theme 1 (): the ids must be 1, 2, 3 and so on, in the order of the file"},
        {ONE(", \"words\": {\"-301\": [\"a\"]}"), IN_WASTE "a weight must be a whole number from -300 to 300"},
        {ONE(", \"words\": {\"301\": [\"a\"]}"), IN_WASTE "a weight must be a whole number from -300 to 300"},
        {ONE(", \"words\": {\"1.5\": [\"a\"]}"), IN_WASTE "a weight must be a whole number from -300 to 300"},
        {ONE(", \"words\": {\"10\": [\"\"]}"), IN_WASTE "a rule must be a text that is not empty"},
        {ONE(", \"fields\": {\"10\": [7]}"), IN_WASTE "a rule must be a text that is not empty"},
        {ONE(", \"words\": {\"10\": [\"...\"]}"), IN_WASTE "\"...\": has no word that counts"},
        {ONE(", \"words\": {\"10\": \"lamp\"}"), IN_WASTE "behind a weight must stand a list"},
        {"{\"all\": {\"words\": {\"x\": []}}, \"themes\": [" HEAD "}]}",
         "themes.json: all: a weight must be a whole number from -300 to 300"},
        {"{\"places\": {\"words\": [7]}, \"themes\": [" HEAD "}]}",
         "themes.json: places: a rule must be a text that is not empty"},
        {"{\"places\": {\"none\": 10, \"words\": []}, \"themes\": [" HEAD "}]}",
         "themes.json: places: \"none\" must be a whole number from -300 to 0"},
        {"{\"partners\": {\"no public body\": 1}, \"themes\": [" HEAD "}]}",
         "themes.json: partners: \"no public body\" must be a whole number from -300 to 0"},
        {"{\"themes\": [" HEAD "}, {\"id\": 2, \"slug\": \"waste\", \"name\": \"W\", \"sentence\": \"S\"}]}",
         "themes.json: theme 2 (waste): another theme has this slug"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct theme_set set = {.n = 47};
        struct str why = S("");
        assert_int_equal(content_theme_load(&arena, str_of(cases[i].json), &set, &why), FAULT_INVALID);
        assert_string_equal(str_c(&arena, why), cases[i].why);
        assert_int_equal(set.n, 47);
    }
}

/* A list of `n` items, each the `i`-th of a pattern. */
static struct str repeat(const char *before, const char *item, size_t n, const char *behind)
{
    struct buf buf;
    buf_init(&buf, 1u << 20);
    buf_put_str(&buf, str_of(before));
    for (size_t i = 0; i < n; i++) {
        buf_put_str(&buf, i ? S(", ") : S(""));
        buf_put_str(&buf, str_of(item));
    }
    buf_put_str(&buf, str_of(behind));
    struct str all = str_copy(&arena, buf_str(&buf));
    buf_done(&buf);
    return all;
}

static void bounds_are_said(void **state)
{
    (void)state;
    struct theme_set set;
    struct str why = S("");
    struct str json = repeat("{\"themes\": [", "7", 33, "]}");
    assert_int_equal(content_theme_load(&arena, json, &set, &why), FAULT_INVALID);
    assert_string_equal(str_c(&arena, why), "themes.json: \"themes\" must be a list of 1 to 32 themes");
    json = repeat("{\"themes\": [" HEAD ", \"words\": {\"1\": [", "\"lamp\"", THEME_RULES_MAX + 1, "]}}]}");
    assert_int_equal(content_theme_load(&arena, json, &set, &why), FAULT_INVALID);
    assert_string_equal(str_c(&arena, why), IN_WASTE "has too many rules");
}

static void a_file_that_is_too_long_is_said_to_be(void **state)
{
    (void)state;
    struct size_rule rule;
    struct theme_set set;
    struct str why = S("");
    char *spaces = arena_alloc(&arena, JSON_TEXT_MAX + 1);
    memset(spaces, ' ', JSON_TEXT_MAX + 1);
    struct str json = {spaces, JSON_TEXT_MAX + 1};
    assert_int_equal(content_size_parse(&arena, json, &rule, &why), FAULT_INVALID);
    assert_string_equal(str_c(&arena, why), "size-rule.json: is longer than 16 MiB");
    assert_int_equal(content_theme_load(&arena, json, &set, &why), FAULT_INVALID);
    assert_string_equal(str_c(&arena, why), "themes.json: is longer than 16 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_size_rule_is_read),
        cmocka_unit_test(a_wrong_size_rule_says_where_and_what),
        cmocka_unit_test(themes_are_read_with_what_counts_for_all),
        cmocka_unit_test(a_wrong_theme_says_where_and_what),
        cmocka_unit_test(bounds_are_said),
        cmocka_unit_test(a_file_that_is_too_long_is_said_to_be),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
