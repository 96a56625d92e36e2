/* SPDX-License-Identifier: AGPL-3.0-or-later
** Remarks on screen, for those who may: read, answered, closed, removed, and by nobody else. With the real table of
** routes and the real gate; only who asks is said by the test. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/remark.h"
#include "visit.h"

#define ANSWER "/remarks/1/answer"
#define REMOVE "/remarks/1/remove"
#define SAYS "The number is <old> & wrong"
#define MAIL "reader@example.org"

/* One remark waits, and a coordinator looks. */
static struct visit open_queue(void **state)
{
    struct visit visit = visit_open(state);
    const struct remark_new remark = {S("/cities/ciampino-it"), S(SAYS), S("ISTAT"), S(MAIL), S("de")};
    struct str uid;
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(remark_add(visit.write, &visit.arena, &remark, VISIT_NOW - 3600, &uid), OK);
    assert_int_equal(db_commit(visit.write), OK);
    visit.who = &visit_coordinator;
    return visit;
}

static struct q_remark_by_id remark(struct visit *visit)
{
    struct q_remark_by_id row;
    assert_int_equal(q_remark_by_id(visit->read, &visit->arena, 1, &row), OK);
    return row;
}

/* ---- reading */

static void test_the_queue_shows_what_waits(void **state)
{
    struct visit visit = open_queue(state);
    struct said said = visit_get(&visit, "/remarks");
    assert_int_equal(said.status, 200);
    assert_int_equal(said.max_age_s, -1);
    assert_has(said.page, "The number is &lt;old&gt; &amp; wrong");
    assert_has(said.page, "href=\"/remarks/1/answer\"");
    assert_has(said.page, "wants an answer");
    assert_false(str_contains(said.page, S(MAIL)));
    assert_has(visit_get(&visit, "/remarks?state=closed").page, "No remark was closed");
    assert_int_equal(visit_get(&visit, "/remarks?state=strange").status, 400);
    visit_close(&visit);
}

static void test_one_remark_stands_whole(void **state)
{
    struct visit visit = open_queue(state);
    struct said said = visit_get(&visit, ANSWER);
    assert_int_equal(said.status, 200);
    assert_int_equal(said.max_age_s, -1);
    assert_has(said.page, "The number is &lt;old&gt; &amp; wrong");
    assert_has(said.page, MAIL);
    assert_has(said.page, "ISTAT");
    assert_has(said.page, "href=\"/cities/ciampino-it\"");
    assert_int_equal(visit_get(&visit, "/remarks/2/answer").status, 404);
    assert_int_equal(visit_get(&visit, "/remarks/x/answer").status, 404);
    assert_int_equal(visit_get(&visit, "/remarks/99999999999999999999/remove").status, 404);
    visit_close(&visit);
}

/* ---- acting */

static void test_an_answer_stands_on_its_page(void **state)
{
    struct visit visit = open_queue(state);
    struct said said = visit_send(&visit, ANSWER, "answer=It+is+mended.&do=answer");
    assert_int_equal(said.status, 303);
    assert_str(said.location, ANSWER);
    assert_str(remark(&visit).state, "answered");
    assert_str(remark(&visit).answer, "It is mended.");
    assert_int_equal(remark(&visit).remove_at, VISIT_NOW + REMARK_ENDED_KEPT_S);
    said = visit_get(&visit, ANSWER);
    assert_has(said.page, "It is mended.");
    assert_false(str_contains(said.page, S("<textarea")));
    visit.who = NULL;
    const char *its_page = str_c(&visit.arena, str_join(&visit.arena, S("/remarks/"), remark(&visit).uid));
    assert_has(visit_get(&visit, its_page).page, "It is mended.");
    visit_close(&visit);
}

static void test_it_is_closed_without_one(void **state)
{
    struct visit visit = open_queue(state);
    assert_int_equal(visit_send(&visit, ANSWER, "answer=&do=close").status, 303);
    assert_str(remark(&visit).state, "closed");
    assert_has(visit_get(&visit, "/remarks?state=closed").page, "The number is &lt;old&gt;");
    visit_close(&visit);
}

static void test_what_does_not_fit_is_said_and_kept(void **state)
{
    struct visit visit = open_queue(state);
    struct said said = visit_send(&visit, ANSWER, "answer=+&do=answer");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "\u201cYour answer\u201d is empty: write it, or close the remark without an answer");
    said = visit_send(&visit, ANSWER, "answer=Thank+you&do=close");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "\u201cYour answer\u201d is filled in");
    assert_has(said.page, ">Thank you</textarea>");
    assert_int_equal(visit_send(&visit, ANSWER, "answer=Thank+you&do=burn").status, 400);
    assert_str(remark(&visit).state, "waiting");
    visit_close(&visit);
}

/* Two who read the same remark: the second one loses nothing, and the first answer stands. */
static void test_who_comes_second_is_told_and_keeps_what_was_typed(void **state)
{
    struct visit visit = open_queue(state);
    assert_int_equal(visit_send(&visit, ANSWER, "answer=The+first&do=answer").status, 303);
    struct said said = visit_send(&visit, ANSWER, "answer=The+second&do=answer");
    assert_int_equal(said.status, 409);
    assert_has(said.page, "This remark was answered or closed meanwhile: nothing was changed by what you sent");
    assert_has(said.page, "The second");
    assert_has(said.page, "The first");
    assert_str(remark(&visit).answer, "The first");
    visit_close(&visit);
}

static void test_removed_it_is_gone(void **state)
{
    struct visit visit = open_queue(state);
    assert_has(visit_get(&visit, REMOVE).page, "Remove it for good");
    assert_int_equal(visit_send(&visit, REMOVE, "").status, 303);
    assert_int_equal(visit_get(&visit, ANSWER).status, 404);
    assert_str(scratch_ask(visit.scratch, "net.db", "select count(*) from remark"), "0");
    assert_has(visit_get(&visit, "/remarks").page, "No remark waits.");
    assert_int_equal(visit_send(&visit, REMOVE, "").status, 404);
    visit_close(&visit);
}

/* ---- who may */

static const char *const PAGES[] = {"/remarks", ANSWER, REMOVE};

static void test_a_visitor_is_led_to_sign_in(void **state)
{
    struct visit visit = open_queue(state);
    visit.who = NULL;
    for (size_t i = 0; i < COUNT_OF(PAGES); i++) {
        struct said said = visit_get(&visit, PAGES[i]);
        assert_int_equal(said.status, 303);
        assert_true(str_starts(said.location, S("/sign-in?next=%2Fremarks")));
        assert_int_equal(said.max_age_s, -1);
        assert_false(str_contains(said.page, S("number is")));
    }
    assert_int_equal(visit_send(&visit, ANSWER, "answer=Hello&do=answer").status, 403);
    assert_int_equal(visit_send(&visit, REMOVE, "").status, 403);
    assert_str(remark(&visit).state, "waiting");
    visit_close(&visit);
}

static void assert_closed(struct visit *visit, const char *says)
{
    for (size_t i = 0; i < COUNT_OF(PAGES); i++) {
        struct said said = visit_get(visit, PAGES[i]);
        assert_int_equal(said.status, 403);
        assert_has(said.page, says);
        assert_false(str_contains(said.page, S("number is")));
    }
    assert_int_equal(visit_send(visit, ANSWER, "answer=Hello&do=answer").status, 403);
    assert_int_equal(visit_send(visit, REMOVE, "").status, 403);
    assert_str(remark(visit).state, "waiting");
}

static void test_who_is_not_staff_reads_who_may(void **state)
{
    struct visit visit = open_queue(state);
    visit.who = &visit_main_contact;
    assert_closed(&visit, "ask one of them, or write to office@net.example");
    visit.who = &visit_coordinator_weak;
    assert_closed(&visit, "you may, once you have signed in with your second step as well");
    visit_close(&visit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_queue_shows_what_waits, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_one_remark_stands_whole, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_an_answer_stands_on_its_page, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_it_is_closed_without_one, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit_is_said_and_kept, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_comes_second_is_told_and_keeps_what_was_typed, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_removed_it_is_gone, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_visitor_is_led_to_sign_in, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_is_not_staff_reads_who_may, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
