/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_write: a rule with its examples as JSON, such as fund_read reads; read again it is the same rule.
*/
#ifndef WEB_FUNDING_FUND_WRITE_H
#define WEB_FUNDING_FUND_WRITE_H

#include "web/funding/fund_read.h"

/* {"id": ..., ...}, on several lines, for people to read. */
struct str fund_write(struct arena *arena, const struct fund_entry *entry);

#endif
