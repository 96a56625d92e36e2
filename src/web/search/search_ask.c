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

typedef enum fault find_hits(struct db *db, struct arena *arena, const struct search_ask *ask,
                             struct search_hits *ret_hits);

static enum fault ask(struct db *db, struct arena *arena, const struct search_asked *asked,
                      const struct search_query *query, find_hits *find, struct search_hits *ret_hits)
{
    struct asking asking;
    struct search_ask all = *ask_of(&asking, query);
    all.only = asked->only;
    all.only_n = asked->only_n;
    return find(db, arena, &all, ret_hits);
}

/* ---- funding calls */

static enum fault ask_calls(struct db *db, struct arena *arena, const struct search_query *query, find_hits *find,
                            struct search_hits *ret_hits)
{
    struct asking asking;
    struct search_ask all = *ask_of(&asking, query);
    all.corpus = SEARCH_CALLS;
    return find(db, arena, &all, ret_hits);
}

void search_calls_soon(struct db *db, const struct search_query *query)
{
    struct asking asking;
    struct search_ask all = *ask_of(&asking, query);
    all.corpus = SEARCH_CALLS;
    search_soon(db, &all);
}

enum fault search_calls_lists(struct db *db, struct arena *arena, const struct search_query *query,
                              struct search_hits *ret_hits)
{
    return ask_calls(db, arena, query, search_lists, ret_hits);
}

enum fault search_calls(struct db *db, struct arena *arena, const struct search_query *query,
                        struct search_hits *ret_hits)
{
    return ask_calls(db, arena, query, search_projects, ret_hits);
}

/* ---- projects */

void search_answer_soon(struct db *db, struct arena *arena, struct str typed, bool calls)
{
    struct asking asking;
    struct search_query query;
    if (db_takes_soon(db)) {
        search_query_parse(arena, typed, &query);
        search_soon(db, ask_of(&asking, &query));
        if (calls) {
            search_calls_soon(db, &query);
        }
        for (size_t i = 0; i < query.words_n; i++) {
            const struct search_word *word = &query.words[i];
            q_search_call_token_soon(db, word->token);
            search_mend_soon(db, arena, word->token, str_sub(typed, word->from, word->n));
        }
    }
}

/* How many projects hold each word; of one that none holds, how many funding calls: it is no slip then. */
static enum fault count_documents(struct db *db, struct arena *arena, const struct search_query *query,
                                  int64_t **ret_documents)
{
    int64_t *documents = arena_array(arena, int64_t, query->words_n);
    for (size_t i = 0; i < query->words_n; i++) {
        struct q_search_token row = {.projects = 0};
        struct q_search_call_token of_calls = {.calls = 0};
        enum fault fault = q_search_token(db, arena, query->words[i].token, &row);
        TRY(fault == FAULT_NOT_FOUND ? OK : fault);
        fault = q_search_call_token(db, arena, query->words[i].token, &of_calls);
        TRY(fault == FAULT_NOT_FOUND ? OK : fault);
        documents[i] = row.projects > 0 ? row.projects : of_calls.calls;
    }
    *ret_documents = documents;
    return OK;
}

/* ---- words that are not what was meant */

/* For each word of the query what is meant by it: none where it is to stay, the first where it is mended. */
struct mending {
    struct db *db;
    struct arena *arena;
    const struct search_asked *asked;
    const struct search_query *query;
    struct str typed;
    const int64_t *documents;
    const struct search_facts_all *facts; /* NULL: they were not read, or are not in memory any more */
    struct speller_meant meant[SEARCH_QUERY_TOKENS_MAX];
};

static struct str token_of(const struct mending *mending, size_t word)
{
    const struct speller_meant *meant = &mending->meant[word];
    return meant->n > 0 ? meant->words[0].token : mending->query->words[word].token;
}

/* What is done with two words that stand side by side; `context` is the caller's. */
typedef enum fault use_pair(const struct mending *mending, const struct search_ask *pair, void *context);

static enum fault ask_pair_soon(const struct mending *mending, const struct search_ask *pair, void *context)
{
    (void)context;
    search_soon(mending->db, pair);
    return OK;
}

/* What the lists of both lead to is asked for soon. */
static enum fault ask_pair_lists(const struct mending *mending, const struct search_ask *pair, void *context)
{
    struct search_hits hits;
    (void)context;
    return search_lists(mending->db, mending->arena, pair, &hits);
}

/* Adds how many projects have them to the size_t at `context`. */
static enum fault add_pair(const struct mending *mending, const struct search_ask *pair, void *context)
{
    struct search_hits hits;
    TRY(search_projects(mending->db, mending->arena, pair, &hits));
    *(size_t *)context += hits.n;
    return OK;
}

static enum fault with_pair(const struct mending *mending, struct str first, struct str second, use_pair *use,
                            void *context)
{
    struct arena_mark mark = arena_mark(mending->arena);
    const struct str tokens[] = {first, second};
    const struct search_run run = {0, COUNT_OF(tokens)};
    const struct search_ask pair = {.tokens = tokens, .tokens_n = COUNT_OF(tokens), .runs = &run, .runs_n = 1,
                                    .facts = mending->facts};
    TRY(use(mending, &pair, context));
    arena_rewind(mending->arena, mark);
    return OK;
}

static enum fault add_neighbours(const struct mending *mending, size_t word, struct str token, size_t *count)
{
    if (word > 0) {
        TRY(with_pair(mending, token_of(mending, word - 1), token, add_pair, count));
    }
    if (word + 1 < mending->query->words_n) {
        TRY(with_pair(mending, token, token_of(mending, word + 1), add_pair, count));
    }
    return OK;
}

/* The pairs that choosing among near words may count: the word before may be chosen by then, the word behind not. */
static enum fault with_neighbours(const struct mending *mending, size_t word, struct str token, use_pair *use)
{
    const struct speller_meant *before = word > 0 ? &mending->meant[word - 1] : NULL;
    if (before != NULL && before->n == 0) {
        TRY(with_pair(mending, token_of(mending, word - 1), token, use, NULL));
    }
    for (size_t i = 0; before != NULL && i < before->n; i++) {
        TRY(with_pair(mending, before->words[i].token, token, use, NULL));
    }
    if (word + 1 < mending->query->words_n) {
        TRY(with_pair(mending, token, token_of(mending, word + 1), use, NULL));
    }
    return OK;
}

/* All that `choose` may count; without several near words nothing. */
static enum fault with_all_pairs(const struct mending *mending, use_pair *use)
{
    for (size_t i = 0; i < mending->query->words_n; i++) {
        const struct speller_meant *meant = &mending->meant[i];
        for (size_t j = 0; meant->n > 1 && j < meant->n; j++) {
            TRY(with_neighbours(mending, i, meant->words[j].token, use));
        }
    }
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
        TRY(add_neighbours(mending, word, meant->words[i].token, &count));
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
static enum fault look_up(struct mending *mending, bool known, bool spelling)
{
    for (size_t i = 0; i < mending->query->words_n; i++) {
        const struct search_word *word = &mending->query->words[i];
        struct speller_meant *meant = &mending->meant[i];
        if ((mending->documents[i] > 0) != known) {
            continue;
        }
        TRY(search_mend(mending->db, mending->arena, word->token, str_sub(mending->typed, word->from, word->n),
                        mending->documents[i], meant));
        if (known && meant->n > 0 && str_eq(meant->words[0].token, word->token) != spelling) {
            meant->n = 0;
        }
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

/* Whether several words are as near to one that was typed. */
static bool any_choice(const struct mending *mending)
{
    bool any = false;
    for (size_t i = 0; i < mending->query->words_n; i++) {
        any = any || mending->meant[i].n > 1;
    }
    return any;
}

/* What was typed with the words replaced by what is meant first; no text when none is. */
static struct str text_of(const struct mending *mending)
{
    struct buf CLEANUP(buf_done) buf;
    size_t at = 0;
    buf_init(&buf, MENDED_MAX);
    for (size_t i = 0; i < mending->query->words_n; i++) {
        const struct search_word *word = &mending->query->words[i];
        if (mending->meant[i].n > 0 && word->from >= at) {
            buf_put_str(&buf, str_sub(mending->typed, at, word->from - at));
            buf_put_str(&buf, mending->meant[i].words[0].word);
            at = word->from + word->n;
        }
    }
    buf_put_str(&buf, str_from(mending->typed, at));
    return at > 0 && !buf.overflow ? str_copy(mending->arena, buf_str(&buf)) : S("");
}

/* ---- what the next steps ask, before it is known which word is meant */

typedef enum fault use_text(const struct mending *mending, struct str text);

static enum fault ask_lists(const struct mending *mending, struct str text)
{
    search_answer_soon(mending->db, mending->arena, text, mending->asked->calls);
    return OK;
}

/* What is looked at closely of the hits of the text, and what is shown of them. */
static enum fault ask_hits(const struct mending *mending, struct str text)
{
    const struct search_asked *asked = mending->asked;
    struct arena_mark mark = arena_mark(mending->arena);
    struct search_answer answer = {.mended = text, .meant = S("")};
    search_query_parse(mending->arena, text, &answer.query);
    TRY(ask(mending->db, mending->arena, asked, &answer.query, search_lists, &answer.hits));
    if (asked->shown_soon != NULL) {
        TRY(asked->shown_soon(asked->context, &answer));
    }
    arena_rewind(mending->arena, mark);
    return OK;
}

static void swap_meant(struct speller_meant *meant, size_t i)
{
    struct speller_word first = meant->words[0];
    meant->words[0] = meant->words[i];
    meant->words[i] = first;
}

/* The text with what is meant first, and each that has one word otherwise. */
static enum fault with_texts(struct mending *mending, use_text *use)
{
    enum fault fault = use(mending, text_of(mending));
    for (size_t i = 0; i < mending->query->words_n; i++) {
        for (size_t j = 1; fault == OK && j < mending->meant[i].n; j++) {
            swap_meant(&mending->meant[i], j);
            fault = use(mending, text_of(mending));
            swap_meant(&mending->meant[i], j);
        }
    }
    return fault;
}

/* All lists go out together, then all that is found by them: what is chosen is among it. */
static enum fault ask_ahead(struct mending *mending)
{
    if (!db_takes_soon(mending->db)) {
        return OK;
    }
    TRY(with_texts(mending, ask_lists));
    TRY(with_texts(mending, ask_hits));
    return with_all_pairs(mending, ask_pair_lists);
}

/* ---- the text */

static enum fault choose(struct mending *mending)
{
    size_t at = 0;
    for (size_t i = 0; i < mending->query->words_n; i++) {
        const struct search_word *word = &mending->query->words[i];
        if (mending->meant[i].n > 0 && word->from >= at) {
            TRY(choose_by_neighbours(mending, i));
            at = word->from + word->n;
        }
    }
    return OK;
}

/* What was typed without the words that nobody uses. No text when there are none. */
static enum fault mend_words(struct mending *mending, struct str *ret_mended)
{
    TRY(look_up(mending, false, false));
    if (!any_meant(mending)) {
        *ret_mended = S("");
        return OK;
    }
    TRY(look_up(mending, true, true)); /* the text is shown anew: then all of it well spelt */
    TRY(ask_ahead(mending));
    TRY(choose(mending));
    *ret_mended = text_of(mending);
    return OK;
}

/* What was typed without words that few use while very many use a near one. No text when there are none. Words of a
** text that was mended are not held against their neighbours again: a server would be waited for a fourth time. */
static enum fault doubt_words(struct mending *mending, const struct search_answer *answer, struct str *ret_meant)
{
    TRY(look_up(mending, true, false));
    if (answer->mended.n == 0) {
        if (mending->asked->shown_soon != NULL && any_choice(mending) && db_takes_soon(mending->db)) {
            TRY(mending->asked->shown_soon(mending->asked->context, answer));
            TRY(with_all_pairs(mending, ask_pair_lists));
        }
        TRY(choose(mending));
    }
    *ret_meant = text_of(mending);
    return OK;
}

/* What doubting will ask first goes out with what the hits ask. */
static enum fault doubt_soon(struct mending *mending)
{
    if (!db_takes_soon(mending->db)) {
        return OK;
    }
    TRY(look_up(mending, true, false));
    return with_all_pairs(mending, ask_pair_soon);
}

enum fault search_answer_get(struct db *db, struct arena *arena, const struct search_asked *asked,
                             struct search_answer *ret_answer)
{
    struct search_answer answer = {.mended = S(""), .meant = S("")};
    struct mending mending = {.db = db, .arena = arena, .asked = asked, .query = &answer.query, .typed = asked->typed};
    int64_t *documents = NULL;
    search_query_parse(arena, asked->typed, &answer.query);
    search_answer_soon(db, arena, asked->typed, asked->calls);
    TRY(count_documents(db, arena, &answer.query, &documents));
    mending.documents = documents;
    if (asked->mend) {
        TRY(mend_words(&mending, &answer.mended));
    }
    if (answer.mended.n > 0) {
        mending = (struct mending){.db = db, .arena = arena, .asked = asked, .query = &answer.query,
                                   .typed = answer.mended};
        search_query_parse(arena, answer.mended, &answer.query);
    } else {
        TRY(doubt_soon(&mending));
    }
    TRY(ask(db, arena, asked, &answer.query, search_projects, &answer.hits));
    mending.documents = answer.hits.documents;
    mending.facts = answer.hits.facts.n > 0 ? &answer.hits.facts : NULL; /* the longest are not kept: once is enough */
    TRY(doubt_words(&mending, &answer, &answer.meant));
    *ret_answer = answer;
    return OK;
}
