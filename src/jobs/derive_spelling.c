/* SPDX-License-Identifier: AGPL-3.0-or-later
** derive_spelling: names and what they are filed under, sorted once and cut into tables. */
#include "jobs/derive_spelling.h"

#include <stdlib.h>
#include <string.h>

#include "store/derive.sql.h"

#define NAMES_MAX (128u << 20)      /* bytes: some eight million names */
#define PART_MAX (32u << 10)        /* bytes of names; with what else the table holds about 48 KiB */
#define TABLE_ARENA_MAX (256u << 10)
#define REFS_FIRST 4096u

void spellings_init(struct spellings *spellings)
{
    *spellings = (struct spellings){0};
    buf_init(&spellings->names, NAMES_MAX);
}

void spellings_done(struct spellings *spellings)
{
    buf_done(&spellings->names);
    mem_free(spellings->refs);
}

/* ---- a reference: three bytes of piece, one of length, four of place */

static uint64_t ref_make(const struct typo_piece *piece, size_t letters, size_t at)
{
    uint64_t ref = 0;
    for (size_t i = 0; i < TYPO_PIECE; i++) {
        ref = ref << 8 | (unsigned char)piece->bytes[i];
    }
    return ref << 40 | (uint64_t)letters << 32 | at;
}

static struct typo_piece ref_piece(uint64_t ref)
{
    return (struct typo_piece){{(char)(ref >> 56), (char)(ref >> 48 & 0xFF), (char)(ref >> 40 & 0xFF)}};
}

static size_t ref_letters(uint64_t ref)
{
    return (size_t)(ref >> 32 & 0xFF);
}

static bool is_same_table(uint64_t a, uint64_t b)
{
    return a >> 32 == b >> 32;
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a;
    const uint64_t *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* ---- adding */

static void add_ref(struct spellings *spellings, uint64_t ref)
{
    if (spellings->n == spellings->size) {
        spellings->size = spellings->size > 0 ? 2 * spellings->size : REFS_FIRST;
        spellings->refs = mem_grow(spellings->refs, spellings->size * sizeof *spellings->refs);
    }
    spellings->refs[spellings->n++] = ref;
}

/* Files the name added last. */
static void end_name(struct spellings *spellings)
{
    struct typo_piece pieces[TYPO_PIECES];
    struct str name = {spellings->last, spellings->last_n};
    if (name.n == 0) {
        return;
    }
    size_t n = typo_pieces_known(name, pieces);
    for (size_t i = 0; i < n; i++) {
        add_ref(spellings, ref_make(&pieces[i], name.n, spellings->names.n));
    }
    int weight = spellings->last_weight;
    buf_put_char(&spellings->names, (char)(weight > UINT8_MAX ? UINT8_MAX : weight));
    buf_put_str(&spellings->names, name);
    spellings->last_n = 0;
}

void spellings_add(struct spellings *spellings, struct str folded, int weight)
{
    if (!typo_is_spellable(folded)) {
        return;
    }
    if (!str_eq((struct str){spellings->last, spellings->last_n}, folded)) {
        end_name(spellings);
        memcpy(spellings->last, folded.s, folded.n);
        spellings->last_n = folded.n;
        spellings->last_weight = 0;
    }
    spellings->last_weight = weight > spellings->last_weight ? weight : spellings->last_weight;
}

/* ---- writing */

static enum fault save_part(struct db *db, struct arena *arena, uint64_t ref, int64_t part, struct typo_table *table)
{
    struct typo_piece piece = ref_piece(ref);
    struct str bytes = typo_table_bytes(arena, table);
    TRY(q_derive_spelling_add(db, typo_piece_str(&piece), (int64_t)ref_letters(ref), part, bytes));
    arena_reset(arena);
    typo_table_reset(table);
    return OK;
}

/* The n names of one table, in as many parts as they take. */
static enum fault save_table(const struct spellings *spellings, const uint64_t *refs, size_t n, struct db *db,
                             struct arena *arena)
{
    size_t letters = ref_letters(refs[0]);
    int64_t part = 0;
    struct typo_table table;
    typo_table_init(&table, letters);
    enum fault fault = OK;
    for (size_t i = 0; i < n && fault == OK; i++) {
        struct str entry = str_sub(buf_str(&spellings->names), (size_t)(refs[i] & UINT32_MAX), 1 + letters);
        typo_table_add(&table, str_from(entry, 1), (unsigned char)entry.s[0]);
        if (i + 1 == n || table.names.n >= PART_MAX) {
            fault = save_part(db, arena, refs[i], part++, &table);
        }
    }
    typo_table_done(&table);
    return fault;
}

enum fault spellings_save(struct spellings *spellings, struct db *db)
{
    struct arena arena;
    enum fault fault = OK;
    end_name(spellings);
    if (spellings->names.overflow) {
        return FAULT_TOO_LARGE;
    }
    if (spellings->n > 0) { /* qsort takes no null pointer */
        qsort(spellings->refs, spellings->n, sizeof *spellings->refs, by_value);
    }
    arena_init(&arena, TABLE_ARENA_MAX);
    for (size_t i = 0, end; i < spellings->n && fault == OK; i = end) {
        for (end = i + 1; end < spellings->n && is_same_table(spellings->refs[i], spellings->refs[end]); end++) {
        }
        fault = save_table(spellings, spellings->refs + i, end - i, db, &arena);
    }
    arena_done(&arena);
    return fault;
}
