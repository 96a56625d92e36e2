/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "domain/city_typo.h"

#include <string.h>

#include "base/check.h"

#define NAME_MAX (TYPO_LETTERS_MAX + 4u)
#define DISTANCE_MAX 8u
#define TABLE_MAX (64u << 10)
#define COST_MISTAKE 56      /* as much as a city 128 times as large (city_weight) */
#define COST_FIRST 24        /* the first letter is seldom wrong */

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* One row of the table of distances, from the two above it. Returns the least of the row. */
static unsigned fill_row(struct str a, struct str b, size_t i, const unsigned *before_last, const unsigned *last,
                         unsigned *row)
{
    unsigned lowest = row[0] = (unsigned)i;
    for (size_t j = 1; j <= b.n; j++) {
        bool same = a.s[i - 1] == b.s[j - 1];
        row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + !same);
        if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] && a.s[i - 2] == b.s[j - 1]) {
            row[j] = least(row[j], before_last[j - 2] + 1);
        }
        lowest = least(lowest, row[j]);
    }
    return lowest;
}

unsigned typo_distance(struct str a, struct str b, unsigned most)
{
    unsigned rows[3][NAME_MAX + 1];
    unsigned lowest = 0;
    check(most <= DISTANCE_MAX);
    size_t gap = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (a.n > NAME_MAX || b.n > NAME_MAX || gap > most) {
        return most + 1;
    }
    for (size_t j = 0; j <= b.n; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a.n; i++) {
        unsigned above = lowest;
        lowest = fill_row(a, b, i, rows[(i + 1) % 3], rows[(i - 1) % 3], rows[i % 3]);
        if (lowest > most && above > most) { /* a swap reaches back two rows */
            return most + 1;
        }
    }
    return least(rows[a.n % 3][b.n], most + 1);
}

unsigned typo_most(size_t letters)
{
    return letters < TYPO_LETTERS_MIN ? 0 : letters < 8 ? 1 : TYPO_MAX;
}

bool typo_is_spellable(struct str folded)
{
    for (size_t i = 0; i < folded.n; i++) {
        if ((unsigned char)folded.s[i] >= 0x80) {
            return false;
        }
    }
    return folded.n >= TYPO_LETTERS_MIN && folded.n <= TYPO_LETTERS_MAX;
}

/* The set of letters in a name; digits and the space share the other bits. */
static uint32_t letters_of(struct str name)
{
    uint32_t set = 0;
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.s[i];
        set |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + c % 6);
    }
    return set;
}

/* ---- pieces */

#define MIDDLE 3 /* the first letter of the piece in the middle: one apart from the first piece */

struct str typo_piece_str(const struct typo_piece *piece)
{
    return (struct str){piece->bytes, TYPO_PIECE};
}

static struct typo_piece piece_of(char which, char first, char second)
{
    return (struct typo_piece){{which, first, second}};
}

size_t typo_pieces_known(struct str name, struct typo_piece ret_pieces[TYPO_PIECES])
{
    check(typo_is_spellable(name));
    ret_pieces[0] = piece_of('<', name.s[0], name.s[1]);
    ret_pieces[1] = piece_of('>', name.s[name.n - 2], name.s[name.n - 1]);
    if (name.n < MIDDLE + 2) {
        return 2;
    }
    ret_pieces[2] = piece_of('=', name.s[MIDDLE], name.s[MIDDLE + 1]);
    return 3;
}

/* Seen from the front there is a first piece that is whole, with as many mistakes before it as there are pieces before
** it. Is it the first: the names begin alike. The last: nothing is wrong behind it, they end alike. The middle one, of
** two mistakes: one is before it, so it is at most one place away. Each mistake is in one piece only, because letters
** are between them. Where a short name has none there, only a swap can be in two pieces, the last and the one before
** it; that has a piece of its own. */
void typo_pieces_asked(struct str name, unsigned most, struct typo_piece ret_pieces[TYPO_PIECES_ASKED])
{
    check(typo_is_spellable(name) && most >= 1 && most <= TYPO_MAX);
    const char *end = name.s + name.n;
    ret_pieces[0] = piece_of('<', name.s[0], name.s[1]);
    ret_pieces[1] = piece_of('>', end[-2], end[-1]);
    ret_pieces[2] = piece_of('>', end[-3], end[-1]);
    for (size_t i = 0; i < 3; i++) {
        bool near = most > 1 && MIDDLE + 1 + i <= name.n;
        const char *at = name.s + MIDDLE - 1 + i;
        ret_pieces[3 + i] = near ? piece_of('=', at[0], at[1]) : ret_pieces[0];
    }
}

/* ---- making a table */

void typo_table_init(struct typo_table *table, size_t letters)
{
    table->letters = letters;
    buf_init(&table->sets, TABLE_MAX);
    buf_init(&table->weights, TABLE_MAX);
    buf_init(&table->names, TABLE_MAX);
}

void typo_table_reset(struct typo_table *table)
{
    buf_reset(&table->sets);
    buf_reset(&table->weights);
    buf_reset(&table->names);
}

void typo_table_done(struct typo_table *table)
{
    buf_done(&table->sets);
    buf_done(&table->weights);
    buf_done(&table->names);
}

void typo_table_add(struct typo_table *table, struct str name, int weight)
{
    check(name.n == table->letters);
    uint32_t set = letters_of(name);
    for (int i = 0; i < 4; i++) {
        buf_put_char(&table->sets, (char)(set >> (8 * i) & 0xFF));
    }
    buf_put_char(&table->weights, (char)(weight < 0 ? 0 : weight > 255 ? 255 : weight));
    buf_put_str(&table->names, name);
}

struct str typo_table_bytes(struct arena *arena, const struct typo_table *table)
{
    return str_join(arena, str_join(arena, buf_str(&table->sets), buf_str(&table->weights)), buf_str(&table->names));
}

/* ---- looking through tables */

/* Below 0: a comes before b. */
static int compare_hits(const struct typo_hit *a, const struct typo_hit *b)
{
    if (a->cost != b->cost) {
        return a->cost < b->cost ? -1 : 1;
    }
    if (a->n != b->n) {
        return a->n < b->n ? -1 : 1;
    }
    return memcmp(a->letters, b->letters, a->n);
}

static void add_hit(struct typo_hits *hits, const struct typo_hit *hit)
{
    for (size_t i = 0; i < hits->n; i++) {
        if (compare_hits(&hits->items[i], hit) == 0) {
            return; /* met under another piece */
        }
    }
    size_t i = hits->n < TYPO_HITS_MAX ? hits->n++ : TYPO_HITS_MAX;
    while (i > 0 && compare_hits(&hits->items[i - 1], hit) > 0) {
        if (i < TYPO_HITS_MAX) {
            hits->items[i] = hits->items[i - 1];
        }
        i--;
    }
    if (i < TYPO_HITS_MAX) {
        hits->items[i] = *hit;
    }
}

static uint32_t read_set(const char *at)
{
    uint32_t set;
    memcpy(&set, at, sizeof set);
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? set : __builtin_bswap32(set);
}

static bool has_at_most(uint32_t bits, unsigned most)
{
    for (unsigned i = 0; i < most && bits != 0; i++) {
        bits &= bits - 1; /* takes the lowest one out */
    }
    return bits == 0;
}

struct str typo_hit_name(const struct typo_hit *hit)
{
    return (struct str){hit->letters, hit->n};
}

enum fault typo_scan(struct str table, size_t letters, struct str name, unsigned most, struct typo_hits *hits)
{
    if (letters == 0 || letters > TYPO_LETTERS_MAX || table.n % (letters + 5) != 0) {
        return FAULT_DAMAGED;
    }
    size_t n = table.n / (letters + 5);
    const char *weights = table.s + 4 * n;
    const char *names = weights + n;
    uint32_t set = letters_of(name);
    for (size_t i = 0; i < n; i++) {
        if (!has_at_most(read_set(table.s + 4 * i) ^ set, 2 * most)) {
            continue;
        }
        struct str known = {names + i * letters, letters};
        unsigned distance = typo_distance(name, known, most);
        if (distance <= most && distance > 0) {
            int cost = (int)distance * COST_MISTAKE + (known.s[0] == name.s[0] ? 0 : COST_FIRST)
                       - (unsigned char)weights[i];
            struct typo_hit hit = {.n = letters, .distance = distance, .cost = cost};
            memcpy(hit.letters, known.s, letters);
            add_hit(hits, &hit);
        }
    }
    return OK;
}
