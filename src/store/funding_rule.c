/* SPDX-License-Identifier: AGPL-3.0-or-later
** funding_rule: written, asked for, answered by somebody else. */
#include "store/funding_rule.h"

#include "base/check.h"
#include "base/fields.h"
#include "base/rand.h"
#include "store/setting.sql.h"

#define UID_BYTES 16u

static enum fault must_use note(struct db *db, struct arena *arena, const char *kind, struct str rule, int64_t number,
                                struct str what, const struct log_someone *who, int64_t now)
{
    struct buf CLEANUP(buf_done) fields;
    buf_init(&fields, LOG_FIELDS_MAX);
    fields_put(&fields, "rule", rule);
    fields_put_int(&fields, "version", number);
    fields_put(&fields, "what", what);
    check(!fields.overflow); /* the bound of a rule's id holds it */
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kind), .who = *who, .now = now, .fields = str_copy(arena, buf_str(&fields))});
}

enum fault funding_rule_find_open(struct db *db, struct arena *arena, struct str rule,
                                  const struct q_funding_rule_open **ret_row)
{
    struct q_funding_rule_open *rows;
    size_t n;
    TRY(q_funding_rule_open(db, arena, rule, &rows, &n));
    *ret_row = n > 0 ? &rows[0] : NULL;
    return OK;
}

static enum fault must_use add(struct db *db, struct arena *arena, const struct funding_rule_new *new,
                               const char *state, const struct log_someone *who, int64_t now, int64_t *ret_number)
{
    const struct q_funding_rule_open *open;
    struct q_funding_rule_number last;
    TRY(funding_rule_find_open(db, arena, new->rule, &open));
    if (open != NULL || who->is != LOG_PERSON) {
        return FAULT_CONFLICT;
    }
    TRY(q_funding_rule_number(db, arena, new->rule, &last));
    const struct q_funding_rule_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .rule = new->rule, .number = last.number + 1, .kind = new->kind,
        .state = str_of(state), .says = new->says, .why = new->why, .made_by = {true, who->person}, .now = now};
    *ret_number = in.number;
    return q_funding_rule_add(db, &in);
}

enum fault funding_rule_begin(struct db *db, struct arena *arena, const struct funding_rule_new *new,
                              const struct log_someone *who, int64_t now)
{
    int64_t number;
    return add(db, arena, new, "draft", who, now, &number);
}

enum fault funding_rule_ask_at_once(struct db *db, struct arena *arena, const struct funding_rule_new *new,
                                    const struct log_someone *who, int64_t now)
{
    int64_t number = 0;
    TRY(add(db, arena, new, "asked", who, now, &number));
    return note(db, arena, "funding-rule-asked", new->rule, number, new->kind, who, now);
}

static bool made_it(const struct q_funding_rule_open *row, const struct log_someone *who)
{
    return who->is == LOG_PERSON && row->made_by.known && row->made_by.v == who->person;
}

enum fault funding_rule_save(struct db *db, const struct q_funding_rule_open *row, struct str says,
                             const struct log_someone *who, int64_t now)
{
    if (!made_it(row, who) || !str_eq(row->state, S("draft"))) {
        return FAULT_CONFLICT;
    }
    return q_funding_rule_save(db, row->id, says, now);
}

enum fault funding_rule_ask(struct db *db, struct arena *arena, struct str rule, const struct q_funding_rule_open *row,
                            struct str why, const struct log_someone *who, int64_t now)
{
    if (!made_it(row, who) || !str_eq(row->state, S("draft"))) {
        return FAULT_CONFLICT;
    }
    TRY(q_funding_rule_ask(db, row->id, why, now));
    return note(db, arena, "funding-rule-asked", rule, row->number, row->kind, who, now);
}

static enum fault must_use take_place(struct db *db, struct str rule, const struct q_funding_rule_open *row,
                                      struct str answer, const struct log_someone *who, int64_t now)
{
    const struct maybe_int by = {true, who->person};
    bool withdraws = str_eq(row->kind, S("withdraw"));
    TRY(q_funding_rule_end(db, rule, withdraws ? S("withdrawn") : S("replaced"), now));
    TRY(q_funding_rule_answer(db, row->id, withdraws ? S("withdrawn") : S("in-force"), answer, by, now,
                              (struct maybe_int){withdraws, withdraws ? now : 0}));
    return q_setting_note_change(db); /* pages that are kept for visitors say it */
}

enum fault funding_rule_answer(struct db *db, struct arena *arena, struct str rule,
                               const struct q_funding_rule_open *row, bool yes, struct str answer,
                               const struct log_someone *who, int64_t now)
{
    if (who->is != LOG_PERSON || made_it(row, who) || !str_eq(row->state, S("asked"))) {
        return FAULT_CONFLICT;
    }
    const struct maybe_int by = {true, who->person};
    TRY(yes ? take_place(db, rule, row, answer, who, now)
            : q_funding_rule_answer(db, row->id, S("no"), answer, by, now, (struct maybe_int){true, now}));
    return note(db, arena, yes ? "funding-rule-agreed" : "funding-rule-refused", rule, row->number, row->kind,
                who, now);
}

enum fault funding_rule_drop(struct db *db, struct arena *arena, struct str rule, const struct q_funding_rule_open *row,
                             const struct log_someone *who, int64_t now)
{
    TRY(q_funding_rule_drop(db, row->id));
    return str_eq(row->state, S("draft")) && made_it(row, who)
               ? OK
               : note(db, arena, "funding-rule-dropped", rule, row->number, row->kind, who, now);
}
