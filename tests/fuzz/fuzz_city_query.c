/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as the name of a city: the readings are folded names within their bounds, a name fits itself by words, and
** its distance to any other is symmetric. */
#include "base/fold.h"
#include "domain/city_query.h"
#include "domain/city_typo.h"
#include "fuzz.h"

static void check_reading(struct arena *arena, const struct city_reading *reading)
{
    check(reading->name.n > 0 && str_is_utf8(reading->name));
    check(reading->country.n == 0 || reading->country.n == 2);
    check(reading->how == FOUND_EXACT || reading->how == FOUND_PART);
    check(str_eq(fold(arena, reading->name), reading->name));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct city_query query;
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    city_query_read(&arena, text, &query);
    check(query.readings_n <= CITY_READINGS_MAX && query.cores_n <= CITY_CORES_MAX);
    check((query.whole.n == 0) == (query.cores_n == 0));
    for (size_t i = 0; i < query.readings_n; i++) {
        check_reading(&arena, &query.readings[i]);
        struct str other = query.readings[i].name;
        int match = city_words_match(query.whole, other);
        check(match >= 0 && match <= 100);
        check(typo_distance(query.whole, other, TYPO_MAX) == typo_distance(other, query.whole, TYPO_MAX));
    }
    for (size_t i = 0; i < query.cores_n; i++) {
        check_reading(&arena, &query.cores[i]);
    }
    check(query.whole.n == 0 || city_words_match(query.whole, query.whole) == 100);
    check(city_words_key(query.whole).n <= query.whole.n);
    return 0;
}
