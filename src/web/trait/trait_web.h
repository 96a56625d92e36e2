/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** trait: what makes a member city itself, a card at a time, for its own people: a few inputs, who may see it, saved by
** itself. The overview is a part of the profile (web/profile); what comes first for both is a reason there.
*/
#ifndef WEB_TRAIT_TRAIT_WEB_H
#define WEB_TRAIT_TRAIT_WEB_H

#include "store/profile_publish.h"
#include "store/trait.h"
#include "web/form.h"
#include "web/layout/parts.h"

#define TRAIT_CHOICES_MAX 9

struct trait_choice { struct str value; struct str id; struct str name; bool chosen; };

struct trait_input {
    struct form_field field;
    struct trait_choice choices[TRAIT_CHOICES_MAX]; /* of one of several; n 0: it is typed */
    size_t n;
};

struct trait_page {
    struct page *page;
    struct form_problems *problems;
    struct trait_input inputs[TRAIT_CARD_FIELDS_MAX];
    size_t n;
    bool stays;              /* nobody else ever sees it */
    struct str seen_by;      /* "city", "members", "everybody" */
    struct str seen;         /* of what stood there when the page was made */
    struct str once;
    struct url action;
    struct url back;
};

/* A card as the profile shows it. */
struct trait_line { struct str label; struct str says; }; /* label "": the title says it */
struct trait_summary {
    struct str title;
    struct trait_line lines[TRAIT_CARD_FIELDS_MAX];
    size_t n;
    struct str seen_by;      /* "Seen by people of all member cities." */
    struct url change;
    struct url publish;      /* where two people decide; no text: nothing is asked or published */
    bool is_saved;
};

extern const struct field trait_form[];
handler trait_get, trait_act;

struct str trait_card_title(struct out *out, enum trait_card card);
/* "health" as "Health". "" for none of the choices. */
struct str trait_choice_name(struct out *out, struct str name, struct str value);
/* "Hours a month"; "" where the title of the card says it. */
struct str trait_label(struct out *out, const struct trait *trait);
/* What was said, with choices and days in the reader's language. */
struct str trait_says(struct out *out, const struct trait *trait, struct str says);
/* Of the member city of the address. */
struct trait_summary trait_summary_of(struct request *request, struct out *out, const struct trait_said *said,
                                      const struct publications *all, enum trait_card card);

#endif
