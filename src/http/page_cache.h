/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** page_cache: whole pages as they go out, for anonymous readers. One a worker; nothing is shared.
**
** page_cache_check before each request drops everything when the content or the day is another than that the pages
** were made from. When it is full it is emptied: simpler than choosing, and a full cache means that somebody walks
** the whole site. Pages are copied in; what page_cache_find gives is valid until the next check, add or drop.
*/
#ifndef HTTP_PAGE_CACHE_H
#define HTTP_PAGE_CACHE_H

#include "base/date.h"
#include "base/map.h"

/* An answer as it goes out. */
struct answer {
    int status;
    int row;       /* of the route table, from 1; 0: it belongs to none */
    int max_age_s; /* -1: not to be stored; 0: asked for anew each time, and not kept here */
    bool gzip;
    bool live;       /* this and the next: see struct response */
    uint64_t event;
    bool streams;
    bool acts;       /* its row takes POST as well */
    int wait_s;      /* see struct response */
    bool clears;     /* a session is over: the browser forgets what it holds of this site */
    int64_t person;  /* who sent a form, or was refused, for the log; 0: nobody known, or a page that was read */
    struct str type;
    struct str body;
    struct str tag;       /* entity tag with its quotes; "" for none */
    struct str location;
    struct str refresh;   /* Refresh; "" for none */
    struct str cookie;    /* Set-Cookie; "" for none */
    struct str file_name;
};

struct page_cache {
    struct arena arena;
    struct map pages;
    int64_t version;
    struct date day;
};

void page_cache_init(struct page_cache *cache);
void page_cache_done(struct page_cache *cache);
void page_cache_drop(struct page_cache *cache);
void page_cache_check(struct page_cache *cache, int64_t version, struct date day);
const struct answer *page_cache_find(const struct page_cache *cache, struct str key);
void page_cache_add(struct page_cache *cache, struct str key, const struct answer *answer);

#endif
