/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as a list of postings, and as the words of the speller: refused, or read within their bounds. */
#include "domain/rank_index.h"
#include "domain/speller.h"
#include "fuzz.h"

#define DOCUMENTS 1000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct str text = fuzz_text(bytes, n);
    struct rank_sums sums = rank_sums_new(&arena, DOCUMENTS);
    struct rank_hit hits[20];
    struct rank_top top = {.hits = hits, .max = COUNT_OF(hits)};
    enum fault fault = rank_sums_add(&sums, text, 2.5);
    check(fault == OK || fault == FAULT_DAMAGED);
    rank_sums_best(&sums, &top);
    check(top.n <= rank_sums_count(&sums));
    for (size_t i = 0; i < top.n; i++) {
        check(hits[i].id >= 0 && hits[i].id < DOCUMENTS && hits[i].score >= 0 && hits[i].score <= 2501);
        check(i == 0 || hits[i - 1].score >= hits[i].score);
    }
    check(rank_sums_keep(&sums, text) == fault && rank_sums_drop(&sums, text) == fault);
    struct speller_ask ask = speller_ask_make(S("lihgting"), S("lihgtings"), 0);
    fault = speller_find(text, &ask);
    check(fault == OK || fault == FAULT_DAMAGED);
    check(ask.meant.n <= SPELLER_MEANT_MAX);
    for (size_t i = 0; i < ask.meant.n; i++) {
        const struct speller_word *word = &ask.meant.words[i];
        check(fuzz_within(word->token, text) && fuzz_within(word->word, text) && word->changes <= 2);
    }
    return 0;
}
