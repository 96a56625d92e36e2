/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_stage: two tables. */
#include "domain/bid_stage.h"

#include "base/check.h"

static const struct {
    struct str word;
    bool ends;
    bool after[BID_STAGE__MAX]; /* may follow these */
} stages[BID_STAGE__MAX] = {
    [BID_DECIDED] = {S_INIT("decided"), false, {0}},
    [BID_WRITING] = {S_INIT("writing"), false, {[BID_DECIDED] = true}},
    [BID_HANDED_IN] = {S_INIT("handed_in"), false,
                       {[BID_DECIDED] = true, [BID_WRITING] = true, [BID_SECOND_STAGE] = true}},
    [BID_SECOND_STAGE] = {S_INIT("second_stage"), false, {[BID_HANDED_IN] = true}},
    [BID_GRANTED] = {S_INIT("granted"), true, {[BID_HANDED_IN] = true}},
    [BID_NOT_GRANTED] = {S_INIT("not_granted"), true, {[BID_HANDED_IN] = true}},
    [BID_GIVEN_UP] = {S_INIT("given_up"), true,
                      {[BID_DECIDED] = true, [BID_WRITING] = true, [BID_HANDED_IN] = true, [BID_SECOND_STAGE] = true}},
};

struct str bid_stage_word(enum bid_stage stage)
{
    return stages[stage].word;
}

bool bid_stage_parse(struct str word, enum bid_stage *ret_stage)
{
    for (enum bid_stage stage = 0; stage < BID_STAGE__MAX; stage++) {
        if (str_eq(word, stages[stage].word)) {
            *ret_stage = stage;
            return true;
        }
    }
    return false;
}

bool bid_stage_is_end(enum bid_stage stage)
{
    return stages[stage].ends;
}

bool bid_stage_may_follow(enum bid_stage before, enum bid_stage next)
{
    return stages[next].after[before];
}

static bool has(const enum bid_stage *all, size_t n, enum bid_stage stage)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i] == stage) {
            return true;
        }
    }
    return false;
}

bool bid_stage_usual(const enum bid_stage *all, size_t n, bool two_stages, enum bid_stage *ret_next)
{
    check(n > 0);
    switch (all[n - 1]) {
    case BID_DECIDED: *ret_next = BID_WRITING; return true;
    case BID_WRITING:
    case BID_SECOND_STAGE: *ret_next = BID_HANDED_IN; return true;
    case BID_HANDED_IN:
        *ret_next = two_stages && !has(all, n, BID_SECOND_STAGE) ? BID_SECOND_STAGE : BID_GRANTED;
        return true;
    default: return false;
    }
}

bool bid_stage_may_undo(size_t n)
{
    return n > 1;
}

/* ---- a city in it */

static const struct {
    struct str word;
    bool after[BID_ANSWER__MAX];
} answers[BID_ANSWER__MAX] = {
    [BID_ASKED] = {S_INIT("asked"), {[BID_NO] = true, [BID_LEFT] = true}}, /* once more */
    [BID_YES] = {S_INIT("yes"), {[BID_ASKED] = true}},
    [BID_NO] = {S_INIT("no"), {[BID_ASKED] = true}},
    [BID_LEFT] = {S_INIT("left"), {[BID_YES] = true}},
};

struct str bid_answer_word(enum bid_answer answer)
{
    return answers[answer].word;
}

bool bid_answer_parse(struct str word, enum bid_answer *ret_answer)
{
    for (enum bid_answer answer = 0; answer < BID_ANSWER__MAX; answer++) {
        if (str_eq(word, answers[answer].word)) {
            *ret_answer = answer;
            return true;
        }
    }
    return false;
}

bool bid_answer_may_follow(enum bid_answer before, enum bid_answer next)
{
    return answers[next].after[before];
}
