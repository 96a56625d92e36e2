/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Themes of projects, and the search index: both from the same tokens, made once.
*/
#include <string.h>

#include "base/buf.h"
#include "base/check.h"
#include "jobs/derive_index.h"
#include "jobs/derive_parts.h"
#include "store/derive.sql.h"

#define PROJECT_ARENA_MAX (16u << 20)
#define VOCABULARY_ARENA_MAX (512u << 20)
#define CODES_MAX 64u       /* topics or fields of one project; the most seen is 30 */
#define INDEX_TEXT_MAX (1u << 20)
#define PROGRESS_EACH 512u

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
    struct search_index *index;
    struct arena project;    /* rewound with every project */
    struct arena vocabulary; /* of the themes */
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
        .no_public_body = row->public_body.known && row->public_body.v == 0,
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

static struct search_facts facts_of(const struct q_derive_project_list *row, const struct project_fact *fact)
{
    struct search_facts facts = {.id = row->id, .status = row->status, .start = row->start_on, .end = row->end_on,
                                 .has_results = row->has_results};
    for (size_t i = 0; i < fact->themes_n; i++) {
        facts.themes |= fact->themes[i] <= SEARCH_THEMES_MAX ? 1ull << fact->themes[i] : 0;
    }
    return facts;
}

static enum fault index_project(struct indexing *indexing, const struct q_derive_project_list *row)
{
    struct search_index *index = indexing->index;
    struct arena *arena = &indexing->project;
    struct rank_document document = {.places = NULL};
    const struct rank_place *objective, *keywords;
    struct project_fact fact = derive_fact_of(indexing->deriving->today, &(struct fact_source){
        .id = row->id, .status = row->status, .start_on = row->start_on, .end_on = row->end_on,
        .has_results = row->has_results, .ec_max_cents = row->ec_max_cents});
    TRY(take_codes(indexing, &indexing->topics, row->id, &indexing->topic_texts));
    TRY(take_codes(indexing, &indexing->fields, row->id, &indexing->field_texts));
    document.fields[RANK_ACRONYM] = search_index_tokens(index, arena, RANK_ACRONYM, row->acronym, NULL);
    document.fields[RANK_TITLE] = search_index_tokens(index, arena, RANK_TITLE, row->title, NULL);
    document.fields[RANK_OBJECTIVE] = search_index_tokens(index, arena, RANK_OBJECTIVE, row->objective, &objective);
    document.fields[RANK_KEYWORDS] = search_index_tokens(index, arena, RANK_KEYWORDS, row->keywords, &keywords);
    document.places = rank_shown_field(&document) == RANK_OBJECTIVE ? objective : keywords;
    struct rank_tokens topics =
        search_index_tokens(index, arena, RANK_TOPIC, buf_str(&indexing->topic_texts.titles), NULL);
    struct rank_tokens fields =
        search_index_tokens(index, arena, RANK_TOPIC, buf_str(&indexing->field_texts.titles), NULL);
    document.fields[RANK_TOPIC] = joined(arena, topics, fields);
    TRY(save_themes(indexing, row, &document, topics, &fact));
    TRY(search_index_add(index, indexing->deriving->db, arena, &document, facts_of(row, &fact)));
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

static enum fault run(struct indexing *indexing)
{
    struct db *db = indexing->deriving->db;
    struct db_rows *rows = NULL;
    TRY(q_derive_clear_project_theme(db));
    TRY(search_index_start(indexing->index, db));
    TRY(q_derive_topic_list_open(db, &indexing->topics.rows));
    TRY(next_code(&indexing->topics));
    TRY(q_derive_field_list_open(db, &indexing->fields.rows));
    TRY(next_code(&indexing->fields));
    TRY(q_derive_project_list_open(db, &rows));
    enum fault fault = index_rows(indexing, rows);
    db_rows_close(rows);
    return fault == OK ? search_index_save(indexing->index, db) : fault;
}

static void init(struct indexing *indexing)
{
    arena_init(&indexing->project, PROJECT_ARENA_MAX);
    arena_init(&indexing->vocabulary, VOCABULARY_ARENA_MAX);
    indexing->index = search_index_new(SEARCH_INDEX_BYTES);
    indexing->themes = theme_index_make(&indexing->vocabulary, indexing->deriving->themes);
    indexing->topics.is_topic = true;
    struct buf *bufs[] = {&indexing->topics.code, &indexing->topics.title, &indexing->fields.code,
                          &indexing->fields.title, &indexing->topic_texts.titles, &indexing->field_texts.titles};
    for (size_t i = 0; i < COUNT_OF(bufs); i++) {
        buf_init(bufs[i], INDEX_TEXT_MAX);
    }
}

static void done(struct indexing *indexing)
{
    struct buf *bufs[] = {&indexing->topics.code, &indexing->topics.title, &indexing->fields.code,
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
    search_index_free(indexing->index);
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
