/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** json: a writer that cannot produce bad JSON (RFC 8259), and a bounded reader over jansson.
**
** Writing: commas and nesting are kept by the writer; json_name before each member of an object. A missing
** text (s == NULL) is null. Nesting up to JSON_DEPTH_MAX; unbalanced calls are a bug. Reading is for the product's own
** content files (themes, rules): json_parse gives a tree in jansson's memory, freed by json_free.
*/
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "base/buf.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"

#define JSON_DEPTH_MAX 48 /* a rule of funding may nest 12 clauses, of three levels each */
#define JSON_TEXT_MAX (16u << 20) /* the largest content file that is read whole */

struct json {
    struct buf *buf;
    int depth;
    bool first[JSON_DEPTH_MAX + 1]; /* nothing written yet at this depth */
    char kind[JSON_DEPTH_MAX + 1];  /* the bracket opened at this depth */
    bool named;                     /* a name was written, its value is due */
};

struct json json_to(struct buf *buf);
void json_open(struct json *json, char bracket);  /* '{' or '[' */
void json_close(struct json *json, char bracket); /* '}' or ']' */
void json_name(struct json *json, const char *name);
void json_str(struct json *json, struct str x);
void json_int(struct json *json, int64_t x);
void json_bool(struct json *json, bool x);
void json_none(struct json *json); /* null (json_null is taken by jansson) */
void json_date(struct json *json, struct date x); /* "2024-05-03" or null */
/* Millionths as a decimal number: 52573921 -> 52.573921. */
void json_micro(struct json *json, int64_t micro);

/* ---- reading */
struct json_value; /* jansson's, opaque */

/* *ret_error says line, column and what is wrong, in the arena, on every fault: FAULT_INVALID, and FAULT_TOO_LARGE over
** JSON_TEXT_MAX; jansson itself stops at 2048 levels. A name given twice in one object is invalid. */
enum fault must_use json_parse(struct arena *arena, struct str text, struct json_value **ret_root,
                               struct str *ret_error);
void json_free(struct json_value *root);
/* Members and items; NULL when absent or of another kind. Text borrows from the tree. */
const struct json_value *json_get(const struct json_value *object, const char *name);
bool json_is_list(const struct json_value *value);  /* an array, also an empty one */
size_t json_count(const struct json_value *array); /* 0 when it is no array */
const struct json_value *json_at(const struct json_value *array, size_t i);
struct str json_text(const struct json_value *value);       /* no text when it is no text */
int64_t json_number(const struct json_value *value, int64_t otherwise);
/* A number with or without decimals, as the whole one that is not above it; false over 2^53 either way. */
bool json_whole(const struct json_value *value, int64_t *ret_number);
bool json_is_yes(const struct json_value *value); /* true, and no other kind of value */
bool json_is_no(const struct json_value *value);  /* false, the same */
/* The i-th member of an object, in file order; NULL past the last. Linear in i. The name borrows from the tree. */
const struct json_value *json_member(const struct json_value *object, size_t i, struct str *ret_name);

#endif
