/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_ready: a survey is made of questions that stand ready in the catalogue of words, in each of the languages
** asked for:
**
**     struct survey_ready ready = {.arena = arena, .survey = ret_survey};
**     survey_ready_begin(&ready, S("en de"), title, 1, 6);
**     survey_ready_section(&ready, W_NOTE("Where we are"));
**     survey_ready_ask(&ready, "works", SURVEY_SEVERAL, W_NOTE("With whom?"), "");
**     survey_ready_offer(&ready, "council", W_NOTE("The council"));
*/
#ifndef WEB_SURVEY_SURVEY_READY_H
#define WEB_SURVEY_SURVEY_READY_H

#include "web/survey/survey_web.h"

#define SURVEY_READY_OPTIONS 8 /* of one question */

struct survey_ready {
    struct arena *arena;
    struct survey *survey;
    struct survey_question *question; /* the last one */
    struct out outs[SURVEY_LANGUAGES_MAX];
};

/* languages: codes with spaces between; "" English. At most so many sections and questions follow. */
void survey_ready_begin(struct survey_ready *ready, struct str languages, struct str title, size_t sections,
                        size_t questions);
void survey_ready_section(struct survey_ready *ready, const char *title);
/* In the last section. */
struct survey_question *survey_ready_ask(struct survey_ready *ready, const char *code, enum survey_kind kind,
                                         const char *title, const char *hint);
/* One more option of the last question. */
void survey_ready_offer(struct survey_ready *ready, const char *code, const char *words);
/* A sentence of the catalogue in each language. */
struct str *survey_ready_words(struct survey_ready *ready, const char *english);

#endif
