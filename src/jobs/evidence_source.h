/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** evidence_source: the row in `source` that says where facts came from, for every publisher that imports know.
*/
#ifndef JOBS_EVIDENCE_SOURCE_H
#define JOBS_EVIDENCE_SOURCE_H

#include "base/date.h"
#include "base/ids.h"
#include "db/db.h"

enum publisher {
    PUBLISHER_NONE,
    PUBLISHER_CORDIS,
    PUBLISHER_CORDIS_EXTRACT,
    PUBLISHER_GEONAMES,
    PUBLISHER_LAU,
    PUBLISHER_CITIES,
    PUBLISHER_UK,
    PUBLISHER_GCOM,
    PUBLISHER_GCOM_EXTRACT,
    PUBLISHER_TWINNINGS,
    PUBLISHER_UK_STRUCTURAL,
    PUBLISHER_EU_CALLS,
    PUBLISHER_EU_CALLS_EXTRACT,
    PUBLISHER_CALL_LIST,
};

/* The word in source.kind. */
struct str publisher_kind(enum publisher publisher);

/* *ret_same: this very file was read before, and *ret_id is its source; else a new one is added. */
enum fault must_use evidence_source_add(struct arena *arena, struct db *db, enum publisher publisher, struct str file,
                                        struct str sha256, int64_t now, struct source_id *ret_id, bool *ret_same);
enum fault must_use evidence_source_save(struct db *db, struct source_id id, int64_t records, struct date as_of);

#endif
