/* SPDX-License-Identifier: AGPL-3.0-or-later
** Leadership programmes: how one begins, which city sees it, its way, who takes part, and what goes when. On both
** engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/engine.h"
#include "scratch.h"
#include "store/mail.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/programme_agenda.h"
#include "store/programme_record.h"

#define NOW 1795348800
#define DAY 86400

static struct scratch *here;
static struct db *db;
static struct { int64_t id; struct str uid; int64_t person; } cities[2]; /* Alpha, Beta */

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
        struct str mail = str_format(&here->arena, "%s@a.example", names[i]);
        const struct person_new person = {str_of(names[i]), mail, S("en")};
        assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &cities[i].id, NULL), OK);
        assert_int_equal(person_add(db, &here->arena, &person, NOW, &cities[i].person), OK);
    }
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

static void run(const char *sql)
{
    scratch_exec(here, "net.db", sql);
}

static struct q_programme_of find(size_t city, struct str uid)
{
    struct q_programme_of row;
    assert_int_equal(q_programme_of(db, &here->arena, cities[city].uid, uid, &row), OK);
    return row;
}

static struct q_programme_of begin(size_t city, const char *template)
{
    const struct programme_city others[] = {{S("Bhopal"), S("IN"), {0}}, {S("Indore"), S("IN"), {0}}};
    const struct programme_new new = {
        .member_id = cities[city].id, .host_kind = S("region"), .host_name = S("Madhya Pradesh"),
        .name = S("Leaders 2027"), .template = str_of(template), .languages = S("de en"), .place = S("Town hall"),
        .begins_on = {NOW / DAY + 30}, .cities = others, .cities_n = COUNT_OF(others), .by = cities[city].person};
    struct str uid;
    assert_int_equal(programme_begin(db, &here->arena, &new, NOW, &uid), OK);
    return find(city, uid);
}

static enum fault add(const struct q_programme_of *programme, const char *name, const char *mail, struct str *ret_uid)
{
    const struct participant_new new = {.name = str_of(name), .organisation = S("Water works"), .sector = S("public"),
                                        .role = S("Director"), .mail = str_of(mail), .came_by = S("invited")};
    return participant_add(db, &here->arena, programme, &new, NOW, ret_uid);
}

static void test_one_begins_from_a_template(void **state)
{
    (void)state;
    struct q_programme_sessions *sessions;
    struct q_programme_blocks *blocks;
    struct q_programme_cities *others;
    size_t n, blocks_n, others_n;
    struct q_programme_of row = begin(0, "two_and_a_half_days");
    assert_str(row.name, "Leaders 2027");
    assert_str(row.city, "Alpha");
    assert_int_equal(row.ends_on.days, row.begins_on.days + 2);
    assert_true(programme_at(&row).stage == PROGRAMME_DRAFT && row.days == 3 && row.code.n == PROGRAMME_CODE_LETTERS);
    assert_true(row.named && row.chatham && !row.sectors_shown);
    assert_int_equal(q_programme_sessions(db, &here->arena, row.uid, &sessions, &n), OK);
    assert_int_equal(q_programme_blocks(db, &here->arena, row.uid, &blocks, &blocks_n), OK);
    assert_int_equal(q_programme_cities(db, &here->arena, row.uid, &others, &others_n), OK);
    assert_int_equal(n, agenda_templates[0].n);
    assert_int_equal(others_n, 2);
    assert_str(others[1].name, "Indore");
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const struct agenda_session *should = &agenda_templates[0].sessions[i];
        assert_int_equal(sessions[i].day_on.days, row.begins_on.days + should->day - 1);
        for (size_t k = 0; k < should->n; k++, at++) {
            assert_int_equal(blocks[at].session_id, sessions[i].id);
            assert_int_equal(blocks[at].minutes, should->blocks[k].minutes);
            assert_str(blocks[at].part, should->blocks[k].part);
        }
    }
    assert_int_equal(at, blocks_n);
    row = begin(0, ""); /* an empty agenda has a session to fill */
    assert_true(row.days == 1 && row.template.n == 0);
}

static void test_no_other_city_sees_it(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "one_day"), other;
    struct q_participant_of person;
    struct q_programme_list *rows;
    struct str uid;
    size_t n;
    assert_int_equal(add(&row, "Ada Lovelace", "Ada@x.example", &uid), OK);
    assert_int_equal(q_programme_of(db, &here->arena, cities[1].uid, row.uid, &other), FAULT_NOT_FOUND);
    assert_int_equal(q_participant_of(db, &here->arena, cities[1].uid, row.uid, uid, &person), FAULT_NOT_FOUND);
    assert_int_equal(q_programme_list(db, &here->arena, cities[1].uid, &rows, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(q_programme_list(db, &here->arena, cities[0].uid, &rows, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].participants_n, 1);
    struct q_programme_of second = begin(0, "one_day"); /* of the same city, and still another one's participant */
    assert_int_equal(q_participant_of(db, &here->arena, cities[0].uid, second.uid, uid, &person), FAULT_NOT_FOUND);
    assert_int_equal(q_participant_of(db, &here->arena, cities[0].uid, row.uid, uid, &person), OK);
    assert_str(person.short_name, "Ada");
    assert_str(person.language, "de");
}

static enum fault must_use publish(const struct q_programme_of *row, const struct programme_record *record, int64_t now)
{
    const struct log_someone who = {LOG_PERSON, cities[0].person, S("Alpha")};
    const struct log_someone other = {LOG_PERSON, cities[1].person, S("Beta")};
    struct q_record_ask_of ask;
    TRY(record_ask(db, &here->arena, row, record, &who, now));
    TRY(q_record_ask_of(db, &here->arena, cities[0].uid, row->uid, &ask));
    return record_answer(db, &here->arena, row, ask.uid, true, &other, now);
}

/* Only of one that was held, never of fewer than five, of no city that left, and gone with the programme. */
static void test_what_everybody_reads_of_it(void **state)
{
    (void)state;
    const struct log_someone who = {LOG_PERSON, cities[0].person, S("Alpha")};
    struct programme_record record = {.name = S(""), .kind = S(""), .place = S("Town hall"), .cities = S(""),
                                      .took_part = {true, 5}, .themes = S("Heat"), .came_of = S("")};
    struct q_programme_of row = begin(0, "two_hours");
    struct q_record_list *rows;
    struct q_record_public shown;
    struct q_record_of of;
    int64_t held = NOW + 40 * (int64_t)DAY;
    size_t n;
    assert_int_equal(publish(&row, &record, held), FAULT_CONFLICT);
    assert_int_equal(q_programme_stage_add(db, row.id, S("wrap_up"), 0, (struct maybe_int){0}, NOW), OK);
    row = find(0, row.uid);
    assert_int_equal(publish(&row, &record, NOW), FAULT_CONFLICT); /* before its day */
    record.took_part.v = 4;
    assert_int_equal(publish(&row, &record, held), FAULT_CONFLICT);
    assert_str(asked("select count(*) from programme_record"), "0");
    record.took_part.v = 5;
    assert_int_equal(publish(&row, &record, held), OK);
    assert_int_equal(q_record_list(db, &here->arena, &rows, &n), OK);
    assert_int_equal(n, 1);
    struct str uid = rows[0].uid;
    assert_int_equal(q_record_public(db, &here->arena, uid, &shown), OK);
    assert_str(shown.name, "");
    assert_str(shown.themes, "Heat");
    assert_int_equal(q_record_of(db, &here->arena, cities[1].uid, row.uid, &of), FAULT_NOT_FOUND);
    record.came_of = S("Skills first");
    assert_int_equal(publish(&row, &record, held), OK); /* another text, same address */
    assert_int_equal(q_record_public(db, &here->arena, uid, &shown), OK);
    assert_str(shown.came_of, "Skills first");
    run("insert into member_step (member_id, number, step, way, at, why) select id, 90, 'left', 'role', 1, '' "
        "from member_city where name = 'Alpha'");
    assert_int_equal(q_record_public(db, &here->arena, uid, &shown), FAULT_NOT_FOUND);
    assert_int_equal(q_record_list(db, &here->arena, &rows, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(record_take_back(db, &here->arena, &row, &who, held), OK);
    assert_int_equal(record_take_back(db, &here->arena, &row, &who, held), FAULT_CONFLICT);
    assert_str(asked("select count(*) from programme where published_at is not null"), "0");
    assert_int_equal(publish(&row, &record, held), OK);
    assert_int_equal(programme_remove(db, row.id), OK);
    assert_str(asked("select count(*) from programme_record"), "0");
}

static void test_its_way_and_back(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "two_and_a_half_days");
    struct programme_at next;
    for (size_t steps = 1; programme_usual(programme_at(&row), (int)row.days, &next); steps++) {
        assert_int_equal(programme_say(db, &row, row.number + 1, next, cities[0].person, NOW), FAULT_CONFLICT);
        assert_int_equal(programme_say(db, &row, row.number, next, cities[0].person, NOW), OK);
        struct q_programme_of after = find(0, row.uid);
        assert_true(programme_at(&after).stage == next.stage && after.day == next.day);
        assert_int_equal(after.number, steps + 1);
        assert_true(after.rev > row.rev);
        row = after;
    }
    assert_int_equal(row.number, 8);
    assert_int_equal(programme_say(db, &row, row.number, (struct programme_at){PROGRAMME_CALLED_OFF, 0}, 1, NOW),
                     FAULT_CONFLICT);
    for (; row.number > 1; row = find(0, row.uid)) {
        assert_int_equal(programme_unsay(db, &row, row.number - 1, NOW), FAULT_CONFLICT);
        assert_int_equal(programme_unsay(db, &row, row.number, NOW), OK);
    }
    assert_int_equal(programme_unsay(db, &row, row.number, NOW), FAULT_CONFLICT);
    assert_true(programme_at(&row).stage == PROGRAMME_DRAFT);
}

static void test_an_address_takes_part_once(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "two_hours"), other = begin(0, "two_hours");
    struct q_participant_list *rows;
    struct str uid, again, none;
    size_t n;
    assert_int_equal(add(&row, "Ada Lovelace", "Ada@x.example", &uid), OK);
    assert_int_equal(add(&row, "A. Lovelace", "ada@X.example", &again), FAULT_CONFLICT);
    assert_true(str_eq(uid, again));
    assert_int_equal(add(&other, "Ada Lovelace", "ada@x.example", &again), OK);
    assert_int_equal(add(&row, "Bo", "", &none), OK); /* without an address: as many as there are */
    assert_int_equal(add(&row, "Bo", "", &again), OK);
    assert_int_equal(q_participant_list(db, &here->arena, row.uid, &rows, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(add(&row, "ŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻ Long", "", &again), OK);
    assert_str(asked("select short_name from participant where name like '%Long'"), "ŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻŻ");
    row.participants_n = PARTICIPANTS_MAX;
    assert_int_equal(add(&row, "Cy", "", &again), FAULT_TOO_LARGE);
}

/* Who was asked and is on the list; once, until that mail has gone. */
static void test_who_was_asked_is_told_of_other_days(void **state)
{
    (void)state;
    static const struct { const char *name, *mail; } people[] = {
        {"Ada", "ada@x.example"}, {"Bo", "bo@x.example"}, {"Cy", ""}, {"Di", "di@x.example"}, {"Ed", "ed@x.example"}};
    struct q_programme_of row = begin(0, "two_hours");
    struct str uids[COUNT_OF(people)];
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        assert_int_equal(add(&row, people[i].name, people[i].mail, &uids[i]), OK);
    }
    run("update participant set asked_at = 1 where name <> 'Bo'");
    run("update participant set removed_at = 1 where name = 'Di'");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(programme_tell(db, &here->arena, row.id, NOW), OK);
        assert_str(asked("select count(*) from mail where kind = 'participant-changed'"), "2");
        assert_str(asked("select count(*) from mail where address in ('ada@x.example', 'ed@x.example')"), "2");
    }
    run("update mail set state = 'sent', address = '', fields = ''");
    assert_int_equal(programme_tell(db, &here->arena, row.id, NOW + DAY), OK);
    assert_str(asked("select count(*) from mail where kind = 'participant-changed' and state = 'waiting'"), "2");
}

/* A substitute is asked to what the other one has not said yes to, as that stands just now. */
static void test_a_substitute_comes_to_the_rest(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "one_day");
    struct q_programme_sessions *sessions;
    struct q_participant_not_needed *rows;
    struct q_participant_by_uid ada;
    struct str uid, other;
    size_t n;
    assert_int_equal(q_programme_sessions(db, &here->arena, row.uid, &sessions, &n), OK);
    assert_int_equal(add(&row, "Ada", "ada@x.example", &uid), OK);
    assert_int_equal(q_participant_by_uid(db, &here->arena, uid, &ada), OK);
    const struct participant_new new = {.name = S("Bo"), .mail = S("bo@x.example"), .came_by = S("invited"),
                                        .substitute_of = {true, ada.id}};
    assert_int_equal(participant_add(db, &here->arena, &row, &new, NOW, &other), OK);
    assert_int_equal(q_participant_not_needed(db, &here->arena, other, &rows, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(q_participant_accept_session(db, ada.id, sessions[0].id, true, NOW), OK);
    assert_int_equal(q_participant_accept_session(db, ada.id, sessions[1].id, false, NOW), OK);
    assert_int_equal(q_participant_not_needed(db, &here->arena, other, &rows, &n), OK);
    assert_true(n == 1 && rows[0].session_id == sessions[0].id);
    assert_int_equal(q_participant_not_needed(db, &here->arena, uid, &rows, &n), OK); /* they come for nobody */
    assert_int_equal(n, 0);
    assert_int_equal(q_participant_remove(db, ada.id, (struct maybe_int){true, NOW}), OK);
    assert_int_equal(q_participant_not_needed(db, &here->arena, other, &rows, &n), OK);
    assert_int_equal(n, 0); /* she does not come at all any more */
}

static void test_an_erased_one_leaves_a_number(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "two_hours");
    struct q_participant_by_uid link;
    struct q_participant_list *rows;
    struct str uid;
    size_t n;
    bool added;
    assert_int_equal(add(&row, "Ada Lovelace", "Ada@x.example", &uid), OK);
    assert_int_equal(q_participant_by_uid(db, &here->arena, uid, &link), OK);
    assert_int_equal(q_participant_session_put(db, link.id, 1, (struct maybe_int){true, 1},
                                               (struct maybe_int){true, NOW}, (struct maybe_int){true, 1}), OK);
    const struct mail_new mail = {S("remark-answer"), S("Ada@x.example"), 0, S("en"), S("x=Ada\n"), 0};
    assert_int_equal(mail_add(db, &here->arena, &mail, NOW, &added), OK);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, participant_erase(db, &here->arena, uid, NOW + 1)), OK);
    assert_int_equal(q_participant_by_uid(db, &here->arena, uid, &link), FAULT_NOT_FOUND);
    assert_int_equal(q_participant_list(db, &here->arena, row.uid, &rows, &n), OK);
    assert_true(n == 1 && rows[0].name.n + rows[0].mail.n + rows[0].organisation.n + rows[0].role.n == 0);
    assert_str(rows[0].sector, "public");
    assert_str(asked("select count(*) from participant_session where attended = 1"), "1");
    assert_str(asked("select kind from erasure"), "participant");
    assert_str(asked("select count(*) from mail where fields like '%Ada%'"), "0");
    assert_int_equal(participant_erase(db, &here->arena, uid, NOW + 2), OK); /* once more: nothing */
    assert_int_equal(add(&row, "Ada Lovelace", "Ada@x.example", &uid), OK);  /* and they may come again */
}

/* No column of any table has the name or the address any more. */
static void test_no_table_has_their_name(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "two_hours");
    struct str uid, lines;
    size_t texts = 0, before = 0;
    assert_int_equal(add(&row, "Quirina Zwetschge", "quirina@x.example", &uid), OK);
    struct q_participant_by_uid me;
    assert_int_equal(q_participant_by_uid(db, &here->arena, uid, &me), OK);
    assert_int_equal(participant_ask(db, &here->arena, uid, me.mail, me.language, me.id, NOW), OK);
    for (int erased = 0; erased < 2; erased++) {
        struct db *all = scratch_open_file(here, "net.db", ENGINE_ADMIN);
        assert_int_equal(all->engine->list_columns(all, &here->arena, all->engine->schema(all, false), &lines), OK);
        for (struct str rest = lines; rest.n > 0; texts++) {
            struct str more, table = str_cut(str_cut(rest, '\n', &rest), ' ', &more);
            struct str column = str_cut(more, ' ', &more);
            struct str sql = str_format(&here->arena,
                "select count(*) from %.*s where lower(cast(%.*s as text)) like '%%quirina%%'", STR_ARG(table),
                STR_ARG(column));
            struct str n;
            assert_int_equal(all->engine->ask(all, &here->arena, str_c(&here->arena, sql), &n), OK);
            bool found = !str_eq(n, S("0"));
            before += found && erased == 0;
            if (found && erased == 1) {
                fail_msg("%.*s.%.*s has the name still", STR_ARG(table), STR_ARG(column));
            }
        }
        db_close(all);
        if (erased == 0) {
            assert_int_equal(participant_erase(db, &here->arena, uid, NOW + 1), OK);
        }
    }
    assert_true(texts > 200 && before >= 4); /* it was looked for where it stood: name, room, address twice, mail */
}

static struct agenda load_agenda(struct str uid)
{
    struct agenda agenda;
    assert_int_equal(agenda_load(db, &here->arena, uid, &agenda), OK);
    return agenda;
}

/* "kind kind ...| kind ...": what is in it, session by session. */
static struct str kinds_of(struct str uid)
{
    struct agenda agenda = load_agenda(uid);
    struct str line = S("");
    for (size_t i = 0; i < agenda.sessions_n; i++) {
        const struct q_programme_blocks *blocks[AGENDA_SESSION_BLOCKS_MAX];
        size_t n = agenda_in_session(&agenda, agenda.sessions[i].id, blocks);
        for (size_t k = 0; k < n; k++) {
            line = str_format(&here->arena, "%.*s%.*s ", STR_ARG(line), STR_ARG(blocks[k]->kind));
        }
        line = str_format(&here->arena, "%.*s|", STR_ARG(line));
    }
    return line;
}

static const struct q_programme_blocks *nth(const struct agenda *agenda, size_t i)
{
    assert_true(i < agenda->blocks_n);
    return &agenda->blocks[i];
}

static void test_blocks_are_moved(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "");
    const struct session_times times = {{row.begins_on.days + 1}, 540, 600};
    const struct block_new new[] = {{BLOCK_BRIEF, S(""), S(""), 10}, {BLOCK_VOTE, S("Which?"), S(""), 20}};
    struct agenda agenda = load_agenda(row.uid);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(agenda_add(db, &here->arena, &agenda, row.id, agenda.sessions[0].id, &new[i], NOW), OK);
        agenda = load_agenda(row.uid);
    }
    assert_int_equal(agenda_session_add(db, &here->arena, &row, &times, NOW), OK);
    assert_str(kinds_of(row.uid), "brief vote ||");
    assert_int_equal(find(0, row.uid).ends_on.days, row.begins_on.days + 1);
    static const struct { size_t block; bool up; enum fault fault; const char *is; } steps[] = {
        {0, true, FAULT_CONFLICT, "brief vote ||"}, {0, false, OK, "vote brief ||"}, {1, false, OK, "vote |brief |"},
        {1, false, FAULT_CONFLICT, "vote |brief |"}, {0, false, OK, "|vote brief |"}, {0, true, OK, "vote |brief |"},
        {1, true, OK, "vote brief ||"},
    };
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        agenda = load_agenda(row.uid);
        assert_int_equal(agenda_move(db, &agenda, row.id, nth(&agenda, steps[i].block), steps[i].up, NOW),
                         steps[i].fault);
        assert_str(kinds_of(row.uid), steps[i].is);
    }
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda_take_out(db, row.id, nth(&agenda, 0), NOW), OK);
    assert_str(kinds_of(row.uid), "brief ||");
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda_put_back(db, &agenda, row.id, nth(&agenda, 0), NOW), OK);
    assert_str(kinds_of(row.uid), "vote brief ||");
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda_session_remove(db, &here->arena, &agenda, &row, &agenda.sessions[0], NOW), FAULT_CONFLICT);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(agenda_take_out(db, row.id, nth(&agenda, i), NOW), OK);
    }
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda_session_remove(db, &here->arena, &agenda, &row, &agenda.sessions[0], NOW), OK);
    agenda = load_agenda(row.uid); /* what was taken out is in the other one, and comes back there, in its order */
    assert_true(agenda.sessions_n == 1 && agenda.sessions[0].number == 1 && agenda.blocks_n == 2);
    assert_str(kinds_of(row.uid), "|");
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(agenda_put_back(db, &agenda, row.id, nth(&agenda, i), NOW), OK);
    }
    assert_str(kinds_of(row.uid), "vote brief |");
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda_session_remove(db, &here->arena, &agenda, &row, &agenda.sessions[0], NOW), FAULT_CONFLICT);
}

static void test_a_late_session_and_back(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "two_hours");
    struct agenda agenda = load_agenda(row.uid);
    struct agenda_late late;
    assert_int_equal(agenda_late(db, &agenda, row.id, &agenda.sessions[0], 10, NOW, &late), OK); /* it begins late */
    assert_true(late.begins_later == 10 && late.over == 0 && late.shortened > 0);
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda.sessions[0].begins, 550);
    assert_int_equal(agenda_late_undo(db, row.id, &agenda.sessions[0], NOW), OK);
    agenda = load_agenda(row.uid);
    assert_true(agenda.sessions[0].begins == 540 && !agenda.sessions[0].begins_was.known);
    assert_int_equal(agenda_begin(db, &agenda, row.id, nth(&agenda, 0), NOW), OK);
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda_begin(db, &agenda, row.id, nth(&agenda, 1), NOW + 60), OK);
    agenda = load_agenda(row.uid);
    assert_true(nth(&agenda, 0)->ended_at.v == NOW + 60 && nth(&agenda, 1)->begun_at.known); /* one at a time */
    assert_int_equal(agenda_late(db, &agenda, row.id, &agenda.sessions[0], 5, NOW, &late), OK);
    agenda = load_agenda(row.uid);
    int64_t sum = 0, changed = 0;
    for (size_t i = 0; i < agenda.blocks_n; i++) {
        sum += agenda.blocks[i].minutes;
        changed += agenda.blocks[i].minutes_was.known;
    }
    assert_true(sum == 120 && changed == 2 && nth(&agenda, 1)->minutes == 20);
    assert_int_equal(agenda_late_undo(db, row.id, &agenda.sessions[0], NOW), OK);
    agenda = load_agenda(row.uid);
    for (size_t i = 0; i < agenda.blocks_n; i++) {
        assert_int_equal(agenda.blocks[i].minutes, agenda_templates[2].sessions[0].blocks[i].minutes);
        assert_false(agenda.blocks[i].minutes_was.known);
    }
    assert_int_equal(agenda_unbegin(db, row.id, nth(&agenda, 0), NOW), OK); /* it goes on */
    agenda = load_agenda(row.uid);
    assert_true(nth(&agenda, 0)->begun_at.known && !nth(&agenda, 0)->ended_at.known);
}

static void test_sessions_follow_their_time(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "one_day");
    struct agenda agenda = load_agenda(row.uid);
    struct session_times times = {row.begins_on, 600, 660};
    assert_true(agenda_overlaps(&agenda, &times, 0));
    assert_false(agenda_overlaps(&agenda, &times, agenda.sessions[0].id));
    times.day_on.days += 2;
    assert_int_equal(agenda_session_save(db, &here->arena, &row, &agenda.sessions[0], &times, NOW), OK);
    agenda = load_agenda(row.uid);
    assert_int_equal(agenda.sessions[1].begins, 600); /* the morning comes last now */
    row = find(0, row.uid);
    assert_int_equal(row.ends_on.days - row.begins_on.days, 2);
    assert_int_equal(agenda_shift(db, &row, (struct date){row.begins_on.days - 3}, NOW), OK);
    struct q_programme_of after = find(0, row.uid);
    assert_true(after.begins_on.days == row.begins_on.days - 3 && after.ends_on.days == row.ends_on.days - 3);
    assert_true(after.days == 2 && after.rev > row.rev);
}

static void test_what_goes_when(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "two_hours");
    struct str uid;
    int64_t end = (int64_t)row.ends_on.days * DAY;
    assert_int_equal(add(&row, "Ada", "ada@x.example", &uid), OK);
    assert_int_equal(add(&row, "Bo", "bo@x.example", &uid), OK);
    run("update participant set removed_at = 1795348800 where name = 'Bo'");
    assert_int_equal(programme_forget(db, NOW + PARTICIPANT_REMOVED_KEPT_S - 1), OK);
    assert_str(asked("select count(*) from participant where erased_at is null"), "2");
    assert_int_equal(programme_forget(db, NOW + PARTICIPANT_REMOVED_KEPT_S), OK);
    assert_str(asked("select name from participant where erased_at is null"), "Ada");
    assert_int_equal(programme_forget(db, end + (int64_t)PARTICIPANT_KEPT_DAYS * DAY), OK);
    assert_str(asked("select count(*) from participant where erased_at is null"), "1");
    assert_int_equal(programme_forget(db, end + (int64_t)(PARTICIPANT_KEPT_DAYS + 1) * DAY), OK);
    assert_str(asked("select count(*) from participant where erased_at is null or name <> ''"), "0");
    assert_int_equal(programme_forget(db, end + (int64_t)PROGRAMME_KEPT_DAYS * DAY), OK);
    assert_str(asked("select count(*) from programme"), "1");
    assert_int_equal(programme_forget(db, end + (int64_t)(PROGRAMME_KEPT_DAYS + 1) * DAY), OK);
    assert_str(asked("select (select count(*) from programme) + (select count(*) from programme_city) + "
                     "(select count(*) from programme_stage) + (select count(*) from programme_session) + "
                     "(select count(*) from programme_block) + (select count(*) from participant) + "
                     "(select count(*) from participant_session)"), "0");
}

static void test_it_goes_with_its_city(void **state)
{
    (void)state;
    begin(0, "two_hours");
    struct q_programme_of kept = begin(1, "two_hours"), row;
    run("insert into member_step (member_id, number, step, at, way, why) values (1, 2, 'left', 1000, 'city', '')");
    assert_int_equal(programme_forget_left(db, 999), OK);
    assert_str(asked("select count(*) from programme"), "2");
    assert_int_equal(programme_forget_left(db, 1000), OK);
    assert_str(asked("select count(*) from programme"), "1");
    assert_int_equal(q_programme_of(db, &here->arena, cities[1].uid, kept.uid, &row), OK);
    assert_int_equal(programme_remove(db, row.id), OK);
    assert_str(asked("select count(*) from programme_block"), "0");
}

static void test_who_made_it_is_erased(void **state)
{
    (void)state;
    struct q_programme_of row = begin(0, "two_hours");
    assert_int_equal(programme_erase_person(db, cities[0].person), OK);
    assert_str(asked("select count(*) from programme where made_by is not null"), "0");
    assert_str(asked("select count(*) from programme_stage where person_id is not null"), "0");
    assert_str(find(0, row.uid).name, "Leaders 2027");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_begins_from_a_template),
        TEST(test_no_other_city_sees_it),
        TEST(test_what_everybody_reads_of_it),
        TEST(test_its_way_and_back),
        TEST(test_an_address_takes_part_once),
        TEST(test_who_was_asked_is_told_of_other_days),
        TEST(test_a_substitute_comes_to_the_rest),
        TEST(test_an_erased_one_leaves_a_number),
        TEST(test_no_table_has_their_name),
        TEST(test_blocks_are_moved),
        TEST(test_a_late_session_and_back),
        TEST(test_sessions_follow_their_time),
        TEST(test_what_goes_when),
        TEST(test_it_goes_with_its_city),
        TEST(test_who_made_it_is_erased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
