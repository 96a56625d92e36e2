/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "text/search_query.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, 16u << 20);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

/* Words with phrases in brackets, then those left out with a '-'. */
static const char *read(const char *typed)
{
    struct search_query query;
    struct buf buf;
    buf_init(&buf, 65536);
    search_query_parse(&arena, str_of(typed), &query);
    for (size_t i = 0; i < query.words_n; i++) {
        for (size_t p = 0; p < query.phrases_n; p++) {
            buf_put_str(&buf, query.phrases[p].first == i ? S("[ ") : S(""));
        }
        buf_format(&buf, "%.*s ", STR_ARG(query.words[i].token));
        for (size_t p = 0; p < query.phrases_n; p++) {
            buf_put_str(&buf, query.phrases[p].first + query.phrases[p].n == i + 1 ? S("] ") : S(""));
        }
    }
    for (size_t i = 0; i < query.without_n; i++) {
        buf_format(&buf, "-%.*s ", STR_ARG(query.without[i]));
    }
    const char *text = str_c(&arena, str_trim(buf_str(&buf)));
    buf_done(&buf);
    return text;
}

static void whatever_is_typed_has_a_meaning(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"solar heating for cities", "solar heat citi"},
        {"\"solar heating\" cities", "[ solar heat ] citi"},
        {"cities “solar heating”", "citi [ solar heat ]"},
        {"„solar heating“ «old town»", "[ solar heat ] [ old town ]"},
        {"waste -nuclear", "wast -nuclear"},
        {"-\"heat pump\" waste", "wast -heat -pump"},
        {"e-mobility", "mobil emobl"},
        {"waste - water", "wast water"},
        {"waste --water", "wast water"},
        {"\"solar heating", "solar heat"},
        {"\"waste\"", "wast"},
        {"\"\"", ""},
        {"-", ""},
        {"-the waste", "wast -the"},
        {"to be", "to be"},
        {"-nuclear", "-nuclear"},
        {"solar\"heating plant\"", "solar [ heat plant ]"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *got = read(cases[i][0]);
        if (strcmp(got, cases[i][1]) != 0) {
            fail_msg("'%s' gives '%s', not '%s'", cases[i][0], got, cases[i][1]);
        }
    }
}

static void words_say_where_they_stand(void **state)
{
    (void)state;
    struct str typed = S("-old “solar heating” cities");
    static const struct str there[] = {S_INIT("solar"), S_INIT("heating"), S_INIT("cities")};
    struct search_query query;
    search_query_parse(&arena, typed, &query);
    assert_int_equal(query.words_n, COUNT_OF(there));
    for (size_t i = 0; i < COUNT_OF(there); i++) {
        assert_true(str_eq(str_sub(typed, query.words[i].from, query.words[i].n), there[i]));
    }
}

static void bounds_hold(void **state)
{
    (void)state;
    struct search_query query;
    struct buf buf;
    buf_init(&buf, 65536);
    for (int i = 0; i < 60; i++) {
        buf_format(&buf, "word%c%c \"two words%d\" -no%d ", 'a' + i % 26, 'a' + i / 26, i, i);
    }
    search_query_parse(&arena, buf_str(&buf), &query);
    assert_int_equal(query.words_n, SEARCH_QUERY_TOKENS_MAX);
    assert_int_equal(query.phrases_n, SEARCH_QUERY_PHRASES_MAX);
    assert_int_equal(query.without_n, SEARCH_QUERY_WITHOUT_MAX);
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_typed_has_a_meaning),
        cmocka_unit_test(words_say_where_they_stand),
        cmocka_unit_test(bounds_hold),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
