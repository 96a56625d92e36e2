/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Themes of projects, and the search index: both from the same tokens, made once.
*/
#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "jobs/derive_parts.h"
#include "store/derive.sql.h"
#include "text/analyse.h"

#define PROJECT_ARENA_MAX (16u << 20)
#define VOCABULARY_ARENA_MAX (512u << 20)
#define CODES_MAX 64u       /* topics or fields of one project; the most seen is 30 */
#define INDEX_TEXT_MAX (1u << 20)
#define PROGRESS_EACH 512u

/* How many projects hold a token, and the last one that was counted. */
struct word {
    int64_t projects;
    int64_t last_project;
};

/* A second cursor beside that of the projects: rows of the same order, those of one project at a time. */
struct codes {
    struct db_rows *rows;
    bool more;
    bool is_topic;
    struct project_id project; /* of the row that waits */
    struct buf code, title;    /* of the row that waits */
};

struct texts {
    struct str codes[CODES_MAX];  /* topic codes, or paths of fields */
    size_t n;
    struct buf titles;
};

struct indexing {
    const struct deriving *deriving;
    const struct theme_index *themes;
    struct analyser *analyser;
    struct arena project;    /* rewound with every project */
    struct arena vocabulary;
    struct map words;
    struct buf tokens;       /* of one project, each once */
    struct codes topics, fields;
    struct texts topic_texts, field_texts;
    struct arena *facts_arena;
    struct project_fact *facts;
    size_t facts_n, facts_size;
};

/* ---- topics and fields beside the projects */

static enum fault next_code(struct codes *codes)
{
    struct str code = S(""), title = S("");
    if (codes->is_topic) {
        struct q_derive_topic_list row = {0};
        TRY(q_derive_topic_list_next(codes->rows, &row, &codes->more));
        codes->project = row.project_id;
        code = row.topic;
        title = row.title;
    } else {
        struct q_derive_field_list row = {0};
        TRY(q_derive_field_list_next(codes->rows, &row, &codes->more));
        codes->project = row.project_id;
        code = row.path;
        title = row.title;
    }
    buf_reset(&codes->code);
    buf_reset(&codes->title);
    if (codes->more) {
        buf_put_str(&codes->code, code);
        buf_put_str(&codes->title, title);
    }
    return OK;
}

/* All rows of `project` into texts; codes in the project's arena. */
static enum fault take_codes(struct indexing *indexing, struct codes *codes, struct project_id project,
                             struct texts *texts)
{
    texts->n = 0;
    buf_reset(&texts->titles);
    while (codes->more && codes->project.v <= project.v) {
        if (codes->project.v == project.v && texts->n < CODES_MAX) {
            texts->codes[texts->n++] = str_copy(&indexing->project, buf_str(&codes->code));
            buf_put_str(&texts->titles, buf_str(&codes->title));
            buf_put_str(&texts->titles, S(" . "));
        }
        TRY(next_code(codes));
    }
    return OK;
}

/* ---- tokens */

static struct word *word_of(struct indexing *indexing, struct str token)
{
    struct map_item *item = map_find(&indexing->words, token);
    if (!item) {
        item = map_add(&indexing->words, str_copy(&indexing->vocabulary, token));
        item->value.pointer = arena_new(&indexing->vocabulary, struct word);
    }
    return item->value.pointer;
}

/* Counts the token for the project, once. */
static void count_token(struct indexing *indexing, struct str token, struct project_id project)
{
    struct word *word = word_of(indexing, token);
    if (word->last_project == project.v) {
        return;
    }
    word->last_project = project.v;
    word->projects++;
    buf_put_str(&indexing->tokens, token);
    buf_put_char(&indexing->tokens, ' ');
}

static struct rank_tokens tokens_of(struct indexing *indexing, struct str text, struct project_id project)
{
    struct token token;
    size_t n = 0, room = text.n / 2 + 2;
    room = room < RANK_FIELD_TOKENS_MAX ? room : RANK_FIELD_TOKENS_MAX;
    uint32_t *hashes = arena_array(&indexing->project, uint32_t, room);
    analyser_start(indexing->analyser, text);
    while (n < room && analyser_next(indexing->analyser, &token)) {
        hashes[n++] = rank_token_hash(token.text);
        count_token(indexing, token.text, project);
    }
    return (struct rank_tokens){hashes, n};
}

/* ---- one project */

static size_t split_topics(struct arena *arena, struct str topics, const struct texts *texts, struct str *codes)
{
    size_t n = 0;
    struct str rest = str_is_empty(topics) ? (struct str){0} : topics;
    while (rest.s && n < CODES_MAX) {
        struct str code = str_trim(str_cut(rest, ';', &rest));
        if (!str_is_empty(code)) {
            codes[n++] = str_copy(arena, code);
        }
    }
    for (size_t i = 0; n == 0 && i < texts->n; i++) {
        codes[i] = texts->codes[i];
    }
    return n > 0 ? n : texts->n;
}

static enum fault save_themes(struct indexing *indexing, const struct q_derive_project_list *row,
                              const struct rank_document *document, struct rank_tokens topic_title,
                              struct project_fact *fact)
{
    struct str topics[CODES_MAX];
    struct theme_found found[THEME_PER_PROJECT_MAX];
    struct theme_project project = {
        .acronym = document->fields[RANK_ACRONYM], .title = document->fields[RANK_TITLE],
        .objective = document->fields[RANK_OBJECTIVE], .keywords = document->fields[RANK_KEYWORDS],
        .topic_title = topic_title, .fields = indexing->field_texts.codes,
        .fields_count = indexing->field_texts.n, .topics = topics,
    };
    project.topics_count = split_topics(&indexing->project, row->topics, &indexing->topic_texts, topics);
    size_t n = theme_classify(indexing->themes, &project, found);
    for (size_t i = 0; i < n; i++) {
        TRY(q_derive_project_theme_add(indexing->deriving->db, row->id, found[i].theme, found[i].score_bp,
                                       theme_why_text(&indexing->project, &found[i])));
        fact->themes[i] = (uint8_t)found[i].theme.v;
        fact->scores[i] = (int16_t)found[i].score_bp;
    }
    fact->themes_n = (uint8_t)n;
    return OK;
}

/* The titles of topics alone speak for themes; those of fields too are searched. */
static struct rank_tokens joined(struct arena *arena, struct rank_tokens a, struct rank_tokens b)
{
    size_t n = a.n + b.n < RANK_FIELD_TOKENS_MAX ? a.n + b.n : RANK_FIELD_TOKENS_MAX;
    uint32_t *hashes = arena_array(arena, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        hashes[i] = i < a.n ? a.hashes[i] : b.hashes[i - a.n];
    }
    return (struct rank_tokens){hashes, n};
}

static enum fault save_tokens(struct indexing *indexing, struct project_id id, const struct rank_document *document)
{
    struct db *db = indexing->deriving->db;
    struct str tokens = str_trim(buf_str(&indexing->tokens));
    TRY(q_derive_tokens_add(db, id, rank_encode(&indexing->project, document)));
    return q_derive_index_add(db, id, tokens);
}

static void add_fact(struct indexing *indexing, struct project_fact fact)
{
    if (indexing->facts_n == indexing->facts_size) {
        size_t size = indexing->facts_size ? indexing->facts_size * 2 : 1024;
        struct project_fact *grown = arena_array(indexing->facts_arena, struct project_fact, size);
        if (indexing->facts_n > 0) {
            memcpy(grown, indexing->facts, indexing->facts_n * sizeof *grown);
        }
        indexing->facts = grown;
        indexing->facts_size = size;
    }
    indexing->facts[indexing->facts_n++] = fact;
}

static enum fault index_project(struct indexing *indexing, const struct q_derive_project_list *row)
{
    struct rank_document document;
    struct project_fact fact = derive_fact_of(indexing->deriving->today, &(struct fact_source){
        .id = row->id, .status = row->status, .start_on = row->start_on, .end_on = row->end_on,
        .has_results = row->has_results, .ec_max_cents = row->ec_max_cents});
    buf_reset(&indexing->tokens);
    TRY(take_codes(indexing, &indexing->topics, row->id, &indexing->topic_texts));
    TRY(take_codes(indexing, &indexing->fields, row->id, &indexing->field_texts));
    document.fields[RANK_ACRONYM] = tokens_of(indexing, row->acronym, row->id);
    document.fields[RANK_TITLE] = tokens_of(indexing, row->title, row->id);
    document.fields[RANK_OBJECTIVE] = tokens_of(indexing, row->objective, row->id);
    document.fields[RANK_KEYWORDS] = tokens_of(indexing, row->keywords, row->id);
    struct rank_tokens topic_title = tokens_of(indexing, buf_str(&indexing->topic_texts.titles), row->id);
    struct rank_tokens field_title = tokens_of(indexing, buf_str(&indexing->field_texts.titles), row->id);
    document.fields[RANK_TOPIC] = joined(&indexing->project, topic_title, field_title);
    TRY(save_themes(indexing, row, &document, topic_title, &fact));
    TRY(save_tokens(indexing, row->id, &document));
    add_fact(indexing, fact);
    return OK;
}

/* ---- all of them */

static enum fault index_rows(struct indexing *indexing, struct db_rows *rows)
{
    bool more = true;
    while (more) {
        struct q_derive_project_list row;
        TRY(q_derive_project_list_next(rows, &row, &more));
        if (!more) {
            return OK;
        }
        struct arena_mark mark = arena_mark(&indexing->project);
        TRY(index_project(indexing, &row));
        arena_rewind(&indexing->project, mark);
        if (indexing->facts_n % PROGRESS_EACH == 0) {
            watch_progress(indexing->deriving->watch, S("themes and search"), indexing->facts_n, 0);
        }
    }
    return OK;
}

static enum fault save_words(const struct indexing *indexing)
{
    for (size_t i = 0; i < indexing->words.n; i++) {
        const struct word *word = indexing->words.items[i].value.pointer;
        TRY(q_derive_token_add(indexing->deriving->db, indexing->words.items[i].key, word->projects));
    }
    return OK;
}

static enum fault clear(struct db *db)
{
    TRY(q_derive_clear_project_theme(db));
    TRY(q_derive_clear_index(db));
    TRY(q_derive_clear_tokens(db));
    return q_derive_clear_token(db);
}

static enum fault run(struct indexing *indexing)
{
    struct db *db = indexing->deriving->db;
    struct db_rows *rows = NULL;
    TRY(clear(db));
    TRY(q_derive_topic_list_open(db, &indexing->topics.rows));
    TRY(next_code(&indexing->topics));
    TRY(q_derive_field_list_open(db, &indexing->fields.rows));
    TRY(next_code(&indexing->fields));
    TRY(q_derive_project_list_open(db, &rows));
    enum fault fault = index_rows(indexing, rows);
    db_rows_close(rows);
    return fault == OK ? save_words(indexing) : fault;
}

static void init(struct indexing *indexing)
{
    arena_init(&indexing->project, PROJECT_ARENA_MAX);
    arena_init(&indexing->vocabulary, VOCABULARY_ARENA_MAX);
    map_init(&indexing->words, &indexing->vocabulary);
    indexing->analyser = analyser_new();
    indexing->themes = theme_index_make(&indexing->vocabulary, indexing->deriving->themes);
    indexing->topics.is_topic = true;
    struct buf *bufs[] = {&indexing->tokens, &indexing->topics.code, &indexing->topics.title, &indexing->fields.code,
                          &indexing->fields.title, &indexing->topic_texts.titles, &indexing->field_texts.titles};
    for (size_t i = 0; i < COUNT_OF(bufs); i++) {
        buf_init(bufs[i], INDEX_TEXT_MAX);
    }
}

static void done(struct indexing *indexing)
{
    struct buf *bufs[] = {&indexing->tokens, &indexing->topics.code, &indexing->topics.title, &indexing->fields.code,
                          &indexing->fields.title, &indexing->topic_texts.titles, &indexing->field_texts.titles};
    for (size_t i = 0; i < COUNT_OF(bufs); i++) {
        buf_done(bufs[i]);
    }
    if (indexing->topics.rows) {
        db_rows_close(indexing->topics.rows);
    }
    if (indexing->fields.rows) {
        db_rows_close(indexing->fields.rows);
    }
    analyser_free(indexing->analyser);
    arena_done(&indexing->vocabulary);
    arena_done(&indexing->project);
}

enum fault derive_projects(const struct deriving *deriving, struct arena *arena, struct project_facts *ret_facts)
{
    struct indexing *indexing = arena_new(arena, struct indexing);
    indexing->deriving = deriving;
    indexing->facts_arena = arena;
    init(indexing);
    enum fault fault = run(indexing);
    done(indexing);
    TRY(fault);
    *ret_facts = (struct project_facts){indexing->facts, indexing->facts_n};
    return OK;
}
