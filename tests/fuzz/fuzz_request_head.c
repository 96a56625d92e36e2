/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a request head: what head_check lets pass can be read in one way only, and the route table answers it
** with a whole page. The head is cut here as plainly as a proxy might cut it: a line a field, a colon after the
** name. */
#include "fuzz.h"
#include "http/head.h"
#include "http/route.h"
#include "text/words.h"

#define PAGE_MAX (4u << 20)

/* ---- a small table */

static enum fault show(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    put_raw(&out, "<p>", 3);
    put(&out, request->path);
    put(&out, request->params[0]);
    put(&out, request_text(request, "q"));
    put_int(&out, request_int(request, "top", -1));
    put_raw(&out, "</p>", 4);
    return request_flag(request, "fail") ? FAULT_BUSY : OK;
}

static const struct field FIELDS[] = {
    {.name = "q", .max = 20},
    {.name = "top", .kind = FIELD_INT, .min = 1, .max = 50},
    {.name = "sort", .kind = FIELD_CHOICE, .choices = "name size"},
    {.name = "fail", .kind = FIELD_FLAG},
    {.name = "theme", .max = 10, .many = true},
    {0},
};

static const struct route ROUTES[] = {
    {"/", FORM_HTML, show, FIELDS, "Home", "/"},
    {"/cities", FORM_HTML | FORM_JSON | FORM_CSV, show, FIELDS, "Cities", "/cities"},
    {"/cities/{}", FORM_HTML | FORM_JSON, show, FIELDS, "City", "/cities/a"},
    {"/cities/{}/like/{}/on/{}", FORM_HTML, show, NULL, "Deep", "/cities/a/like/b/on/c"},
    {"/robots.txt", FORM_OTHER, show, NULL, "Robots", "/robots.txt"},
};

static void render_error(struct request *request, struct response *response, int status)
{
    struct out out = response_out(request, response);
    put_raw(&out, "<h1>", 4);
    put_int(&out, status);
    for (size_t i = 0; i < request->problems.n; i++) {
        put(&out, request->problems.items[i].where);
    }
    put_raw(&out, "</h1>", 5);
}

static const struct routes TABLE = {ROUTES, COUNT_OF(ROUTES), render_error};

/* ---- cutting a head */

static struct str take_line(struct str *rest)
{
    struct str line = str_cut(*rest, '\n', rest);
    return str_ends(line, S("\r")) ? str_sub(line, 0, line.n - 1) : line;
}

static void add_field(struct head *head, struct str line)
{
    struct str value;
    struct str name = str_cut(line, ':', &value);
    if (head->n == HEAD_FIELDS_MAX) {
        head->overflow = true;
        return;
    }
    head->fields[head->n++] = (struct head_field){name, str_trim(value)};
}

static struct head cut_head(struct str text)
{
    struct head head = {.n = 0};
    struct str rest = text;
    struct str line = take_line(&rest);
    struct str after;
    head.method = str_cut(line, ' ', &after);
    head.target = str_cut(after, ' ', &after);
    head.version = after;
    while (rest.s != NULL) {
        line = take_line(&rest);
        if (line.n == 0) {
            break;
        }
        add_field(&head, line);
    }
    head.bytes = text.n - rest.n;
    return head;
}

/* ---- what must hold */

static bool is_status(int status)
{
    return status == 400 || status == 413 || status == 414 || status == 431 || status == 501 || status == 505;
}

static void check_passed(const struct head *head)
{
    bool reads = str_eq(head->method, S("GET")) || str_eq(head->method, S("HEAD"));
    int64_t body = head_body(head);
    check(head->target.n <= REQUEST_TARGET_MAX && str_starts(head->target, S("/")) && str_is_utf8(head->target));
    check(body >= 0 && (!reads || body == 0));
    check(body <= REQUEST_FILE_MAX || body == INT64_MAX);
    check(head_get(head, "Transfer-Encoding").s == NULL || head_get(head, "Content-Length").s == NULL);
    check(str_eq(head->version, S("HTTP/1.0")) || head_get(head, "hOST").n > 0);
    for (size_t i = 0; i < head->n; i++) {
        check(!str_contains(head->fields[i].value, S("\n")) && head->fields[i].name.n > 0);
    }
    bool gzip = head_takes_gzip(head);
    check(!gzip || head_get(head, "Accept-Encoding").n > 0);
}

static bool knows(struct str code)
{
    return str_eq_nocase(code, S("pseudo"));
}

static void check_answer(const struct head *head)
{
    struct arena arena CLEANUP(arena_done);
    struct response response = {.status = 0};
    static const struct site site = {.name = S_INIT("Network")};
    arena_init(&arena, FUZZ_ARENA_MAX);
    buf_init(&response.body, PAGE_MAX);
    struct request request = {.arena = &arena, .site = &site, .number = 1};
    struct exchange_in in = {.method = head->method, .target = head->target, .language = head_language(head, knows)};
    check(in.language.n == 0 || knows(in.language));
    route_answer(&TABLE, &in, &request, &response);
    int status = response.status;
    check(status == 200 || status == 301 || status == 400 || status == 404 || status == 405 || status == 503);
    check(response.content_type != NULL && !response.body.overflow);
    check(status == 301 || response.body.n > 0);
    check(status != 301 || (str_starts(response.location, S("/")) && !str_starts(response.location, S("//"))));
    check(status != 200 || str_eq(head->method, S("GET")) || str_eq(head->method, S("HEAD")));
    bool half = str_contains(buf_str(&response.body), S("<p>")) && status != 200;
    check(!half && !str_contains(response.location, S("\n")));
    buf_done(&response.body);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct head head = cut_head(fuzz_text(bytes, n));
    int status = head_check(&head);
    check(status == 0 || is_status(status));
    if (status == 0) {
        check_passed(&head);
        check_answer(&head);
    }
    return 0;
}
