/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** notes: the notes of a leadership programme. For its facilitators: one click puts together what was said, voted and
** agreed, and brings it up to date without touching what people corrected; a section with its text, decisions,
** corrections that participants sent, closing by a second person, and files to take away. For who takes part: to read
** them behind their own link, and to send a section as they would have it.
**
** No name flows in, whatever the house rules are: what stands in them of people somebody typed. What few people said is
** left out as on the pages that it comes from. Who sent a correction is shown to nobody but themselves.
*/
#ifndef WEB_NOTES_NOTES_WEB_H
#define WEB_NOTES_NOTES_WEB_H

#include "store/note.h"
#include "text/document.h"
#include "web/programme/programme_web.h"

struct notes_block { bool is_list; struct str *lines; size_t n; };

struct notes_section {
    struct str uid, id;          /* id: "s1", within the page */
    struct str title;
    struct note_part *parts;
    size_t parts_n;
    struct str says;             /* where it is from, who changed it last */
    struct str choice;           /* that two texts stand at one place; "" no */
    struct url url;              /* to change it; no text: it cannot be */
};

struct notes_decision { struct url url; struct str uid, says, from; };

struct notes_change { bool is_gone, is_new; struct str text; };

struct notes_correction {
    struct str uid, title, says; /* says: when it was sent */
    struct notes_change *changes;
    size_t n;
};

struct notes_file { struct url url; struct str name, says; };

/* As a PDF, which the jobs process makes: url has text when it stands there; else what is said of it, and a button. */
struct notes_pdf {
    struct url url, again;       /* again: while it is being made, the page to look at once more */
    struct str says;
    bool may_ask;
};

struct notes_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    bool has_notes, is_closed, may_close;
    struct tag state;
    struct str says;             /* who changed them last */
    struct str why_not;          /* why who looks may not close them now; "" they may */
    struct programme_line *steps;
    size_t steps_n;
    struct form_field reason;
    struct notes_section *sections, *out;
    size_t n, out_n;
    struct notes_decision *decisions, *decisions_out;
    size_t decisions_n, decisions_out_n;
    struct notes_correction *corrections;
    size_t corrections_n;
    struct notes_file files[4];
    size_t files_n;
    struct notes_pdf pdf;
    struct url add_section, add_decision, back, action;
    struct str readers;          /* who reads them, by the house rules */
    struct str seen, once;
};

struct notes_section_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    bool is_new, is_closed, is_out;
    struct form_field title, body;
    struct str base, says;
    struct str has_choice, first, second;
    struct programme_line *texts;
    size_t texts_n;
    struct url action, back;
    struct str once;
};

struct notes_reader_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    bool is_closed;
    struct str says;
    struct notes_section *sections;
    size_t n;
    struct notes_decision *decisions;
    size_t decisions_n;
    struct programme_line *sent; /* their own corrections, and what came of them */
    size_t sent_n;
    struct str which, base;      /* the section that they change; "" none */
    struct str which_title;
    struct form_field body;
    struct url action, back;
    struct str once;
};

extern const struct field notes_fields[], notes_form[], notes_section_fields[], notes_section_form[];
extern const struct field notes_decision_form[], notes_reader_fields[], notes_reader_form[];
handler notes_get, notes_act, notes_section_get, notes_section_act, notes_decision_get, notes_decision_act;
handler notes_file_get, notes_reader_get, notes_reader_act;

/* ---- for these pages */

struct notes {
    struct q_programme_of programme;
    struct q_note_of note;       /* id 0: there are none yet */
    struct q_note_sections *sections;
    size_t sections_n;
    struct q_decision_list *decisions;
    size_t decisions_n;
    struct q_note_corrections *corrections;
    size_t corrections_n;
    struct q_note_steps *steps;
    size_t steps_n;
};

/* Of a programme, whose row is read elsewhere. */
void notes_soon(struct db *db, struct str programme_uid);
enum fault must_use notes_load_of(struct db *db, struct arena *arena, struct str programme_uid, struct notes *notes);
/* Of the programme in the address. */
enum fault must_use notes_load(struct request *request, struct notes *ret_notes);
struct note_facts notes_facts(const struct notes *notes);
struct url notes_url(struct request *request, const char *pattern, struct str uid);
/* Those that are in, with links to change them. */
size_t notes_sections_of(struct request *request, struct out *out, const struct notes *notes, bool out_only,
                         struct notes_section **ret_rows);
size_t notes_decisions_of(struct request *request, struct out *out, const struct notes *notes, bool out_only,
                          struct notes_decision **ret_rows);
/* "From the vote “...”. Carried by 12 of 14." */
struct str notes_say_from(struct out *out, const struct q_decision_list *row);
/* "3 May 2026 by Ada" */
struct str notes_say_when(struct out *out, int64_t at, struct str person);
/* 409, and what was typed. */
enum fault must_use notes_refuse(struct request *request, struct response *response, const struct field *field,
                                 const char *what, const char *hint);

/* What can flow in now, in the language of the notes. */
enum fault must_use notes_flow_of(struct request *request, const struct notes *notes, struct note_flow **ret_flows,
                                  size_t *ret_n);
struct str notes_language(struct request *request, const struct notes *notes);

/* ---- a decision is made from */
struct notes_origin { struct str value, name, kind, says, text, carried; };
/* What a decision can come from: statements that were tested, votes that are closed, assessments. */
enum fault must_use notes_origins(struct request *request, struct out *out, const struct notes *notes,
                                  struct notes_origin **ret_origins, size_t *ret_n);

/* ---- as files */

struct q_action_list;

/* All that stands in a file of them. */
struct notes_paper {
    struct document document;
    struct str days;             /* of the programme: stands on each sheet */
};

/* The notes, then what is done after them. Who does each is not said: the file goes further than the list does. */
void notes_document(struct request *request, struct out *out, const struct notes *notes, struct document *document);
void notes_document_actions(struct request *request, struct out *out, const struct q_action_list *rows, size_t n,
                            struct document *document);

/* Asked ahead of notes_load; pdf: also how the PDF stands. */
void notes_paper_soon(struct request *request, bool pdf);
/* In the language of the notes. */
enum fault must_use notes_paper_load(struct request *request, const struct notes *notes, struct notes_paper *ret_paper);
/* A page that needs nothing else, for the screen and for paper. */
void notes_paper_html(const struct notes_paper *paper, struct buf *to);
/* "notes-2027-01-12.pdf" */
struct str notes_file_name(struct request *request, const struct notes *notes, const char *ending);

/* ---- the PDF: of what stands there now, or none */

enum fault must_use notes_pdf_load(struct request *request, struct out *out, const struct notes *notes,
                                   struct notes_pdf *ret_pdf);
/* Somebody asks for it. FAULT_TOO_LARGE: it is too long to be printed. */
enum fault must_use notes_pdf_ask(struct request *request, const struct notes *notes);
/* Gives it; where there is none any more, the browser is sent to the notes. */
enum fault must_use notes_pdf_give(struct request *request, struct response *response, const struct notes *notes,
                                   const struct notes_paper *paper);

#endif
