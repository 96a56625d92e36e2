/* SPDX-License-Identifier: AGPL-3.0-or-later
** page_cache: a map in an arena of its own. */
#include "http/page_cache.h"

#include "base/limits.h"

#define SPARE (PAGE_CACHE_ONE_MAX) /* room for the map itself to grow */
#define PAGES_MAX 4096u

void page_cache_init(struct page_cache *cache)
{
    *cache = (struct page_cache){.day = DATE_NONE};
    arena_init(&cache->arena, PAGE_CACHE_MAX + SPARE);
    map_init(&cache->pages, &cache->arena);
}

void page_cache_done(struct page_cache *cache)
{
    arena_done(&cache->arena);
}

void page_cache_drop(struct page_cache *cache)
{
    arena_reset(&cache->arena);
    map_init(&cache->pages, &cache->arena);
}

void page_cache_check(struct page_cache *cache, int64_t version, struct date day)
{
    if (cache->version != version || cache->day.days != day.days) {
        page_cache_drop(cache);
        cache->version = version;
        cache->day = day;
    }
}

const struct answer *page_cache_find(const struct page_cache *cache, struct str key)
{
    const struct map_item *item = map_find(&cache->pages, key);
    return item != NULL ? item->value.pointer : NULL;
}

void page_cache_add(struct page_cache *cache, struct str key, const struct answer *answer)
{
    size_t need = answer->body.n + key.n + sizeof *answer + 1024;
    if (need > PAGE_CACHE_ONE_MAX) {
        return;
    }
    if (cache->pages.n >= PAGES_MAX || arena_left(&cache->arena) < need + SPARE) {
        page_cache_drop(cache);
    }
    struct answer *copy = arena_new(&cache->arena, struct answer);
    *copy = *answer;
    copy->type = str_copy(&cache->arena, answer->type);
    copy->body = str_copy(&cache->arena, answer->body);
    copy->tag = str_copy(&cache->arena, answer->tag);
    copy->location = str_copy(&cache->arena, answer->location);
    copy->file_name = str_copy(&cache->arena, answer->file_name);
    map_add(&cache->pages, str_copy(&cache->arena, key))->value.pointer = copy;
}
