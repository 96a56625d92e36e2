/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "text/country.h"

static void is_code(const char *english, const char *code)
{
    struct str found = country_find(str_of(english));
    if (!str_eq(found, str_of(code))) {
        fail_msg("%s is '%.*s', not '%s'", english, STR_ARG(found), code);
    }
}

static void test_names_of_other_lists_are_understood(void **state)
{
    (void)state;
    is_code("Italy", "IT");
    is_code("united kingdom", "GB");
    is_code("Czech Republic", "CZ");
    is_code("United States of America", "US");
    is_code("People's Republic of China", "CN");
    is_code("Republic of Macedonia", "MK");
    is_code("Turkey", "TR");
    is_code("Sao Tomé and Príncipe", "ST");
}

static void test_what_is_no_country_of_today_has_no_code(void **state)
{
    (void)state;
    is_code("Prussia", "");
    is_code("Austria-Hungary", "");
    is_code("t430222130", "");
    is_code("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_other_lists_are_understood),
        cmocka_unit_test(test_what_is_no_country_of_today_has_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
