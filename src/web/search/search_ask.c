/* SPDX-License-Identifier: AGPL-3.0-or-later
** search_ask: the query to the store's terms, and once more with mended words. */
#include "web/search/search_ask.h"

#include "base/buf.h"
#include "base/check.h"

#define MENDED_MAX 8192u /* what was typed, each word as long as a word may be */

static enum fault ask(struct db *db, struct arena *arena, const struct search_query *query,
                      const struct project_id *only, size_t only_n, struct search_hits *ret_hits)
{
    struct str tokens[SEARCH_QUERY_TOKENS_MAX];
    struct search_run runs[SEARCH_QUERY_PHRASES_MAX];
    for (size_t i = 0; i < query->words_n; i++) {
        tokens[i] = query->words[i].token;
    }
    for (size_t i = 0; i < query->phrases_n; i++) {
        runs[i] = (struct search_run){query->phrases[i].first, query->phrases[i].n};
    }
    struct search_ask asked = {.tokens = tokens, .tokens_n = query->words_n, .runs = runs, .runs_n = query->phrases_n,
                               .without = query->without, .without_n = query->without_n, .only = only,
                               .only_n = only_n};
    return search_projects(db, arena, &asked, ret_hits);
}

/* What was typed with words replaced that are not what was meant: those that nobody uses or, with `doubted`, those that
** few use while very many use a near one. No text when none was. */
static enum fault mend_words(struct db *db, struct arena *arena, struct str typed, const struct search_answer *answer,
                             bool doubted, struct str *ret_mended)
{
    struct buf CLEANUP(buf_done) buf;
    size_t at = 0;
    buf_init(&buf, MENDED_MAX);
    for (size_t i = 0; i < answer->query.words_n; i++) {
        const struct search_word *word = &answer->query.words[i];
        int64_t documents = answer->hits.documents[i];
        struct str meant = {0};
        if ((documents > 0) == doubted && word->from >= at) {
            TRY(search_mend(db, arena, word->token, str_sub(typed, word->from, word->n), documents, &meant));
        }
        if (meant.n > 0) {
            buf_put_str(&buf, str_sub(typed, at, word->from - at));
            buf_put_str(&buf, meant);
            at = word->from + word->n;
        }
    }
    buf_put_str(&buf, str_from(typed, at));
    *ret_mended = at > 0 && !buf.overflow ? str_copy(arena, buf_str(&buf)) : S("");
    return OK;
}

enum fault search_answer_get(struct db *db, struct arena *arena, struct str typed, bool mend,
                             const struct project_id *only, size_t only_n, struct search_answer *ret_answer)
{
    struct search_answer answer = {.mended = S(""), .meant = S("")};
    search_query_parse(arena, typed, &answer.query);
    TRY(ask(db, arena, &answer.query, only, only_n, &answer.hits));
    if (mend) {
        TRY(mend_words(db, arena, typed, &answer, false, &answer.mended));
    }
    if (answer.mended.n > 0) {
        typed = answer.mended;
        search_query_parse(arena, typed, &answer.query);
        TRY(ask(db, arena, &answer.query, only, only_n, &answer.hits));
    }
    TRY(mend_words(db, arena, typed, &answer, true, &answer.meant));
    *ret_answer = answer;
    return OK;
}
