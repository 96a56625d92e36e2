/* SPDX-License-Identifier: AGPL-3.0-or-later
** event: times, clocks, room. */
#include "domain/event.h"

#define DAY 86400
#define WEEK (7 * DAY)

enum event_wrong event_judge_times(int64_t starts_at, int64_t ends_at, int64_t now)
{
    return ends_at <= starts_at                              ? EVENT_ENDS_EARLY
           : ends_at - starts_at > EVENT_DAYS_MAX * (int64_t)DAY ? EVENT_LONG
           : starts_at <= now                                ? EVENT_PAST
           : starts_at > now + EVENT_AHEAD_S                 ? EVENT_FAR
                                                             : EVENT_FINE;
}

/* ---- clocks */

const struct event_clock event_clocks[EVENT_CLOCKS] = {
    {S_INIT("central"), S_INIT("DE")}, {S_INIT("western"), S_INIT("PT")}, {S_INIT("eastern"), S_INIT("FI")},
    {S_INIT("iceland"), S_INIT("IS")}, {S_INIT("istanbul"), S_INIT("TR")}, {S_INIT("caucasus"), S_INIT("GE")},
    {S_INIT("utc"), S_INIT("")},
};

struct zone event_zone(struct str word)
{
    for (size_t i = 0; i < EVENT_CLOCKS; i++) {
        if (str_eq(word, event_clocks[i].word)) {
            return zone_of(event_clocks[i].country, S(""));
        }
    }
    return (struct zone){0};
}

int64_t event_day_end(const struct zone *zone, struct date day)
{
    return zone_instant(zone, ((int64_t)day.days + 1) * DAY);
}

struct date event_day(const struct zone *zone, int64_t at)
{
    return (struct date){(int32_t)((at + zone_offset_s(zone, at)) / DAY)};
}

int64_t event_copy_later_s(const struct zone *zone, int64_t starts_at, int64_t now)
{
    int64_t local = starts_at + zone_offset_s(zone, starts_at);
    int64_t next = local + WEEK;
    if (next < now + WEEK) {
        next += (now + WEEK - next + WEEK - 1) / WEEK * WEEK;
    }
    return zone_instant(zone, next) - starts_at;
}

/* ---- registering */

enum event_door event_judge_room(const struct event_room *room, int64_t now)
{
    return !room->takes_place                                         ? EVENT_OFF
           : room->starts_at <= now                                   ? EVENT_BEGUN
           : room->register_by.known && room->register_by.v <= now    ? EVENT_CLOSED
           : room->seats.known && (room->coming >= room->seats.v || room->waiting > 0) ? EVENT_FULL
                                                                      : EVENT_OPEN;
}
