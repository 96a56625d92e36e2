/* SPDX-License-Identifier: AGPL-3.0-or-later
** worker: from a request head to a finished page. */
#include "http/worker.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "base/log.h"
#include "http/asset_url.h"
#include "http/entrance.h"
#include "http/page_hash.h"
#include "http/post.h"
#include "text/gzip.h"
#include "text/words.h"

#define DB_ARENA_MAX (1u << 20)   /* the connection's own small things and the site's texts */
#define DB_RETRY_MS 1000          /* between two tries to open a database that is not there */
#define STALE_TRIES 3             /* of one page, while somebody publishes */
#define ASSET_MAX_AGE_S 31536000  /* a year: its address changes with its content */

int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- the database */

static void close_db(struct worker *worker)
{
    db_close(worker->write);
    db_close(worker->db);
    worker->write = NULL;
    worker->db = NULL;
    arena_reset(&worker->db_arena);
    worker->site = worker->web->site;
}

static void open_db(struct worker *worker)
{
    const struct web *web = worker->web;
    worker->db_tried_ms = clock_ms();
    if (str_is_empty(web->db_url)) {
        return;
    }
    enum fault fault = db_open(&worker->db_arena, web->db_url, DB_READ, &worker->db, &worker->db_why);
    if (fault == OK && web->load_site != NULL) {
        fault = web->load_site(web, worker->db, &worker->db_arena, &worker->site);
        worker->db_why = S("the settings cannot be read");
    }
    if (fault != OK) {
        log_line("database: %s: %.*s", fault_name(fault), STR_ARG(worker->db_why));
        db_close(worker->db);
        worker->db = NULL;
        worker->db_tried_ms = clock_ms(); /* the try itself may take longer than the pause */
    }
}

static void reopen_db(struct worker *worker)
{
    close_db(worker);
    page_cache_drop(&worker->pages);
    open_db(worker);
}

/* The connection that writes; NULL when it cannot be opened. */
static struct db *write_db(struct worker *worker)
{
    struct str why = S("");
    int64_t began_ms = clock_ms();
    bool paused = worker->write_slow_ms != 0 && began_ms - worker->write_slow_ms < DB_RETRY_MS;
    if (worker->write == NULL && worker->db != NULL && !paused) {
        enum fault fault = db_open(&worker->arena, worker->web->db_url, DB_WRITE, &worker->write, &why);
        if (fault != OK) {
            log_line("database, to write: %s: %.*s", fault_name(fault), STR_ARG(why));
            worker->write = NULL;
            worker->write_slow_ms = clock_ms() - began_ms >= DB_RETRY_MS ? clock_ms() : 0;
        }
    }
    return worker->write;
}

static void need_db(struct worker *worker)
{
    bool wanted = worker->db == NULL && !str_is_empty(worker->web->db_url);
    if (wanted && clock_ms() - worker->db_tried_ms >= DB_RETRY_MS) {
        reopen_db(worker);
    }
}

/* Another generation may have been published since the last request. A page that is made anew sees that by itself
** (db_begin_fresh); one from the cache, and what else says how things stand, asks here. False: nothing is as it was. */
static bool refresh_db(struct worker *worker)
{
    bool stale = false;
    need_db(worker);
    if (worker->db != NULL && (db_is_stale(worker->db, &stale) != OK || stale)) {
        reopen_db(worker);
        return false;
    }
    return true;
}

int worker_news_fd(const struct worker *worker)
{
    return worker->db != NULL ? db_news_fd(worker->db) : -1;
}

bool worker_hears(struct worker *worker)
{
    bool any = false;
    if (worker->db == NULL) {
        return false;
    }
    if (db_news(worker->db, &any) != OK) {
        reopen_db(worker); /* the connection was cut */
        any = true;
    }
    if (any) {
        page_cache_drop(&worker->live);
    }
    bool told = false; /* the same again: taken, so that it does not pile up there */
    if (worker->write != NULL && db_news(worker->write, &told) != OK) {
        db_close(worker->write);
        worker->write = NULL;
    }
    return any;
}

/* ---- what is noted later */

void worker_note(struct worker *worker, bool all)
{
    struct uses *uses = &worker->uses;
    if (uses->n == 0 || !(all || uses_are_due(uses, clock_ms())) || worker->web->note_uses == NULL) {
        return;
    }
    arena_reset(&worker->arena);
    struct db *write = write_db(worker);
    if (write == NULL) {
        return;
    }
    enum fault fault = worker->web->note_uses(write, uses->items, uses->n, (int64_t)time(NULL));
    uses->n = fault == OK ? 0 : uses->n;
    if (fault >= FAULT_IO) {
        log_line("last uses: %s: %.*s", fault_name(fault), STR_ARG(db_error(write)));
        db_close(worker->write);
        worker->write = NULL;
    }
}

/* ---- life */

void worker_init(struct worker *worker, const struct web *web, int number)
{
    *worker = (struct worker){.web = web, .number = number, .site = web->site};
    check(web->routes->n <= ROUTES_MAX);
    arena_init(&worker->arena, REQUEST_ARENA_MAX);
    arena_init(&worker->db_arena, DB_ARENA_MAX);
    buf_init(&worker->body, RESPONSE_MAX);
    buf_init(&worker->packed, RESPONSE_MAX);
    page_cache_init(&worker->pages);
    page_cache_init(&worker->live);
    open_db(worker);
}

void worker_done(struct worker *worker)
{
    worker_note(worker, true);
    close_db(worker);
    page_cache_done(&worker->live);
    page_cache_done(&worker->pages);
    buf_done(&worker->packed);
    buf_done(&worker->body);
    arena_done(&worker->db_arena);
    arena_done(&worker->arena);
}

/* ---- answers without a route */

static void answer_text(struct worker *worker, int status, struct str text, struct answer *ret_answer)
{
    buf_reset(&worker->body);
    buf_put_str(&worker->body, text);
    buf_put_char(&worker->body, '\n');
    *ret_answer = (struct answer){
        .status = status,
        .max_age_s = -1,
        .type = S("text/plain; charset=utf-8"),
        .body = buf_str(&worker->body),
    };
}

void worker_refuse(struct worker *worker, int status, uint64_t number, struct answer *ret_answer)
{
    char text[96];
    int n = snprintf(text, sizeof text, "%d %s (request %llu)", status, status_name(status),
                     (unsigned long long)number);
    check(n > 0 && (size_t)n < sizeof text);
    answer_text(worker, status, (struct str){text, (size_t)n}, ret_answer);
}

static void answer_ready(struct worker *worker, struct answer *ret_answer)
{
    bool ready = worker->db != NULL || str_is_empty(worker->web->db_url);
    struct disk disk = watch_disk(worker->web->watch);
    char left[DISK_TEXT_MAX];
    struct str text = ready ? S("ready") : worker->db_why;
    if (worker->leaving) {
        answer_text(worker, 503, S("stopping"), ret_answer);
        return;
    }
    if (ready && disk_is_nearly_full(&disk)) {
        text = str_format(&worker->arena, "ready; the disk is nearly full: %s", disk_text(&disk, left));
    }
    answer_text(worker, ready ? 200 : 503, text, ret_answer);
}

/* All of them or none: the server's own counts are worth having when the database has none to give. */
static void put_counts(struct worker *worker)
{
    const struct web *web = worker->web;
    size_t before = worker->body.n;
    if (web->put_counts == NULL || worker->db == NULL || db_begin(worker->db) != OK) {
        return;
    }
    if (web->put_counts(worker->db, &worker->arena, &worker->body) != OK) {
        worker->body.n = before;
    }
    db_rollback(worker->db);
}

static void answer_metrics(struct worker *worker, struct answer *ret_answer)
{
    const struct web *web = worker->web;
    const struct metrics_now now = {
        .version = worker->site.version,
        .generation = worker->db != NULL ? db_generation(worker->db) : 0,
        .content_version = worker->db != NULL ? db_content_version(worker->db) : 0,
        .disk = watch_disk(web->watch),
    };
    buf_reset(&worker->body);
    metrics_put(&web->watch->metrics, web->routes, &now, &worker->body);
    put_counts(worker);
    *ret_answer = (struct answer){.status = 200, .max_age_s = -1, .body = buf_str(&worker->body),
                                  .type = S("text/plain; version=0.0.4; charset=utf-8")};
}

/* What a load balancer and a service manager ask. False: not one of these. */
static bool answer_own(struct worker *worker, const struct head *head, struct answer *ret_answer)
{
    struct str target = head->target;
    bool room = worker->web->entrance == ENTRANCE_ROOM; /* how the computer is, is nothing of the room's */
    if (!room && str_eq(target, S("/metrics")) && head_is_of_here(head)) { /* counts are for the machine's own people */
        (void)refresh_db(worker);
        answer_metrics(worker, ret_answer);
        return true;
    }
    if (str_eq(target, S("/health"))) {
        answer_text(worker, 200, S("ok"), ret_answer);
        return true;
    }
    if (!room && str_eq(target, S("/ready"))) {
        (void)refresh_db(worker);
        answer_ready(worker, ret_answer);
        return true;
    }
    return false;
}

/* "/assets/<hash>/<name>" */
static bool answer_asset(const struct head *head, struct worker *worker, struct answer *ret_answer)
{
    const struct asset *asset = asset_find(head->target);
    if (asset == NULL) {
        return false;
    }
    bool gzip = asset->gzip != NULL && head_takes_gzip(head);
    struct str body = gzip ? (struct str){(const char *)asset->gzip, asset->gzip_n}
                           : (struct str){(const char *)asset->bytes, asset->n};
    *ret_answer = (struct answer){
        .status = 200,
        .max_age_s = ASSET_MAX_AGE_S,
        .gzip = gzip,
        .type = str_of(asset->type),
        .body = body,
        .tag = str_format(&worker->arena, "\"%s%s\"", asset->hash, gzip ? "-gz" : ""),
    };
    return true;
}

/* ---- answers from the table */

/* A site that is being set up is closed; one that is tried out is open to this machine only. A room is
** open, whatever its file says: there is nothing else to see. */
static bool is_closed(const struct worker *worker, const struct head *head)
{
    if (worker->web->entrance != ENTRANCE_WHOLE) {
        return false;
    }
    return worker->site.is_closed || (worker->site.is_trial && !head_is_of_here(head));
}

static bool knows_language(struct str code)
{
    return str_eq(code, S("en")) || (words_find(code) != NULL && !str_eq(code, S("pseudo")));
}

static bool is_text_type(struct str type)
{
    return str_starts(type, S("text/")) || str_starts(type, S("application/json")) || str_contains(type, S("xml"));
}

static void pack_page(struct worker *worker, const struct head *head, struct answer *answer)
{
    if (answer->body.n < COMPRESS_MIN || !head_takes_gzip(head) || !is_text_type(answer->type)) {
        return;
    }
    buf_reset(&worker->packed);
    if (gzip_pack(answer->body, &worker->packed)) {
        answer->body = buf_str(&worker->packed);
        answer->gzip = true;
    }
}

bool worker_is_secure(const struct worker *worker)
{
    return str_starts(worker->site.base_url, S("https://"));
}

static void finish_page(struct worker *worker, const struct head *head, const struct response *response,
                        struct answer *ret_answer)
{
    *ret_answer = (struct answer){
        .status = response->status,
        .max_age_s = response->max_age_s,
        .live = response->live,
        .event = response->event,
        .streams = response->streams,
        .type = str_of(response->content_type),
        .body = buf_str(&response->body),
        .location = response->location,
        .wait_s = response->wait_s,
        .refresh = response->goes_on.n > 0 ? str_join(&worker->arena, S("0; url="), response->goes_on) : S(""),
        .cookie = entrance_cookie(worker->web->entrance, &worker->arena, response, worker_is_secure(worker)),
        .clears = response->session_ends && response->session.n == 0 && response->status == 303,
        .file_name = response->file_name,
    };
    uint64_t hash = page_hash(ret_answer->body, ret_answer->type);
    pack_page(worker, head, ret_answer);
    if (response->status == 200 && response->max_age_s >= 0) {
        ret_answer->tag = str_format(&worker->arena, "\"%016llx%s\"", (unsigned long long)hash,
                                   ret_answer->gzip ? "-gz" : "");
    }
}

static void log_fault(const struct worker *worker, const struct request *request, const struct response *response)
{
    if (response->fault >= FAULT_IO) {
        struct db *db = request->acts ? worker->write : worker->db;
        log_line("request %llu %.*s: %s: %.*s", (unsigned long long)request->number,
                 STR_ARG(route_for_log(worker->web->routes, request->target)),
                 fault_name(response->fault), STR_ARG(db != NULL ? db_error(db) : S("")));
    }
}

/* False: it cannot act yet. A connection that failed may be lost, or hold what was not answered: the next gets
** another. */
static bool act(struct worker *worker, const struct route_match *match, struct request *request,
                struct response *response, bool last)
{
    struct db *write = write_db(worker);
    if (write == NULL) {
        act_refuse(worker->web->routes, match, request, response);
        return true;
    }
    bool answered = act_run(worker->web->routes, match, request, response, write, &worker->web->once, last);
    if (response->fault >= FAULT_IO) {
        log_fault(worker, request, response);
        db_close(worker->write);
        worker->write = NULL;
    }
    return answered;
}

/* A handler that dies here leaves its route and its last words behind. False: it cannot act yet. */
static bool handle(struct worker *worker, const struct route_match *match, struct request *request,
                   struct response *response, bool last)
{
    const struct routes *routes = worker->web->routes;
    struct watch *watch = worker->web->watch;
    int number = (int)(match->route - routes->items);
    bool answered = true;
    bool away = worker->db == NULL && !str_is_empty(worker->web->db_url);
    if (watch_is_closed(watch, number, clock_ms()) || (away && !request->acts)) {
        route_refuse(routes, request, response, 503);
        return true;
    }
    watch_begin(watch, worker->number, number, clock_ms());
    check_doing(worker->doing);
    if (request->acts) {
        answered = act(worker, match, request, response, last);
    } else {
        route_handle(routes, match, request, response);
        log_fault(worker, request, response);
    }
    check_doing(NULL);
    watch_end(watch, worker->number);
    return answered;
}

static struct request new_request(struct worker *worker, const struct whole *whole)
{
    int64_t now = (int64_t)time(NULL);
    return (struct request){
        .entrance = worker->web->entrance,
        .arena = &worker->arena,
        .db = worker->db,
        .site = &worker->site,
        .now = now,
        .today = {(int32_t)(now / 86400)},
        .number = whole->number,
        .session = entrance_session(worker->web->entrance, whole->head, worker_is_secure(worker)),
        .room = cookie_room(whole->head, worker_is_secure(worker)),
        .asks = whole->asks,
        .guesses = worker->web->entrance == ENTRANCE_WHOLE ? worker->web->guesses : NULL,
        .closed = is_closed(worker, whole->head),
    };
}

/* One try: *ret_stale, what it made is of no use. False: a form that cannot act yet. */
static bool try_route(struct worker *worker, const struct whole *whole, struct str language, bool last_try,
                      struct answer *ret_answer, bool *ret_stale)
{
    const struct head *head = whole->head;
    bool posts = str_eq(head->method, S("POST")); /* pages that are only read do not pay for what forms need */
    const struct exchange_in in = {
        .method = head->method, .target = head->target, .language = language, .body = whole->body,
        .ours = posts && post_is_ours(head, entrance_address(worker->web->entrance, worker->site.base_url)),
        .is_form = posts && post_is_form(head),
    };
    bool answered = true;
    buf_reset(&worker->body);
    struct request request = new_request(worker, whole);
    if (posts) {
        request.agent = str_clip(head_get(head, "User-Agent"), AGENT_MAX);
    }
    if (posts || str_starts(head->target, S("/room"))) { /* nothing else that is only looked at is counted */
        request.sender = post_sender(&worker->arena, whole->from, worker->web->proxy, head);
    }
    struct response response = {.body = worker->body};
    struct route_match match = route_match(worker->web->routes, &in, &request, &response);
    if (match.status == 200) {
        answered = handle(worker, &match, &request, &response, whole->last);
    } else {
        route_handle(worker->web->routes, &match, &request, &response);
    }
    uses_add(&worker->uses, request.use, clock_ms());
    *ret_stale = response.stale;
    if (response.stale && last_try && !request.acts) {
        route_refuse(worker->web->routes, &request, &response, 503);
    }
    worker->body = response.body; /* it may have grown */
    finish_page(worker, head, &response, ret_answer);
    ret_answer->row = match.route != NULL ? (int)(match.route - worker->web->routes->items) + 1 : 0;
    ret_answer->acts = match.route != NULL && match.route->act != NULL;
    ret_answer->person = posts || response.status >= 400 ? request.person : 0;
    return answered;
}

/* A form may be tried again as well: under its token it acts once. */
static bool answer_route(struct worker *worker, const struct whole *whole, struct str language,
                         struct answer *ret_answer)
{
    bool stale = true;
    bool answered = true;
    need_db(worker);
    struct arena_mark before = arena_mark(&worker->arena);
    for (int tries = 1; stale && tries <= STALE_TRIES; tries++) {
        answered = try_route(worker, whole, language, tries == STALE_TRIES, ret_answer, &stale);
        if (stale && tries < STALE_TRIES) {
            arena_rewind(&worker->arena, before); /* each try has as much memory as the first */
            reopen_db(worker);
        }
    }
    return answered;
}

/* However many follow a stream, the database is asked once a second. */
static bool answer_live(struct worker *worker, struct str key, struct answer *ret_answer)
{
    if (clock_ms() - worker->live_since_ms >= LIVE_SHARED_MS) {
        page_cache_drop(&worker->live);
        worker->live_since_ms = clock_ms();
    }
    const struct answer *kept = page_cache_find(&worker->live, key);
    if (kept != NULL) {
        *ret_answer = *kept;
    }
    return kept != NULL;
}

struct str worker_language(const struct head *head)
{
    return head_language(head, knows_language);
}

static struct str cache_key(struct worker *worker, const struct head *head, struct str language)
{
    return str_format(&worker->arena, "%c%.*s %.*s", head_takes_gzip(head) ? 'g' : 'p', STR_ARG(language),
                      STR_ARG(head->target));
}

static void answer_cached(struct worker *worker, const struct whole *whole, struct str language, struct str key,
                          struct answer *ret_answer)
{
    int64_t version = worker->db != NULL ? db_content_version(worker->db) : 0;
    page_cache_check(&worker->pages, version, (struct date){(int32_t)(time(NULL) / 86400)});
    const struct answer *kept = page_cache_find(&worker->pages, key);
    if (kept != NULL && refresh_db(worker)) {
        *ret_answer = *kept;
        return;
    }
    (void)answer_route(worker, whole, language, ret_answer); /* reading pages are always answered */
    if (ret_answer->status == 200 && ret_answer->max_age_s > 0) {
        page_cache_add(&worker->pages, key, ret_answer);
    }
}

static void say_doing(struct worker *worker, const struct head *head, uint64_t number)
{
    struct str path = str_clip(route_for_log(worker->web->routes, head->target), 180);
    snprintf(worker->doing, sizeof worker->doing, "%.*s %.*s request %llu", STR_ARG(head->method), STR_ARG(path),
             (unsigned long long)number);
}

/* The reader has it already. */
static void check_tag(const struct head *head, struct answer *answer)
{
    if (answer->status == 200 && answer->tag.n > 0 && head_matches_tag(head, answer->tag)) {
        answer->status = 304;
        answer->body = S("");
    }
}

bool worker_answer(struct worker *worker, const struct whole *whole, struct answer *ret_answer)
{
    const struct head *head = whole->head;
    bool reads = str_eq(head->method, S("GET")) || str_eq(head->method, S("HEAD"));
    struct str language = worker_language(head);
    arena_reset(&worker->arena);
    say_doing(worker, head, whole->number);
    if (!entrance_takes(worker->web->entrance, head)) {
        /* A name that somebody else may point at this computer (DNS rebinding). */
        answer_text(worker, 403, S("This is open at http://localhost or http://127.0.0.1 only"), ret_answer);
        return true;
    }
    if (reads && answer_asset(head, worker, ret_answer)) {
        check_tag(head, ret_answer);
        return true;
    }
    struct str key = cache_key(worker, head, language);
    bool closed = is_closed(worker, head); /* so nothing that others were shown */
    if (reads && !closed && answer_live(worker, key, ret_answer)) { /* its parts name nobody who signed in */
        return true;
    }
    if (reads && answer_own(worker, head, ret_answer)) {
        return true;
    }
    if (!reads) {
        (void)refresh_db(worker); /* what writes does not look by itself */
    }
    bool is_visitor = entrance_session(worker->web->entrance, head, worker_is_secure(worker)).n == 0 &&
                      cookie_room(head, worker_is_secure(worker)).n == 0;
    if (reads && worker->web->cache && is_visitor && !closed) {
        answer_cached(worker, whole, language, key, ret_answer);
    } else if (!answer_route(worker, whole, language, ret_answer)) {
        return false;
    }
    if (ret_answer->live && ret_answer->status == 200 && !closed) {
        page_cache_add(&worker->live, key, ret_answer);
    }
    check_tag(head, ret_answer);
    return true;
}
