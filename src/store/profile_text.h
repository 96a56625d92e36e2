/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile_text: what a city says as one text of named fields (base/fields.h), in a fixed order: for what is kept of it
** beside the tables themselves (what is published, what stood there before). The same said twice is the same text; ""
** for nothing said. Words of choices and themes stand as in the tables, so that everybody reads them in their language.
**
**     need=energy  need_says=...  offer=...  theme=...  language=...  ambition=...  first=health ...
*/
#ifndef STORE_PROFILE_TEXT_H
#define STORE_PROFILE_TEXT_H

#include "base/arena.h"
#include "store/area.sql.h"
#include "store/profile.h"
#include "store/trait.h"

struct str profile_text_answer(struct arena *arena, const struct profile *profile, enum help_kind kind);
struct str profile_text_answers(struct arena *arena, const struct profile *profile);
/* Places as in member_area, with their names: place=... name=... */
struct str profile_text_area(struct arena *arena, const struct q_area_chosen *rows, size_t n);
struct str profile_text_card(struct arena *arena, const struct trait_said *said, enum trait_card card);

#endif
