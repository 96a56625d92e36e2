/* SPDX-License-Identifier: AGPL-3.0-or-later
** How a name that is typed finds its city: one pass over all names in their order fills city_beginning, city_word and
** city_spelling. Memory: 2 MiB and what derive_spelling takes. */
#include <string.h>

#include "domain/city_rank.h"
#include "jobs/derive.h"
#include "jobs/derive_parts.h"
#include "jobs/derive_spelling.h"
#include "store/city_find.h"
#include "store/derive.sql.h"

#define BEGINNING_MAX 96        /* bytes; with more of a name so few names begin that all can be read */
#define BEGINNINGS_ARENA_MAX (64u << 20)
#define ROW_ARENA_MAX (16u << 10)
#define PLACE_OF_NONE 512       /* city_word.place of a city without a weight */

/* The best cities of the names that begin alike, up to here. */
struct beginning {
    struct {
        struct city_id city;
        int64_t kind;
        int weight;
        char name[200];
        size_t name_n;
    } items[CITY_BEGINNING_KEPT];
    size_t n;
    size_t names; /* that begin so */
};

struct naming {
    struct db *db;
    struct arena arena; /* scratch, and the beginnings */
    struct beginning *beginnings; /* by length of the beginning; those that end within a letter are not used */
    char last[BEGINNING_MAX];     /* the name before */
    size_t last_n;
    struct spellings spellings;
};

static int weight_of(const struct q_derive_find_name_list *row)
{
    return city_weight_found(row->population.known ? row->population.v : 0, false, false, row->kind);
}

/* ---- beginnings */

static enum fault end_beginning(struct naming *naming, size_t length)
{
    struct beginning *beginning = &naming->beginnings[length];
    for (size_t i = 0; beginning->names > CITY_BEGINNING_READ && i < beginning->n; i++) {
        TRY(q_derive_beginning_add(naming->db, (struct str){naming->last, length}, (int64_t)i,
                                   beginning->items[i].city, beginning->items[i].kind,
                                   (struct str){beginning->items[i].name, beginning->items[i].name_n}));
    }
    beginning->n = 0;
    beginning->names = 0;
    return OK;
}

/* Where this city stands already, or where it would go out; n when there is room. */
static size_t find_place(const struct beginning *beginning, struct city_id city)
{
    for (size_t i = 0; i < beginning->n; i++) {
        if (beginning->items[i].city.v == city.v) {
            return i;
        }
    }
    return beginning->n < CITY_BEGINNING_KEPT ? beginning->n : CITY_BEGINNING_KEPT - 1;
}

static void add_beginning(struct beginning *beginning, const struct q_derive_find_name_list *row, int weight)
{
    beginning->names++;
    size_t i = find_place(beginning, row->city_id);
    bool is_new = i == beginning->n;
    if (!is_new && beginning->items[i].weight >= weight) {
        return;
    }
    beginning->n += is_new;
    struct str name = str_clip(row->name, sizeof beginning->items[0].name);
    while (i > 0 && beginning->items[i - 1].weight < weight) {
        beginning->items[i] = beginning->items[i - 1];
        i--;
    }
    beginning->items[i].city = row->city_id;
    beginning->items[i].kind = row->kind;
    beginning->items[i].weight = weight;
    beginning->items[i].name_n = name.n;
    memcpy(beginning->items[i].name, name.s, name.n);
}

static bool is_within_letter(struct str text, size_t at)
{
    return at < text.n && ((unsigned char)text.s[at] & 0xC0) == 0x80;
}

static enum fault take_beginnings(struct naming *naming, const struct q_derive_find_name_list *row, int weight)
{
    struct str name = str_clip(row->folded, BEGINNING_MAX);
    size_t same = 0;
    while (same < name.n && same < naming->last_n && name.s[same] == naming->last[same]) {
        same++;
    }
    for (size_t length = naming->last_n; length > same; length--) {
        TRY(end_beginning(naming, length));
    }
    memcpy(naming->last, name.s, name.n);
    naming->last_n = name.n;
    for (size_t length = 1; length <= name.n; length++) {
        if (!is_within_letter(name, length)) {
            add_beginning(&naming->beginnings[length], row, weight);
        }
    }
    return OK;
}

/* ---- words */

static enum fault take_words(struct naming *naming, const struct q_derive_find_name_list *row, int weight)
{
    struct str rest = row->folded;
    int64_t place = PLACE_OF_NONE - weight;
    if (row->kind == CITY_NAME_ALTERNATE || !str_contains(rest, S(" "))) {
        return OK;
    }
    char packed[CITY_TYPED_MAX * 4];
    size_t packed_n = 0;
    while (rest.s != NULL) {
        struct str word = str_cut(rest, ' ', &rest);
        TRY(q_derive_word_add(naming->db, word, place, row->city_id));
        if (packed_n + word.n <= sizeof packed) {
            memcpy(packed + packed_n, word.s, word.n);
            packed_n += word.n;
        }
    }
    return q_derive_word_add(naming->db, (struct str){packed, packed_n}, place, row->city_id);
}

/* ---- all */

static enum fault take_all(struct naming *naming, struct db_rows *rows)
{
    struct q_derive_find_name_list row;
    bool more = true;
    while (true) {
        TRY(q_derive_find_name_list_next(rows, &row, &more));
        if (!more) {
            break;
        }
        int weight = weight_of(&row);
        TRY(take_beginnings(naming, &row, weight));
        TRY(take_words(naming, &row, weight));
        spellings_add(&naming->spellings, row.folded, weight);
    }
    for (size_t length = naming->last_n; length > 0; length--) {
        TRY(end_beginning(naming, length));
    }
    return spellings_save(&naming->spellings, naming->db);
}

enum fault derive_find_forget(struct db *db)
{
    TRY(q_derive_clear_beginning(db));
    TRY(q_derive_clear_word(db));
    TRY(q_derive_clear_city_place(db));
    return q_derive_clear_spelling(db);
}

/* Names change only with places; an import of projects keeps what the generation before had. */
static enum fault is_made(const struct deriving *deriving, bool *ret_made)
{
    struct arena arena CLEANUP(arena_done);
    struct q_derive_find_made row;
    arena_init(&arena, ROW_ARENA_MAX);
    TRY(q_derive_find_made(deriving->db, &arena, &row));
    *ret_made = row.parts > 0;
    return OK;
}

enum fault derive_find(const struct deriving *deriving)
{
    struct naming naming = {.db = deriving->db};
    struct db_rows *rows = NULL;
    bool made;
    TRY(is_made(deriving, &made));
    if (made) {
        return OK;
    }
    watch_progress(deriving->watch, S("names of cities"), 0, 0);
    TRY(q_derive_find_name_list_open(deriving->db, &rows));
    arena_init(&naming.arena, BEGINNINGS_ARENA_MAX);
    naming.beginnings = arena_array(&naming.arena, struct beginning, BEGINNING_MAX + 1);
    spellings_init(&naming.spellings);
    enum fault fault = take_all(&naming, rows);
    spellings_done(&naming.spellings);
    arena_done(&naming.arena);
    db_rows_close(rows);
    return fault;
}
