/* SPDX-License-Identifier: AGPL-3.0-or-later
** Who drives the network, through the real pages: named, shown to everybody only with their own yes, away, ended, and
** what stands on desks when somebody is missing. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/driver.h"
#include "store/erasure.h"
#include "visit.h"

#define DAY 86400
#define PERSON(id, name)                                                                                        \
    "(" #id ", 'p" #id "', '" name "', 'private" #id "@a.example', 'private" #id "@a.example', 'en', "  \
    "'active', '', '', 0, 1, 1999999999, 1)"

/* Coordinators: 3 (who asks as visit_coordinator), 5, 6 (blocked), 7 (the role has ended). */
static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_coordinator;
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(1, "Ann") ", "
                 PERSON(2, "Maria") ", " PERSON(3, "Cora <C>") ", " PERSON(4, "Ada") ", " PERSON(5, "Dag") ", "
                 PERSON(6, "Blocked") ", "
                 PERSON(7, "Former"));
    scratch_exec(visit.scratch, "net.db", "update person set state = 'blocked' where id = 6");
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, rev) values "
                 "(7, 'u7', 'Ours', 'IT', 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1795000000, 'role', '')");
    scratch_exec(visit.scratch, "net.db", "insert into person_role (id, person_id, role, member_id, since, until) "
                 "values (1, 2, 'main_contact', 7, 1, null), (2, 3, 'coordinator', null, 1, null), "
                 "(3, 4, 'administrator', null, 1, null), (4, 5, 'coordinator', null, 1, null), "
                 "(5, 6, 'coordinator', null, 1, null), (6, 7, 'coordinator', null, 1, 2)");
    return visit;
}

static struct str asked(struct visit *visit, const char *sql)
{
    return scratch_ask(visit->scratch, "net.db", sql);
}

static bool has(struct str page, const char *part)
{
    return str_contains(page, str_of(part));
}

static struct str page_as(struct visit *visit, const struct who *who, const char *target)
{
    const struct who *before = visit->who;
    visit->who = who;
    struct said said = visit_get(visit, target);
    visit->who = before;
    assert_int_equal(said.status, 200);
    return said.page;
}

/* The page that everybody reads; never an address of anybody. */
static struct str public_page(struct visit *visit)
{
    visit->who = NULL;
    struct said said = visit_get(visit, "/join");
    visit->who = &visit_coordinator;
    assert_false(has(said.page, "private"));
    return said.page;
}

static void send(struct visit *visit, const struct who *who, const char *target, const char *typed)
{
    visit->who = who;
    assert_int_equal(visit_send(visit, target, typed).status, 303);
    visit->who = &visit_coordinator;
}

static const struct who dag = {.person_id = 5, .name = S_INIT("Dag"), .is_coordinator = true,
                               .has_second_factor = true};

static void test_named_shown_and_taken_back(void **state)
{
    struct visit visit = open_net(state);
    assert_has(public_page(&visit), "Nobody is named just now who drives this network.");
    struct str page = visit_get(&visit, "/driver").page;
    assert_has(page, "<option value=\"p5\">Dag</option>");
    assert_false(has(page, "Blocked"));
    assert_false(has(page, "Former"));
    assert_false(has(page, "Ada"));
    send(&visit, &visit_administrator, "/driver", "do=name&driver=p3&deputy=p5");
    page = visit_get(&visit, "/driver?done=named").page;
    assert_has(page, "<option value=\"p3\" selected>Cora &lt;C&gt;</option>");
    assert_has(page, "Has not said yet whether everybody may see the name.");
    assert_str(asked(&visit, "select count(*) || ' ' || min(kind) || ' ' || min(person) || ' ' || max(person) "
                             "from mail"), "2 driver-named 3 5");

    /* named, and nobody else reads who */
    page = public_page(&visit);
    assert_has(page, "A coordinator drives this network, whose name is not shown.");
    assert_false(has(page, "Cora"));
    assert_false(has(page, "Dag"));
    assert_has(page, "office@net.example");
    send(&visit, &visit_coordinator, "/driver/mine", "do=show");
    page = public_page(&visit);
    assert_has(page, "Cora &lt;C&gt; drives this network, since 22 November 2026.");
    assert_false(has(page, "Dag"));
    send(&visit, &dag, "/driver/mine", "do=show");
    assert_has(public_page(&visit), "Deputy: Dag.");
    send(&visit, &visit_coordinator, "/driver/mine", "do=hide");
    page = public_page(&visit);
    assert_false(has(page, "Cora"));
    assert_has(page, "Deputy: Dag.");
    assert_has(visit_get(&visit, "/driver").page, "Does not want the name to be seen.");
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%driver-%'"), "5");
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%driver-named%part=d%' and "
                             "whom like '%Dag%'"), "1");
    visit_close(&visit);
}

static void test_what_is_wrong_is_said(void **state)
{
    struct visit visit = open_net(state);
    static const struct { const char *typed; const char *says; } rows[] = {
        {"do=name&driver=p3&deputy=p3", "is the driver already"},
        {"do=name&driver=p4&deputy=p3", "is no coordinator any more"}, /* an administrator only */
        {"do=name&driver=p3&deputy=p6", "is no coordinator any more"},
        {"do=name&driver=p7&deputy=", "is no coordinator any more"},
        {"do=name&driver=p2&deputy=p3", "is no coordinator any more"},
        {"do=take&driver=p3", "href=\"#do\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct said said = visit_send(&visit, "/driver", rows[i].typed);
        assert_int_equal(said.status, 400);
        if (!has(said.page, rows[i].says)) {
            print_message("%s\n", rows[i].typed);
        }
        assert_true(has(said.page, rows[i].says) || i == 5);
    }
    assert_has(visit_send(&visit, "/driver", "do=name&driver=p5&deputy=p5").page,
               "<option value=\"p5\" selected>Dag</option>");
    assert_str(asked(&visit, "select count(*) from driver"), "0");
    assert_int_equal(visit_get(&visit, "/driver/mine").status, 404);
    assert_int_equal(visit_send(&visit, "/driver/mine", "do=show").status, 404);
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=");
    static const char *const days[] = {"", "soon", "2026-11-21", "2027-02-21", "2026-02-30"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct str typed = str_format(&visit.arena, "do=away&until=%s", days[i]);
        struct said said = visit_send(&visit, "/driver/mine", str_c(&visit.arena, typed));
        assert_int_equal(said.status, 400);
        assert_has(said.page, "is no day within the next 90");
        assert_has(said.page, days[i]);
    }
    visit_close(&visit);
}

static void test_the_deputy_drives_while_the_driver_is_away(void **state)
{
    struct visit visit = open_net(state);
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=p5");
    send(&visit, &visit_coordinator, "/driver/mine", "do=show");
    send(&visit, &dag, "/driver/mine", "do=show");
    assert_has(visit_get(&visit, "/driver/mine").page, "The deputy then drives");
    send(&visit, &visit_coordinator, "/driver/mine", "do=away&until=2026-11-25");
    struct str page = public_page(&visit);
    assert_has(page, "Dag, the deputy, drives this network just now.");
    assert_false(has(page, "Cora")); /* that somebody is away is not for everybody */
    assert_false(has(page, "25 November"));
    assert_has(visit_get(&visit, "/driver").page, "Away until 25 November 2026.");
    assert_false(has(page_as(&visit, &visit_administrator, "/me"), "Nobody drives"));
    send(&visit, &dag, "/driver/mine", "do=away&until=2026-11-24");
    assert_has(public_page(&visit), "Nobody is named just now");
    assert_has(page_as(&visit, &visit_administrator, "/me"), "Nobody drives this network just now.");
    send(&visit, &visit_coordinator, "/driver/mine", "do=back");
    assert_has(public_page(&visit), "Cora &lt;C&gt; drives this network");
    visit_close(&visit);
}

static void test_who_is_no_coordinator_any_more_is_shown_nowhere(void **state)
{
    struct visit visit = open_net(state);
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=p5");
    send(&visit, &visit_coordinator, "/driver/mine", "do=show");
    send(&visit, &dag, "/driver/mine", "do=show");
    scratch_exec(visit.scratch, "net.db", "update person_role set until = 1795348799 where id = 2");
    struct str page = public_page(&visit);
    assert_false(has(page, "Cora"));
    assert_has(page, "Dag, the deputy, drives this network just now.");
    assert_has(page_as(&visit, &visit_administrator, "/me"), "This network has no driver: the deputy drives.");
    assert_has(visit_get(&visit, "/driver").page, "Is no coordinator any more, and counts for nothing.");
    assert_int_equal(visit_get(&visit, "/driver/mine").status, 404);

    /* the clock ends it, so that the role given again does not bring the old yes back */
    assert_int_equal(driver_tidy(visit.write, &visit.arena, VISIT_NOW), OK);
    scratch_exec(visit.scratch, "net.db", "update person_role set until = null where id = 2");
    assert_false(has(public_page(&visit), "Cora"));
    assert_str(asked(&visit, "select part || ' ' || shown || ' ' || (remove_at - ended_at) from driver "
                             "where ended_at is not null"), "driver 0 63072000");
    assert_int_equal(driver_tidy(visit.write, &visit.arena, VISIT_NOW + DRIVER_KEPT_S - 1), OK);
    assert_str(asked(&visit, "select count(*) from driver"), "2");
    assert_int_equal(driver_tidy(visit.write, &visit.arena, VISIT_NOW + DRIVER_KEPT_S), OK);
    assert_str(asked(&visit, "select count(*) from driver"), "1");
    visit_close(&visit);
}

/* Two change places; what stays as it was keeps its day and its yes; an erased one is gone from the page. */
static void test_changed_swapped_erased(void **state)
{
    struct visit visit = open_net(state);
    static const struct log_someone console = {.is = LOG_CONSOLE, .name = S_INIT("ada")};
    struct erasure_report report = {0};
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=p5");
    send(&visit, &visit_coordinator, "/driver/mine", "do=show");
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=");
    assert_has(public_page(&visit), "Cora &lt;C&gt; drives this network");
    assert_has(page_as(&visit, &visit_administrator, "/me"), "The driver of this network has no deputy.");
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=p5");
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p5&deputy=p3");
    assert_false(has(public_page(&visit), "Cora")); /* a yes is for the part that it was given for */
    assert_str(asked(&visit, "select count(*) from driver where ended_at is null"), "2");
    send(&visit, &dag, "/driver/mine", "do=show");
    assert_has(public_page(&visit), "Dag drives this network");
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(erasure_person(visit.write, &visit.arena, 5, &console, S("on request"), VISIT_NOW, &report), OK);
    assert_int_equal(db_commit(visit.write), OK);
    assert_false(has(public_page(&visit), "Dag"));
    assert_str(asked(&visit, "select count(*) from driver where person_id = 5"), "0");
    assert_has(page_as(&visit, &visit_administrator, "/me"), "This network has no driver: the deputy drives.");
    visit_close(&visit);
}

/* What is asked of whom, on their desk; people of cities see nothing of it. */
static void test_it_stands_on_desks(void **state)
{
    struct visit visit = open_net(state);
    assert_has(page_as(&visit, &visit_administrator, "/me"), "Nobody drives this network just now.");
    assert_has(page_as(&visit, &visit_administrator, "/me"), "href=\"/driver\">Name somebody");
    assert_false(has(page_as(&visit, &visit_main_contact, "/me"), "drives this network"));
    assert_false(has(page_as(&visit, &visit_person, "/me"), "drives this network"));
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=p5");
    assert_has(page_as(&visit, &visit_coordinator, "/me"), "You are named to drive this network");
    assert_has(page_as(&visit, &dag, "/me"), "You are named as the deputy");
    assert_false(has(page_as(&visit, &visit_administrator, "/me"), "You are named"));
    send(&visit, &dag, "/driver/mine", "do=hide");
    assert_false(has(page_as(&visit, &dag, "/me"), "You are named"));
    visit.who = &visit_main_contact;
    assert_int_equal(visit_get(&visit, "/driver").status, 403);
    assert_int_equal(visit_get(&visit, "/driver/mine").status, 403);
    assert_int_equal(visit_send(&visit, "/driver", "do=name&driver=p3&deputy=").status, 403);
    visit_close(&visit);
}

/* All that is open on one page: empty lists say so, staff read what their rights give them, nobody else any of it. */
static void test_handing_over(void **state)
{
    struct visit visit = open_net(state);
    static const char *const empty[] = {
        "Nobody waits for an answer.", "No invitation is out.", "No city leads, and none is asked to.",
        "none was sent within thirty days", "Nobody drives this network just now.", "Where things are"};
    struct str page = visit_get(&visit, "/handover").page;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        assert_has(page, empty[i]);
    }
    assert_has(page, "href=\"/member-cities/u7/membership\">Ours (IT)"); /* not signed yet */
    assert_has(page, "Cora &lt;C&gt;: coordinator");
    assert_has(page, "Blocked: coordinator, blocked");
    assert_has(page, "private4@a.example, without a second step");
    assert_false(has(page, "Former"));
    assert_false(has(page, "Maria"));
    assert_false(has(page, "href=\"/people\""));
    send(&visit, &visit_coordinator, "/driver", "do=name&driver=p3&deputy=p5");
    scratch_exec(visit.scratch, "net.db", "insert into commitment (id, member_id, version, person_id, name, job, "
                 "authority, reference, confirm_by, signed_at, ends_at, asked_n, who_until) values "
                 "(1, 7, 1, 2, 'M', 'j', 'officer', '', 'm', 1, 1795348800 + 91 * 86400, 0, 1999999999)");
    scratch_exec(visit.scratch, "net.db", "insert into suggestion (id, uid, code, city, country, place, state, why, "
                 "came, made_at, invited_at, remove_at) values (1, 's1', 'k1', 'Zug', 'CH', 'x', 'invited', '', '', 1, "
                 "1795348800 - 5 * 86400, 1999999999)");
    scratch_exec(visit.scratch, "net.db", "insert into remark (id, uid, page, says, source, mail, language, state, "
                 "answer, created_at, remove_at) values (5, 'r5', '/', 'Secret', '', '', 'en', 'waiting', '', "
                 "1795348800 - 86400, 1999999999)");
    page = visit_get(&visit, "/handover").page;
    assert_has(page, "No commitment ends within 90 days.");
    assert_has(page, "href=\"/suggestions/s1\">Zug (CH)</a> <span class=\"sg-small sg-muted\">since 17 "
                     "November 2026, 5 days<");
    assert_has(page, "href=\"/remarks/5/answer\">Remark 5 of a reader</a> <span class=\"sg-small sg-muted\">since 21 "
                     "November 2026, 1 day<");
    assert_false(has(page, "Secret"));
    assert_has(page, "Cora &lt;C&gt;: coordinator, driver");
    assert_has(page, "Dag: coordinator, deputy");
    scratch_exec(visit.scratch, "net.db", "update commitment set ends_at = ends_at - 86400");
    assert_has(visit_get(&visit, "/handover").page, "ends on 20 February 2027");
    page = page_as(&visit, &visit_administrator, "/handover");
    assert_has(page, "Zug (CH)");
    assert_has(page, "href=\"/people\"");
    assert_false(has(page, "Ours"));
    visit.who = &visit_main_contact;
    assert_int_equal(visit_get(&visit, "/handover").status, 403);
    visit.who = &visit_coordinator_weak;
    assert_int_equal(visit_get(&visit, "/handover").status, 403);
    visit_close(&visit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_named_shown_and_taken_back, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_wrong_is_said, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_the_deputy_drives_while_the_driver_is_away, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_who_is_no_coordinator_any_more_is_shown_nowhere, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_changed_swapped_erased, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_handing_over, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_it_stands_on_desks, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
