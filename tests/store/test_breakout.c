/* SPDX-License-Identifier: AGPL-3.0-or-later
** Groups in a room: who is seated, that nobody meets again where that can be, who comes late; cards that are moved and
** never lost, statements, and what goes into plenary. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/scan.h"
#include "scratch.h"
#include "store/breakout.h"
#include "store/membership.h"
#include "store/paper.h"
#include "store/person.h"
#include "store/programme_agenda.h"
#include "store/vote.h"

#define NOW 1795348800
#define PEOPLE 12

static struct scratch *here;
static struct db *db;
static struct q_programme_of programme;
static struct breakout_room room;
static struct breakout_in blocks[3];
static int64_t people[PEOPLE];
static struct agenda agenda;

static void add_people(void)
{
    static const char *const sectors[] = {"public", "private", "third"};
    for (size_t i = 0; i < PEOPLE; i++) {
        struct str name = str_format(&here->arena, "P%zu", i), uid;
        const struct participant_new new = {
            .name = name, .short_name = name, .organisation = str_format(&here->arena, "O%zu", i / 2),
            .sector = str_of(sectors[i % 3]), .role = S(""), .mail = S(""), .language = S("en"),
            .came_by = S("invited")};
        struct q_participant_by_uid row;
        assert_int_equal(participant_add(db, &here->arena, &programme, &new, NOW, &uid), OK);
        assert_int_equal(q_participant_by_uid(db, &here->arena, uid, &row), OK);
        people[i] = row.id;
    }
}

static int setup(void **state)
{
    const struct q_member_keys keys = {S("Alpha"), S("IT"), S("IT_1"), {0}, {0}};
    const struct person_new person = {S("Ann"), S("ann@a.example"), S("en")};
    int64_t city, by;
    struct str uid;
    struct q_member_list *rows;
    size_t n;
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &city, NULL), OK);
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &by), OK);
    const struct programme_new new = {
        .member_id = city, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders"), .template = S(""),
        .languages = S("en"), .place = S(""), .begins_on = {NOW / 86400}, .by = by};
    assert_int_equal(programme_begin(db, &here->arena, &new, NOW, &uid), OK);
    assert_int_equal(q_member_list(db, &here->arena, S(""), NOW, &rows, &n), OK);
    assert_int_equal(q_programme_of(db, &here->arena, rows[0].uid, uid, &programme), OK);
    assert_int_equal(agenda_load(db, &here->arena, uid, &agenda), OK);
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        const struct block_new block = {i == 2 ? BLOCK_SORT : BLOCK_BREAKOUT, S("Work"), S(""), 30};
        assert_int_equal(agenda_add(db, &here->arena, &agenda, programme.id, agenda.sessions[0].id, &block, NOW), OK);
        assert_int_equal(agenda_load(db, &here->arena, uid, &agenda), OK);
        blocks[i] = (struct breakout_in){agenda.blocks[i].id, agenda.blocks[i].uid};
    }
    room = (struct breakout_room){programme.id, programme.code};
    add_people();
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

#define assert_asked(sql, what) assert_true(str_eq(asked(sql), S(what)))

static int64_t group_of(int64_t number, int64_t person)
{
    struct q_breakout_seats *seats;
    size_t n;
    assert_int_equal(q_breakout_seats(db, &here->arena, room.code, &seats, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (seats[i].round == number && seats[i].participant_id == person) {
            return seats[i].group_number;
        }
    }
    return 0;
}

static struct seating_again judged(int64_t round, int groups)
{
    struct seating_again again = {-1, -1};
    struct q_breakout_seats *seats;
    size_t n;
    assert_int_equal(q_breakout_seats(db, &here->arena, room.code, &seats, &n), OK);
    (void)breakout_judge(&here->arena, seats, n, round, groups, &again);
    return again;
}

/* Twelve in four groups of three: nobody meets twice in two rounds, though one of them missed the first. */
static void test_nobody_meets_again(void **state)
{
    (void)state;
    assert_int_equal(breakout_make(db, &here->arena, &room, &blocks[0], 4, NOW), OK);
    assert_asked("select count(*) from breakout_seat", "12");
    assert_asked("select count(*) from breakout_group", "4");
    assert_int_equal(judged(1, 4).pairs, -1); /* none came before */
    assert_int_equal(breakout_make(db, &here->arena, &room, &blocks[1], 4, NOW), OK);
    assert_int_equal(judged(2, 4).pairs, 0);
    assert_int_equal(judged(2, 4).least, 0);
    for (size_t i = 0; i < PEOPLE; i += 2) { /* colleagues sit apart */
        assert_true(group_of(2, people[i]) != group_of(2, people[i + 1]));
    }
    /* Two groups leave no way around it: six of three are at least three pairs, in each of four groups one. */
    assert_int_equal(breakout_make(db, &here->arena, &room, &blocks[2], 2, NOW), OK);
    struct seating_again again = judged(3, 2);
    assert_true(again.least >= 4 && again.pairs >= again.least);
}

/* Attendance first, else who accepted, with who came by the code; else all. */
static void test_who_is_there(void **state)
{
    (void)state;
    struct q_breakout_there *rows;
    int64_t session = agenda.sessions[0].id;
    size_t n;
    assert_int_equal(breakout_who(db, &here->arena, blocks[0].block_id, &rows, &n), OK);
    assert_int_equal(n, PEOPLE);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(q_participant_accept_session(db, people[i], session, i < 2, NOW), OK);
    }
    assert_int_equal(breakout_who(db, &here->arena, blocks[0].block_id, &rows, &n), OK);
    assert_int_equal(n, 2);
    const struct participant_new late = {.name = S("Zoe"), .short_name = S("Zoe"), .organisation = S(""),
                                         .sector = S(""), .role = S(""), .mail = S(""), .language = S("en"),
                                         .came_by = S("code")};
    struct str uid;
    assert_int_equal(participant_add(db, &here->arena, &programme, &late, NOW, &uid), OK);
    assert_int_equal(breakout_who(db, &here->arena, blocks[0].block_id, &rows, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(q_participant_attended(db, people[5], session, (struct maybe_int){true, 1}), OK);
    assert_int_equal(q_participant_attended(db, people[0], session, (struct maybe_int){true, 0}), OK);
    assert_int_equal(breakout_who(db, &here->arena, blocks[0].block_id, &rows, &n), OK);
    assert_int_equal(n, 2); /* P5 and Zoe */
    assert_true(rows[0].id == people[5]);
    /* P5 scans the code too: the same one, seated once, with their organisation */
    const struct participant_new again = {.name = S("p5"), .short_name = S("p5"), .organisation = S(""),
                                          .sector = S(""), .role = S(""), .mail = S(""), .language = S("en"),
                                          .came_by = S("code")};
    assert_int_equal(participant_add(db, &here->arena, &programme, &again, NOW, &uid), OK);
    assert_int_equal(breakout_who(db, &here->arena, blocks[0].block_id, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_true(str_eq(rows[1].short_name, S("p5")) && str_eq(rows[1].organisation, S("O2")));
    assert_true(str_eq(rows[1].sector, S("third")) && str_eq(rows[0].short_name, S("Zoe")));
}

static void test_late_and_moved(void **state)
{
    (void)state;
    int64_t group = 0;
    int64_t session = agenda.sessions[0].id;
    for (size_t i = 0; i < 11; i++) {
        assert_int_equal(q_participant_accept_session(db, people[i], session, 1, NOW), OK);
    }
    assert_int_equal(breakout_make(db, &here->arena, &room, &blocks[0], 3, NOW), OK);
    assert_asked("select count(*) from breakout_seat", "11");
    assert_int_equal(breakout_seat_late(db, &here->arena, &room, blocks[0].block_uid, people[11], &group), OK);
    assert_int_equal(group_of(1, people[11]), group);
    assert_asked("select max(n) from (select count(*) as n from breakout_seat group by group_number) as x", "4");
    assert_int_equal(breakout_seat_late(db, &here->arena, &room, blocks[0].block_uid, people[11], &group),
                     FAULT_CONFLICT);
    assert_int_equal(breakout_seat_late(db, &here->arena, &room, blocks[0].block_uid, 9999, &group), FAULT_CONFLICT);
    /* P3 sits already, and scans the code too: the same group */
    const struct participant_new again = {.name = S("P3"), .short_name = S("p3"), .organisation = S(""),
                                          .sector = S(""), .role = S(""), .mail = S(""), .language = S("en"),
                                          .came_by = S("code")};
    struct str uid;
    int64_t third = 0, own;
    assert_int_equal(participant_add(db, &here->arena, &programme, &again, NOW, &uid), OK);
    assert_true(parse_int(asked("select max(id) from participant"), 1, INT64_MAX, &own));
    assert_int_equal(breakout_seat_late(db, &here->arena, &room, blocks[0].block_uid, own, &third), OK);
    assert_int_equal(third, group_of(1, people[3]));
    assert_int_equal(breakout_move(db, &here->arena, &room, blocks[0].block_uid, people[0], group % 3 + 1), OK);
    assert_int_equal(group_of(1, people[0]), group % 3 + 1);
    assert_int_equal(breakout_move(db, &here->arena, &room, blocks[0].block_uid, people[0], 4), FAULT_CONFLICT);
    /* made anew while nobody has written; not behind that */
    assert_int_equal(breakout_make(db, &here->arena, &room, &blocks[0], 2, NOW), OK);
    assert_asked("select count(*) from breakout_group", "2");
    const struct breakout_place place = {programme.id, 1, 1};
    assert_int_equal(breakout_write(db, &here->arena, &place, S("One"), NOW), OK);
    assert_int_equal(breakout_make(db, &here->arena, &room, &blocks[0], 3, NOW), FAULT_CONFLICT);
    /* another block goes on with them */
    assert_int_equal(breakout_go_on(db, &here->arena, &room, &blocks[2], 1), OK);
    assert_int_equal(breakout_go_on(db, &here->arena, &room, &blocks[2], 1), FAULT_CONFLICT);
    assert_int_equal(breakout_go_on(db, &here->arena, &room, &blocks[1], 7), FAULT_NOT_FOUND);
}

static struct str card(const char *text)
{
    return asked(str_format(&here->arena, "select uid from breakout_card where text = '%s'", text).s);
}

static void test_no_card_is_lost(void **state)
{
    (void)state;
    const struct breakout_place place = {programme.id, 1, 1}, other = {programme.id, 1, 2};
    struct arena *arena = &here->arena;
    assert_int_equal(breakout_make(db, arena, &room, &blocks[0], 3, NOW), OK);
    assert_int_equal(breakout_write(db, arena, &place, S("One"), NOW), OK);
    assert_int_equal(breakout_write(db, arena, &place, S("Two"), NOW), OK);
    assert_int_equal(breakout_sort(db, arena, &place, card("One"), CARD_TO_NEW, NOW), OK);
    assert_int_equal(breakout_sort(db, arena, &place, card("Two"), 1, NOW), OK);
    assert_int_equal(breakout_sort(db, arena, &place, card("Two"), 2, NOW), FAULT_CONFLICT);
    assert_int_equal(breakout_sort(db, arena, &other, card("Two"), 0, NOW), FAULT_NOT_FOUND); /* another group's */
    assert_int_equal(breakout_sort(db, arena, &place, card("Two"), CARD_TO_APART, NOW), OK);
    assert_asked("select sorted_into from breakout_card where apart_at is not null", "1");
    assert_int_equal(breakout_sort(db, arena, &place, card("Two"), 0, NOW), OK);
    assert_asked("select count(*) from breakout_card where apart_at is null", "2");
    /* a name goes over what was seen only */
    assert_int_equal(breakout_name(db, arena, &place, 1, S("Money"), S("")), OK);
    assert_int_equal(breakout_name(db, arena, &place, 1, S("Time"), S("")), FAULT_CONFLICT);
    assert_int_equal(breakout_name(db, arena, &place, 1, S("Money"), S("")), OK);
    assert_int_equal(breakout_name(db, arena, &place, 1, S("Time"), S("Money")), OK);
    for (int i = 1; i < BREAKOUT_CARD_GROUPS_MAX; i++) {
        assert_int_equal(breakout_sort(db, arena, &place, card("One"), CARD_TO_NEW, NOW), OK);
    }
    assert_int_equal(breakout_sort(db, arena, &place, card("One"), CARD_TO_NEW, NOW), FAULT_TOO_LARGE);
    for (int i = 2; i < BREAKOUT_CARDS_MAX; i++) {
        assert_int_equal(breakout_write(db, arena, &place, S("More"), NOW), OK);
    }
    assert_int_equal(breakout_write(db, arena, &place, S("Too many"), NOW), FAULT_TOO_LARGE);
    assert_int_equal(breakout_write(db, arena, &other, S("Theirs"), NOW), OK);
}

static struct str statement(const char *text)
{
    return asked(str_format(&here->arena, "select uid from breakout_statement where text = '%s'", text).s);
}

static void test_three_statements_and_plenary(void **state)
{
    (void)state;
    static const char *const texts[] = {"A", "B", "C"};
    const struct breakout_place place = {programme.id, 1, 1}, other = {programme.id, 1, 2};
    struct arena *arena = &here->arena;
    assert_int_equal(breakout_make(db, arena, &room, &blocks[0], 3, NOW), OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(breakout_say(db, arena, &place, str_of(texts[i]), S("sure"), NOW), OK);
    }
    assert_int_equal(breakout_say(db, arena, &place, S("D"), S("sure"), NOW), FAULT_TOO_LARGE);
    assert_int_equal(breakout_take_back(db, arena, &other, statement("A"), false, NOW), FAULT_NOT_FOUND);
    assert_int_equal(breakout_take_back(db, arena, &place, statement("A"), false, NOW), OK);
    assert_int_equal(breakout_say(db, arena, &place, S("D"), S("guess"), NOW), OK);
    assert_int_equal(breakout_take_back(db, arena, &place, statement("A"), true, NOW), FAULT_TOO_LARGE);
    assert_int_equal(breakout_take(db, arena, programme.id, statement("A"), S("Q"), NOW), FAULT_CONFLICT);
    assert_int_equal(breakout_take(db, arena, programme.id, statement("B"), S("Q"), NOW), OK);
    assert_int_equal(breakout_take(db, arena, programme.id, statement("B"), S("Q"), NOW), FAULT_CONFLICT);
    assert_int_equal(breakout_take(db, arena, programme.id + 1, statement("D"), S("Q"), NOW), FAULT_NOT_FOUND);
    assert_int_equal(breakout_take(db, arena, programme.id, statement("D"), S("Q"), NOW), OK);
    assert_asked("select count(*) from vote where kind = 'test'", "1"); /* both on one list */
    struct str vote = asked("select uid from vote");
    assert_int_equal(vote_do(db, arena, programme.id, vote, VOTE_OPEN, NOW), OK);
    assert_int_equal(breakout_take(db, arena, programme.id, statement("C"), S("Q"), NOW), OK);
    assert_asked("select count(*) from vote", "2"); /* one that is open is not changed */
    struct q_vote_options *options;
    size_t n;
    assert_int_equal(q_vote_options(db, arena, room.code, &options, &n), OK);
    assert_int_equal(n, 3);
    assert_true(options[1].group_number == 1 && str_eq(options[1].sure, S("guess")));
}

/* Groups are at work while their block is going on; who is erased leaves a seat of nobody. */
static void test_while_the_block_goes_on(void **state)
{
    (void)state;
    struct arena *arena = &here->arena;
    struct q_breakout_seat_now seat;
    assert_int_equal(breakout_make(db, arena, &room, &blocks[0], 3, NOW), OK);
    assert_int_equal(q_breakout_seat_now(db, arena, people[0], blocks[0].block_uid, &seat), FAULT_NOT_FOUND);
    assert_int_equal(agenda_begin(db, &agenda, programme.id, &agenda.blocks[0], NOW), OK);
    assert_int_equal(q_breakout_seat_now(db, arena, people[0], blocks[0].block_uid, &seat), OK);
    struct q_room_block *on;
    size_t n;
    assert_int_equal(q_room_block(db, arena, room.code, &on, &n), OK);
    assert_true(n == 1 && on[0].id == blocks[0].block_id);
    assert_int_equal(agenda_load(db, arena, programme.uid, &agenda), OK);
    assert_int_equal(agenda_end(db, programme.id, &agenda.blocks[0], NOW), OK);
    assert_int_equal(q_breakout_seat_now(db, arena, people[0], blocks[0].block_uid, &seat), FAULT_NOT_FOUND);
    struct str uid = asked("select uid from participant where name = 'P0'");
    assert_int_equal(participant_erase(db, arena, uid, NOW), OK);
    assert_asked("select count(*) from breakout_seat", "12");
    assert_int_equal(programme_remove(db, programme.id), OK);
    assert_asked("select count(*) from breakout_seat", "0");
    assert_asked("select count(*) from breakout_block", "0");
}

/* The same paper twice adds nothing; two who wrote the same are two; a card of a phone is no card of paper. */
static void test_cards_from_paper(void **state)
{
    (void)state;
    static const struct paper_card cards[] = {{1, {"Buses", 5}}, {1, {"Buses", 5}}, {1, {"Roofs", 5}},
                                              {2, {"Buses", 5}}};
    const struct breakout_place place = {programme.id, 1, 1};
    struct arena *arena = &here->arena;
    size_t added;
    assert_int_equal(breakout_make(db, arena, &room, &blocks[0], 3, NOW), OK);
    assert_int_equal(breakout_write(db, arena, &place, S("Roofs"), NOW), OK);
    assert_int_equal(paper_cards_add(db, arena, programme.id, 1, cards, 4, NOW, &added), OK);
    assert_int_equal(added, 4);
    assert_int_equal(paper_cards_add(db, arena, programme.id, 1, cards, 4, NOW, &added), OK);
    assert_int_equal(added, 0);
    assert_int_equal(paper_cards_add(db, arena, programme.id, 1, cards + 1, 2, NOW, &added), OK);
    assert_int_equal(added, 0);
    assert_asked("select count(*) from breakout_card where paper_at is not null", "4");
    assert_asked("select count(*) from breakout_card", "5");
    for (int i = 4; i < BREAKOUT_CARDS_MAX; i++) {
        assert_int_equal(breakout_write(db, arena, &place, S("More"), NOW), OK);
    }
    const struct paper_card one = {1, S("One too many")};
    assert_int_equal(paper_cards_add(db, arena, programme.id, 1, &one, 1, NOW, &added), FAULT_TOO_LARGE);
}

/* A question is answered on phones or on paper; what is typed again takes the place of what stood; shown is shown. */
static void test_counts_from_paper(void **state)
{
    (void)state;
    static const struct paper_count counts[] = {{{4, 0, 0}}, {{0, 0, 0}}}, again[] = {{{3, 0, 0}}, {{2, 0, 0}}};
    const struct str options[] = {S("Roofs"), S("Buses")};
    const struct vote_new new = {.programme_id = programme.id, .kind = S("dots"), .question = S("?"),
                                 .options = options, .n = 2};
    struct arena *arena = &here->arena;
    int64_t id = programme.id;
    struct str uid;
    assert_int_equal(vote_put(db, arena, &new, NOW, &uid), OK);
    assert_int_equal(paper_counts_show(db, arena, id, uid, NOW), FAULT_CONFLICT); /* there are none */
    assert_int_equal(paper_counts_put(db, arena, id, uid, 6, counts, NOW), OK);
    assert_int_equal(paper_counts_put(db, arena, id, uid, 7, again, NOW), OK);
    assert_asked("select sum(n * case number when 0 then 1 when 1 then 100 else 10000 end) from vote_total", "20307");
    assert_int_equal(paper_counts_put(db, arena, id + 1, uid, 7, again, NOW), FAULT_NOT_FOUND);
    assert_int_equal(vote_do(db, arena, id, uid, VOTE_OPEN, NOW), FAULT_CONFLICT);
    assert_int_equal(vote_do(db, arena, id, uid, VOTE_TAKE_OUT, NOW), FAULT_CONFLICT);
    assert_int_equal(paper_counts_take_out(db, arena, id, uid), OK);
    assert_asked("select count(*) from vote_total", "0");
    assert_int_equal(paper_counts_put(db, arena, id, uid, 7, again, NOW), OK);
    assert_int_equal(paper_counts_show(db, arena, id, uid, NOW), OK);
    assert_int_equal(paper_counts_put(db, arena, id, uid, 8, again, NOW), FAULT_CONFLICT);
    assert_int_equal(paper_counts_take_out(db, arena, id, uid), FAULT_CONFLICT);
    assert_int_equal(vote_put(db, arena, &new, NOW, &uid), OK); /* phones answer this one */
    assert_int_equal(vote_do(db, arena, id, uid, VOTE_OPEN, NOW), OK);
    assert_int_equal(paper_counts_put(db, arena, id, uid, 7, again, NOW), FAULT_CONFLICT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_nobody_meets_again), TEST(test_who_is_there), TEST(test_late_and_moved), TEST(test_no_card_is_lost),
        TEST(test_three_statements_and_plenary), TEST(test_while_the_block_goes_on), TEST(test_cards_from_paper),
        TEST(test_counts_from_paper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
