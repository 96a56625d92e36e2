/* SPDX-License-Identifier: AGPL-3.0-or-later
** Mails that come by themselves: the weekly one once a week at most and only when something waits, the yearly one once
** a year at most, to administrators, when the statements were not looked through for a year. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/date.h"
#include "scratch.h"
#include "store/consent.h"
#include "store/curious.h"
#include "store/mail.h"
#include "store/mail_kind.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/programme.h"
#include "store/remark.h"
#include "store/set_up.h"
#include "text/secret.h"
#include "web/mail/mail_web.h"
#include "web/mail/week.h"
#include "web/survey/survey_send.h"

#define DAY INT64_C(86400)
#define MONDAY INT64_C(1795392000) /* 23 November 2026, midnight UTC */
#define AT_NINE (9 * 3600)

struct here {
    struct scratch *scratch;
    struct db *db;
    int64_t coordinator;
    int64_t administrator;
};

static int64_t add_person(struct here *here, const char *mail, const char *role)
{
    const struct person_new person = {S("Ann"), str_of(mail), S("de")};
    int64_t id = 0;
    assert_int_equal(person_add(here->db, &here->scratch->arena, &person, MONDAY, &id), OK);
    if (role != NULL) {
        const struct role_new given = {.person_id = id, .role = str_of(role)};
        assert_int_equal(role_give(here->db, &here->scratch->arena, &given, MONDAY), OK);
    }
    return id;
}

static struct here open_here(void **state)
{
    struct here here = {.scratch = *state, .db = scratch_open(*state, DB_WRITE)};
    assert_int_equal(db_begin(here.db), OK);
    here.coordinator = add_person(&here, "coordinator@b.example", "coordinator");
    here.administrator = add_person(&here, "administrator@b.example", "administrator");
    add_person(&here, "nobody@b.example", NULL);
    add_person(&here, "silent@b.example", "coordinator"); /* has not agreed to the weekly mail */
    assert_int_equal(consent_give(here.db, &here.scratch->arena, here.coordinator, S("weekly-mail"), MONDAY), OK);
    assert_int_equal(consent_give(here.db, &here.scratch->arena, here.administrator, S("weekly-mail"), MONDAY), OK);
    assert_int_equal(db_commit(here.db), OK);
    return here;
}

static void write_remark(struct here *here)
{
    const struct remark_new remark = {S("/cities"), S("It is old."), S(""), S(""), S("en")};
    struct str uid;
    assert_int_equal(db_begin(here->db), OK);
    assert_int_equal(remark_add(here->db, &here->scratch->arena, &remark, MONDAY, &uid), OK);
    assert_int_equal(db_commit(here->db), OK);
}

static void review_on(struct here *here, const char *day)
{
    struct problems problems;
    problems_init(&problems, &here->scratch->arena);
    assert_int_equal(db_begin(here->db), OK);
    assert_int_equal(setting_save(here->db, S("reviewed_on"), str_of(day), &problems), OK);
    assert_int_equal(db_commit(here->db), OK);
}

/* As the jobs process looks, once in a while: both kinds. */
static void look(struct here *here, int64_t now)
{
    assert_int_equal(db_begin(here->db), OK);
    assert_int_equal(year_add(here->db, &here->scratch->arena, now), OK);
    assert_int_equal(week_add(here->db, &here->scratch->arena, now), OK);
    assert_int_equal(news_add(here->db, &here->scratch->arena, now), OK);
    assert_int_equal(db_commit(here->db), OK);
}

/* Every hour of the days from `first` on; all that is due goes out meanwhile, and what is over is forgotten. How many
** mails of a kind went out. */
static int64_t mails_of_days(struct here *here, int64_t first, int days, const char *kind)
{
    int64_t sent = 0;
    for (int64_t hour = 0; hour < (int64_t)days * 24; hour++) {
        int64_t now = first + hour * 3600;
        struct q_mail_due_row mail;
        look(here, now);
        while (mail_take(here->db, &here->scratch->arena, now, &mail) == OK) {
            sent += str_eq(mail.kind, str_of(kind));
            assert_int_equal(mail_sent(here->db, &mail, now), OK);
        }
        assert_int_equal(db_begin(here->db), OK);
        assert_int_equal(mail_forget(here->db, now), OK);
        assert_int_equal(db_commit(here->db), OK);
    }
    return sent;
}

static struct str waiting(struct here *here)
{
    return scratch_ask(here->scratch, "net.db", "select count(*) from mail");
}

static void test_a_week_brings_one_mail_to_who_agreed(void **state)
{
    struct here here = open_here(state);
    assert_int_equal(mails_of_days(&here, MONDAY, 1, WEEK_MAIL), 0); /* nothing waits */
    write_remark(&here);
    assert_int_equal(mails_of_days(&here, MONDAY + DAY, 7, WEEK_MAIL), 2);
    assert_int_equal(mails_of_days(&here, MONDAY + 8 * DAY, 14, WEEK_MAIL), 4);
    db_close(here.db);
}

static void test_it_comes_in_office_hours(void **state)
{
    struct here here = open_here(state);
    write_remark(&here);
    look(&here, MONDAY + WEEK_HOUR_FROM * 3600 - 1);
    look(&here, MONDAY + WEEK_HOUR_TO * 3600);
    look(&here, MONDAY + 5 * DAY + AT_NINE); /* Saturday */
    look(&here, MONDAY + 6 * DAY + AT_NINE);
    assert_str(waiting(&here), "0");
    look(&here, MONDAY + 4 * DAY + AT_NINE); /* Friday */
    assert_str(waiting(&here), "2");
    db_close(here.db);
}

static void test_a_year_brings_one_mail_to_administrators(void **state)
{
    struct here here = open_here(state);
    assert_int_equal(mails_of_days(&here, MONDAY, 1, YEAR_MAIL), 0); /* never looked through: it cannot be open */
    review_on(&here, "2026-11-23");
    assert_int_equal(mails_of_days(&here, MONDAY + 355 * DAY, 10, YEAR_MAIL), 0);
    write_remark(&here); /* the weekly mail goes on beside it */
    assert_int_equal(mails_of_days(&here, MONDAY + 365 * DAY, 60, YEAR_MAIL), 1);
    assert_int_equal(mails_of_days(&here, MONDAY + 720 * DAY, 40, YEAR_MAIL), 1); /* another year, still not done */
    review_on(&here, "2029-01-02");
    assert_int_equal(mails_of_days(&here, MONDAY + 1090 * DAY, 20, YEAR_MAIL), 0);
    db_close(here.db);
}

/* Once reviewed, or no administrator any more: what waits is not sent. */
static void test_the_yearly_mail_says_nothing_that_is_over(void **state)
{
    struct here here = open_here(state);
    struct scratch *scratch = here.scratch;
    struct q_mail_due_row mail;
    struct mime_words words;
    const struct site site = {.name = S("Net"), .base_url = S("https://net.example"), .colour = S("#ffb545")};
    int64_t now = MONDAY + 365 * DAY + AT_NINE;
    review_on(&here, "2026-11-23");
    look(&here, now);
    assert_int_equal(mail_take(here.db, &scratch->arena, now, &mail), OK);
    assert_str(mail.kind, YEAR_MAIL);
    assert_str(mail.address, "administrator@b.example");
    assert_true(mail.unasked);
    mail.unasked = false; /* its link needs the key of the network */
    assert_int_equal(mail_words(&scratch->arena, here.db, &site, &mail, now, &words), OK);
    assert_true(str_contains(words.text, S("https://net.example/set-up#look-through")));
    assert_str(words.language, "de");
    mail.person.v = here.coordinator;
    assert_int_equal(mail_words(&scratch->arena, here.db, &site, &mail, now, &words), FAULT_NOT_FOUND);
    mail.person.v = here.administrator;
    review_on(&here, "2027-11-23");
    assert_int_equal(mail_words(&scratch->arena, here.db, &site, &mail, now, &words), FAULT_NOT_FOUND);
    db_close(here.db);
}

static void do_sql(struct here *here, const char *sql)
{
    scratch_exec(here->scratch, "net.db", sql);
}

/* Who acts for a city gets what stands on their desk; nobody gets it for a city of others. */
static void test_people_of_cities_get_what_waits_for_them(void **state)
{
    struct here here = open_here(state);
    struct scratch *scratch = here.scratch;
    struct q_mail_due_row mail;
    struct mime_words words;
    const struct site site = {.name = S("Net"), .base_url = S("https://net.example"), .colour = S("#ffb545")};
    assert_int_equal(db_begin(here.db), OK);
    int64_t main_contact = add_person(&here, "main@b.example", NULL);
    int64_t other = add_person(&here, "other@b.example", NULL);
    assert_int_equal(consent_give(here.db, &scratch->arena, main_contact, S("weekly-mail"), MONDAY), OK);
    assert_int_equal(consent_give(here.db, &scratch->arena, other, S("weekly-mail"), MONDAY), OK);
    assert_int_equal(db_commit(here.db), OK);
    do_sql(&here, "insert into member_city (id, uid, name, country, rev) values (7, 'u7', 'Ours', 'IT', 1), "
                  "(8, 'u8', 'Theirs', 'PT', 1)");
    do_sql(&here, "insert into member_step (member_id, number, step, at, way, why) values "
                  "(7, 1, 'joined', 1795392000, 'role', ''), (8, 1, 'joined', 1795392000, 'role', '')");
    do_sql(&here, str_c(&scratch->arena, str_format(&scratch->arena, "insert into person_role (id, person_id, role, "
        "member_id, since) values (91, %lld, 'main_contact', 7, 1), (92, %lld, 'main_contact', 8, 1)",
        (long long)main_contact, (long long)other)));
    do_sql(&here, "insert into commitment (id, member_id, version, person_id, name, job, authority, reference, "
                  "confirm_by, signed_at, ends_at, asked_n, who_until) values "
                  "(1, 8, 1, 1, 'M', 'j', 'officer', '', 'm', 1, 9999999999, 0, 9999999999)");
    do_sql(&here, "insert into profile_item (member_id, kind, what) values (8, 'need', 'a'), (8, 'offer', 'a'), "
                  "(8, 'theme', 'a'), (8, 'language', 'it')");
    do_sql(&here, "insert into announcement (id, uid, title, says, link, seen_by, until_day, state, made_at, "
                  "changed_at) values (1, 'a1', 'Old', 'x', '', 'everybody', 99999, 'on', 1, 1), "
                  "(2, 'a2', 'First', 'x', '', 'everybody', 99999, 'on', 1795300000, 1), "
                  "(3, 'a3', 'Newest', 'x', '', 'members', 99999, 'on', 1795300001, 1), "
                  "(4, 'a4', 'Not this', 'x', '', 'members', 99999, 'back', 1795300002, 1)");
    look(&here, MONDAY + AT_NINE);
    assert_str(scratch_ask(scratch, "net.db", "select count(*) || ' ' || min(address) from mail"), "1 main@b.example");
    assert_int_equal(mail_take(here.db, &scratch->arena, MONDAY + AT_NINE, &mail), OK);
    mail.unasked = false; /* its link needs the key of the network */
    assert_int_equal(mail_words(&scratch->arena, here.db, &site, &mail, MONDAY + AT_NINE, &words), OK);
    assert_true(str_contains(words.text, S("https://net.example/member-cities/u7/membership")));
    assert_true(str_contains(words.text, S("https://net.example/member-cities/u7/profile/need")));
    assert_false(str_contains(words.text, S("Theirs")));
    assert_true(str_contains(words.text, S("Newest")));
    assert_true(str_contains(words.text, S("https://net.example/announcements")));
    assert_false(str_contains(words.text, S("First")) || str_contains(words.text, S("Not this")));
    mail.person.v = other; /* nothing waits for them any more */
    assert_int_equal(mail_words(&scratch->arena, here.db, &site, &mail, MONDAY + AT_NINE, &words), FAULT_NOT_FOUND);
    db_close(here.db);
}

static void test_every_kind_has_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < mail_kinds_count; i++) {
        assert_true(mail_has_words(str_of(mail_kinds[i].name)));
        assert_true(mail_kind_find(str_of(mail_kinds[i].name)) == &mail_kinds[i]); /* it stands there once */
    }
    assert_null(mail_kind_find(S("newsletter")));
    assert_false(mail_has_words(S("newsletter")));
}

/* ---- news for who is just curious */

static void add_city(struct here *here, const char *name, int64_t now)
{
    int64_t id;
    const struct q_member_keys keys = {str_of(name), S("FI"), {0}, {0}, {0}};
    assert_int_equal(db_begin(here->db), OK);
    assert_int_equal(membership_join(here->db, &here->scratch->arena, &keys, &step_by_role, now, &id, NULL), OK);
    assert_int_equal(db_commit(here->db), OK);
}

static struct q_curious_by_uid curious(struct here *here, const char *mail)
{
    struct q_curious_by_mail found;
    struct q_curious_by_uid row;
    assert_int_equal(q_curious_by_mail(here->db, &here->scratch->arena, str_of(mail), &found), OK);
    assert_int_equal(q_curious_by_uid(here->db, &here->scratch->arena, found.uid, &row), OK);
    return row;
}

static void ask_for_news(struct here *here, const char *mail, bool yes, int64_t now)
{
    assert_int_equal(db_begin(here->db), OK);
    assert_int_equal(curious_add(here->db, &here->scratch->arena, str_of(mail), S("de"), now), OK);
    struct q_curious_by_uid row = curious(here, mail);
    assert_int_equal(yes ? curious_prove(here->db, &row, now) : OK, OK);
    assert_int_equal(yes ? curious_prove(here->db, &row, now) : OK, OK); /* the row as it was: written once */
    row = curious(here, mail);
    assert_int_equal(yes ? curious_prove(here->db, &row, now) : FAULT_CONFLICT, FAULT_CONFLICT);
    assert_int_equal(db_commit(here->db), OK);
}

/* Once a week at most, only when there is something new, and only to who has said yes. */
static void test_news_come_to_who_said_yes(void **state)
{
    struct here here = open_here(state);
    ask_for_news(&here, "iga@c.example", true, MONDAY);
    ask_for_news(&here, "nobody@c.example", false, MONDAY);
    assert_int_equal(mails_of_days(&here, MONDAY, 14, CURIOUS_NEWS_MAIL), 0); /* nothing is new */
    add_city(&here, "Oulu", MONDAY + 14 * DAY);
    add_city(&here, "Vaasa", MONDAY + 15 * DAY);
    assert_int_equal(mails_of_days(&here, MONDAY + 14 * DAY, 14, CURIOUS_NEWS_MAIL), 2);
    add_city(&here, "Turku", MONDAY + 28 * DAY);
    assert_int_equal(db_begin(here.db), OK);
    struct str digest = curious(&here, "iga@c.example").address_digest;
    assert_int_equal(q_curious_end(here.db, digest), OK); /* by a click in a mail */
    assert_int_equal(db_commit(here.db), OK);
    assert_int_equal(mails_of_days(&here, MONDAY + 28 * DAY, 14, CURIOUS_NEWS_MAIL), 0);
    assert_int_equal(db_begin(here.db), OK);
    assert_int_equal(q_curious_forget(here.db, MONDAY + CURIOUS_PROVE_S, 0), OK);
    assert_int_equal(db_commit(here.db), OK);
    assert_str(scratch_ask(here.scratch, "net.db", "select count(*) from curious"), "0");
    db_close(here.db);
}

static void test_news_say_what_is_new(void **state)
{
    struct here here = open_here(state);
    struct arena *arena = &here.scratch->arena;
    struct q_mail_due_row mail;
    struct mime_words words;
    static const struct secret_key key; /* all zero is as good as any */
    const struct site site = {.name = S("Net"), .base_url = S("https://net.example"), .colour = S("#ffb545"),
                              .key = &key};
    int64_t now = MONDAY + 7 * DAY + AT_NINE;
    ask_for_news(&here, "iga@c.example", true, MONDAY);
    assert_int_equal(mail_take(here.db, arena, MONDAY, &mail), OK);
    assert_str(mail.kind, CURIOUS_MAIL);
    assert_int_equal(mail_words(arena, here.db, &site, &mail, MONDAY, &words), OK);
    assert_true(str_contains(words.text, S("https://net.example/just-curious/")));
    assert_int_equal(mail_sent(here.db, &mail, MONDAY), OK);
    add_city(&here, "Oulu", MONDAY + DAY);
    do_sql(&here, "update consent set withdrawn_at = 1"); /* for a coordinator it is a city that nobody acts for */
    look(&here, now);
    assert_int_equal(mail_take(here.db, arena, now, &mail), OK);
    assert_str(mail.kind, CURIOUS_NEWS_MAIL);
    assert_true(mail.unasked);
    assert_int_equal(mail_words(arena, here.db, &site, &mail, now, &words), OK);
    assert_true(str_contains(words.text, S("Oulu, Finnland")));
    assert_true(str_contains(words.unsubscribe, S("https://net.example/unsubscribe/")));
    assert_int_equal(db_begin(here.db), OK);
    assert_int_equal(q_curious_end(here.db, mail.address_digest), OK);
    assert_int_equal(db_commit(here.db), OK);
    assert_int_equal(mail_words(arena, here.db, &site, &mail, now, &words), FAULT_NOT_FOUND); /* ended meanwhile */
    db_close(here.db);
}

/* After 90 days and a year those who took part are asked about the aims, once, by mail; each is closed in its time. */
static void test_aims_are_asked_by_the_clock(void **state)
{
    static const struct secret_key key; /* all zero is as good as any */
    struct here here = open_here(state);
    struct arena *arena = &here.scratch->arena;
    struct q_programme_id id;
    struct str uid, one;
    add_city(&here, "Alpha", MONDAY);
    const struct programme_new new = {.member_id = 1, .host_kind = S("city"), .host_name = S(""), .name = S("Leaders"),
                                      .template = S(""), .languages = S("de en"), .place = S(""),
                                      .begins_on = {(int32_t)(MONDAY / DAY)}, .by = here.coordinator};
    const struct participant_new mail = {.name = S("Bo"), .mail = S("bo@b.example"), .language = S("de"),
                                         .came_by = S("invited")};
    const struct participant_new none = {.name = S("Cy"), .mail = S(""), .language = S("de"), .came_by = S("code")};
    assert_int_equal(db_begin(here.db), OK);
    assert_int_equal(programme_begin(here.db, arena, &new, MONDAY, &uid), OK);
    assert_int_equal(q_programme_id(here.db, arena, uid, &id), OK);
    const struct q_programme_of row = {.id = id.id, .languages = S("de")};
    assert_int_equal(participant_add(here.db, arena, &row, &mail, MONDAY, &one), OK);
    assert_int_equal(participant_add(here.db, arena, &row, &none, MONDAY, &one), OK);
    const struct { int day; bool keyed; const char *surveys, *mails, *open; } looks[] = {
        {95, true, "0", "0", "0"},  /* it was not held yet */
        {-1, true, "", "", ""},     /* it was, from here on */
        {89, true, "0", "0", "0"},  {95, false, "0", "0", "0"}, {95, true, "1", "1", "1"}, {96, true, "1", "1", "1"},
        {125, true, "1", "1", "0"}, {366, true, "2", "2", "1"}, {396, true, "2", "2", "0"},
    };
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        if (looks[i].day < 0) {
            assert_int_equal(q_programme_stage_add(here.db, id.id, S("wrap_up"), 0, (struct maybe_int){0}, MONDAY),
                             OK);
            continue;
        }
        assert_int_equal(aims_clock(here.db, arena, looks[i].keyed ? &key : NULL, MONDAY + looks[i].day * DAY), OK);
        assert_int_equal(db_commit(here.db), OK);
        assert_str(scratch_ask(here.scratch, "net.db", "select count(*) from survey where named = 0"),
                   looks[i].surveys);
        assert_str(scratch_ask(here.scratch, "net.db", "select count(*) from mail where kind = 'survey'"),
                   looks[i].mails);
        assert_str(scratch_ask(here.scratch, "net.db", "select count(*) from survey where closed_at is null"),
                   looks[i].open);
        assert_int_equal(db_begin(here.db), OK);
    }
    assert_str(scratch_ask(here.scratch, "net.db", "select count(distinct structure) from survey"), "1");
    assert_int_equal(db_commit(here.db), OK);
    db_close(here.db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_aims_are_asked_by_the_clock, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_people_of_cities_get_what_waits_for_them, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(test_every_kind_has_words),
        cmocka_unit_test_setup_teardown(test_a_week_brings_one_mail_to_who_agreed, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_it_comes_in_office_hours, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_year_brings_one_mail_to_administrators, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_news_come_to_who_said_yes, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_news_say_what_is_new, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_the_yearly_mail_says_nothing_that_is_over, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
