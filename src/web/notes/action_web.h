/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** action: actions of a leadership programme. For its facilitators: all of them as they stand, one to write and
** change, and what became of them after 30 days, 90 days and 12 months. For who does one: a page by the link of a
** mail, without an account, where they say that it is done, moved or dropped.
*/
#ifndef WEB_NOTES_ACTION_WEB_H
#define WEB_NOTES_ACTION_WEB_H

#include "store/action.h"
#include "web/programme/programme_web.h"

#define ACTION_LINK "action"        /* a kind of link; its subject: the uid */
#define ACTION_LINK_S (400 * 86400ll)

struct action_row {
    struct url url;
    struct str what, says;          /* who, by when, from which decision */
    struct str said;                /* what was said last; "" nothing */
};

struct action_group { struct str id, title; struct action_row *rows; size_t n; };

struct actions_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct action_group groups[4];
    size_t groups_n;
    struct action_row *out;         /* taken out, to be put back: says is the uid */
    size_t out_n;
    struct deed_link reviews[ACTION_REVIEWS];
    struct str reviews_says[ACTION_REVIEWS];
    struct url add, notes, back, action;
    bool has_notes;
    struct str once;
};

struct action_review_page {
    struct page *page;
    struct str sum;                 /* "Of 9 actions 4 are done, ..." */
    struct str when;
    struct action_group groups[BECAME__MAX];
    size_t groups_n;
    struct url back;
};

extern const struct field actions_fields[], actions_form[], action_form[], action_link_fields[], action_link_form[];
handler actions_get, actions_act, action_get, action_act, action_review_get, action_link_get, action_link_act;

/* ---- for these pages */
struct str action_who(struct out *out, const struct q_action_list *row);
/* "moved to 3 May 2026: the council meets later" */
struct str action_say_step(struct out *out, struct str step, struct date due_on, struct str says);
bool action_read_day(struct request *request, const struct field *field, struct date *ret_day);
/* What the fields "day" and "why" say, for `what` of done, moved, dropped, opened. False: refused. */
bool action_read_saying(struct request *request, const struct field *form, struct str what, struct date due_on,
                        struct action_saying *ret_saying);
/* "30 days after it" */
struct str action_say_review(struct out *out, int days);

#endif
