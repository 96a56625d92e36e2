/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** driver: who drives the network, by name, and who is the deputy. Those who run the network name a coordinator for
** each; whether everybody sees the name is that person's own yes, which they take back at any time. Who is away says
** until when; then the deputy drives, by itself (domain/driver.h). It counts only while they are a coordinator: whoever
** stops being one is shown nowhere from that moment, and the clock ends what was named (driver_tidy).
**
** Who is named is told by mail. With its entry in the log each time. A row is kept DRIVER_KEPT_S after its end.
** Within a transaction of the caller's that writes; driver_tidy has its own. Who may is for the caller to look at.
*/
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "base/fault.h"
#include "domain/driver.h"
#include "store/driver.sql.h"
#include "store/trust_log.h"

#define DRIVER_KEPT_S (2 * 365 * 86400)
#define DRIVER_AWAY_DAYS_MAX 90
#define DRIVER_CHOICES_MAX 100
#define DRIVER_MAIL "driver-named" /* to who was named; its field `part` */

/* Who is named, by part; `rows[part]` is there when `is_named[part]`. */
struct drivers {
    bool is_named[PART__MAX];
    struct q_driver_now rows[PART__MAX];
    struct driver_post posts[PART__MAX];
    enum driving drives;
    enum driver_gap gap;
};

extern const struct str driver_part_words[PART__MAX]; /* "driver", "deputy" */

void driver_load_soon(struct db *db, int64_t now);
enum fault must_use driver_load(struct db *db, struct arena *arena, int64_t now, struct drivers *ret_drivers);

/* Both parts at once: the ids of coordinators, 0 for nobody. What is so already is left as it is. FAULT_CONFLICT: one
** of them is no coordinator, or both are the same. */
enum fault must_use driver_name(struct db *db, struct arena *arena, const int64_t persons[PART__MAX],
                                const struct log_someone *who, int64_t now);
/* By the person themselves. FAULT_NOT_FOUND: they are not named. */
enum fault must_use driver_show(struct db *db, struct arena *arena, const struct log_someone *who, bool shown,
                                int64_t now);
/* until 0: they are back. */
enum fault must_use driver_away(struct db *db, struct arena *arena, const struct log_someone *who, int64_t until,
                                int64_t now);
/* The clock: what does not count any more ends, and what has ended goes. */
enum fault must_use driver_tidy(struct db *db, struct arena *arena, int64_t now);

#endif
