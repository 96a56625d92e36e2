/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile_history: noted, read, put back. */
#include "store/profile_history.h"

#include "base/fields.h"
#include "store/area.h"
#include "store/profile_text.h"

struct str history_part_word(struct history_part part)
{
    switch (part.kind) {
    case HISTORY_ANSWER: return help_kind_word(part.answer);
    case HISTORY_CARD: return trait_card_word(part.card);
    default: return S("area");
    }
}

bool history_part_parse(struct str word, struct history_part *ret_part)
{
    struct history_part part = {.kind = HISTORY_AREA};
    if (help_kind_parse(word, &part.answer)) {
        part.kind = HISTORY_ANSWER;
    } else if (trait_card_parse(word, &part.card)) {
        part.kind = HISTORY_CARD;
    } else if (!str_eq(word, S("area"))) {
        return false;
    }
    *ret_part = part;
    return true;
}

enum fault history_note(struct db *db, int64_t member_id, struct history_part part, struct str was, struct str became,
                        int64_t person, int64_t now)
{
    return str_eq(was, became)
               ? OK
               : q_profile_change_add(db, member_id, history_part_word(part), was, became, person, now);
}

enum fault history_text(struct db *db, struct arena *arena, struct str member_uid, struct history_part part,
                        struct str *ret_text)
{
    struct profile profile;
    struct trait_said said;
    struct q_area_chosen *rows;
    size_t n;
    switch (part.kind) {
    case HISTORY_ANSWER:
        TRY(profile_find(db, arena, member_uid, &profile));
        *ret_text = profile_text_answer(arena, &profile, part.answer);
        return OK;
    case HISTORY_CARD:
        TRY(trait_find_all(db, arena, member_uid, &said));
        *ret_text = profile_text_card(arena, &said, part.card);
        return OK;
    default:
        TRY(q_area_chosen(db, arena, member_uid, &rows, &n));
        *ret_text = profile_text_area(arena, rows, n);
        return OK;
    }
}

/* ---- putting back */

static size_t read_all(struct arena *arena, struct str text, const char *name, struct str *whats, size_t most)
{
    size_t n = 0;
    while (n < most && (whats[n] = fields_get_nth(arena, text, name, n)).s != NULL) {
        n++;
    }
    return n;
}

static struct str read_one(struct arena *arena, struct str text, const char *name)
{
    struct str value = fields_get(arena, text, name);
    return value.s != NULL ? value : S("");
}

static enum fault must_use put_card(struct db *db, struct arena *arena, int64_t member_id, struct str member_uid,
                                    enum trait_card card, struct str text, int64_t now)
{
    struct str says[TRAITS_N];
    struct trait_said said;
    TRY(trait_find_all(db, arena, member_uid, &said));
    for (size_t i = 0; i < TRAITS_N; i++) {
        says[i] = traits[i].card == card ? read_one(arena, text, traits[i].name) : S("");
        if (!trait_fits(&traits[i], says[i])) {
            return FAULT_CONFLICT;
        }
    }
    return trait_save(db, member_id, card, says, said.seen_by_members[card], now);
}

static enum fault must_use put_area(struct db *db, struct arena *arena, int64_t member_id, struct str member_uid,
                                    struct str text)
{
    struct str *places = arena_array(arena, struct str, AREA_CHOSEN_MAX + 1);
    size_t n = read_all(arena, text, "place", places, AREA_CHOSEN_MAX);
    struct area area;
    TRY(area_find(db, arena, member_uid, &area));
    enum fault fault = area_save(db, member_id, &area, places, n);
    return fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault;
}

enum fault history_put_back(struct db *db, struct arena *arena, int64_t member_id, struct str member_uid,
                            struct history_part part, struct str text, int64_t now)
{
    struct str *whats = arena_array(arena, struct str, PROFILE_ITEMS_MAX + 1);
    if (part.kind == HISTORY_CARD) {
        return put_card(db, arena, member_id, member_uid, part.card, text, now);
    }
    if (part.kind == HISTORY_AREA) {
        return put_area(db, arena, member_id, member_uid, text);
    }
    size_t n = read_all(arena, text, help_kind_word(part.answer).s, whats, PROFILE_ITEMS_MAX);
    struct str says = read_one(arena, text, part.answer == HELP_NEED ? "need_says" : "offer_says");
    return profile_save(db, member_id, part.answer, whats, n, says, now);
}
