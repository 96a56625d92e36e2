/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** po: translations (po/<language>.po, the format of GNU gettext) to the tables that text/words reads. What is fuzzy,
** obsolete or not translated is left out, so it stands in English. msgfmt --check has looked at the file before:
** here is refused what it cannot know: a slot that the English sentence does not have, another number of plural
** forms than the head names, a plural rule that is more than arithmetic on n.
*/
#ifndef TOOLS_PO_H
#define TOOLS_PO_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"

struct po_source {
    struct str path; /* ".../de.po": "de" is the language */
    struct str text;
};

/* Writes the C of words_shipped (text/words.c) to `to`. False when there are problems; `to` is of no use then. */
bool po_compile(struct arena *arena, const struct po_source *sources, size_t count, struct buf *to,
                struct problems *problems);

#endif
