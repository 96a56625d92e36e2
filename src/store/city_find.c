/* SPDX-License-Identifier: AGPL-3.0-or-later
** city_find: the steps, from the surest to the boldest. */
#include "store/city_find.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "domain/city_typo.h"
#include "store/city_find.sql.h"

#define LAST_RUNE "\xF4\x8F\xBF\xBF" /* U+10FFFF: above every name with the same beginning */
#define HITS_FIRST 64                /* room at first: most names are known to few cities */
#define HITS_MAX 1024                /* the best readings come first; what is beyond is not shown anyway */
#define ENOUGH 3                     /* beginnings, after which nothing else is tried */
#define FAR_LARGER 24                /* three doublings */
#define PART_MIN 3                   /* letters of a name that stands for all that was typed */

struct finding {
    struct db *db;
    struct arena *arena;
    struct city_query query;
    struct found_city *hits;
    size_t n, size;
};

/* ---- hits */

static void make_room(struct finding *finding)
{
    struct found_city *hits = arena_array(finding->arena, struct found_city, 4 * finding->size);
    memcpy(hits, finding->hits, finding->n * sizeof hits[0]);
    finding->hits = hits;
    finding->size *= 4;
}

static void add_hit(struct finding *finding, const struct q_city_by_name *row, enum found_how how, int bonus)
{
    int64_t people = row->population.known ? row->population.v : 0;
    bool has_record = row->projects.known && row->projects.v > 0;
    struct found_city hit = {
        .id = row->id, .slug = row->slug, .name = row->name, .country = row->country, .population = row->population,
        .fit = row->fit, .projects = row->projects, .found_as = row->found_as, .how = how,
        .weight = city_weight_found(people, str_eq(row->fit, S("fits")), has_record, row->kind) + bonus,
    };
    for (size_t i = 0; i < finding->n; i++) {
        struct found_city *other = &finding->hits[i];
        if (other->id.v == hit.id.v) {
            bool better = hit.how < other->how || (hit.how == other->how && hit.weight > other->weight);
            *other = better ? hit : *other;
            return;
        }
    }
    if (finding->n == finding->size && finding->size < HITS_MAX) {
        make_room(finding);
    }
    if (finding->n < finding->size) {
        finding->hits[finding->n++] = hit;
    }
}

static size_t count_how(const struct finding *finding, enum found_how how)
{
    size_t n = 0;
    for (size_t i = 0; i < finding->n; i++) {
        n += finding->hits[i].how == how;
    }
    return n;
}

/* ---- the statements; all have the same columns */

static enum fault add_exact(struct finding *finding, struct str name, struct str country, enum found_how how, int bonus)
{
    struct q_city_by_name *rows;
    size_t n;
    TRY(q_city_by_name(finding->db, finding->arena, name, country, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        add_hit(finding, &rows[i], how, bonus);
    }
    return OK;
}

_Static_assert(sizeof(struct q_city_by_name) == sizeof(struct q_city_by_range), "the same columns");
_Static_assert(sizeof(struct q_city_by_name) == sizeof(struct q_city_by_beginning), "the same columns");
_Static_assert(sizeof(struct q_city_by_name) == sizeof(struct q_city_by_word), "the same columns");
_Static_assert(sizeof(struct q_city_by_name) == sizeof(struct q_city_by_word_range), "the same columns");

static enum fault add_beginning(struct finding *finding, struct str name, struct str country)
{
    struct q_city_by_beginning *kept;
    struct q_city_by_range *range;
    size_t n;
    TRY(q_city_by_beginning(finding->db, finding->arena, name, country, &kept, &n));
    if (n == 0) {
        struct str high = str_join(finding->arena, name, S(LAST_RUNE));
        TRY(q_city_by_range(finding->db, finding->arena, name, high, country, &range, &n));
        kept = (struct q_city_by_beginning *)(void *)range;
    }
    for (size_t i = 0; i < n; i++) {
        add_hit(finding, (struct q_city_by_name *)(void *)&kept[i], FOUND_BEGINNING, 0);
    }
    return OK;
}

static void beginning_soon(struct finding *finding, struct str name, struct str country)
{
    q_city_by_beginning_soon(finding->db, name, country);
    q_city_by_range_soon(finding->db, name, str_join(finding->arena, name, S(LAST_RUNE)), country);
}

/* ---- 1. as typed */

static enum fault find_whole(struct finding *finding)
{
    TRY(add_exact(finding, finding->query.whole, S(""), FOUND_EXACT, 0));
    return add_beginning(finding, finding->query.whole, S(""));
}

/* ---- 2. the other readings */

static enum fault find_readings(struct finding *finding, enum found_how how)
{
    for (size_t i = 0; i < finding->query.readings_n; i++) {
        const struct city_reading *reading = &finding->query.readings[i];
        if (reading->how == how) {
            TRY(add_exact(finding, reading->name, reading->country, how, 0));
        }
    }
    return OK;
}

static void readings_soon(struct finding *finding, enum found_how how)
{
    for (size_t i = 0; i < finding->query.readings_n; i++) {
        const struct city_reading *reading = &finding->query.readings[i];
        if (reading->how == how) {
            q_city_by_name_soon(finding->db, reading->name, reading->country);
        }
    }
}

/* A name in a country, or behind "city of", may be shortened too: "Newcastle, UK". */
static enum fault find_core_beginnings(struct finding *finding)
{
    for (size_t i = 0; i < finding->query.cores_n; i++) {
        const struct city_reading *core = &finding->query.cores[i];
        if (core->name.n >= PART_MIN && !str_eq(core->name, finding->query.whole)) {
            TRY(add_beginning(finding, core->name, core->country));
        }
    }
    return OK;
}

/* ---- 3. by words */

static void add_matching(struct finding *finding, struct str asked, const struct q_city_by_word *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int match = city_words_match(asked, rows[i].folded);
        if (match > 0) {
            add_hit(finding, (const struct q_city_by_name *)(const void *)&rows[i], FOUND_WORDS, match / 6);
        }
    }
}

static enum fault find_words(struct finding *finding, const struct city_reading *core)
{
    struct q_city_by_word *rows;
    size_t n;
    struct str key = city_words_key(core->name);
    if (key.n == 0) {
        return OK;
    }
    TRY(q_city_by_word(finding->db, finding->arena, key, core->country, &rows, &n));
    if (n == 0) {
        struct q_city_by_word_range *range;
        TRY(q_city_by_word_range(finding->db, finding->arena, key, str_join(finding->arena, key, S(LAST_RUNE)),
                                 core->country, &range, &n));
        rows = (struct q_city_by_word *)(void *)range;
    }
    add_matching(finding, core->name, rows, n);
    return OK;
}

/* Names that begin with the first word and have the others, shortened: "freiburg i br". Alternates too. */
static enum fault find_after_first(struct finding *finding, const struct city_reading *core)
{
    struct q_city_by_range *rows;
    size_t n;
    struct str first = city_first_words(core->name, 1);
    if (first.n < PART_MIN) {
        return OK;
    }
    struct str low = str_join(finding->arena, first, S(" "));
    TRY(q_city_by_range(finding->db, finding->arena, low, str_join(finding->arena, first, S("!")), core->country, &rows,
                        &n));
    add_matching(finding, core->name, (struct q_city_by_word *)(void *)rows, n);
    return OK;
}

static enum fault find_by_words(struct finding *finding)
{
    for (size_t i = 0; i < finding->query.cores_n && count_how(finding, FOUND_WORDS) == 0; i++) {
        TRY(find_words(finding, &finding->query.cores[i]));
        TRY(find_after_first(finding, &finding->query.cores[i]));
    }
    return OK;
}

static void parts_soon(struct finding *finding)
{
    if (!db_takes_soon(finding->db)) {
        return; /* or the texts would be made for nobody */
    }
    for (size_t i = 0; i < finding->query.cores_n; i++) {
        const struct city_reading *core = &finding->query.cores[i];
        struct str key = city_words_key(core->name);
        struct str first = city_first_words(core->name, 1);
        if (core->name.n >= PART_MIN && !str_eq(core->name, finding->query.whole)) {
            beginning_soon(finding, core->name, core->country);
        }
        if (key.n > 0) {
            q_city_by_word_soon(finding->db, key, core->country);
            q_city_by_word_range_soon(finding->db, key, str_join(finding->arena, key, S(LAST_RUNE)), core->country);
        }
        if (first.n >= PART_MIN) {
            q_city_by_range_soon(finding->db, str_join(finding->arena, first, S(" ")),
                                 str_join(finding->arena, first, S("!")), core->country);
        }
    }
}

/* ---- 4. by spelling */

static void spellings_soon(struct finding *finding, struct str name, unsigned most)
{
    struct typo_piece pieces[TYPO_PIECES_ASKED];
    struct str by[TYPO_PIECES_ASKED];
    int64_t n = (int64_t)name.n;
    if (!db_takes_soon(finding->db) || !typo_is_spellable(name) || most == 0) {
        return;
    }
    typo_pieces_asked(name, most, pieces);
    for (size_t i = 0; i < TYPO_PIECES_ASKED; i++) {
        by[i] = typo_piece_str(&pieces[i]);
    }
    q_city_spelling_soon(finding->db, by[0], by[1], by[2], by[3], by[4], by[5], n - most, n + most);
}

static void hits_soon(struct finding *finding, const struct typo_hits *hits, struct str country)
{
    for (size_t i = 0; i < hits->n; i++) {
        q_city_by_name_soon(finding->db, typo_hit_name(&hits->items[i]), country);
    }
}

/* The tables are read where the engine holds them: they would be most of the memory of a request. */
static enum fault scan_spellings(struct finding *finding, struct str name, unsigned most, struct typo_hits *hits)
{
    struct db_rows *rows;
    struct typo_piece pieces[TYPO_PIECES_ASKED];
    struct str by[TYPO_PIECES_ASKED];
    bool more = true;
    int64_t n = (int64_t)name.n;
    typo_pieces_asked(name, most, pieces);
    for (size_t i = 0; i < TYPO_PIECES_ASKED; i++) {
        by[i] = typo_piece_str(&pieces[i]);
    }
    TRY(q_city_spelling_open(finding->db, by[0], by[1], by[2], by[3], by[4], by[5], n - most, n + most, &rows));
    enum fault fault = OK;
    while (fault == OK && more) {
        struct q_city_spelling row;
        fault = q_city_spelling_next(rows, &row, &more);
        if (fault == OK && more) {
            fault = typo_scan(row.names, (size_t)row.letters, name, most, hits);
        }
    }
    db_rows_close(rows);
    return fault;
}

static enum fault find_spelling(struct finding *finding, const struct city_reading *core)
{
    struct typo_hits hits = {.n = 0};
    if (!typo_is_spellable(core->name)) {
        return OK;
    }
    TRY(scan_spellings(finding, core->name, typo_most(core->name.n), &hits));
    hits_soon(finding, &hits, core->country);
    for (size_t i = 0; i < hits.n; i++) {
        int far = hits.items[i].cost - hits.items[0].cost;
        TRY(add_exact(finding, typo_hit_name(&hits.items[i]), core->country, FOUND_SPELLING, -far));
    }
    return OK;
}

static enum fault find_by_spelling(struct finding *finding)
{
    for (size_t i = 0; i < finding->query.cores_n && finding->n == 0; i++) {
        TRY(find_spelling(finding, &finding->query.cores[i]));
    }
    return OK;
}

static int greatest_weight(const struct finding *finding)
{
    int weight = 0;
    for (size_t i = 0; i < finding->n; i++) {
        weight = finding->hits[i].weight > weight ? finding->hits[i].weight : weight;
    }
    return weight;
}

/* "Liberc" is the beginning of one small place, and one letter short of a city many times as large. */
static enum fault find_far_larger(struct finding *finding)
{
    struct typo_hits hits = {.n = 0};
    struct str name = finding->query.whole;
    size_t certain = finding->n;
    int least = greatest_weight(finding) + FAR_LARGER;
    if (certain == 0 || certain >= ENOUGH || !typo_is_spellable(name) || typo_most(name.n) == 0) {
        return OK;
    }
    TRY(scan_spellings(finding, name, 1, &hits));
    hits_soon(finding, &hits, S(""));
    for (size_t i = 0; i < hits.n; i++) {
        TRY(add_exact(finding, typo_hit_name(&hits.items[i]), S(""), FOUND_SPELLING, 0));
    }
    size_t n = certain;
    for (size_t i = certain; i < finding->n; i++) {
        if (finding->hits[i].weight >= least) {
            finding->hits[n++] = finding->hits[i];
        }
    }
    finding->n = n;
    return OK;
}

/* ---- 5. by the first words */

static enum fault find_by_part(struct finding *finding)
{
    struct str whole = finding->query.whole;
    for (size_t k = CITY_WORDS_MAX; k > 0 && finding->n == 0; k--) {
        struct str part = city_first_words(whole, k);
        if (part.n >= PART_MIN) {
            TRY(add_exact(finding, part, S(""), FOUND_PART, 0));
        }
    }
    return OK;
}

/* ---- all */

static void surely_soon(struct finding *finding)
{
    if (db_takes_soon(finding->db) && finding->query.whole.n > 0) {
        q_city_by_name_soon(finding->db, finding->query.whole, S(""));
        beginning_soon(finding, finding->query.whole, S(""));
        readings_soon(finding, FOUND_EXACT);
    }
}

/* What may be asked when nothing is sure, all at once: most of it is. */
static void guesses_soon(struct finding *finding)
{
    struct str whole = finding->query.whole;
    if (!db_takes_soon(finding->db)) {
        return;
    }
    readings_soon(finding, FOUND_PART);
    for (size_t i = 0; i < finding->query.cores_n; i++) {
        struct str name = finding->query.cores[i].name;
        spellings_soon(finding, name, typo_most(name.n));
    }
    for (size_t k = 1; k <= CITY_WORDS_MAX; k++) {
        struct str part = city_first_words(whole, k);
        if (part.n >= PART_MIN) {
            q_city_by_name_soon(finding->db, part, S(""));
        }
    }
}

/* The steps without guesses. `ret_clear`: it was a name as it stands, or the beginning of several. */
static enum fault find_surely(struct finding *finding, bool *ret_clear)
{
    TRY(find_whole(finding));
    *ret_clear = count_how(finding, FOUND_EXACT) > 0 || finding->n >= ENOUGH;
    if (*ret_clear) {
        return OK;
    }
    TRY(find_readings(finding, FOUND_EXACT));
    *ret_clear = count_how(finding, FOUND_EXACT) > 0;
    return OK;
}

static enum fault find_by_parts(struct finding *finding)
{
    TRY(find_core_beginnings(finding));
    return find_by_words(finding);
}

static enum fault find(struct finding *finding)
{
    bool clear;
    TRY(find_surely(finding, &clear));
    spellings_soon(finding, finding->query.whole, 1);
    if (clear) {
        return OK;
    }
    parts_soon(finding);
    guesses_soon(finding);
    TRY(find_by_parts(finding));
    if (finding->n == 0) {
        TRY(find_readings(finding, FOUND_PART));
    }
    if (finding->n == 0) {
        TRY(find_by_spelling(finding));
    }
    return finding->n > 0 ? OK : find_by_part(finding);
}

static bool is_sentence(const struct finding *finding)
{
    return city_first_words(finding->query.whole, CITY_NAMED_WORDS_MAX).n > 0;
}

static enum fault find_surely_then_soon(struct finding *finding, bool *ret_clear)
{
    TRY(find_surely(finding, ret_clear));
    if (!*ret_clear) {
        parts_soon(finding);
    }
    return OK;
}

static enum fault find_named(struct finding *finding)
{
    bool clear;
    if (is_sentence(finding)) {
        return find_whole(finding);
    }
    TRY(find_surely_then_soon(finding, &clear));
    return clear ? OK : find_by_parts(finding);
}

static int by_rank(const void *a, const void *b)
{
    const struct found_city *x = a;
    const struct found_city *y = b;
    if (x->how != y->how) {
        return x->how < y->how ? -1 : 1;
    }
    if (x->weight != y->weight) {
        return x->weight > y->weight ? -1 : 1;
    }
    return x->id.v < y->id.v ? -1 : x->id.v > y->id.v;
}

static struct finding finding_new(struct db *db, struct arena *arena, struct str typed)
{
    struct finding finding = {.db = db, .arena = arena, .size = HITS_FIRST};
    city_query_read(arena, typed, &finding.query);
    finding.hits = arena_array(arena, struct found_city, HITS_FIRST);
    return finding;
}

static struct found_cities best_of(const struct finding *finding, size_t most)
{
    check(most >= 1 && most <= CITY_FOUND_MAX);
    if (finding->n > 0) {
        qsort(finding->hits, finding->n, sizeof finding->hits[0], by_rank);
    }
    size_t n = finding->n < most ? finding->n : most;
    size_t certain = finding->n - count_how(finding, FOUND_SPELLING);
    bool one = count_how(finding, FOUND_EXACT) == 1 || (certain == 1 && finding->hits[0].how <= FOUND_WORDS);
    return (struct found_cities){
        .items = finding->hits,
        .n = n,
        .certain = certain < n ? certain : n,
        .clear = one && certain == finding->n,
    };
}

void city_find_soon(struct db *db, struct arena *arena, struct str typed)
{
    if (db_takes_soon(db)) {
        struct finding finding = finding_new(db, arena, typed);
        surely_soon(&finding);
    }
}

enum fault city_find_named_soon(struct db *db, struct arena *arena, struct str typed)
{
    struct finding finding = finding_new(db, arena, typed);
    bool clear;
    return db_takes_soon(db) && finding.query.whole.n > 0 && !is_sentence(&finding)
               ? find_surely_then_soon(&finding, &clear) : OK;
}

enum fault city_find(struct db *db, struct arena *arena, struct str typed, size_t most, struct found_cities *ret_found)
{
    struct finding finding = finding_new(db, arena, typed);
    surely_soon(&finding);
    if (finding.query.whole.n > 0) {
        TRY(find(&finding));
        TRY(find_far_larger(&finding));
    }
    *ret_found = best_of(&finding, most);
    return OK;
}

enum fault city_find_named(struct db *db, struct arena *arena, struct str typed, size_t most,
                           struct found_cities *ret_found)
{
    struct finding finding = finding_new(db, arena, typed);
    surely_soon(&finding);
    if (finding.query.whole.n > 0) {
        TRY(find_named(&finding));
    }
    *ret_found = best_of(&finding, most);
    return OK;
}
