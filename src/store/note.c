/* SPDX-License-Identifier: AGPL-3.0-or-later
** note: notes of leadership programmes: what flows in, what people make of it, and that they are closed. */
#include "store/note.h"

#include "base/rand.h"
#include "domain/bid_merge.h"
#include "store/note_pdf.h"

#define UID_BYTES 16u
#define NUMBER_TYPED 1000000 /* behind all that flows in */

bool note_is_closed(const struct q_note_of *note)
{
    return str_eq(note->step, S("closed"));
}

const struct q_note_sections *note_section_find(const struct q_note_sections *rows, size_t n, struct str uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].uid, uid)) {
            return &rows[i];
        }
    }
    return NULL;
}

const struct q_decision_list *decision_find(const struct q_decision_list *rows, size_t n, struct str uid)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].uid, uid)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* What was printed of them before goes. */
static enum fault must_use changed(struct db *db, int64_t note_id, int64_t person, int64_t now)
{
    TRY(q_note_pdf_remove(db, note_id));
    return q_note_changed(db, note_id, person, now);
}

/* ---- texts */

static enum fault must_use add_section(struct db *db, struct arena *arena, int64_t note_id, int64_t number,
                                       const struct note_flow *flow, struct str came_by, int64_t person, int64_t now,
                                       struct str *ret_uid)
{
    struct q_note_section_id row;
    struct q_note_room room;
    struct str uid = rand_hex(arena, UID_BYTES), body = bid_text_clean(arena, flow->body);
    TRY(q_note_room(db, arena, note_id, &room));
    if (room.n >= NOTE_SECTIONS_MAX) {
        return FAULT_TOO_LARGE;
    }
    if (number == 0) {
        number = room.number >= NUMBER_TYPED ? room.number + 1 : NUMBER_TYPED;
    }
    TRY(q_note_section_add(db, uid, note_id, number, flow->source, flow->title, flow->source.n > 0 ? body : S("")));
    TRY(q_note_section_id(db, arena, uid, &row));
    *ret_uid = uid;
    return q_note_text_add(db, row.id, 1, body, came_by, person, now);
}

static enum fault must_use add_text(struct db *db, const struct q_note_sections *section, struct str body,
                                    struct str came_by, int64_t person, int64_t now)
{
    TRY(q_note_text_add(db, section->id, section->text_number + 1, body, came_by, person, now));
    return q_note_text_forget_old(db, section->id, section->text_number + 2 - NOTE_TEXTS_MAX);
}

/* What is new in it since it flowed in last goes into what people made of it. */
static enum fault must_use flow_one(struct db *db, struct arena *arena, const struct q_note_sections *section,
                                    const struct note_flow *flow, int64_t person, int64_t now,
                                    struct note_flowed *flowed)
{
    struct str body = bid_text_clean(arena, flow->body);
    if (str_eq(body, section->draft)) {
        return OK;
    }
    struct bid_merged merged = bid_merge(arena, section->draft, body, section->body);
    struct str text = bid_text_clean(arena, merged.text);
    TRY(q_note_section_flow(db, section->id, body));
    if (str_eq(text, section->body)) {
        return OK;
    }
    flowed->changed++;
    flowed->conflicts += merged.conflicts;
    return add_text(db, section, text, S("flow"), person, now);
}

static const struct q_note_sections *find_source(const struct q_note_sections *rows, size_t n, struct str source)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(rows[i].source, source)) {
            return &rows[i];
        }
    }
    return NULL;
}

enum fault note_flow_in(struct db *db, struct arena *arena, int64_t programme_id, struct str language,
                        const struct q_note_of *note, const struct q_note_sections *rows, size_t n,
                        const struct note_flow *flows, size_t flows_n, int64_t person, int64_t now,
                        struct note_flowed *ret_flowed)
{
    struct note_flowed flowed = {0};
    struct q_note_id made = {.id = note != NULL ? note->id : 0};
    struct str uid;
    if (note != NULL && note_is_closed(note)) {
        return FAULT_DENIED;
    }
    if (note == NULL) {
        TRY(q_note_add(db, programme_id, language, person, now));
        TRY(q_note_id(db, arena, programme_id, &made));
    }
    for (size_t i = 0; i < flows_n; i++) {
        const struct q_note_sections *section = find_source(rows, n, flows[i].source);
        if (section != NULL) {
            TRY(flow_one(db, arena, section, &flows[i], person, now, &flowed));
        } else {
            TRY(add_section(db, arena, made.id, flows[i].number, &flows[i], S("flow"), person, now, &uid));
            flowed.added++;
        }
    }
    *ret_flowed = flowed;
    return flowed.added + flowed.changed > 0 ? changed(db, made.id, person, now) : OK;
}

enum fault note_text_save(struct db *db, struct arena *arena, const struct q_note_of *note,
                          const struct q_note_sections *section, const struct note_saving *saving, int64_t now,
                          struct note_saved *ret_saved)
{
    struct note_saved saved = {0};
    struct str body = bid_text_clean(arena, saving->body);
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    if (saving->base != section->text_number) {
        struct q_note_text_one base = {.body = S("")};
        enum fault fault = q_note_text_one(db, arena, section->id, saving->base, &base);
        TRY(fault == FAULT_NOT_FOUND ? OK : fault); /* not kept any more: then both stand */
        struct bid_merged merged = bid_merge(arena, base.body, body, section->body);
        body = bid_text_clean(arena, merged.text);
        saved.merged = merged.mine > 0 || merged.conflicts > 0;
        saved.conflicts = merged.conflicts;
    }
    if (str_letters(body) > 2 * NOTE_TEXT_MAX) {
        return FAULT_TOO_LARGE;
    }
    saved.changed = !str_eq(body, section->body);
    if (saved.changed) {
        TRY(add_text(db, section, body, saving->came_by, saving->person, now));
        TRY(changed(db, note->id, saving->person, now));
    }
    *ret_saved = saved;
    return OK;
}

/* ---- sections */

enum fault note_section_new(struct db *db, struct arena *arena, const struct q_note_of *note, struct str title,
                            struct str body, int64_t person, int64_t now, struct str *ret_uid)
{
    const struct note_flow typed = {S(""), 0, title, body};
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    TRY(add_section(db, arena, note->id, 0, &typed, S("typed"), person, now, ret_uid));
    return changed(db, note->id, person, now);
}

enum fault note_section_name(struct db *db, const struct q_note_of *note, const struct q_note_sections *section,
                             struct str title, int64_t person, int64_t now)
{
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    if (str_eq(title, section->title)) {
        return OK;
    }
    TRY(q_note_section_title(db, section->id, title));
    return changed(db, note->id, person, now);
}

enum fault note_section_out(struct db *db, const struct q_note_of *note, const struct q_note_sections *section,
                            bool out, int64_t person, int64_t now)
{
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    TRY(q_note_section_take(db, section->id, (struct maybe_int){out, now}));
    return changed(db, note->id, person, now);
}

/* ---- closed, and opened again */

enum fault note_close(struct db *db, const struct q_note_of *note, int64_t seen, int64_t person, int64_t now)
{
    if (note_is_closed(note) || note->rev != seen) {
        return FAULT_CONFLICT;
    }
    return q_note_step_add(db, note->id, S("closed"), S(""), person, now);
}

enum fault note_open(struct db *db, const struct q_note_of *note, struct str reason, int64_t person, int64_t now)
{
    return note_is_closed(note) ? q_note_step_add(db, note->id, S("opened"), reason, person, now) : FAULT_CONFLICT;
}

/* ---- what participants would have otherwise */

enum fault note_correct(struct db *db, struct arena *arena, const struct q_note_of *note,
                        const struct q_note_sections *section, int64_t participant_id, int64_t base, struct str body,
                        int64_t now)
{
    struct q_note_correction_room room;
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    TRY(q_note_correction_room(db, arena, participant_id, &room));
    if (room.n >= NOTE_CORRECTIONS_MAX) {
        return FAULT_TOO_LARGE;
    }
    return q_note_correction_add(db, rand_hex(arena, UID_BYTES), section->id, participant_id, base,
                                 bid_text_clean(arena, body), now);
}

enum fault note_settle(struct db *db, struct arena *arena, const struct q_note_of *note,
                       const struct q_note_sections *section, const struct q_note_corrections *correction, bool take,
                       int64_t person, int64_t now, struct note_saved *ret_saved)
{
    const struct note_saving saving = {correction->base, correction->body, S("correction"), person};
    *ret_saved = (struct note_saved){0};
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    TRY(take ? note_text_save(db, arena, note, section, &saving, now, ret_saved) : OK);
    return q_note_correction_settle(db, correction->id, take ? S("taken") : S("left"), now);
}

/* ---- decisions */

enum fault decision_put(struct db *db, struct arena *arena, const struct q_note_of *note,
                        const struct q_decision_list *row, const struct decision_new *new, int64_t person, int64_t now)
{
    struct q_decision_room room;
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    if (row != NULL) {
        TRY(q_decision_save(db, row->id, new->says, new->from_kind, new->from_says, new->carried_by));
        return changed(db, note->id, person, now);
    }
    TRY(q_decision_room(db, arena, note->programme_id, &room));
    if (room.n >= DECISIONS_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_decision_add(db, &(struct q_decision_add_in){
        .uid = rand_hex(arena, UID_BYTES), .programme_id = note->programme_id, .says = new->says,
        .from_kind = new->from_kind, .from_says = new->from_says, .carried_by = new->carried_by, .person_id = person,
        .now = now}));
    return changed(db, note->id, person, now);
}

enum fault decision_out(struct db *db, const struct q_note_of *note, const struct q_decision_list *row, bool out,
                        int64_t person, int64_t now)
{
    if (note_is_closed(note)) {
        return FAULT_DENIED;
    }
    TRY(q_decision_take(db, row->id, (struct maybe_int){out, now}));
    return changed(db, note->id, person, now);
}

/* ---- it goes */

enum fault note_forget_parts(struct db *db)
{
    TRY(q_note_forget(db));
    TRY(q_note_section_forget(db));
    TRY(q_note_text_forget(db));
    TRY(q_note_step_forget(db));
    TRY(q_note_pdf_forget(db, 0)); /* of notes that are gone; of old ones: programme_forget */
    TRY(q_note_correction_forget(db));
    return q_decision_forget(db);
}

enum fault note_erase_participant(struct db *db, struct str participant_uid)
{
    return q_note_correction_erase(db, participant_uid);
}

enum fault note_erase_person(struct db *db, int64_t person)
{
    TRY(q_note_erase_person(db, person));
    TRY(q_note_text_erase_person(db, person));
    TRY(q_note_step_erase_person(db, person));
    return q_decision_erase_person(db, person);
}
