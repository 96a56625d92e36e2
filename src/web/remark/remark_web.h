/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** remark: "Something wrong or missing?", a form that anybody can send, and the page of one remark, where its answer
** will stand. The page has an address that nobody can guess, and shows no mail address.
*/
#ifndef WEB_REMARK_REMARK_WEB_H
#define WEB_REMARK_REMARK_WEB_H

#include "web/form.h"
#include "web/layout/parts.h"

struct remark_new_page {
    struct page *page;
    struct str about;   /* the whole address it is about; "" for none */
    struct form_field about_field;
    struct form_field says;
    struct form_field source;
    struct form_field mail;
    struct form_field trap; /* left empty by people, who are not shown it */
    struct form_problems *problems;
    struct str once;
    struct url action;
};

struct remark_page {
    struct page *page;
    struct str state;   /* one sentence */
    struct url about;   /* no text for none */
    struct str says;
    struct str source;
    struct str answer;
    struct str until;   /* until when it is kept */
};

extern const struct field remark_new_fields[];
extern const struct field remark_new_form[];
handler remark_new_get;
handler remark_new_act;
handler remark_get;

#endif
