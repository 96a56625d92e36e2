/* SPDX-License-Identifier: AGPL-3.0-or-later
** A database that fails in the middle of a page: for every form of every route of the program, the first, second,
** ... call of the database fails. The answer is then a whole page that says so, never half of the page asked for
** and never 200 with less than all of it, nothing of it is kept, and the next request has its page.
**
**     test_faults PROGRAM CALLS
**
** seeds a database with PROGRAM in a temporary folder and tries calls 1 to CALLS of each page; of a page that
** makes more, CALLS of them evenly spread are tried instead when CALLS is over 10. The worker is the server's own,
** without its socket.
**
** Beside a PostgreSQL (tests/store/with_postgres) the database is there, and each page loses its connection as well: at
** the first, second, ... message to the server, before and after it has arrived. The answer is then the page or 503. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../store/administrator.h"
#include "base/check.h"
#include "base/scan.h"
#include "cut.h"
#include "http/worker.h"
#include "nets.h"
#include "seen.h"
#include "text/json.h"
#include "domain/right.h"
#include "store/remark.h"
#include "text/secret.h"
#include "web/routes.h"

#define NEVER (INT64_C(1) << 40)
#define SPREAD_FROM 10 /* up to here the first calls are tried, beyond it they are spread over the page */

struct drill {
    struct web web;
    struct worker worker;
    struct arena arena;
    struct head head;
    int64_t calls_max;
    uint64_t number;
    size_t tried;
    size_t cuts;
    size_t pages;
    char path[64]; /* the main file, of SQLite */
    struct str remark; /* the address of its page */
    struct str cookie; /* of an administrator, for pages that are not open to everybody */
    bool signed_in;
};

/* One form of a route, and what it answers when all is well. */
struct page {
    struct str target;
    enum form form;
    struct str body;
    int64_t calls;
};

#define must(expr, page, n) ((expr) ? (void)0 : must_failed(#expr, __LINE__, (page)->target, (n)))

static void must_failed(const char *expr, int line, struct str target, int64_t n)
{
    fprintf(stderr, "test_faults.c:%d: %s does not hold for %.*s when call %lld fails\n", line, expr, STR_ARG(target),
            (long long)n);
    exit(1);
}

static void must_answer(struct drill *drill, struct answer *ret_answer)
{
    const struct whole whole = {.head = &drill->head, .number = ++drill->number};
    check(worker_answer(&drill->worker, &whole, ret_answer));
}

/* As if somebody had just written to the database, so that every request begins by asking the engine what is new; and
** as if the second were over in which parts of streams are shared. */
static struct answer get(struct drill *drill, struct str target)
{
    struct answer answer;
    check(nets_on_postgres() || utimensat(AT_FDCWD, drill->path, NULL, 0) == 0);
    drill->worker.live_since_ms -= LIVE_SHARED_MS;
    drill->head = (struct head){.method = S("GET"), .target = target, .version = S("HTTP/1.1"), .n = 1};
    drill->head.fields[0] = (struct head_field){S("Host"), S("localhost")};
    if (drill->signed_in) {
        drill->head.fields[drill->head.n++] = (struct head_field){S("Cookie"), drill->cookie};
    }
    must_answer(drill, &answer);
    return answer;
}

/* ---- what an answer must be */

static bool is_whole_json(struct arena *arena, struct str body, int status)
{
    struct json_value *root;
    struct str why;
    if (json_parse(arena, body, &root, &why) != OK) {
        return false;
    }
    bool says = json_number(json_get(root, "status"), 0) == status;
    json_free(root);
    return says;
}

static bool is_whole_error(struct arena *arena, enum form form, const struct answer *answer)
{
    struct str body = str_trim(answer->body);
    if (form == FORM_JSON) {
        return is_whole_json(arena, body, answer->status);
    }
    if (form == FORM_CSV) {
        return str_starts(body, str_format(arena, "%d ", answer->status));
    }
    return str_eq_nocase(str_sub(body, 0, 15), S("<!doctype html>")) && str_ends(body, S("</html>")) &&
           str_find(body, S("</html>")) == body.n - 7 && str_contains(body, S("<h1"));
}

/* The tokens of forms are others each time: such pages are the same but for them. */
static bool is_same(struct str a, struct str b)
{
    struct str mark = S("name=\"once\" value=\"");
    for (size_t at = str_find(a, mark); at < a.n; at = str_find(a, mark)) {
        if (str_find(b, mark) != at || !str_eq(str_sub(a, 0, at), str_sub(b, 0, at))) {
            return false;
        }
        (void)str_cut(str_from(a, at + mark.n), '"', &a);
        (void)str_cut(str_from(b, at + mark.n), '"', &b);
    }
    return str_eq(a, b);
}

/* The file of what is one's own says to the second when it was made: as long as before will do. */
static bool is_page(const struct page *page, struct str body)
{
    bool dated = str_starts(page->target, S("/me/data"));
    return is_same(body, page->body) || (dated && body.n == page->body.n);
}

/* What it was before, or an answer that says that it cannot be had now. */
static void check_answer(struct drill *drill, const struct page *page, const struct answer *answer, enum fault fault,
                         int64_t n)
{
    if (answer->status == 200) {
        must(is_page(page, answer->body), page, n);
        return;
    }
    bool passes = fault == FAULT_BUSY || fault == FAULT_LOST;
    must(answer->status == 503 || (answer->status == 500 && !passes), page, n);
    must(answer->max_age_s == -1 && answer->tag.n == 0 && answer->location.n == 0, page, n);
    must(is_whole_error(&drill->arena, page->form, answer), page, n);
}

/* ---- the drill of one page */

/* The next request works. Says what it was answered when it does not. */
static void check_next(struct drill *drill, const struct page *page, int64_t n)
{
    struct answer answer = get(drill, page->target);
    if (answer.status != 200 || answer.body.n != page->body.n) {
        struct str said = drill->worker.db != NULL ? db_error(drill->worker.db) : S("no database");
        fprintf(stderr, "answered %d with %zu bytes instead of 200 with %zu (%.*s)\n", answer.status, answer.body.n,
                page->body.n, STR_ARG(said));
    }
    must(answer.status == 200 && is_page(page, answer.body), page, n);
}

static void fail_call(struct drill *drill, const struct page *page, int64_t n, enum fault fault)
{
    struct arena_mark mark = arena_mark(&drill->arena);
    db_fail_after(n, fault);
    struct answer answer = get(drill, page->target);
    must(db_fail_after(0, OK) == 0, page, n);
    check_answer(drill, page, &answer, fault, n);
    check_next(drill, page, n);
    drill->tried++;
    arena_rewind(&drill->arena, mark);
}

/* The first connection of a worker is its only one. */
static void cut_page(struct drill *drill, const struct page *page, enum cut how, int64_t n)
{
    struct arena_mark mark = arena_mark(&drill->arena);
    cut_at(how, n);
    struct answer answer = get(drill, page->target);
    must(cut_end() >= n, page, n);
    check_answer(drill, page, &answer, FAULT_LOST, n);
    drill->worker.db_tried_ms -= 60000; /* as if a minute had gone by */
    check_next(drill, page, n);
    drill->cuts++;
    arena_rewind(&drill->arena, mark);
}

static void cut_at_messages(struct drill *drill, const struct page *page)
{
    cut_at(CUT_ALL, NEVER);
    get(drill, page->target);
    int64_t messages = cut_end();
    int64_t step = messages > drill->calls_max ? messages / (drill->calls_max + 1) : 1;
    bool brief = drill->calls_max <= SPREAD_FROM; /* each moment in one of the ways, by turns */
    must(messages >= 1, page, 0);
    for (int64_t n = 1; n <= messages; n += step > 0 ? step : 1) {
        for (enum cut how = CUT_MESSAGE; how <= CUT_ALL; how++) {
            if (!brief || how == (enum cut)((drill->pages + (size_t)n) % 3)) {
                cut_page(drill, page, how, n);
            }
        }
    }
}

static void drill_page(struct drill *drill, struct str target, enum form form)
{
    static const enum fault faults[] = {FAULT_IO, FAULT_BUSY, FAULT_DAMAGED};
    struct page page = {.target = target, .form = form};
    get(drill, target);
    db_fail_after(NEVER, FAULT_IO);
    struct answer answer = get(drill, target);
    page.calls = NEVER - db_fail_after(0, OK);
    page.body = str_copy(&drill->arena, answer.body);
    must(answer.status == 200 && page.calls >= 2, &page, 0); /* it begins by asking whether there is newer content */
    bool spread = drill->calls_max > SPREAD_FROM && page.calls > drill->calls_max;
    int64_t step = spread ? page.calls / drill->calls_max : 1;
    for (int64_t n = 1, k = 0; n <= page.calls && (spread || n <= drill->calls_max); n += step, k++) {
        fail_call(drill, &page, n, faults[k % (int64_t)COUNT_OF(faults)]);
    }
    if (nets_on_postgres()) {
        cut_at_messages(drill, &page);
    }
    drill->pages++;
}

/* "/cities?q=x" in JSON is "/cities.json?q=x". */
static struct str with_ending(struct arena *arena, struct str example, const char *ending)
{
    struct str query;
    struct str path = str_cut(example, '?', &query);
    if (str_ends(path, S(".json"))) { /* of a row without a page */
        path.n -= S(".json").n;
    }
    return query.s == NULL ? str_format(arena, "%.*s%s", STR_ARG(path), ending)
                           : str_format(arena, "%.*s%s?%.*s", STR_ARG(path), ending, STR_ARG(query));
}

/* Of the pages that only their addresses open, that of a remark. */
static bool has_page(const struct route *route)
{
    return route->example != NULL || strcmp(route->pattern, "/remarks/{}") == 0;
}

static void drill_route(struct drill *drill, const struct route *route)
{
    static const struct { enum form form; const char *ending; } forms[] = {
        {FORM_HTML, ""}, {FORM_OTHER, ""}, {FORM_JSON, ".json"}, {FORM_CSV, ".csv"},
    };
    drill->signed_in = route->right != RIGHT_PUBLIC; /* the others as a visitor */
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        if (route->forms & forms[i].form) {
            arena_reset(&drill->arena);
            struct str example = route->example != NULL ? str_of(route->example) : drill->remark;
            drill_page(drill, with_ending(&drill->arena, example, forms[i].ending), forms[i].form);
        }
    }
}

/* ---- however many follow a stream, the database is asked once a second */

static void drill_stream(struct drill *drill)
{
    struct page page = {.target = S("/jobs/live")};
    struct answer answer = get(drill, page.target);
    page.body = str_copy(&drill->arena, answer.body);
    for (int i = 0; i < 100; i++) {
        db_fail_after(1, FAULT_IO);
        must_answer(drill, &answer);
        must(db_fail_after(0, OK) == 1 || clock_ms() - drill->worker.live_since_ms < 5, &page, i);
        must(answer.status == 200 && answer.max_age_s == -1 && str_eq(answer.body, page.body), &page, i);
    }
}

/* ---- a worker that cannot open its database says so, and goes on once it can */

static void drill_opening(struct drill *drill, int64_t n)
{
    struct page home = {.target = S("/"), .form = FORM_HTML};
    db_fail_after(n, FAULT_IO);
    worker_init(&drill->worker, &drill->web, 0);
    if (db_fail_after(0, OK) == 0 && drill->worker.db == NULL) {
        struct answer answer = get(drill, home.target);
        must(answer.status == 503 && is_whole_error(&drill->arena, FORM_HTML, &answer), &home, n);
        answer = get(drill, S("/ready"));
        must(answer.status == 503 && answer.body.n > 10, &home, n);
        drill->worker.db_tried_ms -= 60000; /* as if a minute had gone by */
        drill->tried++;
    }
    must(get(drill, S("/ready")).status == 200 && get(drill, home.target).status == 200, &home, n);
    worker_done(&drill->worker);
}

/* ---- life */

static void seed(const char *program, const char *url)
{
    int status = 0;
    pid_t pid = fork();
    check(pid >= 0);
    if (pid == 0) {
        execl(program, program, "migrate", "--seed", "--db", url, (char *)NULL);
        _exit(127);
    }
    check(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* The page of a remark is there only once there is one. */
static struct str make_remark(struct arena *arena, struct str url)
{
    const struct remark_new remark = {.says = S("The year is wrong."), .page = S("/"), .source = S(""), .mail = S(""),
                                      .language = S("en")};
    struct db *db = NULL;
    struct str why;
    struct str uid;
    check(db_open(arena, url, DB_WRITE, &db, &why) == OK);
    check(remark_add(db, arena, &remark, (int64_t)time(NULL), &uid) == OK);
    db_close(db);
    return str_join(arena, S("/remarks/"), uid);
}

int main(int argc, char **argv)
{
    static struct drill drill;
    char folder[] = "/tmp/sg-faults-XXXXXX";
    check(argc == 3 && parse_int(str_of(argv[2]), 1, 1000000, &drill.calls_max));
    check(mkdtemp(folder) != NULL);
    arena_init(&drill.arena, 256u << 20);
    struct arena texts;
    arena_init(&texts, 1u << 16);
    struct str url = nets_url(&texts, folder, "faults");
    snprintf(drill.path, sizeof drill.path, "%s/faults/net.db", folder);
    nets_make(folder, "faults");
    seed(argv[1], url.s);
    drill.remark = make_remark(&texts, url);
    drill.cookie = administrator_cookie(&texts, url, true);
    static struct secret_key key; /* all zero is as good as any */
    drill.web = (struct web){
        .routes = &web_routes,
        .site = {.name = S("Network"), .base_url = S("http://localhost"), .mark = S("N"), .colour = S("#123456"),
                 .version = S("1"), .key = &key},
        .db_url = url,
        .watch = watch_new(),
    };
    for (int64_t n = 1; n <= 3 * drill.calls_max; n++) {
        drill_opening(&drill, n);
    }
    worker_init(&drill.worker, &drill.web, 0);
    for (size_t i = 0; i < web_routes.n; i++) {
        if (has_page(&web_routes.items[i])) {
            drill_route(&drill, &web_routes.items[i]);
        }
    }
    drill_stream(&drill);
    worker_done(&drill.worker);
    printf("%zu pages, %zu failures of the database, %zu cuts of the connection, every answer whole\n", drill.pages,
           drill.tried, drill.cuts);
    arena_done(&texts);
    arena_done(&drill.arena);
    nets_remove(folder, "faults");
    folder_remove(folder);
    return 0;
}
