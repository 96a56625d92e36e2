/* SPDX-License-Identifier: AGPL-3.0-or-later
** The search index is the same whether it was built in one go or put together from parts of a few projects each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "db/digest.h"
#include "db/generation.h"
#include "db/tables.h"
#include "jobs/derive_index.h"
#include "jobs/runs.h"
#include "scratch.h"
#include "store/load_cordis.h"
#include "store/load_source.sql.h"

#define PROJECTS 300
#define WORDS 12 /* of a project */
#define BIG (64u << 20)

/* The same numbers every time. */
static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* Words of letters: few often, many seldom, in two forms of one token; and one that only a part of the projects has. */
static void put_text(struct buf *text, int project)
{
    static const char *const endings[] = {"", "s"};
    unsigned seed = (unsigned)project;
    for (int i = 0; i < WORDS; i++) {
        unsigned word = draw(&seed, 4) ? draw(&seed, 20) : draw(&seed, 4000);
        buf_format(text, "%c%c%c%cer%s ", 'a' + word % 26, 'a' + word / 26 % 26, 'k' + word / 676, 'l',
                   endings[draw(&seed, 2)]);
    }
    buf_put_str(text, project > 100 && project < 110 ? S("lamppost") : S(""));
}

static void put_projects(struct db *db, struct arena *arena)
{
    struct load load = {.db = db, .arena = arena, .source = {1}, .kind = S("cordis"), .known = load_known_new()};
    struct str none = S("");
    assert_int_equal(load_known_read(load.known, db), OK);
    assert_int_equal(q_load_source_add(db, &(struct q_load_source_add_in){
        .id = {1}, .kind = S("cordis"), .name = none, .file = none, .licence = none, .attribution = none,
        .address = none, .as_of = DATE_NONE, .sha256 = none}), OK);
    for (int i = 1; i <= PROJECTS; i++) {
        enum load_result result;
        struct load_project project = {
            .id = {i}, .acronym = S("A"), .title = S("A"), .status = S("signed"), .start = DATE_NONE,
            .end = DATE_NONE, .signed_on = DATE_NONE, .programme = none, .call = none, .scheme = none, .topics = none,
            .keywords = none, .objective = none, .doi = none,
        };
        assert_int_equal(load_project(&load, &project, &result), OK);
    }
    load_known_free(load.known);
}

static enum fault index_all(struct db *db, struct search_index *index)
{
    struct buf CLEANUP(buf_done) text;
    buf_init(&text, 1u << 20);
    TRY(search_index_start(index, db));
    for (int i = 1; i <= PROJECTS; i++) {
        struct arena arena CLEANUP(arena_done);
        struct rank_document document = {.places = NULL};
        const struct rank_place *places;
        arena_init(&arena, 4u << 20);
        buf_reset(&text);
        put_text(&text, i);
        document.fields[RANK_TITLE] = search_index_tokens(index, &arena, RANK_TITLE, buf_str(&text), NULL);
        document.fields[RANK_OBJECTIVE] = search_index_tokens(index, &arena, RANK_OBJECTIVE, S(""), &places);
        document.places = places;
        TRY(search_index_add(index, db, &arena, &document,
                             (struct search_facts){.id = {i}, .status = S("signed"), .start = DATE_NONE,
                                                   .end = DATE_NONE}));
    }
    return search_index_save(index, db);
}

/* A new generation with the index, built so that a run ends at `bytes_max`. */
static enum fault make(struct scratch *scratch, size_t bytes_max, bool first)
{
    struct generation *generation = NULL;
    struct str why = {0};
    assert_int_equal(generation_begin(&scratch->arena, scratch->url, &generation, &why), OK);
    struct db *db = generation_db(generation);
    assert_int_equal(db_begin(db), OK);
    if (first) {
        put_projects(db, &scratch->arena);
    }
    struct search_index *index = search_index_new(bytes_max);
    enum fault fault = index_all(db, index);
    search_index_free(index);
    if (fault != OK) {
        db_rollback(db);
        generation_abandon(generation);
        return fault;
    }
    assert_int_equal(db_commit(db), OK);
    assert_int_equal(generation_publish(generation, &why), OK);
    return OK;
}

static void sum_table(struct digest *digest, struct db *db, const struct table *table, int64_t *rows_n)
{
    struct db_rows *rows = NULL;
    bool more = true;
    assert_int_equal(db_rows_open(db, &table->all, NULL, &rows), OK);
    while (true) {
        assert_int_equal(db_rows_next(rows, &more), OK);
        if (!more) {
            break;
        }
        for (size_t i = 0; i < table->n; i++) {
            int64_t number = db_rows_int(rows, i);
            digest_put(digest, (struct str){(const char *)&number, sizeof number});
            digest_put(digest, db_rows_text(rows, i));
        }
        ++*rows_n;
    }
    db_rows_close(rows);
}

static struct str sum(struct scratch *scratch)
{
    static const struct str names[] = {S_INIT("token"), S_INIT("speller"), S_INIT("search_facts"),
                                       S_INIT("project_tokens")};
    struct db *db = scratch_open(scratch, DB_READ);
    struct tables tables;
    struct digest digest;
    digest_init(&digest);
    assert_int_equal(tables_list(db, &scratch->arena, "evidence", &tables), OK);
    assert_int_equal(db_begin(db), OK);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        int64_t rows = 0;
        sum_table(&digest, db, tables_find(&tables, names[i]), &rows);
        assert_true(rows > 0);
    }
    db_rollback(db);
    db_close(db);
    return digest_end(&digest, &scratch->arena);
}

static void test_parts_make_the_same_index_as_one_go(void **state)
{
    static const size_t sizes[] = {1, 100000}; /* a run for each project; a few runs */
    struct scratch *scratch = *state;
    assert_int_equal(make(scratch, BIG, true), OK);
    struct str whole = sum(scratch);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        assert_int_equal(make(scratch, sizes[i], false), OK);
        assert_true(str_eq(sum(scratch), whole));
    }
}

static void test_no_room_for_parts_is_a_fault(void **state)
{
    struct scratch *scratch = *state;
    assert_int_equal(make(scratch, BIG, true), OK);
    assert_int_equal(setenv("TMPDIR", "/nowhere/at/all", 1), 0);
    assert_int_equal(make(scratch, BIG, false), OK); /* one run needs no file */
    assert_int_equal(make(scratch, 1, false), FAULT_IO);
    assert_int_equal(unsetenv("TMPDIR"), 0);
}

/* ---- runs by themselves: records longer than what is read at once, runs without any, many of one key */

static void test_records_come_by_key_then_by_run(void **state)
{
    static const struct str keys[] = {S_INIT("a"), S_INIT("b"), S_INIT("b"), S_INIT("c")};
    static const int64_t numbers[] = {2, 0, 2, 0};
    static char room[200000];
    struct runs *runs = runs_new();
    struct run_record record;
    bool more;
    (void)state;
    assert_int_equal(runs_begin(runs), OK);
    runs_put(runs, &(struct run_record){.key = S("b"), .value = {room, sizeof room}, .a = 0});
    runs_put(runs, &(struct run_record){.key = S("c"), .value = {room, 65536}, .a = 0});
    assert_int_equal(runs_begin(runs), OK);
    assert_int_equal(runs_begin(runs), OK);
    runs_put(runs, &(struct run_record){.key = S("a"), .value = S("x"), .a = 2});
    runs_put(runs, &(struct run_record){.key = S("b"), .value = S(""), .a = 2, .b = -1});
    assert_int_equal(runs_read(runs), OK);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        assert_int_equal(runs_next(runs, &record, &more), OK);
        assert_true(more && str_eq(record.key, keys[i]));
        assert_int_equal(record.a, numbers[i]);
        assert_int_equal(record.value.n, i == 1 ? sizeof room : i == 3 ? 65536 : i == 0);
    }
    assert_int_equal(runs_next(runs, &record, &more), OK);
    assert_false(more);
    runs_free(runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_parts_make_the_same_index_as_one_go, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_no_room_for_parts_is_a_fault, scratch_setup, scratch_teardown),
        cmocka_unit_test(test_records_come_by_key_then_by_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
