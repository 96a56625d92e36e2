/* SPDX-License-Identifier: AGPL-3.0-or-later
** trait: rows into what a city says, and back. */
#include "store/trait.h"

#include "base/check.h"

void trait_find_all_soon(struct db *db, struct str member_uid)
{
    q_trait_list_soon(db, member_uid);
    q_trait_cards_soon(db, member_uid);
}

enum fault trait_find_all(struct db *db, struct arena *arena, struct str member_uid, struct trait_said *ret_said)
{
    struct trait_said said = {0};
    struct q_trait_list *rows;
    struct q_trait_cards *cards;
    size_t n;
    TRY(q_trait_list(db, arena, member_uid, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const struct trait *trait = trait_find(rows[i].name);
        if (trait != NULL) { /* else of a later version of this program */
            said.says[trait - traits] = rows[i].says;
        }
    }
    TRY(q_trait_cards(db, arena, member_uid, &cards, &n));
    for (size_t i = 0; i < n; i++) {
        enum trait_card card;
        if (trait_card_parse(cards[i].card, &card)) {
            said.is_saved[card] = true;
            said.seen_by_members[card] = str_eq(cards[i].seen_by, S("members"));
            said.changed_at[card] = cards[i].changed_at;
        }
    }
    *ret_said = said;
    return OK;
}

enum fault trait_save(struct db *db, int64_t member_id, enum trait_card card, const struct str *says, bool members,
                      int64_t now)
{
    for (size_t i = 0; i < TRAITS_N; i++) {
        if (traits[i].card != card) {
            continue;
        }
        struct str name = str_of(traits[i].name);
        TRY(says[i].n > 0 ? q_trait_put(db, member_id, name, says[i]) : q_trait_remove(db, member_id, name));
    }
    bool shown = members && !trait_card_stays(card);
    return q_trait_card_put(db, member_id, trait_card_word(card), shown ? S("members") : S("city"), now);
}

enum fault trait_begin(struct db *db, int64_t member_id, struct str ambition, int64_t now)
{
    struct str says = str_trim(ambition);
    if (says.n == 0 || !trait_fits(trait_find(S("ambition")), says)) {
        return OK;
    }
    TRY(q_trait_card_begin(db, member_id, trait_card_word(TRAIT_AMBITION), now));
    return db_changed(db) > 0 ? q_trait_put(db, member_id, S("ambition"), says) : OK;
}
