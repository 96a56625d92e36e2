/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer_like: what a city wrote before about what it writes now, beside the box in which it writes: up to three
** earlier answers, each with where it is from and what came of it, and a button that puts its text below what stands in
** the box.
**
** The page of a section has its form with an id, and in it the box and a hidden field:
**
**     TRY(answer_like_load(request, out, member_uid, title_and_what_is_asked, S("section"), &m->like));
**     <form id="section" ...> ... <input type="hidden" name="from_answer" value="{{ m->like.from_answer }}"> </form>
**     {{> answer_like(&m->like) }}
**
** Its buttons send that form (HTML's form attribute: no script, nothing typed is lost) with the field "use". The form
** declares ANSWER_LIKE_FIELDS, and its act begins with
**
**     if (request_typed(request, "use").n > 0) { return answer_like_use(request, response, member_uid, "body"); }
**
** which shows the page again with the text put below; nothing is kept before somebody saves. When the text is saved,
** answer_like_id gives the number of the answer that it was begun from.
*/
#ifndef WEB_ANSWER_ANSWER_LIKE_H
#define WEB_ANSWER_ANSWER_LIKE_H

#include "base/ids.h"
#include "http/route.h"

#define ANSWER_LIKE_MAX 3
#define ANSWER_LIKE_UID 32

struct answer_like_row {
    struct url url;
    struct str uid;
    struct str id;         /* of its heading, for the button */
    struct str question;
    struct str from;       /* "Written for EUCF, handed in on 12 March 2024: granted" */
    struct str age;        /* with its numbers, when it is old; "" it is not */
    struct str beginning;
};

struct answer_like {
    struct answer_like_row rows[ANSWER_LIKE_MAX];
    size_t n;
    struct str form_id;
    struct str from_answer; /* to be sent along: the one whose text stands in the box; "" none */
    struct url all;         /* the search for the same words */
    struct url paste;       /* where a former bid is pasted */
};

#define ANSWER_LIKE_FIELDS                                                                                        \
    {.name = "use", .label = W_NOTE("Which earlier answer to use"), .kind = FIELD_TEXT, .max = ANSWER_LIKE_UID,   \
     .help = "its text is put below what is typed; nothing is saved"},                                            \
    {.name = "from_answer", .label = W_NOTE("Which earlier answer it was begun from"), .kind = FIELD_TEXT,        \
     .max = ANSWER_LIKE_UID, .help = "sent along by the page, to be kept with the text"}

/* words: title and what is asked. One round trip. */
enum fault must_use answer_like_load(struct request *request, struct out *out, struct str member_uid, struct str words,
                                     struct str form_id, struct answer_like *ret_like);
/* field: of the box. FAULT_INVALID with response->looks: the page again. FAULT_NOT_FOUND: the city has none such. */
enum fault must_use answer_like_use(struct request *request, struct response *response, struct str member_uid,
                                    const char *field);
/* Of what is typed into "from_answer"; not known: none, or it is not there any more. */
enum fault must_use answer_like_id(struct request *request, struct str member_uid, struct maybe_int *ret_id);

#endif
