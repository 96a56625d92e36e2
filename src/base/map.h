/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** map: a hash map from text to a pointer or a number, in an arena.
**
** Open addressing, doubling at 3/4 full; the old table stays in the arena until that is reset, so a
** map costs at most twice its final size. Keys are borrowed: they must live as long as the map.
** There is no removal. Iteration is in the order of insertion: for (i = 0; i < map.n; i++) map.items[i].
*/
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct map_item {
    struct str key;
    uint64_t hash;
    union {
        void *pointer;
        int64_t number;
    } value;
};

struct map {
    struct arena *arena;
    struct map_item *items; /* in order of insertion */
    size_t n;
    size_t size;     /* room in items */
    uint32_t *slots; /* index + 1 into items, 0 empty */
    size_t slots_size;
};

void map_init(struct map *map, struct arena *arena);
/* The item of `key`, or NULL. Valid until the next map_add. */
struct map_item *map_find(const struct map *map, struct str key);
/* The item of `key`, made with a zero value when it was absent. */
struct map_item *map_add(struct map *map, struct str key);

#endif
