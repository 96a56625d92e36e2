/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** html: writing a page. Text is escaped, markup passes, and what is neither does not compile.
**
** `put(out, x)` picks by the type of x: struct str (escaped), struct html (passes), integers (plain digits:
** ids and years), struct count (grouped: 214,000), struct euros ("€1.2 million"), struct date ("3 May 2018"),
** struct url (its address as text). A `char *` is refused: words for people come from the catalogue
** (text/words.h). `put_attr` is the same for quoted attribute values and refuses markup; `put_url` is for href,
** src and action and takes a struct url only. Views (.html, see docs/internals/views.md) call these; hand
** written C rarely does.
*/
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/str.h"

struct words;

/* Where a view writes: the buffer, the language, and memory for what is made on the way. */
struct out {
    struct buf *buf;
    const struct words *words; /* NULL: English as written in the source */
    struct arena *arena;
};

struct html { struct str markup; };  /* trusted markup, made by a view or by html_* below */
struct url { struct str text; };     /* an address made by text/url.h: safe in href, src, action */
struct count { int64_t n; };         /* a number people read: grouped by the language's rules */
struct euros { int64_t cents; };     /* money people read, rounded: "€850", "€85,000", "€1.2 million" */

struct count count(int64_t n);
struct euros euros(int64_t cents);

void put_str(struct out *out, struct str text);
void put_html(struct out *out, struct html markup);
void put_int(struct out *out, int64_t number);
void put_count(struct out *out, struct count number);
void put_euros(struct out *out, struct euros amount);
void put_date(struct out *out, struct date date); /* nothing for DATE_NONE */
void put_url(struct out *out, struct url url);

#define put(out, x)                        \
    _Generic((x),                          \
        struct str: put_str,               \
        struct html: put_html,             \
        struct count: put_count,           \
        struct euros: put_euros,           \
        struct date: put_date,             \
        struct url: put_url,               \
        int: put_int,                      \
        unsigned: put_int,                 \
        long: put_int,                     \
        unsigned long: put_int,            \
        long long: put_int)((out), (x))

#define put_attr(out, x)                   \
    _Generic((x),                          \
        struct str: put_str,               \
        struct count: put_count,           \
        struct euros: put_euros,           \
        struct date: put_date,             \
        struct url: put_url,               \
        int: put_int,                      \
        unsigned: put_int,                 \
        long: put_int,                     \
        unsigned long: put_int,            \
        long long: put_int)((out), (x))

/* Bytes of the view itself, written by viewc; never called by hand. */
void put_raw(struct out *out, const char *bytes, size_t n);

/* What `x` would print, as text in the arena of `out` (for slots, titles, machine forms). */
struct str text_count(struct out *out, struct count x);
struct str text_euros(struct out *out, struct euros x);
struct str text_date(struct out *out, struct date x);

/* <a href="url">text</a>, for a slot in a sentence. */
struct html html_link(struct arena *arena, struct url url, struct str text);
/* Text with each part between byte 0x02 and byte 0x03 in <mark>, all of it escaped (search snippets). */
struct html html_marked(struct arena *arena, struct str text);
/* Escaped text as markup. */
struct html html_text(struct arena *arena, struct str text);

#endif
