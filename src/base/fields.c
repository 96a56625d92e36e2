/* SPDX-License-Identifier: AGPL-3.0-or-later
** fields: named values, a line each. */
#include "base/fields.h"

#include "base/check.h"
#include "base/scan.h"

static bool is_plain(unsigned char c, bool utf8)
{
    return c >= 0x20 && c != 0x7f && c != '\\' && (utf8 || c < 0x80);
}

void fields_put(struct buf *buf, const char *name, struct str value)
{
    bool utf8 = str_is_utf8(value);
    buf_put_str(buf, str_of(name));
    buf_put_char(buf, '=');
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.s[i];
        if (is_plain(c, utf8)) {
            buf_put_char(buf, (char)c);
        } else {
            buf_format(buf, "\\%02x", c);
        }
    }
    buf_put_char(buf, '\n');
}

void fields_put_int(struct buf *buf, const char *name, int64_t value)
{
    buf_put_str(buf, str_of(name));
    buf_put_char(buf, '=');
    buf_put_int(buf, value);
    buf_put_char(buf, '\n');
}

/* The value as it stands, of the i-th field of that name; no text past the last. */
static struct str find_raw(struct str text, const char *name, size_t i)
{
    while (text.n > 0) {
        struct str value;
        struct str line = str_cut(text, '\n', &text);
        struct str found = str_cut(line, '=', &value);
        if (value.s != NULL && str_eq(found, str_of(name)) && i-- == 0) {
            return value;
        }
    }
    return (struct str){0};
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct str unescape(struct arena *arena, struct str raw)
{
    char *plain = arena_alloc(arena, raw.n);
    size_t n = 0;
    for (size_t at = 0; at < raw.n; at++) {
        int high = raw.s[at] == '\\' && at + 2 < raw.n ? hex_of(raw.s[at + 1]) : -1;
        int low = high >= 0 ? hex_of(raw.s[at + 2]) : -1;
        plain[n++] = low >= 0 ? (char)(high * 16 + low) : raw.s[at];
        at += low >= 0 ? 2 : 0;
    }
    return (struct str){plain, n};
}

struct str fields_get_nth(struct arena *arena, struct str text, const char *name, size_t i)
{
    struct str raw = find_raw(text, name, i);
    return raw.s == NULL ? raw : unescape(arena, raw);
}

bool fields_next(struct arena *arena, struct str *rest, struct str *ret_name, struct str *ret_value)
{
    while (rest->n > 0) {
        struct str value;
        struct str name = str_cut(str_cut(*rest, '\n', rest), '=', &value);
        if (value.s != NULL) {
            *ret_name = name;
            *ret_value = unescape(arena, value);
            return true;
        }
    }
    return false;
}

struct str fields_get(struct arena *arena, struct str text, const char *name)
{
    return fields_get_nth(arena, text, name, 0);
}

struct maybe_int fields_int(struct str text, const char *name)
{
    struct maybe_int number = {0};
    number.known = parse_int(find_raw(text, name, 0), INT64_MIN, INT64_MAX, &number.v);
    return number;
}
