/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes_load: the notes of a programme, and what pages and files say of them. */
#include "base/check.h"
#include "domain/bid_merge.h"
#include "text/words.h"
#include "web/notes/notes_web.h"
#include "web/say.h"

void notes_soon(struct db *db, struct str programme_uid)
{
    q_note_of_soon(db, programme_uid);
    q_note_sections_soon(db, programme_uid);
    q_decision_list_soon(db, programme_uid);
    q_note_corrections_soon(db, programme_uid);
    q_note_steps_soon(db, programme_uid);
}

enum fault notes_load_of(struct db *db, struct arena *arena, struct str programme_uid, struct notes *notes)
{
    notes->note = (struct q_note_of){.id = 0};
    enum fault fault = q_note_of(db, arena, programme_uid, &notes->note);
    TRY(fault == FAULT_NOT_FOUND ? OK : fault);
    TRY(q_note_sections(db, arena, programme_uid, &notes->sections, &notes->sections_n));
    TRY(q_decision_list(db, arena, programme_uid, &notes->decisions, &notes->decisions_n));
    TRY(q_note_corrections(db, arena, programme_uid, &notes->corrections, &notes->corrections_n));
    return q_note_steps(db, arena, programme_uid, &notes->steps, &notes->steps_n);
}

enum fault notes_load(struct request *request, struct notes *ret_notes)
{
    programme_load_soon(request);
    notes_soon(request->db, request->params[1]);
    TRY(programme_load(request, &ret_notes->programme));
    return notes_load_of(request->db, request->arena, request->params[1], ret_notes);
}

struct note_facts notes_facts(const struct notes *notes)
{
    struct note_facts facts = {.is_closed = note_is_closed(&notes->note), .corrections = notes->corrections_n,
                               .changed_by = notes->note.changed_by};
    for (size_t i = 0; i < notes->sections_n; i++) {
        if (!notes->sections[i].removed_at.known) {
            facts.sections++;
            facts.choices += bid_conflict_count(notes->sections[i].body) > 0;
        }
    }
    for (size_t i = 0; i < notes->decisions_n; i++) {
        facts.sections += !notes->decisions[i].removed_at.known;
    }
    return facts;
}

struct url notes_url(struct request *request, const char *pattern, struct str uid)
{
    struct str whole = str_format(request->arena, "/member-cities/{}/programmes/{}/notes%s", pattern);
    const char *path = str_c(request->arena, whole);
    return str_find(str_of(pattern), S("{}")) < strlen(pattern)
               ? url_path_of(request->arena, path, request->params[0], request->params[1], uid)
               : url_path_of(request->arena, path, request->params[0], request->params[1]);
}

struct str notes_say_when(struct out *out, int64_t at, struct str person)
{
    struct slot slots[] = {slot("date", (struct date){(int32_t)(at / 86400)}), slot("name", person)};
    return person.n > 0 ? words_text(out, W_NOTE("{date} by {name}"), slots, 2)
                        : words_text(out, W_NOTE("{date} by somebody who is not here any more"), slots, 1);
}

static struct str say_section(struct out *out, const struct q_note_sections *row)
{
    struct str when = notes_say_when(out, row->text_at, row->person);
    struct slot slots[] = {slot("when", when)};
    return str_eq(row->came_by, S("flow"))
               ? words_text(out, W_NOTE("Flowed in from the leadership programme: {when}."), slots, 1)
           : str_eq(row->came_by, S("correction"))
               ? words_text(out, W_NOTE("A participant's correction, taken: {when}."), slots, 1)
               : words_text(out, W_NOTE("Changed last: {when}."), slots, 1);
}

size_t notes_sections_of(struct request *request, struct out *out, const struct notes *notes, bool out_only,
                         struct notes_section **ret_rows)
{
    struct notes_section *rows = arena_array(request->arena, struct notes_section, notes->sections_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < notes->sections_n; i++) {
        const struct q_note_sections *from = &notes->sections[i];
        if (from->removed_at.known != out_only) {
            continue;
        }
        struct notes_section *row = &rows[n++];
        *row = (struct notes_section){.uid = from->uid, .id = str_format(request->arena, "s%zu", i + 1),
                                      .title = from->title, .says = say_section(out, from), .choice = S("")};
        row->parts_n = note_parts(request->arena, from->body, &row->parts);
        if (bid_conflict_count(from->body) > 0) {
            row->choice = W(out, "Two texts stand at one place here: choose what stays.");
        }
    }
    *ret_rows = rows;
    return n;
}

struct str notes_say_from(struct out *out, const struct q_decision_list *row)
{
    struct slot slots[] = {slot("what", row->from_says), slot("who", row->carried_by)};
    struct str from = str_eq(row->from_kind, S("vote"))
                          ? words_text(out, W_NOTE("From the vote “{what}”."), slots, 1)
                      : str_eq(row->from_kind, S("statement"))
                          ? words_text(out, W_NOTE("From the statement “{what}”."), slots, 1)
                      : str_eq(row->from_kind, S("assessment"))
                          ? words_text(out, W_NOTE("From how far we are: “{what}”."), slots, 1)
                          : W(out, "From the talk.");
    struct str who = row->carried_by.n > 0 ? words_text(out, W_NOTE("Carried by: {who}."), slots + 1, 1)
                                           : W(out, "Carried by: not said.");
    return str_format(out->arena, "%.*s %.*s", STR_ARG(from), STR_ARG(who));
}

size_t notes_decisions_of(struct request *request, struct out *out, const struct notes *notes, bool out_only,
                          struct notes_decision **ret_rows)
{
    struct notes_decision *rows = arena_array(request->arena, struct notes_decision, notes->decisions_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < notes->decisions_n; i++) {
        const struct q_decision_list *from = &notes->decisions[i];
        if (from->removed_at.known == out_only) {
            rows[n++] = (struct notes_decision){.uid = from->uid, .says = from->says,
                                                .from = notes_say_from(out, from)};
        }
    }
    *ret_rows = rows;
    return n;
}

enum fault notes_refuse(struct request *request, struct response *response, const struct field *field,
                        const char *what, const char *hint)
{
    form_refuse(request, field, what, hint);
    response->status = 409;
    return FAULT_INVALID;
}

struct str notes_language(struct request *request, const struct notes *notes)
{
    struct str rest, first = str_cut(notes->programme.languages, ' ', &rest);
    return notes->note.id != 0 ? notes->note.language : first.n > 0 ? first : words_tag(request->words);
}
