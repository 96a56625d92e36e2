/* SPDX-License-Identifier: AGPL-3.0-or-later
** introduction: what is said of one, on pages and in mails. */
#include "base/check.h"
#include "base/scan.h"
#include "text/words.h"
#include "web/introduction/introduction_web.h"
#include "web/profile/profile_web.h"

#define DAY 86400

/* ---- why these two */

static bool parse_reason(struct str reason, bool is_from, enum help_reason_kind *ret_kind)
{
    static const struct { struct str word; enum help_reason_kind ours, theirs; } known[] = {
        {S_INIT("they-can"), HELP_THEY_CAN, HELP_WE_CAN}, {S_INIT("we-can"), HELP_WE_CAN, HELP_THEY_CAN},
        {S_INIT("same-need"), HELP_SAME_NEED, HELP_SAME_NEED}, {S_INIT("same-theme"), HELP_SAME_THEME, HELP_SAME_THEME},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (str_eq(reason, known[i].word)) {
            *ret_kind = is_from ? known[i].ours : known[i].theirs;
            return true;
        }
    }
    return false;
}

struct str say_talk_reason(struct out *out, const struct themes *themes, struct str reason, struct str what,
                           bool is_from)
{
    enum help_reason_kind kind;
    if (!parse_reason(reason, is_from, &kind)) {
        return S("");
    }
    const struct help_reason said = {kind, what, S("")};
    bool known = profile_name(out, themes, kind == HELP_SAME_THEME ? HELP_THEME : HELP_NEED, what).n > 0;
    return known ? profile_say_help(out, themes, &said) : S("");
}

/* ---- when */

static const char *const weekdays[7] = {
    W_NOTE("Monday"), W_NOTE("Tuesday"), W_NOTE("Wednesday"), W_NOTE("Thursday"), W_NOTE("Friday"), W_NOTE("Saturday"),
    W_NOTE("Sunday"),
};

struct str say_zone(struct arena *arena, const struct zone *zone, int64_t at)
{
    int hours = (int)(zone_offset_s(zone, at) / 3600);
    return hours == 0 ? S("UTC") : str_format(arena, "UTC%s%d", hours > 0 ? "+" : "\u2212", hours > 0 ? hours : -hours);
}

struct str say_weekday(struct out *out, int64_t local)
{
    return words_text(out, weekdays[(local / DAY + 3) % 7], NULL, 0);
}

struct str say_hour(struct arena *arena, int64_t local)
{
    int minutes = (int)(local % DAY / 60);
    return str_format(arena, "%02d:%02d", minutes / 60, minutes % 60);
}

struct str say_talk_time(struct out *out, const struct zone *zone, int64_t at)
{
    int64_t local = at + zone_offset_s(zone, at);
    return SAY(out, "{weekday} {date}, {from} to {until} ({zone})",
               slot("weekday", say_weekday(out, local)),
               slot("date", (struct date){(int32_t)(local / DAY)}), slot("from", say_hour(out->arena, local)),
               slot("until", say_hour(out->arena, local + TALK_S)), slot("zone", say_zone(out->arena, zone, at)));
}

struct zone talk_zone(const struct q_introduction_by_uid *row, bool is_from)
{
    return is_from ? zone_of(row->from_country, row->from_lau) : zone_of(row->to_country, row->to_lau);
}

struct str say_talk_zone(struct out *out, const struct q_introduction_by_uid *row, bool is_from)
{
    struct zone zone = talk_zone(row, is_from);
    struct slot city = slot("city", is_from ? row->from_city : row->to_city);
    return zone.known ? words_text(out, W_NOTE("Times are as clocks show them in {city}."), &city, 1)
                      : words_text(out, W_NOTE("Times are in UTC: we do not know which time {city} has."), &city, 1);
}

/* ---- whose */

struct str talk_city(struct arena *arena, const struct q_introduction_by_uid *row, bool of_from)
{
    return of_from ? say_member_city(arena, row->from_city, row->from_country)
                   : say_member_city(arena, row->to_city, row->to_country);
}

struct str talk_link_subject(struct arena *arena, struct str uid, bool is_from, int64_t person)
{
    return str_format(arena, "%.*s-%s-%lld", STR_ARG(uid), is_from ? "from" : "to", (long long)person);
}

bool talk_link_parse(struct str subject, struct str *ret_uid, bool *ret_is_from, int64_t *ret_person)
{
    struct str rest;
    struct str uid = str_cut(subject, '-', &rest);
    struct str word = rest.s != NULL ? str_cut(rest, '-', &rest) : S("");
    bool is_from = str_eq(word, S("from"));
    if (rest.s == NULL || (!is_from && !str_eq(word, S("to"))) || !parse_int(rest, 1, INT64_MAX, ret_person)) {
        return false;
    }
    *ret_uid = uid;
    *ret_is_from = is_from;
    return true;
}

int64_t talk_link_ends(const struct q_introduction_by_uid *row, int64_t now)
{
    int64_t until = row->slot.known ? row->slot.v : row->ends_at;
    return (until > now ? until : now) + TALK_LINK_S;
}

const struct q_introduction_both *talk_other(const struct q_introduction_both *rows, size_t n, bool is_from)
{
    for (size_t i = 0; i < n; i++) {
        if (rows[i].is_from != is_from) {
            return &rows[i];
        }
    }
    return NULL;
}

/* ---- how it stands */

static struct str day_of(struct out *out, int64_t at)
{
    return say_day(out, (struct maybe_int){true, at});
}

static struct str say_yes(struct out *out, const struct q_introduction_by_uid *row, bool is_from, int64_t now)
{
    struct zone zone = talk_zone(row, is_from);
    struct slot when = slot("when", say_talk_time(out, &zone, row->slot.v));
    return row->slot.v + TALK_S > now ? words_text(out, W_NOTE("Both cities said yes. You talk on {when}."), &when, 1)
                                      : words_text(out, W_NOTE("Both cities said yes. The talk was on {when}."), &when,
                                                   1);
}

static struct str say_to_asker(struct out *out, const struct q_introduction_by_uid *row, enum talk_state state)
{
    struct slot slots[] = {slot("city", row->to_city), slot("when", S(""))};
    switch (state) {
    case TALK_ASKED:
        slots[1] = slot("when", day_of(out, row->ends_at));
        return words_text(out, W_NOTE("It waits for an answer of {city}, until {when}. If nobody answers, it ends by "
                                      "itself."),
                          slots, 2);
    case TALK_LATER:
        slots[1] = slot("when", day_of(out, row->answered_at.v + TALK_LATER_S));
        return words_text(out, W_NOTE("{city} says: not now. You can ask again from {when}."), slots, 2);
    case TALK_NO:
        slots[1] = slot("when", day_of(out, row->answered_at.v + TALK_NO_S));
        return words_text(out, W_NOTE("{city} says no. You can ask again from {when}, when people and plans may have "
                                      "changed."),
                          slots, 2);
    case TALK_EXPIRED:
        return words_text(out, W_NOTE("Nobody of {city} answered in time, so it has ended. That says nothing about "
                                      "you: you can "
                                      "ask again, with other times."), slots, 1);
    case TALK_WITHDRAWN:
        return W(out, "Your city took it back.");
    default:
        return words_text(out, W_NOTE("One of the two cities does not take part any more, so it has ended."), NULL, 0);
    }
}

static struct str say_to_asked(struct out *out, const struct q_introduction_by_uid *row, enum talk_state state)
{
    struct slot slots[] = {slot("city", row->from_city), slot("when", S(""))};
    switch (state) {
    case TALK_ASKED:
        slots[1] = slot("when", day_of(out, row->ends_at));
        return words_text(out, W_NOTE("You can answer until {when}; if you do not, it ends by itself."), slots + 1, 1);
    case TALK_LATER:
        slots[1] = slot("when", day_of(out, row->answered_at.v));
        return words_text(out, W_NOTE("You said “not now” on {when}."), slots + 1, 1);
    case TALK_NO:
        slots[1] = slot("when", day_of(out, row->answered_at.v));
        return words_text(out, W_NOTE("You said no on {when}."), slots + 1, 1);
    case TALK_EXPIRED:
        return W(out, "It was not answered in time, so it has ended by itself. There is nothing to do.");
    case TALK_WITHDRAWN:
        return words_text(out, W_NOTE("{city} took it back. There is nothing to do."), slots, 1);
    default:
        return words_text(out, W_NOTE("One of the two cities does not take part any more, so it has ended."), NULL, 0);
    }
}

struct str say_talk_state(struct out *out, const struct q_introduction_by_uid *row, bool is_from, int64_t now)
{
    enum talk_state state = TALK_ENDED;
    check(talk_state_parse(row->state, &state)); /* the schema holds it */
    if (state == TALK_YES) {
        return say_yes(out, row, is_from, now);
    }
    if (state == TALK_ASKED && !introduction_waits(row, now)) {
        state = row->ends_at <= now ? TALK_EXPIRED : TALK_ENDED;
    }
    return is_from ? say_to_asker(out, row, state) : say_to_asked(out, row, state);
}

/* ---- on the card of a match */

struct str say_talk_held(struct out *out, const struct talk *talk)
{
    struct slot when = slot("when", day_of(out, talk->slot));
    switch (talk->was) {
    case TALK_USEFUL: return words_text(out, W_NOTE("You talked on {when}: useful to you."), &when, 1);
    case TALK_USELESS: return words_text(out, W_NOTE("You talked on {when}: not useful to you."), &when, 1);
    case TALK_NOT_HELD: return words_text(out, W_NOTE("The talk agreed for {when} did not take place."), &when, 1);
    default: return words_text(out, W_NOTE("Your talk was on {when}; you have not said yet how it was."), &when, 1);
    }
}

static struct str say_between(struct out *out, enum between between, const struct talk *talk, int64_t until)
{
    int64_t at = between == BETWEEN_AGREED ? talk->slot : until > 0 ? until : talk->ends_at;
    struct slot when = slot("when", day_of(out, at));
    switch (between) {
    case BETWEEN_WE_ASKED:
        return words_text(out, W_NOTE("Your city asked for a first talk; it waits for their answer until {when}."),
                          &when, 1);
    case BETWEEN_THEY_ASKED:
        return words_text(out, W_NOTE("They ask you for a first talk; you can answer until {when}."), &when, 1);
    case BETWEEN_AGREED: return words_text(out, W_NOTE("A first talk is agreed for {when}."), &when, 1);
    case BETWEEN_LATER: return words_text(out, W_NOTE("They said “not now”: you can ask again from {when}."), &when,
                                           1);
    case BETWEEN_NO: return words_text(out, W_NOTE("They said no to a talk: you can ask again from {when}."), &when,
                                        1);
    case BETWEEN_HELD: return say_talk_held(out, talk);
    default: return S("");
    }
}

static struct str label_of(struct out *out, enum between between, const struct talk *talk)
{
    return between == BETWEEN_NEW           ? W(out, "Ask for a first talk")
           : between == BETWEEN_THEY_ASKED  ? W(out, "Answer them")
           : between != BETWEEN_HELD        ? W(out, "See how it stands")
           : talk->was == TALK_UNSAID         ? W(out, "Say how it was")
                                              : W(out, "Ask for another talk");
}

struct talk_mark talk_mark_of(struct request *request, struct out *out, const struct q_introduction_of_city *rows,
                              size_t n, struct str other_uid)
{
    struct arena *arena = request->arena;
    size_t talks_n = 0, which = 0, theirs = 0;
    int64_t until = 0;
    for (size_t i = 0; i < n; i++) { /* most have none: no room is taken for them */
        theirs += str_eq(rows[i].other_uid, other_uid);
    }
    struct talk *talks = arena_array(arena, struct talk, theirs + 1);
    struct str *uids = arena_array(arena, struct str, theirs + 1);
    for (size_t i = 0; i < n && talks_n < theirs; i++) {
        if (str_eq(rows[i].other_uid, other_uid)) {
            uids[talks_n] = rows[i].uid;
            talks[talks_n++] = introduction_talk(&rows[i]);
        }
    }
    enum between between = introduction_between(talks, talks_n, request->now, &which, &until);
    bool asks = between == BETWEEN_NEW || (between == BETWEEN_HELD && talks[which].was != TALK_UNSAID);
    return (struct talk_mark){
        .says = between == BETWEEN_NEW ? S("") : say_between(out, between, &talks[which], until),
        .label = label_of(out, between, &talks[which]),
        .url = asks ? url_path_of(arena, "/member-cities/{}/ask/{}", request->params[0], other_uid)
                    : url_path_of(arena, "/member-cities/{}/introductions/{}", request->params[0], uids[which]),
        .rank = !between_may_ask(between) ? 2 : between == BETWEEN_HELD && talks[which].was == TALK_USELESS ? 1 : 0,
    };
}
