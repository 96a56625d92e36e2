/* SPDX-License-Identifier: AGPL-3.0-or-later
** Searching: the best comes first, what must and must not be there is held to, mistyped words are mended, and the facts
** of all projects come back as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/limits.h"
#include "domain/rank_index.h"
#include "domain/speller.h"
#include "scratch.h"
#include "store/search.h"

#define EVIDENCE "net.evidence-1.db"
#define PROJECTS 400

static const struct str NEW = S_INIT("new"), LAMPPOST = S_INIT("lamppost"), OLD = S_INIT("old");

static void put_hex(struct buf *sql, struct str bytes)
{
    buf_put_str(sql, S("x'"));
    for (size_t i = 0; i < bytes.n; i++) {
        buf_format(sql, "%02x", (unsigned char)bytes.s[i]);
    }
    buf_put_str(sql, S("'"));
}

/* Project i + 1 has "new"; each seventh "old new", each hundredth "new lamppost": in its title. */
static size_t title_of(int i, struct str *title)
{
    size_t n = 0;
    if (i % 7 == 6) {
        title[n++] = OLD;
    }
    title[n++] = NEW;
    if (i % 100 == 6) {
        title[n++] = LAMPPOST;
    }
    return n;
}

static void put_token(struct scratch *scratch, struct buf *sql, struct str token, const struct rank_list *list)
{
    buf_format(sql, "insert into token (token, projects, list) values ('%.*s', %d, ", STR_ARG(token),
               (int)list->documents);
    put_hex(sql, rank_list_bytes(&scratch->arena, list));
    buf_put_str(sql, S("); "));
}

static struct db *open_filled(struct scratch *scratch, int projects)
{
    struct arena *arena = &scratch->arena;
    struct rank_list lists[3] = {{0}};
    const struct str tokens[3] = {NEW, LAMPPOST, OLD};
    struct search_facts_builder *facts = search_facts_builder_new(arena, (size_t)projects);
    struct buf sql;
    buf_init(&sql, 8u << 20);
    buf_put_str(&sql, S("begin; "));
    for (int i = 0; i < projects; i++) {
        struct str title[3];
        uint32_t hashes[3];
        size_t n = title_of(i, title);
        struct rank_document document = {.fields = {[RANK_TITLE] = {hashes, n}}};
        for (size_t j = 0; j < n; j++) {
            size_t token = str_eq(title[j], NEW) ? 0 : str_eq(title[j], LAMPPOST) ? 1 : 2;
            hashes[j] = rank_token_hash(title[j]);
            rank_list_add(arena, &lists[token], i, rank_field_weight(RANK_TITLE), n);
        }
        search_facts_builder_add(facts, &(struct search_facts){.id = {i + 1}, .status = S("signed")}, NULL, 0);
        buf_format(&sql, "insert into project_tokens (project_id, tokens) values (%d, ", i + 1);
        put_hex(&sql, rank_encode(arena, &document));
        buf_put_str(&sql, S("); "));
    }
    for (size_t i = 0; i < 3; i++) {
        put_token(scratch, &sql, tokens[i], &lists[i]);
    }
    buf_put_str(&sql, S("insert into search_facts (name, facts) values ('projects', "));
    put_hex(&sql, search_facts_builder_bytes(facts));
    buf_put_str(&sql, S("); commit"));
    scratch_exec(scratch, EVIDENCE, str_c(arena, buf_str(&sql)));
    buf_done(&sql);
    return scratch_open(scratch, DB_READ);
}

static struct search_hits find(struct scratch *scratch, struct db *db, const struct search_ask *ask)
{
    struct search_hits hits;
    assert_int_equal(search_projects(db, &scratch->arena, ask, &hits), OK);
    return hits;
}

static void test_the_rare_word_brings_its_project_first(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, 50);
    const struct str words[] = {NEW, LAMPPOST};
    struct search_hits hits = find(scratch, db, &(struct search_ask){.tokens = words, .tokens_n = 2});
    assert_int_equal(hits.n, 50);
    assert_int_equal(hits.all, 50);
    assert_int_equal(hits.items[0].id.v, 7);
    assert_true(hits.items[0].score > hits.items[1].score);
    assert_int_equal(hits.documents[0], 50);
    assert_int_equal(hits.documents[1], 1);
    for (size_t i = 1; i < hits.n; i++) {
        assert_true(hits.items[i - 1].score > hits.items[i].score || (hits.items[i - 1].score == hits.items[i].score &&
                    hits.items[i - 1].id.v < hits.items[i].id.v));
    }
    db_close(db);
}

static void test_facts_of_an_earlier_search_are_not_read_again(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, 50);
    struct search_ask ask = {.tokens = &LAMPPOST, .tokens_n = 1};
    struct search_hits before = find(scratch, db, &ask);
    int64_t runs = db_statements_run(db);
    db_close(db);
    db = scratch_open(scratch, DB_READ);
    ask.facts = &before.facts;
    int64_t opened = db_statements_run(db);
    struct search_hits hits = find(scratch, db, &ask);
    assert_int_equal(hits.n, 1);
    assert_int_equal(hits.items[0].id.v, before.items[0].id.v);
    assert_ptr_equal(hits.facts.records, before.facts.records);
    assert_int_equal(db_statements_run(db) - opened, runs - opened - 1);
    db_close(db);
}

static void test_a_word_that_all_hold_is_searched_too(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, PROJECTS);
    struct search_hits hits = find(scratch, db, &(struct search_ask){.tokens = &NEW, .tokens_n = 1});
    assert_int_equal(hits.n, RANK_FOUND_MAX);
    assert_int_equal(hits.all, PROJECTS);
    const struct rank_document *document;
    assert_null(hits.items[RANK_CLOSE_MAX].document);
    assert_int_equal(search_document(db, &scratch->arena, &hits.items[RANK_CLOSE_MAX], &document), OK);
    assert_true(document->fields[RANK_TITLE].n >= 1);
    db_close(db);
}

static void test_lists_of_common_words_are_passed_over_when_they_are_too_long(void **state)
{
    struct scratch *scratch = *state;
    db_close(open_filled(scratch, 4 * PROJECTS));
    scratch_exec(scratch, EVIDENCE, str_c(&scratch->arena, str_format(&scratch->arena,
        "update token set projects = %d where token = 'new'", SEARCH_ENTRIES_MAX)));
    struct db *db = scratch_open(scratch, DB_READ);
    const struct str words[] = {NEW, OLD}, rare[] = {NEW, LAMPPOST};
    struct search_hits hits = find(scratch, db, &(struct search_ask){.tokens = words, .tokens_n = 2});
    assert_int_equal(hits.n, RANK_FOUND_MAX);
    assert_int_equal(hits.all, SEARCH_ENTRIES_MAX);
    for (size_t i = 0; i < hits.n; i++) {
        assert_int_equal(hits.items[i].id.v % 7, 0); /* all have the rarer word: it was read first */
    }
    hits = find(scratch, db, &(struct search_ask){.tokens = rare, .tokens_n = 2});
    assert_int_equal(hits.n, RANK_FOUND_MAX); /* the rarer word alone would not have filled the list */
    hits = find(scratch, db, &(struct search_ask){.tokens = &NEW, .tokens_n = 1});
    assert_int_equal(hits.all, 4 * PROJECTS);
    db_close(db);
}

static void test_phrases_and_words_left_out_are_held_to(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, PROJECTS);
    const struct str words[] = {OLD, NEW}, turned[] = {NEW, OLD};
    const struct search_run run = {0, 2};
    struct search_ask ask = {.tokens = words, .tokens_n = 2, .runs = &run, .runs_n = 1};
    assert_int_equal(find(scratch, db, &ask).n, PROJECTS / 7);
    ask.without = &LAMPPOST;
    ask.without_n = 1;
    assert_int_equal(find(scratch, db, &ask).n, PROJECTS / 7 - 1); /* number 7 has it */
    ask.tokens = turned;
    assert_int_equal(find(scratch, db, &ask).n, 0);
    db_close(db);
}

static void test_only_the_projects_asked_for_are_found(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, PROJECTS);
    const struct project_id only[] = {{7}, {9}, {100000}};
    struct search_ask ask = {.tokens = &LAMPPOST, .tokens_n = 1, .only = only, .only_n = 3};
    struct search_hits hits = find(scratch, db, &ask);
    assert_int_equal(hits.n, 1);
    assert_int_equal(hits.items[0].id.v, 7);
    ask.only_n = 0;
    assert_int_equal(find(scratch, db, &ask).n, 0);
    db_close(db);
}

static void test_words_nobody_uses_find_nothing(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, 3);
    const struct str unknown = S("zeppelin");
    struct search_hits hits = find(scratch, db, &(struct search_ask){.tokens = &unknown, .tokens_n = 1});
    assert_int_equal(hits.n, 0);
    assert_int_equal(hits.documents[0], 0);
    assert_int_equal(find(scratch, db, &(struct search_ask){.tokens_n = 0}).n, 0);
    db_close(db);
}

static void test_without_an_import_nothing_is_found(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    assert_int_equal(find(scratch, db, &(struct search_ask){.tokens = &NEW, .tokens_n = 1}).n, 0);
    struct speller_meant meant;
    assert_int_equal(search_mend(db, &scratch->arena, S("lampost"), S("Lampost"), 0, &meant), OK);
    assert_int_equal(meant.n, 0);
    db_close(db);
}

/* What is meant first by a word, or "". */
static const char *mend(struct scratch *scratch, struct db *db, const char *token, const char *typed, int64_t documents)
{
    struct speller_meant meant;
    assert_int_equal(search_mend(db, &scratch->arena, str_of(token), str_of(typed), documents, &meant), OK);
    return meant.n > 0 ? str_c(&scratch->arena, meant.words[0].word) : "";
}

static void test_a_mistyped_word_is_mended_by_the_nearest(void **state)
{
    struct scratch *scratch = *state;
    static const struct { const char *typed, *meant; } cases[] = {
        {"Lampost", "lamppost"}, {"lamppsot", "lamppost"}, {"alpmpsot", ""}, {"almppost", "lamppost"}, {"zzzzzz", ""},
    };
    struct buf words, sql;
    buf_init(&words, 4096);
    buf_init(&sql, 65536);
    speller_put(&words, S("lamppost"), S("lamppost"), 9);
    speller_put(&words, S("lantern"), S("lanterns"), 900);
    buf_put_str(&sql, S("insert into speller (letter, words) values ('l', "));
    put_hex(&sql, buf_str(&words));
    buf_put_str(&sql, S(")"));
    scratch_exec(scratch, EVIDENCE, str_c(&scratch->arena, buf_str(&sql)));
    struct db *db = scratch_open(scratch, DB_READ);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_string_equal(mend(scratch, db, "lampost", cases[i].typed, 0), cases[i].meant);
    }
    /* what some use is doubted for 100 times as many, its first letter believed */
    assert_string_equal(mend(scratch, db, "lampost", "Lampost", 1), "");
    assert_string_equal(mend(scratch, db, "lantrn", "Lantrns", 9), "lanterns");
    assert_string_equal(mend(scratch, db, "alantern", "alanterns", 1), "");
    db_close(db);
    buf_done(&words);
    buf_done(&sql);
}

static void test_facts_come_back_as_they_were(void **state)
{
    struct scratch *scratch = *state;
    struct search_facts_builder *builder = search_facts_builder_new(&scratch->arena, 2);
    const struct str countries[] = {S("IT"), S("XYZ"), S("DE")};
    struct search_facts one = {.id = {12345678901}, .status = S("closed"), .start = date_of(2019, 1, 2),
                               .end = DATE_NONE, .has_results = true, .themes = 1ull << 20 | 1ull << 63};
    struct search_facts two = {.id = {12345678999}, .status = S("odd"), .start = DATE_NONE, .end = date_of(1969, 5, 6),
                               .with_small_city = true};
    search_facts_builder_add(builder, &one, countries, 3);
    search_facts_builder_add(builder, &two, countries + 2, 1);
    struct str bytes = search_facts_builder_bytes(builder);
    struct search_facts_all all;
    struct search_facts back;
    assert_int_equal(search_facts_open(bytes, &all), OK);
    assert_int_equal(all.n, 2);
    assert_int_equal(search_facts_get(&all, 0, &back), OK);
    assert_int_equal(back.id.v, one.id.v);
    assert_true(str_eq(back.status, S("closed")) && back.has_results && !back.with_small_city);
    assert_int_equal(back.start.days, one.start.days);
    assert_true(date_is_none(back.end) && back.themes == one.themes);
    assert_int_equal(back.countries_count, 2);
    assert_true(str_eq(search_facts_code(&all, back.countries[1]), S("DE")));
    assert_int_equal(search_facts_get(&all, 1, &back), OK);
    assert_true(str_eq(back.status, S("unknown")) && back.with_small_city && back.end.days == two.end.days);
    assert_true(str_eq(search_facts_code(&all, back.countries[0]), S("DE")));
    assert_int_equal(search_facts_get(&all, 2, &back), FAULT_DAMAGED);
    assert_int_equal(search_facts_find(&all, two.id), 1);
    assert_int_equal(search_facts_find(&all, (struct project_id){5}), all.n);
}

static void test_damaged_facts_are_refused(void **state)
{
    struct scratch *scratch = *state;
    struct search_facts_builder *builder = search_facts_builder_new(&scratch->arena, 1);
    const struct str country = S("IT");
    search_facts_builder_add(builder, &(struct search_facts){.id = {1}, .status = S("signed")}, &country, 1);
    struct str bytes = search_facts_builder_bytes(builder);
    for (size_t n = 0; n < bytes.n; n++) {
        struct search_facts_all all;
        struct search_facts back;
        enum fault fault = search_facts_open(str_sub(bytes, 0, n), &all);
        assert_int_equal(fault == OK ? search_facts_get(&all, 0, &back) : fault, FAULT_DAMAGED);
    }
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_the_rare_word_brings_its_project_first),
        WITH(test_facts_of_an_earlier_search_are_not_read_again),
        WITH(test_a_word_that_all_hold_is_searched_too),
        WITH(test_lists_of_common_words_are_passed_over_when_they_are_too_long),
        WITH(test_phrases_and_words_left_out_are_held_to),
        WITH(test_only_the_projects_asked_for_are_found),
        WITH(test_words_nobody_uses_find_nothing),
        WITH(test_without_an_import_nothing_is_found),
        WITH(test_a_mistyped_word_is_mended_by_the_nearest),
        WITH(test_facts_come_back_as_they_were),
        WITH(test_damaged_facts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
