/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** setting_change: a setting saved or taken back, and logged, as somebody did it: on the command line or on screen. The
** caller begins and commits. A mail address is somebody's and is not put into the log, nor is a text of several lines:
** there stands then that it was changed, and not to what.
*/
#ifndef STORE_SETTING_CHANGE_H
#define STORE_SETTING_CHANGE_H

#include "store/setting.h"
#include "store/trust_log.h"

/* value without text (s NULL): back to the default. Faults: as setting_save. Saving what stands already changes nothing
** and is not logged. */
enum fault must_use setting_change(struct db *db, struct arena *arena, struct str name, struct str value,
                                   const struct log_someone *who, int64_t now, struct problems *problems);

/* Notes that everything was looked through on that day (store/set_up.h). */
enum fault must_use setting_review(struct db *db, struct arena *arena, const struct log_someone *who, int64_t now,
                                   struct problems *problems);

#endif
