/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey: the survey before a leadership programme. For the city that holds it: making it from six ready questions,
** changing them, opening it, sending links, reminding, closing, results. For participants, who have no account: the
** pages of the link that was mailed to them.
**
** A link is "survey" signed by the network, its subject "<uid of the participant>-<secret>" (store/survey.h). A page of
** answers asks one section, or as much of it as can be known without asking in between; each is saved by itself, from
** any device that has the link, also by several people.
*/
#ifndef WEB_SURVEY_SURVEY_WEB_H
#define WEB_SURVEY_SURVEY_WEB_H

#include "store/programme.h"
#include "store/survey.h"
#include "web/people/deed.h"
#include "web/survey/survey_lime.h"
#include "web/survey/survey_send.h"

/* ---- asking */

struct survey_pick {
    struct str name, value, id, label;
    bool chosen;
};

struct survey_place {           /* a row of a matrix, a place of a ranking, or the one of a question */
    struct str name, id, label; /* label "" the question's own */
    struct str value;           /* typed */
    struct survey_pick *picks;  /* else */
    size_t picks_n;
};

enum survey_look { SURVEY_RADIOS, SURVEY_BOXES, SURVEY_SELECTS, SURVEY_LINE, SURVEY_LINES };

struct survey_ask {
    enum survey_look look;
    struct str id;              /* of the part, for links to it */
    struct str title, hint, error, note;
    struct str described;       /* ids of hint and error */
    bool required;
    struct survey_place *places;
    size_t places_n;
    struct survey_place own;    /* in own words; name "" not asked */
    struct str mode;            /* "decimal" of a number, else "text" */
    int64_t units_max;
};

struct survey_pages {
    size_t first[SURVEY_QUESTIONS_MAX + 1]; /* of each page, and behind the last */
    size_t n;
};

void survey_pages_of(const struct survey *survey, struct survey_pages *ret_pages);
/* What was typed of the questions from..to that are asked. */
struct survey_answers survey_typed(struct request *request, const struct survey *survey, size_t from, size_t to,
                                   const bool *asked);
/* asks has room for to - from. */
size_t survey_asks_of(struct request *request, struct out *out, const struct survey *survey, size_t language,
                      size_t from, size_t to, const bool *asked, const struct survey_answers *answers,
                      struct survey_ask *asks);
struct str survey_say_wrong(struct out *out, const struct survey_question *question, const struct survey_fault *fault,
                            size_t language);
struct str survey_say_kind(struct out *out, const struct survey_question *question);

/* ---- of the city */

struct survey_row { struct url url; struct str title, says; };

struct survey_group {           /* a section, and what it asks */
    struct str title;           /* "" it has none, or it is the only one */
    struct str at;              /* which: of the form that moves it */
    bool up, down;              /* it can be asked earlier, later */
    struct survey_row *rows;
    size_t rows_n;
    int64_t start;              /* number of the first question */
};

struct survey_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    bool none, may_edit, is_draft, is_open, is_closed, is_named;
    struct str says[5];
    size_t says_n;
    struct str traces;          /* what who runs the server could find out */
    struct survey_group *groups;
    size_t groups_n;
    struct url add, see, results, action, import;
    size_t waiting;             /* participants to whom a link could go now */
    struct str send_label, remind_label;
    struct str once, seen;
};

struct survey_question_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct form_field title, hint, options, rows, bounds, when;
    struct deed_select kind;
    struct deed_check required;
    struct deed_link languages[SURVEY_LANGUAGES_MAX];
    size_t languages_n;
    bool is_new, is_more;
    struct str reach;
    struct str once, seen;
    struct url action, back, more;
};

struct survey_section_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str says;            /* of the section */
    struct survey_ask *asks;
    size_t asks_n;
    bool preview;
    struct str go_on;           /* its button */
    struct str reach;           /* what may reach what is typed; "" nothing is */
    struct str once, seen;
    struct url action, back, next;
};

struct survey_start_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct str says[8];
    size_t says_n;
    struct str traces;
    struct survey_row *rows;    /* its pages, and how far they are */
    size_t rows_n;
    struct survey_row missing[10];
    size_t missing_n;
    struct url begin, action;
    struct str begin_label;
    struct str send;            /* the label of the button; "" not yet, or it is closed */
    struct str once;
};

struct survey_bar { struct str words, count; int64_t n; int64_t most; };

struct survey_part { struct str title; struct survey_bar *bars; size_t n; };

struct survey_result {
    struct str title, says, more;
    struct survey_part *parts;
    size_t parts_n;
    struct str *texts;
    size_t texts_n;
};

/* A sentence of the results, to begin with. */
struct survey_proposal {
    struct str says, question;
    bool on_wall, on_agenda;    /* a card or a block says the same */
};

struct survey_results_page {
    struct page *page;
    struct str says[3];
    size_t says_n;
    struct notice notice;
    struct form_problems *problems;
    struct str once;
    struct url action, wall, agenda;
    struct survey_proposal *proposals;
    size_t proposals_n;
    struct survey_result *items;
    size_t n;
    struct url back;
    struct use_data data;
    struct url answers;         /* single answers, where they stand with names */
};

/* The survey before the programme in the address, and what it asks. FAULT_NOT_FOUND: no such programme; without a
** survey ret_of->row.id is 0. */
struct survey_of {
    struct q_programme_of programme;
    struct q_survey_of row;
    struct lime_node *document;
    struct lime_survey *read;   /* NULL: none */
};
/* The language of the page, when the survey has it. */
size_t survey_reader(const struct request *request, const struct survey *survey);
void survey_of_soon(struct request *request);
enum fault must_use survey_of_load(struct request *request, struct survey_of *ret_of);
struct url survey_url(struct request *request, const char *behind);
/* The text of a structure, as it is kept. */
struct str survey_structure(struct arena *arena, const struct survey *survey, const struct lime_node *kept);
/* Six ready questions, in the languages of the programme. */
void survey_ready(struct arena *arena, struct str languages, struct str title, struct survey *ret_survey);
void survey_crumbs(struct request *request, struct out *out, const struct survey_of *of, struct page *page);
/* The section is asked before the one above it, or behind the next. FAULT_CONFLICT: there is none. FAULT_INVALID: a
** condition would be about a question that comes later; which, is noted at the field. */
enum fault must_use survey_section_move(struct request *request, const struct survey_of *of, size_t at, bool up,
                                        const struct field *field);
/* Asks those who have an address and were not asked, at most so many; reminds those who have not answered. */
enum fault must_use survey_send(struct request *request, const struct survey_of *of, bool remind, size_t *ret_n);
/* Whether answers stand with names, and what who runs the server could find out all the same. */
struct str survey_say_named(struct out *out, bool named);
struct str survey_say_traces(struct out *out, bool named);
struct str survey_say_reach(struct out *out);

/* The sentence becomes a card of the knowledge wall; or a block at the end of the next session that has room.
** FAULT_INVALID: why not is noted at the field. */
enum fault must_use survey_hang(struct request *request, struct out *out, int64_t programme_id, struct str says,
                                const struct field *field);
enum fault must_use survey_to_agenda(struct request *request, int64_t programme_id,
                                     const struct survey_proposal *proposal, const struct field *field);

/* What it says in sentences, for notes, as its results' page shows it; none: there is no survey, or it never opened. */
enum fault must_use survey_result_lines(struct request *request, struct out *out, struct str **ret_lines,
                                        size_t *ret_n);

extern const struct field survey_fields[], survey_form[], survey_question_fields[], survey_question_form[];
extern const struct field survey_results_fields[], survey_results_form[];
extern const struct field survey_see_fields[], survey_start_fields[], survey_start_form[], survey_section_form[];
handler survey_get, survey_act, survey_see_get, survey_question_get, survey_question_act, survey_results_get,
    survey_results_act, survey_answers_get;
handler survey_start_get, survey_start_act, survey_section_get, survey_section_act;

#endif
