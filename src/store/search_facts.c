/* SPDX-License-Identifier: AGPL-3.0-or-later
** search_facts: writing and reading the text. */
#include "store/search_facts.h"

#include <string.h>

#include "base/check.h"

#define HEAD_BYTES 8u
#define RECORD_BYTES 32u

static const struct str statuses[] = {S_INIT("unknown"), S_INIT("signed"), S_INIT("closed"), S_INIT("terminated")};

/* ---- reading */

static uint64_t get(const unsigned char *from, size_t n)
{
    uint64_t x = 0;
    for (size_t i = n; i-- > 0;) {
        x = x << 8 | from[i];
    }
    return x;
}

enum fault search_facts_open(struct str bytes, struct search_facts_all *ret_all)
{
    const unsigned char *at = (const unsigned char *)bytes.s;
    if (bytes.n < HEAD_BYTES || at[0] != 'F' || at[1] != 1) {
        return FAULT_DAMAGED;
    }
    struct search_facts_all all = {.n = get(at + 2, 4), .codes_count = get(at + 6, 2)};
    size_t records_at = HEAD_BYTES + 2 * all.codes_count;
    if (bytes.n < records_at || (bytes.n - records_at) / RECORD_BYTES < all.n) {
        return FAULT_DAMAGED;
    }
    all.codes = bytes.s + HEAD_BYTES;
    all.records = at + records_at;
    all.lists = str_from(bytes, records_at + RECORD_BYTES * all.n);
    *ret_all = all;
    return OK;
}

static struct date get_date(const unsigned char *from)
{
    return (struct date){(int32_t)(uint32_t)get(from, 4)};
}

enum fault search_facts_get(const struct search_facts_all *all, size_t document, struct search_facts *ret_facts)
{
    if (document >= all->n) {
        return FAULT_DAMAGED;
    }
    const unsigned char *at = all->records + RECORD_BYTES * document;
    size_t first = get(at + 24, 4);
    size_t n = at[28];
    if (first > all->lists.n || n > all->lists.n - first || at[29] >= COUNT_OF(statuses)) {
        return FAULT_DAMAGED;
    }
    *ret_facts = (struct search_facts){
        .id = {(int64_t)get(at, 8)}, .status = statuses[at[29]], .start = get_date(at + 8), .end = get_date(at + 12),
        .has_results = at[30] & 1, .with_small_city = at[30] & 2, .themes = get(at + 16, 8),
        .countries = (const unsigned char *)all->lists.s + first, .countries_count = n,
    };
    for (size_t i = 0; i < n; i++) {
        if (ret_facts->countries[i] >= all->codes_count) {
            return FAULT_DAMAGED;
        }
    }
    return OK;
}

size_t search_facts_find(const struct search_facts_all *all, struct project_id id)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int64_t found = (int64_t)get(all->records + RECORD_BYTES * middle, 8);
        if (found == id.v) {
            return middle;
        }
        if (found < id.v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return all->n;
}

struct str search_facts_code(const struct search_facts_all *all, size_t country)
{
    check(country < all->codes_count);
    return (struct str){all->codes + 2 * country, 2};
}

/* ---- writing */

struct search_facts_builder {
    struct arena *arena;
    char codes[2 * SEARCH_COUNTRIES_MAX];
    size_t codes_count;
    char *records;
    size_t n, max;
    char *lists;
    size_t lists_n;
};

struct search_facts_builder *search_facts_builder_new(struct arena *arena, size_t documents_max)
{
    struct search_facts_builder *builder = arena_new(arena, struct search_facts_builder);
    builder->arena = arena;
    builder->records = arena_alloc(arena, RECORD_BYTES * documents_max);
    builder->lists = arena_alloc(arena, SEARCH_COUNTRIES_OF_ONE * documents_max);
    builder->max = documents_max;
    return builder;
}

static void put(char *to, uint64_t x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        to[i] = (char)(x >> 8 * i & 0xff);
    }
}

static void put_date(char *to, struct date date)
{
    put(to, (uint32_t)date.days, 4);
}

/* The number of the code, or SEARCH_COUNTRIES_MAX. */
static size_t number_of(struct search_facts_builder *builder, struct str code)
{
    size_t i = 0;
    while (i < builder->codes_count && memcmp(builder->codes + 2 * i, code.s, 2) != 0) {
        i++;
    }
    if (i == builder->codes_count && i < SEARCH_COUNTRIES_MAX) {
        memcpy(builder->codes + 2 * i, code.s, 2);
        builder->codes_count++;
    }
    return i;
}

static size_t put_countries(struct search_facts_builder *builder, const struct str *countries, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n && kept < SEARCH_COUNTRIES_OF_ONE; i++) {
        size_t number = countries[i].n == 2 ? number_of(builder, countries[i]) : SEARCH_COUNTRIES_MAX;
        if (number < SEARCH_COUNTRIES_MAX) {
            builder->lists[builder->lists_n++] = (char)number;
            kept++;
        }
    }
    return kept;
}

static size_t status_number(struct str status)
{
    size_t i = 0;
    while (i < COUNT_OF(statuses) && !str_eq(statuses[i], status)) {
        i++;
    }
    return i < COUNT_OF(statuses) ? i : 0;
}

void search_facts_builder_add(struct search_facts_builder *builder, const struct search_facts *facts,
                              const struct str *countries, size_t countries_count)
{
    check(builder->n < builder->max);
    char *to = builder->records + RECORD_BYTES * builder->n++;
    put(to, (uint64_t)facts->id.v, 8);
    put_date(to + 8, facts->start);
    put_date(to + 12, facts->end);
    put(to + 16, facts->themes, 8);
    put(to + 24, builder->lists_n, 4);
    put(to + 28, put_countries(builder, countries, countries_count), 1);
    put(to + 29, status_number(facts->status), 1);
    put(to + 30, (facts->has_results ? 1u : 0u) | (facts->with_small_city ? 2u : 0u), 1);
}

struct str search_facts_builder_bytes(struct search_facts_builder *builder)
{
    size_t codes = 2 * builder->codes_count;
    size_t records = RECORD_BYTES * builder->n;
    size_t size = HEAD_BYTES + codes + records + builder->lists_n;
    char *bytes = arena_alloc(builder->arena, size);
    memcpy(bytes, "F\1", 2);
    put(bytes + 2, builder->n, 4);
    put(bytes + 6, builder->codes_count, 2);
    memcpy(bytes + HEAD_BYTES, builder->codes, codes);
    memcpy(bytes + HEAD_BYTES + codes, builder->records, records);
    memcpy(bytes + HEAD_BYTES + codes + records, builder->lists, builder->lists_n);
    return (struct str){bytes, size};
}
