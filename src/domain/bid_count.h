/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_count: how long a text is, as the forms of funders count.
**
** A word is whatever stands between white space: "state-of-the-art", "EUR", "1.2" and a dash by itself are one each. So
** count the character-count part of govuk-frontend (\S+, govuk-frontend 5, dist/govuk/components/character-count) and,
** but for dashes, LibreOffice (help page "Counting Words"); Word does the same with Western text. White space is that
** of ECMAScript's \s, so that script and server say the same number.
** A character is a code point; white space counts (DFF, "Forms for application": "includes spaces"), the end of a line
** as one however a browser sends it. The EU portal limits most texts by pages, which nobody can count here.
** Forms differ by a few words: a text that is just within its limit may be over it there.
** Pure; linear.
*/
#ifndef DOMAIN_BID_COUNT_H
#define DOMAIN_BID_COUNT_H

#include "base/str.h"

enum bid_limit { BID_LIMIT_NONE, BID_LIMIT_WORDS, BID_LIMIT_CHARACTERS, BID_LIMIT__MAX };

struct str bid_limit_word(enum bid_limit limit); /* "", "words", "characters": as it is kept */
bool bid_limit_parse(struct str word, enum bid_limit *ret_limit);

struct bid_count {
    int64_t words, characters;
};

struct bid_count bid_count_of(struct str text);
/* What counts against such a limit; words where there is none. */
int64_t bid_count_by(struct bid_count count, enum bid_limit limit);
/* Over the limit by so many; 0 within it, or without one. */
int64_t bid_count_over(struct bid_count count, enum bid_limit limit, int64_t most);

/* A section as somebody typed or pasted it in one line: "Title | 500 words", "Title - 3,000 characters", "Title (max.
** 500 words)", "Title; 500 Wörter", or the title alone. Numbers in either writing. Borrows. False: no title. */
struct bid_line_read {
    struct str title;
    enum bid_limit limit;
    int64_t most;
};

#define BID_LIMIT_MOST 1000000 /* of words or characters: more is no limit */

bool bid_line_parse(struct str line, struct bid_line_read *ret_line);

#endif
