/* SPDX-License-Identifier: AGPL-3.0-or-later
** introduction: half-hours, limits, and how two cities stand. */
#include "domain/introduction.h"

#include "base/check.h"

#define DAY 86400
#define SUGGEST_FROM_DAYS 5 /* the mail is read within two or three working days */

/* ---- half-hours */

static bool is_near(int64_t a, int64_t b)
{
    return a < b ? b - a < TALK_S : a - b < TALK_S;
}

enum slots_wrong introduction_judge_slots(const int64_t *slots, size_t n, int64_t now, size_t *ret_which)
{
    for (size_t i = 0; i < n; i++) {
        enum slots_wrong wrong = slots[i] < now + TALK_SOON_S   ? SLOTS_SOON
                                 : slots[i] > now + TALK_LATE_S ? SLOTS_LATE
                                                                : SLOTS_FINE;
        for (size_t k = 0; wrong == SLOTS_FINE && k < i; k++) {
            wrong = is_near(slots[i], slots[k]) ? SLOTS_SAME : SLOTS_FINE;
        }
        if (wrong != SLOTS_FINE) {
            *ret_which = i;
            return wrong;
        }
    }
    return SLOTS_FINE;
}

/* 0 is Monday. */
static int weekday(int64_t day)
{
    return (int)((day + 3) % 7);
}

void introduction_suggest_slots(const struct zone *zone, int64_t now, int64_t slots[TALK_SLOTS])
{
    static const int64_t at[TALK_SLOTS] = {10 * 3600, 14 * 3600, 11 * 3600};
    int64_t day = (now + zone_offset_s(zone, now)) / DAY + SUGGEST_FROM_DAYS;
    for (size_t i = 0; i < TALK_SLOTS; i++, day++) {
        while (weekday(day) > 4) {
            day++;
        }
        slots[i] = zone_instant(zone, day * DAY + at[i]);
    }
}

/* ---- how two stand */

static enum between between_of(const struct talk *talk, int64_t now, int64_t *ret_until)
{
    switch (talk->state) {
    case TALK_ASKED:
        return talk->ends_at <= now ? BETWEEN_NEW : talk->we_asked ? BETWEEN_WE_ASKED : BETWEEN_THEY_ASKED;
    case TALK_YES:
        return talk->slot + TALK_S > now ? BETWEEN_AGREED : BETWEEN_HELD;
    case TALK_LATER:
        *ret_until = talk->answered_at + TALK_LATER_S;
        return talk->we_asked && *ret_until > now ? BETWEEN_LATER : BETWEEN_NEW;
    case TALK_NO:
        *ret_until = talk->answered_at + TALK_NO_S;
        return talk->we_asked && *ret_until > now ? BETWEEN_NO : BETWEEN_NEW;
    default:
        return BETWEEN_NEW;
    }
}

enum between introduction_between(const struct talk *talks, size_t n, int64_t now, size_t *ret_which,
                                    int64_t *ret_until)
{
    enum between best = BETWEEN_NEW;
    *ret_until = 0;
    *ret_which = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t until = 0;
        enum between between = between_of(&talks[i], now, &until);
        bool counts = between != BETWEEN_NEW &&
                      (best == BETWEEN_NEW || (between_may_ask(best) && !between_may_ask(between)));
        if (counts) {
            best = between;
            *ret_which = i;
            *ret_until = until;
        }
    }
    return best;
}

bool between_may_ask(enum between between)
{
    return between == BETWEEN_NEW || between == BETWEEN_HELD;
}

int64_t introduction_full_until(const int64_t *made, size_t n, size_t most)
{
    return n < most ? 0 : made[n - most] + TALK_MONTH_S;
}

/* ---- words */

static const struct str states[TALK_STATE__MAX] = {
    S_INIT("asked"), S_INIT("yes"), S_INIT("later"), S_INIT("no"), S_INIT("expired"), S_INIT("withdrawn"),
        S_INIT("ended"),
};
static const struct str wases[TALK_WAS__MAX] = {
    S_INIT(""), S_INIT("useful"), S_INIT("useless"), S_INIT("not-held"),
};
static const struct str nexts[TALK_NEXT__MAX] = {
    S_INIT(""), S_INIT("nothing"), S_INIT("exchange"), S_INIT("cluster"),
};

static bool find_word(const struct str *words, size_t n, struct str word, size_t *ret_which)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(words[i], word)) {
            *ret_which = i;
            return true;
        }
    }
    return false;
}

struct str talk_state_word(enum talk_state state)
{
    return states[state];
}

bool talk_state_parse(struct str word, enum talk_state *ret_state)
{
    size_t which = 0;
    bool found = find_word(states, COUNT_OF(states), word, &which);
    *ret_state = found ? (enum talk_state)which : *ret_state;
    return found;
}

struct str talk_was_word(enum talk_was was)
{
    return wases[was];
}

bool talk_was_parse(struct str word, enum talk_was *ret_was)
{
    size_t which = 0;
    bool found = find_word(wases, COUNT_OF(wases), word, &which);
    *ret_was = found ? (enum talk_was)which : *ret_was;
    return found;
}

struct str talk_next_word(enum talk_next next)
{
    return nexts[next];
}

bool talk_next_parse(struct str word, enum talk_next *ret_next)
{
    size_t which = 0;
    bool found = find_word(nexts, COUNT_OF(nexts), word, &which);
    *ret_next = found ? (enum talk_next)which : *ret_next;
    return found;
}

bool introduction_agrees_hours(enum talk_next ours, enum talk_next theirs)
{
    return ours == theirs && (ours == NEXT_EXCHANGE || ours == NEXT_CLUSTER);
}
