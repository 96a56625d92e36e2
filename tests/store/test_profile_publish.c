/* SPDX-License-Identifier: AGPL-3.0-or-later
** What everybody may read of a member city, through the real pages: asked by one person, answered by another, changed,
** taken down. And in each state every page there is, as everybody outside of the city: nothing that two people did not
** publish stands on any of them, and never a name. On both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/check.h"
#include "store/profile_publish.h"
#include "visit.h"
#include "web/routes.h"

#define CARD "/member-cities/u7/about-us/ambition"
#define PUBLISH "/member-cities/u7/publish/ambition"
#define SAYS "/member-cities/u7/says"
#define CITY "/cities/o"
#define PERSON(id, name) \
    "(" #id ", 'p" #id "', '" name "', '" #id "@a.example', '" #id "@a.example', 'en', 'active', '', '', 0, 1, " \
    "1999999999, 1)"

static const char content[] =
    "insert into source (id, kind, name, file, licence, attribution, address, imported_at, sha256, records) "
    "values (1, 'lau', 'LAU', '', '', '', '', 0, '', 0); "
    "insert into city (id, slug, name, sort_key, country, population, population_kind, population_year, "
    "population_source_id, lau_id, fit, source_id) values "
    "(1, 'o', 'Ours', 'o', 'IT', 74885, 'municipality', 2020, 1, 'IT_1', 'fits', 1)";
static const struct who_city seven[] = {{7, false}};
static const struct who_city eight[] = {{8, true}};
static const struct who colleague = {.person_id = 5, .cities = seven, .cities_count = 1};
static const struct who other_city = {.person_id = 6, .cities = eight, .cities_count = 1};

static struct visit open_net(void **state)
{
    struct visit visit = visit_open(state);
    visit.who = &visit_main_contact;
    scratch_exec(visit.scratch, "net.db", "insert into member_city (id, uid, name, country, lau_id, rev) values "
                 "(7, 'u7', 'Ours', 'IT', 'IT_1', 1), (8, 'u8', 'Nowhere', 'PT', null, 1)");
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 1, 'joined', 1, 'role', ''), (8, 1, 'joined', 1, 'role', '')");
    scratch_exec(visit.scratch, "net.db", "insert into person (id, uid, name, mail, mail_folded, language, state, "
                 "password, totp, totp_step, created_at, remove_at, rev) values " PERSON(2, "Maria Asks") ", "
                 PERSON(5, "Rui Reads") ", " PERSON(6, "Else Where"));
    scratch_exec(visit.scratch, "net.db", "insert into person_role (id, person_id, role, member_id, since) values "
                 "(1, 2, 'main_contact', 7, 1), (2, 5, 'colleague', 7, 1), (3, 6, 'main_contact', 8, 1)");
    scratch_exec(visit.scratch, "net.evidence-1.db", content);
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

/* What stands in a hidden field of the page; "" for none. */
static struct str hidden(struct str page, const char *name, struct arena *arena)
{
    struct str before = str_format(arena, "name=\"%s\" value=\"", name);
    size_t at = str_find(page, before);
    if (at >= page.n) {
        return S("");
    }
    struct str rest = str_from(page, at + before.n);
    return str_sub(rest, 0, str_find(rest, S("\"")));
}

static struct said send_as(struct visit *visit, const struct who *who, const char *target, const char *typed)
{
    visit->who = who;
    struct str page = visit_get(visit, target).page;
    struct str seen = hidden(page, "seen", &visit->arena);
    struct str which = hidden(page, "which", &visit->arena);
    return visit_send(visit, target, str_c(&visit->arena, str_format(&visit->arena, "%s&seen=%.*s%s%.*s", typed,
                                                                     STR_ARG(seen), which.n > 0 ? "&which=" : "",
                                                                     STR_ARG(which))));
}

static struct str page_as(struct visit *visit, const struct who *who, const char *target)
{
    visit->who = who;
    return visit_get(visit, target).page;
}

static int status_as(struct visit *visit, const struct who *who, const char *target)
{
    visit->who = who;
    return visit_get(visit, target).status;
}

/* A card is saved for everybody: a colleague is asked. */
static void say(struct visit *visit, const char *ambition)
{
    struct said said = send_as(visit, &visit_main_contact, CARD,
                               str_c(&visit->arena, str_format(&visit->arena, "ambition=%s&seen_by=everybody&do=back",
                                                               ambition)));
    assert_int_equal(said.status, 303);
    assert_str(said.location, PUBLISH "?done=ask");
}

static void yes(struct visit *visit)
{
    struct said said = send_as(visit, &colleague, PUBLISH, "do=yes");
    assert_int_equal(said.status, 303);
    assert_str(said.location, PUBLISH "?done=yes");
}

/* ---- the way */

static void test_one_asks_another_one_says_yes(void **state)
{
    struct visit visit = open_net(state);
    say(&visit, "First+%3Cb%3E");
    struct str page = page_as(&visit, &visit_main_contact, PUBLISH);
    assert_has(page, "First &lt;b&gt;");
    assert_has(page, "You asked on 22 November 2026.");
    assert_false(has(page, "Yes, everybody may read it"));
    assert_has(page_as(&visit, &visit_main_contact, CARD), "value=\"everybody\" id=\"seen-everybody\" checked");
    assert_false(has(page_as(&visit, &visit_main_contact, "/me"), "wants everybody to read"));
    assert_has(page_as(&visit, &colleague, "/me"), "Maria Asks wants everybody to read something that Ours says");
    assert_has(page_as(&visit, &colleague, "/me"), "href=\"" PUBLISH "\"");
    assert_int_equal(status_as(&visit, NULL, SAYS), 404);
    assert_has(page_as(&visit, &colleague, PUBLISH), "Asked by Maria Asks on 22 November 2026.");

    /* who asked cannot say yes, whatever is sent */
    struct said said = send_as(&visit, &visit_main_contact, PUBLISH, "do=yes");
    assert_int_equal(said.status, 409);
    assert_has(said.page, "who asked cannot be who says yes");
    assert_int_equal(send_as(&visit, &visit_main_contact, PUBLISH, "do=no").status, 409);
    assert_int_equal(send_as(&visit, &colleague, PUBLISH, "do=drop").status, 409);
    assert_str(asked(&visit, "select state from publication"), "asked");

    yes(&visit);
    page = page_as(&visit, NULL, SAYS);
    assert_has(page, "First &lt;b&gt;");
    assert_has(page, "Said by the city on 22 November 2026.");
    assert_has(page_as(&visit, NULL, CITY), "First &lt;b&gt;");
    assert_has(page_as(&visit, &visit_main_contact, PUBLISH), "Maria Asks asked, Rui Reads said yes on");
    assert_has(page_as(&visit, &visit_main_contact, "/member-cities/u7/profile"), "Everybody reads it, since");
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%kind=profile-published%what=ambition%' "
                             "and who_person = 5 and whom_person = 2"), "1");
    visit_close(&visit);
}

static void test_what_is_changed_afterwards_is_asked_again(void **state)
{
    struct visit visit = open_net(state);
    say(&visit, "First");
    yes(&visit);
    /* the same once more asks nobody */
    struct said said = send_as(&visit, &colleague, CARD, "ambition=First&seen_by=everybody&do=back");
    assert_str(said.location, "/member-cities/u7/profile?done=card");
    say(&visit, "Second");
    assert_has(page_as(&visit, NULL, SAYS), "First");
    assert_false(has(page_as(&visit, NULL, SAYS), "Second"));
    assert_has(page_as(&visit, &visit_main_contact, "/member-cities/u7/profile"),
               "Everybody reads what you said on 22 November 2026; you say something else now.");

    /* what was read is what is published: a text that came meanwhile is none that was said yes to */
    struct str page = page_as(&visit, &colleague, PUBLISH);
    struct str seen = hidden(page, "seen", &visit.arena), which = hidden(page, "which", &visit.arena);
    say(&visit, "Third");
    visit.who = &colleague;
    said = visit_send(&visit, PUBLISH, str_c(&visit.arena, str_format(&visit.arena, "do=yes&seen=%.*s&which=%.*s",
                                                                      STR_ARG(seen), STR_ARG(which))));
    assert_int_equal(said.status, 409);
    assert_has(said.page, "was changed meanwhile");
    struct str now = hidden(page_as(&visit, &colleague, PUBLISH), "seen", &visit.arena);
    said = visit_send(&visit, PUBLISH, str_c(&visit.arena, str_format(&visit.arena, "do=yes&seen=%.*s&which=%.*s",
                                                                      STR_ARG(now), STR_ARG(which))));
    assert_int_equal(said.status, 409);
    assert_has(page_as(&visit, NULL, SAYS), "First");

    assert_int_equal(send_as(&visit, &colleague, PUBLISH, "do=no").status, 303);
    assert_has(page_as(&visit, &visit_main_contact, PUBLISH), "Rui Reads said no on");
    assert_has(page_as(&visit, NULL, SAYS), "First");
    assert_int_equal(send_as(&visit, &visit_main_contact, PUBLISH, "do=ask").status, 303);
    yes(&visit);
    assert_has(page_as(&visit, NULL, SAYS), "Third");
    assert_false(has(page_as(&visit, NULL, SAYS), "First"));
    visit_close(&visit);
}

static void test_one_is_enough_to_take_it_down(void **state)
{
    struct visit visit = open_net(state);
    say(&visit, "First");
    yes(&visit);
    assert_str(send_as(&visit, &visit_main_contact, PUBLISH, "do=end").location, PUBLISH "?done=end");
    assert_int_equal(status_as(&visit, NULL, SAYS), 404);
    assert_false(has(page_as(&visit, NULL, CITY), "First"));
    assert_int_equal(send_as(&visit, &visit_main_contact, PUBLISH, "do=ask").status, 303);
    yes(&visit);
    /* who shows it to fewer takes it down with it */
    say(&visit, "Second");
    assert_int_equal(send_as(&visit, &colleague, CARD, "ambition=Second&seen_by=members").status, 303);
    assert_int_equal(status_as(&visit, NULL, SAYS), 404);
    assert_str(asked(&visit, "select count(*) from publication"), "0");
    assert_str(asked(&visit, "select count(*) from log_entry where what like '%kind=profile-withdrawn%'"), "2");
    say(&visit, "Third");
    assert_str(send_as(&visit, &visit_main_contact, PUBLISH, "do=drop").location, PUBLISH "?done=drop");
    assert_str(asked(&visit, "select count(*) from publication"), "0");
    visit_close(&visit);
}

static void test_the_four_answers(void **state)
{
    struct visit visit = open_net(state);
    static const struct str bids[] = {S_INIT("bids")};
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(profile_save(visit.write, 7, HELP_NEED, bids, 1, S("Heat & light"), 1), OK);
    assert_int_equal(db_commit(visit.write), OK);
    visit.who = &visit_main_contact;
    assert_str(visit_send(&visit, "/member-cities/u7/profile", "seen_by=everybody").location,
               "/member-cities/u7/publish/answers?done=ask");
    assert_str(send_as(&visit, &colleague, "/member-cities/u7/publish/answers", "do=yes").location,
               "/member-cities/u7/publish/answers?done=yes");
    struct str page = page_as(&visit, NULL, SAYS);
    assert_has(page, "Writing bids");
    assert_has(page, "“Heat &amp; light”");
    /* nothing said, nothing to publish */
    assert_int_equal(send_as(&visit, &visit_main_contact, PUBLISH, "do=ask").status, 409);
    visit_close(&visit);
}

static void test_backing_never_leaves_the_city(void **state)
{
    struct visit visit = open_net(state);
    assert_int_equal(send_as(&visit, &visit_main_contact, "/member-cities/u7/about-us/backing",
                             "backing=Council&seen_by=everybody").status, 303);
    assert_str(asked(&visit, "select count(*) from publication"), "0");
    assert_str(asked(&visit, "select seen_by from trait_card"), "city");
    visit.who = &visit_main_contact;
    assert_int_equal(visit_get(&visit, "/member-cities/u7/publish/backing").status, 404);
    assert_int_equal(visit_send(&visit, "/member-cities/u7/publish/backing", "do=ask").status, 404);
    visit_close(&visit);
}

/* ---- who reads what: every page there is */

static struct str address_of(struct visit *visit, const struct route *route)
{
    struct str made = S("");
    struct str rest = str_of(route->pattern);
    static const char *const params[] = {"u7", "ambition"};
    if (route->example != NULL) {
        return str_of(route->example);
    }
    for (size_t i = 0; rest.n > 0; i++) {
        size_t at = str_find(rest, S("{}"));
        bool more = at < rest.n;
        made = str_format(&visit->arena, "%.*s%.*s%s", STR_ARG(made), (int)at, rest.s,
                          more ? params[i < 1 ? i : 1] : "");
        rest = more ? str_from(rest, at + 2) : S("");
    }
    return made;
}

/* On how many pages that part stands, for those who do not work for the city. */
static int seen_outside(struct visit *visit, const char *part, bool everywhere)
{
    const struct who *const all[] = {NULL, &visit_person, &other_city, &visit_coordinator, &visit_administrator};
    int n = 0;
    for (size_t w = 0; w < COUNT_OF(all); w++) {
        visit->who = all[w];
        n += has(visit_get(visit, SAYS).page, part) + has(visit_get(visit, CITY).page, part) +
             has(visit_get(visit, "/member-cities/u8/profile").page, part) +
             has(visit_get(visit, "/member-cities/u8/ask/u7").page, part);
        for (size_t i = 0; everywhere && i < web_routes.n; i++) {
            const struct route *route = &web_routes.items[i];
            if ((route->forms & FORM_HTML) != 0 && str_eq(str_of(route->pattern), S("/member-cities/{}/says")) == 0) {
                struct arena_mark mark = arena_mark(&visit->arena);
                n += has(visit_get(visit, str_c(&visit->arena, address_of(visit, route))).page, part);
                arena_rewind(&visit->arena, mark); /* of some 200 pages */
            }
        }
    }
    return n;
}

static void test_nothing_that_two_did_not_publish_is_read_outside(void **state)
{
    struct visit visit = open_net(state);
    assert_int_equal(send_as(&visit, &visit_main_contact, CARD, "ambition=AlphaOne&seen_by=members").status, 303);
    assert_int_equal(seen_outside(&visit, "AlphaOne", true), 0);
    say(&visit, "BetaTwo");
    assert_int_equal(seen_outside(&visit, "BetaTwo", true), 0);
    assert_int_equal(send_as(&visit, &colleague, PUBLISH, "do=no").status, 303);
    assert_int_equal(seen_outside(&visit, "BetaTwo", false), 0);
    say(&visit, "GammaThree");
    yes(&visit);
    assert_int_equal(seen_outside(&visit, "GammaThree", false), 2 * 5); /* its two pages, for each: the walk can see */
    say(&visit, "DeltaFour");
    assert_int_equal(seen_outside(&visit, "DeltaFour", true), 0);
    assert_int_equal(seen_outside(&visit, "Maria Asks", false), 0);
    assert_int_equal(seen_outside(&visit, "Rui Reads", false), 0);
    scratch_exec(visit.scratch, "net.db", "insert into member_step (member_id, number, step, at, way, why) values "
                 "(7, 2, 'left', 2, 'network', '')");
    assert_int_equal(seen_outside(&visit, "GammaThree", true), 0);
    visit_close(&visit);
}

/* What the rule refuses the statement refuses as well. */
static void test_the_statement_takes_no_yes_of_who_asked(void **state)
{
    struct visit visit = open_net(state);
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(q_publication_add(visit.write, 7, S("ambition"), S("u"), S("ambition=x\n"), 2, 1), OK);
    assert_int_equal(q_publication_answer(visit.write, 7, S("ambition"), S("u"), S("published"), 2, 2), OK);
    assert_int_equal(db_changed(visit.write), 0);
    assert_int_equal(db_commit(visit.write), OK);
    assert_int_equal(status_as(&visit, NULL, SAYS), 404);
    assert_int_equal(db_begin(visit.write), OK);
    assert_int_equal(q_publication_forget(visit.write, 0), OK);
    assert_int_equal(db_changed(visit.write), 0);
    assert_int_equal(q_publication_forget(visit.write, 1), OK);
    assert_int_equal(db_changed(visit.write), 1);
    assert_int_equal(db_commit(visit.write), OK);
    visit_close(&visit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_asks_another_one_says_yes), TEST(test_what_is_changed_afterwards_is_asked_again),
        TEST(test_one_is_enough_to_take_it_down), TEST(test_the_four_answers), TEST(test_backing_never_leaves_the_city),
        TEST(test_nothing_that_two_did_not_publish_is_read_outside), TEST(test_the_statement_takes_no_yes_of_who_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
