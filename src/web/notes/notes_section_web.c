/* SPDX-License-Identifier: AGPL-3.0-or-later
** notes: one section: its title and text, also when two write at once, its earlier texts; one that is typed by hand;
** and a decision. */
#include "base/check.h"
#include "base/scan.h"
#include "domain/bid_merge.h"
#include "domain/who.h"
#include "text/words.h"
#include "web/notes/notes_web.h"
#include "web/room/room_web.h"
#include "web/say.h"
#include "web/views.h"

#define ORIGIN_LETTERS 40

const struct field notes_section_fields[] = {
    {.name = "done", .label = W_NOTE("What was done"), .kind = FIELD_CHOICE, .choices = "merged both settled",
     .help = "what was done before, to be said"},
    {0},
};

const struct field notes_section_form[] = {
    {.name = "title", .label = W_NOTE("Heading"), .kind = FIELD_TEXT, .max = NOTE_TITLE_MAX,
     .help = "of the section"},
    {.name = "body", .label = W_NOTE("The text"), .kind = FIELD_TEXT, .max = NOTE_TEXT_MAX,
     .help = "paragraphs are parted by lines; lines that begin with \"- \" are a list"},
    {.name = "base", .label = W_NOTE("What stood there"), .kind = FIELD_INT, .min = 0, .max = INT32_MAX,
     .help = "sent along by the page: the number of the text that was changed"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save out first second both",
     .help = "save it, take it out of the notes, settle the first place where two texts stand"},
    {0},
};

const struct field notes_decision_form[] = {
    {.name = "says", .label = W_NOTE("What was decided"), .kind = FIELD_TEXT, .max = DECISION_SAYS_MAX,
     .help = "in a sentence; empty: the statement or the first option that it is from"},
    {.name = "from", .label = W_NOTE("From what"), .kind = FIELD_TEXT, .max = ORIGIN_LETTERS,
     .help = "the uid of a vote or an assessment; of a statement with - and its number; \"same\": as before"},
    {.name = "carried", .label = W_NOTE("By whom it is carried"), .kind = FIELD_TEXT, .max = DECISION_CARRIED_MAX,
     .help = "empty: the numbers of the vote"},
    {.name = "do", .label = W_NOTE("What to do"), .kind = FIELD_CHOICE, .choices = "save out",
     .help = "save it, take it out of the notes"},
    {0},
};

/* NULL: a new one. FAULT_NOT_FOUND: there is none of that uid, or no notes. */
static enum fault must_use load(struct request *request, struct notes *notes, const struct q_note_sections **ret_row)
{
    TRY(notes_load(request, notes));
    *ret_row = note_section_find(notes->sections, notes->sections_n, request->params[2]);
    bool is_new = str_eq(request->params[2], S("new"));
    return notes->note.id == 0 || (*ret_row == NULL && !is_new) ? FAULT_NOT_FOUND : OK;
}

static struct notice notice_of(struct request *request, struct out *out)
{
    struct str done = request->acts ? S("") : request_text(request, "done");
    struct str text = str_eq(done, S("merged"))
                          ? W(out, "Saved. Somebody else had saved meanwhile, other paragraphs: both are in the text.")
                      : str_eq(done, S("both"))
                          ? W(out, "Somebody else changed the same paragraph meanwhile. Both stand in the text, "
                                   "nothing is lost.")
                      : str_eq(done, S("settled")) ? W(out, "Settled. What was left out stands in the earlier texts.")
                                                   : S("");
    return text.n > 0 ? (struct notice){TONE_GOOD, W(out, "Done"), html_text(request->arena, text)}
                      : (struct notice){0};
}

static void add_choice(struct out *out, struct str body, struct notes_section_page *m)
{
    struct bid_conflict conflict;
    if (bid_conflict_count(body) > 0 && bid_conflict_find(body, &conflict)) {
        m->has_choice = W(out, "Choose what stays at this place:");
        m->first = conflict.first.n > 0 ? conflict.first : W(out, "Nothing: it was taken away.");
        m->second = conflict.second.n > 0 ? conflict.second : W(out, "Nothing: it was taken away.");
    }
}

static bool is_choice(struct str what)
{
    return str_eq(what, S("first")) || str_eq(what, S("second")) || str_eq(what, S("both"));
}

static enum fault must_use add_texts(struct request *request, struct out *out, struct notes_section_page *m)
{
    struct q_note_texts *texts;
    size_t n;
    TRY(q_note_texts(request->db, request->arena, request->params[2], &texts, &n));
    m->texts = arena_array(request->arena, struct programme_line, n + 1);
    for (size_t i = 1; i < n; i++) { /* the first one stands above */
        m->texts[m->texts_n++] = (struct programme_line){notes_say_when(out, texts[i].made_at, texts[i].person),
                                                         texts[i].body};
    }
    return OK;
}

enum fault notes_section_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct notes_section_page *m = arena_new(request->arena, struct notes_section_page);
    const struct q_note_sections *row;
    struct notes notes;
    q_note_texts_soon(request->db, request->params[2]);
    TRY(load(request, &notes, &row));
    m->is_new = row == NULL;
    m->is_closed = note_is_closed(&notes.note);
    m->page = programme_page_of(request, &out, &notes.programme, row != NULL ? row->title : W(&out, "A new section"),
                                m->is_closed ? W(&out, "The notes are closed: this is how it stands in them.")
                                             : W(&out, "Write what was said; each save is kept."));
    m->back = notes_url(request, "", S(""));
    page_add_crumb(m->page, W(&out, "Notes"), m->back);
    m->notice = notice_of(request, &out);
    m->problems = form_problems_of(request, notes_section_form);
    m->title = form_field_of(request, form_find(notes_section_form, "title"), S(""));
    m->body = form_field_of(request, form_find(notes_section_form, "body"),
                            W(&out, "A line that begins with - and a blank is a point of a list."));
    m->body.long_text = true;
    bool typed = request->acts && !is_choice(request_typed(request, "do"));
    if (row != NULL) {
        m->title.value = typed ? m->title.value : row->title;
        m->body.value = typed ? m->body.value : row->body;
        m->base = typed ? request_typed(request, "base") : programme_seen(request, row->text_number);
        m->says = SAY(&out, "Changed last: {when}.", slot("when", notes_say_when(&out, row->text_at, row->person)));
        m->is_out = row->removed_at.known;
        add_choice(&out, row->body, m);
        TRY(add_texts(request, &out, m));
    }
    m->action = notes_url(request, "/sections/{}", request->params[2]);
    m->once = request_once(request);
    response->max_age_s = -1;
    view_notes_section(&out, m);
    return OK;
}

/* The text with the first place settled, when it is the one that was shown. */
static enum fault must_use settle(struct request *request, const struct q_note_sections *row, struct str what,
                                  struct note_saving *saving)
{
    struct bid_conflict conflict;
    if (saving->base != row->text_number || !bid_conflict_find(row->body, &conflict)) {
        return FAULT_CONFLICT;
    }
    saving->body = bid_conflict_settle(request->arena, &conflict, str_eq(what, S("first"))    ? BID_CHOICE_FIRST
                                                                  : str_eq(what, S("second")) ? BID_CHOICE_SECOND
                                                                                              : BID_CHOICE_BOTH);
    return OK;
}

static enum fault must_use save(struct request *request, const struct notes *notes, const struct q_note_sections *row,
                                struct str what, struct note_saved *saved)
{
    struct note_saving saving = {.body = request_typed(request, "body"), .came_by = S("typed"),
                                 .person = request->who->person_id};
    (void)parse_int(request_typed(request, "base"), 0, INT32_MAX, &saving.base); /* the field was looked at */
    if (is_choice(what)) {
        TRY(settle(request, row, what, &saving));
    } else {
        TRY(note_section_name(request->db, &notes->note, row, request_typed(request, "title"), saving.person,
                              request->now));
    }
    return note_text_save(request->db, request->arena, &notes->note, row, &saving, request->now, saved);
}

static enum fault must_use done_at(struct request *request, struct response *response, const struct notes *notes,
                                   struct str done)
{
    TRY(q_programme_touch(request->db, notes->programme.id, request->now));
    return programme_done(request, response, "/notes", done);
}

static enum fault must_use refuse(struct request *request, struct response *response, enum fault fault,
                                  const struct field *field)
{
    return fault == FAULT_DENIED || fault == FAULT_CONFLICT
               ? notes_refuse(request, response, field, W_NOTE("cannot be saved as it is now"),
                              W_NOTE("the notes were closed, or somebody else was quicker; what you typed is below"))
           : fault == FAULT_TOO_LARGE
               ? notes_refuse(request, response, field, W_NOTE("does not fit any more"),
                              W_NOTE("make it shorter, or put it into another section"))
               : fault;
}

enum fault notes_section_act(struct request *request, struct response *response)
{
    const struct q_note_sections *row;
    const struct field *body = form_find(notes_section_form, "body");
    struct str what = request_typed(request, "do"), uid;
    struct note_saved saved = {0};
    struct notes notes;
    TRY(load(request, &notes, &row));
    if (row != NULL && str_eq(what, S("out"))) {
        enum fault fault = note_section_out(request->db, &notes.note, row, true, request->who->person_id, request->now);
        return fault == OK ? done_at(request, response, &notes, S("out")) : refuse(request, response, fault, body);
    }
    if (!is_choice(what) && request_typed(request, "title").n == 0) {
        form_refuse(request, form_find(notes_section_form, "title"), W_NOTE("is empty"), W_NOTE("fill it in"));
        return FAULT_INVALID;
    }
    enum fault fault = row != NULL ? save(request, &notes, row, what, &saved)
                                   : note_section_new(request->db, request->arena, &notes.note,
                                                      request_typed(request, "title"), request_typed(request, "body"),
                                                      request->who->person_id, request->now, &uid);
    if (fault != OK) {
        return refuse(request, response, fault, body);
    }
    bool stays = saved.conflicts > 0 || saved.merged || (row != NULL && is_choice(what));
    if (!stays) {
        return done_at(request, response, &notes, row == NULL ? S("added") : saved.changed ? S("saved") : S("same"));
    }
    TRY(q_programme_touch(request->db, notes.programme.id, request->now));
    response->status = 303;
    response->location = url_add(request->arena, notes_url(request, "/sections/{}", row->uid), "done",
                                 is_choice(what)        ? S("settled")
                                 : saved.conflicts > 0  ? S("both")
                                                        : S("merged")).text;
    return OK;
}

/* ---- a decision */

static enum fault must_use load_decision(struct request *request, struct notes *notes, struct out *out,
                                         const struct q_decision_list **ret_row, struct notes_origin **ret_origins,
                                         size_t *ret_n)
{
    bool is_new = str_eq(request->params[2], S("new"));
    TRY(notes_load(request, notes));
    *ret_row = decision_find(notes->decisions, notes->decisions_n, request->params[2]);
    if (notes->note.id == 0 || (*ret_row == NULL && !is_new)) {
        return FAULT_NOT_FOUND;
    }
    room_load_soon(request, notes->programme.code);
    q_note_assessments_soon(request->db, request->params[1]);
    return notes_origins(request, out, notes, ret_origins, ret_n);
}

enum fault notes_decision_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    const struct field *fields = notes_decision_form;
    const struct q_decision_list *row;
    struct notes_origin *origins;
    struct notes notes;
    size_t n;
    TRY(load_decision(request, &notes, &out, &row, &origins, &n));
    struct deed *m = programme_deed(request, &out, &notes.programme,
                                    row != NULL ? W(&out, "A decision") : W(&out, "Write a decision down"),
                                    W(&out, "One line: what was decided, from what, and by whom it is carried."));
    page_add_crumb(m->page, W(&out, "Notes"), notes_url(request, "", S("")));
    struct deed_form *form = deed_form(m, W(&out, "The decision"), S(""));
    struct deed_select *from = deed_select(request, form, form_find(fields, "from"), S(""), n + 2);
    if (row != NULL && row->from_says.n > 0) {
        deed_option(request, from, S("same"), row->from_says);
    }
    deed_option(request, from, S(""), W(&out, "The talk"));
    for (size_t i = 0; i < n; i++) {
        deed_option(request, from, origins[i].value, origins[i].name);
    }
    struct form_field *says = deed_field(request, form, form_find(fields, "says"),
                                         W(&out, "Left empty, it says what the statement says that it is from."));
    struct form_field *carried = deed_field(request, form, form_find(fields, "carried"),
                                            W(&out, "As \"the plenary, 12 of 14\". Left empty, the numbers of the "
                                                    "vote."));
    says->long_text = true;
    if (row != NULL && !request->acts) {
        says->value = row->says;
        carried->value = row->carried_by;
    }
    deed_button(form, "save", W(&out, "Save"));
    form->note = notes.programme.chatham ? W(&out, "Chatham House rule: no names here.") : S("");
    if (row != NULL) {
        deed_button_quiet(form, "out", W(&out, "Take it out"));
    }
    deed_link(m, notes_url(request, "", S("")), W(&out, "Back to the notes"));
    m->action = notes_url(request, "/decisions/{}", request->params[2]);
    deed_end(request, response, m, fields);
    return OK;
}

static bool find_origin(const struct notes_origin *origins, size_t n, struct str value, struct notes_origin *ret)
{
    *ret = (struct notes_origin){.kind = S("talk"), .says = S(""), .text = S(""), .carried = S("")};
    for (size_t i = 0; i < n; i++) {
        if (str_eq(origins[i].value, value)) {
            *ret = origins[i];
            return true;
        }
    }
    return value.n == 0;
}

enum fault notes_decision_act(struct request *request, struct response *response)
{
    const struct field *field = form_find(notes_decision_form, "says");
    const struct q_decision_list *row;
    struct notes_origin *origins, from;
    struct out out = {.words = request->words, .arena = request->arena};
    struct str what = request_typed(request, "do"), origin = request_typed(request, "from");
    struct notes notes;
    size_t n;
    enum fault fault;
    TRY(load_decision(request, &notes, &out, &row, &origins, &n));
    if (row != NULL && str_eq(what, S("out"))) {
        fault = decision_out(request->db, &notes.note, row, true, request->who->person_id, request->now);
        return fault == OK ? done_at(request, response, &notes, S("out")) : refuse(request, response, fault, field);
    }
    if (row != NULL && str_eq(origin, S("same"))) {
        from = (struct notes_origin){.kind = row->from_kind, .says = row->from_says, .text = S(""),
                                     .carried = S("")};
    } else if (!find_origin(origins, n, origin, &from)) {
        form_refuse(request, form_find(notes_decision_form, "from"), W_NOTE("is not there any more"),
                    W_NOTE("choose one of the list"));
        return FAULT_INVALID;
    }
    const struct decision_new new = {
        .says = request_typed(request, "says").n > 0 ? request_typed(request, "says") : from.text,
        .from_kind = from.kind, .from_says = from.says,
        .carried_by = request_typed(request, "carried").n > 0 ? request_typed(request, "carried") : from.carried};
    if (new.says.n == 0) {
        form_refuse(request, field, W_NOTE("is empty"), W_NOTE("say in a sentence what was decided"));
        return FAULT_INVALID;
    }
    fault = decision_put(request->db, request->arena, &notes.note, row, &new, request->who->person_id, request->now);
    return fault == OK ? done_at(request, response, &notes, S("decided")) : refuse(request, response, fault, field);
}
