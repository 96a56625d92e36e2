/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** survey_shown: what is shown of a survey that names nobody; store/survey.h says how. Here: what its parts share.
*/
#ifndef STORE_SURVEY_SHOWN_H
#define STORE_SURVEY_SHOWN_H

#include "base/fault.h"
#include "db/db.h"

/* Two who change totals at once do it one behind the other. */
enum fault must_use survey_wait_for_others(struct db *db, int64_t survey_id);

#endif
