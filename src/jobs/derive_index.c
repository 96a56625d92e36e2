/* SPDX-License-Identifier: AGPL-3.0-or-later
** derive_index: a list a word, growing as projects come by. */
#include "jobs/derive_index.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "domain/rank_index.h"
#include "domain/speller.h"
#include "store/derive.sql.h"
#include "text/analyse.h"

#define INDEX_ARENA_MAX (512u << 20)
#define SPELLER_MAX (8u << 20) /* the words of one letter */
#define LETTERS 26

struct word {
    struct str token;
    struct rank_list list;
    double weight;       /* in the present project */
    struct word *next;   /* of those in the present project */
    bool is_here;
};

/* A word as people write it. */
struct form {
    struct str text;
    struct str token;
    int64_t documents;
    int64_t next; /* the least number of a document that is not counted yet */
};

struct search_index {
    struct arena arena;
    struct analyser *analyser;
    struct map words;
    struct map forms;
    struct word *here; /* of the present project */
    struct search_facts_builder *facts;
    int64_t documents;
    struct db_rows *countries;
    struct project_id country_project; /* of the row that waits */
    char country[2];                   /* its code; '*' and 0 for the mark of a small city */
    bool more_countries;
};

struct search_index *search_index_new(void)
{
    struct search_index *index = mem_alloc(sizeof *index);
    arena_init(&index->arena, INDEX_ARENA_MAX);
    map_init(&index->words, &index->arena);
    map_init(&index->forms, &index->arena);
    index->analyser = analyser_new();
    return index;
}

void search_index_free(struct search_index *index)
{
    if (index == NULL) {
        return;
    }
    if (index->countries != NULL) {
        db_rows_close(index->countries);
    }
    analyser_free(index->analyser);
    arena_done(&index->arena);
    mem_free(index);
}

/* ---- countries beside the projects */

static enum fault next_country(struct search_index *index)
{
    struct q_derive_country_list row = {0};
    TRY(q_derive_country_list_next(index->countries, &row, &index->more_countries));
    index->country_project = row.project_id;
    for (size_t i = 0; i < sizeof index->country; i++) {
        index->country[i] = i < row.country.n ? row.country.s[i] : 0;
    }
    return OK;
}

/* All rows of the project; their codes are in the arena. */
static enum fault take_countries(struct search_index *index, struct arena *arena, struct search_facts *facts,
                                 struct str *codes, size_t *ret_n)
{
    size_t n = 0;
    while (index->more_countries && index->country_project.v <= facts->id.v) {
        bool is_ours = index->country_project.v == facts->id.v;
        if (is_ours && index->country[0] == '*') {
            facts->with_small_city = true;
        } else if (is_ours && n < SEARCH_COUNTRIES_OF_ONE) {
            codes[n++] = str_copy(arena, (struct str){index->country, sizeof index->country});
        }
        TRY(next_country(index));
    }
    *ret_n = n;
    return OK;
}

/* ---- words */

enum fault search_index_start(struct search_index *index, struct db *db)
{
    struct q_derive_project_count all;
    TRY(q_derive_clear_tokens(db));
    TRY(q_derive_clear_token(db));
    TRY(q_derive_clear_facts(db));
    TRY(q_derive_clear_speller(db));
    TRY(q_derive_project_count(db, &index->arena, &all));
    index->facts = search_facts_builder_new(&index->arena, (size_t)all.projects);
    TRY(q_derive_country_list_open(db, &index->countries));
    return next_country(index);
}

static struct word *word_of(struct search_index *index, struct str token)
{
    struct map_item *item = map_find(&index->words, token);
    if (item == NULL) {
        struct word *word = arena_new(&index->arena, struct word);
        word->token = str_copy(&index->arena, token);
        item = map_add(&index->words, word->token);
        item->value.pointer = word;
    }
    return item->value.pointer;
}

/* The word in small letters, or no text where it has other signs than ASCII letters, or too many to be offered. */
static struct str plain_form(struct str written, char room[static SPELLER_MOST])
{
    bool plain = written.n <= SPELLER_MOST;
    for (size_t i = 0; plain && i < written.n; i++) {
        room[i] = (char)(written.s[i] | 0x20);
        plain = room[i] >= 'a' && room[i] <= 'z' && (written.s[i] & 0x40) != 0;
    }
    return (struct str){room, plain ? written.n : 0};
}

/* Counts a document for a word as it is written there. */
static void note_form(struct search_index *index, struct str token, struct str written)
{
    char room[SPELLER_MOST];
    struct str text = plain_form(written, room);
    if (text.n == 0) {
        return;
    }
    struct map_item *item = map_find(&index->forms, text);
    if (item == NULL) {
        struct form *form = arena_new(&index->arena, struct form);
        form->text = str_copy(&index->arena, text);
        form->token = token;
        item = map_add(&index->forms, form->text);
        item->value.pointer = form;
    }
    struct form *form = item->value.pointer;
    form->documents += form->next <= index->documents;
    form->next = index->documents + 1;
}

struct rank_tokens search_index_tokens(struct search_index *index, struct arena *arena, enum rank_field field,
                                       struct str text, const struct rank_place **ret_places)
{
    struct token token;
    size_t n = 0, room = text.n / 2 + 2;
    room = room < RANK_FIELD_TOKENS_MAX ? room : RANK_FIELD_TOKENS_MAX;
    uint32_t *hashes = arena_array(arena, uint32_t, room);
    struct rank_place *places = arena_array(arena, struct rank_place, room);
    analyser_start(index->analyser, text);
    for (; n < room && analyser_next(index->analyser, &token); n++) {
        struct word *word = word_of(index, token.text);
        if (!word->is_here) {
            word->is_here = true;
            word->next = index->here;
            index->here = word;
        }
        word->weight += rank_field_weight(field);
        note_form(index, word->token, str_sub(text, token.from, token.n));
        hashes[n] = rank_token_hash(token.text);
        places[n].from = (uint16_t)token.from;
        places[n].n = (uint8_t)(token.from > UINT16_MAX ? 0 : token.n < UINT8_MAX ? token.n : UINT8_MAX);
    }
    if (ret_places != NULL) {
        *ret_places = places;
    }
    return (struct rank_tokens){hashes, n};
}

static void end_words(struct search_index *index, size_t length)
{
    struct word *word = index->here;
    while (word != NULL) {
        struct word *next = word->next;
        rank_list_add(&index->arena, &word->list, index->documents, word->weight, length);
        word->weight = 0;
        word->is_here = false;
        word->next = NULL;
        word = next;
    }
    index->here = NULL;
}

enum fault search_index_add(struct search_index *index, struct db *db, struct arena *arena,
                            const struct rank_document *document, struct search_facts facts)
{
    struct str codes[SEARCH_COUNTRIES_OF_ONE];
    size_t codes_n = 0, length = 0;
    for (int f = 0; f < RANK_FIELDS; f++) {
        length += document->fields[f].n;
    }
    end_words(index, length);
    TRY(take_countries(index, arena, &facts, codes, &codes_n));
    search_facts_builder_add(index->facts, &facts, codes, codes_n);
    index->documents++;
    return q_derive_tokens_add(db, facts.id, rank_encode(arena, document));
}

/* ---- writing */

static enum fault save_lists(struct search_index *index, struct db *db)
{
    for (size_t i = 0; i < index->words.n; i++) {
        const struct word *word = index->words.items[i].value.pointer;
        struct arena_mark mark = arena_mark(&index->arena);
        TRY(q_derive_token_add(db, word->token, word->list.documents, rank_list_bytes(&index->arena, &word->list)));
        arena_rewind(&index->arena, mark);
    }
    return OK;
}

static enum fault save_letter(struct search_index *index, struct db *db, struct buf *words, char letter)
{
    buf_reset(words);
    for (size_t i = 0; i < index->forms.n; i++) {
        const struct form *form = index->forms.items[i].value.pointer;
        if (form->text.s[0] == letter && speller_takes(form->text, form->documents)) {
            speller_put(words, form->token, form->text, form->documents);
        }
    }
    return words->n > 0 ? q_derive_speller_add(db, (struct str){&letter, 1}, buf_str(words)) : OK;
}

enum fault search_index_save(struct search_index *index, struct db *db)
{
    struct buf CLEANUP(buf_done) words;
    buf_init(&words, SPELLER_MAX);
    TRY(save_lists(index, db));
    for (int i = 0; i < LETTERS; i++) {
        TRY(save_letter(index, db, &words, (char)('a' + i)));
    }
    check(!words.overflow);
    return q_derive_facts_add(db, search_facts_builder_bytes(index->facts));
}
