/* SPDX-License-Identifier: AGPL-3.0-or-later
** map: a hash map in an arena. */
#include "base/map.h"

#include <string.h>

#include "base/check.h"

#define SLOTS_FIRST 16u

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

static size_t slot_of(const struct map *map, struct str key, uint64_t hash)
{
    size_t mask = map->slots_size - 1;
    size_t i = (size_t)(hash ^ hash >> 32) & mask;
    while (map->slots[i] != 0) {
        const struct map_item *item = &map->items[map->slots[i] - 1];
        if (item->hash == hash && str_eq(item->key, key)) {
            break;
        }
        i = (i + 1) & mask;
    }
    return i;
}

struct map_item *map_find(const struct map *map, struct str key)
{
    if (map->slots_size == 0) {
        return NULL;
    }
    size_t slot = slot_of(map, key, str_hash(key));
    return map->slots[slot] ? &map->items[map->slots[slot] - 1] : NULL;
}

static void grow(struct map *map)
{
    size_t slots_size = map->slots_size ? map->slots_size * 2 : SLOTS_FIRST;
    check(slots_size < UINT32_MAX);
    size_t size = slots_size / 4 * 3;
    struct map_item *items = arena_array(map->arena, struct map_item, size);
    if (map->n > 0) {
        memcpy(items, map->items, map->n * sizeof *items);
    }
    map->items = items;
    map->size = size;
    map->slots = arena_array(map->arena, uint32_t, slots_size);
    map->slots_size = slots_size;
    for (size_t i = 0; i < map->n; i++) {
        map->slots[slot_of(map, items[i].key, items[i].hash)] = (uint32_t)i + 1;
    }
}

struct map_item *map_add(struct map *map, struct str key)
{
    struct map_item *old = map_find(map, key);
    if (old != NULL) {
        return old;
    }
    if (map->n == map->size) {
        grow(map);
    }
    uint64_t hash = str_hash(key);
    map->slots[slot_of(map, key, hash)] = (uint32_t)map->n + 1;
    struct map_item *item = &map->items[map->n++];
    *item = (struct map_item){.key = key, .hash = hash};
    return item;
}
