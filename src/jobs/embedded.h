/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** embedded: the content that the program carries (tools/pack), by file name. "themes.json", "size-rule.json",
** "gazetteer.txt.gz". A name that is not there is a bug of the build: the process stops.
*/
#ifndef JOBS_EMBEDDED_H
#define JOBS_EMBEDDED_H

#include "base/str.h"

struct str embedded_get(const char *name);

#endif
