/* SPDX-License-Identifier: AGPL-3.0-or-later
** A licensed matrix as JSON and as a table: the same framework; and what does not fit, by its row or place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/check.h"
#include "web/framework/matrix_read.h"

static struct arena arena;
static const struct date TODAY = {20700};

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 64u << 20);
    return 0;
}

static int take_down(void **state)
{
    (void)state;
    arena_done(&arena);
    return 0;
}

#define HEAD "dimension_id,dimension,criterion_id,criterion,level,level_name,descriptor\n"

static const char TABLE[] = HEAD
    "D1,Lead,D1.1,Vision,1,Low,\"None, \"\"yet\"\"\"\nD2,Data,D2.1,Lists,1,Low,No list\n"
    "D1,Lead,D1.1,Vision,2,Mid,Some\nD1,Lead,D1.1,Vision,3,High,All\nD1,Lead,D1.2,Board,3,High,Meets\n";

static const char JSON[] =
    "{\"schema\":\"sg-matrix/1\",\"id\":\"urn:x\",\"title\":\"Ours\",\"licence\":{\"holder\":\"City of X\","
    "\"ref\":\"#7\","
    "\"scope\":\"internal\",\"expires\":null},\"visibility\":\"tenant\",\"levels\":[{\"n\":1,\"name\":\"Low\"},"
    "{\"n\":2,\"name\":\"Mid\"},{\"n\":3,\"name\":\"High\"}],"
    "\"dimensions\":[{\"id\":\"D1\",\"name\":\"Lead\",\"weight\":1.0,"
    "\"criteria\":[{\"id\":\"D1.1\",\"text\":\"Vision\",\"levels\":"
    "{\"1\":\"None, \\\"yet\\\"\",\"2\":\"Some\",\"3\":\"All\"}},"
    "{\"id\":\"D1.2\",\"text\":\"Board\",\"levels\":{\"3\":\"Meets\"}}]},{\"id\":\"D2\",\"name\":\"Data\",\"criteria\":"
    "[{\"id\":\"D2.1\",\"text\":\"Lists\",\"levels\":{\"1\":\"No list\"}}]}],\"crosswalk\":[{\"from\":\"D1.1\","
    "\"to\":\"SGM-1:VIS-1\",\"relation\":\"skos:closeMatch\"}]}";

static struct matrix *read(const char *text)
{
    struct matrix *matrix = arena_new(&arena, struct matrix);
    matrix_read(&arena, str_of(text), TODAY, matrix);
    return matrix;
}

static void both_forms_give_the_same_framework(void **state)
{
    (void)state;
    const struct matrix *table = read(TABLE), *json = read(JSON);
    assert_int_equal(table->problems_n, 0);
    assert_int_equal(json->problems_n, 0);
    assert_true(str_eq(json->framework.name, S("Ours")) && str_eq(json->holder, S("City of X")));
    assert_true(str_eq(json->ref, S("#7")));
    const struct framework *both[] = {&table->framework, &json->framework};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(both[i]->levels_n, 3);
        assert_true(str_eq(both[i]->levels[2].name, S("Mid")));
        assert_int_equal(both[i]->dimensions_n, 2);
        assert_int_equal(both[i]->criteria_n, 3);
        assert_int_equal(both[i]->dimensions[0].n, 2); /* they stand together, wherever they came */
        assert_int_equal(both[i]->dimensions[1].first, 2);
        assert_true(str_eq(both[i]->criteria[0].levels[1], S("None, \"yet\"")));
        assert_true(str_eq(both[i]->criteria[1].id, S("D1.2")) && str_eq(both[i]->criteria[1].levels[3], S("Meets")));
        assert_int_equal(both[i]->criteria[1].levels[1].n, 0);
        assert_int_equal(framework_count(both[i], true), 0); /* no short form */
    }
}

static void assert_refused(const char *text, int64_t line, const char *place)
{
    const struct matrix *matrix = read(text);
    assert_true(matrix->problems_n >= 1);
    assert_int_equal(matrix->problems[0].line, line);
    assert_true(str_eq(matrix->problems[0].place, str_of(place)));
    assert_true(matrix->problems[0].what[0] != '\0' && matrix->problems[0].hint[0] != '\0');
}

static void rows_that_do_not_fit_are_named(void **state)
{
    (void)state;
    assert_refused("", 0, "");
    assert_refused("a,b\n1,2\n", 1, "dimension_id");
    assert_refused(HEAD "D1,Lead,D1.1,Vision,1,Low,x\nD1,Lead,D1.1,Vision,two,Mid,y\n", 3, "D1.1");
    assert_refused(HEAD "D1,Lead,D1.1,Vision,11,Low,x\n", 2, "D1.1");
    assert_refused(HEAD "D1,Lead,D1.1,Vision,1,Low,x\nD1,Lead,D1.1,Vision,1,Low,y\n", 3, "D1.1"); /* twice */
    assert_refused(HEAD "D1,Lead,D1.1,Vision,1,Low,x\nD2,Data,D1.1,Vision,2,Mid,y\n", 3, "D1.1"); /* two dimensions */
    assert_refused(HEAD "D1,Lead,D1.1,Vision,1,Low,x\nD1,Lead,D1.1,Vision,2,Mid,y\nD1,Lead,D1.2,Board,2,Middle,z\n", 4,
                   "Middle");
    assert_refused(HEAD "D1,Lead,D 1/1,Vision,1,Low,x\n", 2, "D 1/1"); /* an id is part of addresses */
    assert_refused(HEAD ",Lead,D1.1,Vision,1,Low,x\n", 2, "");
    assert_refused(HEAD "D1,Lead,D1.1,,1,Low,x\n", 2, "D1.1");
    assert_refused(HEAD "D1,Lead,D1.1,Vision,1,Low,x\n", 0, "level"); /* one level is none */
    assert_refused(HEAD "D1,Lead,D1.1,Vision,1,Low,x\nD1,Lead,D1.1,Vision,3,High,y\n", 0, "level"); /* 2 has no name */
    assert_refused(HEAD, 0, "");
}

static void json_that_does_not_fit_is_named(void **state)
{
    (void)state;
#define LEVELS "\"levels\":[{\"n\":1,\"name\":\"a\"},{\"n\":2,\"name\":\"b\"}],"
#define BEGIN "{\"schema\":\"sg-matrix/1\","
#define CRITERION "{\"id\":\"D1.1\",\"text\":\"t\",\"levels\":{\"1\":\"x\"}}"
#define REST "\"dimensions\":[{\"id\":\"D1\",\"name\":\"n\",\"criteria\":[" CRITERION "]}]"
    assert_int_equal(read(BEGIN LEVELS REST "}")->problems_n, 0);
    assert_refused("{\"schema\":\"other\"}", 0, "schema");
    assert_refused(BEGIN "\"visibility\":\"public\"," LEVELS REST "}", 0, "visibility");
    assert_refused(BEGIN "\"licence\":{\"holder\":\"X\",\"expires\":\"2020-01-01\"}," LEVELS REST "}", 0, "licence");
    assert_refused(BEGIN "\"licence\":{\"holder\":\"X\",\"expires\":\"soon\"}," LEVELS REST "}", 0, "licence");
    assert_refused(BEGIN "\"levels\":[{\"n\":2,\"name\":\"a\"}]," REST "}", 0, "levels");
    assert_refused(BEGIN "\"levels\":[{\"n\":1,\"name\":\"a\"}]," REST "}", 0, "level");
    assert_refused(BEGIN LEVELS "\"dimensions\":[{\"id\":\"D1\",\"name\":\"n\",\"criteria\":[]}]}", 0, "D1");
    assert_refused(BEGIN LEVELS "\"dimensions\":[{\"id\":\"D1\",\"name\":\"n\",\"criteria\":["
                   "{\"id\":\"D1.1\",\"text\":\"t\","
                   "\"levels\":{\"3\":\"x\"}}]}]}", 0, "D1.1");
    assert_refused(BEGIN LEVELS REST ",\"crosswalk\":[{\"relation\":\"same\"}]}", 0, "same");
    assert_int_equal(read("{\"schema\":")->problems_n, 1);
    const char *good = BEGIN "\"licence\":{\"holder\":\"X\",\"expires\":\"2030-01-01\"}," LEVELS REST "}";
    assert_int_equal(read(good)->problems_n, 0);
}

static void there_is_an_end_to_it(void **state)
{
    (void)state;
    char *text = arena_alloc(&arena, 1u << 20);
    size_t n = (size_t)snprintf(text, 1u << 20, HEAD);
    for (int i = 0; i <= FRAMEWORK_CRITERIA_MAX; i++) {
        n += (size_t)snprintf(text + n, (1u << 20) - n, "D,Lead,C%d,Criterion,%d,L%d,x\n", i, i % 2 + 1, i % 2 + 1);
    }
    assert_refused(text, FRAMEWORK_CRITERIA_MAX + 2, "C200");
    n = (size_t)snprintf(text, 1u << 20, HEAD);
    for (int i = 0; i < 100; i++) {
        n += (size_t)snprintf(text + n, (1u << 20) - n, "D,Lead,C%d,Criterion,none,L,x\n", i);
    }
    assert_int_equal(read(text)->problems_n, MATRIX_PROBLEMS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_give_the_same_framework), cmocka_unit_test(rows_that_do_not_fit_are_named),
        cmocka_unit_test(json_that_does_not_fit_is_named), cmocka_unit_test(there_is_an_end_to_it),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
