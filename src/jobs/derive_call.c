/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** What follows from funding calls: their themes, by the same rules as those of projects, and what they pay for.
*/
#include "domain/funding_call.h"
#include "jobs/derive_parts.h"
#include "store/load_call.sql.h"
#include "text/analyse.h"

#define CALL_ARENA_MAX (64u << 20)
#define VOCABULARY_ARENA_MAX (512u << 20)
#define PROGRESS_EACH 64u

struct calls {
    const struct deriving *deriving;
    const struct theme_index *themes;
    struct analyser *analyser;
    struct arena call; /* rewound with each */
    uint64_t done;
};

static struct rank_tokens tokens_of(struct calls *calls, struct str text)
{
    struct token token;
    size_t n = 0, room = text.n / 2 + 2;
    room = room < RANK_FIELD_TOKENS_MAX ? room : RANK_FIELD_TOKENS_MAX;
    uint32_t *hashes = arena_array(&calls->call, uint32_t, room);
    analyser_start(calls->analyser, text);
    while (n < room && analyser_next(calls->analyser, &token)) {
        hashes[n++] = rank_token_hash(token.text);
    }
    return (struct rank_tokens){hashes, n};
}

/* The identifier of a funding call is the topic of the projects that it pays for. */
static enum fault save_themes(struct calls *calls, const struct q_call_text_list *row)
{
    struct theme_found found[THEME_PER_PROJECT_MAX];
    struct theme_project project = {
        .title = tokens_of(calls, row->title),
        .objective = tokens_of(calls, row->body),
        .keywords = tokens_of(calls, row->keywords),
        .topic_title = tokens_of(calls, row->group_title),
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
        TRY(save_themes(calls, &row));
        TRY(save_pays(calls, &row));
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
    TRY(q_call_text_list_open(calls->deriving->db, &rows));
    enum fault fault = save_rows(calls, rows);
    db_rows_close(rows);
    return fault;
}

enum fault derive_calls_of(const struct deriving *deriving)
{
    struct arena vocabulary;
    struct calls calls = {.deriving = deriving};
    arena_init(&vocabulary, VOCABULARY_ARENA_MAX);
    arena_init(&calls.call, CALL_ARENA_MAX);
    calls.themes = theme_index_make(&vocabulary, deriving->themes);
    calls.analyser = analyser_new();
    enum fault fault = run(&calls);
    analyser_free(calls.analyser);
    arena_done(&calls.call);
    arena_done(&vocabulary);
    return fault;
}
