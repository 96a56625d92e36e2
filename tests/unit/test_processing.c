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

/* Without an end that is counted: the end is said in words, or it is why there is none. Nothing else may be so. */
static const char *const WITHOUT_DAYS[] = {
    "",                /* what the machine logs of reading, which is not ours */
    "sign_in_attempt", /* ten minutes */
    "recovery_code",   /* ends with the second step, or when it is used */
    "person_link",     /* used, or a day */
    "member_step",     /* the history of a city */
    "framework_matrix", /* until the city removes it, or leaves */
    "log_entry",       /* what was decided is kept; erasing takes the person out */
};

static bool ends_in_words(const char *tables)
{
    for (size_t i = 0; i < sizeof WITHOUT_DAYS / sizeof *WITHOUT_DAYS; i++) {
        if (strcmp(tables, WITHOUT_DAYS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void test_each_row_has_a_period(void **state)
{
    (void)state;
    for (size_t i = 0; i < processing_rows_count; i++) {
        const struct processing *row = &processing_rows[i];
        bool counts = strstr(row->kept, "{days}") != NULL || strstr(row->kept, "{years}") != NULL;
        bool then = strstr(row->kept, "{then}") != NULL;
        if (strlen(row->kept) == 0 || counts == ends_in_words(row->tables) || counts != (row->kept_s > 0) ||
            then != (row->then_s > 0)) {
            fail_msg("%s: the notice says no period, or not that of the code", row->title);
        }
        assert_int_equal(row->kept_s % 86400, 0); /* what is said is all of it */
        assert_true(strstr(row->kept, "{years}") == NULL || row->kept_s % (365 * 86400) == 0);
    }
    for (size_t i = 0; i < personal_tables_count; i++) {
        assert_true(strlen(personal_tables[i].kept) > 0 && strlen(personal_tables[i].erased) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_table_is_in_the_notice),
        cmocka_unit_test(test_each_name_of_the_notice_is_a_table),
        cmocka_unit_test(test_each_row_has_a_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
