/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Tokens, the blob and the top list of rank.h; the query and the score are in rank_score.c.
*/
#include "domain/rank.h"

#include <string.h>

#include "base/check.h"

#define HEAD_BYTES (2 + 2 * RANK_FIELDS)

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

static uint32_t get_bytes(const char *from, int n)
{
    uint32_t x = 0;
    for (int i = n; i-- > 0;) {
        x = x << 8 | (unsigned char)from[i];
    }
    return x;
}

static size_t count_kept(struct rank_tokens tokens)
{
    return tokens.n < RANK_FIELD_TOKENS_MAX ? tokens.n : RANK_FIELD_TOKENS_MAX;
}

struct str rank_encode(struct arena *arena, const struct rank_document *document)
{
    size_t total = 0;
    for (int i = 0; i < RANK_FIELDS; i++) {
        total += count_kept(document->fields[i]);
    }
    size_t size = HEAD_BYTES + 4 * total;
    char *bytes = arena_alloc(arena, size);
    bytes[0] = 'T';
    bytes[1] = 1;
    char *to = bytes + HEAD_BYTES;
    for (int i = 0; i < RANK_FIELDS; i++) {
        size_t n = count_kept(document->fields[i]);
        put_16(bytes + 2 + 2 * i, n);
        for (size_t j = 0; j < n; j++, to += 4) {
            put_32(to, document->fields[i].hashes[j]);
        }
    }
    return (struct str){bytes, size};
}

enum fault rank_decode(struct arena *arena, struct str blob, struct rank_document *ret_document)
{
    if (blob.n < HEAD_BYTES || blob.s[0] != 'T' || blob.s[1] != 1) {
        return FAULT_DAMAGED;
    }
    size_t total = 0;
    for (int i = 0; i < RANK_FIELDS; i++) {
        total += get_bytes(blob.s + 2 + 2 * i, 2);
    }
    if (blob.n != HEAD_BYTES + 4 * total) {
        return FAULT_DAMAGED;
    }
    uint32_t *hashes = arena_array(arena, uint32_t, total);
    for (size_t i = 0; i < total; i++) {
        hashes[i] = get_bytes(blob.s + HEAD_BYTES + 4 * i, 4);
    }
    struct rank_document document;
    for (int i = 0; i < RANK_FIELDS; i++) {
        document.fields[i] = (struct rank_tokens){hashes, get_bytes(blob.s + 2 + 2 * i, 2)};
        hashes += document.fields[i].n;
    }
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
