/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** layout_parts: the small functions that the views of layout/ call. Texts come back translated, in the arena of `out`.
*/
#ifndef WEB_LAYOUT_LAYOUT_PARTS_H
#define WEB_LAYOUT_LAYOUT_PARTS_H

#include "web/layout/parts.h"

struct str door_name(struct out *out, size_t i); /* of doors[i] */
struct html market_link(struct out *out);        /* the initiative of a like name that is not this one */
struct str notice_class(enum tone tone);
struct str tag_class(enum tone tone);
/* "CORDIS, as of 3 May 2026; GeoNames". */
struct html sources_text(struct out *out, const struct source_note *sources, size_t n);

#endif
