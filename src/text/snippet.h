/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** snippet: the piece of a text that shows best why it was found.
**
** The window of about `max` bytes with most different query words, moved to the beginning of a word, with "... "
** and " ..." where it is cut, and each met word between byte 0x02 and byte 0x03 (html_marked makes them <mark>).
** Without any met word it is the beginning of the text. Where words were met the caller knows (the search index keeps
** it): the text is not analysed again. Cost: the window, and the square of the words within it.
*/
#ifndef TEXT_SNIPPET_H
#define TEXT_SNIPPET_H

#include "base/arena.h"
#include "base/str.h"

#define SNIPPET_HITS_MAX 200u  /* met words of one text that are looked at; an objective has under 100 */
#define SNIPPET_WORDS_MAX 64u  /* query words; more than a query can have */

struct snippet_hit {
    size_t from; /* first byte of the met word */
    size_t n;
    size_t word; /* which of the query's, below SNIPPET_WORDS_MAX */
};

/* Hits in the order of the text; those that begin within the one before, or do not lie in the text between letters, are
** passed over: the index may be of an older text. */
struct str snippet_make(struct arena *arena, struct str text, const struct snippet_hit *hits, size_t hits_count,
                        size_t max);

#endif
