/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** url: addresses in and out.
**
** Out: an address is built from safe parts: url_path(arena, "/cities/{}", slug) fills each {} with the percent
** encoded text (RFC 3986: unreserved characters stay), url_add adds a query field. url_external accepts an
** outside address only when it is http, https or mailto and well formed. There is no way from any text to a
** struct url without one of these. In: query strings are parsed with bounds; bad percent codes and bad
** UTF-8 are a fault, never guessed.
*/
#ifndef TEXT_URL_H
#define TEXT_URL_H

#include "base/fault.h"
#include "base/limits.h"
#include "text/html.h"

#define URL(literal) ((struct url){S(literal)})

/* `pattern` starts with '/' and has as many {} as there are parts. */
struct url url_path(struct arena *arena, const char *pattern, const struct str *parts, size_t parts_count);
#define url_path_of(arena, pattern, ...)                        \
    url_path((arena), (pattern), (struct str[]){__VA_ARGS__},    \
             sizeof((struct str[]){__VA_ARGS__}) / sizeof(struct str))
/* url with ?name=value or &name=value behind it, before any fragment. */
struct url url_add(struct arena *arena, struct url url, const char *name, struct str value);
/* True, and the address, when `text` is a well formed http(s) or mailto address without spaces, quotes or
** control characters; a bare "www.example.org" gets https:// in front. */
bool url_external(struct arena *arena, struct str text, struct url *ret_url);
/* True, and the address, when `text` is one within this site: a path that begins with one slash, with or without a
** query, well formed as above. */
bool url_local(struct arena *arena, struct str text, struct url *ret_url);
/* mailto: with subject and body. */
struct url url_mail(struct arena *arena, struct str address, struct str subject, struct str body);

/* Percent encoding of everything but unreserved characters. */
struct str url_encode(struct arena *arena, struct str text);
/* FAULT_INVALID on a bad percent code, bad UTF-8 or a NUL. plus: '+' means a space. */
enum fault must_use url_decode(struct arena *arena, struct str text, bool plus, struct str *ret_text);

struct query_field { struct str name; struct str value; };
struct query { struct query_field items[REQUEST_QUERY_FIELDS_MAX]; size_t n; };

/* "a=1&b=2" (no '?'). FAULT_INVALID as url_decode; FAULT_TOO_LARGE over REQUEST_QUERY_FIELDS_MAX. */
enum fault must_use query_parse(struct arena *arena, struct str text, struct query *ret_query);
/* The first value of `name`, trimmed; no text when absent. */
struct str query_get(const struct query *query, const char *name);
/* The value of the i-th field called `name`, trimmed; no text past the last. */
struct str query_get_nth(const struct query *query, const char *name, size_t i);

#endif
