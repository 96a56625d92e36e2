/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** snippet: the piece of a text that shows best why it was found.
**
** The window of about `max` bytes with most different query words, moved to the beginning of a word, with "... "
** and " ..." where it is cut, and each met word between byte 0x02 and byte 0x03 (html_marked makes them <mark>).
** Without any met word it is the beginning of the text. Cost: one analysis of the text.
*/
#ifndef TEXT_SNIPPET_H
#define TEXT_SNIPPET_H

#include "text/analyse.h"

struct str snippet_make(struct arena *arena, struct analyser *analyser, struct str text, const struct str *tokens,
                        size_t tokens_count, size_t max);

#endif
