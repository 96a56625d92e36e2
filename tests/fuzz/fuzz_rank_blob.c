/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as the tokens kept of a project: refused, or lists that written again are the same bytes; scoring them
** stays within reason. */
#include "domain/rank.h"
#include "fuzz.h"

static bool fits(const struct rank_document *document)
{
    for (int i = 0; i < RANK_FIELDS; i++) {
        if (document->fields[i].n > RANK_FIELD_TOKENS_MAX) {
            return false;
        }
    }
    return true;
}

static void check_score(const struct rank_document *document, struct str blob)
{
    struct rank_term terms[8];
    struct rank_met met[16];
    for (size_t i = 0; i < COUNT_OF(terms); i++) {
        terms[i] = (struct rank_term){str_sub(blob, i, 4), (int64_t)fuzz_number(str_from(blob, i), 0, 20000)};
    }
    struct rank_query query = rank_query_make(terms, COUNT_OF(terms), 13000);
    if (blob.n > 2 * RANK_FIELDS + 6) { /* a word that it has for sure */
        query.terms[0].hash = document->fields[RANK_TITLE].n > 0 ? document->fields[RANK_TITLE].hashes[0] : 0;
    }
    size_t n = rank_find_met(&query, document, met, COUNT_OF(met));
    for (size_t i = 0; i < n; i++) {
        check(met[i].term < query.n && met[i].place.n > 0);
    }
    check(!rank_has_phrase(document, NULL, 0));
    int64_t score = rank_score(&query, document);
    check(score >= 0 && score < 100000000 && score == rank_score(&query, document));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str blob = fuzz_text(bytes, n);
    struct rank_document document = {.fields = {{.n = 4711}}};
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    enum fault fault = rank_decode(&arena, blob, &document);
    if (fault != OK) {
        check(fault == FAULT_DAMAGED && document.fields[0].n == 4711);
        return 0;
    }
    struct str again = rank_encode(&arena, &document);
    check(!fits(&document) || str_eq(again, blob));
    check(rank_decode(&arena, again, &document) == OK && fits(&document));
    check_score(&document, blob);
    return 0;
}
