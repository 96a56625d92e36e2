/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes: for who takes part, behind the link of their mail: to read them, and to send a section as they would have it,
** until they are closed. Whose a correction is, nobody else sees. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/bid_merge.h"
#include "text/words.h"
#include "web/asking.h"
#include "web/notes/notes_web.h"
#include "web/say.h"
#include "web/views.h"

#define UID_LETTERS 32

const struct field notes_reader_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "sent",
     .help = "what was done before, to be said"},
    {.name = "correct", .label = W_NOTE("Which section"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "the uid of the section to correct"},
    {0},
};

const struct field notes_reader_form[] = {
    {.name = "which", .label = W_NOTE("Which section"), .kind = FIELD_TEXT, .max = UID_LETTERS,
     .help = "sent along by the page: its uid"},
    {.name = "base", .label = W_NOTE("What stood there"), .kind = FIELD_INT, .min = 0, .max = INT32_MAX,
     .help = "sent along by the page: the number of the text that was changed"},
    {.name = "body", .label = W_NOTE("The section as you would have it"), .kind = FIELD_TEXT, .max = NOTE_TEXT_MAX,
     .help = "the whole text, with what is wrong put right"},
    {0},
};

static enum fault must_use load(struct request *request, struct q_participant_by_uid *me, struct notes *notes)
{
    struct db *db = request->db;
    struct str uid;
    TRY(asking_link(request, PARTICIPANT_LINK, &uid));
    q_participant_by_uid_soon(db, uid);
    q_note_corrections_of_soon(db, uid);
    TRY(q_participant_by_uid(db, request->arena, uid, me));
    q_programme_of_soon(db, me->member_uid, me->programme_uid);
    notes_soon(db, me->programme_uid);
    TRY(q_programme_of(db, request->arena, me->member_uid, me->programme_uid, &notes->programme));
    return notes_load_of(db, request->arena, me->programme_uid, notes);
}

/* The house rule about drafts. */
static bool is_shown(const struct notes *notes)
{
    return notes->programme.notes_draft || (notes->note.id != 0 && note_is_closed(&notes->note));
}

static struct url own_url(struct request *request, const char *pattern)
{
    return url_path_of(request->arena, pattern, request->params[0]);
}

static enum fault must_use add_sent(struct request *request, struct out *out, const struct q_participant_by_uid *me,
                                    struct notes_reader_page *m)
{
    struct q_note_corrections_of *rows;
    size_t n;
    TRY(q_note_corrections_of(request->db, request->arena, me->uid, &rows, &n));
    m->sent = arena_array(request->arena, struct programme_line, n + 1);
    for (size_t i = 0; i < n; i++) {
        m->sent[m->sent_n++] = (struct programme_line){
            rows[i].title, str_eq(rows[i].state, S("taken"))  ? W(out, "It is taken into the notes.")
                           : str_eq(rows[i].state, S("left")) ? W(out, "It was read, and the notes stay as they are.")
                                                              : W(out, "It waits to be read.")};
    }
    return OK;
}

/* Which section they would correct; of a form that comes again, what was typed. */
static void add_choice(struct request *request, const struct notes *notes, struct notes_reader_page *m)
{
    struct str which = request->acts ? request_typed(request, "which") : request_text(request, "correct");
    const struct q_note_sections *row = note_section_find(notes->sections, notes->sections_n, which);
    m->body = form_field_of(request, form_find(notes_reader_form, "body"), S(""));
    m->body.long_text = true;
    if (row == NULL || row->removed_at.known || m->is_closed) {
        return;
    }
    m->which = row->uid;
    m->which_title = row->title;
    m->base = request->acts ? request_typed(request, "base") : programme_seen(request, row->text_number);
    m->body.value = request->acts ? m->body.value : row->body;
}

static void add_sections(struct request *request, struct out *out, const struct notes *notes,
                         struct notes_reader_page *m)
{
    m->n = notes_sections_of(request, out, notes, false, &m->sections);
    m->decisions_n = notes_decisions_of(request, out, notes, false, &m->decisions);
    for (size_t i = 0; i < m->n; i++) {
        m->sections[i].says = S(""); /* who of the city wrote it is the city's own */
    }
    for (size_t i = 0; i < m->n && !m->is_closed; i++) {
        m->sections[i].url = url_add(request->arena, own_url(request, "/taking-part/{}/notes"), "correct",
                                     m->sections[i].uid);
    }
}

enum fault notes_reader_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct notes_reader_page *m = arena_new(request->arena, struct notes_reader_page);
    struct q_participant_by_uid me;
    struct notes notes;
    enum fault fault = load(request, &me, &notes);
    if (fault == FAULT_NOT_FOUND) {
        asking_show_over(request, response, notes_reader_form, URL("/"), W(&out, "What this network is"));
        return OK;
    }
    TRY(fault);
    m->is_closed = notes.note.id != 0 && note_is_closed(&notes.note);
    m->page = page_of(request, W(&out, "Notes"),
                      m->is_closed ? W(&out, "They are closed: this is what you all came to.")
                      : is_shown(&notes)
                          ? W(&out, "A draft: read it, and send what should be corrected.")
                          : W(&out, "What you all came to is being written down."), DOOR_NONE);
    m->page->kicker = notes.programme.name;
    m->page->no_index = true;
    page_hide_address(m->page);
    if (!request->acts && str_eq(request_text(request, "done"), S("sent"))) {
        m->notice = (struct notice){TONE_GOOD, W(&out, "Done"),
                                    html_text(request->arena, W(&out, "It is sent. Those who write the notes take it "
                                                                      "or leave it; your name does not stand "
                                                                      "beside it."))};
    }
    m->problems = form_problems_of(request, notes_reader_form);
    m->says = !is_shown(&notes)      ? W(&out, "They are written just now. By the house rules you read them once they "
                                               "are closed.")
              : notes.note.id == 0 ? W(&out, "Nothing is written yet.")
                                   : S("");
    if (is_shown(&notes)) {
        add_sections(request, &out, &notes, m);
        add_choice(request, &notes, m);
    }
    TRY(add_sent(request, &out, &me, m));
    m->action = own_url(request, "/taking-part/{}/notes");
    m->back = own_url(request, "/taking-part/{}");
    m->once = request_once(request);
    response->max_age_s = -1;
    view_notes_reader(&out, m);
    return OK;
}

static enum fault must_use refuse(struct request *request, struct response *response, const char *what,
                                  const char *hint)
{
    return notes_refuse(request, response, form_find(notes_reader_form, "body"), what, hint);
}

enum fault notes_reader_act(struct request *request, struct response *response)
{
    struct q_participant_by_uid me;
    struct notes notes;
    struct str body = request_typed(request, "body");
    int64_t base = 0;
    enum fault fault = load(request, &me, &notes);
    if (fault == FAULT_NOT_FOUND) {
        return asking_refuse(request, response, W_NOTE("is over"), W_NOTE("ask who invited you for another one"));
    }
    TRY(fault);
    const struct q_note_sections *row = note_section_find(notes.sections, notes.sections_n,
                                                          request_typed(request, "which"));
    if (!is_shown(&notes) || notes.note.id == 0 || row == NULL || row->removed_at.known) {
        return refuse(request, response, W_NOTE("is of a section that is not there any more"),
                      W_NOTE("choose one of those below"));
    }
    (void)parse_int(request_typed(request, "base"), 0, INT32_MAX, &base); /* the field was looked at */
    if (str_eq(bid_text_clean(request->arena, body), row->body)) {
        form_refuse(request, form_find(notes_reader_form, "body"), W_NOTE("is as it stands in the notes"),
                    W_NOTE("change what is wrong, then send it"));
        return FAULT_INVALID;
    }
    fault = note_correct(request->db, request->arena, &notes.note, row, me.id, base, body, request->now);
    if (fault == FAULT_DENIED) {
        return refuse(request, response, W_NOTE("cannot be sent any more: the notes are closed"),
                      W_NOTE("tell the people who hold the leadership programme"));
    }
    if (fault == FAULT_TOO_LARGE) {
        return refuse(request, response, W_NOTE("cannot be sent: you have sent forty already"),
                      W_NOTE("tell the people who hold the leadership programme"));
    }
    TRY(fault);
    TRY(q_programme_touch(request->db, me.programme_id, request->now));
    response->status = 303;
    response->location = url_add(request->arena, own_url(request, "/taking-part/{}/notes"), "done", S("sent")).text;
    return OK;
}
