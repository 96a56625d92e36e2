/* SPDX-License-Identifier: AGPL-3.0-or-later
** Cities that member cities suggest: one of each however many suggest it, decided and taken back, joined by whatever
** way it came, and then who brought whom; what people wrote goes. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "scratch.h"
#include "store/application.h"
#include "store/erasure.h"
#include "store/membership.h"
#include "store/suggestion.h"

#define NOW 1795348800

static struct scratch *here;
static struct db *db;
static int64_t ann, bea, ours, theirs;

static const struct q_member_keys FORLI = {S_INIT("Forlì"), S_INIT("IT"), S_INIT("IT_040012"), {0}, {true, 3176746}};
static const struct q_member_keys FORLI_LATER = {S_INIT("Forli"), S_INIT("IT"), {0}, {0}, {true, 3176746}};
static const struct q_member_keys TYPED = {S_INIT("Zwergstadt"), S_INIT("DE"), {0}, {0}, {0}};

static int64_t add_person(const char *name, const char *mail, int64_t member)
{
    const struct person_new person = {str_of(name), str_of(mail), S("en")};
    struct role_new in = {.role = S("colleague"), .member_id = {true, member}};
    assert_int_equal(person_add(db, &here->arena, &person, NOW, &in.person_id), OK);
    assert_int_equal(role_give(db, &here->arena, &in, NOW), OK);
    return in.person_id;
}

static int64_t add_member(const char *name, int64_t geonames)
{
    int64_t id;
    const struct q_member_keys keys = {str_of(name), S("GB"), {0}, {0}, {true, geonames}};
    assert_int_equal(membership_join(db, &here->arena, &keys, &step_by_role, NOW, &id, NULL), OK);
    return id;
}

static int setup(void **state)
{
    if (scratch_setup(state) != 0) {
        return -1;
    }
    here = *state;
    db = scratch_open(here, DB_WRITE);
    ours = add_member("Peterborough", 2640354);
    theirs = add_member("Viersen", 2817220);
    ann = add_person("Ann", "ann@a.example", ours);
    bea = add_person("Bea", "bea@b.example", theirs);
    return 0;
}

static int teardown(void **state)
{
    db_close(db);
    return scratch_teardown(state);
}

static int64_t ask_count(const char *sql)
{
    return atoll(str_c(&here->arena, scratch_ask(here, "net.db", sql)));
}

static enum fault suggest(const struct q_member_keys *keys, int64_t member, int64_t now, struct str *ret_uid)
{
    const struct suggestion_new in = {*keys, member, member == ours ? ann : bea, S("twin"), S(" schools "), true};
    return suggestion_add(db, &here->arena, &in, now, ret_uid);
}

static struct q_suggestion_by_uid row_of(struct str uid)
{
    struct q_suggestion_by_uid row;
    assert_int_equal(q_suggestion_by_uid(db, &here->arena, uid, &row), OK);
    return row;
}

static struct str made(const struct q_member_keys *keys)
{
    struct str uid;
    assert_int_equal(suggest(keys, ours, NOW, &uid), OK);
    return uid;
}

static bool opens(struct str uid)
{
    struct q_suggestion_by_code found;
    return q_suggestion_by_code(db, &here->arena, row_of(uid).code, &found) == OK;
}

static void test_each_member_city_is_one_voice_of_one_suggestion(void **state)
{
    (void)state;
    struct str uid = made(&FORLI), again;
    assert_int_equal(suggest(&FORLI, ours, NOW + 1, &again), FAULT_CONFLICT);
    assert_int_equal(suggest(&FORLI_LATER, theirs, NOW + 1, &again), OK); /* by other keys, and spelled otherwise */
    assert_true(str_eq(uid, again));
    assert_int_equal(row_of(uid).voices, 2);
    struct q_suggestion_voices *voices;
    size_t n;
    assert_int_equal(q_suggestion_voices(db, &here->arena, uid, &voices, &n), OK);
    assert_int_equal(n, 2);
    assert_str(voices[0].member, "Peterborough");
    assert_str(voices[0].says, "schools");
    assert_str(voices[1].person, "Bea");
    assert_int_equal(ask_count("select count(*) from mail"), 0); /* nobody is written to */
}

static void test_a_city_in_no_list_is_one_however_it_is_spelled(void **state)
{
    (void)state;
    static const struct q_member_keys other = {S_INIT(" ZWERGSTÄDT"), S_INIT("DE"), {0}, {0}, {0}};
    static const struct q_member_keys abroad = {S_INIT("Zwergstadt"), S_INIT("AT"), {0}, {0}, {0}};
    struct str uid = made(&TYPED), again;
    assert_int_equal(suggest(&other, theirs, NOW, &again), OK);
    assert_true(str_eq(uid, again));
    assert_int_equal(suggest(&abroad, ours, NOW, &again), OK);
    assert_false(str_eq(uid, again));
}

static void test_taken_back_it_is_seen_by_nobody_and_suggested_again_it_is(void **state)
{
    (void)state;
    struct q_suggestion_list *rows;
    size_t n;
    struct str uid = made(&FORLI);
    struct q_suggestion_by_uid row = row_of(uid);
    assert_int_equal(suggestion_withdraw(db, &row, theirs, NOW), FAULT_NOT_FOUND);
    assert_int_equal(suggestion_withdraw(db, &row, ours, NOW), OK);
    assert_int_equal(ask_count("select count(*) from suggestion_voice where says <> '' or person_id is not null"), 0);
    assert_int_equal(q_suggestion_list(db, &here->arena, -1, 0, &rows, &n), OK);
    assert_int_equal(n, 0);
    row = row_of(uid);
    assert_int_equal(suggestion_invite(db, &row, ann, (struct maybe_int){0}, NOW), FAULT_CONFLICT);
    assert_true(str_eq(made(&FORLI), uid));
    assert_int_equal(q_suggestion_list(db, &here->arena, -1, 0, &rows, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(q_suggestion_list(db, &here->arena, rows[0].sort_group, rows[0].id, &rows, &n), OK);
    assert_int_equal(n, 0);
}

static void test_decided_and_taken_back(void **state)
{
    (void)state;
    struct str uid = made(&FORLI);
    struct q_suggestion_by_uid row = row_of(uid);
    assert_false(opens(uid));
    assert_int_equal(suggestion_take_back(db, &row, NOW), FAULT_CONFLICT);
    assert_int_equal(suggestion_invite(db, &row, ann, (struct maybe_int){true, ours}, NOW + 1), OK);
    row = row_of(uid);
    assert_str(row.state, "invited");
    assert_str(row.invited_for, "Peterborough");
    assert_int_equal(row.invited_at.v, NOW + 1);
    assert_true(opens(uid));
    assert_int_equal(suggestion_take_back(db, &row, NOW), OK);
    assert_false(opens(uid));
    row = row_of(uid);
    assert_false(row.invited_at.known);
    assert_int_equal(suggestion_refuse(db, &row, S(" too far "), ann, NOW + 2), OK);
    row = row_of(uid);
    assert_str(row.why, "too far");
    assert_int_equal(suggestion_invite(db, &row, ann, (struct maybe_int){0}, NOW), FAULT_CONFLICT);
    assert_int_equal(suggestion_take_back(db, &row, NOW), OK);
    row = row_of(uid);
    assert_str(row.state, "suggested");
    assert_str(row.why, "");
    assert_int_equal(suggestion_invite(db, &row, ann, (struct maybe_int){0}, NOW), OK);
    row = row_of(uid);
    assert_int_equal(suggestion_withdraw(db, &row, ours, NOW), OK); /* nobody asks for it any more */
    assert_false(opens(uid));
}

static enum fault invite_own(const struct q_member_keys *keys, int64_t now, struct str *ret_uid)
{
    const struct suggestion_own in = {*keys, ann, S(" small and bold "), S("country")};
    return suggestion_invite_own(db, &here->arena, &in, now, ret_uid);
}

static size_t listed(void)
{
    struct q_suggestion_list *rows;
    size_t n;
    assert_int_equal(q_suggestion_list(db, &here->arena, -1, 0, &rows, &n), OK);
    return n;
}

static void test_the_network_invites_a_city_itself(void **state)
{
    (void)state;
    struct q_suggestion_by_code page;
    struct str uid, again;
    assert_int_equal(invite_own(&FORLI, NOW, &uid), OK);
    struct q_suggestion_by_uid row = row_of(uid);
    assert_str(row.state, "invited");
    assert_str(row.network_says, "small and bold");
    assert_int_equal(row.voices, 0);
    assert_int_equal(q_suggestion_by_code(db, &here->arena, row.code, &page), OK);
    assert_true(page.by_network);
    assert_str(page.network_gap, "country");
    assert_int_equal(invite_own(&FORLI_LATER, NOW, &again), FAULT_CONFLICT);
    assert_true(str_eq(uid, again));
    assert_int_equal(suggest(&FORLI, ours, NOW, &again), OK); /* a member city is one voice more of the same */
    assert_true(str_eq(uid, again));
    row = row_of(uid);
    assert_int_equal(suggestion_take_back(db, &row, NOW), OK); /* what the network wrote goes, the voice stays */
    row = row_of(uid);
    assert_str(row.network_says, "");
    assert_false(row.network_at.known);
    assert_int_equal(row.voices, 1);
    assert_int_equal(listed(), 1);
}

static void test_taken_back_the_networks_own_is_seen_by_nobody(void **state)
{
    (void)state;
    struct str uid, again;
    assert_int_equal(invite_own(&TYPED, NOW, &uid), OK);
    struct q_suggestion_by_uid row = row_of(uid);
    assert_int_equal(suggestion_take_back(db, &row, NOW), OK);
    assert_false(opens(uid));
    assert_int_equal(listed(), 0);
    row = row_of(uid);
    assert_int_equal(suggestion_invite(db, &row, ann, (struct maybe_int){0}, NOW), FAULT_CONFLICT);
    assert_int_equal(invite_own(&TYPED, NOW, &again), OK);
    assert_true(str_eq(uid, again));
    assert_true(opens(uid));
}

static void test_the_city_that_is_invited_may_say_no(void **state)
{
    (void)state;
    struct str uid, again;
    assert_int_equal(invite_own(&FORLI, NOW, &uid), OK);
    struct q_suggestion_by_uid row = row_of(uid);
    assert_int_equal(suggestion_refuse(db, &row, S("no time this year"), ann, NOW + 1), OK);
    assert_false(opens(uid));
    assert_int_equal(listed(), 1); /* with what came of it */
    assert_int_equal(invite_own(&FORLI, NOW + 2, &again), FAULT_CONFLICT);
    row = row_of(uid);
    assert_int_equal(suggestion_take_back(db, &row, NOW + 3), OK);
    row = row_of(uid);
    assert_str(row.network_says, "small and bold"); /* only the no is taken back */
    assert_int_equal(invite_own(&FORLI, NOW + 4, &again), OK);
}

static void join_by_application(const struct q_member_keys *keys, int64_t *ret_member)
{
    struct q_application_of *rows;
    struct q_application_by_uid row;
    struct role_taken taken;
    size_t n;
    const struct application_new in = {*keys, S("Eva"), S("eva@c.example"), S("mayor"), S("trees"), S("en"), {0}};
    assert_int_equal(application_add(db, &here->arena, &in, NOW), OK);
    assert_int_equal(q_application_of(db, &here->arena, S("eva@c.example"), 0, &rows, &n), OK);
    assert_int_equal(q_application_by_uid(db, &here->arena, rows[n - 1].uid, &row), OK);
    assert_int_equal(application_prove(db, &here->arena, &row, NOW), OK);
    assert_int_equal(q_application_by_uid(db, &here->arena, rows[n - 1].uid, &row), OK);
    assert_int_equal(application_accept(db, &here->arena, &row, S(""), ann, NOW + 5, ret_member, &taken), OK);
}

static void test_when_it_joins_it_is_known_who_brought_it(void **state)
{
    (void)state;
    struct q_suggestion_tree *rows;
    size_t n;
    int64_t member;
    struct str uid = made(&FORLI), again;
    assert_int_equal(suggest(&FORLI, theirs, NOW + 1, &again), OK);
    join_by_application(&FORLI_LATER, &member);
    struct q_suggestion_by_uid row = row_of(uid);
    assert_str(row.state, "joined");
    assert_int_equal(row.member_id.v, member);
    assert_int_equal(row.joined_at.v, NOW + 5);
    assert_int_equal(q_suggestion_tree(db, &here->arena, &rows, &n), OK);
    assert_int_equal(rows[n - 1].id, member);
    assert_int_equal(rows[n - 1].joined_at, NOW + 5);
    assert_int_equal(rows[n - 1].by_id.v, ours); /* they were the first of two */
    assert_int_equal(rows[n - 1].voices, 2);
    assert_false(rows[0].by_id.known);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'suggestion-joined'"), 2);
    assert_int_equal(ask_count("select count(*) from mail where address like 'ann%'"), 1);
    assert_int_equal(suggestion_withdraw(db, &row, ours, NOW), FAULT_CONFLICT);
    assert_int_equal(suggest(&FORLI, ours, NOW + 6, &again), OK); /* it may leave, and be suggested anew */
    assert_false(str_eq(uid, again));
}

/* Who suggested it acts for the city no more: its main contact is told. */
static void test_the_city_is_told_not_who_has_left(void **state)
{
    (void)state;
    int64_t member;
    struct role_new main_contact = {.role = S("main_contact"), .member_id = {true, ours}};
    const struct role_new left = {.person_id = ann, .role = S("colleague"), .member_id = {true, ours}};
    const struct person_new cara = {S("Cara"), S("cara@a.example"), S("en")};
    assert_int_equal(person_add(db, &here->arena, &cara, NOW, &main_contact.person_id), OK);
    assert_int_equal(role_give(db, &here->arena, &main_contact, NOW), OK);
    made(&TYPED);
    assert_int_equal(role_end(db, &here->arena, &left, NOW), OK);
    join_by_application(&TYPED, &member);
    assert_int_equal(ask_count("select count(*) from mail where kind = 'suggestion-joined'"), 1);
    assert_int_equal(ask_count("select count(*) from mail where address like 'cara%'"), 1);
}

static void test_what_people_wrote_goes(void **state)
{
    (void)state;
    int64_t member;
    struct erasure_report report = {0};
    const struct log_someone console = {LOG_CONSOLE, 0, S("root")};
    struct str uid = made(&FORLI), other;
    assert_int_equal(suggest(&FORLI, theirs, NOW, &other), OK);
    assert_int_equal(erasure_person(db, &here->arena, bea, &console, S("asked"), NOW, &report), OK);
    assert_int_equal(row_of(uid).voices, 2); /* the city's voice stays */
    assert_int_equal(ask_count("select count(*) from suggestion_voice where says = '' and person_id is null"), 1);
    assert_int_equal(invite_own(&FORLI, NOW, &other), OK);
    join_by_application(&FORLI, &member);
    made(&TYPED);
    assert_int_equal(suggestion_forget(db, &here->arena, NOW + SUGGESTION_KEPT_S - 1), OK);
    assert_int_equal(ask_count("select count(*) from suggestion"), 2);
    assert_int_equal(suggestion_forget(db, &here->arena, NOW + SUGGESTION_KEPT_S + 5), OK);
    assert_int_equal(ask_count("select count(*) from suggestion"), 1); /* who brought whom stays */
    assert_int_equal(ask_count("select count(*) from suggestion_voice"), 2);
    assert_int_equal(ask_count("select count(*) from suggestion_voice where says <> '' or person_id is not null"), 0);
    assert_int_equal(ask_count("select count(*) from suggestion where network_says <> '' or network_by > 0"), 0);
}

static void test_so_many_a_city(void **state)
{
    (void)state;
    struct str uid;
    struct q_member_keys keys = TYPED;
    assert_int_equal(db_begin(db), OK);
    for (int i = 0; i < SUGGESTIONS_A_CITY_MAX; i++) {
        keys.name = str_format(&here->arena, "Town %d", i);
        assert_int_equal(suggest(&keys, ours, NOW, &uid), OK);
    }
    assert_int_equal(suggest(&TYPED, ours, NOW, &uid), FAULT_TOO_LARGE);
    assert_int_equal(suggest(&TYPED, theirs, NOW, &uid), OK);
    assert_int_equal(db_commit(db), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_member_city_is_one_voice_of_one_suggestion),
        TEST(test_a_city_in_no_list_is_one_however_it_is_spelled),
        TEST(test_taken_back_it_is_seen_by_nobody_and_suggested_again_it_is),
        TEST(test_decided_and_taken_back),
        TEST(test_the_network_invites_a_city_itself),
        TEST(test_taken_back_the_networks_own_is_seen_by_nobody),
        TEST(test_the_city_that_is_invited_may_say_no),
        TEST(test_when_it_joins_it_is_known_who_brought_it),
        TEST(test_the_city_is_told_not_who_has_left),
        TEST(test_what_people_wrote_goes),
        TEST(test_so_many_a_city),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
