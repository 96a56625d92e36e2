/* SPDX-License-Identifier: AGPL-3.0-or-later
** A leadership programme goes to a laptop and comes home: nothing twice, nothing lost, what is sealed stays so, and
** nothing of another programme is touched. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "carry_pair.h"
#include "db/schema.h"
#include "db/tables.h"
#include "store/programme.h"

static void test_there_and_back_changes_nothing(void **state)
{
    struct pair *pair = *state;
    struct str before = file_of(&pair->home, pair->uid);
    assert_true(to(&pair->home, &pair->room, pair->uid).added > 10);
    assert_asked(&pair->room, "select name from member_city", "Ours");
    assert_asked(&pair->room, "select name from programme", "Leaders");
    assert_asked(&pair->room, "select count(*) from participant", "2"); /* no one of Porto's */
    assert_asked(&pair->room, "select step from member_step", "joined");
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
    nothing_changed(to(&pair->home, &pair->room, pair->uid));
    struct str after = file_of(&pair->home, pair->uid);
    size_t sealed = str_find(before, S("{\"sealed\"")); /* sealed twice alike it never is */
    assert_true(sealed < before.n);
    assert_true(str_eq(str_sub(before, 0, sealed), str_sub(after, 0, str_find(after, S("{\"sealed\"")))));
}

static void test_what_both_did_is_there_afterwards(void **state)
{
    struct pair *pair = *state;
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->room, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, "
                     "mail, mail_folded, "
                     "language, came_by, made_at, substitute_of) values (9, '0000000000000000000000000000000d', 1, "
                     "'Eve', 'Eve', '', '', '', '', '', 'en', "
                     "'code', 2, (select id from participant where name = 'Cem'))");
    run(&pair->room, "update wall_card set so_what = 'Train them' where claim = 'One in ten'");
    run(&pair->room, "insert into wall_mark (card_id, participant_id) select c.id, a.id from wall_card c, participant "
                     "a where a.name = 'Eve'");
    run(&pair->room, "insert into vote (id, uid, programme_id, kind, question, budget, each_max, seed, round, "
                     "opened_at, closed_at, made_at) "
                     "values (1, '00000000000000000000000000000031', 1, 'test', 'Which?', 0, 0, 77, 1, 3, 4, 2)");
    run(&pair->room, "insert into vote_option (vote_id, number, text, changed_n, both_n) values (1, 1, 'Skills', 0, "
                     "0)");
    run(&pair->room, "insert into vote_total (vote_id, round, number, value, n) values (1, 1, 1, 1, 5)");
    run(&pair->home, "update wall_card set claim = '1 in 10' where claim = 'One in ten'");
    run(&pair->home, "insert into wall_card (id, uid, programme_id, claim, so_what, source, url, dated_on, licence, "
                     "theme_id, made_at, changed_at) "
                     "values (4, '00000000000000000000000000000014', 1, 'Three', '', '', '', '', '', 0, 1, 1)");
    struct carry_report report = to(&pair->room, &pair->home, pair->uid);
    assert_int_equal(report.differ, 0);
    assert_asked(&pair->home, "select claim || ' ' || so_what from wall_card where id = 1", "1 in 10 Train them");
    assert_asked(&pair->home, "select count(*) from wall_card where programme_id = 1", "3");
    assert_asked(&pair->home, "select b.name from participant a join participant b on b.id = a.substitute_of where "
                              "a.name = 'Eve'", "Cem");
    assert_asked(&pair->home, "select count(*) from wall_mark", "3"); /* that of Bela stood at home only */
    assert_asked(&pair->home, "select t.n from vote_total t join vote v on v.id = t.vote_id where v.question = "
                              "'Which?'", "5");
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
    to(&pair->home, &pair->room, pair->uid);
    assert_asked(&pair->room, "select count(*) from wall_card where claim in ('1 in 10', 'Three')", "2");
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
}

static void test_what_both_changed_otherwise_is_named_and_stays(void **state)
{
    struct pair *pair = *state;
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->room, "update wall_card set claim = 'Room' where claim = 'One in ten'");
    run(&pair->home, "update wall_card set claim = 'Home' where claim = 'One in ten'");
    struct carry_report report = to(&pair->room, &pair->home, pair->uid);
    assert_int_equal(report.differ, 1);
    assert_string_equal(report.differs[0].table->part, "card");
    assert_str(report.differs[0].says, "Room");
    assert_asked(&pair->home, "select claim from wall_card where id = 1", "Home");
}

static void test_what_is_taken_out_goes_unless_it_was_changed(void **state)
{
    struct pair *pair = *state;
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->room, "delete from wall_card");
    run(&pair->home, "update wall_card set claim = 'Home' where id = 1");
    struct carry_report report = to(&pair->room, &pair->home, pair->uid);
    assert_int_equal(report.removed, 1);
    assert_int_equal(report.kept, 1);
    assert_asked(&pair->home, "select claim from wall_card where programme_id = 1", "Home");
    assert_asked(&pair->home, "select count(*) from wall_card where programme_id = 2", "1");
    run(&pair->room, "update participant set role = 'Mayor' where name = 'Cem'");
    run(&pair->home, "delete from participant where name = 'Cem'");
    report = to(&pair->room, &pair->home, pair->uid);
    assert_int_equal(report.back, 1);
    assert_asked(&pair->home, "select role from participant where name = 'Cem'", "Mayor");
}

/* Twice from the laptop, the second time with a change of what came the first time. */
static void test_it_comes_home_every_evening(void **state)
{
    struct pair *pair = *state;
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->room, "insert into wall_card (id, uid, programme_id, claim, so_what, source, url, dated_on, licence, "
                     "theme_id, made_at, changed_at) "
                     "values (4, '00000000000000000000000000000014', 1, 'Three', '', '', '', '', '', 0, 1, 1)");
    run(&pair->room, "insert into survey_answer (digest, survey_id, sector, body, sent, rev) values ('d2', 1, '', 'q1 "
                     "1 z', 1, 1)");
    run(&pair->room, "insert into survey_total (survey_id, sector, code, row_code, value, n, shown) values (1, '', "
                     "'', '', '', 1, 0)");
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select n from survey_total", "3"); /* two of home's and the new one */
    run(&pair->room, "update wall_card set claim = 'Three of us' where claim = 'Three'");
    run(&pair->room, "update survey_answer set body = 'q1 1 y', rev = 2 where digest = 'd2'");
    run(&pair->room, "update survey_total set n = 2");
    struct carry_report report = to(&pair->room, &pair->home, pair->uid);
    assert_int_equal(report.differ, 0);
    assert_asked(&pair->home, "select claim from wall_card where uid = '00000000000000000000000000000014'",
                 "Three of us");
    assert_asked(&pair->home, "select body from survey_answer where digest = 'd2'", "q1 1 y");
    assert_asked(&pair->home, "select n from survey_total", "4");
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
}

/* What is shown of a survey that names nobody follows what came home, by five answers at least. */
static void test_what_is_shown_of_a_survey_follows_at_home(void **state)
{
    struct pair *pair = *state;
    run(&pair->home, "update survey set closed_at = 6");
    run(&pair->home, "update survey_total set next = 2, shown = 2");
    to(&pair->home, &pair->room, pair->uid);
    run(&pair->room, "insert into survey_total (survey_id, sector, code, row_code, value, n) values (1, '', '', '', "
                     "'', 4)");
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select n * 100 + shown from survey_total", "602");
    run(&pair->room, "update survey_total set n = 5");
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select n * 100 + shown from survey_total", "707");
    run(&pair->room, "update survey_total set n = 8");
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select n * 100 + shown from survey_total", "1007");
}

static void test_what_is_sealed_is_read_at_home_only(void **state)
{
    struct pair *pair = *state;
    run(&pair->home, "update survey set told = 'smart=whispered'");
    run(&pair->home, "update survey_total set next = 1, shown = 1");
    struct str out = file_of(&pair->home, pair->uid);
    static const char *const hidden[] = {"bela@mill", "skills", "whispered", "\"mark\"", "\"survey_answer\""};
    for (size_t i = 0; i < COUNT_OF(hidden); i++) {
        assert_false(str_contains(out, str_of(hidden[i])));
    }
    to(&pair->home, &pair->room, pair->uid);
    assert_asked(&pair->room, "select count(*) from participant where mail <> ''", "0");
    assert_asked(&pair->room, "select count(*) from wall_mark", "0");
    assert_asked(&pair->room, "select count(*) from survey_answer", "0");
    assert_asked(&pair->room, "select sum(answered) * 10 + count(*) from survey_answered", "12"); /* who has,
        not what */
    run(&pair->room, "insert into survey_answer (digest, survey_id, sector, body, sent, rev) values ('d2', 1, '', 'q1 "
                     "9 secretly', 1, 1)");
    struct str back = file_of(&pair->room, pair->uid);
    assert_false(str_contains(back, S("secretly")));
    /* At home it was removed meanwhile: the file is its archive, with what had been sealed. */
    assert_int_equal(db_begin(pair->home.db), OK);
    assert_int_equal(programme_remove(pair->home.db, 1), OK);
    assert_int_equal(db_commit(pair->home.db), OK);
    struct carry_report report;
    assert_int_equal(bring(&pair->home, back, false, &report), OK);
    assert_asked(&pair->home, "select mail from participant where name = 'Bela'", "bela@mill.example");
    assert_asked(&pair->home, "select count(*) from wall_mark", "1");
    assert_asked(&pair->home, "select count(*) from survey_answer", "2");
    assert_asked(&pair->home, "select n * 100 + shown from survey_total", "201");
    assert_asked(&pair->home, "select told from survey", "smart=whispered");
}

static void test_who_was_erased_stays_erased(void **state)
{
    struct pair *pair = *state;
    to(&pair->home, &pair->room, pair->uid);
    struct str archive = file_of(&pair->home, pair->uid);
    assert_int_equal(db_begin(pair->home.db), OK);
    assert_int_equal(participant_erase(pair->home.db, &pair->home.scratch.arena,
                                       S("0000000000000000000000000000000a"), NOW), OK);
    assert_int_equal(db_commit(pair->home.db), OK);
    run(&pair->room, "update participant set role = 'Miller' where name = 'Bela'");
    assert_int_equal(db_begin(pair->room.db), OK);
    assert_int_equal(participant_erase(pair->room.db, &pair->room.scratch.arena,
                                       S("0000000000000000000000000000000b"), NOW), OK);
    assert_int_equal(db_commit(pair->room.db), OK);
    to(&pair->room, &pair->home, pair->uid);
    assert_asked(&pair->home, "select count(*) from participant where programme_id = 1 and (name || role || mail) <> "
                              "''", "0");
    struct carry_report report;
    assert_int_equal(bring(&pair->home, archive, false, &report), OK);
    assert_asked(&pair->home, "select count(*) from participant where programme_id = 1 and (name || role || mail) <> "
                              "''", "0");
    assert_int_equal(db_begin(pair->home.db), OK);
    assert_int_equal(programme_remove(pair->home.db, 1), OK);
    assert_int_equal(db_commit(pair->home.db), OK);
    assert_int_equal(bring(&pair->home, archive, false, &report), OK); /* also of a programme that is made again */
    assert_asked(&pair->home, "select count(*) from participant where programme_id <> 2", "2");
    assert_asked(&pair->home, "select count(*) from participant where programme_id <> 2 and (name || role || mail) <> "
                              "''", "0");
    to(&pair->home, &pair->room, pair->uid);
    assert_asked(&pair->room, "select count(*) from participant where name <> ''", "0");
}

static struct str with(struct site_of *place, struct str text, const char *old, const char *new)
{
    size_t at = str_find(text, str_of(old));
    assert_true(at < text.n);
    return str_format(&place->scratch.arena, "%.*s%s%.*s", (int)at, text.s, new,
                      (int)(text.n - at - strlen(old)), text.s + at + strlen(old));
}

static void test_rows_of_another_programme_are_not_touched(void **state)
{
    struct pair *pair = *state;
    struct carry_report report;
    struct str before = scratch_ask(&pair->home.scratch, "net.db", "select claim || (select name from participant "
                                                                   "where id = 3) from wall_card where id = 3");
    struct str file = file_of(&pair->home, pair->uid);
    assert_int_equal(bring(&pair->home, with(&pair->home, file, "00000000000000000000000000000011",
                                             "00000000000000000000000000000013"), false,
                           &report), FAULT_CONFLICT);
    assert_string_equal(report.refused->part, "card");
    assert_int_equal(bring(&pair->home, with(&pair->home, file, "0000000000000000000000000000000a",
                                             "0000000000000000000000000000000c"), false,
                           &report), FAULT_CONFLICT);
    assert_str(scratch_ask(&pair->home.scratch, "net.db", "select claim || (select name from participant where id = "
                                                          "3) from wall_card where id = 3"),
               str_c(&pair->home.scratch.arena, before));
    /* Nor does a file of this programme become another's. */
    struct str other = scratch_ask(&pair->home.scratch, "net.db", "select uid from programme where id = 2");
    struct str wrong = with(&pair->home, file, str_c(&pair->home.scratch.arena, pair->uid),
                            str_c(&pair->home.scratch.arena, other));
    assert_int_not_equal(bring(&pair->home, wrong, false, &report), OK);
    assert_asked(&pair->home, "select count(*) from wall_card where programme_id = 2", "1");
}

/* Whatever stands in a file: it takes out what is in a programme, never the programme. */
static void test_a_file_does_not_take_the_programme_out(void **state)
{
    struct pair *pair = *state;
    struct arena *arena = &pair->home.scratch.arena;
    struct carry_report report;
    struct problems problems;
    struct programme_file file;
    struct str text = file_of(&pair->home, pair->uid);
    problems_init(&problems, arena);
    assert_int_equal(programme_file_read(arena, &pair->home.key, text, &problems, &file), OK);
    struct str marks = carry_marks(arena, &carry_tables[0], file.rows.items[0].cells);
    size_t at = str_find(text, str_format(arena, "\n[\"%.*s\"", STR_ARG(pair->uid))) + 1;
    struct str rest;
    str_cut(str_sub(text, at, text.n), '\n', &rest);
    struct str gone = str_format(arena, "%.*s{\"gone\":\"%.*s\",\"was\":\"%.*s\"}\n%.*s", (int)at, text.s,
                                 STR_ARG(pair->uid), STR_ARG(marks), STR_ARG(rest));
    assert_int_equal(bring(&pair->home, gone, false, &report), OK);
    assert_asked(&pair->home, "select count(*) from programme", "2");
}

static void test_bad_files_change_nothing(void **state)
{
    struct pair *pair = *state;
    struct carry_report report;
    struct str file = file_of(&pair->home, pair->uid);
    struct str before = file;
    static const struct { const char *old, *new; } bad[] = {
        {"\"smallgiants\":\"programme\"", "\"x\":1"}, {"\"version\":1", "\"version\":2"}, {"{\"end\":", "{\"end\":1"},
        {"\"part\":\"card\"", "\"part\":\"person\""}, {"\"One in ten\"", "7"}, {"\"claim\"", "\"clam\""},
        {"\"One in ten\",", ""}, {"{\"sealed\":\"", "{\"sealed\":\"AA"},
        {"[\"00000000000000000000000000000011\"", "[\"00000000000000000000000000000011"}};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(bring(&pair->home, with(&pair->home, file, bad[i].old, bad[i].new), true, &report),
                         FAULT_INVALID);
    }
    assert_int_equal(bring(&pair->room, with(&pair->home, file, "\"invited\"", "\"forced\""), true, &report),
                     FAULT_INVALID);
    assert_string_equal(report.refused->part, "participant");
    assert_int_equal(bring(&pair->home, str_sub(file, 0, file.n - 12), true, &report), FAULT_INVALID);
    assert_int_equal(bring(&pair->home, S(""), true, &report), FAULT_INVALID);
    assert_int_equal(bring(&pair->room, file, false, &report), FAULT_INVALID); /* a city that is none here */
    struct str after = file_of(&pair->home, pair->uid);
    assert_true(str_eq(str_sub(before, 0, str_find(before, S("{\"sealed\""))), str_sub(after, 0, str_find(after,
        S("{\"sealed\"")))));
    assert_asked(&pair->room, "select count(*) from member_city", "0");
}

static void test_an_open_question_is_closed_first(void **state)
{
    struct pair *pair = *state;
    struct buf buf;
    run(&pair->home, "insert into vote (id, uid, programme_id, kind, question, budget, each_max, seed, round, "
                     "opened_at, made_at) "
                     "values (1, '00000000000000000000000000000031', 1, 'test', 'Which?', 0, 0, 77, 1, 3, 2)");
    assert_int_equal(write_of(&pair->home, pair->uid, &buf), FAULT_BUSY);
    buf_done(&buf);
    assert_int_equal(write_of(&pair->home, S("nobody"), &buf), FAULT_NOT_FOUND);
    buf_done(&buf);
}

static void say(struct site_of *place, const char *uid, const char *who, const char *says)
{
    char sql[512];
    snprintf(sql, sizeof sql, "insert into wall_comment (id, uid, programme_id, card_id, said_by, participant_id, "
             "person_id, says, made_on, removed_at) select (select coalesce(max(id), 0) + 1 from wall_comment), '%s', "
             "1, c.id, '%s', case when '%s' = 'city' then null else "
             "(select id from participant where name = 'Cem') end, "
             "null, '%s', 20800, null from wall_card c where c.claim = 'One in ten'", uid, who, who, says);
    run(place, sql);
}

/* What is said beside a card comes home once; who of those who take part said it is told to nobody on the way. */
static void test_what_is_said_beside_cards_comes_home(void **state)
{
    struct pair *pair = *state;
    say(&pair->home, "00000000000000000000000000000041", "participant", "Said at home");
    to(&pair->home, &pair->room, pair->uid);
    assert_asked(&pair->room, "select count(*) from wall_comment where says = 'Said at home'", "1");
    assert_asked(&pair->room, "select count(*) from wall_comment where participant_id is not null", "0");
    say(&pair->room, "00000000000000000000000000000042", "city", "Said in the room");
    run(&pair->room, "update wall_comment set removed_at = 5 where says = 'Said at home'");
    to(&pair->room, &pair->home, pair->uid);
    nothing_changed(to(&pair->room, &pair->home, pair->uid));
    assert_asked(&pair->home, "select count(*) from wall_comment", "2");
    assert_asked(&pair->home, "select says from wall_comment where removed_at is null", "Said in the room");
    assert_asked(&pair->home, "select a.name from wall_comment k join participant a on a.id = k.participant_id", "Cem");
}

/* ---- no table and no column is forgotten */

/* By what a row belongs to a programme. */
static const char *const OWNERS[] = {"programme_id", "participant_id", "session_id", "block_id", "card_id",
                                     "vote_id", "survey_id", "breakout_id", "action_id"};

/* Tables and columns that are not carried, and why. */
static const char *const LEFT[] = {
    "programme_was", "programme_home", /* how two copies stood */
    "room_event",                      /* a counter of one place */
    "ballot",                          /* who voted what: gone when the question is closed */
    "programme_record", "programme_record_ask", /* the host publishes it anew */
    "action_review",                   /* when it was looked at, by the clock at home */
    "wall_open",                       /* who opened which, by links that lead home */
    "note", "note_correction", "note_pdf", /* put together from all the rest, at home */
};
static const char *const LEFT_COLUMNS[] = {
    "programme.id", "programme.published_at", "programme.notes_draft", /* notes are written at home */
    "programme.made_by", "programme.changed_at", "programme.rev",
    "programme_city.member_id", "programme_stage.person_id", "wall_card.person_id", "wall_card.changed_at",
    "wall_comment.person_id", "wall_comment.participant_id", /* sealed: comment_by */
    "survey.changed_at", "decision.person_id", "action.person_id", "action.mail", "action.mail_folded",
        "action.nudged_on",
    "action.late_on", "action.reviewed", "action.made_by", "action_step.person_id", "breakout.rev",
        "breakout_group.rev", "survey.rev",
        "survey.told", "participant.mail",
        "participant.mail_folded", "participant.asked_at", "assessment.member_id", "assessment.changed_at",
    "assessment_round.closed_by", "assessment_rater.mail", "assessment_rater.mail_folded", "assessment_rater.asked_at",
    "rating_confirmed.person_id", "assessment_level.person_id",
};

static bool among(const char *const *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static const struct carry_table *carried(const char *table)
{
    for (size_t i = 0; i < carry_tables_n; i++) {
        if (strcmp(carry_tables[i].table, table) == 0) {
            return &carry_tables[i];
        }
    }
    return NULL;
}

/* "participant_id" is carried as "participant", "substitute_of" as "substitute". */
static bool has_column(const struct statement *list, const char *column)
{
    for (size_t i = 0; i < list->out_count; i++) {
        size_t n = strlen(list->out[i].name);
        if (strncmp(list->out[i].name, column, n) == 0 &&
            (column[n] == '\0' || strcmp(column + n, "_id") == 0 || strcmp(column + n, "_of") == 0)) {
            return true;
        }
    }
    return false;
}

static void test_each_table_and_column_is_carried_or_left_for_a_reason(void **state)
{
    struct pair *pair = *state;
    struct tables tables;
    size_t seen = 0;
    assert_int_equal(tables_list(pair->home.db, &pair->home.scratch.arena, migrations_main.name, &tables), OK);
    for (size_t i = 0; i < tables.n; i++) {
        const struct table *table = &tables.items[i];
        const char *name = str_c(&pair->home.scratch.arena, table->name);
        const struct carry_table *its = carried(name);
        bool belongs = false;
        for (size_t c = 0; c < table->n; c++) {
            const char *column = table->columns[c].name;
            belongs = belongs || among(OWNERS, COUNT_OF(OWNERS), column);
            char full[120];
            snprintf(full, sizeof full, "%s.%s", name, column);
            if (its != NULL && strcmp(column, "id") != 0 && strcmp(column, "programme_id") != 0 &&
                strcmp(full, "programme.member_id") != 0 &&
                !has_column(its->list, column) && !among(LEFT_COLUMNS, COUNT_OF(LEFT_COLUMNS), full)) {
                fail_msg("%s is not carried: give it to store/carry.sql, or say here why not", full);
            }
        }
        seen += its != NULL;
        if (belongs && its == NULL && !among(LEFT, COUNT_OF(LEFT), name)) {
            fail_msg("%s is not carried: give it to store/carry.c, or say here why not", name);
        }
    }
    assert_int_equal(seen, carry_tables_n - 5); /* participant, comment, rater, survey and action stand twice */
}

static void test_the_statements_of_a_table_have_one_shape(void **state)
{
    (void)state;
    for (size_t i = 0; i < carry_tables_n; i++) {
        const struct carry_table *table = &carry_tables[i];
        assert_true(table->list->out_count <= CARRY_COLUMNS_MAX && table->list->in_count == 1);
        assert_int_equal(table->put->in_count, table->list->out_count + 1);
        assert_int_equal(table->out->in_count, table->keys + 1);
        for (size_t c = 0; c < table->list->out_count; c++) {
            assert_string_equal(table->put->in[c + 1].name, table->list->out[c].name);
            assert_int_equal(table->put->in[c + 1].kind, table->list->out[c].kind);
            if (c < table->keys) {
                assert_string_equal(table->out->in[c + 1].name, table->list->out[c].name);
            }
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_there_and_back_changes_nothing),
        TEST(test_what_both_did_is_there_afterwards),
        TEST(test_what_both_changed_otherwise_is_named_and_stays),
        TEST(test_what_is_taken_out_goes_unless_it_was_changed),
        TEST(test_it_comes_home_every_evening),
        TEST(test_what_is_shown_of_a_survey_follows_at_home),
        TEST(test_what_is_sealed_is_read_at_home_only),
        TEST(test_who_was_erased_stays_erased),
        TEST(test_rows_of_another_programme_are_not_touched),
        TEST(test_a_file_does_not_take_the_programme_out),
        TEST(test_bad_files_change_nothing),
        TEST(test_what_is_said_beside_cards_comes_home),
        TEST(test_an_open_question_is_closed_first),
        TEST(test_each_table_and_column_is_carried_or_left_for_a_reason),
        cmocka_unit_test(test_the_statements_of_a_table_have_one_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
