/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** history: what was changed of what a member city says of itself, for its own people: when, by whom, what stood there
** before and after, and a button that puts it back.
*/
#ifndef WEB_PROFILE_HISTORY_WEB_H
#define WEB_PROFILE_HISTORY_WEB_H

#include "store/profile_history.h"
#include "web/form.h"
#include "web/profile/profile_said.h"

struct history_row {
    struct said_part was;      /* n 0: nothing stood there */
    struct said_part became;
    struct str title;          /* "We want help with" */
    struct str when;           /* "3 November 2026, Ann Example" */
    struct str which;          /* its number */
    struct str seen;           /* of what stands there now */
    bool may_put_back;         /* what stood there is not what stands there now */
};

struct history_page {
    struct page *page;
    struct notice notice;      /* title "" for none */
    struct form_problems *problems;
    struct history_row *rows;
    size_t n;
    struct str once;
    struct url action;
    struct url back;
};

extern const struct field history_fields[], history_form[];
handler history_get, history_act;

/* Notes that who asks changed a part of the member city; the text that stands there since is read. */
enum fault must_use history_changed(struct request *request, int64_t member_id, struct history_part part,
                                    struct str was);

#endif
