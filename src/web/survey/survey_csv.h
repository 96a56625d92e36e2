/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_csv: answers to a survey as a table, a row each, as LimeSurvey writes them: columns are headed
** "code[row]. question [row's words]", cells hold the words of options ("full answers").
**
** Columns are found by their code and row, whatever words stand behind; one that no question has is kept and given out
** again in its place. A cell that says something else than what would be written for what was read of it ("No" where
** nobody ticked, "5.00") is kept to the letter beside. So a file that was read and is written with the same head is the
** same file.
*/
#ifndef WEB_SURVEY_SURVEY_CSV_H
#define WEB_SURVEY_SURVEY_CSV_H

#include "base/buf.h"
#include "domain/survey_answers.h"

struct survey_column {
    struct str head;
    size_t question;  /* index, or questions_n: none */
    struct str row;
};

struct survey_columns {
    const struct survey *survey;
    struct survey_column *items;
    size_t n;
    size_t unknown;   /* without a question */
};

/* Columns of a file by its first row. */
struct survey_columns survey_columns_read(struct arena *arena, const struct survey *survey, const struct str *heads,
                                          size_t n);
/* Columns for all that can be answered, in the first language. */
struct survey_columns survey_columns_of(struct arena *arena, const struct survey *survey);

/* What a row of the file says; rejected: cells of a question that say what none of its answers is. */
struct survey_answers survey_row_read(struct arena *arena, const struct survey_columns *columns,
                                      const struct str *cells,
                                      size_t n, size_t *ret_rejected);
/* One line. behind: other cells of the line stand there already. verbatim: for programs, LF at its end; else for
** spreadsheets (csv_put), CRLF. */
void survey_head_put(struct buf *buf, const struct survey_columns *columns, bool behind, bool verbatim);
void survey_row_put(struct arena *arena, struct buf *buf, const struct survey_columns *columns,
                    const struct survey_answers *answers, bool behind, bool verbatim);

#endif
