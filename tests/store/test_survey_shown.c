/* SPDX-License-Identifier: AGPL-3.0-or-later
** What is shown of a survey that names nobody: whatever people answer and correct, and however often it is closed and
** opened again, any two looks at a question are the same or differ by the answers of five people at least. Each version
** of each answer is a number, and a text, that no other is: a look says whose answers it is made of. On both engines.
*/
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/scan.h"
#include "scratch.h"
#include "store/survey.h"

#define NOW 1795348800
#define PEOPLE 45
#define VERSIONS 400
#define EVENTS 160
#define LOOKS (EVENTS + 1)
#define SEQUENCES 20
#define FIVE 5

static struct str yes_words[] = {S_INIT("Yes")}, no_words[] = {S_INIT("No")}, none[] = {S_INIT("")};
static struct survey_option options[] = {{S_INIT("Y"), yes_words}, {S_INIT("N"), no_words}};
static struct survey_question questions[] = {
    {.code = S_INIT("agree"), .kind = SURVEY_SINGLE, .title = yes_words, .hint = none, .options = options,
     .options_n = 2},
    {.code = S_INIT("years"), .kind = SURVEY_NUMBER, .title = yes_words, .hint = none},
    {.code = S_INIT("why"), .kind = SURVEY_TEXT, .title = yes_words, .hint = none},
};
static struct str languages[] = {S_INIT("en")};
static struct survey_section sections[] = {{yes_words, none}};
static const struct survey survey = {languages, 1, yes_words, none, none, sections, 1, questions, COUNT_OF(questions)};

/* What a look shows of somebody: the version of their answer, 0 nothing. */
struct look {
    int years[PEOPLE], why[PEOPLE];
    int64_t answers, agree;
};

struct world {
    struct scratch *scratch;
    struct db *db;
    unsigned chance;
    int answered;               /* people 0 .. answered - 1 have */
    int versions;
    int owner[VERSIONS];
    bool closed;
    struct arena_mark begun;
    struct look looks[LOOKS];
    size_t looks_n;
};

static unsigned below(struct world *world, unsigned n)
{
    world->chance = world->chance * 1664525u + 1013904223u;
    return (world->chance >> 16) % n;
}

/* A number of two digits that no other version has. */
static struct str number_of(struct world *world, int version)
{
    struct str zeros = S("0000000");
    return str_format(&world->scratch->arena, "%d%.*s", 10 + version % 90, version / 90, zeros.s);
}

static void answer(struct world *world, int person)
{
    struct arena *arena = &world->scratch->arena;
    const struct survey_link link = {.survey_id = 1, .sector = S(""),
                                     .secret = str_format(arena, "secret %d", person)};
    int version = ++world->versions;
    world->owner[version] = person;
    struct survey_value values[3] = {{S("agree"), S(""), below(world, 2) == 0 ? S("Y") : S("N")}};
    size_t n = 1;
    if (below(world, 5) > 0) { /* some leave it out, or take it back */
        values[n++] = (struct survey_value){S("years"), S(""), number_of(world, version)};
    }
    if (below(world, 3) > 0) {
        values[n++] = (struct survey_value){S("why"), S(""), str_format(arena, "text %d", version)};
    }
    assert_int_equal(survey_answer_save(world->db, arena, &survey, &link, &(struct survey_answers){values, n}, true),
                     OK);
}

static int version_of(const struct world *world, struct str number)
{
    int64_t two;
    assert_true(parse_int(str_sub(number, 0, 2), 10, 99, &two));
    int version = ((int)number.n - 2) * 90 + (int)two - 10;
    assert_true(version > 0 && version <= world->versions);
    return version;
}

static void see(struct world *world, struct look *look)
{
    struct arena *arena = &world->scratch->arena;
    struct q_survey_totals *rows;
    struct q_survey_told told;
    size_t n;
    int64_t years = 0;
    *look = (struct look){0};
    assert_int_equal(survey_totals_load(world->db, arena, 1, true, &rows, &n), OK);
    struct survey_totals totals = survey_totals_in(arena, rows, n, S(""));
    for (size_t i = 0; i < totals.n; i++) {
        const struct survey_total *total = &totals.items[i];
        assert_true(total->n >= 0);
        if (str_eq(total->code, S("years")) && total->value.n > 0 && total->n > 0) {
            int version = version_of(world, total->value);
            assert_int_equal(total->n, 1);
            assert_int_equal(look->years[world->owner[version]], 0);
            look->years[world->owner[version]] = version;
            years++;
        }
    }
    look->answers = survey_total_of(&totals, S(""), S(""), S(""));
    look->agree = survey_total_of(&totals, S("agree"), S(""), S(""));
    assert_int_equal(survey_total_of(&totals, S("years"), S(""), S("")), years); /* it is of one moment */
    assert_int_equal(look->agree, survey_total_of(&totals, S("agree"), S(""), S("Y")) +
                                      survey_total_of(&totals, S("agree"), S(""), S("N")));
    assert_int_equal(q_survey_told(world->db, arena, 1, &told), OK);
    struct survey_answers texts = survey_told_read(arena, told.told);
    for (size_t i = 0; i < texts.n; i++) {
        int64_t version;
        assert_true(str_eq(texts.items[i].code, S("why")));
        assert_true(parse_int(str_from(texts.items[i].value, 5), 1, world->versions, &version));
        look->why[world->owner[version]] = (int)version;
    }
}

static int apart(const int *a, const int *b)
{
    int n = 0;
    for (int i = 0; i < PEOPLE; i++) {
        n += a[i] != b[i];
    }
    return n;
}

static void hold_apart(const char *what, int n, unsigned seed, size_t a, size_t b)
{
    if (n > 0 && n < FIVE) {
        fail_msg("sequence %u: looks %zu and %zu differ by %d people: %s", seed, a, b, n, what);
    }
}

/* Against every look before. */
static void look(struct world *world, unsigned seed)
{
    struct look *now = &world->looks[world->looks_n];
    see(world, now);
    arena_rewind(&world->scratch->arena, world->begun);
    for (size_t i = 0; i < world->looks_n; i++) {
        const struct look *then = &world->looks[i];
        hold_apart("a number", apart(now->years, then->years), seed, i, world->looks_n);
        hold_apart("a text", apart(now->why, then->why), seed, i, world->looks_n);
        hold_apart("answers", abs((int)(now->answers - then->answers)), seed, i, world->looks_n);
        hold_apart("a choice", abs((int)(now->agree - then->agree)), seed, i, world->looks_n);
    }
    world->looks_n++;
}

static void happen(struct world *world)
{
    unsigned what = below(world, 20);
    if (what == 0) {
        world->closed = !world->closed;
        assert_int_equal(world->closed ? survey_close(world->db, &world->scratch->arena, 1, false, NOW)
                                       : q_survey_close(world->db, 1, (struct maybe_int){0}, NOW), OK);
    } else if (!world->closed && what < 11 && world->answered < PEOPLE) {
        answer(world, world->answered++);
    } else if (!world->closed && world->answered > 0) {
        answer(world, (int)below(world, (unsigned)world->answered));
    }
}

static void begin(struct world *world, unsigned seed)
{
    struct scratch *scratch = world->scratch;
    struct db *db = world->db;
    struct str uid;
    *world = (struct world){.scratch = scratch, .db = db, .chance = seed * 7919u + 1};
    world->begun = arena_mark(&scratch->arena);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(survey_begin(db, &scratch->arena, 1, S(SURVEY_BEFORE), S("<document/>"), NOW, &uid), OK);
    assert_int_equal(q_survey_open(db, 1, false, NOW), OK);
}

static void test_any_two_looks(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    size_t shown = 0;
    world->scratch = *state;
    world->db = scratch_open(*state, DB_WRITE);
    for (unsigned seed = 0; seed < (scratch_all() ? 20 * SEQUENCES : SEQUENCES); seed++) {
        begin(world, seed);
        look(world, seed);
        for (int i = 0; i < EVENTS; i++) {
            happen(world);
            look(world, seed);
        }
        assert_true(apart(world->looks[0].years, world->looks[EVENTS].years) >= FIVE); /* something came of it */
        shown += apart(world->looks[0].why, world->looks[EVENTS].why) >= FIVE;
        assert_int_equal(db_end(world->db, FAULT_BUSY), FAULT_BUSY); /* nothing of it stays */
    }
    assert_true(shown > SEQUENCES / 2);
    db_close(world->db);
    free(world);
}

/* Eleven answer; closing it shows all of them, though ten is what five steps would show. */
static void test_closing_shows_all(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct look now;
    world->scratch = *state;
    world->db = scratch_open(*state, DB_WRITE);
    begin(world, 1);
    for (int i = 0; i < 11; i++) {
        answer(world, i);
        see(world, &now);
        assert_int_equal(now.answers, i < 9 ? 0 : 5);
    }
    assert_int_equal(survey_close(world->db, &world->scratch->arena, 1, false, NOW), OK);
    see(world, &now);
    assert_int_equal(now.answers, 11);
    assert_int_equal(q_survey_close(world->db, 1, (struct maybe_int){0}, NOW), OK);
    answer(world, 3); /* a correction, and four more */
    for (int i = 11; i < 15; i++) {
        answer(world, i);
    }
    assert_int_equal(survey_close(world->db, &world->scratch->arena, 1, false, NOW), OK);
    see(world, &now);
    assert_int_equal(now.answers, 11);
    assert_int_equal(q_survey_close(world->db, 1, (struct maybe_int){0}, NOW), OK);
    answer(world, 15);
    assert_int_equal(survey_close(world->db, &world->scratch->arena, 1, false, NOW), OK);
    see(world, &now);
    assert_int_equal(now.answers, 16);
    assert_int_equal(db_end(world->db, OK), OK);
    db_close(world->db);
    free(world);
}

/* Where it is a guest nothing is shown: its answers are counted at home. */
static void test_a_guest_shows_nothing(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    struct look now;
    world->scratch = *state;
    scratch_exec(*state, "net.db", "insert into programme_home (programme_id, network, box, sealed, brought_at) values "
                                   "(1, 'Big Net', '', '', 1)");
    world->db = scratch_open(*state, DB_WRITE);
    begin(world, 1);
    for (int i = 0; i < 20; i++) {
        answer(world, i);
    }
    assert_int_equal(survey_close(world->db, &world->scratch->arena, 1, false, NOW), OK);
    see(world, &now);
    assert_int_equal(now.answers, 0);
    assert_int_equal(apart(now.years, world->looks[0].years), 0);
    assert_int_equal(db_end(world->db, OK), OK);
    db_close(world->db);
    free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_any_two_looks, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_closing_shows_all, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_guest_shows_nothing, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("what is shown of a survey", tests, NULL, NULL);
}
