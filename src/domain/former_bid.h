/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** former_bid: the text of a bid that was handed in once, cut into questions and what was answered, to be looked at by
** somebody before anything is kept.
**
** A line is a heading when it is numbered ("1.2 Impact", "B) Team", "Question 3: ...") and no sentence, ends in a
** question mark, is marked as one ("## Impact", "**Impact**"), or is short, without an end of a sentence, with a blank
** line before it and a blank or a much longer line behind it; right below one that is numbered or marked that is its
** answer. Headings that follow each other are one ("Impact: Who
** gains?"). What stands between two headings is the answer. Lines of a table of contents ("Impact ..... 12") and
** numbers of pages at the ends of a part are left out, nothing else is. Pure; linear in the text.
*/
#ifndef DOMAIN_FORMER_BID_H
#define DOMAIN_FORMER_BID_H

#include "base/arena.h"
#include "base/str.h"

#define FORMER_PARTS_MAX 40          /* at once; a form has 64 fields */
#define FORMER_QUESTION_MAX 300u     /* letters; what is longer stands in the text */

struct former_part {
    struct str question; /* "": it has no heading */
    struct str text;     /* "": nothing stands below it */
};

struct former_parts {
    struct former_part items[FORMER_PARTS_MAX];
    size_t n;
    size_t read;    /* bytes of the text that stand in these, or were left out */
    bool is_over;   /* there is more behind them */
};

/* Parts are in the arena. */
void former_bid_cut(struct arena *arena, struct str text, struct former_parts *ret_parts);
/* What joining means: the second behind the first, its heading as a line of its own. */
struct former_part former_bid_join(struct arena *arena, const struct former_part *first,
                                   const struct former_part *second);

#endif
