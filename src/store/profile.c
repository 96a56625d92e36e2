/* SPDX-License-Identifier: AGPL-3.0-or-later
** profile: rows into what domain/help.h compares. */
#include "store/profile.h"

#include "base/check.h"
#include "store/trait.sql.h"

static struct help_item item_of(struct str kind, struct str what, struct str need_says, struct str offer_says)
{
    struct help_item item = {HELP_THEME, what, S("")};
    check(help_kind_parse(kind, &item.kind)); /* the schema holds it */
    item.says = item.kind == HELP_NEED ? need_says : item.kind == HELP_OFFER ? offer_says : S("");
    return item;
}

enum fault profile_find(struct db *db, struct arena *arena, struct str member_uid, struct profile *ret_profile)
{
    struct profile profile = {.seen_by_members = true, .says = {S(""), S(""), S(""), S("")}};
    struct q_profile_of row;
    struct q_profile_items *rows;
    struct help_item *items;
    enum fault fault = q_profile_of(db, arena, member_uid, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    TRY(q_profile_items(db, arena, member_uid, &rows, &profile.said.n)); /* may have been asked ahead */
    if (fault == FAULT_NOT_FOUND) {
        *ret_profile = profile;
        return OK;
    }
    profile.is_begun = true;
    profile.seen_by_members = str_eq(row.seen_by, S("members"));
    profile.says[HELP_NEED] = row.need_says;
    profile.says[HELP_OFFER] = row.offer_says;
    profile.changed_at = row.changed_at;
    profile.said.items = items = arena_array(arena, struct help_item, profile.said.n + 1);
    for (size_t i = 0; i < profile.said.n; i++) {
        items[i] = item_of(rows[i].kind, rows[i].what, row.need_says, row.offer_says);
    }
    *ret_profile = profile;
    return OK;
}

enum fault profile_save(struct db *db, int64_t member_id, enum help_kind kind, const struct str *whats, size_t n,
                        struct str says, int64_t now)
{
    TRY(q_profile_begin(db, member_id, now));
    TRY(q_profile_item_remove(db, member_id, help_kind_word(kind)));
    for (size_t i = 0; i < n; i++) {
        TRY(q_profile_item_add(db, member_id, help_kind_word(kind), whats[i]));
    }
    TRY(kind == HELP_NEED ? q_profile_save_need_says(db, member_id, says) : OK);
    return kind == HELP_OFFER ? q_profile_save_offer_says(db, member_id, says) : OK;
}

enum fault profile_save_seen_by(struct db *db, int64_t member_id, bool members, int64_t now)
{
    TRY(q_profile_begin(db, member_id, now));
    return q_profile_save_seen(db, member_id, members ? S("members") : S("city"));
}

/* Both are sorted by name and uid, or by uid alone: looked up one by one. */
static enum fault must_use add_firsts(struct db *db, struct arena *arena, struct str member_uid,
                                      const struct profile_other *others, struct help_city *said, size_t n)
{
    struct q_trait_firsts *rows;
    size_t rows_n;
    TRY(q_trait_firsts(db, arena, member_uid, &rows, &rows_n));
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = rows_n;
        while (low < high) {
            size_t middle = (low + high) / 2;
            int order = str_cmp(rows[middle].uid, others[i].uid);
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle;
        }
        if (low < rows_n && str_eq(rows[low].uid, others[i].uid)) {
            said[i].first = rows[low].says;
        }
    }
    return OK;
}

enum fault profile_list_others(struct db *db, struct arena *arena, struct str member_uid,
                               struct profile_other **ret_others, struct help_city **ret_said, size_t *ret_n)
{
    struct q_profile_others *rows;
    size_t rows_n, n = 0;
    TRY(q_profile_others(db, arena, member_uid, &rows, &rows_n));
    struct profile_other *others = arena_array(arena, struct profile_other, rows_n + 1);
    struct help_city *said = arena_array(arena, struct help_city, rows_n + 1);
    struct help_item *items = arena_array(arena, struct help_item, rows_n + 1);
    for (size_t i = 0; i < rows_n; i++) {
        if (n == 0 || !str_eq(others[n - 1].uid, rows[i].uid)) {
            others[n] = (struct profile_other){rows[i].uid, rows[i].name, rows[i].country};
            said[n++] = (struct help_city){.items = &items[i], .first = S("")};
        }
        items[i] = item_of(rows[i].kind, rows[i].what, rows[i].need_says, rows[i].offer_says);
        said[n - 1].n++;
    }
    TRY(add_firsts(db, arena, member_uid, others, said, n));
    *ret_others = others;
    *ret_said = said;
    *ret_n = n;
    return OK;
}
