/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** paragraphs: a long plain text cut into what people read: headings, paragraphs, items of lists.
**
** A line is a paragraph. Many lists lost the ends of their lines on the way ("Objective:The grant is ... Council.Scope:
** ..."): where a sentence ends and the next begins without a blank, a paragraph ends; what then stands before a colon,
** in few words and without a sentence, is a heading; a bullet begins an item. Nothing is left out but bullets and the
** colon of a heading. Pure; linear in the text. Texts borrow.
*/
#ifndef TEXT_PARAGRAPHS_H
#define TEXT_PARAGRAPHS_H

#include "base/str.h"

enum paragraph_kind { PARAGRAPH_TEXT, PARAGRAPH_HEADING, PARAGRAPH_ITEM };

struct paragraph {
    enum paragraph_kind kind;
    struct str text; /* never empty */
};

/* At most paragraphs_max(text) come out. */
size_t paragraphs_max(struct str text);
size_t paragraphs_cut(struct str text, struct paragraph *ret_paragraphs);

#endif
