/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** document: a text that people take away (notes, a report), said once and written as Markdown, HTML or DOCX.
**
** document_init -> document_heading, document_paragraph, document_item, document_table, document_picture..., each
** followed by the document_run of what it says -> document_markdown, document_html, document_docx, any number of times.
** document_plain gives its words alone, as a reader hears them: what every form has to give back. In the arena; texts
** borrow. A line feed in a run is a new line; other control bytes become blanks. Nothing here fails: what does not fit
** makes `out` overflow.
**
** Markdown is CommonMark 0.31.2 with the tables of GitHub's (GFM 4.10): what would be a mark in a text stands behind a
** backslash, so the text is read as it was written. HTML is the inside of a page: headings from h2 on, tables with
** their first row as header. DOCX is WordprocessingML, transitional (ECMA-376 part 1; packed as part 2 says), of
** headings, paragraphs, lists, tables, links and pictures, by styles that Word and LibreOffice know by name, with
** title, language, header rows and descriptions of pictures (what accessible documents need: EN 301 549, 10). No fonts
** are named for scripts: the reader's own are taken, so Hindi, Telugu and Chinese come out in them.
*/
#ifndef TEXT_DOCUMENT_H
#define TEXT_DOCUMENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "text/html.h"

#define DOCUMENT_COLUMNS_MAX 12u
#define DOCUMENT_PICTURES_MAX 32u
#define DOCUMENT_LINKS_MAX 2000u
#define DOCUMENT_LEVELS 4 /* of headings; of lists */

enum run_shape { RUN_PLAIN, RUN_STRONG, RUN_EMPHASIS };

enum document_kind {
    DOCUMENT_HEADING,
    DOCUMENT_PARAGRAPH,
    DOCUMENT_ITEM,     /* of a list with bullets */
    DOCUMENT_NUMBERED, /* of a list with numbers; what follows something else begins at 1 */
    DOCUMENT_TABLE,
    DOCUMENT_PICTURE,
};

struct document_run {
    struct str text;
    enum run_shape shape;
    struct url url; /* no text: no link */
    struct document_run *next;
};

struct document_runs {
    struct document_run *first;
    struct document_run *last;
};

struct document_cell {
    struct document_runs runs;
    struct document_cell *next;
};

struct document_block {
    enum document_kind kind;
    int level;                   /* 1..DOCUMENT_LEVELS; of an item at most one deeper than the item before it */
    unsigned list;               /* of an item: which list of the document it stands in, from 1; */
    int number;                  /* and the how manieth of it it is */
    struct document_runs runs;   /* of a picture: none */
    size_t columns;              /* of a table */
    size_t cells;                /* a multiple of columns when it is complete */
    struct document_cell *first; /* row by row, the first one is the header */
    struct document_cell *last;
    struct str png;              /* of a picture */
    uint32_t width, height;      /* in its own pixels */
    struct str says;             /* what is seen in it */
    struct document_block *next;
};

struct document {
    struct arena *arena;
    struct str title;
    struct str language; /* "de": BCP 47 */
    struct str by;       /* who publishes it: the network */
    int64_t made_at;
    struct document_block *first;
    struct document_block *last;
    unsigned lists;                                         /* so far */
    int depth;                                              /* of the lists that are open: */
    const struct document_block *open[DOCUMENT_LEVELS];     /* the last item of each */
};

/* The title stands at the top of all three. */
void document_init(struct document *document, struct arena *arena, struct str title, struct str language, struct str by,
                   int64_t made_at);

/* What follows with document_run stands in the last of these. */
void document_heading(struct document *document, int level); /* 1: a part of the document */
void document_paragraph(struct document *document);
void document_item(struct document *document, int level);
void document_numbered(struct document *document, int level);
/* 1 to DOCUMENT_COLUMNS_MAX columns; document_cell begins the next one of it, the header's first. */
void document_table(struct document *document, size_t columns);
void document_cell(struct document *document);
/* A picture as PNG. False, and nothing is added, when it is none. */
bool document_picture(struct document *document, struct str png, struct str says);

void document_run(struct document *document, struct str text, enum run_shape shape);
void document_link(struct document *document, struct str text, struct url url);

/* Of a list; NULL is none. */
bool document_is_item(const struct document_block *block);

void document_plain(const struct document *document, struct buf *out);
void document_markdown(const struct document *document, struct buf *out);
void document_html(const struct document *document, struct buf *out);
void document_docx(const struct document *document, struct buf *out);

#endif
