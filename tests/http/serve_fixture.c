/* SPDX-License-Identifier: AGPL-3.0-or-later
** serve_fixture: the real server and supervisor with a route table made for tests: every form, fault, and misbehaviour.
**
**     serve_fixture HOST:PORT WORKERS IDLE_S GRACE_MS CACHE(0|1) SEND_S
**
** Prints its port on the first line of standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "base/scan.h"
#include "http/supervisor.h"
#include "text/json.h"
#include "text/words.h"

static int calls; /* of this worker, for the cache */

static enum fault hello(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    put_raw(&out, "<p>Hello, ", 10);
    put(&out, request_text(request, "name").n ? request_text(request, "name") : S("world"));
    put_raw(&out, "</p>", 4);
    return OK;
}

static enum fault item(struct request *request, struct response *response)
{
    if (str_eq(request->params[0], S("none"))) {
        return FAULT_NOT_FOUND;
    }
    if (request->form == FORM_JSON) {
        struct json json = json_to(&response->body);
        json_open(&json, '{');
        json_name(&json, "item");
        json_str(&json, request->params[0]);
        json_name(&json, "top");
        json_int(&json, request_int(request, "top", -1));
        json_close(&json, '}');
        return OK;
    }
    if (request->form == FORM_CSV) {
        response->file_name = S("items \"2026\".csv");
    }
    buf_format(&response->body, "item=%.*s top=%lld sort=%.*s all=%d path=%.*s", STR_ARG(request->params[0]),
               (long long)request_int(request, "top", -1), STR_ARG(request_text(request, "sort")),
               request_flag(request, "all"), STR_ARG(request->path));
    return OK;
}

static enum fault newest(struct request *request, struct response *response)
{
    (void)request;
    buf_put_str(&response->body, S("the newest item"));
    return OK;
}

static enum fault pair(struct request *request, struct response *response)
{
    buf_format(&response->body, "%.*s and %.*s", STR_ARG(request->params[0]), STR_ARG(request->params[1]));
    return OK;
}

static enum fault robots(struct request *request, struct response *response)
{
    (void)request;
    response->content_type = "text/plain; charset=utf-8";
    buf_put_str(&response->body, S("User-agent: *\n"));
    return OK;
}

static enum fault fail(struct request *request, struct response *response)
{
    int64_t fault = OK;
    if (!parse_int(request->params[0], 1, FAULT__MAX - 1, &fault)) {
        return FAULT_NOT_FOUND;
    }
    buf_put_str(&response->body, S("half a page that nobody must see"));
    return (enum fault)fault;
}

/* Sleeping is what no real handler may do; here it stands for work. */
static void sleep_for(int64_t ms)
{
    struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static enum fault slow(struct request *request, struct response *response)
{
    sleep_for(request_int(request, "ms", 0));
    response->max_age_s = -1;
    buf_put_str(&response->body, S("slow but done"));
    return OK;
}

static enum fault crash(struct request *request, struct response *response)
{
    check(request == (void *)response);
    return OK;
}

static enum fault crash_arena(struct request *request, struct response *response)
{
    (void)response;
    arena_alloc(request->arena, REQUEST_ARENA_MAX + 1);
    return OK;
}

static enum fault big(struct request *request, struct response *response)
{
    int64_t kib = request_int(request, "kib", 1);
    char lines[16 * 63 + 1];
    for (int i = 0; i < 16; i++) {
        snprintf(lines + i * 63, 64, "line %07d of a page that goes on and on, in many words, so.\n", i);
    }
    for (int64_t i = 0; i < kib; i++) {
        buf_put(&response->body, lines, sizeof lines - 1);
    }
    return OK;
}

static enum fault count_calls(struct request *request, struct response *response)
{
    (void)request;
    buf_format(&response->body, "call %d", ++calls);
    return OK;
}

static enum fault count_calls_unkept(struct request *request, struct response *response)
{
    response->max_age_s = -1;
    return count_calls(request, response);
}

/* Takes its time, and says how many pages of these two kinds the worker had made then. */
static enum fault counted(struct request *request, struct response *response)
{
    sleep_for(request_int(request, "ms", 0));
    response->max_age_s = -1;
    buf_format(&response->body, "call %d.", ++calls);
    return OK;
}

static enum fault pid(struct request *request, struct response *response)
{
    (void)request;
    response->max_age_s = -1;
    buf_format(&response->body, "pid %d", (int)getpid());
    return OK;
}

static enum fault language(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    put(&out, words_tag(request->words));
    return OK;
}

static const struct field HELLO_FIELDS[] = {{.name = "name", .max = 20, .help = "whom to greet"}, {0}};
static const struct field ITEM_FIELDS[] = {
    {.name = "top", .kind = FIELD_INT, .min = 1, .max = 50, .help = "how many"},
    {.name = "sort", .kind = FIELD_CHOICE, .choices = "name size", .help = "order"},
    {.name = "all", .kind = FIELD_FLAG, .help = "everything"},
    {.name = "theme", .max = 10, .many = true, .help = "themes"},
    {0},
};
static const struct field SLOW_FIELDS[] = {{.name = "ms", .kind = FIELD_INT, .min = 0, .max = 60000}, {0}};
static const struct field BIG_FIELDS[] = {{.name = "kib", .kind = FIELD_INT, .min = 0, .max = 100000}, {0}};

static const struct route ROUTES[] = {
    {"/", FORM_HTML, hello, HELLO_FIELDS, "Home", "/"},
    {"/hello", FORM_HTML, hello, HELLO_FIELDS, "Hello", "/hello"},
    {"/items/{}", FORM_HTML | FORM_JSON | FORM_CSV, item, ITEM_FIELDS, "Item", "/items/a"},
    {"/items/newest", FORM_HTML, newest, NULL, "Newest", "/items/newest"},
    {"/items/{}/with/{}", FORM_HTML, pair, NULL, "Pair", "/items/a/with/b"},
    {"/robots.txt", FORM_OTHER, robots, NULL, "Robots", "/robots.txt"},
    {"/fault/{}", FORM_HTML | FORM_JSON, fail, NULL, "Fault", NULL},
    {"/slow", FORM_HTML, slow, SLOW_FIELDS, "Slow", "/slow"},
    {"/long", FORM_HTML, slow, SLOW_FIELDS, "Long", "/long", .is_long = true},
    {"/counted", FORM_HTML, counted, SLOW_FIELDS, "Counted", "/counted"},
    {"/long/{}", FORM_HTML | FORM_JSON, counted, SLOW_FIELDS, "Long, counted", "/long/a", .is_long = true},
    {"/crash", FORM_HTML, crash, NULL, "Crash", NULL},
    {"/crash-arena", FORM_HTML, crash_arena, NULL, "Crash of memory", NULL},
    {"/big", FORM_HTML, big, BIG_FIELDS, "Big", "/big"},
    {"/calls", FORM_HTML, count_calls, NULL, "Calls", "/calls"},
    {"/calls-unkept", FORM_HTML, count_calls_unkept, NULL, "Calls", "/calls-unkept"},
    {"/pid", FORM_HTML, pid, NULL, "Process", "/pid"},
    {"/language", FORM_HTML, language, NULL, "Language", "/language"},
};

static void render_error(struct request *request, struct response *response, int status)
{
    struct out out = response_out(request, response);
    buf_format(&response->body, "<h1>%d</h1><p>request %llu</p>", status, (unsigned long long)request->number);
    for (size_t i = 0; i < request->problems.n; i++) {
        put(&out, request->problems.items[i].where);
        put_raw(&out, " ", 1);
        put(&out, request->problems.items[i].what);
        put_raw(&out, ": ", 2);
        put(&out, request->problems.items[i].hint);
    }
}

/* A disk of 100 GB with as much room as the environment says. */
static bool look_at_disk(const struct web *web, struct disk *ret_disk)
{
    const char *text = getenv("FIXTURE_DISK_FREE");
    (void)web;
    *ret_disk = (struct disk){.bytes = 100000000000};
    return text != NULL && parse_int(str_of(text), 0, INT64_MAX, &ret_disk->free);
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
    struct arena arena CLEANUP(arena_done);
    struct str why = S("");
    check(argc == 7);
    arena_init(&arena, 1u << 20);
    const struct web web = {
        .routes = &routes,
        .db_url = S(""),
        .look_at_disk = look_at_disk,
        .idle_s = (int)number_of(argv[3]),
        .send_s = (int)number_of(argv[6]),
        .grace_ms = (int)number_of(argv[4]),
        .request_ms = 1500,
        .cache = number_of(argv[5]) == 1,
        .watch = watch_new(),
    };
    log_name("serve");
    if (supervisor_open(&supervisor, &web, &arena, str_of(argv[1]), S(""), (int)number_of(argv[2]), &why) != OK) {
        fprintf(stderr, "%.*s\n", STR_ARG(why));
        return 1;
    }
    if (!supervisor.old.trial) {
        printf("%d\n", supervisor.sockets.port);
        fflush(stdout);
    }
    return supervisor_run(&supervisor);
}
