/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** view: the views compiler (the language: docs/internals/views.md).
**
** views_compile takes all view files of a program and fills three outputs: C, its header, and the catalogue of
** words (.pot).
** It cuts at marks and copies the rest; it does not parse C. It keeps no state and does no I/O. The same
** sources give the same bytes.
** Cost: linear in the size of the sources. Problems are bounded by PROBLEMS_MAX; with any, the outputs are not
** to be used.
**
** The work is in three files: view.c (files, declarations, text, control lines, outputs), view_tag.c (tags and
** attributes),
** view_mark.c (marks and words). The rest of this header is between them.
*/
#ifndef TOOLS_VIEW_H
#define TOOLS_VIEW_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/problem.h"

struct view_source {
    struct str path;
    struct str text;
};

struct view_outputs {
    struct str c_name; /* base names, for #include and #line */
    struct str h_name;
    struct buf c;
    struct buf h;
    struct buf pot;
};

/* True without problems. The caller inits the three buffers. */
bool views_compile(struct arena *arena, const struct view_source *sources, size_t sources_count,
                   struct view_outputs *outputs, struct problems *problems);

/* ---- between view.c, view_tag.c and view_mark.c */

#define VIEW_DEPTH_MAX 100     /* elements open at once: real pages nest 20 deep */
#define VIEW_ATTRIBUTES_MAX 40 /* of one tag: real ones have at most 12 */
#define VIEW_SLOTS_MAX 9       /* of one sentence */

/* What is open at a place of the file: an element, a {{> x_top }}, or a block of a % line (name is then "{"). */
struct view_open {
    struct str name;
    size_t at;
};

/* A sentence of the catalogue. */
struct view_words {
    struct str one;
    struct str many; /* no text when it has no plural */
    struct str path; /* of the first place */
    size_t line;
    struct buf places;
};

/* All of a run. */
struct view_run {
    struct arena *arena;
    struct problems *problems;
    struct view_outputs *outputs;
    struct map words;   /* one -> struct view_words */
    struct map names;   /* of views -> struct view */
    struct map headers; /* to include */
};

/* One file. */
struct view {
    struct view_run *run;
    struct str path;
    struct str text;
    size_t at;             /* what has been cut */
    struct str name;       /* of the declaration */
    struct str parameters; /* with a comma before, or empty */
    bool half;
    struct buf raw;     /* bytes of the page not yet written out as put_raw */
    bool after_control; /* nothing but white space since a % line or the start */
    struct view_open open[VIEW_DEPTH_MAX];
    size_t open_count;
    size_t line_at; /* line `line` begins at or before this offset: view_line goes on from here */
    size_t line;
};

enum view_mark_kind { MARK_TEXT, MARK_WORDS, MARK_CALL, MARK_COMMENT, MARK_DECLARE, MARK_IF };

struct view_mark {
    enum view_mark_kind kind;
    struct str body; /* trimmed */
    size_t at;       /* of its {{ */
};

/* Adds a problem at an offset of the file. */
void view_complain(struct view *view, size_t at, struct str what, struct str mend);
#define view_complain_f(view, at, mend, ...)                                                                       \
    view_complain((view), (at), str_format((view)->run->arena, __VA_ARGS__), (mend))
size_t view_line(struct view *view, size_t at);
/* The rest of the file from `at` begins with this. */
bool view_looking_at(const struct view *view, struct str literal);

/* Writes what is pending as put_raw; then `#line` for what comes from `at`. */
void view_flush(struct view *view);
void view_put_line(struct view *view, size_t at);
void view_put_raw(struct view *view, struct str bytes);
/* Checks that each & begins a character reference; complains once. */
void view_check_references(struct view *view, struct str text, size_t at);
/* True when people would read this: it holds a letter outside character references. */
bool view_has_letter(struct str text);

bool view_push(struct view *view, struct str name, size_t at);

/* view_tag.c: the tag at view->at, which begins with '<'. */
void view_cut_tag(struct view *view);

/* view_mark.c: reads the mark at view->at, which begins with "{{", and goes behind it. False: it has no end
** (complained). */
bool view_read_mark(struct view *view, struct view_mark *ret_mark);
/* Writes out a MARK_TEXT or MARK_WORDS. `put` is the function: "put", "put_attr", "put_url". */
void view_put_mark(struct view *view, const struct view_mark *mark, const char *put);
void view_put_pot(struct view_run *run);

#endif
