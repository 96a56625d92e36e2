/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** What follows from funding calls: their themes, by the same rules as those of projects, what they pay for, the
** addresses of their pages, and the words by which they are found.
*/
#include "domain/funding_call.h"
#include "jobs/derive_index.h"
#include "jobs/derive_parts.h"
#include "store/load_call.sql.h"
#include "text/analyse.h"

#define CALL_ARENA_MAX (64u << 20)
#define VOCABULARY_ARENA_MAX (512u << 20)
#define PROGRESS_EACH 64u

struct calls {
    const struct deriving *deriving;
    const struct theme_index *themes;
    struct search_index *index;
    struct arena call; /* rewound with each */
    uint64_t done;
};

/* Both the themes and the search see the same words. The programme, who pays and the type are found as well, and so is
** the identifier. */
static struct rank_document document_of(struct calls *calls, const struct q_call_text_list *row)
{
    struct arena *arena = &calls->call;
    struct rank_document document = {.places = NULL};
    const struct rank_place *body, *keywords;
    struct str about = str_format(arena, "%.*s . %.*s . %.*s . %.*s . %.*s", STR_ARG(row->group_title),
                                  STR_ARG(row->programme), STR_ARG(row->publisher), STR_ARG(row->group_code),
                                  STR_ARG(row->action));
    document.fields[RANK_ACRONYM] = search_index_tokens(calls->index, arena, RANK_ACRONYM, row->identifier, NULL);
    document.fields[RANK_TITLE] = search_index_tokens(calls->index, arena, RANK_TITLE, row->title, NULL);
    document.fields[RANK_OBJECTIVE] = search_index_tokens(calls->index, arena, RANK_OBJECTIVE, row->body, &body);
    document.fields[RANK_KEYWORDS] = search_index_tokens(calls->index, arena, RANK_KEYWORDS, row->keywords, &keywords);
    document.fields[RANK_TOPIC] = search_index_tokens(calls->index, arena, RANK_TOPIC, about, NULL);
    document.places = rank_shown_field(&document) == RANK_OBJECTIVE ? body : keywords;
    return document;
}

static struct rank_tokens group_title_of(struct calls *calls, struct str text)
{
    struct analysed words = analyse(&calls->call, text, RANK_FIELD_TOKENS_MAX);
    uint32_t *hashes = arena_array(&calls->call, uint32_t, words.n + 1);
    for (size_t i = 0; i < words.n; i++) {
        hashes[i] = rank_token_hash(words.tokens[i]);
    }
    return (struct rank_tokens){hashes, words.n};
}

/* The identifier of a funding call is the topic of the projects that it pays for. */
static enum fault save_themes(struct calls *calls, const struct q_call_text_list *row,
                              const struct rank_document *document)
{
    struct theme_found found[THEME_PER_PROJECT_MAX];
    struct theme_project project = {
        .title = document->fields[RANK_TITLE],
        .objective = document->fields[RANK_OBJECTIVE],
        .keywords = document->fields[RANK_KEYWORDS],
        .topic_title = group_title_of(calls, row->group_title),
        .topics = &row->identifier,
        .topics_count = 1,
    };
    size_t n = theme_classify(calls->themes, &project, found);
    for (size_t i = 0; i < n; i++) {
        TRY(q_call_theme_add(calls->deriving->db, row->id, found[i].theme, found[i].score_bp,
                             theme_why_text(&calls->call, &found[i])));
    }
    return OK;
}

static enum fault save_stated(struct calls *calls, const struct q_call_text_list *row)
{
    int64_t place = 0;
    struct str rest = row->pays_stated;
    while (rest.s) {
        TRY(q_call_pays_add(calls->deriving->db, row->id, ++place, str_trim(str_cut(rest, ';', &rest)), S("stated")));
    }
    return OK;
}

static enum fault save_pays(struct calls *calls, const struct q_call_text_list *row)
{
    struct pays_found found[PAYS__MAX];
    struct str titles = str_format(&calls->call, "%.*s . %.*s", STR_ARG(row->title), STR_ARG(row->group_title));
    const struct pays_text text = {row->action, titles, row->body};
    if (!str_is_empty(row->pays_stated)) {
        return save_stated(calls, row);
    }
    size_t n = pays_find(&calls->call, &text, found);
    for (size_t i = 0; i < n; i++) {
        TRY(q_call_pays_add(calls->deriving->db, row->id, (int64_t)i + 1, pays_word(found[i].what), found[i].why));
    }
    return OK;
}

static enum fault save_call(struct calls *calls, const struct q_call_text_list *row)
{
    struct db *db = calls->deriving->db;
    struct rank_document document = document_of(calls, row);
    TRY(save_themes(calls, row, &document));
    TRY(save_pays(calls, row));
    TRY(q_call_page_add(db, row->id, funding_call_slug(&calls->call, row->key)));
    return search_index_add_call(calls->index, db, &calls->call, row->id, &document);
}

static enum fault save_rows(struct calls *calls, struct db_rows *rows)
{
    bool more = true;
    while (more) {
        struct q_call_text_list row;
        TRY(q_call_text_list_next(rows, &row, &more));
        if (!more) {
            return OK;
        }
        struct arena_mark mark = arena_mark(&calls->call);
        TRY(save_call(calls, &row));
        arena_rewind(&calls->call, mark);
        if (++calls->done % PROGRESS_EACH == 0) {
            watch_progress(calls->deriving->watch, S("themes of funding calls"), calls->done, 0);
        }
    }
    return OK;
}

static enum fault run(struct calls *calls)
{
    struct db_rows *rows = NULL;
    TRY(q_call_clear_theme(calls->deriving->db));
    TRY(q_call_clear_pays(calls->deriving->db));
    TRY(q_call_clear_page(calls->deriving->db));
    TRY(search_index_start_calls(calls->index, calls->deriving->db));
    TRY(q_call_text_list_open(calls->deriving->db, &rows));
    enum fault fault = save_rows(calls, rows);
    db_rows_close(rows);
    TRY(fault);
    return search_index_save(calls->index, calls->deriving->db);
}

enum fault derive_calls_of(const struct deriving *deriving)
{
    struct arena vocabulary;
    struct calls calls = {.deriving = deriving};
    arena_init(&vocabulary, VOCABULARY_ARENA_MAX);
    arena_init(&calls.call, CALL_ARENA_MAX);
    calls.themes = theme_index_make(&vocabulary, deriving->themes);
    calls.index = search_index_new(SEARCH_INDEX_BYTES);
    enum fault fault = run(&calls);
    search_index_free(calls.index);
    arena_done(&calls.call);
    arena_done(&vocabulary);
    return fault;
}
