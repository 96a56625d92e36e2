/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** city_find: cities by a name as people type it: the one way to look a name up, for pages, machine forms and verbs.
**
** In any case, accents or none, any alphabet, half typed, with a country or "city of" around it, in another order, or
** misspelt. domain/city_query says what may be meant; here each reading is looked up, in steps, and a later step is
** taken only when the steps before found nothing that fits:
**   1. names that are exactly so, and names that begin so;
**   2. the other readings, exactly;
**   3. names with these words, in any order, shortened or whole;
**   4. names spelt nearly so (domain/city_typo); these are only ever a question: "did you mean";
**   5. names like the first words, when nothing is called like all of them.
** Where only one or two small places were found, a far larger city that is one letter away is asked after as well.
** Within a step the order is domain/city_rank's. Statements never use LIKE. Rows are in the arena.
**
** Bounds: at most CITY_TYPED_MAX bytes are read, CITY_FOUND_MAX cities given. One look-up reads at most
** CITY_BEGINNING_READ names, or the spelling tables of six pieces and five lengths (on average one name in eighty).
** docs/names.md has the rules in words.
*/
#ifndef STORE_CITY_FIND_H
#define STORE_CITY_FIND_H

#include "base/ids.h"
#include "db/db.h"
#include "domain/city_query.h"

#define CITY_FOUND_MAX 50
#define CITY_BEGINNING_READ 256 /* names: when more begin alike, the import keeps the best of them */
#define CITY_BEGINNING_KEPT 50  /* ... so many cities */
#define CITY_NAMED_WORDS_MAX 5  /* 99 in 100 names have no more */

struct found_city {
    struct city_id id;
    struct str slug;
    struct str name;
    struct str country;
    struct maybe_int population;
    struct str fit;
    struct maybe_int projects;
    struct str found_as; /* the name it was found by, as its source writes it */
    enum found_how how;
    int weight;
};

struct found_cities {
    struct found_city *items; /* best first */
    size_t n;
    size_t certain; /* the first of them, found by what was typed; those behind are spelt nearly so: "did you mean" */
    bool clear;     /* the first one is meant, without a question */
};

/* What city_find and city_find_named ask first is asked for soon. */
void city_find_soon(struct db *db, struct arena *arena, struct str typed);
/* What city_find_named asks behind that is asked for soon: waits for what city_find_soon asked. */
enum fault must_use city_find_named_soon(struct db *db, struct arena *arena, struct str typed);
/* At most `most` cities (1 to CITY_FOUND_MAX). A name without a letter finds none. */
enum fault must_use city_find(struct db *db, struct arena *arena, struct str typed, size_t most,
                              struct found_cities *ret_found);
/* The same for a text that is a question first and perhaps a name: no guesses (steps 1 to 3, all of what is found is
** certain), and more than CITY_NAMED_WORDS_MAX words are a sentence, looked up only as they stand. */
enum fault must_use city_find_named(struct db *db, struct arena *arena, struct str typed, size_t most,
                                    struct found_cities *ret_found);

#endif
