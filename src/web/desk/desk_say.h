/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** desk_say: what needs somebody, said the same way on their desk and in the weekly mail.
*/
#ifndef WEB_DESK_DESK_SAY_H
#define WEB_DESK_DESK_SAY_H

#include "domain/desk.h"
#include "text/html.h"
#include "text/url.h"

/* "2 people ask to act for Ciampino." */
struct str desk_says(struct out *out, const struct desk_item *item);
/* "Waits since 3 November. About 1 minute." */
struct str desk_when(struct out *out, const struct desk_item *item, int64_t now);
/* "Read and answer" */
struct str desk_button(struct out *out, enum desk_kind kind);
/* Where it is done. */
struct url desk_url(struct arena *arena, const struct desk_item *item);

#endif
