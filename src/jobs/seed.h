/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** seed: the content that ships with the program, so that a newcomer without any file sees real things: places, and an
** extract of real projects. Bringing it again changes nothing; a full import supersedes the extract.
*/
#ifndef JOBS_SEED_H
#define JOBS_SEED_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"

/* Into a migrated database. *ret_why: a sentence on every fault. */
enum fault must_use seed_content(struct arena *arena, struct str db_url, struct str *ret_why);

#endif
