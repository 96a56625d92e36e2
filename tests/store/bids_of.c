/* SPDX-License-Identifier: AGPL-3.0-or-later
** bids_of: rows of somebody. */
#include "bids_of.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/answer.h"
#include "store/bid_work.h"
#include "store/deadline.h"

#define NOW 1795359600

void bids_of_add(struct db *db, struct arena *arena, int64_t member, int64_t person, struct str uid, struct str mark)
{
    struct str bid_uid;
    assert_int_equal(q_watch_add(db, uid, member, S("EU/1"), S("Heat"), person, NOW), OK);
    assert_int_equal(watched_feed_begin(db, arena, member, person, NOW), OK);
    const struct bid_new bid = {member, uid, S("Heat"), S(""), mark, person, person, {20000}};
    assert_int_equal(bid_begin(db, arena, &bid, NOW, &bid_uid), OK);
    const struct answer_new answer = {
        .member_id = member, .question = mark, .body = S("green"), .fund = S("Heat"), .rule_id = S(""),
        .call_key = S(""), .handed_in_on = S("2024"), .outcome_why = S(""), .person_id = person};
    assert_int_equal(answer_add(db, arena, &answer, NOW, &bid_uid), OK);
}
