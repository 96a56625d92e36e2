/* SPDX-License-Identifier: AGPL-3.0-or-later
** head: strict reading of request heads (RFC 9110, RFC 9112), more so than the library underneath. */
#include "http/head.h"

#include "base/check.h"
#include "base/limits.h"
#include "base/scan.h"

/* ---- letters */

static bool is_token_char(unsigned char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        return true;
    }
    return c != 0 && str_contains(S("!#$%&'*+-.^_`|~"), (struct str){(const char *)&c, 1});
}

static bool is_token(struct str x)
{
    for (size_t i = 0; i < x.n; i++) {
        if (!is_token_char((unsigned char)x.s[i])) {
            return false;
        }
    }
    return x.n > 0;
}

static bool has_control(struct str x, bool tab_is_fine)
{
    for (size_t i = 0; i < x.n; i++) {
        unsigned char c = (unsigned char)x.s[i];
        if ((c < 0x20 && !(c == '\t' && tab_is_fine)) || c == 0x7f) {
            return true;
        }
    }
    return false;
}

/* ---- the request line */

static int check_method(struct str method)
{
    static const char *const KNOWN[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"};
    if (!is_token(method)) {
        return 400;
    }
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++) {
        if (str_eq(method, str_of(KNOWN[i]))) {
            return 0;
        }
    }
    return 501;
}

/* Only the origin form: "/path?query". People type "Žďár" into curl, so letters above ASCII pass when they are
** UTF-8. */
static int check_target(struct str target)
{
    if (target.n > REQUEST_TARGET_MAX) {
        return 414;
    }
    if (!str_starts(target, S("/")) || has_control(target, false) || !str_is_utf8(target)) {
        return 400;
    }
    for (size_t i = 0; i < target.n; i++) {
        if (target.s[i] == ' ' || target.s[i] == '#' || target.s[i] == '\\') {
            return 400;
        }
    }
    return 0;
}

static int check_version(struct str version)
{
    if (str_eq(version, S("HTTP/1.1")) || str_eq(version, S("HTTP/1.0"))) {
        return 0;
    }
    return version.n == 8 && str_starts(version, S("HTTP/")) ? 505 : 400;
}

/* ---- fields */

static size_t count_fields(const struct head *head, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < head->n; i++) {
        count += str_eq_nocase(head->fields[i].name, str_of(name));
    }
    return count;
}

struct str head_get(const struct head *head, const char *name)
{
    for (size_t i = 0; i < head->n; i++) {
        if (str_eq_nocase(head->fields[i].name, str_of(name))) {
            return head->fields[i].value;
        }
    }
    return (struct str){0};
}

static int check_fields(const struct head *head)
{
    size_t bytes = 0;
    if (head->overflow) {
        return 431;
    }
    for (size_t i = 0; i < head->n; i++) {
        const struct head_field *field = &head->fields[i];
        if (!is_token(field->name) || has_control(field->value, true)) {
            return 400;
        }
        bytes += field->name.n + field->value.n + 4;
    }
    return bytes > REQUEST_HEADERS_MAX ? 431 : 0;
}

static bool is_host(struct str host)
{
    for (size_t i = 0; i < host.n; i++) {
        unsigned char c = (unsigned char)host.s[i];
        bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!letter && !str_contains(S(".-_:[]%~"), (struct str){(const char *)&c, 1})) {
            return false;
        }
    }
    return host.n > 0 && host.n <= 255;
}

static int check_host(const struct head *head)
{
    size_t count = count_fields(head, "Host");
    if (count == 0) {
        return str_eq(head->version, S("HTTP/1.0")) ? 0 : 400;
    }
    return count == 1 && is_host(head_get(head, "Host")) ? 0 : 400;
}

/* ---- the body that is announced */

static int check_coding(const struct head *head)
{
    struct str coding = head_get(head, "Transfer-Encoding");
    if (coding.s == NULL) {
        return 0;
    }
    if (count_fields(head, "Transfer-Encoding") > 1 || count_fields(head, "Content-Length") > 0 ||
        str_eq(head->version, S("HTTP/1.0"))) {
        return 400;
    }
    return str_eq_nocase(coding, S("chunked")) ? 0 : 501;
}

static int check_length(const struct head *head)
{
    uint64_t length = 0;
    struct str text = head_get(head, "Content-Length");
    if (text.s == NULL) {
        return 0;
    }
    struct scan scan = scan_of(text);
    if (count_fields(head, "Content-Length") > 1 || !scan_unsigned(&scan, INT64_MAX, &length) || !scan_end(&scan)) {
        return 400;
    }
    return length > REQUEST_FILE_MAX ? 413 : 0; /* how much less, its route says */
}

int64_t head_body(const struct head *head)
{
    if (head_get(head, "Transfer-Encoding").s != NULL) {
        return INT64_MAX;
    }
    int64_t length = 0;
    return parse_int(head_get(head, "Content-Length"), 0, INT64_MAX, &length) ? length : 0;
}

bool head_is_over(const struct head *head, size_t max)
{
    int64_t length = head_body(head);
    return length != INT64_MAX && length > (int64_t)max;
}

/* No page that is read takes a body: one behind GET or HEAD is a mistake or an attack. */
static int check_bodyless(const struct head *head)
{
    bool reads = str_eq(head->method, S("GET")) || str_eq(head->method, S("HEAD"));
    return reads && head_body(head) > 0 ? 400 : 0;
}

static int check_expect(const struct head *head)
{
    struct str expect = head_get(head, "Expect");
    return expect.s == NULL || str_eq_nocase(expect, S("100-continue")) ? 0 : 400;
}

/* What is on the wire but not in the struct was read in a way of its own by the library: a NUL that ended a text,
** a field without a name, a folded line, a second space. Allowed is "name: value", or less. */
static int check_nothing_hidden(const struct head *head)
{
    size_t seen = head->method.n + 1 + head->target.n + 1 + head->version.n + 2;
    for (size_t i = 0; i < head->n; i++) {
        seen += head->fields[i].name.n + 2 + head->fields[i].value.n + 2;
    }
    return head->bytes > seen + 2 ? 400 : 0;
}

int head_check(const struct head *head)
{
    int status = check_version(head->version);
    status = status ? status : check_target(head->target);
    status = status ? status : check_fields(head);
    status = status ? status : check_nothing_hidden(head);
    status = status ? status : check_host(head);
    status = status ? status : check_coding(head);
    status = status ? status : check_length(head);
    status = status ? status : check_expect(head);
    status = status ? status : check_method(head->method);
    return status ? status : check_bodyless(head);
}

/* ---- what the client would like */

/* Weight of "gzip;q=0.5" in thousandths; the name is left in *ret_name. */
static int take_weight(struct str item, struct str *ret_name)
{
    struct str rest;
    uint64_t whole = 0;
    uint64_t digits = 0;
    *ret_name = str_trim(str_cut(item, ';', &rest));
    rest = str_trim(rest);
    if (!str_starts(rest, S("q="))) {
        return 1000;
    }
    struct scan scan = scan_of(str_from(rest, 2));
    if (!scan_unsigned(&scan, 1, &whole)) {
        return 0;
    }
    if (whole == 1 || !scan_char(&scan, '.')) {
        return whole ? 1000 : 0;
    }
    size_t before = scan.rest.n;
    if (!scan_unsigned(&scan, 999, &digits)) {
        return 0;
    }
    for (size_t n = before - scan.rest.n; n < 3; n++) {
        digits *= 10;
    }
    return (int)digits;
}

bool head_takes_gzip(const struct head *head)
{
    struct str rest = head_get(head, "Accept-Encoding");
    int any = 0;
    while (rest.s != NULL) {
        struct str name;
        int weight = take_weight(str_cut(rest, ',', &rest), &name);
        if (str_eq_nocase(name, S("gzip"))) {
            return weight > 0;
        }
        if (str_eq(name, S("*"))) {
            any = weight;
        }
    }
    return any > 0;
}

bool head_matches_tag(const struct head *head, struct str tag)
{
    struct str rest = head_get(head, "If-None-Match");
    while (rest.s != NULL) {
        struct str one = str_trim(str_cut(rest, ',', &rest));
        if (str_starts(one, S("W/"))) {
            one = str_from(one, 2);
        }
        if (str_eq(one, tag) || str_eq(one, S("*"))) {
            return true;
        }
    }
    return false;
}

struct str head_language(const struct head *head, bool (*known)(struct str code))
{
    struct str rest = head_get(head, "Accept-Language");
    struct str best = S("");
    int best_weight = 0;
    while (rest.s != NULL) {
        struct str name;
        int weight = take_weight(str_cut(rest, ',', &rest), &name);
        struct str primary = str_cut(name, '-', &name);
        if (weight > best_weight && is_token(primary) && known(primary)) {
            best = primary;
            best_weight = weight;
        }
    }
    return best;
}

bool head_is_of_here(const struct head *head)
{
    static const struct str NAMES[] = {S_INIT("127.0.0.1"), S_INIT("localhost"), S_INIT("[::1]")};
    struct str host = head_get(head, "Host");
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        struct str rest = str_from(host, NAMES[i].n);
        if (str_starts(host, NAMES[i]) && (rest.n == 0 || rest.s[0] == ':')) {
            return true;
        }
    }
    return false;
}
