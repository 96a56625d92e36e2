/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** gazetteer: every city with its names, as domain/resolve wants them, and the index over them.
**
** gazetteer_load -> use -> gazetteer_done. Cities are in the order of their ids. Memory: some 600 bytes a city; the
** world's 200,000 places take 120 MiB. Internal to jobs/derive*.c.
*/
#ifndef JOBS_GAZETTEER_H
#define JOBS_GAZETTEER_H

#include "db/db.h"
#include "domain/resolve.h"
#include "domain/size.h"

struct gazetteer {
    struct arena arena;
    struct resolve_city *cities;
    enum size_fit *fits; /* of each city, as the database has it */
    size_t n, size;
    const struct resolve_index *index;
    struct name_of_place *names; /* those of the city being read */
    size_t names_n, names_size;
};

/* gazetteer_done also after a fault. */
enum fault must_use gazetteer_load(struct gazetteer *gazetteer, struct db *db);
void gazetteer_done(struct gazetteer *gazetteer);

/* Room for one more of `item_size` bytes: the array, moved when it was full. */
void *gazetteer_grow(struct arena *arena, void *items, size_t n, size_t *size, size_t item_size);

#endif
