/* SPDX-License-Identifier: AGPL-3.0-or-later
** Lists that pages cut into pieces: the pieces together are the whole list, in its order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/generation.h"
#include "scratch.h"
#include "store/before.sql.h"
#include "store/city.sql.h"
#include "store/derive.sql.h"
#include "store/kept.h"
#include "store/organisation.sql.h"
#include "store/project.sql.h"
#include "store/shelf.sql.h"

#define EVIDENCE "net.evidence-1.db"
#define TODAY ((struct date){1000})

/* Cities 1 to 5 in the order E D C B A of their names; number 4 is small, number 3 in another country.
** Projects: 10 closed, with results, of 1 and 2; 11 ended 900; 12 runs to 1100; 13 terminated; 14 of the small city;
** 15 closed, its end unknown. */
static const char content[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'test', 'S', '', '', '', '', 0, '', 0); "
    "insert into city (id, slug, name, sort_key, country, population_kind, fit, source_id) values "
    "(1, 'e-fi', 'E', 'e', 'FI', 'locality', 'fits', 1), (2, 'd-fi', 'D', 'd', 'FI', 'locality', 'fits', 1), "
    "(3, 'c-se', 'C', 'c', 'SE', 'locality', 'fits', 1), (4, 'b-fi', 'B', 'b', 'FI', 'locality', 'small', 1), "
    "(5, 'a-fi', 'A', 'a', 'FI', 'locality', 'fits', 1); "
    "insert into project (id, acronym, title, status, start_on, end_on, programme, call, scheme, topics, keywords, "
    "objective, doi, has_results, digest, source_id) values "
    "(10, 'P10', '', 'closed', 500, 700, '', '', '', '', '', '', '', 1, 0, 1), "
    "(11, 'P11', '', 'signed', 500, 900, '', '', '', '', '', '', '', 0, 0, 1), "
    "(12, 'P12', '', 'signed', 600, 1100, '', '', '', '', '', '', '', 0, 0, 1), "
    "(13, 'P13', '', 'terminated', null, 800, '', '', '', '', '', '', '', 0, 0, 1), "
    "(14, 'P14', '', 'closed', 400, 800, '', '', '', '', '', '', '', 0, 0, 1), "
    "(15, 'P15', '', 'closed', 300, null, '', '', '', '', '', '', '', 0, 0, 1); "
    "update city set latitude_micro = 60, longitude_micro = 20 where id = 3; "
    "insert into city_total (city_id, projects, ended, ended_with_results, running, terminated, coordinated, ec_cents, "
    "organisations, organisation_projects) values (1, 2, 0, 0, 0, 0, 0, 0, 0, 0), (2, 1, 0, 0, 0, 0, 0, 0, 0, 0), "
    "(3, 3, 0, 0, 0, 0, 0, 0, 0, 0), (4, 0, 0, 0, 0, 0, 0, 0, 9, 9); "
    "insert into city_theme (city_id, theme_id, projects, ended, ended_with_results, running, terminated, coordinated, "
    "ec_cents, best_project_id) values (1, 7, 2, 0, 0, 0, 0, 0, 0, 10), (2, 7, 1, 0, 0, 0, 0, 0, 0, 10); "
    "insert into project_theme (project_id, theme_id, score, why) values (10, 7, 9000, ''), (15, 7, 9000, ''), "
    "(15, 8, 9000, ''), (12, 8, 9000, ''); "
    "insert into organisation (id, name, sort_key, short_name, activity, place, post_code, country, nuts, website, "
    "is_person, digest, source_id) values (100, 'O', 'o', '', '', '', '', '', '', '', 0, 0, 1), "
    "(101, 'Q', 'q', '', '', '', '', '', '', '', 0, 0, 1), (102, 'R', 'r', '', '', '', '', '', '', '', 0, 0, 1); "
    "insert into city_project (city_id, project_id, organisation_id, coordinates) values (2, 10, 100, 0), "
    "(1, 10, 100, 0), (4, 10, 100, 0), (3, 11, 100, 0), (3, 12, 100, 0), (3, 13, 100, 0), (4, 14, 100, 0), "
    "(5, 15, 100, 0); "
    "insert into participation (project_id, organisation_id, occurrence, role, net_ec_cents, ended_early, contact, "
    "digest, source_id) values (10, 100, 0, 'participant', 5, 0, '', 0, 1), (10, 100, 1, 'coordinator', 7, 0, '', 0, "
    "1), (11, 100, 0, 'participant', null, 0, '', 0, 1), (12, 100, 0, 'participant', 1, 0, '', 0, 1), "
    "(13, 100, 0, 'participant', 2, 0, '', 0, 1), (14, 101, 0, 'participant', 64, 0, '', 0, 1)";

static struct db *open_filled(struct scratch *scratch)
{
    struct generation *generation;
    struct str why;
    scratch_exec(scratch, EVIDENCE, content);
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    assert_int_equal(q_derive_shelf(generation_db(generation)), OK);
    assert_int_equal(q_derive_shelf_themes(generation_db(generation)), OK);
    assert_int_equal(q_derive_theme_projects(generation_db(generation)), OK);
    assert_int_equal(q_derive_city_places(generation_db(generation)), OK);
    assert_int_equal(q_derive_city_listed(generation_db(generation)), OK);
    assert_int_equal(q_derive_organisation_totals(generation_db(generation)), OK);
    assert_int_equal(q_derive_organisation_projects(generation_db(generation)), OK);
    assert_int_equal(generation_publish(generation, &why), OK);
    return scratch_open(scratch, DB_READ);
}

/* The ids of one page of a list as digits behind what `said` holds already. */
#define SAY_IDS(said, rows, n)                                                                      \
    do {                                                                                            \
        for (size_t i_ = 0; i_ < (n); i_++) {                                                       \
            (said) = str_format(&scratch->arena, "%.*s %d", STR_ARG(said), (int)(rows)[i_].id.v);   \
        }                                                                                           \
    } while (0)

static void assert_said(struct str said, const char *expected)
{
    if (!str_eq(said, str_of(expected))) {
        fail_msg("got '%.*s', not '%s'", STR_ARG(said), expected);
    }
}

static void test_cities_come_by_name_page_by_page(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct str all = S("");
    struct str fits = S("");
    struct str finnish = S("");
    for (int64_t skip = 0; skip < 6; skip += 2) {
        struct q_city_list *a;
        struct q_city_list *b;
        struct q_city_list_of_country *c;
        size_t n;
        assert_int_equal(q_city_list(db, &scratch->arena, S(""), 2, skip, &a, &n), OK);
        SAY_IDS(all, a, n);
        assert_int_equal(q_city_list(db, &scratch->arena, S("fits"), 2, skip, &b, &n), OK);
        SAY_IDS(fits, b, n);
        assert_int_equal(q_city_list_of_country(db, &scratch->arena, S("FI"), S("fits"), 2, skip, &c, &n), OK);
        SAY_IDS(finnish, c, n);
    }
    assert_said(all, " 5 4 3 2 1");
    assert_said(fits, " 5 3 2 1");
    assert_said(finnish, " 5 2 1");
    db_close(db);
}

static void test_projects_of_an_organisation_come_newest_first_page_by_page(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct organisation_id id = {100};
    struct q_organisation_projects *rows;
    struct q_organisation_total total;
    struct str said = S("");
    size_t n;
    for (int64_t skip = 0; skip < 6; skip += 2) {
        assert_int_equal(q_organisation_projects(db, &scratch->arena, id, 2, skip, &rows, &n), OK);
        SAY_IDS(said, rows, n);
    }
    assert_said(said, " 12 11 10 13"); /* the later number first of one day; a day that is not known last */
    assert_int_equal(q_organisation_projects(db, &scratch->arena, id, 1, 2, &rows, &n), OK);
    assert_true(str_eq(rows[0].role, S("coordinator"))); /* it stands twice in the list of partners */
    assert_int_equal(rows[0].net_ec_cents.v, 12);
    assert_int_equal(q_organisation_projects(db, &scratch->arena, id, 1, 1, &rows, &n), OK);
    assert_false(rows[0].net_ec_cents.known);
    assert_int_equal(q_organisation_total(db, &scratch->arena, id, &total), OK);
    assert_int_equal(total.projects, 4);
    assert_int_equal(total.coordinated, 1);
    assert_int_equal(total.net_ec_cents.v, 15);
    assert_int_equal(q_organisation_total(db, &scratch->arena, (struct organisation_id){102}, &total), OK);
    assert_int_equal(total.projects, 0); /* of a list of organisations alone */
    assert_false(total.net_ec_cents.known);
    db_close(db);
}

static struct str shelf(struct scratch *scratch, struct db *db, int64_t theme, struct str results, struct date today)
{
    struct str said = S("");
    for (int64_t skip = 0; skip < 4; skip++) {
        struct q_shelf_list *rows;
        size_t n;
        enum fault fault = q_shelf_list(db, &scratch->arena, (struct theme_id){theme}, results, today, 1, skip, &rows,
                                        &n);
        assert_int_equal(fault, OK);
        SAY_IDS(said, rows, n);
    }
    return said;
}

static void test_the_shelf_holds_what_has_ended_by_the_day(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct q_shelf_counts *counts;
    struct q_shelf_list *rows;
    size_t n;
    assert_said(shelf(scratch, db, 0, S(""), TODAY), " 10 11 15"); /* not 13, which stopped, nor 14: too small */
    assert_said(shelf(scratch, db, 0, S(""), (struct date){1101}), " 10 12 11 15");
    assert_said(shelf(scratch, db, 7, S(""), TODAY), " 10 15");
    assert_said(shelf(scratch, db, 0, S("published"), TODAY), " 10");
    assert_said(shelf(scratch, db, 0, S("unknown"), TODAY), " 11 15");
    assert_int_equal(q_shelf_counts(db, &scratch->arena, TODAY, &counts, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(counts[0].theme_id.v, 0);
    assert_int_equal(counts[0].projects, 3);
    assert_int_equal(counts[0].published, 1);
    assert_int_equal(counts[1].projects, 2);
    assert_int_equal(counts[1].published, 1);
    assert_int_equal(counts[2].projects, 1);
    assert_int_equal(q_shelf_list(db, &scratch->arena, (struct theme_id){0}, S(""), TODAY, 1, 0, &rows, &n), OK);
    assert_int_equal(rows[0].cities, 2); /* the third is too small */
    assert_true(str_eq(rows[0].slug, S("e-fi")));
    db_close(db);
}

static void test_counts_of_the_shelf_are_kept_for_a_day(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    const struct q_shelf_counts *counts;
    size_t n;
    assert_int_equal(kept_shelf(db, &scratch->arena, TODAY, &counts, &n), OK);
    assert_int_equal(counts[0].projects, 3);
    assert_int_equal(kept_shelf(db, &scratch->arena, (struct date){1101}, &counts, &n), OK);
    assert_int_equal(counts[0].projects, 4); /* one more has ended */
    assert_int_equal(n, 3);
    db_close(db);
}

static void test_a_theme_lists_its_cities_and_projects_in_order(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct q_project_by_theme *projects;
    struct q_project_count_by_theme count;
    struct q_before_on_theme *before;
    struct theme_id eight = {8};
    struct str said = S("");
    size_t n;
    for (int64_t behind = 0; behind < 3; behind++) {
        assert_int_equal(q_project_by_theme(db, &scratch->arena, (struct theme_id){8}, 1, behind, &projects, &n), OK);
        SAY_IDS(said, projects, n);
    }
    assert_said(said, " 12 15"); /* newest first; none has results */
    assert_int_equal(q_project_by_theme(db, &scratch->arena, (struct theme_id){7}, 9, 0, &projects, &n), OK);
    assert_int_equal(projects[0].id.v, 10); /* with results */
    assert_int_equal(projects[0].cities, 3);
    assert_int_equal(q_project_count_by_theme(db, &scratch->arena, (struct theme_id){7}, &count), OK);
    assert_int_equal(count.projects, 2);
    assert_int_equal(q_before_on_theme(db, &scratch->arena, eight, (struct date){300}, 9, &before, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(before[0].id.v, 15); /* the first first */
    assert_true(str_eq(before[0].city, S("A")));
    assert_int_equal(q_before_on_theme(db, &scratch->arena, eight, (struct date){301}, 9, &before, &n), OK);
    assert_int_equal(n, 1);
    db_close(db);
}

static void test_cities_with_a_record_come_by_name_and_by_projects(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct q_city_list_with_record *rows;
    struct q_city_list_by_theme *of_theme;
    struct q_city_count_listed count;
    struct q_city_points_listed *points;
    struct str said = S("");
    size_t n;
    for (int64_t skip = 0; skip < 3; skip++) {
        assert_int_equal(q_city_list_with_record(db, &scratch->arena, S(""), S(""), 1, skip, &rows, &n), OK);
        SAY_IDS(said, rows, n);
    }
    assert_said(said, " 3 2 1"); /* C D E */
    assert_int_equal(q_city_list_with_record(db, &scratch->arena, S("SE"), S("fits"), 9, 0, &rows, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(q_city_count_listed(db, &scratch->arena, (struct theme_id){0}, S("FI"), S("fits"), &count), OK);
    assert_int_equal(count.cities, 2);
    assert_int_equal(q_city_list_by_theme(db, &scratch->arena, (struct theme_id){7}, S(""), S("fits"), 9, 0, &of_theme,
                                          &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(of_theme[0].id.v, 1); /* two projects on it */
    assert_int_equal(of_theme[0].projects.v, 2);
    assert_int_equal(q_city_points_listed(db, &scratch->arena, (struct theme_id){0}, S("fits"), S(""), S("~"), &points,
                                          &n), OK);
    assert_int_equal(n, 1); /* where the others are is not known */
    assert_int_equal(points[0].latitude_micro, 60);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cities_come_by_name_page_by_page, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_projects_of_an_organisation_come_newest_first_page_by_page, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_the_shelf_holds_what_has_ended_by_the_day, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_counts_of_the_shelf_are_kept_for_a_day, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_theme_lists_its_cities_and_projects_in_order, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_cities_with_a_record_come_by_name_and_by_projects, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
