/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** help: the door "Find help". Two questions, what do you need and which city are you, lead to cities worth talking to.
*/
#ifndef WEB_HELP_HELP_WEB_H
#define WEB_HELP_HELP_WEB_H

#include "web/city/matches_web.h"

struct help_page {
    struct page *page;
    struct str city;           /* what was typed */
    struct theme_tick *ticks;
    size_t ticks_count;
    struct place_row *rows;    /* cities of that name to choose from */
    size_t rows_count;
    bool guess;                /* nothing is called so; these are spelt nearly so */
    bool asked;
    struct search_box box;
};

extern const struct field help_fields[];
handler help_get;

#endif
