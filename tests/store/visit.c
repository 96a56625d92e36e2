/* SPDX-License-Identifier: AGPL-3.0-or-later
** visit: pages asked for as somebody. */
#include "visit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "http/act.h"
#include "http/post.h"
#include "store/once.h"
#include "web/gate.h"
#include "web/routes.h"

static const struct once_store store = {once_find, once_add};
static const struct who_city own[] = {{VISIT_MEMBER, true}};
const struct who visit_person = {.person_id = 1};
const struct who visit_main_contact = {.person_id = 2, .cities = own, .cities_count = 1};
const struct who visit_coordinator = {.person_id = 3, .is_coordinator = true, .has_second_factor = true};
const struct who visit_coordinator_weak = {.person_id = 3, .is_coordinator = true};
const struct who visit_administrator = {.person_id = 4, .is_administrator = true, .has_second_factor = true};

static const struct who *asks;

static enum fault find_who(struct request *request, const struct who **ret_who)
{
    (void)request;
    *ret_who = asks;
    return OK;
}

struct visit visit_open(void **state)
{
    struct visit visit = {.scratch = *state};
    visit.read = scratch_open(visit.scratch, DB_READ);
    visit.write = scratch_open(visit.scratch, DB_WRITE);
    visit.site = (struct site){.name = S("Net"), .base_url = S("http://a"), .colour = S("#ffb545"), .version = S("1"),
                               .operator_mail = S("office@net.example"), .mark = S("")};
    arena_init(&visit.arena, 64u << 20);
    buf_init(&visit.body, 8u << 20);
    return visit;
}

void visit_close(struct visit *visit)
{
    db_close(visit->write);
    db_close(visit->read);
    buf_done(&visit->body);
    arena_done(&visit->arena);
}

/* One try, as a worker makes it. */
static struct said try(struct visit *visit, const char *method, const char *target, struct str body, bool *ret_stale)
{
    struct gate gate = web_gate;
    struct routes routes = web_routes;
    const struct exchange_in in = {.method = str_of(method), .target = str_of(target), .language = S("en"),
                                   .body = body, .ours = true, .is_form = true};
    struct request request = {.arena = &visit->arena, .db = visit->read, .site = &visit->site, .now = VISIT_NOW,
                              .today = {VISIT_NOW / 86400}, .number = 1, .session = S("any"),
                              .sender = {S("192.0.2.1"), S("192.0.2.1")}};
    buf_reset(&visit->body);
    struct response response = {.body = visit->body};
    asks = visit->who;
    gate.find = find_who;
    routes.gate = &gate;
    struct route_match match = route_match(&routes, &in, &request, &response);
    if (match.status == 200 && request.acts) {
        assert_true(act_run(&routes, &match, &request, &response, visit->write, &store, true));
    } else {
        route_handle(&routes, &match, &request, &response);
    }
    visit->body = response.body;
    *ret_stale = response.stale;
    return (struct said){response.status, str_copy(&visit->arena, response.location),
                         str_copy(&visit->arena, buf_str(&response.body)), response.max_age_s};
}

static struct said ask(struct visit *visit, const char *method, const char *target, struct str body)
{
    bool stale;
    struct said said = try(visit, method, target, body, &stale);
    if (stale) {
        db_close(visit->read);
        visit->read = scratch_open(visit->scratch, DB_READ);
        said = try(visit, method, target, body, &stale);
    }
    assert_false(stale);
    return said;
}

struct said visit_get(struct visit *visit, const char *target)
{
    return ask(visit, "GET", target, S(""));
}

struct said visit_send(struct visit *visit, const char *target, const char *typed)
{
    struct str token = once_make(&visit->arena, VISIT_NOW);
    return ask(visit, "POST", target, str_format(&visit->arena, "%s&once=%.*s", typed, STR_ARG(token)));
}

void assert_has(struct str page, const char *part)
{
    if (!str_contains(page, str_of(part))) {
        fail_msg("not on the page: %s", part);
    }
}
