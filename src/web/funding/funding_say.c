/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding: what a source says of a funding call, in words. */
#include "base/check.h"
#include "domain/zone.h"
#include "text/country.h"
#include "web/funding/funding_web.h"
#include "web/introduction/introduction_web.h"

#define DAY_S 86400

/* The day on which it opens, where that is known; else the source's word, which is as old as the source. */
struct str funding_say_standing(struct out *out, struct str status, struct date opens_on, struct date closes_on,
                                struct date today)
{
    const struct funding_call_days days = {status, opens_on, closes_on};
    enum funding_call_standing standing = funding_call_standing(&days, today);
    if (standing == FUNDING_CALL_LATER) {
        return date_is_none(opens_on) ? W(out, "not open yet when it was read")
                                      : SAY(out, "opens on {day}", slot("day", opens_on));
    }
    return words_text(out, funding_standing_name(standing), NULL, 0);
}

static struct str pays_name(struct out *out, struct str word)
{
    enum pays what;
    return pays_parse(word, &what) ? words_text(out, funding_pays_name(what), NULL, 0) : S("");
}

struct str funding_say_pays(struct out *out, const struct q_funding_call_row *row)
{
    const struct str words[] = {row->pays_1, row->pays_2, row->pays_3};
    struct str all = S("");
    for (size_t i = 0; i < COUNT_OF(words) && words[i].n > 0; i++) {
        all = str_format(out->arena, "%.*s%s%.*s", STR_ARG(all), i > 0 ? ", " : "", STR_ARG(pays_name(out, words[i])));
    }
    return all.n > 0 ? SAY(out, "pays for: {what}", slot("what", all)) : W(out, "pays for: unknown");
}

struct str funding_say_deadline(struct out *out, const struct call_facts *facts, const struct call_fact *fact,
                                struct date today)
{
    struct date day = call_fact_deadline(facts, fact, today);
    if (date_is_none(day)) {
        return W(out, "no deadline is named");
    }
    if (fact->days_n > 1) {
        return SAY(out, "until {day}, one of {n} dates", slot("day", day), slot("n", count(fact->days_n)));
    }
    return SAY(out, "until {day}", slot("day", day));
}

struct str funding_say_source(struct out *out, struct str publisher, struct str source, struct date as_of,
                              int64_t imported_at)
{
    struct date day = date_is_none(as_of) ? (struct date){(int32_t)(imported_at / DAY_S)} : as_of;
    struct str name = publisher.n > 0 ? publisher : source;
    return SAY(out, "Source: {name}, as it was on {day}", slot("name", name), slot("day", day));
}

struct str funding_say_hour(struct out *out, struct str country, int64_t closes_at, bool hour_known)
{
    struct zone zone = zone_of(country.n > 0 ? country : S("BE"), S(""));
    struct slot slots[] = {slot("hour", say_hour(out->arena, closes_at + zone_offset_s(&zone, closes_at))),
                           slot("country", country_name(out, country))};
    if (country.n == 0) {
        return hour_known ? words_text(out, W_NOTE("{hour}, Brussels time"), slots, 1)
                          : words_text(out, W_NOTE("no hour is named; {hour} Brussels time is usual"), slots, 1);
    }
    return hour_known
               ? words_text(out, W_NOTE("{hour} on the clocks of {country}"), slots, 2)
               : words_text(out, W_NOTE("no hour is named; {hour} on the clocks of {country} is taken"), slots, 2);
}

/* "text:piloting" becomes a sentence's piece. */
static struct str why_part(struct out *out, struct str part)
{
    static const struct {
        struct str place;
        const char *words;
    } places[] = {
        {S_INIT("action"), W_NOTE("“{what}” is its type")},
        {S_INIT("title"), W_NOTE("“{what}” in the title")},
        {S_INIT("text"), W_NOTE("“{what}” in its text")},
    };
    struct str what;
    struct str place = str_cut(part, ':', &what);
    for (size_t i = 0; i < COUNT_OF(places) && what.s != NULL; i++) {
        if (str_eq(places[i].place, place)) {
            return words_text(out, places[i].words, (struct slot[]){slot("what", what)}, 1);
        }
    }
    return str_eq(place, S("stated")) ? W(out, "its list says so") : part;
}

struct str funding_say_why(struct out *out, struct str why)
{
    struct str list = S("");
    for (struct str rest = why; rest.s != NULL;) {
        struct str one = why_part(out, str_cut(rest, '|', &rest));
        list = list.n == 0 ? one : str_format(out->arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(one));
    }
    return list;
}

struct url funding_call_url(struct arena *arena, struct str slug)
{
    return slug.n > 0 ? url_path_of(arena, "/funding/{}", slug) : (struct url){S("")};
}
