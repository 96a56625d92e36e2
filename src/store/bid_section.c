/* SPDX-License-Identifier: AGPL-3.0-or-later
** bid_section: sections of bids, what was written in them, and numbers that must agree. */
#include "store/bid_section.h"

#include "base/check.h"
#include "base/rand.h"

#define UID_BYTES 16u

/* ---- who may */

bool bid_is_written(const struct q_bid_work_of *row)
{
    enum bid_stage stage = bid_work_stage(row);
    return stage == BID_DECIDED || stage == BID_WRITING || stage == BID_SECOND_STAGE;
}

bool bid_may_set_up(const struct q_bid_work_of *row)
{
    return bid_leads(row) && bid_is_written(row);
}

bool bid_may_write(const struct q_bid_work_of *row, const struct q_bid_section_list *section)
{
    return bid_takes_part(row) && bid_is_written(row) && (bid_leads(row) || section->member_id == row->member_id);
}

const struct q_bid_section_list *bid_section_find(const struct q_bid_section_list *rows, size_t n, struct str uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].uid, uid)) {
            return &rows[i];
        }
    }
    return NULL;
}

enum bid_limit bid_section_limit(const struct q_bid_section_list *row)
{
    enum bid_limit limit = BID_LIMIT_NONE;
    check(bid_limit_parse(row->limit_of, &limit)); /* the schema holds it */
    return limit;
}

/* ---- sections */

enum fault bid_section_begin(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                             const struct bid_section_new *new, int64_t now)
{
    struct q_bid_section_last last;
    if (!bid_may_set_up(bid)) {
        return FAULT_DENIED;
    }
    TRY(q_bid_section_last(db, arena, bid->id, &last));
    if (last.n >= BID_SECTIONS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_bid_section_add(db, &(struct q_bid_section_add_in){
        .uid = rand_hex(arena, UID_BYTES), .bid_id = bid->id, .number = last.number + 1, .title = new->title,
        .asks = new->asks, .limit_n = new->limit == BID_LIMIT_NONE ? 0 : new->most,
        .limit_of = bid_limit_word(new->limit), .member_id = bid->member_id, .now = now}));
    return q_bid_work_touch(db, bid->id, now);
}

enum fault bid_section_move(struct db *db, const struct q_bid_work_of *bid, const struct q_bid_section_list *rows,
                            size_t n, struct str uid, bool up, int64_t now)
{
    const struct q_bid_section_list *row = bid_section_find(rows, n, uid);
    if (row == NULL) {
        return FAULT_NOT_FOUND;
    }
    size_t at = (size_t)(row - rows), other = up ? at - 1 : at + 1;
    if (!bid_may_set_up(bid)) {
        return FAULT_DENIED;
    }
    if (other >= n) { /* also before the first */
        return OK;
    }
    for (size_t i = 0; i < n; i++) {
        size_t place = i == at ? other : i == other ? at : i;
        if (rows[i].number != (int64_t)place + 1) {
            TRY(q_bid_section_number(db, rows[i].id, (int64_t)place + 1));
        }
    }
    return q_bid_work_touch(db, bid->id, now);
}

enum fault bid_section_take_away(struct db *db, const struct q_bid_work_of *bid,
                                 const struct q_bid_section_list *section, int64_t now)
{
    if (!bid_may_set_up(bid)) {
        return FAULT_DENIED;
    }
    if (section->body.n > 0) {
        return FAULT_CONFLICT;
    }
    TRY(q_bid_text_remove_all(db, section->id));
    TRY(q_bid_section_remove(db, section->id));
    return q_bid_work_touch(db, bid->id, now);
}

/* ---- texts */

/* What comes of a text that was made from an older one. */
static enum fault must_use merge(struct db *db, struct arena *arena, const struct q_bid_section_list *section,
                                 const struct bid_saving *saving, struct str *body, struct bid_saved *saved)
{
    struct q_bid_text_one base = {.body = S("")};
    /* One that is not kept any more: then both stand. */
    enum fault fault = saving->base > 0 ? q_bid_text_one(db, arena, section->uid, saving->base, &base) : OK;
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    struct bid_merged merged = bid_merge(arena, base.body, *body, section->body.n > 0 ? section->body : S(""));
    *body = bid_text_clean(arena, merged.text);
    saved->merged = merged.mine > 0 || merged.conflicts > 0;
    saved->conflicts = merged.conflicts;
    return OK;
}

enum fault bid_text_save(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                         const struct q_bid_section_list *section, const struct bid_saving *saving, int64_t now,
                         struct bid_saved *ret_saved)
{
    struct bid_saved saved = {0};
    struct str body = bid_text_clean(arena, saving->body), stands = section->body.n > 0 ? section->body : S("");
    if (!bid_may_write(bid, section)) {
        return FAULT_DENIED;
    }
    if (saving->base != section->text_number) {
        TRY(merge(db, arena, section, saving, &body, &saved));
    }
    if (str_letters(body) > 2 * BID_TEXT_MAX) {
        return FAULT_TOO_LARGE;
    }
    saved.changed = !str_eq(body, stands);
    if (saved.changed) {
        TRY(q_bid_text_add(db, &(struct q_bid_text_add_in){
            .section_id = section->id, .number = section->text_number + 1, .body = body, .person_id = saving->person,
            .member_id = bid->member_id, .answer_id = saving->answer, .now = now}));
        TRY(q_bid_text_forget_old(db, section->id, section->text_number + 2 - BID_TEXTS_MAX));
        TRY(q_bid_work_touch(db, bid->id, now));
    }
    *ret_saved = saved;
    return OK;
}

/* ---- figures */

/* A number with a unit that can be compared. */
static bool read_number(struct arena *arena, struct str says, struct bid_number *ret_number)
{
    *ret_number = (struct bid_number){0};
    return says.n == 0 || bid_number_parse(arena, says, ret_number);
}

enum fault bid_figure_put(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                          const struct q_bid_figure_list *figure, const struct bid_figure_new *new, int64_t now)
{
    struct bid_number number;
    struct q_bid_figure_count count;
    if (!bid_may_set_up(bid)) {
        return FAULT_DENIED;
    }
    if (!read_number(arena, new->says, &number) || (new->says.n == 0 && !new->each_city)) {
        return FAULT_INVALID;
    }
    if (figure != NULL) {
        TRY(q_bid_figure_save(db, &(struct q_bid_figure_save_in){
            .id = figure->id, .name = new->name, .says = new->says, .value = number.value,
            .unit = bid_unit_word(number.unit), .source = new->source, .each_city = new->each_city,
            .person_id = new->person, .now = now}));
        return q_bid_work_touch(db, bid->id, now);
    }
    TRY(q_bid_figure_count(db, arena, bid->id, &count));
    if (count.n >= BID_FIGURES_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_bid_figure_add(db, &(struct q_bid_figure_add_in){
        .uid = rand_hex(arena, UID_BYTES), .bid_id = bid->id, .name = new->name, .says = new->says,
        .value = number.value, .unit = bid_unit_word(number.unit), .source = new->source, .each_city = new->each_city,
        .person_id = new->person, .now = now}));
    return q_bid_work_touch(db, bid->id, now);
}

enum fault bid_figure_put_own(struct db *db, struct arena *arena, const struct q_bid_work_of *bid,
                              const struct q_bid_figure_list *figure, const struct q_bid_figure_list *own,
                              struct str says, int64_t person, int64_t now)
{
    struct bid_number number;
    if (!bid_takes_part(bid) || !bid_is_written(bid) || !figure->each_city) {
        return FAULT_DENIED;
    }
    if (!read_number(arena, says, &number)) {
        return FAULT_INVALID;
    }
    if (own != NULL && says.n == 0) {
        TRY(q_bid_figure_remove(db, own->id));
    } else if (own != NULL) {
        TRY(q_bid_figure_save(db, &(struct q_bid_figure_save_in){
            .id = own->id, .name = S(""), .says = says, .value = number.value, .unit = bid_unit_word(number.unit),
            .source = S(""), .person_id = person, .now = now}));
    } else if (says.n > 0) {
        TRY(q_bid_figure_add(db, &(struct q_bid_figure_add_in){
            .uid = rand_hex(arena, UID_BYTES), .bid_id = bid->id, .of_id = {true, figure->id}, .name = S(""),
            .says = says, .value = number.value, .unit = bid_unit_word(number.unit), .source = S(""),
            .member_id = {true, bid->member_id}, .person_id = person, .now = now}));
    }
    return q_bid_work_touch(db, bid->id, now);
}

enum fault bid_figure_drop(struct db *db, const struct q_bid_work_of *bid, const struct q_bid_figure_list *figure,
                           int64_t now)
{
    if (!bid_may_set_up(bid)) {
        return FAULT_DENIED;
    }
    TRY(q_bid_figure_remove(db, figure->id));
    return q_bid_work_touch(db, bid->id, now);
}

struct bid_number bid_figure_number(struct arena *arena, const struct q_bid_figure_list *row)
{
    struct bid_number number;
    if (row->says.n > 0 && bid_number_parse(arena, row->says, &number)) {
        return number;
    }
    number = (struct bid_number){.value = row->value, .top = row->value, .step = 1000};
    check(bid_unit_parse(row->unit, &number.unit)); /* the schema holds it */
    return number;
}

/* ---- it goes */

enum fault bid_section_remove_with(struct db *db, int64_t bid_id)
{
    TRY(q_bid_text_remove_of(db, bid_id));
    TRY(q_bid_section_remove_of(db, bid_id));
    return q_bid_figure_remove_of(db, bid_id);
}

enum fault bid_section_forget_parts(struct db *db)
{
    TRY(q_bid_section_forget(db));
    TRY(q_bid_text_forget(db));
    return q_bid_figure_forget(db);
}

enum fault bid_section_erase_person(struct db *db, int64_t person)
{
    TRY(q_bid_section_erase(db, person));
    TRY(q_bid_text_erase(db, person));
    return q_bid_figure_erase(db, person);
}
