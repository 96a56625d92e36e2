/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** guess: wrong codes that come from one address, counted while pages are only looked at, so that nobody finds a code of
** six letters by trying. In memory that all workers share (as http/watch.h): made before the fork, never freed, no
** locks. No address stands in it: a digest with a salt of this run.
**
** Many people may share one address. So what an address was right about before it had too many wrong ones stays open to
** it: who is in a room is not shut out by a neighbour who tries. When too many were wrong a code that it was not right
** about before is not even looked up: neither the answer nor how long it takes tells whether there is one.
*/
#ifndef HTTP_GUESS_H
#define HTTP_GUESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "http/sender.h"

#define GUESS_SPAN_S 600
#define GUESS_ONE_MOST 60      /* wrong codes of one address in a span: more than a room mistypes */
#define GUESS_WIDE_MOST 300    /* of a customer's whole line */
#define GUESS_PLACES 4096      /* addresses that are counted at once; then one that began long ago goes */
#define GUESS_NEAR 8
#define GUESS_RIGHT 4          /* codes that an address was right about last */

struct guess_place {
    _Atomic uint64_t who;      /* 0: free */
    _Atomic int64_t since;
    _Atomic int64_t wrong;
    _Atomic uint64_t next;
    _Atomic uint64_t right[GUESS_RIGHT];
};

struct guesses {
    struct str salt;
    char salt_text[64];
    struct guess_place places[GUESS_PLACES];
};

struct guesses *guesses_new(void);
/* Seconds until a code may be tried from there; 0: it may be looked up. guesses NULL, or nobody known to come from
** there: 0. */
int64_t guess_wait_s(struct guesses *guesses, const struct sender *sender, struct str code, int64_t now);
/* What came of it. */
void guess_note(struct guesses *guesses, const struct sender *sender, struct str code, bool right, int64_t now);

#endif
