/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** gate: who asks, and whether they may. The one place where rights are enforced: http calls it before every handler,
** with the right that the row of the route table names; domain/right.c has the table.
**
** A visitor who would have to sign in is led to /sign-in?next=..., and from a machine form told so with 403. Who has
** signed in and may not reads who may, and whom to ask.
*/
#ifndef WEB_GATE_H
#define WEB_GATE_H

#include "domain/right.h"
#include "http/route.h"
#include "store/trust_log.h"

extern const struct gate web_gate;

/* Whether who asks may do that, about nobody in particular: for links to what they may. It never replaces the right of
** a row. */
bool gate_allows(struct request *request, enum right right);

/* Who asks, for the log of what is changed (store/trust_log.h). */
struct log_someone gate_who(const struct request *request);

/* The parts of it, for tests. */
enum fault must_use gate_permit(struct request *request, struct response *response, const struct route *route,
                                int right);

#endif
