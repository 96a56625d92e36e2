/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** paper: pages by which who runs a room types in what was done on paper: cards of a round of groups, and how a question
** was answered. What does not fit is named line by line, nothing of it is kept, and all that was typed stays.
*/
#ifndef WEB_ROOM_PAPER_WEB_H
#define WEB_ROOM_PAPER_WEB_H

#include "web/people/deed.h"
#include "web/room/paper_rows.h"

struct paper_line {
    struct str where;   /* "Line 4"; "" of the whole */
    struct str says;
};

struct room_paper_page {
    struct page *page;
    struct notice notice;
    struct form_problems *problems;
    struct url action, back;
    struct str back_label;
    struct str once;
    struct str says[4];        /* how it is counted, before one types */
    size_t says_n;
    struct paper_line *wrong;
    size_t wrong_n;
    struct str wrong_more;     /* of those that are not named; "" none */
    bool is_asked;             /* there is something to type into */
    struct deed_select group;  /* of cards; n 0: of a question */
    struct form_field sheets, rows;
    struct str *standing;      /* counts that are typed in and not shown yet */
    size_t standing_n;
    struct str standing_title;
};

/* The lines that do not fit, of a form that was sent. */
void paper_say_wrong(struct request *request, struct out *out, const struct paper_wrongs *wrong,
                     struct room_paper_page *m);

extern const struct field paper_cards_fields[], paper_cards_form[], paper_counts_fields[], paper_counts_form[];
handler paper_cards_get, paper_cards_act, paper_counts_get, paper_counts_act;

#endif
