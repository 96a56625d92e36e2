/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** head: what a request says before its body, and whether we take it at all.
**
** Pure: the server fills a struct head, head_check says 0 (go on) or the status to refuse it with. The rule is
** that of two readers of the same bytes (us and a proxy in front) neither may see another request than the other:
** whatever can be read in two ways is refused, and the connection closed.
*/
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define HEAD_FIELDS_MAX 100 /* header lines; browsers send about 20 */

struct head_field { struct str name; struct str value; };

struct head {
    struct str method;
    struct str target;
    struct str version; /* "HTTP/1.1" */
    struct head_field fields[HEAD_FIELDS_MAX];
    size_t n;
    bool overflow; /* more fields than that */
    size_t bytes;  /* the whole head on the wire; 0: not known */
};

/* 0, or 400, 413 (body announced too large), 414, 431, 501 (method or coding), 505. */
int head_check(const struct head *head);
/* First field of that name, ASCII case ignored; no text when absent. */
struct str head_get(const struct head *head, const char *name);
/* Bytes of body announced; INT64_MAX for a chunked body, 0 for none. Only after head_check gave 0. */
int64_t head_body(const struct head *head);
/* Whether it says beforehand that its body is longer. */
bool head_is_over(const struct head *head, size_t max);
/* True when Accept-Encoding allows gzip. */
bool head_takes_gzip(const struct head *head);
/* True when If-None-Match names this entity tag ("\"abc\"", with quotes) or is "*". */
bool head_matches_tag(const struct head *head, struct str tag);
/* The first language of Accept-Language, by weight, for which `known` is true: its primary part, "" for none. */
struct str head_language(const struct head *head, bool (*known)(struct str code));

/* It names this machine by a name that is only good on it: a proxy hands on the public name. */
bool head_is_of_here(const struct head *head);

#endif
