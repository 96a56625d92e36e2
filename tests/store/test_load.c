/* SPDX-License-Identifier: AGPL-3.0-or-later
** Records of CORDIS: what counts is the newest of the weightiest source, in whatever order rows of a file stand, and
** whether what was there is of this import or of one before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "db/generation.h"
#include "scratch.h"
#include "store/load_cordis.h"
#include "store/load_cordis.sql.h"
#include "store/load_source.sql.h"

#define PROJECTS 9
#define PARTNERS 100 /* of project 1: more than a table of versions has at first */

/* An import: a generation in the making. */
struct import {
    struct scratch *scratch;
    struct generation *generation;
    struct load load;
};

static struct import begin(struct scratch *scratch, struct str kind, int64_t source)
{
    struct import import = {.scratch = scratch};
    struct str why = {0};
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &import.generation, &why), OK);
    import.load = (struct load){.db = generation_db(import.generation), .arena = &scratch->arena, .source = {source},
                                .kind = kind, .known = load_known_new()};
    assert_int_equal(db_begin(import.load.db), OK);
    assert_int_equal(load_known_read(import.load.known, import.load.db), OK);
    assert_int_equal(q_load_source_add(import.load.db, &(struct q_load_source_add_in){
        .id = {source}, .kind = kind, .name = S("a"), .file = S("a"), .licence = S("a"), .attribution = S("a"),
        .address = S("a"), .as_of = DATE_NONE, .sha256 = S("a")}), OK);
    return import;
}

static void end(struct import *import)
{
    struct str why = {0};
    assert_int_equal(db_commit(import->load.db), OK);
    load_known_free(import->load.known);
    assert_int_equal(generation_publish(import->generation, &why), OK);
}

static enum load_result put_project(const struct import *import, int64_t id, int64_t updated_at)
{
    struct str none = S("");
    enum load_result result;
    struct load_project project = {
        .id = {id}, .acronym = S("A"), .title = S("A"), .status = S("signed"), .start = DATE_NONE, .end = DATE_NONE,
        .signed_on = DATE_NONE, .programme = none, .call = none, .scheme = none, .topics = none, .keywords = none,
        .objective = none, .doi = none, .updated_at = {true, updated_at},
    };
    assert_int_equal(load_project(&import->load, &project, &result), OK);
    return result;
}

static enum load_result put_organisation(const struct import *import, int64_t id, struct str name)
{
    struct str none = S("");
    enum load_result result;
    struct load_organisation organisation = {
        .id = {id}, .name = name, .short_name = none, .activity = none, .place = none, .post_code = none,
        .country = none, .nuts = none, .website = none, .updated_at = {true, 1},
    };
    assert_int_equal(load_organisation(&import->load, &organisation, &result), OK);
    return result;
}

static enum load_result put_part(const struct import *import, int64_t project, int64_t organisation,
                                 int64_t occurrence, int64_t updated_at)
{
    enum load_result result;
    struct load_participation participation = {
        .project = {project}, .organisation = {organisation}, .occurrence = occurrence, .role = S("participant"),
        .contact = S(""), .updated_at = {true, updated_at},
    };
    assert_int_equal(load_participation(&import->load, &participation, &result), OK);
    return result;
}

static int count_parts(struct scratch *scratch, int64_t project)
{
    struct db *db = scratch_open(scratch, DB_READ);
    struct db_rows *rows = NULL;
    bool more = true;
    int n = 0;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(q_load_participation_versions_open(db, (struct project_id){project}, &rows), OK);
    while (more) {
        struct q_load_participation_versions row;
        assert_int_equal(q_load_participation_versions_next(rows, &row, &more), OK);
        n += more;
    }
    db_rows_close(rows);
    db_rollback(db);
    db_close(db);
    return n;
}

/* Projects one after the other, then all of them again from the last to the first, as often as there are partners. */
static void put_all(const struct import *import, enum load_result expected)
{
    for (int64_t id = 1; id <= PROJECTS; id++) {
        assert_int_equal(put_project(import, id, 1), expected);
        assert_int_equal(put_organisation(import, id, S("a")), expected);
    }
    for (int64_t i = 1; i <= PROJECTS; i++) {
        for (int64_t id = PROJECTS; id >= 1; id--) {
            assert_int_equal(put_part(import, id, i, 1, 1), expected);
        }
    }
    for (int64_t i = 2; i <= PARTNERS; i++) {
        assert_int_equal(put_part(import, 1, 1, i, 1), expected);
    }
}

static void test_rows_stand_in_any_order(void **state)
{
    struct scratch *scratch = *state;
    struct import import = begin(scratch, S("cordis"), 1);
    put_all(&import, LOAD_ADDED);
    put_all(&import, LOAD_UNCHANGED);
    end(&import);
    import = begin(scratch, S("cordis"), 2);
    put_all(&import, LOAD_UNCHANGED);
    assert_int_equal(put_part(&import, 2, 1, 2, 1), LOAD_ADDED); /* the same partner a second time */
    assert_int_equal(put_part(&import, 1, 1, 1, 2), LOAD_CHANGED);
    assert_int_equal(put_part(&import, 2, 1, 2, 1), LOAD_UNCHANGED);
    assert_int_equal(put_part(&import, 1, 1, 1, 1), LOAD_UNCHANGED); /* older than what is there now */
    end(&import);
    assert_int_equal(count_parts(scratch, 1), PROJECTS + PARTNERS - 1);
    assert_int_equal(count_parts(scratch, 2), PROJECTS + 1);
}

static void test_weightier_and_newer_wins(void **state)
{
    struct scratch *scratch = *state;
    bool added;
    struct import import = begin(scratch, S("cordis_extract"), 1);
    assert_int_equal(load_project_stub(&import.load, (struct project_id){1}, S("A"), &added), OK);
    assert_true(added);
    assert_int_equal(load_project_stub(&import.load, (struct project_id){1}, S("A"), &added), OK);
    assert_false(added);
    assert_int_equal(put_project(&import, 1, 5), LOAD_ADDED); /* it was known by name only */
    assert_int_equal(put_project(&import, 1, 4), LOAD_UNCHANGED);
    assert_int_equal(put_project(&import, 1, 6), LOAD_CHANGED);
    end(&import);
    import = begin(scratch, S("cordis"), 2);
    assert_true(load_has_project(&import.load, (struct project_id){1}));
    assert_false(load_has_project(&import.load, (struct project_id){2}));
    assert_false(load_has_organisation(&import.load, (struct organisation_id){1}));
    assert_int_equal(put_project(&import, 1, 2), LOAD_CHANGED); /* older than the extract's, but of the full file */
    assert_int_equal(put_project(&import, 1, 1), LOAD_UNCHANGED);
    end(&import);
}

/* Of an organisation's rows of one date the same wins, whichever comes first. */
static void test_the_order_of_an_organisations_rows_decides_nothing(void **state)
{
    struct scratch *scratch = *state;
    struct import import = begin(scratch, S("cordis"), 1);
    assert_int_equal(put_organisation(&import, 1, S("a")), LOAD_ADDED);
    enum load_result first = put_organisation(&import, 1, S("b"));
    assert_int_equal(put_organisation(&import, 2, S("b")), LOAD_ADDED);
    enum load_result second = put_organisation(&import, 2, S("a"));
    assert_int_equal(first == LOAD_CHANGED, second == LOAD_UNCHANGED);
    end(&import);
    assert_str(scratch_ask(scratch, "net.evidence-2.db", "select count(distinct name) from organisation"), "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows_stand_in_any_order, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_weightier_and_newer_wins, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_the_order_of_an_organisations_rows_decides_nothing, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
