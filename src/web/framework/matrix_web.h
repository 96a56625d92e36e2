/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** matrix: for people of a member city: the matrices that it holds a licence for, and bringing one in. Their text is
** shown to who rates by it and on pages of the city's assessments, nowhere else.
*/
#ifndef WEB_FRAMEWORK_MATRIX_WEB_H
#define WEB_FRAMEWORK_MATRIX_WEB_H

#include "web/form.h"
#include "web/layout/parts.h"

struct matrix_line {
    struct str uid;      /* "" it cannot be removed: an assessment asks by it */
    struct str title;
    struct str says;
};

struct matrices_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct matrix_line *rows;
    size_t n;
    struct form_field title, holder, ref, body;
    struct str once;
    struct url action;
};

extern const struct field matrices_fields[], matrices_form[];
handler matrices_get, matrices_act;

#endif
