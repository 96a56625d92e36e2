/* SPDX-License-Identifier: AGPL-3.0-or-later
** carry_pair: two networks with a key each. */
#include "carry_pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/programme.h"

#define FILE_MAX (4u << 20)

static void open_place(struct site_of *place, unsigned char key)
{
    scratch_init(&place->scratch);
    scratch_migrate(&place->scratch);
    memset(place->key.bytes, key, sizeof place->key.bytes);
    place->db = scratch_open(&place->scratch, DB_WRITE);
}

static void close_place(struct site_of *place)
{
    db_close(place->db);
    scratch_done(&place->scratch);
}

void run(struct site_of *place, const char *sql)
{
    scratch_exec(&place->scratch, "net.db", sql);
}

void assert_asked(struct site_of *place, const char *sql, const char *wanted)
{
    assert_str(scratch_ask(&place->scratch, "net.db", sql), wanted);
}

int set_up(void **state)
{
    struct pair *pair = calloc(1, sizeof *pair);
    secret_start();
    open_place(&pair->home, 1);
    open_place(&pair->room, 2);
    struct site_of *home = &pair->home;
    run(home, "insert into member_city (id, uid, name, country, lau_id, rev) values "
              "(7, '00000000000000000000000000000007', 'Ours', 'PT', 'PT_1', 1), (8, "
              "'00000000000000000000000000000008', 'Porto', 'PT', 'PT_2', 1)");
    run(home, "insert into person (id, uid, name, mail, mail_folded, language, state, password, totp, totp_step, "
              "created_at, remove_at, rev) values (2, 'p2', 'Ada', 'a@b.example', 'a@b.example', 'en', 'active', '', "
              "'', 0, 1, 1999999999, 1)");
    struct programme_new programme = {
        .member_id = 7, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders"), .template = S("two_hours"),
        .languages = S("en"), .place = S("Town hall"), .begins_on = {20800}, .by = 2};
    struct str other;
    assert_int_equal(db_begin(home->db), OK);
    assert_int_equal(programme_begin(home->db, &home->scratch.arena, &programme, NOW, &pair->uid), OK);
    programme.member_id = 8;
    assert_int_equal(programme_begin(home->db, &home->scratch.arena, &programme, NOW, &other), OK);
    assert_int_equal(db_commit(home->db), OK);
    run(home, "insert into participant (id, uid, programme_id, name, short_name, organisation, sector, role, mail, "
              "mail_folded, "
              "language, came_by, asked_at, made_at) values "
              "(1, '0000000000000000000000000000000a', 1, 'Bela', 'Bela', 'Mill', 'private', '', 'bela@mill.example', "
              "'bela@mill.example', 'en', 'invited', 9, 1), "
              "(2, '0000000000000000000000000000000b', 1, 'Cem', 'Cem', 'City', 'public', '', 'cem@city.example', "
              "'cem@city.example', 'en', 'invited', 9, 1), "
              "(3, '0000000000000000000000000000000c', 2, 'Dora', 'Dora', '', '', '', '', '', 'en', 'invited', null, "
              "1)");
    run(home, "insert into wall_card (id, uid, programme_id, claim, so_what, source, url, dated_on, licence, "
              "theme_id, made_at, changed_at) values "
              "(1, '00000000000000000000000000000011', 1, 'One in ten', '', 'ONS', '', '2020', '', 0, 1, 1), "
              "(2, '00000000000000000000000000000012', 1, 'Two in ten', '', 'ONS', '', '2020', '', 0, 1, 1), "
              "(3, '00000000000000000000000000000013', 2, 'Of Porto', '', 'ONS', '', '2020', '', 0, 1, 1)");
    run(home, "insert into wall_mark (card_id, participant_id) values (1, 1)");
    run(home, "insert into survey (id, uid, programme_id, kind, structure, head, named, opened_at, made_at, "
              "changed_at, rev) "
              "values (1, '00000000000000000000000000000021', 1, 'before', '<x/>', '', 0, 5, 1, 1, 1)");
    run(home, "insert into survey_answer (digest, survey_id, sector, body, sent, rev) values ('d1', 1, '', 'q1 3 "
              "skills', 1, 1)");
    run(home, "insert into survey_answered (survey_id, participant_id, answered) values (1, 1, 1), (1, 2, 0)");
    run(home, "insert into survey_total (survey_id, sector, code, row_code, value, n, shown) values (1, '', '', '', "
              "'', 2, 0)");
    *state = pair;
    return 0;
}

int tear_down(void **state)
{
    struct pair *pair = *state;
    close_place(&pair->home);
    close_place(&pair->room);
    free(pair);
    return 0;
}

enum fault write_of(struct site_of *place, struct str uid, struct buf *to)
{
    buf_init(to, FILE_MAX);
    assert_int_equal(db_begin(place->db), OK);
    return db_end(place->db, programme_file_write(place->db, &place->scratch.arena, &place->key, S("Big Net"), uid,
                                                  NOW, to));
}

struct str file_of(struct site_of *place, struct str uid)
{
    struct buf buf;
    assert_int_equal(write_of(place, uid, &buf), OK);
    struct str text = str_copy(&place->scratch.arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

enum fault bring(struct site_of *place, struct str text, bool makes_city, struct carry_report *report)
{
    struct problems problems;
    struct programme_file file;
    problems_init(&problems, &place->scratch.arena);
    enum fault fault = programme_file_read(&place->scratch.arena, &place->key, text, &problems, &file);
    if (fault == OK) {
        assert_int_equal(db_begin(place->db), OK);
        fault = db_end(place->db, programme_file_bring(place->db, &place->scratch.arena, &file, makes_city, NOW,
                                                       &problems, report));
    }
    assert_true(fault == OK || problems.n > 0);
    return fault;
}

/* What is said beforehand is what happens. */
static void look_first(struct site_of *place, struct str text, struct carry_report *ret_report)
{
    struct problems problems;
    struct programme_file file;
    problems_init(&problems, &place->scratch.arena);
    assert_int_equal(programme_file_read(&place->scratch.arena, &place->key, text, &problems, &file), OK);
    assert_int_equal(db_begin(place->db), OK);
    assert_int_equal(carry_look(place->db, &place->scratch.arena, file.programme, &file.rows, ret_report), OK);
    db_rollback(place->db);
}

struct carry_report to(struct site_of *from, struct site_of *place, struct str uid)
{
    struct carry_report report = {0};
    struct carry_report looked;
    struct str text = file_of(from, uid);
    look_first(place, text, &looked);
    assert_int_equal(bring(place, text, true, &report), OK);
    assert_int_equal(looked.added, report.added);
    assert_int_equal(looked.differ, report.differ);
    assert_int_equal(looked.removed, report.removed);
    return report;
}

void nothing_changed(struct carry_report report)
{
    assert_int_equal(report.added + report.changed + report.removed + report.differ + report.back + report.kept, 0);
}
