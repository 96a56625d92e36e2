/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_path: counting back. */
#include "domain/bid_path.h"

#include <string.h>

#include "base/check.h"
#include "domain/zone.h"

#define DAY_S 86400
#define WEEK 7
#define WORKDAYS 5

/* ---- the work */

static const struct {
    struct str word;
    int days;
} sizes[BID_SIZE__MAX] = {
    [BID_SMALL] = {S_INIT("small"), 10}, [BID_USUAL] = {S_INIT("usual"), 30}, [BID_LARGE] = {S_INIT("large"), 60}};

int bid_size_days(enum bid_size size)
{
    return sizes[size].days;
}

struct str bid_size_word(enum bid_size size)
{
    return sizes[size].word;
}

bool bid_size_parse(struct str word, enum bid_size *ret_size)
{
    for (size_t i = 0; i < BID_SIZE__MAX; i++) {
        if (str_eq(word, sizes[i].word)) {
            *ret_size = (enum bid_size)i;
            return true;
        }
    }
    return false;
}

enum bid_size bid_size_guess(struct str pays)
{
    enum pays what;
    if (!pays_parse(pays, &what)) {
        return BID_USUAL;
    }
    switch (what) {
    case PAYS_EXCHANGE: return BID_SMALL;
    case PAYS_TRYING:
    case PAYS_INVESTING: return BID_LARGE;
    default: return BID_USUAL;
    }
}

enum bid_size bid_size_first_stage(enum bid_size size)
{
    return size == BID_LARGE ? BID_USUAL : BID_SMALL;
}

int bid_work_days(int work_days, int staff_days)
{
    check(staff_days > 0);
    return (work_days * WORKDAYS + staff_days - 1) / staff_days;
}

/* ---- days */

/* 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
static int weekday(struct date day)
{
    int rest = (int)(((int64_t)day.days + 3) % WEEK);
    return rest < 0 ? rest + WEEK : rest;
}

static struct date later(struct date day, int n)
{
    return (struct date){day.days + n};
}

/* The last working day that is not after it. */
static struct date workday_by(struct date day)
{
    int over = weekday(day) - (WORKDAYS - 1);
    return over > 0 ? later(day, -over) : day;
}

static struct date workdays_before(struct date day, int n)
{
    struct date at = workday_by(day);
    at = later(at, -(n / WORKDAYS) * WEEK);
    for (int i = 0; i < n % WORKDAYS; i++) {
        at = workday_by(later(at, -1));
    }
    return at;
}

static struct date workdays_after(struct date day, int n)
{
    struct date at = workday_by(day);
    for (int i = 0; i < n; i++) {
        do {
            at = later(at, 1);
        } while (weekday(at) >= WORKDAYS);
    }
    return at;
}

struct bid_deadline bid_deadline_of(int64_t closes_at, struct date day_on, bool hour_known, struct str country)
{
    const struct zone zone = zone_of(country.n > 0 ? country : S("BE"), S(""));
    int64_t into_day = closes_at + zone_offset_s(&zone, closes_at) - (int64_t)day_on.days * DAY_S;
    bool known = hour_known && into_day >= 0 && into_day <= DAY_S;
    return (struct bid_deadline){day_on, !known ? -1 : into_day == DAY_S ? DAY_S / 60 - 1 : (int)(into_day / 60)};
}

/* ---- meetings */

static const struct council_closed *closed_on(const struct council_path *council, struct date day)
{
    for (size_t i = 0; i < council->closed_n; i++) {
        if (council->closed[i].from.days <= day.days && day.days <= council->closed[i].to.days) {
            return &council->closed[i];
        }
    }
    return NULL;
}

/* As which of its kinds they may meet on that day, recess or not. */
static enum bid_met met_on(const struct council_meeting *meeting, struct date day)
{
    size_t n = meeting->n;
    for (size_t i = 0; i < n; i++) {
        if (meeting->dates[i].days == day.days) {
            return BID_MET_DATE;
        }
    }
    bool is_listed = n > 0 && day.days >= meeting->dates[0].days &&
                     day.days <= meeting->dates[n - 1].days + BID_DATES_DAYS;
    if (is_listed || weekday(day) >= WORKDAYS) {
        return BID_MET_NONE;
    }
    return meeting->weekday == 0 ? BID_MET_ANY : weekday(day) == meeting->weekday - 1 ? BID_MET_WEEKDAY : BID_MET_NONE;
}

/* The last day by `by` on which they meet. False: there is none. */
static bool meet_by(const struct council_path *council, const struct council_meeting *meeting, struct date by,
                    struct bid_step *step)
{
    for (int back = 0; back <= BID_BACK_DAYS; back++) {
        struct date day = later(by, -back);
        enum bid_met met = met_on(meeting, day);
        const struct council_closed *closed = met != BID_MET_NONE ? closed_on(council, day) : NULL;
        if (closed != NULL && !step->has_closed) {
            step->has_closed = true;
            step->closed = *closed;
        }
        if (met != BID_MET_NONE && closed == NULL) {
            step->day = day;
            step->met = met;
            return true;
        }
    }
    return false;
}

/* ---- the path, from its end */

struct walk {
    const struct bid_ask *ask;
    const struct council_path *council;
    struct bid_path *path; /* steps in the order they are found: the last one first */
    struct date next;      /* the step behind */
};

static struct bid_step *add(struct walk *walk, enum bid_step_kind kind)
{
    check(walk->path->n < BID_STEP__MAX);
    struct bid_step *step = &walk->path->steps[walk->path->n++];
    *step = (struct bid_step){.kind = kind};
    return step;
}

static void hand_in(struct walk *walk)
{
    const struct bid_ask *ask = walk->ask;
    struct bid_step *step = add(walk, BID_HAND_IN);
    bool is_early = ask->deadline.minute >= 0 && ask->deadline.minute < BID_OFFICE_MINUTE;
    step->day = workday_by(later(ask->deadline.day, is_early ? -1 : 0));
    step->moved = step->day.days != ask->deadline.day.days;
    walk->next = step->day;
}

/* A step so many working days before the one behind it; `input` says how many. */
static struct bid_step *back(struct walk *walk, enum bid_step_kind kind, enum council_input input)
{
    struct bid_step *step = add(walk, kind);
    step->days = walk->council->days[input];
    step->days_start_value = !walk->council->said[input];
    step->day = workdays_before(walk->next, step->days);
    return step;
}

static bool meet(struct walk *walk, enum bid_step_kind kind, enum council_input input,
                 const struct council_meeting *meeting)
{
    struct bid_step *step = back(walk, kind, input);
    if (!meet_by(walk->council, meeting, step->day, step)) {
        walk->path->needs = kind;
        walk->path->n--;
        return false;
    }
    walk->next = step->day;
    return true;
}

/* The call-in stands before who decides, who is looked for first. */
static bool decide(struct walk *walk)
{
    int days = walk->council->days[COUNCIL_CALL_IN_DAYS];
    struct bid_step *call_in = days > 0 ? add(walk, BID_CALL_IN) : NULL;
    if (!meet(walk, BID_DECIDE, COUNCIL_CALL_IN_DAYS, &walk->council->decides)) {
        walk->path->n -= call_in != NULL;
        return false;
    }
    if (call_in != NULL) {
        call_in->day = workdays_after(walk->next, days);
        call_in->days = days;
        call_in->days_start_value = !walk->council->said[COUNCIL_CALL_IN_DAYS];
    }
    return true;
}

static bool council_steps(struct walk *walk)
{
    static const struct council_meeting any;
    const struct council_path *council = walk->council;
    if (walk->ask->money != BID_MONEY_NO && !meet(walk, BID_FULL, COUNCIL_FULL_DAYS, &council->full)) {
        return false;
    }
    if (!decide(walk)) {
        return false;
    }
    if (council->days[COUNCIL_SCRUTINY_DAYS] > 0 && !meet(walk, BID_SCRUTINY, COUNCIL_SCRUTINY_DAYS, &any)) {
        return false;
    }
    walk->next = back(walk, BID_REPORT, COUNCIL_REPORT_DAYS)->day;
    return true;
}

static void start(struct walk *walk)
{
    struct bid_path *path = walk->path;
    struct date handed_in = path->steps[0].day;
    bool is_outline = walk->council->sees == COUNCIL_OUTLINE;
    int all = bid_work_days(path->work_days, path->staff_days);
    int outline = bid_work_days(BID_OUTLINE_DAYS < path->work_days ? BID_OUTLINE_DAYS : path->work_days,
                                path->staff_days);
    struct bid_step *step = add(walk, BID_START);
    struct date by_council = workdays_before(walk->next, is_outline ? outline : all);
    struct date by_work = workdays_before(handed_in, all);
    step->day = by_council.days < by_work.days ? by_council : by_work;
    step->days = is_outline && by_council.days < by_work.days ? outline : all;
    step->days_start_value = !walk->council->said[COUNCIL_STAFF_DAYS];
    path->start = step->day;
}

static void turn_round(struct bid_path *path)
{
    for (size_t i = 0; i < path->n / 2; i++) {
        struct bid_step step = path->steps[i];
        path->steps[i] = path->steps[path->n - 1 - i];
        path->steps[path->n - 1 - i] = step;
    }
}

void bid_path_of(const struct bid_ask *ask, struct bid_path *ret_path)
{
    struct bid_path path = {.work_days = ask->work_days, .staff_days = ask->council->days[COUNCIL_STAFF_DAYS],
                            .start = DATE_NONE};
    struct walk walk = {.ask = ask, .council = ask->council, .path = &path};
    hand_in(&walk);
    path.known = ask->council->sees == COUNCIL_NOTHING || council_steps(&walk);
    if (path.known) {
        start(&walk);
    }
    turn_round(&path);
    *ret_path = path;
}

int bid_late_days(const struct bid_path *path, struct date today)
{
    return path->known && path->start.days < today.days ? today.days - path->start.days : 0;
}

const struct bid_step *bid_next_step(const struct bid_path *path, struct date today)
{
    for (size_t i = 0; i < path->n; i++) {
        if (path->steps[i].kind != BID_START && path->steps[i].day.days >= today.days) {
            return &path->steps[i];
        }
    }
    return NULL;
}

/* ---- what could be shortened */

static void change(enum bid_shorter how, struct council_path *council, struct bid_ask *ask)
{
    static const struct council_meeting any;
    bool all = how == BID_SHORTER_ALL;
    if (how == BID_SHORTER_SMALLER) {
        ask->work_days = (ask->work_days + 1) / 2;
    }
    if ((all || how == BID_SHORTER_STAFF) && council->days[COUNCIL_STAFF_DAYS] < BID_STAFF_MOST) {
        council->days[COUNCIL_STAFF_DAYS] = BID_STAFF_MOST;
    }
    if ((all || how == BID_SHORTER_OUTLINE) && council->sees == COUNCIL_FINISHED) {
        council->sees = COUNCIL_OUTLINE;
    }
    if (all || how == BID_SHORTER_REPORT) {
        council->days[COUNCIL_REPORT_DAYS] /= 2;
    }
    if (all || how == BID_SHORTER_MEETING) {
        council->decides = any;
        council->full = any;
    }
    if (all || how == BID_SHORTER_CALL_IN) {
        council->days[COUNCIL_CALL_IN_DAYS] = 0;
    }
}

size_t bid_shorten(const struct bid_ask *ask, struct date today, struct bid_shortened ret_all[BID_SHORTER__MAX])
{
    struct bid_path path, shorter;
    size_t n = 0;
    bool is_enough = false;
    bid_path_of(ask, &path);
    for (int how = 0; path.known && how < BID_SHORTER__MAX; how++) {
        struct council_path council = *ask->council;
        struct bid_ask changed = *ask;
        changed.council = &council;
        change((enum bid_shorter)how, &council, &changed);
        bid_path_of(&changed, &shorter);
        int days = shorter.start.days - path.start.days;
        if (!shorter.known || days <= 0 || (how == BID_SHORTER_ALL && is_enough)) {
            continue;
        }
        bool in_time = shorter.start.days >= today.days;
        is_enough = is_enough || in_time;
        ret_all[n++] = (struct bid_shortened){(enum bid_shorter)how, shorter.start, days, in_time};
    }
    return n;
}
