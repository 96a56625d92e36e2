/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** notes_groups: what the groups of a breakout leave, as text for the notes of a leadership programme: statements with
** how sure the group is, then its cards under the names of what they were sorted to. What was taken back or kept apart
** is left out. At most as long as a section may be typed; what is cut says so.
*/
#ifndef WEB_NOTES_NOTES_GROUPS_H
#define WEB_NOTES_NOTES_GROUPS_H

#include "http/route.h"
#include "store/breakout.h"
#include "text/words.h"

/* named: by the house rules of the programme. Adds nothing to *body where groups left nothing. */
enum fault must_use notes_groups_put(struct request *request, struct out *out, const struct q_breakouts *round,
                                     struct str block_uid, bool named, struct buf *body);

#endif
