/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** aims: what a leadership programme set out to do, and what changed: seven aims, what was answered to six short
** questions before it, at its end, after 90 days and twelve months, and what the system itself knows. Answers have no
** names: what changes is how a group answers, never a person. What is not known is said with what it needs. An open
** round shows nothing, so looking twice tells nothing of one answer; a closed one is not opened again.
*/
#ifndef WEB_SURVEY_AIMS_WEB_H
#define WEB_SURVEY_AIMS_WEB_H

#include "web/survey/survey_web.h"

#define AIMS 7
#define AIMS_QUESTIONS 6
#define AIMS_OPTIONS_MAX 6
#define AIMS_STEPS 5

struct aims_question {
    const char *code;
    enum survey_kind kind;
    const char *title, *hint;
    struct { const char *code, *words; } options[AIMS_OPTIONS_MAX];
};
extern const struct aims_question aims_questions[AIMS_QUESTIONS];

/* In the languages of the programme. */
void aims_ready(struct arena *arena, struct str languages, struct str title, struct survey *ret_survey);

struct aims_row { struct str title; struct str cells[AIMS_WHEN__MAX]; };

struct aims_quotes { struct str when; struct str *texts; size_t n; };

struct aims_aim {
    struct str title;
    struct str asks;              /* the question; "" none */
    struct aims_row *rows;
    size_t rows_n;
    struct str change;            /* "" none to tell */
    struct str says[3];           /* what the system knows */
    size_t says_n;
    struct aims_quotes quotes[AIMS_WHEN__MAX];
    size_t quotes_n;
};

struct aims_time {
    struct str title, says;
    struct tag state;
    struct str word;              /* of the form */
    struct str ask, remind;       /* labels; "" not now */
    bool may_close;
};

struct aims_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct aims_time times[AIMS_WHEN__MAX];
    struct str heads[AIMS_WHEN__MAX];
    bool is_asked[AIMS_WHEN__MAX]; /* others are left out of tables */
    bool any_asked;
    struct aims_aim aims[AIMS];
    struct str asked[AIMS_QUESTIONS];
    struct str once;
    struct url action;
};

/* "at the end", of sentences */
struct str aims_say_when(struct out *out, enum aims_when when);

extern const struct field aims_fields[], aims_form[];
handler aims_get, aims_act;

#endif
