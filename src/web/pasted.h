/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** pasted: what is looked at in every cell of a table that somebody pastes. Pure.
*/
#ifndef WEB_PASTED_H
#define WEB_PASTED_H

#include <stdbool.h>

#include "base/str.h"

/* UTF-8 that was read as something else on its way: "MÃ¼nchen". */
bool pasted_is_garbled(struct str cell);
/* What a spreadsheet would work out: not to be handed on. */
bool pasted_is_formula(struct str cell);
/* Whether a folded word is one of some, spaces between them: names of a column, words for a value. */
bool pasted_is_one_of(const char *words, struct str folded);
/* One @, something on both sides, a dot behind it, no blank: what is sent there shows whether it is one. */
bool pasted_is_mail(struct str text);

#endif
