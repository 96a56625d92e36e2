/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** act: a form that was sent, from its fields to what it came to.
**
** One transaction: has this form (its once-token) been answered before? then the same again; else the handler acts, and
** where it says to go on is kept under the token. So what is sent twice, tried again or sent anew after a connection
** was lost acts once. Nothing is half written: what is not committed is taken back, and then the page with the form
** is shown with what was typed and why. A commit whose answer never came counts as unknown, and is said so: the same
** token is in the form, so that sending it again settles it.
*/
#ifndef HTTP_ACT_H
#define HTTP_ACT_H

#include "http/route.h"

/* Answers that are kept, in the database (store/once.h). */
struct once_store {
    /* FAULT_NOT_FOUND: it was not answered yet; FAULT_CONFLICT: it was, with another body. */
    enum fault (*find)(struct db *db, struct arena *arena, struct str token, struct str body,
                       struct str *ret_location);
    enum fault (*add)(struct db *db, struct arena *arena, struct str token, struct str body, struct str location,
                      int64_t now);
};

/* For a match with request->acts. `write`: a DB_WRITE connection without a transaction; request->db stays the reading
** one. The answer is in the response: 303; the form again with 400, or what the handler set, and request->problems; or
** an error page. False: somebody else writes, the connection was lost, or the keeper was asked (response->fault says
** which; the question is open in request->asks), nothing was done and nothing answered: ask again with everything as it
** was before route_match. With `last` true others who write are waited for no more (503, the form again). */
bool act_run(const struct routes *routes, const struct route_match *match, struct request *request,
             struct response *response, struct db *write, const struct once_store *once, bool last);

/* The same when there is no database to write to: the form again, 503. */
void act_refuse(const struct routes *routes, const struct route_match *match, struct request *request,
                struct response *response);

#endif
