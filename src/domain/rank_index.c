/* SPDX-License-Identifier: AGPL-3.0-or-later
** rank_index: lists of postings, and their sums. */
#include "domain/rank_index.h"

#include <string.h>

#include "base/check.h"
#include "domain/rank_parts.h"
#include "domain/real.h"

#define WEIGHT_MOST 255
#define POINTS 100 /* a sum's unit is a hundredth of a 255th: 40 words of rarity 12 stay under 2^32 */
#define CHUNK_LEAST 16u
#define CHUNK_MOST 4096u
#define STEPS 1024u /* of sums, for finding the best: enough to leave few ties */
#define STEP_MAX 5u  /* bytes of a step */
#define ENTRY_MAX 6u /* and one of the weight */

struct rank_chunk {
    struct rank_chunk *next;
    size_t n, size;
    unsigned char bytes[];
};

/* ---- entries */

struct entries {
    const unsigned char *at, *end;
    uint64_t document; /* one past the last one read */
};

static struct entries entries_of(struct str list)
{
    const unsigned char *at = (const unsigned char *)list.s;
    return (struct entries){.at = at, .end = at + list.n};
}

/* How many documents are passed over before the next one; its weight comes behind. False when it is damaged. */
static inline bool entries_step(struct entries *entries, uint64_t *ret_step)
{
    uint64_t step = 0;
    unsigned shift = 0;
    while (entries->at < entries->end && *entries->at >= 0x80 && shift < 28) {
        step |= (uint64_t)(*entries->at++ & 0x7f) << shift;
        shift += 7;
    }
    if (entries->end - entries->at < 2 || *entries->at >= 0x80) {
        return false;
    }
    *ret_step = step | (uint64_t)*entries->at++ << shift;
    return true;
}

/* Returns how many bytes it took. */
static size_t put_step(unsigned char bytes[static STEP_MAX], uint64_t step)
{
    size_t n = 0;
    for (; step >= 0x80; step >>= 7) {
        bytes[n++] = (unsigned char)(step | 0x80);
    }
    bytes[n++] = (unsigned char)step;
    return n;
}

/* ---- building */

static void chunk_add(struct arena *arena, struct rank_list *list)
{
    size_t size = list->last == NULL ? CHUNK_LEAST : list->last->size * 2;
    size = size < CHUNK_MOST ? size : CHUNK_MOST;
    struct rank_chunk *chunk = arena_alloc(arena, sizeof *chunk + size);
    chunk->size = size;
    if (list->last == NULL) {
        list->first = chunk;
    } else {
        list->last->next = chunk;
    }
    list->last = chunk;
}

void rank_list_add(struct arena *arena, struct rank_list *list, int64_t document, double weight, size_t length)
{
    check(document >= list->next && document <= UINT32_MAX);
    if (list->last == NULL || list->last->size - list->last->n < ENTRY_MAX) {
        chunk_add(arena, list);
    }
    struct rank_chunk *chunk = list->last;
    size_t before = chunk->n;
    chunk->n += put_step(chunk->bytes + chunk->n, (uint64_t)(document - list->next));
    int64_t share = real_round(WEIGHT_MOST * weight / (weight + rank_saturation(length)));
    chunk->bytes[chunk->n++] = (unsigned char)(share < 1 ? 1 : share);
    list->bytes += chunk->n - before;
    list->next = document + 1;
    list->documents++;
}

struct str rank_list_bytes(struct arena *arena, const struct rank_list *list)
{
    char *bytes = arena_alloc(arena, list->bytes);
    size_t n = 0;
    for (const struct rank_chunk *chunk = list->first; chunk != NULL; chunk = chunk->next) {
        memcpy(bytes + n, chunk->bytes, chunk->n);
        n += chunk->n;
    }
    return (struct str){bytes, n};
}

void rank_list_join(struct buf *to, int64_t *next, struct str list, int64_t list_next)
{
    unsigned char bytes[STEP_MAX];
    struct entries entries = entries_of(list);
    uint64_t first = 0;
    check(entries_step(&entries, &first) && (int64_t)first >= *next);
    buf_put(to, bytes, put_step(bytes, first - (uint64_t)*next));
    buf_put(to, entries.at, (size_t)(entries.end - entries.at));
    *next = list_next;
}

/* ---- asking */

struct rank_sums rank_sums_new(struct arena *arena, size_t documents)
{
    return (struct rank_sums){.of = arena_array(arena, uint32_t, documents), .n = documents};
}

/* The next entry: its number, below `limit`, and its weight. False when it is damaged. */
static inline bool entries_next(struct entries *entries, size_t limit, size_t *ret_document, uint32_t *ret_weight)
{
    uint64_t step = 0;
    if (!entries_step(entries, &step)) {
        return false;
    }
    uint64_t document = entries->document + step;
    if (document >= limit) {
        return false;
    }
    entries->document = document + 1;
    *ret_document = (size_t)document;
    *ret_weight = *entries->at++;
    return true;
}

enum fault rank_sums_add(struct rank_sums *sums, struct str list, double rarity)
{
    uint32_t points = (uint32_t)real_round(rarity * POINTS);
    struct entries entries = entries_of(list);
    points = points > 0 ? points : 1;
    while (entries.at < entries.end) {
        size_t document;
        uint32_t weight;
        if (!entries_next(&entries, sums->n, &document, &weight)) {
            return FAULT_DAMAGED;
        }
        sums->of[document] += points * weight;
    }
    return OK;
}

enum fault rank_sums_drop(struct rank_sums *sums, struct str list)
{
    struct entries entries = entries_of(list);
    while (entries.at < entries.end) {
        size_t document;
        uint32_t weight;
        if (!entries_next(&entries, sums->n, &document, &weight)) {
            return FAULT_DAMAGED;
        }
        sums->of[document] = 0;
    }
    return OK;
}

static void clear(struct rank_sums *sums, size_t from, size_t to)
{
    memset(sums->of + from, 0, (to - from) * sizeof *sums->of);
}

enum fault rank_sums_keep(struct rank_sums *sums, struct str list)
{
    struct entries entries = entries_of(list);
    size_t looked_at = 0; /* documents, from 0 */
    while (entries.at < entries.end) {
        size_t document;
        uint32_t weight;
        if (!entries_next(&entries, sums->n, &document, &weight)) {
            return FAULT_DAMAGED;
        }
        clear(sums, looked_at, document);
        looked_at = document + 1;
    }
    clear(sums, looked_at, sums->n);
    return OK;
}

/* A sum that fewer than `max` documents, or few more, are above: most of all are passed over with one look. */
static uint32_t threshold(const struct rank_sums *sums, size_t max)
{
    uint32_t most = 0;
    uint32_t counts[STEPS] = {0};
    for (size_t i = 0; i < sums->n; i++) {
        most = sums->of[i] > most ? sums->of[i] : most;
    }
    unsigned shift = 0; /* a step is a power of two: a division for each document would cost more than all the rest */
    while (most >> shift >= STEPS) {
        shift++;
    }
    for (size_t i = 0; i < sums->n; i++) {
        counts[sums->of[i] >> shift]++;
    }
    size_t at = STEPS;
    for (size_t above = 0; at > 0 && above < max; at--) {
        above += counts[at - 1];
    }
    return at > 0 ? (uint32_t)at << shift : 1; /* what has no word of the query is none of the best */
}

size_t rank_sums_count(const struct rank_sums *sums)
{
    size_t n = 0;
    for (size_t i = 0; i < sums->n; i++) {
        n += sums->of[i] > 0;
    }
    return n;
}

void rank_sums_best(const struct rank_sums *sums, struct rank_top *top)
{
    uint32_t least = threshold(sums, top->max);
    for (size_t i = 0; i < sums->n; i++) {
        uint32_t sum = sums->of[i];
        if (sum >= least) {
            rank_top_add(top, (int64_t)i, sum);
        }
    }
    rank_top_sort(top);
    for (size_t i = 0; i < top->n; i++) {
        top->hits[i].score = real_round((double)top->hits[i].score * 1000 / (POINTS * WEIGHT_MOST));
    }
}
