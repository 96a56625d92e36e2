/* SPDX-License-Identifier: AGPL-3.0-or-later
** The bid workshop: who may set up and write, nothing saved is lost, numbers of cities, and what goes when. On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/bid_section.h"
#include "store/membership.h"
#include "store/person.h"

#define NOW 1795348800

static struct scratch *here;
static struct db *db;
static struct { int64_t id; struct str uid; int64_t person; } cities[3];
/* Alpha leads, Beta takes part, Gamma is asked */
static struct str bid_uid;

static void add_city(size_t i, const char *name, const char *lau)
{
    const struct q_member_keys keys = {str_of(name), S("IT"), str_of(lau), {0}, {0}};
    const struct person_new person = {str_of(name), str_format(&here->arena, "%s@a.example", name), S("en")};
    struct role_new role = {.role = S("main_contact")};
    struct q_member_list *rows;
    size_t n;
    assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &cities[i].id, NULL), OK);
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &role.person_id), OK);
    role.member_id = (struct maybe_int){true, cities[i].id};
    assert_int_equal(role_give(db, &here->arena, &role, NOW - 1), OK);
    cities[i].person = role.person_id;
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    cities[i].uid = rows[i].uid; /* by name */
}

static void add_partner(int64_t bid, size_t city, const char *answer)
{
    const struct q_bid_city_add_in in = {
        .uid = cities[city].uid, .bid_id = bid, .member_id = cities[city].id, .role = S("partner"),
        .answer = str_of(answer), .person_id = {true, cities[city].person}, .says = S(""), .now = NOW};
    assert_int_equal(q_bid_city_add(db, &in), OK);
}

static int setup(void **state)
{
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    add_city(0, "Alpha", "IT_1");
    add_city(1, "Beta", "IT_2");
    add_city(2, "Gamma", "IT_3");
    const struct bid_new new = {cities[0].id, S(""), S("Roofs for towns"), S(""), S("Green roofs"), cities[0].person,
                                cities[0].person, {20000}};
    struct q_bid_work_id row;
    assert_int_equal(bid_begin(db, &here->arena, &new, NOW, &bid_uid), OK);
    assert_int_equal(q_bid_work_id(db, &here->arena, bid_uid, &row), OK);
    add_partner(row.id, 1, "yes");
    add_partner(row.id, 2, "asked");
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static struct q_bid_work_of bid_of(size_t city)
{
    struct q_bid_work_of row;
    assert_int_equal(q_bid_work_of(db, &here->arena, cities[city].uid, bid_uid, &row), OK);
    return row;
}

static const struct q_bid_section_list *section_of(size_t city, size_t at)
{
    struct q_bid_section_list *rows;
    size_t n;
    assert_int_equal(q_bid_section_list(db, &here->arena, cities[city].uid, bid_uid, &rows, &n), OK);
    return at < n ? &rows[at] : NULL;
}

static enum fault begin(size_t city, const char *title)
{
    const struct q_bid_work_of bid = bid_of(city);
    const struct bid_section_new new = {str_of(title), S("What?"), BID_LIMIT_WORDS, 5};
    return bid_section_begin(db, &here->arena, &bid, &new, NOW);
}

static enum fault save(size_t city, size_t at, int64_t base, const char *body, struct bid_saved *ret_saved)
{
    const struct q_bid_work_of bid = bid_of(city);
    const struct bid_saving saving = {base, str_of(body), cities[city].person, {0}};
    return bid_text_save(db, &here->arena, &bid, section_of(city, at), &saving, NOW, ret_saved);
}

static void say_stage(const char *stage)
{
    const struct q_bid_work_of bid = bid_of(0);
    assert_int_equal(q_bid_stage_add(db, &(struct q_bid_stage_add_in){
        .bid_id = bid.id, .stage = str_of(stage), .day_on = {20000}, .person_id = cities[0].person,
        .member_id = cities[0].id, .why = S(""), .currency = S(""), .now = NOW}), OK);
}

/* ---- sections */

static void test_only_who_leads_sets_up(void **state)
{
    (void)state;
    assert_int_equal(begin(0, "Impact"), OK);
    assert_int_equal(begin(0, "Budget"), OK);
    assert_int_equal(begin(1, "Mine"), FAULT_DENIED);
    assert_int_equal(begin(2, "Mine"), FAULT_DENIED);
    const struct q_bid_work_of lead = bid_of(0), partner = bid_of(1);
    struct q_bid_section_list *rows;
    size_t n;
    assert_int_equal(q_bid_section_list(db, &here->arena, cities[0].uid, bid_uid, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(bid_section_move(db, &partner, rows, n, rows[1].uid, true, NOW), FAULT_DENIED);
    assert_int_equal(bid_section_move(db, &lead, rows, n, rows[0].uid, true, NOW), OK); /* it is the first: nothing */
    assert_int_equal(bid_section_move(db, &lead, rows, n, S("none"), true, NOW), FAULT_NOT_FOUND);
    assert_str(section_of(0, 0)->title, "Impact");
    assert_int_equal(bid_section_move(db, &lead, rows, n, rows[1].uid, true, NOW), OK);
    assert_str(section_of(0, 0)->title, "Budget");
    assert_int_equal(bid_section_take_away(db, &partner, section_of(0, 0), NOW), FAULT_DENIED);
    assert_int_equal(bid_section_take_away(db, &lead, section_of(0, 0), NOW), OK);
    assert_str(section_of(0, 0)->title, "Impact");
    for (size_t i = 1; i < BID_SECTIONS_MAX; i++) {
        assert_int_equal(begin(0, "More"), OK);
    }
    assert_int_equal(begin(0, "Too many"), FAULT_TOO_LARGE);
}

static void test_a_section_is_given_to_a_city(void **state)
{
    (void)state;
    struct bid_saved saved;
    assert_int_equal(begin(0, "Impact"), OK);
    assert_int_equal(save(1, 0, 0, "Not ours", &saved), FAULT_DENIED);
    const struct maybe_int owner = {true, cities[0].person};
    assert_int_equal(q_bid_section_owner(db, section_of(0, 0)->id, owner, NOW), OK);
    assert_str(section_of(0, 0)->person, "Alpha");
    assert_int_equal(section_of(1, 0)->person.n, 0); /* another city's people are not read */
    assert_int_equal(q_bid_section_give(db, section_of(0, 0)->id, cities[1].id, NOW), OK);
    assert_false(section_of(0, 0)->person_id.known);
    assert_int_equal(save(1, 0, 0, "Ours", &saved), OK);
    assert_str(section_of(1, 0)->wrote, "Beta");
    assert_int_equal(section_of(0, 0)->wrote.n, 0);
    assert_str(section_of(0, 0)->wrote_city, "Beta");
    assert_int_equal(save(0, 0, 1, "Ours, and the lead applicant's", &saved), OK);
    struct q_bid_text_list *texts;
    size_t n;
    assert_int_equal(q_bid_text_list(db, &here->arena, cities[1].uid, section_of(0, 0)->uid, &texts, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(texts[0].person.n, 0);
    assert_str(texts[1].person, "Beta");
    const struct q_bid_work_of lead = bid_of(0);
    assert_int_equal(bid_section_take_away(db, &lead, section_of(0, 0), NOW), FAULT_CONFLICT);
}

/* ---- texts */

static void test_nothing_that_was_saved_is_lost(void **state)
{
    (void)state;
    struct bid_saved saved;
    assert_int_equal(begin(0, "Impact"), OK);
    assert_int_equal(q_bid_section_give(db, section_of(0, 0)->id, cities[1].id, NOW), OK);
    assert_int_equal(save(0, 0, 0, "a\r\n\r\nb\r\n\r\nc", &saved), OK);
    assert_true(saved.changed && !saved.merged);
    assert_int_equal(save(0, 0, 1, "a\n\nb\n\nc\n", &saved), OK);
    assert_false(saved.changed); /* the same: no new row */
    assert_int_equal(section_of(0, 0)->text_number, 1);
    assert_int_equal(save(0, 0, 1, "A\n\nb\n\nc", &saved), OK);
    assert_int_equal(save(1, 0, 1, "a\n\nb\n\nC", &saved), OK); /* from the older one */
    assert_true(saved.merged && saved.conflicts == 0);
    assert_str(section_of(0, 0)->body, "A\n\nb\n\nC");
    assert_int_equal(save(1, 0, 2, "mine\n\nb\n\nc", &saved), OK);
    assert_int_equal(saved.conflicts, 0); /* theirs changed the last paragraph, mine the first */
    assert_str(section_of(0, 0)->body, "mine\n\nb\n\nC");
    assert_int_equal(save(0, 0, 3, "other\n\nb\n\nC", &saved), OK);
    assert_int_equal(saved.conflicts, 1);
    assert_str(section_of(0, 0)->body, "===== 1 =====\nmine\n===== 2 =====\nother\n===== . =====\n\nb\n\nC");
    assert_int_equal(save(0, 0, 99, "from what is not kept any more", &saved), OK);
    assert_int_equal(saved.conflicts, 1);
    assert_true(str_contains(section_of(0, 0)->body, S("from what is not kept any more")));
    for (int64_t number = 1; number <= 6; number++) {
        struct q_bid_text_one one;
        assert_int_equal(q_bid_text_one(db, &here->arena, section_of(0, 0)->uid, number, &one), OK);
    }
}

static void test_a_text_over_its_limit_is_kept(void **state)
{
    (void)state;
    struct bid_saved saved;
    assert_int_equal(begin(0, "Impact"), OK);
    assert_int_equal(save(0, 0, 0, "one two three four five six seven", &saved), OK);
    const struct q_bid_section_list *row = section_of(0, 0);
    assert_int_equal(bid_count_over(bid_count_of(row->body), bid_section_limit(row), row->limit_n), 2);
}

static void test_old_texts_go_one_by_one(void **state)
{
    (void)state;
    struct bid_saved saved;
    assert_int_equal(begin(0, "Impact"), OK);
    int64_t id = section_of(0, 0)->id;
    for (int64_t i = 1; i <= BID_TEXTS_MAX; i++) {
        assert_int_equal(q_bid_text_add(db, &(struct q_bid_text_add_in){
            .section_id = id, .number = i, .body = S("x"), .person_id = cities[0].person, .member_id = cities[0].id,
            .now = NOW}), OK);
    }
    assert_int_equal(save(0, 0, BID_TEXTS_MAX, "y", &saved), OK);
    assert_str(scratch_ask(here, "net.db", "select count(*) || ' ' || min(number) from bid_text"), "500 2");
}

static void test_what_was_handed_in_stays(void **state)
{
    (void)state;
    struct bid_saved saved;
    assert_int_equal(begin(0, "Impact"), OK);
    assert_int_equal(save(0, 0, 0, "Text", &saved), OK);
    static const struct { const char *stage; bool is_written; } stages[] = {
        {"writing", true}, {"handed_in", false}, {"second_stage", true}, {"granted", false}, {"not_granted", false},
        {"given_up", false}};
    for (size_t i = 0; i < COUNT_OF(stages); i++) {
        say_stage(stages[i].stage);
        const struct q_bid_work_of bid = bid_of(0);
        const struct bid_figure_new figure = {S("residents"), S("5"), S(""), false, cities[0].person};
        enum fault fault = stages[i].is_written ? OK : FAULT_DENIED;
        assert_int_equal(bid_is_written(&bid), stages[i].is_written);
        assert_int_equal(begin(0, "More"), fault);
        assert_int_equal(save(0, 0, section_of(0, 0)->text_number, stages[i].stage, &saved), fault);
        assert_int_equal(bid_figure_put(db, &here->arena, &bid, NULL, &figure, NOW), fault);
    }
    assert_str(section_of(0, 0)->body, "second_stage");
}

/* ---- figures */

static const struct q_bid_figure_list *figure_at(size_t at)
{
    struct q_bid_figure_list *rows;
    size_t n;
    assert_int_equal(q_bid_figure_list(db, &here->arena, cities[0].uid, bid_uid, &rows, &n), OK);
    return at < n ? &rows[at] : NULL;
}

static void test_figures_are_said_once_and_by_each(void **state)
{
    (void)state;
    const struct q_bid_work_of lead = bid_of(0), partner = bid_of(1);
    struct bid_figure_new new = {S("own money"), S("EUR 1.2 million"), S("Budget 2026"), true, cities[0].person};
    assert_int_equal(bid_figure_put(db, &here->arena, &partner, NULL, &new, NOW), FAULT_DENIED);
    assert_int_equal(bid_figure_put(db, &here->arena, &lead, NULL, &new, NOW), OK);
    assert_int_equal(figure_at(0)->value, 1200000000);
    assert_str(figure_at(0)->unit, "EUR");
    new.says = S("much");
    assert_int_equal(bid_figure_put(db, &here->arena, &lead, figure_at(0), &new, NOW), FAULT_INVALID);
    assert_int_equal(bid_figure_put_own(db, &here->arena, &partner, figure_at(0), NULL, S("EUR 400,000"),
                                        cities[1].person, NOW), OK);
    assert_str(figure_at(1)->city, "Beta");
    assert_int_equal(figure_at(1)->person.n, 0); /* Alpha reads the city only */
    assert_int_equal(bid_figure_put_own(db, &here->arena, &partner, figure_at(0), figure_at(1), S("EUR 450,000"),
                                        cities[1].person, NOW), OK);
    assert_int_equal(figure_at(1)->value, 450000000);
    assert_int_equal(bid_figure_put_own(db, &here->arena, &partner, figure_at(0), figure_at(1), S(""),
                                        cities[1].person, NOW), OK);
    assert_null(figure_at(1));
    new = (struct bid_figure_new){S("residents"), S(""), S(""), false, cities[0].person};
    assert_int_equal(bid_figure_put(db, &here->arena, &lead, NULL, &new, NOW), FAULT_INVALID); /* no number */
    new.says = S("43,200");
    assert_int_equal(bid_figure_put(db, &here->arena, &lead, NULL, &new, NOW), OK);
    assert_int_equal(bid_figure_put_own(db, &here->arena, &partner, figure_at(1), NULL, S("5"), cities[1].person, NOW),
                     FAULT_DENIED); /* nobody has an own one of it */
    assert_int_equal(bid_figure_drop(db, &partner, figure_at(0), NOW), FAULT_DENIED);
    assert_int_equal(bid_figure_drop(db, &lead, figure_at(0), NOW), OK);
    assert_str(figure_at(0)->name, "residents");
}

/* ---- what goes */

static struct str asked(const char *sql)
{
    return scratch_ask(here, "net.db", sql);
}

#define ALL "select (select count(*) from bid_section) || ' ' || (select count(*) from bid_text) || ' ' || " \
            "(select count(*) from bid_figure)"

static void test_it_goes_with_its_bid(void **state)
{
    (void)state;
    struct bid_saved saved;
    const struct q_bid_work_of bid = bid_of(0);
    const struct bid_figure_new figure = {S("residents"), S("5"), S(""), false, cities[0].person};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(begin(0, "Impact"), OK);
        assert_int_equal(save(0, 0, 0, "Text", &saved), OK);
        assert_int_equal(bid_figure_put(db, &here->arena, &bid, NULL, &figure, NOW), OK);
        assert_str(asked(ALL), "1 1 1");
        if (i == 0) {
            assert_int_equal(bid_section_remove_with(db, bid.id), OK);
            assert_str(asked(ALL), "0 0 0");
        }
    }
    assert_int_equal(bid_forget(db, NOW + BID_OPEN_KEPT_S + 1), OK); /* the retention clock */
    assert_str(asked(ALL), "0 0 0");
}

static void test_whoever_is_erased_is_taken_out(void **state)
{
    (void)state;
    struct bid_saved saved;
    const struct q_bid_work_of bid = bid_of(0);
    const struct bid_figure_new figure = {S("residents"), S("5"), S(""), false, cities[0].person};
    assert_int_equal(begin(0, "Impact"), OK);
    const struct maybe_int owner = {true, cities[0].person};
    assert_int_equal(q_bid_section_owner(db, section_of(0, 0)->id, owner, NOW), OK);
    assert_int_equal(save(0, 0, 0, "Text", &saved), OK);
    assert_int_equal(bid_figure_put(db, &here->arena, &bid, NULL, &figure, NOW), OK);
    assert_int_equal(bid_erase_person(db, cities[0].person), OK);
    assert_str(asked("select (select count(*) from bid_section where person_id is not null) + "
                     "(select count(*) from bid_text where person_id is not null) + "
                     "(select count(*) from bid_figure where person_id is not null)"), "0");
    assert_str(section_of(0, 0)->body, "Text"); /* it is the city's */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_only_who_leads_sets_up),
        TEST(test_a_section_is_given_to_a_city),
        TEST(test_nothing_that_was_saved_is_lost),
        TEST(test_a_text_over_its_limit_is_kept),
        TEST(test_old_texts_go_one_by_one),
        TEST(test_what_was_handed_in_stays),
        TEST(test_figures_are_said_once_and_by_each),
        TEST(test_it_goes_with_its_bid),
        TEST(test_whoever_is_erased_is_taken_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
