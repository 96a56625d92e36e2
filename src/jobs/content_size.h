/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** content_size: reads content/size-rule.json into domain/size.
**
** { "usual": {"low": 30000, "high": 300000},
**   "overrides": [ {"country": "IS", "low": 10000, "high": 300000, "why": "...", "source": "...", "as_of": "..."} ] }
** Texts are copied into the arena. FAULT_INVALID with *ret_why, an English sentence that says what to mend.
*/
#ifndef JOBS_CONTENT_SIZE_H
#define JOBS_CONTENT_SIZE_H

#include "base/arena.h"
#include "base/fault.h"
#include "domain/size.h"

enum fault must_use content_size_parse(struct arena *arena, struct str json, struct size_rule *ret_rule,
                                       struct str *ret_why);

#endif
