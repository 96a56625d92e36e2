/* SPDX-License-Identifier: AGPL-3.0-or-later
** The head of an answer: https said when people come by it, a browser told to forget when a session is over, and names
** of downloads that stay within their quotes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/fault.h"
#include "http/answer_fields.h"

static struct answer_fields fields;

static const char *field_of(const struct answer *answer, struct answer_way way, const char *name)
{
    static char text[512];
    answer_fields(answer, way, &fields);
    for (size_t i = 0; i < fields.n; i++) {
        if (strcmp(fields.items[i].name, name) == 0) {
            memcpy(text, fields.items[i].value.s, fields.items[i].value.n);
            text[fields.items[i].value.n] = '\0';
            return text;
        }
    }
    return NULL;
}

static void who_comes_by_https_comes_by_it_for_a_year(void **state)
{
    static const int statuses[] = {200, 303, 304, 400, 403, 404, 429, 500, 503};
    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        const struct answer answer = {.status = statuses[i], .max_age_s = -1, .type = S("text/html")};
        const char *value = field_of(&answer, (struct answer_way){.secure = true}, "Strict-Transport-Security");
        assert_non_null(value);
        assert_string_equal(value, "max-age=31536000; includeSubDomains");
        assert_null(field_of(&answer, (struct answer_way){.secure = false}, "Strict-Transport-Security"));
    }
}

static void a_browser_forgets_when_it_is_told(void **state)
{
    (void)state;
    const struct answer stays = {.status = 303, .max_age_s = -1, .location = S("/me")};
    const struct answer ends = {.status = 303, .max_age_s = -1, .location = S("/sign-in"), .clears = true};
    const struct answer_way way = {.secure = true};
    assert_null(field_of(&stays, way, "Clear-Site-Data"));
    assert_string_equal(field_of(&ends, way, "Clear-Site-Data"), "\"cache\", \"storage\"");
}

static void a_name_of_a_download_stays_within_its_quotes(void **state)
{
    static const char *const names[][2] = {
        {"oulu-fi.csv", "oulu-fi.csv"},
        {"a\"; x=\"b.csv", "a---x--b.csv"},
        {"a\r\nSet-Cookie: a=b", "a--Set-Cookie--a-b"},
        {"../../etc/passwd", "..-..-etc-passwd"},
        {"\xC3\x85land.csv", "--land.csv"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char wanted[128];
        const struct answer answer = {.status = 200, .type = S("text/csv"), .file_name = str_of(names[i][0])};
        snprintf(wanted, sizeof wanted, "attachment; filename=\"%s\"", names[i][1]);
        assert_string_equal(field_of(&answer, (struct answer_way){0}, "Content-Disposition"), wanted);
    }
    char longest[1000];
    memset(longest, 'a', sizeof longest);
    const struct answer answer = {.status = 200, .file_name = {longest, sizeof longest}};
    assert_true(strlen(field_of(&answer, (struct answer_way){0}, "Content-Disposition")) < sizeof fields.disposition);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_by_https_comes_by_it_for_a_year),
        cmocka_unit_test(a_browser_forgets_when_it_is_told),
        cmocka_unit_test(a_name_of_a_download_stays_within_its_quotes),
    };
    return cmocka_run_group_tests_name("answer fields", tests, NULL, NULL);
}
