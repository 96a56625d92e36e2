/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid: it came to another stage: the day, and of an end how much or why. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/fund_fact.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/bid/bid_web.h"
#include "web/say.h"

#define DAY_LETTERS 32
#define EUROS_LETTERS 40
#define SEEN_LETTERS 8

const struct field bid_stage_form[] = {
    {.name = "day", .label = W_NOTE("On which day"), .kind = FIELD_TEXT, .min = 1, .max = DAY_LETTERS,
     .help = "as 2026-12-31"},
    {.name = "euros", .label = W_NOTE("How much, in euros"), .kind = FIELD_TEXT, .max = EUROS_LETTERS,
     .help = "granted: whole euros, as 250,000; nothing: not said"},
    {.name = "why", .label = W_NOTE("Why, in a sentence or two"), .kind = FIELD_TEXT, .max = BID_WHY_MAX,
     .help = "of an end: why it was won or not, and what one would do differently"},
    {.name = "seen", .label = W_NOTE("How it stands"), .kind = FIELD_TEXT, .max = SEEN_LETTERS,
     .help = "sent along by the page: the number of the last stage"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "say", .help = "say it"},
    {0},
};

static enum fault must_use load(struct request *request, struct q_bid_work_of *ret_row, enum bid_stage *ret_stage)
{
    struct q_member_by_uid member;
    bid_load_soon(request);
    TRY(bid_load_lead(request, &member, ret_row));
    return bid_stage_parse(request->params[2], ret_stage) && *ret_stage != BID_DECIDED ? OK : FAULT_NOT_FOUND;
}

static struct str why_hint(struct out *out, enum bid_stage stage)
{
    switch (stage) {
    case BID_GRANTED: return W(out, "What do you think won it? Later bids can learn from it; you may leave it empty.");
    case BID_NOT_GRANTED:
        return W(out, "What was said, and what would you do differently? Later bids can learn from it; you may leave "
                      "it empty.");
    default: return W(out, "What came in between, and what would you do differently? You may leave it empty.");
    }
}

static struct str seen_says(struct out *out, const struct q_bid_work_of *row)
{
    return str_eq(row->outcome_seen_by, S("members"))
               ? W(out, "Other member cities see what came of it and why, never who wrote it; you can change that "
                        "under “About this bid”.")
               : W(out, "Only the cities of this bid see it.");
}

enum fault bid_stage_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct q_bid_work_of row;
    enum bid_stage stage;
    TRY(load(request, &row, &stage));
    if (!request->acts && !bid_stage_may_follow(bid_work_stage(&row), stage)) {
        return FAULT_NOT_FOUND;
    }
    struct deed *m = bid_deed(request, &out, &row, say_bid_do(&out, stage),
                              W(&out, "You can take it back afterwards."));
    deed_say(m, SAY(&out, "It stands now: {stage}, {date}.", slot("stage", say_bid_stage(&out, bid_work_stage(&row))),
                    slot("date", row.day_on)));
    struct deed_form *form = deed_form(m, say_bid_stage(&out, stage), bid_stage_is_end(stage) ? seen_says(&out, &row)
                                                                                              : S(""));
    struct form_field *day = deed_field(request, form, form_find(bid_stage_form, "day"), S(""));
    day->type = S("date");
    day->value = request->acts ? day->value : date_iso(request->arena, request->today);
    if (stage == BID_GRANTED) {
        deed_field(request, form, form_find(bid_stage_form, "euros"), W(&out, "Whole euros, as 250,000. You may leave "
                                                                              "it empty."));
    }
    if (bid_stage_is_end(stage)) {
        deed_field(request, form, form_find(bid_stage_form, "why"), why_hint(&out, stage))->long_text = true;
        form->note = say_bid_reach(&out);
    }
    deed_button(form, "say", W(&out, "Save"));
    m->action = url_path_of(request->arena, "/member-cities/{}/bids/{}/stage/{}", request->params[0],
                            request->params[1], request->params[2]);
    m->hidden_name = S("seen");
    m->hidden = str_format(request->arena, "%lld", (long long)row.number);
    deed_end(request, response, m, bid_stage_form);
    return OK;
}

/* ---- what it does */

bool bid_read_day(struct request *request, const struct field *form, struct date before, struct date *ret_day)
{
    const struct field *field = form_find(form, "day");
    if (!date_parse(request_typed(request, "day"), ret_day)) {
        form_refuse(request, field, W_NOTE("is not a day"), W_NOTE("write it as 2026-12-31"));
    } else if (ret_day->days > request->today.days + 1) { /* it may be tomorrow already where they are */
        form_refuse(request, field, W_NOTE("is still to come"), W_NOTE("say it when it has happened"));
    } else if (ret_day->days < before.days) {
        form_refuse(request, field, W_NOTE("is before the day of the stage before"), W_NOTE("use a later day"));
    } else {
        return true;
    }
    return false;
}

int64_t bid_seen(struct request *request)
{
    int64_t seen;
    return parse_int(request_typed(request, "seen"), 0, 1000, &seen) ? seen : 0;
}

enum fault bid_stage_act(struct request *request, struct response *response)
{
    struct q_bid_work_of row;
    struct bid_said said = {.why = str_trim(request_typed(request, "why")), .person = request->who->person_id};
    struct str euros = str_trim(request_typed(request, "euros"));
    TRY(load(request, &row, &said.stage));
    bool fits = bid_read_day(request, bid_stage_form, row.day_on, &said.day_on);
    said.euros.known = said.stage == BID_GRANTED && euros.n > 0;
    if (said.euros.known && !fund_euros_parse(euros, &said.euros.v)) {
        form_refuse(request, form_find(bid_stage_form, "euros"), W_NOTE("is no amount in whole euros"),
                    W_NOTE("write it as 250,000, or leave it empty"));
        fits = false;
    }
    if (row.number != bid_seen(request)) {
        return bid_refuse(request, response, form_find(bid_stage_form, "seen"));
    }
    if (!fits) {
        return FAULT_INVALID;
    }
    enum fault fault = bid_say(request->db, &row, bid_seen(request), &said, request->now);
    if (fault == FAULT_CONFLICT) {
        return bid_refuse(request, response, form_find(bid_stage_form, "seen"));
    }
    TRY(fault);
    response->status = 303;
    response->location = url_add(request->arena, bid_url(request, ""), "done", S("said")).text;
    return OK;
}
