/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** derive: everything in the evidence that follows from its records, made anew: which organisation is a city's
** own body
** and where organisations have their seat (domain/resolve), the fit of cities (domain/size), themes of projects
** (domain/theme), the record of each city, counts, and the search index (domain/rank).
**
** It writes into a generation under construction, in transactions of its own, after the records are in. The
** same records
** and the same day give the same rows. `today` decides which projects are over: it comes from in->now. Memory:
** the names of all
** cities while resolving (some 60 bytes each), 64 bytes a project and the vocabulary afterwards.
*/
#ifndef JOBS_DERIVE_H
#define JOBS_DERIVE_H

#include "jobs/import.h"

/* Uses in->url (for the corrections that people gave), in->now, in->watch, in->size_rule and in->themes. *ret_why: one
** sentence, in the arena. */
enum fault must_use derive(struct arena *arena, struct db *db, const struct import_in *in, struct str *ret_why);
/* Only bodies, the places that lists name, and what follows from them: projects are as they were when they were
** derived last. Enough after a correction, and after a list of places. */
enum fault must_use derive_places(struct arena *arena, struct db *db, const struct import_in *in, struct str *ret_why);

/* Only what follows from funding calls: their themes, and what they pay for. */
enum fault must_use derive_calls(struct arena *arena, struct db *db, const struct import_in *in, struct str *ret_why);

/* For who changes names or populations of cities: how a typed name finds its city, and the places of lists, are to be
** worked out anew. */
enum fault must_use derive_find_forget(struct db *db);

#endif
