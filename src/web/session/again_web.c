/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: a form that was sent by somebody who is not signed in any more: nothing typed is lost. */
#include "text/words.h"
#include "web/session/session_web.h"
#include "web/views.h"

static bool is_secret(const struct field *fields, struct str name)
{
    for (const struct field *field = fields; field->name != NULL; field++) {
        if (str_eq(str_of(field->name), name)) {
            return field->kind == FIELD_SECRET;
        }
    }
    return false;
}

static void keep_typed(struct request *request, struct again_page *m)
{
    m->kept = arena_array(request->arena, struct query_field, request->typed.n + 1);
    for (size_t i = 0; i < request->typed.n; i++) {
        const struct query_field *field = &request->typed.items[i];
        if (is_secret(request->form_fields, field->name)) {
            m->had_secret = true;
        } else if (!str_eq(field->name, S("once"))) {
            m->kept[m->kept_n++] = *field;
        }
    }
}

void again_render(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct again_page *m = arena_new(request->arena, struct again_page);
    m->page = page_of(request, W(&out, "You are signed out"),
                      W(&out, "What you typed is kept on this page, and nothing was sent on yet."), DOOR_NONE);
    m->page->no_index = true;
    m->page->is_sign_in = true;
    keep_typed(request, m);
    if (!url_local(request->arena, request->target, &m->action)) {
        m->action = URL("/");
    }
    m->sign_in = URL("/sign-in");
    m->once = request_once(request);
    view_again(&out, m);
}
