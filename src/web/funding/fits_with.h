/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fits_with: the other member cities on the page of which money fits: to be chosen, to be asked together with one's
** own, and to close a gap. Of each there is what everybody may know (name, country, and what the evidence says), and
** a reason from what it lets member cities see of itself; never what it alone knows, nor its area.
*/
#ifndef WEB_FUNDING_FITS_WITH_H
#define WEB_FUNDING_FITS_WITH_H

#include "http/route.h"
#include "web/funding/fits_rows.h"

extern const struct field fits_fields[];

/* Asks ahead. */
void fits_with_soon(struct request *request);
/* All of them, those with a reason to talk first; `chosen` as the address says. FAULT_NOT_FOUND: it names one that is
** none, or too many. */
enum fault must_use fits_with_load(struct request *request, struct out *out, struct fits_others *ret_others);
/* Our own city with those that were chosen, as one that asks; false: none was. */
bool fits_with_who(struct out *out, const struct fits_who *alone, const struct fits_others *others,
                   struct fits_who *ret_who);

#endif
