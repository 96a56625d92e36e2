/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: how it stands and who takes part, in words. */
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/say.h"

struct str say_bid_stage(struct out *out, enum bid_stage stage)
{
    switch (stage) {
    case BID_DECIDED: return W(out, "Decided: we go for it");
    case BID_WRITING: return W(out, "Being written");
    case BID_HANDED_IN: return W(out, "Handed in");
    case BID_SECOND_STAGE: return W(out, "Asked for the second stage");
    case BID_GRANTED: return W(out, "Granted");
    case BID_NOT_GRANTED: return W(out, "Not granted");
    default: return W(out, "Given up");
    }
}

struct str say_bid_do(struct out *out, enum bid_stage stage)
{
    switch (stage) {
    case BID_WRITING: return W(out, "We have begun to write");
    case BID_HANDED_IN: return W(out, "We have handed it in");
    case BID_SECOND_STAGE: return W(out, "We are asked for the second stage");
    case BID_GRANTED: return W(out, "It was granted");
    case BID_NOT_GRANTED: return W(out, "It was not granted");
    default: return W(out, "We give it up");
    }
}

struct tag say_bid_tag(struct out *out, enum bid_stage stage)
{
    enum tone tone = stage == BID_GRANTED                                 ? TONE_GOOD
                     : stage == BID_NOT_GRANTED || stage == BID_GIVEN_UP ? TONE_STOPPED
                                                                          : TONE_RUNNING;
    return (struct tag){stage == BID_DECIDED ? W(out, "decided") : say_bid_stage(out, stage), tone, S("")};
}

struct str say_bid_money(struct out *out, struct maybe_int cents, struct str currency)
{
    if (!cents.known) {
        return S("");
    }
    return SAY(out, "{n} {currency}", slot("n", count(cents.v / 100)), slot("currency", currency));
}

static struct str say_on(struct out *out, const char *english, struct maybe_int at)
{
    struct slot when = slot("when", say_day(out, at));
    return words_text(out, english, &when, 1);
}

struct str say_bid_city(struct out *out, const struct q_bid_cities *city)
{
    if (city->has_left) {
        return W(out, "Has left this network.");
    }
    if (str_eq(city->role, S("lead"))) {
        return W(out, "Lead applicant.");
    }
    if (str_eq(city->answer, S("asked"))) {
        return say_on(out, W_NOTE("Asked on {when}, no answer yet."), (struct maybe_int){true, city->asked_at});
    }
    if (str_eq(city->answer, S("yes"))) {
        return city->lead_asked_at.known
                   ? say_on(out, W_NOTE("Takes part. Asked on {when} to take the lead, no answer yet."),
                            city->lead_asked_at)
                   : W(out, "Takes part.");
    }
    return str_eq(city->answer, S("no")) ? say_on(out, W_NOTE("Said no on {when}."), city->answered_at)
                                         : say_on(out, W_NOTE("Left the bid on {when}."), city->answered_at);
}

struct str say_bid_reach(struct out *out)
{
    return W(out, "Freedom of information law may reach what you write here, as it reaches a letter. It goes five "
                  "years after the bid is over.");
}
