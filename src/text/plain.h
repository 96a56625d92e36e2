/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** plain: text that came with markup, made plain: what others wrote, to be read and to be searched.
**
** Tags of HTML go: where a block ended a line ends, an item of a list begins with a bullet; what only shapes letters
** goes without a gap. What is no tag of HTML ("a <b and c> d", "x < y") stays. Entities become their letters, those
** that were escaped twice or three times too. Blanks are one space, lines have no blanks at their ends, none is empty;
** control bytes and letters without width go. The result is never longer than the text. Pure; linear in the text.
*/
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include "base/str.h"

/* Both give valid UTF-8 for valid UTF-8, trimmed. */
struct str plain_text(struct arena *arena, struct str text); /* with its lines */
struct str plain_line(struct arena *arena, struct str text); /* all in one */

#endif
