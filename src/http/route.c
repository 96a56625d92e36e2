/* SPDX-License-Identifier: AGPL-3.0-or-later
** route: from an address to a row of the table, and from a fault to a page. */
#include "http/route.h"

#include "base/check.h"
#include "base/scan.h"
#include "http/field.h"
#include "http/post.h"
#include "text/json.h"
#include "text/words.h"

#define SEGMENTS_MAX 8 /* the deepest address has five */

/* A path cut at its slashes, each part decoded. */
struct path {
    struct str parts[SEGMENTS_MAX];
    size_t n;
    bool slash_behind; /* "/cities/" */
};

/* ---- statuses */

const char *status_name(int status)
{
    static const struct { int status; const char *name; } NAMES[] = {
        {200, "OK"}, {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"}, {304, "Not Modified"},
        {400, "Bad Request"}, {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"},
        {409, "Conflict"}, {413, "Content Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {501, "Not Implemented"},
        {503, "Service Unavailable"}, {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (NAMES[i].status == status) {
            return NAMES[i].name;
        }
    }
    return "Other";
}

int route_status(enum fault fault)
{
    switch (fault) {
    case FAULT_NOT_FOUND: return 404;
    case FAULT_DENIED: return 403;
    case FAULT_INVALID: return 400;
    case FAULT_BUSY:
    case FAULT_LOST: return 503;
    case FAULT_TOO_LARGE: return 413;
    default: return 500;
    }
}

static const char *type_of_form(enum form form)
{
    switch (form) {
    case FORM_JSON: return "application/json";
    case FORM_CSV: return "text/csv; charset=utf-8";
    case FORM_TEXT: return "text/plain; charset=utf-8";
    default: return "text/html; charset=utf-8";
    }
}

/* ---- paths and patterns */

/* The parts as they are on the wire. FAULT_NOT_FOUND: no address of ours looks like this. */
static enum fault must_use path_split(struct str raw, struct path *ret_path)
{
    struct path path = {0};
    struct str rest = str_from(raw, 1);
    if (rest.n > 0 && rest.s[rest.n - 1] == '/') {
        path.slash_behind = true;
        rest.n--;
    }
    if (path.slash_behind && rest.n == 0) {
        return FAULT_NOT_FOUND;
    }
    while (rest.s != NULL && raw.n > 1) {
        struct str part = str_cut(rest, '/', &rest);
        if (part.n == 0 || path.n == SEGMENTS_MAX) {
            return FAULT_NOT_FOUND;
        }
        path.parts[path.n++] = part;
    }
    *ret_path = path;
    return OK;
}

static enum fault must_use path_parse(struct arena *arena, struct str raw, struct path *ret_path)
{
    TRY(path_split(raw, ret_path));
    for (size_t i = 0; i < ret_path->n; i++) {
        TRY(url_decode(arena, ret_path->parts[i], false, &ret_path->parts[i]));
    }
    return OK;
}

static struct str path_text(struct arena *arena, const struct path *path)
{
    struct str text = path->n ? S("") : S("/");
    for (size_t i = 0; i < path->n; i++) {
        text = str_join(arena, str_join(arena, text, S("/")), path->parts[i]);
    }
    return text;
}

/* Of some 300 rows nearly all end here: their first part is another word. */
static bool may_match(const char *pattern, const struct path *path)
{
    if (path->n == 0 || pattern[1] == '{') {
        return true;
    }
    struct str first = path->parts[0];
    size_t i = 0;
    while (i < first.n && pattern[1 + i] != '\0' && pattern[1 + i] == first.s[i]) {
        i++;
    }
    return i == first.n && (pattern[1 + i] == '/' || pattern[1 + i] == '\0');
}

static bool pattern_matches(struct str pattern, const struct path *path, struct str params[ROUTE_PARAMS_MAX],
                            size_t *ret_params)
{
    struct str rest = pattern.n > 1 ? str_from(pattern, 1) : (struct str){0};
    size_t n = 0;
    size_t i = 0;
    for (; rest.s != NULL; i++) {
        struct str part = str_cut(rest, '/', &rest);
        if (i == path->n) {
            return false;
        }
        if (str_eq(part, S("{}"))) {
            check(n < ROUTE_PARAMS_MAX);
            params[n++] = path->parts[i];
        } else if (!str_eq(part, path->parts[i])) {
            return false;
        }
    }
    *ret_params = n;
    return i == path->n;
}

/* The row that fits best among those with the form: one without {} before one with. */
static const struct route *find_row(const struct routes *routes, const struct path *path, enum form form,
                                    struct request *request)
{
    const struct route *found = NULL;
    for (size_t i = 0; i < routes->n; i++) {
        const struct route *route = &routes->items[i];
        struct str params[ROUTE_PARAMS_MAX] = {0};
        size_t n = 0;
        if (!(route->forms & form) || !may_match(route->pattern, path) ||
            !pattern_matches(str_of(route->pattern), path, params, &n)) {
            continue;
        }
        if (found != NULL && n > 0) {
            continue;
        }
        found = route;
        for (size_t k = 0; k < ROUTE_PARAMS_MAX; k++) {
            request->params[k] = params[k];
        }
        if (n == 0) {
            break;
        }
    }
    return found;
}

/* The form an address asks for by its ending, and how long that ending is. A refusal comes in that form too. */
static enum form form_of(struct str raw, size_t *ret_ending)
{
    static const struct { struct str ending; enum form form; } FORMS[] = {
        {S_INIT(".json"), FORM_JSON}, {S_INIT(".csv"), FORM_CSV}, {S_INIT(".txt"), FORM_TEXT}};
    for (size_t i = 0; i < COUNT_OF(FORMS); i++) {
        if (str_ends(raw, FORMS[i].ending)) {
            *ret_ending = FORMS[i].ending.n;
            return FORMS[i].form;
        }
    }
    *ret_ending = 0;
    return FORM_HTML;
}

/* Cuts the form's ending off the last part. False on an ending that is no form. */
static bool take_form(struct path *path, enum form *ret_form)
{
    *ret_form = FORM_HTML;
    if (path->n == 0) {
        return true;
    }
    struct str *last = &path->parts[path->n - 1];
    size_t ending;
    *ret_form = form_of(*last, &ending);
    last->n -= ending;
    return last->n > 0 && !str_contains(*last, S("."));
}

/* Whole addresses (robots.txt) first, then the forms by extension. */
static const struct route *find_route(const struct routes *routes, struct path *path, struct request *request)
{
    const struct route *route = find_row(routes, path, FORM_OTHER, request);
    if (route != NULL) {
        request->form = FORM_OTHER;
        return route;
    }
    if (!take_form(path, &request->form)) {
        return NULL;
    }
    return find_row(routes, path, request->form, request);
}

/* ---- matching */

static struct str say(struct request *request, const char *english, const struct slot *slots, size_t n)
{
    struct out out = {.words = request->words, .arena = request->arena};
    return words_text(&out, english, slots, n);
}

static bool is_page_method(struct str method)
{
    return str_eq(method, S("GET")) || str_eq(method, S("HEAD"));
}

static void choose_words(struct request *request, struct str language)
{
    struct str asked = query_get(&request->query, "lang");
    request->words = words_find(asked.n > 0 ? asked : language);
}

static struct route_match refuse_match(struct request *request, int status, const char *what)
{
    if (what != NULL) {
        problems_add(&request->problems, say(request, W_NOTE("address"), NULL, 0), say(request, what, NULL, 0),
                     say(request, W_NOTE("check the address and try again"), NULL, 0));
    }
    return (struct route_match){.status = status};
}

/* "/cities/?q=x" -> "/cities?q=x". Only ever called with a path that a route matched. */
static struct route_match move_to_plain(struct request *request, struct response *response, struct str raw,
                                        struct str query)
{
    struct str plain = str_sub(raw, 0, raw.n - 1);
    response->location = query.s != NULL ? str_format(request->arena, "%.*s?%.*s", STR_ARG(plain), STR_ARG(query))
                                         : str_copy(request->arena, plain);
    return (struct route_match){.status = 301};
}

/* What stands in the form is looked at when it acts: mistakes are shown on its page. */
static struct route_match match_form(const struct exchange_in *in, const struct route *route, struct request *request)
{
    int status = route->by_token ? 200 : !in->ours ? 403 : !in->is_form ? 415 : 200;
    struct str body = in->is_form ? in->body : S("");
    if (status != 200) {
        problems_add(&request->problems, say(request, W_NOTE("What was sent"), NULL, 0),
                     say(request, status == 403 ? W_NOTE("does not come from a page of this site")
                                                : W_NOTE("is not a form"), NULL, 0),
                     say(request, W_NOTE("open the page here, fill in its form and send it from there"), NULL, 0));
        return (struct route_match){.route = route, .status = status};
    }
    enum fault fault = query_parse(request->arena, body, &request->typed);
    if (fault != OK) {
        request->typed.n = 0;
        struct route_match match = refuse_match(request, 400, NULL);
        match.route = route;
        problems_add(&request->problems, say(request, W_NOTE("What was sent"), NULL, 0),
                     say(request, fault == FAULT_TOO_LARGE ? W_NOTE("has too many fields")
                                                           : W_NOTE("holds a code that cannot be read"), NULL, 0),
                     say(request, W_NOTE("open the page here, fill in its form and send it from there"), NULL, 0));
        return match;
    }
    request->acts = true;
    request->form_fields = route->form;
    request->body = fields_public(request->arena, &request->typed, route->form, body);
    struct str once = query_get(&request->typed, "once");
    request->once = once_is_fresh(once, request->now) ? once : S("");
    (void)fields_fit(request, &request->typed, route->form);
    return (struct route_match){.route = route, .status = 200};
}

static struct route_match match_path(const struct routes *routes, const struct exchange_in *in, struct str raw,
                               struct str query, struct request *request, struct response *response)
{
    struct path path;
    enum fault fault = path_parse(request->arena, raw, &path);
    if (fault != OK) {
        return fault == FAULT_INVALID ? refuse_match(request, 400, W_NOTE("holds a code that cannot be read"))
                                      : refuse_match(request, 404, NULL);
    }
    const struct route *route = find_route(routes, &path, request);
    request->path = path_text(request->arena, &path);
    if (route == NULL || (request->entrance == ENTRANCE_ROOM && !route->in_room)) {
        return refuse_match(request, 404, NULL);
    }
    bool acts = str_eq(in->method, S("POST")) && route->act != NULL && request->form == FORM_HTML;
    if (!is_page_method(in->method) && !acts) {
        return (struct route_match){.route = route, .status = 405};
    }
    if (path.slash_behind) {
        return move_to_plain(request, response, raw, query);
    }
    if (!fields_fit(request, &request->query, route->fields)) {
        return (struct route_match){.route = route, .status = 400};
    }
    return acts ? match_form(in, route, request) : (struct route_match){.route = route, .status = 200};
}

/* A row that the raw target fits and that has the property; NULL: none. */
static const struct route *any_row(const struct routes *routes, struct str target,
                                   bool (*has)(const struct route *route))
{
    struct str query;
    struct path path;
    enum form form;
    struct str params[ROUTE_PARAMS_MAX];
    size_t n;
    if (path_split(str_cut(target, '?', &query), &path) != OK) {
        return NULL;
    }
    (void)take_form(&path, &form); /* without it, a whole address such as /robots.txt */
    for (size_t i = 0; i < routes->n; i++) {
        const struct route *route = &routes->items[i];
        if (has(route) && may_match(route->pattern, &path) &&
            pattern_matches(str_of(route->pattern), &path, params, &n)) {
            return route;
        }
    }
    return NULL;
}

static bool is_long(const struct route *route)
{
    return route->is_long;
}

bool route_is_long(const struct routes *routes, struct str target)
{
    return any_row(routes, target, is_long) != NULL;
}

static bool has_act(const struct route *route)
{
    return route->act != NULL;
}

bool route_acts(const struct routes *routes, struct str target)
{
    return any_row(routes, target, has_act) != NULL;
}

static bool takes_file(const struct route *route)
{
    return route->takes_file;
}

size_t route_body_max(const struct routes *routes, struct str target)
{
    return any_row(routes, target, takes_file) != NULL ? REQUEST_FILE_MAX : REQUEST_BODY_MAX;
}

static bool is_secret(const struct route *route)
{
    return route->is_secret;
}

struct str route_for_log(const struct routes *routes, struct str target)
{
    struct str query;
    const struct route *row = any_row(routes, target, is_secret);
    return row != NULL ? str_of(row->pattern) : str_cut(target, '?', &query);
}

struct route_match route_match(const struct routes *routes, const struct exchange_in *in, struct request *request,
                         struct response *response)
{
    *response = (struct response){.body = response->body, .status = 200, .max_age_s = 60};
    request->form = FORM_HTML;
    request->target = in->target;
    request->path = S("");
    request->words = words_find(in->language);
    problems_init(&request->problems, request->arena);
    if (in->target.n > REQUEST_TARGET_MAX) {
        return refuse_match(request, 414, NULL);
    }
    if (!str_starts(in->target, S("/"))) {
        return refuse_match(request, 400, W_NOTE("does not begin with a slash"));
    }
    struct str query;
    struct str raw = str_cut(in->target, '?', &query);
    size_t ending;
    request->form = form_of(raw, &ending);
    enum fault fault = query_parse(request->arena, query.s != NULL ? query : S(""), &request->query);
    if (fault != OK) {
        request->query.n = 0;
        return refuse_match(request, 400, fault == FAULT_TOO_LARGE ? W_NOTE("asks for too many things at once")
                                                                   : W_NOTE("holds a code that cannot be read"));
    }
    choose_words(request, in->language);
    return match_path(routes, in, raw, query, request, response);
}

/* ---- handling */

/* Nobody knows who asks: only what is open to everybody is shown, as well as it can be. */
static enum fault must_use handle_without(const struct routes *routes, const struct route *route,
                                          struct request *request, struct response *response)
{
    request->who = NULL;
    request->who_from = NULL;
    request->shut = request->closed && !route_stays(route);
    if (request->shut) {
        return FAULT_BUSY;
    }
    if (routes->gate != NULL && routes->gate->permit(request, response, route, route->right) != OK) {
        response->location = S("");
        return FAULT_BUSY;
    }
    return route->handle(request, response);
}

static enum fault must_use handle_within(const struct routes *routes, const struct route *route,
                                         struct request *request, struct response *response)
{
    TRY(route_gate(routes, route, request, response, route->right));
    enum fault fault = route->handle(request, response);
    enum fault end = routes->gate != NULL ? route_gate_end(request, response) : OK;
    return end != OK ? end : fault;
}

/* *ret_stale: what the handler made is of no use. */
static enum fault must_use run_handler(const struct routes *routes, const struct route *route,
                                       struct request *request, struct response *response, bool *ret_stale)
{
    *ret_stale = false;
    if (request->db == NULL) {
        return handle_without(routes, route, request, response);
    }
    enum fault fault = db_begin_fresh(request->db);
    if (fault != OK) {
        *ret_stale = true;
        return fault;
    }
    fault = handle_within(routes, route, request, response);
    if (db_end_fresh(request->db, ret_stale) != OK) {
        *ret_stale = true; /* nobody knows, and another connection may */
    }
    return fault;
}

void route_handle(const struct routes *routes, const struct route_match *match, struct request *request,
                  struct response *response)
{
    if (match->route == NULL && request->closed && request->session.n == 0) {
        route_shut(routes, request, response); /* nothing is said of what there is */
        return;
    }
    if (match->status == 301) {
        response->status = 301;
        response->content_type = "text/plain; charset=utf-8";
        return;
    }
    if (match->status != 200) {
        route_refuse(routes, request, response, match->status);
        return;
    }
    response->content_type = type_of_form(request->form);
    bool stale;
    enum fault fault = run_handler(routes, match->route, request, response, &stale);
    if (fault == OK && response->body.overflow) {
        fault = FAULT_TOO_LARGE;
    }
    if (fault == FAULT_DENIED && response->location.n > 0) {
        response->status = 303;
        response->max_age_s = -1;
    } else if (fault == FAULT_BUSY && request->shut) {
        route_shut(routes, request, response);
    } else if (fault == FAULT_DENIED && route_ask_again(routes, request, response)) {
        response->fault = fault;
    } else if (fault != OK) {
        route_refuse(routes, request, response, route_status(fault));
        response->fault = fault;
    }
    response->max_age_s = request->session.n > 0 ? -1 : response->max_age_s;
    response->stale = stale;
}

static void put_json_problems(struct json *json, const struct problems *problems)
{
    json_name(json, "problems");
    json_open(json, '[');
    for (size_t i = 0; i < problems->n; i++) {
        json_open(json, '{');
        json_name(json, "where");
        json_str(json, problems->items[i].where);
        json_name(json, "what");
        json_str(json, problems->items[i].what);
        json_name(json, "hint");
        json_str(json, problems->items[i].hint);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_json_error(const struct request *request, struct response *response, int status)
{
    struct json json = json_to(&response->body);
    json_open(&json, '{');
    json_name(&json, "status");
    json_int(&json, status);
    json_name(&json, "error");
    json_str(&json, str_of(status_name(status)));
    json_name(&json, "request");
    json_int(&json, (int64_t)request->number);
    put_json_problems(&json, &request->problems);
    json_close(&json, '}');
    buf_put_char(&response->body, '\n');
}

static void put_plain_error(const struct request *request, struct response *response, int status)
{
    buf_format(&response->body, "%d %s (request %llu)\n", status, status_name(status),
               (unsigned long long)request->number);
    for (size_t i = 0; i < request->problems.n; i++) {
        const struct problem *problem = &request->problems.items[i];
        buf_format(&response->body, "%.*s %.*s: %.*s\n", STR_ARG(problem->where), STR_ARG(problem->what),
                   STR_ARG(problem->hint));
    }
}

void route_refuse(const struct routes *routes, struct request *request, struct response *response, int status)
{
    buf_reset(&response->body);
    *response = (struct response){.body = response->body, .status = status, .max_age_s = -1};
    if (request->form == FORM_JSON) {
        response->content_type = "application/json";
        put_json_error(request, response, status);
    } else if (request->form == FORM_CSV || request->form == FORM_TEXT || routes->render_error == NULL) {
        response->content_type = "text/plain; charset=utf-8";
        put_plain_error(request, response, status);
    } else {
        response->content_type = "text/html; charset=utf-8";
        routes->render_error(request, response, status);
        response->status = status;
        response->max_age_s = -1;
    }
}

void route_answer(const struct routes *routes, const struct exchange_in *in, struct request *request,
                  struct response *response)
{
    struct route_match match = route_match(routes, in, request, response);
    route_handle(routes, &match, request, response);
}

/* ---- for handlers */

struct out response_out(struct request *request, struct response *response)
{
    return (struct out){.buf = &response->body, .words = request->words, .arena = request->arena};
}

struct str request_typed(const struct request *request, const char *name)
{
    return query_get(&request->typed, name);
}

struct str request_secret(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->typed.n; i++) {
        if (str_eq(request->typed.items[i].name, str_of(name))) {
            return request->typed.items[i].value;
        }
    }
    return (struct str){0};
}

struct str request_once(struct request *request)
{
    return request->once.n > 0 ? request->once : once_make(request->arena, request->now);
}

struct str request_text(const struct request *request, const char *name)
{
    return query_get(&request->query, name);
}

int64_t request_int(const struct request *request, const char *name, int64_t otherwise)
{
    int64_t number = otherwise;
    return parse_int(query_get(&request->query, name), INT64_MIN, INT64_MAX, &number) ? number : otherwise;
}

bool request_flag(const struct request *request, const char *name)
{
    return query_get(&request->query, name).n > 0;
}
