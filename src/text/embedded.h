/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** embedded: the content that the program carries (tools/pack), by file name. "themes.json", "size-rule.json",
** "gazetteer.txt.gz", "passwords.bin".
** A name that is not there is a bug of the build: the process stops.
*/
#ifndef TEXT_EMBEDDED_H
#define TEXT_EMBEDDED_H

#include "base/str.h"

struct str embedded_get(const char *name);

#endif
