/* SPDX-License-Identifier: AGPL-3.0-or-later
** programme_demo: what is left of its first day: notes, decisions, actions. */
#include "base/check.h"
#include "store/action.h"
#include "text/words.h"
#include "web/notes/notes_web.h"
#include "web/programme/programme_demo.h"
#include "web/programme/programme_demo_words.h"

#define NOTED_DAYS 7
#define CORRECTED_DAYS 1
#define SAID_DAYS 5

/* ---- notes */

/* As their page puts them together. */
static enum fault must_use flow(struct programme_demo *made, int64_t at)
{
    static const struct site site = {.name = S_INIT("")};
    struct notes *notes = arena_new(made->arena, struct notes);
    struct note_flow *flows;
    struct note_flowed flowed;
    size_t n;
    struct request request = {
        .arena = made->arena, .db = made->db, .site = &site, .words = words_find(S("en")),
        .params = {made->member_uid, made->uid}, .today = {(int32_t)(at / DEMO_DAY_S)}, .now = at};
    TRY(notes_load(&request, notes));
    TRY(notes_flow_of(&request, notes, &flows, &n));
    return note_flow_in(made->db, made->arena, made->row.id, S("en"), NULL, notes->sections, notes->sections_n, flows,
                        n, made->person, at, &flowed);
}

/* A section that somebody typed, and what a participant would have otherwise. */
static enum fault must_use type_section(struct programme_demo *made, const struct q_note_of *note, int64_t at)
{
    struct q_note_sections *rows;
    struct str uid;
    size_t n;
    TRY(note_section_new(made->db, made->arena, note, demo_notes_title, demo_notes_text, made->person, at, &uid));
    TRY(q_note_sections(made->db, made->arena, made->uid, &rows, &n));
    const struct q_note_sections *section = note_section_find(rows, n, uid);
    check(section != NULL);
    return note_correct(made->db, made->arena, note, section, made->people[12], section->text_number, demo_correction,
                        programme_demo_ago(made, CORRECTED_DAYS));
}

/* ---- actions */

static enum fault must_use say_of(struct programme_demo *made, const struct demo_action *from, struct date due_on)
{
    struct q_action_list *rows;
    struct q_action_by_uid row;
    size_t n, at = 0;
    const struct action_saying saying = {
        from->said == DEMO_DONE ? ACTION_STEP_DONE : ACTION_STEP_MOVED,
        from->said == DEMO_DONE ? due_on : (struct date){due_on.days + 5}, from->says, {0}};
    TRY(q_action_list(made->db, made->arena, made->uid, &rows, &n));
    while (at < n && !str_eq(rows[at].what, from->what)) {
        at++;
    }
    check(at < n);
    TRY(q_action_by_uid(made->db, made->arena, rows[at].uid, &row));
    return action_say(made->db, &row, &saying, programme_demo_ago(made, SAID_DAYS));
}

static enum fault must_use write_actions(struct programme_demo *made)
{
    struct q_decision_list *decisions;
    size_t n;
    int64_t at = programme_demo_ago(made, NOTED_DAYS);
    TRY(q_decision_list(made->db, made->arena, made->uid, &decisions, &n));
    check(n == DEMO_DECISIONS);
    for (size_t i = 0; i < DEMO_ACTIONS; i++) {
        const struct demo_action *from = &demo_actions[i];
        struct maybe_int decision = {from->decision >= 0, 0};
        for (size_t k = 0; k < n && from->decision >= 0; k++) {
            if (str_eq(decisions[k].says, demo_decisions[from->decision].says)) {
                decision.v = decisions[k].id;
            }
        }
        struct date due_on = {(int32_t)(made->now / DEMO_DAY_S) + from->due};
        const struct action_new new = {
            .what = from->what, .participant_id = {true, made->people[from->who]}, .who = S(""), .mail = S(""),
            .decision_id = decision, .due_on = due_on, .by = made->person};
        TRY(action_put(made->db, made->arena, made->row.id, 0, &new, at));
        TRY(from->said != DEMO_OPEN ? say_of(made, from, due_on) : OK);
    }
    return OK;
}

enum fault programme_demo_after(struct programme_demo *made)
{
    int64_t at = programme_demo_ago(made, NOTED_DAYS);
    struct q_note_of note;
    TRY(flow(made, at));
    TRY(q_note_of(made->db, made->arena, made->uid, &note));
    for (size_t i = 0; i < DEMO_DECISIONS; i++) {
        const struct demo_decision *from = &demo_decisions[i];
        const struct decision_new new = {from->says, from->from_kind, from->from_says, from->carried_by};
        TRY(decision_put(made->db, made->arena, &note, NULL, &new, made->colleague, at));
    }
    TRY(type_section(made, &note, at));
    return write_actions(made);
}
