/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** str: a slice of text. Valid UTF-8 from the edge inward, not NUL-terminated, never owned.
**
** A `struct str` borrows: it is valid as long as what it was cut from (an arena, a literal). The
** empty text has n == 0; "no text at all" (a NULL of the database) has s == NULL as well.
** Comparison is by bytes, which for UTF-8 is code point order. Costs are linear in the length.
*/
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

struct str {
    const char *s;
    size_t n;
};

/* A literal: S("city"). */
#define S(literal) ((struct str){"" literal "", sizeof(literal) - 1})
/* The same for static initialisers. */
#define S_INIT(literal) {"" literal "", sizeof(literal) - 1}
/* For printf: printf("%.*s", STR_ARG(x)). */
#define STR_ARG(x) (int)(x).n, (x).s ? (x).s : ""

/* NULL gives no text. Here, so that the length of a literal is known when it is compiled. */
static inline struct str str_of(const char *c_string)
{
    return c_string != NULL ? (struct str){c_string, strlen(c_string)} : (struct str){0};
}

struct str str_copy(struct arena *arena, struct str x);
const char *str_c(struct arena *arena, struct str x); /* NUL-terminated copy */
struct str str_join(struct arena *arena, struct str a, struct str b);
struct str str_hex(struct arena *arena, const void *bytes, size_t n); /* two small hexadecimal digits a byte */
/* printf into the arena; the result is one exact allocation. */
struct str str_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool str_is_empty(struct str x);
static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str x, struct str prefix);
bool str_ends(struct str x, struct str suffix);
/* Where `part` first occurs, or x.n when it does not. */
size_t str_find(struct str x, struct str part);
bool str_contains(struct str x, struct str part);

/* From `from`, at most `n` bytes; both are clamped. */
struct str str_sub(struct str x, size_t from, size_t n);
struct str str_from(struct str x, size_t from);
struct str str_trim(struct str x); /* ASCII white space at both ends */

/* Cuts at the first `sep`: what stands before it is returned, *rest is what follows it. Without a
** `sep` all is returned and *rest is no text. A loop: while (rest.s) word = str_cut(rest, ',', &rest) */
struct str str_cut(struct str x, char sep, struct str *rest);

/* At most `n` bytes of x, cut between two characters. */
struct str str_clip(struct str x, size_t n);
/* Characters of UTF-8, and at most `n` of them. */
size_t str_letters(struct str x);
struct str str_clip_letters(struct str x, size_t n);

uint64_t str_hash(struct str x); /* FNV-1a, stable over builds and machines */

/* True when every byte sequence is valid UTF-8 (no surrogates, no overlong forms, no NUL). */
bool str_is_utf8(struct str x);
/* x itself when it is valid, else a copy with each bad byte as U+FFFD. */
struct str str_scrub(struct arena *arena, struct str x);

#endif
