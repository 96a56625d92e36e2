/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** paper_rows: what was done on paper, as it was typed or pasted: cards, or how the options of a question were answered.
** Pure: what stands there already is for others.
**
** Cards of one group: a line each, the whole line (a dash or dot before it goes). Cards of all: a table with the number
** of the group and the card. Counts: a table with the option (its number or its text) and one count, or three. Tables
** are separated as text/csv finds it; a first row "group", or of counts one without a number, is a heading. What does
** not fit stands with its
** line: what, and how to mend it, in words of the catalogue.
*/
#ifndef WEB_ROOM_PAPER_ROWS_H
#define WEB_ROOM_PAPER_ROWS_H

#include "store/paper.h"

#define PAPER_TEXT_MAX 30000u /* letters */
#define PAPER_ROWS_MAX 1000u
#define PAPER_WRONG_MAX 20u   /* lines that are named */

struct paper_wrong {
    int64_t line;      /* from 1; 0: of the whole */
    struct str row;    /* its beginning, or the option that is missing */
    const char *what;
    const char *hint;
};

struct paper_wrongs {
    struct paper_wrong items[PAPER_WRONG_MAX];
    size_t n;          /* of items */
    size_t all;        /* that do not fit */
};

struct paper_cards {
    struct paper_card *items;
    size_t n;
    struct paper_wrongs wrong;
};

/* group: 0 each row says it. groups: how many there are. */
void paper_cards_read(struct arena *arena, struct str text, int64_t group, int64_t groups,
                      struct paper_cards *ret_cards);

struct paper_question {
    const struct str *options;
    size_t n;
    bool is_test;      /* three counts an option; else dots, one */
    int64_t sheets;    /* that were answered */
    int64_t budget;    /* dots of one sheet, */
    int64_t each_max;  /* of them on one option */
};

struct paper_counts {
    struct paper_count items[VOTE_OPTIONS_MAX];
    struct paper_wrongs wrong;
};

void paper_counts_read(struct arena *arena, struct str text, const struct paper_question *question,
                       struct paper_counts *ret_counts);

#endif
