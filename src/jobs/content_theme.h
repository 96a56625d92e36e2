/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** content_theme: reads content/themes.json into the domain's themes.
**
** Phrases become tokens through text/analyse, the same way as a project's text does. Everything is copied into the
** arena: the JSON can go. The file is part of the product, so that an error in it is a bug of ours; it comes back as
** FAULT_INVALID with a sentence, for the tests and for an operator who brings a file of his own.
*/
#ifndef JOBS_CONTENT_THEME_H
#define JOBS_CONTENT_THEME_H

#include "base/arena.h"
#include "base/fault.h"
#include "domain/theme.h"

enum fault must_use content_theme_load(struct arena *arena, struct str json, struct theme_set *ret_set,
                                       struct str *ret_why);

#endif
