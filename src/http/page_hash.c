/* SPDX-License-Identifier: AGPL-3.0-or-later
** page_hash: eight bytes at a step. */
#include "http/page_hash.h"

#define HASH_LANES 4

static uint64_t hash_step(uint64_t hash, const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* Eight bytes at a step, in lanes that do not wait for each other: pages are long, and this is only compared with
** itself. */
uint64_t page_hash(struct str body, struct str type)
{
    uint64_t lanes[HASH_LANES] = {str_hash(type) ^ body.n, 1, 2, 3};
    size_t at = 0;
    for (; body.n - at >= sizeof lanes; at += sizeof lanes) {
        for (size_t i = 0; i < HASH_LANES; i++) {
            lanes[i] = hash_step(lanes[i], body.s + at + i * sizeof lanes[0]);
        }
    }
    uint64_t hash = str_hash(str_from(body, at));
    for (size_t i = 0; i < HASH_LANES; i++) {
        hash = hash_step(hash, (const char *)&lanes[i]);
    }
    return hash;
}
