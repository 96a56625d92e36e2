/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** deadline: the way to a deadline for a member city: how its council decides (domain/council_path.h), the funding calls
** that it watches, the latest day to start of each deadline (domain/bid_path.h), and its calendar.
**
** What a city watches names the funding call by its key, so that the next import of its list changes nothing. Other
** member cities see that it watches it unless the city says otherwise; who of a city does only its own people see. It
** goes WATCH_KEPT_S after the last deadline, and with the city.
**
** Of a funding call with two stages each deadline is a path of its own, the first with a bid one size smaller; when its
** source names only one day, that is taken for the first. Of one with several dates the next counts. Within a
** transaction of the caller's.
*/
#ifndef STORE_DEADLINE_H
#define STORE_DEADLINE_H

#include "base/fault.h"
#include "db/db.h"
#include "domain/bid_path.h"
#include "store/deadline.sql.h"

#define WATCH_MAX 100                  /* of one city: more nobody watches */
#define WATCH_KEPT_S (2 * 365 * 86400)
#define WATCH_FEED_S (2 * 365 * 86400) /* so long its address holds */
#define WATCH_STAGES 2

struct watch_dates { int64_t closes_at; struct date day_on; bool hour_known; };

/* What is counted with. */
struct watch_call {
    struct str country, model, pays; /* of the funding call */
    struct str size, own_money;      /* as the city says; "" not said */
    const struct watch_dates *dates; /* the first first */
    size_t n;
};

struct watch_stage {
    int stage;            /* 1 or 2; 0: there is one only, or its dates are alternatives */
    struct watch_dates at;
    enum bid_size size;
    bool size_said;
    struct bid_ask ask;
    struct bid_path path;
};

struct watch_way {
    struct watch_stage stages[WATCH_STAGES]; /* those whose deadline is not over */
    size_t n;
    bool two_stages;
    bool second_unnamed;  /* there is a second stage, whose day its source does not name */
    size_t more_dates;    /* on which one may apply later */
    bool over;            /* all deadlines have passed; with n 0 and not over none is named */
};

/* council is pointed at by what comes out. */
void watched_way_of(const struct watch_call *call, const struct council_path *council, int64_t now,
                  struct watch_way *ret_way);
/* The stage whose latest day to start comes first; NULL: there is none that is known. */
const struct watch_stage *watched_first(const struct watch_way *way);

/* ---- what stands in the tables */

struct watched {
    struct q_watch_list *rows;
    struct watch_call *calls;      /* of each */
    size_t n;
    struct q_watch_others *others; /* of all; their uid says of which */
    size_t others_n;
    struct str says[COUNCIL_INPUT__MAX];
    struct council_path council;
};

void watched_load_soon(struct db *db, struct str member_uid);
enum fault must_use watched_load(struct db *db, struct arena *arena, struct str member_uid,
                                   struct watched *ret_watched);
/* The council's way only. */
void council_load_soon(struct db *db, struct str member_uid);
enum fault must_use council_load(struct db *db, struct arena *arena, struct str member_uid, struct watched *watched);
/* NULL: the city does not watch that. */
const struct q_watch_list *watched_find(const struct watched *watched, struct str uid);

/* Also when it is watched already. FAULT_NOT_FOUND: no list names such a funding call. FAULT_TOO_LARGE: WATCH_MAX. */
enum fault must_use watched_begin(struct db *db, struct arena *arena, int64_t member_id, struct str key, int64_t person,
                                int64_t now, struct str *ret_uid);
/* A whole card in place of the one before, as typed; what does not fit the caller has refused (council_fits). */
enum fault must_use council_save(struct db *db, struct arena *arena, int64_t member_id, enum council_card card,
                                 const struct str says[COUNCIL_INPUT__MAX]);
enum fault must_use watched_feed_begin(struct db *db, struct arena *arena, int64_t member_id, int64_t person,
                                     int64_t now);

/* The retention clock. */
enum fault must_use deadline_forget(struct db *db, int64_t now);
enum fault must_use deadline_forget_left(struct db *db, int64_t before);
enum fault must_use deadline_erase_person(struct db *db, int64_t person);

#endif
