/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** import_facts: what other lists than CORDIS say of cities, one table a list: commitments to the Covenant of Mayors,
** twinnings, projects of structural funds.
**
** A list is a row in `facts_kinds`: the columns by which it is known and one function that takes a row. Files are
** plain, packed or zipped; columns are found by name. A file that was read before changes nothing, and no file deletes
** anything. Which city a named place is is worked out anew by every import of any kind (domain/named). Memory
** does not grow with the file, but for 16 bytes a row of a list whose rows have no numbers. People's names are not
** taken, also where a column has them.
*/
#ifndef JOBS_IMPORT_FACTS_H
#define JOBS_IMPORT_FACTS_H

#include "jobs/evidence_source.h"
#include "jobs/import.h"

struct facts_kind;

/* "gcom", "twinnings", "uk-structural"; NULL when there is no such list. */
const struct facts_kind *facts_find(struct str name);
/* In the order of the table, NULL at the end: for help. */
const struct facts_kind *facts_at(size_t i);
struct str facts_name(const struct facts_kind *kind);
struct str facts_help(const struct facts_kind *kind); /* what to give, in one line */
struct str facts_records(const struct facts_kind *kind); /* what is counted: "Commitments" */

/* FAULT_INVALID and others with *ret_why, one sentence. *ret_counts counts the list's records. */
enum fault must_use import_facts(struct arena *arena, const struct facts_kind *kind, const struct import_in *in,
                                 struct import_counts *ret_counts, struct str *ret_why);
/* Into a generation that the caller began: no deriving, no publishing. `publisher`: PUBLISHER_NONE for the list's
** own. *ret_any: something is new. */
enum fault must_use import_facts_into(struct arena *arena, struct db *db, const struct facts_kind *kind,
                                      const struct import_in *in, enum publisher publisher,
                                      struct import_counts *ret_counts, bool *ret_any, struct str *ret_why);

#endif
