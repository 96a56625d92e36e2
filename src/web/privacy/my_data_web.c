/* SPDX-License-Identifier: AGPL-3.0-or-later
** my_data_web: one's own data. */
#include "web/privacy/my_data_web.h"

#include "domain/who.h"
#include "store/person.h"
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
