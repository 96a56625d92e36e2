/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** commitment_words: what a member city commits to, three sentences with a number and a date. They stand in
** content/commitment.json and are in the program, every version for good: cities have signed them.
*/
#ifndef WEB_MEMBERSHIP_COMMITMENT_WORDS_H
#define WEB_MEMBERSHIP_COMMITMENT_WORDS_H

#include "base/date.h"
#include "base/fault.h"

#define COMMITMENT_SENTENCES 3

struct commitment_words {
    int64_t version;
    struct date as_of;
    struct str sentences[COMMITMENT_SENTENCES];
};

/* Of such a file, the version (0: the last) in a language (in English where it has none of it). FAULT_NOT_FOUND: there
** is no such version; FAULT_INVALID: it is no such file. Numbers are 1, 2, ... in their order. */
enum fault must_use commitment_words_parse(struct arena *arena, struct str json, int64_t version, struct str language,
                                           struct commitment_words *ret_words);
/* Of the file that the program holds; the last where it has no such version, which only a later program has. */
struct commitment_words commitment_words_get(struct arena *arena, int64_t version, struct str language);

#endif
