/* SPDX-License-Identifier: AGPL-3.0-or-later
** The privacy notice tells of every table that holds something about people, once, and on the ground it is kept on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "store/personal.h"
#include "web/legal/processing.h"

static bool has_word(struct str words, struct str word)
{
    while (words.s != NULL) {
        if (str_eq(str_cut(words, ' ', &words), word)) {
            return true;
        }
    }
    return false;
}

static size_t rows_of(const char *table, const struct processing **ret_row)
{
    size_t n = 0;
    for (size_t i = 0; i < processing_rows_count; i++) {
        if (has_word(str_of(processing_rows[i].tables), str_of(table))) {
            *ret_row = &processing_rows[i];
            n++;
        }
    }
    return n;
}

static void test_each_table_is_in_the_notice(void **state)
{
    (void)state;
    for (size_t i = 0; i < personal_tables_count; i++) {
        const struct personal_table *table = &personal_tables[i];
        const struct processing *row = NULL;
        size_t n = rows_of(table->name, &row);
        if (n != 1) {
            fail_msg("%s stands in %zu rows of src/web/legal/processing.c: it belongs into one", table->name, n);
        }
        bool secures = strstr(table->basis, "security") != NULL;
        bool agreed = strstr(table->basis, "consent") != NULL;
        if (secures != (row->basis == BASIS_SECURITY) || agreed != (row->basis == BASIS_CONSENT)) {
            fail_msg("%s: store/personal.c and the notice name different grounds", table->name);
        }
    }
}

/* A table that is no more leaves the notice as well. */
static void test_each_name_of_the_notice_is_a_table(void **state)
{
    (void)state;
    size_t named = 0;
    for (size_t i = 0; i < processing_rows_count; i++) {
        struct str rest = str_of(processing_rows[i].tables);
        while (rest.n > 0) {
            (void)str_cut(rest, ' ', &rest);
            named++;
        }
    }
    assert_int_equal(named, personal_tables_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_table_is_in_the_notice),
        cmocka_unit_test(test_each_name_of_the_notice_is_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
