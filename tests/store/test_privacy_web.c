/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is said to people of what is kept of them: the notice and the record of processing say each period, in English
** and German, and the name of who gave a correction goes when it is said to go. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/correction.sql.h"
#include "store/personal.h"
#include "text/words.h"
#include "visit.h"
#include "web/legal/legal_web.h"
#include "web/legal/processing.h"

/* As a page writes it. */
static void assert_says(struct visit *visit, struct str page, struct str text)
{
    struct html html = html_text(&visit->arena, text);
    if (text.n == 0 || !str_contains(page, html.markup)) {
        fail_msg("not on the page: %.*s", STR_ARG(text));
    }
}

static void check_page(struct visit *visit, const char *target, const char *language)
{
    struct out out = {.words = words_find(str_of(language)), .arena = &visit->arena};
    struct said said = visit_get(visit, target);
    assert_int_equal(said.status, 200);
    for (size_t i = 0; i < processing_rows_count; i++) {
        assert_says(visit, said.page, processing_say(&out, i, true).kept);
    }
}

static void test_each_period_is_said(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_administrator;
    scratch_exec(visit.scratch, "net.db", "insert into setting (name, value) values ('public_body', 'yes')");
    check_page(&visit, "/privacy", "en");
    check_page(&visit, "/privacy?lang=de", "de");
    check_page(&visit, "/privacy/record", "en");
    check_page(&visit, "/privacy/record?lang=de", "de");
    visit_close(&visit);
}

static void test_a_name_goes_from_a_correction(void **state)
{
    struct visit visit = visit_open(state);
    const char *count = "select count(*) from correction where who = 'Ann' and why = 'seen on its site'";
    scratch_exec(visit.scratch, "net.db", "insert into correction (id, organisation_id, kind, why, who, given_at) "
                 "values (1, 7, 'none', 'seen on its site', 'Ann', 1000)");
    assert_int_equal(q_correction_forget_who(visit.write, 999), OK);
    assert_str(scratch_ask(visit.scratch, "net.db", count), "1");
    assert_int_equal(q_correction_forget_who(visit.write, 1000), OK);
    assert_str(scratch_ask(visit.scratch, "net.db", count), "0");
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from correction where why = 'seen on its site'"),
               "1");
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_period_is_said),
        TEST(test_a_name_goes_from_a_correction),
    };
    return cmocka_run_group_tests_name("what is said of what is kept", tests, NULL, NULL);
}
