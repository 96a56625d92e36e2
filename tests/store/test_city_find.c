/* SPDX-License-Identifier: AGPL-3.0-or-later
** Finding cities by typed names: the steps in their order, what is certain and what is a question, and bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "domain/city_typo.h"
#include "scratch.h"
#include "store/city_find.h"

#define EVIDENCE "net.evidence-1.db"

/* id, slug, name, country, population, fit; then names: city, folded, kind, name. */
static const char cities[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'geonames', 'G', 'g', 'CC', 'G', '', 0, '', 0);"
    "insert into city (id, slug, name, sort_key, country, population, population_kind, fit, source_id) values "
    "(1, 'lanternford-gb', 'Lanternford', 'lanternford', 'GB', 90000, 'locality', 'fits', 1), "
    "(2, 'lanternford-us', 'Lanternford', 'lanternford', 'US', 400000, 'locality', 'large', 1), "
    "(3, 'lanternfordham-gb', 'Lanternfordham', 'lanternfordham', 'GB', 9000, 'locality', 'small', 1), "
    "(4, 'saint-lampion-les-bains-fr', 'Saint-Lampion-les-Bains', 'saint lampion les bains', 'FR', 50000, "
    "'locality', 'fits', 1), "
    "(5, 'faroleiro-pt', 'Faroleiro', 'faroleiro', 'PT', null, 'unknown', 'unknown', 1), "
    "(6, 'candelbury-gb', 'Candelbury', 'candelbury', 'GB', 5000, 'locality', 'small', 1), "
    "(7, 'candlebury-gb', 'Candlebury', 'candlebury', 'GB', 200000, 'locality', 'fits', 1);"
    "insert into city_name (folded, city_id, kind, name) values "
    "('lanternford', 1, 0, 'Lanternford'), ('lanternford', 2, 0, 'Lanternford'), ('lf', 2, 2, 'LF'), "
    "('lanternfordham', 3, 0, 'Lanternfordham'), ('saint lampion les bains', 4, 0, 'Saint-Lampion-les-Bains'), "
    "('faroleiro', 5, 0, 'Faroleiro'), ('candelbury', 6, 0, 'Candelbury'), ('candlebury', 7, 0, 'Candlebury');"
    "insert into city_word (word, place, city_id) values ('saint', 300, 4), ('lampion', 300, 4), ('les', 300, 4), "
    "('bains', 300, 4), ('saintlampionlesbains', 300, 4);";

/* A spelling table of names that are filed under the same piece, as a statement. */
static void put_table(struct scratch *scratch, struct buf *sql, struct str piece, const char *const *names, size_t n)
{
    struct typo_table table;
    size_t letters = str_of(names[0]).n;
    typo_table_init(&table, letters);
    for (size_t i = 0; i < n; i++) {
        typo_table_add(&table, str_of(names[i]), 130);
    }
    struct str bytes = typo_table_bytes(&scratch->arena, &table);
    buf_format(sql, "insert into city_spelling (piece, letters, part, names) values ('%.*s', %zu, 0, x'",
               (int)piece.n, piece.s, letters);
    for (size_t i = 0; i < bytes.n; i++) {
        buf_format(sql, "%02x", (unsigned char)bytes.s[i]);
    }
    buf_put_str(sql, S("');"));
    typo_table_done(&table);
}

/* All tables of names of equal length that have the same pieces. */
static void put_spellings(struct scratch *scratch, struct buf *sql, const char *const *names, size_t n)
{
    struct typo_piece pieces[TYPO_PIECES];
    size_t pieces_n = typo_pieces_known(str_of(names[0]), pieces);
    for (size_t i = 0; i < pieces_n; i++) {
        put_table(scratch, sql, typo_piece_str(&pieces[i]), names, n);
    }
}

static struct db *open_filled(struct scratch *scratch)
{
    struct buf sql;
    buf_init(&sql, 65536);
    buf_put_str(&sql, str_of(cities));
    put_spellings(scratch, &sql, (const char *const[]){"lanternford"}, 1);
    put_spellings(scratch, &sql, (const char *const[]){"candelbury", "candlebury"}, 2);
    scratch_exec(scratch, EVIDENCE, str_c(&scratch->arena, buf_str(&sql)));
    buf_done(&sql);
    return scratch_open(scratch, DB_READ);
}

static struct found_cities find(struct scratch *scratch, struct db *db, const char *typed)
{
    struct found_cities found;
    assert_int_equal(city_find(db, &scratch->arena, str_of(typed), 10, &found), OK);
    return found;
}

static void expect_first(const struct found_cities *found, const char *slug, enum found_how how)
{
    assert_true(found->n > 0);
    assert_true(str_eq(found->items[0].slug, str_of(slug)));
    assert_int_equal(found->items[0].how, how);
}

static void test_exact_names_come_before_longer_ones(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct found_cities found = find(scratch, db, "LANTERNFORD");
    assert_int_equal(found.n, 3);
    assert_int_equal(found.certain, 3);
    assert_false(found.clear); /* two are called so */
    assert_true(str_eq(found.items[2].slug, S("lanternfordham-gb")));
    found = find(scratch, db, "lanternfordh");
    expect_first(&found, "lanternfordham-gb", FOUND_BEGINNING);
    db_close(db);
}

static void test_a_country_chooses(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct found_cities found = find(scratch, db, "City of Lanternford, UK");
    assert_int_equal(found.n, 1);
    assert_true(found.clear);
    expect_first(&found, "lanternford-gb", FOUND_EXACT);
    db_close(db);
}

static void test_words_in_any_order(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    static const char *const typed[] = {"Lampion", "bains lampion", "St Lampion", "Lampion St", "Lampion-les-Bains"};
    for (size_t i = 0; i < COUNT_OF(typed); i++) {
        struct found_cities found = find(scratch, db, typed[i]);
        expect_first(&found, "saint-lampion-les-bains-fr", FOUND_WORDS);
    }
    struct found_cities found = find(scratch, db, "Lampion Toulouse");
    assert_int_equal(found.certain, found.n); /* not by a word alone when another says otherwise */
    for (size_t i = 0; i < found.n; i++) {
        assert_int_not_equal(found.items[i].how, FOUND_WORDS);
    }
    db_close(db);
}

static void test_a_misspelt_name_is_only_ever_a_question(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct found_cities found = find(scratch, db, "lantenrford");
    expect_first(&found, "lanternford-us", FOUND_SPELLING);
    assert_int_equal(found.certain, 0);
    assert_false(found.clear);
    found = find(scratch, db, "Comune di Lantenrford, UK");
    expect_first(&found, "lanternford-gb", FOUND_SPELLING);
    assert_int_equal(found.n, 1);
    found = find(scratch, db, "xqzvwkj");
    assert_int_equal(found.n, 0);
    db_close(db);
}

/* What is called so comes first; a city many times as large that is one letter away is asked after. */
static void test_a_far_larger_neighbour_is_asked_after(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct found_cities found = find(scratch, db, "Candelbury");
    assert_int_equal(found.n, 2);
    assert_int_equal(found.certain, 1);
    assert_false(found.clear);
    expect_first(&found, "candelbury-gb", FOUND_EXACT);
    found = find(scratch, db, "Candlebury"); /* and not the other way round */
    assert_int_equal(found.n, 1);
    assert_true(found.clear);
    db_close(db);
}

static void test_more_than_was_understood(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct found_cities found = find(scratch, db, "Faroleiro (XY)");
    expect_first(&found, "faroleiro-pt", FOUND_PART);
    assert_false(found.clear);
    found = find(scratch, db, "faroleiro norte litoral");
    expect_first(&found, "faroleiro-pt", FOUND_PART);
    db_close(db);
}

/* A question that begins with a name, or holds something like one, names no city; a name does, with a country too. */
static void test_a_question_names_no_city(void **state)
{
    static const char *const questions[] = {"faroleiro norte litoral", "Candlebery",
                                            "lanternford and how its people save energy at home"};
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct found_cities found;
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        assert_true(find(scratch, db, questions[i]).n > 0); /* otherwise this would show nothing */
        assert_int_equal(city_find_named(db, &scratch->arena, str_of(questions[i]), 10, &found), OK);
        assert_int_equal(found.n, 0);
    }
    assert_int_equal(city_find_named(db, &scratch->arena, S("Faroleiro, Portugal"), 10, &found), OK);
    expect_first(&found, "faroleiro-pt", FOUND_EXACT);
    assert_int_equal(found.certain, found.n);
    assert_int_equal(city_find_named(db, &scratch->arena, S("candelb"), 10, &found), OK);
    expect_first(&found, "candelbury-gb", FOUND_BEGINNING);
    db_close(db);
}

static void test_bounds(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch);
    struct found_cities found;
    assert_int_equal(city_find(db, &scratch->arena, S("lanternford"), 1, &found), OK);
    assert_int_equal(found.n, 1);
    assert_int_equal(find(scratch, db, "").n, 0);
    assert_int_equal(find(scratch, db, " - ").n, 0);
    assert_true(find(scratch, db, "san la de st villa nova saint les bains op am upon stadt city of the").n <= 10);
    db_close(db);
}

/* A table that is none says so; it is not taken for "no such city". */
static void test_a_damaged_table_is_a_fault(void **state)
{
    struct scratch *scratch = *state;
    struct found_cities found;
    db_close(open_filled(scratch));
    scratch_exec(scratch, EVIDENCE, "update city_spelling set names = x'00'");
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(city_find(db, &scratch->arena, S("lantenrford"), 10, &found), FAULT_DAMAGED);
    db_close(db);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_exact_names_come_before_longer_ones),
        WITH(test_a_country_chooses),
        WITH(test_words_in_any_order),
        WITH(test_a_misspelt_name_is_only_ever_a_question),
        WITH(test_a_far_larger_neighbour_is_asked_after),
        WITH(test_more_than_was_understood),
        WITH(test_a_question_names_no_city),
        WITH(test_bounds),
        WITH(test_a_damaged_table_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
