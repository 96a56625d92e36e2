/* SPDX-License-Identifier: AGPL-3.0-or-later
** json: writer of ours, reader over jansson. */
#include "text/json.h"

#include <jansson.h>
#include <math.h>

#include "base/check.h"

#define NUMBER_MAX 9007199254740992.0 /* 2^53: up to here every whole number is one of its own */

struct json json_to(struct buf *buf)
{
    struct json json = {.buf = buf};
    json.first[0] = true;
    return json;
}

/* What stands between the value before and the one that comes. In an object each value needs its name. */
static void begin_value(struct json *json)
{
    if (json->named) {
        json->named = false;
        return;
    }
    check(json->kind[json->depth] != '{');
    check(json->depth > 0 || json->first[0]);
    if (!json->first[json->depth]) {
        buf_put_char(json->buf, ',');
    }
    json->first[json->depth] = false;
}

void json_open(struct json *json, char bracket)
{
    check(bracket == '{' || bracket == '[');
    begin_value(json);
    check(json->depth < JSON_DEPTH_MAX);
    json->depth++;
    json->first[json->depth] = true;
    json->kind[json->depth] = bracket;
    buf_put_char(json->buf, bracket);
}

void json_close(struct json *json, char bracket)
{
    check(json->depth > 0 && !json->named);
    check(json->kind[json->depth] == (bracket == '}' ? '{' : '[') && (bracket == '}' || bracket == ']'));
    json->depth--;
    buf_put_char(json->buf, bracket);
}

/* RFC 8259, 7. The line separators of JavaScript are escaped as well, and '<', so that the text may stand anywhere. */
static void put_text(struct buf *buf, struct str x)
{
    buf_put_char(buf, '"');
    size_t from = 0;
    for (size_t i = 0; i < x.n; i++) {
        unsigned char c = (unsigned char)x.s[i];
        bool separator = c == 0xE2 && i + 2 < x.n && (unsigned char)x.s[i + 1] == 0x80 &&
                         ((unsigned char)x.s[i + 2] & 0xFE) == 0xA8;
        if (c >= ' ' && c != '"' && c != '\\' && c != '<' && c != 0x7F && !separator) {
            continue;
        }
        buf_put(buf, x.s + from, i - from);
        if (c == '"' || c == '\\') {
            buf_put(buf, (char[]){'\\', (char)c}, 2);
        } else if (c == '\n') {
            buf_put_str(buf, S("\\n"));
        } else if (separator) {
            buf_format(buf, "\\u20%02x", (unsigned char)x.s[i + 2] - 0x80u);
            i += 2;
        } else {
            buf_format(buf, "\\u%04x", c);
        }
        from = i + 1;
    }
    if (x.n > from) {
        buf_put(buf, x.s + from, x.n - from);
    }
    buf_put_char(buf, '"');
}

void json_name(struct json *json, const char *name)
{
    check(json->depth > 0 && json->kind[json->depth] == '{' && !json->named);
    if (!json->first[json->depth]) {
        buf_put_char(json->buf, ',');
    }
    json->first[json->depth] = false;
    json->named = true;
    put_text(json->buf, str_of(name));
    buf_put_char(json->buf, ':');
}

void json_str(struct json *json, struct str x)
{
    if (x.s == NULL) {
        json_none(json);
        return;
    }
    begin_value(json);
    put_text(json->buf, x);
}

void json_int(struct json *json, int64_t x)
{
    begin_value(json);
    buf_put_int(json->buf, x);
}

void json_bool(struct json *json, bool x)
{
    begin_value(json);
    buf_put_str(json->buf, x ? S("true") : S("false"));
}

void json_none(struct json *json)
{
    begin_value(json);
    buf_put_str(json->buf, S("null"));
}

void json_date(struct json *json, struct date x)
{
    begin_value(json);
    if (date_is_none(x)) {
        buf_put_str(json->buf, S("null"));
        return;
    }
    int year;
    int month;
    int day;
    date_split(x, &year, &month, &day);
    buf_format(json->buf, "\"%04d-%02d-%02d\"", year, month, day);
}

void json_micro(struct json *json, int64_t micro)
{
    begin_value(json);
    uint64_t size = micro < 0 ? -(uint64_t)micro : (uint64_t)micro;
    char digits[8];
    int places = 6;
    uint64_t rest = size % 1000000;
    for (int i = 5; i >= 0; i--) {
        digits[i] = (char)('0' + rest % 10);
        rest /= 10;
    }
    while (places > 0 && digits[places - 1] == '0') {
        places--;
    }
    if (micro < 0) {
        buf_put_char(json->buf, '-');
    }
    buf_put_int(json->buf, (int64_t)(size / 1000000));
    if (places > 0) {
        buf_put_char(json->buf, '.');
        buf_put(json->buf, digits, (size_t)places);
    }
}

/* ---- reading: struct json_value is jansson's json_t under a name of ours */

static const json_t *tree_of(const struct json_value *value)
{
    return (const json_t *)value;
}

static const struct json_value *value_of(const json_t *tree)
{
    return (const struct json_value *)tree;
}

enum fault json_parse(struct arena *arena, struct str text, struct json_value **ret_root, struct str *ret_error)
{
    if (text.n > JSON_TEXT_MAX) {
        *ret_error = str_format(arena, "is longer than %u MiB", JSON_TEXT_MAX >> 20);
        return FAULT_TOO_LARGE;
    }
    json_error_t error;
    json_t *root = json_loadb(text.s ? text.s : "", text.n, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        *ret_error = str_format(arena, "line %d, column %d: %s", error.line, error.column, error.text);
        return FAULT_INVALID;
    }
    *ret_root = (struct json_value *)root;
    return OK;
}

void json_free(struct json_value *root)
{
    json_decref((json_t *)root);
}

const struct json_value *json_get(const struct json_value *object, const char *name)
{
    return value_of(json_object_get(tree_of(object), name));
}

bool json_is_list(const struct json_value *value)
{
    return json_is_array((const json_t *)value);
}

size_t json_count(const struct json_value *array)
{
    return json_array_size(tree_of(array));
}

const struct json_value *json_at(const struct json_value *array, size_t i)
{
    return value_of(json_array_get(tree_of(array), i));
}

struct str json_text(const struct json_value *value)
{
    const char *text = json_string_value(tree_of(value));
    return (struct str){text, text != NULL ? json_string_length(tree_of(value)) : 0};
}

int64_t json_number(const struct json_value *value, int64_t otherwise)
{
    return json_is_integer(tree_of(value)) ? json_integer_value(tree_of(value)) : otherwise;
}

bool json_whole(const struct json_value *value, int64_t *ret_number)
{
    if (!json_is_number(tree_of(value))) {
        return false;
    }
    double number = floor(json_number_value(tree_of(value)));
    if (!(number >= -NUMBER_MAX && number <= NUMBER_MAX)) {
        return false;
    }
    *ret_number = (int64_t)number;
    return true;
}

bool json_is_yes(const struct json_value *value)
{
    return json_is_true(tree_of(value));
}

bool json_is_no(const struct json_value *value)
{
    return json_is_false(tree_of(value));
}

const struct json_value *json_member(const struct json_value *object, size_t i, struct str *ret_name)
{
    /* jansson iterates over what it may change, and hands out no const iterator; nothing is changed here. */
    json_t *tree = (json_t *)(uintptr_t)object;
    void *at = json_object_iter(tree);
    while (at != NULL && i-- > 0) {
        at = json_object_iter_next(tree, at);
    }
    if (at == NULL) {
        return NULL;
    }
    *ret_name = str_of(json_object_iter_key(at));
    return value_of(json_object_iter_value(at));
}
