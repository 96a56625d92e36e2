/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** act_fails: a form is sent through the real table of routes, the real gate and a real session, with the first, second,
** ... call of the database failing in turn. Each time what it changes is there whole or not at all, the answer says
** which, and the same form once more goes through.
**
** What is there is told by numbers of the whole database (how many rows of each kind, the sums of what is set), so the
** difference that the form makes when nothing fails is the only one it may ever make. The keeper's answers are given
** here. On both engines; every eleventh call, another one first for each form, and all in the soak (scratch_all).
*/
#ifndef TESTS_STORE_ACT_FAILS_H
#define TESTS_STORE_ACT_FAILS_H

#include "http/route.h"
#include "scratch.h"
#include "text/secret.h"

#define NOW 1795348800
#define MAIL "ann@example.org"
#define PASSWORD "nine small giants at breakfast"
#define OLD_HASH "$argon2id$v=19$m=19456,t=2,p=1$c21hbGxnaWFudHNub2JvZA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" /* of a second step */

extern const struct secret_key net_key;

struct net {
    struct scratch *scratch;
    struct db *read;
    struct db *write;
    struct db *look; /* past every defence, as scratch_ask, which opens one each time */
    struct arena arena;
    struct buf body;
    struct site site;
    int64_t person;   /* Ann, with MAIL and PASSWORD */
    struct str city;  /* for scenarios: uid of a member city */
    int64_t city_id;
    int hashes;       /* that the keeper was asked for */
};

/* A form that is sent. */
struct form_sent {
    struct str target;
    struct str typed;
    struct str session; /* of the browser; "" none */
    int64_t now;
};

/* What is tried: the form for the n-th time, as things must be for it. */
struct scenario {
    const char *name;
    struct form_sent (*form)(struct net *net, int64_t n);
    int fine;        /* what it answers when nothing fails */
    int failed_min;  /* so many calls are made at least */
    bool shows_page; /* behind its commit a page is made, which may fail by itself */
};

struct net net_open(void **state); /* of scratch_setup: Ann is there */
/* A member city of hers besides: net->city; she is a colleague there. */
struct net net_open_city(void **state);
/* And a leadership programme of it, from that template. */
struct net net_open_programme(void **state, const char *template);
void net_close(struct net *net);
/* Ann sends it; below: behind the address of the programme. */
struct form_sent net_sent(struct net *net, struct str target, struct str typed);
struct form_sent net_sent_programme(struct net *net, const char *below, const char *typed);
struct str net_ask(struct net *net, const char *sql);
void net_exec(struct net *net, const char *sql);
/* What was read is read anew: settings are kept by a connection. */
void net_fresh(struct net *net);
/* A session from that instant; staff: with a second step. */
struct str net_session(struct net *net, int64_t person, bool staff, int64_t now);
/* As a worker does it, the keeper's answers beside it; the page is in net->body. */
struct response net_send(struct net *net, const struct form_sent *form, struct str once);
void act_fails(struct net *net, const struct scenario *scenario, enum fault fault);

#endif
