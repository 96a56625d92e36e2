/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: what the parts of the verb share: files in survey.c, the database in survey_db.c. */
#ifndef CLI_SURVEY_H
#define CLI_SURVEY_H

#include <stdio.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "db/db.h"
#include "web/survey/survey_csv.h"
#include "web/survey/survey_lime.h"

#define SURVEY_ROW_ARENA_MAX (16u << 20) /* what one row of answers, or a page of them, takes */

struct survey_verb {
    struct cli *cli;
    struct problems problems;
    struct lime_node *document;
    struct lime_survey read;
    struct arena row;             /* of one row of answers */
    struct survey_columns columns;
    size_t rows, rejected;
    FILE *to;                     /* answers written again; NULL: not asked */
    struct buf line;
    struct db *db;                /* import, export: else NULL */
    int64_t survey_id;
    size_t unsaved;               /* rows since the last commit */
};

/* Notes what is wrong; FAULT_INVALID. */
enum fault must_use survey_verb_why(struct survey_verb *verb, struct str name, struct str why, const char *hint);
enum fault must_use survey_verb_read(struct survey_verb *verb, struct str name);
enum fault must_use survey_verb_write(struct survey_verb *verb, struct str to);
enum fault must_use survey_verb_answers(struct survey_verb *verb, struct str name, struct str to);

enum fault must_use survey_verb_import(struct survey_verb *verb);
enum fault must_use survey_verb_export(struct survey_verb *verb);
/* Of answers that are imported: the first line, which stands in verb->line; one answer. */
enum fault must_use survey_verb_head(struct survey_verb *verb);
enum fault must_use survey_verb_save(struct survey_verb *verb, const struct survey_answers *answers);

#endif
