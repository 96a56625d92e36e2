/* SPDX-License-Identifier: AGPL-3.0-or-later
** Searching: the best comes first, and no word is so common that a search with it fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "scratch.h"
#include "store/search.h"

#define EVIDENCE "net.evidence-1.db"
#define PROJECTS (RANK_POSTINGS_MAX + 500)

static const struct str words[] = {S_INIT("new"), S_INIT("lamppost")};

/* The blob of a project whose title is the first `n` words, as a literal of SQL. */
static void put_tokens(struct scratch *scratch, struct buf *sql, size_t n)
{
    uint32_t hashes[COUNT_OF(words)];
    struct rank_document document = {.fields = {[RANK_TITLE] = {hashes, n}}};
    for (size_t i = 0; i < n; i++) {
        hashes[i] = rank_token_hash(words[i]);
    }
    struct str blob = rank_encode(&scratch->arena, &document);
    buf_put_str(sql, S("x'"));
    for (size_t i = 0; i < blob.n; i++) {
        buf_format(sql, "%02x", (unsigned char)blob.s[i]);
    }
    buf_put_str(sql, S("'"));
}

/* `common` projects from number 1 on with "new", and number 7 with "new lamppost". */
static struct db *open_filled(struct scratch *scratch, int common)
{
    struct buf sql;
    buf_init(&sql, 65536);
    buf_format(&sql, "with recursive n (i) as (select 1 union all select i + 1 from n where i < %d) ", common);
    buf_put_str(&sql, S("insert into project_tokens (project_id, tokens) select i, case when i = 7 then "));
    put_tokens(scratch, &sql, 2);
    buf_put_str(&sql, S(" else "));
    put_tokens(scratch, &sql, 1);
    buf_put_str(&sql, S(" end from n; "));
    buf_format(&sql, "with recursive n (i) as (select 1 union all select i + 1 from n where i < %d) ", common);
    buf_put_str(&sql, S("insert into project_index (rowid, tokens) "
                        "select i, case when i = 7 then 'new lamppost' else 'new' end from n; "));
    buf_format(&sql, "insert into token (token, projects) values ('new', %d), ('lamppost', 1); ", common);
    buf_format(&sql, "insert into total (name, value) values ('projects', %d)", 3 * common);
    scratch_exec(scratch, EVIDENCE, str_c(&scratch->arena, buf_str(&sql)));
    buf_done(&sql);
    return scratch_open(scratch, DB_READ);
}

static void test_the_rare_word_brings_its_project_first(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, 50);
    struct search_hits hits;
    assert_int_equal(search_projects(db, &scratch->arena, words, 2, &hits), OK);
    assert_int_equal(hits.n, 50);
    assert_int_equal(hits.items[0].id, 7);
    assert_true(hits.items[0].score > hits.items[1].score);
    db_close(db);
}

/* More projects hold it than are ever read for one query. */
static void test_a_word_that_nearly_all_hold_is_searched_too(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, PROJECTS);
    struct search_hits hits;
    assert_int_equal(search_projects(db, &scratch->arena, words, 1, &hits), OK);
    assert_int_equal(hits.n, RANK_CANDIDATES_MAX);
    assert_int_equal(search_projects(db, &scratch->arena, words, 2, &hits), OK);
    assert_int_equal(hits.items[0].id, 7);
    db_close(db);
}

static void test_words_nobody_uses_find_nothing(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_filled(scratch, 3);
    struct search_hits hits;
    static const struct str unknown[] = {S_INIT("zeppelin")};
    assert_int_equal(search_projects(db, &scratch->arena, unknown, 1, &hits), OK);
    assert_int_equal(hits.n, 0);
    assert_int_equal(search_projects(db, &scratch->arena, unknown, 0, &hits), OK);
    assert_int_equal(hits.n, 0);
    db_close(db);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(test_the_rare_word_brings_its_project_first),
        WITH(test_a_word_that_nearly_all_hold_is_searched_too),
        WITH(test_words_nobody_uses_find_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
