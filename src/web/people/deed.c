/* SPDX-License-Identifier: AGPL-3.0-or-later
** deed: what is known of somebody, and the few things that may be done. */
#include "web/people/deed.h"

#include "base/check.h"
#include "domain/who.h"
#include "store/session.h"
#include "store/trust_log.h"
#include "text/words.h"
#include "web/gate.h"
#include "web/say.h"
#include "web/session/session_parts.h"
#include "web/views.h"

struct deed *deed_of(struct request *request, struct str title, struct str lead)
{
    struct deed *m = arena_new(request->arena, struct deed);
    m->page = page_of(request, title, lead, DOOR_NONE);
    m->page->no_index = true;
    return m;
}

void deed_say(struct deed *m, struct str sentence)
{
    check(m->says_n < COUNT_OF(m->says));
    m->says[m->says_n++] = sentence;
}

void deed_fact(struct request *request, struct deed *m, struct str label, struct str value)
{
    if (value.n > 0) {
        check(m->facts_n < COUNT_OF(m->facts));
        m->facts[m->facts_n++] = (struct fact){.label = label, .value = html_text(request->arena, value),
                                               .as_of = DATE_NONE};
    }
}

void deed_link(struct deed *m, struct url url, struct str name)
{
    check(m->links_n < COUNT_OF(m->links));
    m->links[m->links_n++] = (struct deed_link){url, name};
}

struct deed_form *deed_form(struct deed *m, struct str title, struct str says)
{
    check(m->forms_n < COUNT_OF(m->forms));
    struct deed_form *form = &m->forms[m->forms_n++];
    form->title = title;
    form->says = says;
    return form;
}

void deed_button(struct deed_form *form, const char *value, struct str name)
{
    check(form->buttons_n < COUNT_OF(form->buttons));
    form->buttons[form->buttons_n++] = (struct deed_button){str_of(value), name, false};
}

void deed_button_quiet(struct deed_form *form, const char *value, struct str name)
{
    deed_button(form, value, name);
    form->buttons[form->buttons_n - 1].quiet = true;
}

struct deed_select *deed_select(struct request *request, struct deed_form *form, const struct field *field,
                                struct str hint, size_t most)
{
    check(form->selects_n < COUNT_OF(form->selects));
    struct deed_select *select = &form->selects[form->selects_n++];
    select->field = form_field_of(request, field, hint);
    select->options = arena_array(request->arena, struct deed_option, most);
    return select;
}

void deed_option(struct request *request, struct deed_select *select, struct str value, struct str name)
{
    bool chosen = request->acts && str_eq(select->field.value, value);
    select->options[select->n++] = (struct deed_option){value, name, chosen};
}

struct form_field *deed_field(struct request *request, struct deed_form *form, const struct field *field,
                              struct str hint)
{
    check(form->fields_n < COUNT_OF(form->fields));
    struct form_field *made = &form->fields[form->fields_n++];
    *made = form_field_of(request, field, hint);
    return made;
}

void deed_end(struct request *request, struct response *response, struct deed *m, const struct field *form)
{
    struct out out = response_out(request, response);
    m->problems = form_problems_of(request, form);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_deed(&out, m);
}

/* ---- what is said of people */

static const struct { const char *role; const char *of_city; const char *alone; } ROLES[] = {
    {"colleague", W_NOTE("Colleague of {city}"), W_NOTE("Colleague")},
    {"main_contact", W_NOTE("Main contact of {city}"), W_NOTE("Main contact")},
    {"coordinator", W_NOTE("Coordinator"), W_NOTE("Coordinator")},
    {"administrator", W_NOTE("Administrator"), W_NOTE("Administrator")},
};

struct str say_person_role(struct out *out, struct str role, struct str city)
{
    for (size_t i = 0; i < COUNT_OF(ROLES); i++) {
        if (str_eq(role, str_of(ROLES[i].role))) {
            struct slot slots = slot("city", city);
            return city.n > 0 ? words_text(out, ROLES[i].of_city, &slots, 1)
                              : words_text(out, ROLES[i].alone, NULL, 0);
        }
    }
    return role;
}

struct str say_day(struct out *out, struct maybe_int at)
{
    return at.known ? SAY(out, "{when}", slot("when", (struct date){(int32_t)(at.v / 86400)})) : W(out, "Never");
}

/* ---- one's own session */

enum fault own_session(struct request *request, struct str *ret_opened_by)
{
    struct q_session_list *rows;
    size_t n;
    const struct who *who = request_who(request);
    TRY(q_session_list(request->db, request->arena, who->person_id, request->now, &rows, &n));
    *ret_opened_by = S("password");
    for (size_t i = 0; i < n; i++) {
        if (rows[i].id == who->session_id) {
            *ret_opened_by = rows[i].opened_by;
        }
    }
    return OK;
}

enum fault own_session_again(struct request *request, struct response *response, struct str opened_by)
{
    const struct who *who = request_who(request);
    return session_begin(request, response, who->person_id, opened_by, who->has_second_factor);
}

enum fault note_person(struct request *request, const char *kind, int64_t id, struct str name, struct str fields)
{
    return trust_log_add(request->db, request->arena, &(struct log_event){
        .kind = str_of(kind), .fields = fields, .who = gate_who(request), .now = request->now,
        .whom = {id > 0 ? LOG_PERSON : LOG_NOBODY, id, name}});
}
