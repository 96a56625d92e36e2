/* SPDX-License-Identifier: AGPL-3.0-or-later
** search_ask: the query to the store's terms, and once more with mended words. */
#include "web/search/search_ask.h"

#include "base/buf.h"
#include "base/check.h"
#include "store/search.sql.h"

#define MENDED_MAX 8192u /* what was typed, each word as long as a word may be */

/* What the store is asked, over room for its parts. */
struct asking {
    struct str tokens[SEARCH_QUERY_TOKENS_MAX];
    struct search_run runs[SEARCH_QUERY_PHRASES_MAX];
    struct search_ask ask;
};

static const struct search_ask *ask_of(struct asking *asking, const struct search_query *query)
{
    for (size_t i = 0; i < query->words_n; i++) {
        asking->tokens[i] = query->words[i].token;
    }
    for (size_t i = 0; i < query->phrases_n; i++) {
        asking->runs[i] = (struct search_run){query->phrases[i].first, query->phrases[i].n};
    }
    asking->ask = (struct search_ask){.tokens = asking->tokens, .tokens_n = query->words_n, .runs = asking->runs,
                                      .runs_n = query->phrases_n, .without = query->without,
                                      .without_n = query->without_n};
    return &asking->ask;
}

static enum fault ask(struct db *db, struct arena *arena, const struct search_query *query,
                      const struct project_id *only, size_t only_n, struct search_hits *ret_hits)
{
    struct asking asking;
    struct search_ask asked = *ask_of(&asking, query);
    asked.only = only;
    asked.only_n = only_n;
    return search_projects(db, arena, &asked, ret_hits);
}

void search_answer_soon(struct db *db, struct arena *arena, struct str typed)
{
    struct asking asking;
    struct search_query query;
    if (db_takes_soon(db)) {
        search_query_parse(arena, typed, &query);
        search_soon(db, ask_of(&asking, &query));
    }
}

/* ---- words that are not what was meant */

/* For each word of the query what is meant by it: none where it is to stay, the first where it is mended. */
struct mending {
    struct db *db;
    struct arena *arena;
    const struct search_query *query;
    struct speller_meant meant[SEARCH_QUERY_TOKENS_MAX];
};

static struct str token_of(const struct mending *mending, size_t word)
{
    const struct speller_meant *meant = &mending->meant[word];
    return meant->n > 0 ? meant->words[0].token : mending->query->words[word].token;
}

/* Adds how many projects have the two side by side. */
static enum fault add_side_by_side(const struct mending *mending, struct str first, struct str second, size_t *count)
{
    struct arena_mark mark = arena_mark(mending->arena);
    struct search_hits hits;
    const struct str tokens[] = {first, second};
    const struct search_run run = {0, COUNT_OF(tokens)};
    struct search_ask asked = {.tokens = tokens, .tokens_n = COUNT_OF(tokens), .runs = &run, .runs_n = 1};
    TRY(search_projects(mending->db, mending->arena, &asked, &hits));
    *count += hits.n;
    arena_rewind(mending->arena, mark);
    return OK;
}

/* Of words that are as near, the one that stands most often beside the words around it comes first; of those that do
** so as often, the rarest: it is more to that word. */
static enum fault choose_by_neighbours(struct mending *mending, size_t word)
{
    struct speller_meant *meant = &mending->meant[word];
    size_t best = 0, most = 0;
    for (size_t i = 0; meant->n > 1 && i < meant->n; i++) {
        size_t count = 0;
        if (word > 0) {
            TRY(add_side_by_side(mending, token_of(mending, word - 1), meant->words[i].token, &count));
        }
        if (word + 1 < mending->query->words_n) {
            TRY(add_side_by_side(mending, meant->words[i].token, token_of(mending, word + 1), &count));
        }
        if (count > 0 && count >= most) {
            best = i;
            most = count;
        }
    }
    if (best > 0) {
        meant->words[0] = meant->words[best];
    }
    return OK;
}

/* What may be meant by the words that some projects hold (`known`), or by those that none does. Of known ones only
** where another word is meant, or, with `spelling`, only where the same word is spelt better. */
static enum fault look_up(struct mending *mending, struct str typed, const int64_t *documents, bool known,
                          bool spelling)
{
    for (size_t i = 0; i < mending->query->words_n; i++) {
        const struct search_word *word = &mending->query->words[i];
        struct speller_meant *meant = &mending->meant[i];
        if ((documents[i] > 0) != known) {
            continue;
        }
        TRY(search_mend(mending->db, mending->arena, word->token, str_sub(typed, word->from, word->n), documents[i],
                        meant));
        if (known && meant->n > 0 && str_eq(meant->words[0].token, word->token) != spelling) {
            meant->n = 0;
        }
    }
    return OK;
}

/* As soon as it is known how many projects hold each word: what would be meant by it is asked for together with the
** hits that are looked at closely. */
static enum fault mend_soon(struct db *db, struct arena *arena, struct str typed, const struct search_query *query)
{
    for (size_t i = 0; db_takes_soon(db) && i < query->words_n && i < RANK_TERMS_MAX; i++) {
        const struct search_word *word = &query->words[i];
        struct q_search_token row = {.projects = 0};
        enum fault fault = q_search_token(db, arena, word->token, &row);
        TRY(fault == FAULT_NOT_FOUND ? OK : fault);
        search_mend_soon(db, arena, word->token, str_sub(typed, word->from, word->n), row.projects);
    }
    return OK;
}

static bool any_meant(const struct mending *mending)
{
    bool any = false;
    for (size_t i = 0; i < mending->query->words_n; i++) {
        any = any || mending->meant[i].n > 0;
    }
    return any;
}

/* What was typed with words replaced that are not what was meant: those that nobody uses or, with `doubted`, those that
** few use while very many use a near one. No text when none was. */
static enum fault mend_words(struct db *db, struct arena *arena, struct str typed, const struct search_answer *answer,
                             bool doubted, struct str *ret_mended)
{
    struct buf CLEANUP(buf_done) buf;
    struct mending mending = {.db = db, .arena = arena, .query = &answer->query};
    size_t at = 0;
    TRY(look_up(&mending, typed, answer->hits.documents, doubted, false));
    if (!doubted && any_meant(&mending)) { /* the text is shown anew: then all of it well spelt */
        TRY(look_up(&mending, typed, answer->hits.documents, true, true));
    }
    buf_init(&buf, MENDED_MAX);
    for (size_t i = 0; i < answer->query.words_n; i++) {
        const struct search_word *word = &answer->query.words[i];
        if (mending.meant[i].n > 0 && word->from >= at) {
            TRY(choose_by_neighbours(&mending, i));
            buf_put_str(&buf, str_sub(typed, at, word->from - at));
            buf_put_str(&buf, mending.meant[i].words[0].word);
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
    TRY(mend_soon(db, arena, typed, &answer.query));
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
