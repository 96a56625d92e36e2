/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** session_parts: what the pages of signing in share: where it leads on, wrong passwords, opening a session.
*/
#ifndef WEB_SESSION_SESSION_PARTS_H
#define WEB_SESSION_SESSION_PARTS_H

#include "store/person.h"
#include "http/route.h"
#include "web/layout/parts.h"

/* Where somebody goes on after signing in: an address within this site, and none of signing in or out; else "". */
struct str next_local(struct request *request, struct str typed);

/* ---- wrong passwords
** Counted (store/rate.h) for who sends them to an address, for who sends them at all, and for an address over all
** senders. Only the first holds up somebody who has signed in to that address from there before. */

/* FAULT_INVALID, 429 and how long to wait: there were too many. person zero: nobody has that address. */
enum fault must_use wrong_look(struct request *request, struct response *response, struct str mail,
                               const struct q_person_by_mail *person);
/* One more; it stays although the form is refused. */
enum fault must_use wrong_add(struct request *request, struct response *response, struct str mail);
/* From here somebody has signed in. */
enum fault must_use place_save(struct request *request, const struct q_person_by_mail *person);

/* ---- links by mail: the same counts of their own. One more, or FAULT_INVALID as above. */
enum fault must_use link_take(struct request *request, struct response *response, struct str mail,
                              const struct q_person_by_mail *person);

/* Sends a link that signs in to an address; person zero: nobody has it. */
enum fault must_use link_send(struct request *request, struct response *response, struct str mail, struct str next,
                              const struct q_person_by_mail *person);
/* The page of a link that lets in once, when it is over; and that it is, as the problem of its form. */
enum fault must_use link_show_over(struct request *request, struct response *response);
enum fault must_use link_refuse_over(struct request *request);

/* ---- the present password of who has signed in, once more
** Not of somebody without one, and not of who has just come by a link: they have shown who they are within FRESH_S. */
#define FRESH_S 900
bool asks_present(const struct request *request, const struct q_person_by_id *person);
/* Typed into `field` of a form. FAULT_INVALID: it is wrong, or too many were, or it is not asked and signing in was too
** long ago; a problem says so. */
enum fault must_use prove_present(struct request *request, struct response *response, const struct field *field,
                                  const struct q_person_by_id *person);

/* A new password, typed into `field` of a form, of who has that name and mail address: FAULT_INVALID: it may not be
** chosen, and the field's problem says why. */
enum fault must_use judge_password(struct request *request, const struct field *field, struct str password,
                                   struct str name, struct str mail);

/* In the log: somebody did something to what is their own. */
enum fault must_use note_own(struct request *request, const char *kind, int64_t person_id, struct str name);
/* Who it is was shown: a new session and on to `next` ("": the own page), or first to the second step of who has one.
** Those who run the network and have none are led to set it up: without it their rights do not count. */
enum fault must_use session_lead(struct request *request, struct response *response, int64_t person_id,
                                 struct str opened_by, struct str next);

/* Where somebody goes who has signed in and wants no page in particular: one's own; while the site is closed, who sets
** it up goes there. administrator: whether it is one, whose second step is done. */
struct str session_home(const struct request *request, bool administrator);

/* A new session in the response; the one the browser had is over. */
enum fault must_use session_begin(struct request *request, struct response *response, int64_t person_id,
                                  struct str opened_by, bool second_factor);

#endif
