/* SPDX-License-Identifier: AGPL-3.0-or-later
** url: addresses in and out. */
#include "text/url.h"

#include <string.h>

#include "base/check.h"
#include "base/scan.h"

#define ADDRESS_SMALL 256  /* nearly all of ours are shorter */
#define EXTERNAL_MAX 2048u /* longer than any address of a public body; browsers take this much */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* RFC 3986, 2.3. A table, since every address of a page passes here. */
static const bool is_unreserved[256] = {
    ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1,
    ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
    ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1,
    ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1,
    ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1,
    ['Y'] = 1, ['Z'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
    ['8'] = 1, ['9'] = 1, ['-'] = 1, ['.'] = 1, ['_'] = 1, ['~'] = 1,
};

static void put_encoded(struct buf *buf, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t from = 0; /* of the run that is written as it is */
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (!is_unreserved[c]) {
            buf_put(buf, text.s + from, i - from);
            buf_put(buf, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
            from = i + 1;
        }
    }
    if (text.n > from) {
        buf_put(buf, text.s + from, text.n - from);
    }
}

struct str url_encode(struct arena *arena, struct str text)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, text.n * 3 + 1);
    put_encoded(&buf, text);
    return str_copy(arena, buf_str(&buf));
}

/* A part that is only dots would climb when a browser resolves it; its dots are encoded twice over, so that it
** stays one segment: "%252E" names nothing, which is the right answer to such a name. */
static void put_part(struct buf *buf, struct str part)
{
    if (str_eq(part, S(".")) || str_eq(part, S(".."))) {
        for (size_t i = 0; i < part.n; i++) {
            buf_put_str(buf, S("%252E"));
        }
        return;
    }
    put_encoded(buf, part);
}

struct url url_path(struct arena *arena, const char *pattern, const struct str *parts, size_t parts_count)
{
    struct str rest = str_of(pattern);
    check(rest.n > 0 && rest.s[0] == '/' && !str_starts(rest, S("//")));
    size_t size = rest.n + 1;
    for (size_t i = 0; i < parts_count; i++) {
        size += parts[i].n * 5;
    }
    char room[ADDRESS_SMALL];
    struct buf CLEANUP(buf_done) buf;
    buf_init_lent(&buf, size, room, sizeof room);
    for (size_t i = 0; i < parts_count; i++) {
        size_t slot = str_find(rest, S("{}"));
        check(slot < rest.n);
        buf_put_str(&buf, str_sub(rest, 0, slot));
        put_part(&buf, parts[i]);
        rest = str_from(rest, slot + 2);
    }
    check(!str_contains(rest, S("{}")));
    buf_put_str(&buf, rest);
    check(!buf.overflow);
    return (struct url){str_copy(arena, buf_str(&buf))};
}

struct url url_add(struct arena *arena, struct url url, const char *name, struct str value)
{
    struct str fragment;
    struct str address = str_cut(url.text, '#', &fragment);
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, url.text.n + strlen(name) * 3 + value.n * 3 + 8);
    buf_put_str(&buf, address);
    buf_put_char(&buf, str_contains(address, S("?")) ? '&' : '?');
    put_encoded(&buf, str_of(name));
    buf_put_char(&buf, '=');
    put_encoded(&buf, value);
    if (fragment.s != NULL) {
        buf_put_char(&buf, '#');
        buf_put_str(&buf, fragment);
    }
    return (struct url){str_copy(arena, buf_str(&buf))};
}

/* ---- addresses that come from outside */

/* No control characters, spaces, or what ends an address where people or programs quote it; UTF-8 throughout. */
static bool is_clean(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.s[i];
        if (c <= ' ' || c == 0x7F || strchr("\"'<>\\^`{|}", c) != NULL) {
            return false;
        }
    }
    return str_is_utf8(text);
}

/* "example.org", "www.example.org:8080": labels of letters, digits, '-' (and what lies outside ASCII), at least two. */
static bool is_host(struct str text)
{
    struct str port;
    struct str host = str_cut(text, ':', &port);
    int64_t number;
    if (port.n > 0 && !parse_int(port, 1, 65535, &number)) {
        return false;
    }
    int labels = 0;
    for (struct str rest = host; rest.s != NULL; labels++) {
        struct str label = str_cut(rest, '.', &rest);
        if (label.n == 0 || label.n > 63 || label.s[0] == '-' || label.s[label.n - 1] == '-') {
            return false;
        }
        for (size_t i = 0; i < label.n; i++) {
            if (!is_letter(label.s[i]) && !is_digit(label.s[i]) && label.s[i] != '-' &&
                (unsigned char)label.s[i] < 0x80) {
                return false;
            }
        }
    }
    return labels >= 2 && host.n <= 253;
}

/* What stands between "//" and the first of / ? #. Names and passwords in it are refused: they mislead. */
static struct str authority_of(struct str rest)
{
    size_t n = 0;
    while (n < rest.n && rest.s[n] != '/' && rest.s[n] != '?' && rest.s[n] != '#') {
        n++;
    }
    return str_sub(rest, 0, n);
}

static bool is_mail_address(struct str text)
{
    struct str host;
    struct str name = str_cut(text, '@', &host);
    return name.n > 0 && name.n <= 64 && host.n > 0 && !str_contains(host, S(":")) && is_host(host);
}

static bool starts_nocase(struct str text, struct str prefix)
{
    return str_eq_nocase(str_sub(text, 0, prefix.n), prefix);
}

bool url_external(struct arena *arena, struct str text, struct url *ret_url)
{
    struct str x = str_trim(text);
    if (x.n == 0 || x.n > EXTERNAL_MAX || !is_clean(x)) {
        return false;
    }
    struct str address;
    if (starts_nocase(x, S("mailto:"))) {
        struct str query;
        struct str whom = str_cut(str_from(x, 7), '?', &query);
        if (!is_mail_address(whom)) {
            return false;
        }
        address = str_join(arena, S("mailto:"), str_from(x, 7));
    } else if (starts_nocase(x, S("http://")) && is_host(authority_of(str_from(x, 7)))) {
        address = str_join(arena, S("http://"), str_from(x, 7));
    } else if (starts_nocase(x, S("https://")) && is_host(authority_of(str_from(x, 8)))) {
        address = str_join(arena, S("https://"), str_from(x, 8));
    } else if (starts_nocase(x, S("www.")) && is_host(authority_of(x))) {
        address = str_join(arena, S("https://"), x);
    } else {
        return false;
    }
    *ret_url = (struct url){address};
    return true;
}

bool url_local(struct arena *arena, struct str text, struct url *ret_url)
{
    bool local = str_starts(text, S("/")) && !str_starts(text, S("//")) && text.n <= EXTERNAL_MAX && is_clean(text);
    if (local) {
        ret_url->text = str_copy(arena, text);
    }
    return local;
}

/* RFC 6068: the address as it is but for what would end it, line breaks as CRLF. */
static void put_mail_text(struct buf *buf, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '\n') {
            buf_put_str(buf, S("%0D%0A"));
        } else if (text.s[i] != '\r') {
            put_encoded(buf, str_sub(text, i, 1));
        }
    }
}

struct url url_mail(struct arena *arena, struct str address, struct str subject, struct str body)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, address.n * 3 + subject.n * 6 + body.n * 6 + 32);
    buf_put_str(&buf, S("mailto:"));
    struct str host;
    put_encoded(&buf, str_cut(address, '@', &host));
    if (host.s != NULL) {
        buf_put_char(&buf, '@');
        put_encoded(&buf, host);
    }
    buf_put_str(&buf, S("?subject="));
    put_mail_text(&buf, subject);
    buf_put_str(&buf, S("&body="));
    put_mail_text(&buf, body);
    return (struct url){str_copy(arena, buf_str(&buf))};
}

/* ---- in */

static int hex_value(char c)
{
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum fault url_decode(struct arena *arena, struct str text, bool plus, struct str *ret_text)
{
    char *to = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        if (c == '%') {
            int high = i + 2 < text.n ? hex_value(text.s[i + 1]) : -1;
            int low = high >= 0 ? hex_value(text.s[i + 2]) : -1;
            if (low < 0) {
                return FAULT_INVALID;
            }
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        to[n++] = c;
    }
    struct str decoded = {to, n};
    if (!str_is_utf8(decoded)) {
        return FAULT_INVALID;
    }
    *ret_text = decoded;
    return OK;
}

enum fault query_parse(struct arena *arena, struct str text, struct query *ret_query)
{
    struct query query;
    query.n = 0;
    for (struct str rest = text; rest.s != NULL;) {
        struct str pair = str_cut(rest, '&', &rest);
        if (pair.n == 0) {
            continue;
        }
        if (query.n == REQUEST_QUERY_FIELDS_MAX) {
            return FAULT_TOO_LARGE;
        }
        struct query_field *field = &query.items[query.n++];
        struct str value;
        struct str name = str_cut(pair, '=', &value);
        TRY(url_decode(arena, name, true, &field->name));
        TRY(url_decode(arena, value, true, &field->value));
    }
    memcpy(ret_query->items, query.items, query.n * sizeof query.items[0]);
    ret_query->n = query.n;
    return OK;
}

struct str query_get(const struct query *query, const char *name)
{
    return query_get_nth(query, name, 0);
}

struct str query_get_nth(const struct query *query, const char *name, size_t i)
{
    for (size_t at = 0; at < query->n; at++) {
        if (str_eq(query->items[at].name, str_of(name)) && i-- == 0) {
            return str_trim(query->items[at].value);
        }
    }
    return (struct str){0};
}
