/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import_places: cities from the GeoNames gazetteer and from official tables of municipalities.
**
** Any of: GeoNames' native layout (.txt, .gz, .zip), the LAU table of GISCO (columns gisco_id, lau_name,
** population ...),
** the list of UK authorities (gss-code, pop-2020 ...). Where one municipality stands for a locality (domain/name) its
** population supersedes the locality's; a municipality without one is a city of its own. Sections of cities
** (PPLX) are
** no cities. Addresses (slugs) once given are kept. A file read before changes nothing; no file deletes anything.
** Memory is linear in the places, some 1 KB each.
*/
#ifndef JOBS_IMPORT_PLACES_H
#define JOBS_IMPORT_PLACES_H

#include "jobs/import.h"

/* FAULT_INVALID and others with *ret_why, one sentence. *ret_counts counts cities. */
enum fault must_use import_places(struct arena *arena, const struct import_in *in, struct import_counts *ret_counts,
                                  struct str *ret_why);
/* The same into a generation that the caller began: no deriving, no publishing. */
enum fault must_use import_places_into(struct arena *arena, struct db *db, const struct import_in *in,
                                       struct import_counts *ret_counts, struct str *ret_why);

#endif
