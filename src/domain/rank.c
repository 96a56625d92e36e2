/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Tokens, the blob and the top list of rank.h; the query and the score are in rank_score.c.
*/
#include "domain/rank.h"

#include <string.h>

#include "base/check.h"

#define VERSION 2
#define HEAD_BYTES (2 + 2 * RANK_FIELDS)
#define HASH_BYTES 4
#define PLACE_BYTES 3

uint32_t rank_token_hash(struct str token)
{
    uint64_t hash = str_hash(token);
    return (uint32_t)(hash ^ hash >> 32);
}

/* ---- the blob */

static void put_16(char *to, size_t x)
{
    to[0] = (char)(x & 0xff);
    to[1] = (char)(x >> 8);
}

static void put_32(char *to, uint32_t x)
{
    for (int i = 0; i < 4; i++) {
        to[i] = (char)(x >> 8 * i & 0xff);
    }
}

static uint32_t get_16(const unsigned char *from)
{
    return from[0] | (uint32_t)from[1] << 8;
}

static uint32_t get_32(const unsigned char *from)
{
    return get_16(from) | get_16(from + 2) << 16;
}

static size_t count_kept(struct rank_tokens tokens)
{
    return tokens.n < RANK_FIELD_TOKENS_MAX ? tokens.n : RANK_FIELD_TOKENS_MAX;
}

static size_t count_all(const struct rank_document *document)
{
    size_t total = 0;
    for (int i = 0; i < RANK_FIELDS; i++) {
        total += count_kept(document->fields[i]);
    }
    return total;
}

enum rank_field rank_shown_field(const struct rank_document *document)
{
    return document->fields[RANK_OBJECTIVE].n > 0 ? RANK_OBJECTIVE : RANK_KEYWORDS;
}

struct str rank_encode(struct arena *arena, const struct rank_document *document)
{
    size_t shown = count_kept(document->fields[rank_shown_field(document)]);
    size_t size = HEAD_BYTES + HASH_BYTES * count_all(document) + PLACE_BYTES * shown;
    char *bytes = arena_alloc(arena, size);
    bytes[0] = 'T';
    bytes[1] = VERSION;
    char *to = bytes + HEAD_BYTES;
    for (int i = 0; i < RANK_FIELDS; i++) {
        size_t n = count_kept(document->fields[i]);
        put_16(bytes + 2 + 2 * i, n);
        for (size_t j = 0; j < n; j++, to += HASH_BYTES) {
            put_32(to, document->fields[i].hashes[j]);
        }
    }
    for (size_t j = 0; document->places != NULL && j < shown; j++, to += PLACE_BYTES) {
        put_16(to, document->places[j].from);
        to[2] = (char)document->places[j].n;
    }
    return (struct str){bytes, size};
}

static void read_fields(struct arena *arena, const unsigned char *bytes, size_t total, struct rank_document *document)
{
    uint32_t *hashes = arena_array(arena, uint32_t, total);
    for (size_t i = 0; i < total; i++) {
        hashes[i] = get_32(bytes + HEAD_BYTES + HASH_BYTES * i);
    }
    for (int i = 0; i < RANK_FIELDS; i++) {
        document->fields[i] = (struct rank_tokens){hashes, get_16(bytes + 2 + 2 * i)};
        hashes += document->fields[i].n;
    }
}

static const struct rank_place *read_places(struct arena *arena, const unsigned char *from, size_t n)
{
    struct rank_place *places = arena_array(arena, struct rank_place, n);
    for (size_t i = 0; i < n; i++, from += PLACE_BYTES) {
        places[i] = (struct rank_place){.from = (uint16_t)get_16(from), .n = from[2]};
    }
    return places;
}

enum fault rank_decode(struct arena *arena, struct str blob, struct rank_document *ret_document)
{
    const unsigned char *bytes = (const unsigned char *)blob.s;
    size_t total = 0;
    if (blob.n < HEAD_BYTES || bytes[0] != 'T' || bytes[1] != VERSION) {
        return FAULT_DAMAGED;
    }
    for (int i = 0; i < RANK_FIELDS; i++) {
        total += get_16(bytes + 2 + 2 * i);
    }
    size_t places_at = HEAD_BYTES + HASH_BYTES * total;
    if (blob.n < places_at) {
        return FAULT_DAMAGED;
    }
    struct rank_document document;
    read_fields(arena, bytes, total, &document);
    size_t shown = document.fields[rank_shown_field(&document)].n;
    if (blob.n != places_at + PLACE_BYTES * shown) {
        return FAULT_DAMAGED;
    }
    document.places = read_places(arena, bytes + places_at, shown);
    *ret_document = document;
    return OK;
}

/* ---- the best k: a heap with the worst on top until it is sorted */

static bool hit_is_better(struct rank_hit a, struct rank_hit b)
{
    return a.score != b.score ? a.score > b.score : a.id < b.id;
}

static void hits_swap(struct rank_hit *hits, size_t a, size_t b)
{
    struct rank_hit hit = hits[a];
    hits[a] = hits[b];
    hits[b] = hit;
}

static void hits_sink(struct rank_hit *hits, size_t n, size_t at)
{
    for (;;) {
        size_t worst = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < n; child++) {
            if (hit_is_better(hits[worst], hits[child])) {
                worst = child;
            }
        }
        if (worst == at) {
            return;
        }
        hits_swap(hits, at, worst);
        at = worst;
    }
}

void rank_top_add(struct rank_top *top, int64_t id, int64_t score)
{
    struct rank_hit hit = {id, score};
    if (top->n < top->max) {
        size_t at = top->n++;
        top->hits[at] = hit;
        for (; at > 0 && hit_is_better(top->hits[(at - 1) / 2], top->hits[at]); at = (at - 1) / 2) {
            hits_swap(top->hits, at, (at - 1) / 2);
        }
    } else if (top->n > 0 && hit_is_better(hit, top->hits[0])) {
        top->hits[0] = hit;
        hits_sink(top->hits, top->n, 0);
    }
}

void rank_top_sort(struct rank_top *top)
{
    for (size_t n = top->n; n > 1; n--) {
        hits_swap(top->hits, 0, n - 1);
        hits_sink(top->hits, n - 1, 0);
    }
}
