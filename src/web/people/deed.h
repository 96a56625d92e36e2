/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** deed: one page about somebody or something, what is known of it, and the few things that may be done with it: each a
** form with its own button, all sent to the address of the page. Used by the pages of people and of member cities.
**
**     struct deed *m = deed_of(request, title, lead);   then deed_fact, deed_say, deed_form, deed_button ...
**     deed_end(request, response, m, form)               the view; `form`: the declared fields of the address
*/
#ifndef WEB_PEOPLE_DEED_H
#define WEB_PEOPLE_DEED_H

#include "web/form.h"
#include "web/layout/parts.h"

#define DEED_FORMS_MAX 4
#define DEED_FACTS_MAX 16
#define DEED_FIELDS_MAX 3
#define DEED_BUTTONS_MAX 2

struct deed_option { struct str value; struct str name; bool chosen; };

struct deed_select {
    struct form_field field;
    struct deed_option *options;
    size_t n;
};

struct deed_check { struct str name; struct str label; struct str error; bool checked; };
struct deed_button { struct str value; struct str name; bool quiet; };
struct deed_link { struct url url; struct str name; };

struct deed_form {
    struct str title;
    struct str says;            /* "" for none */
    struct deed_select selects[DEED_FIELDS_MAX];
    size_t selects_n;
    struct form_field fields[DEED_FIELDS_MAX];
    size_t fields_n;
    struct deed_check check;    /* name "" for none */
    struct str note;            /* small, below its buttons; "" for none */
    struct deed_button buttons[DEED_BUTTONS_MAX];
    size_t buttons_n;
};

struct deed {
    struct page *page;
    struct notice notice;       /* title "" for none */
    struct str says[6];
    size_t says_n;
    struct fact facts[DEED_FACTS_MAX];
    size_t facts_n;
    struct deed_form forms[DEED_FORMS_MAX];
    size_t forms_n;
    struct deed_link links[3];
    size_t links_n;
    struct form_problems *problems;
    struct str hidden_name;     /* sent along with each of its forms; "" nothing is */
    struct str hidden;
    struct str once;
    struct url action;
};

/* A page that robots stay out of, with nothing on it yet. */
struct deed *deed_of(struct request *request, struct str title, struct str lead);
void deed_say(struct deed *m, struct str sentence);
/* An empty value is left out. */
void deed_fact(struct request *request, struct deed *m, struct str label, struct str value);
void deed_link(struct deed *m, struct url url, struct str name);
struct deed_form *deed_form(struct deed *m, struct str title, struct str says);
/* value: of the field "do". Only in the first form does one stand out: a page has one thing to do first. */
void deed_button(struct deed_form *form, const char *value, struct str name);
void deed_button_quiet(struct deed_form *form, const char *value, struct str name);
/* With what was typed; `most` options have room. */
struct deed_select *deed_select(struct request *request, struct deed_form *form, const struct field *field,
                                struct str hint, size_t most);
void deed_option(struct request *request, struct deed_select *select, struct str value, struct str name);
struct form_field *deed_field(struct request *request, struct deed_form *form, const struct field *field,
                              struct str hint);
/* Renders it; never kept by anybody. */
void deed_end(struct request *request, struct response *response, struct deed *m, const struct field *form);

/* ---- what these pages say of people */

/* "Main contact of Ciampino", "Administrator". */
struct str say_person_role(struct out *out, struct str role, struct str city);
/* "22 November 2026"; of no instant "Never". */
struct str say_day(struct out *out, struct maybe_int at);
/* Who asks was signed out by what was done to them: how they had signed in, asked before, opens a new session. */
enum fault must_use own_session(struct request *request, struct str *ret_opened_by);
enum fault must_use own_session_again(struct request *request, struct response *response, struct str opened_by);
/* In the log: who asks did `kind` to a person (id 0: to nobody). */
enum fault must_use note_person(struct request *request, const char *kind, int64_t id, struct str name,
                                struct str fields);

#endif
