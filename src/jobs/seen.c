/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "jobs/seen.h"

#include <string.h>

#include "base/arena.h"

#define SLOTS_FIRST 4096u

struct slot {
    uint64_t key; /* 0: free */
    uint32_t count;
};

struct seen {
    struct slot *slots;
    size_t size; /* a power of two */
    size_t n;
};

struct seen *seen_new(void)
{
    struct seen *seen = mem_alloc(sizeof *seen);
    *seen = (struct seen){.slots = mem_alloc(SLOTS_FIRST * sizeof(struct slot)), .size = SLOTS_FIRST};
    seen_reset(seen);
    return seen;
}

void seen_free(struct seen *seen)
{
    if (seen) {
        mem_free(seen->slots);
        mem_free(seen);
    }
}

void seen_reset(struct seen *seen)
{
    if (seen->size > SLOTS_FIRST) {
        mem_free(seen->slots);
        seen->slots = mem_alloc(SLOTS_FIRST * sizeof *seen->slots);
        seen->size = SLOTS_FIRST;
    }
    memset(seen->slots, 0, seen->size * sizeof *seen->slots);
    seen->n = 0;
}

/* Mixes all bits (the finaliser of MurmurHash3). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 33)) * 0xff51afd7ed558ccdu;
    x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53u;
    return x ^ (x >> 33);
}

static struct slot *slot_of(struct slot *slots, size_t size, uint64_t key)
{
    size_t i = mix(key) & (size - 1);
    while (slots[i].key != 0 && slots[i].key != key) {
        i = (i + 1) & (size - 1);
    }
    return &slots[i];
}

static void double_size(struct seen *seen)
{
    size_t size = seen->size * 2;
    struct slot *slots = mem_alloc(size * sizeof *slots);
    memset(slots, 0, size * sizeof *slots);
    for (size_t i = 0; i < seen->size; i++) {
        if (seen->slots[i].key != 0) {
            *slot_of(slots, size, seen->slots[i].key) = seen->slots[i];
        }
    }
    mem_free(seen->slots);
    seen->slots = slots;
    seen->size = size;
}

uint32_t seen_add(struct seen *seen, uint32_t a, uint32_t b)
{
    uint64_t key = (uint64_t)a << 32 | b;
    struct slot *slot = slot_of(seen->slots, seen->size, key);
    if (slot->key == key) {
        return ++slot->count;
    }
    if (seen->n >= SEEN_MAX) {
        return 0;
    }
    *slot = (struct slot){key, 1};
    if (++seen->n * 2 > seen->size) {
        double_size(seen);
    }
    return 1;
}
