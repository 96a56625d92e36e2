/* SPDX-License-Identifier: AGPL-3.0-or-later
** Assessments: how one begins, who rates, rounds, which city sees it, the pages of people who act for the city and of
** who rates, and what goes when. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/assessment.h"
#include "store/assessment_band.h"
#include "store/matrix.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/programme.h"

#define NOW 1795348800
#define DAY 86400

static struct scratch *here;
static struct db *db;
static struct { int64_t id; struct str uid; } cities[2]; /* Alpha, Beta */
static int64_t person;

static int setup(void **state)
{
    static const char *const names[] = {"Alpha", "Beta"};
    static const char *const laus[] = {"IT_1", "IT_2"};
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    for (size_t i = 0; i < COUNT_OF(cities); i++) {
        const struct q_member_keys keys = {str_of(names[i]), S("IT"), str_of(laus[i]), {0}, {0}};
        assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &cities[i].id, NULL), OK);
    }
    const struct person_new new = {S("Ann"), S("ann@a.example"), S("en")};
    assert_int_equal(person_add(db, &here->arena, &new, NOW, &person), OK);
    struct q_member_list *rows;
    size_t n;
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    for (size_t i = 0; i < n; i++) {
        cities[i].uid = rows[i].uid; /* by name */
    }
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static struct str asked(const char *sql)
{
    return scratch_ask(here, "net.db", sql);
}

static struct q_assessment_of find(size_t city, struct str uid)
{
    struct q_assessment_of row;
    assert_int_equal(q_assessment_of(db, &here->arena, cities[city].uid, uid, &row), OK);
    return row;
}

static struct q_assessment_of begin(size_t city)
{
    const struct assessment_new new = {.member_id = cities[city].id, .name = S("How far?"), .framework = S("sgm-1"),
                                       .is_short = true};
    struct str uid;
    assert_int_equal(assessment_begin(db, &here->arena, &new, NOW, &uid), OK);
    return find(city, uid);
}

/* The raters of its last round, in their order. */
static struct q_assessment_raters *raters_of(const struct q_assessment_of *row, size_t should)
{
    struct q_assessment_raters *all;
    size_t n, found = 0;
    assert_int_equal(q_assessment_raters(db, &here->arena, row->uid, &all, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (all[i].round_id == row->round_id) {
            all[found++] = all[i];
        }
    }
    assert_int_equal(found, should);
    return all;
}

static void add(const struct q_assessment_of *row, const char *name, enum sector sector)
{
    const struct rater_new new = {.name = str_of(name), .sector = sector};
    assert_int_equal(assessment_rater_new(db, &here->arena, row, 0, &new, NOW), OK);
}

static enum fault say(struct str rater_uid, const char *criterion, int answer, const char *because)
{
    struct q_assessment_rater_by_uid rater;
    TRY(q_assessment_rater_by_uid(db, &here->arena, rater_uid, &rater));
    return rating_say(db, &rater, str_of(criterion), answer, str_of(because));
}

static void test_people_rate_and_change_what_they_said(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0);
    assert_int_equal(row.number, 1);
    assert_false(row.closed_at.known);
    add(&row, "Ann", SECTOR_PUBLIC);
    add(&row, "Bo", SECTOR_NONE);
    struct q_assessment_raters *raters = raters_of(&row, 2);
    assert_str(raters[0].sector, "public");
    assert_int_equal(say(raters[0].uid, "VIS-1", 5, "We do"), OK);
    assert_int_equal(say(raters[0].uid, "VIS-1", 3, ""), OK);
    assert_int_equal(say(raters[0].uid, "VIS-3", ANSWER_DONT_KNOW, ""), OK);
    assert_int_equal(say(raters[0].uid, "LED-1", ANSWER_NOT_APPLICABLE, ""), OK);
    assert_int_equal(say(raters[0].uid, "LED-2", 2, ""), OK);
    assert_int_equal(say(raters[0].uid, "LED-2", ANSWER_NONE, ""), OK);
    struct q_assessment_rater_round *said;
    size_t n;
    assert_int_equal(q_assessment_rater_round(db, &here->arena, raters[0].uid, &said, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(rating_answer(said[0].answer, said[0].level), ANSWER_NOT_APPLICABLE); /* LED-1, VIS-1, VIS-3 */
    assert_int_equal(rating_answer(said[1].answer, said[1].level), 3);
    assert_int_equal(rating_answer(said[2].answer, said[2].level), ANSWER_DONT_KNOW);
    assert_int_equal(q_assessment_rater_round(db, &here->arena, raters[1].uid, &said, &n), OK);
    assert_int_equal(n, 3);
    assert_str(said[1].because, ""); /* others' sentences are not theirs to read */
}

static void test_no_other_city_sees_it(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0), other;
    struct q_assessment_list *rows;
    size_t n;
    assert_int_equal(q_assessment_of(db, &here->arena, cities[1].uid, row.uid, &other), FAULT_NOT_FOUND);
    assert_int_equal(q_assessment_list(db, &here->arena, cities[1].uid, &rows, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(q_assessment_list(db, &here->arena, cities[0].uid, &rows, &n), OK);
    assert_int_equal(n, 1);
}

static void test_a_round_is_closed_opened_and_held_again(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0);
    add(&row, "Ann", SECTOR_PUBLIC);
    add(&row, "Bo", SECTOR_THIRD);
    struct q_assessment_raters *raters = raters_of(&row, 2);
    assert_int_equal(say(raters[0].uid, "VIS-1", 3, ""), OK);
    assert_int_equal(assessment_again(db, &here->arena, &row, NOW), FAULT_CONFLICT);
    assert_int_equal(assessment_reopen(db, &row, NOW), FAULT_CONFLICT);
    assert_int_equal(assessment_close(db, &here->arena, &row, person, NOW + 1), OK);
    row = find(0, row.uid);
    assert_str(row.closed_by, "Ann");
    assert_int_equal(assessment_close(db, &here->arena, &row, person, NOW + 1), FAULT_CONFLICT);
    assert_int_equal(say(raters[0].uid, "VIS-1", 4, "late"), FAULT_CONFLICT);
    const struct rater_new late = {.name = S("Cem")};
    assert_int_equal(assessment_rater_new(db, &here->arena, &row, 2, &late, NOW), FAULT_CONFLICT);
    assert_int_equal(assessment_reopen(db, &row, NOW + 2), OK);
    row = find(0, row.uid);
    assert_false(row.closed_at.known);
    assert_int_equal(assessment_close(db, &here->arena, &row, person, NOW + 3), OK);
    row = find(0, row.uid);
    assert_int_equal(assessment_again(db, &here->arena, &row, NOW + 4), OK);
    row = find(0, row.uid);
    assert_int_equal(row.number, 2);
    struct q_assessment_raters *again = raters_of(&row, 2);
    assert_str(again[1].name, "Bo");
    assert_false(str_eq(again[0].uid, raters[0].uid)); /* an old link says nothing in the new round */
    assert_int_equal(again[0].answers_n, 0);
}

static void test_who_is_taken_out_leaves_levels_of_nobody(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0);
    struct q_assessment_rater_by_uid rater;
    add(&row, "Ann", SECTOR_PUBLIC);
    add(&row, "Bo", SECTOR_THIRD);
    struct q_assessment_raters *raters = raters_of(&row, 2);
    assert_int_equal(say(raters[0].uid, "VIS-1", 5, "Ann says so"), OK);
    raters = raters_of(&row, 2);
    assert_int_equal(assessment_rater_out(db, &row, &raters[0], NOW), OK);
    assert_int_equal(assessment_rater_out(db, &row, &raters[1], NOW), OK);
    assert_str(asked("select count(*) || ' ' || max(name) from assessment_rater"), "1 ");
    assert_str(asked("select level || because from rating"), "5");
    assert_int_equal(q_assessment_rater_by_uid(db, &here->arena, raters[0].uid, &rater), FAULT_NOT_FOUND);
}

static void test_a_participant_who_is_erased_has_no_name_here(void **state)
{
    (void)state;
    const struct programme_new programme = {
        .member_id = cities[0].id, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders"),
        .template = S("two_hours"), .languages = S("en"), .place = S(""), .begins_on = {20500}, .by = person};
    const struct participant_new participant = {.name = S("Cem"), .short_name = S("Cem"), .mail = S("c@a.example"),
                                                .sector = S("public"), .came_by = S("invited")};
    struct q_programme_of held;
    struct q_programme_id id;
    struct str uid, who;
    assert_int_equal(programme_begin(db, &here->arena, &programme, NOW, &uid), OK);
    assert_int_equal(q_programme_id(db, &here->arena, uid, &id), OK);
    assert_int_equal(q_programme_of(db, &here->arena, cities[0].uid, uid, &held), OK);
    assert_int_equal(participant_add(db, &here->arena, &held, &participant, NOW, &who), OK);
    struct assessment_new new = {.member_id = cities[0].id, .programme_id = {true, id.id}, .name = S("How far?"),
                                 .framework = S("sgm-1")};
    assert_int_equal(assessment_begin(db, &here->arena, &new, NOW, &uid), OK);
    struct q_assessment_of row = find(0, uid);
    assert_str(row.programme, "Leaders");
    const struct rater_new rater = {{true, 1}, S("Cem"), SECTOR_PUBLIC, S("c@a.example"), S("de")};
    struct q_assessment_in_room *open;
    struct str first, second;
    size_t n;
    assert_int_equal(q_assessment_in_room(db, &here->arena, who, &open, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(q_assessment_room(db, row.id, true), OK);
    assert_int_equal(q_assessment_in_room(db, &here->arena, who, &open, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(assessment_rater_of_room(db, &here->arena, &open[0], &rater, NOW, &first), OK);
    assert_int_equal(q_assessment_in_room(db, &here->arena, who, &open, &n), OK);
    assert_int_equal(assessment_rater_of_room(db, &here->arena, &open[0], &rater, NOW, &second), OK);
    assert_str(first, str_c(&here->arena, second)); /* one row a participant */
    assert_int_equal(say(raters_of(&row, 1)[0].uid, "VIS-1", 4, "Cem knows"), OK);
    assert_int_equal(participant_erase(db, &here->arena, who, NOW), OK);
    assert_str(asked("select name || mail || sector from assessment_rater"), "public");
    assert_str(asked("select level || because from rating"), "4");
    assert_int_equal(programme_remove(db, id.id), OK);
    row = find(0, uid);
    assert_int_equal(row.programme_uid.n, 0);
    assert_str(asked("select count(*) from rating"), "1");
}

static struct q_assessment_rater_by_uid rater_of(struct str uid)
{
    struct q_assessment_rater_by_uid rater;
    assert_int_equal(q_assessment_rater_by_uid(db, &here->arena, uid, &rater), OK);
    return rater;
}

/* Two criteria of a dimension are handed to somebody by mail, answered, and taken back. */
static void test_a_part_is_handed_over_and_taken_back(void **state)
{
    (void)state;
    static const struct str ids[] = {S_INIT("LED-1"), S_INIT("LED-2")};
    const struct rater_new other = {.name = S("Cem"), .sector = SECTOR_PUBLIC, .mail = S("Cem@a.example"),
                                    .language = S("de")};
    struct q_assessment_of row = begin(0);
    struct q_rater_handed *handed;
    size_t n;
    const struct rater_new ann = {.name = S("Ann"), .sector = SECTOR_PUBLIC, .mail = S("ann@a.example")};
    assert_int_equal(assessment_rater_new(db, &here->arena, &row, 0, &ann, NOW), OK);
    add(&row, "Bo", SECTOR_THIRD);
    struct str uid = raters_of(&row, 2)[0].uid, bo_uid = raters_of(&row, 2)[1].uid;
    struct q_assessment_rater_by_uid rater = rater_of(uid), bo = rater_of(bo_uid);
    assert_int_equal(say(uid, "LED-1", 4, "mine"), OK);
    const struct rater_new self = {.name = S("Me"), .mail = S("ANN@a.example")};
    assert_int_equal(rating_hand(db, &here->arena, &rater, S("LED"), ids, 2, &self, NOW), FAULT_CONFLICT);
    assert_int_equal(rating_hand(db, &here->arena, &rater, S("LED"), ids, 2, &other, NOW), OK);
    assert_str(asked("select count(*) from rating"), "0"); /* theirs counts */
    assert_str(asked("select kind || address || language from mail"), "assessmentCem@a.examplede");
    struct q_assessment_raters *all = raters_of(&row, 3);
    assert_true(all[2].part);
    assert_str(all[2].sector, "public");
    assert_int_equal(q_rater_handed(db, &here->arena, uid, &handed, &n), OK);
    assert_int_equal(n, 1);
    assert_true(handed[0].mine);
    assert_str(handed[0].name, "Cem");
    /* Somebody else hands the same to the same: one who answers, one voice. */
    assert_int_equal(rating_hand(db, &here->arena, &bo, S("LED"), ids, 2, &other, NOW), OK);
    all = raters_of(&row, 3);
    assert_int_equal(say(all[2].uid, "LED-1", 5, "Cem knows"), OK);
    assert_int_equal(rating_hand_back(db, &rater, &handed[0], ids, 2), OK);
    assert_str(asked("select because from rating"), "Cem knows"); /* for Bo */
    assert_int_equal(q_rater_handed(db, &here->arena, bo_uid, &handed, &n), OK);
    assert_int_equal(rating_hand_back(db, &bo, &handed[0], ids, 2), OK);
    assert_str(asked("select count(*) from rating"), "0");
    raters_of(&row, 2); /* who has nothing to answer is gone */
    /* To who rates all of it: nothing of theirs goes when it is taken back. */
    const struct rater_new colleague = {.name = S("A."), .mail = S("ann@a.example")};
    assert_int_equal(say(uid, "LED-1", 3, ""), OK);
    assert_int_equal(rating_hand(db, &here->arena, &bo, S("LED"), ids, 2, &colleague, NOW), OK);
    raters_of(&row, 2);
    assert_int_equal(q_rater_handed(db, &here->arena, bo_uid, &handed, &n), OK);
    assert_int_equal(rating_hand_back(db, &bo, &handed[0], ids, 2), OK);
    assert_str(asked("select level from rating"), "3");
    /* Who is taken out answers nothing any more: it is theirs again who handed it. */
    assert_int_equal(rating_hand(db, &here->arena, &bo, S("LED"), ids, 2, &other, NOW), OK);
    assert_int_equal(assessment_rater_out(db, &row, &raters_of(&row, 3)[2], NOW), OK);
    assert_str(asked("select count(*) from assessment_handed"), "0");
    assert_int_equal(assessment_close(db, &here->arena, &row, person, NOW), OK);
    rater = rater_of(uid);
    assert_int_equal(rating_hand(db, &here->arena, &rater, S("LED"), ids, 2, &other, NOW), FAULT_CONFLICT);
    assert_int_equal(rating_hand_back(db, &rater, &handed[0], ids, 2), FAULT_CONFLICT);
}

/* Closed, opened again, closed with somebody more: numbers of people would tell what that one said. */
static void test_a_second_look_tells_no_single_voice(void **state)
{
    (void)state;
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    struct q_assessment_of row = begin(0);
    for (size_t i = 0; i < 10; i++) {
        add(&row, names[i], SECTOR_NONE);
    }
    struct q_assessment_raters *raters = raters_of(&row, 10);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(say(raters[i].uid, "VIS-1", 3, ""), OK);
    }
    for (size_t answered = 5; answered <= 10; answered++) { /* one more each time */
        assert_int_equal(assessment_close(db, &here->arena, &row, person, NOW), OK);
        row = find(0, row.uid);
        assert_int_equal(row.hides, answered > 5 && answered < 10);
        assert_int_equal(row.told_raters.v, answered < 10 ? 5 : 10);
        assert_int_equal(assessment_reopen(db, &row, NOW), OK);
        row = find(0, row.uid);
        if (answered == 5) { /* and nothing new: shown as it was */
            assert_int_equal(assessment_close(db, &here->arena, &row, person, NOW), OK);
            row = find(0, row.uid);
            assert_false(row.hides);
            assert_int_equal(assessment_reopen(db, &row, NOW), OK);
            row = find(0, row.uid);
        }
        if (answered < 10) {
            assert_int_equal(say(raters[answered].uid, "VIS-1", 5, ""), OK);
        }
    }
}

static void test_sentences_are_confirmed_and_a_change_undoes_it(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0);
    struct q_assessment_ratings *said;
    size_t n;
    add(&row, "Ann", SECTOR_NONE);
    struct str uid = raters_of(&row, 1)[0].uid;
    assert_int_equal(say(uid, "VIS-1", 5, "Adopted"), OK);
    /* Of another level: */
    assert_int_equal(q_rating_confirm(db, row.round_id, S("VIS-1"), 4, S("Adopted"), person), OK);
    assert_str(asked("select count(*) from rating_confirmed"), "0");
    assert_int_equal(q_rating_confirm(db, row.round_id, S("VIS-1"), 5, S("Adopted"), person), OK);
    assert_int_equal(q_rating_confirm(db, row.round_id, S("VIS-1"), 5, S("Adopted"), person), OK);
    assert_int_equal(q_assessment_ratings(db, &here->arena, row.uid, &said, &n), OK);
    assert_true(said[0].confirmed);
    assert_str(said[0].confirmed_by, "Ann");
    assert_int_equal(q_rating_doubt(db, row.round_id, S("VIS-1"), 5, S("Adopted")), OK);
    assert_str(asked("select count(*) from rating_confirmed"), "0");
    assert_int_equal(q_rating_confirm(db, row.round_id, S("VIS-1"), 5, S("Adopted"), person), OK);
    assert_int_equal(assessment_erase_person(db, person), OK);
    assert_str(asked("select count(*) || ' ' || count(person_id) from rating_confirmed"), "1 0");
    assert_int_equal(say(uid, "VIS-1", 5, "Adopted twice"), OK);
    assert_str(asked("select count(*) from rating_confirmed"), "0");
}

static void test_who_was_typed_with_an_address_is_erased_by_it(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0);
    const struct rater_new cem = {.name = S("Cem"), .mail = S("Cem@a.example")};
    assert_int_equal(assessment_rater_new(db, &here->arena, &row, 0, &cem, NOW), OK);
    assert_int_equal(say(raters_of(&row, 1)[0].uid, "VIS-1", 4, "Cem knows"), OK);
    assert_int_equal(assessment_erase_mail(db, &here->arena, S("cem@A.example"), NOW), OK);
    assert_str(asked("select name || mail || mail_folded from assessment_rater"), "");
    assert_str(asked("select level || because from rating"), "4");
    assert_str(asked("select kind from erasure"), "rater");
}

static void share(int64_t city, int level)
{
    const struct band_shared shared = {city, S("e"), 100 + city, &level, 1};
    assert_int_equal(band_share(db, &here->arena, &shared, person, NOW), OK);
}

/* "n lower upper" as that city sees it; "": it sees none. */
static struct str band_of(int64_t city)
{
    struct q_assessment_bands *rows;
    size_t n;
    assert_int_equal(q_assessment_bands(db, &here->arena, S("e"), city, &rows, &n), OK);
    return n == 0 || !band_is_shown(&rows[0])
               ? S("") : str_format(&here->arena, "%d %d %d", (int)rows[0].n, (int)rows[0].least, (int)rows[0].most);
}

/* A band of six at least, that neither a seventh city nor one that goes changes. */
static void test_a_band_tells_no_single_city(void **state)
{
    (void)state;
    for (int64_t city = 1; city <= 5; city++) {
        share(city, 2);
    }
    assert_str(band_of(1), "");
    share(6, 4);
    assert_str(band_of(1), "6 200 200");
    assert_str(band_of(99), "6 200 200");
    share(7, 5); /* one joins, another changes, a third goes: it stays */
    share(6, 5);
    assert_str(band_of(1), "6 200 200");
    assert_int_equal(band_take_back(db, &here->arena, 5, S("e")), OK);
    assert_str(band_of(99), "6 200 200"); /* five others of it still share */
    assert_str(band_of(1), "");           /* for one of them only four */
    assert_str(asked("select count(level) || ' ' || max(counted) from assessment_share where member_id = 5"), "0 0");
    share(8, 5);
    assert_str(band_of(99), "6 200 200");
    share(9, 5); /* the fifth change */
    assert_str(band_of(1), "8 200 500");
    assert_str(asked("select count(*) from assessment_share where member_id = 5"), "0");
    /* The same five times by one city is one change. */
    for (int level = 1; level <= 5; level++) {
        share(9, level);
    }
    assert_str(band_of(1), "8 200 500");
    const struct band_shared other = {9, S("e"), 1, &(int){1}, 1}; /* an assessment that is not shared */
    assert_int_equal(band_change(db, &here->arena, &other), OK);
    assert_str(asked("select level from assessment_share where member_id = 9"), "5");
    assert_int_equal(band_forget(db), OK); /* their assessments are gone */
    assert_str(band_of(99), "");
    assert_str(asked("select count(*) from assessment_share where level is not null"), "0");
}

static void test_it_goes_when_its_time_is_over(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0), other = begin(1);
    add(&row, "Ann", SECTOR_PUBLIC);
    assert_int_equal(say(raters_of(&row, 1)[0].uid, "VIS-1", 5, "Ann"), OK);
    assert_int_equal(assessment_close(db, &here->arena, &row, person, NOW), OK);
    assert_int_equal(q_assessment_level_put(db, &(struct q_assessment_level_put_in){
        .round_id = row.round_id, .criterion = S("VIS-1"), .level = {true, 3}, .because = S("so"), .person_id = person,
        .now = NOW}), OK);
    assert_int_equal(assessment_erase_person(db, person), OK);
    assert_str(asked("select count(closed_by) from assessment_round"), "0");
    assert_str(asked("select count(person_id) || max(because) from assessment_level"), "0so");
    assert_int_equal(assessment_tidy(db, NOW + ASSESSMENT_NAMES_KEPT_S - 1), OK);
    assert_str(asked("select name from assessment_rater"), "Ann");
    assert_int_equal(assessment_tidy(db, NOW + ASSESSMENT_NAMES_KEPT_S), OK);
    assert_str(asked("select name || (select because from rating) from assessment_rater"), "");
    assert_int_equal(assessment_tidy(db, NOW + ASSESSMENT_KEPT_S - 1), OK);
    assert_str(asked("select count(*) from assessment"), "2");
    assert_int_equal(assessment_end(db, other.id), OK);
    assert_int_equal(assessment_tidy(db, NOW + ASSESSMENT_KEPT_S), OK);
    assert_str(asked("select (select count(*) from assessment) + (select count(*) from assessment_round) + "
                     "(select count(*) from assessment_rater) + (select count(*) from rating) + "
                     "(select count(*) from assessment_level)"), "0");
}

/* Its text is for an assessment of the same city, and who rates in it; it stays as long as one asks by it. */
static void test_a_matrix_is_its_city_s_alone(void **state)
{
    (void)state;
    const struct matrix_new matrix = {cities[0].id, S("Ours"), S("Alpha"), S("#1"), S("{secret}"), person};
    struct q_matrix_list *rows, *others;
    struct str body;
    size_t n;
    assert_int_equal(matrix_new_add(db, &here->arena, &matrix, 0, NOW), OK);
    assert_int_equal(matrix_new_add(db, &here->arena, &matrix, MATRICES_MAX, NOW), FAULT_TOO_LARGE);
    assert_int_equal(q_matrix_list(db, &here->arena, cities[1].uid, &others, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(q_matrix_list(db, &here->arena, cities[0].uid, &rows, &n), OK);
    assert_int_equal(n, 1);
    struct assessment_new new = {.member_id = cities[0].id, .name = S("By it"), .framework = rows[0].uid};
    struct str uid, theirs;
    assert_int_equal(assessment_begin(db, &here->arena, &new, NOW, &uid), OK);
    new.member_id = cities[1].id; /* another city that names it gets none of it */
    assert_int_equal(assessment_begin(db, &here->arena, &new, NOW, &theirs), OK);
    assert_int_equal(matrix_text_of(db, &here->arena, theirs, &body), OK);
    assert_int_equal(body.n, 0);
    assert_int_equal(matrix_text_of(db, &here->arena, uid, &body), OK);
    assert_str(body, "{secret}");
    struct q_assessment_of row = find(0, uid);
    add(&row, "Ann", SECTOR_NONE);
    assert_int_equal(matrix_text_for(db, &here->arena, raters_of(&row, 1)[0].uid, &body), OK);
    assert_str(body, "{secret}");
    row = find(1, theirs);
    add(&row, "Bo", SECTOR_NONE);
    assert_int_equal(matrix_text_for(db, &here->arena, raters_of(&row, 1)[0].uid, &body), OK);
    assert_int_equal(body.n, 0);
    assert_int_equal(q_matrix_remove(db, cities[0].id, rows[0].uid), OK);
    assert_str(asked("select count(*) from framework_matrix"), "1");
    assert_int_equal(assessment_end(db, row.id), OK);
    assert_int_equal(assessment_end(db, find(0, uid).id), OK);
    assert_int_equal(q_matrix_remove(db, cities[1].id, rows[0].uid), OK);
    assert_str(asked("select count(*) from framework_matrix"), "1");
    assert_int_equal(q_matrix_remove(db, cities[0].id, rows[0].uid), OK);
    assert_str(asked("select count(*) from framework_matrix"), "0");
}

static void test_there_is_an_end_to_them(void **state)
{
    (void)state;
    struct q_assessment_of row = begin(0);
    const struct rater_new one = {.name = S("One")};
    assert_int_equal(assessment_rater_new(db, &here->arena, &row, ASSESSMENT_RATERS_MAX, &one, NOW), FAULT_TOO_LARGE);
    for (int i = 1; i < ASSESSMENTS_MAX; i++) {
        begin(0);
    }
    const struct assessment_new new = {.member_id = cities[0].id, .name = S("One more"), .framework = S("sgm-1")};
    struct str uid = S("none");
    assert_int_equal(assessment_begin(db, &here->arena, &new, NOW, &uid), FAULT_TOO_LARGE);
    assert_str(uid, "none");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_people_rate_and_change_what_they_said), TEST(test_no_other_city_sees_it),
        TEST(test_a_round_is_closed_opened_and_held_again), TEST(test_who_is_taken_out_leaves_levels_of_nobody),
        TEST(test_a_participant_who_is_erased_has_no_name_here), TEST(test_it_goes_when_its_time_is_over),
        TEST(test_a_band_tells_no_single_city), TEST(test_a_part_is_handed_over_and_taken_back),
        TEST(test_a_second_look_tells_no_single_voice),
        TEST(test_sentences_are_confirmed_and_a_change_undoes_it),
        TEST(test_who_was_typed_with_an_address_is_erased_by_it),
        TEST(test_there_is_an_end_to_them), TEST(test_a_matrix_is_its_city_s_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
