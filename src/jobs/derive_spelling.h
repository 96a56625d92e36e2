/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** derive_spelling: the spelling tables (city_spelling, domain/city_typo) of all names.
**
** Life: spellings_init -> spellings_add for each name, in their order -> spellings_save -> spellings_done. Names that
** go into no table are passed over. Memory: about 45 bytes a name (10 MB for 200,000).
*/
#ifndef JOBS_DERIVE_SPELLING_H
#define JOBS_DERIVE_SPELLING_H

#include "base/buf.h"
#include "db/db.h"
#include "domain/city_typo.h"

struct spellings {
    struct buf names; /* of each its weight, one byte, and its letters */
    uint64_t *refs;   /* piece, length and place in `names`, so that they sort in the order of the tables */
    size_t n, size;
    char last[TYPO_LETTERS_MAX]; /* the name added last: several cities of one name come one after the other */
    size_t last_n;
    int last_weight;
};

void spellings_init(struct spellings *spellings);
void spellings_done(struct spellings *spellings);
/* weight: of the city called so; the greatest counts. */
void spellings_add(struct spellings *spellings, struct str folded, int weight);
/* FAULT_TOO_LARGE when the names are more than 128 MiB; else the faults of db.h. */
enum fault must_use spellings_save(struct spellings *spellings, struct db *db);

#endif
