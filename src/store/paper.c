/* SPDX-License-Identifier: AGPL-3.0-or-later
** paper: cards and counts that were written on paper. */
#include "store/paper.h"

#include "base/check.h"
#include "base/map.h"
#include "base/rand.h"

#define UID_BYTES 16u

/* ---- cards */

static struct map_item *card_item(struct map *map, struct arena *arena, int64_t group, struct str text)
{
    return map_add(map, str_format(arena, "%lld %.*s", (long long)group, STR_ARG(text)));
}

enum fault paper_cards_add(struct db *db, struct arena *arena, int64_t programme_id, int64_t breakout_id,
                           const struct paper_card *cards, size_t n, int64_t now, size_t *ret_added)
{
    struct q_paper_cards *rows;
    size_t rows_n, added = 0;
    struct map standing;
    map_init(&standing, arena);
    TRY(q_paper_cards(db, arena, breakout_id, &rows, &rows_n));
    for (size_t i = 0; i < rows_n; i++) {
        card_item(&standing, arena, rows[i].group_number, rows[i].text)->value.number++;
    }
    for (size_t i = 0; i < n; i++) {
        struct map_item *item = card_item(&standing, arena, cards[i].group, cards[i].text);
        struct q_breakout_card_count count;
        if (item->value.number > 0) {
            item->value.number--;
            continue;
        }
        TRY(q_breakout_card_count(db, arena, breakout_id, cards[i].group, &count));
        if (count.n >= BREAKOUT_CARDS_MAX) {
            return FAULT_TOO_LARGE;
        }
        TRY(q_paper_card_add(db, rand_hex(arena, UID_BYTES), breakout_id, cards[i].group, cards[i].text, now));
        TRY(q_breakout_group_rev(db, breakout_id, cards[i].group));
        added++;
    }
    *ret_added = added;
    return added > 0 ? q_room_event_raise(db, programme_id) : OK;
}

/* ---- counts */

static enum fault must_use find(struct db *db, struct arena *arena, int64_t programme_id, struct str uid,
                                struct q_vote_of *ret_vote)
{
    TRY(q_vote_of(db, arena, programme_id, uid, ret_vote));
    return ret_vote->opened_at.known || ret_vote->closed_at.known ? FAULT_CONFLICT : OK;
}

/* Each value has its row, also where nobody gave it: two copies of a programme then have the same rows. */
enum fault paper_counts_put(struct db *db, struct arena *arena, int64_t programme_id, struct str uid, int64_t sheets,
                            const struct paper_count *counts, int64_t now)
{
    struct q_vote_of vote;
    TRY(find(db, arena, programme_id, uid, &vote));
    bool test = str_eq(vote.kind, S("test"));
    if (!test && !str_eq(vote.kind, S("dots"))) {
        return FAULT_CONFLICT;
    }
    TRY(q_paper_counts_remove(db, vote.id));
    TRY(q_paper_count_add(db, vote.id, 0, 0, sheets));
    for (int64_t i = 0; i < vote.options; i++) {
        for (int64_t value = 1; value <= (test ? 3 : 1); value++) {
            TRY(q_paper_count_add(db, vote.id, i + 1, value, counts[i].n[value - 1]));
        }
    }
    return q_paper_note(db, vote.id, (struct maybe_int){true, now});
}

enum fault paper_counts_show(struct db *db, struct arena *arena, int64_t programme_id, struct str uid, int64_t now)
{
    struct q_vote_of vote;
    TRY(find(db, arena, programme_id, uid, &vote));
    TRY(vote.paper_at.known ? OK : FAULT_CONFLICT);
    TRY(q_vote_close(db, vote.id, now));
    return q_room_event_raise(db, programme_id);
}

enum fault paper_counts_take_out(struct db *db, struct arena *arena, int64_t programme_id, struct str uid)
{
    struct q_vote_of vote;
    TRY(find(db, arena, programme_id, uid, &vote));
    TRY(vote.paper_at.known ? OK : FAULT_CONFLICT);
    TRY(q_paper_counts_remove(db, vote.id));
    return q_paper_note(db, vote.id, (struct maybe_int){0});
}
