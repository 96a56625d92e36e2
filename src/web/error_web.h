/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** error: the page for what did not work: what happened, and what to do now. It reads no database.
*/
#ifndef WEB_ERROR_WEB_H
#define WEB_ERROR_WEB_H

#include "web/layout/parts.h"

struct error_page {
    struct page *page;
    int status;
    const struct problem *problems;
    size_t problems_count;
    size_t problems_more;
    uint64_t number; /* of the request, for whoever runs this */
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
