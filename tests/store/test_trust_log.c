/* SPDX-License-Identifier: AGPL-3.0-or-later
** The log that holds: digests as anybody computes them, what was changed is found, what is erased is gone and the chain
** holds, two writers make one order, and a failing call leaves nothing half written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "db/again.h"
#include "scratch.h"
#include "store/trust_log.h"

#define NOW 1795359600
#define ANNA 12
#define BERT 13

/* ---- a log of five entries */

static struct log_event event_of(int i)
{
    const struct log_someone anna = {LOG_PERSON, ANNA, S("Anna Šedivá")};
    const struct log_someone bert = {LOG_PERSON, BERT, S("Bert")};
    const struct log_event events[] = {
        {S("setting-saved"), S("name=mark\n"), {LOG_CONSOLE, 0, S("root")}, {LOG_NOBODY}, NOW},
        {S("role-given"), S("role=coordinator\n"), anna, bert, NOW + 1},
        {S("role-ended"), S("role=coordinator\n"), bert, anna, NOW + 2},
        {S("person-blocked"), S(""), anna, anna, NOW + 3},
        {S("remark-removed"), S("remark=1\n"), {LOG_ITSELF}, {LOG_NOBODY}, NOW + 4},
    };
    return events[i % (int)COUNT_OF(events)];
}

static enum fault add_in(struct db *db, struct arena *arena, const struct log_event *event)
{
    TRY(db_begin(db));
    return db_end(db, trust_log_add(db, arena, event));
}

static struct db *open_log(struct scratch *scratch, int entries)
{
    struct db *db = scratch_open(scratch, DB_WRITE);
    for (int i = 0; i < entries; i++) {
        struct log_event event = event_of(i);
        assert_int_equal(add_in(db, &scratch->arena, &event), OK);
    }
    return db;
}

static struct log_report verify(struct scratch *scratch, struct db *db, const struct log_head *head)
{
    struct log_report report;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, trust_log_verify(db, &scratch->arena, head, &report)), OK);
    return report;
}

/* ---- as it is written down */

/* What node:crypto makes of the lines in trust_log.h. */
static void test_digests_are_those_of_the_description(void **state)
{
    struct scratch *scratch = *state;
    struct arena *arena = &scratch->arena;
    struct str salt = S("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    struct str zero = S("0000000000000000000000000000000000000000000000000000000000000000");
    struct str what = trust_log_part(arena, S("what"), salt, S("kind=role-given\nrole=coordinator\n"));
    struct str who = trust_log_part(arena, S("who"), salt, S("is=console\nname=root\n"));
    struct str whom = trust_log_part(arena, S("whom"), salt, S("is=person\nperson=12\nname=Zoë Łódź\n"));
    assert_str(what, "6d48341366bdc45dfc45639a5f5b9bac2526cc4399fc5c0b4de7867b054f37d3");
    assert_str(who, "259bd488a461545555ab5eb1defc750e3d9392e802e1d99b9ad0ca621c7880bf");
    assert_str(whom, "5d7f718566ebb905bcc523adf1106a8f2d871e95f1089735af5a1693dc7b5181");
    struct str one = trust_log_chain(arena, zero, 1, NOW, what, who, whom);
    assert_str(one, "28bedf7315fd169db8bc4dae4e7092f3c3ce15af9cc941eca10aa4808e69d02c");
    assert_str(trust_log_chain(arena, one, 2, NOW + 1, what, who, S("")),
               "45da864e1f9de83ef5d8dcb9e08eb84bc3d7847fc04ced365b7addc43fdb5ec8");
}

static void test_what_was_logged_can_be_read(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 5);
    struct q_log_before *rows;
    size_t n;
    assert_int_equal(q_log_before(db, &scratch->arena, INT64_MAX, 2, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].number, 5);
    assert_int_equal(q_log_before(db, &scratch->arena, 3, 200, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].number, 2);
    assert_int_equal(rows[0].at, NOW + 1);
    assert_str(rows[0].what, "kind=role-given\nrole=coordinator\n");
    assert_str(trust_log_kind(&scratch->arena, rows[0].what), "role-given");
    struct log_someone who = trust_log_someone(&scratch->arena, rows[0].who);
    assert_int_equal(who.is, LOG_PERSON);
    assert_int_equal(who.person, ANNA);
    assert_str(who.name, "Anna Šedivá");
    assert_int_equal(trust_log_someone(&scratch->arena, rows[0].whom).person, BERT);
    assert_int_equal(trust_log_someone(&scratch->arena, rows[1].who).is, LOG_CONSOLE);
    assert_int_equal(trust_log_someone(&scratch->arena, rows[1].whom).is, LOG_NOBODY);
    db_close(db);
}

/* The same entry twice has other salts, so nobody can tell that they are the same. */
static void test_digests_tell_nothing(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 10);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from (select what from log_link union "
                           "select who from log_link) x"), "20");
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from log_link a join log_link b on a.what = b.what and "
                           "a.number < b.number"), "0");
    db_close(db);
}

static void test_what_is_too_large_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_WRITE);
    char large[LOG_FIELDS_MAX] = "";
    memset(large, 'a', sizeof large - 1);
    struct log_event event = event_of(0);
    event.fields = (struct str){large, sizeof large};
    assert_int_equal(add_in(db, &scratch->arena, &event), FAULT_TOO_LARGE);
    event = event_of(1);
    event.whom.name = (struct str){large, sizeof large};
    assert_int_equal(add_in(db, &scratch->arena, &event), FAULT_TOO_LARGE);
    assert_int_equal(verify(scratch, db, NULL).number, 0);
    db_close(db);
}

static void test_a_head_is_a_number_and_a_digest(void **state)
{
    (void)state;
    static const char digest[] = "28bedf7315fd169db8bc4dae4e7092f3c3ce15af9cc941eca10aa4808e69d02c";
    static const struct {
        const char *number, *colon, *digest;
        bool right;
    } tries[] = {{"4711", ":", digest, true}, {"0", ":", digest, true}, {"-1", ":", digest, false},
                 {"", ":", digest, false}, {"4711", "", digest, false}, {"4711", ":", "28be", false},
                 {"4711", ":", "28BEDF7315FD169DB8BC4DAE4E7092F3C3CE15AF9CC941ECA10AA4808E69D02C", false},
                 {"9223372036854775808", ":", digest, false}, {"4 711", ":", digest, false}};
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        struct log_head head = {0};
        struct str text = str_format(&arena, "%s%s%s", tries[i].number, tries[i].colon, tries[i].digest);
        assert_int_equal(trust_log_head_parse(text, &head), tries[i].right);
    }
    arena_done(&arena);
}

/* ---- what was changed is found */

static void test_the_log_of_nothing_is_intact(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = scratch_open(scratch, DB_READ);
    struct log_report report = verify(scratch, db, NULL);
    assert_int_equal(report.verdict, LOG_INTACT);
    assert_int_equal(report.number, 0);
    db_close(db);
}

static void test_every_change_is_found(void **state)
{
    static const struct {
        const char *sql;
        enum log_verdict verdict;
        int64_t number;
    } changes[] = {
        {"update log_link set at = at + 1 where number = 3", LOG_BROKEN, 3},
        {"update log_link set what = who where number = 3", LOG_BROKEN, 3},
        {"update log_link set who = what where number = 3", LOG_BROKEN, 3},
        {"update log_link set whom = '' where number = 3", LOG_BROKEN, 3},
        {"update log_link set chain = what where number = 3", LOG_BROKEN, 3},
        {"update log_link set number = number - 1 where number = 1", LOG_BROKEN, 1},
        {"delete from log_link where number = 3", LOG_GAP, 3},
        {"delete from log_link where number = 1", LOG_GAP, 1},
        {"update log_entry set what = 'other' where number = 4", LOG_CHANGED, 4},
        {"update log_entry set who = 'is=itself' where number = 4", LOG_CHANGED, 4},
        {"update log_entry set whom = '' where number = 4", LOG_CHANGED, 4},
        {"update log_entry set whom = 'is=itself' where number = 5", LOG_CHANGED, 5},
        {"update log_entry set what_salt = who_salt where number = 4", LOG_CHANGED, 4},
        {"update log_entry set what_salt = null, erased_at = 1 where number = 4", LOG_CHANGED, 4},
        {"update log_entry set what = null, erased_at = 1 where number = 4", LOG_CHANGED, 4},
        {"update log_entry set what = null, what_salt = null where number = 4", LOG_MISSING, 4},
        {"delete from log_entry where number = 4", LOG_MISSING, 4},
    };
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        struct scratch *scratch = *state;
        struct db *db = open_log(scratch, 5);
        assert_int_equal(verify(scratch, db, NULL).verdict, LOG_INTACT);
        db_close(db);
        scratch_exec(scratch, "net.db", changes[i].sql);
        db = scratch_open(scratch, DB_READ);
        struct log_report report = verify(scratch, db, NULL);
        db_close(db);
        if (report.verdict != changes[i].verdict || report.number != changes[i].number) {
            fail_msg("%s: verdict %d at %lld", changes[i].sql, (int)report.verdict, (long long)report.number);
        }
        scratch_exec(scratch, "net.db", "delete from log_link");
        scratch_exec(scratch, "net.db", "delete from log_entry");
    }
}

/* Who can write the table can write a new chain: only a head kept elsewhere finds that. */
static void test_what_was_cut_off_or_written_anew_is_found_by_a_head(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 5);
    struct log_head head;
    assert_int_equal(trust_log_head(db, &scratch->arena, &head), OK);
    assert_int_equal(head.number, 5);
    struct log_event more = event_of(0);
    assert_int_equal(add_in(db, &scratch->arena, &more), OK);
    assert_int_equal(verify(scratch, db, &head).verdict, LOG_INTACT);
    db_close(db);

    scratch_exec(scratch, "net.db", "delete from log_link where number > 3");
    scratch_exec(scratch, "net.db", "delete from log_entry where number > 3");
    db = scratch_open(scratch, DB_WRITE);
    assert_int_equal(verify(scratch, db, NULL).verdict, LOG_INTACT);
    struct log_report report = verify(scratch, db, &head);
    assert_int_equal(report.verdict, LOG_CUT);
    assert_int_equal(report.number, 3);

    for (int i = 0; i < 3; i++) {
        assert_int_equal(add_in(db, &scratch->arena, &more), OK);
    }
    assert_int_equal(verify(scratch, db, NULL).verdict, LOG_INTACT);
    report = verify(scratch, db, &head);
    assert_int_equal(report.verdict, LOG_OTHER);
    assert_int_equal(report.number, 5);
    db_close(db);
}

/* ---- erasing */

static void test_what_tells_of_a_person_goes_and_the_chain_holds(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 5);
    struct log_head head;
    struct q_log_by_number row;
    assert_int_equal(trust_log_head(db, &scratch->arena, &head), OK);
    assert_int_equal(trust_log_erase_person(db, ANNA, S("on request"), NOW + 100), OK);
    struct log_report report = verify(scratch, db, &head);
    assert_int_equal(report.verdict, LOG_INTACT);
    assert_int_equal(report.number, 5);
    assert_int_equal(report.erased, 3);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from log_entry where who like '%Anna%' or whom like "
                           "'%Anna%' or who_person = 12 or whom_person = 12"), "0");
    assert_int_equal(q_log_by_number(db, &scratch->arena, 2, &row), OK);
    assert_null(row.who.s);
    assert_str(row.what, "kind=role-given\nrole=coordinator\n"); /* what was decided stays, and for whom */
    assert_int_equal(trust_log_someone(&scratch->arena, row.whom).person, BERT);
    assert_int_equal(row.erased_at.v, NOW + 100);
    assert_str(row.erased_why, "on request");
    assert_int_equal(trust_log_erase_person(db, BERT, S("on request"), NOW + 200), OK);
    assert_int_equal(verify(scratch, db, &head).verdict, LOG_INTACT);
    db_close(db);
}

static void test_one_entry_is_erased_by_hand(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 5);
    struct q_log_by_number row;
    assert_int_equal(trust_log_erase(db, 6, S("on request"), NOW), FAULT_NOT_FOUND);
    for (int number = 1; number <= 5; number++) {
        assert_int_equal(trust_log_erase(db, number, S("on request"), NOW), OK);
        assert_int_equal(q_log_by_number(db, &scratch->arena, number, &row), OK);
        assert_null(row.what.s);
        assert_null(row.who.s);
        assert_int_equal(row.whom.n, 0);
        assert_int_equal(verify(scratch, db, NULL).verdict, LOG_INTACT);
    }
    assert_int_equal(trust_log_erase(db, 5, S("too old"), NOW + 7), OK); /* it is gone already */
    assert_int_equal(q_log_by_number(db, &scratch->arena, 5, &row), OK);
    assert_int_equal(row.erased_at.v, NOW);
    assert_str(row.erased_why, "on request");
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from log_entry where what_salt is not null or who_salt "
                           "is not null or length(whom_salt) > 0"), "0");
    db_close(db);
}

/* No statement of the program touches a link again, and none but those of erasing an entry. */
static void test_links_are_never_changed(void **state)
{
    (void)state;
    size_t adds = 0;
    for (size_t i = 0; i < statements_count; i++) {
        struct str sql = str_of(statements[i]->sql[DB_SQLITE]);
        struct str name = str_of(statements[i]->name);
        assert_false(str_contains(sql, S("update log_link")) || str_contains(sql, S("delete from log_link")));
        assert_false(str_contains(sql, S("delete from log_entry")));
        assert_true(!str_contains(sql, S("update log_entry")) || str_starts(name, S("log_erase_")));
        adds += str_contains(sql, S("insert into log_link"));
    }
    assert_int_equal(adds, 1);
}

/* ---- one order, whole or not at all */

#define EACH 40

static void write_many(struct scratch *scratch)
{
    struct arena arena;
    struct db *db = scratch_open(scratch, DB_WRITE);
    arena_init(&arena, 1 << 20);
    for (int i = 0; i < EACH; i++) {
        struct again again = {0};
        struct log_event event = event_of(i);
        enum fault fault;
        do {
            fault = add_in(db, &arena, &event);
        } while (again_due(&again, fault));
        check(fault == OK);
    }
    arena_done(&arena);
    db_close(db);
}

static void test_writers_at_once_make_one_order(void **state)
{
    struct scratch *scratch = *state;
    pid_t pids[3];
    for (size_t i = 0; i < COUNT_OF(pids); i++) {
        pids[i] = fork();
        assert_true(pids[i] >= 0);
        if (pids[i] == 0) {
            write_many(scratch);
            _exit(0);
        }
    }
    for (size_t i = 0; i < COUNT_OF(pids); i++) {
        int status = -1;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    struct db *db = scratch_open(scratch, DB_READ);
    struct log_report report = verify(scratch, db, NULL);
    assert_int_equal(report.verdict, LOG_INTACT);
    assert_int_equal(report.number, COUNT_OF(pids) * EACH);
    db_close(db);
}

/* However it is made to happen, two links of one number are refused. */
static void test_a_fork_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 2);
    struct str digest = S("d");
    assert_int_equal(q_log_link_add(db, 2, NOW, digest, digest, digest, digest), FAULT_CONFLICT);
    db_close(db);
}

static void test_a_failing_call_leaves_nothing_half_written(void **state)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY, FAULT_DAMAGED};
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 2);
    int64_t had = 2;
    bool happened = true;
    for (int64_t n = 1; happened; n++) {
        struct log_event event = event_of(1);
        db_fail_after(n, faults[n % (int64_t)COUNT_OF(faults)]);
        enum fault fault = add_in(db, &scratch->arena, &event);
        happened = db_fail_after(0, OK) == 0;
        assert_true(happened == (fault != OK));
        had += fault == OK;
        struct log_report report = verify(scratch, db, NULL);
        assert_int_equal(report.verdict, LOG_INTACT);
        assert_int_equal(report.number, had);
    }
    assert_int_equal(had, 3);
    db_close(db);
}

/* Reading costs memory for a row, however long the log is. */
static void test_a_long_log_is_read_in_little_memory(void **state)
{
    struct scratch *scratch = *state;
    struct db *db = open_log(scratch, 0);
    struct arena small;
    struct log_report report;
    assert_int_equal(db_begin(db), OK);
    for (int i = 0; i < 1000; i++) {
        struct arena_mark mark = arena_mark(&scratch->arena);
        struct log_event event = event_of(i);
        assert_int_equal(trust_log_add(db, &scratch->arena, &event), OK);
        arena_rewind(&scratch->arena, mark);
    }
    assert_int_equal(db_end(db, OK), OK);
    arena_init(&small, 8192); /* 1,000 links have some 700,000 bytes */
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, trust_log_verify(db, &small, NULL, &report)), OK);
    assert_int_equal(report.verdict, LOG_INTACT);
    assert_int_equal(report.number, 1000);
    arena_done(&small);
    db_close(db);
}

/* Once a day, when there is anything. */
static void test_a_look_at_all_of_it_is_woken_once_a_day(void **state)
{
    struct scratch *scratch = *state;
    struct arena *arena = &scratch->arena;
    struct db *db = open_log(scratch, 0);
    static const struct { int64_t at; const char *state; } steps[] = {
        {NOW, "waiting"}, {NOW + 10, "waiting"}, {NOW + LOG_CHECK_S - 1, "done"}, {NOW + LOG_CHECK_S, "waiting"}};
    assert_int_equal(trust_log_wake(db, arena, NOW), OK);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) from job where uid = 'log-check'"), "0");
    struct log_event event = event_of(0);
    assert_int_equal(add_in(db, arena, &event), OK);
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (i == 2) {
            scratch_exec(scratch, "net.db", str_c(arena, str_format(arena,
                "update job set state = 'done', ended_at = %d where uid = 'log-check'", NOW)));
        }
        assert_int_equal(trust_log_wake(db, arena, steps[i].at), OK);
        assert_str(scratch_ask(scratch, "net.db", "select state from job where uid = 'log-check'"), steps[i].state);
    }
    db_close(db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_digests_are_those_of_the_description),
        TEST(test_what_was_logged_can_be_read),
        TEST(test_digests_tell_nothing),
        TEST(test_what_is_too_large_is_refused),
        TEST(test_a_head_is_a_number_and_a_digest),
        TEST(test_the_log_of_nothing_is_intact),
        TEST(test_every_change_is_found),
        TEST(test_what_was_cut_off_or_written_anew_is_found_by_a_head),
        TEST(test_what_tells_of_a_person_goes_and_the_chain_holds),
        TEST(test_one_entry_is_erased_by_hand),
        TEST(test_links_are_never_changed),
        TEST(test_a_look_at_all_of_it_is_woken_once_a_day),
        TEST(test_writers_at_once_make_one_order),
        TEST(test_a_fork_is_refused),
        TEST(test_a_failing_call_leaves_nothing_half_written),
        TEST(test_a_long_log_is_read_in_little_memory),
    };
    return cmocka_run_group_tests_name("trust_log", tests, NULL, NULL);
}
