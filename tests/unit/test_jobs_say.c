/* SPDX-License-Identifier: AGPL-3.0-or-later
** Jobs in words: every state, step and fault is said through the catalogue, and nothing that is not for everybody is
** ever said: folders, reasons, who does it, what it is to do. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/job.h"
#include "text/words.h"
#include "web/jobs/jobs_web.h"
#include "web/views.h"

#define NOW INT64_C(1790000000)
#define SECRET "/srv/secret"

static const char *const STATES[] = {"waiting", "running", "failed", "done", "dead"};
static const char *const KINDS[] = {"seed", "import-places", "import-cordis", "import-gcom", "import-twinnings",
                                    "import-uk-structural", "import-calls", "unheard-of"};
static const char *const STEPS[] = {"", "cities", "names of cities", "themes and search",
                                    "themes of funding calls", "places in lists",
                                    "records of cities", "councils and seats"};

static struct q_job_by_id row_of(const char *kind, const char *state, const char *step, enum fault fault)
{
    bool ended = str_eq(str_of(state), S("done")) || str_eq(str_of(state), S("dead"));
    return (struct q_job_by_id){
        .id = 7, .kind = str_of(kind), .state = str_of(state), .step = str_of(step),
        .about = S("file=project.csv\nfile=b.csv\nfiles=9\n"), .payload = S("file=" SECRET "/project.csv\n"),
        .tries = 2, .tries_max = 5, .run_after = NOW + 60, .taken_by = S(SECRET " 1 2"), .lease_until = NOW + 600,
        .fault = fault == OK ? S("") : str_of(fault_name(fault)), .why = S(SECRET "/project.csv does not exist"),
        .result = S("rows=12\nadded=3\nchanged=0\nunchanged=9\nrejected=1\nskipped=0\nprojects=5\n"),
        .created_at = NOW - 5000, .started_at = {true, NOW - 4000}, .ended_at = {ended, NOW - 10},
    };
}

static void put_page(struct out *out, const struct q_job_by_id *row)
{
    struct job_page *m = arena_new(out->arena, struct job_page);
    m->job = say_job(out, row, NOW);
    m->seen_at = say_clock(out, NOW);
    say_job_facts(out, row, m);
    view_job_now(out, m);
    struct jobs_page list = {.jobs = &m->job, .jobs_count = 1, .active = m->job.active, .seen_at = m->seen_at};
    view_jobs_now(out, &list);
}

static bool is_bracketed(struct str said)
{
    return str_starts(said, S("[")) && str_ends(said, S("]"));
}

static void check_row(struct arena *arena, const struct q_job_by_id *row)
{
    struct arena_mark mark = arena_mark(arena);
    struct buf markup CLEANUP(buf_done);
    buf_init(&markup, 1u << 20);
    struct out out = {&markup, words_pseudo(), arena};
    struct job_view m = say_job(&out, row, NOW);
    assert_true(is_bracketed(m.title) && is_bracketed(m.says) && is_bracketed(m.state.name));
    assert_true(m.next.n == 0 || is_bracketed(m.next));
    assert_true(m.so_far.n == 0 || is_bracketed(m.so_far));
    assert_true(m.percent >= -1 && m.percent <= 100);
    assert_int_equal(m.active, !row->ended_at.known);
    put_page(&out, row);
    assert_false(str_contains(buf_str(&markup), S("secret")));
    assert_false(str_contains(buf_str(&markup), S("srv")));
    assert_true(str_contains(buf_str(&markup), S("project.csv")));
    arena_rewind(arena, mark);
}

static void test_every_row_is_said_and_no_secret(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 8u << 20);
    for (size_t s = 0; s < COUNT_OF(STATES); s++) {
        for (size_t k = 0; k < COUNT_OF(KINDS); k++) {
            for (int fault = OK; fault < FAULT__MAX; fault++) {
                struct q_job_by_id row = row_of(KINDS[k], STATES[s], "project.csv", (enum fault)fault);
                row.total = 100;
                row.done = fault;
                check_row(&arena, &row);
            }
        }
        for (size_t i = 0; i < COUNT_OF(STEPS); i++) {
            struct q_job_by_id row = row_of("import-cordis", STATES[s], STEPS[i], OK);
            row.done = (int64_t)i;
            check_row(&arena, &row);
            row.lease_until = NOW - 1; /* not heard of */
            check_row(&arena, &row);
        }
    }
    arena_done(&arena);
}

static void test_how_far(void **state)
{
    static const int64_t numbers[] = {INT64_MIN, -1, 0, 1, 7, 99, 100, 101, 999, 1000, INT64_MAX - 1,
                                      INT64_MAX};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        for (size_t k = 0; k < COUNT_OF(numbers); k++) {
            int percent = job_percent(numbers[i], numbers[k]);
            assert_true(numbers[k] <= 0 ? percent == -1 : percent >= 0 && percent <= 100);
        }
    }
    assert_int_equal(job_percent(0, 3), 0);
    assert_int_equal(job_percent(1, 3), 33);
    assert_int_equal(job_percent(3, 3), 100);
    assert_int_equal(job_percent(430000, 1000000), 43);
    assert_int_equal(job_percent(1000000, 1000000), 100);
}

static void test_in_english(void **state)
{
    (void)state;
    struct arena arena;
    struct buf buf CLEANUP(buf_done);
    arena_init(&arena, 1u << 20);
    buf_init(&buf, 4096);
    struct out out = {.buf = &buf, .arena = &arena};
    struct q_job_by_id row = row_of("import-cordis", "running", "project.csv", OK);
    row.done = 430000;
    row.total = 1000000;
    struct job_view m = say_job(&out, &row, NOW);
    assert_string_equal(str_c(&arena, m.title), "EU projects (CORDIS)");
    assert_string_equal(str_c(&arena, m.says), "Reads project.csv.");
    assert_string_equal(str_c(&arena, m.so_far), "43 % of what is to be read");
    assert_string_equal(str_c(&arena, m.files), "project.csv and 8 more");
    assert_string_equal(str_c(&arena, m.when), "21 September 2026, 13:06 UTC");
    row = row_of("import-gcom", "failed", "x", FAULT_IO);
    m = say_job(&out, &row, NOW);
    assert_string_equal(str_c(&arena, m.says), "The machine failed, or was stopped.");
    assert_string_equal(str_c(&arena, m.next), "It is tried again from 21 September 2026, 14:14 UTC.");
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_is_said_and_no_secret),
        cmocka_unit_test(test_how_far),
        cmocka_unit_test(test_in_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
