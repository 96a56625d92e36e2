/* SPDX-License-Identifier: AGPL-3.0-or-later
** demo_bid: made as people would make them, one day after the other. */
#include "store/demo_bid.h"

#include "base/check.h"
#include "base/date.h"
#include "store/answer.h"
#include "store/bid_section.h"
#include "store/bid_work.h"
#include "store/deadline.h"

#define DAY_S 86400
#define YEARS_DAYS 1500
#define AHEAD_DAYS 40  /* a bid that was begun two weeks ago has some time left */
#define BEGUN_DAYS 14
#define WRITING_DAYS 11
#define ASKED_DAYS 10
#define AGREED_DAYS 8
#define WRITTEN_DAYS 2
#define QUESTION_DAYS 1
#define OVER_BEGUN_DAYS 200 /* the bids that are over */
#define OVER_IN_DAYS 120
#define OVER_TOLD_DAYS 20

struct bidding {
    struct db *db;
    struct arena *arena;
    const struct demo_side *cities;
    int64_t now;
};

/* A fund, real or not. */
struct fund {
    struct str key, title, identifier;
};

static int64_t days_ago(const struct bidding *bidding, int days)
{
    return bidding->now - (int64_t)days * DAY_S;
}

static struct date day_ago(const struct bidding *bidding, int days)
{
    return (struct date){(int32_t)(days_ago(bidding, days) / DAY_S)};
}

/* A funding call with a deadline within these days from now: one whose title has the word, else the first; none:
** *fund stays. */
static enum fault must_use find_fund(const struct bidding *bidding, int from, int to, const char *word,
                                     struct fund *fund)
{
    struct q_demo_calls *calls;
    size_t n, chosen = 0;
    TRY(q_demo_calls(bidding->db, bidding->arena, days_ago(bidding, -from), days_ago(bidding, -to), &calls, &n));
    while (chosen < n && !str_contains(calls[chosen].title, str_of(word))) {
        chosen++;
    }
    if (n > 0) {
        const struct q_demo_calls *call = &calls[chosen < n ? chosen : 0];
        *fund = (struct fund){call->key, call->title, call->identifier};
    }
    return OK;
}

/* *ret_row: as the city that leads sees it. */
static enum fault must_use begin(const struct bidding *bidding, size_t city, const struct fund *fund, struct str name,
                                 int days, struct q_bid_work_of *ret_row)
{
    const struct demo_side *side = &bidding->cities[city];
    const struct bid_new new = {
        .member_id = side->id, .call_key = fund->key, .call_title = fund->title, .identifier = fund->identifier,
        .name = name, .owner = side->person, .by = side->person, .today = day_ago(bidding, days)};
    struct str uid;
    TRY(bid_begin(bidding->db, bidding->arena, &new, days_ago(bidding, days), &uid));
    return q_bid_work_of(bidding->db, bidding->arena, side->uid, uid, ret_row);
}

/* *row is read again. */
static enum fault must_use come_to(const struct bidding *bidding, size_t city, enum bid_stage stage, struct str why,
                                   struct maybe_int euros, int days, struct q_bid_work_of *row)
{
    const struct demo_side *side = &bidding->cities[city];
    const struct bid_said said = {stage, day_ago(bidding, days), why, euros, side->person};
    TRY(bid_say(bidding->db, row, row->number, &said, days_ago(bidding, days)));
    return q_bid_work_of(bidding->db, bidding->arena, side->uid, row->uid, row);
}

/* ---- the one that is being written */

static enum fault must_use add_partner(const struct bidding *bidding, const struct q_bid_work_of *row)
{
    const struct demo_side *side = &bidding->cities[VILLAPROVA];
    struct q_bid_work_of theirs;
    TRY(bid_ask(bidding->db, bidding->arena, row, side->id, side->uid,
                S("You won four of nine: would you write the part on how it is shared?"),
                days_ago(bidding, ASKED_DAYS)));
    TRY(q_bid_work_of(bidding->db, bidding->arena, side->uid, row->uid, &theirs));
    return bid_answer(bidding->db, bidding->arena, &theirs, BID_YES, S("Gladly; two pages by Friday."), side->person,
                      days_ago(bidding, AGREED_DAYS));
}

/* Without a text it is the partner's to write. */
static enum fault must_use write_section(const struct bidding *bidding, const struct q_bid_work_of *row,
                                         struct str title, struct str asks, int64_t most, struct str body)
{
    const struct bid_section_new new = {title, asks, BID_LIMIT_WORDS, most};
    struct q_bid_section_list *rows;
    struct bid_saved saved;
    size_t n;
    TRY(bid_section_begin(bidding->db, bidding->arena, row, &new, days_ago(bidding, WRITING_DAYS)));
    TRY(q_bid_section_list(bidding->db, bidding->arena, bidding->cities[MUSTERHAFEN].uid, row->uid, &rows, &n));
    const struct demo_side *writer = &bidding->cities[body.n > 0 ? MUSTERHAFEN : VILLAPROVA];
    const struct q_bid_section_list *section = &rows[n - 1];
    int64_t at = days_ago(bidding, WRITTEN_DAYS);
    TRY(q_bid_section_give(bidding->db, section->id, writer->id, at));
    TRY(q_bid_section_owner(bidding->db, section->id, (struct maybe_int){true, writer->person}, at));
    const struct bid_saving saving = {0, body, writer->person, {0}};
    return body.n == 0 ? OK
                       : bid_text_save(bidding->db, bidding->arena, row, section, &saving, at, &saved);
}

/* The third text says another number of flats than the first: the workshop finds it. */
static enum fault must_use write_all(const struct bidding *bidding, const struct q_bid_work_of *row)
{
    const struct bid_figure_new figure = {
        .name = S("flats"), .says = S("4,000"), .source = S("Register of dwellings, 2025"),
        .person = bidding->cities[MUSTERHAFEN].person};
    TRY(write_section(bidding, row, S("What you want to do"), S("Describe your idea and why it is needed."), 200,
                      S("Near our harbour 4,000 flats are heated with gas. We want to heat them with water from the "
                        "harbour, and to show on the quay, with the people who live there, how that is done.")));
    TRY(write_section(bidding, row, S("Who takes part"), S("Name the partners and what each does."), 150,
                      S("Two cities: one that builds, one that has won four bids and shares what it learned.")));
    TRY(write_section(bidding, row, S("What will be different afterwards"), S("Say what changes, and for whom."), 200,
                      S("In 4,200 flats nobody burns gas any more.\n\nThe plans, prices and mistakes are open to every "
                        "city that asks.")));
    TRY(write_section(bidding, row, S("How it is shared"), S("Say who learns of it and how."), 150, S("")));
    return bid_figure_put(bidding->db, bidding->arena, row, NULL, &figure, days_ago(bidding, WRITTEN_DAYS));
}

static enum fault must_use write_now(const struct bidding *bidding)
{
    const struct demo_side *side = &bidding->cities[MUSTERHAFEN];
    struct fund fund = {S(""), S("Fund for small harbours" DEMO_MARK), S("")};
    struct q_bid_work_of row;
    TRY(find_fund(bidding, AHEAD_DAYS, YEARS_DAYS, "town", &fund));
    if (fund.key.n > 0) {
        struct str watch;
        TRY(watched_begin(bidding->db, bidding->arena, side->id, fund.key, side->person,
                          days_ago(bidding, BEGUN_DAYS + 1), &watch));
        TRY(q_watch_begun(bidding->db, side->id, watch, (struct maybe_int){true, days_ago(bidding, BEGUN_DAYS)}));
    }
    TRY(begin(bidding, MUSTERHAFEN, &fund, S("Warm from the harbour" DEMO_MARK), BEGUN_DAYS, &row));
    TRY(come_to(bidding, MUSTERHAFEN, BID_WRITING, S(""), (struct maybe_int){0}, WRITING_DAYS, &row));
    TRY(add_partner(bidding, &row));
    return write_all(bidding, &row);
}

/* ---- the others */

static enum fault must_use ask_first(const struct bidding *bidding)
{
    const struct fund fund = {S(""), S("Fund for towns that share" DEMO_MARK), S("")};
    const struct demo_side *side = &bidding->cities[MUSTERHAFEN];
    struct q_bid_work_of row;
    TRY(begin(bidding, SAMPLEWICK, &fund, S("Bins that tell" DEMO_MARK), ASKED_DAYS, &row));
    return bid_ask(bidding->db, bidding->arena, &row, side->id, side->uid,
                   S("Your sorting works in tower blocks. Would you be our second city?"),
                   days_ago(bidding, QUESTION_DAYS));
}

static enum fault must_use end(const struct bidding *bidding, size_t city, const struct fund *fund, struct str name,
                               enum bid_stage stage, struct str why, struct maybe_int euros)
{
    const struct maybe_int none = {0};
    struct q_bid_work_of row;
    TRY(begin(bidding, city, fund, name, OVER_BEGUN_DAYS, &row));
    TRY(come_to(bidding, city, BID_WRITING, S(""), none, OVER_BEGUN_DAYS - 5, &row));
    TRY(come_to(bidding, city, BID_HANDED_IN, S(""), none, OVER_IN_DAYS, &row));
    return come_to(bidding, city, stage, why, euros, OVER_TOLD_DAYS, &row);
}

/* Two for the same funding call: what one did and the other one did not. */
static enum fault must_use end_two(const struct bidding *bidding)
{
    struct fund fund = {S(""), S("Fund for small harbours" DEMO_MARK), S("")};
    TRY(find_fund(bidding, -YEARS_DAYS, 0, "heating", &fund));
    TRY(end(bidding, VILLAPROVA, &fund, S("Old town, new heat" DEMO_MARK), BID_GRANTED,
            S("They liked that the people of the street had chosen the pipes. We would begin the letters of support "
              "earlier."), (struct maybe_int){true, 240000}));
    return end(bidding, EJEMPLONA, &fund, S("Solar roofs that neighbours run" DEMO_MARK), BID_NOT_GRANTED,
               S("Nobody of our partners had money of their own in it. We would ask the savings bank first."),
               (struct maybe_int){0});
}

static enum fault must_use keep_answer(const struct bidding *bidding)
{
    const struct demo_side *side = &bidding->cities[MUSTERHAFEN];
    struct str uid;
    const struct answer_new answer = {
        .member_id = side->id, .question = S("Who learns of your project, and how do you reach them?"),
        .body = S("We went to the laundry rooms of twelve tower blocks on two evenings each, with tea. 340 people "
                  "came, most of whom had answered no letter."),
        .fund = S("Fund for small harbours" DEMO_MARK), .rule_id = S(""), .call_key = S(""),
        .handed_in_on = S("2024-03-12"), .outcome = ANSWER_GRANTED,
        .outcome_why = S("The tea was named in the letter."), .shared = true, .person_id = side->person};
    return answer_add(bidding->db, bidding->arena, &answer, days_ago(bidding, WRITTEN_DAYS), &uid);
}

enum fault demo_bid_all(struct db *db, struct arena *arena, const struct demo_side cities[DEMO_CITIES], int64_t now)
{
    const struct bidding bidding = {db, arena, cities, now};
    TRY(end_two(&bidding));
    TRY(keep_answer(&bidding));
    TRY(write_now(&bidding));
    return ask_first(&bidding);
}
