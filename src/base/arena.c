/* SPDX-License-Identifier: AGPL-3.0-or-later
** arena: blocks that double in size up to 1 MiB, in a list from oldest to newest. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN 1
#endif
#endif
#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

#define BLOCK_SIZE_MIN 16384u
#define BLOCK_SIZE_MAX (1u << 20)
#define ALIGNMENT 16u

struct arena_block {
    struct arena_block *next;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

void *mem_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    check(p != NULL);
    return p;
}

void *mem_grow(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    check(p != NULL);
    return p;
}

void mem_free(void *p)
{
    free(p);
}

void arena_init(struct arena *arena, size_t cap)
{
    *arena = (struct arena){.cap = cap};
}

static void free_from(struct arena_block *block)
{
    while (block != NULL) {
        struct arena_block *next = block->next;
        ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
        mem_free(block);
        block = next;
    }
}

void arena_done(struct arena *arena)
{
    free_from(arena->first);
    *arena = (struct arena){.cap = arena->cap};
}

void arena_reset(struct arena *arena)
{
    arena->used = 0;
    arena->current = arena->first;
    if (arena->first != NULL) {
        free_from(arena->first->next);
        arena->first->next = NULL;
        arena->first->used = 0;
        ASAN_POISON_MEMORY_REGION(arena->first->bytes, arena->first->size);
    }
}

void arena_wipe(struct arena *arena)
{
    for (struct arena_block *block = arena->first; block != NULL; block = block->next) {
        ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
        explicit_bzero(block->bytes, block->size);
    }
    arena_reset(arena);
}

static void add_block(struct arena *arena, size_t need)
{
    size_t size = arena->current ? arena->current->size * 2 : BLOCK_SIZE_MIN;
    if (size > BLOCK_SIZE_MAX) {
        size = BLOCK_SIZE_MAX;
    }
    if (size < need) {
        size = need;
    }
    struct arena_block *block = malloc(sizeof *block + size);
    check(block != NULL);
    block->next = NULL;
    block->size = size;
    block->used = 0;
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    if (arena->current != NULL) {
        arena->current->next = block;
    } else {
        arena->first = block;
    }
    arena->current = block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    check(size <= SIZE_MAX - ALIGNMENT);
    size_t need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    check(need <= arena->cap - arena->used);
    if (arena->current == NULL || arena->current->size - arena->current->used < need) {
        add_block(arena, need);
    }
    struct arena_block *block = arena->current;
    unsigned char *p = block->bytes + block->used;
    block->used += need;
    arena->used += need;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    memset(p, 0, size);
    return p;
}

void *arena_array_alloc(struct arena *arena, size_t count, size_t size)
{
    check(size == 0 || count <= SIZE_MAX / size);
    return arena_alloc(arena, count * size);
}

struct arena_mark arena_mark(struct arena *arena)
{
    return (struct arena_mark){
        .block = arena->current,
        .block_used = arena->current ? arena->current->used : 0,
        .used = arena->used,
    };
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    check(mark.used <= arena->used);
    if (mark.block == NULL) {
        arena_reset(arena);
        return;
    }
    free_from(mark.block->next);
    mark.block->next = NULL;
    mark.block->used = mark.block_used;
    ASAN_POISON_MEMORY_REGION(mark.block->bytes + mark.block_used,
                              mark.block->size - mark.block_used);
    arena->current = mark.block;
    arena->used = mark.used;
}

size_t arena_left(const struct arena *arena)
{
    return arena->cap - arena->used;
}
