/* SPDX-License-Identifier: AGPL-3.0-or-later
** Imports begun from the browser: what is chosen goes into the queue as the command line would put it, nothing outside
** of the folder can be named, and nobody begins one who may not. On both engines. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "jobs/import_job.h"
#include "jobs/kinds.h"
#include "store/job.h"
#include "store/setting.h"
#include "visit.h"
#include "web/jobs/import_web.h"

#define FORM "/imports/new"

static void make(struct visit *visit, const char *name)
{
    int fd = open(scratch_path(visit->scratch, name), O_CREAT | O_WRONLY, 0600);
    assert_true(fd >= 0 && write(fd, "a,b\n", 4) == 4);
    close(fd);
}

static void name_folder(struct visit *visit, const char *folder)
{
    struct problems problems;
    problems_init(&problems, &visit->arena);
    assert_int_equal(db_begin(visit->write), OK);
    assert_int_equal(setting_save(visit->write, S("import_folder"), str_of(folder), &problems), OK);
    assert_int_equal(db_commit(visit->write), OK);
}

/* A folder with two lists, a file beside it, and an administrator who looks. */
static struct visit open_folder(void **state)
{
    struct visit visit = visit_open(state);
    mkdir(scratch_path(visit.scratch, "lists"), 0700);
    make(&visit, "lists/a & b.csv");
    make(&visit, "lists/lau.csv");
    make(&visit, "lists/lau.csv.rejects.csv");
    make(&visit, "secret.csv");
    name_folder(&visit, scratch_path(visit.scratch, "lists"));
    visit.who = &visit_administrator;
    return visit;
}

static int64_t jobs(struct visit *visit)
{
    struct q_job_list *rows;
    size_t n;
    assert_int_equal(q_job_list(visit->read, &visit->arena, 50, &rows, &n), OK);
    return (int64_t)n;
}

static void test_the_files_of_the_folder_are_shown(void **state)
{
    struct visit visit = open_folder(state);
    struct said said = visit_get(&visit, FORM);
    assert_int_equal(said.status, 200);
    assert_int_equal(said.max_age_s, -1);
    assert_has(said.page, "value=\"a &amp; b.csv\"");
    assert_has(said.page, "value=\"lau.csv\"");
    assert_false(str_contains(said.page, S("secret.csv")));
    assert_false(str_contains(said.page, S("rejects.csv")));
    visit_close(&visit);
}

static void test_what_is_chosen_waits_in_the_queue(void **state)
{
    struct visit visit = open_folder(state);
    struct said said = visit_send(&visit, FORM, "what=places&file=a+%26+b.csv&file=lau.csv&as_of=2024-01-31");
    struct q_job_by_id row;
    struct import_order order;
    assert_int_equal(said.status, 303);
    assert_str(said.location, "/jobs/1");
    assert_int_equal(q_job_by_id(visit.read, &visit.arena, 1, &row), OK);
    assert_str(row.kind, "import-places");
    assert_str(row.state, "waiting");
    assert_int_equal(row.tries_max, kind_find(&job_kinds, row.kind)->tries_max);
    assert_int_equal(import_order_read(&visit.arena, row.kind, row.payload, &order), OK);
    assert_int_equal(order.files_n, 2);
    assert_str(order.what, "places");
    assert_str(order.files[0].path, scratch_path(visit.scratch, "lists/a & b.csv"));
    assert_str(order.files[1].path, scratch_path(visit.scratch, "lists/lau.csv"));
    assert_str(order.rejects_path, scratch_path(visit.scratch, "lists/a & b.csv.rejects.csv"));
    assert_true(order.as_of.known);
    said = visit_get(&visit, "/jobs/1");
    assert_has(said.page, "lau.csv");
    assert_false(str_contains(said.page, str_of(scratch_path(visit.scratch, "lists"))));
    visit_close(&visit);
}

/* The jobs process takes from lanes by their names; a word that is no kind would wait for ever. */
static void test_every_choice_is_a_kind_of_job(void **state)
{
    struct visit visit = open_folder(state);
    struct str rest = str_of(import_new_form[0].choices);
    size_t n = 0;
    for (; rest.s != NULL; n++) {
        struct str what = str_cut(rest, ' ', &rest);
        const struct job_kind *kind = kind_find(&job_kinds, import_job_kind(&visit.arena, what));
        assert_non_null(kind);
        assert_str(lane_name(kind->lane), IMPORT_LANE);
        assert_int_equal(kind->tries_max, IMPORT_TRIES_MAX);
    }
    assert_int_equal(n, IMPORT_KINDS);
    visit_close(&visit);
}

static void test_nothing_outside_of_the_folder_can_be_named(void **state)
{
    struct visit visit = open_folder(state);
    static const char *const names[] = {"..%2Fsecret.csv", "%2Fetc%2Fpasswd", ".%2Flau.csv", "lau.csv.rejects.csv",
                                        "none.csv", "lists%2Flau.csv", "%C2%A0", ".."};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str typed = str_format(&visit.arena, "what=places&file=lau.csv&file=%s", names[i]);
        struct said said = visit_send(&visit, FORM, str_c(&visit.arena, typed));
        assert_int_equal(said.status, 400);
        assert_has(said.page, "names one that is not in the folder any more");
    }
    assert_int_equal(jobs(&visit), 0);
    visit_close(&visit);
}

static void test_all_mistakes_are_said_at_once_and_choices_kept(void **state)
{
    struct visit visit = open_folder(state);
    struct said said = visit_send(&visit, FORM, "as_of=31.1.2024");
    assert_int_equal(said.status, 400);
    assert_has(said.page, "href=\"#what\">\u201cWhat it is\u201d is not chosen: choose one of these");
    assert_has(said.page, "href=\"#file\">\u201cFiles\u201d are not chosen: tick at least one");
    assert_has(said.page, "\u201cThe day that the files speak of\u201d is not a day: write it as 2024-01-31");
    said = visit_send(&visit, FORM, "what=gcom&file=lau.csv&as_of=x");
    assert_has(said.page, "value=\"gcom\" id=\"what-gcom\" checked");
    assert_has(said.page, "value=\"lau.csv\" id=\"file-1\" checked");
    assert_int_equal(visit_send(&visit, FORM, "what=secrets&file=lau.csv").status, 400);
    assert_int_equal(jobs(&visit), 0);
    visit_close(&visit);
}

static void test_a_folder_that_is_not_there_is_said(void **state)
{
    struct visit visit = open_folder(state);
    name_folder(&visit, scratch_path(visit.scratch, "nowhere"));
    assert_has(visit_get(&visit, FORM).page, "The folder is not there");
    assert_int_equal(visit_send(&visit, FORM, "what=places&file=lau.csv").status, 400);
    name_folder(&visit, "");
    assert_has(visit_get(&visit, FORM).page, "smallgiants setting import_folder");
    assert_int_equal(visit_send(&visit, FORM, "what=places&file=lau.csv").status, 400);
    assert_int_equal(jobs(&visit), 0);
    visit_close(&visit);
}

static void test_who_may_not_begins_nothing(void **state)
{
    struct visit visit = open_folder(state);
    const struct who *const all[] = {NULL, &visit_person, &visit_main_contact, &visit_coordinator_weak};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        visit.who = all[i];
        assert_int_equal(visit_get(&visit, FORM).status, all[i] == NULL ? 303 : 403);
        assert_int_equal(visit_send(&visit, FORM, "what=places&file=lau.csv").status, 403);
        assert_false(str_contains(visit_get(&visit, "/jobs").page, S(FORM)));
    }
    assert_int_equal(jobs(&visit), 0);
    visit.who = &visit_coordinator;
    assert_has(visit_get(&visit, "/jobs").page, FORM);
    assert_int_equal(visit_send(&visit, FORM, "what=places&file=lau.csv").status, 303);
    visit_close(&visit);
}

/* What the machine said names folders: it is for those who may import. */
static void test_why_it_failed_is_shown_to_who_may_import(void **state)
{
    struct visit visit = open_folder(state);
    struct q_job_take job;
    assert_int_equal(visit_send(&visit, FORM, "what=places&file=lau.csv").status, 303);
    assert_int_equal(job_take(visit.write, &visit.arena, S(IMPORT_LANE), S("test"), VISIT_NOW + 1, &job), OK);
    const struct job_held held = {job.id, S("test"), job.tries, job.tries_max};
    assert_int_equal(job_fail(visit.write, &held, FAULT_INVALID, S("/srv/lau.csv is no table."), VISIT_NOW + 2), OK);
    assert_has(visit_get(&visit, "/jobs/1").page, "/srv/lau.csv is no table.");
    assert_false(str_contains(visit_get(&visit, "/jobs/1/live").page, S("/srv/lau.csv")));
    visit.who = &visit_person;
    assert_false(str_contains(visit_get(&visit, "/jobs/1").page, S("/srv/lau.csv")));
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_files_of_the_folder_are_shown),
        TEST(test_what_is_chosen_waits_in_the_queue),
        TEST(test_every_choice_is_a_kind_of_job),
        TEST(test_nothing_outside_of_the_folder_can_be_named),
        TEST(test_all_mistakes_are_said_at_once_and_choices_kept),
        TEST(test_a_folder_that_is_not_there_is_said),
        TEST(test_who_may_not_begins_nothing),
        TEST(test_why_it_failed_is_shown_to_who_may_import),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
