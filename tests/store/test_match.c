/* SPDX-License-Identifier: AGPL-3.0-or-later
** What matching is given: the records of all cities, read once a connection, and with whom the asking city has
** worked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/kept.h"
#include "store/match.h"

#define EVIDENCE "net.evidence-1.db"

/* Cities 1 to 4, number 3 too large, number 4 without a record; project 10 of 1 and 2, project 11 of 2 and 3. */
static struct db *open_filled(struct scratch *scratch)
{
    scratch_exec(scratch, EVIDENCE,
        "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
        "values (1, 'test', '', '', '', '', '', 0, '', 0); "
        "insert into city (id, slug, name, sort_key, country, population, population_kind, fit, source_id) values "
        "(1, 'a-fi', 'A', 'a', 'FI', 50000, 'locality', 'fits', 1), "
        "(2, 'b-se', 'B', 'b', 'SE', 60000, 'locality', 'fits', 1), "
        "(3, 'c-it', 'C', 'c', 'IT', 900000, 'locality', 'large', 1), "
        "(4, 'd-fi', 'D', 'd', 'FI', 51000, 'locality', 'fits', 1); "
        "insert into project (id, acronym, title, status, programme, call, scheme, topics, keywords, objective, doi, "
        "has_results, digest, source_id) values (10, 'X', '', 'closed', '', '', '', '', '', '', '', 1, 0, 1), "
        "(11, 'Y', '', 'signed', '', '', '', '', '', '', '', 0, 0, 1); "
        "insert into organisation (id, name, sort_key, short_name, activity, place, post_code, country, nuts, website, "
        "is_person, digest, source_id) values (100, 'O', 'o', '', '', '', '', '', '', '', 0, 0, 1); "
        "insert into city_project (city_id, project_id, organisation_id, coordinates) values "
        "(1, 10, 100, 1), (2, 10, 100, 0), (2, 11, 100, 0), (3, 11, 100, 0); "
        "insert into city_theme (city_id, theme_id, projects, ended, ended_with_results, running, terminated, "
        "coordinated, ec_cents, first_year, last_year, best_project_id) values "
        "(1, 5, 1, 1, 1, 0, 0, 1, 0, 2020, 2023, 10), (2, 5, 1, 1, 1, 0, 0, 0, 0, 2020, 2023, 10), "
        "(2, 7, 1, 0, 0, 1, 0, 0, 0, 2024, null, 11), (3, 7, 1, 0, 0, 1, 0, 0, 0, 2024, null, 11); "
        "insert into city_total (city_id, projects, ended, ended_with_results, running, terminated, coordinated, "
        "ec_cents, organisations, organisation_projects) values (1, 1, 1, 1, 0, 0, 1, 0, 0, 0), "
        "(2, 2, 1, 1, 1, 0, 0, 0, 0, 0), (3, 1, 0, 0, 1, 0, 0, 0, 0, 0); "
        "insert into theme (id, slug, name, sentence, named) values (5, 'five', 'Five', '', 1)");
    return scratch_open(scratch, DB_READ);
}

static struct match_input load(struct scratch *scratch, struct db *db, int64_t city)
{
    struct city_record asking = {.city = {city}, .fits = city != 3};
    struct match_input input;
    assert_int_equal(match_load(db, &scratch->arena, &asking, (struct date){20000}, &input), OK);
    return input;
}

static void test_every_record_is_given_and_the_asking_city_has_its_own(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct match_input one = load(scratch, db, 1);
    assert_int_equal(one.n, 3);
    assert_int_equal(one.cities[1].city.v, 2);
    assert_int_equal(one.cities[1].themes_count, 2);
    assert_int_equal(one.cities[1].themes[1].theme.v, 7);
    assert_int_equal(one.cities[1].projects, 2);
    assert_true(one.cities[1].fits);
    assert_false(one.cities[2].fits);
    assert_true(str_eq(one.cities[1].country, S("SE")));
    assert_int_equal(one.asking.themes_count, 1);
    assert_int_equal(one.asking.coordinated, 1);
    struct match_input without = load(scratch, db, 4);
    assert_int_equal(without.n, 3);
    assert_int_equal(without.asking.themes_count, 0);
    assert_int_equal(without.asking.projects, 0);
    db_close(db);
}

static void test_with_whom_a_city_has_worked_is_asked_for_each(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct match_input one = load(scratch, db, 1);
    assert_int_equal(one.asking.together_count, 1);
    assert_int_equal(one.asking.together[0].city.v, 2);
    assert_int_equal(one.asking.together[0].projects, 1);
    assert_int_equal(one.asking.together[0].project.v, 10);
    assert_int_equal(load(scratch, db, 2).asking.together_count, 2);
    assert_int_equal(load(scratch, db, 4).asking.together_count, 0);
    db_close(db);
}

static void test_records_and_lists_are_read_once(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    const struct q_theme_list *themes;
    const struct q_theme_list *same;
    size_t n;
    load(scratch, db, 1);
    assert_int_equal(kept_themes(db, &themes, &n), OK);
    assert_int_equal(n, 1);
    assert_true(str_eq(themes[0].slug, S("five")));
    int64_t before = db_statements_run(db);
    load(scratch, db, 2);
    assert_int_equal(db_statements_run(db), before + 1); /* with whom it has worked */
    assert_int_equal(kept_themes(db, &same, &n), OK);
    assert_ptr_equal(same, themes);
    assert_int_equal(db_statements_run(db), before + 1);
    db_close(db);
}

/* Each call of the first reading fails once; what is kept after that is whole. */
static void test_a_fault_while_reading_leaves_nothing_half(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct city_record asking = {.city = {1}, .fits = true};
    struct match_input input;
    const struct q_theme_list *themes;
    size_t n;
    for (int64_t call = 1;; call++) {
        db_close(db);
        db = scratch_open(scratch, DB_READ);
        db_fail_after(call, FAULT_IO);
        enum fault fault = match_load(db, &scratch->arena, &asking, (struct date){20000}, &input);
        fault = fault == OK ? kept_themes(db, &themes, &n) : fault;
        if (db_fail_after(0, OK) > 0) {
            assert_true(call > 6);
            break;
        }
        assert_int_equal(fault, FAULT_IO);
        assert_int_equal(load(scratch, db, 1).n, 3);
        assert_int_equal(load(scratch, db, 1).cities[1].themes_count, 2);
        assert_int_equal(kept_themes(db, &themes, &n), OK);
        assert_int_equal(n, 1);
    }
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_record_is_given_and_the_asking_city_has_its_own, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_with_whom_a_city_has_worked_is_asked_for_each, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_records_and_lists_are_read_once, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_fault_while_reading_leaves_nothing_half, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
