/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** bid_path: the latest day to start a bid, worked back from a deadline. Days are those of the deadline's own clocks.
**
**     start --work--> report --> scrutiny --> who decides --call-in--> full council --> handed in, by the deadline
**                                                            (only with money of the city's own)
**
** Each step has the latest day on which the rest still fits, and why. A council that sees an outline lets the work go
** on meanwhile; then the earlier of two ways counts. Saturdays and Sundays are no working days; public holidays are not
** known. Nobody decides in a recess or before an election; work goes on in both. Of meetings the dates that are known
** count; before the first and BID_DATES_DAYS after the last of them their weekday, or any working day. Two stages are
** two paths.
**
** So a later deadline makes no step earlier, and a recess makes none later. Pure; a path looks at BID_BACK_DAYS at
** most.
*/
#ifndef DOMAIN_BID_PATH_H
#define DOMAIN_BID_PATH_H

#include "domain/council_path.h"
#include "domain/funding_call.h"

#define BID_BACK_DAYS 1100   /* who has not met for three years does not meet */
#define BID_DATES_DAYS 31    /* so long after the last known date of a meeting none counts but that one */
#define BID_OUTLINE_DAYS 5   /* of work before an outline can be reported */
#define BID_STAFF_MOST 5     /* days a week: one person does nothing else */
#define BID_OFFICE_MINUTE 540 /* a deadline before 09:00 is met on the working day before */

/* ---- the work */

enum bid_size { BID_SMALL, BID_USUAL, BID_LARGE, BID_SIZE__MAX };

int bid_size_days(enum bid_size size); /* of work: a start value */
struct str bid_size_word(enum bid_size size); /* "small", ... */
bool bid_size_parse(struct str word, enum bid_size *ret_size);
/* A start value, by what the funding call pays for in the first place (of pays_word; "" unknown). */
enum bid_size bid_size_guess(struct str pays);
/* Of the first of two stages: one size smaller. */
enum bid_size bid_size_first_stage(enum bid_size size);
/* Working days that work takes with so many days of staff a week. */
int bid_work_days(int work_days, int staff_days);

/* ---- the path */

enum bid_step_kind {
    BID_START, BID_REPORT, BID_SCRUTINY, BID_DECIDE, BID_CALL_IN, BID_FULL, BID_HAND_IN, BID_STEP__MAX
};

enum bid_met {
    BID_MET_NONE,    /* no meeting */
    BID_MET_DATE,    /* a date that is known */
    BID_MET_WEEKDAY, /* their weekday: whether it is that week is not known */
    BID_MET_ANY,     /* when they meet is not known: a working day */
};

struct bid_step {
    enum bid_step_kind kind;
    struct date day;
    int days;             /* working days to the step behind it; of the start the work; of the call-in how long */
    bool days_start_value; /* nobody said how many */
    enum bid_met met;
    bool has_closed;      /* without that it could be later: */
    struct council_closed closed;
    bool moved;           /* handing in: the deadline is on a weekend, or before offices open */
};

enum bid_money { BID_MONEY_UNKNOWN, BID_MONEY_YES, BID_MONEY_NO };

/* By the clocks of where it is. */
struct bid_deadline {
    struct date day;
    int minute;           /* of that day; below 0 not known */
};

/* country: of whose clocks, "" Brussels. */
struct bid_deadline bid_deadline_of(int64_t closes_at, struct date day_on, bool hour_known, struct str country);

struct bid_ask {
    const struct council_path *council;
    int work_days;        /* days of work */
    enum bid_money money; /* whether the city puts money of its own in; unknown counts as yes */
    struct bid_deadline deadline;
};

struct bid_path {
    bool known;           /* else `needs` is missing: no day on which they meet */
    enum bid_step_kind needs;
    struct bid_step steps[BID_STEP__MAX]; /* in the order of time */
    size_t n;
    struct date start;
    int work_days, staff_days;
};

void bid_path_of(const struct bid_ask *ask, struct bid_path *ret_path);
/* Days since the latest day to start; 0 it is today or later. */
int bid_late_days(const struct bid_path *path, struct date today);

/* The next step of who has begun; NULL: all have passed. */
const struct bid_step *bid_next_step(const struct bid_path *path, struct date today);

/* ---- what could be shortened */

enum bid_shorter {
    BID_SHORTER_STAFF,   /* BID_STAFF_MOST days a week on it */
    BID_SHORTER_OUTLINE, /* the council sees an outline, and work goes on meanwhile */
    BID_SHORTER_REPORT,  /* a late report: half the days */
    BID_SHORTER_MEETING, /* they meet between their usual days */
    BID_SHORTER_CALL_IN, /* none, as the decision is urgent */
    BID_SHORTER_SMALLER, /* a smaller bid */
    BID_SHORTER_ALL,     /* all of that but a smaller bid */
    BID_SHORTER__MAX
};

struct bid_shortened {
    enum bid_shorter how;
    struct date start; /* the latest day then */
    int days;          /* later by so many, 1 at least */
    bool in_time;      /* that is today or later */
};

/* Those that help, in their order; how many. All of them together only when none is enough by itself. */
size_t bid_shorten(const struct bid_ask *ask, struct date today, struct bid_shortened ret_all[BID_SHORTER__MAX]);

#endif
