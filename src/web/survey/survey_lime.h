/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_lime: a survey from the structure file of LimeSurvey (.lss, up to DBVersion 399) and back.
**
** What has a counterpart in our model is read from it; the file itself is kept beside, to the letter. Writing begins
** with what was kept: what is the same in the model stays as it stands in the file, markup, attributes and all; rows of
** a question are made anew only where it was changed here. So nothing that LimeSurvey knows is lost by coming and
** going, and read(write(read(file))) is read(file).
**
** What is not understood is said (struct lime_kept): it is kept, and not asked here.
*/
#ifndef WEB_SURVEY_SURVEY_LIME_H
#define WEB_SURVEY_SURVEY_LIME_H

#include "base/fault.h"
#include "base/problem.h"
#include "domain/survey.h"
#include "text/lime.h"

enum lime_kept_kind {
    LIME_KEPT_TYPE,       /* a question of a type that we do not ask (detail: its letter) */
    LIME_KEPT_DATE,       /* a date, asked as a text */
    LIME_KEPT_WHEN,       /* its condition is more than ours can say: it is asked always */
    LIME_KEPT_LATER,      /* its condition is about a question behind it, so it never holds here */
    LIME_KEPT_SECTION,    /* of a section: likewise */
    LIME_KEPT_ATTRIBUTES, /* count of settings of questions without a counterpart */
    LIME_KEPT_MARKUP,     /* count of texts with markup, shown plain */
    LIME_KEPT_TABLE,      /* a part of the file without a counterpart (detail: its name) */
    LIME_KEPT__MAX
};

struct lime_kept {
    enum lime_kept_kind kind;
    struct str code;      /* of the question; "" none */
    struct str detail;
    size_t count;
};

#define LIME_KEPT_MAX 200

struct lime_survey {
    struct survey survey;
    struct lime_kept kept[LIME_KEPT_MAX];
    size_t kept_n;
};

/* FAULT_INVALID, FAULT_TOO_LARGE: problems say where, what and how to mend it. `name`: of the file. */
enum fault must_use survey_lime_read(struct arena *arena, struct str name, struct str bytes, struct problems *problems,
                                     struct lime_node **ret_document, struct lime_survey *ret_survey);
/* The same from a document that was read. */
enum fault must_use survey_lime_of(struct arena *arena, struct str name, const struct lime_node *document,
                                   struct problems *problems, struct lime_survey *ret_survey);
/* kept: the file it came from; NULL: it was made here. */
void survey_lime_write(struct arena *arena, const struct survey *survey, const struct lime_node *kept,
                       struct lime_node **ret_document);
/* The section and the next one change places, in the document; all else stays to the letter. */
void survey_lime_swap(struct arena *arena, struct lime_node *document, struct str language, size_t section);
/* A sentence for what was kept, in English (the command line). */
struct str survey_lime_say(struct arena *arena, const struct lime_kept *kept);

#endif
