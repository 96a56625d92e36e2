/* SPDX-License-Identifier: AGPL-3.0-or-later
** Somebody is erased: nothing is left of them in any table or file, others, results and the log stay as they were, and
** what is brought back from before is erased again. And: no column is forgotten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/rand.h"
#include "correction.sql.h"
#include "db/digest.h"
#include "db/notes.h"
#include "bids_of.h"
#include "scratch.h"
#include "store/application.h"
#include "store/claim.h"
#include "store/commitment.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/driver.sql.h"
#include "store/erasure.h"
#include "store/announcement.sql.h"
#include "store/funding_rule.sql.h"
#include "store/event.h"
#include "store/introduction.h"
#include "store/invitation.h"
#include "store/member_fact.h"
#include "store/mail.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/personal.h"
#include "store/profile_history.h"
#include "store/profile_publish.h"
#include "store/provider.h"
#include "store/remark.h"
#include "store/session.h"
#include "store/sign_in.h"
#include "store/suggestion.h"

#define NOW 1795359600
#define MARK "Quirinaxq" /* in everything that is hers */
#define OTHER "Bertramxq"

static struct scratch *here;
static struct db *db;

static int set_up(void **state)
{
    int status = scratch_setup(state);
    here = *state;
    db = scratch_open(here, DB_WRITE);
    return status;
}

static int tear_down(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

/* ---- no column is forgotten */
static bool has_word(const char *words, struct str word)
{
    for (struct str rest = str_of(words); rest.s != NULL;) {
        if (str_eq(str_cut(rest, ' ', &rest), word)) {
            return true;
        }
    }
    return false;
}

static const struct personal_table *find_personal(struct str name)
{
    for (size_t i = 0; i < personal_tables_count; i++) {
        if (str_eq(name, str_of(personal_tables[i].name))) {
            return &personal_tables[i];
        }
    }
    return NULL;
}

static bool is_of_nobody(struct str name)
{
    for (size_t i = 0; i < personal_not_count; i++) {
        if (str_eq(name, str_of(personal_not[i]))) {
            return true;
        }
    }
    return false;
}

/* "table column type notnull key", a line each: the schema as the engine has it. */
static struct str schema_lines(void)
{
    struct str lines;
    struct db *all = scratch_open_file(here, "net.db", ENGINE_ADMIN);
    assert_int_equal(all->engine->list_columns(all, &here->arena, all->engine->schema(all, false), &lines), OK);
    db_close(all);
    return lines;
}

static void test_every_column_of_every_table_is_told(void **state)
{
    (void)state;
    size_t wrong = 0;
    size_t columns = 0;
    for (struct str rest = schema_lines(); rest.n > 0; columns++) {
        struct str more;
        struct str table = str_cut(str_cut(rest, '\n', &rest), ' ', &more);
        struct str column = str_cut(more, ' ', &more);
        const struct personal_table *told = find_personal(table);
        if (told == NULL ? !is_of_nobody(table)
                         : has_word(told->columns, column) == has_word(told->others, column)) {
            print_error("%.*s.%.*s: say in src/store/personal.c whether it tells of people, and erase it in "
                        "src/store/erasure.c\n", STR_ARG(table), STR_ARG(column));
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(columns > 100);
}

/* The other way round: what is told is there. */
static void test_nothing_is_told_that_is_not_there(void **state)
{
    (void)state;
    struct str lines = schema_lines();
    for (size_t i = 0; i < personal_tables_count; i++) {
        const char *const lists[] = {personal_tables[i].columns, personal_tables[i].others};
        for (size_t k = 0; k < COUNT_OF(lists); k++) {
            for (struct str rest = str_of(lists[k]); rest.n > 0;) {
                struct str word = str_cut(rest, ' ', &rest);
                struct str line = str_format(&here->arena, "%s %.*s ", personal_tables[i].name, STR_ARG(word));
                if (!str_contains(lines, line)) {
                    fail_msg("there is no column %.*s", STR_ARG(line));
                }
            }
        }
    }
    for (size_t i = 0; i < personal_not_count; i++) {
        assert_true(str_contains(lines, str_format(&here->arena, "%s ", personal_not[i])));
    }
}

/* The record of processing says of each column what the migrations say: all are found. */
static void test_notes_have_the_columns_of_the_schema(void **state)
{
    (void)state;
    struct str lines = schema_lines();
    size_t columns = 0;
    size_t tables = 0;
    for (struct str table; (table = notes_table_nth(&here->arena, tables)).n > 0; tables++) {
        struct notes notes;
        assert_true(notes_of_table(&here->arena, table, &notes));
        columns += notes.n;
        for (size_t i = 0; i < notes.n; i++) {
            struct str line = str_format(&here->arena, "%.*s %.*s ", STR_ARG(table), STR_ARG(notes.columns[i].column));
            if (!str_contains(lines, line)) {
                fail_msg("there is no column %.*s", STR_ARG(line));
            }
        }
    }
    size_t own = 0;
    size_t all = 0;
    for (struct str rest = lines; rest.n > 0; all++) {
        own += str_starts(str_cut(rest, '\n', &rest), S("schema_migration "));
    }
    assert_int_equal(columns, all - own);
    struct notes notes;
    assert_true(notes_of_table(&here->arena, S("remark"), &notes));
    assert_true(str_starts(notes.says, S("What a reader tells those who run this network")));
    assert_str(notes.columns[3].column, "says");
    assert_str(notes.columns[3].says, "what is wrong or missing");
    assert_true(notes_of_table(&here->arena, S("job"), &notes));
    assert_str(notes.columns[18].column, "why");
    assert_str(notes.columns[18].says,
               "how the last try failed, as a sentence, for who runs the network: may name folders");
    assert_false(notes_of_table(&here->arena, S("nobody"), &notes));
}

/* ---- somebody everywhere */

static struct str marked(const char *mark, const char *more)
{
    return str_format(&here->arena, "%s%s", mark, more);
}

static void add_mails(const char *mark, int64_t person, struct str address)
{
    bool added;
    const struct mail_new to_account = {S("remark-answer"), address, person, S("en"), marked(mark, "=fields\n"), 0};
    const struct mail_new to_address = {S("remark-answer"), address, 0, S("en"), marked(mark, "=more\n"), 0};
    assert_int_equal(mail_add(db, &here->arena, &to_account, NOW, &added), OK);
    assert_int_equal(mail_add(db, &here->arena, &to_address, NOW, &added), OK);
}

static void add_log(int64_t person, struct str name)
{
    const struct log_someone they = {LOG_PERSON, person, name};
    const struct log_someone console = {LOG_CONSOLE, 0, S("root")};
    assert_int_equal(trust_log_add(db, &here->arena, &(struct log_event){
        .kind = S("role-given"), .fields = S("role=coordinator\n"), .who = console, .whom = they, .now = NOW}), OK);
    assert_int_equal(trust_log_add(db, &here->arena, &(struct log_event){
        .kind = S("setting-saved"), .fields = S("name=mark\n"), .who = they, .now = NOW}), OK);
}

/* Where people have accounts of their organisation: the same one each time. */
static int64_t add_provider(void)
{
    const struct provider_new provider = {S("city"), S("City"), S("https://id.example"), S("us"), S("/secret"),
                                          S("open"), S("beispiel.example")};
    struct q_provider_by_name row;
    enum fault fault = provider_add(db, &here->arena, &provider, NOW);
    assert_true(fault == OK || fault == FAULT_CONFLICT);
    assert_int_equal(q_provider_by_name(db, &here->arena, provider.name, &row), OK);
    return row.id;
}

/* One that she asked for, and one that she said no to. */
static void add_introductions(const char *mark, int64_t person)
{
    const struct q_member_keys keys[] = {{S("Alpha"), S("IT"), S("IT_1"), {0}, {0}}, {S("Beta"), S("IT"), S("IT_2"),
                                                                                      {0}, {0}}};
    struct q_introduction_add_in in = {
        .uid = rand_hex(&here->arena, 16), .from_person = person, .need = marked(mark, " needs"), .reason = S(""),
        .reason_what = S(""), .asked_role = S("colleague"), .now = NOW, .ends_at = NOW + 1, .remove_at = NOW + 86400};
    struct q_introduction_by_uid row;
    assert_int_equal(membership_join(db, &here->arena, &keys[0], &step_by_role, NOW, &in.from_id, NULL), OK);
    assert_int_equal(membership_join(db, &here->arena, &keys[1], &step_by_role, NOW, &in.to_id, NULL), OK);
    assert_int_equal(q_introduction_add(db, &in), OK);
    in.uid = rand_hex(&here->arena, 16);
    in.from_person = 1000000;
    in.need = S("heat");
    assert_int_equal(q_introduction_add(db, &in), OK);
    assert_int_equal(q_introduction_by_uid(db, &here->arena, in.uid, &row), OK);
    const struct q_introduction_save_in no = {.id = row.id, .state = S("no"), .why = marked(mark, " why"), .now = NOW,
                                              .to_person = {true, person}, .remove_at = NOW + 86400};
    assert_int_equal(q_introduction_save(db, &no), OK);
}

/* A row of theirs in every table that holds people, each with the mark where it may hold a text. */
static int64_t add_everywhere(const char *mark)
{
    struct str mail = marked(mark, "@Beispiel.example"), name = marked(mark, " Zwetschge");
    struct str uid, token;
    int64_t lasts;
    struct role_new role = {.role = S("colleague"), .member_id = {true, 3}};
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(person_add(db, &here->arena, &(struct person_new){name, mail, S("de")}, NOW, &role.person_id), OK);
    const int64_t she = role.person_id;
    assert_int_equal(person_set_password(db, she, marked(mark, "-hash"), 0, NOW), OK);
    assert_int_equal(q_person_save_totp(db, she, marked(mark, "-totp"), 0), OK);
    assert_int_equal(role_give(db, &here->arena, &role, NOW), OK);
    assert_int_equal(q_member_save_for_area(db, 3, she, marked(mark, " upper valley")), OK);
    const struct session_new session = {she, S("password"), true, true, marked(mark, "-browser")};
    assert_int_equal(session_open(db, &here->arena, &session, S(""), NOW, &token, &lasts), OK);
    assert_int_equal(link_make(db, &here->arena, she, S("sign-in"), marked("/", mark), NOW, &token), OK);
    assert_int_equal(q_person_place_save(db, she, marked(mark, "-place"), NOW), OK);
    assert_int_equal(q_recovery_code_add(db, she, marked(mark, "-code"), NOW), OK);
    assert_int_equal(q_sign_in_link(db, add_provider(), marked(mark, "-subject"), she, NOW), OK);
    assert_int_equal(consent_give(db, &here->arena, she, CONSENT_WEEK, NOW), OK);
    add_mails(mark, she, mail);
    const struct invitation_new invitation = {1, S("colleague"), mail, S("de"), true, {true, she}};
    assert_int_equal(invitation_add(db, &here->arena, &invitation, NOW, &uid), OK);
    const struct claim_new claims[] = { /* of her address, and of her with another one */
        {1, {0}, name, mail, marked(mark, " says"), S("de")},
        {2, {true, she}, name, marked(mark, "@WERK.example"), S(""), S("de")},
    };
    assert_int_equal(claim_add(db, &here->arena, &claims[0], NOW), OK);
    assert_int_equal(claim_add(db, &here->arena, &claims[1], NOW), OK);
    const struct application_new application = {
        {marked(mark, "stadt"), S("DE"), {0}, {0}, {0}}, name, mail, marked(mark, " says"), marked(mark, " wish"),
        S("de")};
    assert_int_equal(application_add(db, &here->arena, &application, NOW), OK);
    add_introductions(mark, she);
    const struct q_event_by_uid event = {.title = S("Heat"), .says = S("heat"), .zone = S("utc"), .place = S("x"),
                                         .online = S(""), .languages = S(""), .seen_by = S("members")};
    assert_int_equal(event_add(db, &here->arena, &event, she, NOW, &uid), OK);
    assert_int_equal(q_announcement_add(db, &(struct q_announcement_add_in){
        uid, S("Heat"), S("heat"), S(""), S("members"), 1, {true, she}, NOW}), OK);
    assert_int_equal(q_funding_rule_add(db, &(struct q_funding_rule_add_in){
        uid, uid, 1, S("change"), S("asked"), S("{}"), S("new"), {true, she}, NOW}), OK);
    assert_int_equal(q_event_person_add(db, 1, she, 1, S("in"), marked(mark, " needs"), NOW), OK);
    bids_of_add(db, &here->arena, she, she, uid, S("Roofs"));
    programme_of_add(db, &here->arena, she, name, mail);
    const struct suggestion_new suggestion = {{S("Zwergstadt"), S("DE"), {0}, {0}, {0}}, she, she,
                                              S("twin"), marked(mark, " says"), true};
    assert_int_equal(suggestion_add(db, &here->arena, &suggestion, NOW, &uid), OK);
    assert_int_equal(curious_add(db, &here->arena, mail, S("de"), NOW), OK);
    const struct remark_new remark = {S("/"), marked(mark, " says"), marked(mark, " source"),
                                      marked(mark, "@BEISPIEL.example"), S("de")};
    assert_int_equal(remark_add(db, &here->arena, &remark, NOW, &uid), OK);
    assert_int_equal(q_correction_add(db, &(struct q_correction_add_in){
        .organisation_id = {she}, .kind = S("none"), .why = S("a club"), .who = name, .given_at = NOW}), OK);
    assert_int_equal(q_member_step_add(db, she, S("paused"), NOW, S("network"),
                                       (struct maybe_int){true, she}, S("an election")), OK);
    assert_int_equal(q_publication_add(db, she, S("answers"), uid, S("need=bids\n"), she, NOW), OK);
    assert_int_equal(q_member_fact_put(db, she, S("plan"), S("yes"), she, NOW), OK);
    assert_int_equal(q_profile_change_add(db, she, S("need"), S(""), S("n=b\n"), she, NOW), OK);
    const struct commitment_new commitment = {she, S("Stadt"), 1, marked(mark, " job"), true, S("GR 1"), {1}, S(""), 2};
    assert_int_equal(commitment_sign(db, &here->arena, &commitment, &(struct log_someone){LOG_PERSON, she, name}, NOW),
                     OK);
    assert_int_equal(q_driver_add(db, strcmp(mark, MARK) == 0 ? S("driver") : S("deputy"), she, NOW,
                                  (struct maybe_int){0}), OK);
    add_log(she, name);
    assert_int_equal(db_end(db, OK), OK);
    return role.person_id;
}

/* Every table that the registry shows people has a row: what add_everywhere forgets, the tests below would not see. */
static void assert_rows_everywhere(void)
{
    for (size_t i = 0; i < personal_tables_count; i++) {
        if (personal_tables[i].shown != NULL) {
            struct str sql = str_format(&here->arena, "select count(*) from %s", personal_tables[i].name);
            if (str_eq(scratch_ask(here, "net.db", str_c(&here->arena, sql)), S("0"))) {
                fail_msg("no row of a person in %s", personal_tables[i].name);
            }
        }
    }
}

/* ---- looking for what is left */

static const char *looked_for;
static size_t files_with_it;

static int look_into(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)at;
    if (type != FTW_F || st->st_size == 0 || strstr(path, "/pg_wal/") != NULL) {
        return 0;
    }
    int file = open(path, O_RDONLY | O_CLOEXEC);
    void *bytes = file >= 0 ? mmap(NULL, (size_t)st->st_size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    if (bytes != MAP_FAILED) {
        if (memmem(bytes, (size_t)st->st_size, looked_for, strlen(looked_for)) != NULL) {
            print_message("found in %s\n", path);
            files_with_it++;
        }
        munmap(bytes, (size_t)st->st_size);
    }
    if (file >= 0) {
        close(file);
    }
    return 0;
}

/* In all files of the database, of the cluster on PostgreSQL but for its log of writes, which it overwrites in time. */
static size_t count_files_with(const char *text)
{
    const char *cluster = getenv("CLUSTER_FOLDER");
    looked_for = text;
    files_with_it = 0;
    if (scratch_is_postgres()) {
        scratch_exec(here, "net.db", "checkpoint");
    }
    assert_int_equal(nftw(scratch_is_postgres() ? cluster : str_c(&here->arena, here->folder), look_into, 16, FTW_PHYS),
                     0);
    return files_with_it;
}

static enum fault count_row(void *self, const struct personal_table *table, const struct db_rows *rows)
{
    (void)table, (void)rows;
    ++*(size_t *)self;
    return OK;
}

static size_t rows_of(int64_t person, const char *mark)
{
    size_t n = 0;
    struct personal_of of = {person, marked(mark, " Zwetschge"), marked(mark, "@beispiel.example")};
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, personal_each(db, &here->arena, &of, count_row, &n)), OK);
    return n;
}

static struct log_report verify(void)
{
    struct log_report report;
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, trust_log_verify(db, &here->arena, NULL, &report)), OK);
    return report;
}

static const struct log_someone root = {LOG_CONSOLE, 0, S_INIT("root")};

static enum fault erase_in(int64_t person, const struct log_someone *by, struct erasure_report *report)
{
    *report = (struct erasure_report){0};
    TRY(db_begin(db));
    return db_end(db, erasure_person(db, &here->arena, person, by, S("on request"), NOW + 1, report));
}

static void test_no_trace_is_left(void **state)
{
    (void)state;
    int64_t other = add_everywhere(OTHER);
    int64_t she = add_everywhere(MARK);
    struct erasure_report report;
    assert_rows_everywhere();
    size_t before = rows_of(other, OTHER);
    if (scratch_is_postgres()) {
        scratch_exec(here, "net.db", "analyze");
        assert_str(scratch_ask(here, "net.db", "select coalesce(string_agg(tablename || '.' || attname, ' '), '') "
                                               "from pg_stats where most_common_vals::text ilike '%" MARK "%' "
                                               "or histogram_bounds::text ilike '%" MARK "%'"), "");
    }
    assert_true(count_files_with(MARK) > 0 && rows_of(she, MARK) >= 10);

    assert_int_equal(erase_in(she, &root, &report), OK);
    assert_int_equal(report.people, 1);
    assert_int_equal(report.remarks, 1);
    assert_int_equal(erasure_scrub(db, &here->arena, NOW + 2), OK);
    assert_int_equal(count_files_with(MARK), 0);
    assert_int_equal(count_files_with("quirinaxq"), 0);

    assert_true(count_files_with(OTHER) > 0); /* others are not meant */
    assert_int_equal(rows_of(other, OTHER), before);
    assert_int_equal(verify().verdict, LOG_INTACT);
    assert_int_equal(verify().erased, 4);
    assert_str(scratch_ask(here, "net.db", "select count(*) || ' ' || count(for_area) from person_role"), "2 1");
    assert_str(scratch_ask(here, "net.db", "select count(*) from correction"), "2");
    assert_str(scratch_ask(here, "net.db", "select count(*) from erasure where scrubbed_at is null"), "0");
    assert_int_equal(erase_in(she, &root, &report), FAULT_NOT_FOUND);
}

/* Who erases themselves is not written into the log by that. */
static void test_who_goes_by_themselves_is_not_named_by_it(void **state)
{
    (void)state;
    struct erasure_report report;
    int64_t she = add_everywhere(MARK);
    const struct log_someone herself = {LOG_PERSON, she, S(MARK " Zwetschge")};
    assert_int_equal(erase_in(she, &herself, &report), OK);
    assert_int_equal(erasure_scrub(db, &here->arena, NOW + 2), OK);
    assert_int_equal(count_files_with(MARK), 0);
    assert_int_equal(verify().number, 5);
    assert_int_equal(verify().verdict, LOG_INTACT);
}

static void test_who_has_no_account_is_erased_by_the_address(void **state)
{
    (void)state;
    struct str uid;
    struct erasure_report report = {0};
    const struct remark_new remark = {S("/"), S("wrong"), S(""), S(MARK "@beispiel.example"), S("de")};
    const struct remark_new another = {S("/"), S("wrong"), S(""), S("X" MARK "@beispiel.example"), S("de")};
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(remark_add(db, &here->arena, &remark, NOW, &uid), OK);
    assert_int_equal(remark_add(db, &here->arena, &another, NOW, &uid), OK);
    add_mails(MARK, 0, S(MARK "@beispiel.example"));
    assert_int_equal(erasure_mail(db, &here->arena, S("QUIRINAXQ@beispiel.example"), NOW, &report), OK);
    assert_int_equal(erasure_mail(db, &here->arena, S("nobody@beispiel.example"), NOW, &report), OK);
    assert_int_equal(db_end(db, OK), OK);
    assert_int_equal(report.remarks, 1);
    assert_str(scratch_ask(here, "net.db", "select count(*) from remark"), "1");
    assert_str(scratch_ask(here, "net.db", "select count(*) from mail"), "0");
}

static void test_whole_or_not_at_all_when_a_call_fails(void **state)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY, FAULT_DAMAGED};
    (void)state;
    struct erasure_report report;
    int64_t she = add_everywhere(MARK);
    size_t had = rows_of(she, MARK);
    bool happened = true;
    for (int64_t n = 1; happened; n += scratch_stride()) {
        db_fail_after(n, faults[n % (int64_t)COUNT_OF(faults)]);
        enum fault fault = erase_in(she, &root, &report);
        happened = db_fail_after(0, OK) == 0;
        assert_true(happened == (fault != OK));
        assert_int_equal(verify().verdict, LOG_INTACT);
        if (fault != OK) {
            assert_int_equal(rows_of(she, MARK), had);
        }
    }
    assert_str(scratch_ask(here, "net.db", "select count(*) from person where state = 'erased'"), "1");
}

/* ---- from before */

static void test_what_is_brought_back_is_erased_again(void **state)
{
    (void)state;
    struct erasure_report report;
    struct buf list;
    size_t line = 0;
    buf_init(&list, ERASURE_LIST_MAX);
    int64_t she = add_everywhere(MARK);
    struct str uid = scratch_ask(here, "net.db", "select uid from person");
    struct str remark = scratch_ask(here, "net.db", "select uid from remark");
    struct str before = str_format(&here->arena, "person %.*s 2026-11-22T15:00:00Z\n", STR_ARG(uid));
    assert_int_equal(db_begin(db), OK); /* as a restore of a backup of before finds it: nothing erased yet */
    assert_int_equal(erasure_replay(db, &here->arena, before, NOW, &report, &line), OK);
    assert_int_equal(db_end(db, OK), OK);
    assert_int_equal(report.people, 1);
    assert_int_equal(report.remarks, 1);
    assert_int_equal(rows_of(she, MARK), 7); /* the empty row; role, step, question, change, fact, signature */

    assert_int_equal(erasure_note(db, &here->arena, S("remark 00112233445566778899aabbccddeeff 2026-11-20T10:00:00Z\n"),
                                  &list), OK);
    struct str text = buf_str(&list);
    assert_true(str_starts(text, S("remark 00112233445566778899aabbccddeeff 2026-11-20T10:00:00Z\n")));
    assert_true(str_contains(text, str_format(&here->arena, "person %.*s ", STR_ARG(uid))));
    assert_true(str_contains(text, str_format(&here->arena, "remark %.*s ", STR_ARG(remark))));
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(erasure_replay(db, &here->arena, text, NOW, &report, &line), OK); /* nothing is left to do */
    assert_int_equal(db_end(db, OK), OK);
    assert_int_equal(report.people + report.remarks, 0);
    buf_done(&list);
}

static void test_a_list_that_is_none_does_nothing(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "person 0 2026-11-22T15:00:00Z\n", "city 00112233445566778899aabbccddeeff 2026-11-22T15:00:00Z\n",
        "person 00112233445566778899aabbccddeeff\n", "person 00112233445566778899aabbccddeeff yesterday\n",
        "person 00112233445566778899AABBCCDDEEFF 2026-11-22T15:00:00Z\n", "\n"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct erasure_report report = {0};
        size_t line = 0;
        struct str list = str_format(&here->arena, "person 00112233445566778899aabbccddeeff 2026-11-22T15:00:00Z\n%s",
                                     wrong[i]);
        assert_int_equal(erasure_replay(db, &here->arena, list, NOW, &report, &line), FAULT_INVALID);
        assert_int_equal(line, 2);
    }
}

static void test_the_clock_erases_who_does_not_come_back(void **state)
{
    (void)state;
    int64_t she = add_everywhere(MARK);
    scratch_exec(here, "net.db", "delete from person_role");
    for (int64_t at = NOW + PERSON_KEPT_S - 1; at <= NOW + PERSON_KEPT_S; at++) {
        assert_int_equal(db_begin(db), OK);
        assert_int_equal(db_end(db, erasure_forget(db, &here->arena, at)), OK);
        assert_int_equal(rows_of(she, MARK) <= 6, at == NOW + PERSON_KEPT_S);
    }
    assert_int_equal(erasure_scrub(db, &here->arena, NOW), OK);
    assert_str(scratch_ask(here, "net.db", "select count(*) from erasure"), "8");
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, erasure_forget(db, &here->arena, NOW + PERSON_KEPT_S + ERASURE_KEPT_S + 1)), OK);
    assert_str(scratch_ask(here, "net.db", "select count(*) from erasure"), "0");
}

/* ---- what is given to a person of themselves */

static enum fault note_table(void *self, const struct personal_table *table, const struct db_rows *rows)
{
    (void)rows;
    buf_format(self, " %s", table->name);
    return OK;
}

static void test_everything_of_one_person_and_nothing_of_others(void **state)
{
    (void)state;
    struct buf tables;
    add_everywhere(OTHER);
    int64_t she = add_everywhere(MARK);
    struct personal_of of = {she, S(MARK " Zwetschge"), S(MARK "@beispiel.example")};
    buf_init(&tables, 4096);
    assert_int_equal(db_begin(db), OK);
    assert_int_equal(db_end(db, personal_each(db, &here->arena, &of, note_table, &tables)), OK);
    assert_str(buf_str(&tables), " person person_role login_session person_link person_place recovery_code person_word"
        " person_word person_word person_word invitation claim claim application member_step publication profile_change"
        " member_fact driver introduction introduction commitment suggestion_voice event announcement funding_rule"
        " event_person watch watch_feed bid_city bid_stage answer bid_section bid_text bid_figure programme"
        " programme_stage wall_card programme_record programme_record_ask participant wall_mark wall_comment"
        " wall_comment participant_session note note_text note_step decision action action_step action_step"
        " note_correction survey_answered survey_answer assessment_round assessment_rater assessment_handed rating"
        " assessment_sharing rating_confirmed assessment_level ballot ballot breakout_seat framework_matrix"
        " person_provider consent curious mail remark correction log_entry log_entry log_entry log_entry");
    buf_done(&tables);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_every_column_of_every_table_is_told),
        TEST(test_nothing_is_told_that_is_not_there), TEST(test_notes_have_the_columns_of_the_schema),
        TEST(test_no_trace_is_left), TEST(test_who_goes_by_themselves_is_not_named_by_it),
        TEST(test_who_has_no_account_is_erased_by_the_address), TEST(test_whole_or_not_at_all_when_a_call_fails),
        TEST(test_what_is_brought_back_is_erased_again), TEST(test_a_list_that_is_none_does_nothing),
        TEST(test_the_clock_erases_who_does_not_come_back), TEST(test_everything_of_one_person_and_nothing_of_others)};
    return cmocka_run_group_tests_name("erasure", tests, NULL, NULL);
}
