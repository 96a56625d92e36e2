/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** error: the page for what did not work: what happened, and what to do now; what was typed is not lost. It reads no
** database.
*/
#ifndef WEB_ERROR_WEB_H
#define WEB_ERROR_WEB_H

#include "web/layout/parts.h"

#define ERROR_TYPED_MAX 4
#define ERROR_TYPED_LEAST 100 /* letters that a field takes: what is shorter is soon typed again */

/* What somebody wrote, for them to copy: its form is no longer there. */
struct error_typed { struct str label, id, text; };

struct error_page {
    struct page *page;
    int status;
    const struct problem *problems;
    size_t problems_count;
    size_t problems_more;
    uint64_t number; /* of the request, for whoever runs this */
    struct error_typed typed[ERROR_TYPED_MAX]; /* into a form that could not be taken */
    size_t typed_n;
    bool asks;             /* shows the box */
    struct search_box box;
};

/* The whole site is closed to who asks (request->shut). */
struct shut_page {
    struct page *page;
    bool is_trial; /* it is open at the computer that it runs on */
};

void error_render(struct request *request, struct response *response, int status);

#endif
