/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_merge: what two people made of one text, together.
**
** Three-way merge of lists as diff3 does it (S. Khanna, K. Kunal, B. C. Pierce, "A Formal Investigation of Diff3",
** FSTTCS 2007, LNCS 4855, p. 485-496), a paragraph (a line, also an empty one) being an item: a longest common
** subsequence of base and mine and one of base and theirs, weighed so that empty lines never hold two texts
** together against their paragraphs; what both have in common parts them into chunks; a chunk that one changed is taken
** from that one, one that both changed alike is taken once. Other than there, changes of paragraphs that follow
** each other directly go together too, and so does what one put before or behind a paragraph that the other changed:
** there is only one order in which they can stand. What both changed in different ways is a conflict, and both stand,
** theirs first, between lines of marks:
**
**     ===== 1 =====
**     what they made of it
**     ===== 2 =====
**     what I made of it
**     ===== . =====
**
** The marks have no words, since people of several languages read the text. Where texts are too long to be compared
** paragraph by paragraph (BID_MERGE_CELLS_MAX), all between their common beginning and end counts as one change.
** merge(base, a, base) = a; merge(base, base, b) = b; merge(base, a, a) = a; no paragraph that either typed is
** missing in what comes out. Lines end in \n alone (bid_text_clean). Pure; time and arena by the product of paragraphs
** that differ, bounded.
*/
#ifndef DOMAIN_BID_MERGE_H
#define DOMAIN_BID_MERGE_H

#include "base/arena.h"
#include "base/str.h"

#define BID_MERGE_CELLS_MAX 500000 /* paragraphs of one times those of the other, where they differ: 2 MB, twice */
#define BID_MERGE_FIRST "===== 1 ====="
#define BID_MERGE_SECOND "===== 2 ====="
#define BID_MERGE_END "===== . ====="

/* As texts are kept: lines end in \n, no white space at the ends of lines, none before the first paragraph and behind
** the last, at most one empty line between two, no control characters. Cleaning twice changes nothing. */
struct str bid_text_clean(struct arena *arena, struct str text);

struct bid_merged {
    struct str text;
    size_t conflicts;
    size_t mine, theirs; /* chunks that only one of both changed */
};

struct bid_merged bid_merge(struct arena *arena, struct str base, struct str mine, struct str theirs);

/* ---- what two versions differ in, for reading */

enum bid_change { BID_CHANGE_SAME, BID_CHANGE_GONE, BID_CHANGE_NEW };

struct bid_line_change {
    enum bid_change change;
    struct str text; /* a paragraph; empty lines are left out */
};

/* In the order of reading, what is gone before what is new in its place. */
size_t bid_merge_diff(struct arena *arena, struct str from, struct str to, struct bid_line_change **ret_changes);

/* ---- conflicts that stand in a text */

/* Where one stands: its parts, without its marks. */
struct bid_conflict {
    struct str before, first, second, after; /* of the text */
};

/* The first one that has no other within it; false: none. Marks without their fellows are text. */
bool bid_conflict_find(struct str text, struct bid_conflict *ret_conflict);
size_t bid_conflict_count(struct str text);

enum bid_keep { BID_CHOICE_FIRST, BID_CHOICE_SECOND, BID_CHOICE_BOTH };

/* The text with that one settled. */
struct str bid_conflict_settle(struct arena *arena, const struct bid_conflict *conflict, enum bid_keep choice);

#endif
