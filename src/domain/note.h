/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** note: the notes of a leadership programme: whether somebody may close them. Four eyes: whoever closes them is another
** person than the one who changed them last, so two people have read what stands there. Nothing waits then: no
** correction that a participant sent, no place where two people wrote at once. Who changed them last and is erased
** meanwhile is nobody who could ask. Pure.
*/
#ifndef DOMAIN_NOTE_H
#define DOMAIN_NOTE_H

#include "base/ids.h"
#include "base/str.h"

enum note_may {
    NOTE_MAY,
    NOTE_EMPTY,             /* nothing is written */
    NOTE_IS_CLOSED,
    NOTE_CHOICE_WAITS,      /* two texts stand at one place */
    NOTE_CORRECTION_WAITS,
    NOTE_OWN,               /* who asks wrote the last of it */
};

struct note_facts {
    bool is_closed;
    size_t sections;        /* that are in them */
    size_t choices;
    size_t corrections;
    struct maybe_int changed_by; /* person; unknown: erased */
};

/* Of the first reason in that order. */
enum note_may note_may_close(const struct note_facts *facts, int64_t person);

/* ---- what a text of them is made of, for pages and files: paragraphs, and lists whose lines begin with "- "; one
** whose lines say "1. ", "2. " and so on is numbered, and has no numbers in its lines then. With places that are shared
** it is not: a number would be wrong. */

struct note_part {
    bool is_list;
    bool is_numbered;       /* a list */
    struct str *lines;
    size_t n;               /* of a paragraph 1 */
};

/* In the arena; lines borrow from the text. Empty lines part paragraphs and stand nowhere. */
size_t note_parts(struct arena *arena, struct str text, struct note_part **ret_parts);

#endif
