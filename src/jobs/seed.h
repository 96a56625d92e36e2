/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** seed: brings the content that ships with the program into a migrated database: the gazetteer (GeoNames), an extract
** of real EU projects (CORDIS, source kind cordis_extract) and one of commitments to the Covenant of Mayors
** (gcom_extract), through the very same importers as any file.
**
** Doing it again changes nothing, and costs some tens of milliseconds; the first time takes some seconds. What a
** full CORDIS file brought stands above the extract, in whatever order they come. FAULT_BUSY while an import runs;
** *ret_why is a sentence on every fault.
*/
#ifndef JOBS_SEED_H
#define JOBS_SEED_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

enum fault must_use seed_content(struct arena *arena, struct str db_url, struct str *ret_why);

#endif
