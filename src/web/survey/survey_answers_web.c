/* SPDX-License-Identifier: AGPL-3.0-or-later
** survey: single answers as a table, where they stand with names: who, then columns as LimeSurvey heads them. Where
** nobody is named there is no such table: a row would tell by its answers whose it is. */
#include "base/check.h"
#include "text/csv.h"
#include "web/say.h"
#include "web/survey/survey_csv.h"
#include "web/survey/survey_web.h"

enum fault survey_answers_get(struct request *request, struct response *response)
{
    struct survey_of of;
    struct q_survey_answers_named *rows;
    size_t n;
    survey_of_soon(request);
    TRY(survey_of_load(request, &of));
    if (of.row.id == 0 || of.row.named.v != 1) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_survey_answers_named(request->db, request->arena, of.row.id, &rows, &n));
    struct survey_columns columns = survey_columns_of(request->arena, &of.read->survey);
    response->max_age_s = -1;
    response->file_name = S("survey-answers.csv");
    csv_put(&response->body, S("name"), true);
    csv_put(&response->body, S("organisation"), false);
    csv_put(&response->body, S("sector"), false);
    survey_head_put(&response->body, &columns, true, false);
    for (size_t i = 0; i < n; i++) {
        struct survey_answers answers = survey_answers_read(request->arena, rows[i].body);
        csv_put(&response->body, rows[i].name, true);
        csv_put(&response->body, rows[i].organisation, false);
        csv_put(&response->body, rows[i].sector, false);
        survey_row_put(request->arena, &response->body, &columns, &answers, true, false);
    }
    return OK;
}
