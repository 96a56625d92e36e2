/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer_like: what a city wrote before about what it writes now, beside the box in which it writes: up to three
** earlier answers, each with where it is from and what came of it, and a button that puts its text below what stands in
** the box.
**
** Looked at are question, fund and how each begins; all of the text is what the search looks at, to which it links.
**
** The page of a section has its form with an id, and in it the box and a hidden field:
**
**     answer_like_soon(request, member_uid, section_uid);
**     TRY(answer_like_load(request, out, &(struct answer_like_ask){...}, &m->like));
**     <form id="section" ...> ... <input type="hidden" name="from_answer" value="{{ m->like.from_answer }}"> </form>
**     {{> answer_like(&m->like) }}
**
** Its buttons send that form (HTML's form attribute: no script, nothing typed is lost) with the field "use". The form
** declares "use" and "from_answer" as texts of ANSWER_LIKE_UID letters, and its act begins with
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
    struct str begun;       /* the question of the one that the section was begun from; "" none */
    struct url begun_url;
    struct url all;         /* the search for the same words */
    struct url paste;       /* where a former bid is pasted */
};

/* What is written: whose section it is of, "" of none, and the words of its title and of what is asked. */
struct answer_like_ask {
    struct str member_uid, section_uid, words, form_id;
};

/* What it asks, before the words are known: with what the page asks first. */
void answer_like_soon(struct request *request, struct str member_uid, struct str section_uid);
enum fault must_use answer_like_load(struct request *request, struct out *out, const struct answer_like_ask *ask,
                                     struct answer_like *ret_like);
/* field: of the box. FAULT_INVALID with response->looks: the page again. FAULT_NOT_FOUND: the city has none such. */
enum fault must_use answer_like_use(struct request *request, struct response *response, struct str member_uid,
                                    const char *field);
/* Of what is typed into "from_answer"; not known: none, or it is not there any more. */
enum fault must_use answer_like_id(struct request *request, struct str member_uid, struct maybe_int *ret_id);

#endif
