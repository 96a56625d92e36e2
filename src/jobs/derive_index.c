/* SPDX-License-Identifier: AGPL-3.0-or-later
** derive_index: a list a word, growing as projects come by. */
#include "jobs/derive_index.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "domain/rank_index.h"
#include "domain/speller.h"
#include "jobs/runs.h"
#include "store/derive.sql.h"
#include "store/load_call.sql.h"
#include "text/analyse.h"

#define KEPT_ARENA_MAX (256u << 20) /* facts of a million projects take 64 MiB */
#define RUN_ARENA_MAX (512u << 20)  /* a run ends with the first project past bytes_max */
#define SPELLER_MAX (8u << 20) /* the words of one letter */
#define JOINED_MAX (64u << 20) /* a list: 5 bytes for each of ten million documents */

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
    struct arena kept;
    struct arena run; /* of words and forms, which are put away when it has grown to bytes_max */
    size_t bytes_max;
    struct analyser *analyser;
    struct map words;
    struct map forms;
    struct runs *words_away; /* a: documents, b: the list's next */
    struct runs *forms_away; /* a: documents; value: the token */
    struct word *here; /* of the present project */
    struct search_facts_builder *facts;
    int64_t documents;
    struct db_rows *countries;
    struct project_id country_project; /* of the row that waits */
    char country[2];                   /* its code; '*' and 0 for the mark of a small city */
    bool more_countries;
    bool is_of_calls;
};

struct search_index *search_index_new(size_t bytes_max)
{
    struct search_index *index = mem_alloc(sizeof *index);
    *index = (struct search_index){.bytes_max = bytes_max};
    arena_init(&index->kept, KEPT_ARENA_MAX);
    arena_init(&index->run, RUN_ARENA_MAX);
    map_init(&index->words, &index->run);
    map_init(&index->forms, &index->run);
    index->words_away = runs_new();
    index->forms_away = runs_new();
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
    runs_free(index->words_away);
    runs_free(index->forms_away);
    arena_done(&index->run);
    arena_done(&index->kept);
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
    TRY(q_derive_project_count(db, &index->kept, &all));
    index->facts = search_facts_builder_new(&index->kept, (size_t)all.projects);
    TRY(q_derive_country_list_open(db, &index->countries));
    return next_country(index);
}

enum fault search_index_start_calls(struct search_index *index, struct db *db)
{
    index->is_of_calls = true;
    TRY(q_call_clear_tokens(db));
    return q_call_clear_token(db);
}

static struct word *word_of(struct search_index *index, struct str token)
{
    struct map_item *item = map_find(&index->words, token);
    if (item == NULL) {
        struct word *word = arena_new(&index->run, struct word);
        word->token = str_copy(&index->run, token);
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
        struct form *form = arena_new(&index->run, struct form);
        form->text = str_copy(&index->run, text);
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
        rank_list_add(&index->run, &word->list, index->documents, word->weight, length);
        word->weight = 0;
        word->is_here = false;
        word->next = NULL;
        word = next;
    }
    index->here = NULL;
}

/* ---- what has grown large is put away */

static int by_key(const void *a, const void *b)
{
    const struct map_item *one = a, *other = b;
    return str_cmp(one->key, other->key);
}

/* The map is of no use any more afterwards. */
static void sort(struct map *map)
{
    if (map->n > 0) {
        qsort(map->items, map->n, sizeof *map->items, by_key);
    }
}

static enum fault put_away_words(struct search_index *index)
{
    sort(&index->words);
    TRY(runs_begin(index->words_away));
    for (size_t i = 0; i < index->words.n; i++) {
        const struct word *word = index->words.items[i].value.pointer;
        struct arena_mark mark = arena_mark(&index->run);
        runs_put(index->words_away, &(struct run_record){
            .key = word->token, .value = rank_list_bytes(&index->run, &word->list), .a = word->list.documents,
            .b = word->list.next});
        arena_rewind(&index->run, mark);
    }
    return OK;
}

static enum fault put_away_forms(struct search_index *index)
{
    sort(&index->forms);
    TRY(runs_begin(index->forms_away));
    for (size_t i = 0; i < index->forms.n; i++) {
        const struct form *form = index->forms.items[i].value.pointer;
        runs_put(index->forms_away,
                 &(struct run_record){.key = form->text, .value = form->token, .a = form->documents});
    }
    return OK;
}

static enum fault put_away(struct search_index *index)
{
    TRY(put_away_words(index));
    TRY(put_away_forms(index));
    arena_reset(&index->run);
    map_init(&index->words, &index->run);
    map_init(&index->forms, &index->run);
    return OK;
}

static size_t length_of(const struct rank_document *document)
{
    size_t length = 0;
    for (int f = 0; f < RANK_FIELDS; f++) {
        length += document->fields[f].n;
    }
    return length;
}

enum fault search_index_add_call(struct search_index *index, struct db *db, struct arena *arena, int64_t call,
                                 const struct rank_document *document)
{
    index->documents = call;
    end_words(index, length_of(document));
    return q_call_tokens_add(db, call, rank_encode(arena, document));
}

enum fault search_index_add(struct search_index *index, struct db *db, struct arena *arena,
                            const struct rank_document *document, struct search_facts facts)
{
    struct str codes[SEARCH_COUNTRIES_OF_ONE];
    size_t codes_n = 0;
    end_words(index, length_of(document));
    TRY(take_countries(index, arena, &facts, codes, &codes_n));
    search_facts_builder_add(index->facts, &facts, codes, codes_n);
    index->documents++;
    TRY(q_derive_tokens_add(db, facts.id, rank_encode(arena, document)));
    return index->run.used >= index->bytes_max ? put_away(index) : OK;
}

/* ---- writing */

/* Several records of one key, put together. */
struct joined {
    struct buf key;
    struct buf value;
    int64_t documents;
    int64_t next;
};

static void joined_init(struct joined *joined)
{
    *joined = (struct joined){0};
    buf_init(&joined->key, JOINED_MAX);
    buf_init(&joined->value, JOINED_MAX);
}

static void joined_done(struct joined *joined)
{
    buf_done(&joined->key);
    buf_done(&joined->value);
}

static void joined_start(struct joined *joined, struct str key)
{
    joined->documents = joined->next = 0;
    buf_reset(&joined->key);
    buf_reset(&joined->value);
    buf_put_str(&joined->key, key);
}

static bool is_other(const struct joined *joined, struct str key)
{
    return joined->documents > 0 && !str_eq(buf_str(&joined->key), key);
}

static enum fault save_list(struct search_index *index, struct db *db, const struct joined *joined)
{
    struct str token = buf_str(&joined->key), list = buf_str(&joined->value);
    check(!joined->value.overflow);
    return joined->documents == 0 ? OK
           : index->is_of_calls   ? q_call_token_add(db, token, joined->documents, list)
                                  : q_derive_token_add(db, token, joined->documents, list);
}

static enum fault join_lists(struct search_index *index, struct db *db, struct joined *joined)
{
    struct runs *runs = index->words_away;
    struct run_record record;
    bool more = true;
    while (true) {
        TRY(runs_next(runs, &record, &more));
        if (!more) {
            return save_list(index, db, joined);
        }
        if (is_other(joined, record.key)) {
            TRY(save_list(index, db, joined));
            joined->documents = 0;
        }
        if (joined->documents == 0) {
            joined_start(joined, record.key);
        }
        rank_list_join(&joined->value, &joined->next, record.value, record.b);
        joined->documents += record.a;
    }
}

static enum fault save_lists(struct search_index *index, struct db *db)
{
    struct joined CLEANUP(joined_done) joined;
    joined_init(&joined);
    TRY(runs_read(index->words_away));
    return join_lists(index, db, &joined);
}

/* ---- the words for the speller, a text for each first letter */

static void put_form(struct buf *words, const struct joined *form)
{
    if (form->documents > 0 && speller_takes(buf_str(&form->key), form->documents)) {
        speller_put(words, buf_str(&form->value), buf_str(&form->key), form->documents);
    }
}

static enum fault save_letter(struct db *db, struct buf *words, char letter)
{
    check(!words->overflow);
    TRY(words->n > 0 ? q_derive_speller_add(db, (struct str){&letter, 1}, buf_str(words)) : OK);
    buf_reset(words);
    return OK;
}

static enum fault join_forms(struct runs *runs, struct db *db, struct joined *form, struct buf *words)
{
    struct run_record record;
    bool more = true;
    while (true) {
        TRY(runs_next(runs, &record, &more));
        if (form->documents > 0 && (!more || is_other(form, record.key))) {
            char letter = form->key.bytes[0];
            put_form(words, form);
            form->documents = 0;
            TRY(!more || record.key.s[0] != letter ? save_letter(db, words, letter) : OK);
        }
        if (!more) {
            return OK;
        }
        if (form->documents == 0) {
            joined_start(form, record.key);
            buf_put_str(&form->value, record.value);
        }
        form->documents += record.a;
    }
}

static enum fault save_forms(struct search_index *index, struct db *db)
{
    struct joined CLEANUP(joined_done) form;
    struct buf CLEANUP(buf_done) words;
    joined_init(&form);
    buf_init(&words, SPELLER_MAX);
    TRY(runs_read(index->forms_away));
    return join_forms(index->forms_away, db, &form, &words);
}

enum fault search_index_save(struct search_index *index, struct db *db)
{
    TRY(put_away(index));
    TRY(save_lists(index, db));
    if (index->is_of_calls) {
        return OK;
    }
    TRY(save_forms(index, db));
    return q_derive_facts_add(db, search_facts_builder_bytes(index->facts));
}
