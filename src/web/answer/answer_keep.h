/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** answer_keep: what a city wrote in a bid that was handed in becomes earlier answers, each with where it is from; what
** comes of it is read from how the bid stands, never typed twice.
**
** The page of a bid offers it:
**
**     answer_offer_soon(request);  TRY(answer_offer_load(request, out, &m->keep));    {{> answer_offer(&m->keep) }}
**
** params: the member city, the bid.
*/
#ifndef WEB_ANSWER_ANSWER_KEEP_H
#define WEB_ANSWER_ANSWER_KEEP_H

#include "web/form.h"
#include "web/people/deed.h"

struct answer_offer {
    struct str says;         /* "" there is nothing to keep */
    struct url url;          /* no text: all of it is kept already */
    struct url answers;
};

void answer_offer_soon(struct request *request);
enum fault must_use answer_offer_load(struct request *request, struct out *out, struct answer_offer *ret_offer);

struct answer_keep_row {
    struct str number;       /* its place, from 1: the value of its box */
    struct str title;
    struct str beginning;
    struct str says;         /* how many words; that it is kept already */
    bool kept;
    bool chosen;
};

struct answer_keep_page {
    struct page *page;
    struct form_problems *problems;
    struct answer_keep_row *rows;
    size_t n;
    size_t open;             /* not kept yet */
    struct str once;
    struct url action, back;
};

extern const struct field answer_keep_form[];
handler answer_keep_get, answer_keep_act;

#endif
