/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** visit: pages asked for and forms sent as somebody who signed in, without a server: the real table of routes and the
** real gate; only who asks is said by the test.
**
**     struct visit visit = visit_open(state);  visit.who = &visit_coordinator;
**     visit_get(&visit, "/remarks").status ...  visit_send(&visit, "/remarks/1/answer", "answer=x&do=answer") ...
**     visit_close(&visit);
*/
#ifndef TESTS_STORE_VISIT_H
#define TESTS_STORE_VISIT_H

#include "domain/who.h"
#include "http/route.h"
#include "scratch.h"

#define VISIT_NOW 1795348800
#define VISIT_MEMBER 7 /* the member city of visit_main_contact */

struct visit {
    struct scratch *scratch;
    struct db *read;
    struct db *write;
    struct arena arena;
    struct buf body;
    struct site site;
    const struct who *who; /* who has signed in; NULL: a visitor */
};

struct said {
    int status;
    struct str location;
    struct str page;
    int max_age_s;
};

extern const struct who visit_person;
extern const struct who visit_main_contact;
extern const struct who visit_coordinator;
extern const struct who visit_coordinator_weak; /* without a second step */
extern const struct who visit_administrator;

struct visit visit_open(void **state); /* of scratch_setup; nobody has signed in */
void visit_close(struct visit *visit);
struct said visit_get(struct visit *visit, const char *target);
/* With a fresh once-token; typed: "name=value&..." as on the wire. */
struct said visit_send(struct visit *visit, const char *target, const char *typed);
/* Fails the test when it does not stand on the page. */
void assert_has(struct str page, const char *part);

#endif
