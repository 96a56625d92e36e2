/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** paper: a paper that the law asks for, of sections; as a page that prints well, and as Markdown for the command line.
** Made from the settings, from what is done with data about people (legal/processing.h, store/record.h) and from what
** the program does. What only the operator can know is said as such: `fills`, each begins "To be filled by the
** operator". Nothing is made up.
**
** The record of processing activities: GDPR art. 30(1). The impact assessment: art. 35(7), a draft. Reads no database
** and no clock. Texts are of the language of `out`, in its arena.
*/
#ifndef WEB_LEGAL_PAPER_H
#define WEB_LEGAL_PAPER_H

#include "web/legal/legal_web.h"

#define PAPER_SECTIONS_MAX 64
#define PAPER_LINES_MAX 80

struct paper_lines {
    struct str items[PAPER_LINES_MAX];
    size_t n;
};

struct paper_section {
    struct str title;
    struct str id;
    bool is_part;              /* a part of the one before: a smaller heading */
    struct paper_lines says;   /* paragraphs */
    struct paper_lines points;
    struct paper_lines schema; /* English, as the comments of the schema say it */
    struct paper_lines fills;
};

struct paper {
    struct str title;
    struct str lead;
    struct paper_section *sections;
    size_t n;
};

/* What a paper is made from. */
struct paper_of {
    const struct legal *legal;
    struct str base_url;
    struct str version;  /* of the program */
    struct date today;
};

struct paper *paper_record(struct out *out, const struct paper_of *of);
struct paper *paper_assessment(struct out *out, const struct paper_of *of);
/* As Markdown. */
void paper_put(struct out *out, const struct paper *paper);

/* ---- for those who write one (paper.c) */
struct paper *paper_new(struct arena *arena, struct str title, struct str lead);
/* Begins a section; what follows goes into it. At most PAPER_SECTIONS_MAX, a bug beyond. */
void paper_section(struct paper *paper, struct arena *arena, struct str title);
void paper_part(struct paper *paper, struct arena *arena, struct str title);
void paper_say(struct paper *paper, struct str sentences);
void paper_point(struct paper *paper, struct str point);
/* what: "who decided so, and when"; "To be filled by the operator" is put before it. */
void paper_fill(struct paper *paper, struct out *out, struct str what);
/* The value, or what is to be filled in. */
void paper_value(struct paper *paper, struct out *out, struct str label, struct str value);
/* The measures that the program takes of itself: both papers have them. */
void paper_measures(struct paper *paper, struct out *out);
/* Who answers for it, and how they are reached: both begin so. */
void paper_controller(struct paper *paper, struct out *out, const struct paper_of *of);

struct paper_page {
    struct page *page;
    const struct paper *paper;
    struct str command; /* that prints the same */
};

handler paper_record_get;
handler paper_assessment_get;

#endif
