/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** remarks: the queue of what readers tell those who run the network, for them: read, answer, close, remove. The same
** as `smallgiants remarks`, with the same functions of store/remark.h. What is personal (the mail address) stands on
** these pages only; none of them is kept by anybody.
*/
#ifndef WEB_REMARK_REMARKS_WEB_H
#define WEB_REMARK_REMARKS_WEB_H

#include "web/form.h"
#include "web/layout/parts.h"

struct remark_row {
    struct url url;
    struct str says;   /* its beginning */
    struct str page;   /* the address it is about; "" for none */
    struct str when;
    bool has_mail;
};

struct remarks_page {
    struct page *page;
    struct facet states[3];
    struct str title;  /* of the list */
    struct remark_row *rows;
    size_t rows_count;
    struct str more;   /* when there are more than are shown; else "" */
    struct str none;   /* when there are none */
};

struct remark_work_page {
    struct page *page;
    struct tag state;
    struct str says;
    struct fact facts[6];
    size_t facts_count;
    struct url about;   /* no text for none */
    struct url its_page;
    struct str answer;  /* "" for none */
    struct str typed;   /* an answer that came too late, so that it is not lost; "" for none */
    bool waits;
    struct form_field field;
    struct form_problems *problems;
    struct str once;
    struct url action;
    struct url remove;
};

extern const struct field remarks_fields[];
extern const struct field remark_work_form[];
extern const struct field remark_remove_form[];
handler remarks_get;
handler remark_work_get;
handler remark_work_act;
handler remark_remove_get;
handler remark_remove_act;

#endif
