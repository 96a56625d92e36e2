/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_lime, survey_csv: what LimeSurvey wrote comes in, goes out and comes in again as the same; what was changed
** here
** is written anew, and nothing else. With ../shared/data/survey beside the repository the real survey does so, too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/csv.h"
#include "web/survey/survey_csv.h"
#include "web/survey/survey_lime.h"

static struct arena arena;
static char *structure;   /* of the small survey in the corpus of the fuzz target */
static char *answers_file;

static char *file_text(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    size_t room = 4u << 20;
    char *text = arena_alloc(&arena, room);
    size_t n = fread(text, 1, room - 1, file);
    fclose(file);
    text[n] = 0;
    return text;
}

static struct lime_node *read_survey(const char *text, struct lime_survey *ret_survey)
{
    struct problems problems;
    struct lime_node *document;
    problems_init(&problems, &arena);
    enum fault fault = survey_lime_read(&arena, S("test.lss"), str_of(text), &problems, &document, ret_survey);
    if (fault != OK) {
        fail_msg("%.*s: %.*s", STR_ARG(problems.items[0].where), STR_ARG(problems.items[0].what));
    }
    return document;
}

static struct str written(const struct survey *survey, const struct lime_node *kept)
{
    struct lime_node *made;
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, LIME_BYTES_MAX);
    survey_lime_write(&arena, survey, kept, &made);
    lime_write(&buf, made);
    assert_false(buf.overflow);
    return str_copy(&arena, buf_str(&buf));
}

static void assert_same(struct str a, struct str b)
{
    if (!str_eq(a, b)) {
        size_t i = 0;
        while (i < a.n && i < b.n && a.s[i] == b.s[i]) {
            i++;
        }
        fail_msg("differs at byte %zu:\n%.*s\n---\n%.*s", i, STR_ARG(str_sub(a, i > 40 ? i - 40 : 0, 200)),
                 STR_ARG(str_sub(b, i > 40 ? i - 40 : 0, 200)));
    }
}

static void seven_kinds_come_in(void **state)
{
    struct lime_survey read;
    (void)state;
    read_survey(structure, &read);
    const struct survey *survey = &read.survey;
    bool seen[SURVEY_KIND__MAX] = {false};
    assert_int_equal(survey->languages_n, 2);
    assert_int_equal(survey->sections_n, 2);
    for (size_t i = 0; i < survey->questions_n; i++) {
        seen[survey->questions[i].kind] = true;
    }
    for (size_t i = 0; i < SURVEY_KIND__MAX; i++) {
        assert_true(seen[i]);
    }
    const struct survey_question *why = &survey->questions[survey_find(survey, S("why"))];
    assert_same(why->title[0], S("Why is that?\nIn a sentence & more"));
    assert_same(why->title[1], S("Warum?"));
    assert_non_null(why->when);
    assert_same(why->when->first->code, S("sector"));
    const struct survey_question *first = &survey->questions[survey_find(survey, S("first"))];
    assert_int_equal(first->options_n, 3);
    assert_int_equal(first->max, 2);
    bool types = false, dates = false, whens = false, tables = false;
    for (size_t i = 0; i < read.kept_n; i++) {
        types = types || (read.kept[i].kind == LIME_KEPT_TYPE && str_eq(read.kept[i].code, S("file")));
        dates = dates || read.kept[i].kind == LIME_KEPT_DATE;
        whens = whens || (read.kept[i].kind == LIME_KEPT_WHEN && str_eq(read.kept[i].code, S("odd")));
        tables = tables || (read.kept[i].kind == LIME_KEPT_TABLE && str_eq(read.kept[i].detail, S("quota")));
        assert_true(survey_lime_say(&arena, &read.kept[i]).n > 20);
    }
    assert_true(types && dates && whens && tables);
}

static void the_same_goes_out(void **state)
{
    struct lime_survey read;
    (void)state;
    const struct lime_node *document = read_survey(structure, &read);
    assert_same(written(&read.survey, document), str_of(structure));
}

/* Without what was kept: another file, the same survey. */
static void made_here_it_comes_back(void **state)
{
    struct lime_survey read;
    struct lime_survey back;
    (void)state;
    read_survey(structure, &read);
    struct str made = written(&read.survey, NULL);
    const struct lime_node *document = read_survey(str_c(&arena, made), &back);
    assert_true(survey_eq(&read.survey, &back.survey));
    assert_same(written(&back.survey, document), made);
}

static void what_is_changed_is_written_and_nothing_else(void **state)
{
    struct lime_survey read;
    struct lime_survey back;
    (void)state;
    struct lime_node *document = read_survey(structure, &read);
    struct survey *survey = &read.survey;
    size_t at = survey_find(survey, S("sector"));
    survey->questions[at].title[0] = S("Which < sector\nare you from & why?");
    survey->questions[at].required = false;
    survey->sections[1].title[1] = S("Zum Schluss");
    survey->thanks[0] = S("Thank you");
    struct str made = written(survey, document);
    read_survey(str_c(&arena, made), &back);
    assert_true(survey_eq(survey, &back.survey));
    assert_true(str_contains(made, S("<em>Why</em>")));     /* markup of another question stays */
    assert_true(str_contains(made, S("assessment_value><![CDATA[7]]>")));
    assert_true(str_contains(made, S("qid><![CDATA[11]]>"))); /* its number stays */
    assert_true(str_contains(made, S("hidden_setting")));
}

static void questions_may_go_and_come(void **state)
{
    struct lime_survey read;
    struct lime_survey back;
    (void)state;
    struct lime_node *document = read_survey(structure, &read);
    struct survey *survey = &read.survey;
    struct survey_question gone = survey->questions[0];
    for (size_t i = 0; i + 1 < survey->questions_n; i++) {
        survey->questions[i] = survey->questions[i + 1];
    }
    survey->questions[survey->questions_n - 1] = gone; /* the first is asked last, under a new code */
    survey->questions[survey->questions_n - 1].code = S("brandnew");
    survey->questions[survey->questions_n - 1].section = 1;
    for (size_t i = 0; i < survey->questions_n; i++) {
        survey->questions[i].when = NULL;
    }
    struct str made = written(survey, document);
    read_survey(str_c(&arena, made), &back);
    assert_true(survey_eq(survey, &back.survey));
}

static void what_is_wrong_is_said(void **state)
{
    static const char *const cases[][2] = {
        {"", "line 1"},
        {"<document><a>", "line 1"},
        {"<html></html>", "no structure file"},
        {"<document>x<a/></document>", "between its elements"},
        {"<document><a b=\"c\"/></document>", "attributes"},
        {"<document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>", "LimeSurveyDocType"},
        {"<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>600</DBVersion></document>",
         "after version 3"},
        {"<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>261</DBVersion></document>", "are missing"},
        {"<!DOCTYPE a><document/>", "document type"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct problems problems;
        struct lime_node *document;
        struct lime_survey read;
        problems_init(&problems, &arena);
        assert_int_not_equal(survey_lime_read(&arena, S("t.lss"), str_of(cases[i][0]), &problems, &document, &read),
                             OK);
        assert_int_equal(problems.n, 1);
        assert_true(str_contains(problems.items[0].what, str_of(cases[i][1])) || i < 2);
        assert_true(problems.items[0].hint.n > 0 && str_starts(problems.items[0].where, S("t.lss")));
    }
}

/* ---- answers */

static struct str rewritten(const struct survey *survey, const char *text, size_t *ret_rows, size_t *ret_rejected)
{
    struct csv *csv = csv_new(0);
    struct csv_row *row = arena_new(&arena, struct csv_row);
    struct survey_columns columns = {0};
    struct buf buf CLEANUP(buf_done);
    buf_init(&buf, 8u << 20);
    csv_feed(csv, text, strlen(text));
    csv_finish(csv);
    *ret_rows = *ret_rejected = 0;
    while (csv_next(csv, row) == CSV_ROW) {
        size_t rejected = 0;
        if (columns.n == 0) {
            columns = survey_columns_read(&arena, survey, row->fields, row->n);
            survey_head_put(&buf, &columns, false, true);
            continue;
        }
        struct arena_mark mark = arena_mark(&arena);
        struct survey_answers answers = survey_row_read(&arena, &columns, row->fields, row->n, &rejected);
        struct buf body CLEANUP(buf_done);
        buf_init(&body, SURVEY_BODY_MAX);
        survey_answers_put(&body, &answers);
        assert_false(body.overflow);
        struct survey_answers kept = survey_answers_read(&arena, buf_str(&body));
        survey_row_put(&arena, &buf, &columns, &kept, false, true);
        arena_rewind(&arena, mark);
        (*ret_rows)++;
        *ret_rejected += rejected;
    }
    csv_free(csv);
    return str_copy(&arena, buf_str(&buf));
}

static void answers_come_and_go(void **state)
{
    struct lime_survey read;
    size_t rows, rejected;
    (void)state;
    read_survey(structure, &read);
    assert_same(rewritten(&read.survey, answers_file, &rows, &rejected), str_of(answers_file));
    assert_int_equal(rows, 3);
    assert_int_equal(rejected, 2);
}

static void answers_made_here_are_headed_by_codes(void **state)
{
    struct lime_survey read;
    struct buf buf CLEANUP(buf_done);
    (void)state;
    read_survey(structure, &read);
    struct survey_columns columns = survey_columns_of(&arena, &read.survey);
    struct survey_answers answers = survey_answers_read(&arena,
                                                        S("sector=pub\nskills-SQ002=Y\nwhy==1+1\nfirst-1=x2\n"));
    buf_init(&buf, 65536);
    survey_head_put(&buf, &columns, false, false);
    survey_row_put(&arena, &buf, &columns, &answers, false, false);
    assert_true(str_starts(buf_str(&buf), S("sector. Which sector are you from?,sector[other]. Which sector")));
    assert_true(str_contains(buf_str(&buf), S("\r\nPublic,,")));
    assert_true(str_contains(buf_str(&buf), S(",'=1+1,"))); /* no formula for a spreadsheet */
    assert_true(str_contains(buf_str(&buf), S(",No,Yes,")));
}

/* ---- the real ones */

static void the_real_survey_comes_back(void **state)
{
    struct lime_survey read;
    struct lime_survey back;
    size_t rows, rejected;
    const char *folder = getenv("SURVEY_DATA");
    (void)state;
    char *real = folder != NULL ? file_text(folder, "rse_uk_core_survey.lss") : NULL;
    if (real == NULL) {
        fprintf(stderr, "SKIPPED: the real survey is not here (../shared/data/survey)\n");
        skip();
    }
    const struct lime_node *document = read_survey(real, &read);
    assert_int_equal(read.survey.questions_n, 59);
    assert_int_equal(read.survey.sections_n, 6);
    struct str out = written(&read.survey, document);
    const struct lime_node *again = read_survey(str_c(&arena, out), &back);
    assert_true(lime_eq(document, again));
    assert_true(survey_eq(&read.survey, &back.survey));
    size_t n = 0;
    for (size_t i = 0; real[i] != 0; i++) { /* XML makes CR LF line feeds: that is all that differs */
        real[n] = real[i];
        n += real[i] != '\r';
    }
    assert_same(out, (struct str){real, n});
    struct str made = written(&read.survey, NULL);
    read_survey(str_c(&arena, made), &back);
    assert_true(survey_eq(&read.survey, &back.survey));
    char *real_answers = file_text(folder, "rse_2017_uk_public_data.csv");
    assert_non_null(real_answers);
    assert_same(rewritten(&read.survey, real_answers, &rows, &rejected), str_of(real_answers));
    assert_int_equal(rows, 253);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 512u << 20);
    structure = file_text(getenv("SURVEY_CORPUS"), "small.lss");
    answers_file = file_text(getenv("SURVEY_CORPUS"), "small.csv");
    return structure != NULL && answers_file != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seven_kinds_come_in), cmocka_unit_test(the_same_goes_out),
        cmocka_unit_test(made_here_it_comes_back), cmocka_unit_test(what_is_changed_is_written_and_nothing_else),
        cmocka_unit_test(questions_may_go_and_come), cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(answers_come_and_go), cmocka_unit_test(answers_made_here_are_headed_by_codes),
        cmocka_unit_test(the_real_survey_comes_back),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
