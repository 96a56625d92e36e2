/* SPDX-License-Identifier: AGPL-3.0-or-later
** my_data_web: one's own data. */
#include "web/privacy/my_data_web.h"

#include "domain/who.h"
#include "store/person.h"
#include "web/legal/legal_web.h"
#include "web/legal/processing.h"
#include "web/privacy/own_data.h"

enum fault my_data_get(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    bool as_json = request->form == FORM_JSON;
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    const struct personal_of of = {row.id, row.name, row.mail};
    response->max_age_s = -1;
    response->file_name = as_json ? S("my-data.json") : S("my-data.csv");
    return as_json ? own_data_json(request->db, request->arena, &of, request->site->name, request->now, &response->body)
                   : own_data_csv(request->db, request->arena, &of, &response->body);
}

enum fault my_sheet_get(struct request *request, struct response *response)
{
    struct q_person_by_id row;
    const struct personal_table *table = personal_find(request->params[0]);
    if (table == NULL) {
        return FAULT_NOT_FOUND;
    }
    TRY(q_person_by_id(request->db, request->arena, request->who->person_id, &row));
    const struct personal_of of = {row.id, row.name, row.mail};
    response->max_age_s = -1;
    response->file_name = str_format(request->arena, "my-%s.csv", table->name);
    return own_data_sheet(request->db, request->arena, &of, table, &response->body);
}

static struct str title_of(struct out *out, const char *table)
{
    for (size_t i = 0; i < processing_rows_count; i++) {
        if (processing_has(processing_rows[i].tables, table)) {
            return processing_say(out, i, false).title;
        }
    }
    return S("");
}

const struct use_sheet *my_sheets(struct out *out, size_t *ret_n)
{
    struct use_sheet *sheets = arena_array(out->arena, struct use_sheet, personal_tables_count);
    size_t n = 0;
    for (size_t i = 0; i < personal_tables_count; i++) {
        const char *name = personal_tables[i].name;
        if (personal_tables[i].shown != NULL) {
            sheets[n++] = (struct use_sheet){
                url_path_of(out->arena, "/me/data/{}", str_format(out->arena, "%s.csv", name)),
                str_format(out->arena, "%.*s (%s)", STR_ARG(title_of(out, name)), name)};
        }
    }
    *ret_n = n;
    return sheets;
}
