/* SPDX-License-Identifier: AGPL-3.0-or-later
** deadline: a way to a deadline, in words. */
#include "base/check.h"
#include "text/words.h"
#include "web/deadline/deadline_web.h"
#include "web/introduction/introduction_web.h"
#include "web/say.h"

#define DAY_S 86400
#define SOON_DAYS 99 /* behind that nobody counts days */

static struct str join(struct out *out, struct str before, struct str sentence)
{
    return before.n == 0     ? sentence
           : sentence.n == 0 ? before
                             : str_format(out->arena, "%.*s %.*s", STR_ARG(before), STR_ARG(sentence));
}

/* ---- days */

struct str say_deadline_day(struct out *out, struct date day)
{
    return SAY(out, "{weekday} {date}", slot("weekday", say_weekday(out, (int64_t)day.days * DAY_S)),
               slot("date", day));
}

/* The same instant on the reader's clocks, where they show another time. */
static struct str say_own_clocks(struct out *out, const struct deadline_reader *reader, const struct zone *zone,
                                 int64_t at)
{
    int64_t theirs = at + zone_offset_s(zone, at), ours = at + zone_offset_s(&reader->zone, at);
    if (theirs == ours || !reader->zone.known) {
        return S("");
    }
    struct slot slots[] = {slot("hour", say_hour(out->arena, ours)), slot("weekday", say_weekday(out, ours))};
    return theirs / DAY_S == ours / DAY_S
               ? words_text(out, W_NOTE("({hour} on your clocks)"), slots, 1)
               : words_text(out, W_NOTE("({weekday} {hour} on your clocks)"), slots, 2);
}

struct str say_deadline_when(struct out *out, const struct deadline_reader *reader, struct str country,
                             const struct watch_dates *at)
{
    const struct zone zone = zone_of(country.n > 0 ? country : S("BE"), S(""));
    int64_t local = at->closes_at + zone_offset_s(&zone, at->closes_at);
    struct slot slots[] = {slot("day", say_deadline_day(out, at->day_on)), slot("hour", say_hour(out->arena, local)),
                           slot("zone", say_zone(out->arena, &zone, at->closes_at))};
    if (!at->hour_known) {
        return words_text(out, W_NOTE("{day}; the hour is not named"), slots, 1);
    }
    struct str says = country.n == 0 ? words_text(out, W_NOTE("{day}, {hour} in Brussels"), slots, 2)
                                     : words_text(out, W_NOTE("{day}, {hour} ({zone})"), slots, 3);
    return join(out, says, say_own_clocks(out, reader, &zone, at->closes_at));
}

/* ---- the latest day to start */

static struct str say_start_day(struct out *out, const struct deadline_reader *reader, const struct bid_path *path)
{
    int late = bid_late_days(path, reader->today);
    int left = path->start.days - reader->today.days;
    struct slot slots[] = {slot("day", say_deadline_day(out, path->start)), slot("n", late > 0 ? late : left)};
    return late > 0    ? words_text(out, W_NOTE("Too late by {n} day: the latest day to start was {day}.|Too late by "
                                                "{n} days: the latest day to start was {day}."), slots, 2)
           : left == 0 ? words_text(out, W_NOTE("Today is the latest day to start."), NULL, 0)
           : left > SOON_DAYS
               ? words_text(out, W_NOTE("Latest day to start: {day}."), slots, 1)
               : words_text(out, W_NOTE("Latest day to start: {day}, in {n} day.|Latest day to start: {day}, in "
                                        "{n} days."), slots, 2);
}

static struct str say_needs(struct out *out, enum bid_step_kind kind)
{
    return kind == BID_FULL ? W(out, "We cannot tell yet: needs a day on which full council meets outside recesses.")
                            : W(out, "We cannot tell yet: needs a day on which your council decides outside "
                                     "recesses.");
}

/* Of who has begun: what comes next. */
static struct str say_next(struct out *out, const struct deadline_reader *reader, const struct bid_path *path)
{
    const struct bid_step *next = bid_next_step(path, reader->today);
    if (next == NULL) {
        return W(out, "The last day to hand it in has passed.");
    }
    struct slot slots[] = {slot("step", say_bid_step(out, next->kind)), slot("day", say_deadline_day(out, next->day)),
                           slot("n", next->day.days - reader->today.days)};
    return next->day.days == reader->today.days
               ? words_text(out, W_NOTE("{step}: today."), slots, 1)
           : next->day.days > reader->today.days + SOON_DAYS
               ? words_text(out, W_NOTE("{step} by {day}."), slots, 2)
               : words_text(out, W_NOTE("{step} by {day}, in {n} day.|{step} by {day}, in {n} days."), slots, 3);
}

static struct str say_start(struct out *out, const struct deadline_reader *reader, const struct bid_path *path)
{
    return !path->known    ? say_needs(out, path->needs)
           : reader->begun ? say_next(out, reader, path)
                           : say_start_day(out, reader, path);
}

struct str say_deadline_start(struct out *out, const struct deadline_reader *reader, const struct watch_way *way)
{
    const struct watch_stage *first = watched_first(way);
    return way->over      ? W(out, "All its deadlines have passed.")
           : way->n == 0  ? W(out, "We cannot tell yet: needs a deadline, and no list names one.")
           : first == NULL ? say_start(out, reader, &way->stages[0].path)
                           : say_start(out, reader, &first->path);
}

/* ---- steps */

struct str say_bid_step(struct out *out, enum bid_step_kind kind)
{
    switch (kind) {
    case BID_START: return W(out, "Begin to work on the bid");
    case BID_REPORT: return W(out, "Hand in the report for the council");
    case BID_SCRUTINY: return W(out, "Scrutiny looks at it");
    case BID_DECIDE: return W(out, "Cabinet or committee decides");
    case BID_CALL_IN: return W(out, "The decision may be acted on");
    case BID_FULL: return W(out, "Full council decides");
    default: return W(out, "Hand in the bid");
    }
}

/* "10 working days (start value)" */
static struct slot days_slot(struct out *out, const struct bid_step *step)
{
    struct slot days = slot("days", SAY(out, "{n} working day|{n} working days", slot("n", step->days)));
    return step->days_start_value ? slot("days", words_text(out, W_NOTE("{days} (start value)"), &days, 1)) : days;
}

static struct str say_met(struct out *out, const struct bid_step *step)
{
    struct slot weekday = slot("weekday", say_weekday(out, (int64_t)step->day.days * DAY_S));
    switch (step->met) {
    case BID_MET_DATE: return W(out, "The last of the known dates that is early enough.");
    case BID_MET_WEEKDAY: return words_text(out, W_NOTE("A {weekday}; whether they meet that week is not known."),
                                            &weekday, 1);
    case BID_MET_ANY: return W(out, "When they meet is not known: it may have to be earlier.");
    default: return S("");
    }
}

static struct str say_work(struct out *out, const struct bid_step *step, const struct bid_path *path)
{
    struct slot staff = slot("staff", SAY(out, "{n} day a week|{n} days a week", slot("n", path->staff_days)));
    if (step->days_start_value) {
        staff = slot("staff", words_text(out, W_NOTE("{staff} (start value)"), &staff, 1));
    }
    struct slot slots[] = {slot("work", SAY(out, "{n} day of work|{n} days of work", slot("n", path->work_days))),
                           staff, slot("n", step->days)};
    bool is_all = step->days == bid_work_days(path->work_days, path->staff_days);
    return is_all ? words_text(out, W_NOTE("{work} at {staff} take {n} working day.|{work} at {staff} take {n} working "
                                           "days."), slots, 3)
                  : words_text(out, W_NOTE("An outline at {staff} takes {n} working day; the rest goes on meanwhile.|"
                                           "An outline at {staff} takes {n} working days; the rest goes on "
                                           "meanwhile."), slots + 1, 2);
}

static struct str say_days_before(struct out *out, const struct bid_step *step)
{
    struct slot days = days_slot(out, step);
    switch (step->kind) {
    case BID_REPORT: return words_text(out, W_NOTE("{days} before it is first seen."), &days, 1);
    case BID_SCRUTINY: return words_text(out, W_NOTE("{days} before the decision."), &days, 1);
    case BID_CALL_IN: return words_text(out, W_NOTE("{days} after the decision."), &days, 1);
    default: return words_text(out, W_NOTE("{days} before the next step."), &days, 1);
    }
}

static struct str say_hand_in(struct out *out, const struct bid_step *step)
{
    return step->moved ? W(out, "The last working day before the deadline, which falls on a weekend or before offices "
                                "open.")
                       : W(out, "The day of the deadline, by its own clocks.");
}

static struct str say_why(struct out *out, const struct bid_step *step, const struct bid_path *path)
{
    struct str says = step->kind == BID_START     ? say_work(out, step, path)
                      : step->kind == BID_HAND_IN ? say_hand_in(out, step)
                                                  : say_days_before(out, step);
    bool is_meeting = step->kind == BID_DECIDE || step->kind == BID_FULL;
    return join(out, says, is_meeting ? say_met(out, step) : S(""));
}

static struct str say_closed(struct out *out, const struct bid_step *step)
{
    struct slot slots[] = {slot("from", step->closed.from), slot("to", step->closed.to)};
    return !step->has_closed ? S("")
           : step->closed.election
               ? words_text(out, W_NOTE("Earlier because of the time before the election, {from} to {to}."), slots, 2)
               : words_text(out, W_NOTE("Earlier because of the recess, {from} to {to}."), slots, 2);
}

/* ---- what could be shortened */

static struct str say_shorter(struct out *out, const struct bid_shortened *one)
{
    static const char *const how[BID_SHORTER__MAX] = {
        [BID_SHORTER_STAFF] = W_NOTE("Somebody works on nothing else"),
        [BID_SHORTER_OUTLINE] = W_NOTE("The council sees an outline, and the work goes on meanwhile"),
        [BID_SHORTER_REPORT] = W_NOTE("A late report is taken, after half the days"),
        [BID_SHORTER_MEETING] = W_NOTE("They meet on an extra day"),
        [BID_SHORTER_CALL_IN] = W_NOTE("The decision is urgent, and may be acted on at once"),
        [BID_SHORTER_SMALLER] = W_NOTE("A bid with half the work"),
        [BID_SHORTER_ALL] = W_NOTE("All of these together, but for less work"),
    };
    struct slot slots[] = {slot("how", words_text(out, how[one->how], NULL, 0)),
                           slot("day", say_deadline_day(out, one->start))};
    return one->in_time ? words_text(out, W_NOTE("{how}: in time, until {day}."), slots, 2)
                        : words_text(out, W_NOTE("{how}: too late still, it was {day}."), slots, 2);
}

struct deadline_stage deadline_stage_of(struct out *out, const struct deadline_reader *reader,
                                        const struct watch_call *call, const struct watch_stage *stage)
{
    struct bid_shortened all[BID_SHORTER__MAX];
    const struct bid_path *path = &stage->path;
    struct deadline_stage made = {
        .title = stage->stage == 1   ? W(out, "First stage")
                 : stage->stage == 2 ? W(out, "Second stage")
                                     : S(""),
        .id = stage->stage == 2 ? S("stage-2") : S("stage-1"),
        .deadline = say_deadline_when(out, reader, call->country, &stage->at), .start = say_start(out, reader, path),
        .late = !reader->begun && bid_late_days(path, reader->today) > 0, .n = path->n};
    for (size_t i = 0; i < path->n; i++) {
        const struct bid_step *step = &path->steps[i];
        made.steps[i] = (struct deadline_step){
            .day = say_deadline_day(out, step->day), .title = say_bid_step(out, step->kind),
            .why = say_why(out, step, path), .more = say_closed(out, step),
        };
        if (step->day.days < reader->today.days) {
            made.steps[i].tag = (struct tag){W(out, "passed"), TONE_CARE, S("")};
        }
    }
    size_t n = made.late ? bid_shorten(&stage->ask, reader->today, all) : 0;
    made.none_is_enough = made.late;
    for (size_t i = 0; i < n; i++) {
        made.shorter[made.shorter_n++] = say_shorter(out, &all[i]);
        made.none_is_enough = made.none_is_enough && !all[i].in_time;
    }
    return made;
}

/* ---- who */

struct str say_deadline_who(struct out *out, const struct q_watch_list *row)
{
    struct slot slots[] = {slot("day", (struct date){(int32_t)(row->made_at / DAY_S)}), slot("name", row->person)};
    return row->person.n > 0 ? words_text(out, W_NOTE("Watched since {day} by {name}."), slots, 2)
                             : words_text(out, W_NOTE("Watched since {day}."), slots, 1);
}

struct str say_deadline_others(struct out *out, const struct q_watch_list *row, const struct watched *watched)
{
    struct str names = S("");
    int64_t named = 0;
    for (size_t i = 0; i < watched->others_n; i++) {
        const struct q_watch_others *other = &watched->others[i];
        if (str_eq(other->uid, row->uid)) {
            struct str name = say_member_city(out->arena, other->city, other->country);
            names = named == 0 ? name : str_format(out->arena, "%.*s, %.*s", STR_ARG(names), STR_ARG(name));
            named++;
        }
    }
    struct slot slots[] = {slot("n", row->others), slot("cities", names)};
    return row->others == 0 ? S("")
           : named == 0
               ? words_text(out, W_NOTE("{n} other member city watches it too.|{n} other member cities watch it "
                                        "too."), slots, 1)
           : named == row->others
               ? words_text(out, W_NOTE("{n} other member city watches it too: {cities}.|{n} other member cities "
                                        "watch it too: {cities}."), slots, 2)
               : words_text(out, W_NOTE("{n} other member city watches it too, among them {cities}.|{n} other member "
                                        "cities watch it too, among them {cities}."), slots, 2);
}

struct str say_council(struct out *out, const struct council_path *council)
{
    int said = 0;
    for (size_t i = 0; i < COUNCIL_INPUT__MAX; i++) {
        said += council->said[i];
    }
    return said == 0 ? W(out, "Nobody of your city has said yet how your council decides: start values are counted, "
                              "which are only that.")
                     : SAY(out, "{n} thing about how your council decides is said; for the rest start values are "
                                "counted, which are only that.|{n} things about how your council decides are said; "
                                "for the rest start values are counted, which are only that.", slot("n", said));
}

/* ---- for calendars */

size_t deadline_events(struct request *request, struct out *out, struct str member_uid, const struct q_watch_list *row,
                       const struct watch_call *call, const struct watch_stage *stage, struct ics_event *entries)
{
    struct url page = url_path_of(request->arena, "/member-cities/{}/deadlines/{}", member_uid, row->uid);
    const struct deadline_reader reader = {.zone = {.known = false}, .today = request->today, .now = request->now};
    for (size_t i = 0; i < stage->path.n; i++) {
        const struct bid_step *step = &stage->path.steps[i];
        struct slot slots[] = {slot("step", say_bid_step(out, step->kind)), slot("title", row->title)};
        struct str says = join(out, say_why(out, step, &stage->path), say_closed(out, step));
        if (step->kind == BID_HAND_IN) {
            says = join(out, say_deadline_when(out, &reader, call->country, &stage->at), says);
        }
        entries[i] = (struct ics_event){
            .uid = str_format(request->arena, "%.*s-%d-%d@smallgiants", STR_ARG(row->uid), stage->stage,
                              (int)step->kind),
            .made_at = (int64_t)request->today.days * DAY_S, .day = step->day, .all_day = true,
            .title = words_text(out, W_NOTE("{step}: {title}"), slots, 2), .says = says,
            .url = str_join(request->arena, request->site->base_url, page.text)};
    }
    return stage->path.n;
}
