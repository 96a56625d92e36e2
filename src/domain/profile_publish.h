/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile_publish: what everybody may read of what a city says of itself, and who decides that. One person of the city
** asks, another one reads the very text and says yes or no; one is enough to take it down or to take the question
** back. A text that is changed afterwards is another one: it is asked for again, and until then what was published
** stays as it was. Political backing stays in the city whoever asks. Pure.
*/
#ifndef DOMAIN_PROFILE_PUBLISH_H
#define DOMAIN_PROFILE_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "domain/trait.h"

/* The four answers together, then the cards in their order. */
#define PUBLISH_PARTS_MAX (1 + TRAIT_CARD__MAX)
#define PUBLISH_ANSWERS 0

/* "answers", "ambition", ... as in addresses and in the column. */
struct str publish_part_word(int part);
/* false: there is none of that name, or it never leaves the city. */
bool publish_part_parse(struct str word, int *ret_part);
/* Of an own part only: a card as a part. */
int publish_part_of(enum trait_card card);

/* How it stands with one part. Texts as store/profile_publish.h has them; "" for none. */
struct publish_now {
    struct str said;       /* what the city says now */
    struct str asked;      /* what waits for a second person */
    int64_t asked_by;      /* person */
    struct str published;  /* what everybody reads */
};

enum publish_step { PUBLISH_ASK, PUBLISH_YES, PUBLISH_NO, PUBLISH_DROP, PUBLISH_END };

/* "ask", "yes", "no", "drop" (take the question back), "end" (take down what is published). */
bool publish_step_parse(struct str word, enum publish_step *ret_step);
/* Whether this person of the city may take that step now. Person 0 may none. */
bool publish_allows(const struct publish_now *now, int64_t person, enum publish_step step);
/* What everybody reads is not what the city says now. */
bool publish_is_old(const struct publish_now *now);

#endif
