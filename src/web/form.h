/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** form: what a form that acts shows of itself: its fields with what was typed, and what does not fit, twice: above
** the form as links, and beside each field (WCAG 2.2, 3.3.1 and 3.3.3).
**
**     {{> form_problems(m->problems) }}  <form ... method="post">  {{> form_once(m->once) }}  {{>
** form_field(&m->says) }} ...
**
** A problem belongs to the field whose label is its `where`.
*/
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "http/route.h"

/* A line or a box to type into. Texts are translated already. */
struct form_field {
    struct str name;      /* in the form, and the id */
    struct str label;
    struct str hint;      /* "" for none */
    struct str value;     /* what was typed */
    struct str error;     /* what does not fit; "" when all does */
    struct str described; /* ids of hint and error */
    struct str type;      /* "text", "email" */
    struct str fills;     /* what a browser may fill in (autocomplete): "email", "off" */
    int64_t units_max;    /* of UTF-16, which browsers count: far above what is taken, far below what a form may hold */
    bool long_text;       /* several lines */
    bool names_city;      /* with script, cities are offered while typing */
    bool required;
};

struct form_problem {
    struct str id;   /* of the field it belongs to; "" for none */
    struct str text;
};

struct form_problems {
    struct form_problem *items;
    size_t n;
};

/* With value and error of this request; type is "text", and a field with a `min` is required. */
struct form_field form_field_of(struct request *request, const struct field *field, struct str hint);
struct form_problems *form_problems_of(struct request *request, const struct field *fields);
/* Notes a problem of a field, for the handler that acts; `what` and `hint` are of the catalogue. */
void form_refuse(struct request *request, const struct field *field, const char *what, const char *hint);
/* Of a form that sends along what stood there when its page was made, in `field`: somebody else was quicker. Nothing
** that was typed is lost; the answer is 409. */
enum fault must_use form_refuse_meanwhile(struct request *request, struct response *response,
                                          const struct field *field);
/* The field of that name; a bug when there is none. */
const struct field *form_find(const struct field *fields, const char *name);

#endif
