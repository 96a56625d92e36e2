/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer_fields: the head of an answer: what a browser may do with the page, how long it may keep it, what it is.
**
** Pure. RFC 9110 and 9111 for content and caching; Content Security Policy 3 and its like for the rest, the same on
** every answer. RFC 6797: over https a browser is told to come by https alone for a year, also to hosts below this one
** (ASVS 5.0, 3.4.1). Clear-Site-Data: who signs out leaves nothing behind to go back to; cookies are not in it, because
** it would take those of the whole domain.
*/
#ifndef HTTP_ANSWER_FIELDS_H
#define HTTP_ANSWER_FIELDS_H

#include "http/page_cache.h"

#define ANSWER_FIELDS_MAX 20

struct answer_fields {
    struct { const char *name; struct str value; } items[ANSWER_FIELDS_MAX];
    size_t n;
    char caching[64];
    char retry[16];
    char disposition[320];
};

struct answer_way {
    bool secure;  /* the site is reached over https */
    bool closing; /* the connection ends with this answer */
};

/* Values borrow from the answer and from *ret_fields. */
void answer_fields(const struct answer *answer, struct answer_way way, struct answer_fields *ret_fields);

#endif
