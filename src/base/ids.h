/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** ids: one type for each kind of record, so that a city's number is never taken for a project's.
** 0 is no record. The numbers: city, ours; project, CORDIS's project id; organisation, the PIC; theme, the
** place in content/themes.json, from 1; source, ours.
*/
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include <stdbool.h>
#include <stdint.h>

struct city_id { int64_t v; };
struct project_id { int64_t v; };
struct organisation_id { int64_t v; };
struct theme_id { int64_t v; };
struct source_id { int64_t v; };

/* A number that may be unknown. */
struct maybe_int { bool known; int64_t v; };

#endif
