/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey_lime_parts: what reading and writing of a LimeSurvey structure share. */
#ifndef WEB_SURVEY_SURVEY_LIME_PARTS_H
#define WEB_SURVEY_SURVEY_LIME_PARTS_H

#include "web/survey/survey_lime.h"

#define LIME_OURS "smallgiants_kind" /* a setting of a question that LimeSurvey passes over: "scale" */
#define PROBLEMS_SHOWN 100

struct lime_reading {
    struct arena *arena;
    struct str name;
    const struct lime_node *document;
    struct problems *problems;
    struct lime_survey *to;
    size_t markup;        /* texts with it */
    size_t settings;      /* that are no attributes */
    size_t settings_read;
    bool refused;
};

/* Which rows: those whose `id` is `is`, and whose `code` is `code_is` where that is named. */
struct lime_key {
    struct str id, is, language, code, code_is;
};

void lime_keep(struct lime_reading *reading, enum lime_kept_kind kind, struct str code, struct str detail,
               size_t count);
/* One text a language: none, and those of all rows that say the same thing, those with this id (and code). */
struct str *lime_no_words(struct lime_reading *reading);
struct str *lime_words(struct lime_reading *reading, const struct lime_node *rows, const struct lime_key *key,
                       struct str field);
/* Rows of the first language that fit, in the order of a field, stable. */
size_t lime_ordered(struct lime_reading *reading, const struct lime_node *rows, const struct lime_key *key,
                    const char *order, const struct lime_node **ret_rows, size_t room);
/* False: of a type that is not asked here. */
bool lime_question_read(struct lime_reading *reading, const struct lime_node *row, size_t section,
                        struct survey_question *question);
/* Rows of sections in their order, at most SURVEY_SECTIONS_MAX. */
size_t lime_sections(const struct lime_node *document, struct str language, const struct lime_node **ret_rows);
/* "" when the question has no such setting. */
struct str lime_attribute(const struct lime_node *document, struct str qid, const char *name);

#endif
