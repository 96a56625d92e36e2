/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** arena: memory that is freed all at once, at the end of a request, a job or a scratch block.
**
** Life: arena_init -> arena_alloc ... -> arena_reset (keeps the first block) ... -> arena_done.
** There is no free of a single object. The cap is given when the arena is made; an allocation that
** would pass it stops the process (a bug: callers bound their input first, see limits.h). Memory comes
** zeroed and aligned for any type. Under ASan what was reset is poisoned. Cost: O(1) an allocation
** plus the zeroing.
*/
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *first;   /* oldest block, kept over resets */
    struct arena_block *current; /* block being filled */
    size_t used;                 /* bytes handed out since init or reset */
    size_t cap;                  /* bytes that may be handed out */
};

/* A place to return to: everything allocated after arena_mark is given back by arena_rewind. */
struct arena_mark {
    struct arena_block *block;
    size_t block_used;
    size_t used;
};

void arena_init(struct arena *arena, size_t cap);
void arena_done(struct arena *arena);
void arena_reset(struct arena *arena);
/* The same, and of what stood in it nothing is left in memory: passwords were among it. */
void arena_wipe(struct arena *arena);

/* `size` zeroed bytes; never NULL; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` objects of `size` bytes, zeroed; the product is checked for overflow. */
void *arena_array_alloc(struct arena *arena, size_t count, size_t size);

struct arena_mark arena_mark(struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Bytes that can still be allocated. */
size_t arena_left(const struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_array_alloc((arena), (count), sizeof(type)))

/* Heap memory outside any arena, for things that live as long as the process. Stops when there is
** none. mem_grow keeps the old content; mem_free takes NULL. The only users of malloc are in base/. */
void *mem_alloc(size_t size);
void *mem_grow(void *old, size_t size);
void mem_free(void *p);

#endif
