/* SPDX-License-Identifier: AGPL-3.0-or-later
** How often a page waits for a server: every form of every route of the program, as a visitor and signed in, and pages
** that ask more than their examples do, on PostgreSQL, in a worker whose connection is new and in one that has what it
** keeps. None may wait more than three times, the look for news included, nor send ahead what nobody
** asks for. (A search whose words have to be mended asks for what each word that may be meant would show.)
**
**     test_trips PROGRAM CALLS
**
** in a cluster (tests/store/with_postgres); seeds a database of its own with PROGRAM, and brings in funding calls. The
** worker is the server's own, without its socket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "administrator.h"
#include "base/check.h"
#include "domain/speller.h"
#include "http/worker.h"
#include "scratch.h"
#include "text/secret.h"
#include "web/deadline/deadline_web.h"
#include "web/introduction/introduction_web.h"
#include "web/link/link.h"
#include "web/notes/action_web.h"
#include "web/programme/programme_web.h"
#include "web/room/room_web.h"
#include "web/routes.h"
#include "web/survey/survey_web.h"

#define NO_REMARK "/remarks/00000000000000000000000000000000"
#define SUGGESTED "5555555555555555" /* uid and code */
#define TRIPS_MAX 3
#define VAIN_MAX 8 /* where a name is typed, several readings of it are tried at once */
#define VAIN_MENDED_MAX 200 /* briefs and tokens of hits that are not shown */
#define SAID_MAX (64u << 10)

/* Beyond the examples of the routes: answers 200 or 404 as they may. */
static const char *const others[] = {
    "/cities/ciampino-it", "/cities/oulu-fi", "/cities/no-such-city", "/cities/oulu-fi/known",
    "/cities/oulu-fi/similar?near=1",
    "/cities/oulu-fi/matches", "/cities/oulu-fi/matches?theme=energy&theme=mobility",
    "/cities/peterborough-gb/matches/ciampino-it", "/cities/oulu-fi/matches/nowhere-xx",
    "/cities/oulu-fi/bid?theme=energy", "/cities/oulu-fi/funding",
    "/cities", "/cities?page=3", "/cities?country=IT", "/cities?theme=mobility", "/cities?fit=any&page=2",
    "/cities?q=new", "/cities?q=Comune+di+Ciampino", "/cities?q=Stoke+Trent", "/cities?q=xqzvwkj",
    "/cities?q=Regensbrug",
    "/join/city?city=oulu", "/join/city?city=Alexandria", "/join/city?city=Alexandria&which=none&country=DE",
    "/join/city?city=xqzvwkj", "/join/city?city=xqzvwkj&country=DE",
    "/find-help?city=Regensbrug", "/find-help?city=oulu&theme=energy", "/case-studies?theme=energy&page=2",
    "/funding?theme=energy&pays=preparing", "/funding?standing=over",
    "/funding?q=heat+pump", "/funding?q=UIA", "/funding.json?q=secretariat+-heat", "/funding.ics?theme=energy",
    "/funding.atom?q=lighting", "/funding/life-2036-cet-light", "/funding/uia-2019-5", "/funding/uia-2019-5.json",
    "/search?q=street+lighting", "/search?q=lighting+networks+meet",
    "/themes/energy", "/themes/mobility?page=2", "/projects/1", "/organisations/1",
    "/search", "/search?q=flood+protection", "/search?q=%22heat+pump%22", "/search?q=energy+-hydrogen&page=2",
    "/search?q=schools+in+Oulu", "/search?q=projects+of+Fraunhofer", "/search?q=energy&city=oulu-fi",
    "/search?q=waste&theme=waste&state=ended",
};
static const char *const of_administrator[] = {
    "/people?q=ann", "/people?q=ann+example", "/people?q=nobody", "/me/accounts/ciampino", "/me/accounts/none",
    "/sign-in/with/ciampino", "/sign-in/back/ciampino?state=x&code=y", "/log?kind=role-given", "/log/1",
    "/me/data/log_entry.csv", "/member-cities/" ADMINISTRATOR_CITY "/people",
    "/member-cities/" ADMINISTRATOR_CITY "/people/me",
    "/member-cities/" ADMINISTRATOR_CITY "/membership", "/member-cities/" ADMINISTRATOR_CITY "/membership/pause",
    "/member-cities/" ADMINISTRATOR_CITY "/membership/leave", "/member-cities/" ADMINISTRATOR_CITY "/commitment",
    "/member-cities/" ADMINISTRATOR_CITY "/membership/lead-yes", "/member-cities/" ADMINISTRATOR_CITY "/suggest-lead",
    "/member-cities/" ADMINISTRATOR_CITY "/who-brought-whom",
    "/member-cities/" ADMINISTRATOR_CITY "/profile",
    "/member-cities/" ADMINISTRATOR_CITY "/profile/need", "/member-cities/" ADMINISTRATOR_CITY "/about-us/backing",
    "/member-cities/" ADMINISTRATOR_CITY "/publish/answers", "/member-cities/" ADMINISTRATOR_CITY "/publish/time",
    "/member-cities/" ADMINISTRATOR_CITY "/says", "/member-cities/" ADMINISTRATOR_CITY "/changes",
    "/member-cities/" ADMINISTRATOR_CITY "/invite",
    "/member-cities/" ADMINISTRATOR_CITY "/ask/" ADMINISTRATOR_OTHER,
    "/member-cities/" ADMINISTRATOR_CITY "/introductions", "/cities/oulu-fi/matches", "/cities/oulu-fi/matches.csv",
    "/member-cities/" ADMINISTRATOR_CITY "/introductions/" ADMINISTRATOR_TALK,
    "/member-cities/" ADMINISTRATOR_CITY "/introductions/" ADMINISTRATOR_TALK "/calendar",
    "/announcements/" ADMINISTRATOR_EVENT,
    "/funding-rules", "/funding-rules/eui-ia-4", "/funding-rules/uia?of=program",
    "/funding-rules/" ADMINISTRATOR_DRAFT "/change", "/funding-rules/" ADMINISTRATOR_DRAFT "/change/source",
    "/funding-rules/" ADMINISTRATOR_DRAFT "/change/money", "/funding-rules/" ADMINISTRATOR_DRAFT "/change/more",
    "/funding-rules/" ADMINISTRATOR_DRAFT "/change/text", "/funding-rules/" ADMINISTRATOR_DRAFT "/change/days/1",
    "/funding-rules/" ADMINISTRATOR_DRAFT "/change/calls/new",
    "/funding-rules/" ADMINISTRATOR_DRAFT "/change/conditions/1",
    "/funding-rules/" ADMINISTRATOR_DRAFT "/change/examples/new", "/funding-rules/" ADMINISTRATOR_DRAFT "/history",
    "/funding-rules/" ADMINISTRATOR_ASKED "/answer",
    "/funding", "/funding?city=ciampino-it&themes=all",
    "/funding?city=ciampino-it&fits=yes&size=above&due=later&all=1",
    "/member-cities/" ADMINISTRATOR_CITY "/funding/calls",
    "/member-cities/" ADMINISTRATOR_CITY "/funding/calls?fits=yes",
    "/room", "/room/" ADMINISTRATOR_ROOM, "/room/" ADMINISTRATOR_ROOM "/screen",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/room",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/groups/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/groups/" ADMINISTRATOR_EVENT "/paper",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/room/paper/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/deadlines", "/member-cities/" ADMINISTRATOR_CITY "/council/meets",
    "/member-cities/" ADMINISTRATOR_CITY "/deadlines/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/deadlines/" ADMINISTRATOR_EVENT "/calendar",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/answers",
    "/member-cities/" ADMINISTRATOR_CITY "/answers", "/member-cities/" ADMINISTRATOR_CITY "/answers.csv",
    "/member-cities/" ADMINISTRATOR_CITY "/answers?q=roofs+of+all+the+schools&whose=all",
    "/member-cities/" ADMINISTRATOR_CITY "/answers?q=roof&outcome=granted",
    "/member-cities/" ADMINISTRATOR_CITY "/answers/new", "/member-cities/" ADMINISTRATOR_CITY "/answers/former-bid",
    "/member-cities/" ADMINISTRATOR_CITY "/answers/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/answers/" ADMINISTRATOR_EVENT "/change",
    "/member-cities/" ADMINISTRATOR_CITY "/answers/" ADMINISTRATOR_EVENT "/from",
    "/member-cities/" ADMINISTRATOR_CITY "/bids", "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/bids/new?watch=" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/stage/given_up",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/about",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/partners",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/partners?q=lec",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/ask/" ADMINISTRATOR_OTHER,
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/sections",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/sections/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/sections/" ADMINISTRATOR_EVENT "/about",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/sections/" ADMINISTRATOR_EVENT "/versions",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/sections/" ADMINISTRATOR_EVENT
    "/versions?number=1",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/figures",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/figures/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/text",
    "/member-cities/" ADMINISTRATOR_CITY "/bids/" ADMINISTRATOR_EVENT "/text.txt",
    "/member-cities/" ADMINISTRATOR_CITY "/matrices",
    "/member-cities/" ADMINISTRATOR_CITY "/assessments", "/member-cities/" ADMINISTRATOR_CITY "/assessments/new",
    "/member-cities/" ADMINISTRATOR_CITY "/assessments/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/assessments/" ADMINISTRATOR_EVENT "/criteria/1",
    "/member-cities/" ADMINISTRATOR_CITY "/assessments/" ADMINISTRATOR_EVENT "/evidence",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes", "/member-cities/" ADMINISTRATOR_CITY "/programmes/new",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/aims",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/survey",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/survey/see",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/survey/results",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/survey/results.csv",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/survey/import",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/survey/questions/works",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/record", "/programmes",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/about",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/wall",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/wall/sheets",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/wall/cards/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/notes",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/actions",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/actions/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/actions/review/30",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/notes/sections/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/notes/decisions/new",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/notes/as/docx",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/notes/as/pdf",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/rules",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/agenda",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/blocks/new",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/sessions/new",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/participants",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/participants/paste",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/carry",
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/agenda/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/sessions/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/attendance/" ADMINISTRATOR_EVENT,
    "/member-cities/" ADMINISTRATOR_CITY "/programmes/" ADMINISTRATOR_EVENT "/participants/" ADMINISTRATOR_EVENT,
    "/events", "/events/" ADMINISTRATOR_EVENT, "/events/" ADMINISTRATOR_EVENT "/register",
    "/events/" ADMINISTRATOR_EVENT "/register/calendar", "/events/" ADMINISTRATOR_EVENT "/run",
    "/events/" ADMINISTRATOR_EVENT "/what", "/events/" ADMINISTRATOR_EVENT "/where",
    "/events/" ADMINISTRATOR_EVENT "/who",
    "/member-cities/" ADMINISTRATOR_CITY "/area", "/member-cities/" ADMINISTRATOR_CITY "/funding",
    "/member-cities/" ADMINISTRATOR_CITY "/funding?with=" ADMINISTRATOR_OTHER,
    "/member-cities/" ADMINISTRATOR_CITY "/suggest", "/member-cities/" ADMINISTRATOR_CITY "/suggest?which=ciampino-it",
    "/member-cities/" ADMINISTRATOR_CITY "/suggest?city=xqzvwkj&country=DE",
    "/suggest-a-city?city=oulu", "/suggest-a-city?city=ciampino&for=" ADMINISTRATOR_CITY,
    "/suggest-a-city?city=xqzvwkj", "/suggest-a-city?city=oulu&for=network", "/invite-a-city?which=ciampino-it",
    "/invite-a-city?city=xqzvwkj&country=DE",
    "/invite-a-city?which=ciampino-it&gap=theme:mobility", "/whom-to-invite?gap=country",
    "/member-cities/" ADMINISTRATOR_CITY "/suggestions/" SUGGESTED, "/suggestions/" SUGGESTED, "/invited/" SUGGESTED,
};
static const char *const with_provider[] = {
    "/sign-in", "/sign-in/with/ciampino?next=/themes", "/sign-in/with/none", "/sign-in/back/ciampino?state=x&code=y",
    "/sign-in/wait/00000000000000000000000000000000", "/me/accounts/ciampino",
};
static const char *const mended[] = {
    "/search?q=enregy+eficiency", "/search.csv?q=enregy+eficiency", "/search?q=enregy", "/search?q=enregy&page=9",
    "/search?q=%22enregy+eficiency%22",
    "/search?q=wasser+managment&theme=waste", "/search?q=enregy+in+oulu&page=2", "/search?q=watter+qality",
    "/search?q=enregy&city=oulu-fi",
    "/search?q=smarl+cities", "/search?q=coastal+protuction+areas", /* several words are as near */
    "/search?q=city+builx+climate+financinl",
};
/* Each has a word that add_doubted made, to be offered otherwise. */
static const char *const doubted[] = {
    "/search?q=xylobort", "/search?q=energy+xylobort+cities", "/search?q=xylobort+xylobort+energy",
    "/search?q=xylobort+energy&page=2", "/search?q=enregy+xylobort", "/search.csv?q=energy+xylobort",
};

struct walk {
    struct web web;
    struct arena arena;
    uint64_t number;
    size_t pages;
    size_t bad;
    int64_t most;
    int64_t vain_max; /* where a text is typed */
    size_t offers;    /* pages that offered another word for the one that add_doubted made */
    struct str cookie; /* of who walks; "" a visitor */
};

/* The program with up to three words. */
static void run(const char *program, const char *url, const char *first, const char *second, const char *third)
{
    int status = 0;
    pid_t pid = fork();
    check(pid >= 0);
    if (pid == 0) {
        execl(program, program, first, "--db", url, second, third, (char *)NULL);
        _exit(127);
    }
    check(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void look_at(struct walk *walk, struct worker *worker, struct str target, const char *when)
{
    struct answer answer;
    struct buf CLEANUP(buf_done) said;
    struct head head = {.method = S("GET"), .target = target, .version = S("HTTP/1.1"), .n = 1};
    head.fields[0] = (struct head_field){S("Host"), S("localhost")};
    if (walk->cookie.n > 0) {
        head.fields[head.n++] = (struct head_field){S("Cookie"), walk->cookie};
    }
    worker->live_since_ms -= LIVE_SHARED_MS; /* as if the second were over in which parts of streams are shared */
    struct db *db = worker->db;
    int64_t trips = db_round_trips(db);
    int64_t unasked = db_unasked(db);
    buf_init(&said, SAID_MAX);
    db_follow(db, &said);
    check(worker_answer(worker, &(struct whole){.head = &head, .number = ++walk->number}, &answer));
    check(worker->db == db);
    db_follow(db, NULL);
    trips = db_round_trips(db) - trips;
    unasked = db_unasked(db) - unasked;
    walk->pages++;
    walk->offers += str_contains(answer.body, S("xylobart")) || str_contains(answer.body, S("xylobert"));
    walk->most = trips > walk->most ? trips : walk->most;
    int64_t trips_max = TRIPS_MAX;
    bool typed = str_contains(target, S("?q=")) || str_contains(target, S("?city="));
    /* Not found: the rest stays unasked. */
    bool in_vain = answer.status == 200 && unasked > (typed ? walk->vain_max : 0);
    if (trips <= trips_max && !in_vain && answer.status < 500) {
        return;
    }
    walk->bad++;
    fprintf(stderr, "%.*s, %s: answers %d, %lld round trips (at most %lld), %lld sent ahead in vain:\n    %.*s\n",
            STR_ARG(target), when, answer.status, (long long)trips, (long long)trips_max, (long long)unasked,
            STR_ARG(buf_str(&said)));
}

static void look_twice(struct walk *walk, struct str target)
{
    struct worker worker;
    worker_init(&worker, &walk->web, 0);
    check(worker.db != NULL);
    look_at(walk, &worker, target, "new connection");
    look_at(walk, &worker, target, "second time");
    worker_done(&worker);
}

/* Words of our own: "xylobort", which one project holds, and two that are as near to it, which many do: none of the
** seed's words has two such neighbours. */
static void add_doubted(struct scratch *scratch)
{
    static const char *const meant[] = {"xylobart", "xylobert"};
    struct buf CLEANUP(buf_done) words;
    int64_t number = 1;
    buf_init(&words, SAID_MAX);
    for (size_t i = 0; i < COUNT_OF(meant); i++) {
        speller_put(&words, str_of(meant[i]), str_of(meant[i]), 500);
    }
    while (!scratch_has_evidence(scratch, number) || scratch_has_evidence(scratch, number + 1)) {
        check(number++ < 100);
    }
    struct str name = str_format(&scratch->arena, "net.evidence-%lld.db", (long long)number);
    struct str words_made = buf_str(&words);
    struct str sql = str_format(&scratch->arena,
        "insert into token (token, projects, list) select 'xylobort', projects, list from token"
        " where projects = 1 limit 1;"
        "insert into token (token, projects, list) select m.v, projects, list from token cross join"
        " (values ('%s'), ('%s')) as m (v) where token = 'citi';"
        "delete from speller where letter = 'x';"
        "insert into speller (letter, words) values ('x', decode('%.*s', 'hex'));",
        meant[0], meant[1], STR_ARG(str_hex(&scratch->arena, words_made.s, words_made.n)));
    scratch_exec(scratch, name.s, sql.s);
}

static void add_provider(struct scratch *scratch)
{
    scratch_exec(scratch, "net.db", "insert into provider (id, name, title, issuer, client, secret_file, reach,"
                 " mail_domain, added_at, authorization_url, token_url, keys_url, takes_basic, says_issuer,"
                 " keys, asked_at, why)"
                 " values (1, 'ciampino', 'City of Ciampino', 'https://id.example', 'c', '/s', 'open', '', 1,"
                 " 'https://id.example/a', 'https://id.example/t', 'https://id.example/k', 1, 1, '', 1, '')");
}

/* By the administrator's city, of one that the evidence knows. */
static void add_suggestion(struct scratch *scratch)
{
    scratch_exec(scratch, "net.db", "insert into suggestion (id, uid, code, city, country, geonames_id, place, state,"
                 " why, came, made_at, invited_at, invited_by, remove_at) values (1, '" SUGGESTED "', '" SUGGESTED "',"
                 " 'Peterborough', 'GB', 2640354, 'geonames 2640354', 'invited', '', '', 1, 2, 1, 4000000000);"
                 "insert into suggestion_voice (suggestion_id, member_id, person_id, kind, says, named, made_at)"
                 " select 1, id, 1, 'twin', 'x', 1, 1 from member_city where uid = '" ADMINISTRATOR_CITY "'");
}

/* An open survey of the administrator's leadership programme. */
static void add_survey(struct scratch *scratch, struct arena *arena)
{
    struct survey ready;
    struct q_programme_id programme;
    struct str uid;
    struct db *db = scratch_open(scratch, DB_WRITE);
    survey_ready(arena, S("en"), S("Heat"), &ready);
    check(db_begin(db) == OK && q_programme_id(db, arena, S(ADMINISTRATOR_EVENT), &programme) == OK);
    check(survey_begin(db, arena, programme.id, S("before"), survey_structure(arena, &ready, NULL), 1, &uid) == OK);
    check(db_commit(db) == OK);
    db_close(db);
    scratch_exec(scratch, "net.db", "update survey set named = 0, opened_at = 1");
}

/* "/cities?q=x" as CSV: "/cities.csv?q=x". */
static struct str in_form(struct arena *arena, struct str example, const char *ending)
{
    struct str query;
    struct str path = str_cut(example, '?', &query);
    return query.s != NULL ? str_format(arena, "%.*s.%s?%.*s", STR_ARG(path), ending, STR_ARG(query))
                           : str_format(arena, "%.*s.%s", STR_ARG(path), ending);
}

static void look_at_route(struct walk *walk, const struct route *route)
{
    static const struct { enum form form; const char *ending; } endings[] = {
        {FORM_JSON, "json"}, {FORM_CSV, "csv"}, {FORM_TEXT, "txt"}};
    struct str example = str_of(route->example != NULL ? route->example : NO_REMARK); /* a page made by a form */
    if (route->forms & (FORM_HTML | FORM_OTHER)) {
        look_twice(walk, example);
    }
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        if (route->forms & endings[i].form) {
            look_twice(walk, in_form(&walk->arena, example, endings[i].ending));
        }
    }
}

/* Of a mail to the administrator, who is the first person there is. */
static struct str talk_link(struct arena *arena, const struct secret_key *key)
{
    const struct mail_link link = {S(TALK_LINK), talk_link_subject(arena, S(ADMINISTRATOR_TALK), false, 1),
                                   (int64_t)time(NULL) + 86400};
    return str_join(arena, S("/first-talk/"), mail_link_make(arena, key, &link));
}

/* Of somebody who rates in the assessment of the administrator's city. */
static struct str rate_link(struct arena *arena, const struct secret_key *key)
{
    const struct mail_link link = {S("rate"), S("0"), (int64_t)time(NULL) + 86400};
    return str_join(arena, S("/rate/"), mail_link_make(arena, key, &link));
}

static struct str feed_link(struct arena *arena, const struct secret_key *key)
{
    const struct mail_link link = {S(DEADLINE_FEED_LINK), S(ADMINISTRATOR_EVENT), (int64_t)time(NULL) + 86400};
    return str_format(arena, "/deadlines/%.*s/calendar", STR_ARG(mail_link_make(arena, key, &link)));
}

/* What who takes part in that city's leadership programme opens by their own addresses, and the screen of its room. */
static void look_at_taking_part(struct walk *walk, const struct secret_key *key)
{
    static const struct {
        const char *kind, *subject, *before, *behind;
    } all[] = {
        {PARTICIPANT_LINK, ADMINISTRATOR_EVENT, "/taking-part/", ""},
        {PARTICIPANT_LINK, ADMINISTRATOR_EVENT, "/taking-part/", "/wall"},
        {PARTICIPANT_LINK, ADMINISTRATOR_EVENT, "/taking-part/", "/wall/" ADMINISTRATOR_EVENT},
        {PARTICIPANT_LINK, ADMINISTRATOR_EVENT, "/taking-part/", "/notes"},
        {ROOM_LINK, ADMINISTRATOR_EVENT, "/room/in/", ""},
        {ROOM_LINK, ADMINISTRATOR_EVENT, "/room/in/", "/group"},
        {ROOM_LINK, ADMINISTRATOR_EVENT, "/room/in/", "/rate"},
        {ROOM_SCREEN_LINK, "rrrrrr", "/room/screen/", ""},
        {ACTION_LINK, ADMINISTRATOR_EVENT, "/actions/", ""},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        const struct mail_link link = {str_of(all[i].kind), str_of(all[i].subject), (int64_t)time(NULL) + 86400};
        struct str token = mail_link_make(&walk->arena, key, &link);
        look_twice(walk, str_format(&walk->arena, "%s%.*s%s", all[i].before, STR_ARG(token), all[i].behind));
    }
}

int main(int argc, char **argv)
{
    static struct walk walk;
    struct scratch scratch;
    check(argc == 3 && scratch_is_postgres());
    scratch_init(&scratch);
    run(argv[1], scratch.url.s, "migrate", "--seed", NULL);
    run(argv[1], scratch.url.s, "import", "calls", argv[2]);
    arena_init(&walk.arena, 1u << 20);
    static struct secret_key key; /* all zero is as good as any */
    walk.web = (struct web){
        .routes = &web_routes,
        .site = {.name = S("Network"), .base_url = S("http://localhost"), .mark = S("N"), .colour = S("#123456"),
                 .version = S("1"), .key = &key},
        .db_url = scratch.url,
        .watch = watch_new(),
    };
    walk.vain_max = VAIN_MAX;
    for (size_t i = 0; i < web_routes.n; i++) {
        look_at_route(&walk, &web_routes.items[i]);
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        look_twice(&walk, str_of(others[i]));
    }
    add_provider(&scratch);
    for (size_t i = 0; i < COUNT_OF(with_provider); i++) {
        look_twice(&walk, str_of(with_provider[i]));
    }
    walk.cookie = administrator_cookie(&walk.arena, scratch.url, false);
    add_suggestion(&scratch);
    add_survey(&scratch, &walk.arena);
    for (size_t i = 0; i < web_routes.n; i++) {
        look_at_route(&walk, &web_routes.items[i]);
    }
    for (size_t i = 0; i < COUNT_OF(of_administrator); i++) {
        look_twice(&walk, str_of(of_administrator[i]));
    }
    look_twice(&walk, talk_link(&walk.arena, &key));
    look_twice(&walk, feed_link(&walk.arena, &key));
    look_twice(&walk, rate_link(&walk.arena, &key));
    look_at_taking_part(&walk, &key);
    walk.cookie = S("");
    walk.vain_max = VAIN_MENDED_MAX;
    for (size_t i = 0; i < COUNT_OF(mended); i++) {
        look_twice(&walk, str_of(mended[i]));
    }
    add_doubted(&scratch);
    for (size_t i = 0; i < COUNT_OF(doubted); i++) {
        look_twice(&walk, str_of(doubted[i]));
    }
    check(walk.offers == 2 * (COUNT_OF(doubted) - 1)); /* a sheet offers nothing */
    printf("%zu pages, at most %lld round trips, %zu with too many or with something sent in vain\n", walk.pages,
           (long long)walk.most, walk.bad);
    arena_done(&walk.arena);
    scratch_done(&scratch);
    return walk.bad > 0;
}
