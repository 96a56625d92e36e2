/* SPDX-License-Identifier: AGPL-3.0-or-later
** keeper_fixture: the real server with its keeper, and forms that ask it.
**
**     keeper_fixture DB WORKERS WAIT_MS
**
** Prints its port on the first line of standard output. POST /password: hash (may be empty), password, name; it writes
** a row, asks, and goes on to /fits or /not. With `anew` it then asks for a hash of the password, which stands behind
** that. POST /note writes without asking. */
#include <stdio.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "base/scan.h"
#include "http/keeper.h"
#include "http/supervisor.h"
#include "store/once.h"
#include "store/rate.h"
#include "text/html.h"

#define TRIES_MAX 1000000

static const struct rate_limit TRIES = {S_INIT("fixture"), TRIES_MAX, 86400};

static enum fault page(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    put_raw(&out, "<input name=name value=\"", 24);
    put(&out, request_typed(request, "name"));
    put_raw(&out, "\">", 2);
    for (size_t i = 0; i < request->problems.n; i++) {
        put(&out, request->problems.items[i].where);
        put_raw(&out, " ", 1);
        put(&out, request->problems.items[i].what);
    }
    response->max_age_s = -1;
    return OK;
}

static enum fault who_answers(struct request *request, struct response *response)
{
    (void)request;
    response->max_age_s = -1;
    buf_format(&response->body, "pid %d", (int)getpid());
    return OK;
}

static enum fault must_use count_try(struct request *request)
{
    int64_t wait_s;
    return rate_take(request->db, request->arena, &TRIES, request_typed(request, "name"), request->now, &wait_s);
}

static enum fault note(struct request *request, struct response *response)
{
    TRY(count_try(request));
    response->status = 303;
    response->location = S("/noted");
    return OK;
}

static enum fault password(struct request *request, struct response *response)
{
    struct str typed = request_secret(request, "password");
    struct str hash;
    bool fits;
    TRY(count_try(request));
    TRY(keeper_verify(request, request_typed(request, "hash"), typed, &fits));
    response->status = 303;
    response->location = fits ? S("/fits") : S("/not");
    if (request_typed(request, "anew").n > 0) {
        TRY(keeper_hash(request, typed, &hash));
        response->location = str_format(request->arena, "%.*s%.*s", STR_ARG(response->location), STR_ARG(hash));
    }
    return OK;
}

static const struct field FORM[] = {
    {.name = "name", .max = 40},
    {.name = "hash", .max = 200},
    {.name = "anew", .kind = FIELD_FLAG},
    {.name = "password", .kind = FIELD_SECRET, .max = 128},
    {0},
};

static const struct route ROUTES[] = {
    {.pattern = "/password", .forms = FORM_HTML, .handle = page, .title = "Password", .act = password, .form = FORM,
     .right = 1, .act_right = 1},
    {.pattern = "/note", .forms = FORM_HTML, .handle = page, .title = "Note", .act = note, .form = FORM, .right = 1,
     .act_right = 1},
    {.pattern = "/who", .forms = FORM_HTML, .handle = who_answers, .title = "Who", .right = 1},
};

static void render_error(struct request *request, struct response *response, int status)
{
    (void)request;
    buf_format(&response->body, "error %d", status);
}

static int64_t number_of(const char *text)
{
    int64_t number;
    check(parse_int(str_of(text), 0, 1000000, &number));
    return number;
}

int main(int argc, char **argv)
{
    static const struct routes routes = {ROUTES, COUNT_OF(ROUTES), render_error};
    static struct supervisor supervisor;
    static struct keeper_lines lines;
    static const struct helper keeper = {"keeper", keeper_run, &lines, true};
    struct arena arena CLEANUP(arena_done);
    struct str why = S("");
    check(argc == 4);
    arena_init(&arena, 1u << 20);
    const struct web web = {
        .routes = &routes, .site = {.base_url = S("http://127.0.0.1")}, .db_url = str_of(argv[1]),
        .once = {once_find, once_add}, .idle_s = 15, .send_s = 15, .grace_ms = 5000, .request_ms = 1500,
        .keeper_ms = (int)number_of(argv[3]), .watch = watch_new(),
    };
    log_name("serve");
    if (supervisor_open(&supervisor, &web, &arena, S("127.0.0.1:0"), S(""), (int)number_of(argv[2]), &why) != OK) {
        fprintf(stderr, "%.*s\n", STR_ARG(why));
        return 1;
    }
    supervisor.lines = &lines;
    supervisor.helpers[0] = &keeper;
    if (!supervisor.old.trial) {
        printf("%d\n", supervisor.sockets.port);
        fflush(stdout);
    }
    return supervisor_run(&supervisor);
}
