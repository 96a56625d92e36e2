/* SPDX-License-Identifier: AGPL-3.0-or-later
** The gate: every address says who may, what says nothing is closed, and who may not is told who may. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/check.h"
#include "domain/right.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/routes.h"
#include "web/say.h"

static struct arena arena;
static const struct site site = {.operator_mail = S_INIT("office@net.example")};
static const struct who person = {.person_id = 1};
static const struct who staff = {.person_id = 2, .is_coordinator = true};
static const struct who staff_whole = {.person_id = 2, .is_coordinator = true, .has_second_factor = true};

struct answer {
    enum fault fault;
    struct str location;
    struct str said;
};

static struct answer ask(const struct who *who, enum form form, bool acts, int right)
{
    const struct route route = {.pattern = "/x"};
    struct db *db = (struct db *)&arena; /* nothing is asked of it */
    struct request request = {.arena = &arena, .db = db, .who = who, .form = form, .acts = acts, .site = &site,
                              .target = S("/x?a=b&c=d")};
    struct response response = {0};
    problems_init(&request.problems, &arena);
    struct answer answer = {.fault = gate_permit(&request, &response, &route, right), .location = response.location};
    if (request.problems.n > 0) {
        const struct problem *said = &request.problems.items[0];
        answer.said = str_format(&arena, "%.*s %.*s: %.*s.", STR_ARG(said->where), STR_ARG(said->what),
                                 STR_ARG(said->hint));
    }
    return answer;
}

static void assert_text(struct str text, const char *expected)
{
    assert_string_equal(str_c(&arena, text), expected);
}

static bool needs_about(enum right right)
{
    for (enum role role = 0; role < ROLE__MAX; role++) {
        enum scope scope = right_known[right].of[role];
        if (scope == SCOPE_ONESELF || scope == SCOPE_OWN_CITY) {
            return true;
        }
    }
    return false;
}

static void assert_said(const struct route *route, int right)
{
    if (right <= RIGHT_NONE || right >= RIGHT__MAX) {
        fail_msg("%s does not say who may", route->pattern);
    }
    if (needs_about((enum right)right) && route->about == ABOUT_NETWORK) {
        fail_msg("%s has a right of one city or person, and does not say of which", route->pattern);
    }
}

static void test_every_address_says_who_may(void **state)
{
    (void)state;
    assert_true(web_routes.n > 0);
    for (size_t i = 0; i < web_routes.n; i++) {
        const struct route *route = &web_routes.items[i];
        assert_said(route, route->right);
        if (route->act != NULL) {
            assert_said(route, route->act_right);
        } else {
            assert_int_equal(route->act_right, RIGHT_NONE);
        }
        if (route->by_token) { /* sent from anywhere: nobody's session may count, only the secret in its address */
            assert_int_equal(route->act_right, RIGHT_PUBLIC);
            assert_true(route->is_secret);
        }
    }
}

static void test_the_gate_stands_before_the_real_table(void **state)
{
    (void)state;
    assert_ptr_equal(web_routes.gate, &web_gate);
    assert_true(web_gate.permit == gate_permit);
}

static void test_what_does_not_say_who_may_is_closed(void **state)
{
    (void)state;
    const struct who *const all[] = {NULL, &person, &staff, &staff_whole};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct answer answer = ask(all[i], FORM_HTML, false, 0);
        assert_int_equal(answer.fault, FAULT_DENIED);
        assert_int_equal(answer.location.n, 0);
    }
}

static void test_a_visitor_is_led_to_sign_in_and_back(void **state)
{
    (void)state;
    struct answer answer = ask(NULL, FORM_HTML, false, RIGHT_REMARKS);
    assert_int_equal(answer.fault, FAULT_DENIED);
    assert_text(answer.location, "/sign-in?next=%2Fx%3Fa%3Db%26c%3Dd");
    assert_int_equal(ask(NULL, FORM_HTML, false, RIGHT_PUBLIC).fault, OK);
}

static void test_a_program_is_told_to_sign_in_and_not_led_anywhere(void **state)
{
    (void)state;
    static const enum form forms[] = {FORM_JSON, FORM_CSV, FORM_TEXT, FORM_OTHER};
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct answer answer = ask(NULL, forms[i], false, RIGHT_REMARKS);
        assert_int_equal(answer.fault, FAULT_DENIED);
        assert_int_equal(answer.location.n, 0);
        assert_text(answer.said, "Coordinators and administrators may do this: sign in first.");
    }
    assert_int_equal(ask(NULL, FORM_HTML, true, RIGHT_REMARKS).location.n, 0); /* a form that was sent */
}

static void test_who_may_not_is_told_who_may_and_whom_to_ask(void **state)
{
    (void)state;
    struct answer answer = ask(&person, FORM_HTML, false, RIGHT_REMARKS);
    assert_int_equal(answer.fault, FAULT_DENIED);
    assert_int_equal(answer.location.n, 0);
    assert_text(answer.said, "Coordinators and administrators may do this: "
                             "ask one of them, or write to office@net.example.");
}

static void test_staff_without_the_second_step_is_told_so(void **state)
{
    (void)state;
    assert_text(ask(&staff, FORM_HTML, false, RIGHT_REMARKS).said,
                "Coordinators and administrators may do this: "
                "you may, once you have signed in with your second step as well.");
    assert_int_equal(ask(&staff_whole, FORM_HTML, false, RIGHT_REMARKS).fault, OK);
}

static void test_without_a_database_only_what_is_public_is_shown(void **state)
{
    (void)state;
    const struct route route = {.pattern = "/x"};
    struct request request = {.arena = &arena, .who = &staff_whole, .site = &site};
    struct response response = {0};
    assert_int_equal(gate_permit(&request, &response, &route, RIGHT_PUBLIC), OK);
    for (enum right right = RIGHT_PUBLIC + 1; right < RIGHT__MAX; right++) {
        assert_int_equal(gate_permit(&request, &response, &route, (int)right), FAULT_BUSY);
    }
}

static void test_every_right_has_words_for_who_may(void **state)
{
    (void)state;
    struct out out = {.arena = &arena};
    for (enum right right = 0; right < RIGHT__MAX; right++) {
        assert_true(say_who_may(&out, right).n > 0);
    }
    assert_text(say_who_may(&out, RIGHT_CITY_PEOPLE), "Main contacts of this city and coordinators");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_address_says_who_may),
        cmocka_unit_test(test_the_gate_stands_before_the_real_table),
        cmocka_unit_test(test_what_does_not_say_who_may_is_closed),
        cmocka_unit_test(test_a_visitor_is_led_to_sign_in_and_back),
        cmocka_unit_test(test_a_program_is_told_to_sign_in_and_not_led_anywhere),
        cmocka_unit_test(test_who_may_not_is_told_who_may_and_whom_to_ask),
        cmocka_unit_test(test_staff_without_the_second_step_is_told_so),
        cmocka_unit_test(test_without_a_database_only_what_is_public_is_shown),
        cmocka_unit_test(test_every_right_has_words_for_who_may),
    };
    arena_init(&arena, 4u << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_done(&arena);
    return failed;
}
