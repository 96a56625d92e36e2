/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** city_query: what somebody who types the name of a city may mean by it.
**
** "Comune di Ciampino", "Peterborough, UK", "Hague, The", "badenbaden", "Δήμος Κοζάνης": people type more, less and
** otherwise than the lists of names hold. city_query_read gives the readings of what was typed, each a folded name
** (base/fold) to be looked up exactly, in one country or in any. Nothing is looked up here: a wrong reading is simply
** not found. The rules are general; none knows a single city:
**   - an apostrophe stands for nothing or for a space; Greek and Cyrillic also in Latin letters (domain/name);
**   - a country before or behind the name, by its name in the languages of Europe or its code;
**   - the words of a city's council before or behind it ("city of", "Stadt", "kommune"), with the endings that
**     languages put on the name then: the patterns by which domain/resolve knows municipalities;
**   - another order of the words ("Hague, The"), no spaces at all;
**   - what stands before a comma, bracket, slash or dash: then what stands behind it only says where that is.
** Cost: some thousand comparisons of short words. Bounds: CITY_TYPED_MAX bytes are read, CITY_READINGS_MAX are given.
*/
#ifndef DOMAIN_CITY_QUERY_H
#define DOMAIN_CITY_QUERY_H

#include "base/arena.h"
#include "base/str.h"
#include "domain/city_rank.h"

#define CITY_TYPED_MAX 100u  /* bytes; the longest name of a city has 75 */
#define CITY_READINGS_MAX 64 /* the most a real name gave is 31 */
#define CITY_CORES_MAX 6
#define CITY_WORDS_MAX 10

struct city_reading {
    struct str name;    /* folded, not empty */
    struct str country; /* ISO 3166-1 alpha-2, or "" for any */
    enum found_how how; /* FOUND_EXACT, or FOUND_PART when something typed is left out of it */
};

struct city_query {
    struct str whole; /* all that was typed, folded; "" when it has no letter or digit: then nothing can be found */
    struct city_reading readings[CITY_READINGS_MAX]; /* the likelier first; the whole itself is not among them */
    size_t readings_n;
    struct city_reading cores[CITY_CORES_MAX]; /* to search by words and by spelling: barest first, the whole last */
    size_t cores_n;
};

void city_query_read(struct arena *arena, struct str typed, struct city_query *ret_query);

/* The k first words of `name`; "" when it has no more than k. */
struct str city_first_words(struct str name, size_t k);

/* ---- words */

/* How well the words of `query` fit the name, in any order: 0 not at all, 100 when all its letters are covered. Each
** word of the query must be a word of the name, its beginning ("ostrow wielk"), short for it ("wlkp", "st") or long for
** it ("saint" of "st albans"); little words that join others may be missing. Both folded. */
int city_words_match(struct str query, struct str name);

/* The word of the query by which to look: its longest, no joining word. "" when there is none of 3 bytes. */
struct str city_words_key(struct str query);

/* ---- countries */

/* The code of a country by its name in one of the languages of Europe, or by its own code. Folded. "" unknown. */
struct str city_country_of(struct str words);

#endif
