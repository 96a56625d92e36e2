/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** worker: what one single-threaded web process holds, and how it answers one request after another.
**
** Life: worker_init (after the fork: it opens the database) -> worker_answer ... -> worker_done. It knows nothing of
** sockets: the server reads a head and sends a page. A request's memory is one arena, given back at the next request.
** A database that cannot be opened is no reason to stop: /ready says so, pages answer 503, and it is tried again.
*/
#ifndef HTTP_WORKER_H
#define HTTP_WORKER_H

#include "http/act.h"
#include "http/head.h"
#include "http/page_cache.h"
#include "http/route.h"
#include "http/uses.h"
#include "http/watch.h"

/* What a server is made of; the same for all its workers. */
struct web {
    const struct routes *routes;
    enum entrance entrance;
    struct site site;  /* what is known before the database is open */
    struct str here;   /* "http://127.0.0.1:8080": where it listens, when nobody said how it is reached */
    /* Fills *site from the database after each opening; texts into the arena. NULL: it stays as it is. */
    enum fault (*load_site)(const struct web *web, struct db *db, struct arena *arena, struct site *site);
    struct str db_url; /* "" for none */
    struct str proxy;  /* address of a proxy on another machine; "" for none */
    struct once_store once; /* where answers to forms are kept; needed when a row of the table acts */
    /* Looks how much room the database has; false: nobody knows. NULL: nobody looks. */
    bool (*look_at_disk)(const struct web *web, struct disk *ret_disk);
    /* Puts what the database knows of counts behind those of the server, in their format (http/metrics.h); within a
    ** read transaction. NULL: nothing. */
    enum fault (*put_counts)(struct db *db, struct arena *arena, struct buf *to);
    /* Notes that these were used by `now` (request->use), in a transaction of its own. NULL: nothing is noted. */
    enum fault (*note_uses)(struct db *db, const int64_t *uses, size_t n, int64_t now);
    bool cache;        /* keep whole pages */
    int idle_s;        /* CONNECTION_IDLE_S; less in tests */
    int send_s;        /* SEND_S_MAX; less in tests */
    int grace_ms;      /* GRACE_STOP_MS; less in tests */
    int drain_ms;      /* told to stop, it answers on as before for so long, while /ready says that it stops */
    int keeper_ms;     /* KEEPER_WAIT_MS_MAX; less in tests */
    int request_ms;    /* REQUEST_TIME_MS_MAX; less in tests */
    struct guesses *guesses; /* wrong codes of all workers (http/guess.h); NULL: nobody counts */
    struct watch *watch;
};

struct worker {
    const struct web *web;
    int number;               /* its place in web->watch */
    struct arena arena;       /* of the present request */
    struct buf body;
    struct buf packed;
    struct page_cache pages;
    struct page_cache live;   /* parts of streams, for a second */
    int64_t live_since_ms;
    struct arena db_arena;    /* of the present connection and site */
    struct db *db;
    struct db *write;         /* for forms that act: opened by the first, closed with db */
    struct str db_why;        /* why there is none */
    int64_t db_tried_ms;
    int64_t write_slow_ms;    /* when a try to open it, a long one, had failed; 0: the last did not */
    struct uses uses;         /* to be noted */
    struct site site;
    bool leaving;             /* set from outside: /ready says so */
    char doing[256];
};

/* A request that is here as a whole. */
struct whole {
    const struct head *head;
    struct str body;             /* of a POST */
    const struct sockaddr *from; /* NULL: not known */
    uint64_t number;
    struct asks *asks;           /* of a form that acts: what it asks the keeper, over all tries */
    bool last;                   /* it has waited long enough for others who write: answer it now */
};

void worker_init(struct worker *worker, const struct web *web, int number);
void worker_done(struct worker *worker);
/* The answer to a request whose head is fine; *ret_answer borrows from the worker until the next call. False: a form
** that cannot act yet, because it has asked the keeper (whole->asks has an open question) or somebody else writes;
** nothing is answered: the same again with the answer, or a little later. */
bool worker_answer(struct worker *worker, const struct whole *whole, struct answer *ret_answer);
/* In which language it is answered; "" for the default. */
struct str worker_language(const struct head *head);
/* Whether people reach the site over https: what it says of its own address. */
bool worker_is_secure(const struct worker *worker);
/* The answer to one that is refused, with a short text. */
void worker_refuse(struct worker *worker, int status, uint64_t number, struct answer *ret_answer);

/* Whether something was written to the database since the last call: what is shown of work under way is then made anew.
** A connection that was cut is opened again. To be asked when worker_news_fd is readable, or where that is -1 every
** DB_NEWS_TURN_MS. */
bool worker_hears(struct worker *worker);
int worker_news_fd(const struct worker *worker);

/* Notes what is due, or all; what cannot be noted now stays for the next call. A GET never writes: this does. */
void worker_note(struct worker *worker, bool all);

/* A clock that only rises. */
int64_t clock_ms(void);

#endif
